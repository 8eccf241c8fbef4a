"""The figures of the counter over a period (Điều 11 khoản 3).

A (P) and B (Q) take turns from January 2024: they hand over on Wednesday 31 January, Thursday
29 February, Friday 29 March and Tuesday 30 April.
"""

from __future__ import annotations

from typing import Any

from luanphien.core.counter import Counter, Tally, counter, whole
from luanphien.core.facts import Counts, Fact
from luanphien.core.handovers import handed, minutes
from luanphien.core.rota import Rota
from tests.core.builders import (
    A,
    B,
    C,
    P,
    Q,
    day,
    handed_over,
    period,
    roster,
    rota,
    rotation,
    staff,
)

ROSTER = roster("2024-01-01", {"a": staff([P]), "b": staff([Q])})
TURNS = rota(rosters=[ROSTER])

JANUARY, FEBRUARY, MARCH = (
    handed_over("2024-01-31", "2024-02-01", P, Q),
    handed_over("2024-02-29", "2024-03-01", Q, P, shift="2024-02"),
    handed_over("2024-03-29", "2024-04-01", P, Q, shift="2024-03"),
)


def counted(fact: Fact, *numbers: int | None, **by_agency: Counts) -> Fact:
    """The minutes with their figures: of all, and by the agencies' letters."""
    own = Counts(*numbers) if numbers else None
    return fact._replace(counts=own, counts_by_agency=tuple(by_agency.items()))


def figures(*facts: Fact, today: str = "2024-04-10", by: Rota = TURNS) -> Counter:
    """Those of the first four months."""
    months = period("2024-01-01", "2024-04-30")
    signed = minutes(by, months, facts)
    return counter(by, list(handed(by, months, signed, day("2024-01-01"), day(today))))


def tallies(found: Counter) -> dict[str | None, tuple[Any, ...]]:
    return {
        tally.agency.id if tally.agency else None: (
            tuple(tally.counts),
            str(tally.as_of),
            set(tally.short),
        )
        for tally in (found.whole, *found.agencies)
    }


def test_what_came_in_is_added_up_and_what_is_there_is_the_latest() -> None:
    found = figures(
        counted(JANUARY, 100, 9, 5, 200, 1000),
        counted(FEBRUARY, 30, 4, 6, 0, 500),
        counted(MARCH, 7, 2, 0, 300, 0),
    )
    assert found.whole == Tally(None, Counts(137, 2, 0, 500, 0), day("2024-03-29"), frozenset())
    assert (found.missing, found.agencies) == ((), ())
    assert [fact.at.date() for fact in found.minutes] == [
        day("2024-01-31"),
        day("2024-02-29"),
        day("2024-03-29"),
    ]


def test_a_sum_says_that_minutes_are_missing() -> None:
    found = figures(counted(JANUARY, 100, 9), FEBRUARY, counted(MARCH, None, 2))
    assert tallies(found) == {None: ((100, 2, None, None, None), "2024-03-29", {"received"})}
    assert [one.handover.on for one in found.missing] == [day("2024-02-29")]
    # The minutes of March are not there at all.
    found = figures(counted(JANUARY, 100, 9), counted(FEBRUARY, 30))
    assert tallies(found) == {None: ((130, 9, None, None, None), "2024-01-31", {"received"})}
    assert [one.handover.on for one in found.missing] == [day("2024-03-29")]


def test_what_is_still_to_come_is_not_missing() -> None:
    january = counted(JANUARY, 100)
    for today, missing in (("2024-02-29", []), ("2024-03-01", ["2024-02-29"])):
        found = figures(january, today=today)
        assert [str(one.handover.on) for one in found.missing] == missing
        assert found.whole.short == ({"received"} if missing else set())


def test_where_no_minutes_count_nothing_is_told() -> None:
    found = figures(JANUARY)
    assert (found.minutes, found.agencies) == ((), ())
    assert found.whole == Tally(None, Counts(), None, frozenset())
    assert len(found.missing) == 3


def test_agencies_have_sums_of_their_own() -> None:
    found = figures(
        counted(JANUARY, a=Counts(10, 3, 1), b=Counts(20, 4, 0, 70)),
        counted(FEBRUARY, 50, 5, 5, a=Counts(1)),
        counted(MARCH, a=Counts(2, 0, 2), b=Counts(3, 1, 1, 30)),
    )
    assert tallies(found) == {
        # 30 + 50 + 5; what was collected of A and in February is not told.
        None: ((85, 1, 3, 100, None), "2024-03-29", {"collected"}),
        "a": ((13, 0, 2, None, None), "2024-03-29", set()),
        "b": ((23, 1, 1, 100, None), "2024-03-29", {"received", "collected"}),
    }


def test_what_is_added_up_of_some_agencies_only_is_at_least_that() -> None:
    found = figures(
        counted(JANUARY, b=Counts(20, 4)), counted(FEBRUARY, 1, 0, 0), counted(MARCH, 2, 0, 0)
    )
    assert tallies(found) == {
        None: ((23, 0, 0, None, None), "2024-03-29", {"received"}),
        "a": ((None, None, None, None, None), "None", set()),
        "b": ((20, 4, None, None, None), "2024-01-31", {"received"}),
    }
    latest = figures(
        counted(JANUARY, 1, 1), counted(FEBRUARY, 1, 1), counted(MARCH, None, b=Counts(20, 4))
    )
    assert tallies(latest)[None] == (
        (22, 4, None, None, None),
        "2024-03-29",
        {"received", "in_progress"},
    )


def test_an_agency_is_expected_while_it_takes_turns() -> None:
    # B and C take turns from March on; A's figures of January are whole.
    by = rota(rotation("2024-01-01", A, B), rotation("2024-03-01", C, B), rosters=[ROSTER])
    found = figures(
        counted(JANUARY, a=Counts(10), b=Counts(1)),
        counted(FEBRUARY, a=Counts(5), b=Counts(1)),
        counted(MARCH, b=Counts(1), gone=Counts(7)),
        by=by,
    )
    assert tallies(found) == {
        None: ((25, None, None, None, None), "None", {"received"}),
        "a": ((15, None, None, None, None), "None", set()),
        "b": ((3, None, None, None, None), "None", set()),
        "c": ((None, None, None, None, None), "None", set()),
        # One that the configuration does not know any more is known by its id.
        "gone": ((7, None, None, None, None), "None", set()),
    }


def test_minutes_without_a_total_are_the_sum_of_their_agencies() -> None:
    minutes = counted(JANUARY, None, 4, a=Counts(10, 3), b=Counts(20, 2, 1))
    assert whole(minutes) == Counts(30, 4, 1)
    assert whole(JANUARY) == Counts()
    assert whole(counted(JANUARY, 0, a=Counts(10))) == Counts(0)


def test_minutes_without_what_is_there_are_not_the_latest_of_it() -> None:
    found = figures(counted(JANUARY, 1, 9, 5, 1, 3), counted(FEBRUARY, 2, None, None, 4))
    assert tallies(found) == {None: ((3, 9, 5, 5, 3), "2024-01-31", {"received", "collected"})}


def test_an_agency_s_sum_says_that_minutes_are_missing() -> None:
    # Of February there are none; those of January were signed two days late.
    late = handed_over("2024-02-02", "2024-02-01", P, Q)
    found = figures(counted(late, a=Counts(10, 3, 1, 0), b=Counts(1, 0, 0, 0)), today="2024-03-01")
    assert tallies(found) == {
        None: ((11, 3, 1, 0, None), "2024-02-02", {"received", "collected"}),
        "a": ((10, 3, 1, 0, None), "2024-02-02", {"received", "collected"}),
        "b": ((1, 0, 0, 0, None), "2024-02-02", {"received", "collected"}),
    }
