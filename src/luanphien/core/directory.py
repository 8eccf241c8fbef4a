"""Who is to be reached at each agency: the directory posted at the Centre.

Điều 10 khoản 1 and Điều 11 khoản 2 ask for the published numbers of all staff, the on-call
agency's included; Điều 6 khoản 9 names the members of the Zalo group.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from luanphien.core.decisions import Agency, Person
from luanphien.core.rota import Rota
from luanphien.core.staffing import Staffing

Position = Literal["contact", "official", "reserve"]


class Entry(NamedTuple):
    """One line of the directory; an agency without people has one without a person."""

    agency: Agency
    person: Person | None
    position: Position | None


def listed(agencies: Iterable[Agency], rota: Rota, day: date) -> list[Agency]:
    """The agencies that take turns on the day, in their order, then those on call (Điều 10)."""
    return [*rota.agencies_on(day), *(agency for agency in agencies if agency.on_call)]


def directory(agencies: Iterable[Agency], staffing: Staffing, day: date) -> Iterator[Entry]:
    """The agencies in the given order, each with its contact and the staff of the day's roster."""
    for agency in agencies:
        staff = staffing.staff(agency, day)
        entries = [Entry(agency, person, "official") for person in staff.official]
        entries += [Entry(agency, person, "reserve") for person in staff.reserve]
        if agency.contact:
            entries.insert(0, Entry(agency, staffing.people[agency.contact], "contact"))
        yield from entries or [Entry(agency, None, None)]


def zalo_group(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The members of the Zalo group: those of the agencies that take turns (Điều 6 khoản 9)."""
    return (entry for entry in entries if entry.person and not entry.agency.on_call)
