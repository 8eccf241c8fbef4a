"""A template to start one's own from: the shipped wording, or a Word file of it with its fields."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from luanphien.documents import (
    book,
    fairness,
    minutes,
    notice,
    replacement,
    report,
    schedule,
    staff_decision,
    staff_request,
    staff_submission,
)
from luanphien.documents.body import blocks
from luanphien.documents.letterhead import Party
from luanphien.documents.template import SHIPPED

_LACKING = {
    notice.NAME: {"addressee", "authority", "parties"},
    minutes.NAME: {"addressee", "authority"},
    replacement.NAME: {"title", "bases", "authority", "parties"},
    report.NAME: {"authority", "parties"},
    fairness.NAME: {"authority", "parties"},
    schedule.NAME: {"addressee", "authority", "parties"},
    staff_request.NAME: {"title", "bases", "authority", "parties"},
    staff_submission.NAME: {"bases", "authority", "parties"},
    staff_decision.NAME: {"superior_lines", "addressee", "parties"},
}
"""The fields of `letterhead.common` that are empty in a document."""
_FIELDS = ("number", "dated", "title", "subject", "authority", "signer")
_LISTS = (
    *("superior_lines", "centre_lines", "subject_lines", "bases"),
    *("signer_titles", "recipients"),
)
"""Those that are lists of lines."""
NAMES = (
    *sorted(file.name for file in SHIPPED.iterdir()),
    *(f"{name}.docx" for name in (*_LACKING, book.NAME)),
)


def template(name: str) -> bytes:
    """The template with that name, one of NAMES."""
    if not name.endswith(".docx"):
        return (SHIPPED / name).read_bytes()
    stem = name.removesuffix(".docx")
    return _book() if stem == book.NAME else _document(stem)


def _document(name: str) -> bytes:
    from luanphien.documents import word
    from luanphien.documents.word_parts import table_paragraphs

    party = "{{{{ parties[{}].{} }}}}".format
    fields = {
        **{name: _field(name) for name in _FIELDS},
        **{name: _lines(name) for name in _LISTS},
        "addressee": "{{ addressee or '……' }}",
        "parties": [Party(party(n, "title"), party(n, "name")) for n in range(2)],
        "annex": "",
        "plain": False,
        "page": "across" if name == schedule.NAME else "upright",
        **dict.fromkeys(_LACKING[name], ""),
    }
    wording = "\n".join(_with_word_tags((SHIPPED / f"{name}.body.txt").read_text("utf-8")))
    document = word.laid_out(fields, list(blocks(wording)), _capitals)
    for table in document.tables:
        entries = list(table_paragraphs(table))
        if any(entry.text.startswith("{%tr") for entry in entries):
            for entry in entries:  # how long it will be is not known
                entry.paragraph_format.keep_with_next = None
    return word.content(document)


def _book() -> bytes:
    from luanphien.documents import word

    columns = [f"{{{{ row[{n}] }}}}" for n in range(len(book.HEADERS))]
    empty = [""] * len(columns)
    rows = [
        ["{%tr for row in rows %}", *empty],
        ["{{ loop.index }}", *columns],
        ["{%tr endfor %}", *empty],
    ]
    names = ("centre", "period", "printed", "signer")
    titles = {"signer_titles": _lines("signer_titles")}
    fields = {**{name: _field(name) for name in names}, **titles, "rows": rows}
    return word.content(book.laid_out(fields, _capitals))


def _field(name: str) -> str:
    return f"{{{{ {name} }}}}"


def _lines(name: str) -> list[str]:
    """A paragraph a line."""
    return [f"{{%p for line in {name} %}}", "{{ line }}", "{%p endfor %}"]


def _capitals(field: str) -> str:
    return field.replace(" }}", " | upper }}")


def _with_word_tags(wording: str) -> Iterator[str]:
    """The lines with their tags as Word needs them.

    docxtpl takes away the paragraph of a tag that is written {%p … %}, and repeats the rows between
    two rows that hold a {%tr … %}.
    """
    in_table, repeated = False, 0
    for line, following in pairwise([*wording.splitlines(), ""]):
        if not line.startswith("{% "):
            in_table = line.startswith("|")
            yield line
        elif in_table and (repeated or following.startswith("|")):
            repeated += -1 if "{% end" in line else 1
            yield "| " + line.replace("{% ", "{%tr ", 1)
        else:
            in_table = False
            yield line.replace("{% ", "{%p ", 1)
