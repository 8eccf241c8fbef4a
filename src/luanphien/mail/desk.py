"""What every errand of a run works with; and what an errand is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from luanphien.config import Configuration
from luanphien.core.facts import Fact
from luanphien.mail.reports import Report
from luanphien.mail.smtp import Mailer
from luanphien.register import Register


class Rehearsed(NamedTuple):
    """What a rehearsal knows: why the server takes nothing, asked once; what would be done."""

    obstacle: Callable[[], str | None]
    facts: dict[str, list[Fact]]


class Desk(NamedTuple):
    """The configuration, the register, who takes mail, and what time it is.

    `mailer` is None where mail can't be sent. `rehearsed` is there in a rehearsal, in which nothing
    is sent and nothing written. `environment` is that of the process.
    """

    configuration: Configuration
    register: Register
    mailer: Mailer | None
    today: date
    now: Callable[[], datetime]
    rehearsed: Rehearsed | None = None
    environment: Mapping[str, str] = MappingProxyType({})

    def facts(self, shift: str | None = None) -> list[Fact]:
        """What has happened to the shift, or to all; in a rehearsal with what would have."""
        imagined = chain.from_iterable(self.rehearsed.facts.values() if self.rehearsed else ())
        return [
            *self.register.facts(shift),
            *(fact for fact in imagined if shift in (None, fact.shift)),
        ]

    def imagine(self, facts: Iterable[Fact]) -> None:
        """Go on as if this had happened, if this is a rehearsal."""
        if self.rehearsed:
            for fact in facts:
                self.rehearsed.facts.setdefault(fact.shift, []).append(fact)


Errand: TypeAlias = Callable[[Desk], Iterator[Report]]
"""One of the things that a run does, or rehearses: it says what came of each part of it.

What fails in one part stops no other; what is raised all the same ends the run.
"""
