"""Who serves in a shift: the turn of the roster, and what departs from it.

A has P and Q in turn with R and S in reserve, from January 2024 on; B has nobody.
"""

from __future__ import annotations

from typing import Any

from luanphien.core.model import Staff
from luanphien.core.period import Period
from luanphien.core.rota import Rota
from luanphien.core.staffing import Staffing
from tests.core.builders import (
    A,
    B,
    P,
    Q,
    R,
    S,
    absence,
    assignment,
    day,
    decisions,
    person,
    roster,
    rota,
    shift_of,
    staff,
    substitution,
)

PEOPLE = {"a": staff([P, Q], [R, S])}
T = person("t")  # in no roster


def staffed(**more: Any) -> Rota:
    return rota(rosters=[roster("2024-01-01", PEOPLE)], people=[T], **more)


def rows(rota: Rota, month: str) -> list[tuple[str, str, str, str]]:
    """First and last day, who, and why, of each stint."""
    return [
        (
            f"{stint.days.first:%d/%m}",
            f"{stint.days.last:%d/%m}",
            stint.person.id if stint.person else "-",
            stint.reason,
        )
        for stint in rota.stints(shift_of(rota, month))
    ]


def test_officials_take_turns_one_a_shift() -> None:
    # "01 tháng/người/lần" (khoản 4 Điều 6).
    months = ("2024-01", "2024-03", "2024-05", "2024-07")
    assert [rows(staffed(), month)[0][2] for month in months] == ["p", "q", "p", "q"]
    (january,) = staffed().stints(shift_of(staffed(), "2024-01"))
    assert (january.person, january.role, january.reason) == (P, "official", "turn")
    assert (january.instead_of, january.note) == (None, None)


def test_an_agency_without_people_leaves_its_shift_vacant() -> None:
    assert rows(staffed(), "2024-02") == [("01/02", "29/02", "-", "vacant")]
    only_reserve = rota(rosters=[roster("2024-01-01", {"a": staff([], [R])})])
    (stint,) = only_reserve.stints(shift_of(only_reserve, "2024-01"))
    assert (stint.person, stint.role, stint.reason) == (None, None, "vacant")


def test_the_roster_in_force_is_the_last_to_have_begun_until_it_expires() -> None:
    old = roster("2024-01-01", {"a": staff([P])}, expires="2024-12-31")
    new = roster("2024-06-01", {"a": staff([Q])}, expires="2024-08-31")
    staffing = Staffing(decisions(rosters=[old, new]))
    assert staffing.rosters == (old, new)
    in_force = {
        text: staffing.roster_on(day(text))
        for text in ("2023-12-31", "2024-01-01", "2024-05-31", "2024-06-01", "2024-08-31")
    }
    assert list(in_force.values()) == [None, old, old, new, new]
    # The later one took its place for good: the older does not come back.
    assert staffing.roster_on(day("2024-09-01")) is None
    assert staffing.staff(A, day("2024-08-31")) == staff([Q])
    assert staffing.staff(A, day("2024-09-01")) == Staff()
    assert staffing.staff(B, day("2024-08-31")) == Staff()


def test_a_roster_without_an_end_stays_in_force() -> None:
    endless = roster("2024-01-01", PEOPLE)
    assert Staffing(decisions(rosters=[endless])).roster_on(day("2034-01-01")) == endless
    ended = roster("2023-01-01", PEOPLE, expires="2023-12-31")
    after = Staffing(decisions(rosters=[ended, endless]))
    assert after.roster_on(day("2034-01-01")) == endless
    ending = roster("2025-01-01", PEOPLE, expires="2025-12-31")
    before = Staffing(decisions(rosters=[endless, ending]))
    assert before.roster_on(day("2034-01-01")) is None


def test_a_roster_holds_for_a_shift_that_outlives_it() -> None:
    one = rota(rosters=[roster("2024-01-01", PEOPLE, expires="2024-03-01")])
    assert rows(one, "2024-03") == [("01/03", "31/03", "q", "turn")]
    assert rows(one, "2024-05") == [("01/05", "31/05", "-", "vacant")]


def test_an_absence_holds_on_its_first_and_last_day() -> None:
    away = absence(P, "2024-01-10", "2024-01-12")
    others = absence(Q, "2024-01-01", "2024-01-31")
    staffing = Staffing(decisions(absences=[others, away]))
    days = ("2024-01-09", "2024-01-10", "2024-01-12", "2024-01-13")
    assert [staffing.absence(P, day(text)) for text in days] == [None, away, away, None]


def test_the_reserve_covers_the_days_of_an_absence() -> None:
    one = staffed(absences=[absence(P, "2024-01-10", "2024-01-12", reason="đi học")])
    assert rows(one, "2024-01") == [
        ("01/01", "09/01", "p", "turn"),
        ("10/01", "12/01", "r", "cover"),
        ("13/01", "31/01", "p", "turn"),
    ]
    cover = one.stints(shift_of(one, "2024-01"))[1]
    assert (cover.role, cover.instead_of, cover.note) == ("reserve", P, "đi học")


def test_an_absence_of_one_day_on_each_edge_of_a_shift() -> None:
    first, last = absence(P, "2024-01-01", "2024-01-01"), absence(P, "2024-01-31", "2024-01-31")
    assert rows(staffed(absences=[first]), "2024-01") == [
        ("01/01", "01/01", "r", "cover"),
        ("02/01", "31/01", "p", "turn"),
    ]
    assert rows(staffed(absences=[last]), "2024-01") == [
        ("01/01", "30/01", "p", "turn"),
        ("31/01", "31/01", "r", "cover"),
    ]


def test_an_absence_over_the_edges_of_a_shift() -> None:
    whole = staffed(absences=[absence(P, "2023-12-20", "2024-02-10")])
    assert rows(whole, "2024-01") == [("01/01", "31/01", "r", "cover")]
    begun = staffed(absences=[absence(P, "2024-01-30", "2024-02-10")])
    assert rows(begun, "2024-01")[-1] == ("30/01", "31/01", "r", "cover")
    before = staffed(absences=[absence(P, "2023-12-01", "2023-12-31")])
    assert rows(before, "2024-01") == [("01/01", "31/01", "p", "turn")]


def test_somebody_elses_absence_cuts_nothing() -> None:
    one = staffed(absences=[absence(S, "2024-01-10", "2024-01-12")])
    assert rows(one, "2024-01") == [("01/01", "31/01", "p", "turn")]


def test_the_next_reserve_covers_when_the_first_is_away() -> None:
    away = [absence(P, "2023-12-20", "2024-01-10"), absence(R, "2024-01-05", "2024-01-20")]
    assert rows(staffed(absences=away), "2024-01") == [
        ("01/01", "04/01", "r", "cover"),
        ("05/01", "10/01", "s", "cover"),
        ("11/01", "31/01", "p", "turn"),
    ]


def test_nobody_serves_when_all_are_away() -> None:
    away = [absence(who, "2024-01-10", "2024-01-12", reason=who.id) for who in (P, R, S)]
    one = staffed(absences=away)
    assert rows(one, "2024-01")[1] == ("10/01", "12/01", "-", "vacant")
    vacant = one.stints(shift_of(one, "2024-01"))[1]
    assert (vacant.person, vacant.role, vacant.instead_of, vacant.note) == (None, None, P, "p")


def test_an_assignment_names_the_officer_outright_and_moves_no_turn() -> None:
    one = staffed(assignments=[assignment("2024-03", P, basis="QĐ mẫu")])
    months = ("2024-01", "2024-03", "2024-05", "2024-07")
    assert [rows(one, month)[0][2:] for month in months] == [
        ("p", "turn"),
        ("p", "assignment"),  # would be Q
        ("p", "turn"),
        ("q", "turn"),
    ]
    (march,) = one.stints(shift_of(one, "2024-03"))
    assert (march.role, march.instead_of, march.note) == ("official", None, "QĐ mẫu")


def test_an_assignment_needs_no_roster() -> None:
    one = rota(assignments=[assignment("2024-02", T)], people=[T])
    (february,) = one.stints(shift_of(one, "2024-02"))
    assert (february.person, february.role, february.reason) == (T, "substitute", "assignment")


def test_a_replacement_serves_from_its_day_to_the_end_of_the_shift() -> None:
    # khoản 10 Điều 6.
    replaced = substitution("2024-01-12", S, reason="ốm", basis="QĐ mẫu")
    one = staffed(substitutions=[replaced])
    assert rows(one, "2024-01") == [
        ("01/01", "11/01", "p", "turn"),
        ("12/01", "31/01", "s", "substitution"),
    ]
    assert rows(one, "2024-03") == [("01/03", "31/03", "q", "turn")]
    stint = one.stints(shift_of(one, "2024-01"))[1]
    assert (stint.role, stint.instead_of, stint.note) == ("reserve", P, "ốm; QĐ mẫu")


def test_the_note_of_a_replacement_says_what_is_given() -> None:
    def note(**given: str) -> str | None:
        one = staffed(substitutions=[substitution("2024-01-12", S, **given)])
        return one.stints(shift_of(one, "2024-01"))[1].note

    assert (note(), note(reason="ốm"), note(basis="QĐ mẫu")) == (None, "ốm", "QĐ mẫu")


def test_a_replacement_on_the_first_and_on_the_last_day() -> None:
    first = staffed(substitutions=[substitution("2024-01-01", S)])
    assert rows(first, "2024-01") == [("01/01", "31/01", "s", "substitution")]
    last = staffed(substitutions=[substitution("2024-01-31", S)])
    assert rows(last, "2024-01")[-1] == ("31/01", "31/01", "s", "substitution")


def test_two_replacements_in_whatever_order_they_are_listed() -> None:
    replaced = [substitution("2024-01-20", S), substitution("2024-01-10", T)]
    one = staffed(substitutions=replaced, absences=[absence(S, "2024-01-30", "2024-02-10")])
    assert rows(one, "2024-01") == [
        ("01/01", "09/01", "p", "turn"),
        ("10/01", "19/01", "t", "substitution"),
        ("20/01", "29/01", "s", "substitution"),
        ("30/01", "31/01", "r", "cover"),  # S is away, and no cover for himself
    ]
    stints = one.stints(shift_of(one, "2024-01"))
    assert [stint.role for stint in stints] == ["official", "substitute", "reserve", "reserve"]
    assert [stint.instead_of for stint in stints] == [None, P, T, S]


def test_a_replacement_that_ends_before_the_shift() -> None:
    one = staffed(substitutions=[substitution("2024-01-12", S, expires=day("2024-01-16"))])
    assert rows(one, "2024-01") == [
        ("01/01", "11/01", "p", "turn"),
        ("12/01", "16/01", "s", "substitution"),
        ("17/01", "31/01", "p", "turn"),
    ]
    single = staffed(substitutions=[substitution("2024-01-12", S, expires=day("2024-01-12"))])
    assert rows(single, "2024-01")[1] == ("12/01", "12/01", "s", "substitution")
    whole = staffed(substitutions=[substitution("2024-01-12", S, expires=day("2024-01-31"))])
    assert rows(whole, "2024-01")[1:] == [("12/01", "31/01", "s", "substitution")]


def test_a_replacement_within_another_one() -> None:
    # S is in place of P to the end, and T of S from the 15th to the 17th.
    within = substitution("2024-01-15", T, expires=day("2024-01-17"))
    one = staffed(substitutions=[within, substitution("2024-01-12", S)])
    assert rows(one, "2024-01") == [
        ("01/01", "11/01", "p", "turn"),
        ("12/01", "14/01", "s", "substitution"),
        ("15/01", "17/01", "t", "substitution"),
        ("18/01", "31/01", "s", "substitution"),
    ]
    stints = one.stints(shift_of(one, "2024-01"))
    assert [stint.instead_of for stint in stints] == [None, P, S, P]
    # And T of P once S is no more in place of P.
    first = substitution("2024-01-08", S, expires=day("2024-01-09"))
    two = staffed(substitutions=[first, within])
    assert [row[2] for row in rows(two, "2024-01")] == ["p", "s", "p", "t", "p"]
    assert two.stints(shift_of(two, "2024-01"))[3].instead_of == P


def test_for_the_days_that_nobody_serves_somebody_is_named() -> None:
    # P is away for the week, R and S on two days of it: T comes for these.
    away = [
        absence(P, "2024-01-08", "2024-01-12"),
        *(absence(who, "2024-01-10", "2024-01-11") for who in (R, S)),
    ]
    named = substitution("2024-01-10", T, expires=day("2024-01-11"))
    one = staffed(substitutions=[named], absences=away)
    assert rows(one, "2024-01") == [
        ("01/01", "07/01", "p", "turn"),
        ("08/01", "09/01", "r", "cover"),
        ("10/01", "11/01", "t", "substitution"),
        ("12/01", "12/01", "r", "cover"),
        ("13/01", "31/01", "p", "turn"),
    ]


def test_who_is_away_is_no_cover_for_himself() -> None:
    # R serves by assignment and is away: the first reserve is R.
    one = staffed(
        assignments=[assignment("2024-01", R)],
        absences=[absence(R, "2024-01-10", "2024-01-12")],
    )
    assert rows(one, "2024-01")[1] == ("10/01", "12/01", "s", "cover")


def test_the_reserve_besides_somebody() -> None:
    staffing = Staffing(decisions(absences=[absence(R, "2024-01-10", "2024-01-12")]))
    people = PEOPLE["a"]
    assert list(staffing.available(people, day("2024-01-09"), None)) == [R, S]
    assert list(staffing.available(people, day("2024-01-09"), S)) == [R]
    assert list(staffing.available(people, day("2024-01-10"), S)) == []


def test_neighbouring_stints_of_one_person_for_one_reason_are_one() -> None:
    # Two absences that meet, and one that tells another reason.
    away = [
        absence(P, "2024-01-10", "2024-01-12", reason="ốm"),
        absence(P, "2024-01-13", "2024-01-15", reason="ốm"),
        absence(P, "2024-01-16", "2024-01-17", reason="họp"),
    ]
    one = staffed(absences=away)
    assert [stint.days for stint in one.stints(shift_of(one, "2024-01"))] == [
        Period(day("2024-01-01"), day("2024-01-09")),
        Period(day("2024-01-10"), day("2024-01-15")),
        Period(day("2024-01-16"), day("2024-01-17")),
        Period(day("2024-01-18"), day("2024-01-31")),
    ]
