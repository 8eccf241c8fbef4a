"""The handovers of a period, and what the register says of them (Điều 6 khoản 8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from luanphien.core.duties import State, state
from luanphien.core.errors import NoCalendarError
from luanphien.core.facts import Fact, HandoverDay, until
from luanphien.core.model import Handover, Shift
from luanphien.core.period import DAY, Period
from luanphien.core.rota import Rota

STILL_ASKED_FOR = timedelta(days=366)
"""How long after its day a handover that is not recorded is asked for."""


class Handed(NamedTuple):
    """A handover of a shift, the minutes that record it, and how it stands.

    It is early or late if it took place before or after its day, missing if its day has passed
    without minutes. `is_today` says that its day has come.
    """

    handover: Handover
    shift: Shift
    fact: Fact | None
    state: State
    is_today: bool

    @property
    def since(self) -> date:
        """The first day of the incoming stint, by which minutes name their handover."""
        return self.handover.incoming.days.first


class Minutes(NamedTuple):
    """The newest minutes of each handover, by the first day of who takes over.

    `strays` fit no handover: a decision that came after them has moved or undone it.
    """

    by_since: Mapping[date, Fact]
    strays: Sequence[Fact]


def minutes(rota: Rota, period: Period, facts: Sequence[Fact]) -> Minutes:
    """The minutes of the handovers of the shifts in the period, and of the one before these.

    Minutes name their handover by its day; where that has moved since, by the shift and both
    names. `facts` are in the order of recording. Raises as Rota.shifts does.
    """
    newest = {fact.since: fact for fact in facts if fact.kind == "handed_over" and fact.since}
    planned = {
        handover.incoming.days.first: (
            shift.id,
            handover.outgoing.person_name,
            handover.incoming.person_name,
        )
        for shift in _shifts(rota, period)
        for handover in rota.handovers(shift)
    }
    recorded = {since: newest[since] for since in planned if since in newest}
    moved = {
        (fact.shift, fact.outgoing, fact.incoming): fact
        for since, fact in newest.items()
        if since not in planned
    }
    for since, parties in planned.items():
        if since not in recorded and parties in moved:
            recorded[since] = moved.pop(parties)
    last = period.last + DAY
    strays = [fact for fact in moved.values() if fact.since and period.first <= fact.since <= last]
    return Minutes(recorded, strays)


def _shifts(rota: Rota, period: Period) -> Iterator[Shift]:
    """The shifts whose handovers may be in the period, and the one with which these begin."""
    first = rota.shift_on(max(period.first, rota.begins_on)).starts_on
    last = _next_working_day(rota, period.last)
    return rota.shifts(Period(max(first - DAY, rota.begins_on), last))


def handed(
    rota: Rota, period: Period, signed: Minutes, kept_since: date | None, today: date
) -> Iterator[Handed]:
    """The handovers whose day is in the period, in order, within and at the end of shifts.

    `signed` are the period's minutes, which are kept since `kept_since`. Raises as Rota.shifts
    does.
    """
    for shift in _shifts(rota, period):
        for handover in rota.handovers(shift):
            if period.first <= handover.on <= period.last:
                fact = signed.by_since.get(handover.incoming.days.first)
                done = fact.at.date() if fact else None
                early = done and done < handover.on
                stands = "early" if early else state(handover.on, done, today, kept_since)
                yield Handed(handover, shift, fact, stands, handover.on == today)


def _next_working_day(rota: Rota, day: date) -> date:
    """The one after the day, or the day itself where the calendar ends.

    A stint that begins before it and has no working day is handed over on the day or earlier.
    """
    try:
        return rota.calendar.on_or_after(day + DAY)
    except (NoCalendarError, OverflowError):
        return day


class Unsettled(NamedTuple):
    """What is to be settled: handovers that are missing, or late, and minutes that fit none."""

    handovers: Sequence[Handed]
    strays: Sequence[Fact]


def unsettled(rota: Rota, facts: Sequence[Fact], kept_since: date | None, today: date) -> Unsettled:
    """The handovers of the last year that are missing, the newest one if it was late; strays."""
    if kept_since is None or today < rota.begins_on:
        return Unsettled((), ())
    period = Period(max(rota.begins_on, today - STILL_ASKED_FOR), today)
    signed = minutes(rota, period, until(facts, today))
    past = list(handed(rota, period, signed, kept_since, today))
    missing = [handover for handover in past if handover.state == "missing"]
    late = [handover for handover in past[-1:] if handover.state == "late"]
    return Unsettled(missing + late, signed.strays)


def of_each_person(rota: Rota, shift: Shift) -> dict[str, dict[HandoverDay, Handover]]:
    """By the ids of people, the handovers by which they begin or end days of the shift, in order.

    Who would hand over and take over at the end of one day does neither: nobody has worked in
    between.
    """
    found: dict[str, dict[HandoverDay, Handover]] = {}
    for handover in _all_of(rota, shift):
        sides = (
            (handover.outgoing, HandoverDay(handover.on, "outgoing")),
            (handover.incoming, HandoverDay(handover.on, "incoming")),
        )
        for stint, day in sides:
            if stint.person and shift.starts_on <= stint.days.first <= shift.ends_on:
                found.setdefault(stint.person.id, {})[day] = handover
    return {id: _without_pairs(own) for id, own in found.items()}


def _without_pairs(own: Mapping[HandoverDay, Handover]) -> dict[HandoverDay, Handover]:
    sides = Counter(day.on for day in own)
    return {day: handover for day, handover in own.items() if sides[day.on] == 1}


def idle(rota: Rota, shift: Shift) -> Iterator[Handover]:
    """The handovers of the shift from somebody who took over on that very day: for days off only.

    The rule has it so; that somebody really comes for it is unlikely.
    """
    for taken, given in pairwise(_all_of(rota, shift)):
        if given.outgoing.person and taken.on == given.on:
            yield given


def _all_of(rota: Rota, shift: Shift) -> Iterator[Handover]:
    """The handovers by which the shift begins, changes its person and ends, in order."""
    if takeover := rota.takeover(shift):
        yield takeover
    yield from rota.handovers(shift)


def next_handover(rota: Rota, day: date) -> Handover | None:
    """The first handover on the day or after, in its shift or the next; None if there is none."""
    shift = rota.shift_on(max(day, rota.begins_on))
    following = rota.shift_on(shift.ends_on + DAY)
    handovers = (*rota.handovers(shift), *rota.handovers(following))
    return next((handover for handover in handovers if handover.on >= day), None)
