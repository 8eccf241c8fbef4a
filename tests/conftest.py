"""What the tests share: the calendar and configuration that ship, and the command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias
from unittest import mock

import pytest

from luanphien.cli.main import _run
from luanphien.config import Configuration, load

ROOT = Path(__file__).parents[1]
CONFIG = ROOT / "config"


@pytest.fixture(scope="session")
def shipped() -> Configuration:
    return load(CONFIG)


def environment() -> dict[str, str]:
    """The environment without what would change what a command prints."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("LUANPHIEN") and name not in ("COLUMNS", "LINES", "NO_COLOR")
    }


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A configuration whose templates can be changed."""
    folder = tmp_path / "config"
    (folder / "templates").mkdir(parents=True)
    for file in CONFIG.glob("*.yaml"):
        shutil.copy(file, folder)
    return folder


@pytest.fixture
def example(tmp_path: Path) -> Callable[..., Path]:
    """A copy of the example in which pairs of texts have been replaced."""

    def example(*changes: tuple[str, str]) -> Path:
        folder = tmp_path / "config"
        folder.mkdir(exist_ok=True)
        text = (
            (CONFIG / "example/agencies.yaml").read_text("utf-8").replace("../holidays", "holidays")
        )
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (folder / "agencies.yaml").write_text(text, "utf-8")
        shutil.copy(CONFIG / "holidays_vn.yaml", folder)
        return folder

    return example


class Called(NamedTuple):
    """What a command left behind."""

    status: int
    stdout: str
    stderr: str


Run: TypeAlias = Callable[..., Called]


def in_process(*args: object, **env: str) -> Called:
    """Run the command in this process, for tests that run hundreds."""
    streams: list[Any] = [TextIOWrapper(BytesIO(), "utf-8", write_through=True) for _ in range(2)]
    with (
        mock.patch.dict(os.environ, {**environment(), **env}, clear=True),
        mock.patch.object(sys, "argv", ["luanphien", *map(str, args)]),
        redirect_stdout(streams[0]),
        redirect_stderr(streams[1]),
    ):
        status = _run()
        if sys.stdout is not streams[0]:  # it could not be written to
            sys.stdout.close()
    return Called(status, *(stream.buffer.getvalue().decode() for stream in streams))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return in_process


@pytest.fixture
def process(tmp_path: Path) -> Run:
    """Run the command in a process of its own, where streams and locks count."""

    def process(*args: object, **env: str) -> Called:
        utf8 = {"PYTHONUTF8": "1", "XDG_STATE_HOME": str(tmp_path / "state")}
        done = subprocess.run(
            [sys.executable, "-m", "luanphien", *map(str, args)],
            cwd=tmp_path,
            env={**environment(), **utf8, **env},
            capture_output=True,
            encoding=env.get("PYTHONIOENCODING", "utf-8"),
            check=False,
        )
        return Called(done.returncode, done.stdout, done.stderr)

    return process
