"""What comes back of a notice: notifications of delivery (RFC 3464) and replies.

February 2024 is Sở Tài chính's; its notice goes on Thursday 25 January and is in time until Monday
29 January. It goes to the agency, and in copy to its contact.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

import pytest

from luanphien.core.answers import (
    Answer,
    Notification,
    Received,
    Reply,
    Stray,
    heard,
    of_each_statement,
)
from luanphien.core.companions import companions
from luanphien.core.decisions import Agency
from luanphien.core.facts import Fact, FactKind, Says, acknowledgement, delivered, not_returned
from luanphien.core.notice import notice
from luanphien.core.recipients import told_at
from luanphien.core.report import Told, report
from luanphien.core.sending import answered, is_overdue, pending, tasks
from luanphien.core.served import told_by
from luanphien.core.statements import Readers
from tests.core.builders import (
    ANNOUNCED,
    SIX,
    day,
    fact,
    moment,
    period,
    person,
    rota,
    rotation,
    shift_of,
)

CHIEF = person("chief", email="Chanh-VP@stc.lan")
OTHER = person("other", email="other@sct.lan")
CONTACTS = {"stc": CHIEF.id, "sct": OTHER.id}
MAILED = tuple(
    Agency(
        id=agency.id,
        name=agency.name,
        email=f"van-thu@{agency.id}.lan",
        contact=CONTACTS.get(agency.id),
    )
    for agency in SIX
)
RULED = rota(
    rotation("2023-12-01", *MAILED), agencies=MAILED, people=[CHIEF, OTHER], calendar=ANNOUNCED
)
READERS, OURS = Readers(RULED), ["trung-tam@centre.lan"]
FEBRUARY = notice(RULED, shift_of(RULED, "2024-02"))
OWN, COPY = "van-thu@stc.lan", "Chanh-VP@stc.lan"
ID, OLD_ID = "<luanphien.notice.2024-02.2@centre.lan>", "<luanphien.notice.2024-02.1@centre.lan>"
OLD = "0" * 64


def mailed(to: str = OWN, **more: Any) -> Fact:
    usual: dict[str, Any] = {
        "digest": FEBRUARY.digest,
        "channel": "email",
        "message_id": ID,
        "agency": "stc",
    }
    return fact("sent", "2024-01-25", recipient=to, **{**usual, **more})


SENT, COPIED = mailed(), mailed(COPY)
BOTH = [SENT, COPIED]


def received(on: str = "2024-01-26", now: str = "2024-01-26") -> Received:
    return Received(moment(on, 10), moment(now, 11))


def learned(
    answer: Answer, facts: Sequence[Fact] = BOTH, when: Received | None = None
) -> Fact | Stray | None:
    return heard(answer, when or received(), facts, READERS, OURS)


def failed(address: str = OWN, *, message: str = ID, **more: Any) -> Notification:
    return Notification((message,), (address,), "undelivered", "550 no such user", **more)


def returned(to: str = OWN, **more: Any) -> Fact:
    return mailed(to, **more)._replace(kind="undelivered", at=moment("2024-01-26"))


ACKNOWLEDGED = SENT._replace(kind="acknowledged", recipient=COPY, at=moment("2024-01-26"))


# What is heard.


def test_a_server_says_what_came_of_a_message_to_an_address() -> None:
    bounce = learned(failed())
    assert isinstance(bounce, Fact)
    assert bounce == SENT._replace(
        kind="undelivered", at=moment("2024-01-26", 10), note="550 no such user"
    )
    assert learned(failed(), [*BOTH, bounce]) is None  # said twice, recorded once
    for kind in ("delivered", "delayed"):
        arrival = learned(failed()._replace(kind=kind, reason=None), [*BOTH, bounce])
        assert isinstance(arrival, Fact)
        assert (arrival.kind, arrival.note) == (kind, None)


def test_what_was_delivered_and_comes_back_from_elsewhere_was_forwarded() -> None:
    arrived = [*BOTH, SENT._replace(kind="delivered", at=moment("2024-01-26", 9))]
    reason = "550 no such user"
    for addresses in (("van-thu@home.lan",), (OWN, "van-thu@home.lan"), (OWN, "a@home.lan")):
        back = failed()._replace(addresses=addresses)
        known = [SENT, arrived[-1]] if OWN not in addresses else arrived
        assert learned(back, known) == Stray("elsewhere", SENT, addresses[-1], reason)
    # From the address itself it is undelivered after all; so is what nobody has said was delivered.
    for addresses in ((OWN,), ("Van-Thu@STC.lan",), ("van-thu@home.lan", OWN)):
        bounce = learned(failed()._replace(addresses=addresses), arrived)
        assert isinstance(bounce, Fact)
        assert (bounce.kind, bounce.recipient) == ("undelivered", OWN)
    forwarded = failed()._replace(addresses=(OWN, "van-thu@home.lan"))
    assert isinstance(learned(forwarded), Fact)
    # That it is on its way elsewhere takes nothing back.
    assert isinstance(learned(forwarded._replace(kind="delayed"), arrived), Fact)


def test_the_case_of_an_address_tells_nobody_apart() -> None:
    bounce = learned(failed("chanh-vp@STC.lan"))
    assert isinstance(bounce, Fact)
    assert bounce.recipient == COPY


def test_the_likeliest_name_of_an_address_counts() -> None:
    # Original-Recipient before Final-Recipient (RFC 3464 section 2.3).
    bounce = learned(failed()._replace(addresses=(COPY, OWN)))
    assert isinstance(bounce, Fact)
    assert bounce.recipient == COPY
    bounce = learned(failed()._replace(addresses=("local@inside", COPY)))
    assert isinstance(bounce, Fact)
    assert bounce.recipient == COPY


def test_what_was_forwarded_is_of_the_only_address_or_of_nobody_s() -> None:
    bounce = learned(failed("home@elsewhere.lan"), [SENT])
    assert isinstance(bounce, Fact)
    assert bounce.recipient == OWN
    stray = learned(failed("home@elsewhere.lan"))
    assert stray == Stray("elsewhere", SENT, "home@elsewhere.lan", "550 no such user")
    assert learned(failed("home@elsewhere.lan")._replace(kind="delayed")) is None


def test_a_message_that_came_back_nobody_knows_from_where_is_listed() -> None:
    assert learned(failed()._replace(addresses=(), kind="unclear")) == Stray("unclear", SENT, "")
    assert learned(Notification(("<x@y>",), (), "unclear")) is None


def test_what_names_no_message_of_ours_says_nothing() -> None:
    for other in ("<other@centre.lan>", "<a@centre.lan>"):
        assert learned(failed(message=other), [*BOTH, SENT._replace(message_id=None)]) is None
    assert learned(Reply(OWN, ("<other@centre.lan>",))) is None
    assert learned(Reply(OWN, ())) is None
    planned_only = learned(failed(), [SENT._replace(kind="planned")])
    assert isinstance(planned_only, Fact)  # the server took it, and the process died


def test_a_reply_of_the_agency_or_its_people_acknowledges() -> None:
    reply = learned(Reply("chanh-vp@stc.LAN", ("<x@y>", ID)))
    assert isinstance(reply, Fact)
    assert reply == SENT._replace(
        kind="acknowledged",
        at=moment("2024-01-26", 10),
        recipient="chanh-vp@stc.LAN",
        by=CHIEF.name,
    )
    assert learned(Reply(COPY, (ID,)), [*BOTH, reply]) is None
    another = learned(Reply(OWN, (ID,)), [*BOTH, reply])
    assert isinstance(another, Fact)
    assert another.by == "Sở Tài chính"


@pytest.mark.parametrize("sender", ["other@sct.lan", "van-thu@sct.lan", "a@stranger.lan", ""])
def test_a_reply_of_anybody_else_is_listed_and_not_taken(sender: str) -> None:
    assert learned(Reply(sender, (ID,))) == Stray("stranger", SENT, sender)
    doubted = Reply(sender, (ID,), response="declined", verdict="forged")
    assert learned(doubted) == Stray("stranger", SENT, sender)


def test_an_address_that_is_the_agency_s_no_more_is_listed_and_not_taken() -> None:
    """It may have been mistyped: whoever has it answers that the mail is none of theirs."""
    mistyped = "van-thu@stcc.lan"
    first = mailed(mistyped)
    facts = [first._replace(kind="planned"), first]
    assert learned(Reply(mistyped, (ID,)), facts) == Stray("stranger", facts[0], mistyped)
    assert isinstance(learned(Reply(OWN, (ID,)), facts), Fact)


def test_the_centre_answers_for_nobody() -> None:
    assert learned(Reply("Trung-Tam@centre.lan", (ID,))) is None
    draft = mailed(OURS[0], says="draft", agency=None)
    assert learned(Reply(OWN, (ID,)), [draft]) is None


def test_a_refusal_and_a_forgery_acknowledge_nothing() -> None:
    assert learned(Reply(OWN, (ID,), response="declined")) == Stray("declined", SENT, OWN)
    assert learned(Reply(OWN, (ID,), response="undecided")) == Stray("undecided", SENT, OWN)
    assert learned(Reply(OWN, (ID,), response="for another")) == Stray("for another", SENT, OWN)
    assert learned(Reply(OWN, (ID,), verdict="forged")) == Stray("doubted", SENT, OWN)
    for verdict in ("genuine", "unknown", "unchecked"):
        assert isinstance(learned(Reply(OWN, (ID,), verdict=verdict)), Fact)


def test_what_anybody_can_write_is_believed_unless_a_server_has_looked_in_vain() -> None:
    reply = Reply(OWN, (ID,), response="accepted", proven=False)
    for verdict in ("genuine", "unchecked"):
        assert isinstance(learned(reply._replace(verdict=verdict)), Fact)
    unknown = reply._replace(verdict="unknown")
    assert learned(unknown) == Stray("unproven", SENT, OWN)
    assert learned(unknown._replace(response="declined")) == Stray("declined", SENT, OWN)
    assert learned(unknown._replace(verdict="forged")) == Stray("doubted", SENT, OWN)


@pytest.mark.parametrize("says", ["signed", "again"])
def test_who_answers_what_comes_after_the_notice_has_the_notice(says: Says) -> None:
    signed = mailed(says=says, message_id="<signed@centre.lan>", digest="s" * 64)
    other = mailed(agency="stttt", message_id="<other@centre.lan>")
    before = mailed(agency="bqlkcn", message_id="<before@centre.lan>")
    later = mailed(message_id="<later@centre.lan>", digest="l" * 64)
    months = [
        SENT._replace(shift=shift, message_id=f"<{shift}@b>") for shift in ("2024-01", "2024-03")
    ]
    reminded = SENT._replace(kind="reminded", digest=OLD, message_id=None)
    facts = [SENT, other, before, *months, reminded, signed, later]
    reply = learned(Reply(OWN, ("<signed@centre.lan>",)), facts)
    assert isinstance(reply, Fact)
    assert (reply.message_id, reply.digest, reply.says) == (ID, FEBRUARY.digest, None)
    assert learned(Reply(OWN, (ID,)), [*facts, reply]) is None


def test_who_hands_over_acknowledges_the_copy_and_not_the_notice() -> None:
    copy = mailed("van-thu@stttt.lan", says="handover", agency="stttt", digest="h" * 64)
    reply = learned(Reply("van-thu@stttt.lan", (ID,)), [copy])
    assert isinstance(reply, Fact)
    assert (reply.says, reply.digest) == ("handover", "h" * 64)
    assert acknowledgement([SENT, reply], FEBRUARY.digest) is None
    assert told_by(FEBRUARY, [SENT, reply]) == SENT


def test_an_earlier_version_knew_no_agencies() -> None:
    reply = learned(Reply(COPY, (ID,)), [SENT._replace(agency=None)])
    assert isinstance(reply, Fact)
    assert reply.agency == "stc"


def test_an_answer_comes_after_what_it_answers_and_before_it_is_read() -> None:
    def at(on: str, now: str) -> tuple[Any, Any]:
        reply = learned(Reply(OWN, (ID,)), when=received(on, now))
        assert isinstance(reply, Fact)
        return reply.at, reply.entered_at

    assert at("2024-01-20", "2024-01-25") == (moment("2024-01-25", 9), None)
    assert at("2024-01-26", "2024-01-26") == (moment("2024-01-26", 10), None)
    assert at("2024-01-26", "2024-01-28") == (moment("2024-01-26", 10), moment("2024-01-28", 11))
    assert at("2024-02-26", "2024-01-28") == (moment("2024-01-28", 11), None)


# What follows of it.


def actions(today: str, *facts: Fact) -> list[tuple[str, bool]]:
    def known(shift: str) -> Sequence[Fact]:
        return facts if shift == "2024-02" else ()

    owed = tasks(RULED, day(today), day("2024-01-10"), known)
    return [(task.action, task.overdue) for task in owed]


def test_a_notice_that_came_back_was_not_sent() -> None:
    assert actions("2024-01-26", SENT) == []
    assert actions("2024-01-26", SENT, returned()) == [("send", False)]
    assert actions("2024-01-29", SENT, returned()) == [("send", False)]
    assert actions("2024-01-30", SENT, returned()) == [("send", True)]
    assert actions("2024-02-01", SENT, returned()) == [("missed", True)]
    for kind in ("delayed", "delivered"):
        assert actions("2024-01-26", SENT, returned()._replace(kind=kind)) == []


@pytest.mark.parametrize(
    ("today", "overdue"), [("2024-01-28", False), ("2024-01-29", False), ("2024-01-30", True)]
)
def test_whether_the_deadline_has_passed_without_a_notice(today: str, overdue: bool) -> None:
    assert is_overdue(FEBRUARY, [SENT, returned()], day(today)) == overdue
    assert not is_overdue(FEBRUARY, [SENT], day(today))
    assert not is_overdue(FEBRUARY, [*BOTH, returned()], day(today))


def test_only_what_was_sent_in_vain_is_left_out() -> None:
    others = [SENT._replace(kind=kind) for kind in get_args(FactKind) if kind != "acknowledged"]
    assert not_returned([SENT, *others]) == [fact for fact in others if fact.kind != "sent"]
    assert not_returned([SENT, ACKNOWLEDGED, *others]) == [SENT, ACKNOWLEDGED, *others]


def test_the_next_address_that_got_it_has_the_notice() -> None:
    assert told_at(FEBRUARY, BOTH) == OWN
    assert told_at(FEBRUARY, [*BOTH, returned()]) == COPY
    assert told_at(FEBRUARY, [*BOTH, returned(COPY)]) == OWN
    assert told_at(FEBRUARY, [*BOTH, returned(), returned(COPY)]) is None
    assert actions("2024-01-26", *BOTH, returned()) == []
    assert actions("2024-01-26", *BOTH, returned(), returned(COPY)) == [("send", False)]


def test_a_notice_that_goes_again_to_the_address_may_have_arrived() -> None:
    old = mailed(message_id=OLD_ID)
    back = returned(message_id=OLD_ID)
    assert told_at(FEBRUARY, [old, back, SENT]) == OWN
    assert actions("2024-01-26", old, back, SENT) == []


def test_what_is_acknowledged_has_arrived_whatever_a_server_says() -> None:
    assert actions("2024-01-30", SENT, returned(), ACKNOWLEDGED) == []
    assert actions("2024-01-30", SENT, ACKNOWLEDGED, returned()) == []
    assert actions("2024-02-01", SENT, ACKNOWLEDGED, returned()) == []
    other = ACKNOWLEDGED._replace(digest=OLD)
    assert actions("2024-01-30", SENT, returned(), other) == [("send", True)]


def test_where_only_the_bounce_is_known_nothing_has_arrived() -> None:
    # The process died before the servers' replies were recorded; the agency's own address bounced,
    # its contact answered, and the next run sent to the contact again.
    planned = [fact._replace(kind="planned") for fact in BOTH]
    facts = [*planned, returned(), ACKNOWLEDGED, BOTH[1]]
    assert told_at(FEBRUARY, facts) == COPY
    for today in ("2024-01-30", "2024-02-01"):
        assert actions(today, *facts) == []


def test_what_came_back_is_not_waited_for_again() -> None:
    facts = [SENT._replace(kind="planned"), SENT, returned()]
    assert answered(facts, FEBRUARY.digest) == {OWN}
    assert pending(facts, FEBRUARY.digest) == set()
    # The process died before the server's reply was recorded; the bounce says that it took it.
    unrecorded = [SENT._replace(kind="planned"), returned()]
    assert pending(unrecorded, FEBRUARY.digest) == set()


def test_what_is_heard_of_an_earlier_message_says_nothing_of_the_newest() -> None:
    late = returned(digest=OLD, message_id=OLD_ID)
    facts = [mailed(digest=OLD, message_id=OLD_ID), SENT, late]
    assert answered(facts, FEBRUARY.digest) == {OWN}
    assert actions("2024-01-26", *facts) == []
    same_words = returned(message_id=OLD_ID)
    planned = [mailed(digest=OLD, message_id="<b@c>"), SENT._replace(kind="planned"), same_words]
    assert pending(planned, FEBRUARY.digest) == {OWN}


def test_a_late_reply_to_an_old_notice_takes_no_acknowledgement_back() -> None:
    old = ACKNOWLEDGED._replace(digest=OLD, message_id=OLD_ID)
    assert actions("2024-01-29", SENT, ACKNOWLEDGED, old) == []
    assert actions("2024-01-29", SENT, old) == [("remind", False)]


@pytest.mark.parametrize("says", ["handover", "release"])
def test_an_answer_to_what_goes_with_a_notice_takes_no_notice_back(says: Says) -> None:
    answer = ACKNOWLEDGED._replace(says=says, recipient=OWN)
    assert told_by(FEBRUARY, [SENT, answer]) == SENT
    said = SENT._replace(says=says)
    assert told_by(FEBRUARY, [SENT, said]) is None


def test_nothing_goes_with_a_notice_that_came_back() -> None:
    def owed(*facts: Fact) -> list[str]:
        since = day("2024-01-10")
        known = companions(RULED, day("2024-01-26"), since, lambda shift: facts)
        return [task.action for task in known if task.notice.shift.id == "2024-02"]

    assert owed(SENT) == ["inform"]
    assert owed(SENT, returned()) == []
    assert owed(*BOTH, returned()) == ["inform"]


def test_a_notice_is_known_to_have_arrived() -> None:
    arrived = SENT._replace(kind="delivered", at=moment("2024-01-26"))
    assert delivered([SENT, arrived], SENT) == arrived
    # What arrives later in copy says nothing else of the agency's own.
    assert delivered([SENT, arrived, arrived._replace(recipient=COPY)], SENT) == arrived
    for other in (OLD_ID, "<z@centre.lan>"):
        assert delivered([SENT, arrived._replace(message_id=other)], SENT) is None
    assert delivered([SENT, arrived._replace(recipient=COPY)], SENT) is None
    assert delivered([SENT], SENT) is None


# What the report tells.


def told(*facts: Fact) -> Told:
    days = period("2024-02-01", "2024-02-29")
    (entry,) = report(RULED, days, facts, day("2024-01-02"), day("2024-03-01")).notices
    return entry


def test_the_report_tells_by_which_way() -> None:
    delivered = SENT._replace(kind="delivered", at=moment("2024-01-27"))
    reply = ACKNOWLEDGED._replace(by="Ông chief")
    entry = told(*BOTH, delivered, reply)
    assert (entry.sent_on, entry.sent_via) == (day("2024-01-25"), "email")
    assert (entry.delivered_on, entry.undelivered) == (day("2024-01-27"), ())
    assert entry.acknowledged_on == day("2024-01-26")
    assert (entry.acknowledged_by, entry.acknowledged_via) == ("Ông chief", "email")


def test_an_address_that_takes_no_mail_is_told_also_of_an_acknowledged_notice() -> None:
    entry = told(*BOTH, returned(), ACKNOWLEDGED)
    assert (entry.state, entry.undelivered) == ("on_time", (OWN,))
    again = mailed(message_id=OLD_ID)
    assert told(SENT, returned(), again).undelivered == ()
    assert told(SENT, returned(), again._replace(kind="planned")).undelivered == (OWN,)
    assert told(SENT, returned(digest=OLD)).undelivered == ()


def test_the_report_tells_what_came_back() -> None:
    entry = told(SENT, returned())
    assert (entry.state, entry.sent_on, entry.sent_via, entry.undelivered) == (
        "missing",
        None,
        None,
        (OWN,),
    )
    by_copy = told(*BOTH, returned())
    assert (by_copy.state, by_copy.sent_on) == ("on_time", day("2024-01-25"))
    assert (by_copy.undelivered, by_copy.delivered_on) == ((OWN,), None)
    paper = mailed("Sở Tài chính", channel="paper", message_id=None)
    assert told(SENT, returned(), paper).sent_via == "paper"


def test_the_first_reply_counts_and_a_record_by_hand_corrects_it() -> None:
    second = ACKNOWLEDGED._replace(recipient=OWN, by="B", at=moment("2024-01-28"))
    assert told(SENT, ACKNOWLEDGED, second).acknowledged_on == day("2024-01-26")
    phone = second._replace(channel="phone", message_id=None, recipient="Sở Tài chính")
    entry = told(SENT, ACKNOWLEDGED, phone)
    assert (entry.acknowledged_on, entry.acknowledged_via) == (day("2024-01-28"), "phone")
    copy = ACKNOWLEDGED._replace(says="handover")
    assert told(SENT, copy).acknowledged_on is None


# What goes to a person.

MARCH = "2024-03"
DAYS = (period("2024-02-01", "2024-02-29"),)
TOLD = fact(
    "sent",
    "2024-01-25",
    digest="d" * 64,
    channel="email",
    recipient=COPY,
    message_id=ID,
    says="days",
    person="q",
    days=DAYS,
)
"""One of two shifts of which one message told a person."""
TOLD_TOO = TOLD._replace(shift=MARCH, digest="e" * 64, days=())


def test_what_comes_back_is_recorded_of_all_that_it_said() -> None:
    planned = TOLD._replace(kind="planned")
    other = TOLD._replace(recipient=OWN, digest="f" * 64)
    unlike = TOLD._replace(kind="deferred", digest="0" * 64)
    again = TOLD._replace(message_id="<again@centre.lan>", digest="1" * 64)
    facts = [planned, TOLD_TOO, other, unlike, again, TOLD]
    bounce = learned(failed(COPY), facts)
    assert isinstance(bounce, Fact)
    first, second = of_each_statement(bounce, facts)
    assert first == bounce
    assert (first.shift, first.days) == (TOLD.shift, DAYS)
    at, note = moment("2024-01-26", 10), "550 no such user"
    assert second == TOLD_TOO._replace(kind="undelivered", at=at, note=note)
    assert of_each_statement(ACKNOWLEDGED, [TOLD, TOLD_TOO]) == [ACKNOWLEDGED]
    # And of the other one first.
    of_march = second._replace(note="421")
    assert [one.shift for one in of_each_statement(of_march, facts)] == [MARCH, TOLD.shift]


def test_a_reply_to_a_person_s_mail_is_for_the_clerk_to_read() -> None:
    for sender in (COPY, OWN, "a@stranger.lan"):
        assert learned(Reply(sender, (ID,)), [TOLD]) == Stray("personal", TOLD, sender)
    declined = Reply(COPY, (ID,), response="declined")
    assert learned(declined, [TOLD]) == Stray("declined", TOLD, COPY)
    # Who takes the invitation need not be read, nor the Centre itself.
    assert learned(Reply(COPY, (ID,), response="accepted"), [TOLD]) is None
    assert learned(Reply("Trung-Tam@centre.lan", (ID,)), [TOLD]) is None
    # To the agency's notice it is an answer like any other.
    accepted = learned(Reply(COPY, (ID,), response="accepted"))
    assert isinstance(accepted, Fact)
