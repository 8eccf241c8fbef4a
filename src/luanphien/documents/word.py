"""A document as a Word file, laid out as Nghị định 30/2020/NĐ-CP asks, Phụ lục I and III.

A Thông báo, Báo cáo or Tờ trình (form 1.4) has a title, a Công văn (1.5) has none, a Quyết định
(1.2) says whose it is, and a Biên bản (1.9) is signed by its parties. An annex has its own pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from itertools import pairwise, takewhile
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Pt

from luanphien.documents import word_parts as parts
from luanphien.documents.body import ANNEX, Block, Table, article, body_and_annex, is_heading
from luanphien.documents.word_parts import BODY, cell, paragraph, row, rule, running

TEXT_WIDTH = 16.5
"""Centimetres between the margins."""
HEAD = 6.7, 9.8
"""The widths of the two parts of the head; the right one holds the quốc hiệu in one line."""
FOOT = 8.2, 8.3
FIRST_COLUMN = 5.3
"""How wide the first column of a table is where its wording does not say; the others share the
rest."""
WORDS_FROM = 5
"""A column as wide as this holds words, which begin at the left; numbers, dates and marks stand in
the middle."""
SHORT = 6
"""A table of so many rows stays on one page, and so many paragraphs with the signature."""
RULE_PER_LETTER, SHORTEST_RULE, LONGEST_RULE = 0.09, 3.5, 5
"""The rule under the subject is a third to a half of its line, whose letters are 0.23 cm wide."""


def content(document: Any) -> bytes:
    """The document as a file."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def laid_out(
    fields: Mapping[str, Any],
    body: Sequence[Block],
    capitals: Callable[[str], str] = str.upper,
) -> Any:
    """The document with its letterhead, its wording and its signatures.

    `fields` are those of `letterhead.common`; `capitals` turns a name into capitals.
    """
    document = parts.page()
    body, annex = body_and_annex(body)
    _head(document, fields, capitals)
    _title(document, fields, capitals)
    _body(document, body)
    parts.gap(document, 12).paragraph_format.keep_with_next = True
    signatures = parts.table(document, FOOT)
    left, right = row(signatures, FOOT)
    if fields["parties"]:
        for place, party in zip((left, right), fields["parties"], strict=True):
            signature(place, [party.title], party.name)
            for line in place.paragraphs:
                line.paragraph_format.keep_with_next = True
        _recipients(row(signatures, FOOT)[0], fields["recipients"])
    else:
        _recipients(left, fields["recipients"])
        signature(right, fields["signer_titles"], fields["signer"])
    if annex:
        _annex(document, annex)
    return document


def _head(document: Any, fields: Mapping[str, Any], capitals: Callable[[str], str]) -> None:
    """Who issues it, number and date; a letter's subject is here, and minutes are not dated."""
    head = parts.table(document, HEAD)
    left, right = row(head, HEAD)
    parts.stacked(left, map(capitals, fields["superior_lines"]), 12)
    parts.stacked(left, map(capitals, fields["centre_lines"]), 12, bold=True)
    rule(left, indent=2.3)
    cell(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    paragraph(right, "Độc lập - Tự do - Hạnh phúc", 13, bold=True, align=ALIGN.CENTER)
    rule(right, indent=2)
    left, right = row(head, HEAD)
    cell(left, f"Số: {fields['number']}", 13, before=6)
    if not fields["title"]:
        paragraph(left, f"V/v {fields['subject']}", 12, align=ALIGN.CENTER, before=6)
    if not fields["parties"]:
        cell(right, fields["dated"], 13, italic=True, before=6)


def _title(document: Any, fields: Mapping[str, Any], capitals: Callable[[str], str]) -> None:
    """The kind of the document and its subject, to whom it goes or who decides, and its basis."""
    title, subject = fields["title"], fields["subject"]
    if title:
        paragraph(document, title, 14, bold=True, align=ALIGN.CENTER, before=12)
        for line in fields["subject_lines"]:
            paragraph(document, line, 14, bold=True, align=ALIGN.CENTER)
        ruled = min(max(SHORTEST_RULE, RULE_PER_LETTER * len(subject)), LONGEST_RULE)
        line = rule(document, indent=(TEXT_WIDTH - ruled) / 2)
        line.paragraph_format.space_after = Pt(6)
    if fields["addressee"]:
        text, before = f"Kính gửi: {fields['addressee']}", 12 if title else 18
        paragraph(document, text, BODY, align=ALIGN.CENTER, before=before)
    if fields["authority"]:
        text = capitals(fields["authority"])
        paragraph(document, text, 14, bold=True, align=ALIGN.CENTER, before=12)
    for ground in fields["bases"]:
        running(document, ground, italic=True)
    if fields["authority"]:
        paragraph(document, f"{title}:", 14, bold=True, align=ALIGN.CENTER, before=12)


def _annex(document: Any, annex: Sequence[Block]) -> None:
    """The annex on pages of its own, numbered for themselves (Phụ lục I, mục III)."""
    parts.new_pages(document)
    paragraph(document, ANNEX, 14, bold=True, align=ALIGN.CENTER)
    heads = list(takewhile(lambda block: isinstance(block, str), annex[:2]))
    for text in heads:
        belongs = str(text).startswith("(")
        style = {"italic": True} if belongs else {"bold": True}
        paragraph(document, str(text), 14 - belongs, align=ALIGN.CENTER, **style)
    line = rule(document, indent=(TEXT_WIDTH - LONGEST_RULE) / 2)
    line.paragraph_format.space_after = Pt(6)
    _body(document, annex[len(heads) :])


def _body(document: Any, body: Sequence[Block]) -> None:
    """The wording; what belongs together is not parted by the end of a page."""
    signed = _signed_with(body)
    for n, (block, following) in enumerate(pairwise([*body, None])):
        if isinstance(block, Table):
            _table(document, block)
        elif block is not None:
            heading = is_heading(block)
            form = running(document, block, bold=heading, lead=article(block)).paragraph_format
            if isinstance(following, Table):
                form.space_after = Pt(4)
            form.keep_with_next = heading or isinstance(following, Table) or n >= signed or None


def _signed_with(body: Sequence[Block]) -> int:
    """From which block on the wording stays with the signature, which is never alone on a page.

    It is the last part with its heading, if that is short, else the last two paragraphs.
    """
    for n, block in enumerate(body[-SHORT:], max(len(body) - SHORT, 0)):
        if not isinstance(block, Table) and is_heading(block):
            return n
    return len(body) - 2


def _table(document: Any, table: Table) -> None:
    head, *rows = table.rows
    widths = _widths(table)
    # Of a row that is too short the rest is left to be filled in.
    whole = ([*row, *[""] * (len(head) - len(row))] for row in rows)
    usual = (n > 0 and width < WORDS_FROM for n, width in enumerate(widths))
    said = table.centred or [None] * len(head)
    centred = [rule if own is None else own for own, rule in zip(said, usual, strict=True)]
    lined = parts.lined_table(document, head, whole, widths, centred=centred, space=3)
    if len(table.rows) <= SHORT:
        for entry in list(parts.table_paragraphs(lined))[: -len(head)]:
            entry.paragraph_format.keep_with_next = True


def _widths(table: Table) -> list[float]:
    """The widths of its columns, which fill the page."""
    others = len(table.rows[0]) - 1
    if len(table.widths) == others + 1:
        scale = TEXT_WIDTH / sum(table.widths)
        return [width * scale for width in table.widths]
    if not others:
        return [TEXT_WIDTH]
    return [FIRST_COLUMN, *[(TEXT_WIDTH - FIRST_COLUMN) / others] * others]


def signature(place: Any, titles: Sequence[str], name: str) -> None:
    """Who signs, as what, with room between."""
    parts.stacked(place, titles, BODY, bold=True)
    for _ in range(3):
        paragraph(place, "", BODY)
    paragraph(place, name, BODY, bold=True, align=ALIGN.CENTER)


def _recipients(place: Any, recipients: Sequence[str]) -> None:
    cell(place, "Nơi nhận:", 12, bold=True, italic=True).alignment = ALIGN.LEFT
    for recipient in recipients:
        paragraph(place, f"- {recipient}", 11)
