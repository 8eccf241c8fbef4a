"""The list of staff of a year: which roster it is, whom it names, who is missing.

A and B take turns from January 2024, an odd month A's and an even one B's; C takes none.
"""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from luanphien.core.decisions import AgencyStaff, Roster
from luanphien.core.errors import LuanphienError
from luanphien.core.model import Staff
from luanphien.core.rota import Rota
from luanphien.core.yearly import (
    completed,
    is_due,
    lacking,
    list_of,
    listed,
    others,
    shifts_of,
    year_of,
)
from tests.core.builders import (
    A,
    B,
    C,
    P,
    Q,
    R,
    S,
    day,
    person,
    roster,
    rota,
    rotation,
    shift_of,
    staff,
)

T = person("t")


def of(effective: str, expires: str | None = None) -> Roster:
    return roster(effective, {"a": staff([P], [Q])}, expires)


@pytest.mark.parametrize(
    ("effective", "expires", "year", "is_of_it"),
    [
        ("2025-01-01", None, 2025, True),
        ("2024-11-01", None, 2025, True),  # the first day of November is the next year's
        ("2024-10-31", None, 2025, False),
        ("2024-10-31", "2025-01-01", 2025, True),  # says itself that it goes on till then
        ("2024-10-31", "2025-06-30", 2025, True),
        ("2024-10-31", "2024-12-31", 2025, False),
        ("2024-11-01", "2024-12-31", 2025, False),
        ("2025-12-31", None, 2025, True),
        ("2026-01-01", None, 2025, False),
        ("2025-01-01", None, 2026, False),  # goes on, but was not decided for it
    ],
)
def test_of_which_year_a_list_is(
    effective: str, expires: str | None, year: int, is_of_it: bool
) -> None:
    decided = of(effective, expires)
    assert list_of([decided], year) == (decided if is_of_it else None)


def test_the_last_that_was_decided_for_the_year_counts() -> None:
    first, second, third = of("2025-01-01"), of("2025-07-01"), of("2026-01-01")
    assert list_of([first, second, third], 2025) == second
    assert list_of([], 2025) is None


@pytest.mark.parametrize(
    ("effective", "expires", "year"),
    [
        ("2025-01-01", None, 2025),
        ("2025-10-31", None, 2025),
        ("2025-11-01", None, 2026),
        ("2025-12-31", None, 2026),
        ("2025-11-01", "2025-12-31", 2025),  # other people for the rest of the year
        ("2025-11-01", "2026-01-01", 2026),
        ("2025-10-31", "2025-12-31", 2025),
    ],
)
def test_the_first_year_of_a_list(effective: str, expires: str | None, year: int) -> None:
    assert year_of(of(effective, expires)) == year


def test_the_shifts_of_a_year_are_those_that_begin_in_it() -> None:
    months = {
        agency.id: [shift.id for shift in shifts]
        for agency, shifts in shifts_of(rota(), 2024).items()
    }
    assert months == {
        "a": ["2024-01", "2024-03", "2024-05", "2024-07", "2024-09", "2024-11"],
        "b": ["2024-02", "2024-04", "2024-06", "2024-08", "2024-10", "2024-12"],
    }
    quarters = rota(rotation("2023-12-01", A, B, months=3))  # begins in December, so not again
    assert [shift.id for shift in shifts_of(quarters, 2024)[A]] == ["2024-06", "2024-12"]
    assert [shift.id for shift in shifts_of(quarters, 2023)[A]] == ["2023-12"]


def test_before_the_first_order_there_are_no_shifts() -> None:
    assert shifts_of(rota(), 2023) == {}
    december = rota(rotation("2023-12-01", A, B))
    assert [shift.id for shift in shifts_of(december, 2023)[A]] == ["2023-12"]


def named(people: dict[str, Staff]) -> Rota:
    return rota(rosters=[roster("2025-01-01", people)])


def test_an_agency_lacks_its_official_staff() -> None:
    assert lacking(rota(), 2025) == [A, B]
    assert lacking(named({"a": staff([P]), "b": staff([], [Q])}), 2025) == [B]
    whole = named({"a": staff([P]), "b": staff([Q])})
    assert lacking(whole, 2025) == []
    assert lacking(whole, 2026) == [A, B]  # it goes on, but was not decided for that year


def test_who_is_listed_is_in_the_order_of_the_turns_and_then_the_others() -> None:
    first_b = [rotation("2024-01-01", A, B, starts_with="b")]
    people = {"c": staff([R]), "a": staff([P], [Q])}
    turning = rota(*first_b, rosters=[roster("2025-01-01", people)])
    assert list(listed(turning, 2025).items()) == [
        (B, staff()),
        (A, staff([P], [Q])),
        (C, staff([R])),
    ]
    nobody = rota(rosters=[roster("2025-01-01", {"a": staff([P]), "c": staff()})])
    assert list(listed(nobody, 2025)) == [A, B]
    reserve = rota(rosters=[roster("2025-01-01", {"c": staff([], [R])})])
    assert listed(reserve, 2025)[C] == staff([], [R])
    assert listed(rota(), 2025) == {}


def test_whom_a_list_of_the_middle_of_the_year_names() -> None:
    both = [
        roster("2025-01-01", {"a": staff([P])}),
        roster("2025-07-01", {"a": staff([Q])}),
    ]
    assert listed(rota(rosters=both), 2025)[A] == staff([Q])


@pytest.mark.parametrize(
    ("effective", "official"),
    [
        # A has odd months, and P, Q, S serve one after the other: January, March, May.
        ("2024-01-02", "qsp"),
        ("2024-02-01", "qsp"),
        ("2024-03-01", "qsp"),  # March is still to begin, and Q has it
        ("2024-03-02", "spq"),  # and is Q's by the list of before
        ("2024-05-01", "spq"),
        ("2024-05-02", "pqs"),
        ("2024-07-01", "pqs"),
        ("2025-03-02", "spq"),  # the eighth
    ],
)
def test_the_turns_of_those_who_stay_go_on(effective: str, official: str) -> None:
    before = roster("2024-01-01", {"a": staff([P, Q, S], [R]), "c": staff()})
    decided = roster(effective, {"b": staff([T])})
    known = rota(rosters=[before], people=[T])
    staying = others(known, decided)
    assert staying == (AgencyStaff("a", tuple(official), ("r",)), AgencyStaff("c", ()))
    completed = replace(decided, staff=(*decided.staff, *staying))
    after = rota(rosters=[before, completed], people=[T])
    for month in ("2024-01", "2024-03", "2024-05", "2024-07", "2024-09"):
        shift = shift_of(after, month)
        assert after.stints(shift) == known.stints(shift)


def test_nobody_stays_of_no_list_and_of_the_same() -> None:
    decided = roster("2024-03-01", {"b": staff([T])})
    assert others(rota(), decided) == ()
    assert others(rota(rosters=[roster("2024-01-01", {"b": staff([P])})]), decided) == ()
    people = {"a": staff([P])}
    assert others(rota(rosters=[roster("2024-03-01", people)]), decided) == ()
    assert others(rota(rosters=[roster("2024-01-01", people, "2024-02-29")]), decided) == ()
    assert others(rota(rosters=[roster("2024-01-01", people, "2024-03-01")]), decided) == (
        AgencyStaff("a", ("p",)),
    )


def test_a_completed_list_rests_on_both_decisions_and_ends_with_the_one_before() -> None:
    before = roster("2024-01-01", {"a": staff([P], [R])}, "2024-12-31", basis="QĐ 1")
    one = rota(rosters=[before], people=[T])
    july = roster("2024-07-01", {"b": staff([T])}, basis="QĐ 2")
    added = completed(one, july)
    assert [entry.agency for entry in added.staff] == ["b", "a"]
    assert (added.effective, added.expires, added.basis) == (
        day("2024-07-01"),
        day("2024-12-31"),
        "QĐ 1; QĐ 2",
    )
    until = roster("2024-07-01", {"b": staff([T])}, "2024-09-30", basis="QĐ 2")
    assert completed(one, until).expires == day("2024-09-30")
    # Another agency on the same day, and the same decision twice.
    both = rota(rosters=[before, added], people=[T])
    third = completed(both, roster("2024-07-01", {"c": staff([S])}, basis="QĐ 2; QĐ 3"))
    assert [entry.agency for entry in third.staff] == ["c"]
    assert third.basis == "QĐ 1; QĐ 2; QĐ 3"
    unapproved = rota(rosters=[roster("2024-01-01", {"a": staff([P])})], people=[T])
    assert (completed(unapproved, july).basis, completed(unapproved, july).expires) == (
        "QĐ 2",
        None,
    )
    # Others stay nowhere without a list, and nobody is of two agencies.
    with pytest.raises(LuanphienError, match="2025-07-01 không có danh sách nào"):
        completed(one, roster("2025-07-01", {"b": staff([T])}))
    for moved in (P, R):
        with pytest.raises(LuanphienError, match="còn trong danh sách của"):
            completed(one, roster("2024-07-01", {"b": staff([T], [moved])}))


@pytest.mark.parametrize(
    ("today", "due"),
    [("2026-10-31", False), ("2026-11-01", True), ("2026-12-31", True), ("2026-01-01", False)],
)
def test_the_list_is_due_from_november(today: str, due: bool) -> None:
    assert is_due(day(today)) == due
