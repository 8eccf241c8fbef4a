"""The register as a book: a Word file to print and bind (Điều 6 khoản 8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from luanphien.core.decisions import Centre
from luanphien.documents.template import Templates
from luanphien.wording import dates
from luanphien.wording.words import one_line

NAME = "register"
"""What the centre's own template of it is called."""
HEADERS = ("Lúc", "Phiên", "Việc", "Cách", "Nơi nhận, các bên", "Người ghi", "Ghi chú")


def content(
    templates: Templates, rows: Sequence[Sequence[str]], centre: Centre, printed: date
) -> bytes:
    """The book as a Word file, from the centre's own template if there is one."""
    printed_on = dates.in_words(printed)
    if templates.has_own(f"{NAME}.docx"):
        fields = {"centre": centre.name, "printed": printed_on, "rows": rows}
        return templates.own_word(f"{NAME}.docx", fields)
    from luanphien.documents import word

    numbered = [[str(n), *map(one_line, row)] for n, row in enumerate(rows, 1)]
    return word.content(laid_out(one_line(centre.name).upper(), printed_on, numbered))


def laid_out(centre: str, printed: str, rows: Sequence[Sequence[str]]) -> Any:
    """The book on A4 across; a row begins with its number."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

    from luanphien.documents import word_parts as parts

    document = parts.page("Sổ theo dõi", landscape=True)
    parts.paragraph(document, centre, 13, bold=True)
    parts.paragraph(document, "SỔ THEO DÕI", 14, bold=True, align=ALIGN.CENTER, before=6)
    parts.paragraph(document, f"In {printed}", 13, italic=True, align=ALIGN.CENTER)
    parts.paragraph(document, "", 6)
    widths = (1, 2.8, 2, 2.6, 2.6, 6.2, 3.3, 4.7)
    centred = [False] * len(widths)
    parts.lined_table(document, ("TT", *HEADERS), rows, widths, centred=centred)
    return document
