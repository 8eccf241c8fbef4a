"""The yearly list of staff as a table: whom each agency sends, and who of them is new.

The table may come from CSV or from anything else that has rows; `staff_list` makes a roster's
staff of them, `csv_rows` reads the rows of a CSV file as spreadsheets write it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any, NamedTuple

from luanphien.config.changes import free_id
from luanphien.core.decisions import Agency, AgencyStaff, Person
from luanphien.core.errors import LuanphienError
from luanphien.core.text import same_name, unmarked

_COLUMNS = {
    "agency": ("co quan", "don vi", "co quan don vi", "agency"),
    "role": ("nhan su", "loai", "role"),
    "name": ("ho va ten", "ho ten", "name"),
    "title": ("chuc vu", "title"),
    "phone": ("dien thoai", "so dien thoai", "phone"),
    "email": ("thu dien tu", "email"),
    "id": ("ma", "id"),
}
"""What a column may be called, marks and capitals aside."""
_HEADINGS = {
    "agency": "Cơ quan",
    "role": "Nhân sự",
    "name": "Họ và tên",
    "title": "Chức vụ",
    "phone": "Điện thoại",
    "email": "Thư điện tử",
    "id": "Mã",
}
_REQUIRED = ("agency", "role", "name")
_ROLES = {
    "chinh thuc": "official",
    "official": "official",
    "du phong": "reserve",
    "reserve": "reserve",
}
_WITHOUT_ZERO = re.compile("[2-9][0-9]{8,9}")


class Row(NamedTuple):
    """One person in the list, and in which line; what is not told is empty."""

    line: int
    agency: str
    role: str
    name: str
    title: str = ""
    phone: str = ""
    email: str = ""
    id: str = ""


class Differing(NamedTuple):
    """Something of a known person that the list has otherwise; `heading` is its column's."""

    person: Person
    heading: str
    listed: str
    known: str | None


class StaffList(NamedTuple):
    """What the rows say: the staff of a roster, the people whom nobody knew, and what differs."""

    staff: tuple[AgencyStaff, ...]
    new: Sequence[Person]
    differing: Sequence[Differing]


def csv_rows(text: str, file: str) -> list[Row]:
    """The rows of a CSV file with a line of headings, parted by commas, semicolons or tabs.

    Raises LuanphienError if a heading that is needed is missing, or at a line that is no row: a
    quote that is left open takes the lines that follow into its field.
    """
    first, _, _ = text.partition("\n")
    delimiter = max(",;\t", key=first.count)
    lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    numbered = _numbered(lines, file)
    _, headings = next(numbered, (1, []))
    places = _places(headings)
    if missing := [_HEADINGS[field] for field in _REQUIRED if field not in places]:
        known = ", ".join(_HEADINGS.values())
        raise LuanphienError(f"{file}:1: thiếu cột {', '.join(missing)}; các cột: {known}")
    rows = []
    for number, cells in numbered:
        if any("\n" in cell or "\r" in cell for cell in cells):
            raise _no_row(file, number)
        values = {
            field: " ".join(cells[place].split()) if place < len(cells) else ""
            for field, place in places.items()
        }
        if any(values.values()):
            rows.append(Row(number, **values))
    return rows


def lost_zeros(rows: Iterable[Row]) -> list[Row]:
    """The rows whose telephone number looks as if a spreadsheet had taken it for a number.

    Numbers in Viet Nam are a 0 and nine or ten digits, of which the first is 2 or more.
    """
    return [row for row in rows if _WITHOUT_ZERO.fullmatch(row.phone)]


def _numbered(lines: Any, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each row of the reader with the number of its first line."""
    number = 1
    try:
        for cells in lines:
            yield number, cells
            number = lines.line_num + 1
    except csv.Error:
        raise _no_row(file, number) from None


def _no_row(file: str, number: int) -> LuanphienError:
    why = 'dấu nháy kép (") mở mà không đóng, ô có xuống dòng, hoặc ô quá dài'
    return LuanphienError(f"{file}:{number}: không đọc được dòng này: {why}")


def _places(headings: Sequence[str]) -> dict[str, int]:
    """Which field stands in which column."""
    called = [" ".join(unmarked(heading)) for heading in headings]
    return {
        field: called.index(name)
        for field, names in _COLUMNS.items()
        for name in names
        if name in called
    }


def staff_list(
    rows: Iterable[Row],
    file: str,
    agencies: Mapping[str, Agency],
    people: Mapping[str, Person],
) -> StaffList:
    """The staff by agency, in the order of the rows; LuanphienError with all that is wrong."""
    reader = _Reader(agencies, people)
    wrong = [f"{file}:{row.line}: {text}" for row in rows for text in reader.read(row)]
    if wrong:
        raise LuanphienError("\n".join(wrong))
    if not reader.staff:
        raise LuanphienError(f"{file}: danh sách không có người nào")
    staff = (
        AgencyStaff(agency, tuple(roles["official"]), tuple(roles["reserve"]))
        for agency, roles in reader.staff.items()
    )
    return StaffList(tuple(staff), list(reader.new.values()), reader.differing)


class _Reader:
    def __init__(self, agencies: Mapping[str, Agency], people: Mapping[str, Person]) -> None:
        self._agencies, self._people = agencies, people
        self.staff: dict[str, dict[str, list[str]]] = {}
        self.new: dict[str, Person] = {}
        self.differing: list[Differing] = []

    def read(self, row: Row) -> Iterator[str]:
        """Put the row's person where it belongs, or say what is wrong."""
        agency = self._agency(row.agency)
        role = _ROLES.get(" ".join(unmarked(row.role)))
        if agency is None:
            yield f"không có cơ quan mã hoặc tên «{row.agency}»"
        if role is None:
            yield f"«{row.role}» không phải chính thức hoặc dự phòng"
        if not row.name:
            yield "thiếu họ và tên"
        alike = [row.id] if row.id in self._people else self._named(row)
        if len(alike) > 1:
            yield f"có {len(alike)} người tên {row.name}; ghi mã vào cột Mã: {', '.join(alike)}"
        elif agency and role and row.name:
            roles = self.staff.setdefault(agency, {"official": [], "reserve": []})
            roles[role].append(self._known(row, alike[0]) if alike else self._added(row))

    def _agency(self, wanted: str) -> str | None:
        for agency in self._agencies.values():
            if any(same_name(name, wanted) for name in (agency.id, agency.name, agency.label)):
                return agency.id
        return None

    def _named(self, row: Row) -> list[str]:
        """Who is known by that name; nobody where the row has an id of its own."""
        if row.id:
            return []
        return [id for id, person in self._people.items() if same_name(person.name, row.name)]

    def _known(self, row: Row, id: str) -> str:
        person = self._people[id]
        for field in ("title", "phone", "email"):
            listed, known = getattr(row, field), getattr(person, field)
            if listed and listed != known:
                self.differing.append(Differing(person, _HEADINGS[field], listed, known))
        return id

    def _added(self, row: Row) -> str:
        id = row.id or free_id(row.name, {**self._people, **self.new})
        self.new[id] = Person(id, row.name, row.title or None, row.phone or None, row.email or None)
        return id
