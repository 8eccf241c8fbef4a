"""The notice of a shift (Điều 6 khoản 6): what the Centre tells the agency whose turn is next."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import NamedTuple

from luanphien.core.decisions import Agency, Person
from luanphien.core.model import Handover, Shift, Staff, Stint
from luanphien.core.period import DAY
from luanphien.core.rota import Rota


class Notice(NamedTuple):
    """All that a notice says.

    `contact` is the agency's (Điều 6 khoản 9), `takeover` the handover by which the shift begins,
    None for the very first shift.
    `provisional` says that one of the dates depends on a year whose days off are forecast.
    """

    shift: Shift
    contact: Person | None
    staff: Staff
    stints: tuple[Stint, ...]
    takeover: Handover | None
    provisional: bool

    @property
    def agency(self) -> Agency:
        """The agency that is told."""
        return self.shift.agency

    @property
    def digest(self) -> str:
        """The same for as long as the agency and its dates are the same; a hex SHA-256.

        Who serves is left out: the agency names its officers itself, after the notice.
        """
        told = (
            self.shift.id,
            self.agency.id,
            self.agency.name,
            self.shift.starts_on.isoformat(),
            self.shift.ends_on.isoformat(),
            self.takeover.on.isoformat() if self.takeover else "",
        )
        return sha256("\0".join(told).encode()).hexdigest()

    @property
    def wording(self) -> str:
        """The same for as long as all that its document says is; a hex SHA-256.

        A signed document names people too, and can't be mailed once others serve.
        """
        first = self.shift.first_working_day
        told = [self.digest, first.isoformat() if first else "", str(self.shift.working_days)]
        for stint in self.stints:
            told += [stint.days.first.isoformat(), stint.person_name or ""]
        told += ["", *(person.name for person in self.staff.reserve)]
        return sha256("\0".join(told).encode()).hexdigest()


def notice(rota: Rota, shift: Shift) -> Notice:
    """The notice of the shift; raises NoCalendarError as Rota.shifts does."""
    return Notice(
        shift,
        rota.contact(shift.agency),
        rota.staff(shift),
        rota.stints(shift),
        rota.takeover(shift),
        bool(rota.provisional(shift)),
    )


def next_shift(rota: Rota, day: date) -> Shift:
    """The first shift that starts after the day; raises NoCalendarError as Rota.shifts does."""
    if day < rota.begins_on:
        return rota.shift_on(rota.begins_on)
    return rota.shift_on(rota.shift_on(day).ends_on + DAY)
