"""What has happened: facts about notices, handovers and replacements, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple

from luanphien.core.period import Period

FactKind = Literal[
    "planned",
    "sent",
    "deferred",
    "refused",
    "acknowledged",
    "reminded",
    "missed",
    "delivered",
    "delayed",
    "undelivered",
    "handed_over",
    "replaced",
    "signed",
]
Says = Literal[
    "handover", "release", "draft", "signed", "again", "days", "before_shift", "before_handover"
]
"""What was said of a shift besides its notice: to the agency that hands over before it, to one that
has no part in it any more, to the Centre what is to be signed, to the agency what has been, and,
where it has not acknowledged, the notice once more; to a person which days are theirs, that the
shift is about to begin, that a handover is."""
AFTER_NOTICE: tuple[Says, ...] = ("signed", "again")
"""What is said to an agency that has the notice; who answers it acknowledges that."""
Channel = Literal["email", "paper", "zalo", "phone"]
Side = Literal["incoming", "outgoing"]
"""Which side of a handover somebody is: who takes over, or who hands over."""

SAYING = ("planned", "sent")
"""The facts by which something may have been said."""
TO_OTHERS: tuple[Says, ...] = ("handover", "release")
"""What is said to an agency whose turn it is not."""
TO_AGENCY: tuple[Says | None, ...] = (None, *TO_OTHERS)
"""What is said of a shift to an agency, each of which takes the others back."""


class Counts(NamedTuple):
    """What the minutes of a handover count: dossiers, results and đồng; None is not told.

    What was `received` and `collected` came in since the handover before; what is `in_progress` or
    waits `to_return`, and the `fees` that are not paid in yet, pass from one officer to the other.
    """

    received: int | None = None
    in_progress: int | None = None
    to_return: int | None = None
    collected: int | None = None
    fees: int | None = None


class HandoverDay(NamedTuple):
    """A day at the end of which somebody takes over, or hands over (Điều 6 khoản 8)."""

    on: date
    side: Side


class Document(NamedTuple):
    """A notice that was signed: its number, its date, and the name of its file.

    `wording` is what `Notice.wording` was when it was recorded.
    """

    number: str
    dated: date
    name: str
    wording: str

    @property
    def key(self) -> tuple[int, str]:
        """The year and the number, by which no other document may be known."""
        return self.dated.year, self.number.lstrip("0").casefold()


class Fact(NamedTuple):
    """One thing that happened in a shift, at a moment in time (aware).

    Of a notice: `digest` is that of what was said, `channel` how; `recipient` an address or a
    name; `agency` the id of whoever was told; `message_id` is set for e-mail. `says` is None for
    the notice itself. Other facts have no digest.

    "delivered", "delayed" and "undelivered" are what a mail server said later of what it had taken
    for the recipient, `note` in its words. "acknowledged" by e-mail, `recipient` is the address
    that answered, `message_id` the message that it answered.

    "signed", the notice with that digest has been signed as the `document`; `attached` is the
    SHA-256 of its file, and of what went with a message.

    "handed_over" (Điều 6 khoản 8): `outgoing` and `incoming` are the names under the minutes,
    `outgoing_agency` and `incoming_agency` the ids of their agencies, `since` the first day of
    the incoming stint, which tells the handovers of a shift apart; `counts` what the minutes
    count, `counts_by_agency` the same of single agencies, by their ids. "replaced" (Điều 6 khoản
    10), the Centre has asked the agency, `recipient`, for another officer than `outgoing` from
    `since` on; `note` says why.

    Of what a person was told, `person` is their id; `days` are all the days of the shift that they
    were told are theirs, none if they were released, and `worked` the working days among these,
    `handovers` when they take over and hand over in it, both of which earlier versions did not
    record; `since` names the handover that they were reminded of. "missed", nobody could tell them
    by e-mail.

    `by` is who did it, `note` anything else; `entered_at` is when it was written down, None if
    that was at once.
    """

    at: datetime
    kind: FactKind
    shift: str
    digest: str | None = None
    channel: Channel | None = None
    recipient: str | None = None
    message_id: str | None = None
    by: str | None = None
    note: str | None = None
    since: date | None = None
    outgoing: str | None = None
    incoming: str | None = None
    counts: Counts | None = None
    outgoing_agency: str | None = None
    incoming_agency: str | None = None
    entered_at: datetime | None = None
    says: Says | None = None
    agency: str | None = None
    document: Document | None = None
    attached: str | None = None
    counts_by_agency: tuple[tuple[str, Counts], ...] = ()
    person: str | None = None
    days: tuple[Period, ...] | None = None
    worked: tuple[Period, ...] | None = None
    handovers: tuple[HandoverDay, ...] | None = None

    @property
    def by_hand(self) -> bool:
        """Of what was sent or answered: whether somebody recorded it, also of their own e-mail."""
        return self.message_id is None

    @property
    def place(self) -> tuple[str | None, str | None]:
        """Which message went to which address."""
        return self.message_id, self.recipient

    @property
    def address(self) -> str | None:
        """The e-mail address that was written to; None for a name."""
        is_address = self.channel == "email" and self.recipient and "@" in self.recipient
        return self.recipient if is_address else None


def not_returned(facts: Sequence[Fact]) -> list[Fact]:
    """The facts of one shift without what was sent in vain: the address never got it.

    What has been acknowledged has arrived, whatever a server says.
    """
    returned = {
        fact.place
        for fact in facts
        if fact.kind == "undelivered" and not acknowledgement(facts, fact.digest)
    }
    return [fact for fact in facts if fact.kind != "sent" or fact.place not in returned]


def out_of_reach(facts: Sequence[Fact], digest: str) -> set[str]:
    """The addresses at which nobody has got what says this.

    What was sent and came back has arrived all the same once it has been acknowledged; where only
    the bounce is recorded, somebody else has answered.
    """
    facts = since_otherwise(facts, digest)
    if acknowledgement(facts, digest):
        sent = {fact.place for fact in facts if fact.kind == "sent"}
        facts = [fact for fact in facts if fact.kind != "undelivered" or fact.place not in sent]
    return undelivered_to(facts, digest)


def undelivered_to(facts: Sequence[Fact], digest: str) -> set[str]:
    """The addresses that a server refused for good, or from which what says this came back.

    Those to which it has gone since are none of them.
    """
    own = [fact for fact in facts if fact.digest == digest]
    failed = {fact.place for fact in own if fact.kind in ("refused", "undelivered")}
    arrived = {fact.recipient for fact in own if fact.kind == "sent" and fact.place not in failed}
    return {address for _, address in failed if address and address not in arrived}


def delivered(facts: Iterable[Fact], sent: Fact) -> Fact | None:
    """The fact by which what was sent has arrived at its address; None if no server said so."""
    arrivals = (fact for fact in facts if fact.kind == "delivered")
    return next((fact for fact in arrivals if fact.place == sent.place), None)


def acknowledgement(facts: Sequence[Fact], digest: str | None) -> Fact | None:
    """The first acknowledgement of what says this; None if nobody has given one."""
    return next(acknowledgements(facts, digest), None)


def acknowledgements(facts: Sequence[Fact], digest: str | None) -> Iterator[Fact]:
    """Those of what says this.

    One from before something else was said is none of what is said again since, nor is an answer
    that comes only then to what was said before.
    """
    recent = since_otherwise(facts, digest)
    messages = {fact.message_id for fact in recent if fact.kind in SAYING}
    answers = (fact for fact in recent if fact.kind == "acknowledged" and fact.digest == digest)
    return (fact for fact in answers if fact.by_hand or fact.message_id in messages)


def since_otherwise(facts: Sequence[Fact], digest: str | None) -> Sequence[Fact]:
    """What has happened in the shift since what says this was last taken back; else all of it."""
    own = next((fact for fact in facts if fact.digest == digest and fact.kind in SAYING), None)
    if own is None:
        return facts
    taken_back = (n for n in reversed(range(len(facts))) if _takes_back(facts[n], own))
    return facts[next(taken_back, -1) + 1 :]


def _takes_back(fact: Fact, said: Fact) -> bool:
    """Whether something else was said to the agency, or as the notice of the shift."""
    if fact.kind not in SAYING or fact.digest == said.digest:
        return False
    if not {fact.says, said.says} <= {*TO_AGENCY}:
        return False
    is_notice = fact.says is None and said.says is None
    return is_notice or bool(fact.agency and fact.agency == said.agency)


def kept_since(facts: Sequence[Fact], beginning: date | None) -> date | None:
    """Since when the register has been kept: its first entry, or the first run by cron."""
    days = [(fact.entered_at or fact.at).date() for fact in facts]
    if beginning:
        days.append(beginning)
    return min(days, default=None)


def of_shift(facts: Iterable[Fact], shift: str) -> list[Fact]:
    """What has happened to the shift with that id."""
    return [fact for fact in facts if fact.shift == shift]


def until(facts: Iterable[Fact], day: date) -> list[Fact]:
    """What had happened by the end of the day."""
    return [fact for fact in facts if fact.at.date() <= day]
