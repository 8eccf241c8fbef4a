"""The wording of a document: paragraphs, a line each, and tables, a row a line between bars.

The first row of a table is its head. A second one of widths, `| 5,4 cm | 1,6 cm giữa |`, says how
wide the columns are in Word, against each other, and whether their words stand in the middle or at
the left (`trái`); without it they share the page. The line `Phụ lục` begins what is attached: its
title is the line that follows, and then, in brackets, to what it belongs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, TypeAlias

_HEADING = re.compile(r"[IVX]+\. ")
_NOTE = "Ghi chú: "
_ARTICLE = re.compile(r"Điều \d{1,2}\. ")
_WIDTH = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?) cm(?: (giữa|trái))?")
ANNEX = "Phụ lục"


class Table(NamedTuple):
    """The rows of a table, the first its head, and its columns' widths if the wording has them.

    `centred` says of each column whether its words stand in the middle; None where nothing is said.
    """

    rows: list[list[str]]
    widths: list[float]
    centred: Sequence[bool | None] = ()


Block: TypeAlias = str | Table


def is_heading(paragraph: str) -> bool:
    """Whether the paragraph heads a part: `II. …`."""
    return _HEADING.match(paragraph) is not None


def is_note(paragraph: str) -> bool:
    """Whether the paragraph belongs to the table above it: `Ghi chú: …`."""
    return paragraph.startswith(_NOTE)


def article(paragraph: str) -> str:
    """`Điều 1. `, with which an article of a decision begins; empty if it is none."""
    match = _ARTICLE.match(paragraph)
    return match[0] if match else ""


def body_and_attached(wording: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """What is signed, and the annex that is attached, with its title; empty where there is none."""
    if ANNEX not in wording:
        return wording, ()
    n = wording.index(ANNEX)
    return wording[:n], wording[n + 1 :]


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
    widths, centred = _widths(rows[1]) if others else ([], [])
    return Table([rows[0], *rows[2 if widths else 1 :]], widths, centred)


def _widths(cells: list[str]) -> tuple[list[float], list[bool | None]]:
    """The widths that the row names, and where the words stand; none if it is a row like others."""
    matches = [match for cell in cells if (match := _WIDTH.fullmatch(cell))]
    widths = [float(match[1].replace(",", ".")) for match in matches]
    if len(widths) < len(cells) or not all(widths):
        return [], []
    return widths, [match[2] == "giữa" if match[2] else None for match in matches]
