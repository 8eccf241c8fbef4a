"""Whose turn it is: where turns begin and end, and where another agency takes one."""

from __future__ import annotations

from datetime import date

import pytest

from luanphien.core.period import Period
from luanphien.core.rotation import (
    changed_turns,
    first_day,
    is_boundary,
    shift_month,
    starts_a_shift,
    turns,
)
from luanphien.core.workdays import month_index
from tests.core.builders import A, B, C, agency, day, override, period, rotation, swap

D, E = map(agency, "de")


def month(text: str) -> int:
    return month_index(day(f"{text}-01"))


@pytest.mark.parametrize(
    ("text", "boundary"),
    [
        ("2023-10-01", False),  # a whole shift before it begins
        ("2024-01-01", False),  # where it begins itself, nobody else may
        ("2024-02-01", False),
        ("2024-03-01", False),
        ("2024-04-01", True),
        ("2024-04-02", False),
        ("2024-05-01", False),
        ("2024-07-01", True),
        ("2025-01-01", True),
    ],
)
def test_a_later_rotation_begins_where_a_shift_would(text: str, boundary: bool) -> None:
    assert is_boundary(day("2024-01-01"), 3, day(text)) is boundary


def test_every_month_is_a_boundary_of_shifts_of_a_month() -> None:
    assert is_boundary(day("2024-01-01"), 1, day("2024-02-01"))
    assert not is_boundary(day("2024-01-01"), 1, day("2024-02-29"))


def test_turns_go_round_the_order_from_the_first_turn_on() -> None:
    one = rotation("2024-01-01", A, B, C, starts_with="c")
    found = list(turns([one], period("2023-01-01", "2024-05-31")))
    assert [(taken_by, cycle, place) for taken_by, cycle, place, *_ in found] == [
        ("c", 1, 3),
        ("a", 2, 1),
        ("b", 2, 2),
        ("c", 2, 3),
        ("a", 3, 1),
    ]
    assert {(turn[3], turn[5] - turn[4]) for turn in found} == {(one, 0)}
    assert [turn[4] for turn in found] == [month(f"2024-{n:02}") for n in range(1, 6)]


@pytest.mark.parametrize(
    ("first", "last", "starts"),
    [
        ("2024-03-31", "2024-03-31", ["2024-01"]),  # the last day of a turn
        ("2024-04-01", "2024-04-01", ["2024-04"]),  # and the first of the next
        ("2024-03-31", "2024-04-01", ["2024-01", "2024-04"]),
        ("2024-05-15", "2024-06-30", ["2024-04"]),
        ("2024-05-15", "2024-07-01", ["2024-04", "2024-07"]),
        ("2023-01-01", "2024-01-01", ["2024-01"]),
        ("2023-01-01", "2023-12-31", []),
    ],
)
def test_the_turns_of_a_period_are_those_that_have_a_day_in_it(
    first: str, last: str, starts: list[str]
) -> None:
    found = turns([rotation("2024-01-01", A, B, months=3)], period(first, last))
    assert [turn[4] for turn in found] == [month(start) for start in starts]


def test_a_rotation_ends_on_the_eve_of_the_next() -> None:
    old = rotation("2024-01-01", A, B)
    new = rotation("2024-03-01", C, months=2)
    found = list(turns([old, new], period("2024-01-01", "2024-05-31")))
    assert [(turn[0], turn[4], turn[5]) for turn in found] == [
        ("a", month("2024-01"), month("2024-01")),
        ("b", month("2024-02"), month("2024-02")),
        ("c", month("2024-03"), month("2024-04")),
        ("c", month("2024-05"), month("2024-06")),
    ]


def test_a_shift_under_way_ends_where_the_next_rotation_takes_over() -> None:
    # Were the new order to begin within a shift, that shift would be cut, not doubled.
    old = rotation("2024-01-01", A, months=6)
    new = rotation("2024-03-01", B, months=3)
    found = list(turns([old, new], period("2024-01-01", "2024-04-30")))
    assert [(turn[0], turn[4], turn[5]) for turn in found] == [
        ("a", month("2024-01"), month("2024-02")),
        ("b", month("2024-03"), month("2024-05")),
    ]


def test_the_last_turn_ends_with_the_calendar() -> None:
    found = list(turns([rotation("9999-10-01", A, months=6)], Period(date.max, date.max)))
    assert [(turn[4], turn[5]) for turn in found] == [(month("9999-10"), month("9999-12"))]
    (whole,) = turns([rotation("9999-10-01", A, months=3)], Period(date.max, date.max))
    assert whole[5] == month("9999-12")


def test_another_agency_takes_the_turn_that_is_named_and_no_other() -> None:
    one = rotation("2024-01-01", A, B, months=2)
    found = turns([one], period("2024-01-01", "2024-08-31"), {month("2024-03"): "c"})
    assert [(turn[0], turn[2]) for turn in found] == [("a", 1), ("c", 2), ("a", 1), ("b", 2)]


def test_a_swap_exchanges_the_agencies_by_order_and_an_override_names_one() -> None:
    # A has January, B February, C March, D April, E May.
    order = [rotation("2024-01-01", A, B, C, D, E)]
    swaps, overrides = [swap("2024-01", "2024-03")], [override("2024-04", B)]
    assert changed_turns(order, swaps, overrides) == {
        month("2024-01"): "c",
        month("2024-03"): "a",
        month("2024-04"): "b",
    }
    assert changed_turns(order, [], []) == {}


def test_a_swap_reaches_into_another_year() -> None:
    order = [rotation("2023-12-01", A, B)]
    assert changed_turns(order, [swap("2023-12", "2024-01")], []) == {
        month("2023-12"): "b",
        month("2024-01"): "a",
    }


def test_the_id_of_a_shift_is_the_month_in_which_it_starts() -> None:
    assert first_day("2024-02") == day("2024-02-01")
    assert shift_month("2024-12") == month("2024-12")
    with pytest.raises(ValueError, match="month"):
        first_day("2024-13")


def test_whether_a_shift_starts_in_a_month() -> None:
    quarters = [rotation("2023-12-01", A, B, months=3)]
    starting = [
        text
        for text in ("2023-09", "2023-11", "2023-12", "2024-01", "2024-02", "2024-03", "2024-12")
        if starts_a_shift(quarters, month(text))
    ]
    assert starting == ["2023-12", "2024-03", "2024-12"]
