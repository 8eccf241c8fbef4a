"""What the calendar feed, the page and the mailed notice share: their events and the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from functools import partial
from pathlib import Path

from luanphien.cli.options import VIETNAM
from luanphien.config import Configuration
from luanphien.core.agenda import Agenda, Edition, Event, Kind, Published, revisions
from luanphien.core.model import Centre, Period, Shift
from luanphien.core.publicity import View
from luanphien.register import Register
from luanphien.render.events import Events


def record_agenda(
    found: Configuration,
    state: Path,
    shifts: Sequence[Shift],
    kinds: frozenset[Kind],
    now: datetime,
) -> tuple[Agenda, Published]:
    """The events of consecutive shifts, and all editions once those due now are recorded."""
    agenda = maker(found).agenda(shifts, kinds)
    due = partial(agenda.due, now=now, first=_beginning(found))
    with Register(state) as register:
        return agenda, register.record_editions(due)


def viewed_events(
    view: View, centre: Centre, period: Period, kinds: frozenset[Kind]
) -> list[Event]:
    """The events of the period's shifts, as a view of the rota has them."""
    events = Events(view.rota, centre, view.agencies.values())
    return events.of(list(view.rota.shifts(period)), kinds)


def latest(
    found: Configuration, register: Register, events: Sequence[Event], now: datetime
) -> list[Edition]:
    """The newest edition of each of these events, once those due now are recorded."""
    published = register.record_editions(
        lambda published: revisions(events, published, now, _beginning(found))
    )
    return [published[event.uid][-1] for event in events]


def maker(found: Configuration) -> Events:
    """The maker of the configuration's events."""
    return Events(found.rota, found.centre, found.agencies.values())


def _beginning(found: Configuration) -> datetime:
    """Since when an event that never changed is as it is: the day from which there is a rota."""
    return datetime.combine(found.rota.begins_on, time(), VIETNAM)
