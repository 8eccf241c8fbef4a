"""The secret keys from which the addresses of people's own feeds are made.

Reading raises ValueError, TypeError or msgspec.MsgspecError if a row is not what was written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from secrets import token_bytes
from typing import NamedTuple

from msgspec import convert

from luanphien.register.opening import KEY_BYTES


class FeedKeys(NamedTuple):
    """The key for everybody, None before the first, and the newer ones of some people by id."""

    shared: bytes | None = None
    own: Mapping[str, bytes] = {}

    def of(self, person: str) -> bytes | None:
        """The key of the person with that id."""
        return self.own.get(person, self.shared)


def keys(db: sqlite3.Connection) -> FeedKeys:
    """The newest keys."""
    rows = db.execute("SELECT person, key FROM feed_keys ORDER BY id").fetchall()
    newest = dict(convert(row, tuple[str | None, bytes]) for row in rows)
    shared = newest.pop(None, None)
    return FeedKeys(shared, {person: key for person, key in newest.items() if person})


def add(db: sqlite3.Connection, person: str | None, at: datetime) -> None:
    """A new key for the person, or for everybody."""
    statement = "INSERT INTO feed_keys (at, person, key) VALUES (?, ?, ?)"
    db.execute(statement, (at.isoformat(), person, token_bytes(KEY_BYTES)))
