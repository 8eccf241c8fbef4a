"""The notice of a shift (Điều 6 khoản 6): what the Centre tells the agency whose turn is next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from luanphien.core.decisions import Agency, Person
from luanphien.core.grounds import grounds
from luanphien.core.model import Handover, Shift, SpecialDay, Staff, Stint
from luanphien.core.period import DAY, Period, in_a_row
from luanphien.core.rota import Rota
from luanphien.core.workdays import WorkCalendar


class Spare(NamedTuple):
    """A reserve, and the days of the shift on which that person could stand in."""

    person: Person
    days: tuple[Period, ...]


class Notice(NamedTuple):
    """All that a notice says.

    `contact` is the agency's (Điều 6 khoản 9), `takeover` the handover by which the shift begins,
    None for the very first shift.
    `provisional` says that one of the dates depends on a year whose days off are forecast.
    `unserved` are the days for which somebody is still to be named, `spare` the reserves who are
    free. `names_due_on` is the last day on which the agency can name whom it sends, the working
    day before the handover. `grounds` are the decisions on which the shift rests, `exceptions` its
    weekdays off and make-up days.
    """

    shift: Shift
    contact: Person | None
    staff: Staff
    stints: tuple[Stint, ...]
    takeover: Handover | None
    provisional: bool
    unserved: tuple[Period, ...]
    spare: tuple[Spare, ...]
    names_due_on: date
    grounds: tuple[str, ...]
    exceptions: tuple[SpecialDay, ...]

    @property
    def agency(self) -> Agency:
        """The agency that is told."""
        return self.shift.agency

    @property
    def takeover_from_other(self) -> Handover | None:
        """The handover by which the shift begins, if another agency hands over."""
        is_own = self.takeover and self.takeover.outgoing_agency == self.agency
        return None if is_own else self.takeover

    @property
    def digest(self) -> str:
        """The same for as long as the agency, its dates and the days worked are; a hex SHA-256.

        Who serves is left out: the agency names its officers itself, after the notice. So is the
        handover between its own, where it has two shifts in a row.
        """
        takeover = self.takeover_from_other
        told = (
            self.shift.id,
            self.agency.id,
            self.agency.name,
            self.shift.starts_on.isoformat(),
            self.shift.ends_on.isoformat(),
            takeover.on.isoformat() if takeover else "",
            *(special.mark for special in self.exceptions),
        )
        return sha256("\0".join(told).encode()).hexdigest()

    @property
    def wording(self) -> str:
        """The same for as long as all that its document says is; a hex SHA-256.

        A signed document names people too, and can't be mailed once others serve.
        """
        return self.wording_as(self.digest)

    def wording_as(self, digest: str) -> str:
        """What it would be if the agency and the dates were still those with that digest."""
        told = [digest]
        for stint in self.stints:
            told += [stint.days.first.isoformat(), stint.person_name or ""]
        told += ["", *(person.name for person in self.staff.reserve)]
        return sha256("\0".join(told).encode()).hexdigest()


def notice(rota: Rota, shift: Shift) -> Notice:
    """The notice of the shift; raises NoCalendarError as Rota.shifts does."""
    calendar, stints, takeover = rota.calendar, rota.stints(shift), rota.takeover(shift)
    begins = takeover.on if takeover else shift.starts_on
    return Notice(
        shift,
        rota.contact(shift.agency),
        rota.staff(shift),
        stints,
        takeover,
        bool(rota.provisional(shift)),
        _worked(_unserved(stints), calendar),
        tuple(_spare(rota, shift, stints)),
        calendar.on_or_before(begins - DAY),
        grounds(rota, shift),
        tuple(calendar.exceptions(*shift.days)),
    )


def _unserved(stints: Iterable[Stint]) -> Iterator[date]:
    for stint in stints:
        if stint.person is None:
            yield from stint.days.each_day()


def _spare(rota: Rota, shift: Shift, stints: Sequence[Stint]) -> Iterator[Spare]:
    """The reserves with the days on which they neither serve nor are away."""
    for person in rota.staff(shift).reserve:
        served = [stint.days for stint in stints if stint.person == person]
        free = (
            day
            for day in shift.days.each_day()
            if not any(days.first <= day <= days.last for days in served)
            and not rota.staffing.absence(person, day)
        )
        if days := _worked(free, rota.calendar):
            yield Spare(person, days)


def _worked(days: Iterable[date], calendar: WorkCalendar) -> tuple[Period, ...]:
    """The days as periods without a gap, those in which nothing is worked left out."""
    return tuple(period for period in in_a_row(days) if calendar.count(*period))


def next_shift(rota: Rota, day: date) -> Shift:
    """The first shift that starts after the day; raises NoCalendarError as Rota.shifts does."""
    if day < rota.begins_on:
        return rota.shift_on(rota.begins_on)
    return rota.shift_on(rota.shift_on(day).ends_on + DAY)
