"""Shifts with all their dates: how fast, against what, and how it grows.

Everyone computes the same of the same months: the first and last working day, how many there
are, the deadline three and the send day five working days ahead; the rivals know the days off
of the same years. Those too slow for a million shifts do fewer; costs are per shift.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from time import perf_counter
from typing import Any

from luanphien.core.decisions import Agency, Centre, Decisions, OfficeHours, Rotation
from luanphien.core.model import SpecialDay
from luanphien.core.period import Period
from luanphien.core.rota import Rota
from luanphien.core.workdays import WorkCalendar

YEARS = range(2000, 2100)
AGENCIES = tuple(Agency(f"a{n}", f"A{n}") for n in range(6))
DAY = timedelta(days=1)


def rota_from(effective: date, calendar: WorkCalendar) -> Rota:
    """Six agencies that take turns from that day on."""
    rotation = Rotation(effective, tuple(agency.id for agency in AGENCIES))
    centre = Centre("A", OfficeHours("07:30", "17:00"))
    return Rota(Decisions(centre, AGENCIES, (rotation,)), calendar)


Dates = tuple[date, date, int, date, date]


def days_off() -> dict[int, list[SpecialDay]]:
    """The days off of each year as the holidays package has them, without make-up days.

    The rivals know no make-up days, so that nobody counts any.
    """
    import holidays

    return {
        year: [
            SpecialDay(day, False, name, "")
            for day, name in holidays.country_holidays("VN", years=year).items()
        ]
        for year in range(YEARS.start - 1, YEARS.stop + 1)
    }


def months() -> list[date]:
    """The first day of every month of the years."""
    return [date(year, month, 1) for year in YEARS for month in range(1, 13)]


def ours(off: dict[int, list[SpecialDay]], shifts: int) -> Iterator[Dates]:
    """Luanphien, which computes a whole Shift."""
    calendar = WorkCalendar(off, lambda year: ())
    rota = rota_from(date(YEARS.start, 1, 1), calendar)
    period = Period(date(YEARS.start, 1, 1), date(YEARS.stop - 1, 12, 31))
    for _ in range(0, shifts, len(YEARS) * 12):
        for shift in rota.shifts(period):
            *_, first, last, working_days, send_on, deadline, _ = shift
            assert first
            assert last
            yield first, last, working_days, deadline, send_on


def naive(off: dict[int, list[SpecialDay]], shifts: int) -> Iterator[Dates]:
    """A loop over days and a set."""
    closed = {special.day for specials in off.values() for special in specials}

    def count(start: date, end: date) -> int:
        days = (start + n * DAY for n in range((end - start).days))
        return sum(day.weekday() < 5 and day not in closed for day in days)

    def step(day: date, n: int, way: timedelta) -> date:
        while n:
            day += way
            n -= day.weekday() < 5 and day not in closed
        return day

    for start in islice(_again(months()), shifts):
        end = _next_month(start)
        first, last = step(start - DAY, 1, DAY), step(end, 1, -DAY)
        yield first, last, count(start, end), step(start, 3, -DAY), step(start, 5, -DAY)


def with_holidays(off: dict[int, list[SpecialDay]], shifts: int) -> Iterator[Dates]:
    """`holidays.get_nth_working_day`, which takes a plain weekend."""
    import holidays

    vietnam = holidays.HolidayBase(years=range(YEARS.start - 1, YEARS.stop + 1), expand=False)
    vietnam.update({s.day: s.name for specials in off.values() for s in specials})
    nth = vietnam.get_nth_working_day
    for start in islice(_again(months()), shifts):
        yield (
            nth(start - DAY, 1),
            nth(_next_month(start), -1),
            vietnam.get_working_days_count(start, _next_month(start) - DAY),
            nth(start, -3),
            nth(start, -5),
        )


def with_numpy(off: dict[int, list[SpecialDay]], shifts: int) -> Iterator[Dates]:
    """`numpy.busday_offset`, all months in one array."""
    import numpy as np

    closed = [special.day for specials in off.values() for special in specials]
    calendar = np.busdaycalendar(holidays=closed)
    for _ in range(0, shifts, len(YEARS) * 12):
        starts = np.array(months(), dtype="datetime64[D]")
        ends = np.array([_next_month(day) for day in months()], dtype="datetime64[D]") - 1
        eves = np.busday_offset(starts - 1, 0, "backward", busdaycal=calendar)
        yield from zip(
            np.busday_offset(starts, 0, "forward", busdaycal=calendar).tolist(),
            np.busday_offset(ends, 0, "backward", busdaycal=calendar).tolist(),
            np.asarray(np.busday_count(starts, ends + 1, busdaycal=calendar)).tolist(),
            np.busday_offset(eves, -2, busdaycal=calendar).tolist(),
            np.busday_offset(eves, -4, busdaycal=calendar).tolist(),
            strict=True,
        )


def with_pandas(off: dict[int, list[SpecialDay]], shifts: int) -> Iterator[Dates]:
    """`pandas.CustomBusinessDay` on one timestamp at a time."""
    import pandas as pd

    closed = [special.day for specials in off.values() for special in specials]
    day = pd.offsets.CustomBusinessDay(holidays=closed)
    for start in islice(_again(months()), shifts):
        first, end = pd.Timestamp(start), pd.Timestamp(_next_month(start))
        dates = first - pd.Timedelta(days=1) + day, end - day, first - 3 * day, first - 5 * day
        working_days = len(pd.date_range(first, dates[1], freq=day))
        yield dates[0].date(), dates[1].date(), working_days, dates[2].date(), dates[3].date()


RIVALS: tuple[tuple[str, Callable[..., Iterator[Dates]], int], ...] = (
    ("luanphien", ours, 1_000_000),
    ("naive loop over a set", naive, 1_000_000),
    ("numpy.busday_offset", with_numpy, 1_000_000),
    ("holidays.get_nth_working_day", with_holidays, 20_000),
    ("pandas.CustomBusinessDay", with_pandas, 5_000),
)


def compare() -> None:
    """Print what one shift costs each of them, and check that all agree."""
    off = days_off()
    expected = list(islice(naive(off, 1200), 1200))
    cost = None
    for name, rival, shifts in RIVALS:
        assert list(islice(rival(off, 1200), 1200)) == expected, name
        start = perf_counter()
        made = sum(1 for _ in rival(off, shifts))
        each = (perf_counter() - start) / made
        cost = cost or each
        print(f"{name:30} {made:9,} shifts {each * 1e6:9.2f} µs each  {each / cost:7.1f} ×")


def growth() -> None:
    """Print what one shift costs over ever more years, on a new calendar each time."""
    base = None
    for years in (10, 100, 1_000, 9_998):
        calendar = WorkCalendar({}, lambda year: ())
        rota = rota_from(date(2, 1, 1), calendar)
        period = Period(date(2, 1, 1), date(years + 1, 12, 31))
        best = min(_time(rota, calendar, period) for _ in range(3))
        each = best / (years * 12)
        base = base or each
        print(f"{years:6,} years {each * 1e6:6.2f} µs a shift  {each / base:5.2f} × the first")
    rota = rota_from(date(2, 1, 1), WorkCalendar({}, lambda year: ()))
    period = Period(date(2, 1, 1), date(9999, 12, 31))
    start = perf_counter()
    made = sum(sum(1 for _ in rota.shifts(period)) for _ in range(4))
    print(f"{made:,} shifts, amortised {(perf_counter() - start) / made * 1e6:.2f} µs a shift")


def _time(rota: Rota, calendar: WorkCalendar, period: Period) -> float:
    calendar.months.clear()  # type: ignore[attr-defined]
    start = perf_counter()
    for _ in rota.shifts(period):
        pass
    return perf_counter() - start


def _again(items: list[date]) -> Iterator[Any]:
    while True:
        yield from items


def _next_month(start: date) -> date:
    return date(start.year + start.month // 12, start.month % 12 + 1, 1)
