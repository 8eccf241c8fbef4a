"""The words of the rota as immutable records. The glossary is docs/glossary.md.

NamedTuple rather than dataclass: as readable, and a tenth of the start-up cost.
"""

from __future__ import annotations

from datetime import date, time
from typing import NamedTuple


class Period(NamedTuple):
    """The days from `first` to `last`, both included."""

    first: date
    last: date


class Agency(NamedTuple):
    """A body that takes turns at the counter, or one that is only on call (Điều 10)."""

    id: str
    name: str
    short_name: str
    on_call: bool = False
    basis: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None


class OfficeHours(NamedTuple):
    """When the counter is open; a handover is at the end of it (Điều 6 khoản 8)."""

    opens: time
    closes: time


class Centre(NamedTuple):
    """Who runs the rota and sends the notices."""

    name: str
    office_hours: OfficeHours
    address: str | None = None
    phone: str | None = None
    email: str | None = None


class Rotation(NamedTuple):
    """An ordered list of agencies, in force from `effective` by the decision `basis`.

    `effective` is the first day of a month, `first_turn` the index in `order` of
    the agency that begins, `months` the length of every shift.
    """

    effective: date
    order: tuple[Agency, ...]
    first_turn: int = 0
    months: int = 1
    basis: str | None = None


class NoticeRule(NamedTuple):
    """How far ahead the next agency is told (Điều 6 khoản 6), in working days.

    `send_ahead` is the day on which the notice is sent, not later than the deadline.
    """

    working_days: int = 3
    send_ahead: int = 5
    clear_days: bool = False
    basis: str | None = None


class SpecialDay(NamedTuple):
    """A day that is off though a weekday (`working` false) or a make-up day (true)."""

    day: date
    working: bool
    name: str
    source: str


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
