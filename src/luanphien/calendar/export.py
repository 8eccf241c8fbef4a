"""The feed that somebody asks for: of some days, kinds of events, one agency, or people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from pathlib import Path

from dateutil.relativedelta import relativedelta

from luanphien.calendar.editions import record_agenda, viewed_events
from luanphien.calendar.feed import Feed, title
from luanphien.config import Configuration
from luanphien.core.agenda import USUAL, Kind, Selection
from luanphien.core.decisions import Agency, Person
from luanphien.core.period import Period
from luanphien.core.publicity import discreet_view, shown_editions
from luanphien.core.rota import Rota


def usual_period(rota: Rota, day: date) -> Period:
    """From the month before the day to a year after it, not before the rota begins."""
    day = max(rota.begins_on, day)
    first = max(rota.begins_on, (day - relativedelta(months=1)).replace(day=1))
    return Period(first, day + relativedelta(years=1))


def feed(
    configuration: Configuration,
    register_file: Path,
    period: Period,
    now: datetime,
    *,
    kinds: Collection[Kind] = USUAL,
    agency: Agency | None = None,
    people: Sequence[Person] = (),
    contacts: bool = True,
) -> Feed:
    """The events of the period's shifts, of all or of one agency, or the days that people serve.

    What is new or has changed is recorded in the register as published `now` (an aware datetime),
    which gives it its number. Without `contacts` the feed says neither why nor how anybody is
    reached. Raises NoRotaError and NoCalendarError as Rota.shifts does, and OperationError if the
    register fails.
    """
    rota = configuration.rota
    selection = Selection(frozenset(kinds), agency.id if agency else None)
    if people:
        selection = selection.of_people(person.id for person in people)
    agenda, published = record_agenda(configuration, register_file, period, selection, now)
    editions = agenda.seen(published, selection)
    if not contacts:
        view = Rota(discreet_view(rota.decisions), rota.calendar)
        editions = shown_editions(editions, viewed_events(view, period, selection.kinds))
    return Feed(title(people[0] if people else agency or configuration.centre), editions)
