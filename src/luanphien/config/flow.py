"""Changes of what stands between brackets: `[a, b]`, `{a: b}`, on one line or on several."""

from __future__ import annotations

from typing import Any

from luanphien.config.page import BREAK, Page, Splice, ends


def is_blank(page: Page, node: Any) -> bool:
    """Whether nothing stands between the brackets, not even a comment or a line."""
    start, end = page.span(node)
    return not node.value and not page.text[start + 1 : end - 1].strip(" \t")


def into(page: Page, node: Any, item: str) -> list[Splice]:
    """The item before the closing bracket, on a line of its own if the last one is."""
    close = page.span(node)[1] - 1
    if not node.value:
        return [Splice(close, close, item)]
    first, last = ends(node.value[-1])
    start, end = first.start_mark.index, page.span(last)[1]
    comma = page.comma(end)
    lead = page.text[page.line_start(start) : start]
    if lead.strip():
        return [Splice(comma or end, comma or end, f" {item}" if comma else f", {item}")]
    at = min(page.line_end(comma or end), close)
    below = Splice(at, at, f"{page.layout.line_end}{lead}{item}{',' if comma else ''}")
    return [below] if comma else [below, Splice(end, end, ",")]


def without_item(page: Page, node: Any, number: int) -> list[Splice]:
    """The item gone, with the comma after it, or before it if it is the last."""
    start, end = page.span(node.value[number])
    if comma := page.comma(end):
        end = comma
        while page.text[end : end + 1] in (" ", "\t"):
            end += 1
    elif number:
        before = page.comma(page.span(node.value[number - 1])[1])
        assert before, "a comma parts two items"
        if not page.text[before:start].strip():
            return [Splice(before - 1, end, "")]
        return [Splice(before - 1, before, ""), _whole_line(page, start, end)]
    return [_whole_line(page, start, end)]


def _whole_line(page: Page, start: int, end: int) -> Splice:
    """What stands there, and the line with it if nothing else is on it."""
    line_start, line_end = page.line_start(start), page.line_end(end)
    match = BREAK.match(page.text, line_end)
    if match and not (page.text[line_start:start] + page.text[end:line_end]).strip():
        return Splice(line_start, match.end(), "")
    return Splice(start, end, "")
