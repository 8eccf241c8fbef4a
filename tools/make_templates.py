"""Make the Word templates in src/luanphien/documents/templates.

The layout is that of Nghị định 30/2020/NĐ-CP, Phụ lục I and III; the wording is that of the
*.body.txt beside them. Run this after changing a wording:

    python tools/make_templates.py
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Cm, Mm
from word_parts import (
    body,
    cell,
    foot,
    head,
    lined_table,
    page,
    paragraph,
    parties,
    row,
    title,
)

TEMPLATES = Path(__file__).parents[1] / "src/luanphien/documents/templates"


REPORT_COLUMNS = (
    (5.4, 1.6, 2, 1.9, 2.2, 3.4),
    (5.3, 4, 2, 2.8, 2.4),
    (3.3, 1.7, 2.4, 2.4, 1.8, 2.4, 2.5),
    (7.3, 2.6, 2.6, 4),
    (3.5, 2.6, 2.3, 5.3, 2.8),
)
"""The widths of the report's tables, in cm."""


def notice() -> Any:
    """The notice: a Thông báo, form 1.4."""
    document = page("Thông báo thời gian làm việc luân phiên")
    head(document)
    title(document, "THÔNG BÁO")
    body(document, _wording("notice"))
    foot(document)
    return document


def handover() -> Any:
    """The minutes of a handover: a Biên bản, form 1.9, which both parties sign."""
    document = page("Biên bản bàn giao")
    head(document, dated=False)
    title(document, "BIÊN BẢN")
    body(document, _wording("handover"))
    parties(document)
    return document


def replacement() -> Any:
    """The letter that asks for another officer: a Công văn, form 1.5."""
    document = page("Công văn đề nghị thay người")
    head(document, letter=True)
    paragraph(document, "Kính gửi: {{ addressee }}", 14, align=ALIGN.CENTER, before=18)
    body(document, _wording("replacement"))
    foot(document)
    return document


def report() -> Any:
    """The periodic review: a Báo cáo, form 1.4."""
    document = page("Báo cáo tình hình làm việc luân phiên")
    head(document)
    title(document, "BÁO CÁO", ruled=3.5, addressed=True)
    body(document, _wording("report"), REPORT_COLUMNS)
    foot(document)
    return document


def register() -> Any:
    """The register: a table to print and bind."""
    document = page("Sổ theo dõi")
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    paragraph(document, "{{ centre | upper }}", 13, bold=True)
    paragraph(document, "SỔ THEO DÕI", 14, bold=True, align=ALIGN.CENTER, before=6)
    paragraph(document, "In {{ printed }}", 13, italic=True, align=ALIGN.CENTER)
    paragraph(document, "", 6)
    widths = [Cm(width) for width in (1, 2.8, 2, 2.6, 2.6, 6.2, 3.3, 4.7)]
    heads = ("TT", "Lúc", "Phiên", "Việc", "Cách", "Nơi nhận, các bên", "Người ghi", "Ghi chú")
    table = lined_table(document, heads, widths)
    # docxtpl repeats the row between the two rows that hold a {%tr … %}.
    for tag in ("{%tr for row in rows %}", "", "{%tr endfor %}"):
        cells = row(table, *widths)
        if tag:
            cells[0].paragraphs[0].add_run(tag)
            continue
        for n, place in enumerate(cells):
            text = "{{ loop.index }}" if not n else f"{{{{ row[{n - 1}] }}}}"
            cell(place, text, 12).alignment = None
    return document


def _wording(name: str) -> str:
    return (TEMPLATES / f"{name}.body.txt").read_text("utf-8")


DOCUMENTS = notice, handover, replacement, report, register

if __name__ == "__main__":
    for document in DOCUMENTS:
        document().save(TEMPLATES / f"{document.__name__}.docx")
