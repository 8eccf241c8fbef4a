"""What is owed today about the notices: on the day itself, the day before and the day after.

February 2024 is Sở Tài chính's. Its notice goes on Thursday 25 January and is in time until
Monday 29 January: 31, 30 and 29 are the three working days before, 26 and 25 two more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pytest

from luanphien.core.decisions import AcknowledgementRule, Agency, NoticeRule
from luanphien.core.facts import Document, Fact, FactKind
from luanphien.core.notice import notice
from luanphien.core.rota import Rota
from luanphien.core.sending import LOOK_BACK, Task, answered, pending, tasks, uncertain
from luanphien.core.statements import of_again
from tests.core.builders import (
    ANNOUNCED,
    SIX,
    A,
    agency,
    day,
    fact,
    moment,
    person,
    rota,
    rotation,
    shift_of,
)

ADDRESS, COPY = "van-thu@stc.lan", "tong-hop@centre.lan"
MAILED = tuple(
    Agency(id=one.id, name=one.name, short_name=one.short_name, email=f"van-thu@{one.id}.lan")
    for one in SIX
)
RULED = rota(rotation("2023-12-01", *MAILED), agencies=MAILED, calendar=ANNOUNCED)
DIGEST = notice(RULED, shift_of(RULED, "2024-02")).digest
OLD = "0" * 64
ANSWERS: tuple[FactKind, ...] = ("sent", "deferred", "refused")
Step = Literal["contact", "centre"]
STEPS: tuple[Step, ...] = ("contact", "centre")

MAILED_AS = "<1@centre.lan>"
SENT = fact(
    "sent",
    "2024-01-25",
    digest=DIGEST,
    channel="email",
    recipient=ADDRESS,
    message_id=MAILED_AS,
)
PLANNED = SENT._replace(kind="planned")
SAID_OLD = SENT._replace(digest=OLD)


def owed(today: str, *facts: Fact) -> list[Task]:
    """The tasks about February's notice, of a register that is kept since 10 January."""

    def known(shift: str) -> Sequence[Fact]:
        assert shift == "2024-02", "no other notice is due"
        return facts

    return list(tasks(RULED, day(today), day("2024-01-10"), known))


def actions(today: str, *facts: Fact) -> list[tuple[str, int, bool]]:
    return [(task.action, task.version, task.overdue) for task in owed(today, *facts)]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2024-01-24", []),
        ("2024-01-25", [("send", 1, False)]),
        ("2024-01-28", [("send", 1, False)]),
        ("2024-01-29", [("send", 1, False)]),  # still in time
        ("2024-01-30", [("send", 1, True)]),
        ("2024-01-31", [("send", 1, True)]),
        ("2024-02-01", [("missed", 1, True)]),  # the shift has begun
        ("2024-02-20", [("missed", 1, True)]),
    ],
)
def test_a_notice_is_sent_until_the_shift_begins(
    today: str, expected: list[tuple[str, int, bool]]
) -> None:
    assert actions(today) == expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2024-01-26", []),
        ("2024-01-28", []),
        ("2024-01-29", [("remind", 1, False)]),  # the deadline is here
        ("2024-01-31", [("remind", 1, False)]),
        ("2024-02-01", []),
    ],
)
def test_who_has_not_acknowledged_is_reminded_at_the_deadline(
    today: str, expected: list[tuple[str, int, bool]]
) -> None:
    assert actions(today, SENT) == expected


@pytest.mark.parametrize("today", ["2024-01-29", "2024-01-30", "2024-01-31"])
def test_an_agency_that_was_told_otherwise_has_been_told(today: str) -> None:
    is_past = today > "2024-01-29"
    (task,) = owed(today, SAID_OLD._replace(kind="planned"), SAID_OLD)
    assert (task.action, task.overdue, task.told) == ("correct", is_past, True)
    # What did not get to it, or came back, has told it nothing.
    back = SAID_OLD._replace(kind="undelivered")
    for facts in ([SAID_OLD._replace(kind="planned")], [SAID_OLD, back]):
        (task,) = owed(today, *facts)
        assert (task.action, task.overdue, task.told) == ("correct", is_past, False)
    (task,) = owed(today)
    assert (task.action, task.overdue, task.told) == ("send", is_past, False)


@pytest.mark.parametrize("kind", ["acknowledged", "reminded"])
def test_nobody_is_reminded_twice_or_after_acknowledging(kind: FactKind) -> None:
    answer = fact(kind, "2024-01-28", digest=DIGEST)
    assert actions("2024-01-29", SENT, answer) == []
    # An answer to what was said before is none to what is said now, whatever its digest was.
    for digest in ("0" * 64, "f" * 64):
        old = answer._replace(digest=digest)
        assert actions("2024-01-29", SENT, old) == [("remind", 1, False)]


def test_a_missed_notice_is_said_once() -> None:
    missed = fact("missed", "2024-02-01")
    assert actions("2024-02-02", missed) == []
    assert actions("2024-02-02", SENT) == []
    assert actions("2024-02-02", SENT._replace(recipient=COPY)) == [("missed", 1, True)]


@pytest.mark.parametrize("digest", ["0" * 64, "f" * 64])
def test_whatever_else_was_said_is_something_else(digest: str) -> None:
    other = SENT._replace(digest=digest)
    assert actions("2024-01-26", other) == [("correct", 2, False)]
    assert actions("2024-01-26", SENT, other) == [("correct", 3, False)]
    assert owed("2024-01-26", other)[0].superseded == (other,)
    assert answered([SENT, other, PLANNED], DIGEST) == set()


def test_a_notice_that_changed_is_corrected() -> None:
    (task,) = owed("2024-01-26", SAID_OLD)
    assert (task.action, task.version, task.overdue) == ("correct", 2, False)
    assert task.superseded == (SAID_OLD,)
    assert task.sent == SAID_OLD
    assert task.notice.shift.id == "2024-02"
    assert actions("2024-01-30", SAID_OLD) == [("correct", 2, True)]
    # Said again it counts as a third, though it is what the first was.
    assert actions("2024-01-26", SENT, SAID_OLD) == [("correct", 3, False)]
    assert actions("2024-02-01", SAID_OLD._replace(recipient=COPY)) == [("missed", 2, True)]


def test_what_was_planned_before_a_crash_may_have_arrived() -> None:
    planned = SAID_OLD._replace(kind="planned")
    refused = SAID_OLD._replace(kind="refused")
    (task,) = owed("2024-01-26", planned, refused)
    assert (task.action, task.version, task.superseded) == ("correct", 2, (planned,))
    # What was planned is what is said now: no correction.
    (task,) = owed("2024-01-26", PLANNED)
    assert (task.action, task.version, task.superseded) == ("send", 1, ())


def test_the_versions_count_what_has_been_said_and_not_to_how_many() -> None:
    other = SAID_OLD._replace(digest="between")
    assert actions("2024-01-26", SAID_OLD, SAID_OLD._replace(recipient=COPY)) == [
        ("correct", 2, False)
    ]
    assert actions("2024-01-26", SAID_OLD, other) == [("correct", 3, False)]
    assert actions("2024-01-26", SAID_OLD, other, PLANNED) == [("correct", 3, False)]
    assert actions("2024-01-26", SAID_OLD, fact("acknowledged", "2024-01-26", digest="x")) == [
        ("correct", 2, False)
    ]


def test_a_copy_that_has_not_gone_is_sent_though_the_agency_has_it() -> None:
    copy = PLANNED._replace(recipient=COPY)
    assert actions("2024-01-26", PLANNED, copy, SENT) == [("send", 1, False)]
    assert actions("2024-01-29", PLANNED, copy, SENT) == [
        ("send", 1, False),
        ("remind", 1, False),
    ]
    taken = SENT._replace(recipient=COPY)
    assert actions("2024-01-26", PLANNED, copy, SENT, taken) == []


def test_who_has_answered_for_good() -> None:
    copy = PLANNED._replace(recipient=COPY)
    assert pending([PLANNED, copy], DIGEST) == {ADDRESS, COPY}
    assert pending([PLANNED, copy, SENT], DIGEST) == {COPY}
    assert answered([PLANNED, copy, SENT], DIGEST) == {ADDRESS}
    refused, deferred = copy._replace(kind="refused"), copy._replace(kind="deferred")
    assert answered([PLANNED, copy, refused], DIGEST) == {COPY}
    assert pending([PLANNED, copy, deferred], DIGEST) == {ADDRESS, COPY}
    assert answered([], DIGEST) == pending([], DIGEST) == set()


def test_whom_a_run_that_died_may_have_reached() -> None:
    copy = PLANNED._replace(recipient=COPY)
    assert uncertain([PLANNED, copy], DIGEST) == {ADDRESS, COPY}
    # Whoever has answered, for now or for good, has been heard; until it is planned anew.
    for kind in ANSWERS:
        heard = SENT._replace(kind=kind)
        assert uncertain([PLANNED, copy, heard], DIGEST) == {COPY}
        assert uncertain([PLANNED, heard, PLANNED], DIGEST) == {ADDRESS}
    assert uncertain([PLANNED, SAID_OLD], DIGEST) == set()
    assert uncertain([SAID_OLD, PLANNED], DIGEST) == {ADDRESS}
    assert uncertain([PLANNED._replace(channel="paper", recipient="Sở Tài chính")], DIGEST) == set()


def test_only_what_was_said_last_counts() -> None:
    # Said, something else said, said again: the first time does not count any more.
    assert answered([SENT, SAID_OLD, PLANNED], DIGEST) == set()
    assert pending([PLANNED, SAID_OLD], DIGEST) == set()
    assert answered([SAID_OLD, SENT], DIGEST) == {ADDRESS}


def test_facts_that_say_nothing_of_a_notice_take_none_off_the_list() -> None:
    minutes = fact("handed_over", "2024-01-26", since=day("2024-03-01"), outgoing="A")
    assert pending([PLANNED, minutes], DIGEST) == {ADDRESS}
    paper = PLANNED._replace(channel="paper", recipient="Sở Tài chính")
    assert pending([paper], DIGEST) == set()
    assert pending([PLANNED._replace(recipient=None)], DIGEST) == set()


def ids(today: str, since: str, by: Rota = RULED) -> list[str]:
    return [task.notice.shift.id for task in tasks(by, day(today), day(since), lambda shift: [])]


def test_shifts_that_started_after_the_first_run_are_looked_at() -> None:
    assert ids("2024-02-10", "2024-01-01") == ["2024-02"]  # January had begun
    assert ids("2024-02-10", "2023-12-31") == ["2024-01", "2024-02"]
    assert ids("2024-02-10", "2023-12-01") == ["2024-01", "2024-02"]
    assert ids("2024-02-10", "2023-11-30") == ["2023-12", "2024-01", "2024-02"]
    assert ids("2024-01-25", "2024-01-10") == ["2024-02"]


def test_a_first_run_on_a_wrong_later_day_hides_nothing() -> None:
    assert ids("2024-01-25", "2024-06-01") == ["2024-02"]
    assert ids("2024-02-23", "2030-01-01") == ["2024-03"]


def test_an_agency_without_an_address_is_told_at_its_contact_s() -> None:
    chief = person("z", email="chanh-van-phong@a.lan")
    one = rota(
        rotation("2024-01-01", A),
        agencies=[agency("a", contact="z")],
        people=[chief],
        calendar=ANNOUNCED,
    )
    said = notice(one, shift_of(one, "2024-02"))
    sent = fact("sent", "2024-01-26", digest=said.digest, channel="email", recipient=chief.email)
    for today in ("2024-01-28", "2024-02-05"):
        assert list(tasks(one, day(today), day("2024-01-10"), lambda shift: [sent])) == []
        assert list(tasks(one, day(today), day("2024-01-10"), lambda shift: []))


def test_a_shift_is_asked_for_its_notice_during_a_year() -> None:
    # 1 February 2024 and 366 days more: 1 February 2025.
    assert LOOK_BACK.days == 366
    assert ids("2025-01-31", "2023-12-01")[0] == "2024-02"
    assert ids("2025-02-01", "2023-12-01")[0] == "2024-03"


def test_a_notice_may_be_sent_as_far_ahead_as_can_be_asked_for() -> None:
    # 60 working days before Monday 1 January 2024, and a whole year's shift before it: twelve
    # weeks of five back from Friday 29 December 2023 begin on Monday 9 October.
    one = rota(
        rotation("2023-01-01", *MAILED, months=12),
        agencies=MAILED,
        notice=NoticeRule(send_ahead=60),
    )
    assert ids("2023-10-08", "2023-06-01", one) == []
    assert ids("2023-10-09", "2023-06-01", one) == ["2024-01"]


def test_before_there_is_a_rota_nothing_is_owed() -> None:
    assert ids("2022-01-01", "2021-12-01") == []
    assert ids("2023-11-23", "2023-11-01") == []
    assert ids("2023-11-24", "2023-11-01") == ["2023-12"]  # five working days before Friday 1


def test_several_shifts_at_once_come_in_order() -> None:
    assert ids("2024-02-23", "2024-01-10") == ["2024-02", "2024-03"]


# The ladder: the agency again, so many working days before the deadline, then the Centre.
# Before Monday 29 January the working days are Friday 26, Thursday 25, Wednesday 24.


def climbed(today: str, *facts: Fact, remind: int = 1, then: Sequence[Step] = STEPS) -> list[Task]:
    """What is owed about February's notice with such a ladder."""
    rule = AcknowledgementRule(remind=remind, then=tuple(then))
    ruled = rota(
        rotation("2023-12-01", *MAILED),
        agencies=MAILED,
        calendar=ANNOUNCED,
        acknowledgement=rule,
        notice=NoticeRule(send_ahead=8),
    )
    known = {"2024-02": facts}
    owed = tasks(ruled, day(today), day("2024-01-10"), lambda shift: known.get(shift, ()))
    return [task for task in owed if task.notice.shift.id == "2024-02"]


def steps(today: str, *facts: Fact, remind: int = 1, then: Sequence[Step] = STEPS) -> list[str]:
    return [task.action for task in climbed(today, *facts, remind=remind, then=then)]


EARLY = SENT._replace(at=moment("2024-01-22"))  # eight working days ahead: a Monday
AGAIN = of_again(notice(RULED, shift_of(RULED, "2024-02")))
REPEATED = EARLY._replace(at=moment("2024-01-26"), digest=AGAIN.digest, says="again")


@pytest.mark.parametrize(
    ("remind", "today", "expected"),
    [
        (1, "2024-01-25", []),
        (1, "2024-01-26", ["again"]),
        (1, "2024-01-28", ["again"]),  # a server that was down on the day
        (1, "2024-01-29", ["again", "remind"]),
        (1, "2024-01-31", ["again", "remind"]),
        (1, "2024-02-01", []),  # the shift has begun
        (2, "2024-01-24", []),
        (2, "2024-01-25", ["again"]),
        (3, "2024-01-23", []),
        (3, "2024-01-24", ["again"]),
    ],
)
def test_who_is_silent_gets_the_notice_again(remind: int, today: str, expected: list[str]) -> None:
    assert steps(today, EARLY, remind=remind) == expected


@pytest.mark.parametrize(
    ("sent", "today", "expected"),
    [
        ("2024-01-26", "2024-01-26", []),  # the day on which it went
        ("2024-01-26", "2024-01-28", []),  # and the weekend
        ("2024-01-26", "2024-01-29", ["again", "remind"]),
        ("2024-01-27", "2024-01-29", ["again", "remind"]),  # it went on a Saturday
        ("2024-01-29", "2024-01-29", ["remind"]),
        ("2024-01-29", "2024-01-30", ["again", "remind"]),
    ],
)
def test_whoever_has_just_been_told_is_given_a_working_day(
    sent: str, today: str, expected: list[str]
) -> None:
    assert steps(today, EARLY._replace(at=moment(sent))) == expected


def test_nobody_gets_the_notice_again_twice_or_after_acknowledging() -> None:
    planned = REPEATED._replace(kind="planned")
    assert steps("2024-01-26", EARLY, planned, REPEATED) == []
    assert steps("2024-01-29", EARLY, REPEATED) == ["remind"]
    acknowledged = fact("acknowledged", "2024-01-26", digest=DIGEST)
    assert steps("2024-01-29", EARLY, acknowledged) == []
    # After a crash, or while the server puts it off, it goes again as it was planned.
    assert steps("2024-01-26", EARLY, planned) == ["again"]
    assert steps("2024-01-26", EARLY, planned, planned._replace(kind="deferred")) == ["again"]
    assert steps("2024-01-29", EARLY, planned, acknowledged) == []
    # It is once for each thing that was said, whatever its digest is.
    for other in ("0" * 64, "f" * 64):
        (task,) = climbed("2024-01-26", EARLY, REPEATED._replace(digest=other))
        assert (task.action, task.version) == ("again", 2)
    (task,) = climbed("2024-01-26", EARLY)
    assert (task.version, task.overdue, task.statement) == (1, False, AGAIN)
    # The notice itself is no reminder of it, nor is it the notice.
    assert steps("2024-01-26", REPEATED) == ["send"]


def test_the_ladder_has_the_steps_that_are_asked_for() -> None:
    assert steps("2024-01-29", EARLY, then=["contact"]) == ["again"]
    assert steps("2024-01-29", EARLY, then=["centre"]) == ["again", "remind"]
    assert steps("2024-01-29", EARLY, then=[]) == ["again"]
    # Whoever was told on paper is asked by whoever brought it.
    paper = EARLY._replace(channel="paper", recipient="Sở Tài chính", message_id=None)
    assert steps("2024-01-26", paper) == []
    assert steps("2024-01-29", paper) == ["remind"]
    # Without a ladder it is as ever.
    assert actions("2024-01-26", EARLY) == []


def test_what_goes_again_goes_with_its_signed_document() -> None:
    said = notice(RULED, shift_of(RULED, "2024-02"))
    paper = Document("12", day("2024-01-24"), "tb-12.pdf", said.wording)
    pen = fact("signed", "2024-01-24", digest=DIGEST, document=paper, attached="f" * 64)
    again, reminder = climbed("2024-01-29", pen, EARLY)
    assert (again.signed, reminder.signed) == (pen, None)
