"""What the submission of the yearly list and the decision that approves it say of the list.

The chairman of the provincial People's Committee approves it (Điều 3 khoản 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from luanphien.config.staff_rows import ROLE_NAMES
from luanphien.core.decisions import Agency, Letterhead, Roster
from luanphien.core.model import Staff
from luanphien.documents.letterhead import BLANK, Heading, on
from luanphien.wording import dates

_COMMITTEE = re.compile(r"\b(?:[uủ][ỷy] ban nhân dân|UBND) (\S.*)", re.IGNORECASE)


class AgencyRow(NamedTuple):
    """How many people an agency sends."""

    agency: str
    official: str
    reserve: str
    both: str


class PersonRow(NamedTuple):
    """A person of the list, and as what."""

    number: str
    agency: str
    person: str
    title: str
    phone: str
    role: str


def subject(year: int) -> str:
    """What both are about."""
    return f"Về việc phê duyệt danh sách nhân sự làm việc luân phiên năm {year}"


def committee(letterhead: Letterhead) -> str:
    """The provincial People's Committee; whose it is stays blank where that is not configured.

    Above the Centre may stand the committee itself or its office: `Văn phòng UBND tỉnh Mẫu`.
    """
    named = _COMMITTEE.search(letterhead.superior or "")
    return f"Ủy ban nhân dân {named[1] if named else BLANK}"


def chairman(letterhead: Letterhead) -> str:
    """Who approves the list."""
    return f"Chủ tịch {committee(letterhead)}"


def context(
    year: int,
    roster: Roster,
    listed: Mapping[Agency, Staff],
    lacking: Iterable[Agency],
    letterhead: Letterhead,
    heading: Heading,
) -> dict[str, Any]:
    """The fields of the list that templates of both may use; docs/templates.md lists them.

    `lacking` are those of whom no official is named though they take turns; `heading` is that of
    the document to which the list is an annex.
    """
    official = sum(len(staff.official) for staff in listed.values())
    reserve = sum(len(staff.reserve) for staff in listed.values())
    rows = [
        AgencyRow(agency.name, *map(str, map(len, (*staff, staff.everyone))))
        for agency, staff in listed.items()
    ]
    return {
        "regulation": letterhead.regulation or BLANK,
        "year": str(year),
        "committee": committee(letterhead),
        "chairman": chairman(letterhead),
        "span": _span(roster),
        "on": on(heading.date),
        "senders": f"{sum(map(any, listed.values())):02}",
        "official": f"{official:02}",
        "reserve": f"{reserve:02}",
        "everyone": f"{official + reserve:02}",
        "agencies": rows,
        "total": AgencyRow("Cộng", str(official), str(reserve), str(official + reserve)),
        "lacking": "; ".join(agency.name for agency in lacking),
        "people": list(_people(listed)),
    }


def _span(roster: Roster) -> str:
    if roster.expires:
        return dates.numbered_span((roster.effective, roster.expires))
    return f"từ {dates.numbered(roster.effective)} đến khi có danh sách sau"


def _people(listed: Mapping[Agency, Staff]) -> Iterator[PersonRow]:
    everyone = (
        (agency, person, role)
        for agency, staff in listed.items()
        for role in ROLE_NAMES
        for person in getattr(staff, role)
    )
    for n, (agency, person, role) in enumerate(everyone, 1):
        title, phone = person.title or "", person.phone or ""
        yield PersonRow(str(n), agency.name, person.name, title, phone, ROLE_NAMES[role])
