"""What a shift still lacks of guidance and materials (Điều 6 khoản 7), by what is entered.

Where nothing of the kind was ever entered nothing is lacking: not every centre keeps this book.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from luanphien.core.decisions import Agency, Person
from luanphien.core.entries import Entry, Guidance, Materials, standing
from luanphien.core.model import Shift
from luanphien.core.rota import Rota


class Unguided(NamedTuple):
    """Somebody who was not guided in the procedures of these agencies as they are now."""

    person: Person
    agencies: tuple[Agency, ...]


class Aged(NamedTuple):
    """An agency whose materials were last laid out on that day, which is too long ago."""

    agency: Agency
    since: date


class Preparation(NamedTuple):
    """What is lacking; `missing` are the agencies whose materials were never laid out."""

    unguided: tuple[Unguided, ...] = ()
    missing: tuple[Agency, ...] = ()
    aged: tuple[Aged, ...] = ()


NOTHING = Preparation()
"""Nothing is lacking."""


def preparation(rota: Rota, shift: Shift, entries: Sequence[Entry], today: date) -> Preparation:
    """What the shift lacks at the end of the day `today`.

    Who serves, and the reserve, are to know the procedures of all agencies that take turns; those
    of their own agency they know.
    """
    held = [entry for entry in standing(entries) if entry.on <= today]
    agencies = rota.agencies_on(shift.starts_on)
    laid = laid_out(held, today)
    months = relativedelta(months=rota.decisions.materials.months)
    return Preparation(
        tuple(_unguided(rota, shift, agencies, held)),
        tuple(agency for agency in agencies if laid and agency.id not in laid),
        tuple(
            Aged(agency, laid[agency.id])
            for agency in agencies
            if agency.id in laid and laid[agency.id] + months < today
        ),
    )


def laid_out(entries: Sequence[Entry], until: date) -> dict[str, date]:
    """By the agency's id, the last day up to that one on which its materials were laid out."""
    days: dict[str, date] = {}
    for entry in standing(entries):
        if isinstance(entry.content, Materials) and entry.on <= until:
            agency = entry.content.agency.id
            days[agency] = max(entry.on, days.get(agency, entry.on))
    return days


def _unguided(
    rota: Rota, shift: Shift, agencies: Iterable[Agency], held: Sequence[Entry]
) -> Iterator[Unguided]:
    changed: dict[str, date] = {}
    for entry in held:
        if isinstance(entry.content, Materials) and entry.content.changed:
            agency = entry.content.agency.id
            changed[agency] = max(entry.on, changed.get(agency, entry.on))
    guided = [(entry.on, entry.content) for entry in held if isinstance(entry.content, Guidance)]
    if not guided:
        return
    others = [agency for agency in agencies if agency != shift.agency]
    serving = [stint.person for stint in rota.stints(shift) if stint.person]
    for person in dict.fromkeys([*serving, *rota.staff(shift).reserve]):
        known = {
            content.agency.id
            for on, content in guided
            if on >= changed.get(content.agency.id, on)
            and any(one.means(person) for one in content.people)
        }
        if unknown := tuple(agency for agency in others if agency.id not in known):
            yield Unguided(person, unknown)
