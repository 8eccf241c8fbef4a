"""What the Centre asks for when an officer must be replaced (Điều 6 khoản 10)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from luanphien.core.decisions import Agency, Person
from luanphien.core.duties import handover_on
from luanphien.core.model import Handover, Shift, Stint
from luanphien.core.period import DAY, Period
from luanphien.core.rota import Rota
from luanphien.core.workdays import WorkCalendar


class Steps(NamedTuple):
    """The three working days of a replacement, one after the other."""

    names_due_on: date
    handover_on: date
    first_day: date


class Replacement(NamedTuple):
    """Another officer than `officer` is asked for, from `since` to the end of the shift.

    `since` is a working day, or the shift's start if none of its working days comes before.
    `reserve` are the agency's reserves who are not away then. By `handover` the duties pass to
    whoever is named, from whoever serves on its day, a reserve or another agency's officer too; it
    is None if nobody served before, or the same person.
    """

    shift: Shift
    officer: Person
    since: date
    first_day: date
    names_due_on: date
    handover: Handover | None
    reserve: tuple[Person, ...]

    @property
    def agency(self) -> Agency:
        """The agency that is asked."""
        return self.shift.agency


def replacement(rota: Rota, shift: Shift, officer: Person, since: date) -> Replacement:
    """The request; `since` has a working day of the shift on it or after, which it stands for."""
    calendar = rota.calendar
    first_day = calendar.on_or_after(since)
    is_shifts_first = calendar.count(shift.starts_on, first_day) == 1
    since = shift.starts_on if is_shifts_first else first_day
    handover = _handover(rota, shift, officer, since, handover_on(first_day - DAY, calendar))
    return Replacement(
        shift,
        officer,
        since,
        first_day,
        calendar.on_or_before((handover.on if handover else first_day) - DAY),
        handover,
        rota.reserve(shift, first_day, officer),
    )


def _handover(rota: Rota, shift: Shift, officer: Person, since: date, on: date) -> Handover | None:
    """From whoever serves on that day to the substitute, who may have been decided on already."""
    if on < rota.begins_on:
        return None
    stint = next((stint for stint in rota.stints(shift) if stint.days.first == since), None)
    if stint is None or stint.reason != "substitution" or stint.instead_of != officer:
        stint = Stint(Period(since, shift.ends_on), None, None, "vacant", officer)
    outgoing = rota.stint_on(on)
    if stint.person and stint.person == outgoing.person:
        return None
    return Handover(on, outgoing, rota.agency_on(on), stint, shift.agency)


def officers(rota: Rota, shift: Shift, since: date) -> list[Person]:
    """Who may have to be replaced: who serves in the shift on the day or later.

    Who is replaced by a decision already was to serve as well.
    """
    stints = [stint for stint in rota.stints(shift) if stint.days.last >= since]
    replaced = [stint.instead_of for stint in stints if stint.days.first >= since]
    serving = [stint.person for stint in stints]
    return [person for person in dict.fromkeys(replaced + serving) if person]


def soonest(calendar: WorkCalendar, letter: date) -> Steps:
    """The first days on which a letter of that day can be obeyed: each a working day later."""
    names_due_on = calendar.on_or_after(letter + DAY)
    handed_over_on = calendar.on_or_after(names_due_on + DAY)
    return Steps(names_due_on, handed_over_on, calendar.on_or_after(handed_over_on + DAY))


def earliest(rota: Rota, shift: Shift, letter: date) -> date:
    """The first day on which another officer can serve in the shift after a letter of that day.

    It is the shift's first working day if the agency has until then; it lies after the shift if
    too little of that is left.
    """
    return rota.calendar.on_or_after(max(soonest(rota.calendar, letter).first_day, shift.starts_on))
