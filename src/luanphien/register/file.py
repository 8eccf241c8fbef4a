"""The register: what has happened, in SQLite, append-only.

A fact, once recorded, can neither be changed nor taken away; triggers see to that. Every
change is one transaction, so that two processes at once, a killed one and a full disk leave
the file whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from msgspec import MsgspecError, convert, json

from luanphien.core.agenda import Edition, Event, Published
from luanphien.core.deliveries import Delivery
from luanphien.core.entries import Entry
from luanphien.core.errors import OperationError, reason
from luanphien.core.facts import Fact
from luanphien.core.runs import Run
from luanphien.core.text import printable
from luanphien.core.versions import Contents, Version
from luanphien.locks import locked
from luanphien.register import deliveries, entries, feed_keys, mailbox, opening
from luanphien.register.feed_keys import FeedKeys
from luanphien.register.mailbox import MessageKey
from luanphien.register.opening import (
    BROKEN,
    is_as_made,
    lock_file,
    own_lock,
    reading,
    transaction,
    writing,
)
from luanphien.register.rows import (
    edition_row,
    fact_row,
    moment,
    read_edition,
    read_fact,
    read_run,
    read_version,
    run_row,
    version_row,
)

T = TypeVar("T")

_UNREADABLE = (MsgspecError, ValueError, TypeError, OverflowError)
"""What reading a row raises that is not what was written."""


class Register:
    """An open register. OperationError is what its methods raise when the file fails them.

    With `create` false it is only read: nothing is written, neither to the file nor beside it, and
    one that is not there is an empty register, and stays absent.
    """

    def __init__(self, file: Path, *, create: bool = True) -> None:
        self.file = file
        self._db = self._guarded(lambda: writing(file) if create else reading(file))

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

    def sign(self, fact: Fact, content: bytes, accept: Callable[[list[Fact]], None]) -> None:
        """Record that a notice was signed, with its file, all or nothing.

        `accept` is given all that is recorded so far; what it raises stops the record. It is one
        transaction: two at once never use the same number.
        """
        self._guarded(lambda: self._sign(fact, content, accept))

    def _sign(self, fact: Fact, content: bytes, accept: Callable[[list[Fact]], None]) -> None:
        with transaction(self._db):
            accept(self.facts())
            file = "INSERT INTO files VALUES (?, ?) ON CONFLICT DO NOTHING"
            self._db.execute(file, (fact.attached, content))
            self._insert_facts([fact])

    def attached(self, digest: str) -> bytes:
        """The file with that SHA-256; OperationError if it is not there as it was recorded."""
        query = "SELECT content FROM files WHERE sha256 = ?"
        rows = self._guarded(lambda: self._db.execute(query, (digest,)).fetchall())
        for content in self._decoded(rows, lambda row: convert(row[0], bytes)):
            if sha256(content).hexdigest() == digest:
                return content
        raise OperationError(f"{self.file}: {BROKEN}")

    @property
    def beginning(self) -> date | None:
        """The day of the first run by cron, the earliest that was recorded; None before it."""
        return min(self._beginnings(), default=None)

    def _beginnings(self) -> list[date]:
        query = "SELECT on_day FROM beginning"
        rows = self._guarded(lambda: self._db.execute(query).fetchall())
        return self._decoded(rows, lambda row: date.fromisoformat(row[0]))

    def begin(self, today: date) -> None:
        """Record that cron runs from today on."""
        statement = "INSERT INTO beginning VALUES (?)"
        self._guarded(lambda: self._db.execute(statement, (today.isoformat(),)))

    @contextmanager
    def only_one(self) -> Iterator[bool]:
        """Whether this is the only run at the moment; the lock goes with the process."""
        with ExitStack() as held:
            lock = locked(self._guarded(lambda: own_lock(self.file)), wait=False)
            alone = self._guarded(lambda: held.enter_context(lock))
            if alone:
                self._guarded(lambda: lock_file(self.file).touch())
            yield alone

    @property
    def other_began(self) -> float:
        """When the run that holds the lock began, in seconds since 1970."""
        return self._guarded(lambda: lock_file(self.file).stat().st_mtime)

    def runs(self) -> list[Run]:
        """What has run by itself, oldest first."""
        query = f"SELECT {', '.join(Run._fields)} FROM runs ORDER BY id"
        rows = self._guarded(lambda: self._db.execute(query).fetchall())
        return self._decoded(rows, read_run)

    def begin_run(self, run: Run) -> int:
        """Record that the run has begun; the number to end it by."""
        marks = ", ".join("?" * len(Run._fields))
        statement = f"INSERT INTO runs ({', '.join(Run._fields)}) VALUES ({marks})"
        return self._guarded(lambda: self._db.execute(statement, run_row(run)).lastrowid or 0)

    def end_run(self, number: int, run: Run) -> None:
        """Record how the run that began under that number has ended."""
        names = ", ".join(f"{name} = ?" for name in Run._fields)
        statement = f"UPDATE runs SET {names} WHERE id = ?"
        self._guarded(lambda: self._db.execute(statement, (*run_row(run), number)))

    def facts(self, shift: str | None = None) -> list[Fact]:
        """The facts of the shift, or of all shifts, oldest first."""
        where, values = ("WHERE shift = ?", (shift,)) if shift else ("", ())
        columns = ", ".join(Fact._fields)
        query = f"SELECT {columns} FROM facts {where} ORDER BY id"
        rows = self._guarded(lambda: self._db.execute(query, values).fetchall())
        return self._decoded(rows, read_fact)

    def shifts_of(self, message_id: str) -> list[str]:
        """The shifts of which something was said in that message."""
        query = "SELECT DISTINCT shift FROM facts WHERE message_id = ? ORDER BY shift"
        rows = self._guarded(lambda: self._db.execute(query, (message_id,)).fetchall())
        return self._decoded(rows, lambda row: convert(row[0], str))

    def deliveries(self, about: str | None = None) -> list[Delivery]:
        """What became of the digest or post of that name, or of all, oldest first."""
        return self._read(lambda db: deliveries.deliveries(db, about))

    def record_deliveries(
        self, new: Iterable[Delivery], message: tuple[str, datetime, bytes] | None = None
    ) -> None:
        """Record these, and the message that is planned by them, all or nothing."""
        self._guarded(lambda: self._record_deliveries(list(new), message))

    def _record_deliveries(
        self, new: list[Delivery], message: tuple[str, datetime, bytes] | None
    ) -> None:
        with transaction(self._db):
            if message:
                self._insert_message(*message)
            deliveries.record(self._db, new)

    def entries(self) -> list[Entry]:
        """The entries of the book, in the order of entering."""
        return self._read(entries.entries)

    def enter(self, entry: Entry, accept: Callable[[list[Entry]], None]) -> Entry:
        """Enter it; the entry with its number.

        `accept` is given all that is entered so far; what it raises stops the entry. It is one
        transaction: two at once never correct the same entry.
        """
        return self._guarded(lambda: self._enter_in_book(entry, accept))

    def _enter_in_book(self, entry: Entry, accept: Callable[[list[Entry]], None]) -> Entry:
        with transaction(self._db):
            accept(self.entries())
            return entries.enter(self._db, entry)

    def content(self, message_id: str) -> bytes | None:
        """The message that was planned under that Message-ID."""
        query = "SELECT content FROM messages WHERE id = ?"
        rows = self._guarded(lambda: self._db.execute(query, (message_id,)).fetchall())
        return next(iter(self._decoded(rows, lambda row: convert(row[0], bytes))), None)

    @property
    def first_message(self) -> datetime | None:
        """When the first message was planned; None if none was."""
        query = "SELECT at FROM messages ORDER BY at LIMIT 1"
        rows = self._guarded(lambda: self._db.execute(query).fetchall())
        return next(iter(self._decoded(rows, lambda row: moment(row[0]))), None)

    def messages_read(self) -> set[MessageKey]:
        """The messages of the mailbox that have been read."""
        return self._read(mailbox.messages_read)

    def read_message(self, key: MessageKey, at: datetime, facts: Iterable[Fact]) -> bool:
        """Record that a message was read and what it says, all or nothing.

        False, and nothing is recorded, if somebody else has read it meanwhile.
        """
        return self._guarded(lambda: self._read_message(key, at, facts))

    def _read_message(self, key: MessageKey, at: datetime, facts: Iterable[Fact]) -> bool:
        with transaction(self._db):
            is_news = mailbox.mark_read(self._db, key, at)
            if is_news:
                self._insert_facts(facts)
        return is_news

    @property
    def unreachable_since(self) -> datetime | None:
        """Since when the mailbox can't be reached; None if it could be the last time."""
        return self._read(mailbox.unreachable_since)

    def reached(self, at: datetime, *, reached: bool) -> None:
        """Record whether the mailbox could be reached."""
        self._read(lambda db: mailbox.mark_reached(db, at, reached=reached))

    @property
    def message_key(self) -> bytes:
        """What seals the Message-IDs of this register."""
        query = "SELECT key FROM message_key"
        keys = self._read(lambda db: convert(db.execute(query).fetchall(), list[tuple[bytes]]))
        if len(keys) != 1:
            raise OperationError(f"{self.file}: {BROKEN}")
        return keys[0][0]

    def feed_keys(self) -> FeedKeys:
        """The keys of the addresses of people's own feeds."""
        return self._read(feed_keys.keys)

    def begin_feed_keys(self, at: datetime) -> FeedKeys:
        """The keys, once there is one for everybody."""
        return self._guarded(lambda: self._begin_feed_keys(at))

    def _begin_feed_keys(self, at: datetime) -> FeedKeys:
        with transaction(self._db):
            if not self.feed_keys().shared:
                feed_keys.add(self._db, None, at)
        return self.feed_keys()

    def renew_feed_key(self, person: str, at: datetime) -> FeedKeys:
        """The keys, once the person has a new one: the address before leads nowhere then."""
        self._read(lambda db: feed_keys.add(db, person, at))
        return self.feed_keys()

    def _read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return self._guarded(lambda: work(self._db))
        except _UNREADABLE as error:
            raise OperationError(f"{self.file}: {BROKEN}") from error

    def published(self) -> Published:
        """All editions that have been published."""
        return self._guarded(self._editions)

    def record_editions(self, due: Callable[[Published], Iterable[Edition]]) -> Published:
        """Record the editions that are due after what has been published; all of them then.

        It is one transaction: two runs at once never give two editions the same number.
        """
        return self._guarded(lambda: self._record_editions(due))

    def _record_editions(self, due: Callable[[Published], Iterable[Edition]]) -> Published:
        with transaction(self._db):
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
        query = "SELECT uid, number, at, cancelled, event FROM editions ORDER BY uid, number"
        decoder = json.Decoder(Event)
        rows = self._db.execute(query).fetchall()
        for edition in self._decoded(rows, lambda row: read_edition(row, decoder)):
            published.setdefault(edition.event.uid, []).append(edition)
        return published

    def versions(self) -> list[Version]:
        """The configurations that have been in force, the oldest first."""
        return self._guarded(self._versions)

    def _versions(self) -> list[Version]:
        query = f"SELECT {', '.join(Version._fields)} FROM versions ORDER BY number"
        return self._decoded(self._db.execute(query).fetchall(), read_version)

    def contents(self, version: Version) -> Contents:
        """The files of the version; OperationError if they are no longer what was recorded."""
        return Contents(*(self.attached(digest) for digest in version.digests))

    def meet(self, contents: Contents, at: datetime) -> None:
        """Record the configuration if it is not the last one recorded: somebody has edited it."""
        versions = self.versions()
        if not versions or versions[-1].digests != contents.digests:
            self._guarded(lambda: self._meet(contents, at))

    def _meet(self, contents: Contents, at: datetime) -> None:
        with transaction(self._db):
            self._enter(contents, at)

    @contextmanager
    def enacting(
        self,
        before: Contents,
        after: Contents,
        at: datetime,
        by: str,
        command: str,
        undoes: int | None = None,
    ) -> Iterator[None]:
        """Record the change while the files are written: both, or neither if one of them fails."""
        try:
            with transaction(self._db):
                self._enter(before, at)
                self._enter(after, at, printable(by), printable(command), undoes)
                yield
        except sqlite3.Error as error:
            raise OperationError(f"{self.file}: {_reason(error)}") from error

    def _enter(
        self,
        contents: Contents,
        at: datetime,
        by: str | None = None,
        command: str | None = None,
        undoes: int | None = None,
    ) -> None:
        """The configuration as the next version, unless it is the last one already."""
        versions = self._versions()
        digests = contents.digests
        if versions and versions[-1].digests == digests:
            return
        self._db.executemany(
            "INSERT INTO files VALUES (?, ?) ON CONFLICT DO NOTHING",
            zip(digests, contents, strict=True),
        )
        # Numbers are the order of history: `at` is what was said of today, which may have been
        # wrong, and must not be wrong of all that follows.
        version = Version(len(versions) + 1, at, *digests, by, command, undoes)
        marks = ", ".join("?" * len(Version._fields))
        self._db.execute(f"INSERT INTO versions VALUES ({marks})", version_row(version))

    def _decoded(self, rows: Iterable[Any], decode: Callable[[Any], T]) -> list[T]:
        try:
            return [decode(row) for row in rows]
        except _UNREADABLE as error:
            raise OperationError(f"{self.file}: {BROKEN}") from error

    def whole(self) -> bytes:
        """All that the register holds at this moment, as the content of a file."""
        return self._guarded(lambda: opening.whole(self.file, self._db))

    def lacks(self, other: Register) -> int:
        """How many records of the other register this one does not have."""
        return len(other._records() - self._records())

    def _records(self) -> frozenset[bytes]:
        return self._guarded(lambda: opening.records(self._db))

    def become(self, other: Register) -> None:
        """Hold what the other register holds, whole or not at all, whoever has the file open."""
        self._guarded(lambda: opening.become(self.file, self._db, other._db))

    def check(self) -> list[str]:
        """What is wrong with the file itself, in SQLite's words; nothing if it is whole.

        Raises OperationError if a record in it can't be read.
        """
        faults = self._guarded(self._faults)
        if not faults:
            files = {fact.attached for fact in self.facts() if fact.attached}
            self.runs()
            self._beginnings()
            self.entries()
            self.messages_read()
            self.deliveries()
            self.feed_keys()
            _ = self.message_key, self.unreachable_since
            self._guarded(self._editions)
            for digest in files:
                self.attached(digest)
            for version in self.versions():
                self.contents(version)
            if not self._guarded(lambda: is_as_made(self._db)):
                faults = ["bảng không còn như lúc tạo sổ"]
        return [printable(" ".join(fault.split())) for fault in faults]

    def _faults(self) -> list[str]:
        faults = [row[0] for row in self._db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        return faults + [
            f"foreign key: {row}" for row in self._db.execute("PRAGMA foreign_key_check")
        ]

    def _insert(
        self, facts: list[Fact], message_id: str | None = None, content: bytes | None = None
    ) -> None:
        with transaction(self._db):
            if message_id and content is not None:
                self._insert_message(message_id, facts[0].at, content)
            self._insert_facts(facts)

    def _insert_message(self, id: str, at: datetime, content: bytes) -> None:
        row = (id, at.isoformat(), content)
        self._db.execute("INSERT INTO messages (id, at, content) VALUES (?, ?, ?)", row)

    def _insert_facts(self, facts: Iterable[Fact]) -> None:
        marks = ", ".join("?" * len(Fact._fields))
        statement = f"INSERT INTO facts ({', '.join(Fact._fields)}) VALUES ({marks})"
        self._db.executemany(statement, map(fact_row, facts))

    def _guarded(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except (sqlite3.Error, UnicodeDecodeError, OSError) as error:
            raise OperationError(f"{self.file}: {_reason(error)}") from error


def _reason(error: sqlite3.Error | UnicodeDecodeError | OSError) -> str:
    if isinstance(error, OSError):
        return f"không mở được sổ ({reason(error)})"
    # SQLITE_READONLY_DIRECTORY and its like say more than a user needs. What is no text in UTF-8
    # Python itself refuses, without a name.
    primary = "_".join(getattr(error, "sqlite_errorname", "SQLITE_ERROR").split("_")[:2])
    return {
        "SQLITE_NOTADB": BROKEN,
        "SQLITE_CORRUPT": BROKEN,
        "SQLITE_ERROR": BROKEN,  # a table or column that is not there
        "SQLITE_FULL": "đĩa đầy, chưa ghi gì vào sổ",
        "SQLITE_IOERR": "đĩa báo lỗi khi đọc hoặc ghi sổ",
        "SQLITE_READONLY": "sổ chỉ đọc được, không ghi được",
        "SQLITE_CANTOPEN": "không mở được sổ",
        "SQLITE_BUSY": "sổ đang bận, hãy thử lại",
    }.get(primary, f"sổ không dùng được ({printable(' '.join(str(error).split()))})")
