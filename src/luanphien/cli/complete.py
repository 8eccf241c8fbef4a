"""What may stand where Tab is pressed: agencies, people and shifts of the configuration in use.

Typer's own machinery asks. It is switched on when a shell asks, or when it is installed; a command
that is merely run pays nothing for it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer

from luanphien.config import Configuration, find, load
from luanphien.core.errors import LuanphienError, OperationError

PROGRAM = "luanphien"
VARIABLE = "_LUANPHIEN_COMPLETE"
"""What the scripts in the shells set when they ask."""

Candidates = Iterator[tuple[str, str]]
"""Words, and what is said of each where the shell shows it."""


def get_ready() -> None:
    """Let Typer answer, if a shell is asking."""
    if VARIABLE in os.environ:
        from typer._completion_classes import completion_init

        completion_init()


def agencies(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The ids of the agencies."""
    return _known(
        context, lambda all: ((agency.id, agency.name) for agency in all.agencies.values())
    )


def people(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The ids of the people; their names have spaces, which shells would take apart."""
    return _known(context, lambda all: ((one.id, one.name) for one in all.people.values()))


def shifts(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The shifts from half a year ago to a year ahead."""
    return _known(context, _shifts)


def _shifts(configuration: Configuration) -> Candidates:
    from dateutil.relativedelta import relativedelta

    from luanphien import clock
    from luanphien.core.period import Period

    day = clock.today()
    near = Period(day - relativedelta(months=6), day + relativedelta(years=1))
    for shift in configuration.rota.known_shifts(near):
        yield shift.id, shift.agency.name


def _known(
    context: typer.Context, candidates: Callable[[Configuration], Candidates]
) -> list[tuple[str, str]]:
    """What the configuration has; nothing if it has errors, for which Tab is no place."""
    try:
        folder = context.params.get("config") or os.environ.get("LUANPHIEN_CONFIG") or find()
        return list(candidates(load(Path(folder))))
    except LuanphienError:
        return []


def script(shell: str | None) -> str:
    """What the shell is to run at its start; OperationError if it is none that is known."""
    from typer._completion_shared import Shells, get_completion_script

    if shell not in [known.value for known in Shells]:
        raise OperationError("Không biết cửa sổ lệnh này; có bash, zsh, fish, powershell.")
    return get_completion_script(prog_name=PROGRAM, complete_var=VARIABLE, shell=shell)


def install(shell: str | None) -> str:
    """Where the script has been written; OperationError if it is for the user to write.

    Typer would let PowerShell run any script of anybody's for that.
    """
    from typer._completion_shared import install

    script(shell)
    if shell in ("powershell", "pwsh"):
        raise OperationError(
            "PowerShell: hãy tự thêm vào hồ sơ, luanphien --show-completion >> $PROFILE"
        )
    _, file = install(shell=shell, prog_name=PROGRAM, complete_var=VARIABLE)
    return str(file)


def this_shell() -> str | None:
    """The shell that runs this command; None if that can't be seen."""
    from typer._completion_shared import _get_shell_name

    return _get_shell_name()


def asked(context: Any, parameter: Any, wanted: bool) -> None:
    """The callback of --install-completion and --show-completion."""
    if not wanted or context.resilient_parsing:
        return
    shell = this_shell()
    if parameter.name == "show_completion":
        typer.echo(script(shell))
    else:
        typer.echo(f"Đã ghi {install(shell)}; mở lại cửa sổ lệnh để dùng phím Tab.")
    raise typer.Exit
