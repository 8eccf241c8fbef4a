"""What a Word file of the centre's own says, read as a person reads it, and as LibreOffice does."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from luanphien.documents.body import Table
from luanphien.documents.own_word import blocks
from tests.helpers.office import letters, needs_office, office

W = nsdecls("w")
SCHEMAS = "http://schemas.openxmlformats.org"
BOX = f"""
<w:r {W} xmlns:mc="{SCHEMAS}/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<mc:AlternateContent>
<mc:Choice Requires="wps">
<w:drawing><wps:wsp><wps:txbx>BOX</wps:txbx></wps:wsp></w:drawing>
</mc:Choice>
<mc:Fallback><w:pict><v:rect><v:textbox>BOX</v:textbox></v:rect></w:pict></mc:Fallback>
</mc:AlternateContent></w:r>
"""
"""A text box as Word writes it, without its place and size."""


def saved(document: Any) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def numbered(document: Any, id: int, text: str, depth: int = 0) -> None:
    """A paragraph of the list with that number."""
    place = document.add_paragraph(text)._p.get_or_add_pPr()
    numbers = f'<w:ilvl w:val="{depth}"/><w:numId w:val="{id}"/>'
    place.append(parse_xml(f"<w:numPr {W}>{numbers}</w:numPr>"))


def with_lists(document: Any, *levels: tuple[str, str], begin: int = 1) -> tuple[int, int, int]:
    """Three lists of one form, (format, label) a level; the third begins again at 3."""
    numbering = document.part.numbering_part.element
    shown = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="{begin}"/><w:numFmt w:val="{format}"/>'
        f'<w:lvlText w:val="{label}"/></w:lvl>'
        for n, (format, label) in enumerate(levels)
    )
    form = parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{shown}</w:abstractNum>')
    numbering.insert(0, form)
    ids = 71, 72, 73
    for id in ids:
        of = '<w:abstractNumId w:val="77"/>'
        if id == ids[-1]:
            of += '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>'
        numbering.append(parse_xml(f'<w:num {W} w:numId="{id}">{of}</w:num>'))
    return ids


def lists() -> Any:
    document = Document()
    first, second, third = with_lists(
        document, ("decimal", "%1."), ("lowerLetter", "%2)"), ("upperRoman", "%1.%2.%3")
    )
    numbered(document, first, "một")
    numbered(document, first, "một a\ndòng dưới", 1)
    numbered(document, first, "một b", 1)
    numbered(document, first, "một b I", 2)
    document.add_paragraph("giữa")
    numbered(document, second, "hai")
    numbered(document, second, "hai a", 1)
    numbered(document, third, "lại ba")
    numbered(document, third, "bốn")
    document.add_paragraph("gạch", style="List Bullet")
    document.add_paragraph("theo kiểu", style="List Number")
    document.add_paragraph("theo kiểu", style="List Number")
    numbered(document, 0, "không số")
    return document


LISTS = [
    *("1. một", "a) một a", "dòng dưới", "b) một b", "1.b.I một b I", "giữa", "2. hai", "a) hai a"),
    *("3. lại ba", "4. bốn", "- gạch", "1. theo kiểu", "2. theo kiểu", "không số"),
]


def test_the_numbers_that_word_writes_itself_are_said() -> None:
    assert blocks(saved(lists())) == LISTS


@pytest.mark.parametrize(
    ("format", "labels"),
    [
        ("decimal", ["9", "10", "14", "27"]),
        ("decimalZero", ["09", "10", "14", "27"]),
        ("upperLetter", ["I", "J", "N", "AA"]),  # ECMA-376 part 1, 17.18.59: after Z comes AA
        ("lowerLetter", ["i", "j", "n", "aa"]),
        ("upperRoman", ["IX", "X", "XIV", "XXVII"]),
        ("lowerRoman", ["ix", "x", "xiv", "xxvii"]),
        ("none", ["", "", "", ""]),
    ],
)
def test_numbers_in_every_writing(format: str, labels: list[str]) -> None:
    document = Document()
    first, *_ = with_lists(document, (format, "%1"))
    for n in range(27):
        numbered(document, first, f"đoạn {n + 1}")
    said = blocks(saved(document))
    wanted = [f"{label} đoạn {n}".strip() for n, label in zip((9, 10, 14, 27), labels, strict=True)]
    assert [said[n - 1] for n in (9, 10, 14, 27)] == wanted


def tables() -> Any:
    """A head without lines, a table with merged cells and one in it, a box of one cell."""
    document = Document()
    head = document.add_table(1, 2)
    head.rows[0].cells[0].text = "BÊN TRÁI\ndưới trái"
    head.rows[0].cells[1].text = "BÊN PHẢI"
    lined = document.add_table(3, 3, style="Table Grid")
    for n, row in enumerate(lined.rows):
        for m, cell in enumerate(row.cells):
            cell.text = f"ô {n}{m}"
    lined.rows[1].cells[0].merge(lined.rows[1].cells[1]).text = "chung"
    lined.rows[2].cells[2].add_table(1, 1).rows[0].cells[0].text = "trong"
    single = document.add_table(1, 1, style="Table Grid")
    single.rows[0].cells[0].text = "đóng khung"
    cleared = document.add_table(2, 1, style="Table Grid")
    cleared.rows[0].cells[0].text, cleared.rows[1].cells[0].text = "bỏ kẻ", "hai"
    none = "".join(f'<w:{side} w:val="none"/>' for side in ("top", "bottom", "insideH", "insideV"))
    cleared._tbl.tblPr.append(parse_xml(f"<w:tblBorders {W}>{none}</w:tblBorders>"))
    by_cell = document.add_table(2, 1, style="Table Grid")
    for cell, text in zip(by_cell.columns[0].cells, ("bỏ từng ô", "ba"), strict=True):
        cell.text = text
        hidden = f'<w:tcBorders {W}><w:top w:val="nil"/><w:bottom w:val="nil"/></w:tcBorders>'
        cell._tc.get_or_add_tcPr().append(parse_xml(hidden))
    return document


TABLES = [
    *("BÊN TRÁI", "dưới trái", "BÊN PHẢI"),
    Table([["ô 00", "ô 01", "ô 02"], ["chung", "", "ô 12"], ["ô 20", "ô 21", "ô 22 trong"]], []),
    *("đóng khung", "bỏ kẻ", "hai", "bỏ từng ô", "ba"),
]


def test_a_table_is_one_that_has_lines() -> None:
    assert blocks(saved(tables())) == TABLES


def runs() -> Any:
    """Words in places of their own: a box, a control, a change that is kept, one that is not."""
    document = Document()
    first = document.add_paragraph("trước")._p
    box = "<w:txbxContent><w:p><w:r><w:t>trong khung</w:t></w:r></w:p></w:txbxContent>"
    first.append(parse_xml(BOX.replace("BOX", box)))
    changed = document.add_paragraph("còn ")._p
    for tag, text in (("ins", "t"), ("del", "delText"), ("moveFrom", "t"), ("moveTo", "t")):
        of = 'w:id="1" w:author="A" w:date="2024-01-01T00:00:00Z"'
        run = f"<w:r><w:{text}>{tag} </w:{text}></w:r>"
        changed.append(parse_xml(f"<w:{tag} {W} {of}>{run}</w:{tag}>"))
    hidden = document.add_paragraph("thấy").add_run("ẩn")
    hidden.font.hidden = True
    document.add_paragraph("một\tdòng\nhai\n\n")
    hyphen = document.add_paragraph("A")._p
    hyphen.append(parse_xml(f"<w:r {W}><w:noBreakHyphen/><w:t>B</w:t></w:r>"))
    control = "<w:sdtContent><w:p><w:r><w:t>trong ô điền</w:t></w:r></w:p></w:sdtContent>"
    document.element.body.insert(-1, parse_xml(f"<w:sdt {W}>{control}</w:sdt>"))
    return document


RUNS = [
    *("trước", "trong khung", "còn ins moveTo", "thấy"),
    *("một dòng", "hai", "A-B", "trong ô điền"),
]


def test_what_is_shown_is_said_and_what_is_not_is_not() -> None:
    assert blocks(saved(runs())) == RUNS


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what LibreOffice reads in the documents."""
    folder = tmp_path_factory.mktemp("read")
    for document in (lists, tables):
        (folder / f"{document.__name__}.docx").write_bytes(saved(document()))
    office("txt:Text (encoded):UTF8", *folder.glob("*.docx"))
    return folder


@needs_office
@pytest.mark.parametrize(
    ("document", "ours"), [("lists", LISTS), ("tables", TABLES)], ids=["lists", "tables"]
)
def test_libreoffice_reads_the_same(read: Path, document: str, ours: list[Any]) -> None:
    words = []
    for block in ours:
        cells = (
            [cell for row in block.rows for cell in row] if isinstance(block, Table) else [block]
        )
        words += cells
    theirs = (read / f"{document}.txt").read_text("utf-8-sig").replace("•", "-")
    assert letters(theirs) == letters("".join(words))
