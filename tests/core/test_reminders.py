"""Whom a run reminds.

Sở A has January 2024, P serves it; Sở B February: Q serves it, R is the reserve. 1 February is a
Thursday. Two working days before it is Tuesday 30 January; P hands over to Q on Wednesday 31, one
working day before which is Tuesday 30 too.
"""

from __future__ import annotations

from typing import Any

import pytest

from luanphien.core.decisions import Decisions, NoticeRule, Person, RemindersRule
from luanphien.core.facts import Document, Fact, FactKind
from luanphien.core.notice import notice
from luanphien.core.reminders import Reminder, reminders
from luanphien.core.rota import Rota
from luanphien.core.statements import Statement
from tests.core import builders
from tests.core.builders import (
    ANNOUNCED,
    WEEKDAYS,
    absence,
    assignment,
    day,
    fact,
    person,
    roster,
    staff,
)

KINDS: tuple[FactKind, ...] = ("planned", "sent", "refused", "undelivered")
P, Q, R, S = (person(letter, email=f"{letter}@so.lan") for letter in "pqrs")


def rota(before_shift: int = 2, before_handover: int = 1, **more: Any) -> Rota:
    people = more.pop("people", [P, Q, R, S])
    calendar = more.pop("calendar", WEEKDAYS)
    listed = more.pop("rosters", [roster("2024-01-01", {"a": staff([P]), "b": staff([Q], [R])})])
    plain = builders.rota(people=people, rosters=listed, **more).decisions
    fields = {name: getattr(plain, name) for name in plain.__struct_fields__}
    rule = RemindersRule(before_shift=before_shift, before_handover=before_handover)
    return Rota(Decisions(**{**fields, "reminders": rule}), calendar)


def telling(shift: str, kind: FactKind = "sent") -> Fact:
    """Somebody was told which days of the shift are theirs."""
    return fact(kind, "2024-01-25", shift, digest="0" * 64, says="days", person="q")


def due(*facts: Fact, by: Rota | None = None, today: str = "2024-01-30") -> list[Reminder]:
    def known(shift: str) -> list[Fact]:
        return [fact for fact in facts if fact.shift == shift]

    return reminders(by or rota(), day(today), known)


def reminded(*facts: Fact, **more: Any) -> list[tuple[str, str | None, str]]:
    return [(one.person.id, one.statement.says, one.shift.id) for one in due(*facts, **more)]


BEGINNING = [("q", "before_shift", "2024-02"), ("r", "before_shift", "2024-02")]
HANDOVER = [("p", "before_handover", "2024-01"), ("q", "before_handover", "2024-01")]


def test_both_fall_on_one_day_as_they_are_set() -> None:
    assert reminded() == BEGINNING + HANDOVER
    beginning, *_, handover = due()
    assert beginning.officer is not None
    assert (beginning.officer.person, beginning.handover) == (Q, None)
    assert handover.handover is not None
    assert (handover.handover.on, handover.officer) == (day("2024-01-31"), None)
    assert handover.statement.since == day("2024-02-01")
    assert {one.version for one in due()} == {1}


@pytest.mark.parametrize("today", ["2024-01-29", "2024-01-31", "2024-02-01"])
def test_on_no_other_day(today: str) -> None:
    assert reminded(today=today) == []


@pytest.mark.parametrize(
    ("before_shift", "before_handover", "today", "expected"),
    [
        (0, 0, "2024-01-30", []),
        (0, 1, "2024-01-30", HANDOVER),
        (2, 0, "2024-01-30", BEGINNING),
        (1, 0, "2024-01-31", BEGINNING),
        # Friday 26 January: 29, 30, 31 come between it and the first.
        (4, 0, "2024-01-26", BEGINNING),
        (4, 0, "2024-01-25", []),
        (0, 3, "2024-01-26", HANDOVER),
        # Before 1 March: 21 in February, then the 31st, 30th, 29th, 26th to 22nd and 19th.
        (30, 0, "2024-01-19", [("p", "before_shift", "2024-03")]),
        # Before the handover on Thursday 29 February one more.
        (
            0,
            30,
            "2024-01-18",
            [("q", "before_handover", "2024-02"), ("p", "before_handover", "2024-02")],
        ),
    ],
)
def test_so_many_working_days_ahead(
    before_shift: int, before_handover: int, today: str, expected: list[tuple[str, str, str]]
) -> None:
    assert reminded(by=rota(before_shift, before_handover), today=today) == expected


def test_days_off_are_no_working_days() -> None:
    # Tết from 8 to 14 February, Thursday to Wednesday (Thông báo 5015/TB-LĐTBXH): the reserve
    # takes over on Thursday 15; the officer's last working day before is Wednesday 7.
    away = absence(Q, "2024-02-15", "2024-02-16")
    by = rota(calendar=ANNOUNCED, absences=[away])
    assert reminded(by=by, today="2024-02-06") == [
        ("q", "before_handover", "2024-02"),
        ("r", "before_handover", "2024-02"),
    ]
    assert reminded(by=by, today="2024-02-07") == []


def test_the_reserve_who_stands_in_first_is_the_officer() -> None:
    by = rota(absences=[absence(Q, "2024-02-01", "2024-02-02")])
    assert reminded(by=by)[:1] == [("r", "before_shift", "2024-02")]
    assert ("q", "before_shift", "2024-02") not in reminded(by=by)
    # A reserve who is away then is not reminded.
    by = rota(absences=[absence(R, "2024-02-01", "2024-02-02")])
    assert reminded(by=by)[:2] == [BEGINNING[0], HANDOVER[0]]


def test_where_nobody_is_named_nobody_is_reminded() -> None:
    by = rota(rosters=[roster("2024-01-01", {"a": staff([P])})])
    assert reminded(by=by) == [HANDOVER[0]]


def test_who_has_no_address_is_not_reminded() -> None:
    without = [P, person("q"), person("r", email="r@so-mau.example"), S]
    assert reminded(by=rota(people=without)) == [HANDOVER[0]]


def test_before_the_first_shift_and_at_its_beginning() -> None:
    assert reminded(today="2022-01-03") == []
    # Two working days before 1 January 2024, a Monday, is Thursday 28 December. Nobody hands over.
    assert reminded(today="2023-12-28") == [("p", "before_shift", "2024-01")]


# Not before anybody is told.


SIGNED = NoticeRule(signed="required")


@pytest.mark.parametrize(
    ("today", "ahead", "waits"),
    [
        # The notice of 1 February waits for its signature until its last day, Monday the 29th.
        ("2024-01-25", 5, True),
        ("2024-01-26", 4, True),
        ("2024-01-29", 3, False),
        ("2024-01-30", 2, False),
    ],
)
def test_who_is_told_with_the_notice_is_reminded_after_it(
    today: str, ahead: int, waits: bool
) -> None:
    by = rota(before_shift=ahead, before_handover=0, notice=SIGNED)
    assert reminded(by=by, today=today) == ([] if waits else BEGINNING)
    assert reminded(by=rota(ahead, 0), today=today) == BEGINNING
    # Who hands over has been told; who takes over from another agency has not.
    by = rota(before_shift=0, before_handover=ahead - 1, notice=SIGNED)
    assert reminded(by=by, today=today) == HANDOVER[: 1 if waits else 2]
    # The people of February have heard of it all the same; of another shift it says nothing.
    by = rota(before_shift=ahead, before_handover=0, notice=SIGNED)
    assert reminded(telling("2024-02"), by=by, today=today) == BEGINNING
    assert reminded(telling("2024-02", "planned"), by=by, today=today) == BEGINNING
    for other in (telling("2024-01"), telling("2024-02", "missed")):
        assert reminded(other, by=by, today=today) == ([] if waits else BEGINNING)


def test_one_that_is_signed_waits_no_more() -> None:
    by = rota(before_shift=5, before_handover=0, notice=SIGNED)
    february = notice(by, by.shift_on(day("2024-02-01")))
    document = Document("1", day("2024-01-24"), "tb.pdf", february.wording)
    signed = fact("signed", "2024-01-24", digest=february.digest, document=document)
    assert reminded(signed, by=by, today="2024-01-25") == BEGINNING


def test_within_a_shift_nothing_waits() -> None:
    # Q is away on Thursday 15 and Friday 16 February: R takes over on Wednesday the 14th.
    away = absence(Q, "2024-02-15", "2024-02-16")
    by = rota(absences=[away], notice=SIGNED)
    assert reminded(by=by, today="2024-02-13") == [
        ("q", "before_handover", "2024-02"),
        ("r", "before_handover", "2024-02"),
    ]


# Once.


def said(kind: FactKind, statement: Statement, who: Person, id: str = "<1@centre.lan>") -> Fact:
    return fact(
        kind,
        "2024-01-30",
        statement.shift,
        digest=statement.digest,
        channel="email",
        recipient=who.email,
        message_id=id,
        says=statement.says,
        person=who.id,
        since=statement.since,
    )


def test_what_has_gone_or_can_t_does_not_go_again() -> None:
    begins, _, _, comes = due()
    for kind in ("sent", "refused", "undelivered"):
        answered = [said(kind, begins.statement, Q), said(kind, comes.statement, Q)]
        assert reminded(*answered) == [BEGINNING[1], HANDOVER[0]]
    heard = [said(kind, begins.statement, Q) for kind in ("planned", "sent", "delivered")]
    assert reminded(*heard) == BEGINNING[1:] + HANDOVER
    # A corrected address may take what the old one did not; what has gone has gone.
    moved = rota(people=[P, person("q", email="moi@so.lan"), R, S])
    kinds: tuple[FactKind, ...] = ("sent", "refused", "undelivered")
    again = [due(said(kind, begins.statement, Q), by=moved) for kind in kinds]
    assert [begins.statement in {one.statement for one in due} for due in again] == [
        False,
        True,
        True,
    ]


def test_what_is_on_its_way_goes_again_on_its_day() -> None:
    begins, _, _, comes = due()
    planned = [said("planned", begins.statement, Q), said("planned", comes.statement, Q)]
    again = {one.person.id: one.again for one in due(*planned)}
    assert again == {"q": "<1@centre.lan>", "r": None, "p": None}
    assert due(*planned, today="2024-01-31") == []
    # To an address that is no longer theirs it does not wait.
    moved = rota(people=[P, person("q", email="moi@so.lan"), R, S])
    assert {one.again for one in due(*planned, by=moved)} == {None}


# Who was reminded of a handover hears that it is with somebody else.

Q_IS_ILL = [absence(Q, "2024-02-01", "2024-02-02")]


def test_who_hands_over_hears_until_the_last_day_that_somebody_else_takes_over() -> None:
    to_q = next(one for one in due() if one.person == P)
    told = said("sent", to_q.statement, P)
    for today in ("2024-01-30", "2024-01-31"):
        by = rota(absences=Q_IS_ILL)
        (to_r,) = (one for one in due(told, by=by, today=today) if one.person == P)
        assert (to_r.version, to_r.again) == (2, None)
        assert to_r.handover is not None
        assert to_r.handover.incoming.person == R
    # R, who has not been reminded, is told of the days by another mail; the day has passed.
    assert [one.person for one in due(told, by=by, today="2024-01-31")] == [P]
    assert P not in [one.person for one in due(told, by=by, today="2024-02-01")]
    assert due(by=by, today="2024-01-31") == []
    # It may have arrived, and so is put right; what was refused has not.
    planned = due(told._replace(kind="planned"), by=by, today="2024-01-31")
    assert [one.version for one in planned] == [2]
    assert due(told._replace(kind="refused"), by=by, today="2024-01-31") == []


def test_what_puts_it_right_goes_once_and_again_when_it_changes_back() -> None:
    to_q = next(one for one in due() if one.person == P)
    by = rota(absences=Q_IS_ILL)
    first = said("sent", to_q.statement, P)
    (to_r,) = due(first, by=by, today="2024-01-31")
    second = said("planned", to_r.statement, P, "<2@centre.lan>")
    (again,) = due(first, second, by=by, today="2024-01-31")
    assert (again.version, again.again) == (2, "<2@centre.lan>")
    sent = second._replace(kind="sent")
    assert due(first, second, sent, by=by, today="2024-01-31") == []
    # What is heard of the first message only now changes nothing.
    bounced = first._replace(kind="undelivered")
    assert due(first, second, sent, bounced, by=by, today="2024-01-31") == []
    (back,) = due(first, second, sent, today="2024-01-31")
    assert (back.person, back.version, back.again) == (P, 3, None)
    third = said("sent", back.statement, P, "<3@centre.lan>")
    assert due(first, second, sent, third, today="2024-01-31") == []


def test_what_was_said_otherwise_or_elsewhere_is_no_reminder() -> None:
    begins, *_ = due()
    planned = said("planned", begins.statement, Q)
    others = [planned._replace(digest=digit * 64, kind=kind) for digit in "0f" for kind in KINDS]
    others += [planned._replace(recipient=address) for address in ("a@so.lan", "z@so.lan", None)]
    assert reminded(*others) == BEGINNING + HANDOVER
    assert {one.again for one in due(*others)} == {None}


def test_a_message_of_which_a_part_no_longer_holds_does_not_go_again() -> None:
    begins, _, _, comes = due()
    planned = [said("planned", begins.statement, Q), said("planned", comes.statement, Q)]
    # Q does not begin the shift any more, and is the reserve of nobody; P hands over to S.
    other = rota(assignments=[assignment("2024-02", S)])
    assert ("q", "before_handover", "2024-01") not in reminded(*planned, by=other)
    # Only the reminder of the handover is switched off.
    one_only = rota(before_handover=0)
    assert {one.person.id: one.again for one in due(*planned, by=one_only)} == {
        "q": None,
        "r": None,
    }
