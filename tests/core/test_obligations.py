"""What people owe in the next ten working days, on the calendar of 2024.

    May                     June                    July
Mo Tu We Th Fr Sa Su    Mo Tu We Th Fr Sa Su    Mo Tu We Th Fr Sa Su
      -1  2  3 =4  5                    1  2     1  2  3  4  5  6  7
 6  7  8  9 10 11 12     3  4  5  6  7  8  9     8  9 10 11 12 13 14
13 14 15 16 17 18 19    10 11 12 13 14 15 16    15 16 17 18 19 20 21
20 21 22 23 24 25 26    17 18 19 20 21 22 23    22 23 24 25 26 27 28
27 28 29 30 31          24 25 26 27 28 29 30    29 30 31

Wednesday 1 May is off, Saturday 4 May is worked. A (P, then R in reserve) has May and July, B (Q)
has June, whose notice is due on Wednesday 29 May (31, 30, 29), July's on Wednesday 26 June.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from luanphien.core.decisions import MailRule
from luanphien.core.errors import NoRotaError
from luanphien.core.facts import Fact
from luanphien.core.notice import notice
from luanphien.core.obligations import Obligations, obligations
from luanphien.core.rota import Rota
from luanphien.core.statements import of_days
from tests.core.builders import (
    ANNOUNCED,
    WEEKDAYS,
    A,
    B,
    P,
    Q,
    R,
    absence,
    agency,
    calendar_of,
    day,
    fact,
    handed_over,
    period,
    roster,
    rota,
    rotation,
    shift_of,
    staff,
)

STAFF = {"a": staff([P], [R]), "b": staff([Q])}
KEPT = "2024-05-02"
MAIL = MailRule(host="smtp.so-mau.example")


def ruled(calendar: Any = ANNOUNCED, **more: Any) -> Rota:
    rosters = more.pop("rosters", [roster("2024-01-01", STAFF)])
    return rota(rotation("2024-05-01", A, B), calendar=calendar, rosters=rosters, **more)


def on(text: str, facts: Sequence[Fact] = (), kept: str | None = KEPT, **more: Any) -> Obligations:
    return obligations(ruled(**more), facts, day(kept) if kept else None, day(text))


def owed(*args: Any, **more: Any) -> list[tuple[str, str, str | None]]:
    """What is owed, by when, and of which shift."""
    listed = on(*args, **more).owed
    return [(one.duty, str(one.by), one.shift and one.shift.id) for one in listed]


def sent(at: str, month: str = "2024-06", channel: Any = "paper", **more: Any) -> Fact:
    digest = notice(ruled(), shift_of(ruled(), month)).digest
    return fact("sent", at, month, digest=digest, channel=channel, **more)


SEND, HAND_OVER = ("send", "2024-05-29", "2024-06"), ("handover", "2024-05-31", "2024-05")


def test_ten_working_days_are_looked_at_today_counted() -> None:
    # Thursday 16 May is the first of 16, 17, 20-24, 27, 28 and 29 May: ten working days.
    assert (on("2024-05-16").until, owed("2024-05-16")) == (day("2024-05-29"), [SEND])
    assert (on("2024-05-15").until, owed("2024-05-15")) == (day("2024-05-28"), [])
    # On Sunday 19 May they begin on Monday: 20-24, 27-31.
    assert on("2024-05-19").until == day("2024-05-31")
    assert owed("2024-05-19") == owed("2024-05-20") == [SEND, HAND_OVER]
    assert owed("2024-05-17") == [SEND]  # to Thursday the 30th


def test_a_notice_is_overdue_until_its_shift_has_ended() -> None:
    def is_overdue(text: str) -> bool:
        duties = [(one.duty, one.by) for one in on(text).overdue]
        return ("send", day("2024-05-29")) in duties

    assert [is_overdue(f"2024-05-{n}") for n in (28, 29, 30)] == [False, False, True]
    assert [is_overdue(text) for text in ("2024-06-03", "2024-06-30", "2024-07-01")] == [
        True,
        True,
        False,
    ]


def test_nothing_is_asked_for_from_before_the_register() -> None:
    # The minutes of 31 May and June's notice belong to a time when nobody kept a register.
    later = ("2024-06-03", (), "2024-06-03")
    assert owed(*later) == owed("2024-06-03", kept=None) == []
    assert [one.duty for one in on("2024-06-03", (), "2024-05-31").owed] == ["send", "handover"]
    # Nor does the notice of a shift that began on the register's first day, or before.
    for kept, asked in (("2024-05-31", True), ("2024-06-01", False), ("2024-06-02", False)):
        assert ("send" in [one.duty for one in on("2024-06-03", (), kept).owed]) == asked
    assert SEND in owed("2024-05-29", kept=None)  # what lies ahead is owed all the same


def test_what_was_sent_is_to_be_acknowledged_before_the_shift() -> None:
    facts = [sent("2024-05-24")]
    acknowledge = ("acknowledge", "2024-05-29", "2024-06")
    assert acknowledge in owed("2024-05-24", facts)
    assert acknowledge in owed("2024-05-31", facts)
    for begun in ("2024-06-01", "2024-06-03"):
        assert acknowledge not in owed(begun, facts)
    told = [*facts, facts[0]._replace(kind="acknowledged")]
    assert owed("2024-05-27", told) == [HAND_OVER]


@pytest.mark.parametrize("shift", ["2024-05", "2024-07"])
def test_the_facts_of_another_shift_settle_nothing(shift: str) -> None:
    assert SEND in owed("2024-05-24", [sent("2024-05-24")._replace(shift=shift)])


def test_what_was_said_and_is_no_longer_so_is_corrected() -> None:
    facts = [sent("2024-05-24", recipient="b")._replace(digest="f" * 64)]
    assert ("correct", "2024-05-29", "2024-06") in owed("2024-05-27", facts)


@pytest.mark.parametrize("digest", ["0" * 64, "f" * 64])
def test_a_correction_is_asked_for_before_the_shift_and_has_no_deadline(digest: str) -> None:
    # What changes after Wednesday 29 May is told on the day on which it is looked at; whoever
    # serves already has been told of their turn (Điều 6 khoản 6).
    facts = [sent("2024-05-24", recipient="b", agency="b")._replace(digest=digest)]
    for text in ("2024-05-30", "2024-05-31"):
        assert ("correct", text, "2024-06") in owed(text, facts)
        assert [one.duty for one in on(text, facts).overdue] == []
    for begun in ("2024-06-01", "2024-06-03", "2024-06-28"):
        assert {"correct", "acknowledge"}.isdisjoint(one.duty for one in on(begun, facts).owed)
    # The agency whose turn it was before has been told; the one whose turn it is has not.
    elsewhere = [facts[0]._replace(agency="a", recipient="a")]
    for begun in ("2024-05-30", "2024-06-03"):
        assert ("correct", "2024-05-29", "2024-06") in owed(begun, elsewhere)


def test_a_run_can_send_by_mail_what_it_has_an_address_for() -> None:
    reachable = agency("b", email="van-thu@so-b.gov.vn")

    def by_mail(text: str, **more: Any) -> list[bool]:
        return [one.by_mail for one in on(text, **more).owed if one.duty == "send"]

    assert by_mail("2024-05-24", mail=MAIL, agencies=[reachable]) == [True]
    assert by_mail("2024-05-24", agencies=[reachable]) == [False]
    assert by_mail("2024-05-24", mail=MAIL) == [False]
    # No run sends the notice of a shift that has begun.
    assert by_mail("2024-05-31", mail=MAIL, agencies=[reachable]) == [True]
    for begun in ("2024-06-01", "2024-06-03"):
        assert by_mail(begun, mail=MAIL, agencies=[reachable]) == [False]
    # What is owed otherwise is nothing to send.
    others = on("2024-06-24", mail=MAIL, agencies=[reachable]).owed
    assert {one.duty for one in others if not one.by_mail} >= {"handover", "send"}
    assert [one for one in others if one.by_mail and one.duty != "send"] == []


def test_names_are_due_the_working_day_before_the_handover() -> None:
    # B has nobody: June's handover is on Friday 31 May, so the name is due on Thursday.
    nobody = [roster("2024-01-01", {"a": STAFF["a"]})]
    listed = [one for one in on("2024-05-17", rosters=nobody).owed if one.duty == "name"]
    assert [(one.by, one.days) for one in listed] == [
        (day("2024-05-30"), period("2024-06-01", "2024-06-30"))
    ]
    assert "name" not in [one.duty for one in on("2024-05-16", rosters=nobody).owed]
    assert [one.by for one in on("2024-06-10", rosters=nobody).overdue if one.duty == "name"] == [
        day("2024-05-30")
    ]


def test_days_within_a_shift_that_nobody_serves() -> None:
    # Q is away from Monday 17 to Tuesday 18 June and B has no reserve. Who will serve takes over on
    # Friday the 14th, and is named on Thursday.
    away = [absence(Q, "2024-06-17", "2024-06-18")]

    def named(text: str) -> list[Any]:
        return [(one.by, one.days) for one in on(text, absences=away).owed if one.duty == "name"]

    vacant = [(day("2024-06-13"), period("2024-06-17", "2024-06-18"))]
    assert [named(text) for text in ("2024-05-30", "2024-05-31")] == [[], vacant]
    assert [named(text) for text in ("2024-06-18", "2024-06-19")] == [vacant, []]
    away.append(absence(Q, "2024-06-10", "2024-06-11"))  # which is over on the 12th
    assert named("2024-06-12") == vacant


def test_names_of_the_first_shift_which_nobody_hands_over() -> None:
    # The last working day before Wednesday 1 May is Friday 26 April.
    first, *_ = [one for one in on("2024-05-02", rosters=[]).owed if one.duty == "name"]
    assert (first.shift and first.shift.id, first.by) == ("2024-05", day("2024-04-26"))


def test_minutes_are_owed_once_and_the_oldest_come_first() -> None:
    minutes = handed_over("2024-05-31", "2024-06-01", P, Q, shift="2024-05")
    told = [sent("2024-05-24"), sent("2024-05-24")._replace(kind="acknowledged")]
    facts = [*told, sent("2024-06-20", "2024-07"), minutes]
    acknowledge = ("acknowledge", "2024-06-26", "2024-07")
    handover = ("handover", "2024-06-28", "2024-06")
    assert owed("2024-06-24", facts) == [acknowledge, handover]
    assert owed("2024-06-24", facts[:-1]) == [HAND_OVER, acknowledge, handover]
    early = [*facts, handed_over("2024-06-21", "2024-07-01", Q, P, shift="2024-06")]
    assert owed("2024-06-24", early) == [acknowledge]
    # On its day the handover is not late yet.
    assert [one.duty for one in on("2024-06-28", facts).overdue] == ["acknowledge"]


@pytest.mark.parametrize(
    ("today", "expires", "ends"),
    [
        # A list without an end is the year's («hằng năm», Điều 6 khoản 4): asked for from November.
        ("2024-10-31", None, None),
        ("2024-11-01", None, "2024-12-31"),
        ("2024-12-31", None, "2024-12-31"),
        ("2025-01-02", None, None),
        # One that ends in the middle of a year is asked for in the last two months of it.
        ("2024-07-31", "2024-09-15", None),
        ("2024-08-01", "2024-09-15", "2024-09-15"),
        ("2024-11-01", "2025-03-31", None),
        ("2025-02-01", "2025-03-31", "2025-03-31"),
        ("2024-11-30", "2025-01-15", None),
        ("2024-12-02", "2025-01-15", "2025-01-15"),
    ],
)
def test_the_next_list_of_staff(today: str, expires: str | None, ends: str | None) -> None:
    lists = [roster("2024-01-01", STAFF, expires=expires)]
    listed = [one for one in on(today, kept=today, rosters=lists).owed if one.duty == "list"]
    assert [str(one.by) for one in listed] == ([ends] if ends else [])


def test_a_list_that_follows_settles_it() -> None:
    lists = [roster("2024-01-01", STAFF), roster("2025-01-01", STAFF)]
    assert "list" not in [one.duty for one in on("2024-12-02", rosters=lists).owed]
    late = [roster("2024-01-01", STAFF), roster("2025-01-02", STAFF)]
    assert "list" in [one.duty for one in on("2024-12-02", rosters=late).owed]
    assert "list" in [one.duty for one in on("2024-12-02", rosters=[]).owed]


def test_days_that_are_only_forecast_are_provisional() -> None:
    only_2024 = calendar_of([2024])
    # Tuesday 17 December: 17-20, 23-27 and 30 December; from the 19th on, into January.
    assert not on("2024-12-17", calendar=only_2024).provisional
    assert not on("2024-12-18", calendar=only_2024).provisional
    assert on("2024-12-19", calendar=only_2024).provisional


def test_before_there_is_a_rota() -> None:
    with pytest.raises(NoRotaError):
        on("2024-04-30")


def test_whom_no_mail_reaches_the_centre_tells_itself() -> None:
    # June's notice goes on Monday 27 May (31, 30, 29, 28, 27); Q has no address.
    mailed: dict[str, Any] = {"mail": MAIL}
    assert "tell" not in [one.duty for one in on("2024-05-26", **mailed).owed]
    (tell,) = [one for one in on("2024-05-27", **mailed).owed if one.duty == "tell"]
    assert tell.telling
    # June begins on a Saturday: their first day is Monday the 3rd, which Friday 31 May precedes.
    assert (tell.by, tell.shift, tell.telling.person) == (
        day("2024-05-31"),
        shift_of(ruled(), "2024-06"),
        Q,
    )
    # On Monday the 3rd it is late; once they are told it is done.
    assert "tell" in [one.duty for one in on("2024-06-03", **mailed).overdue]
    june = period("2024-06-01", "2024-06-30")
    told = of_days(shift_of(ruled(), "2024-06"), "q", [june], WEEKDAYS)
    by_phone = fact(
        "sent",
        "2024-05-27",
        told.shift,
        digest=told.digest,
        channel="phone",
        recipient="Ông q",
        says="days",
        person="q",
        days=told.days,
        worked=told.worked,
    )
    for today in ("2024-05-27", "2024-06-03"):
        assert "tell" not in [one.duty for one in on(today, [by_phone], **mailed).owed]
    # Who stands in only later in June is told later: on 10 June ten working days end on the 21st,
    # the working day before Monday the 24th.
    later = [absence(Q, "2024-06-24", "2024-06-28")]
    lists = [roster("2024-01-01", {"a": staff([P], [R]), "b": staff([Q], [R])})]
    for today, is_asked in (("2024-06-07", False), ("2024-06-10", True)):
        owed_then = on(today, [by_phone], absences=later, rosters=lists, **mailed).owed
        asked = [one.telling.person for one in owed_then if one.telling]
        assert asked == ([Q, R] if is_asked else [])
    # A centre that sends no mail is asked for nothing; nor is one that has begun no register.
    assert "tell" not in [one.duty for one in on("2024-05-27").owed]
    assert "tell" in [one.duty for one in on("2024-05-31", kept=None, **mailed).owed]
    assert "tell" not in [one.duty for one in on("2024-06-01", kept=None, **mailed).owed]
