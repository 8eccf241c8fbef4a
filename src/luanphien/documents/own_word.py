"""What a Word file says: its paragraphs and tables in their order, letterhead and signatures too.

A table whose rows or columns are parted by lines is a table; one without lines only puts words
side by side and is read cell by cell. Page headers and footers are not read, nor hidden or deleted
words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from luanphien.documents.body import Block, Table
from luanphien.documents.word_lists import Lists

_PARAGRAPH, _TABLE = qn("w:p"), qn("w:tbl")
_SIGNS = {qn("w:tab"): " ", qn("w:noBreakHyphen"): "-", qn("w:br"): "\n", qn("w:cr"): "\n"}
_WORDS = """
    .//w:r[not(w:rPr/w:vanish) and not(ancestor::w:moveFrom)]
    /*[self::w:t or self::w:tab or self::w:br or self::w:cr or self::w:noBreakHyphen]
"""
# Word writes a text box twice, for itself and for programs that know no such box.
_BOXES = ".//w:txbxContent[not(ancestor::*[local-name() = 'Fallback'])]"
_NO_LINE = ("none", "nil")
_INVISIBLE = " or ".join(f"@w:val = '{value}'" for value in _NO_LINE)


def blocks(content: bytes) -> list[Block]:
    """The paragraphs that are not empty, and the tables."""
    document = Document(BytesIO(content))
    return list(_Reading(document).blocks(document.element.body))


class _Reading:
    """One reading of a document from its beginning, which counts the numbers of its lists."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.style_id: style.element for style in document.styles}
        self._lists = Lists(document, self._styles_of)

    def blocks(self, parent: Any) -> Iterator[Block]:
        """The blocks in the document, a cell, a text box or a control for filling in."""
        for element in parent.iterchildren():
            if element.tag == _PARAGRAPH:
                yield from self._lines(element)
                yield from chain.from_iterable(map(self.blocks, element.xpath(_BOXES)))
            elif element.tag == _TABLE:
                yield from self._table(element)
            else:
                yield from self.blocks(element)

    def _lines(self, paragraph: Any) -> Iterator[str]:
        label = self._lists.label(paragraph)
        text = "".join(
            _SIGNS.get(word.tag, word.text or "")
            for word in paragraph.xpath(_WORDS)
            if next(word.iterancestors(_PARAGRAPH)) is paragraph
        )
        for line in text.split("\n"):
            if words := line.split():
                yield " ".join([*filter(None, [label]), *words])
                label = ""

    def _table(self, table: Any) -> Iterator[Block]:
        rows = table.xpath("w:tr")
        if len(rows) < 2 or not self._is_lined(table):
            yield from chain.from_iterable(map(self.blocks, table.xpath("w:tr/w:tc")))
            return
        texts = [list(self._cells(row.xpath("w:tc"))) for row in rows]
        longest = max(map(len, texts))
        yield Table([row + [""] * (longest - len(row)) for row in texts], [])

    def _cells(self, cells: Iterable[Any]) -> Iterator[str]:
        """The words of each cell; one that is as wide as several is followed by empty ones."""
        for cell in cells:
            yield " ".join(chain.from_iterable(map(self._lines, cell.xpath(".//w:p"))))
            yield from [""] * (cell.grid_span - 1)

    def _is_lined(self, table: Any) -> bool:
        """Whether lines part its rows or columns, by its own borders or else by its style's."""
        for owner in (table, *self._styles_of(table.xpath("string(w:tblPr/w:tblStyle/@w:val)"))):
            for borders in owner.xpath("w:tblPr/w:tblBorders"):
                cells = table.xpath("w:tr/w:tc")
                bare = table.xpath(f"w:tr/w:tc[w:tcPr/w:tcBorders/*[{_INVISIBLE}]]")
                return bool(_inner_lines(borders)) and len(bare) < len(cells)
        return False

    def _styles_of(self, name: str) -> Iterator[Any]:
        """The style with that name, and those that it is based on."""
        seen = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            yield style
            name = style.xpath("string(w:basedOn/@w:val)")


def _inner_lines(borders: Any) -> list[Any]:
    lines = (borders.find(qn(f"w:{side}")) for side in ("insideH", "insideV"))
    return [line for line in lines if line is not None and line.get(qn("w:val")) not in _NO_LINE]
