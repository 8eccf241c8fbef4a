"""Make the Word templates in src/luanphien/render/templates.

The layout is that of Nghị định 30/2020/NĐ-CP, Phụ lục I and III: the notice is a Thông báo, form
1.4, its wording that of notice.body.txt; the register is a table to print and bind. Run this
after changing a wording:

    python tools/make_templates.py
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

TEMPLATES = Path(__file__).parents[1] / "src/luanphien/render/templates"
FONT = "Times New Roman"
HEAD = Cm(6.7), Cm(9.8)
"""The widths of the two parts of the head; the right one holds the quốc hiệu in one line."""
BODY = 13
"""Points of the running text; 13 keeps an ordinary notice on one page."""


def notice() -> Any:
    """The notice, as a python-docx document."""
    document = Document()
    _page(document, "Thông báo thời gian làm việc luân phiên")
    _head(document)
    _paragraph(document, "THÔNG BÁO", 14, bold=True, align=ALIGN.CENTER, before=18)
    _paragraph(document, "{{ subject }}", 14, bold=True, align=ALIGN.CENTER)
    _rule(document, indent=Cm(7))
    form: dict[str, Any] = {"align": ALIGN.JUSTIFY, "first": True}
    _paragraph(document, "{{ basis }}", BODY, italic=True, before=12, **form)
    for line in (TEMPLATES / "notice.body.txt").read_text("utf-8").splitlines():
        # docxtpl takes away the paragraph of a tag that is written {%p … %}.
        line = line.replace("{% ", "{%p ", 1) if line.startswith("{% ") else line
        last = _paragraph(document, line, BODY, before=6, **form)
    last.paragraph_format.keep_with_next = True  # a signature never stands alone on a page
    _foot(document)
    return document


def register() -> Any:
    """The register, as a python-docx document."""
    document = Document()
    _page(document, "Sổ theo dõi")
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    _paragraph(document, "{{ centre | upper }}", 13, bold=True)
    _paragraph(document, "SỔ THEO DÕI", 14, bold=True, align=ALIGN.CENTER, before=6)
    _paragraph(document, "In {{ printed }}", 13, italic=True, align=ALIGN.CENTER)
    _paragraph(document, "", 6)
    widths = [Cm(width) for width in (1, 2.8, 2.3, 2.7, 2.9, 5.5, 3.4, 4.6)]
    table = _table(document, *widths, margin=80)
    table.style = "Table Grid"
    heads = ("TT", "Lúc", "Phiên", "Việc", "Cách", "Nơi nhận", "Người ghi", "Ghi chú")
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        _cell(cell, text, 12, bold=True)
    header = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    # docxtpl repeats the row between the two rows that hold a {%tr … %}.
    for tag in ("{%tr for row in rows %}", "", "{%tr endfor %}"):
        cells = _row(table, *widths)
        if tag:
            cells[0].paragraphs[0].add_run(tag)
            continue
        for n, cell in enumerate(cells):
            paragraph = cell.paragraphs[0]
            _font(paragraph.add_run("{{ loop.index }}" if not n else f"{{{{ row[{n - 1}] }}}}"), 12)
    return document


def _page(document: Any, title: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.right_margin = Mm(20), Mm(15)
    section.bottom_margin, section.left_margin = Mm(20), Mm(30)
    section.header_distance = Mm(12)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    run = number.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
    _font(run, 14)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    fonts = normal.element.rPr.rFonts
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    normal.paragraph_format.space_after = Pt(0)
    normal.element.rPr.append(_language())
    document.core_properties.author = ""
    document.core_properties.title = title
    document.core_properties.language = "vi-VN"


def _language() -> Any:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    return language


def _head(document: Any) -> None:
    table = _table(document, *HEAD)
    left, right = table.rows[0].cells
    _cell(left, "{{ superior | upper }}", 12)
    _paragraph(left, "{{ centre | upper }}", 12, bold=True, align=ALIGN.CENTER)
    _rule(left, indent=Cm(2.3))
    _cell(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    _paragraph(right, "Độc lập - Tự do - Hạnh phúc", 13, bold=True, align=ALIGN.CENTER)
    _rule(right, indent=Cm(2.2))
    left, right = _row(table, *HEAD)
    _cell(left, "Số: {{ number }}", 13, before=6)
    _cell(right, "{{ dated }}", 13, italic=True, before=6)


def _foot(document: Any) -> None:
    gap = _paragraph(document, "", 6)
    gap.paragraph_format.keep_with_next = True
    left, right = _table(document, Cm(8.2), Cm(8.3)).rows[0].cells
    to = _cell(left, "Nơi nhận:", 12, bold=True, italic=True)
    to.alignment = ALIGN.LEFT
    for line in ("{%p for line in recipients %}", "- {{ line }}", "{%p endfor %}"):
        _paragraph(left, line, 11)
    _cell(right, "{{ signer_title }}", BODY, bold=True)
    for _ in range(3):
        _paragraph(right, "", BODY)
    _paragraph(right, "{{ signer }}", BODY, bold=True, align=ALIGN.CENTER)


def _table(document: Any, *widths: Any, margin: int = 0) -> Any:
    """A table of one row without lines; `margin` is that of its cells, in twentieths of a point."""
    table = document.add_table(rows=0, cols=len(widths))
    table.autofit = False
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        one = OxmlElement(f"w:{side}")
        one.set(qn("w:w"), str(margin))
        one.set(qn("w:type"), "dxa")
        margins.append(one)
    table._tbl.tblPr.append(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    _row(table, *widths)
    return table


def _row(table: Any, *widths: Any) -> Any:
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = width
    return row.cells


def _cell(cell: Any, text: str, size: int, *, before: int = 0, **style: bool) -> Any:
    """The first paragraph of a cell, centred."""
    paragraph = cell.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    paragraph.paragraph_format.space_before = Pt(before)
    _font(paragraph.add_run(text), size, **style)
    return paragraph


def _paragraph(
    parent: Any,
    text: str,
    size: int,
    *,
    align: Any = None,
    before: int = 0,
    first: bool = False,
    **style: bool,
) -> Any:
    paragraph = parent.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.first_line_indent = Cm(1.27) if first else None
    _font(paragraph.add_run(text), size, **style)
    return paragraph


def _rule(parent: Any, indent: Any) -> None:
    """A solid line, shortened on both sides."""
    paragraph = parent.add_paragraph()
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = indent
    form.line_spacing = Pt(3)
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def _font(run: Any, size: int, *, bold: bool = False, italic: bool = False) -> None:
    run.font.name, run.font.size = FONT, Pt(size)
    run.font.bold, run.font.italic = bold, italic
    run._r.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), FONT)


if __name__ == "__main__":
    notice().save(TEMPLATES / "notice.docx")
    register().save(TEMPLATES / "register.docx")
