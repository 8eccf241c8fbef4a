"""Who may be replaced, from when on, and when it is handed over (Điều 6 khoản 10)."""

from __future__ import annotations

import pytest

from luanphien.core.replacement import earliest, officers, replacement
from tests.core.builders import (
    P,
    Q,
    R,
    S,
    absence,
    day,
    regulation,
    roster,
    rota,
    shift_of,
    staff,
    substitution,
)

#    February 2024, Tết from Thursday 8 to Wednesday 14
# Mo Tu We Th Fr Sa Su
#           1  2  3  4
#  5  6  7 -8 -9 10 11
# -- -- -- 15 16 17 18
# 19 20 21 22 23 24 25
# 26 27 28 29

STAFFED = regulation(rosters=[roster("2023-12-01", {"stc": staff([P], [R, S])})])
FEBRUARY = shift_of(STAFFED, "2024-02")


@pytest.mark.parametrize(
    ("since", "handed_over"),
    [
        ("2024-02-01", None),  # nobody has served yet
        ("2024-02-02", "2024-02-01"),
        ("2024-02-05", "2024-02-02"),  # a Monday: the Friday before
        ("2024-02-15", "2024-02-07"),  # after Tết
        ("2024-02-16", "2024-02-15"),
        ("2024-02-29", "2024-02-28"),
    ],
)
def test_the_officer_hands_over_on_the_last_working_day_before(
    since: str, handed_over: str | None
) -> None:
    asked = replacement(STAFFED, FEBRUARY, P, day(since))
    assert asked.handover_on == (day(handed_over) if handed_over else None)


def test_an_officer_who_had_no_working_day_hands_nothing_over() -> None:
    # June 2024 begins on a Saturday: before Monday 3 nobody has worked in the shift.
    june = shift_of(STAFFED, "2024-06")
    assert replacement(STAFFED, june, P, day("2024-06-02")).handover_on is None
    assert replacement(STAFFED, june, P, day("2024-06-03")).handover_on is None
    assert replacement(STAFFED, june, P, day("2024-06-04")).handover_on == day("2024-06-03")


def test_the_request_names_the_reserves_who_are_there() -> None:
    away = regulation(
        rosters=STAFFED.staffing.rosters, absences=[absence(R, "2024-02-20", "2024-02-21")]
    )
    asked = replacement(away, FEBRUARY, P, day("2024-02-19"))
    assert asked.reserve == (R, S)
    assert (asked.shift, asked.officer, asked.since) == (FEBRUARY, P, day("2024-02-19"))
    assert asked.agency.name == "Sở Tài chính"
    assert replacement(away, FEBRUARY, P, day("2024-02-20")).reserve == (S,)
    # Nobody is his own substitute.
    assert replacement(away, FEBRUARY, R, day("2024-02-19")).reserve == (S,)


def test_who_serves_on_the_day_or_later_may_have_to_be_replaced() -> None:
    one = rota(
        rosters=[roster("2024-01-01", {"a": staff([P], [R])})],
        absences=[absence(P, "2024-01-10", "2024-01-12")],
        substitutions=[substitution("2024-01-20", Q)],
    )
    # P to 9, R from 10 to 12, P to 19, Q from 20 on.
    january = shift_of(one, "2024-01")

    def letters(since: str) -> str:
        return "".join(sorted(person.id for person in officers(one, january, day(since))))

    assert letters("2024-01-01") == letters("2024-01-09") == "pqr"
    assert letters("2024-01-12") == "pqr"
    assert letters("2024-01-13") == letters("2024-01-19") == "pq"
    # On the day of the decision P was to serve as well; from the day after on Q alone.
    assert letters("2024-01-20") == "pq"
    assert letters("2024-01-21") == letters("2024-01-31") == "q"


def test_who_was_to_serve_later_but_never_does_may_have_to_be_replaced() -> None:
    # Q is to serve from 20 January on and is away: R covers.
    one = rota(
        rosters=[roster("2024-01-01", {"a": staff([P], [R])})],
        substitutions=[substitution("2024-01-20", Q)],
        absences=[absence(Q, "2024-01-20", "2024-02-10")],
    )
    asked = officers(one, shift_of(one, "2024-01"), day("2024-01-15"))
    assert {person.id for person in asked} == {"p", "q", "r"}


def test_who_is_replaced_comes_before_who_serves() -> None:
    one = rota(
        rosters=[roster("2024-01-01", {"a": staff([P], [R])})],
        substitutions=[substitution("2024-01-01", Q)],
    )
    assert officers(one, shift_of(one, "2024-01"), day("2024-01-01")) == [P, Q]


def test_nobody_is_no_officer() -> None:
    assert officers(rota(), shift_of(rota(), "2024-01"), day("2024-01-01")) == []


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2024-01-15", "2024-02-01"),  # the shift is to come
        ("2024-01-31", "2024-02-01"),
        ("2024-02-01", "2024-02-02"),  # not today any more
        ("2024-02-02", "2024-02-05"),  # a Friday: on Monday
        ("2024-02-07", "2024-02-15"),  # over Tết
        ("2024-02-28", "2024-02-29"),
        ("2024-02-29", "2024-03-01"),  # none of it is left
    ],
)
def test_the_first_day_on_which_another_can_serve(today: str, expected: str) -> None:
    assert earliest(STAFFED, FEBRUARY, day(today)) == day(expected)


def test_a_shift_that_is_to_come_is_served_from_its_start_though_that_is_off() -> None:
    assert earliest(STAFFED, shift_of(STAFFED, "2024-06"), day("2024-05-31")) == day("2024-06-01")
