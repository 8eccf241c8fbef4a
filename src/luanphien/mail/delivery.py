"""Handing a message over once, and never losing it.

The intent is recorded before the first byte goes to the server, the result after its reply.
After a crash in between the same bytes go again under the same Message-ID, so that a message
is never lost and a repeat can be recognised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from luanphien.core.facts import Fact
from luanphien.mail.smtp import Mailer, Outcome


class Ledger(Protocol):
    """Where intents and results are recorded: the register."""

    def record(self, facts: Iterable[Fact]) -> None:
        """Record the facts, all or nothing."""

    def plan(self, facts: Iterable[Fact], message_id: str, content: bytes) -> None:
        """Record the intent and the message, all or nothing."""

    def content(self, message_id: str) -> bytes | None:
        """The message that was planned under that id."""


def deliver(
    ledger: Ledger,
    mailer: Mailer,
    about: Fact,
    recipients: Sequence[str],
    make: Callable[[], bytes],
    now: Callable[[], datetime],
) -> dict[str, Outcome]:
    """Send the message that `about` names to the recipients, and record what came of it.

    `about` is the fact to be recorded but for kind, moment, recipient and note. `make` makes
    the message; one that was planned before goes again as it was.
    """
    assert about.message_id
    content = ledger.content(about.message_id)
    planned = [about._replace(at=now(), kind="planned", recipient=one) for one in recipients]
    if content is None:
        content = make()
        ledger.plan(planned, about.message_id, content)
    else:
        ledger.record(planned)
    outcomes = mailer.send(content, recipients)
    ledger.record(
        about._replace(at=now(), kind=outcome.status, recipient=one, note=outcome.note)
        for one, outcome in outcomes.items()
    )
    return outcomes
