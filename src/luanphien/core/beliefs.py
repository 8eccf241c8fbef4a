"""What people take to be theirs, by what was said to them: it may have arrived, or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from luanphien.core.facts import SAYING, Fact, HandoverDay
from luanphien.core.period import Period, days_in
from luanphien.core.workdays import WorkCalendar


class Belief(NamedTuple):
    """The days that somebody takes to be theirs, and those of handovers.

    `worked` are the working days that they were told of; where earlier versions told them, None,
    they know which days are worked as well as anybody. It is not known either of what handovers.
    """

    days: tuple[Period, ...] = ()
    worked: tuple[Period, ...] | None = None
    handovers: tuple[HandoverDay, ...] | None = None

    @classmethod
    def of(cls, fact: Fact) -> Belief:
        """That of who was told this."""
        return cls(fact.days or (), fact.worked, fact.handovers)

    def working_days(self, calendar: WorkCalendar, today: date) -> frozenset[date]:
        """The working days from today on that are theirs."""
        known = self.worked
        days = calendar.worked_in(self.days) if known is None else days_in(known)
        return frozenset(day for day in days if day >= today)

    def handovers_ahead(self, today: date) -> frozenset[HandoverDay] | None:
        """The days of handovers from today on; None if that is not known."""
        if self.handovers is None:
            return None
        return frozenset(day for day in self.handovers if day.on >= today)


def may_have_reached(facts: Sequence[Fact]) -> list[Fact]:
    """What was said and neither refused nor returned."""
    lost = {fact.place for fact in facts if fact.kind in ("refused", "undelivered")}
    return [fact for fact in facts if fact.kind in SAYING and fact.place not in lost]


def beliefs(said: Sequence[Fact]) -> Iterator[Belief]:
    """What the person may take to be theirs: what was sent last, then what may have gone since."""
    sent = [n for n, fact in enumerate(said) if fact.kind == "sent"]
    yield Belief.of(said[sent[-1]]) if sent else Belief()
    yield from map(Belief.of, reversed(said[max(sent, default=0) :]))
