"""What the register keeps, as rows of its tables and back.

Reading raises ValueError, TypeError or msgspec.MsgspecError if a row is not what was written.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from msgspec import json

from luanphien.core.agenda import Edition, Event
from luanphien.core.facts import Counts, Fact


def edition_row(edition: Edition) -> tuple[str, int, str, bool, str]:
    """The edition as a row of the table."""
    event, number, at, cancelled = edition
    return event.uid, number, at.isoformat(), cancelled, json.encode(event).decode()


def read_edition(row: Any, decoder: json.Decoder[Event]) -> Edition:
    """The edition that is a row of the table."""
    text, number, at, cancelled = row
    return Edition(decoder.decode(text), number, datetime.fromisoformat(at), bool(cancelled))


def fact_row(fact: Fact) -> tuple[Any, ...]:
    """The fact as a row of the table."""
    counts = fact.counts and json.encode(fact.counts._asdict()).decode()
    since = fact.since and fact.since.isoformat()
    entered_at = fact.entered_at and fact.entered_at.isoformat()
    at = fact.at.isoformat()
    return tuple(fact._replace(at=at, since=since, counts=counts, entered_at=entered_at))  # type: ignore[arg-type]


def read_fact(row: Any) -> Fact:
    """The fact that is a row of the table."""
    since = row.since and date.fromisoformat(row.since)
    counts = row.counts and Counts(**json.decode(row.counts))
    entered_at = row.entered_at and datetime.fromisoformat(row.entered_at)
    at = datetime.fromisoformat(row.at)
    found: Fact = row._replace(at=at, since=since, counts=counts, entered_at=entered_at)
    return found
