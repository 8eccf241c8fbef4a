"""Tables from elsewhere, line by line: of a CSV file, or of the sheets of a workbook.

Whoever reads the file makes sheets of it; `tables` finds the line of headings in each.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import Any, NamedTuple, TypeAlias
from unicodedata import category, normalize

from luanphien.core.errors import LuanphienError
from luanphien.core.text import unmarked

HEADINGS_WITHIN = 20
"""The line of headings is one of so many; what a form explains stands above it."""


UNMERGE = "ô gộp thì bỏ gộp, ghi ở từng dòng"
"""What to do where a cell is empty since it is part of another."""


class Unreadable(NamedTuple):
    """A cell that holds no value of its own, and why not: a formula, an error."""

    why: str


Cell: TypeAlias = str | date | Unreadable


class Line(NamedTuple):
    """The cells of a line; `place` says where it stands, `cell` where one of them does."""

    file: str
    number: int
    cells: Sequence[Cell]
    sheet: str | None = None

    @property
    def place(self) -> str:
        """`a.csv:2`, or `a.xlsx, trang «Danh sách», dòng 2`."""
        if self.sheet is None:
            return f"{self.file}:{self.number}"
        return f"{self.file}, trang «{self.sheet}», dòng {self.number}"

    def cell(self, column: int | None) -> str:
        """`a.xlsx, trang «Danh sách», ô C2`; of CSV, and of no column, the line."""
        if self.sheet is None or column is None:
            return self.place
        return f"{self.file}, trang «{self.sheet}», ô {letters(column)}{self.number}"


class Sheet(NamedTuple):
    """The lines of a table that have something in them; `name` is None where a file is one.

    `unseen` are its rows and columns with something in them that are hidden.
    """

    file: str
    lines: Sequence[Line]
    name: str | None = None
    hidden: bool = False
    unseen: Sequence[str] = ()


class Column(NamedTuple):
    """What a column is called when it is missed, and what else it may be called.

    Marks, capitals and signs aside.
    """

    heading: str
    names: Sequence[str]
    required: bool = False


class Table(NamedTuple):
    """Which column of the lines holds which field."""

    sheet: Sheet
    columns: Mapping[str, int]
    lines: Sequence[Line]


def letters(column: int) -> str:
    """How a spreadsheet calls the column, counted from 0: `A`, `Z`, `AA`."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cleaned(text: str) -> str:
    """The words on one line, a letter and its tone as one, without what nobody sees.

    What is pasted from Word brings line ends, no-break spaces and marks of no width along.
    """
    words = " ".join(normalize("NFC", text).split())
    return "".join(letter for letter in words if category(letter) not in ("Cf", "Cc", "Cs"))


def csv_lines(text: str, file: str) -> Sheet:
    """The lines of a CSV file, parted by commas, semicolons or tabs.

    Raises LuanphienError at a line that is no row: a quote that is left open takes the lines that
    follow into its field.
    """
    first, _, _ = text.partition("\n")
    delimiter = max(",;\t", key=first.count)
    read = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines = []
    for number, cells in _numbered(read, file):
        if any("\n" in cell or "\r" in cell for cell in cells):
            raise _no_row(file, number)
        if any(values := [cleaned(cell) for cell in cells]):
            lines.append(Line(file, number, values))
    return Sheet(file, lines)


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


def tables(sheets: Sequence[Sheet], columns: Mapping[str, Column]) -> list[Table]:
    """The sheets of a file that have the columns; hidden ones are left alone.

    Raises LuanphienError if none has all that are required, or one has only some.
    """
    begun = [_begun(sheet, columns) for sheet in sheets if not sheet.hidden]
    file = sheets[0].file if sheets else ""
    if not begun:
        raise LuanphienError(f"{file}: không có trang nào hiện ra để đọc")
    if not (known := [table for _, table in begun if len(table.columns) > 1]):
        known = [max((table for _, table in begun), key=lambda table: len(table.columns))]
    places = {id(table): place for place, table in begun}
    wrong = [
        f"{places[id(table)]}: thiếu cột {', '.join(missing)}; các cột: "
        + ", ".join(column.heading for column in columns.values())
        for table in known
        if (missing := _missing(table, columns))
    ]
    if wrong:
        raise LuanphienError("\n".join(wrong))
    return known


def _begun(sheet: Sheet, columns: Mapping[str, Column]) -> tuple[str, Table]:
    """The table from its line of headings on, the one that has most of them, and where that is."""
    heads = sheet.lines[:HEADINGS_WITHIN] or [Line(sheet.file, 1, [], sheet.name)]
    n = max(range(len(heads)), key=lambda n: (len(_places(heads[n].cells, columns)), -n))
    return heads[n].place, Table(sheet, _places(heads[n].cells, columns), sheet.lines[n + 1 :])


def _places(cells: Iterable[Cell], columns: Mapping[str, Column]) -> dict[str, int]:
    called = [" ".join(unmarked(cell)) if isinstance(cell, str) else "" for cell in cells]
    return {
        field: called.index(name)
        for field, column in columns.items()
        for name in column.names
        if name in called
    }


def _missing(table: Table, columns: Mapping[str, Column]) -> list[str]:
    return [
        column.heading
        for field, column in columns.items()
        if column.required and field not in table.columns
    ]
