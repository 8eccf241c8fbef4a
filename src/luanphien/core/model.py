"""What follows from decisions: shifts, stints and handovers, days off and make-up days."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from luanphien.core.decisions import Agency, Person, Rotation
from luanphien.core.period import Period


class Staff(NamedTuple):
    """An agency's people in one roster, official and reserve, in the listed order."""

    official: tuple[Person, ...] = ()
    reserve: tuple[Person, ...] = ()

    @property
    def everyone(self) -> tuple[Person, ...]:
        """The official staff, then the reserve."""
        return self.official + self.reserve


class SpecialDay(NamedTuple):
    """A day that is off though a weekday (`working` false) or a make-up day (true)."""

    day: date
    working: bool
    name: str
    source: str

    @property
    def mark(self) -> str:
        """`2024-05-04+` for a day that is worked, `2024-04-29-` for one that is off."""
        return f"{self.day}{'+' if self.working else '-'}"


class Holiday(NamedTuple):
    """Days off in a row, or make-up days, as one decision or forecast names them.

    `status` is "announced", "proposed" (it changes no date yet) or "forecast".
    """

    days: Period
    working: bool
    name: str
    status: str
    source: str


class Shift(NamedTuple):
    """One agency's turn, number `turn` of its `cycle` (both from 1), with every date that follows.

    A shift without a working day has neither a first nor a last one; its handover
    is on the last working day before it.
    """

    agency: Agency
    cycle: int
    turn: int
    rotation: Rotation
    starts_on: date
    ends_on: date
    first_working_day: date | None
    last_working_day: date | None
    working_days: int
    notice_send_on: date
    notice_deadline: date
    handover_on: date

    @property
    def id(self) -> str:
        """The month in which the shift starts: `2024-02`."""
        return f"{self.starts_on.year:04}-{self.starts_on.month:02}"

    @property
    def days(self) -> Period:
        """From the first to the last."""
        return Period(self.starts_on, self.ends_on)


Role = Literal["official", "reserve", "substitute"]
Reason = Literal["turn", "assignment", "substitution", "cover", "vacant"]


class Stint(NamedTuple):
    """The part of a shift that one person serves, and why.

    `person` is None where nobody is named or available ("vacant"). `instead_of` is who was
    away or replaced; `note` is the reason or decision given for that.
    """

    days: Period
    person: Person | None
    role: Role | None
    reason: Reason
    instead_of: Person | None = None
    note: str | None = None

    @property
    def person_name(self) -> str | None:
        """The name of who serves, None where nobody does."""
        return self.person.name if self.person else None


class Handover(NamedTuple):
    """A change of person: on the last working day of the outgoing stint, at its end."""

    on: date
    outgoing: Stint
    outgoing_agency: Agency
    incoming: Stint
    incoming_agency: Agency
