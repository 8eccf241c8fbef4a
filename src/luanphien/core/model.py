"""The words of the rota as immutable records. The glossary is docs/glossary.md.

NamedTuple rather than dataclass: as readable, and a tenth of the start-up cost.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Literal, NamedTuple


class Period(NamedTuple):
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def overlaps(self, other: Period) -> bool:
        """Whether both have a day in common."""
        return self.first <= other.last and other.first <= self.last


PublicPeople = Literal["phones", "names", "none"]
"""What is public of the people: names and telephone numbers, names alone, or nothing."""


class Person(NamedTuple):
    """A civil servant: an officer, a reserve, or an agency's contact.

    One who is not `public` is not named where everybody reads.
    """

    id: str
    name: str
    title: str | None = None
    phone: str | None = None
    email: str | None = None
    public: bool = True


class Agency(NamedTuple):
    """A body that takes turns at the counter, or one that is only on call (Điều 10).

    `contact` is its chief of office or head of administration (Điều 6 khoản 9).
    """

    id: str
    name: str
    short_name: str
    on_call: bool = False
    basis: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    contact: Person | None = None


class OfficeHours(NamedTuple):
    """When the counter is open; a handover is at the end of it (Điều 6 khoản 8)."""

    opens: time
    closes: time


class Centre(NamedTuple):
    """Who runs the rota and sends the notices.

    `website` is the page's address, without a / at its end; `id` tells the events of this centre
    from those of another in one calendar.
    """

    name: str
    office_hours: OfficeHours
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    id: str | None = None

    @property
    def location(self) -> str:
        """Its name, and its address where that is known."""
        return ", ".join(filter(None, (self.name, self.address)))


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


class Staff(NamedTuple):
    """An agency's people in one roster, official and reserve, in the listed order."""

    official: tuple[Person, ...] = ()
    reserve: tuple[Person, ...] = ()

    @property
    def everyone(self) -> tuple[Person, ...]:
        """The official staff, then the reserve."""
        return self.official + self.reserve


class Letterhead(NamedTuple):
    """What the Centre's documents carry besides their subject (Nghị định 30/2020/NĐ-CP).

    `superior` is the body above the Centre, `symbol` the abbreviation after the document's
    type in its number, `place` where it is dated from, `regulation` the legal basis in full.
    """

    superior: str | None = None
    symbol: str | None = None
    place: str | None = None
    signer_title: str = "GIÁM ĐỐC"
    signer: str | None = None
    archive: str = "VT"
    regulation: str | None = None


class MailRule(NamedTuple):
    """How the Centre's e-mail leaves: `timeout` in seconds, for each answer of the server."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    sender: str | None = None
    username: str | None = None
    password_file: str | None = None
    timeout: int = 30


class Roster(NamedTuple):
    """The staff approved by the decision `basis` (Điều 3 khoản 5, Điều 6 khoản 4).

    It is in force from `effective` to `expires`, or until a later one is; `staff` is by
    agency id.
    """

    effective: date
    staff: Mapping[str, Staff]
    expires: date | None = None
    basis: str | None = None


class Assignment(NamedTuple):
    """The officer of one shift, named outright instead of by turn."""

    shift: str
    person: Person
    basis: str | None = None


class Absence(NamedTuple):
    """Days on which a person can't serve; the reserve does."""

    person: Person
    days: Period
    reason: str | None = None


class Substitution(NamedTuple):
    """Another officer from a day to the end of the shift (Điều 6 khoản 10)."""

    shift: str
    effective: date
    person: Person
    reason: str | None = None
    basis: str | None = None


class Swap(NamedTuple):
    """Two shifts that exchange their agencies; the order of the rest stays."""

    shifts: tuple[str, str]
    basis: str | None = None


class Override(NamedTuple):
    """Another agency for one shift."""

    shift: str
    agency: Agency
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

    @property
    def days(self) -> Period:
        """From the first to the last."""
        return Period(self.starts_on, self.ends_on)

    @property
    def agency_by_order(self) -> Agency:
        """Whose turn it is by the rotation's order; a swap or an override names another."""
        return self.rotation.order[self.turn - 1]


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
        return self.person and self.person.name


class Handover(NamedTuple):
    """A change of person: on the last working day of the outgoing stint, at its end."""

    on: date
    outgoing: Stint
    outgoing_agency: Agency
    incoming: Stint
    incoming_agency: Agency
