"""The pieces of a Word template: page, letterhead, wording, tables, signatures.

Sizes are in points, those of Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

FONT = "Times New Roman"
HEAD = Cm(6.7), Cm(9.8)
"""The widths of the two parts of the head; the right one holds the quốc hiệu in one line."""
FOOT = Cm(8.2), Cm(8.3)
COLUMNS = {4: (5.3, 3.7, 3.7, 3.8), 5: (5.3, 2.8, 2.8, 2.8, 2.8)}
"""The widths of so many columns in cm, where a table asks for no others."""
BODY = 13
"""Points of the running text; 13 keeps an ordinary notice on one page."""
WORDS = ("Lý do",)
"""The heads of the columns, besides the first, that hold running words."""
CELL_MARGIN = 80
"""Of a table with lines, in twentieths of a point."""


def page(title: str) -> Any:
    """An empty document on A4, its pages numbered from the second on."""
    document = Document()
    section: Any = document.sections[0]
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
    _normal(document.styles["Normal"])
    document.core_properties.author = ""
    document.core_properties.title = title
    document.core_properties.language = "vi-VN"
    return document


def _normal(style: Any) -> None:
    style.font.name, style.font.size = FONT, Pt(14)
    fonts = style.element.rPr.rFonts
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_after = Pt(0)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)


def head(document: Any, *, dated: bool = True, letter: bool = False) -> None:
    """The letterhead; a letter has its subject under the number, minutes have no date there."""
    parts = table(document, *HEAD)
    left, right = parts.rows[0].cells
    cell(left, "{{ superior | upper }}", 12)
    paragraph(left, "{{ centre | upper }}", 12, bold=True, align=ALIGN.CENTER)
    rule(left, indent=Cm(2.3))
    cell(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    paragraph(right, "Độc lập - Tự do - Hạnh phúc", 13, bold=True, align=ALIGN.CENTER)
    rule(right, indent=Cm(2))
    left, right = row(parts, *HEAD)
    cell(left, "Số: {{ number }}", 13, before=6)
    if letter:
        paragraph(left, "V/v {{ subject }}", 12, align=ALIGN.CENTER, before=6)
    if dated:
        cell(right, "{{ dated }}", 13, italic=True, before=6)


def title(document: Any, text: str, *, ruled: float = 5, addressed: bool = False) -> None:
    """The kind of the document, its subject, to whom it goes if it is addressed, and its basis.

    The rule under the subject is `ruled` cm long: a third to a half of the line.
    """
    paragraph(document, text, 14, bold=True, align=ALIGN.CENTER, before=18)
    paragraph(document, "{{ subject }}", 14, bold=True, align=ALIGN.CENTER)
    rule(document, indent=Cm((16.5 - ruled) / 2))
    if addressed:
        paragraph(document, "{%p if addressee %}", 14)
        paragraph(document, "Kính gửi: {{ addressee }}", 14, align=ALIGN.CENTER, before=12)
        paragraph(document, "{%p endif %}", 14)
    running(document, "{{ basis }}", italic=True, before=12)


def body(document: Any, wording: str, widths: Sequence[Sequence[float]] = ()) -> None:
    """The wording, a paragraph a line; rows between bars become a table, the first its head.

    `widths` are those of its tables' columns, in cm.
    """
    rows: Any = None
    given = iter(widths)
    repeated = 0
    for line, following in zip(lines := wording.splitlines(), [*lines[1:], ""], strict=True):
        is_tag = line.startswith("{% ")
        if line.startswith("|"):
            rows = _row_between_bars(document, rows, line, given)
        elif rows and is_tag and (repeated or following.startswith("|")):
            repeated += -1 if "{% end" in line else 1
            # docxtpl repeats the rows between two rows that hold a {%tr … %}.
            _row_cells(rows)[0].paragraphs[0].add_run(line.replace("{% ", "{%tr ", 1))
        else:
            rows = None
            # docxtpl takes away the paragraph of a tag that is written {%p … %}.
            text = line.replace("{% ", "{%p ", 1) if is_tag else line
            last = running(document, text, bold=bool(re.match(r"[IVX]+\. ", line)))
            last.paragraph_format.keep_with_next = last.runs[0].bold or None
    if rows is None:
        last.paragraph_format.keep_with_next = True  # a signature never stands alone on a page


def _row_between_bars(
    document: Any, rows: Any, line: str, widths: Iterator[Sequence[float]]
) -> Any:
    texts = [text.strip() for text in line[1:-1].split("|")]
    if rows is None:
        before = document.paragraphs[-1].paragraph_format
        before.space_after, before.keep_with_next = Pt(4), True
        columns = next(widths, None) or COLUMNS[len(texts)]
        rows = lined_table(document, texts, [Cm(width) for width in columns])
    else:
        for place in rows.rows[-1].cells:  # a short table stays on one page
            place.paragraphs[0].paragraph_format.keep_with_next = True
        for n, (place, text) in enumerate(zip(_row_cells(rows), texts, strict=True)):
            made = cell(place, text, 12, before=3)
            made.paragraph_format.space_after = Pt(3)
            # Words begin at the left; numbers, dates and marks stand in the middle.
            is_text = not n or rows.rows[0].cells[n].text in WORDS
            made.alignment = None if is_text else ALIGN.CENTER
    return rows


def _row_cells(rows: Any) -> Any:
    return row(rows, *(column.width for column in rows.columns))


def lined_table(document: Any, heads: Sequence[str], widths: Sequence[Any]) -> Any:
    """A table with lines, whose head stands again on every page."""
    made = table(document, *widths, margin=CELL_MARGIN)
    made.style = "Table Grid"
    for place, text in zip(made.rows[0].cells, heads, strict=True):
        cell(place, text, 12, bold=True)
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return made


def foot(document: Any) -> None:
    """Nơi nhận on the left, the signature on the right."""
    _gap(document)
    left, right = table(document, *FOOT).rows[0].cells
    _recipients(left)
    _signature(right, "{{ signer_title }}", "{{ signer }}")


def parties(document: Any) -> None:
    """The signatures of both parties side by side, and Nơi nhận under them."""
    _gap(document)
    signatures = table(document, *FOOT)
    for n, place in enumerate(signatures.rows[0].cells):
        _signature(place, f"{{{{ parties[{n}].title }}}}", f"{{{{ parties[{n}].name }}}}")
    _recipients(row(signatures, *FOOT)[0])


def _gap(document: Any) -> None:
    paragraph(document, "", 6).paragraph_format.keep_with_next = True


def _signature(place: Any, title: str, name: str) -> None:
    cell(place, title, BODY, bold=True)
    for _ in range(3):
        paragraph(place, "", BODY)
    paragraph(place, name, BODY, bold=True, align=ALIGN.CENTER)


def _recipients(place: Any) -> None:
    cell(place, "Nơi nhận:", 12, bold=True, italic=True).alignment = ALIGN.LEFT
    for line in ("{%p for line in recipients %}", "- {{ line }}", "{%p endfor %}"):
        paragraph(place, line, 11)


def table(document: Any, *widths: Any, margin: int = 0) -> Any:
    """A table of one row without lines; `margin` is that of its cells, in twentieths of a point."""
    made = document.add_table(rows=0, cols=len(widths))
    made.autofit = False
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        one = OxmlElement(f"w:{side}")
        one.set(qn("w:w"), str(margin))
        one.set(qn("w:type"), "dxa")
        margins.append(one)
    made._tbl.tblPr.append(margins)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    row(made, *widths)
    return made


def row(table: Any, *widths: Any) -> Any:
    """The cells of one more row, which no page break cuts."""
    made = table.add_row()
    made._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for place, width in zip(made.cells, widths, strict=True):
        place.width = width
    return made.cells


def cell(place: Any, text: str, size: int, *, before: int = 0, **style: bool) -> Any:
    """The first paragraph of a cell, centred."""
    made = place.paragraphs[0]
    made.alignment = ALIGN.CENTER
    made.paragraph_format.space_before = Pt(before)
    _font(made.add_run(text), size, **style)
    return made


def running(document: Any, text: str, *, before: int = 6, **style: bool) -> Any:
    """A paragraph of the running text: justified, its first line indented."""
    made = paragraph(document, text, BODY, align=ALIGN.JUSTIFY, before=before, **style)
    made.paragraph_format.first_line_indent = Cm(1.27)
    return made


def paragraph(
    parent: Any, text: str, size: int, *, align: Any = None, before: int = 0, **style: bool
) -> Any:
    """One more paragraph of a document or a cell."""
    made = parent.add_paragraph()
    made.alignment = align
    made.paragraph_format.space_before = Pt(before)
    _font(made.add_run(text), size, **style)
    return made


def rule(parent: Any, indent: Any) -> None:
    """A solid line, shortened on both sides."""
    made = parent.add_paragraph()
    form = made.paragraph_format
    form.left_indent = form.right_indent = indent
    form.line_spacing = Pt(3)
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    made._p.get_or_add_pPr().append(borders)


def _font(run: Any, size: int, *, bold: bool = False, italic: bool = False) -> None:
    run.font.name, run.font.size = FONT, Pt(size)
    run.font.bold, run.font.italic = bold, italic
    run._r.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), FONT)
