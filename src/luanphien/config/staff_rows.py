"""The yearly list of staff as rows: whom each agency sends, a person a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from luanphien.config.lines import Cell, Column, Line, Sheet, Unreadable, tables
from luanphien.config.validate import fault
from luanphien.core.values import Email, PersonId, Phone, Text
from luanphien.wording import dates

COLUMNS: Mapping[str, Column] = {
    "agency": Column("Cơ quan", ("co quan", "don vi", "co quan don vi", "agency"), required=True),
    "role": Column("Nhân sự", ("nhan su", "chinh thuc du phong", "loai", "role"), required=True),
    "name": Column("Họ và tên", ("ho va ten", "ho ten", "name"), required=True),
    "title": Column("Chức vụ", ("chuc vu", "title")),
    "phone": Column("Điện thoại", ("dien thoai", "so dien thoai", "phone")),
    "email": Column("Thư điện tử", ("thu dien tu", "email")),
    "order": Column("Thứ tự", ("thu tu", "order")),
    "id": Column("Mã", ("ma", "id")),
}
ROLE_NAMES = {"official": "Chính thức", "reserve": "Dự phòng"}
"""What stands in the column of a role."""
_TYPES: Mapping[str, Any] = {
    "name": Text,
    "title": Text,
    "phone": Phone,
    "email": Email,
    "id": PersonId,
}
_ORDER = re.compile("[1-9][0-9]{0,3}", re.ASCII)
_WITHOUT_ZERO = re.compile("[2-9][0-9]{8,9}", re.ASCII)


class Row(NamedTuple):
    """One person in the list, and where; what is not told is empty."""

    line: Line
    columns: Mapping[str, int]
    agency: str = ""
    role: str = ""
    name: str = ""
    title: str = ""
    phone: str = ""
    email: str = ""
    order: str = ""
    id: str = ""

    def place(self, field: str) -> str:
        """Where that field stands."""
        return self.line.cell(self.columns.get(field))


def staff_rows(sheets: Sequence[Sheet]) -> tuple[list[Row], list[str]]:
    """The rows of a file and what is wrong with their cells, in the order of its lines.

    Those of one agency and role are in the order of `Thứ tự`. Raises LuanphienError if no sheet has
    the columns that are needed.
    """
    rows: list[Row] = []
    wrong: list[str] = []
    for table in tables(sheets, COLUMNS):
        for line in table.lines:
            cells = {
                field: line.cells[place]
                for field, place in table.columns.items()
                if place < len(line.cells)
            }
            wrong += [
                f"{line.cell(table.columns[field])}: {cell.why}"
                for field, cell in cells.items()
                if isinstance(cell, Unreadable)
            ]
            row = Row(line, table.columns, **{field: _text(cell) for field, cell in cells.items()})
            if any(row[2:]):
                rows.append(row)
    wrong += [f"{row.place(field)}: {text}" for row in rows for field, text in _faults(row)]
    return list(_ordered(rows)), wrong


def lost_zeros(rows: Iterable[Row]) -> list[Row]:
    """The rows whose telephone number looks as if a spreadsheet had taken it for a number.

    Numbers in Viet Nam are a 0 and nine or ten digits, of which the first is 2 or more.
    """
    return [row for row in rows if _WITHOUT_ZERO.fullmatch(row.phone)]


def with_zero(row: Row) -> Row:
    """The row with the 0 that its telephone number has lost."""
    return row._replace(phone=f"0{row.phone}") if lost_zeros([row]) else row


def _text(cell: Cell) -> str:
    match cell:
        case str():
            return cell
        case Unreadable():
            return ""
    return dates.full(cell)


def _faults(row: Row) -> Iterator[tuple[str, str]]:
    if row.name and not any(map(str.isalpha, row.name)):
        yield "name", f"họ và tên «{row.name}» không có chữ nào"
    for field, hint in _TYPES.items():
        value = getattr(row, field)
        if value and (wrong := fault(value, hint)):
            yield field, f"{COLUMNS[field].heading.lower()} {wrong}"
    if row.order and not _ORDER.fullmatch(row.order):
        yield "order", f"thứ tự «{row.order}» không hợp lệ; cần 1, 2, 3…"


def _ordered(rows: Iterable[Row]) -> Iterator[Row]:
    """Those with a number by it, of the same agency and role; then those without."""
    places: dict[tuple[str, str], int] = {}
    numbered = [
        (places.setdefault((row.agency.casefold(), row.role.casefold()), len(places)), row)
        for row in rows
    ]
    by_place = sorted(numbered, key=lambda pair: pair[0])
    for _, group in groupby(by_place, key=lambda pair: pair[0]):
        members = [row for _, row in group]
        yield from sorted(members, key=_order)


def _order(row: Row) -> int:
    """Its number; who has none that can be understood comes last."""
    return int(row.order) if _ORDER.fullmatch(row.order) else 10**4
