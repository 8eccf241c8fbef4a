"""The careful edit of YAML: what it writes, and that nothing else moves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from difflib import SequenceMatcher
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from luanphien.config import edit
from luanphien.config.layout import Value, plain
from tests.helpers.command_line import CONFIG


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "centre: x\n",
            "centre: x\nabsences:\n  - person: b\n    days: 2024-01-03\n",
            id="no section",
        ),
        pytest.param(
            "centre: x\n\nagencies: y\n",
            "centre: x\n\nagencies: y\n\nabsences:\n  - person: b\n    days: 2024-01-03\n",
            id="sections parted by blank lines",
        ),
        pytest.param(
            "centre: x # end",
            "centre: x # end\nabsences:\n  - person: b\n    days: 2024-01-03",
            id="no final newline",
        ),
        pytest.param(
            "absences:   # none\nx: y\n",
            "absences:   # none\n  - person: b\n    days: 2024-01-03\nx: y\n",
            id="null",
        ),
        pytest.param(
            "absences: null # none\nx: y\n",
            "absences: # none\n  - person: b\n    days: 2024-01-03\nx: y\n",
            id="a written null",
        ),
        pytest.param(
            "absences: [] # none\nx: y\n",
            "absences: # none\n  - person: b\n    days: 2024-01-03\nx: y\n",
            id="an empty list",
        ),
        pytest.param(
            "absences: [\n  # none\n]\n",
            "absences: [\n  # none\n{person: b, days: 2024-01-03}]\n",
            id="an empty list with a comment in it",
        ),
        pytest.param(
            "absences:\n- person: a\n  days: 2024-01-02 # why\n# next\nx: y\n",
            "absences:\n- person: a\n  days: 2024-01-02 # why\n- person: b\n  days: 2024-01-03\n"
            "# next\nx: y\n",
            id="a list that is not indented",
        ),
        pytest.param(
            "absences:\n    -   person: a\n        days: 2024-01-02\n    # of the list\n\n# next\n",
            "absences:\n    -   person: a\n        days: 2024-01-02\n    # of the list\n"
            "    -   person: b\n        days: 2024-01-03\n\n# next\n",
            id="wide, and a comment of the list",
        ),
        pytest.param(
            "absences:\r\n- \"person\": \"a\"\r\n  'days': '2024-01-02'\r\n",
            "absences:\r\n- \"person\": \"a\"\r\n  'days': '2024-01-02'\r\n"
            "- \"person\": \"b\"\r\n  'days': '2024-01-03'\r\n",
            id="quotes and CRLF",
        ),
        pytest.param(
            "absences:\n  - {person: a, days: 2024-01-02} # c\n",
            "absences:\n  - {person: a, days: 2024-01-02} # c\n  - {person: b, days: 2024-01-03}\n",
            id="flow in block",
        ),
        pytest.param(
            "absences: [{person: a, days: 2024-01-02}] # c\n",
            "absences: [{person: a, days: 2024-01-02}, {person: b, days: 2024-01-03}] # c\n",
            id="flow",
        ),
        pytest.param(
            "absences: [\n  {person: a, days: 2024-01-02}  # c\n]\n",
            "absences: [\n  {person: a, days: 2024-01-02},  # c\n"
            "  {person: b, days: 2024-01-03}\n]\n",
            id="flow on lines",
        ),
        pytest.param(
            "absences: [\n\t{person: a, days: 2024-01-02}, # c\n]\n",
            "absences: [\n\t{person: a, days: 2024-01-02}, # c\n"
            "\t{person: b, days: 2024-01-03},\n]\n",
            id="flow on lines, tabs and a last comma",
        ),
        pytest.param(
            "absences: [\n  {person: a, days: 2024-01-02}]\n",
            "absences: [\n  {person: a, days: 2024-01-02},\n  {person: b, days: 2024-01-03}]\n",
            id="flow on lines, closed at once",
        ),
        pytest.param(
            '{"x": "y", "absences": []}',
            '{"x": "y", "absences": [{person: b, days: 2024-01-03}]}',
            id="all flow",
        ),
        pytest.param(
            '{"x": "y"}',
            '{"x": "y", "absences": [{person: b, days: 2024-01-03}]}',
            id="all flow, no section",
        ),
        pytest.param(
            "\ufeffabsences:\n  - person: a\n    days: 2024-01-02\n\n"
            "  - person: c\n    days: 2024-01-02\n",
            "\ufeffabsences:\n  - person: a\n    days: 2024-01-02\n\n"
            "  - person: c\n    days: 2024-01-02\n\n  - person: b\n    days: 2024-01-03\n",
            id="a byte order mark, entries parted by blank lines",
        ),
        pytest.param(
            "absences:\n-\n  person: a\n  days: 2024-01-02\nx:\n",
            "absences:\n-\n  person: a\n  days: 2024-01-02\n- person: b\n  days: 2024-01-03\nx:\n",
            id="a dash on its own line",
        ),
    ],
)
def test_an_entry_looks_like_its_neighbours(before: str, after: str) -> None:
    assert edit.add(before, ("absences",), {"person": "b", "days": "2024-01-03"}) == after


def test_a_list_in_an_entry_is_as_in_its_neighbours() -> None:
    before = "rosters:\n- effective: 2024-01-01\n  staff:\n  - agency: a\n    official: [b]\n"
    roster: Value = {"effective": "2025-01-01", "staff": [{"agency": "c", "official": ["d", "e"]}]}
    after = "- effective: 2025-01-01\n  staff:\n  - agency: c\n    official: [d, e]\n"
    assert edit.add(before, ("rosters",), roster) == before + after


def test_a_list_in_lines_is_as_in_its_neighbours() -> None:
    before = "rosters:\n  - staff:\n      - official:\n          - b\n"
    after = "  - staff:\n      - official:\n          - d\n          - e\n"
    assert edit.add(before, ("rosters",), {"staff": [{"official": ["d", "e"]}]}) == before + after


@pytest.mark.parametrize(
    "text",
    [
        "Ban: một",
        "a # b",
        "- a",
        "null",
        "~",
        "0912345678",
        "1:30",
        "yes",
        "«a»",
        '"',
        "'",
        "[a",
        "a, b",
        "%a",
        "@a",
        "*a",
        "&a",
        "!a",
        "? a",
        "a\\b",
        "#",
        "{}",
        "---",
        "2024-01-01",
        "é",
        "e\u0301",
        ":",
        "a:",
    ],
)
def test_a_text_is_read_as_it_was_given(text: str) -> None:
    for before in ("a: b\n", "{a: b}", 'a: "b"\n', "a: 'b'\n", "a:\n"):
        after = edit.put(before, ("a",), text)
        assert yaml.compose(after).value[0][1].value == text  # type: ignore[union-attr]
        assert "b" not in edit.data_of(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("people:\n  - id: a # c\nx: y\n", "people:\n  - id: a # c\n    phone: 1 2\nx: y\n"),
        ("people:\n  - id: a\n    phone: # c\n", "people:\n  - id: a\n    phone: 1 2 # c\n"),
        ("people: [{id: a}]", "people: [{id: a, phone: 1 2}]"),
        ("people: [{id: a, phone: }]", "people: [{id: a, phone: 1 2 }]"),
        ('people:\n- phone: "3" # c\n', 'people:\n- phone: "1 2" # c\n'),
        ("people:\n- phone: >-\n    3\n    4\n\n# c\n", "people:\n- phone: 1 2\n\n# c\n"),
    ],
)
def test_a_key_is_put_in_its_place(before: str, after: str) -> None:
    assert edit.put(before, ("people", 0, "phone"), "1 2") == after


@pytest.mark.parametrize(
    ("before", "number", "after"),
    [
        ("a:\n  # c\n  - x: 1\n    y: 2 # d\n  - x: 3\n", 0, "a:\n  # c\n  - x: 3\n"),
        ("a:\n- x: 1\n- x: 3", 1, "a:\n- x: 1"),
        ("a: # c\n- x: 1\nb:\n", 0, "a: [] # c\nb:\n"),
        ('"a":\n-\n  x: 1', 0, '"a": []'),
        ("a: [{x: 1}, {x: 2}] # c\n", 0, "a: [{x: 2}] # c\n"),
        ("a: [{x: 1}, {x: 2}] # c\n", 1, "a: [{x: 1}] # c\n"),
        ("a: [{x: 1}]\n", 0, "a: []\n"),
        ("a: [\n  {x: 1}, # c\n  {x: 2},\n]\n", 1, "a: [\n  {x: 1}, # c\n]\n"),
        ("a: [\n  {x: 1}, # c\n  {x: 2}\n]\n", 1, "a: [\n  {x: 1} # c\n]\n"),
        ("a: [\n  {x: 1},\n  {x: 2}\n]\n", 0, "a: [\n  {x: 2}\n]\n"),
    ],
)
def test_an_entry_is_taken_out(before: str, number: int, after: str) -> None:
    assert edit.remove(before, ("a", number)) == after


def test_what_can_not_be_done_is_refused() -> None:
    # After what keeps its last line ends (|+) nothing can be put without changing it.
    with pytest.raises(edit.EditError, match="không tự sửa được"):
        edit.add(
            "a: b\nabsences:\n  - reason: |+\n      c\n\n\n\nx: y\n", ("absences",), {"a": "b"}
        )


@pytest.mark.parametrize("mark", ["&vang", "!!seq", "&vang !!seq"])
@pytest.mark.parametrize("end", ["", "\n", "\n\nx: một dòng dài hơn chỗ của dấu neo", "\nx: y\n"])
def test_a_list_below_an_anchor_or_a_tag_is_left_alone(mark: str, end: str) -> None:
    text = f"absences: {mark}\n  - person: a\n    days: 2024-01-02{end}"
    with pytest.raises(edit.EditError, match="absences: không tự sửa được cách viết này"):
        edit.add(text, ("absences",), {"person": "b", "days": "2024-01-03"})
    with pytest.raises(edit.EditError, match=r"absences\[0\]: không tự sửa được cách viết này"):
        edit.remove(text, ("absences", 0))


class Page(NamedTuple):
    """A file in some layout."""

    text: str
    data: dict[str, Any]


WORDS = st.text("abcxyzàếữ :#,-'\"[]{}0123456789", min_size=1, max_size=12).map(str.strip)
TEXTS = WORDS.filter(bool)
ENTRIES = st.fixed_dictionaries({"person": TEXTS, "days": TEXTS}, optional={"reason": TEXTS})


class Writer:
    """Writes lists of entries as somebody might: the draws say how."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.flow = draw(st.sampled_from(["no", "entries", "lists", "lines"]))
        self.quote = draw(st.sampled_from(["", '"', "'"]))
        self.indent = draw(st.sampled_from([0, 2, 4]))
        self.offset = draw(st.sampled_from([2, 3, 4]))

    def scalar(self, text: str) -> str:
        style = self.draw(st.sampled_from(['"', "'"]))
        return yaml.dump(text, default_style=style, allow_unicode=True, width=9999).strip()

    def comment(self) -> str:
        return self.draw(st.sampled_from(["", "", " # vì sao", "   # - a: [b"]))

    def flow_entry(self, entry: dict[str, str]) -> str:
        keys = (f"{self.quote}{k}{self.quote}: {self.scalar(v)}" for k, v in entry.items())
        return "{" + ", ".join(keys) + "}"

    def section(self, key: str, entries: list[dict[str, str]]) -> Iterator[str]:
        name = f"{self.quote}{key}{self.quote}:"
        if not entries:
            empty = self.draw(st.sampled_from(["", " []", " [ ]", " null", " ~"]))
            yield name + empty + self.comment()
        elif self.flow == "lists":
            yield f"{name} [{', '.join(map(self.flow_entry, entries))}]{self.comment()}"
        elif self.flow == "lines":
            yield f"{name} [{self.comment()}"
            for number, entry in enumerate(entries, 1):
                comma = "," if number < len(entries) or self.draw(st.booleans()) else ""
                yield f"   {self.flow_entry(entry)}{comma}{self.comment()}"
            yield f"  ]{self.comment()}"
        else:
            yield name + self.comment()
            for entry in entries:
                yield from self.lines(entry)

    def lines(self, entry: dict[str, str]) -> Iterator[str]:
        before = self.draw(st.sampled_from(["", "", "comment", "blank"]))
        if before:
            yield " " * self.indent + "# trước" if before == "comment" else ""
        lead = " " * self.indent + "-"
        if self.flow == "entries":
            yield f"{lead} {self.flow_entry(entry)}{self.comment()}"
            return
        if self.draw(st.booleans()):
            yield lead + self.comment()
            lead = " " * self.indent + " "
        for key, value in entry.items():
            space = " " * (self.offset - 1)
            yield (
                f"{lead}{space}{self.quote}{key}{self.quote}: {self.scalar(value)}{self.comment()}"
            )
            lead = " " * self.indent + " "


@st.composite
def pages(draw: st.DrawFn) -> Page:
    data = {
        key: draw(st.lists(ENTRIES, max_size=3))
        for key in draw(st.permutations(["absences", "swaps", "people"]))[: draw(st.integers(1, 3))]
    }
    writer = Writer(draw)
    lines = ["# đầu tệp", "centre: x"]
    for key, entries in data.items():
        lines += draw(st.sampled_from([[], [""], ["# mục"], ["", "# mục"]]))
        lines += writer.section(key, entries)
    line_end = draw(st.sampled_from(["\n", "\r\n"]))
    text = line_end.join(lines) + draw(st.sampled_from(["", line_end, line_end * 3]))
    mark = draw(st.sampled_from(["", "\ufeff"]))
    return Page(mark + text, {"centre": "x", **data})


def read(text: str) -> dict[str, Any]:
    """What the text says; a list that is not there and an empty one are the same."""
    data: dict[str, Any] = edit.data_of(text.removeprefix("\ufeff"))
    return {key: value or [] for key, value in data.items()}


def lines_of(text: str) -> list[str]:
    return re.split("(?<=\n)", text)


def is_an_insertion(before: str, after: str) -> bool:
    """Whether all characters of the one are in the other, in their order."""
    letters = iter(after)
    return all(letter in letters for letter in before)


def outside(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that are not the same, without those that are alike."""
    blocks = SequenceMatcher(None, lines_of(before), lines_of(after), autojunk=False)
    old: list[str] = []
    new: list[str] = []
    for tag, i, j, k, m in blocks.get_opcodes():
        if tag != "equal":
            old += lines_of(before)[i:j]
            new += lines_of(after)[k:m]
    return old, new


@settings(max_examples=400, deadline=None)
@given(pages(), st.sampled_from(["absences", "swaps", "people"]), ENTRIES)
def test_an_addition_keeps_every_other_letter(
    page: Page, key: str, entry: dict[str, Value]
) -> None:
    after = edit.add(page.text, (key,), entry)
    expected = deepcopy(page.data)
    expected[key] = [*expected.get(key, []), plain(entry)]
    assert read(after) == expected
    blank = not page.data.get(key)
    old, _ = outside(page.text, after)
    assert (
        len([line for line in old if line.strip()]) <= 1
    )  # a comma, or the line that gets a break
    assert blank or is_an_insertion(page.text, after)
    assert (after[-1] == "\n") == (page.text[-1] == "\n")
    assert after.count("\n") - after.count("\r\n") in (0, after.count("\n"))


@settings(max_examples=400, deadline=None)
@given(pages(), st.data())
def test_a_removal_takes_only_its_own_lines(page: Page, draw: st.DataObject) -> None:
    paths: list[tuple[str, int]] = [
        (key, number)
        for key, entries in page.data.items()
        if isinstance(entries, list)
        for number in range(len(entries))
    ]
    if not paths:
        return
    key, number = draw.draw(st.sampled_from(paths))
    after = edit.remove(page.text, (key, number))
    expected = deepcopy(page.data)
    del expected[key][number]
    assert read(after) == expected
    for comment in re.findall(r"^ *# [^\r\n]*", page.text, re.MULTILINE):
        assert comment in after


@settings(max_examples=200, deadline=None)
@given(pages(), st.data(), TEXTS)
def test_a_key_keeps_every_other_line(page: Page, draw: st.DataObject, text: str) -> None:
    paths: list[tuple[str, int]] = [
        (key, number)
        for key, entries in page.data.items()
        if isinstance(entries, list)
        for number in range(len(entries))
    ]
    if not paths:
        return
    key, number = draw.draw(st.sampled_from(paths))
    field = draw.draw(st.sampled_from(["person", "reason"]))
    after = edit.put(page.text, (key, number, field), text)
    expected = deepcopy(page.data)
    expected[key][number][field] = text
    assert read(after) == expected
    old, _ = outside(page.text, after)
    assert len([line for line in old if line.strip()]) <= 1


@pytest.mark.parametrize("file", ["agencies.yaml", "holidays_vn.yaml", "example/agencies.yaml"])
def test_the_files_that_ship_can_be_changed_everywhere(file: str) -> None:
    text = (CONFIG / file).read_text("utf-8")
    for key, value in edit.data_of(text).items():
        if isinstance(value, list) and isinstance(value[0], dict):
            after = edit.add(text, (key,), value[-1])
            assert edit.remove(after, (key, len(value))) == text
            for number in range(len(value)):
                edit.remove(text, (key, number))
