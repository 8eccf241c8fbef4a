"""What follows from a change of the rota. Days are Mondays to Fridays, without a day off."""

from __future__ import annotations

import pytest

from luanphien.core.consequences import Consequences, consequences
from luanphien.core.facts import Fact
from luanphien.core.notice import notice
from luanphien.core.period import Period
from luanphien.core.rota import Rota
from tests.core.builders import (
    A,
    B,
    C,
    P,
    Q,
    R,
    S,
    absence,
    calendar_of,
    day,
    fact,
    handed_over,
    ids,
    override,
    period,
    person,
    roster,
    rota,
    rotation,
    shift_of,
    staff,
    substitution,
)

SPRING = period("2024-01-01", "2024-04-30")
ROSTER = roster("2024-01-01", {"a": staff([P], [R]), "b": staff([Q], [S])})
BEFORE = rota(rosters=[ROSTER])
AWAY = rota(rosters=[ROSTER], absences=[absence(P, "2024-01-10", "2024-01-12")])
"""P, who serves in January, is away from Wednesday to Friday; the reserve R serves."""


def follows(
    after: Rota,
    *facts: Fact,
    today: str = "2024-01-02",
    before: Rota = BEFORE,
    days: Period = SPRING,
) -> Consequences:
    return consequences(before, after, facts, days, day(today))


def test_nothing_follows_from_nothing() -> None:
    sent = fact("sent", "2024-01-25", digest="x", channel="paper")
    stray = handed_over("2024-01-17", "2024-01-18", P, R)
    nothing = follows(rota(rosters=[ROSTER]), sent, stray)
    assert nothing == Consequences([], [], [], [], [], [], [], [], None)


def test_an_absence_makes_two_handovers() -> None:
    begun = follows(AWAY).begun_handovers
    assert [
        (handover.on, handover.outgoing.person, handover.incoming.person) for handover in begun
    ] == [
        (day("2024-01-09"), P, R),  # the Tuesday before
        (day("2024-01-12"), R, P),  # the Friday, the last day
    ]
    assert follows(AWAY).ended_handovers == []


def test_an_absence_that_is_taken_out_takes_them_back() -> None:
    back = follows(BEFORE, before=AWAY)
    assert [handover.on for handover in back.ended_handovers] == [
        day("2024-01-09"),
        day("2024-01-12"),
    ]
    assert back.begun_handovers == []


@pytest.mark.parametrize(
    "after",
    [
        rota(rosters=[ROSTER], substitutions=[substitution("2024-01-31", R)]),
        rota(rosters=[roster("2024-01-01", {"a": staff([S], [R]), "b": staff([Q])})]),
        rota(rosters=[ROSTER], overrides=[override("2024-01", C)]),
        rota(rosters=[ROSTER], calendar=calendar_of([2024], ["2024-01-31"])),
    ],
)
def test_a_handover_of_others_or_on_another_day_is_another(after: Rota) -> None:
    moved = follows(after)
    ends = [handover.on for handover in moved.ended_handovers if handover.on == day("2024-01-31")]
    assert ends == [day("2024-01-31")]
    assert moved.begun_handovers


def test_who_serves_on_other_days_is_to_be_told() -> None:
    assert set(ids(follows(AWAY).moved)) == {"p", "r"}


def test_who_loses_all_days_is_told_as_well() -> None:
    # B takes A's March; P serves in January alone then, which is over for the most part.
    after = rota(rosters=[roster("2024-01-01", {"a": staff([R]), "b": staff([Q])})])
    assert ids(follows(after).moved) == ("r", "p")


def test_who_is_to_be_told_is_reached_as_the_new_rota_says() -> None:
    reached = [person("p", phone="0000 000 000"), person("r", phone="0000 000 001")]
    away = rota(rosters=[ROSTER], absences=[absence(P, "2024-01-10", "2024-01-12")], people=reached)
    assert list(follows(away).moved) == reached


def test_nobody_is_told_of_days_that_are_over() -> None:
    assert ids(follows(AWAY, today="2024-01-12").moved) == ("p", "r")
    assert ids(follows(AWAY, today="2024-01-13").moved) == ()


def test_who_would_take_over_and_hand_over_on_one_day() -> None:
    # R would have Saturday 13 and Sunday 14 January alone: both handovers are on Friday 12.
    weekend = rota(rosters=[ROSTER], absences=[absence(P, "2024-01-13", "2024-01-14")])
    (given,) = follows(weekend).idle
    assert (given.on, given.outgoing.person) == (day("2024-01-12"), R)
    assert follows(weekend, before=weekend).idle == []
    assert follows(AWAY).idle == []
    # P is away to Sunday 14 January, and now S serves the week: the weekend is left to R.
    away = [absence(P, "2024-01-08", "2024-01-14")]
    whole = rota(rosters=[ROSTER], absences=away)
    week = substitution("2024-01-08", S, expires=day("2024-01-12"))
    left = rota(rosters=[ROSTER], absences=away, substitutions=[week])
    (given,) = follows(left, before=whole).idle
    assert (given.on, given.outgoing.person) == (day("2024-01-12"), R)
    # P has the weekend after a week away; that S comes for two days of the week changes nothing.
    again = [absence(P, "2024-01-08", "2024-01-12"), absence(P, "2024-01-15", "2024-01-16")]
    before = rota(rosters=[ROSTER], absences=again)
    days = substitution("2024-01-08", S, expires=day("2024-01-09"))
    after = rota(rosters=[ROSTER], absences=again, substitutions=[days])
    assert [given.outgoing.person for given in follows(before).idle] == [P]
    assert follows(after, before=before).idle == []


def test_days_that_nobody_serves() -> None:
    alone = roster("2024-01-01", {"a": staff([P]), "b": staff([Q])})
    before = rota(rosters=[alone])
    after = rota(rosters=[alone], absences=[absence(P, "2024-01-10", "2024-01-12")])
    ((shift, stint),) = follows(after, before=before, today="2024-01-12").vacant
    assert (shift.id, stint.days) == ("2024-01", period("2024-01-10", "2024-01-12"))
    assert follows(after, before=before, today="2024-01-13").vacant == []
    assert follows(after, before=after).vacant == []


def test_more_days_than_before_that_nobody_serves() -> None:
    alone = roster("2024-01-01", {"a": staff([P]), "b": staff([Q])})
    before = rota(rosters=[alone], absences=[absence(P, "2024-01-10", "2024-01-11")])
    after = rota(rosters=[alone], absences=[absence(P, "2024-01-10", "2024-01-12")])
    assert [stint.days for _, stint in follows(after, before=before).vacant] == [
        period("2024-01-10", "2024-01-12")
    ]
    assert follows(before, before=after).vacant == []


def test_minutes_that_fit_no_more() -> None:
    january = handed_over("2024-01-31", "2024-02-01", P, Q)
    february = handed_over("2024-02-29", "2024-03-01", Q, P, shift="2024-02")
    march = handed_over("2024-03-29", "2024-04-01", P, Q, shift="2024-03")
    signed = (january, february, march)
    # P serves from January to March then, and hands over to nobody before April.
    after = rota(rosters=[ROSTER], overrides=[override("2024-02", A)])
    assert follows(after, *signed, today="2024-04-02").strays == [january, february]
    assert follows(AWAY, *signed, today="2024-04-02").strays == []


def test_minutes_that_did_not_fit_before_are_nothing_new() -> None:
    stray = handed_over("2024-01-17", "2024-01-18", P, R)
    assert follows(AWAY, stray).strays == []


def mail(rota: Rota, shift: str, at: str, **more: str) -> Fact:
    """The notice of the shift, sent by e-mail."""
    told = {"channel": "email", "recipient": "b@so-b.vn", **more}
    return fact("sent", at, shift, digest=notice(rota, shift_of(rota, shift)).digest, **told)


def test_a_notice_that_was_sent_is_corrected_to_whom_it_was_sent() -> None:
    reached = person("r", email="r@so-a.vn")
    people = [reached]
    after = rota(rosters=[ROSTER], overrides=[override("2024-02", A)], people=people)
    paper = mail(BEFORE, "2024-02", "2024-01-25", channel="paper", recipient="Sở B")
    sent = mail(BEFORE, "2024-02", "2024-01-25")
    (correction,) = follows(after, paper, sent, today="2024-01-31").corrections
    assert correction.notice.shift.id == "2024-02"
    assert correction.recipients.addresses == ["r@so-a.vn", "b@so-b.vn"]
    assert correction.by_hand == ("Sở B",)


def test_a_notice_of_a_shift_that_has_begun_is_not() -> None:
    after = rota(rosters=[ROSTER], overrides=[override("2024-02", A)])
    sent = mail(BEFORE, "2024-02", "2024-01-25")
    assert len(follows(after, sent, today="2024-01-31").corrections) == 1
    assert follows(after, sent, today="2024-02-01").corrections == []
    assert follows(after, sent, today="2024-02-02").corrections == []


OTHERWISE = rota(rosters=[ROSTER], overrides=[override("2024-02", C)])


@pytest.mark.parametrize(("first", "then"), [(BEFORE, OTHERWISE), (OTHERWISE, BEFORE)])
def test_who_was_told_so_already_is_not_told_otherwise(first: Rota, then: Rota) -> None:
    told = mail(first, "2024-02", "2024-01-24", channel="phone", recipient="the first")
    corrected = mail(then, "2024-02", "2024-01-25", channel="zalo", recipient="the second")
    (correction,) = follows(first, told, corrected, before=then, today="2024-01-26").corrections
    assert correction.by_hand == ("the second",)


def test_a_notice_that_is_right_again_is_not() -> None:
    wrong = rota(rosters=[ROSTER], overrides=[override("2024-02", A)])
    sent = mail(BEFORE, "2024-02", "2024-01-25")
    assert follows(BEFORE, sent, before=wrong, today="2024-01-29").corrections == []


def test_a_notice_that_was_wrong_already_is_no_consequence() -> None:
    wrong = rota(rosters=[ROSTER], overrides=[override("2024-02", C)])
    sent = mail(BEFORE, "2024-02", "2024-01-25")
    later = rota(
        rosters=[ROSTER],
        overrides=[override("2024-02", C)],
        absences=[absence(P, "2024-03-11", "2024-03-12")],
    )
    assert follows(later, sent, before=wrong, today="2024-01-29").corrections == []


def test_a_copy_to_who_hands_over_is_no_notice() -> None:
    sent = mail(BEFORE, "2024-02", "2024-01-25", says="handover")
    after = rota(rosters=[ROSTER], overrides=[override("2024-02", C)])
    assert follows(after, sent, today="2024-01-29").corrections == []


def test_what_was_answered_is_nothing_that_was_said() -> None:
    acknowledged = fact("acknowledged", "2024-01-25", digest="x", channel="phone")
    after = rota(rosters=[ROSTER], overrides=[override("2024-02", C)])
    assert follows(after, acknowledged).corrections == []


@pytest.mark.parametrize(
    ("today", "altered"),
    [("2024-01-09", None), ("2024-01-10", None), ("2024-01-11", "2024-01-10")],
)
def test_a_day_before_today_that_is_altered(today: str, altered: str | None) -> None:
    assert follows(AWAY, today=today).altered == (day(altered) if altered else None)


def test_an_agency_or_a_day_off_alters_days_as_well() -> None:
    agency = rota(rosters=[ROSTER], overrides=[override("2024-01", C)])
    assert follows(agency, today="2024-01-20").altered == day("2024-01-01")
    off = rota(rosters=[ROSTER], calendar=calendar_of([2024], ["2024-01-17"]))
    assert follows(off, today="2024-01-18").altered == day("2024-01-17")
    assert follows(off, today="2024-01-17").altered is None


def test_a_rota_that_begins_earlier_or_later() -> None:
    later = rota(rotation("2024-03-01", A, B), rosters=[ROSTER])
    assert follows(later, today="2024-01-20").altered == day("2024-01-01")
    assert follows(BEFORE, before=later, today="2024-01-20").altered == day("2024-01-01")
    assert [handover.on for handover in follows(later).begun_handovers] == []
    assert B.id in {handover.incoming_agency.id for handover in follows(later).ended_handovers}
