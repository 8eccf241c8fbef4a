"""What was published of the events: the register keeps every edition, the newest is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from functools import partial
from pathlib import Path

from luanphien.calendar.events import Events
from luanphien.clock import VIETNAM
from luanphien.config import Configuration
from luanphien.core.agenda import Agenda, Edition, Event, Kind, Published, Selection, revisions
from luanphien.core.period import Period
from luanphien.core.rota import Rota
from luanphien.register import Register


def record_agenda(
    configuration: Configuration,
    register_file: Path,
    period: Period,
    selection: Selection,
    now: datetime,
) -> tuple[Agenda, Published]:
    """The events of the period's shifts, and all editions once those due now are recorded.

    So is the configuration that they come from, if the register has not met it. Where the
    selection holds none of them, and never held one, nothing is recorded.
    """
    rota = configuration.rota
    agenda = Events(rota).agenda(list(rota.shifts(period)), selection.kinds)
    if not any(map(selection.holds, agenda.events)):
        with Register(register_file, create=False) as register:
            published = register.published()
        if not agenda.seen(published, selection):
            return agenda, published
    due = partial(agenda.due, now=now, first=_beginning(rota))
    with Register(register_file) as register:
        register.meet(configuration.contents, now)
        return agenda, register.record_editions(due)


def viewed_events(view: Rota, period: Period, kinds: frozenset[Kind]) -> list[Event]:
    """The events of the period's shifts, as a view of the rota has them."""
    return Events(view).of(list(view.shifts(period)), kinds)


def latest(rota: Rota, register: Register, events: Sequence[Event], now: datetime) -> list[Edition]:
    """The newest edition of each of these events, once those due now are recorded."""
    published = register.record_editions(
        lambda published: revisions(events, published, now, _beginning(rota))
    )
    return [published[event.uid][-1] for event in events]


def _beginning(rota: Rota) -> datetime:
    """Since when an event that never changed is as it is: the day from which there is a rota."""
    return datetime.combine(rota.begins_on, time(), VIETNAM)
