"""The notice: what it says, and how many working days are left for it (Điều 6 khoản 6)."""

from __future__ import annotations

import string
from typing import Any

import pytest

from luanphien.core.decisions import Absence, Assignment
from luanphien.core.notice import Notice, next_shift, notice
from luanphien.core.period import Period
from tests.core.builders import (
    A,
    B,
    C,
    P,
    Q,
    R,
    absence,
    agency,
    assignment,
    calendar_of,
    day,
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
)

#    January 2024
# Mo Tu We Th Fr Sa Su
#                   21
# 22 23 24 25 26 27 28     29, 30 and 31 are the three working days before February:
# 29 30 31                 the deadline is Monday 29, the notice goes on Thursday 25

RULED = regulation(rosters=[roster("2023-12-01", {"stc": staff([P], [R])})])
FEBRUARY = shift_of(RULED, "2024-02")


@pytest.mark.parametrize(
    ("today", "following"),
    [
        ("2023-11-01", "2023-12"),  # before there is a rota
        ("2023-11-30", "2023-12"),
        ("2023-12-01", "2024-01"),  # it has begun
        ("2024-01-31", "2024-02"),
        ("2024-02-01", "2024-03"),
    ],
)
def test_the_next_shift_starts_after_the_day(today: str, following: str) -> None:
    assert next_shift(RULED, day(today)).id == following


def test_a_notice_says_who_serves_and_how_the_shift_begins() -> None:
    told = notice(RULED, FEBRUARY)
    assert (told.shift, told.agency.name) == (FEBRUARY, "Sở Tài chính")
    assert told.staff == staff([P], [R])
    assert [stint.person for stint in told.stints] == [P]
    assert told.takeover is not None
    assert (told.takeover.on, told.takeover.outgoing_agency.id) == (day("2024-01-31"), "stttt")
    assert not told.provisional
    assert notice(RULED, shift_of(RULED, "2023-12")).takeover is None


def test_a_notice_is_provisional_with_any_of_its_dates() -> None:
    one = rota(rotation("2023-12-01", agency("a"), agency("b")), calendar=calendar_of([2024]))
    months = ("2023-12", "2024-01", "2024-02", "2024-12", "2025-01")
    provisional = [notice(one, shift_of(one, month)).provisional for month in months]
    # January's notice is counted through December 2023.
    assert provisional == [True, True, False, False, True]


def test_the_digest_is_that_of_the_agency_its_dates_and_the_days_worked() -> None:
    digest = notice(RULED, FEBRUARY).digest
    assert len(digest) == 64
    assert set(digest) <= set(string.hexdigits.lower())
    # printf '%s\0%s\0%s\0%s\0%s\0%s\0%s\0%s\0%s\0%s\0%s' 2024-02 stc 'Sở Tài chính' \
    #     2024-02-01 2024-02-29 2024-01-31 \
    #     2024-02-08- 2024-02-09- 2024-02-12- 2024-02-13- 2024-02-14- | sha256sum
    assert digest == "fa5d057fccfe5890666f999969f2782a2e19e4974559e24ce61bf6963e8b3822"


def test_the_digest_of_the_very_first_shift_has_no_handover() -> None:
    # The same with 2023-12 svhttdl 'Sở Văn hóa, Thể thao và Du lịch' 2023-12-01 2023-12-31 ''
    digest = notice(RULED, shift_of(RULED, "2023-12")).digest
    assert digest == "0e6e4e2a17fc5014e1be193f876bf169f3f379ec4673b8863cee0939b9e9a1f1"


def test_the_wording_is_compared_as_of_other_dates() -> None:
    """A day off later on changes what a notice says, and not who serves."""
    closed = calendar_of([2023, 2024], off=["2024-03-28"])
    lists = [roster("2023-12-01", {"a": staff([P], [R]), "b": staff([Q])})]
    order = rotation("2024-01-01", A, agency("b"))
    before, after = (
        notice(one, shift_of(one, "2024-03"))
        for one in (
            rota(order, calendar=calendar_of([2023, 2024]), rosters=lists),
            rota(order, calendar=closed, rosters=lists),
        )
    )
    assert before.wording != after.wording
    assert after.wording_as(before.digest) == before.wording
    away = [absence(P, "2024-03-04", "2024-03-05")]
    other = rota(order, calendar=closed, rosters=lists, absences=away)
    assert notice(other, shift_of(other, "2024-03")).wording_as(before.digest) != before.wording


def test_the_digest_leaves_out_who_serves() -> None:
    nobody = regulation()
    assert notice(nobody, shift_of(nobody, "2024-02")).digest == notice(RULED, FEBRUARY).digest


def of_october(**days: list[str]) -> str:
    """The digest of October 2024's notice where these days are off or worked."""
    one = rota(rotation("2024-10-01", A), calendar=calendar_of([2024], **days))
    return notice(one, shift_of(one, "2024-10")).digest


def test_an_agency_with_two_shifts_in_a_row_hears_of_no_handover_of_its_own_as_news() -> None:
    """After the swap Sở A has January and February; whether it hands over to itself is its own."""
    p, q = person("p"), person("q")
    listed = roster("2024-01-01", {"a": staff([p]), "b": staff([q])})
    order = rotation("2024-01-01", A, B, C)

    def february(*assignments: Assignment) -> Notice:
        swapped = rota(
            order,
            people=[p, q],
            rosters=[listed],
            swaps=[swap("2024-02", "2024-04")],
            assignments=assignments,
        )
        return notice(swapped, shift_of(swapped, "2024-02"))

    alone = february()
    handed_over = february(assignment("2024-02", q))
    assert (alone.agency.id, alone.takeover) == ("a", None)
    assert handed_over.takeover is not None
    assert handed_over.takeover_from_other is None
    assert handed_over.digest == alone.digest


def test_a_day_off_or_a_make_up_day_within_the_shift_has_another_digest() -> None:
    # Thursday 10 for Saturday 12, or for Saturday 19: as many days are worked, but others
    apart = [
        of_october(off=["2024-10-10"], worked=[worked]) for worked in ("2024-10-12", "2024-10-19")
    ]
    others = [of_october(off=["2024-10-10"]), of_october(worked=["2024-10-12"])]
    assert len({of_october(), *apart, *others}) == 5


def test_a_day_off_that_changes_nothing_leaves_the_digest() -> None:
    assert of_october(off=["2024-10-12"], worked=["2024-10-10"]) == of_october()


def test_another_agency_has_another_digest() -> None:
    other = regulation(overrides=[override("2024-02", agency("a"))])
    assert notice(other, shift_of(other, "2024-02")).digest != notice(RULED, FEBRUARY).digest


#    October 2024
# Mo Tu We Th Fr Sa Su
#     1  2  3  4  5  6
#  7  8  9 10 11 12 13
# 14 15 …                 31 is a Thursday


def october(*away: Absence, **more: Any) -> Notice:
    """The notice of October 2024, in which P serves and R is the reserve."""
    named = rota(
        rotation("2024-10-01", A),
        rosters=[roster("2024-10-01", {"a": staff([P], [R])})],
        absences=away,
        **more,
    )
    return notice(named, shift_of(named, "2024-10"))


def october_days(*spans: tuple[int, int]) -> tuple[Period, ...]:
    return tuple(period(f"2024-10-{first:02}", f"2024-10-{last:02}") for first, last in spans)


def free(told: Notice) -> dict[str, tuple[Period, ...]]:
    return {reserve.person.id: reserve.days for reserve in told.spare}


def test_somebody_is_to_be_named_for_the_days_that_nobody_serves() -> None:
    away = absence(P, "2024-10-07", "2024-10-11"), absence(R, "2024-10-10", "2024-10-14")
    told = october(*away)
    assert told.unserved == october_days((10, 11))
    # R serves from the 7th to the 9th and is away until the 14th.
    assert free(told) == {"r": october_days((1, 6), (15, 31))}


@pytest.mark.parametrize(
    ("first", "last", "unserved"),
    [
        ("2024-10-04", "2024-10-04", [(4, 4)]),
        ("2024-10-04", "2024-10-06", [(4, 6)]),
        ("2024-10-05", "2024-10-06", []),  # nobody is needed on a Saturday and a Sunday
        ("2024-10-05", "2024-10-07", [(5, 7)]),
        ("2024-10-31", "2024-11-30", [(31, 31)]),
    ],
)
def test_days_on_which_nothing_is_worked_need_nobody(
    first: str, last: str, unserved: list[tuple[int, int]]
) -> None:
    told = october(absence(P, first, last), absence(R, "2024-10-01", "2024-10-31"))
    assert told.unserved == october_days(*unserved)
    assert free(told) == {}


def test_days_in_a_row_are_asked_for_together() -> None:
    # P is away from the 10th on and gives way to Q on the 15th, who is away until the 16th.
    away = (
        absence(P, "2024-10-10", "2024-10-20"),
        absence(Q, "2024-10-15", "2024-10-16"),
        absence(R, "2024-10-01", "2024-10-31"),
    )
    told = october(*away, substitutions=[substitution("2024-10-15", Q)])
    assert [stint.person for stint in told.stints] == [P, None, None, Q]
    assert told.unserved == october_days((10, 16))


def test_without_a_roster_all_days_are_asked_for() -> None:
    nobody = notice(RULED, shift_of(RULED, "2024-03"))  # the roster names nobody of Sở GDĐT
    assert nobody.unserved == (period("2024-03-01", "2024-03-31"),)
    assert not nobody.spare
    assert not notice(RULED, FEBRUARY).unserved


def test_a_reserve_who_stands_in_for_the_whole_shift_is_not_free() -> None:
    assert free(october()) == {"r": october_days((1, 31))}
    assert free(october(absence(P, "2024-10-01", "2024-10-31"))) == {}
    # Of R's days only a Saturday and a Sunday are left.
    away = absence(R, "2024-10-01", "2024-10-04"), absence(R, "2024-10-07", "2024-10-31")
    assert free(october(*away)) == {}


@pytest.mark.parametrize(
    ("month", "handover", "due"),
    [
        ("2024-03", "2024-02-29", "2024-02-28"),  # Thursday and Wednesday; 1 March is a Friday
        ("2024-04", "2024-03-29", "2024-03-28"),  # Friday; 1 April is a Monday
        ("2024-05", "2024-04-26", "2024-04-25"),  # 29 April to 1 May are days off
        ("2024-07", "2024-06-28", "2024-06-27"),
        ("2025-02", "2025-01-24", "2025-01-23"),  # Tết from Monday 27 to Friday 31 January
    ],
)
def test_names_are_due_the_working_day_before_the_handover(
    month: str, handover: str, due: str
) -> None:
    told = notice(RULED, shift_of(RULED, month))
    assert told.takeover is not None
    assert (told.takeover.on, told.names_due_on) == (day(handover), day(due))
    # It comes after the last day of the notice, so that the agency has time to name anybody.
    assert told.shift.notice_deadline < told.names_due_on < told.takeover.on


def test_without_a_handover_names_are_due_the_working_day_before_the_shift() -> None:
    assert notice(RULED, shift_of(RULED, "2023-12")).names_due_on == day("2023-11-30")
    one = rota(rotation("2024-10-01", A), rosters=[roster("2024-10-01", {"a": staff([P])})])
    assert notice(one, shift_of(one, "2024-12")).names_due_on == day("2024-11-29")  # a Friday


def test_a_notice_cites_what_its_shift_rests_on() -> None:
    other = regulation(overrides=[override("2024-02", agency("a"), "công văn")])
    assert notice(other, shift_of(other, "2024-02")).grounds == ("công văn",)
    assert notice(other, shift_of(other, "2024-03")).grounds == ()
