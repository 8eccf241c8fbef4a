"""What everybody may know: the decisions without what is private about people.

Điều 10 and Điều 11 khoản 2 make public who serves, in which post and under which telephone number.
Why somebody is away, what a decision says about a person and a personal e-mail address are not.
A rota that is made from such decisions answers as the whole one does, but what is made from it
can't tell what it does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from luanphien.core.decisions import (
    Absence,
    Agency,
    AgencyStaff,
    Assignment,
    Decisions,
    Override,
    Person,
    Roster,
    Substitution,
    Swap,
)

if TYPE_CHECKING:  # whoever only asks who is unnamed needs no events
    from luanphien.core.agenda import Edition, Event

UNNAMED = "người được cử"
"""What stands for the name of a person whom the public does not know."""

_MARK = "#"
"""How the id of such a person begins, and nobody else's."""


def public_view(decisions: Decisions) -> Decisions:
    """What the public may know.

    Who is not public, or nobody where `publish.people` says so, has no name there: a stand-in, by
    whose id the rota tells who takes over from whom, and which says nothing more.
    """
    shown = decisions.publish.people
    people = [
        Person(person.id, person.name, person.title, person.phone if shown == "phones" else None)
        if is_named(decisions, person)
        else Person(f"{_MARK}{n}", UNNAMED, public=False)
        for n, person in enumerate(decisions.people)
    ]
    return _view(decisions, people, decisions.agencies)


def is_named(decisions: Decisions, person: Person) -> bool:
    """Whether the public knows the person by name."""
    return person.public and decisions.publish.people != "none"


def is_unnamed(person: Person) -> bool:
    """Whether it is only a stand-in for a person whom the public does not know."""
    return person.id.startswith(_MARK)


def discreet_view(decisions: Decisions) -> Decisions:
    """Who serves, but neither why nor how anybody is reached."""
    people = [Person(person.id, person.name, person.title) for person in decisions.people]
    agencies = [replace(agency, phone=None, email=None) for agency in decisions.agencies]
    return _view(decisions, people, agencies)


def colleagues_view(decisions: Decisions) -> Decisions:
    """What those who serve may know of each other: who, when and under which number, never why."""
    people = [
        Person(person.id, person.name, person.title, person.phone) for person in decisions.people
    ]
    return _view(decisions, people, decisions.agencies)


def _view(decisions: Decisions, people: Sequence[Person], agencies: Iterable[Agency]) -> Decisions:
    """Of each decision only who, when and in which shift; `people` are in the same order.

    What a view holds is named field by field, so that a new field stays private until it is added.
    """
    ids = {old.id: new.id for old, new in zip(decisions.people, people, strict=True)}
    return Decisions(
        decisions.centre,
        tuple(
            replace(agency, contact=ids[agency.contact] if agency.contact else None)
            for agency in agencies
        ),
        decisions.rotations,
        notice=decisions.notice,
        people=tuple(people),
        rosters=tuple(
            Roster(
                roster.effective,
                tuple(_staff(listed, ids) for listed in roster.staff),
                roster.expires,
            )
            for roster in decisions.rosters
        ),
        assignments=tuple(
            Assignment(assignment.shift, ids[assignment.person])
            for assignment in decisions.assignments
        ),
        absences=tuple(
            Absence(ids[absence.person], absence.days) for absence in decisions.absences
        ),
        substitutions=tuple(
            Substitution(entry.shift, entry.effective, ids[entry.person], expires=entry.expires)
            for entry in decisions.substitutions
        ),
        swaps=tuple(Swap(swap.shifts) for swap in decisions.swaps),
        overrides=tuple(
            Override(override.shift, override.agency) for override in decisions.overrides
        ),
    )


def _staff(listed: AgencyStaff, ids: Mapping[str, str]) -> AgencyStaff:
    return AgencyStaff(
        listed.agency,
        official=tuple(ids[person] for person in listed.official),
        reserve=tuple(ids[person] for person in listed.reserve),
    )


def shown_editions(editions: Iterable[Edition], events: Iterable[Event]) -> list[Edition]:
    """The editions as a view shows them: with its `events`, in place of those that were recorded.

    Of what is gone the record holds all that was once said; that it was, and when, is all that is
    shown. So it is of a person's days that only a reason has parted, which the view takes as one.
    """
    told = {(event.uid, event.days): event for event in events}

    def shown(edition: Edition) -> Event:
        recorded = edition.event
        event = None if edition.cancelled else told.get((recorded.uid, recorded.days))
        return event or recorded.bare

    return [edition._replace(event=shown(edition)) for edition in editions]
