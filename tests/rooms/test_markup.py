"""Values are text, in Markdown and on their lines: another parser reads back what was meant.

The parser is markdown-it-py with CommonMark's rules and the tables and strikethrough of GitHub.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from docx import Document
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar
from markdown_it import MarkdownIt
from markdown_it.token import Token

from luanphien.calendar.feed import Feed
from luanphien.core.agenda import Edition, Event
from luanphien.core.decisions import Centre, Letterhead, OfficeHours
from luanphien.core.period import Period
from luanphien.documents.letterhead import FORMATS, Heading, Party, common, file_content
from luanphien.documents.template import Templates
from luanphien.formats import no_markup

BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""Where str.splitlines breaks a line: https://docs.python.org/3/library/stdtypes.html."""
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

_MARKS = st.sampled_from([*"\\`*_[]|~#&<>!-+=.)(:/ \t1", "---", "~~", "1. ", "&amp;", "A", *BREAKS])
_LETTERS = st.characters(exclude_categories=["Cc", "Cs"])
texts = st.lists(_MARKS | _LETTERS, max_size=12).map("".join)
PLACES = {
    "paragraph": "{}",
    "after a line": "A\n{}",
    "in a line": "A {}",
    "item": "- {}",
    "heading": "# {}",
    "strong": "**{}**",
    "emphasis": "*{}*",
    "head": "| {} | B |\n| --- | --- |\n",
    "cell": "| A | B |\n| --- | --- |\n| {} | {} |\n",
}


def meant(text: str) -> str:
    """The text as Markdown may show it: on one line, with nothing around it."""
    return " ".join(text.splitlines()).strip()


def shape(tokens: list[Token]) -> list[str]:
    """What there is besides text."""
    return [
        child.type
        for token in tokens
        for child in (token.children if token.children is not None else [token])
        if child.type != "text"
    ]


def shown(tokens: list[Token]) -> list[str]:
    """The texts, an inline element each."""
    inline = [token.children or [] for token in tokens if token.type == "inline"]
    return ["".join(child.content for child in children) for children in inline]


@pytest.mark.parametrize("place", PLACES)
@given(text=texts)
@example("---")
@example("--- ---")
@example("~~x~~ ~x~")
@example("# x #")
@example("1. x")
@example("12) x")
@example("- x")
@example("+")
@example("==")
@example(":-")
@example("\\|")
@example("a\\")
@example("![a](b) <b> &amp; **x** _y_ `z`")
@example("a\u2028b\x0bc")
def test_markdown_shows_the_text(place: str, text: str) -> None:
    source, expected = PLACES[place], meant(text)
    if not expected:
        return
    tokens = PARSER.parse(source.replace("{}", no_markup(text)))
    plain = PARSER.parse(source.replace("{}", "X"))
    assert shape(tokens) == shape(plain)
    assert shown(tokens) == [one.replace("X", expected) for one in shown(plain)]


HOSTILE = (
    "---",
    "~~X~~",
    "# X",
    "1. X",
    "- X",
    "+ X",
    "A*B_C|D`E",
    "<B> &AMP; ![X](Y)",
    "X\\",
    "==",
)


@cache
def document(value: str, parties: int, title: str, ending: str, *, word: bool) -> bytes:
    """A document in which all that is configured or said is the value.

    With `word`, the centre's own template of it is a Word file.
    """
    fields = common(
        Centre(value, OfficeHours("07:00", "17:00")),
        Letterhead(value, value, value, (value,), value, value, value),
        Heading(value, None, value),
        symbol=value,
        title=title and value,
        subject=value,
        recipients=[value],
        basis=value,
        addressee=value,
        parties=[Party(value, value)] * parties,
    )
    with TemporaryDirectory() as folder:
        if word:
            template = Document()
            template.add_paragraph("{{ basis }} {{ recipients[0] }} {{ signer }}")
            template.save(f"{folder}/mau.docx")
        else:
            wording = "{{ basis }}\n| {{ place }} | A |\n| {{ place }} | |\n"
            Path(folder, "mau.body.txt").write_text(wording)
        return file_content(Templates(Path(folder)), "mau", fields, ending, date(2024, 2, 29))


@pytest.mark.parametrize("word", [False, True], ids=["wording", "word"])
@pytest.mark.parametrize("parties", [0, 2])
@pytest.mark.parametrize("title", ["", "BIÊN BẢN"])
@pytest.mark.parametrize("value", HOSTILE)
def test_every_value_of_a_document_is_escaped(
    value: str, title: str, parties: int, word: bool
) -> None:
    """The document is built as with a plain value, and says this one wherever it said that."""
    plain, tokens = (
        PARSER.parse(document(one, parties, title, ".md", word=word).decode())
        for one in ("XX", value)
    )
    assert shape(tokens) == shape(plain)
    # A bar would part the cells of a row in the body, where it is a stroke.
    said = [text.replace("|", "/") for text in shown(tokens)]
    assert said == [text.replace("XX", value.replace("|", "/")) for text in shown(plain)]


@pytest.mark.parametrize("line_break", BREAKS, ids=ascii)
@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("word", [False, True], ids=["wording", "word"])
def test_a_value_is_one_line(ending: str, line_break: str, word: bool) -> None:
    contents = [document(value, 2, "A", ending, word=word) for value in ("A B", f"A{line_break}B")]
    if ending == ".docx":
        words = [Document(BytesIO(content)).element.xml for content in contents]
        assert words[0] == words[1]
    else:
        assert contents[0] == contents[1]


@pytest.mark.parametrize("line_break", BREAKS, ids=ascii)
def test_a_name_is_one_line_of_the_calendar(line_break: str) -> None:
    days = Period(date(2024, 2, 1), date(2024, 2, 29))

    def component(name: str) -> Any:
        event = Event("1", "shifts", days, days, name, (f"A {name}", "C"), (f"{name}: 0",))
        moment = datetime(2024, 1, 1, tzinfo=UTC)
        content = Feed("A", (Edition(event, 0, moment),)).content()
        return Calendar.from_ical(content).walk("VEVENT")[0]

    broken, whole = component(f"A{line_break}B"), component("A B")
    assert broken.to_ical() == whole.to_ical()
    assert str(broken["DESCRIPTION"]).splitlines() == ["A A B", "C", "", "Liên hệ:", "A B: 0"]
