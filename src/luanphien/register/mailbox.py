"""What of the Centre's mailbox has been read, and since when it can't be reached.

Reading raises ValueError, TypeError or msgspec.MsgspecError if a row is not what was written.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import NamedTuple

from msgspec import convert

from luanphien.register.rows import moment


class MessageKey(NamedTuple):
    """A message that lies in a mailbox: by the names that both keep."""

    mailbox: str
    message: str


def messages_read(db: sqlite3.Connection) -> set[MessageKey]:
    """All messages that have been read."""
    rows = db.execute("SELECT mailbox, message FROM mail_read").fetchall()
    return set(convert(rows, list[MessageKey]))


def mark_read(db: sqlite3.Connection, key: MessageKey, at: datetime) -> bool:
    """Record that the message has been read; False if that is recorded already."""
    statement = "INSERT INTO mail_read VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    return db.execute(statement, (*key, at.isoformat())).rowcount == 1


def unreachable_since(db: sqlite3.Connection) -> datetime | None:
    """Since when the mailbox can't be reached; None if it could be the last time."""
    query = "SELECT at, reached FROM mailbox_reached ORDER BY id DESC LIMIT 1"
    for at, reached in db.execute(query).fetchall():
        return None if reached else moment(at)
    return None


def mark_reached(db: sqlite3.Connection, at: datetime, *, reached: bool) -> None:
    """Record that the mailbox could be reached, or could not, where that is news."""
    if reached == (unreachable_since(db) is not None):
        db.execute(
            "INSERT INTO mailbox_reached (at, reached) VALUES (?, ?)", (at.isoformat(), reached)
        )
