"""How a date came about, day by day: what `explain` shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from luanphien.core.model import SpecialDay
from luanphien.core.period import DAY
from luanphien.core.workdays import WorkCalendar


class Step(NamedTuple):
    """One day of a count: the `number`-th working day (from 1), or None for a day skipped."""

    day: date
    number: int | None
    special: SpecialDay | None


def counted_back(calendar: WorkCalendar, start: date, n: int) -> Iterator[Step]:
    """The days before `start`, nearest first, until `n` working days are counted.

    `start` itself is not counted (Bộ luật Dân sự 2015, Điều 147).
    """
    day, number = start, 0
    while number < n:
        day -= DAY
        if calendar.is_working(day):
            number += 1
            yield Step(day, number, calendar.special(day))
        else:
            yield Step(day, None, calendar.special(day))
