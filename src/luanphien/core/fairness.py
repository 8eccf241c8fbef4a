"""Who has carried how much over a period: working days, those next to holidays, days stood in.

Who served is whom the minutes of handovers name, else whom the plan does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from luanphien.core.decisions import Agency, Person
from luanphien.core.errors import NoCalendarError
from luanphien.core.facts import Fact, until
from luanphien.core.handovers import minutes
from luanphien.core.model import Shift
from luanphien.core.period import DAY, Period
from luanphien.core.rota import Rota
from luanphien.core.services import Service
from luanphien.core.services import services as services_of
from luanphien.core.text import same_name
from luanphien.core.workdays import SATURDAY, WorkCalendar

LONG = 3
"""So many days off in a row are more than a weekend: Tết or holidays lie within."""

_NOTHING = (0,) * 6
"""The figures of who has carried nothing."""


class Load(NamedTuple):
    """What an agency, or one of its people, has carried; `person` is None for the agency.

    `near_days` are the working days next to holidays, `make_up_days` the Saturdays and Sundays
    worked. Who stood in served somebody else's turn, or another agency's shift by a decision: so
    many `times`, on so many working days.
    """

    agency: Agency
    person: Person | None
    shifts: int
    working_days: int
    near_days: int
    make_up_days: int
    times: int
    days_stood_in: int

    @property
    def figures(self) -> tuple[int, ...]:
        """The numbers in order."""
        return self[2:]


class Fairness(NamedTuple):
    """The loads of a period, as it stood on the day `today`.

    `agencies` are those that take turns or serve; `people` are on a list of staff then, or serve.
    `vacant_days` are the working days that nobody serves: the agency's, and no person's. `replaced`
    are those in whose place somebody stood in.
    """

    period: Period
    today: date
    agencies: tuple[Load, ...]
    people: tuple[Load, ...]
    vacant_days: int
    provisional: bool
    replaced: frozenset[tuple[Agency, Person]]

    @property
    def least(self) -> list[list[Load]]:
        """Of each agency in which somebody has stood in, who has least.

        Who alone was replaced there could not have stood in for anybody.
        """
        found = []
        for agency, *_ in self.agencies:
            own = [load for load in self.people if load.agency == agency]
            if any(load.times for load in own):
                replaced = [person for of, person in self.replaced if of == agency]
                able = [load for load in own if [load.person] != replaced]
                fewest = min(map(stood_in, able))
                found.append([load for load in able if stood_in(load) == fewest])
        return found


class StandIn(NamedTuple):
    """Somebody of the agency who may stand in, with what they have carried; `away` on that day."""

    person: Person
    load: Load
    away: bool


class _Served(NamedTuple):
    """A service, who served, and whether that was not their own turn.

    `replaced` is in whose place; None where that was another agency.
    """

    service: Service
    person: Person | None
    instead: bool
    replaced: Person | None


def mean(loads: Sequence[Load]) -> tuple[float, ...]:
    """The mean of each figure; of nobody 0."""
    columns = zip(*(load.figures for load in loads), strict=True)
    return tuple(sum(column) / len(loads) for column in columns) or (0.0,) * len(_NOTHING)


def stood_in(load: Load) -> tuple[int, int]:
    """On how many days, and how often: by this they are in order."""
    return load.days_stood_in, load.times


def is_next_to_holidays(calendar: WorkCalendar, day: date) -> bool:
    """Whether LONG or more days off in a row end just before the working day, or begin after it.

    Where the calendar ends nothing is known to be off.
    """
    with suppress(NoCalendarError, OverflowError):
        if (calendar.on_or_after(day + DAY) - day).days > LONG:
            return True
    with suppress(NoCalendarError, OverflowError):
        return (day - calendar.on_or_before(day - DAY)).days > LONG
    return False


def fairness(rota: Rota, period: Period, facts: Sequence[Fact], today: date) -> Fairness:
    """The loads of the period as it stood at the end of the day `today`.

    `facts` are all that is recorded, in the order of recording. Raises as Rota.shifts does.
    """
    signed = minutes(rota, period, until(facts, today))
    services = list(services_of(rota, period, signed, today))
    shifts = list(rota.shifts(period))
    listed = _listed(rota, shifts)
    served = list(_served(rota, services, listed))
    people = dict.fromkeys([*listed, *((one.service.shift.agency, one.person) for one in served)])
    agencies = dict.fromkeys([*_taking_turns(rota, shifts), *(agency for agency, _ in people)])
    calendar = rota.calendar
    return Fairness(
        period,
        today,
        tuple(_of_agency(calendar, agency, served) for agency in agencies),
        tuple(
            _of_person(calendar, agency, person, served)
            for agency in agencies
            for of, person in people
            if of == agency and person
        ),
        sum(one.service.working_days for one in served if one.person is None),
        any(rota.provisional(shift) for shift in shifts),
        frozenset((one.service.shift.agency, one.replaced) for one in served if one.replaced),
    )


def stand_ins(
    rota: Rota, shift: Shift, day: date, facts: Iterable[Fact], fairness: Fairness
) -> list[StandIn]:
    """Who of the agency's list may take the officer's place from the day of the shift on.

    Nobody stands in for themselves, nor for whom the Centre has asked that they be replaced, which
    `facts` say. Who has stood in least comes first, and of these who has served least; then who is
    away.
    """
    stint = rota.stint_on(day)
    officer = stint.instead_of if stint.reason in ("cover", "vacant") else stint.person
    asked = [
        fact.outgoing
        for fact in facts
        if fact.kind == "replaced" and fact.shift == shift.id and fact.outgoing
    ]
    loads = {load.person: load for load in fairness.people if load.agency == shift.agency}
    found = [
        StandIn(
            person,
            loads.get(person) or Load(shift.agency, person, *_NOTHING),
            rota.staffing.absence(person, day) is not None,
        )
        for person in rota.staff(shift).everyone
        if person != officer and not any(same_name(person.name, name) for name in asked)
    ]
    return sorted(found, key=lambda one: (one.away, stood_in(one.load), one.load.working_days))


def _taking_turns(rota: Rota, shifts: Iterable[Shift]) -> Iterator[Agency]:
    for shift in shifts:
        yield from (rota.agencies[id] for id in shift.rotation.order)


def _listed(rota: Rota, shifts: Iterable[Shift]) -> list[tuple[Agency, Person]]:
    """Whoever was on a list of staff while their agency took turns, in the listed order."""
    return [
        (agency, person)
        for shift in shifts
        for agency in _taking_turns(rota, [shift])
        for person in rota.staffing.staff(agency, shift.starts_on).everyone
    ]


def _served(
    rota: Rota, services: Sequence[Service], listed: Sequence[tuple[Agency, Person]]
) -> Iterator[_Served]:
    taken_over = {override.shift for override in rota.decisions.overrides}
    for service in services:
        first = rota.stints(service.shift)[0]
        whose = first.instead_of or first.person
        person = _who(service, [one for agency, one in listed if agency == service.shift.agency])
        replaced = whose if person and person != whose and service.working_days else None
        instead = replaced is not None or service.shift.id in taken_over
        yield _Served(service, person, person is not None and instead, replaced)


def _who(service: Service, colleagues: Iterable[Person]) -> Person | None:
    """Who served: the one whom the minutes name, by the list of staff if it has the name."""
    planned, recorded = service.stint.person, service.recorded
    if recorded is None or (planned and same_name(planned.name, recorded)):
        return planned
    known = (person for person in colleagues if same_name(person.name, recorded))
    return next(known, Person("", recorded))


def _of_agency(calendar: WorkCalendar, agency: Agency, served: Iterable[_Served]) -> Load:
    own = [one for one in served if one.service.shift.agency == agency]
    return _load(calendar, agency, None, own)


def _of_person(
    calendar: WorkCalendar, agency: Agency, person: Person, served: Iterable[_Served]
) -> Load:
    own = [one for one in served if one.service.shift.agency == agency and one.person == person]
    return _load(calendar, agency, person, own)


def _load(
    calendar: WorkCalendar, agency: Agency, person: Person | None, served: Sequence[_Served]
) -> Load:
    worked = [day for one in served for day in _worked(calendar, one)]
    instead = [one for one in served if one.instead and one.service.working_days]
    return Load(
        agency,
        person,
        len({one.service.shift.id for one in served}),
        len(worked),
        sum(is_next_to_holidays(calendar, day) for day in worked),
        sum(day.weekday() >= SATURDAY for day in worked),
        sum(not _goes_on(one, instead) for one in instead),
        sum(one.service.working_days for one in instead),
    )


def _worked(calendar: WorkCalendar, served: _Served) -> Iterator[date]:
    return calendar.working_days(*served.service.days)


def _goes_on(served: _Served, others: Iterable[_Served]) -> bool:
    """Whether the same person stood in until the day before, in the same shift."""
    shift, days = served.service.shift, served.service.days
    return any(
        one.person == served.person
        and one.service.shift.id == shift.id
        and one.service.days.last + DAY == days.first
        for one in others
    )
