"""A workbook of tables, made to be filtered on a screen and printed on A4 (ISO/IEC 29500).

Dates and numbers are what they are, and text stays text: nothing in a workbook is ever calculated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from luanphien.formats import FORMULA_STARTS, Cell, xml_text
from luanphien.spreadsheets.sheet import Sheet
from luanphien.wording import dates

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

WRITTEN = datetime(1980, 1, 1, tzinfo=UTC)
"""When every workbook says it was written, as do the entries of its ZIP: of the same sheets the
bytes are the same."""
A4 = 9
WIDEST, BUTTON = 40, 3
"""The characters of the widest column, and of the button that filters it."""
LINE, HIGHEST = 15, 409
"""Points from one line of 11 points to the next, and of the highest row that Excel shows."""
UPRIGHT = 90
"""So many characters of 11 points fit on A4 upright; a wider sheet stands across."""
LONGEST_TEXT, LONGEST_NAME, LONGEST_HEADER = 32_767, 31, 200
"""Characters that a cell, the name of a sheet and, with its codes, a page's head may hold."""
FIRST_YEAR = 1901
"""Excel counts days from 1900 on, and counts one too many in that year."""

_NOT_IN_A_NAME = re.compile(r"[][:*?/\\]")
_BASE = {"font_name": "Times New Roman", "font_size": 11, "border": 1, "valign": "vcenter"}
_STYLES: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#E7ECEF"},
    "text": {"text_wrap": True},
    # Such text is no formula either once somebody has edited the cell.
    "quoted": {"text_wrap": True, "quote_prefix": True},
    "day": {"align": "center", "num_format": "dd/mm/yyyy"},
    "moment": {"align": "center", "num_format": "dd/mm/yyyy hh:mm"},
    "whole": {"num_format": "#,##0"},
    "decimal": {"num_format": "#,##0.0"},
}

_BAR = {
    "type": "data_bar",
    "data_bar_2010": True,  # which shows what is below 0
    "bar_solid": True,
    "bar_color": "#9DB7C6",
    "bar_negative_color": "#D9A8A0",
}


def content(sheets: Iterable[Sheet]) -> bytes:
    """The workbook as an .xlsx file; sheets of the same name are numbered."""
    from xlsxwriter import Workbook

    file = BytesIO()
    book = Workbook(file, {"in_memory": True})
    styles = {name: book.add_format(_BASE | style) for name, style in _STYLES.items()}
    names: set[str] = set()
    for n, sheet in enumerate(sheets):
        if not n:
            book.set_properties({"title": xml_text(sheet.title), "created": WRITTEN})
        place = book.add_worksheet(_free_name(sheet.name, names))
        _fill(place, sheet, styles)
    book.close()
    return file.getvalue()


def _free_name(name: str, taken: set[str]) -> str:
    """The name as Excel allows it, numbered if it is taken: case makes no difference."""
    plain = _NOT_IN_A_NAME.sub("-", xml_text(name)).strip("' ")[:LONGEST_NAME] or "Bảng"
    free, number = plain, 1
    while free.casefold() in taken:
        number += 1
        ending = f" ({number})"
        free = plain[: LONGEST_NAME - len(ending)] + ending
    taken.add(free.casefold())
    return free


def _fill(place: Worksheet, sheet: Sheet, styles: dict[str, Format]) -> None:
    heads = [" ".join(head.split()) for head in sheet.headers]
    rows = [[_value(cell) for cell in row] for row in sheet.rows]
    for column, head in enumerate(heads):
        place.write_string(0, column, head, styles["head"])
    for n, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write(place, n, column, value, styles)
    widths = [_width(head, [row[column] for row in rows]) for column, head in enumerate(heads)]
    for column, width in enumerate(widths):
        place.set_column(column, column, width)
    shown: list[Sequence[Cell]] = [heads, *rows]
    for n, cells in enumerate(shown):
        if (lines := max(map(_lines, cells, widths), default=1)) > 1:
            place.set_row(n, min(lines * LINE, HIGHEST))
    for column in sheet.bars:
        place.conditional_format(1, column, max(len(rows), 1), column, _BAR)
    place.freeze_panes(1, 0)
    place.autofilter(0, 0, len(rows), len(heads) - 1)
    place.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # telephone numbers
    _set_up_print(place, sheet.title, upright=sum(widths) <= UPRIGHT)


def _set_up_print(place: Worksheet, title: str, *, upright: bool) -> None:
    """A4, as wide as one page, the head on each, the title above and the page's number below."""
    place.set_paper(A4)
    if not upright:
        place.set_landscape()
    place.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    place.fit_to_pages(1, 0)
    place.center_horizontally()
    place.repeat_rows(0)
    font = '&"Times New Roman,Bold"&12'
    place.set_header(f"&C{font} {xml_text(title)[:LONGEST_HEADER].replace('&', '&&')}")
    place.set_footer('&C&"Times New Roman"Trang &P/&N')


def _value(cell: Cell) -> Cell:
    """What the cell is to hold: a day that Excel can't count is text."""
    match cell:
        case date() if cell.year < FIRST_YEAR:
            return dates.full(cell)
        case str():
            return xml_text(cell)[:LONGEST_TEXT]
        case _:
            return cell


def _write(place: Worksheet, row: int, column: int, value: Cell, styles: dict[str, Format]) -> None:
    match value:
        case None | "":
            place.write_blank(row, column, None, styles["text"])
        case str():
            style = "quoted" if value.startswith(FORMULA_STARTS) else "text"
            place.write_string(row, column, value, styles[style])
        case datetime():
            place.write_datetime(row, column, value.replace(tzinfo=None), styles["moment"])
        case date():
            place.write_datetime(row, column, value, styles["day"])
        case int():
            place.write_number(row, column, value, styles["whole"])
        case float():
            place.write_number(row, column, value, styles["decimal"])


def _width(head: str, values: Iterable[Cell]) -> float:
    """As wide as its longest line and its head's longest word, but not wider than WIDEST."""
    lines = [line for value in values for line in _shown(value).split("\n")]
    least = max(map(len, head.split()), default=0) + BUTTON
    return min(max(least, *map(len, lines), 0) + 1, WIDEST) if lines else min(least, WIDEST)


def _lines(value: Cell, width: float) -> int:
    """How many lines the cell takes in a column so wide; not every program makes a row so high."""
    return sum(max(len(wrap(line, int(width) - 1)), 1) for line in _shown(value).split("\n"))


def _shown(value: Cell) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return "00/00/0000 00:00"
        case date():
            return "00/00/0000"
        case int():
            return f"{value:,}"
        case float():
            return f"{value:,.1f}"
        case _:
            return value
