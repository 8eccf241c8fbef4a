"""Taking a change of a text back, though other lines may have changed since."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

CONTEXT = 3
"""How many lines around a change must still stand for it to be taken back."""


class Hunk(NamedTuple):
    """The lines that a change has replaced: those before and after it from line `start`, from 0."""

    start: int
    before: Sequence[str]
    after: Sequence[str]


def hunk(before: str, after: str) -> Hunk:
    """What differs between the texts, as one run of lines with their ends."""
    old, new = _lines(before), _lines(after)
    start = _common(old, new)
    end = min(_common(old[::-1], new[::-1]), len(old) - start, len(new) - start)
    return Hunk(start, old[start : len(old) - end], new[start : len(new) - end])


def undone(before: str, after: str, now: str) -> str | None:
    """The text `now` with the change from `before` to `after` taken back.

    None if the lines that it wrote, with those around them, no longer stand there just once.
    """
    if now == after:
        return before
    start, old, new = hunk(before, after)
    lines, written = _lines(now), _lines(after)
    lead = written[max(0, start - CONTEXT) : start]
    tail = written[start + len(new) :][:CONTEXT]
    wanted = [*lead, *new, *tail]
    places = [n for n in range(len(lines)) if lines[n : n + len(wanted)] == wanted]
    if len(places) != 1:
        return None
    first = places[0] + len(lead)
    return "".join([*lines[:first], *old, *lines[first + len(new) :]])


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines at their beginning are the same."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (left, right) in pairs if left != right), min(len(one), len(other)))
