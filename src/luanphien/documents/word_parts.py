"""The pieces of a Word file: page, paragraph, rule, table, row and cell.

Sizes are in points, those of Nghị định 30/2020/NĐ-CP, Phụ lục I; widths are in centimetres.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from luanphien.formats import xml_text

FONT = "Times New Roman"
BODY = 13
"""Points of the running text; 13 keeps an ordinary notice on one page."""
CELL_MARGIN = 80
"""Of a table with lines, in twentieths of a point."""


def page(*, landscape: bool = False) -> Any:
    """An empty document on A4, its pages numbered from the second on."""
    document = Document()
    section: Any = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.right_margin = Mm(20), Mm(15)
    section.bottom_margin, section.left_margin = Mm(20), Mm(30)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    section.header_distance = Mm(12)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    _normal(document.styles["Normal"])
    return document


def _page_number(place: Any) -> None:
    place.alignment = ALIGN.CENTER
    run = place.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
    _font(run, 14)


def _normal(style: Any) -> None:
    style.font.name, style.font.size = FONT, Pt(14)
    fonts = style.element.rPr.rFonts
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_after = Pt(0)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)


def new_pages(document: Any) -> None:
    """What follows begins on a new page, from which on pages are numbered anew."""
    section: Any = document.add_section()
    document.paragraphs[-1].paragraph_format.line_spacing = Pt(1)
    number = OxmlElement("w:pgNumType")
    number.set(qn("w:start"), "1")
    section._sectPr.find(qn("w:pgMar")).addnext(number)


def paragraph(
    parent: Any, text: str, size: int, *, align: Any = None, before: int = 0, **style: bool
) -> Any:
    """One more paragraph of a document or a cell."""
    return _written(parent.add_paragraph(), text, size, align, before, style)


def gap(parent: Any, height: int) -> Any:
    """An empty line of that height; it would be as high as the style's letters otherwise."""
    empty = parent.add_paragraph()
    empty.paragraph_format.line_spacing = Pt(height)
    return empty


def running(
    document: Any, text: str, size: int = BODY, *, before: int = 6, lead: str = "", **style: bool
) -> Any:
    """A paragraph of the running text: justified, its first line indented, the `lead` bold."""
    last = paragraph(document, lead or text, size, align=ALIGN.JUSTIFY, before=before, **style)
    last.paragraph_format.first_line_indent = Cm(1.27)
    if lead:
        last.runs[0].font.bold = True
        _font(last.add_run(xml_text(text.removeprefix(lead))), size, **style)
    return last


def cell(place: Any, text: str, size: int, *, before: int = 0, **style: bool) -> Any:
    """The first paragraph of a cell, centred."""
    return _written(place.paragraphs[0], text, size, ALIGN.CENTER, before, style)


def stacked(place: Any, lines: Iterable[str], size: int, **style: bool) -> None:
    """Lines one above the other, centred, from the first paragraph of a cell on if it is empty."""
    for line in lines:
        first = place.paragraphs[0]
        free = first if len(place.paragraphs) == 1 and not first.runs else place.add_paragraph()
        _written(free, line, size, ALIGN.CENTER, 0, style)


def _written(
    place: Any, text: str, size: int, align: Any, before: int, style: dict[str, bool]
) -> Any:
    place.alignment = align
    place.paragraph_format.space_before = Pt(before)
    _font(place.add_run(xml_text(text)), size, **style)
    return place


def _font(run: Any, size: int, *, bold: bool = False, italic: bool = False) -> None:
    run.font.name, run.font.size = FONT, Pt(size)
    run.font.bold, run.font.italic = bold, italic
    run._r.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), FONT)


def rule(parent: Any, indent: float) -> Any:
    """A solid line, shortened by so many centimetres on both sides."""
    line = parent.add_paragraph()
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Cm(indent)
    line.paragraph_format.line_spacing = Pt(3)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    line._p.get_or_add_pPr().append(borders)
    return line


def table(document: Any, widths: Sequence[float], *, margin: int = 0) -> Any:
    """A table without lines and rows, whose edges are those of the text.

    `margin` is that of its cells, in twentieths of a point.
    """
    empty = document.add_table(rows=0, cols=len(widths))
    empty.autofit = False
    margins = OxmlElement("w:tblCellMar")
    for name in ("left", "right"):
        side = OxmlElement(f"w:{name}")
        side.set(qn("w:w"), str(margin))
        side.set(qn("w:type"), "dxa")
        margins.append(side)
    indent = OxmlElement("w:tblInd")  # Word sets the words of the first cells at the text's edge
    indent.set(qn("w:w"), str(margin))
    indent.set(qn("w:type"), "dxa")
    properties = empty._tbl.tblPr  # their order is that of ECMA-376 part 1, 17.4.60
    properties.find(qn("w:tblW")).addnext(indent)
    properties.find(qn("w:tblLook")).addprevious(margins)
    for column, width in zip(empty.columns, widths, strict=True):
        column.width = Cm(width)
    return empty


def lined_table(
    document: Any,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float],
    *,
    centred: Sequence[bool],
    size: int = 12,
    space: int = 0,
) -> Any:
    """A table with lines, whose head stands again on every page.

    `centred` says of each column whether its words stand in the middle; `space` is above and below
    them.
    """
    lined = table(document, widths, margin=CELL_MARGIN)
    lined.style = "Table Grid"
    for place, text in zip(row(lined, widths), heads, strict=True):
        cell(place, text, size, bold=True)
    lined.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for place, middle in zip(row(lined, widths), centred, strict=True):
        entry = cell(place, "…", size, before=space)
        entry.paragraph_format.space_after = Pt(space)
        entry.alignment = ALIGN.CENTER if middle else None
    # A cell takes a millisecond to make and a twentieth of that to copy.
    pattern = lined.rows[1]._tr
    lined._tbl.remove(pattern)
    for texts in rows:
        copy = deepcopy(pattern)
        for words, text in zip(copy.iter(qn("w:t")), texts, strict=True):
            words.text = xml_text(text)
        lined._tbl.append(copy)
    return lined


def row(table: Any, widths: Sequence[float]) -> Any:
    """The cells of one more row, which no page break cuts."""
    last = table.add_row()
    last._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    cells = last.cells
    for place, width in zip(cells, widths, strict=True):
        place.width = Cm(width)
    return cells


def table_paragraphs(table: Any) -> Iterator[Any]:
    """The first paragraph of every cell, row by row."""
    for line in table.rows:
        yield from (place.paragraphs[0] for place in line.cells)
