"""The entries of holidays_vn.yaml day by day, and the working days that they make."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from luanphien.config.forecast import forecast
from luanphien.core.decisions import DaysOff, HolidaysFile
from luanphien.core.model import SpecialDay
from luanphien.core.period import parse_days
from luanphien.core.workdays import WorkCalendar


def work_calendar(file: HolidaysFile) -> WorkCalendar:
    """The working days: announced years from the file, any other forecast when asked for."""
    announced: dict[int, list[SpecialDay]] = {year: [] for year in file.announced_years}
    for n, field, day in announced_days(file):
        entry = file.days[n]
        special = SpecialDay(day, field == "make_up", entry.name, entry.source)
        announced[day.year].append(special)
    return WorkCalendar(announced, forecast)


def announced_days(file: HolidaysFile) -> Iterator[tuple[int, str, date]]:
    """Each day of the announced entries: the entry's number, `off` or `make_up`, the day."""
    for n, entry in enumerate(file.days):
        if entry.status == "announced":
            yield from ((n, field, day) for field, day in _days(entry))


def _days(entry: DaysOff) -> Iterator[tuple[str, date]]:
    if entry.off:
        yield from (("off", day) for day in parse_days(entry.off).each_day())
    if entry.make_up:
        yield "make_up", entry.make_up
