"""How a date came about: every day that was looked at."""

from __future__ import annotations

from luanphien.core.reasons import counted_back
from tests.core.builders import ANNOUNCED, day


def test_three_working_days_back_over_tet() -> None:
    # Friday 16 February 2024 and back: Thursday 15 is the first, then Tết from 14 to 8, then
    # Wednesday 7 and Tuesday 6. The start itself is not counted (Điều 147 Bộ luật Dân sự 2015).
    steps = list(counted_back(ANNOUNCED, day("2024-02-16"), 3))
    assert [(f"{step.day:%d/%m}", step.number) for step in steps] == [
        ("15/02", 1),
        ("14/02", None),
        ("13/02", None),
        ("12/02", None),
        ("11/02", None),
        ("10/02", None),
        ("09/02", None),
        ("08/02", None),
        ("07/02", 2),
        ("06/02", 3),
    ]
    assert [step.special is not None for step in steps] == [False, *[True] * 7, False, False]


def test_a_saturday_worked_is_counted_and_says_why() -> None:
    # Before Monday 6 May 2024: Sunday 5 is off, Saturday 4 is worked for Monday 29 April.
    sunday, saturday = counted_back(ANNOUNCED, day("2024-05-06"), 1)
    assert (sunday.number, sunday.special) == (None, None)
    assert (saturday.day, saturday.number) == (day("2024-05-04"), 1)
    assert saturday.special is not None
    assert saturday.special.working


def test_nothing_to_count_looks_at_no_day() -> None:
    assert list(counted_back(ANNOUNCED, day("2024-05-06"), 0)) == []
