"""The digest: on the first working day of its week or month, and what it tells.

    January 2024            February
Mo Tu We Th Fr Sa Su    Mo Tu We Th Fr Sa Su
=1  2  3  4  5  6  7              1  2  3  4
 8  9 10 11 12 13 14     5  6  7 =8 =9 10 11
15 16 17 18 19 20 21    =12 =13 =14 15 16 17 18
22 23 24 25 26 27 28    19 20 21 22 23 24 25
29 30 31                26 27 28 29

1 January is off, and Tết from 8 to 14 February. A (P, R in reserve) has January, B (Q) February, A
March: notices are due on Monday 29 January (31, 30, 29) and go on Thursday 25; March's are due on
Tuesday 27 February and go on Friday 23.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from luanphien.core.announced import Announced
from luanphien.core.decisions import Every, NoticeRule
from luanphien.core.digest import Digest, Issue, Unserved, digest, due, issue
from luanphien.core.errors import NoRotaError
from luanphien.core.facts import Fact, Says
from luanphien.core.notice import notice
from luanphien.core.obligations import obligations
from luanphien.core.outlook import outlook
from luanphien.core.rota import Rota
from luanphien.core.statements import of_again
from tests.core.builders import (
    ANNOUNCED,
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
    period,
    roster,
    rota,
    rotation,
    shift_of,
    staff,
)

MAILED = tuple(agency(letter, email=f"van-thu@{letter}.lan") for letter in "ab")
OWN = "van-thu@b.lan"


def ruled(**more: Any) -> Rota:
    people = {"a": staff([P], [R]), "b": staff([Q])}
    lists = more.pop("rosters", [roster("2024-01-01", people)])
    return rota(
        rotation("2024-01-01", A, B), agencies=MAILED, rosters=lists, calendar=ANNOUNCED, **more
    )


RULED = ruled()
FEBRUARY = notice(RULED, shift_of(RULED, "2024-02"))
SENT = fact("sent", "2024-01-25", digest=FEBRUARY.digest, channel="email", recipient=OWN)
SENT = SENT._replace(message_id="<1@centre.lan>")


def told(text: str, *facts: Fact, by: Rota = RULED) -> Digest:
    return digest(by, facts, day("2024-01-02"), day(text))


@pytest.mark.parametrize(
    ("every", "on", "name", "first", "last"),
    [
        ("weekly", "2024-01-28", "2024-W04", "2024-01-22", "2024-01-28"),  # a Sunday
        ("weekly", "2024-01-29", "2024-W05", "2024-01-29", "2024-02-04"),
        ("weekly", "2024-02-04", "2024-W05", "2024-01-29", "2024-02-04"),
        # ISO 8601: the week belongs to the year of its Thursday.
        ("weekly", "2023-01-01", "2022-W52", "2022-12-26", "2023-01-01"),
        ("weekly", "2024-12-30", "2025-W01", "2024-12-30", "2025-01-05"),
        ("monthly", "2024-01-31", "2024-01", "2024-01-01", "2024-01-31"),
        ("monthly", "2024-02-01", "2024-02", "2024-02-01", "2024-02-29"),
        ("monthly", "2024-02-29", "2024-02", "2024-02-01", "2024-02-29"),
    ],
)
def test_the_days_that_a_digest_is_of(
    every: Every, on: str, name: str, first: str, last: str
) -> None:
    assert issue(every, day(on)) == Issue(name, period(first, last))


@pytest.mark.parametrize(
    ("every", "on", "name"),
    [
        ("weekly", "2024-01-01", None),  # New Year, a Monday
        ("weekly", "2024-01-02", "2024-W01"),
        ("weekly", "2024-01-07", "2024-W01"),  # whoever was down all week
        ("weekly", "2024-01-08", "2024-W02"),
        ("weekly", "2024-02-14", None),  # Tết
        ("weekly", "2024-02-15", "2024-W07"),
        ("monthly", "2024-01-01", None),
        ("monthly", "2024-01-02", "2024-01"),
        ("monthly", "2024-01-31", "2024-01"),
        ("monthly", "2024-02-01", "2024-02"),
        ("monthly", "2024-06-02", None),  # Sunday; Saturday 1 June is off too
        ("monthly", "2024-06-03", "2024-06"),
    ],
)
def test_it_goes_on_the_first_working_day_or_after(every: Every, on: str, name: str | None) -> None:
    current = due(every, day(on), ANNOUNCED)
    assert (current and current.name) == name


def test_a_week_without_a_working_day_has_none() -> None:
    tet = calendar_of([2024], ["2024-02-05..2024-02-11"])
    days = [day(f"2024-02-{n:02}") for n in range(5, 12)]
    assert [due("weekly", one, tet) for one in days] == [None] * 7
    assert due("weekly", day("2024-02-12"), tet)


def test_it_tells_the_day_and_what_is_owed() -> None:
    facts: Sequence[Fact] = [SENT]
    found = told("2024-01-29", *facts)
    assert found.outlook == outlook(RULED, day("2024-01-29"))
    assert found.obligations == obligations(RULED, facts, day("2024-01-02"), day("2024-01-29"))
    assert [one.duty for one in found.obligations.owed] == ["acknowledge", "handover"]


def test_how_the_notices_of_coming_shifts_stand() -> None:
    february = shift_of(RULED, "2024-02")
    assert told("2024-01-24").announced == ()
    assert told("2024-01-25").announced == (Announced(february, None, None),)
    assert told("2024-01-26", SENT).announced == (Announced(february, SENT, None),)
    answer = SENT._replace(kind="acknowledged")
    assert told("2024-01-31", SENT, answer).announced == (Announced(february, SENT, answer),)
    assert told("2024-02-01", SENT).announced == ()  # it has begun


def test_how_the_next_notice_stands_also_before_it_is_to_go() -> None:
    february, march = shift_of(RULED, "2024-02"), shift_of(RULED, "2024-03")
    assert told("2024-01-24").next_notice == Announced(february, None, None)
    by_hand = SENT._replace(channel="paper")
    assert told("2024-01-24", by_hand).next_notice == Announced(february, by_hand, None)
    assert told("2024-01-29", SENT).next_notice == Announced(february, SENT, None)
    assert told("2024-01-30", SENT).next_notice == Announced(march, None, None)


def test_several_notices_may_be_on_their_way() -> None:
    early = ruled(notice=NoticeRule(send_ahead=30))
    # 30 working days before Friday 1 March 2024: 21 of February less Tết's five are 16, and 14 of
    # January, from Friday 12 on.
    assert [one.shift.id for one in told("2024-01-11", by=early).announced] == ["2024-02"]
    assert [one.shift.id for one in told("2024-01-12", by=early).announced] == [
        "2024-02",
        "2024-03",
    ]


def test_days_that_nobody_serves_in_this_shift_and_the_next() -> None:
    away = [absence(Q, "2024-02-20", "2024-02-21"), absence(Q, "2024-04-02", "2024-04-02")]
    vacant = ruled(absences=away)
    shift = shift_of(vacant, "2024-02")
    hole = (Unserved(shift, period("2024-02-20", "2024-02-21")),)
    assert told("2024-01-02", by=vacant).unserved == hole
    assert told("2024-02-21", by=vacant).unserved == hole
    assert told("2024-02-22", by=vacant).unserved == ()  # April is beyond the next shift
    nobody = told("2024-01-02", by=ruled(rosters=[]))
    assert [one.shift.id for one in nobody.unserved] == ["2024-01", "2024-02"]


def failed(*args: Any, **more: Any) -> tuple[Fact, ...]:
    """What did not arrive."""
    digest = told(*args, **more)
    assert all(one.shift.id == one.fact.shift for one in digest.failed)
    return tuple(one.fact for one in digest.failed)


def test_what_did_not_arrive_until_the_address_takes_something() -> None:
    refused = SENT._replace(kind="refused", note="550")
    other = SENT._replace(kind="undelivered", recipient="q@b.lan")
    assert failed("2024-01-26", refused, other) == (refused, other)
    assert failed("2024-01-26", refused, SENT) == ()
    assert failed("2024-01-26", SENT, SENT._replace(kind="undelivered")) == (
        SENT._replace(kind="undelivered"),
    )
    for kind in ("planned", "deferred", "delivered", "delayed", "acknowledged"):
        assert failed("2024-01-26", SENT._replace(kind=kind)) == ()
    assert failed("2024-01-26", refused._replace(recipient=None)) == ()
    # Of a shift that is over nobody needs to know any more.
    assert failed("2024-02-29", refused) == (refused,)
    assert failed("2024-03-01", refused) == ()


def test_what_came_back_and_was_acknowledged_has_arrived() -> None:
    back = SENT._replace(kind="undelivered")
    again = back._replace(says="again", digest=of_again(FEBRUARY).digest, message_id="<2@so.lan>")
    copy = SENT._replace(kind="undelivered", recipient="q@b.lan")
    by_phone = SENT._replace(kind="acknowledged", recipient="b", channel="phone", message_id=None)
    by_copy = SENT._replace(kind="acknowledged", recipient="q@b.lan")
    for bounce in (back, again):
        assert failed("2024-01-31", SENT, bounce) == (bounce,)
        for answer in (by_phone, by_copy):
            assert failed("2024-01-31", SENT, bounce, answer) == ()
            assert failed("2024-01-31", SENT, answer, bounce) == ()
    # It has arrived where the agency is told, or from where it was answered; nowhere else.
    sent_copy = copy._replace(kind="sent")
    assert failed("2024-01-31", SENT, sent_copy, copy, by_phone) == (copy,)
    assert failed("2024-01-31", SENT, sent_copy, copy, by_copy) == ()
    # An address that refuses is to be put right, and what says something else was not answered.
    for other in (
        back._replace(kind="refused"),
        again._replace(kind="refused"),
        back._replace(says="signed", digest="0" * 64),
        back._replace(shift="2024-03"),
    ):
        at = "2024-01-31" if other.shift == "2024-02" else "2024-02-05"
        assert failed(at, SENT, other, by_phone) == (other,)


def test_an_address_that_nobody_has_any_more_needs_nobody_once_another_took_it() -> None:
    refused = SENT._replace(kind="refused", recipient="cu@b.lan", agency="b", note="550")
    taken = SENT._replace(agency="b")
    assert failed("2024-01-26", refused) == (refused,)
    assert failed("2024-01-26", refused, taken) == ()
    # It was taken before, of something else, or by somebody else: nobody was told.
    assert failed("2024-01-26", taken, refused) == (refused,)
    others: list[dict[str, Any]] = [
        {"kind": "planned"},
        {"shift": "2024-03"},
        {"agency": "a"},
        {"says": "signed"},
        {"person": "q"},
    ]
    for other in others:
        assert failed("2024-01-26", refused, taken._replace(**other)) == (refused,)
    # An address that somebody has is to be put right, whoever else took it.
    own = refused._replace(recipient=OWN)
    for recipient in ("van-thu@a.lan", "cu@b.lan"):
        assert failed("2024-01-26", own, taken._replace(recipient=recipient)) == (own,)
    people = [replace(P, email="p@b.lan"), Q, R]
    plain = ruled(people=people)
    centre = replace(plain.decisions.centre, email="tt@centre.lan")
    with_person = Rota(replace(plain.decisions, centre=centre), ANNOUNCED)
    kept: list[tuple[str, Says]]
    kept = [("p@b.lan", "before_shift"), ("cu@b.lan", "days"), ("tt@centre.lan", "draft")]
    for who, says in kept:
        fact = refused._replace(recipient=who, says=says, agency=None, person="p")
        assert failed("2024-01-26", fact, by=with_person) == (fact,)
    # A reminder is not made up for.
    reminders: tuple[Says, ...] = ("before_shift", "before_handover")
    for says in reminders:
        fact = refused._replace(says=says, agency=None, person="q")
        assert failed("2024-01-26", fact) == ()


def test_before_there_is_a_rota() -> None:
    with pytest.raises(NoRotaError):
        told("2023-12-31")
