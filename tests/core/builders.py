"""Decisions, calendars and facts for the tests of the core, in few words.

Decisions are made by keyword and people are known by one letter, so that a test says what it is
about and nothing else. Dates are written as in the announcements: `day("2024-02-29")`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from luanphien.core.decisions import (
    Absence,
    Agency,
    AgencyStaff,
    Assignment,
    Centre,
    Decisions,
    OfficeHours,
    Override,
    Person,
    Roster,
    Rotation,
    Substitution,
    Swap,
)
from luanphien.core.errors import NoCalendarError
from luanphien.core.facts import Fact, FactKind
from luanphien.core.model import Shift, SpecialDay, Staff
from luanphien.core.period import Period
from luanphien.core.rota import Rota
from luanphien.core.workdays import WorkCalendar

DAY = timedelta(days=1)
HANOI = timezone(timedelta(hours=7))

OFF = """
2023-01-02              khoản 3 Điều 111 Bộ luật Lao động 2019 và Điều 112: 1/1 is a Sunday
2023-01-20..2023-01-26  Tết Quý Mão
2023-05-01..2023-05-03  Điều 112: 1/5, for Saturday 29/4 and Sunday 30/4
2023-09-01..2023-09-04  Quốc khánh
2024-01-01              Điều 112
2024-02-08..2024-02-14  Tết Giáp Thìn: Thông báo 5015/TB-LĐTBXH
2024-04-18              Giỗ Tổ Hùng Vương: Điều 112
2024-04-29              for Saturday 2024-05-04: Công văn 2450/VPCP-KGVX
2024-04-30..2024-05-01  Điều 112
2024-09-02..2024-09-03  Quốc khánh: Thông báo 5015/TB-LĐTBXH
2025-01-01              Điều 112
2025-01-27..2025-01-31  Tết Ất Tỵ: Thông báo 6150/TB-BLĐTBXH
2025-04-07              Giỗ Tổ Hùng Vương: Điều 112
2025-04-30..2025-05-01  Điều 112
2025-05-02              for Saturday 2025-04-26: Thông báo 6150/TB-BLĐTBXH
2025-09-01..2025-09-02  Quốc khánh: Thông báo 6150/TB-BLĐTBXH
2026-01-01              Điều 112
2026-01-02              for Saturday 2026-01-10: Văn bản 12729/VPCP-KGVX
2026-02-16..2026-02-20  Tết Bính Ngọ: Thông báo 9441/TB-BNV
2026-04-27              khoản 3 Điều 111: Giỗ Tổ is Sunday 26/4
2026-04-30..2026-05-01  Điều 112
2026-08-31              for Saturday 2026-08-22: Thông báo 9441/TB-BNV
2026-09-01..2026-09-02  Quốc khánh: Thông báo 9441/TB-BNV
2026-11-24              Ngày Văn hóa Việt Nam: khoản 1 Điều 2 Nghị quyết 28/2026/QH16
"""
"""The days off that the announcements name; a Saturday or Sunday within them is off anyway."""

DAYS_OFF = [line.split()[0] for line in OFF.strip().splitlines()]

WORKED = ["2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"]
"""The Saturdays worked for one of them."""


day = date.fromisoformat


def moment(text: str, hour: int = 9) -> datetime:
    """An hour of a day, in Hà Nội."""
    return datetime.combine(day(text), time(hour), HANOI)


def period(first: str, last: str) -> Period:
    return Period(day(first), day(last))


def span(text: str) -> Iterator[date]:
    """Every day of `2024-02-08..2024-02-14`, or the one day named."""
    first, _, last = text.partition("..")
    one = day(first)
    while one <= day(last or first):
        yield one
        one += DAY


def unknown(year: int) -> Iterable[SpecialDay]:
    """A forecast that knows nothing."""
    raise NoCalendarError(str(year))


def calendar_of(
    years: Iterable[int], off: Iterable[str] = (), worked: Iterable[str] = ()
) -> WorkCalendar:
    """A calendar with these years announced; any other has no days off and is only forecast."""
    specials: dict[int, list[SpecialDay]] = {year: [] for year in years}
    for working, texts in ((False, off), (True, worked)):
        for one in (one for text in texts for one in span(text)):
            specials[one.year].append(SpecialDay(one, working, "làm bù" if working else "nghỉ", ""))
    return WorkCalendar(specials, lambda year: ())


ANNOUNCED = calendar_of(range(2023, 2027), DAYS_OFF, WORKED)
"""2023 to 2026 as they were announced."""

WEEKDAYS = calendar_of(range(2000, 2101))
"""Monday to Friday, without a day off."""


def ids(named: Iterable[Agency | Person]) -> tuple[str, ...]:
    return tuple(one.id for one in named)


def agency(letter: str, **more: Any) -> Agency:
    return Agency(id=letter, name=f"Sở {letter.upper()}", short_name=letter.upper(), **more)


def person(letter: str, **more: Any) -> Person:
    return Person(id=letter, name=f"Ông {letter}", **more)


A, B, C = map(agency, "abc")
P, Q, R, S = map(person, "pqrs")

SIX = tuple(
    Agency(id=id, name=name, short_name=id)
    for id, name in (
        ("svhttdl", "Sở Văn hóa, Thể thao và Du lịch"),
        ("stttt", "Sở Thông tin và Truyền thông"),
        ("stc", "Sở Tài chính"),
        ("sgddt", "Sở Giáo dục và Đào tạo"),
        ("sct", "Sở Công thương"),
        ("bqlkcn", "Ban Quản lý các Khu công nghiệp tỉnh"),
    )
)
"""The agencies in the order of Điều 6 khoản 5."""


CENTRE = Centre(name="Trung tâm", office_hours=OfficeHours(opens="07:30", closes="17:00"))


def rotation(effective: str, *order: Agency, **more: Any) -> Rotation:
    return Rotation(effective=day(effective), order=ids(order), **more)


def staff(official: Iterable[Person] = (), reserve: Iterable[Person] = ()) -> Staff:
    return Staff(official=tuple(official), reserve=tuple(reserve))


def roster(
    effective: str,
    people: Mapping[str, Staff],
    expires: str | None = None,
    basis: str | None = None,
) -> Roster:
    """The staff by the agencies' letters."""
    listed = tuple(
        AgencyStaff(agency=letter, official=ids(staff.official), reserve=ids(staff.reserve))
        for letter, staff in people.items()
    )
    return Roster(
        effective=day(effective),
        staff=listed,
        expires=day(expires) if expires else None,
        basis=basis,
    )


def absence(who: Person, first: str, last: str, reason: str | None = None) -> Absence:
    return Absence(person=who.id, days=f"{first}..{last}", reason=reason)


def assignment(shift: str, who: Person, basis: str | None = None) -> Assignment:
    return Assignment(shift=shift, person=who.id, basis=basis)


def substitution(effective: str, who: Person, **more: Any) -> Substitution:
    """Another officer from the day on, in the month of the day unless a shift is named."""
    shift = more.pop("shift", effective[:7])
    return Substitution(shift=shift, effective=day(effective), person=who.id, **more)


def swap(one: str, other: str, basis: str | None = None) -> Swap:
    return Swap(shifts=(one, other), basis=basis)


def override(shift: str, taken_by: Agency, basis: str | None = None) -> Override:
    return Override(shift=shift, agency=taken_by.id, basis=basis)


def decisions(
    *rotations: Rotation,
    agencies: Iterable[Agency] = (),
    people: Iterable[Person] = (),
    **more: Any,
) -> Decisions:
    """Decisions about A to C, the six and P to S; without rotations A and B take turns from 2024.

    The agencies and people that are given are there as well, or instead of who has the same id.
    """
    known_agencies = {agency.id: agency for agency in (A, B, C, *SIX, *agencies)}
    known_people = {person.id: person for person in (P, Q, R, S, *people)}
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in more.items()
    }
    return Decisions(
        centre=CENTRE,
        agencies=tuple(known_agencies.values()),
        rotations=rotations or (rotation("2024-01-01", A, B),),
        people=tuple(known_people.values()),
        **given,
    )


def rota(*rotations: Rotation, calendar: WorkCalendar = WEEKDAYS, **more: Any) -> Rota:
    """The rota of such decisions."""
    return Rota(decisions(*rotations, **more), calendar)


def regulation(**more: Any) -> Rota:
    """The rota of the regulation on the announced days, from December 2023 on."""
    return rota(rotation("2023-12-01", *SIX), calendar=ANNOUNCED, **more)


def shift_of(rota: Rota, month: str) -> Shift:
    return rota.shift_on(day(f"{month}-01"))


def fact(kind: FactKind, at: str, shift: str = "2024-02", **more: Any) -> Fact:
    """Something that happened at nine o'clock of the day."""
    return Fact(at=moment(at), kind=kind, shift=shift, **more)


def handed_over(
    at: str, since: str, outgoing: Person | None, incoming: Person | None, **more: Any
) -> Fact:
    """Minutes of the day `at`, of a handover to who serves from `since` on."""
    names = {
        "outgoing": outgoing and outgoing.name,
        "incoming": incoming and incoming.name,
        "outgoing_agency": "a",
        "incoming_agency": "b",
    }
    shift = more.pop("shift", "2024-01")
    return fact("handed_over", at, shift, since=day(since), **{**names, **more})
