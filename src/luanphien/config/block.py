"""Changes of what stands in lines: lists of which each item has a dash, keys below one another."""

from __future__ import annotations

from typing import Any

import yaml

from luanphien.config.layout import Value, written_key
from luanphien.config.page import BREAK, Page, Splice


def item_below(page: Page, node: Any, value: Value) -> list[Splice]:
    """The item below the last one of the list."""
    column, last = node.start_mark.column, node.value[-1]
    lines = page.layout.item(value, column, last, _item_offset(page, node))
    if len(node.value) > 1 and _is_parted(page, node):
        lines = ["", *lines]
    indent = column if column > page.key_column(node) else column + 1
    return [page.below(page.after_comments(page.span(node)[1], indent), lines)]


def first_item(page: Page, parent: Any, node: Any, value: Value) -> list[Splice]:
    """The item below a key that has no value, whatever says so there."""
    start, end = page.span(node)
    column = parent.start_mark.column + page.layout.dash_offset
    below = page.below(node.end_mark.index, page.layout.item(value, column))
    if start == end:
        return [below]
    return [below, Splice(len(page.text[:start].rstrip(" \t")), end, "")]


def without_item(page: Page, key: Any, node: Any, number: int) -> list[Splice]:
    """All lines of the item gone, with one of the breaks around them.

    The key of a list in which nothing is left gets an empty one.
    """
    start = page.line_start(_dash(page, node, number))
    end = page.line_end(page.span(node.value[number])[1])
    if match := BREAK.match(page.text, end):
        end = match.end()
    else:
        breaks = [match.start() for match in BREAK.finditer(page.text, 0, start)]
        start = breaks[-1] if breaks else start
    lines = Splice(start, end, "")
    if len(node.value) > 1:
        return [lines]
    colon = page.text.index(":", key.end_mark.index) + 1
    return [lines, Splice(colon, colon, " []")]


def key_below(page: Page, parent: Any, key: str, value: Value) -> list[Splice]:
    """The key below the others; at the end of the file if it is a section of it."""
    written = written_key(key, parent, page.text)
    lines = page.layout.pair(written, value, parent.start_mark.column)
    if parent is not page.root:
        return [page.below(page.span(parent)[1], lines)]
    text = page.text.rstrip()
    if any(not line.strip() for line in BREAK.split(text)):  # as between other sections
        lines = ["", *lines]
    return [page.below(len(text), lines)]


def _item_offset(page: Page, node: yaml.SequenceNode) -> int:
    """How many columns lie between the last dash and what it is of."""
    item = node.value[-1]
    dash = _dash(page, node, len(node.value) - 1)
    same_line = page.line_start(dash) == page.line_start(item.start_mark.index)
    offset = item.start_mark.column - node.start_mark.column
    return offset if same_line and offset > 1 else page.layout.item_offset


def _is_parted(page: Page, node: yaml.SequenceNode) -> bool:
    """Whether a blank line stands before the last item."""
    between = page.text[page.span(node.value[-2])[1] : _dash(page, node, len(node.value) - 1)]
    return any(not line.strip() for line in BREAK.split(between)[1:-1])


def _dash(page: Page, node: yaml.SequenceNode, number: int) -> int:
    """Where the dash of that item is: on its line, or further up.

    ValueError if none is in the column of the list, as below an anchor or a tag.
    """
    column = node.start_mark.column
    index = page.line_start(node.value[number].start_mark.index)
    while page.text[index : index + column + 1].lstrip(" ") != "-":
        if index == 0:
            raise ValueError("no dash")
        index = page.line_start(index - 1)
    return index + column
