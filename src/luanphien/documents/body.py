"""The wording of a document: paragraphs, a line each, and tables, a row a line between bars.

The first row of a table is its head. A second one of widths, `| 5,4 cm | 1,6 cm |`, says how wide
the columns are in Word, against each other; without it they share the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple, TypeAlias

_HEADING = re.compile(r"[IVX]+\. ")
_NOTE = "Ghi chú: "
_WIDTH = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?) cm")


class Table(NamedTuple):
    """The rows of a table, the first its head, and its columns' widths if the wording has them."""

    rows: list[list[str]]
    widths: list[float]


Block: TypeAlias = str | Table


def is_heading(paragraph: str) -> bool:
    """Whether the paragraph heads a part: `II. …`."""
    return _HEADING.match(paragraph) is not None


def is_note(paragraph: str) -> bool:
    """Whether the paragraph belongs to the table above it: `Ghi chú: …`."""
    return paragraph.startswith(_NOTE)


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs, and the rows of each table together."""
    lines = (line for line in text.splitlines() if line.strip())
    for is_table, group in groupby(lines, key=lambda line: line.startswith("|")):
        if is_table:
            yield _table(group)
        else:
            yield from group


def _table(lines: Iterable[str]) -> Table:
    head, *others = (line[1:].removesuffix("|") for line in lines)
    bars = head.count("|")
    rows = [[cell.strip() for cell in row.split("|", bars)] for row in (head, *others)]
    widths = _widths(rows[1]) if others else []
    return Table([rows[0], *rows[2 if widths else 1 :]], widths)


def _widths(cells: list[str]) -> list[float]:
    """The widths that the row names; none if it is a row like others."""
    matches = [_WIDTH.fullmatch(cell) for cell in cells]
    widths = [float(match[1].replace(",", ".")) for match in matches if match]
    return widths if len(widths) == len(cells) and all(widths) else []
