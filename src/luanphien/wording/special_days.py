"""Days off and make-up days in a row, as one thing to be told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from luanphien.core.model import Holiday, SpecialDay
from luanphien.core.period import DAY
from luanphien.core.workdays import WorkCalendar
from luanphien.wording import dates


def told(calendar: WorkCalendar, first: date, last: date) -> Iterator[str]:
    """`nghỉ T5 08/02–T4 14/02: Tết Nguyên đán`, for each run of days that change the week."""
    return map(_text, runs(calendar, first, last))


def in_full(calendar: WorkCalendar, first: date, last: date) -> Iterator[str]:
    """The same as a document says it: `nghỉ từ thứ Năm, ngày 08/02/2024 đến hết … (Tết …)`."""
    for run in runs(calendar, first, last):
        begin, end = (dates.with_day_of_week(special.day) for special in (run[0], run[-1]))
        days = begin if begin == end else f"từ {begin} đến hết {end}"
        yield f"{kind(run[0])} {days} ({run[0].name})"


def runs(calendar: WorkCalendar, first: date, last: date) -> Iterator[list[SpecialDay]]:
    """The days that change the week, those that make one holiday together."""
    run: list[SpecialDay] = []
    for special in calendar.exceptions(first, last):
        if run and not _goes_on(calendar, run[-1], special):
            yield run
            run = []
        run.append(special)
    if run:
        yield run


def kind(day: SpecialDay | Holiday) -> str:
    """What the day is: off, or worked in exchange for another."""
    return "làm bù" if day.working else "nghỉ"


def _goes_on(calendar: WorkCalendar, before: SpecialDay, after: SpecialDay) -> bool:
    """Whether both are one holiday: nothing is worked between them."""
    if (before.working, before.name) != (after.working, after.name):
        return False
    between = before.day + DAY
    return between == after.day or not calendar.count(between, after.day - DAY)


def _text(run: list[SpecialDay]) -> str:
    return f"{kind(run[0])} {dates.days([special.day for special in run])}: {run[0].name}"
