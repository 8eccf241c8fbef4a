"""Who has carried how much, counted by hand on the announced days.

A working day is next to holidays if at least three days off in a row end before it or begin after
it. By the announcements in `builders.OFF` these are in

- 2024: 2/1 (off 30/12-1/1), 7/2 and 15/2 (8-14/2), 26/4 and 2/5 (27/4-1/5), 30/8 and 4/9
  (31/8-3/9);
- 2025: 24/1 and 3/2 (25/1-2/2), 4/4 and 8/4 (5-7/4), 29/4 and 5/5 (30/4-4/5), 29/8 and 3/9
  (30/8-2/9), 31/12 (1-4/1/2026).

Giỗ Tổ on Thursday 18/4/2024 and New Year's Day on Wednesday 1/1/2025 are off alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from luanphien.core.facts import Fact
from luanphien.core.fairness import (
    Fairness,
    Load,
    fairness,
    is_next_to_holidays,
    mean,
    stand_ins,
    stood_in,
)
from luanphien.core.period import Period
from luanphien.core.rota import Rota
from luanphien.core.workdays import WorkCalendar
from tests.core.builders import (
    ANNOUNCED,
    WEEKDAYS,
    A,
    C,
    P,
    Q,
    R,
    S,
    absence,
    assignment,
    calendar_of,
    day,
    fact,
    handed_over,
    override,
    period,
    person,
    regulation,
    roster,
    rota,
    rotation,
    shift_of,
    staff,
    substitution,
    swap,
    unknown,
)

NEXT_TO_HOLIDAYS = {
    2024: "02/01 07/02 15/02 26/04 02/05 30/08 04/09",
    2025: "24/01 03/02 04/04 08/04 29/04 05/05 29/08 03/09 31/12",
}

LISTED = {"a": staff([P], [R]), "b": staff([Q], [S])}
QUARTER = period("2024-01-01", "2024-03-31")
"""On a calendar of weekdays A has January (23) and March (21), B February (21)."""


def carried(
    by: Rota, of: Period = QUARTER, facts: Iterable[Fact] = (), today: str = "2025-12-31"
) -> Fairness:
    return fairness(by, of, list(facts), day(today))


def ruled(**more: Any) -> Rota:
    return rota(rosters=[roster("2024-01-01", more.pop("listed", LISTED))], **more)


def figures(loads: Iterable[Load]) -> dict[str, tuple[int, ...]]:
    """Shifts, working days, next to holidays, made up, times and days stood in, by last letter."""
    return {(load.person or load.agency).name[-1]: load.figures for load in loads}


@pytest.mark.parametrize("year", NEXT_TO_HOLIDAYS)
def test_days_next_to_holidays(year: int) -> None:
    found = [
        f"{one:%d/%m}"
        for one in period(f"{year}-01-01", f"{year}-12-31").each_day()
        if ANNOUNCED.is_working(one) and is_next_to_holidays(ANNOUNCED, one)
    ]
    assert found == NEXT_TO_HOLIDAYS[year].split()


def test_a_weekend_is_no_holiday_and_three_days_are() -> None:
    assert not is_next_to_holidays(WEEKDAYS, day("2024-03-15"))  # a Friday
    for off, first_day in (("2024-03-18", "2024-03-19"), ("2024-03-15", "2024-03-18")):
        three = calendar_of([2024], [off])
        before = day(off).replace(day=14 if off == "2024-03-15" else 15)
        assert is_next_to_holidays(three, before)
        assert is_next_to_holidays(three, day(first_day))
        assert not is_next_to_holidays(three, day("2024-03-20"))


def test_where_the_calendar_ends_nothing_is_known() -> None:
    known = WorkCalendar({2024: []}, unknown)
    assert not is_next_to_holidays(known, day("2024-12-31"))
    assert not is_next_to_holidays(known, day("2024-01-01"))
    last = WorkCalendar({9999: []}, unknown)
    assert not is_next_to_holidays(last, day("9999-12-31"))
    # 27 to 31 December are off: what lies before them is known all the same.
    closed = calendar_of([2024], ["2024-12-27..2024-12-30"])
    assert is_next_to_holidays(closed, day("2024-12-31"))


def test_the_agencies_of_the_regulation() -> None:
    # Working days as in the announced calendars: 2024 has 251, 4/5 of them a Saturday.
    found = carried(regulation(), period("2024-01-01", "2024-12-31"))
    assert [(load.agency.id, *load.figures) for load in found.agencies] == [
        ("svhttdl", 2, 42, 0, 0, 0, 0),
        ("stttt", 2, 45, 1, 0, 0, 0),
        ("stc", 2, 38, 3, 0, 0, 0),
        ("sgddt", 2, 40, 1, 0, 0, 0),
        ("sct", 2, 42, 1, 0, 0, 0),
        ("bqlkcn", 2, 44, 1, 1, 0, 0),
    ]
    assert mean(found.agencies) == pytest.approx((2, 251 / 6, 7 / 6, 1 / 6, 0, 0))
    assert (found.people, found.vacant_days, found.provisional) == ((), 251, False)


def test_several_years() -> None:
    found = carried(regulation(), period("2024-01-01", "2025-12-31"))
    near = [
        (load.agency.id, load.shifts, load.near_days, load.make_up_days) for load in found.agencies
    ]
    assert near == [
        ("svhttdl", 4, 1, 0),
        ("stttt", 4, 2, 0),
        ("stc", 4, 5, 0),
        ("sgddt", 4, 2, 0),
        ("sct", 4, 4, 1),  # Saturday 26/4/2025
        ("bqlkcn", 4, 2, 1),
    ]


def test_who_is_listed_and_has_not_served_has_nothing() -> None:
    found = carried(ruled())
    assert figures(found.people) == {
        "p": (2, 44, 0, 0, 0, 0),
        "r": (0, 0, 0, 0, 0, 0),
        "q": (1, 21, 0, 0, 0, 0),
        "s": (0, 0, 0, 0, 0, 0),
    }
    assert mean(found.people) == (0.75, 16.25, 0, 0, 0, 0)
    assert (found.least, found.vacant_days) == ([], 0)
    assert (found.period, found.today) == (QUARTER, day("2025-12-31"))


def test_a_reserve_stands_in_for_who_is_away() -> None:
    # Monday 8 to Wednesday 10, and Monday 22 January: four days in two times.
    away = [absence(P, "2024-01-08", "2024-01-10"), absence(P, "2024-01-22", "2024-01-22")]
    found = carried(ruled(absences=away))
    assert figures(found.people)["r"] == (1, 4, 0, 0, 2, 4)
    assert figures(found.people)["p"] == (2, 40, 0, 0, 0, 0)
    assert figures(found.agencies) == {"A": (2, 44, 0, 0, 2, 4), "B": (1, 21, 0, 0, 0, 0)}
    assert [[load.person for load in loads] for loads in found.least] == [[R]]


def test_a_weekend_is_no_time_stood_in() -> None:
    found = carried(ruled(absences=[absence(P, "2024-01-06", "2024-01-07")]))
    assert figures(found.people)["r"] == (1, 0, 0, 0, 0, 0)


def test_who_goes_on_standing_in_has_done_so_once() -> None:
    # R covers P from the 8th to the 12th and serves as the substitute from the 13th on.
    by = ruled(
        absences=[absence(P, "2024-01-08", "2024-01-12")],
        substitutions=[substitution("2024-01-13", R)],
    )
    assert figures(carried(by).people)["r"] == (1, 18, 0, 0, 1, 18)
    # With a day between it is twice.
    parted = ruled(
        absences=[absence(P, "2024-01-08", "2024-01-11")],
        substitutions=[substitution("2024-01-13", R)],
    )
    assert figures(carried(parted).people)["r"] == (1, 17, 0, 0, 2, 17)


def test_another_shift_is_another_time() -> None:
    # A has every month: P is away from Monday 29 January to Friday 2 February.
    by = rota(
        rotation("2024-01-01", A),
        rosters=[roster("2024-01-01", LISTED)],
        absences=[absence(P, "2024-01-29", "2024-02-02")],
    )
    assert figures(carried(by).people)["r"] == (2, 5, 0, 0, 2, 5)


def test_a_sunday_is_made_up_as_a_saturday_is() -> None:
    by = ruled(calendar=calendar_of([2024], worked=["2024-01-13", "2024-01-21"]))
    assert figures(carried(by).people)["p"] == (2, 46, 0, 2, 0, 0)


def test_who_comes_back_serves_his_own_turn() -> None:
    by = ruled(substitutions=[substitution("2024-01-08", R), substitution("2024-01-22", P)])
    found = figures(carried(by).people)
    assert found["r"] == (1, 10, 0, 0, 1, 10)
    assert found["p"] == (2, 34, 0, 0, 0, 0)


def test_an_assignment_and_a_swap_are_one_s_own_turn() -> None:
    assert figures(carried(ruled(assignments=[assignment("2024-01", R)])).people)["r"] == (
        *(1, 23, 0, 0, 0, 0),
    )
    swapped = carried(ruled(swaps=[swap("2024-01", "2024-02")]))
    assert figures(swapped.agencies) == {"A": (2, 42, 0, 0, 0, 0), "B": (1, 23, 0, 0, 0, 0)}


def test_an_agency_stands_in_for_another() -> None:
    by = ruled(
        listed=LISTED | {"c": staff([person("t")])},
        overrides=[override("2024-02", C)],
        people=[person("t")],
    )
    found = carried(by)
    assert figures(found.agencies) == {
        "A": (2, 44, 0, 0, 0, 0),
        "B": (0, 0, 0, 0, 0, 0),
        "C": (1, 21, 0, 0, 1, 21),
    }
    assert figures(found.people)["t"] == (1, 21, 0, 0, 1, 21)


def test_nobody_stands_in_on_days_that_nobody_serves() -> None:
    alone = {"a": staff([P]), "b": staff([Q])}
    by = ruled(listed=alone, absences=[absence(P, "2024-01-08", "2024-01-10")])
    found = carried(by)
    assert figures(found.people) == {"p": (2, 41, 0, 0, 0, 0), "q": (1, 21, 0, 0, 0, 0)}
    assert figures(found.agencies)["A"] == (2, 44, 0, 0, 0, 0)
    assert found.vacant_days == 3
    # Whoever is sent where nobody has the turn takes nobody's.
    sent = rota(rosters=[], substitutions=[substitution("2024-01-15", R)])
    assert figures(carried(sent).people)["r"] == (1, 13, 0, 0, 0, 0)


def test_minutes_say_who_served() -> None:
    # R signs at the end of January; P had the turn, of which the minutes say otherwise.
    signed = handed_over("2024-01-31", "2024-02-01", R, Q)
    found = carried(ruled(), facts=[signed])
    assert figures(found.people)["r"] == (1, 23, 0, 0, 1, 23)
    assert figures(found.people)["p"] == (1, 21, 0, 0, 0, 0)
    # One whom no list has stands last of the agency; a name is the same in any case.
    other = handed_over("2024-01-31", "2024-02-01", person("z"), Q)
    assert list(figures(carried(ruled(), facts=[other]).people)) == ["p", "r", "z", "q", "s"]
    shouted = handed_over("2024-01-31", "2024-02-01", P, Q)._replace(outgoing="ÔNG P")
    assert figures(carried(ruled(), facts=[shouted]).people)["p"] == (2, 44, 0, 0, 0, 0)
    # Minutes of somebody on a day that the plan leaves vacant.
    vacant = rota(rosters=[])
    found = carried(vacant, facts=[signed])
    assert figures(found.people) == {"r": (1, 23, 0, 0, 0, 0), "q": (1, 21, 0, 0, 0, 0)}
    assert found.vacant_days == 21


def test_another_agency_lends_nobody() -> None:
    # Minutes of A name somebody who is called as B's S is.
    signed = handed_over("2024-01-31", "2024-02-01", S, Q)
    named = [load for load in carried(ruled(), facts=[signed]).people if load.person]
    assert [
        (load.agency.id, load.person and load.person.id, load.working_days)
        for load in named
        if load.person and load.person.name == S.name
    ] == [("a", "", 23), ("b", "s", 0)]


def test_a_part_of_a_shift_and_days_that_are_forecast() -> None:
    found = carried(ruled(), period("2024-01-29", "2024-02-02"))
    assert figures(found.agencies) == {"A": (1, 3, 0, 0, 0, 0), "B": (1, 2, 0, 0, 0, 0)}
    only_2024 = ruled(calendar=calendar_of([2023, 2024]))
    assert not carried(only_2024, period("2024-10-01", "2024-12-31")).provisional
    assert carried(only_2024, period("2024-12-01", "2025-01-31")).provisional


def test_the_mean_of_nobody() -> None:
    assert mean([]) == (0.0,) * 6


def test_who_has_stood_in_least() -> None:
    by = ruled(
        listed={"a": staff([P], [R, S]), "b": staff([Q, person("t")], [person("u")])},
        absences=[
            absence(P, "2024-01-08", "2024-01-09"),
            absence(R, "2024-01-09", "2024-01-09"),
            absence(Q, "2024-02-05", "2024-02-05"),
        ],
        people=[person("t"), person("u")],
    )
    found = carried(by)
    assert figures(found.people)["r"][-2:] == figures(found.people)["s"][-2:] == (1, 1)
    # P and Q alone were replaced in their agencies: they could stand in for nobody.
    assert least(found) == [["r", "s"], ["t"]]
    assert stood_in(found.people[1]) == (1, 1)


def least(found: Fairness) -> list[list[str]]:
    return [[load.person.id for load in loads if load.person] for loads in found.least]


def test_who_is_not_alone_in_being_replaced_might_have_stood_in() -> None:
    by = ruled(
        listed={"a": staff([P, Q], [R])},
        absences=[absence(P, "2024-01-08", "2024-01-09"), absence(Q, "2024-03-05", "2024-03-05")],
    )
    assert least(carried(by)) == [["p", "q"]]
    assert least(carried(by, period("2024-01-01", "2024-02-29"))) == [["q"]]
    # Nobody took Q's place on a Sunday.
    on_sunday = ruled(
        listed={"a": staff([P, Q], [R])},
        absences=[absence(P, "2024-01-08", "2024-01-09"), absence(Q, "2024-03-03", "2024-03-03")],
    )
    assert least(carried(on_sunday)) == [["q"]]


def offered(by: Rota, text: str, *facts: Fact) -> list[tuple[str, int, bool]]:
    until = period("2024-01-01", text)
    found = stand_ins(by, shift_of(by, text[:7]), day(text), facts, carried(by, until))
    return [(one.person.id, one.load.days_stood_in, one.away) for one in found]


def test_who_may_stand_in() -> None:
    by = ruled(
        listed={"a": staff([P, Q], [R, S])},
        absences=[absence(P, "2024-01-08", "2024-01-09"), absence(S, "2024-03-15", "2024-03-15")],
    )
    # Q has March. P and S have stood in for nobody, P has served 21 days.
    assert offered(by, "2024-03-14") == [("s", 0, False), ("p", 0, False), ("r", 2, False)]
    assert offered(by, "2024-03-15") == [("p", 0, False), ("r", 2, False), ("s", 0, True)]
    # Nobody of B's is listed.
    assert offered(by, "2024-02-14") == []


def test_nobody_stands_in_for_themselves() -> None:
    # R covers P on the day; it is P in whose place somebody is to serve to the end of the shift.
    covered = ruled(absences=[absence(P, "2024-01-08", "2024-01-09")])
    assert offered(covered, "2024-01-09") == [("r", 2, False)]
    assert offered(covered, "2024-01-10") == [("r", 2, False)]
    alone = ruled(listed={"a": staff([P])}, absences=[absence(P, "2024-01-08", "2024-01-09")])
    assert offered(alone, "2024-01-09") == []


def test_nobody_stands_in_again_whom_the_centre_wants_replaced() -> None:
    # R is the substitute from the 8th on; P may come back, unless P is the one who had to go.
    by = ruled(substitutions=[substitution("2024-01-08", R)])
    assert offered(by, "2024-01-15") == [("p", 0, False)]
    asked = fact("replaced", "2024-01-04", "2024-01", outgoing="ÔNG P")
    assert offered(by, "2024-01-15", asked) == []
    for other in (
        asked._replace(shift="2023-12"),
        asked._replace(shift="2024-03"),
        asked._replace(kind="handed_over"),
        asked._replace(kind="sent"),
        asked._replace(outgoing="Ông r"),
        asked._replace(outgoing=None),
    ):
        assert offered(by, "2024-01-15", other) == [("p", 0, False)]


def test_who_is_only_listed_from_now_on_has_carried_nothing() -> None:
    newer = roster("2024-03-01", {"a": staff([Q], [S])})
    by = rota(rosters=[roster("2024-01-01", {"a": staff([P], [R])}), newer])
    january = carried(by, period("2024-01-01", "2024-01-31"))
    (found,) = stand_ins(by, shift_of(by, "2024-03"), day("2024-03-01"), [], january)
    assert found == (S, Load(A, S, 0, 0, 0, 0, 0, 0), False)
