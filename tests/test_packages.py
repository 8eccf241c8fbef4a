"""The wheel and the source archive: what is in them, always the same bytes, and that they run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.helpers.command_line import ROOT, environment

pytestmark = pytest.mark.skipif(
    not (ROOT / ".git").exists() or not shutil.which("git"), reason="not in a checkout"
)

NAME = "luanphien-0.1.0"


def git(*args: str) -> list[str]:
    command = ["git", "-C", str(ROOT), *args]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def build(source: Path, out: Path, target: str) -> Path:
    """The package that hatchling makes of the source; nothing is asked of the network."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(out), "-t", target]
    subprocess.run(command, cwd=source, capture_output=True, check=True)
    (package,) = out.glob("*.whl" if target == "wheel" else "*.tar.gz")
    return package


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both packages."""
    out = tmp_path_factory.mktemp("dist")
    for target in ("sdist", "wheel"):
        build(ROOT, out, target)
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return built / f"{NAME}-py3-none-any.whl"


@pytest.fixture(scope="module")
def archive(built: Path) -> Path:
    return built / f"{NAME}.tar.gz"


def tracked(*folders: str) -> set[str]:
    """What belongs to the source: all that git does not ignore."""
    return set(git("ls-files", "--cached", "--others", "--exclude-standard", *folders)) - set(
        git("ls-files", "--deleted")
    )


def test_what_is_in_the_wheel(wheel: Path) -> None:
    expected = {name.removeprefix("src/") for name in tracked("src")}
    expected |= {
        name.replace("config/", "luanphien/default_config/", 1) for name in tracked("config")
    }
    expected |= {f"luanphien/{name}" for name in tracked("deploy")}
    information = ("METADATA", "WHEEL", "entry_points.txt", "licenses/LICENSE", "RECORD")
    expected |= {f"{NAME}.dist-info/{name}" for name in information}
    expected.add("luanphien/revision.txt")
    with ZipFile(wheel) as content:
        assert set(content.namelist()) == expected


def test_what_is_in_the_source_archive(archive: Path) -> None:
    files = tracked("src", "config", "deploy", "docs", "tests")
    expected = {name for name in files if not name.startswith("tests/node/")}
    expected |= {"CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "hatch_build.py"}
    expected |= {"pyproject.toml", "PKG-INFO", ".gitignore", "revision.txt"}
    with tarfile.open(archive) as content:
        assert {name.removeprefix(f"{NAME}/") for name in content.getnames()} == expected


def test_the_same_source_makes_the_same_bytes(wheel: Path, archive: Path, tmp_path: Path) -> None:
    for name, package in (("sdist", archive), ("wheel", wheel)):
        assert build(ROOT, tmp_path / name, name).read_bytes() == package.read_bytes()


def test_the_archive_makes_the_same_wheel(wheel: Path, archive: Path, tmp_path: Path) -> None:
    with tarfile.open(archive) as content:
        if hasattr(tarfile, "data_filter"):  # Python 3.11.2, Debian 12's, has none
            content.extraction_filter = tarfile.data_filter
        content.extractall(tmp_path)
    assert build(tmp_path / NAME, tmp_path, "wheel").read_bytes() == wheel.read_bytes()


def test_debian_s_package_is_of_the_same_version() -> None:
    first = (ROOT / "debian/changelog").read_text("utf-8").split("\n", 1)[0]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert first.startswith(f"luanphien ({project['version']}) ")


def test_an_index_would_take_them(wheel: Path, archive: Path) -> None:
    command = [sys.executable, "-m", "twine", "check", "--strict", str(wheel), str(archive)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_it_runs_from_the_wheel_and_says_from_which_revision(wheel: Path, tmp_path: Path) -> None:
    with ZipFile(wheel) as content:
        content.extractall(tmp_path)

    def run(*args: str) -> str:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "luanphien", *args],
            cwd=tmp_path,
            env={**environment(), "PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return done.stdout

    (revision,) = git("describe", "--always", "--match=", "--dirty=+")
    assert run("--version") == f"luanphien 0.1.0 ({revision}){os.linesep}"
    assert "Lịch luân phiên năm 2024" in run("schedule", "2024")
