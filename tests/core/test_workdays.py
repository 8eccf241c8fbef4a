"""Working days on the announced calendar, counted by hand, and on one that is read elsewhere."""

from __future__ import annotations

import calendar as almanac
from datetime import date

import pytest

from luanphien.core.errors import NoCalendarError
from luanphien.core.model import SpecialDay
from luanphien.core.workdays import SATURDAY, WorkCalendar, month_index, month_start
from tests.core.builders import (
    ANNOUNCED,
    DAYS_OFF,
    WEEKDAYS,
    WORKED,
    calendar_of,
    day,
    period,
    span,
    unknown,
)

#    January 2024            February 2024           March 2024
# Mo Tu We Th Fr Sa Su    Mo Tu We Th Fr Sa Su    Mo Tu We Th Fr Sa Su
# -1  2  3  4  5  6  7              1  2  3  4                 1  2  3
#  8  9 10 11 12 13 14     5  6  7 -8 -9 10 11     4  5  6  7  8  9 10
# 15 16 17 18 19 20 21    -- -- -- 15 16 17 18    11 12 13 14 15 16 17
# 22 23 24 25 26 27 28    19 20 21 22 23 24 25    18 19 20 21 22 23 24
# 29 30 31                26 27 28 29             25 26 27 28 29 30 31
#
# New Year's Day is off, and Tết from Thursday 8 to Wednesday 14 February. Saturday 4 May 2024 is
# worked for Monday 29 April; Tuesday 30 April and Wednesday 1 May are off.


def test_every_month_of_thirty_years_has_the_weekdays_that_the_standard_library_says() -> None:
    for year in range(2000, 2030):
        for number in range(1, 13):
            month = WEEKDAYS.months[month_index(date(year, number, 1))]
            _, length = almanac.monthrange(year, number)
            weekdays = [
                n
                for n in range(1, length + 1)
                if almanac.weekday(year, number, n) <= almanac.FRIDAY
            ]
            assert list(month.days) == weekdays
            assert (month.starts_on, month.ends_on) == (
                date(year, number, 1),
                date(year, number, length),
            )
            assert month.first == date(year, number, weekdays[0])
            assert month.last == date(year, number, weekdays[-1])


def test_months_are_counted_through_the_years() -> None:
    assert month_index(day("2024-01-01")) - month_index(day("2023-12-31")) == 1
    assert month_index(day("2024-12-01")) - month_index(day("2024-01-31")) == 11
    assert month_start(month_index(day("2024-02-29"))) == day("2024-02-01")
    assert month_start(month_index(day("2024-12-31"))) == day("2024-12-01")
    assert day("2024-05-04").weekday() == SATURDAY


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("2024-02-07", True),
        ("2024-02-08", False),  # Tết begins
        ("2024-02-14", False),  # Tết ends
        ("2024-02-15", True),
        ("2024-02-16", True),  # a Friday
        ("2024-02-17", False),  # a Saturday
        ("2024-02-18", False),  # a Sunday
        ("2024-04-29", False),  # a Monday, swapped
        ("2024-05-04", True),  # with this Saturday
    ],
)
def test_whether_a_day_is_worked(text: str, working: bool) -> None:
    assert ANNOUNCED.is_working(day(text)) is working


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2024-02-07", "2024-02-07", 1),
        ("2024-02-08", "2024-02-08", 0),
        ("2024-02-07", "2024-02-15", 2),  # only its ends
        ("2024-02-08", "2024-02-14", 0),
        ("2024-02-01", "2024-02-29", 16),  # 1, 2, 5, 6, 7, 15, 16, 19-23, 26-29
        ("2024-01-31", "2024-02-01", 2),
        ("2024-01-01", "2024-02-29", 38),  # 22 in January
        ("2024-01-30", "2024-03-04", 20),  # 30, 31, then 16, then 1 and 4
        ("2024-04-26", "2024-05-06", 5),  # 26, 2, 3, 4 and 6
        ("2023-12-29", "2024-01-02", 2),
    ],
)
def test_both_ends_of_a_span_are_counted(first: str, last: str, days: int) -> None:
    assert ANNOUNCED.count(day(first), day(last)) == days


def test_working_days_of_periods() -> None:
    # Saturday 4 May 2024 is worked for Monday 29 April; 30 April and 1 May are off.
    weekend, week = period("2024-05-04", "2024-05-06"), period("2024-04-29", "2024-05-03")
    days = {day(f"2024-05-0{n}") for n in (2, 3, 4, 6)}
    assert ANNOUNCED.worked_in([weekend, week]) == days
    assert ANNOUNCED.worked_in([]) == frozenset()


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("2024-02-07", "2024-02-07", "2024-02-07"),
        ("2024-02-08", "2024-02-07", "2024-02-15"),
        ("2024-02-14", "2024-02-07", "2024-02-15"),
        ("2024-02-15", "2024-02-15", "2024-02-15"),
        ("2024-03-30", "2024-03-29", "2024-04-01"),  # over the end of a month
        ("2024-03-02", "2024-03-01", "2024-03-04"),
        ("2024-06-01", "2024-05-31", "2024-06-03"),
        ("2023-12-31", "2023-12-29", "2024-01-02"),  # over the end of a year
        ("2024-05-04", "2024-05-04", "2024-05-04"),  # the Saturday worked
        ("2024-05-05", "2024-05-04", "2024-05-06"),
    ],
)
def test_the_nearest_working_days(text: str, before: str, after: str) -> None:
    assert ANNOUNCED.on_or_before(day(text)) == day(before)
    assert ANNOUNCED.on_or_after(day(text)) == day(after)


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (1, "2024-02-29"),
        (15, "2024-02-02"),
        (16, "2024-02-01"),  # all of February
        (17, "2024-01-31"),
        (38, "2024-01-02"),  # and all of January
        (39, "2023-12-29"),
    ],
)
def test_counting_back_from_the_beginning_of_march(n: int, expected: str) -> None:
    assert ANNOUNCED.before_month(month_index(day("2024-03-01")), n) == day(expected)


def test_months_without_a_working_day_are_stepped_over() -> None:
    closed = calendar_of([2024], off=["2024-02-01..2024-03-31"])
    assert closed.on_or_after(day("2024-02-01")) == day("2024-04-01")
    assert closed.on_or_after(day("2024-03-31")) == day("2024-04-01")
    assert closed.on_or_before(day("2024-03-31")) == day("2024-01-31")
    assert closed.before_month(month_index(day("2024-04-01")), 2) == day("2024-01-30")
    assert closed.count(day("2024-01-31"), day("2024-04-01")) == 2
    assert closed.months[month_index(day("2024-02-01"))].first is None
    assert closed.months[month_index(day("2024-02-01"))].last is None


def test_a_day_that_is_named_though_it_changes_nothing() -> None:
    named = calendar_of([2024], off=["2024-02-10"], worked=["2024-02-05"])
    assert named.count(day("2024-02-01"), day("2024-02-29")) == 21  # as on any calendar
    # Saturday 10 is off anyway and Monday 5 worked anyway: neither is an exception.
    assert named.exceptions(day("2024-02-01"), day("2024-02-29")) == []
    assert [special.day for special in named.specials(day("2024-02-01"), day("2024-02-29"))] == [
        day("2024-02-05"),
        day("2024-02-10"),
    ]


def test_exceptions_are_weekdays_off_and_weekends_worked() -> None:
    # Tết of 2024 has five weekdays; Saturday 10 and Sunday 11 February are within it.
    spring = ANNOUNCED.exceptions(day("2024-02-01"), day("2024-05-04"))
    assert [(f"{special.day:%d/%m}", special.working) for special in spring] == [
        ("08/02", False),
        ("09/02", False),
        ("12/02", False),
        ("13/02", False),
        ("14/02", False),
        ("18/04", False),
        ("29/04", False),
        ("30/04", False),
        ("01/05", False),
        ("04/05", True),
    ]
    sunday = calendar_of([2024], worked=["2024-02-18"])
    assert len(sunday.exceptions(day("2024-02-18"), day("2024-02-18"))) == 1


def test_the_special_days_of_a_span_hold_both_its_ends() -> None:
    def days(first: str, last: str) -> list[str]:
        return [f"{one.day:%d/%m}" for one in ANNOUNCED.specials(day(first), day(last))]

    assert days("2024-04-29", "2024-05-01") == ["29/04", "30/04", "01/05"]
    assert days("2024-04-30", "2024-04-30") == ["30/04"]
    assert days("2023-12-31", "2024-01-01") == ["01/01"]
    assert days("2024-04-19", "2024-04-28") == []


def test_all_special_days_of_four_years_are_told_in_order() -> None:
    announced = [*DAYS_OFF, *WORKED]
    years = ANNOUNCED.specials(day("2023-01-01"), day("2026-12-31"))
    assert [special.day for special in years] == sorted(
        one for text in announced for one in span(text)
    )
    assert len(years) == 15 + 14 + 12 + 14 + 4  # off in 2023 to 2026, and the Saturdays worked


def test_why_a_day_is_off_or_worked() -> None:
    assert ANNOUNCED.special(day("2024-02-07")) is None
    off, worked = ANNOUNCED.special(day("2024-02-08")), ANNOUNCED.special(day("2024-05-04"))
    assert off is not None
    assert worked is not None
    assert (off.working, worked.working) == (False, True)


def test_special_days_are_told_in_order_however_they_are_listed() -> None:
    days = [
        SpecialDay(day("2024-02-20"), False, "sau", ""),
        SpecialDay(day("2024-02-06"), False, "trước", ""),
    ]
    specials = WorkCalendar({2024: days}, unknown).specials(day("2024-01-01"), day("2024-12-31"))
    assert [special.name for special in specials] == ["trước", "sau"]


def test_only_an_announced_year_is_final() -> None:
    calendar = calendar_of([2024, 2025])
    assert calendar.announced_years == {2024, 2025}
    assert calendar.is_final(day("2024-01-01"), day("2025-12-31"))
    assert calendar.is_final(day("2025-12-31"), day("2025-12-31"))
    assert not calendar.is_final(day("2023-12-31"), day("2024-01-01"))
    assert not calendar.is_final(day("2025-12-31"), day("2026-01-01"))


def test_a_year_that_is_not_announced_is_forecast_once() -> None:
    asked: list[int] = []

    def forecast(year: int) -> list[SpecialDay]:
        asked.append(year)
        return [SpecialDay(date(year, 1, 1), False, "Tết Dương lịch", "dự báo")]

    calendar = WorkCalendar({2024: []}, forecast)
    assert calendar.is_working(day("2024-01-01"))  # 2024 is settled, without days off
    assert asked == []
    assert not calendar.is_working(day("2025-01-01"))
    assert calendar.count(day("2025-01-01"), day("2025-12-31")) == 260  # of 261 weekdays
    assert asked == [2025]


def test_a_year_that_nobody_knows_is_said() -> None:
    with pytest.raises(NoCalendarError):
        WorkCalendar({2024: []}, unknown).is_working(day("2025-01-01"))


def test_the_calendar_goes_from_year_1_to_9999() -> None:
    calendar = calendar_of([])
    assert calendar.is_working(date.min)  # a Monday
    assert calendar.is_working(date.max)  # a Friday
    with pytest.raises(NoCalendarError, match="Năm 0 nằm ngoài lịch"):
        calendar.before_month(month_index(date.min), 1)
    with pytest.raises(NoCalendarError, match="Năm 10000 nằm ngoài lịch"):
        calendar.months[month_index(date.max) + 1]


@pytest.mark.parametrize(
    ("sent", "days", "last"),
    [
        # Counted on a calendar: 30 and 31 January, then Tết from 8 to 14 February 2024.
        ("2024-01-29", 1, "2024-01-30"),
        ("2024-01-29", 8, "2024-02-15"),
        ("2024-02-07", 1, "2024-02-15"),
        ("2024-02-10", 1, "2024-02-15"),
        ("2024-01-29", 0, "2024-01-29"),
    ],
)
def test_working_days_after_a_day_which_is_not_counted(sent: str, days: int, last: str) -> None:
    assert ANNOUNCED.nth_after(day(sent), days) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("since", "days", "first"),
    [
        # 7, 6, 5, 2 and 1 February, then 31, 30 and 29 January.
        ("2024-02-15", 1, "2024-02-07"),
        ("2024-02-15", 8, "2024-01-29"),
        ("2024-02-10", 1, "2024-02-07"),
        ("2024-02-15", 0, "2024-02-15"),
    ],
)
def test_working_days_before_a_day_which_is_not_counted(since: str, days: int, first: str) -> None:
    assert ANNOUNCED.nth_before(day(since), days) == date.fromisoformat(first)
