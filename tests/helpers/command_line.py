"""The command line, called by the tests: in this process, without what the tester has set."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias
from unittest import mock

import typer

from luanphien.cli.main import _run

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "config"


def environment() -> dict[str, str]:
    """The environment without what would change what a command prints."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("LUANPHIEN") and name not in ("COLUMNS", "LINES", "NO_COLOR")
    }


class Called(NamedTuple):
    """What a command left behind."""

    status: int
    stdout: str
    stderr: str


Run: TypeAlias = Callable[..., Called]

_built = cache(typer.main.get_command)
"""A command, built once: Typer builds it at every call, which takes a third of a short one."""


def in_process(*args: object, **env: str) -> Called:
    """Run the command in this process, for tests that run hundreds."""
    streams: list[Any] = [TextIOWrapper(BytesIO(), "utf-8", write_through=True) for _ in range(2)]
    with (
        mock.patch.dict(os.environ, {**environment(), **env}, clear=True),
        mock.patch.object(sys, "argv", ["luanphien", *map(str, args)]),
        mock.patch.object(typer.main, "get_command", _built),
        redirect_stdout(streams[0]),
        redirect_stderr(streams[1]),
    ):
        status = _run()
        if sys.stdout is not streams[0]:  # it could not be written to
            sys.stdout.close()
    return Called(status, *(stream.buffer.getvalue().decode() for stream in streams))


def modules_of(folder: Path, *args: str) -> set[str]:
    """What the command imports, run in that folder."""
    script = (
        f"import sys; sys.argv = {['luanphien', *args]}\n"
        "from luanphien.cli.main import main\n"
        "try: main()\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env={**os.environ, "LUANPHIEN_STATE": "none.sqlite"},
        capture_output=True,
        text=True,
        check=False,
    )
    return set(done.stderr.split())
