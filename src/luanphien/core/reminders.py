"""Whom a run reminds today: that a shift is about to begin, that a handover is.

A reminder has one day. What did not go on that day does not go at all; but who has been reminded of
a handover is told, until it is there, that it is with somebody else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from luanphien.core.decisions import Person
from luanphien.core.errors import NoRotaError
from luanphien.core.facts import SAYING, Fact
from luanphien.core.model import Handover, Shift, Stint
from luanphien.core.notice import notice
from luanphien.core.period import Period
from luanphien.core.placeholders import usable
from luanphien.core.rota import Rota
from luanphien.core.sending import version, waits_for_signature
from luanphien.core.statements import Statement, of_beginning, of_coming

LOOK_AHEAD = timedelta(days=100)
"""More than the most working days that a reminder may go ahead."""


class Reminder(NamedTuple):
    """The person is reminded of the shift's beginning, or of the `handover` in it or at its end.

    `officer` is who serves first; the person themselves, or whose reserve they are. `version`
    counts what they have been told of it, from 1; `again` is as `told.Telling` has it.
    """

    shift: Shift
    person: Person
    statement: Statement
    officer: Stint | None = None
    handover: Handover | None = None
    version: int = 1
    again: str | None = None


def reminders(rota: Rota, today: date, facts: Callable[[str], Sequence[Fact]]) -> list[Reminder]:
    """Who is to be reminded today by e-mail and has not been yet.

    `facts` gives those of one shift, oldest first. Who has no address is reminded by nobody, nor is
    who comes in a shift of which nobody is told before its notice is signed.
    """
    try:
        shifts = list(rota.known_shifts(Period(today, today + LOOK_AHEAD)))
    except NoRotaError:
        return []
    due = [one for one in _due(rota, shifts, today) if usable(one.person.email)]
    known = {shift.id: facts(shift.id) for shift in shifts} if due else {}
    owed = [
        _numbered(reminder, known[reminder.shift.id])
        for reminder in due
        if _is_owed(rota, reminder, today, known[reminder.shift.id])
        and not _waits(rota, _coming(rota, reminder), today, facts)
    ]
    return [reminder._replace(again=_whole(reminder, owed, known)) for reminder in owed]


def _due(rota: Rota, shifts: Sequence[Shift], today: date) -> Iterator[Reminder]:
    """What has its day today, and of handovers also what had it."""
    rule, calendar = rota.decisions.reminders, rota.calendar
    if ahead := rule.before_shift:
        for shift in shifts:
            if calendar.nth_before(shift.starts_on, ahead) == today:
                yield from _of_beginning(rota, shift)
    if rule.before_handover:
        for shift in shifts:
            for handover in rota.handovers(shift):
                if _day(rota, handover) <= today <= handover.on:
                    yield from _of_handover(shift, handover)


def _of_beginning(rota: Rota, shift: Shift) -> Iterator[Reminder]:
    """To who serves on the first day that is worked, and to the reserve."""
    if shift.first_working_day is None:
        return
    stint = rota.stint_on(shift.first_working_day)
    reserve = rota.reserve(shift, shift.first_working_day, stint.person)
    for person in (stint.person, *reserve):
        if person:
            yield Reminder(shift, person, of_beginning(shift, person.id), officer=stint)


def _of_handover(shift: Shift, handover: Handover) -> Iterator[Reminder]:
    for person in (handover.outgoing.person, handover.incoming.person):
        if person:
            statement = of_coming(shift, handover, person.id)
            yield Reminder(shift, person, statement, handover=handover)


def _coming(rota: Rota, reminder: Reminder) -> Shift:
    """The shift for which the person is reminded: who takes over serves in the one that follows."""
    handover = reminder.handover
    if handover and reminder.person == handover.incoming.person:
        return rota.shift_on(handover.incoming.days.first)
    return reminder.shift


def _waits(rota: Rota, shift: Shift, today: date, facts: Callable[[str], Sequence[Fact]]) -> bool:
    """Whether its notice waits for its signature, and none of its people has been told."""
    known = facts(shift.id)
    is_said = any(fact.kind in SAYING and fact.says == "days" for fact in known)
    waits = waits_for_signature(notice(rota, shift), rota.decisions.notice, today, known)
    return waits and not is_said


def _day(rota: Rota, handover: Handover) -> date:
    """The day on which both sides are reminded of it."""
    return rota.calendar.nth_before(handover.on, rota.decisions.reminders.before_handover)


def _is_owed(rota: Rota, reminder: Reminder, today: date, facts: Sequence[Fact]) -> bool:
    """Whether it is to go, and neither has nor can't."""
    said = _said(reminder, facts)
    is_past = reminder.handover and _day(rota, reminder.handover) < today
    if is_past and not any(_is_otherwise(reminder, fact) for fact in said):
        return False
    return not any(
        fact.kind == "sent"
        or (fact.kind in ("refused", "undelivered") and fact.recipient == reminder.person.email)
        for fact in _recent(reminder, said)
    )


def _numbered(reminder: Reminder, facts: Sequence[Fact]) -> Reminder:
    """The reminder with its number, and the message to the address that says it, unanswered."""
    said = _said(reminder, facts)
    planned = (
        fact.message_id
        for fact in reversed(_recent(reminder, said))
        if fact.recipient == reminder.person.email
    )
    number = version(said, reminder.statement.digest)
    return reminder._replace(version=number, again=next(planned, None))


def _said(reminder: Reminder, facts: Sequence[Fact]) -> list[Fact]:
    """What has happened to what reminded the person of it, whatever that said."""
    what = reminder.statement
    about = (what.says, what.person, what.since)
    return [fact for fact in facts if (fact.says, fact.person, fact.since) == about]


def _recent(reminder: Reminder, said: Sequence[Fact]) -> list[Fact]:
    """What has happened to what says this since something else was said."""
    otherwise = (n for n, fact in enumerate(said) if _is_otherwise(reminder, fact))
    recent = said[max(otherwise, default=-1) + 1 :]
    return [fact for fact in recent if fact.digest == reminder.statement.digest]


def _is_otherwise(reminder: Reminder, fact: Fact) -> bool:
    """Whether by this it was said otherwise."""
    return fact.kind in SAYING and fact.digest != reminder.statement.digest


def _whole(
    reminder: Reminder, owed: Sequence[Reminder], known: dict[str, Sequence[Fact]]
) -> str | None:
    """The same message, if all that it says is still to be said."""
    digests = {one.statement.digest for one in owed if one.again == reminder.again}
    said = {
        fact.digest
        for facts in known.values()
        for fact in facts
        if fact.message_id == reminder.again
    }
    return reminder.again if said == digests else None
