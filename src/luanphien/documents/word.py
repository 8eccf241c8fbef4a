"""A document as a Word file, laid out as Nghị định 30/2020/NĐ-CP asks, Phụ lục I and III.

A Thông báo, Báo cáo or Tờ trình (form 1.4) has a title, a Công văn (1.5) has none, a Quyết định
(1.2) says whose it is, and a Biên bản (1.9) is signed by its parties. An annex that is attached has
its own pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any, NamedTuple

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Pt

from luanphien.documents import word_parts as parts
from luanphien.documents.body import (
    ANNEX,
    Block,
    Table,
    article,
    body_and_attached,
    is_heading,
    is_note,
)
from luanphien.documents.letterhead import Page
from luanphien.documents.word_parts import BODY, cell, paragraph, row, rule, running


class Measures(NamedTuple):
    """How a page is shared out, in centimetres; the right part of its head holds the quốc hiệu.

    In points the letters of its tables, the space above and below these, and the gap before the
    title and the signature.
    """

    text: float
    head: tuple[float, float]
    foot: tuple[float, float]
    letters: int
    space: int
    gap: int


_UPRIGHT = Measures(16.5, (6.7, 9.8), (8.2, 8.3), letters=12, space=3, gap=12)
MEASURES: dict[Page, Measures] = {
    "upright": _UPRIGHT,
    "compact": _UPRIGHT._replace(letters=11, space=2),
    "across": Measures(25.2, (14.4, 10.8), (12.6, 12.6), letters=10, space=0, gap=6),
}
ISSUER_RULE, MOTTO_RULE = 2.1, 5.8
"""The rules of the head: under the issuer a third of its line, and one as long as the motto."""
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
    measures = MEASURES[fields["page"]]
    across = fields["page"] == "across"
    document = parts.page(landscape=across)
    if across:
        document.styles["Normal"].paragraph_format.line_spacing = 1
    body, attached = body_and_attached(body)
    if fields["annex"]:
        _annex_title(document, _names(fields), fields["annex"], measures)
    elif fields["plain"]:
        paragraph(document, capitals(fields["centre"]), BODY, bold=True, align=ALIGN.CENTER)
        _title(document, fields, capitals, measures)
    else:
        _head(document, fields, capitals, measures)
        _title(document, fields, capitals, measures)
    _body(document, body, measures)
    if not fields["annex"] and not fields["plain"]:
        _foot(document, fields, measures)
    if attached:
        parts.new_pages(document)
        _attached(document, attached, measures)
    return document


def _head(
    document: Any, fields: Mapping[str, Any], capitals: Callable[[str], str], measures: Measures
) -> None:
    """Who issues it, number and date; a letter's subject is here, and minutes are not dated."""
    widths = measures.head
    head = parts.table(document, widths)
    left, right = row(head, widths)
    parts.stacked(left, map(capitals, fields["superior_lines"]), 12)
    parts.stacked(left, map(capitals, fields["centre_lines"]), 12, bold=True)
    rule(left, indent=(widths[0] - ISSUER_RULE) / 2)
    cell(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    paragraph(right, "Độc lập - Tự do - Hạnh phúc", 13, bold=True, align=ALIGN.CENTER)
    rule(right, indent=(widths[1] - MOTTO_RULE) / 2)
    left, right = row(head, widths)
    cell(left, f"Số: {fields['number']}", 13, before=6)
    if not fields["title"]:
        paragraph(left, f"V/v {fields['subject']}", 12, align=ALIGN.CENTER, before=6)
    if not fields["parties"]:
        cell(right, fields["dated"], 13, italic=True, before=6)


def _title(
    document: Any, fields: Mapping[str, Any], capitals: Callable[[str], str], measures: Measures
) -> None:
    """The kind of the document and its subject, to whom it goes or who decides, and its basis."""
    title = fields["title"]
    if title:
        _named(document, _names(fields), before=measures.gap)
        _title_rule(document, len(fields["subject"]), measures)
    if fields["addressee"]:
        text, before = f"Kính gửi: {fields['addressee']}", 12 if title else 18
        paragraph(document, text, BODY, align=ALIGN.CENTER, before=before)
    if fields["authority"]:
        _named(document, [capitals(fields["authority"])], before=measures.gap)
    for ground in fields["bases"]:
        running(document, ground, italic=True)
    if fields["authority"]:
        _named(document, [f"{title}:"], before=measures.gap)


def _attached(document: Any, annex: Sequence[Block], measures: Measures) -> None:
    """The annex that follows the signature: its title, to what it belongs, what it says."""
    heads = [block for block in annex[:2] if isinstance(block, str)]
    belongs = heads.pop() if heads[-1:] and heads[-1].startswith("(") else ""
    _annex_title(document, heads, belongs, measures)
    _body(document, annex[len(heads) + bool(belongs) :], measures)


def _annex_title(document: Any, names: Iterable[str], belongs: str, measures: Measures) -> None:
    """What the annex is called, and to which document it belongs (Phụ lục I, phần III.2)."""
    _named(document, [ANNEX, *names])
    paragraph(document, belongs, 13, italic=True, align=ALIGN.CENTER)
    _title_rule(document, len(belongs), measures)


def _names(fields: Mapping[str, Any]) -> list[str]:
    return [fields["title"], *fields["subject_lines"]]


def _named(document: Any, lines: Iterable[str], *, before: int = 0) -> None:
    for n, line in enumerate(lines):
        above = 0 if n else before
        paragraph(document, line, 14, bold=True, align=ALIGN.CENTER, before=above)


def _title_rule(document: Any, letters: int, measures: Measures) -> None:
    length = min(max(SHORTEST_RULE, RULE_PER_LETTER * letters), LONGEST_RULE)
    line = rule(document, indent=(measures.text - length) / 2)
    line.paragraph_format.space_after = Pt(6)


def _body(document: Any, body: Sequence[Block], measures: Measures) -> None:
    """The wording; what belongs together is not parted by the end of a page."""
    signed = _signed_with(body)
    if body and isinstance(body[0], Table):
        parts.gap(document, 4)
    for n, (block, following) in enumerate(pairwise([*body, None])):
        if isinstance(block, Table):
            _table(document, block, measures)
        elif block is not None:
            heading = is_heading(block)
            size = measures.letters if is_note(block) else BODY
            lead = article(block)
            form = running(document, block, size, bold=heading, lead=lead).paragraph_format
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


def _table(document: Any, table: Table, measures: Measures) -> None:
    head, *rows = table.rows
    widths = _widths(table, measures.text)
    # Of a row that is too short the rest is left to be filled in.
    whole = ([*row, *[""] * (len(head) - len(row))] for row in rows)
    usual = (n > 0 and width < WORDS_FROM for n, width in enumerate(widths))
    said = table.centred or [None] * len(head)
    centred = [rule if own is None else own for own, rule in zip(said, usual, strict=True)]
    lined = parts.lined_table(
        document,
        head,
        whole,
        widths,
        centred=centred,
        size=measures.letters,
        space=measures.space,
    )
    if len(table.rows) <= SHORT:
        for entry in list(parts.table_paragraphs(lined))[: -len(head)]:
            entry.paragraph_format.keep_with_next = True


def _widths(table: Table, text: float) -> list[float]:
    """The widths of its columns, which fill the width of the text."""
    others = len(table.rows[0]) - 1
    if len(table.widths) == others + 1:
        scale = text / sum(table.widths)
        return [width * scale for width in table.widths]
    if not others:
        return [text]
    return [FIRST_COLUMN, *[(text - FIRST_COLUMN) / others] * others]


def _foot(document: Any, fields: Mapping[str, Any], measures: Measures) -> None:
    """To whom it goes, and who signs."""
    parts.gap(document, measures.gap).paragraph_format.keep_with_next = True
    signatures = parts.table(document, measures.foot)
    left, right = row(signatures, measures.foot)
    if fields["parties"]:
        for place, party in zip((left, right), fields["parties"], strict=True):
            signature(place, [party.title], party.name)
            for line in place.paragraphs:
                line.paragraph_format.keep_with_next = True
        _recipients(row(signatures, measures.foot)[0], fields["recipients"])
    else:
        _recipients(left, fields["recipients"])
        signature(right, fields["signer_titles"], fields["signer"])


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
