"""The Python door: what `import luanphien` gives a script, and docs/python.md, which shows it."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

import luanphien
from tests.helpers.command_line import CONFIG, ROOT, Run, environment

EXAMPLE = CONFIG / "example"
PACKAGE = ROOT / "src/luanphien"
EPOCH = "1710230400"
"""12/03/2024 08:00 UTC, by `date -u -d @1710230400`."""
NOW = datetime(2024, 3, 12, 8, tzinfo=UTC)


def script(code: str, folder: Path) -> str:
    """What a script prints in a process of its own, where the folder is the current one."""
    done = subprocess.run(
        [sys.executable, "-c", dedent(code)],
        cwd=folder,
        env={**environment(), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return done.stdout


def test_the_page_is_true_and_needs_no_terminal(tmp_path: Path) -> None:
    page = (ROOT / "docs/python.md").read_text("utf-8")
    blocks = re.findall(r"(?<=^```pycon\n).*?(?=^```$)", page, re.DOTALL | re.MULTILINE)
    assert len(blocks) > 5
    (tmp_path / "examples.txt").write_text("".join(blocks), "utf-8")
    shutil.copytree(CONFIG, tmp_path / "config")
    printed = script(
        """
        import sys
        from doctest import testfile

        failed, tried = testfile("examples.txt", module_relative=False)
        print(failed, tried > 20, sorted({"typer", "rich"} & set(sys.modules)))
        """,
        tmp_path,
    )
    assert printed == "0 True []\n"
    beside = {file.name for file in tmp_path.iterdir()} - {"config", "examples.txt"}
    assert beside == {"register.sqlite"}


def test_the_import_alone_loads_nothing(tmp_path: Path) -> None:
    code = """
        import sys

        before = set(sys.modules)
        import luanphien

        print(sorted(set(sys.modules) - before))
    """
    assert script(code, tmp_path) == "['luanphien']\n"


def test_the_names_are_those_that_type_checkers_see() -> None:
    (typed,) = (
        node.body
        for node in ast.parse((PACKAGE / "__init__.py").read_text("utf-8")).body
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name)
    )
    modules = {
        alias.name: node.module
        for node in typed
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert sorted(modules) == luanphien.__all__ == dir(luanphien)
    for name, module in modules.items():
        assert getattr(luanphien, name) is getattr(import_module(module or ""), name)


def test_no_name_is_a_room() -> None:
    rooms = {file.stem for file in PACKAGE.iterdir()}
    assert not rooms & set(luanphien.__all__)


def test_there_are_no_other_names() -> None:
    with pytest.raises(AttributeError, match="module 'luanphien' has no attribute 'lode'"):
        luanphien.lode  # type: ignore[attr-defined]  # noqa: B018


def test_every_name_is_on_the_page() -> None:
    page = (ROOT / "docs/python.md").read_text("utf-8")
    for name in luanphien.__all__:
        assert re.search(rf"`{name}\b", page), name


@pytest.mark.parametrize(
    ("options", "narrowed"),
    [
        ((), lambda _: {}),
        (("--only", "holidays"), lambda _: {"kinds": ["holidays"]}),
        (("--agency", "stc"), lambda example: {"agency": example.agencies["stc"]}),
        (
            ("--person", "vu-thi-m", "--no-contacts"),
            lambda example: {"people": [example.people["vu-thi-m"]], "contacts": False},
        ),
    ],
)
def test_a_feed_is_what_export_ics_writes(
    run: Run,
    tmp_path: Path,
    options: tuple[str, ...],
    narrowed: Callable[[luanphien.Configuration], dict[str, Any]],
) -> None:
    called = run(
        *("export-ics", "2024", *options, "-o", "own.ics", "--config", EXAMPLE),
        SOURCE_DATE_EPOCH=EPOCH,
    )
    example, register_file = luanphien.load(EXAMPLE), tmp_path / "another.sqlite"
    year = luanphien.parse_period("2024")
    feed = luanphien.feed(example, register_file, year, NOW, **narrowed(example))
    assert feed.content() == (tmp_path / "own.ics").read_bytes()
    assert f": {feed.events} sự kiện." in called.stdout


def test_the_site_is_what_publish_writes(run: Run, tmp_path: Path) -> None:
    run(
        *("publish", "2024-03", "-o", "site", "--config", EXAMPLE, "--today", "2024-03-12"),
        SOURCE_DATE_EPOCH=EPOCH,
    )
    example, register_file = luanphien.load(EXAMPLE), tmp_path / "another.sqlite"
    month = luanphien.parse_period("2024-03")
    files = luanphien.site_files(example, register_file, month, date(2024, 3, 12), NOW)
    published = {file.name: file.read_bytes() for file in (tmp_path / "site").iterdir()}
    # Where people's own feeds are depends on the register's key.
    shared, others = (
        {name: content for name, content in each.items() if not name.startswith("nguoi-")}
        for each in (files, published)
    )
    assert shared == others
    assert len(files) == len(published)


@pytest.mark.parametrize(
    ("day", "shifts"),
    [  # notice_send_on of 2024-04 is 25/03, five working days before 01/04
        (date(2024, 3, 22), []),
        (date(2024, 3, 25), ["04/2024"]),
        (date(2024, 4, 1), []),
    ],
)
def test_owed_is_what_a_rehearsal_would_do(
    run: Run, tmp_path: Path, day: date, shifts: list[str]
) -> None:
    register_file = tmp_path / "register.sqlite"
    tasks = luanphien.owed(luanphien.load(EXAMPLE), register_file, day)
    assert [f"{task.notice.shift.starts_on:%m/%Y}" for task in tasks] == shifts
    said = run(
        *("notify", "--send", "--dry-run", "--today", day),
        *("--config", EXAMPLE, "--state", register_file),
    ).stderr
    assert re.findall(r"^Thông báo phiên trực tháng (\S+)", said, re.MULTILINE) == shifts
    assert list(tmp_path.iterdir()) == []
