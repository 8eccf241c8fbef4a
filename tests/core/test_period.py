"""Days in a row, both ends included."""

from __future__ import annotations

import pytest

from luanphien.core.period import parse_days
from tests.core.builders import period

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
