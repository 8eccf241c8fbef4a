"""What has happened to the notices: facts, and what they add up to for one shift."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple, get_args

Kind = Literal["planned", "sent", "deferred", "refused", "acknowledged", "reminded", "missed"]
Channel = Literal["email", "paper", "zalo", "phone"]

KINDS: tuple[Kind, ...] = get_args(Kind)
CHANNELS: tuple[Channel, ...] = get_args(Channel)


class Fact(NamedTuple):
    """One thing that happened to the notice of a shift, at a moment in time (aware).

    `digest` is that of the notice that was said; `recipient` an address or a name;
    `message_id` is set for e-mail; `by` is who did it, `note` anything else.
    """

    at: datetime
    kind: Kind
    shift: str
    digest: str
    channel: Channel
    recipient: str | None = None
    message_id: str | None = None
    by: str | None = None
    note: str | None = None


class Standing(NamedTuple):
    """How the notice of one shift stands: the newest fact of each sort, None if there is none."""

    sent: Fact | None = None
    acknowledged: Fact | None = None
    reminded: Fact | None = None
    missed: Fact | None = None


def standing(facts: Iterable[Fact], agency: str | None = None) -> Standing:
    """How the notice stands after these facts of one shift, oldest first.

    E-mail counts as sent when the agency's own address, `agency`, took it; paper, Zalo and
    telephone when they are recorded.
    """
    newest: dict[str, Fact] = {}
    for fact in facts:
        if fact.kind == "sent" and fact.channel == "email" and fact.recipient != agency:
            continue
        newest[fact.kind] = fact
    return Standing(*(newest.get(kind) for kind in Standing._fields))
