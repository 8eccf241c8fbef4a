"""Handing a message over once, and never losing it.

The intent is recorded before the first byte goes to the server, the result after its reply.
After a crash in between the same bytes go again under the same Message-ID, so that a message
is never lost and a repeat can be recognised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Literal, NamedTuple, Protocol, TypeVar

from luanphien.core.facts import Fact
from luanphien.core.statements import Statement
from luanphien.mail.smtp import Mailer, Outcome, Status

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
R_contra = TypeVar("R_contra", contravariant=True)

Step = Literal["planned"] | Status
"""What happens to a message on its way to the first server."""

PROGRAM = "luanphien"
"""Who has done what the register records of a run."""


class Ledger(Protocol[R_contra]):
    """Where intents and results are recorded: the register."""

    def record(self, facts: Iterable[R_contra]) -> None:
        """Record the facts, all or nothing."""

    def plan(self, facts: Iterable[R_contra], message_id: str, content: bytes) -> None:
        """Record the intent and the message, all or nothing."""

    def content(self, message_id: str) -> bytes | None:
        """The message that was planned under that id."""


class Outgoing(Protocol[R_co]):
    """What goes out under one Message-ID, and what is recorded of it."""

    @property
    def message_id(self) -> str:
        """Its Message-ID."""

    def facts(
        self, at: datetime, kind: Step, address: str, note: str | None = None
    ) -> Sequence[R_co]:
        """What has happened at that moment to the message to the address."""


class Dispatch(NamedTuple):
    """Statements on their way: their Message-ID, and the SHA-256 of the signed file with them."""

    statements: tuple[Statement, ...]
    message_id: str
    attached: str | None = None

    def facts(self, at: datetime, kind: Step, address: str, note: str | None = None) -> list[Fact]:
        """What has happened at that moment to the message to the address, a fact a statement."""
        return [self._fact(statement, at, kind, address, note) for statement in self.statements]

    def _fact(
        self, said: Statement, at: datetime, kind: Step, address: str, note: str | None
    ) -> Fact:
        return said.fact(at, kind, "email", address)._replace(
            message_id=self.message_id, by=PROGRAM, note=note, attached=self.attached
        )


def deliver(
    ledger: Ledger[R],
    mailer: Mailer,
    dispatch: Outgoing[R],
    recipients: Sequence[str],
    make: Callable[[], bytes],
    now: Callable[[], datetime],
) -> dict[str, Outcome]:
    """Send the message to these addresses, and record what came of it.

    `make` makes the message; one that was planned before goes again as it was.
    """
    content = ledger.content(dispatch.message_id)
    planned_at = now()
    planned = [
        fact for address in recipients for fact in dispatch.facts(planned_at, "planned", address)
    ]
    if content is None:
        content = make()
        ledger.plan(planned, dispatch.message_id, content)
    else:
        ledger.record(planned)
    outcomes = mailer.send(content, recipients)
    answered_at = now()
    ledger.record(
        fact
        for address, outcome in outcomes.items()
        for fact in dispatch.facts(answered_at, outcome.status, address, outcome.note)
    )
    return outcomes
