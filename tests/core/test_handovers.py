"""Handovers against the minutes that record them (Điều 6 khoản 8).

P of A and Q of B serve by turns. Counted on the wall calendar of 2024, they hand over on
Wednesday 31 January, Thursday 29 February, Friday 29 March, Tuesday 30 April and Friday 31 May.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import pytest

from luanphien.core.duties import State
from luanphien.core.facts import Fact, FactKind, HandoverDay
from luanphien.core.handovers import (
    STILL_ASKED_FOR,
    handed,
    idle,
    minutes,
    next_handover,
    of_each_person,
    unsettled,
)
from luanphien.core.rota import Rota
from luanphien.core.workdays import WorkCalendar
from tests.core.builders import (
    A,
    B,
    P,
    Q,
    R,
    absence,
    day,
    handed_over,
    period,
    roster,
    rota,
    rotation,
    shift_of,
    staff,
    substitution,
    unknown,
)

ROSTER = roster("2024-01-01", {"a": staff([P], [R]), "b": staff([Q])})
TURNS = rota(rosters=[ROSTER])
FEBRUARY = period("2024-02-01", "2024-02-29")
TODAY = day("2024-03-20")
KEPT = day("2024-01-01")

# Minutes of the handover at the end of January, and of that at the end of February.
JANUARY_S = handed_over("2024-01-31", "2024-02-01", P, Q)
FEBRUARY_S = handed_over(
    "2024-02-29", "2024-03-01", Q, P, shift="2024-02", outgoing_agency="b", incoming_agency="a"
)


def of(facts: Sequence[Fact], rota: Rota = TURNS, within: str = "2024-02") -> dict[str, Fact]:
    signed = minutes(rota, shift_of(rota, within).days, facts)
    return {since.isoformat(): one for since, one in signed.by_since.items()}


def listed(
    facts: Sequence[Fact] = (),
    rota: Rota = TURNS,
    first: str = "2024-02-01",
    last: str = "2024-02-29",
    today: str = "2024-03-20",
) -> list[tuple[str, str, State]]:
    """Day, first day of who takes over, and how it stands, of each handover of the period."""
    days = period(first, last)
    signed = minutes(rota, days, facts)
    return [
        (f"{one.handover.on:%d/%m}", f"{one.since:%d/%m}", one.state)
        for one in handed(rota, days, signed, KEPT, day(today))
    ]


def test_minutes_name_their_handover_by_the_first_day_of_who_takes_over() -> None:
    assert of([JANUARY_S, FEBRUARY_S]) == {"2024-02-01": JANUARY_S, "2024-03-01": FEBRUARY_S}
    assert minutes(TURNS, FEBRUARY, [JANUARY_S, FEBRUARY_S]).strays == []


def test_the_newest_minutes_of_a_handover_count() -> None:
    again = handed_over("2024-02-02", "2024-02-01", P, R)
    assert of([JANUARY_S, again]) == {"2024-02-01": again}
    assert of([again, JANUARY_S]) == {"2024-02-01": JANUARY_S}


def test_only_minutes_are_minutes() -> None:
    others = [JANUARY_S._replace(kind=kind) for kind in get_args(FactKind) if kind != "handed_over"]
    signed = minutes(TURNS, FEBRUARY, [*others, JANUARY_S._replace(since=None)])
    assert (signed.by_since, signed.strays) == ({}, [])


def test_minutes_of_a_handover_that_has_moved_are_known_by_shift_and_names() -> None:
    # They were signed for a takeover on 5 February; a decision after that moved it.
    moved = handed_over("2024-01-31", "2024-02-05", P, Q)
    assert of([moved]) == {"2024-02-01": moved}
    assert minutes(TURNS, FEBRUARY, [moved]).strays == []


def test_minutes_of_other_people_or_of_another_shift_fit_no_handover() -> None:
    for stray in (
        handed_over("2024-01-31", "2024-02-05", R, Q),
        handed_over("2024-01-31", "2024-02-05", P, R),
        handed_over("2024-01-31", "2024-02-05", P, Q, shift="2024-02"),
    ):
        signed = minutes(TURNS, FEBRUARY, [stray])
        assert (signed.by_since, signed.strays) == ({}, [stray])


def test_a_handover_that_has_its_minutes_takes_no_others() -> None:
    moved = handed_over("2024-01-30", "2024-02-05", P, Q)
    signed = minutes(TURNS, FEBRUARY, [JANUARY_S, moved])
    assert signed.by_since == {day("2024-02-01"): JANUARY_S}
    assert signed.strays == [moved]


def test_minutes_record_one_handover_only() -> None:
    # P is away twice: the shift has two handovers from P to R, and one of them was signed.
    one = rota(
        rosters=[ROSTER],
        absences=[
            absence(P, "2024-01-10", "2024-01-12"),
            absence(P, "2024-01-22", "2024-01-24"),
        ],
    )
    moved = handed_over("2024-01-08", "2024-01-09", P, R)
    assert of([moved], one, "2024-01") == {"2024-01-10": moved}


@pytest.mark.parametrize(
    ("since", "stray"),
    [
        ("2024-01-31", False),
        ("2024-02-01", True),  # a takeover on the period's first day
        ("2024-02-15", True),
        ("2024-03-01", True),  # and on the day after its last
        ("2024-03-02", False),
    ],
)
def test_the_strays_of_a_period(since: str, stray: bool) -> None:
    alone = rota(rotation("2024-01-01", A), rosters=[ROSTER])  # P for ever: no handover at all
    one = handed_over("2024-02-10", since, P, Q)
    assert minutes(alone, FEBRUARY, [one]).strays == ([one] if stray else [])


def test_the_minutes_of_a_period_hold_the_handover_with_which_its_first_shift_begins() -> None:
    # Though the period begins within the shift.
    signed = minutes(TURNS, period("2024-02-20", "2024-02-25"), [JANUARY_S])
    assert signed.by_since == {day("2024-02-01"): JANUARY_S}


def test_a_period_may_begin_before_the_rota() -> None:
    days = period("2023-06-01", "2024-01-31")
    assert minutes(TURNS, days, [JANUARY_S]).by_since == {day("2024-02-01"): JANUARY_S}
    assert listed(first="2023-06-01", last="2024-01-31") == [("31/01", "01/02", "missing")]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2024-01-01", "2024-01-30", []),
        ("2024-01-01", "2024-01-31", ["31/01"]),
        ("2024-01-31", "2024-01-31", ["31/01"]),
        ("2024-02-01", "2024-02-28", []),
        ("2024-01-31", "2024-02-29", ["31/01", "29/02"]),
        ("2024-03-01", "2024-03-31", ["29/03"]),
    ],
)
def test_the_handovers_of_a_period_are_those_whose_day_is_in_it(
    first: str, last: str, found: list[str]
) -> None:
    assert [on for on, *_ in listed(first=first, last=last)] == found


def test_a_service_without_a_working_day_in_the_next_shift_is_handed_over_in_this_one() -> None:
    # June 2024 begins on a Saturday. Who serves on 1 and 2 June alone hands over on Friday 31 May.
    one = rota(
        rosters=[roster("2024-01-01", {"a": staff([P]), "b": staff([Q], [R])})],
        substitutions=[substitution("2024-06-03", R)],
    )
    assert [row[:2] for row in listed(rota=one, first="2024-05-01", last="2024-05-31")] == [
        ("31/05", "01/06"),
        ("31/05", "03/06"),
    ]


def test_handovers_as_far_as_the_calendar_goes() -> None:
    short = rota(rosters=[ROSTER], calendar=WorkCalendar({2023: [], 2024: []}, unknown))
    # That at the end of December 2024 would need 2025.
    assert [on for on, *_ in listed(rota=short, first="2024-11-01", last="2024-12-31")] == ["29/11"]


@pytest.mark.parametrize(
    ("on", "stands"),
    [
        ("2024-02-28", "early"),
        ("2024-02-29", "on_time"),
        ("2024-03-01", "late"),
    ],
)
def test_minutes_of_the_day_itself_the_day_before_and_the_day_after(on: str, stands: State) -> None:
    signed = FEBRUARY_S._replace(at=FEBRUARY_S.at.replace(month=int(on[5:7]), day=int(on[8:])))
    assert listed([signed]) == [("29/02", "01/03", stands)]


@pytest.mark.parametrize(
    ("today", "stands"),
    [("2024-02-28", "due"), ("2024-02-29", "due"), ("2024-03-01", "missing")],
)
def test_a_handover_without_minutes_is_missing_from_the_day_after(
    today: str, stands: State
) -> None:
    assert listed(today=today) == [("29/02", "01/03", stands)]


@pytest.mark.parametrize("today", ["2024-02-28", "2024-02-29", "2024-03-01"])
def test_the_day_of_a_handover(today: str) -> None:
    signed = minutes(TURNS, FEBRUARY, [])
    (one,) = handed(TURNS, FEBRUARY, signed, None, day(today))
    assert one.is_today is (today == "2024-02-29")


def test_a_handover_from_before_the_register_is_unrecorded() -> None:
    signed = minutes(TURNS, FEBRUARY, [])
    (one,) = handed(TURNS, FEBRUARY, signed, day("2024-03-01"), TODAY)
    assert (one.state, one.fact, one.shift.id) == ("unrecorded", None, "2024-02")


def owed(facts: Sequence[Fact], today: str, since: str | None = "2024-01-01") -> list[str]:
    found = unsettled(TURNS, facts, day(since) if since else None, day(today)).handovers
    return [f"{one.handover.on:%d/%m} {one.state}" for one in found]


def test_what_is_missing_is_asked_for_from_the_day_after() -> None:
    assert owed([], "2024-01-31") == []
    assert owed([], "2024-02-01") == ["31/01 missing"]
    assert owed([], "2024-03-01") == ["31/01 missing", "29/02 missing"]
    assert owed([JANUARY_S], "2024-03-01") == ["29/02 missing"]
    assert owed([JANUARY_S, FEBRUARY_S], "2024-03-01") == []


def test_nothing_is_asked_for_without_a_register_or_before_the_rota() -> None:
    assert owed([], "2024-03-01", None) == []
    assert unsettled(TURNS, [], KEPT, day("2023-12-31")) == ((), ())
    assert unsettled(TURNS, [], KEPT, day("2024-01-01")) == ([], [])
    assert owed([], "2024-03-01", "2024-02-01") == ["29/02 missing"]


def test_a_late_handover_is_remarked_on_until_the_next_one() -> None:
    late = JANUARY_S._replace(at=JANUARY_S.at.replace(month=2, day=5))
    assert owed([late], "2024-02-04") == ["31/01 missing"]  # it was not there yet
    assert owed([late], "2024-02-05") == ["31/01 late"]
    assert owed([late], "2024-02-28") == ["31/01 late"]
    assert owed([late], "2024-02-29") == []
    assert owed([late], "2024-03-01") == ["29/02 missing"]


def test_a_handover_is_asked_for_during_a_year() -> None:
    # From 31 January 2024 to 31 January 2025 are 366 days: the year has a leap day.
    assert STILL_ASKED_FOR.days == 366
    assert owed([], "2025-01-31")[0] == "31/01 missing"
    assert owed([], "2025-02-01")[0] == "29/02 missing"


def test_what_is_unsettled_holds_the_strays_of_the_year() -> None:
    stray = handed_over("2024-02-10", "2024-02-12", R, Q)
    assert unsettled(TURNS, [stray], KEPT, day("2024-02-09")).strays == []
    assert unsettled(TURNS, [stray], KEPT, day("2024-02-10")).strays == []
    assert unsettled(TURNS, [stray], KEPT, day("2024-02-11")).strays == [stray]


@pytest.mark.parametrize(
    ("today", "on"),
    [
        ("2023-12-01", "2024-01-31"),  # before there is a rota
        ("2024-01-31", "2024-01-31"),  # today's
        ("2024-02-01", "2024-02-29"),
        ("2024-02-29", "2024-02-29"),
        ("2024-03-30", "2024-04-30"),  # March's was on Friday 29
    ],
)
def test_the_next_handover(today: str, on: str) -> None:
    following = next_handover(TURNS, day(today))
    assert following is not None
    assert following.on == day(on)


def test_the_next_handover_is_in_the_shift_or_the_next_or_there_is_none() -> None:
    alone = rota(rotation("2024-01-01", A), rosters=[ROSTER])
    assert next_handover(alone, day("2024-01-10")) is None
    # B hands over within April only: from February on it is more than a shift away.
    april = rota(
        rotation("2024-01-01", B),
        rosters=[roster("2024-01-01", {"b": staff([Q])})],
        substitutions=[substitution("2024-04-10", R)],
    )
    assert next_handover(april, day("2024-02-29")) is None
    following = next_handover(april, day("2024-03-01"))
    assert following is not None
    assert following.on == day("2024-04-09")


# Those from who took over on the same day.


@pytest.mark.parametrize(
    ("away", "given"),
    [
        # June 2024 begins on a Saturday: P has 1 and 2 June, and what begins on Friday 31 May.
        (["2024-06-03..2024-06-07"], [("31/05", "p", "r")]),
        (["2024-06-01..2024-06-07"], []),
        # R has Saturday 8 and Sunday 9 June.
        (["2024-06-08..2024-06-09"], [("07/06", "r", "p")]),
        # P is back for the weekend between two weeks away.
        (
            ["2024-06-03..2024-06-07", "2024-06-10..2024-06-14"],
            [("31/05", "p", "r"), ("07/06", "p", "r")],
        ),
        (["2024-06-08..2024-06-10"], []),
        # Nobody serves on 1 and 2 June: R begins on Monday.
        (["2024-06-01..2024-06-07", "r 2024-06-01..2024-06-02"], []),
        # And for the last two days, after Friday 28 June.
        (["2024-06-24..2024-06-28"], [("28/06", "p", "q")]),
    ],
)
def test_who_would_hand_over_on_the_day_of_taking_over(
    away: list[str], given: list[tuple[str, str, str]]
) -> None:
    absences = [
        absence(R if days.startswith("r") else P, *days.removeprefix("r ").split(".."))
        for days in away
    ]
    june = rota(
        rotation("2024-01-01", B, A),
        rosters=[roster("2024-01-01", {"a": staff([P], [R]), "b": staff([Q])})],
        absences=absences,
    )
    found = [
        (
            f"{one.on:%d/%m}",
            *(side.person.id for side in (one.outgoing, one.incoming) if side.person),
        )
        for one in idle(june, shift_of(june, "2024-06"))
    ]
    assert found == given


# Those of each person.


def of_march(*away: str) -> dict[str, list[str]]:
    """Day and side of each person's handovers, when P is away; R is the reserve."""
    absences = [absence(P, *days.split("..")) for days in away]
    by = rota(rosters=[ROSTER], absences=absences)
    each = of_each_person(by, shift_of(by, "2024-03"))
    for own in each.values():
        assert all(known == HandoverDay(one.on, known.side) for known, one in own.items())
        assert all(getattr(one, known.side).person for known, one in own.items())
    return {id: [f"{one.on:%d/%m} {one.side}" for one in own] for id, own in each.items()}


def test_each_hands_over_and_takes_over_on_days_of_the_shift() -> None:
    whole = ["29/02 incoming", "29/03 outgoing"]
    assert of_march() == {"p": whole}
    # Q, of February and April, has none of March; R stands in from Monday 11 to Friday 15.
    week = ["08/03 incoming", "15/03 outgoing"]
    split = ["29/02 incoming", "08/03 outgoing", "15/03 incoming", "29/03 outgoing"]
    assert of_march("2024-03-11..2024-03-15") == {"p": split, "r": week}
    # Of January, with which it begins, nobody takes over.
    first = of_each_person(TURNS, shift_of(TURNS, TURNS.begins_on.strftime("%Y-%m")))
    assert all(one.side == "outgoing" for own in first.values() for one in own)


def test_who_serves_on_the_last_day_alone_takes_over_and_hands_over() -> None:
    # Tuesday 30 April; Q, whose month it is, hands over on Monday.
    last = rota(
        rosters=[roster("2024-01-01", {"a": staff([P], [R]), "b": staff([Q])})],
        substitutions=[substitution("2024-04-30", R)],
    )
    each = of_each_person(last, shift_of(last, "2024-04"))
    assert list(each["r"]) == [
        HandoverDay(day("2024-04-29"), "incoming"),
        HandoverDay(day("2024-04-30"), "outgoing"),
    ]


def test_nobody_hands_over_for_days_without_work() -> None:
    """On Friday 8 March P would hand over to R for the weekend, and take over again."""
    assert of_march("2024-03-09..2024-03-10") == {
        "p": ["29/02 incoming", "29/03 outgoing"],
        "r": [],
    }
