"""The register keeps which configuration was in force when, byte for byte."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from luanphien.core.errors import OperationError
from luanphien.core.facts import Fact
from luanphien.core.versions import Contents, Version, in_force
from luanphien.register import Register
from luanphien.register.tables import MIGRATIONS

NOON = datetime(2026, 1, 5, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
FIRST, SECOND, THIRD = Contents(b"a\r\n", b"h"), Contents(b"b", b"h"), Contents("ế".encode(), b"i")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "register.sqlite"


def test_a_configuration_is_recorded_once(file: Path) -> None:
    with Register(file) as register:
        register.meet(FIRST, NOON)
        register.meet(FIRST, NOON + HOUR)
        register.meet(SECOND, NOON + 2 * HOUR)
        register.meet(FIRST, NOON + 3 * HOUR)
        assert register.versions() == [
            Version(1, NOON, *FIRST.digests),
            Version(2, NOON + 2 * HOUR, *SECOND.digests),
            Version(3, NOON + 3 * HOUR, *FIRST.digests),
        ]
        assert [register.contents(version) for version in register.versions()] == [
            FIRST,
            SECOND,
            FIRST,
        ]
        assert register._db.execute("SELECT count(*) FROM files").fetchone() == (3,)
        assert register.check() == []


def test_a_change_comes_after_what_was_edited_before_it(file: Path) -> None:
    with Register(file) as register:
        register.meet(FIRST, NOON)
        with register.enacting(SECOND, THIRD, NOON + HOUR, "A", "change"):
            pass
        with register.enacting(THIRD, SECOND, NOON + 2 * HOUR, "B\x1b", "undo", 3):
            pass
        assert register.versions()[1:] == [
            Version(2, NOON + HOUR, *SECOND.digests),
            Version(3, NOON + HOUR, *THIRD.digests, "A", "change"),
            Version(4, NOON + 2 * HOUR, *SECOND.digests, "B\\x1b", "undo", 3),
        ]


def test_a_wrong_day_is_not_told_of_what_follows(file: Path) -> None:
    """`change --today 2999-01-01` by mistake: what comes after it has its own moment."""
    with Register(file) as register:
        register.meet(FIRST, NOON)
        register.meet(SECOND, NOON.replace(year=2999))
        register.meet(THIRD, NOON + HOUR)
        assert [(version.number, version.at) for version in register.versions()] == [
            (1, NOON),
            (2, NOON.replace(year=2999)),
            (3, NOON + HOUR),
        ]
        assert in_force(register.versions(), NOON.date()) == register.versions()[2]


def test_what_could_not_be_written_is_not_recorded(file: Path) -> None:
    with Register(file) as register:

        def fail() -> None:
            with register.enacting(FIRST, SECOND, NOON, "A", "change"):
                raise OSError

        with pytest.raises(OSError):
            fail()
        assert register.versions() == []


def test_what_could_not_be_recorded_is_said(file: Path) -> None:
    with Register(file) as register:
        (pages,) = register._db.execute("PRAGMA page_count").fetchone()
        register._db.execute(f"PRAGMA max_page_count = {pages}")
        big = Contents(b"x" * 1_000_000, b"h")

        def full() -> None:
            with register.enacting(FIRST, big, NOON, "A", "change"):
                pass

        with pytest.raises(OperationError, match="đĩa đầy, chưa ghi gì vào sổ"):
            full()
        assert register.versions() == []
        assert register.check() == []


@pytest.mark.parametrize(
    "row",
    [
        "1, 'noon', '{a}', '{h}', NULL, NULL, NULL",
        "1, '2026-01-05T12:00:00', '{a}', '{h}', NULL, NULL, NULL",  # in which time zone?
        "1, 'x', '{a}', '{h}', 'A', NULL, NULL",
        "1, 'x', '{a}', '{h}', NULL, NULL, 1",
        "1, 'x', 'none', '{h}', NULL, NULL, NULL",
    ],
)
def test_a_row_that_nobody_wrote_is_no_version(file: Path, row: str) -> None:
    with Register(file) as register:
        register.meet(FIRST, NOON)
    a, h = FIRST.digests
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("DROP TRIGGER versions_remain")
        db.execute("DELETE FROM versions")
        try:
            db.execute(f"INSERT INTO versions VALUES ({row.format(a=a, h=h)})")
        except sqlite3.IntegrityError:
            return
        db.commit()
    with (
        Register(file, create=False) as register,
        pytest.raises(OperationError, match="sổ đã hỏng"),
    ):
        register.versions()


def before_history(file: Path) -> Fact:
    """A register of the version that had no history, with one fact."""
    sent = Fact(NOON, "sent", "2026-02", "d", "paper", "Sở Tài chính", by="A")
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        for step in MIGRATIONS[:4]:
            db.executescript(step)
        db.execute("PRAGMA user_version = 4")
        db.execute(
            "INSERT INTO facts (at, kind, shift, digest, channel, recipient, by) "
            "VALUES (?, 'sent', '2026-02', 'd', 'paper', 'Sở Tài chính', 'A')",
            (NOON.isoformat(),),
        )
    return sent


def test_a_register_from_before_there_was_a_history_gets_one(file: Path) -> None:
    sent = before_history(file)
    before = file.read_bytes()
    with Register(file, create=False) as register:
        assert register.facts() == [sent]
        assert register.versions() == []
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    with Register(file) as register:
        register.meet(FIRST, NOON)
        assert register.facts() == [sent]
        assert register.check() == []
