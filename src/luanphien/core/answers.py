"""What comes back of what was sent: what a mail server says of it, and what somebody answers.

Nothing in these is believed of itself: they count by the Message-ID that they name, for the address
to which that message went, or from an address of the agency that it told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from luanphien.core.facts import AFTER_NOTICE, SAYING, Fact, delivered
from luanphien.core.statements import Readers

Arrival = Literal["delivered", "delayed", "undelivered"]


class Notification(NamedTuple):
    """What a mail server says came of a message and one address (RFC 3464).

    `messages` are the Message-IDs that it may be about, `addresses` the ways in which it names the
    address: the likeliest first. It is "unclear" what a server says that has words only.
    """

    messages: tuple[str, ...]
    addresses: tuple[str, ...]
    kind: Literal[Arrival, "unclear"]
    reason: str | None = None


Verdict = Literal["genuine", "forged", "unknown", "unchecked"]
"""What mail servers say of whether a message is from its address: "unknown" if one has looked and
can't say, "unchecked" if none has looked."""


Response = Literal["accepted", "declined", "undecided", "for another", "automatic"]
"""What an answer to an invitation says by its PARTSTAT (RFC 5546 section 3.2.3): "undecided" is
whatever is neither ACCEPTED nor DECLINED, such as TENTATIVE; "for another", that it was accepted in
the name of an address that the answer is not from. "automatic", that a machine has answered."""


class Reply(NamedTuple):
    """An answer from the address `sender` to one of these messages, likeliest first.

    `response` is what it says to an invitation, or that nobody wrote it, else None; of these only
    "accepted" acknowledges. `proven` is that it names what only who has had the
    message can know; an event is shown to the whole world.
    """

    sender: str
    messages: tuple[str, ...]
    response: Response | None = None
    verdict: Verdict = "unchecked"
    proven: bool = True


Answer: TypeAlias = Notification | Reply


class Stray(NamedTuple):
    """What names a message of ours, the one of the fact `about`, and is no record of it.

    - "stranger": a reply from an address that is none of the agency's.
    - "doubted": a reply which a mail server says is not from the agency's address.
    - "unproven": one that anybody could write, of which no server can say that it is from there.
    - "declined": the agency's, or a person's, who turns the invitation down.
    - "undecided": one of theirs that does not say yet whether it takes the invitation.
    - "for another": one of theirs that takes it in the name of another address.
    - "automatic": one of theirs that no person wrote; which is told, since machines mark as such
      also what people wrote.
    - "personal": to a person's own mail, which is no acknowledgement of their agency.
    - "elsewhere": a message has not arrived at an address to which we did not send it, such as that
      to which somebody who has it forwards it.
    - "unclear": a mail server has sent it back, and it is not clear from where.
    """

    what: Literal[
        "stranger",
        "doubted",
        "unproven",
        "declined",
        "undecided",
        "for another",
        "automatic",
        "personal",
        "elsewhere",
        "unclear",
    ]
    about: Fact
    address: str
    reason: str | None = None


class Received(NamedTuple):
    """When an answer came in, and when that is written down; both aware."""

    at: datetime
    now: datetime


def heard(
    answer: Answer,
    received: Received,
    facts: Sequence[Fact],
    readers: Readers,
    ours: Collection[str],
) -> Fact | Stray | None:
    """What the answer adds to what is recorded; None if it adds nothing.

    `facts` are those of all shifts, `ours` the Centre's own addresses, from which nobody answers
    for an agency.
    """
    about = _message(answer.messages, facts)
    if not about:
        return None
    if isinstance(answer, Notification):
        return _arrival(answer, received, about, facts)
    return _acknowledged(answer, received, about[0], facts, readers, ours)


def of_each_statement(heard: Fact, facts: Iterable[Fact]) -> list[Fact]:
    """What a mail server said of a message, of each thing that the message said to the address."""
    said = {
        (fact.shift, fact.digest): fact
        for fact in facts
        if fact.kind in SAYING
        and (fact.message_id, fact.recipient) == (heard.message_id, heard.recipient)
    }
    others = said.values() if heard.kind != "acknowledged" else ()
    return [heard, *(_like(heard, fact) for fact in others if not _is_same(fact, heard))]


def _is_same(one: Fact, other: Fact) -> bool:
    return (one.shift, one.digest) == (other.shift, other.digest)


def _like(heard: Fact, said: Fact) -> Fact:
    return heard._replace(
        shift=said.shift,
        digest=said.digest,
        says=said.says,
        days=said.days,
        since=said.since,
        worked=said.worked,
        handovers=said.handovers,
    )


def _message(ids: Iterable[str], facts: Sequence[Fact]) -> list[Fact]:
    """By which facts the likeliest of these messages went out; none if all are unknown."""
    for id in ids:
        if sent := [fact for fact in facts if fact.message_id == id and fact.kind in SAYING]:
            return sent
    return []


def _arrival(
    notification: Notification, received: Received, sent: Sequence[Fact], facts: Sequence[Fact]
) -> Fact | Stray | None:
    if notification.kind == "unclear":
        return Stray("unclear", sent[0], "")
    by_address = {(fact.recipient or "").casefold(): fact for fact in sent}
    named = (by_address.get(address.casefold()) for address in notification.addresses)
    about = next(filter(None, named), None)
    if about is None and len(by_address) == 1:
        (about,) = by_address.values()  # who forwards it to another address
    if about is None:
        if notification.kind != "undelivered":
            return None
        address = next(iter(notification.addresses), "")
        return Stray("elsewhere", sent[0], address, notification.reason)
    if notification.kind == "undelivered" and delivered(facts, about):
        final = notification.addresses[-1]
        if final.casefold() != (about.recipient or "").casefold():
            return Stray("elsewhere", about, final, notification.reason)
    fact = _of(about, notification.kind, received)._replace(note=notification.reason)
    return None if _is_recorded(fact, facts) else fact


def _acknowledged(
    reply: Reply,
    received: Received,
    about: Fact,
    facts: Sequence[Fact],
    readers: Readers,
    ours: Collection[str],
) -> Fact | Stray | None:
    if about.person:
        return _personal(reply, about, ours)
    told, agency = _notice_with(about, facts), readers.agency_of(about)
    if about.says in AFTER_NOTICE:
        agency = about.agency
    if agency is None:
        return None
    if not readers.speaks_for(reply.sender, agency):
        is_nobody = _is_own(reply, ours) or reply.response == "automatic"
        return None if is_nobody else Stray("stranger", about, reply.sender)
    if reply.verdict == "forged":
        return Stray("doubted", about, reply.sender)
    if reply.response and reply.response != "accepted":
        return Stray(reply.response, about, reply.sender)
    if not reply.proven and reply.verdict == "unknown":
        return Stray("unproven", about, reply.sender)
    fact = _of(told, "acknowledged", received)._replace(
        recipient=reply.sender, by=readers.name(reply.sender), agency=agency
    )
    return None if _is_recorded(fact, facts) else fact


def _personal(reply: Reply, about: Fact, ours: Collection[str]) -> Stray | None:
    """What somebody answers to a person's mail, for the clerk to read; one who comes need not."""
    if reply.response == "accepted" or _is_own(reply, ours):
        return None
    return Stray(reply.response or "personal", about, reply.sender)


def _is_own(reply: Reply, ours: Collection[str]) -> bool:
    return reply.sender.casefold() in {address.casefold() for address in ours}


def _notice_with(about: Fact, facts: Sequence[Fact]) -> Fact:
    """The notice after which something was sent; who answers that has both."""
    if about.says not in AFTER_NOTICE:
        return about
    before = facts[: facts.index(about)]
    notices = (
        fact
        for fact in reversed(before)
        if fact.shift == about.shift and fact.agency == about.agency
        if fact.kind in SAYING and fact.says is None
    )
    return next(notices, about)


def _of(sent: Fact, kind: Literal[Arrival, "acknowledged"], received: Received) -> Fact:
    """What was heard of a message: not before it was sent, nor after it was read."""
    at = min(max(received.at, sent.at), received.now)
    same_day = at.date() == received.now.astimezone(at.tzinfo).date()
    return sent._replace(
        at=at,
        kind=kind,
        by=None,
        note=None,
        entered_at=None if same_day else received.now,
        attached=None,
        document=None,
    )


def _is_recorded(fact: Fact, facts: Iterable[Fact]) -> bool:
    return any(_key(fact) == _key(other) for other in facts)


def _key(fact: Fact) -> tuple[str, str | None, str]:
    return fact.kind, fact.message_id, (fact.recipient or "").casefold()
