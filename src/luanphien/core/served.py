"""Whether the agency whose turn it is has been served with its notice (Điều 6 khoản 6).

Who reads for an agency may change once it has been served: a new address gets the notice too, and
makes nothing late that was in time where the agency was told then.
"""

from __future__ import annotations

from collections.abc import Sequence

from luanphien.core.facts import SAYING, TO_OTHERS, Channel, Fact, not_returned, out_of_reach
from luanphien.core.notice import Notice
from luanphien.core.recipients import recipients, told_at
from luanphien.core.statements import said


def served(notice: Notice, facts: Sequence[Fact]) -> Fact | None:
    """The newest fact of the shift by which its agency has what holds now; None if it has not."""
    newest = next(reversed(served_by(notice, facts)), None)
    return newest if newest and _is_last_word(newest, notice, facts) else None


def is_told(notice: Notice, facts: Sequence[Fact]) -> bool:
    """Whether the agency has what holds now also where it is told now."""
    sent = told_by(notice, facts)
    return bool(sent and _is_last_word(sent, notice, facts))


def told_by(notice: Notice, facts: Sequence[Fact]) -> Fact | None:
    """The newest fact by which the agency had a notice where it is told now, or by hand."""
    now, newest_first = told_at(notice, facts), reversed(served_by(notice, facts))
    return next((fact for fact in newest_first if fact.by_hand or fact.recipient == now), None)


def _is_last_word(sent: Fact, notice: Notice, facts: Sequence[Fact]) -> bool:
    """Whether it says what holds now, and nothing else was said since."""
    newest = next((fact for fact in reversed(said(facts)) if fact.kind in SAYING), None)
    return bool(newest and sent.digest == newest.digest == notice.digest)


def first_notice(notice: Notice, facts: Sequence[Fact]) -> Fact | None:
    """The first fact by which its agency had a notice, by which its deadline was kept or not.

    Whatever that said: Điều 6 khoản 6 asks that the agency be told of its turn, and what a later
    decision changes is a correction, which has no deadline. A later record by hand of a channel
    corrects the one before that says the same.
    """
    first: dict[tuple[Channel | None, str | None], Fact] = {}
    for fact in served_by(notice, facts):
        said = (fact.channel, fact.digest)
        if fact.by_hand or said not in first:
            first[said] = fact
    return min(first.values(), key=lambda fact: fact.at, default=None)


def served_by(notice: Notice, facts: Sequence[Fact]) -> list[Fact]:
    """The facts of the shift by which its agency had a notice, whatever that said, oldest first.

    It had it by hand, or by e-mail at the address where it is told now, or where it was told then.
    One that was told otherwise since has it no more.
    """
    now, then = told_at(notice, facts), _told_then(notice, facts)
    sent: list[Fact] = []
    for fact in not_returned(facts):
        if not _is_to_agency(fact, notice, now):
            continue
        if fact.says in TO_OTHERS and fact.kind in SAYING:
            sent.clear()
        at = (now, then.get(fact.message_id))
        if fact.says is None and fact.kind == "sent" and (fact.by_hand or fact.recipient in at):
            sent.append(fact)
    return sent


def _is_to_agency(fact: Fact, notice: Notice, now: str | None) -> bool:
    """Whether its agency was told, by name; earlier versions recorded none."""
    if fact.agency:
        return fact.agency == notice.agency.id
    return fact.digest == notice.digest or fact.recipient in (notice.agency.name, now)


def _told_then(notice: Notice, facts: Sequence[Fact]) -> dict[str | None, str | None]:
    """Where each message told its agency: at its first address, in order, that is within reach.

    Who had been told otherwise got a copy after it: of these only who reads for it now counts.
    """
    own = recipients(notice).addresses
    messages: dict[str | None, list[Fact]] = {}
    for fact in facts:
        if fact.kind == "planned" and fact.says is None and fact.digest and fact.recipient:
            messages.setdefault(fact.message_id, []).append(fact)
    then: dict[str | None, str | None] = {}
    before: list[Fact] = []
    for id, planned in messages.items():
        digest, addresses = str(planned[0].digest), [fact.recipient for fact in planned]
        otherwise = {fact.recipient for fact in before if fact.digest != digest}
        skipped = (otherwise - {addresses[0], *own}) | out_of_reach(facts, digest)
        then[id] = next((address for address in addresses if address not in skipped), None)
        before += planned
    return then
