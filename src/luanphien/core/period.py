"""Days in a row, and how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from luanphien.core.errors import LuanphienError

LATEST_YEAR = 9000
"""No day later than this year is today: what lies ahead of it must still be a date."""

DAY = timedelta(days=1)

_SPAN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
"""A year, a month or a day."""


class Period(NamedTuple):
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def overlaps(self, other: Period) -> bool:
        """Whether both have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def each_day(self) -> Iterator[date]:
        """All its days, in order."""
        return (self.first + n * DAY for n in range((self.last - self.first).days + 1))

    @property
    def whole_years(self) -> Period:
        """All days of the years that it touches."""
        return Period(date(self.first.year, 1, 1), date(self.last.year, 12, 31))


def parse_days(text: str) -> Period:
    """`2024-02-01` or `2024-02-08..2024-02-14` as a period; ValueError if these are no dates."""
    first, _, last = text.partition("..")
    return Period(date.fromisoformat(first), date.fromisoformat(last or first))


def parse_period(text: str) -> Period:
    """`2024`, `2024-03`, `2024-03-15`, or a range of these: `2023-12..2026-06`.

    Raises LuanphienError if it is none of these, or ends before it begins.
    """
    first, dots, last = text.partition("..")
    period = Period(_span(first).first, _span(last if dots else first).last)
    if period.last < period.first:
        raise LuanphienError(f"«{text}» kết thúc trước khi bắt đầu")
    return period


def parse_day(text: str) -> date:
    """`2024-02-01` as a date; LuanphienError if it is none, or too late to be today."""
    first, last = _span(text)
    if first != last:
        raise LuanphienError(f"«{text}» không phải một ngày, ví dụ 2024-02-01")
    if first.year > LATEST_YEAR:
        raise LuanphienError(f"«{text}» quá xa, muộn nhất là năm {LATEST_YEAR}")
    return first


def _span(text: str) -> Period:
    if match := _SPAN.fullmatch(text):
        year, month, day = match.groups()
        with suppress(ValueError):
            first = date(int(year), int(month or 1), int(day or 1))
            if day:
                return Period(first, first)
            return Period(first, _month_end(first) if month else date(first.year, 12, 31))
    raise LuanphienError(
        f"«{text}» không hợp lệ; cần năm (2024), tháng (2024-03), ngày (2024-03-15) "
        "hoặc khoảng (2023-12..2026-06)"
    )


def _month_end(day: date) -> date:
    if day.month == 12:
        return date(day.year, 12, 31)
    return date(day.year, day.month + 1, 1) - DAY
