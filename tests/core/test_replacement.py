"""Who may be replaced, from when on, and when it is handed over (Điều 6 khoản 10)."""

from __future__ import annotations

import pytest

from luanphien.core.decisions import Person
from luanphien.core.model import Handover
from luanphien.core.replacement import earliest, officers, replacement, soonest
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
    ("since", "names_due", "handed_over"),
    [
        ("2024-02-01", "2024-01-30", "2024-01-31"),  # nobody of the shift has served yet
        ("2024-02-02", "2024-01-31", "2024-02-01"),
        ("2024-02-05", "2024-02-01", "2024-02-02"),  # a Monday: the Friday before, and Thursday
        ("2024-02-15", "2024-02-06", "2024-02-07"),  # after Tết
        ("2024-02-16", "2024-02-07", "2024-02-15"),
        ("2024-02-29", "2024-02-27", "2024-02-28"),
    ],
)
def test_the_duties_pass_on_the_last_working_day_before_and_names_are_due_a_day_ahead(
    since: str, names_due: str, handed_over: str
) -> None:
    asked = replacement(STAFFED, FEBRUARY, P, day(since))
    assert asked.since == asked.first_day == day(since)
    assert asked.names_due_on == day(names_due)
    assert asked.handover
    assert asked.handover.on == day(handed_over)


@pytest.mark.parametrize(
    ("since", "served"),
    [
        ("2024-02-07", "2024-02-07"),
        ("2024-02-08", "2024-02-15"),
        ("2024-02-14", "2024-02-15"),
        ("2024-02-17", "2024-02-19"),
    ],
)
def test_a_day_off_stands_for_the_next_working_day(since: str, served: str) -> None:
    asked = replacement(STAFFED, FEBRUARY, P, day(since))
    assert asked.since == asked.first_day == day(served)


def test_a_shift_that_begins_on_days_off_is_the_substitutes_from_its_start() -> None:
    # June 2024 begins on a Saturday: before Monday 3 nobody has worked in the shift.
    june = shift_of(STAFFED, "2024-06")
    for since in ("2024-06-01", "2024-06-02", "2024-06-03"):
        asked = replacement(STAFFED, june, P, day(since))
        assert (asked.since, asked.first_day) == (day("2024-06-01"), day("2024-06-03"))
        assert asked.handover
        assert asked.handover.on == day("2024-05-31")
        assert asked.handover.outgoing_agency.id == "bqlkcn"  # whose shift May is
    asked = replacement(STAFFED, june, P, day("2024-06-04"))
    assert asked.since == asked.first_day == day("2024-06-04")
    assert asked.handover
    assert asked.handover.on == day("2024-06-03")


def test_before_the_first_shift_nobody_hands_over() -> None:
    # The first shift begins on Friday 1 December 2023.
    first = shift_of(STAFFED, "2023-12")
    asked = replacement(STAFFED, first, P, day("2023-12-01"))
    assert (asked.handover, asked.names_due_on) == (None, day("2023-11-30"))
    asked = replacement(STAFFED, first, P, day("2023-12-04"))
    assert asked.handover
    assert (asked.handover.on, asked.names_due_on) == (day("2023-12-01"), day("2023-11-30"))


def test_whoever_serves_on_the_day_hands_over_to_whoever_is_named() -> None:
    # P is away from Monday 19 to Friday 23: R covers, and hands over in that week.
    covered = regulation(
        rosters=STAFFED.staffing.rosters,
        absences=[absence(P, "2024-02-19", "2024-02-23")],
    )
    for since, giver in (("2024-02-19", P), ("2024-02-20", R), ("2024-02-26", R)):
        handover = replacement(covered, FEBRUARY, P, day(since)).handover
        assert handover
        assert handover.outgoing.person == giver
        assert handover.outgoing_agency == handover.incoming_agency == FEBRUARY.agency
        assert (handover.incoming.person, handover.incoming.instead_of) == (None, P)
        assert handover.incoming.days == (day(since), day("2024-02-29"))


def test_the_days_for_which_nobody_is_asked_yet_are_those_to_the_end_of_the_shift() -> None:
    # P is away on 26 and 27 February and nobody stands in.
    alone = regulation(
        rosters=[roster("2023-12-01", {"stc": staff([P])})],
        absences=[absence(P, "2024-02-26", "2024-02-27")],
    )
    handover = replacement(alone, FEBRUARY, P, day("2024-02-26")).handover
    assert handover
    assert handover.incoming.days == (day("2024-02-26"), day("2024-02-29"))


def test_a_substitute_who_is_decided_on_already_takes_over() -> None:
    def handover(substitute: Person, since: str, officer: Person = P) -> Handover | None:
        decided = regulation(
            rosters=STAFFED.staffing.rosters,
            substitutions=[substitution("2024-02-20", substitute, shift="2024-02")],
            absences=[absence(P, "2024-02-16", "2024-02-19")],
        )
        return replacement(decided, FEBRUARY, officer, day(since)).handover

    known, day_before, other_day, another = (
        handover(Q, "2024-02-20"),
        handover(Q, "2024-02-19"),
        handover(Q, "2024-02-21"),
        handover(Q, "2024-02-20", S),
    )
    assert known
    assert (known.outgoing.person, known.incoming.person) == (R, Q)
    assert day_before
    assert day_before.incoming.person is None
    assert other_day
    assert (other_day.outgoing.person, other_day.incoming.person) == (Q, None)
    assert another
    assert another.incoming.person is None
    # R, who stands in on the 19th, goes on serving.
    assert handover(R, "2024-02-20") is None


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
    ("letter", "steps"),
    [
        ("2024-02-01", ("2024-02-02", "2024-02-05", "2024-02-06")),  # a Thursday
        ("2024-02-02", ("2024-02-05", "2024-02-06", "2024-02-07")),
        ("2024-02-03", ("2024-02-05", "2024-02-06", "2024-02-07")),
        ("2024-02-06", ("2024-02-07", "2024-02-15", "2024-02-16")),  # over Tết
        ("2024-02-07", ("2024-02-15", "2024-02-16", "2024-02-19")),
    ],
)
def test_names_handover_and_first_day_follow_the_letter_a_working_day_each(
    letter: str, steps: tuple[str, ...]
) -> None:
    assert soonest(STAFFED.calendar, day(letter)) == tuple(map(day, steps))


@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        ("2024-01-15", "2024-02-01"),  # the shift is to come
        ("2024-01-29", "2024-02-01"),  # names on 30, handover on 31 January
        ("2024-01-30", "2024-02-02"),
        ("2024-02-01", "2024-02-06"),
        ("2024-02-06", "2024-02-16"),
        ("2024-02-26", "2024-02-29"),
        ("2024-02-27", "2024-03-01"),  # too little of it is left
    ],
)
def test_the_first_day_on_which_another_can_serve(letter: str, expected: str) -> None:
    assert earliest(STAFFED, FEBRUARY, day(letter)) == day(expected)


def test_a_shift_that_is_to_come_is_served_from_its_first_working_day() -> None:
    june = shift_of(STAFFED, "2024-06")
    assert earliest(STAFFED, june, day("2024-05-15")) == day("2024-06-03")
