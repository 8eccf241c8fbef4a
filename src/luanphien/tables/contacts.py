"""The directory: who is to be reached at each agency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from luanphien import output
from luanphien.core.decisions import Agency, Centre, Person
from luanphien.core.directory import Entry
from luanphien.spreadsheets.sheet import Sheet
from luanphien.tables import data
from luanphien.tables.listing import Listing
from luanphien.wording import dates, people

if TYPE_CHECKING:
    from rich.console import Console

POSITIONS = {"contact": "đầu mối", "official": "chính thức", "reserve": "dự phòng", None: ""}


class Contacts(Listing, frozen=True):
    """The entries of the directory on the day, a line each."""

    centre: Centre
    entries: Sequence[Entry]
    day: date

    headers = ("Cơ quan, đơn vị", "Họ tên", "Vai trò", "Chức vụ", "Điện thoại", "Thư điện tử")

    @property
    def title(self) -> str:
        """What it lists."""
        return f"Danh bạ làm việc luân phiên, ngày {dates.full(self.day)}"

    def print(self, out: Console) -> None:
        """Print an agency a section: how to reach it, then its people in columns."""
        out.print(self.title, style="bold")
        out.print(self.centre.name)
        if not self.entries:
            out.print("\nChưa có ai trong danh sách.")
            return
        widths = [max(map(len, column)) for column in zip(*self.rows(), strict=True)][1:-1]
        for agency, entries in groupby(self.entries, key=lambda entry: entry.agency):
            out.print(f"\n{agency.name}", style="bold")
            for line in _agency_lines(agency):
                out.print(f"  {line}")
            for entry in entries:
                _, *cells, email = _row(entry)
                line = "  " + "  ".join(map(str.ljust, cells, widths))
                # An address is never broken: where it does not fit, it gets a line of its own.
                gap = "  " if len(line) + 2 + len(email) <= out.width else "\n    "
                out.print(f"{line}{gap}{email}".rstrip(), soft_wrap=True)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """A line a person."""
        return map(_row, self.entries)

    def sheets(self) -> Iterator[Sheet]:
        """A line a person."""
        yield Sheet("Danh bạ", self.title, self.headers, self.rows())

    def data(self) -> dict[str, Any]:
        """The entries, each with its agency."""
        return {"on": self.day, "contacts": list(map(_entry_data, self.entries))}

    def vcard(self) -> str:
        """A vCard 4.0 a person (RFC 6350), and one for each agency (KIND:org)."""
        return "".join(line for card in _cards(self.entries) for line in card)


class ZaloGroup(Contacts, frozen=True):
    """The members of the Zalo group (Điều 6 khoản 9): names and numbers to type into it."""

    @property
    def title(self) -> str:
        """What it lists."""
        return f"Thành viên nhóm Zalo (khoản 9 Điều 6), ngày {dates.full(self.day)}"

    def print(self, out: Console) -> None:
        """Print a member a line, and which agencies have not named theirs."""
        out.print(self.title, style="bold")
        out.print(f"{self.centre.name}\n")
        if not self.entries:
            out.print("Chưa có ai trong danh sách.")
            return
        table = output.plain_table()
        for header in ("Họ tên", "Điện thoại", "Cơ quan, đơn vị", "Vai trò"):
            table.add_column(header, no_wrap=header == "Điện thoại")
        members: set[Person] = set()  # an agency's contact may serve too
        for agency, person, position in self.entries:
            if person and person not in members:
                phone = person.phone or "chưa có"
                table.add_row(person.name, phone, agency.label, POSITIONS[position])
                members.add(person)
        output.print_table(out, table)
        out.print(f"\n{len(members)} người.")
        named = {entry.agency for entry in self.entries if entry.position == "contact"}
        agencies = dict.fromkeys(entry.agency for entry in self.entries)
        if unnamed := [agency.label for agency in agencies if agency not in named]:
            out.print(
                f"Chưa có Chánh Văn phòng hoặc Trưởng phòng hành chính: {', '.join(unnamed)}."
            )


def _agency_lines(agency: Agency) -> Iterator[str]:
    if agency.on_call:
        yield "không trực luân phiên, đến khi có hồ sơ (Điều 10)"
    if agency.address:
        yield agency.address
    if reached := ", ".join(filter(None, (agency.phone, agency.email))):
        yield reached


def _row(entry: Entry) -> tuple[str, ...]:
    person = entry.person
    if person is None:
        return (entry.agency.name, people.NOBODY, "", "", "", "")
    return (
        entry.agency.name,
        person.name,
        POSITIONS[entry.position],
        person.title or "",
        person.phone or "",
        person.email or "",
    )


def _entry_data(entry: Entry) -> dict[str, Any]:
    return {
        "agency": {
            **data.agency(entry.agency),
            "on_call": entry.agency.on_call,
            "address": entry.agency.address,
            "phone": entry.agency.phone,
            "email": entry.agency.email,
        },
        "position": entry.position,
        "person": data.person(entry.person),
    }


def _cards(entries: Sequence[Entry]) -> Iterator[list[str]]:
    seen = set()
    for entry in entries:
        agency = entry.agency
        if agency.id not in seen:
            seen.add(agency.id)
            address = f";;{_escaped(agency.address)};;;;" if agency.address else None
            yield _card(
                f"agency:{agency.id}",
                "org",
                agency.name,
                {"ORG": _escaped(agency.name), "ADR": address},
                agency.phone,
                agency.email,
            )
        if entry.person:
            person = entry.person
            title, role = person.title, POSITIONS[entry.position]
            yield _card(
                f"{entry.position}:{agency.id}:{person.id}",
                "individual",
                person.name,
                {
                    "ORG": _escaped(agency.name),
                    "TITLE": title and _escaped(title),
                    "ROLE": _escaped(role),
                },
                person.phone,
                person.email,
            )


def _card(
    uid: str,
    kind: str,
    name: str,
    properties: dict[str, str | None],
    phone: str | None,
    email: str | None,
) -> list[str]:
    """One card, a property a line; `properties` are escaped already."""
    from uuid import NAMESPACE_URL, uuid5

    fields = {
        "BEGIN": "VCARD",
        "VERSION": "4.0",
        "UID": f"urn:uuid:{uuid5(NAMESPACE_URL, f'luanphien:{uid}')}",
        "KIND": kind,
        "FN": _escaped(name),
        **properties,
        "TEL;TYPE=work": phone and _escaped(phone),
        "EMAIL;TYPE=work": email and _escaped(email),
        "END": "VCARD",
    }
    return [_folded(f"{field}:{value}") for field, value in fields.items() if value]


def _escaped(text: str) -> str:
    """A text value (RFC 6350 section 3.4)."""
    for character in "\\,;":
        text = text.replace(character, f"\\{character}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """The line in parts of at most 75 octets, no letter broken (RFC 6350 section 3.2)."""
    parts, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > 75:
            parts.append(" ")
            size = 1
        parts[-1] += character
        size += octets
    return "\r\n".join(parts) + "\r\n"
