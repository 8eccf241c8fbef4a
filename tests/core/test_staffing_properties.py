"""What holds for every roster, absence, substitution and swap."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeAlias

from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from luanphien.core.decisions import Roster, Substitution, Swap
from luanphien.core.model import Staff
from luanphien.core.period import Period
from luanphien.core.rota import Rota
from tests.core.builders import (
    DAY,
    WEEKDAYS,
    A,
    B,
    C,
    absence,
    assignment,
    person,
    roster,
    rota,
    rotation,
    staff,
    substitution,
    swap,
)

Staffed: TypeAlias = dict[str, Any]
"""The decisions about people, by their name in `Decisions`."""

FIRST, LAST = date(2024, 1, 1), date(2025, 12, 31)
WHOLE = Period(FIRST, LAST)
AGENCIES = (A, B, C)
PEOPLE = {agency.id: [person(f"{agency.id}{n}") for n in range(4)] for agency in AGENCIES}
EVERYONE = [person for people in PEOPLE.values() for person in people]

days = st.dates(FIRST, LAST)
months = st.builds("{}-{:02}".format, st.integers(2024, 2025), st.integers(1, 12))
people = st.sampled_from(EVERYONE)


@st.composite
def rosters(draw: st.DrawFn) -> list[Roster]:
    made = []
    for effective in sorted(draw(st.sets(days, max_size=4))):
        approved: dict[str, Staff] = {}
        for agency, members in PEOPLE.items():
            listed = draw(st.permutations(members))
            official = draw(st.integers(0, 3))
            approved[agency] = staff(listed[:official], listed[official:])
        expires = draw(st.none() | st.dates(effective, LAST).map(date.isoformat))
        made.append(roster(effective.isoformat(), approved, expires))
    return made


absences = st.lists(
    st.builds(
        lambda who, first, length: absence(
            who, first.isoformat(), (first + length * DAY).isoformat()
        ),
        people,
        days,
        st.integers(0, 80),
    ),
    max_size=8,
)


@st.composite
def substitutions(draw: st.DrawFn) -> list[Substitution]:
    made = []
    for day in draw(st.lists(days, max_size=4, unique=True)):
        month_end = day + relativedelta(day=31)
        expires = draw(st.none() | st.dates(day, month_end))
        made.append(substitution(day.isoformat(), draw(people), expires=expires))
    return made


assignments = st.lists(
    st.builds(assignment, months, people), max_size=4, unique_by=lambda one: one.shift
)
staffings = st.fixed_dictionaries(
    {
        "rosters": rosters(),
        "assignments": assignments,
        "absences": absences,
        "substitutions": substitutions(),
    }
)
swaps = st.lists(months, max_size=6, unique=True).map(
    lambda chosen: [swap(*pair) for pair in zip(chosen[::2], chosen[1::2], strict=False)]
)


def rota_of(staffing: Staffed, exchanged: list[Swap]) -> Rota:
    return rota(
        rotation(FIRST.isoformat(), *AGENCIES), people=EVERYONE, swaps=exchanged, **staffing
    )


@given(staffings, swaps)
def test_the_stints_cover_every_shift_without_gap_or_overlap(
    staffing: Staffed, exchanged: list[Swap]
) -> None:
    whole = rota_of(staffing, exchanged)
    for shift in whole.shifts(WHOLE):
        expected = shift.starts_on
        for stint in whole.stints(shift):
            assert stint.days.first == expected
            assert stint.days.last >= stint.days.first
            expected = stint.days.last + DAY
        assert expected == shift.ends_on + DAY


@given(staffings)
def test_a_substitute_serves_on_the_days_of_the_substitution(staffing: Staffed) -> None:
    whole = rota_of({**staffing, "absences": []}, [])
    for shift in whole.shifts(WHOLE):
        entries = [one for one in staffing["substitutions"] if one.shift == shift.id]
        for stint in whole.stints(shift):
            for day in stint.days.each_day():
                in_force = [
                    (one.effective, one.person)
                    for one in entries
                    if one.effective <= day <= (one.expires or shift.ends_on)
                ]
                assert (stint.reason == "substitution") == bool(in_force)
                if in_force:
                    assert stint.person
                    assert stint.person.id == max(in_force)[1]


@given(staffings, swaps)
def test_nobody_serves_while_absent(staffing: Staffed, exchanged: list[Swap]) -> None:
    whole = rota_of(staffing, exchanged)
    for shift in whole.shifts(WHOLE):
        for stint in whole.stints(shift):
            for away in staffing["absences"]:
                if stint.person and away.person == stint.person.id:
                    assert not away.period.overlaps(stint.days)


@given(staffings, swaps)
def test_who_covers_is_a_reserve_and_nobody_only_when_all_are_away(
    staffing: Staffed, exchanged: list[Swap]
) -> None:
    whole = rota_of(staffing, exchanged)
    for shift in whole.shifts(WHOLE):
        reserve = whole.staff(shift).reserve
        for stint in whole.stints(shift):
            day = stint.days.first
            if stint.reason == "cover":
                assert stint.person in reserve
                assert stint.instead_of
                assert whole.staffing.absence(stint.instead_of, day)
            if stint.reason == "vacant" and stint.instead_of:
                others = [person for person in reserve if person != stint.instead_of]
                assert all(whole.staffing.absence(person, day) for person in others)


@given(staffings, months, months)
def test_a_swap_changes_two_shifts_and_nothing_else(
    staffing: Staffed, one: str, other: str
) -> None:
    before = {shift.id: shift for shift in rota_of(staffing, []).shifts(WHOLE)}
    after = {shift.id: shift for shift in rota_of(staffing, [swap(one, other)]).shifts(WHOLE)}
    assert after[one].agency == before[other].agency
    assert after[other].agency == before[one].agency
    for shift in before:
        assert after[shift]._replace(agency=before[shift].agency) == before[shift]
        if shift not in (one, other):
            assert after[shift] == before[shift]


@given(staffings, swaps, days, st.integers(0, 500))
def test_the_same_people_whatever_the_period(
    staffing: Staffed, exchanged: list[Swap], first: date, length: int
) -> None:
    whole = rota_of(staffing, exchanged)
    answers = {shift.id: whole.stints(shift) for shift in whole.shifts(WHOLE)}
    part = rota_of(staffing, exchanged)
    period = Period(first, min(first + length * DAY, LAST))
    for shift in reversed(list(part.shifts(period))):
        assert part.stints(shift) == answers[shift.id]


@given(staffings, swaps)
def test_a_handover_is_where_the_person_changes(staffing: Staffed, exchanged: list[Swap]) -> None:
    whole = rota_of(staffing, exchanged)
    for shift in whole.shifts(WHOLE):
        for handover in whole.handovers(shift):
            assert handover.outgoing.days.last + DAY == handover.incoming.days.first
            assert handover.on <= handover.outgoing.days.last
            assert WEEKDAYS.is_working(handover.on)
            assert WEEKDAYS.count(handover.on, handover.outgoing.days.last) == 1
            same = handover.outgoing.person == handover.incoming.person
            agencies = handover.outgoing_agency, handover.incoming_agency
            assert not same or agencies[0] != agencies[1]
