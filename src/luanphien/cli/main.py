"""The entry point: which commands there are, and the one place where errors are caught.

A command's module is imported when the command is run, so that no command pays for
another one's imports.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.exceptions import Abort, TyperException

from luanphien.cli import complete
from luanphien.cli.localized import VietnameseGroup, in_vietnamese
from luanphien.cli.status import INVALID_CONFIGURATION, OPERATION_FAILED, WRONG_USE
from luanphien.config.problems import ConfigError
from luanphien.core.errors import LuanphienError, OperationError, reason
from luanphien.streams import Unheard, never_fail_to_encode

COMMANDS = (
    "schedule",
    "today",
    "notify",
    "handover",
    "replace",
    "register",
    "inbox",
    "report",
    "export-ics",
    "publish",
    "contacts",
    "explain",
    "holidays",
    "check",
    "diff",
    "change",
    "history",
    "roster",
    "init",
    "doctor",
    "backup",
    "restore",
)


class _Group(VietnameseGroup):
    """The commands; `commands` has only their names, each is built when it is asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names: dict[str, Any] = dict.fromkeys(COMMANDS)
        self.commands = names

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command from its module; None if there is none."""
        if cmd_name not in self.commands:
            return None
        module = import_module(f"luanphien.cli.commands.{cmd_name.replace('-', '_')}")
        return typer.main.get_command(module.app)


app = typer.Typer(
    cls=_Group, add_completion=False, rich_markup_mode=None, invoke_without_command=True
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        revision = Path(__file__).parents[1] / "revision.txt"  # of a package that was built
        built_from = f" ({revision.read_text('utf-8')})" if revision.exists() else ""
        typer.echo(f"luanphien {version('luanphien')}{built_from}")
        raise typer.Exit


@app.callback()
def luanphien(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="In phiên bản rồi thoát.", callback=_version)
    ] = False,
    install_completion: Annotated[
        bool,
        typer.Option(
            "--install-completion",
            help="Cài gợi ý bằng phím Tab cho cửa sổ lệnh này (bash, zsh, fish).",
            callback=complete.asked,
        ),
    ] = False,
    show_completion: Annotated[
        bool,
        typer.Option(
            "--show-completion",
            help="In đoạn lệnh của gợi ý ấy, để tự cài; cả PowerShell.",
            callback=complete.asked,
        ),
    ] = False,
) -> None:
    """Lịch luân phiên của các cơ quan tại Trung tâm Phục vụ hành chính công.

    Trạng thái thoát: 0 tốt; 1 việc không làm được; 2 gõ sai lệnh; 3 cấu hình sai;
    4 quá hạn theo quy chế.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main() -> None:
    """Run the command line and exit with its status."""
    # A closed stream is None; what is opened later must not take its number.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115
    never_fail_to_encode(sys.stdout, sys.stderr)
    if isinstance(sys.stderr, TextIOWrapper):
        sys.stderr = Unheard.instead_of(sys.stderr)
    status = _run()
    try:
        sys.stdout.flush()
    except OSError as error:
        status = max(status, _output_failed(error))
    # At exit Python looks for cyclic garbage in all that was ever imported; that would take longer
    # than the command itself.
    gc.freeze()
    sys.exit(status)


def _run() -> int:
    complete.get_ready()
    try:
        return app(prog_name="luanphien", standalone_mode=False) or 0
    except ConfigError as error:
        for problem in error.problems:
            _say(str(problem))
        return INVALID_CONFIGURATION
    except LuanphienError as error:
        _say(f"Lỗi: {error}")
        return OPERATION_FAILED if isinstance(error, OperationError) else WRONG_USE
    except TyperException as error:
        _say(in_vietnamese(error))
        return WRONG_USE
    except (Abort, KeyboardInterrupt):
        _say("Đã dừng.")
        return OPERATION_FAILED
    except OSError as error:
        return _output_failed(error)


def _output_failed(error: OSError) -> int:
    """Say why output stopped, and keep the interpreter from trying again at exit."""
    sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115
    if not isinstance(error, BrokenPipeError):
        where = f" {error.filename}" if error.filename else ""
        _say(f"Lỗi: không đọc hoặc ghi được{where}: {reason(error)}")
    return OPERATION_FAILED


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201
