"""A workbook (.xlsx) that somebody else has made: its sheets as lines, whatever is in it.

What it may cost is known before anything is unpacked; formulas stay formulas, and links and
entities are never followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from io import BytesIO
from typing import Any
from warnings import catch_warnings, simplefilter
from zipfile import BadZipFile, ZipFile

from luanphien.config.lines import Cell, Line, Sheet, Unreadable, cleaned
from luanphien.core.errors import LuanphienError

MOST_PARTS, MOST_BYTES = 1_000, 40 * 2**20
"""Of what is packed in the file. Unpacked, a list of a thousand people is half a megabyte."""
MOST_ROWS, MOST_COLUMNS = 2**20, 50
"""The rows that a sheet can have (ECMA-376 part 1, 18.3.1.73), and the columns that are read."""
MOST_LINES = 20_000
"""The rows with something in them."""
LONGEST_CELL = 1_000


def sheets(content: bytes, file: str) -> list[Sheet]:
    """The sheets with their lines that have something in them.

    Raises LuanphienError if the file is no workbook, is damaged, or holds too much.
    """
    _refuse_unless_small(content, file)
    from openpyxl import load_workbook

    try:
        with catch_warnings():
            simplefilter("ignore")  # of styles and extensions that it does not know
            book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
            with closing(book):
                return [_sheet(sheet, file) for sheet in book.worksheets]
    except LuanphienError:
        raise
    except Exception as error:  # whatever a broken part makes of a parser
        raise _damaged(file) from error


def _refuse_unless_small(content: bytes, file: str) -> None:
    """LuanphienError if it can't be unpacked, or would be too large then."""
    try:
        with ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
    except (BadZipFile, ValueError, NotImplementedError):
        raise _damaged(file) from None
    if any(part.flag_bits & 1 for part in parts):
        raise LuanphienError(f"{file}: tệp có mật khẩu; hãy bỏ mật khẩu rồi lưu lại")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise LuanphienError(
            f"{file}: bên trong lớn quá {MOST_BYTES >> 20} MB, không phải một danh sách; hãy chép "
            "các dòng có người sang một tệp mới"
        )


def _damaged(file: str) -> LuanphienError:
    return LuanphienError(f"{file}: không phải tệp Excel .xlsx, hoặc tệp đã hỏng")


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
    return Sheet(file, lines, sheet.title, sheet.sheet_state != "visible")


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
            return "TRUE" if value else "FALSE"
        case datetime():
            return value.date()
        case date():
            return value
        case float() if value.is_integer():
            return str(int(value))
    if len(text := cleaned(str(value))) > LONGEST_CELL:
        return Unreadable(f"dài quá {LONGEST_CELL} ký tự")
    return text
