"""Days in a row, and how they are written."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from luanphien.core.errors import LuanphienError

LATEST_YEAR = 9000
"""No day later than this year is today: what lies ahead of it must still be a date."""

DAY = timedelta(days=1)

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
"""A year, a month or a day: `2024`, `2024-03`, `2024-03-12`."""

_OFFICE = re.compile(r"(?:(\d\d?)/)?(\d\d?)/(\d{4})", re.ASCII)
"""A month or a day as Vietnamese offices write it: `3/2024`, `12/3/2024`, `12/03/2024`."""


class Period(NamedTuple):
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def overlaps(self, other: Period) -> bool:
        """Whether both have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def within(self, other: Period) -> Period:
        """Its days that are also the other's; both overlap."""
        return Period(max(self.first, other.first), min(self.last, other.last))

    def each_day(self) -> Iterator[date]:
        """All its days, in order."""
        return (self.first + n * DAY for n in range((self.last - self.first).days + 1))

    @property
    def whole_years(self) -> Period:
        """All days of the years that it touches."""
        return Period(date(self.first.year, 1, 1), date(self.last.year, 12, 31))


def in_a_row(days: Iterable[date]) -> list[Period]:
    """The days as periods, as few as they make, in order."""
    periods: list[Period] = []
    for day in sorted(set(days)):
        if periods and periods[-1].last + DAY == day:
            periods[-1] = Period(periods[-1].first, day)
        else:
            periods.append(Period(day, day))
    return periods


def days_in(periods: Iterable[Period]) -> frozenset[date]:
    """All the days of the periods."""
    return frozenset(day for period in periods for day in period.each_day())


def spans(periods: Iterable[Period], worked: Container[date]) -> tuple[Period, ...]:
    """The periods from their first to their last worked day, those without one left out."""
    of_each = ([day for day in period.each_day() if day in worked] for period in periods)
    return tuple(Period(own[0], own[-1]) for own in of_each if own)


def parse_days(text: str) -> Period:
    """`2024-02-01` or `2024-02-08..2024-02-14` as a period; ValueError if these are no dates."""
    first, _, last = text.partition("..")
    return Period(date.fromisoformat(first), date.fromisoformat(last or first))


def parse_period(text: str) -> Period:
    """A year, a month, a day, or a range of these: `2024`, `3/2024`, `2023-12..2026-06`.

    Months and days are taken as `_ISO` and `_OFFICE` have them. Raises LuanphienError if it is
    none of these, or ends before it begins.
    """
    first, dots, last = text.partition("..")
    begin, end = _span(first), _span(last if dots else first)
    if not (begin and end):
        raise LuanphienError(
            f"«{text}» không hợp lệ; cần năm (2024), tháng (2024-03 hoặc 3/2024), ngày (2024-03-15 "
            "hoặc 15/3/2024), hoặc khoảng (2023-12..2026-06)"
        )
    period = Period(begin.first, end.last)
    if period.last < period.first:
        raise LuanphienError(f"«{text}» kết thúc trước khi bắt đầu")
    return period


def parse_day(text: str) -> date:
    """`2024-03-12`, `12/3/2024` or `12/03/2024` as a date.

    Raises LuanphienError if it is none, or too late to be today.
    """
    span = _span(text)
    if span is None or span.first != span.last:
        raise LuanphienError(f"«{text}» không phải một ngày; cần 2024-03-12 hoặc 12/3/2024")
    if span.first.year > LATEST_YEAR:
        raise LuanphienError(f"«{text}» quá xa, muộn nhất là năm {LATEST_YEAR}")
    return span.first


def parse_month(text: str) -> date:
    """The first day of `2024-03` or `3/2024`; LuanphienError if that is no month."""
    span = _span(text)
    if span is None or span.first == span.last or span.last != _month_end(span.first):
        raise LuanphienError(f"«{text}» không phải một tháng; cần 2024-03 hoặc 3/2024")
    return span.first


def _span(text: str) -> Period | None:
    """The year, the month or the day; None if no calendar has it."""
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _OFFICE.fullmatch(text):
        day, month, year = match.groups()
    else:
        return None
    with suppress(ValueError):
        first = date(int(year), int(month or 1), int(day or 1))
        if day:
            return Period(first, first)
        return Period(first, _month_end(first) if month else date(first.year, 12, 31))
    return None


def _month_end(day: date) -> date:
    if day.month == 12:
        return date(day.year, 12, 31)
    return date(day.year, day.month + 1, 1) - DAY
