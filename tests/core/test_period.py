"""Days in a row, both ends included."""

from __future__ import annotations

import pytest

from luanphien.core.errors import LuanphienError
from luanphien.core.period import (
    Period,
    days_in,
    in_a_row,
    parse_day,
    parse_days,
    parse_month,
    parse_period,
)
from tests.core.builders import day, period

MARCH = period("2024-03-10", "2024-03-20")


@pytest.mark.parametrize(
    ("first", "last", "overlaps"),
    [
        ("2024-03-01", "2024-03-09", False),
        ("2024-03-01", "2024-03-10", True),  # one day in common
        ("2024-03-20", "2024-03-31", True),
        ("2024-03-21", "2024-03-31", False),
        ("2024-03-12", "2024-03-13", True),
        ("2024-03-01", "2024-03-31", True),
    ],
)
def test_periods_overlap_when_they_have_a_day_in_common(
    first: str, last: str, overlaps: bool
) -> None:
    other = period(first, last)
    assert MARCH.overlaps(other) is other.overlaps(MARCH) is overlaps


def test_all_days_of_periods() -> None:
    leap = period("2024-02-28", "2024-03-01")
    days = {"2024-02-28", "2024-02-29", "2024-03-01"}
    assert days_in([]) == frozenset()
    assert days_in([leap, period("2024-02-29", "2024-02-29")]) == set(map(day, days))


def test_days_are_written_as_one_or_as_the_first_and_the_last() -> None:
    assert parse_days("2024-03-10..2024-03-20") == MARCH
    assert parse_days("2024-03-10") == period("2024-03-10", "2024-03-10")


@pytest.mark.parametrize("text", ["2023-02-29", "2024-02-28..2024-02-30"])
def test_days_that_no_calendar_has(text: str) -> None:
    with pytest.raises(ValueError, match="day is out of range"):
        parse_days(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),  # a leap year
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-11", "2024-11-01", "2024-11-30"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),  # no day is later
        ("2024-03-15", "2024-03-15", "2024-03-15"),
        ("2023-12..2026-06", "2023-12-01", "2026-06-30"),
        ("2024-03-15..2024", "2024-03-15", "2024-12-31"),
        ("2024..2024", "2024-01-01", "2024-12-31"),
        # As Vietnamese offices write them (Nghị định 30/2020, Phụ lục I: the day comes first).
        ("3/2024", "2024-03-01", "2024-03-31"),
        ("02/2024", "2024-02-01", "2024-02-29"),
        ("12/3/2024", "2024-03-12", "2024-03-12"),
        ("12/03/2024..6/2026", "2024-03-12", "2026-06-30"),
        ("2023-12..1/2/2024", "2023-12-01", "2024-02-01"),
    ],
)
def test_a_period_is_written_as_years_months_or_days(text: str, first: str, last: str) -> None:
    assert parse_period(text) == period(first, last)


@pytest.mark.parametrize(
    "text",
    [
        *("", "24", "02024", "2024-3", "2024-00", "2024-13", "0000", "2024-02-30", "2024-03-00"),
        *("2024-3-1", "2024-03-", "2024 ", "2024..", "..2024", "2024...2025", "2024..2025..2026"),
        "\u0662\u0660\u0662\u0664",  # 2024 in Arabic-Indic digits
        *("/2024", "13/2024", "0/2024", "003/2024", "3/24", "30/2/2024", "0/3/2024", "1/1/1/2024"),
        *("2024/3", "2024/3/12", "12-3-2024", "12/3-2024", "3/2024..", "\u0663/2024"),
    ],
)
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(LuanphienError, match="không hợp lệ; cần năm"):
        parse_period(text)


def test_a_period_does_not_end_before_it_begins() -> None:
    assert parse_period("2024-03-15..2024-03-15") == period("2024-03-15", "2024-03-15")
    with pytest.raises(LuanphienError, match=r"^«2024-03-15\.\.2024-03-14» kết thúc trước khi bắt"):
        parse_period("2024-03-15..2024-03-14")


@pytest.mark.parametrize("text", ["2024-02-29", "29/2/2024", "29/02/2024"])
def test_a_day_is_written_in_either_order(text: str) -> None:
    assert parse_day(text) == day("2024-02-29")


@pytest.mark.parametrize(
    "text", ["2024-02", "2/2024", "2024", "2023-02-29", "29/2/2023", "2/29/2024"]
)
def test_what_is_no_day_is_told_what_a_day_is_and_no_more(text: str) -> None:
    told = f"«{text}» không phải một ngày; cần 2024-03-12 hoặc 12/3/2024"
    with pytest.raises(LuanphienError, match=f"^{told}$"):
        parse_day(text)


def test_a_day_is_not_too_late_to_be_today() -> None:
    assert parse_day("9000-12-31") == parse_day("31/12/9000") == day("9000-12-31")
    with pytest.raises(LuanphienError, match=r"^«9001-01-01» quá xa, muộn nhất là năm 9000$"):
        parse_day("9001-01-01")


@pytest.mark.parametrize("text", ["2024-02", "2/2024", "02/2024"])
def test_a_month_is_known_by_its_first_day(text: str) -> None:
    assert parse_month(text) == day("2024-02-01")


@pytest.mark.parametrize(
    "text", ["2024", "2024-02-01", "1/2/2024", "2024-2", "2024-02-29", "2024-01..2024-01", "x"]
)
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(LuanphienError, match=r"không phải một tháng; cần 2024-03 hoặc 3/2024$"):
        parse_month(text)


def test_the_whole_years_of_a_period() -> None:
    assert period("2023-12-31", "2025-01-01").whole_years == period("2023-01-01", "2025-12-31")
    assert period("2024-01-01", "2024-12-31").whole_years == Period(
        day("2024-01-01"), day("2024-12-31")
    )


def test_the_days_of_a_period_are_walked_one_by_one() -> None:
    days = ["2024-02-28", "2024-02-29", "2024-03-01"]
    assert list(period("2024-02-28", "2024-03-01").each_day()) == [day(each) for each in days]
    assert list(period("2024-03-01", "2024-03-01").each_day()) == [day("2024-03-01")]


@pytest.mark.parametrize(
    ("days", "periods"),
    [
        ([], []),
        (["2024-02-29"], ["2024-02-29"]),
        (["2024-03-01", "2024-02-28", "2024-02-29"], ["2024-02-28..2024-03-01"]),  # a leap year
        (["2024-01-01", "2024-01-03"], ["2024-01-01", "2024-01-03"]),
        (["2024-01-01", "2024-01-01", "2024-01-02"], ["2024-01-01..2024-01-02"]),
        (
            ["2024-01-01", "2024-01-02", "2024-01-04", "2024-01-05"],
            ["2024-01-01..2024-01-02", "2024-01-04..2024-01-05"],
        ),
    ],
)
def test_days_in_a_row_are_a_period(days: list[str], periods: list[str]) -> None:
    assert in_a_row(map(day, days)) == list(map(parse_days, periods))


def test_a_period_within_another() -> None:
    january, middle = period("2024-01-01", "2024-01-31"), period("2024-01-15", "2024-02-15")
    assert january.within(middle) == middle.within(january) == period("2024-01-15", "2024-01-31")
    assert january.within(period("2024-01-10", "2024-01-20")) == period("2024-01-10", "2024-01-20")
