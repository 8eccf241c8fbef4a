"""What differs between two texts, line by line, and taking such a change back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

CONTEXT = 3
"""How many lines around a change must still stand for it to be taken back."""


class Hunk(NamedTuple):
    """Lines that a change has replaced: from line `start` of the new text, counted from 0.

    The lines have their ends.
    """

    start: int
    before: Sequence[str]
    after: Sequence[str]


def hunks(before: str, after: str) -> list[Hunk]:
    """The runs of lines that differ, in their order."""
    old, new = _lines(before), _lines(after)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    moved = []
    for tag, i, j, k, m in blocks:
        # Of an entry that ends as the one above it does, not the end of that one but its own.
        later = _repeated(new, k, m) if tag == "insert" else 0
        later = _repeated(old, i, j) if tag == "delete" else later
        if tag != "equal":
            hunk = old[i + later : j + later], new[k + later : m + later]
            moved.append(Hunk(k + later, *hunk))
    return moved


def _repeated(lines: Sequence[str], first: int, end: int) -> int:
    """How many of the lines come again, in the same order, below them."""
    count = 0
    while end + count < len(lines) and lines[first + count] == lines[end + count]:
        count += 1
    return count


def undone(before: str, after: str, now: str) -> str | None:
    """The text `now` with the change from `before` to `after` taken back.

    None if the lines that it wrote, with those around them, no longer stand there just once.
    """
    if now == after:
        return before
    lines, written = _lines(now), _lines(after)
    for start, old, new in reversed(hunks(before, after)):
        lead = written[max(0, start - CONTEXT) : start]
        wanted = [*lead, *new, *written[start + len(new) :][:CONTEXT]]
        places = [n for n in range(len(lines)) if lines[n : n + len(wanted)] == wanted]
        if len(places) != 1:
            return None
        first = places[0] + len(lead)
        lines[first : first + len(new)] = old
        written[start : start + len(new)] = old
    return "".join(lines)


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)
