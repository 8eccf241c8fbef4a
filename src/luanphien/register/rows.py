"""What the register keeps, as rows of its tables and back.

Reading raises ValueError, TypeError, OverflowError or msgspec.MsgspecError if a row is not what was
written. Texts are stored, and read, as they can be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from msgspec import convert, json

from luanphien.core.agenda import Edition, Event
from luanphien.core.facts import Counts, Document, Fact, HandoverDay
from luanphien.core.period import Period
from luanphien.core.rotation import first_day
from luanphien.core.runs import Run
from luanphien.core.text import printable
from luanphien.core.versions import Version

_Numbers = dict[str, int | None]


def edition_row(edition: Edition) -> tuple[str, int, str, bool, str]:
    """The edition as a row of the table."""
    event, number, at, cancelled = edition
    return event.uid, number, at.isoformat(), cancelled, json.encode(event).decode()


def read_edition(row: Sequence[Any], decoder: json.Decoder[Event]) -> Edition:
    """The edition that is a row of the table."""
    uid, number, at, cancelled, text = row
    event = decoder.decode(text)
    if event.uid != uid:
        raise ValueError("the event of another edition")
    return Edition(event, convert(number, int), moment(at), bool(cancelled))


def fact_row(fact: Fact) -> tuple[Any, ...]:
    """The fact as a row of the table."""
    counted = {agency: counts._asdict() for agency, counts in fact.counts_by_agency}
    days, worked, handovers = (
        value if value is None else _json(value)
        for value in (fact.days, fact.worked, fact.handovers)
    )
    row: Any = fact._replace(
        counts=fact.counts and _json(fact.counts._asdict()),  # type: ignore[arg-type]
        document=fact.document and _json(fact.document._asdict()),  # type: ignore[arg-type]
        counts_by_agency=_json(counted) if counted else None,  # type: ignore[arg-type]
        days=days,  # type: ignore[arg-type]
        worked=worked,  # type: ignore[arg-type]
        handovers=handovers,  # type: ignore[arg-type]
    )
    return tuple(map(_written, row))


def _json(value: Any) -> str:
    return json.encode(value).decode()


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else _shown(value)


def _shown(value: Any) -> Any:
    return printable(value) if isinstance(value, str) else value


def read_fact(row: Sequence[Any]) -> Fact:
    """The fact that is a row of the table."""
    if not "".join([value for value in row if isinstance(value, str)]).isprintable():
        row = [*map(_shown, row)]
    values = dict(zip(Fact._fields, row, strict=True))
    for name, decode in _OBJECTS.items():
        if values[name] is not None:
            values[name] = decode(values[name])
    values["counts_by_agency"] = values["counts_by_agency"] or ()
    fact = convert(tuple(values.values()), Fact)
    if not all(value is not None for value in _needed(fact)):
        raise ValueError("half a fact")
    first_day(fact.shift)
    for at in filter(None, (fact.at, fact.entered_at)):
        moment(at)
    return fact


def _counts(text: str) -> Counts:
    return Counts(**json.decode(text, type=_Numbers))


def _periods(text: str) -> tuple[Period, ...]:
    return json.decode(text, type=tuple[Period, ...])


def _handovers(text: str) -> tuple[HandoverDay, ...]:
    return json.decode(text, type=tuple[HandoverDay, ...])


def _by_agency(text: str) -> tuple[tuple[str, Counts], ...]:
    values = json.decode(text, type=dict[str, _Numbers])
    return tuple((str(_shown(agency)), Counts(**numbers)) for agency, numbers in values.items())


def _document(text: str) -> Document:
    values: dict[str, Any] = json.decode(text, type=dict[str, str])
    shown = Document(**{name: _shown(value) for name, value in values.items()})
    return convert(tuple(shown), Document)


_OBJECTS: Mapping[str, Callable[[str], Any]] = {
    "counts": _counts,
    "document": _document,
    "counts_by_agency": _by_agency,
    "days": _periods,
    "worked": _periods,
    "handovers": _handovers,
}
"""The columns that hold objects, as JSON, or nothing."""


def _needed(fact: Fact) -> tuple[Any, ...]:
    """What makes it a whole fact of its kind."""
    match fact.kind:
        case "handed_over" | "replaced":
            return fact.since, fact.outgoing
        case "signed":
            return fact.digest, fact.document, fact.attached
        case _ if fact.says == "days":
            return fact.digest, fact.channel, fact.person, fact.days
        case _:
            return fact.digest, fact.channel


def version_row(version: Version) -> tuple[Any, ...]:
    """The version as a row of the table."""
    return tuple(map(_written, version))


def read_version(row: Sequence[Any]) -> Version:
    """The version that is a row of the table."""
    version = convert(tuple(map(_shown, row)), Version)
    return version._replace(at=moment(version.at))


def run_row(run: Run) -> tuple[Any, ...]:
    """The run as a row of the table."""
    return tuple(map(_written, run))


def read_run(row: Sequence[Any]) -> Run:
    """The run that is a row of the table."""
    *values, heartbeat = row
    run: Run = convert((*values, None if heartbeat is None else heartbeat == 1), Run)
    for at in filter(None, (run.began, run.ended)):
        moment(at)
    return run


def moment(value: Any) -> datetime:
    """The value as an aware moment that every time zone can express."""
    at = convert(value, datetime)
    if at.tzinfo is None or not date.min.year < at.year < date.max.year:
        raise ValueError("no moment")
    return at
