"""The entries of holidays_vn.yaml day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from luanphien.config.shapes import FIRST_YEAR, LAST_YEAR, DaysShape, HolidaysFile
from luanphien.core.period import Period

LONGEST = 31
"""More days off in a row than this are a mistyped date."""


def parse_days(text: str) -> Period:
    """`2024-02-01` or `2024-02-08..2024-02-14` as a period; ValueError if these are no dates."""
    first, _, last = text.partition("..")
    return Period(date.fromisoformat(first), date.fromisoformat(last or first))


def days_problem(text: str) -> str | None:
    """What is wrong with `2024-02-01` or `2024-02-08..2024-02-14`, which has the right form."""
    try:
        first, last = parse_days(text)
    except ValueError:
        return f"«{text}» không phải ngày có thật"
    if last < first:
        return f"{last} trước {first}; cần từ ngày sớm đến ngày muộn"
    if first.year < FIRST_YEAR or last.year > LAST_YEAR:
        return f"«{text}» ngoài các năm {FIRST_YEAR} đến {LAST_YEAR}"
    return None


def entries(file: HolidaysFile) -> Iterator[tuple[int, DaysShape]]:
    """The entries with their numbers; those that are no entries have been reported."""
    return ((n, entry) for n, entry in enumerate(file.days or ()) if entry)


def announced_days(file: HolidaysFile) -> Iterator[tuple[int, str, date]]:
    """Each day of the announced entries: the entry's number, `off` or `make_up`, the day."""
    for n, entry in entries(file):
        if entry.status == "announced":
            yield from ((n, field, day) for field, day in entry_days(entry))


def entry_days(entry: DaysShape) -> Iterator[tuple[str, date]]:
    """Each day of one entry, with its field `off` or `make_up`."""
    if entry.off:
        try:
            first, last = parse_days(entry.off)
        except ValueError:
            return
        if (last - first).days < LONGEST:
            for n in range((last - first).days + 1):
                yield "off", first + timedelta(days=n)
    if entry.make_up:
        yield "make_up", entry.make_up
