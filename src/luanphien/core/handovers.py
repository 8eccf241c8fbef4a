"""The handovers of a period, and what the register says of them (Điều 6 khoản 8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from luanphien.core.duties import State, state
from luanphien.core.errors import NoCalendarError
from luanphien.core.facts import Fact
from luanphien.core.model import Handover, Period, Shift
from luanphien.core.rota import Rota

LOOK_BACK = timedelta(days=366)
"""How long a handover that is not recorded is asked for."""


class Handed(NamedTuple):
    """A handover of a shift, the fact that recorded it last, and how it stands.

    It is late if it took place after its day, missing if its day has passed without a record.
    """

    handover: Handover
    shift: Shift
    fact: Fact | None
    state: State

    @property
    def since(self) -> date:
        """The first day of the incoming stint, by which a record names its handover."""
        return self.handover.incoming.days.first


def handed(
    rota: Rota, period: Period, facts: Sequence[Fact], since: date | None, today: date
) -> Iterator[Handed]:
    """The handovers whose day is in the period, in order, within and at the end of shifts.

    `facts` are those of all shifts, oldest first; `since` is since when they are kept. Raises
    as Rota.shifts does.
    """
    recorded = {fact.since: fact for fact in facts if fact.kind == "handed_over"}
    for shift in rota.shifts(Period(period.first, _next_working_day(rota, period.last))):
        for one in rota.handovers(shift):
            if period.first <= one.on <= period.last:
                fact = recorded.get(one.incoming.days.first)
                done = fact.at.date() if fact else None
                yield Handed(one, shift, fact, state(one.on, done, today, since))


def _next_working_day(rota: Rota, day: date) -> date:
    """The one after the day, or the day itself where the calendar ends.

    A stint that begins before it and has no working day is handed over on the day or earlier.
    """
    try:
        return rota.calendar.on_or_after(day + timedelta(days=1))
    except (NoCalendarError, OverflowError):
        return day


def unsettled(
    rota: Rota, facts: Sequence[Fact], since: date | None, today: date
) -> Iterator[Handed]:
    """The handovers that are missing, and the newest one if it was late."""
    if since is None or today < rota.begins_on:
        return
    period = Period(max(rota.begins_on, today - LOOK_BACK), today)
    found = list(handed(rota, period, facts, since, today))
    yield from (one for one in found if one.state == "missing")
    yield from (one for one in found[-1:] if one.state == "late")


def next_handover(rota: Rota, day: date) -> Handover | None:
    """The first handover on the day or after, in its shift or the next; None if there is none."""
    shift = rota.shift_on(max(day, rota.begins_on))
    following = rota.shift_on(shift.ends_on + timedelta(days=1))
    handovers = (*rota.handovers(shift), *rota.handovers(following))
    return next((handover for handover in handovers if handover.on >= day), None)
