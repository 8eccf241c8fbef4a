"""What became of what is no statement of a shift: a digest, or a post in the group."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple

DeliveryKind = Literal["planned", "sent", "deferred", "refused", "unknown"]


class Delivery(NamedTuple):
    """One thing that happened, at a moment (aware), to something on its way to one recipient.

    `about` says what it is, such as `digest.2024-W05`, the same whenever it goes; `recipient` is an
    e-mail address, or what tells a chat from the others. An e-mail has a `message_id`. "unknown" is
    what may have arrived: nobody has heard what became of it.
    """

    at: datetime
    kind: DeliveryKind
    about: str
    recipient: str
    message_id: str | None = None
    note: str | None = None


def last(deliveries: Iterable[Delivery], recipient: str) -> Delivery | None:
    """What was recorded last for that recipient; None if nothing was."""
    newest = None
    for delivery in deliveries:
        if delivery.recipient == recipient:
            newest = delivery
    return newest
