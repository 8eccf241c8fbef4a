"""Who serves: turns of the roster, and what departs from them (Điều 6 khoản 4 and 10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from luanphien.core.decisions import Absence, Agency, AgencyStaff, Decisions, Person, Roster
from luanphien.core.model import Reason, Role, Shift, Staff, Stint
from luanphien.core.period import DAY, Period

_NOBODY = Staff()


class _Officer(NamedTuple):
    """Who ought to serve on these days, unless another is named for some of them."""

    days: Period
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
        self._assignments = {assignment.shift: assignment for assignment in decisions.assignments}
        self._substitutions = sorted(
            decisions.substitutions, key=lambda substitution: substitution.effective
        )
        self._away = [(absence, absence.period) for absence in decisions.absences]

    def _known(self, listed: AgencyStaff) -> Staff:
        return Staff(
            official=tuple(self.people[person] for person in listed.official),
            reserve=tuple(self.people[person] for person in listed.reserve),
        )

    def roster_on(self, day: date) -> Roster | None:
        """The roster in force: the last to have taken effect, if it has not expired."""
        begun = [roster for roster in self.rosters if roster.effective <= day]
        if not begun:
            return None
        latest = begun[-1]
        return None if latest.expires and latest.expires < day else latest

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
        return _joined(pieces)

    def _officers(self, shift: Shift, staff: Staff, number: int) -> list[_Officer]:
        officials = staff.official
        assignment = self._assignments.get(shift.id)
        if assignment:
            person = self.people[assignment.person]
            first = _Officer(shift.days, person, "assignment", None, assignment.basis)
        elif officials:
            first = _Officer(shift.days, officials[number % len(officials)], "turn")
        else:
            first = _Officer(shift.days, None, "vacant")
        officers = [first]
        for decision in self._substitutions:
            if decision.shift == shift.id:
                note = "; ".join(filter(None, (decision.reason, decision.basis))) or None
                before = _officer_on(decision.effective, officers).person
                days = Period(decision.effective, decision.expires or shift.ends_on)
                person = self.people[decision.person]
                officers.append(_Officer(days, person, "substitution", before, note))
        return officers

    def _pieces(self, shift: Shift, officers: Sequence[_Officer]) -> Iterator[Period]:
        """The shift cut wherever an officer or somebody's absence begins or ends."""
        cuts = set[date]()
        for days in (*(officer.days for officer in officers), *(days for _, days in self._away)):
            cuts.add(days.first)
            if days.last < shift.ends_on:
                cuts.add(days.last + DAY)
        inside = {cut for cut in cuts if shift.starts_on < cut <= shift.ends_on}
        for first, following in pairwise(sorted({shift.starts_on, *inside, shift.ends_on + DAY})):
            yield Period(first, following - DAY)

    def _serving(self, officers: Sequence[_Officer], staff: Staff, days: Period) -> Stint:
        officer = _officer_on(days.first, officers)
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


def _officer_on(day: date, officers: Iterable[_Officer]) -> _Officer:
    """Who was named last of those who ought to serve on the day."""
    return [officer for officer in officers if officer.days.first <= day <= officer.days.last][-1]


def _role(person: Person, staff: Staff) -> Role:
    if person in staff.official:
        return "official"
    return "reserve" if person in staff.reserve else "substitute"


def _joined(pieces: Iterable[Stint]) -> tuple[Stint, ...]:
    """Neighbours that differ only in their days as one."""
    stints: list[Stint] = []
    for piece in pieces:
        if stints and stints[-1]._replace(days=piece.days) == piece:
            stints[-1] = piece._replace(days=Period(stints[-1].days.first, piece.days.last))
        else:
            stints.append(piece)
    return tuple(stints)
