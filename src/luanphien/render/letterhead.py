"""What the Centre's documents share: their letterhead, and the forms they are written in.

The wording of a document is in NAME.body.txt, a paragraph a line; a line between bars is a row
of a table, the first one its head. Around it goes document.txt, .md or .html. NAME.docx says
the same in Word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

from luanphien.core.model import Centre, Letterhead
from luanphien.render import dates
from luanphien.render.documents import Templates, with_texts

FORMATS = (".docx", ".txt", ".md", ".html")
BLANK = "……"
"""What is left to be filled in by hand."""

Table: TypeAlias = list[list[str]]


class Heading(NamedTuple):
    """The number, date and signer of one document; None is left blank or as configured."""

    number: str | None = None
    date: date | None = None
    signer: str | None = None


class Party(NamedTuple):
    """Who signs minutes: as what, and the name."""

    title: str
    name: str


def common(
    centre: Centre,
    letterhead: Letterhead,
    heading: Heading,
    *,
    symbol: str,
    title: str,
    subject: str,
    recipients: Sequence[str],
    basis: str = "",
    addressee: str = "",
    parties: Sequence[Party] = (),
) -> dict[str, Any]:
    """The fields that every document has; docs/templates.md lists them.

    `symbol` is what follows the number: "TB-TTMAU". A document
    without `title` is a letter to the `addressee`; with `parties` it is minutes, which they
    sign. `recipients` are those before the archive.
    """
    place = letterhead.place or BLANK
    return {
        "centre": centre.name,
        "superior": letterhead.superior or BLANK,
        "number": f"{_number(heading.number)}/{symbol}",
        "place": place,
        "dated": f"{place}, {_dated(heading.date)}",
        "title": title,
        "subject": subject,
        "basis": basis,
        "addressee": addressee,
        "parties": parties,
        "recipients": [*(f"{one};" for one in recipients), f"Lưu: {letterhead.archive}."],
        "signer_title": letterhead.signer_title.upper(),
        "signer": heading.signer or letterhead.signer or "",
    }


def _number(number: str | None) -> str:
    """A number under 10 has a leading 0 (Nghị định 30/2020, Phụ lục I)."""
    return number.zfill(2) if number else BLANK


def _dated(day: date | None) -> str:
    return dates.in_words(day) if day else f"ngày {BLANK} tháng {BLANK} năm {BLANK}"


def text(templates: Templates, name: str, fields: dict[str, Any], ending: str) -> str:
    """The document as .txt, .md or .html."""
    without_bars = with_texts(fields, lambda text: text.replace("|", "/"))  # they part cells
    lines = templates.text(f"{name}.body.txt", without_bars).splitlines()
    body = list(_blocks(line for line in lines if line.strip()))
    return templates.text(f"document{ending}", {**fields, "body": body})


def _blocks(lines: Iterable[str]) -> Iterator[str | Table]:
    """The paragraphs, and the rows of each table together."""
    for is_table, group in groupby(lines, key=lambda line: line.startswith("|")):
        if is_table:
            head, *rows = (line[1:].removesuffix("|") for line in group)
            bars = head.count("|")
            yield [[cell.strip() for cell in row.split("|", bars)] for row in (head, *rows)]
        else:
            yield from group


def file_content(templates: Templates, name: str, fields: dict[str, Any], ending: str) -> bytes:
    """The document as a file with that ending, one of FORMATS."""
    if ending == ".docx":
        return templates.docx(f"{name}.docx", fields)
    return text(templates, name, fields, ending).encode()
