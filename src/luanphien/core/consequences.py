"""What follows from a change of the rota: for handovers, minutes, notices, people and days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from luanphien.core.decisions import Person
from luanphien.core.difference import Change, changes
from luanphien.core.facts import SAYING, Fact
from luanphien.core.handovers import idle, minutes
from luanphien.core.model import Handover, Shift, Stint
from luanphien.core.notice import Notice
from luanphien.core.notice import notice as notice_of
from luanphien.core.period import DAY, Period
from luanphien.core.recipients import Recipients, recipients
from luanphien.core.rota import Rota

Handing: TypeAlias = tuple[date, str | None, str, date, str | None, str]
"""What tells handovers apart: the day, who gives, the first day of who takes, and who that is."""


class Correction(NamedTuple):
    """A notice that has been sent and says what no longer holds.

    `recipients` get the correction by e-mail; `by_hand` are those who were told otherwise.
    """

    notice: Notice
    recipients: Recipients
    by_hand: Sequence[str]


class Consequences(NamedTuple):
    """All that follows.

    `begun_handovers` and `ended_handovers` arise or vanish; in the `idle` ones somebody hands over
    who took over on that very day, and did not before; `strays` are minutes that fit no handover
    any more; `moved` are those whose days change, from today on, in the order of the new
    rota, then those who lose all; `vacant` is what nobody serves and somebody did. `altered` is the
    first day before today that is not what it was, None if there is none.
    """

    changes: Sequence[Change]
    begun_handovers: Sequence[Handover]
    ended_handovers: Sequence[Handover]
    idle: Sequence[Handover]
    strays: Sequence[Fact]
    corrections: Sequence[Correction]
    moved: Sequence[Person]
    vacant: Sequence[tuple[Shift, Stint]]
    altered: date | None


def consequences(
    old: Rota, new: Rota, facts: Sequence[Fact], period: Period, today: date
) -> Consequences:
    """What the new rota does to the old one in the period, which begins with the earlier of both.

    `facts` are all that the register holds, in the order of recording. Raises NoCalendarError as
    Rota.shifts does.
    """
    moved = list(changes(old, new, period))
    before, after = _handovers(old, period), _handovers(new, period)
    were_idle = {handover.outgoing for handover in _idle(old, period)}
    return Consequences(
        moved,
        [handover for key, handover in after.items() if key not in before],
        [handover for key, handover in before.items() if key not in after],
        [handover for handover in _idle(new, period) if handover.outgoing not in were_idle],
        list(_strays(old, new, facts, period)),
        list(_corrections(old, new, facts, period, today)),
        list(_moved(old, new, period, today)),
        list(_vacant(old, new, period, today)),
        _altered(old, new, moved, today),
    )


def _within(rota: Rota, period: Period) -> Iterator[Shift]:
    """The shifts of the period; none where the rota begins after it."""
    if period.last >= rota.begins_on:
        yield from rota.shifts(period)


def _handovers(rota: Rota, period: Period) -> dict[Handing, Handover]:
    return {
        (
            handover.on,
            handover.outgoing.person_name,
            handover.outgoing_agency.id,
            handover.incoming.days.first,
            handover.incoming.person_name,
            handover.incoming_agency.id,
        ): handover
        for shift in _within(rota, period)
        for handover in rota.handovers(shift)
    }


def _idle(rota: Rota, period: Period) -> Iterator[Handover]:
    for shift in _within(rota, period):
        yield from idle(rota, shift)


def _strays(old: Rota, new: Rota, facts: Sequence[Fact], period: Period) -> Iterator[Fact]:
    """The minutes that fitted the old rota and do not fit the new one."""
    known = minutes(old, period, facts).strays
    yield from (fact for fact in minutes(new, period, facts).strays if fact not in known)


def _corrections(
    old: Rota, new: Rota, facts: Sequence[Fact], period: Period, today: date
) -> Iterator[Correction]:
    """The notices, sent of shifts to come, that this change makes untrue."""
    said: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.kind in SAYING and fact.says is None:
            said.setdefault(fact.shift, []).append(fact)
    held = {shift.id: notice_of(old, shift).digest for shift in _ahead(old, period, today, said)}
    for shift in _ahead(new, period, today, said):
        notice = notice_of(new, shift)
        if notice.digest not in (said[shift.id][-1].digest, held.get(shift.id)):
            superseded = [fact for fact in said[shift.id] if fact.digest != notice.digest]
            by_hand = (fact.recipient for fact in superseded if not fact.address)
            told = tuple(dict.fromkeys(filter(None, by_hand)))
            yield Correction(notice, recipients(notice, superseded), told)


def _ahead(rota: Rota, period: Period, today: date, said: Mapping[str, object]) -> Iterator[Shift]:
    """The shifts to come of which something has been said."""
    for shift in _within(rota, period):
        if shift.starts_on > today and shift.id in said:
            yield shift


def _days(rota: Rota, period: Period, today: date) -> dict[str, set[date]]:
    """The days from today on that each person serves, by id."""
    served: dict[str, set[date]] = {}
    for shift in _within(rota, Period(max(today, period.first), period.last)):
        for stint in rota.stints(shift):
            if stint.person:
                days = (day for day in stint.days.each_day() if day >= today)
                served.setdefault(stint.person.id, set()).update(days)
    return served


def _moved(old: Rota, new: Rota, period: Period, today: date) -> Iterator[Person]:
    before, after = _days(old, period, today), _days(new, period, today)
    for id in dict.fromkeys([*after, *before]):
        if before.get(id, set()) != after.get(id, set()):
            yield (new if id in after else old).staffing.people[id]


def _vacant(old: Rota, new: Rota, period: Period, today: date) -> Iterator[tuple[Shift, Stint]]:
    """What nobody serves from today on, and somebody did."""
    free = {day for _, stint in _free(old, period, today) for day in stint.days.each_day()}
    for shift, stint in _free(new, period, today):
        if not free.issuperset(stint.days.each_day()):
            yield shift, stint


def _free(rota: Rota, period: Period, today: date) -> Iterator[tuple[Shift, Stint]]:
    for shift in _within(rota, Period(max(today, period.first), period.last)):
        for stint in rota.stints(shift):
            if stint.person is None and stint.days.last >= today:
                yield shift, stint


def _altered(old: Rota, new: Rota, moved: Sequence[Change], today: date) -> date | None:
    """The first day before today on which something else was so, by the shifts that change."""
    for starts_on in sorted({change.starts_on for change in moved}):
        ends = [shift.ends_on for rota in (old, new) for shift in _shift(rota, starts_on)]
        for day in Period(starts_on, min(max(ends), today - DAY)).each_day():
            if _on(old, day) != _on(new, day):
                return day
    return None


def _shift(rota: Rota, day: date) -> Iterator[Shift]:
    yield from _within(rota, Period(day, day))


def _on(rota: Rota, day: date) -> tuple[object, ...]:
    """Whose day it is, who serves, and whether it is worked."""
    return tuple(
        (shift.agency.id, stint.person and stint.person.id, rota.calendar.is_working(day))
        for shift in _shift(rota, day)
        for stint in rota.stints(shift)
        if stint.days.first <= day <= stint.days.last
    )
