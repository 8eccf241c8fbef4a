"""What was published of the events: the register keeps every edition, the newest is shown."""

from __future__ import annotations

from datetime import datetime, time
from functools import partial
from pathlib import Path

from luanphien.calendar.events import Events
from luanphien.clock import VIETNAM
from luanphien.config import Configuration
from luanphien.core.agenda import Agenda, Event, Kind, Published, Selection
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
    with Register(register_file) as register:
        register.meet(configuration.contents, now)
        return agenda, record_due(rota, register, agenda, now)


def viewed_events(view: Rota, period: Period, kinds: frozenset[Kind]) -> list[Event]:
    """The events of the period's shifts, as a view of the rota has them."""
    return Events(view).of(list(view.shifts(period)), kinds)


def record_due(rota: Rota, register: Register, agenda: Agenda, now: datetime) -> Published:
    """All editions, once those of the agenda that are due now are recorded.

    An event that never changed is as it is since the day from which there is a rota.
    """
    beginning = datetime.combine(rota.begins_on, time(), VIETNAM)
    return register.record_editions(partial(agenda.due, now=now, first=beginning))
