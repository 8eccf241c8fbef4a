"""What became of digests and posts, as rows of their table and back.

Reading raises ValueError, TypeError or msgspec.MsgspecError if a row is not what was written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import convert

from luanphien.core.deliveries import Delivery
from luanphien.core.text import printable
from luanphien.register.rows import moment

_COLUMNS = ", ".join(Delivery._fields)


def deliveries(db: sqlite3.Connection, about: str | None = None) -> list[Delivery]:
    """Those of what is named so, or all, oldest first."""
    where, values = ("WHERE about = ?", (about,)) if about else ("", ())
    query = f"SELECT {_COLUMNS} FROM deliveries {where} ORDER BY id"
    return [_read(row) for row in db.execute(query, values).fetchall()]


def record(db: sqlite3.Connection, new: Iterable[Delivery]) -> None:
    """Record them, in that order."""
    marks = ", ".join("?" * len(Delivery._fields))
    db.executemany(f"INSERT INTO deliveries ({_COLUMNS}) VALUES ({marks})", map(_row, new))


def _row(delivery: Delivery) -> tuple[Any, ...]:
    at, *texts = delivery
    return at.isoformat(), *(text and printable(text) for text in texts)


def _read(row: Sequence[Any]) -> Delivery:
    at, *texts = row
    shown = (printable(text) if isinstance(text, str) else text for text in texts)
    return convert((moment(at), *shown), Delivery)
