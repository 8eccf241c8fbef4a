"""The directory as table, CSV, Markdown, JSON and vCard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from luanphien.core.directory import Entry
from luanphien.core.model import Centre
from luanphien.render import dates, people, tabular
from luanphien.render.streams import console, write_data

_POSITIONS = {"contact": "đầu mối", "official": "chính thức", "reserve": "dự phòng", None: ""}
_HEADERS = ("Cơ quan, đơn vị", "Vai trò", "Họ tên", "Chức vụ", "Điện thoại", "Thư điện tử")


def print_table(centre: Centre, entries: Sequence[Entry], day: date) -> None:
    """Print an agency a section, its own number first."""
    from rich import box
    from rich.table import Table

    out = console()
    out.print(f"Danh bạ làm việc luân phiên, ngày {dates.full(day)}", style="bold")
    out.print(f"{centre.name}\n")
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=0)
    for header, no_wrap in zip(("", *_HEADERS[1:]), (False, True, False, False, True, False)):
        table.add_column(header or _HEADERS[0], no_wrap=no_wrap, overflow="fold")
    before = None
    for entry in entries:
        _, *cells = _row(entry)
        name = "" if entry.agency == before else _agency(entry)
        if name and before:
            table.add_section()
        table.add_row(name, *cells)
        before = entry.agency
    out.print(table)


def _agency(entry: Entry) -> str:
    agency = entry.agency
    on_call = "đến khi có hồ sơ (Điều 10)" if agency.on_call else None
    return "\n".join(filter(None, (agency.name, agency.phone, on_call)))


def _row(entry: Entry) -> tuple[str, ...]:
    person = entry.person
    if person is None:
        return (entry.agency.name, "", people.NOBODY, "", "", "")
    return (
        entry.agency.name,
        _POSITIONS[entry.position],
        person.name,
        person.title or "",
        person.phone or "",
        person.email or "",
    )


def print_csv(entries: Sequence[Entry]) -> None:
    """Print a line a person."""
    tabular.print_csv(_HEADERS, map(_row, entries))


def print_markdown(entries: Sequence[Entry]) -> None:
    """Print a line a person."""
    tabular.print_markdown(_HEADERS, map(_row, entries))


def print_json(entries: Sequence[Entry], day: date) -> None:
    """Print what docs/json.md describes."""
    data = [
        {
            "agency": {
                **people.agency_data(entry.agency),
                "on_call": entry.agency.on_call,
                "address": entry.agency.address,
                "phone": entry.agency.phone,
                "email": entry.agency.email,
            },
            "position": entry.position,
            "person": people.person_data(entry.person),
        }
        for entry in entries
    ]
    tabular.print_json({"on": day, "contacts": data})


def print_vcard(entries: Sequence[Entry]) -> None:
    """Print a vCard 4.0 a person (RFC 6350), and one for each agency (KIND:org)."""
    write_data("".join(line for card in _cards(entries) for line in card))


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
            title, role = person.title, _POSITIONS[entry.position]
            yield _card(
                f"person:{agency.id}:{person.id}",
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
        "TEL;VALUE=uri;TYPE=work": phone and f"tel:{_dialled(phone)}",
        "EMAIL;TYPE=work": email and _escaped(email),
        "END": "VCARD",
    }
    return [_folded(f"{field}:{value}") for field, value in fields.items() if value]


def _dialled(phone: str) -> str:
    """The number as a tel URI has it (RFC 3966): digits, and a plus before them."""
    return "".join(character for character in phone if character.isdigit() or character == "+")


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
