"""How many calendar events a change of the rota touches."""

from __future__ import annotations

from typing import NamedTuple

from luanphien.calendar.events import Events
from luanphien.core.agenda import USUAL, Event
from luanphien.core.period import Period
from luanphien.core.rota import Rota


class Touched(NamedTuple):
    """How many events of the usual feed arise, change and vanish."""

    new: int
    changed: int
    cancelled: int


def touched(old: Rota, new: Rota, period: Period) -> Touched:
    """The events of the period that are not what they were; raises as Rota.shifts does."""
    before, after = _events(old, period), _events(new, period)
    both = before.keys() & after.keys()
    return Touched(
        len(after.keys() - both),
        sum(before[uid] != after[uid] for uid in both),
        len(before.keys() - both),
    )


def _events(rota: Rota, period: Period) -> dict[str, Event]:
    days = Period(max(period.first, rota.begins_on), period.last)
    return {event.uid: event for event in Events(rota).of(list(rota.shifts(days)), USUAL)}
