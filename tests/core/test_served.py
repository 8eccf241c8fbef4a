"""Whether an agency has been served is judged by who read for it when the notice went.

February 2024 is Sở Tài chính's: its notice goes on Thursday 25 January and is in time until Monday
29 January, two working days later (26 and 29).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from luanphien.core.announced import announced
from luanphien.core.companions import addressees
from luanphien.core.decisions import Agency, Person
from luanphien.core.facts import Fact, FactKind
from luanphien.core.notice import notice
from luanphien.core.obligations import obligations
from luanphien.core.remarks import on_acknowledgement
from luanphien.core.report import Told, report
from luanphien.core.rota import Rota
from luanphien.core.sending import is_overdue, tasks
from luanphien.core.served import first_notice, is_told, served_by
from luanphien.core.statements import Readers, of_handover
from tests.core.builders import (
    ANNOUNCED,
    SIX,
    assignment,
    day,
    fact,
    period,
    person,
    roster,
    rota,
    rotation,
    shift_of,
    staff,
)

OLD, NEW = "van-thu@stc.lan", "van-thu@stc-moi.lan"
CONTACT, OFFICER = "dau-moi@stc.lan", "vo-1@stc.lan"
FIRST, SECOND = person("a", email=OFFICER), person("b", email="nguoi-2@stc.lan")
LATE, BEGUN = day("2024-01-30"), day("2024-02-01")


def ruled(email: str = OLD, serves: Person = FIRST) -> Rota:
    """The rota with Sở Tài chính at that address, and with that officer."""
    mailed = tuple(
        Agency(
            id=one.id,
            name=one.name,
            short_name=one.short_name,
            email=email if one.id == "stc" else f"van-thu@{one.id}.lan",
            contact="c" if one.id == "stc" else None,
        )
        for one in SIX
    )
    people = [person("c", email=CONTACT), FIRST, SECOND]
    return rota(
        rotation("2023-12-01", *mailed),
        agencies=mailed,
        people=people,
        assignments=[assignment("2024-02", serves)],
        rosters=[roster("2023-12-01", {"stc": staff([FIRST, SECOND])})],
        calendar=ANNOUNCED,
    )


DIGEST = notice(ruled(), shift_of(ruled(), "2024-02")).digest


def of_message(kind: FactKind, to: str, on: str = "2024-01-25", **more: Any) -> Fact:
    said = {"digest": DIGEST, "agency": "stc", "message_id": "<1@centre.lan>"} | more
    return fact(kind, on, channel="email", recipient=to, **said)


def mailed(*addresses: str, **more: Any) -> list[Fact]:
    """One message was planned for those addresses, and their servers took it."""
    planned, sent = (
        [of_message(kind, to, **more) for to in addresses] for kind in ("planned", "sent")
    )
    return [*planned, *sent]


def actions(by: Rota, today: date, facts: Sequence[Fact]) -> list[tuple[str, bool]]:
    owed = tasks(by, today, day("2024-01-10"), lambda _: facts)
    return [(task.action, task.overdue) for task in owed]


def is_served(by: Rota, facts: Sequence[Fact]) -> bool:
    return not is_overdue(notice(by, shift_of(by, "2024-02")), facts, LATE)


def reported(by: Rota, facts: Sequence[Fact]) -> Told:
    february = period("2024-02-01", "2024-02-29")
    (told,) = report(by, february, facts, day("2024-01-10"), day("2024-03-15")).notices
    return told


SERVED = mailed(OLD, CONTACT, OFFICER)
REFUSED = [
    *(of_message("planned", to) for to in (OLD, CONTACT, OFFICER)),
    of_message("refused", OLD),
    of_message("sent", CONTACT),
    of_message("sent", OFFICER),
]
RETURNED = [*SERVED, *(of_message("undelivered", to, "2024-01-26") for to in (OLD, CONTACT))]


@pytest.mark.parametrize("facts", [SERVED, REFUSED, RETURNED])
def test_a_new_address_gets_the_notice_and_makes_nothing_late(facts: list[Fact]) -> None:
    moved = ruled(NEW)
    assert actions(moved, LATE, facts) == [("send", False)]
    assert actions(moved, BEGUN, facts) == []
    # Its own server has refused it: the contact, or the officer, has it as before.
    again = [*facts, of_message("planned", NEW), of_message("refused", NEW, "2024-01-30")]
    assert is_served(moved, again)


@pytest.mark.parametrize("facts", [SERVED, REFUSED, RETURNED])
def test_what_a_new_address_is_owed_is_owed_today_until_the_shift_begins(facts: list[Fact]) -> None:
    def sends(on: str, known: Sequence[Fact] = facts) -> list[date]:
        owed = obligations(ruled(NEW), known, day("2024-01-10"), day(on)).owed
        return [one.by for one in owed if one.duty == "send" and one.shift == of_february]

    of_february = shift_of(ruled(NEW), "2024-02")
    assert sends("2024-01-26") == [day("2024-01-29")]
    assert sends("2024-01-29") == [day("2024-01-29")]
    assert sends("2024-01-30") == [day("2024-01-30")]
    assert sends("2024-02-01") == []
    assert sends("2024-02-01", []) == [day("2024-01-29")]


def test_the_first_notice_is_what_told_the_agency_first() -> None:
    said = notice(ruled(), shift_of(ruled(), "2024-02"))

    def by_hand(on: str, channel: str = "phone", digest: str = DIGEST) -> Fact:
        return fact("sent", on, digest=digest, channel=channel, recipient="Sở", agency="stc")

    assert first_notice(said, []) is None
    assert first_notice(said, SERVED) == SERVED[3]
    late = by_hand("2024-01-30")
    assert first_notice(said, [*SERVED, late]) == SERVED[3]
    # What was recorded first may have happened last.
    early = by_hand("2024-01-23", "paper")
    assert first_notice(said, [late, early]) == early
    # A record of the same by the same channel corrects the one before, one of something else not.
    corrected = by_hand("2024-01-31")
    assert first_notice(said, [late, corrected]) == corrected
    for other in ("0" * 64, "f" * 64):
        assert first_notice(said, [by_hand("2024-01-25", digest=other), late]) != late
    # By mail nothing is corrected: it goes once more to a new address.
    again = mailed(OLD, on="2024-01-30", message_id="<2@centre.lan>")
    assert first_notice(said, [*SERVED, *again]) == SERVED[3]
    # Who was told otherwise is told of their turn anew.
    released = of_message("sent", OLD, "2024-01-26", digest="1" * 64, says="release")
    assert first_notice(said, [*SERVED, released, late]) == late


def test_the_report_says_when_the_agency_was_served_first() -> None:
    moved = ruled(NEW)
    told_again = [of_message(kind, NEW, "2024-01-30") for kind in ("planned", "sent")]
    for facts in (SERVED, REFUSED, [*SERVED, *told_again], [*REFUSED, *told_again]):
        told = reported(moved, facts)
        assert (told.sent_on, told.margin, told.state) == (day("2024-01-25"), 2, "on_time")
    late = [*mailed(OLD, CONTACT, on="2024-01-30")]
    assert (reported(moved, late).margin, reported(moved, late).state) == (-1, "late")
    # What was said since is a correction, which has no deadline.
    other = mailed(OLD, on="2024-01-26", digest="0" * 64, message_id="<2@centre.lan>")
    third = mailed(OLD, on="2024-01-30", message_id="<3@centre.lan>")
    assert reported(ruled(), [*SERVED, *other, *third]).sent_on == day("2024-01-25")
    assert reported(ruled(), [*SERVED, *other]).changed


def test_an_officer_who_had_the_notice_for_the_agency_may_be_replaced() -> None:
    replaced = ruled(serves=SECOND)
    assert notice(replaced, shift_of(replaced, "2024-02")).digest == DIGEST
    assert actions(replaced, BEGUN, RETURNED) == []
    assert is_served(replaced, RETURNED)
    # The one who serves instead is no reader of what has come back from everybody.
    nobody = [*RETURNED, of_message("undelivered", OFFICER, "2024-01-27")]
    assert not is_served(replaced, nobody)
    assert actions(replaced, BEGUN, nobody) == [("missed", True)]


def test_a_copy_serves_nobody_while_the_agency_is_still_within_reach() -> None:
    waiting = [
        *(of_message("planned", to) for to in (OLD, CONTACT, OFFICER)),
        of_message("deferred", OLD),
        of_message("sent", CONTACT),
    ]
    for by in (ruled(), ruled(NEW)):
        assert not is_served(by, waiting)
        assert actions(by, BEGUN, waiting) == [("missed", True)]


@pytest.mark.parametrize("other", ["0", "f"])
def test_who_read_for_the_agency_before_the_notice_is_told_and_serves_nobody(other: str) -> None:
    """Who had been told otherwise gets the correction in copy, and reads for it no more."""
    before = mailed(OLD, CONTACT, OFFICER, digest=other * 64, message_id="<0@centre.lan>")
    corrected = mailed(OLD, CONTACT, "nguoi-2@stc.lan", OFFICER)
    back = [of_message("undelivered", to, "2024-01-26") for to in (OLD, CONTACT, "nguoi-2@stc.lan")]
    facts = [*before, *corrected, *back]
    assert not is_served(ruled(serves=SECOND), facts)
    assert is_served(ruled(serves=SECOND), facts[:-1])
    assert is_served(ruled(serves=FIRST), facts)


def test_who_was_told_the_same_twice_has_it_by_either_message() -> None:
    """The second comes from another domain; who served then is in no list any more."""
    back = [of_message("undelivered", to) for to in (OLD, CONTACT, OFFICER)]
    second = "<2@moi.lan>"
    twice = [*SERVED, *back, *mailed(OLD, OFFICER, message_id=second)]
    refused = of_message("undelivered", OLD, "2024-01-26", message_id=second)
    assert is_served(ruled(serves=SECOND), [*twice, refused])
    nobody = of_message("undelivered", OFFICER, "2024-01-26", message_id=second)
    assert not is_served(ruled(serves=SECOND), [*twice, refused, nobody])


def test_what_another_agency_was_told_serves_it_alone() -> None:
    before_a_swap = mailed("van-thu@sct.lan", agency="sct", digest="1" * 64)
    assert actions(ruled(), BEGUN, before_a_swap) == [("missed", True)]
    assert actions(ruled(), BEGUN, mailed(OLD, agency="sct")) == [("missed", True)]
    # Earlier versions did not record the agency: what holds now can only have been said to it.
    for by in (ruled(), ruled(NEW)):
        assert is_served(by, mailed(OLD, agency=None))
        assert not is_served(by, mailed("van-thu@sct.lan", agency=None, digest="1" * 64))


@pytest.mark.parametrize("says", ["handover", "release"])
def test_who_was_told_otherwise_since_has_the_notice_no_more(says: str) -> None:
    otherwise = mailed(OLD, on="2024-01-26", digest="2" * 64, message_id="<2@x>", says=says)
    for by in (ruled(), ruled(NEW)):
        assert not is_served(by, [*SERVED, *otherwise])
        assert is_served(by, [*SERVED, *otherwise, *mailed(OLD, message_id="<3@centre.lan>")])
    (february,) = [shift_of(ruled(), "2024-02")]
    facts = [*SERVED, *otherwise]
    assert served_by(notice(ruled(), february), facts) == []


BY_HAND = fact("sent", "2024-01-25", digest=DIGEST, channel="email", agency="stc", by="A")


@pytest.mark.parametrize("recipient", ["Sở Tài chính", "rieng@x.lan", OLD])
def test_who_was_mailed_by_hand_is_served_wherever_that_was(recipient: str) -> None:
    recorded = [BY_HAND._replace(recipient=recipient)]
    for by in (ruled(), ruled(NEW), ruled("van-thu@stc.example")):
        assert is_served(by, recorded)
        assert actions(by, BEGUN, recorded) == []
        # Only the Centre is reminded: it asks whom it has told itself.
        assert actions(by, day("2024-01-29"), recorded) == [("remind", False)]
    # What changes is said by mail to the agency, and to no name.
    other = [BY_HAND._replace(recipient=recipient, digest="0" * 64)]
    (task,) = tasks(ruled(), day("2024-01-26"), day("2024-01-10"), lambda _: other)
    told = addressees(ruled(), task, Readers(ruled())).addresses
    assert task.action == "correct"
    assert all("@" in address for address in told)
    assert (recipient in told) is ("@" in recipient)


def test_agencies_with_one_address_are_told_apart() -> None:
    """Sở Thông tin và Truyền thông, which hands over before, has the same address."""
    copy = mailed(OLD, says="handover", agency="stttt", digest="3" * 64, message_id="<2@x>")
    for by in (ruled(), ruled(NEW)):
        assert is_served(by, [*SERVED, *copy])
    assert is_told(notice(ruled(), shift_of(ruled(), "2024-02")), [*SERVED, *copy])
    assert actions(ruled(), day("2024-01-26"), [*SERVED, *copy]) == []


def test_after_a_swap_that_was_undone_the_agency_is_asked_again() -> None:
    """It acknowledged, was released, and was told once more that the shift is its."""
    answer, asked = of_message("acknowledged", OLD), fact("reminded", "2024-01-29", digest=DIGEST)
    release = mailed(OLD, says="release", digest="2" * 64, message_id="<2@x>", on="2024-01-26")
    again = mailed(OLD, CONTACT, OFFICER, message_id="<3@x>", on="2024-01-29")
    facts = [*SERVED, answer, asked, *release, *again]
    assert actions(ruled(), day("2024-01-29"), facts) == [("remind", False)]
    assert announced(notice(ruled(), shift_of(ruled(), "2024-02")), facts).acknowledged is None
    assert reported(ruled(), facts).acknowledged_on is None
    # What came back of the third message did not arrive, whatever the first one's answer was.
    back = of_message("undelivered", OLD, "2024-01-30", message_id="<3@x>")
    assert served_by(notice(ruled(), shift_of(ruled(), "2024-02")), [*facts, back]) == [
        fact for fact in again if (fact.kind, fact.recipient) == ("sent", CONTACT)
    ]


def test_the_only_address_of_before_a_correction_served_by_it() -> None:
    first = mailed(OLD, digest="0" * 64, message_id="<0@x>")
    assert is_served(ruled(NEW), [*first, *mailed(OLD, on="2024-01-26")])


def test_who_acknowledges_at_a_new_address_had_the_notice() -> None:
    said = notice(ruled(NEW), shift_of(ruled(NEW), "2024-02"))
    answer = of_message("acknowledged", OLD, "2024-01-26", message_id=None)
    assert list(on_acknowledgement(said, answer, SERVED)) == []
    later = [of_message(kind, NEW, "2024-01-30") for kind in ("planned", "sent")]
    assert list(on_acknowledgement(said, answer, [*SERVED, *later])) == []
    (remark,) = on_acknowledgement(said, answer, later)
    assert (remark.what, remark.owed) == ("unsent_then", LATE)


def test_the_report_counts_no_copy_that_came_back_and_no_answer_to_what_was_before() -> None:
    said = of_handover(notice(ruled(), shift_of(ruled(), "2024-02")))
    assert said
    copy = of_message("sent", "van-thu@stttt.lan", says="handover", digest=said.digest)
    gone = copy._replace(agency=said.agency)
    back = gone._replace(kind="undelivered")
    assert reported(ruled(), [gone]).copied_on == day("2024-01-25")
    assert reported(ruled(), [gone, back]).copied_on is None
    before = mailed(OLD, digest="0" * 64, message_id="<0@x>")
    answer = of_message("acknowledged", OLD, digest="0" * 64, message_id="<0@x>")
    assert reported(ruled(), [*before, answer]).acknowledged_on == day("2024-01-25")
    assert reported(ruled(), [*before, answer, *SERVED]).acknowledged_on is None


def test_the_state_of_the_notice_is_what_has_happened() -> None:
    said = notice(ruled(NEW), shift_of(ruled(NEW), "2024-02"))
    for facts, to in ((SERVED, OLD), (REFUSED, CONTACT), (RETURNED, OFFICER)):
        sent = announced(said, facts).sent
        assert sent
        assert sent.recipient == to
