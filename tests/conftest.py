"""What the tests share: the configuration that ships, copies to be changed, the command line."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from luanphien.config import Configuration, load
from tests.helpers.command_line import CONFIG, Called, Run, environment, in_process

# How long an example takes says how busy the machine is.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session", autouse=True)
def _not_the_testers_register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing is read from the register of whoever runs the tests, and nothing written to it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session")
def shipped() -> Configuration:
    return load(CONFIG)


@pytest.fixture(scope="session", autouse=True)
def no_papers() -> Iterator[None]:
    """Let no site hold a PDF: LibreOffice takes seconds. Who asks for one takes that back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("luanphien.site.papers.program", lambda: None)
        yield


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
