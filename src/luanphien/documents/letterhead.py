"""What the Centre's documents share: their letterhead, and the forms they are written in.

The wording of a document stands in NAME.body.txt alone. Around it goes document.txt, .md or .html,
or what `word` lays out. A centre's own NAME.docx counts instead, whole: the other forms say what
stands in it once it is filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from luanphien.core.decisions import Centre, Letterhead
from luanphien.core.values import lines_of
from luanphien.documents.body import Block, Table, blocks, body_and_attached
from luanphien.documents.template import SHIPPED, Templates, with_texts
from luanphien.wording import dates
from luanphien.wording.lines import parted
from luanphien.wording.words import one_line

FORMATS = (".docx", ".txt", ".md", ".html")
BLANK = "……"
"""What is left to be filled in by hand."""
BLANK_LINE = BLANK * 16
"""Dots to write on, from the first line's indent to the margin."""


SUPERIOR_LETTERS, CENTRE_LETTERS = 24, 22
"""How many capitals of 12 points fit in a line of the head, the centre's being bold."""
ACROSS_LETTERS = 50
"""The same of both where the page stands across."""

Page = Literal["upright", "compact", "across"]
"""How the page stands, and whether a long table has to fit on it; it may stand across where there
are tables (Nghị định 30/2020, Phụ lục I, phần I.2)."""

_UNSIGNED = {"number": "", "signer_title": "", "signer_titles": [], "signer": ""}
"""What the fields of a document hold that nobody has signed."""
_MARK = "\N{SYMBOL FOR DELETE}"


class Heading(NamedTuple):
    """The number, date, signer and unit of one document; None is left blank or as configured.

    `signer_title` is as what the signer signs, a line each; as configured if there is none. `unit`
    is the abbreviation of the unit that drafted it.
    """

    number: str | None = None
    date: date | None = None
    signer: str | None = None
    signer_title: tuple[str, ...] = ()
    unit: str | None = None


class Party(NamedTuple):
    """Who signs minutes: as what, and the name."""

    title: str
    name: str


def common(
    centre: Centre,
    letterhead: Letterhead,
    heading: Heading,
    *,
    symbol: str,
    title: str,
    subject: str,
    recipients: Sequence[str],
    subject_lines: Sequence[str] = (),
    basis: str | Sequence[str] = "",
    addressee: str = "",
    authority: str = "",
    parties: Sequence[Party] = (),
    annexed: bool = False,
    page: Page = "upright",
) -> dict[str, Any]:
    """The fields that every document has; docs/templates.md lists them.

    `symbol` is what follows the number: "TB-TTMAU". A document without `title` is a letter to the
    `addressee`; with an `authority` it is a decision of that, with `parties` it is minutes, which
    they sign. `recipients` are those before the archive. `subject_lines` are the subject where it
    is parted; `basis` is a line, or one for each decision on which the document rests. What is
    `annexed` has neither letterhead nor signature, and says to which document it belongs, whose
    heading that is.
    """
    place, superior = letterhead.place or BLANK, letterhead.superior or BLANK
    signer = heading.signer or letterhead.signer
    bases = [basis] if isinstance(basis, str) and basis else list(basis)
    titles = heading.signer_title or letterhead.title_lines(signer)
    superior_letters, centre_letters = SUPERIOR_LETTERS, CENTRE_LETTERS
    if page == "across":
        superior_letters = centre_letters = ACROSS_LETTERS
    return {
        "centre": centre.name,
        "centre_lines": list(lines_of(letterhead.centre_lines))
        if letterhead.centre_lines
        else parted(centre.name, centre_letters),
        "superior": superior,
        "superior_lines": parted(superior, superior_letters),
        "number": numbered(heading.number, symbol),
        "place": place,
        "dated": f"{place}, {on(heading.date)}",
        "title": title,
        "subject": subject,
        "subject_lines": list(subject_lines or [subject]),
        "basis": " ".join(bases),
        "bases": bases,
        "addressee": addressee,
        "authority": authority,
        "parties": parties,
        "recipients": [
            *(f"{recipient};" for recipient in recipients),
            f"Lưu: {_archive(letterhead, heading)}.",
        ],
        "signer_title": "\n".join(titles).upper(),
        "signer_titles": [line.upper() for line in titles],
        "signer": signer or "",
        "annex": _annex(centre, heading) if annexed else "",
        "page": page,
        "plain": False,
    }


def _annex(centre: Centre, heading: Heading) -> str:
    """To which document an annex belongs (Nghị định 30/2020, Phụ lục I, phần III.2)."""
    number = heading.number or f"{BLANK}/{BLANK}"
    return f"(Kèm theo văn bản số {number} {on(heading.date)} của {centre.name})"


def cited(grounds: Iterable[str]) -> list[str]:
    """The decisions on which a document rests, each once, a line each.

    A line ends with a semicolon, the last with a full stop (Nghị định 30/2020, Phụ lục I).
    """
    *others, last = (f"Căn cứ {ground.rstrip(' .;')}" for ground in dict.fromkeys(grounds))
    return [*(f"{line};" for line in others), f"{last}."]


def _archive(letterhead: Letterhead, heading: Heading) -> str:
    """`VT, HCTH`: the archive, then the unit that drafted the document."""
    places = letterhead.archive.split(", ")
    return ", ".join(dict.fromkeys([*places, *filter(None, [drafted_by(letterhead, heading)])]))


def drafted_by(letterhead: Letterhead, heading: Heading) -> str | None:
    """The abbreviation of the unit that drafted the document."""
    return heading.unit or letterhead.unit


def numbered(number: str | None, symbol: str) -> str:
    """`05/TB-TTMAU`; a number under 10 has a leading 0 (Nghị định 30/2020, Phụ lục I)."""
    return f"{number.zfill(2) if number else BLANK}/{symbol}"


def on(day: date | None) -> str:
    """The day of a document in words; it stays blank as long as it is not known."""
    return dates.in_words(day) if day else f"ngày {BLANK} tháng {BLANK} năm {BLANK}"


def message(
    templates: Templates, name: str, fields: dict[str, Any], ending: str, lead: Sequence[str]
) -> str:
    """The document as an e-mail says it, after the `lead`, as .txt or .html.

    It has neither number nor signature: it is no imitation of what somebody has signed.
    """
    return text(templates, name, plain(fields), ending, lead)


def plain(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of the document where it has neither number nor signature."""
    return {**fields, **_UNSIGNED, "plain": True}


def text(
    templates: Templates,
    name: str,
    fields: dict[str, Any],
    ending: str,
    lead: Sequence[str] = (),
) -> str:
    """The document as .txt, .md or .html; the `lead` are paragraphs before its wording."""
    whole = templates.has_own(f"{name}.docx")
    if whole:
        body = _own_words(templates, name, fields)
        templates = Templates(SHIPPED)  # the centre's own layouts have a letterhead of their own
    else:
        body = _body(templates, name, fields)
    before, attached = ([*map(_listed, part)] for part in body_and_attached(body))
    filled = {**fields, "body": [*lead, *before], "attached": attached, "whole": whole}
    return templates.text(f"document{ending}", filled)


def _listed(block: Block) -> str | list[list[str]]:
    """A table as its rows, as the layouts of text know it."""
    return block.rows if isinstance(block, Table) else block


def _own_words(templates: Templates, name: str, fields: dict[str, Any]) -> list[Block]:
    """What the centre's own Word file says; without what it says of number and signature, if plain.

    Where these stand is known by a mark in their place.
    """
    if not fields["plain"]:
        return templates.own_words(f"{name}.docx", fields)
    marked = {**fields, **dict.fromkeys(_UNSIGNED, _MARK), "signer_titles": [_MARK]}
    body = templates.own_words(f"{name}.docx", marked)
    return [block for block in body if not (isinstance(block, str) and _MARK in block)]


def file_content(
    templates: Templates, name: str, fields: dict[str, Any], ending: str, day: date
) -> bytes:
    """The document as a file with that ending, one of FORMATS, as written on the day."""
    if ending != ".docx":
        return text(templates, name, fields, ending).encode()
    if templates.has_own(f"{name}.docx"):
        return templates.own_word(f"{name}.docx", fields, day)
    from luanphien.documents import word
    from luanphien.documents.properties import describe

    body = _body(templates, name, fields)
    document = word.laid_out(with_texts(fields, one_line), body)
    describe(document, fields["centre"], fields["subject"], day)
    return word.content(document)


def _body(templates: Templates, name: str, fields: dict[str, Any]) -> list[Block]:
    """The wording of NAME.body.txt, filled in."""
    without_bars = with_texts(fields, lambda text: text.replace("|", "/"))  # they part cells
    return list(blocks(templates.text(f"{name}.body.txt", without_bars)))
