"""Working days: Monday to Friday, less the days off, plus the make-up days.

A month's working days are kept as a tuple of day numbers, made when the month is
first asked for; without special days there are only 28 such tuples. Everything
else is a look-up in one or two months, however far away the year is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import isleap
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from luanphien.core.errors import NoCalendarError
from luanphien.core.model import SpecialDay
from luanphien.core.period import DAY, Period

SATURDAY = 5

_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEEKDAYS = {
    (weekday, length): tuple(n for n in range(1, length + 1) if (weekday + n - 1) % 7 < SATURDAY)
    for weekday in range(7)
    for length in (28, 29, 30, 31)
}
"""The numbers of a month's weekdays, by the weekday of its first day and its length."""


def month_index(day: date) -> int:
    """The number of the day's month, counted through the years without a break."""
    return day.year * 12 + day.month - 1


def month_start(index: int) -> date:
    """The first day of the month with that number."""
    return date(index // 12, index % 12 + 1, 1)


class Month(NamedTuple):
    """A month, the day numbers of its working days, and the first and last of these as dates."""

    starts_on: date
    ends_on: date
    days: tuple[int, ...]
    first: date | None
    last: date | None


class _Months(dict[int, Month]):
    """Month number → month, made on demand."""

    def __init__(self, specials_of: Callable[[int, int], Iterable[SpecialDay]]) -> None:
        super().__init__()
        self._specials_of = specials_of

    def __missing__(self, index: int) -> Month:
        year, month = index // 12, index % 12 + 1
        if not date.min.year <= year <= date.max.year:
            raise NoCalendarError(f"Năm {year} nằm ngoài lịch (từ năm 1 đến năm 9999).")
        starts_on = date(year, month, 1)
        length = 29 if month == 2 and isleap(year) else _MONTH_LENGTHS[month - 1]
        days = _WEEKDAYS[starts_on.weekday(), length]
        for special in self._specials_of(year, month):
            days = _with(days, special)
        first = date(year, month, days[0]) if days else None
        last = date(year, month, days[-1]) if days else None
        self[index] = Month(starts_on, date(year, month, length), days, first, last)
        return self[index]


def _with(days: tuple[int, ...], special: SpecialDay) -> tuple[int, ...]:
    others = [day for day in days if day != special.day.day]
    return tuple(sorted([*others, special.day.day])) if special.working else tuple(others)


class WorkCalendar:
    """The working days of every year.

    `announced` holds the special days of the years that are settled: they are
    final. Any other year is asked of `forecast` when it is first needed; what
    is computed from it is provisional. `forecast` raises NoCalendarError for a
    year that it does not know.
    """

    def __init__(
        self,
        announced: Mapping[int, Iterable[SpecialDay]],
        forecast: Callable[[int], Iterable[SpecialDay]],
    ) -> None:
        self.announced_years = frozenset(announced)
        self._forecast = forecast
        self._specials = {year: _by_month(days) for year, days in announced.items()}
        self.months: Mapping[int, Month] = _Months(self._specials_of)

    def _specials_of(self, year: int, month: int) -> list[SpecialDay]:
        if year not in self._specials:
            self._specials[year] = _by_month(self._forecast(year))
        return self._specials[year].get(month, [])

    def specials(self, first: date, last: date) -> list[SpecialDay]:
        """The days off and make-up days from `first` to `last`, in order."""
        return [
            special
            for index in range(month_index(first), month_index(last) + 1)
            for special in self._specials_of(index // 12, index % 12 + 1)
            if first <= special.day <= last
        ]

    def exceptions(self, first: date, last: date) -> list[SpecialDay]:
        """Those of the special days that change the week: weekdays off, weekends worked."""
        specials = self.specials(first, last)
        return [
            special
            for special in specials
            if special.working == (special.day.weekday() >= SATURDAY)
        ]

    def special(self, day: date) -> SpecialDay | None:
        """Why the day is off or a make-up day, None for one that is neither."""
        return next(iter(self.specials(day, day)), None)

    def is_final(self, first: date, last: date) -> bool:
        """Whether the days off of every year from `first` to `last` are announced."""
        return self.announced_years.issuperset(range(first.year, last.year + 1))

    def is_working(self, day: date) -> bool:
        """Whether it is a working day."""
        return day.day in self.months[month_index(day)].days

    def working_days(self, first: date, last: date) -> Iterator[date]:
        """The working days from `first` to `last`, both included, in order."""
        return filter(self.is_working, Period(first, last).each_day())

    def worked_in(self, periods: Iterable[Period]) -> frozenset[date]:
        """The working days of the periods."""
        return frozenset(day for period in periods for day in self.working_days(*period))

    def on_or_after(self, day: date) -> date:
        """The first working day not before `day`."""
        index = month_index(day)
        days = self.months[index].days
        place = bisect_left(days, day.day)
        if place < len(days):
            return day.replace(day=days[place])
        while (first := self.months[index + 1].first) is None:
            index += 1
        return first

    def on_or_before(self, day: date) -> date:
        """The last working day not after `day`."""
        index = month_index(day)
        days = self.months[index].days
        place = bisect_right(days, day.day)
        return day.replace(day=days[place - 1]) if place else self.before_month(index, 1)

    def nth_after(self, day: date, n: int) -> date:
        """The n-th working day after the day, which is not counted (BLDS 2015, Điều 147)."""
        for _ in range(n):
            day = self.on_or_after(day + DAY)
        return day

    def nth_before(self, day: date, n: int) -> date:
        """The n-th working day before the day, which is not counted."""
        for _ in range(n):
            day = self.on_or_before(day - DAY)
        return day

    def before_month(self, index: int, n: int) -> date:
        """The n-th working day (n ≥ 1) before the month with that number begins."""
        months = self.months
        index -= 1
        days = months[index].days
        while len(days) < n:
            n -= len(days)
            index -= 1
            days = months[index].days
        return date(index // 12, index % 12 + 1, days[-n])

    def count(self, first: date, last: date) -> int:
        """How many working days there are from `first` to `last`, both included."""
        months, start, end = self.months, month_index(first), month_index(last)
        in_whole_months = sum(len(months[index].days) for index in range(start, end))
        before_first = bisect_left(months[start].days, first.day)
        up_to_last = bisect_right(months[end].days, last.day)
        return in_whole_months - before_first + up_to_last


def _by_month(specials: Iterable[SpecialDay]) -> dict[int, list[SpecialDay]]:
    months: dict[int, list[SpecialDay]] = {}
    for special in sorted(specials):
        months.setdefault(special.day.month, []).append(special)
    return months
