"""The register as a book: a Word file to print and bind (Điều 6 khoản 8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from luanphien.core.decisions import Centre, Letterhead
from luanphien.documents.template import Templates, with_texts
from luanphien.wording import dates
from luanphien.wording.words import capital, one_line

NAME = "register"
"""What the centre's own template of it is called."""
SUBJECT = "Thông báo, bàn giao và thay người làm việc luân phiên"
HEADERS = ("Lúc", "Phiên", "Việc", "Cách", "Nơi nhận, các bên", "Người ghi", "Ghi chú")


class Book(NamedTuple):
    """The rows, by date and each without its number, and what stands around them."""

    rows: Sequence[Sequence[str]]
    period: str
    printed: str


def book(rows: Sequence[Sequence[str]], days: Sequence[date], printed: date) -> Book:
    """The book of what happened on these days, in order."""
    period = capital(dates.numbered_span(days)) if days else ""
    return Book(rows, period, dates.in_words(printed))


def content(
    templates: Templates, book: Book, centre: Centre, letterhead: Letterhead, day: date
) -> bytes:
    """The book as a Word file of that day, from the centre's own template if there is one."""
    titles = [line.upper() for line in letterhead.title_lines(letterhead.signer)]
    fields = {
        "centre": centre.name,
        "subject": SUBJECT,
        **book._asdict(),
        "signer_title": "\n".join(titles),
        "signer_titles": titles,
        "signer": letterhead.signer or "",
    }
    if templates.has_own(f"{NAME}.docx"):
        return templates.own_word(f"{NAME}.docx", fields, day)
    from luanphien.documents import word
    from luanphien.documents.properties import describe

    fields = with_texts(fields, one_line)
    fields["rows"] = [[str(n), *row] for n, row in enumerate(fields["rows"], 1)]
    document = laid_out(fields)
    describe(document, fields["centre"], SUBJECT, day)
    return word.content(document)


def laid_out(fields: Mapping[str, Any], capitals: Callable[[str], str] = str.upper) -> Any:
    """The book on A4 across, with places for signatures; a row begins with its number."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

    from luanphien.documents import word
    from luanphien.documents import word_parts as parts

    document = parts.page(landscape=True)
    parts.paragraph(document, capitals(fields["centre"]), 13, bold=True)
    parts.paragraph(document, "SỔ THEO DÕI", 14, bold=True, align=ALIGN.CENTER, before=6)
    parts.paragraph(document, SUBJECT, 14, bold=True, align=ALIGN.CENTER)
    if fields["period"]:
        parts.paragraph(document, fields["period"], 13, align=ALIGN.CENTER)
    parts.paragraph(document, "", 6)
    widths = (1, 2.8, 2.9, 3.9, 2.4, 5.3, 2.8, 4.1)
    centred = [False] * len(widths)
    parts.lined_table(document, ("TT", *HEADERS), fields["rows"], widths, centred=centred)
    parts.paragraph(document, "", 6).paragraph_format.keep_with_next = True
    printed = parts.paragraph(
        document, f"In {fields['printed']}", 13, italic=True, align=ALIGN.RIGHT
    )
    printed.paragraph_format.keep_with_next = True
    halves = sum(widths) / 2, sum(widths) / 2
    left, right = parts.row(parts.table(document, halves), halves)
    word.signature(left, ["NGƯỜI LẬP SỔ"], "")
    word.signature(right, fields["signer_titles"], fields["signer"])
    return document
