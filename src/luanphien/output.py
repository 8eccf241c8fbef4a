"""Standard output: text and tables that fit a terminal or a pipe, and data for programs."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Column, Table

PIPE_WIDTH = 120
"""Columns of a table that goes to a pipe or file: one line a shift, for grep to find."""

TERMINAL_WIDTH = 80
"""Columns of a terminal that does not tell."""

UNWRAPPED = 2000
"""Columns of running text that goes there: no line is broken."""

HANGING = 4
"""Columns by which the rest of a broken line stands further in."""

FOLDED = 40
"""A longer word, an address, may be folded in a column that says so."""


def console(pipe_width: int = PIPE_WIDTH) -> Console:
    """Where tables and text are printed; COLUMNS and NO_COLOR are honoured."""
    from rich.console import Console

    width = _columns() or _terminal_columns() or pipe_width
    # Rich reads COLUMNS and LINES for a size that is not given, and stops at «²».
    return Console(width=width, height=25, markup=False, emoji=False, highlight=False)


def _columns() -> int | None:
    """COLUMNS; None where that is no number of columns that a terminal may have."""
    number = re.fullmatch(r"0*([1-9][0-9]{0,3})", os.environ.get("COLUMNS", ""))
    return int(number[1]) if number else None


def _terminal_columns() -> int | None:
    """How wide the terminal is; None if it does not tell, or there is none."""
    if not sys.stdout.isatty():
        return None
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or TERMINAL_WIDTH
    except OSError:
        return TERMINAL_WIDTH


def write_data(text: str) -> None:
    """Write data for a program: UTF-8 whatever the terminal's code page, line ends as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def print_hanging(out: Console, lines: Iterable[str]) -> None:
    """Print the lines; where one is broken, what follows stands further in than it begins."""
    from textwrap import wrap

    for line in lines:
        indent = len(line) - len(line.lstrip()) + HANGING
        room = max(out.width, 2 * indent)
        for part in wrap(line, room, subsequent_indent=" " * indent, break_on_hyphens=False) or [
            ""
        ]:
            out.print(part)


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
