"""Days in a row, both ends included."""

from __future__ import annotations

import re

import pytest

from luanphien.core.errors import LuanphienError
from luanphien.core.period import parse_day, parse_days, parse_period
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


def test_days_are_written_as_one_or_as_the_first_and_the_last() -> None:
    assert parse_days("2024-03-10..2024-03-20") == MARCH
    assert parse_days("2024-03-10") == period("2024-03-10", "2024-03-10")


@pytest.mark.parametrize("text", ["2023-02-29", "2024-02-28..2024-02-30"])
def test_days_that_no_calendar_has(text: str) -> None:
    with pytest.raises(ValueError, match="day is out of range"):
        parse_days(text)


def test_the_whole_years_that_a_period_touches() -> None:
    assert MARCH.whole_years == period("2024-01-01", "2024-12-31")
    winter = period("2023-12-31", "2024-01-01")
    assert winter.whole_years == period("2023-01-01", "2024-12-31")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-01", "2024-01-01", "2024-01-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),  # a leap year
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-11", "2024-11-01", "2024-11-30"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),  # the last month that there is
        ("2024-03-15", "2024-03-15", "2024-03-15"),
        ("2023-12..2026-06", "2023-12-01", "2026-06-30"),
        ("2023..2024", "2023-01-01", "2024-12-31"),
        ("2024-03-15..2024-03-15", "2024-03-15", "2024-03-15"),
        ("2024-03-15..2024", "2024-03-15", "2024-12-31"),
    ],
)
def test_a_period_is_written_in_years_months_or_days(text: str, first: str, last: str) -> None:
    assert parse_period(text) == period(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "0000",
        "2024-00",
        "2024-13",
        "2024-1",
        "2024-03-00",
        "2023-02-29",
        "2024-03-15-01",
        "2024..",
        "..2024",
        "٢٠٢٤",  # other digits
        "2024-03-15T00:00",
    ],
)
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(LuanphienError, match=r"không hợp lệ; cần năm \(2024\)"):
        parse_period(text)


def test_a_period_ends_where_it_begins_or_later() -> None:
    with pytest.raises(LuanphienError, match=r"«2024-03..2024-02» kết thúc trước khi bắt đầu"):
        parse_period("2024-03..2024-02")


def test_a_day_is_a_day() -> None:
    assert parse_day("2024-02-29") == day("2024-02-29")
    assert parse_day("9000-12-31") == day("9000-12-31")
    refused = {
        "9001-01-01": "«9001-01-01» quá xa, muộn nhất là năm 9000",
        "2024-02": "«2024-02» không phải một ngày, ví dụ 2024-02-01",
        "2024-02-30": "«2024-02-30» không hợp lệ",
    }
    for text, message in refused.items():
        with pytest.raises(LuanphienError, match=re.escape(message)):
            parse_day(text)
