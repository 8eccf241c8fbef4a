"""Rows as CSV and as Markdown, any data as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeAlias

from msgspec import json

from luanphien.wording import dates
from luanphien.wording.words import one_line

Cell: TypeAlias = str | int | float | date | None

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""How text begins that Excel would take for a formula."""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What can stand in no XML file (XML 1.0 section 2.2)."""


def xml_text(text: str) -> str:
    """The text without what can stand in no XML file."""
    return _NO_XML.sub("", text)


def json_text(data: Any) -> str:
    """The data indented; dates as ISO 8601, letters as they are."""
    return json.format(json.encode(data), indent=2).decode() + "\n"


def csv_text(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """RFC 4180 with a byte order mark, so that Excel takes it for UTF-8.

    Dates are ISO 8601, which Excel knows for dates in any language. A cell that Excel would
    calculate (it starts with = + - @) gets an apostrophe before it.
    """
    import csv
    from io import StringIO

    text = StringIO(newline="")
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow(headers)
    writer.writerows([_no_formula(cell) for cell in row] for row in rows)
    return text.getvalue()


def _no_formula(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def markdown_text(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table of GitHub Flavored Markdown; no cell can break it or hold HTML."""
    cells = [
        map(no_markup, headers),
        ["---"] * len(headers),
        *(map(_markdown, row) for row in rows),
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


def _markdown(cell: Cell) -> str:
    return no_markup(dates.full(cell) if isinstance(cell, date) else cell)


_MARKS = re.compile(r"[\\`*_\[\]|~#]|:(?=//)|(?<=www)\.", re.IGNORECASE)
"""Marks wherever they stand; a URL would be a link, in which nothing can be escaped."""
_LEADING_MARK = re.compile(r"^([0-9]*)([-+.)](?=\s|$)|>|[-=:][-=:\s]*$)")
"""What is one only where a line begins: of a list, a quote, a rule; what makes the line above a
heading, or the head of a table."""


def no_markup(cell: object) -> str:
    """The text on one line, so that Markdown shows it as it is, in a cell or wherever it stands.

    Markdown is CommonMark with the tables, strikethrough and links of GitHub.
    """
    text = one_line(str("" if cell is None else cell)).strip()
    text = _MARKS.sub(r"\\\g<0>", text).replace("&", "&amp;").replace("<", "&lt;")
    return _LEADING_MARK.sub(r"\1\\\2", text)
