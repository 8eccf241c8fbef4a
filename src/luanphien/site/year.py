"""A year as a wall calendar: its months, their weeks, and what each day is."""

from __future__ import annotations

from calendar import Calendar, monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from luanphien.core.model import Shift
from luanphien.core.period import DAY, Period
from luanphien.core.rota import Rota
from luanphien.core.workdays import SATURDAY
from luanphien.wording import people, special_days

_WEEKS = Calendar()  # they begin on Monday, as in Vietnam


class Mark(NamedTuple):
    """A sign on a day: the name of its picture, and what it says."""

    picture: str
    text: str


class Cell(NamedTuple):
    """A day, the classes that paint it, why it is off or worked, and its signs."""

    day: date
    classes: Sequence[str]
    note: str | None
    marks: Sequence[Mark]


class Holiday(NamedTuple):
    """Days of a month that are off, or worked, for one reason."""

    days: str
    working: bool
    name: str


class Month(NamedTuple):
    """A month with its shift, None before the first one, and its weeks; None fills them up.

    `holidays` are the days off and make-up days that change its weeks.
    """

    first: date
    shift: Shift | None
    officers: Sequence[str]
    weeks: Sequence[Sequence[Cell | None]]
    holidays: Sequence[Holiday]


def months(rota: Rota, days: Period, shifts: Sequence[Shift]) -> list[Month]:
    """The twelve months of a year that is these days and has these shifts."""
    marks, year = _marks(rota, days), days.first.year
    return [_month(rota, date(year, month, 1), shifts, marks) for month in range(1, 13)]


def _marks(rota: Rota, days: Period) -> dict[date, list[Mark]]:
    """The signs of the days: those of the shift that begins after them too."""
    marks: dict[date, list[Mark]] = defaultdict(list)
    following = Period(days.first, days.last + DAY)
    for shift in rota.known_shifts(following):
        text = f"hạn thông báo cho {shift.agency.name}"
        marks[shift.notice_deadline].append(Mark("notice", text))
        for handover in rota.handovers(shift):
            giver, taker = handover.outgoing_agency, handover.incoming_agency
            text = f"bàn giao {giver.label} cho {taker.label}"
            if giver == taker:
                stints = (handover.outgoing, handover.incoming)
                names = (people.name(stint.person) for stint in stints)
                text = f"bàn giao {' cho '.join(names)}"
            marks[handover.on].append(Mark("handover", text))
    return marks


def _month(
    rota: Rota, first: date, shifts: Iterable[Shift], marks: Mapping[date, Sequence[Mark]]
) -> Month:
    shift = next((shift for shift in shifts if shift.starts_on <= first <= shift.ends_on), None)
    weeks = [
        [_cell(rota, day, marks) if day.month == first.month else None for day in week]
        for week in _WEEKS.monthdatescalendar(first.year, first.month)
    ]
    officers = _officers(rota, shift, first) if shift else ()
    return Month(first, shift, officers, weeks, list(_holidays(rota, _whole_month(first))))


def _whole_month(first: date) -> Period:
    return Period(first, first.replace(day=monthrange(first.year, first.month)[1]))


def _holidays(rota: Rota, month: Period) -> Iterator[Holiday]:
    for run in special_days.runs(rota.calendar, *month):
        first, last = run[0].day.day, run[-1].day.day
        days = str(first) if first == last else f"{first}–{last}"
        yield Holiday(days, run[0].working, run[0].name)


def _officers(rota: Rota, shift: Shift, first: date) -> Sequence[str]:
    """Who serves in the month, with the days where it is more than one; nothing without people."""
    stints = rota.stints(shift)
    if not any(stint.person for stint in stints) and not rota.staffing.rosters:
        return ()
    month = _whole_month(first)
    in_month = [stint for stint in stints if stint.days.overlaps(month)]
    return list(people.stint_lines(in_month))


def _cell(rota: Rota, day: date, marks: Mapping[date, Sequence[Mark]]) -> Cell:
    return Cell(day, ("day", *_classes(rota, day)), _note(rota, day), marks.get(day, ()))


def _classes(rota: Rota, day: date) -> Iterator[str]:
    weekend = day.weekday() >= SATURDAY
    if weekend:
        yield "weekend"
    if rota.calendar.is_working(day) == weekend:
        yield "workday" if weekend else "off"


def _note(rota: Rota, day: date) -> str | None:
    special = rota.calendar.special(day)
    return f"{special_days.kind(special)}: {special.name}" if special else None
