"""The entries of the book, as rows of their table and back.

Reading raises ValueError, TypeError or msgspec.MsgspecError if a row is not what was written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import convert, json

from luanphien.core.entries import Content, Entry
from luanphien.core.text import printable
from luanphien.register.rows import moment

COLUMNS = "happened_on, entered_at, by, content, corrects, number"


def entries(db: sqlite3.Connection) -> list[Entry]:
    """All entries in the order of entering."""
    query = f"SELECT {COLUMNS} FROM entries ORDER BY number"
    return [_read(row) for row in db.execute(query).fetchall()]


def enter(db: sqlite3.Connection, entry: Entry) -> Entry:
    """Enter it; the entry with its number."""
    by = None if entry.by is None else printable(entry.by)
    content = json.encode(_shown(json.decode(json.encode(entry.content)))).decode()
    row = (entry.on.isoformat(), entry.entered_at.isoformat(), by, content, entry.corrects, None)
    statement = f"INSERT INTO entries ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"
    return entry._replace(number=db.execute(statement, row).lastrowid or 0)


def _read(row: Sequence[Any]) -> Entry:
    on, entered_at, by, content, corrects, number = row
    entry = (
        date.fromisoformat(on),
        moment(entered_at),
        _shown(by),
        convert(_shown(json.decode(content)), Content),
        corrects,
        number,
    )
    return convert(entry, Entry)


def _shown(value: Any) -> Any:
    """The value with its texts as they can be shown."""
    if isinstance(value, dict):
        return {key: _shown(one) for key, one in value.items()}
    if isinstance(value, list):
        return list(map(_shown, value))
    return printable(value) if isinstance(value, str) else value
