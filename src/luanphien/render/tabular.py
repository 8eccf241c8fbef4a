"""Rows as a table, as CSV, as Markdown, and any data as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from luanphien.render.streams import write_data
from luanphien.render.words import one_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Column, Table

FOLDED = 15
"""A longer word, an address, may be folded in a column that says so."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def plain_table() -> Table:
    """A table without lines but one under its head.

    The box parts columns with one space. Padding would part them further, at twice the time.
    """
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, show_edge=False, padding=0)


def print_table(out: Console, table: Table) -> None:
    """Print the table; where it is too wide to hold its words, each row as lines, a cell a line.

    Rich by itself cuts words, and letters from the other columns, where there is no room.
    """
    room = out.width - (len(table.columns) - 1)
    least = [_width(column, whole=False) for column in table.columns]
    whole = [_width(column, whole=True) for column in table.columns]
    if sum(least) > room:
        _print_rows(out, table)
        return
    if sum(whole) > room:
        for column, width in zip(table.columns, _shared(room, least, whole), strict=True):
            column.width = width
    out.print(table)


def _print_rows(out: Console, table: Table) -> None:
    headers = [" ".join(str(column.header).split()) for column in table.columns]
    rows = zip(*(column.cells for column in table.columns), strict=True)
    for cells, row in zip(rows, table.rows, strict=True):
        for header, cell in zip(headers, cells, strict=True):
            if cell:
                out.print(f"{header}: {cell}" if header else cell, style=row.style)
        out.print()


def _width(column: Column, *, whole: bool) -> int:
    """How wide the column is with its lines whole, or at least, with its words whole."""
    from rich.cells import cell_len

    if column.width is not None:
        return column.width
    texts = [str(text) for text in (column.header, *column.cells)]
    whole = whole or column.no_wrap
    parts = (part for text in texts for part in (text.split("\n") if whole else text.split()))
    longest = max(map(cell_len, parts), default=0)
    if column.overflow == "fold" and not whole:
        longest = min(longest, FOLDED)
    return max(longest, column.min_width or 0)


def _shared(room: int, least: Sequence[int], whole: Sequence[int]) -> list[int]:
    """The widths that fill the room: the widest columns give way first, each down to its least."""
    level = max(whole)
    while True:
        widths = [max(few, min(many, level)) for few, many in zip(least, whole, strict=True)]
        if sum(widths) <= room:
            return widths
        level -= 1


def print_json(data: Any) -> None:
    """Print what `json_text` makes."""
    write_data(json_text(data))


def json_text(data: Any) -> str:
    """The data indented; dates as ISO 8601, letters as they are."""
    from msgspec import json

    return json.format(json.encode(data), indent=2).decode() + "\n"


def print_csv(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print what `csv_text` makes."""
    write_data(csv_text(headers, rows))


def csv_text(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """RFC 4180 with a byte order mark, so that Excel takes it for UTF-8.

    A cell that Excel would calculate (it starts with = + - @) gets an apostrophe before it.
    """
    import csv
    from io import StringIO

    text = StringIO(newline="")
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow(headers)
    writer.writerows([_no_formula(cell) for cell in row] for row in rows)
    return text.getvalue()


def _no_formula(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def print_markdown(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print a table of GitHub Flavored Markdown; no cell can break it or hold HTML."""
    lines = [list(map(no_markup, line)) for line in (headers, *rows)]
    lines.insert(1, ["---"] * len(headers))
    write_data("".join(f"| {' | '.join(line)} |\n" for line in lines))


_MARKS = re.compile(r"[\\`*_\[\]|~#]|:(?=//)|(?<=www)\.", re.IGNORECASE)
"""Marks wherever they stand; a URL would be a link, in which nothing can be escaped."""
_LEADING_MARK = re.compile(r"^([0-9]*)([-+.)](?=\s|$)|>|[-=:]+\s*$)")
"""What is one only where a line begins: of a list, a quote, a rule; what makes the line above a
heading, or the head of a table."""


def no_markup(cell: Any) -> str:
    """The text on one line, so that Markdown shows it as it is, in a cell or wherever it stands.

    Markdown is CommonMark with the tables, strikethrough and links of GitHub.
    """
    text = one_line(str("" if cell is None else cell)).strip()
    text = _MARKS.sub(r"\\\g<0>", text).replace("&", "&amp;").replace("<", "&lt;")
    return _LEADING_MARK.sub(r"\1\\\2", text)
