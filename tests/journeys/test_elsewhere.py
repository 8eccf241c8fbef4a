"""Windows and macOS, as far as that can be tried here: no links, nothing of POSIX, other paths.

The whole suite runs so with `pytest -p tests.helpers.elsewhere`.
"""

from __future__ import annotations

import ast
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

import pytest

from luanphien.core.errors import OperationError
from luanphien.folders import replace_folder
from luanphien.register import Register
from luanphien.register.opening import uri
from tests.helpers.command_line import CONFIG, ROOT, Run
from tests.helpers.elsewhere import POSIX, elsewhere


@pytest.fixture(autouse=True)
def _elsewhere() -> Iterator[None]:
    with elsewhere():
        yield


@pytest.mark.parametrize("file", sorted((ROOT / "src").rglob("*.py")), ids=lambda file: file.name)
def test_nothing_of_posix_is_imported(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            assert not {alias.name for alias in node.names} & POSIX
        elif isinstance(node, ast.ImportFrom):
            assert node.module not in POSIX


def test_a_clerks_day(run: Run, tmp_path: Path) -> None:
    """Folders with spaces and Vietnamese letters in their names, all the way."""
    home = tmp_path / "Tài liệu của tôi"
    folder, state = home / "Cấu hình", home / "Sổ theo dõi" / "register.sqlite"
    where = ("--config", folder, "--state", state, "--today", "2024-03-12")
    assert run("init", folder).status == 0
    for command in (
        ("check",),
        ("notify", "--next", "-o", home),
        ("handover", "--next", "-o", home / "Biên bản.docx"),
        ("register", "notice", "--shift", "2024-04", "--channel", "zalo", "--by", "Nguyễn Văn A"),
        ("register", "check"),
        ("publish", "-o", home / "Trang web"),
        ("backup", home / "Sao lưu.tar.gz"),
    ):
        now = where[:4] if command[0] == "backup" or command == ("register", "check") else where
        done = run(*command, *now)
        assert done.status == 0, command
        assert "Lỗi" not in done.stderr, command
    back = ("--config", home / "Máy mới", "--state", home / "Máy mới.sqlite")
    assert run("restore", home / "Sao lưu.tar.gz", *back).status == 0
    assert run("register", "list", "--state", home / "Máy mới.sqlite").stdout.count("Zalo") == 1


# A folder that is no link


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_plain_folder_is_replaced_whole(tmp_path: Path) -> None:
    folder = tmp_path / "trang"
    for n, files in enumerate(({"a": b"1", "b": b"1"}, {"a": b"2", "c": b"2"}, {"a": b"3"})):
        assert replace_folder(folder, files), n
        assert not replace_folder(folder, files)
        assert content(folder) == files
        assert not folder.is_symlink()
    assert {file.name for file in tmp_path.iterdir()} == {
        "trang",
        ".trang.luanphien.files",
        ".luanphien.lock",
    }


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "trang").mkdir()
    assert replace_folder(tmp_path / "trang", {"a": b"1"})
    assert content(tmp_path / "trang") == {"a": b"1"}


@pytest.mark.parametrize("published", [False, True])
def test_somebody_elses_file_in_a_plain_folder_stops_it(tmp_path: Path, published: bool) -> None:
    folder = tmp_path / "trang"
    if published:
        replace_folder(folder, {"a": b"1"})
    folder.mkdir(exist_ok=True)
    (folder / "ghi-chu.txt").write_bytes(b"precious")
    before = content(folder)
    with pytest.raises(OperationError, match="không phải thư mục trống"):
        replace_folder(folder, {"a": b"2"})
    assert content(folder) == before


def test_a_folder_that_somebody_has_open_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows lets nobody rename a folder from which somebody is reading."""
    folder = tmp_path / "trang"
    replace_folder(folder, {"a": b"1"})
    rename = Path.rename

    def busy(self: Path, target: Path) -> Path:
        if folder in (self, Path(target)):
            raise PermissionError(13, "The process cannot access the file", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", busy)
    with pytest.raises(OSError, match="trang"):
        replace_folder(folder, {"a": b"2"})
    monkeypatch.undo()
    assert content(folder) == {"a": b"1"}
    assert replace_folder(folder, {"a": b"2"})


def test_a_site_that_was_a_link_becomes_a_plain_folder(tmp_path: Path) -> None:
    (tmp_path / ".trang.luanphien-abcd0123").mkdir()
    (tmp_path / ".trang.luanphien-abcd0123/a").write_bytes(b"1")
    (tmp_path / "trang").symlink_to(".trang.luanphien-abcd0123")
    assert replace_folder(tmp_path / "trang", {"a": b"2"})
    assert content(tmp_path / "trang") == {"a": b"2"}


# The register


def test_a_register_begins_where_no_link_can_be_made(tmp_path: Path) -> None:
    with Register(tmp_path / "r.sqlite") as register, register.only_one() as alone:
        assert alone
        with Register(tmp_path / "r.sqlite") as other, other.only_one() as alone:
            assert not alone
        assert register.check() == []
    assert sorted(file.name for file in tmp_path.iterdir()) == ["r.sqlite", "r.sqlite.lock"]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        # sqlite.org/uri.html, 2.1: three slashes before a drive, four before a server.
        (r"C:\Sổ trực\r.sqlite", "file:///C:/S%E1%BB%95%20tr%E1%BB%B1c/r.sqlite"),
        (r"\\may-chu\chung\r.sqlite", "file:////may-chu/chung/r.sqlite"),
        (r"D:\100%\a?b#c.sqlite", "file:///D:/100%25/a%3Fb%23c.sqlite"),
    ],
)
def test_sqlite_is_told_a_path_of_windows(path: str, wanted: str) -> None:
    assert uri(PureWindowsPath(path)) == wanted


def test_sqlite_understands_what_it_is_told(tmp_path: Path) -> None:
    place = tmp_path / "a?b#c %20 ế.sqlite"
    sqlite3.connect(uri(place), uri=True).execute("CREATE TABLE t (x)")
    assert place.stat().st_size


# The console, the document


@pytest.mark.parametrize("code_page", ["cp1258", "utf-8"])
def test_the_consoles_of_windows(process: Run, tmp_path: Path, code_page: str) -> None:
    done = process("doctor", "--config", CONFIG, PYTHONUTF8="0", PYTHONIOENCODING=code_page)
    mark = "✗" if code_page == "utf-8" else "x"
    assert any(line.startswith(f"{mark} ") for line in done.stdout.splitlines())
    assert done.stderr == ""


def test_a_document_is_opened_once_it_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def start(file: Path) -> None:
        assert file.exists()
        opened.append(file.name)

    monkeypatch.setattr(os, "startfile", start, raising=False)
    today = ("--today", "2024-03-12", "--config", CONFIG / "example")
    for command in (
        ("notify", "--next", "-o", "a.docx"),
        ("handover", "--next", "-o", "b.docx"),
        ("report", "-o", "d.docx"),
        ("register", "export", "-o", "e.docx"),
    ):
        assert run(*command, "--open", *today).status == 0, command
    assert opened == ["a.docx", "b.docx", "d.docx", "e.docx"]


def test_a_document_that_nothing_opens_is_written_all_the_same(run: Run, tmp_path: Path) -> None:
    done = run("notify", "--next", "-o", "a.docx", "--open", PATH=str(tmp_path))
    assert done.status == 0
    assert "cảnh báo: không mở được a.docx trên máy này\n" in done.stderr
    assert (tmp_path / "a.docx").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="xdg-open is the way of Linux")
@pytest.mark.parametrize(("status", "warned"), [(0, False), (4, True)])
def test_what_the_opener_says_in_english_is_not_heard(
    process: Run, tmp_path: Path, status: int, warned: bool
) -> None:
    opener = tmp_path / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho "no method available for $1" >&2\nexit {status}\n')
    opener.chmod(0o755)
    done = process("notify", "--next", "-o", tmp_path / "a.docx", "--open", PATH=str(tmp_path))
    assert done.status == 0
    assert "no method" not in done.stderr
    assert ("không mở được" in done.stderr) is warned


@pytest.mark.parametrize("command", [("notify", "--next"), ("handover", "--next"), ("report",)])
def test_what_is_not_written_is_not_opened(run: Run, command: tuple[str, ...]) -> None:
    done = run(*command, "--open")
    assert (done.status, "--open đi với -o" in done.stderr) == (2, True)


def test_python_runs_it_as_a_module(process: Run) -> None:
    assert process("--version").stdout.startswith("luanphien ")  # python -m luanphien
