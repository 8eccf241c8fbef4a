"""The files' shapes as objects of the core; all that is wrong has been found before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from luanphien.config.days import announced_days, parse_days
from luanphien.config.forecast import forecast
from luanphien.config.shapes import (
    AgenciesFile,
    CentreShape,
    DocumentsShape,
    HolidaysFile,
    MailShape,
    NoticeShape,
)
from luanphien.core.model import (
    Absence,
    Agency,
    Assignment,
    Centre,
    Letterhead,
    MailRule,
    NoticeRule,
    OfficeHours,
    Override,
    Person,
    Roster,
    Rotation,
    SpecialDay,
    Staff,
    Substitution,
    Swap,
)
from luanphien.core.staffing import Staffing
from luanphien.core.workdays import WorkCalendar


def centre(shape: CentreShape) -> Centre:
    """The centre with its office hours."""
    hours = shape.office_hours
    opens, closes = time.fromisoformat(hours.opens), time.fromisoformat(hours.closes)
    return Centre(
        shape.name,
        OfficeHours(opens, closes),
        shape.address,
        shape.phone,
        shape.email,
        shape.website and shape.website.rstrip("/"),
        shape.id,
    )


def letterhead(shape: DocumentsShape) -> Letterhead:
    """What the documents carry besides their subject."""
    return Letterhead(
        shape.superior,
        shape.symbol,
        shape.place,
        shape.signer_title,
        shape.signer,
        shape.archive,
        shape.regulation,
    )


def mail_rule(shape: MailShape | None) -> MailRule | None:
    """How e-mail leaves; None if it does not."""
    if shape is None:
        return None
    return MailRule(
        shape.host,
        shape.port,
        shape.security,
        shape.sender,
        shape.username,
        shape.password_file,
        shape.timeout,
    )


def notice_rule(shape: NoticeShape) -> NoticeRule:
    """The rule by which the next agency is told."""
    clear_days = shape.counting == "clear-days"
    return NoticeRule(shape.working_days, shape.send_ahead, clear_days, shape.basis)


def people(file: AgenciesFile) -> dict[str, Person]:
    """The persons by id, in the file's order."""
    return {
        one.id: Person(one.id, one.name, one.title, one.phone, one.email, one.public)
        for one in file.people
    }


def agencies(file: AgenciesFile, people: Mapping[str, Person]) -> dict[str, Agency]:
    """The agencies by id, in the file's order."""
    return {
        one.id: Agency(
            one.id,
            one.name,
            one.short_name or one.name,
            one.on_call,
            one.basis,
            one.address,
            one.phone,
            one.email,
            people[one.contact] if one.contact else None,
        )
        for one in file.agencies
    }


def rotations(file: AgenciesFile, agencies: Mapping[str, Agency]) -> list[Rotation]:
    """The rotations in the order of their dates."""
    return [
        Rotation(
            one.effective,
            tuple(agencies[agency] for agency in one.order),
            one.order.index(one.starts_with) if one.starts_with else 0,
            one.months,
            one.basis,
        )
        for one in file.rotations
    ]


def swaps(file: AgenciesFile) -> list[Swap]:
    """The pairs of shifts that exchange their agencies."""
    return [Swap((one.shifts[0], one.shifts[1]), one.basis) for one in file.swaps]


def overrides(file: AgenciesFile, agencies: Mapping[str, Agency]) -> list[Override]:
    """The shifts that another agency takes."""
    return [Override(one.shift, agencies[one.agency], one.basis) for one in file.overrides]


def staffing(file: AgenciesFile, people: Mapping[str, Person]) -> Staffing:
    """The rosters, and what departs from their turns."""
    return Staffing(
        [
            Roster(
                roster.effective,
                {one.agency: _staff(one.official, one.reserve, people) for one in roster.staff},
                roster.expires,
                roster.basis,
            )
            for roster in file.rosters
        ],
        [Assignment(one.shift, people[one.person], one.basis) for one in file.assignments],
        [Absence(people[one.person], parse_days(one.days), one.reason) for one in file.absences],
        [
            Substitution(one.shift, one.effective, people[one.person], one.reason, one.basis)
            for one in file.substitutions
        ],
    )


def _staff(official: list[str], reserve: list[str], people: Mapping[str, Person]) -> Staff:
    return Staff(tuple(people[one] for one in official), tuple(people[one] for one in reserve))


def calendar(file: HolidaysFile) -> WorkCalendar:
    """The working days: announced years from the file, any other forecast when asked for."""
    announced: dict[int, list[SpecialDay]] = {year: [] for year in file.announced_years}
    for n, field, day in announced_days(file):
        entry = file.days[n]
        special = SpecialDay(day, field == "make_up", entry.name, entry.source)
        announced[day.year].append(special)
    return WorkCalendar(announced, forecast)
