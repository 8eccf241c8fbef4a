"""Who serves in place of somebody who is away.

A takes the odd months of 2024 and B the even ones; of A serve P in January and Q in March, R is the
reserve.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from luanphien.core.cover import covers
from luanphien.core.decisions import Absence, Person, Substitution
from luanphien.core.rota import Rota
from tests.core.builders import (
    P,
    Q,
    R,
    S,
    absence,
    roster,
    rota,
    staff,
    substitution,
)


def turning(*away: Absence, replaced: Sequence[Substitution] = ()) -> Rota:
    roll = roster("2024-01-01", {"a": staff([P, Q], [R])})
    return rota(rosters=[roll], absences=list(away), substitutions=list(replaced))


def told(rota: Rota, absence: Absence) -> Sequence[tuple[str, str, str, str | None]]:
    return [
        (shift.id, str(days.first), str(days.last), by.id if by else None)
        for shift, days, by in covers(rota, absence)
    ]


def test_the_reserve_serves_the_days_of_the_shift() -> None:
    away = absence(P, "2024-01-30", "2024-02-02")
    assert told(turning(away), away) == [("2024-01", "2024-01-30", "2024-01-31", "r")]


def test_where_the_reserve_is_away_too_nobody_serves() -> None:
    away, both = absence(P, "2024-01-08", "2024-01-12"), absence(R, "2024-01-10", "2024-01-10")
    assert told(turning(away, both), away) == [
        ("2024-01", "2024-01-08", "2024-01-09", "r"),
        ("2024-01", "2024-01-10", "2024-01-10", None),
        ("2024-01", "2024-01-11", "2024-01-12", "r"),
    ]
    assert told(turning(away, both), both) == []  # on whom no day of the plan fell


def test_two_absences_that_meet_are_told_apart() -> None:
    first, second = absence(P, "2024-01-08", "2024-01-09"), absence(P, "2024-01-10", "2024-01-12")
    assert told(turning(first, second), first) == [("2024-01", "2024-01-08", "2024-01-09", "r")]
    assert told(turning(first, second), second) == [("2024-01", "2024-01-10", "2024-01-12", "r")]


@pytest.mark.parametrize(
    ("who", "first", "last"),
    [
        (P, "2024-02-05", "2024-02-09"),  # another agency's month
        (Q, "2024-01-08", "2024-01-12"),  # the colleague's
        (P, "2023-12-01", "2023-12-31"),  # before the first order
        (S, "2024-01-08", "2024-01-12"),
    ],
)
def test_who_has_no_duty_needs_nobody(who: Person, first: str, last: str) -> None:
    away = absence(who, first, last)
    assert told(turning(away), away) == []


def test_an_absence_may_begin_before_the_first_order_and_run_over_several_shifts() -> None:
    whole = absence(P, "2023-12-15", "2024-05-31")
    assert told(turning(whole), whole) == [
        ("2024-01", "2024-01-01", "2024-01-31", "r"),
        ("2024-05", "2024-05-01", "2024-05-31", "r"),
    ]


def test_who_was_replaced_is_not_away() -> None:
    away = absence(P, "2024-01-08", "2024-01-19")
    replaced = turning(away, replaced=[substitution("2024-01-15", S)])
    assert told(replaced, away) == [("2024-01", "2024-01-08", "2024-01-14", "r")]


def test_only_the_days_of_who_is_away_count() -> None:
    away, other = absence(P, "2024-01-31", "2024-03-10"), absence(Q, "2024-03-04", "2024-03-05")
    assert told(turning(away, other), away) == [("2024-01", "2024-01-31", "2024-01-31", "r")]


def test_the_very_first_day_may_be_one() -> None:
    away = absence(P, "2023-12-25", "2024-01-01")
    assert told(turning(away), away) == [("2024-01", "2024-01-01", "2024-01-01", "r")]
