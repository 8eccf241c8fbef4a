"""A workbook (.xlsx) that somebody else has made: its sheets as lines, whatever is in it.

Formulas stay formulas, and links are never followed. What is hidden is read, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from io import BytesIO
from typing import Any
from warnings import catch_warnings, simplefilter

from luanphien.config.lines import Cell, Line, Sheet, Unreadable, cleaned, letters
from luanphien.core.errors import LuanphienError
from luanphien.spreadsheets import package

MOST_ROWS, MOST_COLUMNS = 2**20, 50
"""The rows that a sheet can have (ECMA-376 part 1, 18.3.1.73), and the columns that are read."""
MOST_LINES = 20_000
"""The rows with something in them."""
LONGEST_CELL = 1_000
_HIDDEN = re.compile(rb'<(?:\w+:)?(?:row|col)\b([^>]*\bhidden="(?:1|true)"[^>]*)>')
_ATTRIBUTE = re.compile(rb'\b(r|min|max)="(\d{1,7})"')


def sheets(content: bytes, file: str) -> list[Sheet]:
    """The sheets with their lines that have something in them.

    Raises LuanphienError if the file is no workbook, is damaged, or holds too much.
    """
    package.check(content, file)
    from openpyxl import load_workbook

    try:
        with catch_warnings():
            simplefilter("ignore")  # of styles and extensions that it does not know
            book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
            with closing(book):
                read = [_sheet(sheet, file) for sheet in book.worksheets]
    except LuanphienError:
        raise
    except Exception as error:  # whatever a broken part makes of a parser
        raise package.damaged(file) from error
    if not read:
        raise package.damaged(file)
    return read


def _sheet(sheet: Any, file: str) -> Sheet:
    lines = []
    sheet.reset_dimensions()  # which the file may tell wrong
    for cells in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS):
        written = [cell for cell in cells if cell.value is not None]
        if not written:
            continue
        values = list(_values(cells))
        if any(values):
            lines.append(Line(file, written[0].row, values, sheet.title))
        if len(lines) > MOST_LINES:
            raise LuanphienError(f"{file}: trang «{sheet.title}» có quá {MOST_LINES} dòng")
    unseen = _unseen(sheet, lines)
    return Sheet(file, lines, sheet.title, sheet.sheet_state != "visible", unseen)


def _unseen(sheet: Any, lines: Sequence[Line]) -> list[str]:
    """The rows and columns with something in them that are hidden: `dòng 3`, `cột C`."""
    with sheet._get_source() as source:  # read-only sheets know nothing of them
        marks = [dict(_ATTRIBUTE.findall(tag)) for tag in _HIDDEN.findall(source.read())]
    rows = {mark[b"r"] for mark in marks if b"r" in mark}
    unseen = [f"dòng {line.number}" for line in lines if b"%d" % line.number in rows]
    for mark in marks:
        if b"min" in mark and b"max" in mark:
            first, last = int(mark[b"min"]), min(int(mark[b"max"]), MOST_COLUMNS)
            for column in range(first - 1, last):
                if any(column < len(line.cells) and line.cells[column] for line in lines):
                    unseen.append(f"cột {letters(column)}")
    return unseen


def _values(cells: Sequence[Any]) -> Iterator[Cell]:
    for cell in cells:
        yield _value(cell)


def _value(cell: Any) -> Cell:
    value = cell.value
    if cell.data_type == "f":
        return Unreadable("là công thức; hãy chép lại giá trị vào ô (Paste Special, Values)")
    if cell.data_type == "e":
        return Unreadable(f"là lỗi {value} của Excel")
    match value:
        case None:
            return ""
        case bool():
            return Unreadable(f"là giá trị {str(value).upper()}, không phải chữ")
        case datetime():
            return value.date()
        case date():
            return value
        case float() if value.is_integer():
            return str(int(value))
    if len(text := cleaned(str(value))) > LONGEST_CELL:
        return Unreadable(f"dài quá {LONGEST_CELL} ký tự")
    return text
