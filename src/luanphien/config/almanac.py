"""All that is known of a year's days off: announced, proposed, forecast, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from luanphien.config.forecast import forecast
from luanphien.core.decisions import DaysOff, HolidaysFile
from luanphien.core.errors import NoCalendarError
from luanphien.core.model import Holiday, SpecialDay
from luanphien.core.period import Period, parse_days
from luanphien.core.workdays import WorkCalendar


def holidays_of(file: HolidaysFile, year: int) -> list[Holiday]:
    """The year's days off and make-up days in order, proposed ones among them.

    Raises NoCalendarError for a year that is neither in the file nor can be forecast.
    """
    listed = [holiday for entry in file.days for holiday in _holidays(entry)]
    if year not in file.announced_years:
        listed += [
            Holiday(Period(day, day), working, name, "forecast", source)
            for day, working, name, source in forecast(year)
        ]
    return sorted(h for h in listed if h.days.first.year <= year <= h.days.last.year)


def _holidays(entry: DaysOff) -> Iterator[Holiday]:
    if entry.off:
        yield Holiday(parse_days(entry.off), False, entry.name, entry.status, entry.source)
    if entry.make_up:
        days = Period(entry.make_up, entry.make_up)
        yield Holiday(days, True, entry.name, entry.status, entry.source)


def disagreements(calendar: WorkCalendar, year: int) -> list[date]:
    """The days of the year that are working days here but not by the holidays package, or so.

    Raises NoCalendarError for a year that the package does not know.
    """
    package = WorkCalendar({year: forecast(year)}, forecast)
    days = Period(date(year, 1, 1), date(year, 12, 31)).each_day()
    return [day for day in days if calendar.is_working(day) != package.is_working(day)]


def forgotten(calendar: WorkCalendar, year: int) -> list[SpecialDay]:
    """The days of the year that are off by the forecast, but working days here.

    None of a year that can't be forecast.
    """
    try:
        specials = forecast(year)
    except NoCalendarError:
        return []
    return [day for day in specials if not day.working and calendar.is_working(day.day)]
