"""A workbook (.xlsx) that somebody else has made: its sheets as lines, whatever is in it.

Formulas stay formulas, and links are never followed. What is hidden is read, and is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from io import BytesIO
from typing import IO, Any
from warnings import catch_warnings, simplefilter

from luanphien.config.lines import Cell, Line, Sheet, Unreadable, cleaned, letters
from luanphien.core.errors import LuanphienError
from luanphien.spreadsheets import package

MOST_COLUMNS = 50
"""Those that are read."""
MOST_LINES = 20_000
"""The rows with something in them."""
LONGEST_CELL = 1_000


def sheets(content: bytes, file: str) -> list[Sheet]:
    """The sheets with their lines that have something in them.

    Raises LuanphienError if the file is no workbook, is damaged, or holds too much.
    """
    package.check(content, file)
    from openpyxl import load_workbook

    try:
        with catch_warnings():
            simplefilter("ignore")  # of styles and extensions that it does not know
            _refuse_shared(content, file)
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


def _refuse_shared(content: bytes, file: str) -> None:
    """Refuse sheets that are one part under several names: it would be read once for each."""
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(BytesIO(content), keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    parts = [relation.target for _, relation in reader.parser.find_sheets()]
    if len(set(parts)) < len(parts):
        raise package.damaged(file)


def _sheet(sheet: Any, file: str) -> Sheet:
    lines = []
    with sheet._get_source() as source:
        parser = _parser(sheet, source)
        for number, cells in parser.parse():
            values = _values(cells)
            if any(values):
                lines.append(Line(file, number, values, sheet.title))
            if len(lines) > MOST_LINES:
                raise LuanphienError(f"{file}: trang «{sheet.title}» có quá {MOST_LINES} dòng")
    unseen = list(_unseen(parser, lines))
    return Sheet(file, lines, sheet.title, sheet.sheet_state != "visible", unseen)


def _parser(sheet: Any, source: IO[bytes]) -> Any:
    """What gives the rows that stand in the part.

    The sheet itself gives those between them too, a million if one of its rows stands far down.
    """
    from openpyxl.worksheet._reader import WorkSheetParser

    book = sheet.parent
    parser: Any = WorkSheetParser(
        source,
        sheet._shared_strings,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )
    # Which formula it is nobody asks; one that many cells share would be written out for each.
    parser.parse_formula = lambda _: "="
    return parser


def _unseen(parser: Any, lines: Sequence[Line]) -> Iterator[str]:
    """The rows and columns with something in them that are hidden: `dòng 3`, `cột C`."""
    hidden = {number for number, row in parser.row_dimensions.items() if _is_hidden(row)}
    yield from (f"dòng {line.number}" for line in lines if str(line.number) in hidden)
    for span in filter(_is_hidden, parser.column_dimensions.values()):
        for column in range(int(span["min"]) - 1, min(int(span["max"]), MOST_COLUMNS)):
            if any(line.cells[column] for line in lines):
                yield f"cột {letters(column)}"


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return attributes.get("hidden") in ("1", "true")


def _values(cells: Iterable[Mapping[str, Any]]) -> list[Cell]:
    values: list[Cell] = [""] * MOST_COLUMNS
    for cell in cells:
        if cell["column"] <= MOST_COLUMNS:
            values[cell["column"] - 1] = _value(cell["value"], cell["data_type"])
    return values


def _value(value: Any, kind: str) -> Cell:
    """What a cell of that data type (ECMA-376 part 1, 18.18.11) holds."""
    if kind == "f":
        return Unreadable("là công thức; hãy chép lại giá trị vào ô (Paste Special, Values)")
    if kind == "e":
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
