"""What everybody may know: the rota without what is private about its people.

Điều 10 and Điều 11 khoản 2 make public who serves, in which post and under which telephone number.
Why somebody is away, what a decision says about a person and a personal e-mail address are not.
A view is a rota like any other and answers as the whole one does, but holds none of these: what is
made from a view can't tell what it does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from luanphien.core.agenda import Edition, Event
from luanphien.core.model import (
    Absence,
    Agency,
    Assignment,
    Override,
    Person,
    PublicPeople,
    Roster,
    Staff,
    Substitution,
    Swap,
)
from luanphien.core.rota import Rota
from luanphien.core.staffing import Staffing

UNNAMED = "người được cử"
"""What stands for the name of a person whom the public does not know."""


class View(NamedTuple):
    """A rota and all agencies by id, as they may be shown."""

    rota: Rota
    agencies: Mapping[str, Agency]


class _Unnamed(Person):
    """A person without a name. Two of them look alike and are still two.

    So the rota tells who takes over from whom, though nobody who reads it can.
    """

    __slots__ = ()
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__


def public_view(rota: Rota, agencies: Mapping[str, Agency], people: PublicPeople) -> View:
    """What the public may know; who is not public, or nobody by that rule, has no name there."""

    def shown(person: Person) -> Person:
        if people == "none" or not person.public:
            return _Unnamed("", UNNAMED, public=False)
        return Person(
            person.id, person.name, person.title, person.phone if people == "phones" else None
        )

    return _view(rota, agencies, shown, lambda agency: agency)


def discreet_view(rota: Rota, agencies: Mapping[str, Agency]) -> View:
    """Who serves, but neither why nor how anybody is reached."""
    return _view(
        rota,
        agencies,
        lambda person: Person(person.id, person.name, person.title),
        lambda agency: agency._replace(phone=None, email=None),
    )


def _view(
    rota: Rota,
    agencies: Mapping[str, Agency],
    shown: Callable[[Person], Person],
    reached: Callable[[Agency], Agency],
) -> View:
    """The rota of these persons and agencies, of each decision only who, when and in which shift.

    What a view holds is named field by field, so that a new field stays private until it is added.
    """
    person = cache(shown)

    @cache
    def agency(one: Agency) -> Agency:
        return reached(one)._replace(contact=one.contact and person(one.contact))

    def staff(one: Staff) -> Staff:
        return Staff(tuple(map(person, one.official)), tuple(map(person, one.reserve)))

    decided = rota.staffing
    return View(
        Rota(
            [one._replace(order=tuple(map(agency, one.order))) for one in rota.rotations],
            rota.notice,
            rota.calendar,
            Staffing(
                [
                    Roster(
                        roster.effective,
                        {id: staff(one) for id, one in roster.staff.items()},
                        roster.expires,
                    )
                    for roster in decided.rosters
                ],
                [Assignment(one.shift, person(one.person)) for one in decided.assignments.values()],
                [Absence(person(one.person), one.days) for one in decided.absences],
                [
                    Substitution(one.shift, one.effective, person(one.person))
                    for one in decided.substitutions
                ],
            ),
            [Swap(one.shifts) for one in rota.swaps],
            [Override(one.shift, agency(one.agency)) for one in rota.overrides],
        ),
        {id: agency(one) for id, one in agencies.items()},
    )


def shown_editions(editions: Iterable[Edition], events: Iterable[Event]) -> list[Edition]:
    """The editions as a view shows them: with its `events`, in place of those that were recorded.

    Of what is gone the record holds all that was once said; that it was, and when, is all that is
    shown. So it is of a person's days that only a reason has parted, which the view takes as one.
    """
    known = {(event.uid, event.days): event for event in events}

    def shown(edition: Edition) -> Event:
        recorded = edition.event
        event = None if edition.cancelled else known.get((recorded.uid, recorded.days))
        return event or _bare(recorded)

    return [edition._replace(event=shown(edition)) for edition in editions]


def _bare(event: Event) -> Event:
    """The event's kind, agency and days."""
    return Event(
        event.uid,
        event.kind,
        event.key,
        event.days,
        ": ".join(event.categories),
        (),
        hours=event.hours,
        agencies=event.agencies,
        categories=event.categories,
    )
