"""The register: what has happened, in SQLite, append-only.

A fact, once recorded, can neither be changed nor taken away; triggers see to that. Every
change is one transaction, so that two processes at once, a killed one and a full disk leave
the file whole.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from msgspec import MsgspecError, json

from luanphien.core.agenda import Edition, Event, Published
from luanphien.core.errors import OperationError, reason
from luanphien.core.facts import Fact
from luanphien.register.rows import edition_row, fact_row, read_edition, read_fact
from luanphien.register.tables import MIGRATIONS

T = TypeVar("T")

_BROKEN = "sổ đã hỏng; hãy dùng bản sao lưu"

BUSY_SECONDS = 30.0
"""How long one process waits for another one's transaction."""


class Register:
    """An open register. OperationError is what its methods raise when the file fails them.

    With `create` false it is only read: a file that is not there is an empty register, and stays
    absent, and whoever may read the file but not write it can do so.
    """

    def __init__(self, file: Path, *, create: bool = True) -> None:
        self.file = file
        reads_only = not create and file.exists() and not _writable(file)
        self._db = self._guarded(lambda: _connected(file, create=create, reads_only=reads_only))
        self._guarded(self._check_version if reads_only else self._prepare)

    def __enter__(self) -> Register:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; nothing is pending then."""
        self._db.close()

    def record(self, facts: Iterable[Fact]) -> None:
        """Record the facts, all or nothing."""
        self._guarded(lambda: self._insert(list(facts)))

    def plan(self, facts: Iterable[Fact], message_id: str, content: bytes) -> None:
        """Record the intent to send a message, and the message, all or nothing."""
        self._guarded(lambda: self._insert(list(facts), message_id, content))

    @property
    def beginning(self) -> date | None:
        """The earliest day on which cron has run; None before that."""
        query = "SELECT min(on_day) FROM beginning"
        row = self._guarded(lambda: self._db.execute(query).fetchone())
        return date.fromisoformat(row[0]) if row[0] else None

    def begin(self, today: date) -> None:
        """Record that cron runs from today on."""
        statement = "INSERT INTO beginning VALUES (?)"
        self._guarded(lambda: self._db.execute(statement, (today.isoformat(),)))

    @contextmanager
    def only_one(self) -> Iterator[bool]:
        """Whether this is the only run at the moment; the lock goes with the process."""
        file = self._lock
        lock = self._guarded(lambda: sqlite3.connect(file, timeout=0, isolation_level=None))
        try:
            alone = self._guarded(lambda: _locked(lock))
            if alone:
                self._guarded(lambda: os.utime(file))
            yield alone
        finally:
            lock.close()

    @property
    def other_began(self) -> float:
        """When the run that holds the lock began, in seconds since 1970."""
        return self._guarded(lambda: Path(self._lock).stat().st_mtime)

    @property
    def _lock(self) -> str:
        return f"{self.file}.lock"

    def facts(self, shift: str | None = None) -> list[Fact]:
        """The facts of the shift, or of all shifts, oldest first."""
        where, values = ("WHERE shift = ?", (shift,)) if shift else ("", ())
        columns = ", ".join(Fact._fields)
        query = f"SELECT {columns} FROM facts {where} ORDER BY id"
        rows = self._guarded(lambda: self._db.execute(query, values).fetchall())
        return self._decoded(rows, lambda row: read_fact(Fact(*row)))

    def content(self, message_id: str) -> bytes | None:
        """The message that was planned under that Message-ID."""
        query = "SELECT content FROM messages WHERE id = ?"
        row = self._guarded(lambda: self._db.execute(query, (message_id,)).fetchone())
        return row[0] if row else None

    def record_editions(self, due: Callable[[Published], Iterable[Edition]]) -> Published:
        """Record the editions that are due after what has been published; all of them then.

        It is one transaction: two runs at once never give two editions the same number.
        """
        return self._guarded(lambda: self._record_editions(due))

    def _record_editions(self, due: Callable[[Published], Iterable[Edition]]) -> Published:
        with self._transaction():
            published = self._editions()
            new = list(due(published))
            self._db.executemany(
                "INSERT INTO editions VALUES (?, ?, ?, ?, ?)", map(edition_row, new)
            )
            for edition in new:
                published.setdefault(edition.event.uid, []).append(edition)
        return published

    def _editions(self) -> dict[str, list[Edition]]:
        published: dict[str, list[Edition]] = {}
        query = "SELECT event, number, at, cancelled FROM editions ORDER BY uid, number"
        decoder = json.Decoder(Event)
        rows = self._db.execute(query).fetchall()
        for one in self._decoded(rows, lambda row: read_edition(row, decoder)):
            published.setdefault(one.event.uid, []).append(one)
        return published

    def _decoded(self, rows: Iterable[Any], decode: Callable[[Any], T]) -> list[T]:
        try:
            return [decode(row) for row in rows]
        except (MsgspecError, ValueError, TypeError) as error:
            raise OperationError(f"{self.file}: {_BROKEN}") from error

    def check(self) -> list[str]:
        """What is wrong with the file itself, in SQLite's words; nothing if it is whole.

        Raises OperationError if a record in it can't be read.
        """
        found = self._guarded(self._check)
        if not found:
            self.facts()
            self._guarded(self._editions)
        return found

    def _check(self) -> list[str]:
        found = [row[0] for row in self._db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        return found + [
            f"foreign key: {row}" for row in self._db.execute("PRAGMA foreign_key_check")
        ]

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA foreign_keys = ON")
        if self._version() > len(MIGRATIONS):
            self._check_version()
        if self._version() < len(MIGRATIONS):
            with self._transaction():
                for step in range(self._version(), len(MIGRATIONS)):
                    for statement in _statements(MIGRATIONS[step]):
                        self._db.execute(statement)
                    self._db.execute(f"PRAGMA user_version = {step + 1}")

    def _check_version(self) -> None:
        if self._version() != len(MIGRATIONS):
            which = "mới" if self._version() > len(MIGRATIONS) else "cũ"
            raise OperationError(f"{self.file}: sổ của một phiên bản luanphien {which} hơn")

    def _version(self) -> int:
        version: int = self._db.execute("PRAGMA user_version").fetchone()[0]
        return version

    def _insert(
        self, facts: list[Fact], message_id: str | None = None, content: bytes | None = None
    ) -> None:
        marks = ", ".join("?" * len(Fact._fields))
        with self._transaction():
            if message_id:
                row = (message_id, facts[0].at.isoformat(), content)
                self._db.execute("INSERT INTO messages (id, at, content) VALUES (?, ?, ?)", row)
            self._db.executemany(
                f"INSERT INTO facts ({', '.join(Fact._fields)}) VALUES ({marks})",
                map(fact_row, facts),
            )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:  # a full disk has rolled back already
                self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _guarded(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except (sqlite3.Error, OSError) as error:
            raise OperationError(f"{self.file}: {_reason(error)}") from error


def _writable(file: Path) -> bool:
    effective = os.access in os.supports_effective_ids
    places = (file, file.parent)  # SQLite keeps its log beside the file
    return all(os.access(place, os.W_OK, effective_ids=effective) for place in places)


def _connected(file: Path, *, create: bool, reads_only: bool) -> sqlite3.Connection:
    if reads_only:
        # Without a log beside it nobody is writing, and SQLite needs no file of its own to read.
        unchanging = "" if Path(f"{file}-wal").exists() else "&immutable=1"
        return sqlite3.connect(
            f"{file.resolve().as_uri()}?mode=ro{unchanging}", isolation_level=None, uri=True
        )
    if not create and not file.exists():
        return sqlite3.connect(":memory:", isolation_level=None)
    file.parent.mkdir(parents=True, exist_ok=True)
    return sqlite3.connect(file, BUSY_SECONDS, isolation_level=None)


def _locked(lock: sqlite3.Connection) -> bool:
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname == "SQLITE_BUSY":
            return False
        raise
    return True


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: executescript would commit on its own."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _reason(error: sqlite3.Error | OSError) -> str:
    if isinstance(error, OSError):
        return f"không mở được sổ ({reason(error)})"
    # SQLITE_READONLY_DIRECTORY and its like say more than a user needs.
    primary = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
    return {
        "SQLITE_NOTADB": "không phải sổ theo dõi của luanphien",
        "SQLITE_CORRUPT": _BROKEN,
        "SQLITE_FULL": "đĩa đầy, chưa ghi gì vào sổ",
        "SQLITE_READONLY": "sổ chỉ đọc được, không ghi được",
        "SQLITE_CANTOPEN": "không mở được sổ",
        "SQLITE_BUSY": "sổ đang bận, hãy thử lại",
    }.get(primary, f"sổ không dùng được ({error})")
