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

from luanphien.core.announced import Announced
from luanphien.core.decisions import Every, NoticeRule
from luanphien.core.digest import Digest, Issue, Unserved, digest, due, issue
from luanphien.core.errors import NoRotaError
from luanphien.core.facts import Fact
from luanphien.core.notice import notice
from luanphien.core.obligations import obligations
from luanphien.core.outlook import outlook
from luanphien.core.rota import Rota
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


def test_what_did_not_arrive_until_the_address_takes_something() -> None:
    refused = SENT._replace(kind="refused", note="550")
    other = SENT._replace(kind="undelivered", recipient="q@b.lan")
    assert told("2024-01-26", refused, other).failed == (refused, other)
    assert told("2024-01-26", refused, SENT).failed == ()
    assert told("2024-01-26", SENT, SENT._replace(kind="undelivered")).failed == (
        SENT._replace(kind="undelivered"),
    )
    for kind in ("planned", "deferred", "delivered", "delayed", "acknowledged"):
        assert told("2024-01-26", SENT._replace(kind=kind)).failed == ()
    assert told("2024-01-26", refused._replace(recipient=None)).failed == ()
    # Of a shift that is over nobody needs to know any more.
    assert told("2024-02-29", refused).failed == (refused,)
    assert told("2024-03-01", refused).failed == ()


def test_before_there_is_a_rota() -> None:
    with pytest.raises(NoRotaError):
        told("2023-12-31")
