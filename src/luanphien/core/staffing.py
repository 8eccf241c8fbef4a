"""Who serves: turns of the roster, and what departs from them (Điều 6 khoản 4 and 10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import NamedTuple

from luanphien.core.decisions import Absence, Agency, AgencyStaff, Decisions, Person, Roster
from luanphien.core.model import Reason, Role, Shift, Staff, Stint
from luanphien.core.period import Period

_DAY = timedelta(days=1)
_NOBODY = Staff()


class _Officer(NamedTuple):
    """Who ought to serve from a day on."""

    since: date
    person: Person | None
    reason: Reason
    instead_of: Person | None = None
    note: str | None = None


class Staffing:
    """The rosters, and the decisions about single shifts and persons."""

    def __init__(self, decisions: Decisions) -> None:
        self.people = {person.id: person for person in decisions.people}
        self.rosters = decisions.rosters
        self.absences = decisions.absences
        self._staff = {
            (roster.effective, listed.agency): self._known(listed)
            for roster in decisions.rosters
            for listed in roster.staff
        }
        self._assignments = {one.shift: one for one in decisions.assignments}
        self._substitutions = sorted(decisions.substitutions, key=lambda one: one.effective)
        self._away = [(absence, absence.period) for absence in decisions.absences]

    def _known(self, listed: AgencyStaff) -> Staff:
        official = tuple(self.people[person] for person in listed.official)
        return Staff(official, tuple(self.people[person] for person in listed.reserve))

    def roster_on(self, day: date) -> Roster | None:
        """The roster in force: the last to have taken effect, if it has not expired."""
        begun = [roster for roster in self.rosters if roster.effective <= day]
        if not begun or (begun[-1].expires and begun[-1].expires < day):
            return None
        return begun[-1]

    def staff(self, agency: Agency, day: date) -> Staff:
        """The agency's people in the roster in force; nobody if there is none."""
        roster = self.roster_on(day)
        return self._staff.get((roster.effective, agency.id), _NOBODY) if roster else _NOBODY

    def absence(self, person: Person, day: date) -> Absence | None:
        """The absence that keeps the person away on the day."""
        away = (
            absence
            for absence, days in self._away
            if absence.person == person.id and days.first <= day <= days.last
        )
        return next(away, None)

    def available(self, staff: Staff, day: date, besides: Person | None) -> Iterator[Person]:
        """The reserves who are not away on the day, in the listed order, besides that person."""
        for person in staff.reserve:
            if person != besides and not self.absence(person, day):
                yield person

    def stints(self, shift: Shift, number: int) -> tuple[Stint, ...]:
        """The stints of the shift, which cover it without gap or overlap.

        `number` counts the agency's shifts since its first one in the roster, from 0: the
        official staff take turns in the listed order, a person a shift ("01
        tháng/người/lần", Điều 6 khoản 4).
        """
        staff = self.staff(shift.agency, shift.starts_on)
        officers = self._officers(shift, staff, number)
        pieces = (self._serving(officers, staff, days) for days in self._pieces(shift, officers))
        return tuple(_joined(pieces))

    def _officers(self, shift: Shift, staff: Staff, number: int) -> list[_Officer]:
        officials = staff.official
        assignment = self._assignments.get(shift.id)
        if assignment:
            person = self.people[assignment.person]
            first = _Officer(shift.starts_on, person, "assignment", None, assignment.basis)
        elif officials:
            first = _Officer(shift.starts_on, officials[number % len(officials)], "turn")
        else:
            first = _Officer(shift.starts_on, None, "vacant")
        officers = [first]
        for one in self._substitutions:
            if one.shift == shift.id:
                note = "; ".join(filter(None, (one.reason, one.basis))) or None
                before, person = officers[-1].person, self.people[one.person]
                officers.append(_Officer(one.effective, person, "substitution", before, note))
        return officers

    def _pieces(self, shift: Shift, officers: Sequence[_Officer]) -> Iterator[Period]:
        """The shift cut wherever an officer or somebody's absence begins or ends."""
        cuts = {officer.since for officer in officers}
        for _, days in self._away:
            cuts.add(days.first)
            if days.last < shift.ends_on:
                cuts.add(days.last + _DAY)
        inside = {cut for cut in cuts if shift.starts_on < cut <= shift.ends_on}
        for first, following in pairwise(sorted({shift.starts_on, *inside, shift.ends_on + _DAY})):
            yield Period(first, following - _DAY)

    def _serving(self, officers: Sequence[_Officer], staff: Staff, days: Period) -> Stint:
        officer = [officer for officer in officers if officer.since <= days.first][-1]
        person = officer.person
        if person is None:
            return Stint(days, None, None, "vacant")
        absence = self.absence(person, days.first)
        if absence is None:
            role = _role(person, staff)
            return Stint(days, person, role, officer.reason, officer.instead_of, officer.note)
        for reserve in self.available(staff, days.first, person):
            return Stint(days, reserve, "reserve", "cover", person, absence.reason)
        return Stint(days, None, None, "vacant", person, absence.reason)


def _role(person: Person, staff: Staff) -> Role:
    if person in staff.official:
        return "official"
    return "reserve" if person in staff.reserve else "substitute"


def _joined(pieces: Iterator[Stint]) -> Iterator[Stint]:
    """Neighbours that differ only in their days as one."""
    for _, group in groupby(pieces, key=lambda stint: stint[1:]):
        stints = list(group)
        yield stints[0]._replace(days=Period(stints[0].days.first, stints[-1].days.last))
