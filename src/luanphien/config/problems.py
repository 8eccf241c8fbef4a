"""What is wrong in a configuration, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import islice
from typing import NamedTuple

from luanphien.core.errors import LuanphienError
from luanphien.core.text import printable

Path = tuple[str | int, ...]
"""The way to a value from the root of a file: `("rotations", 0, "effective")`."""

Finding = tuple[Path, str]
"""What is wrong with the value at a path; a document makes a problem of it."""

Findings = Iterator[Finding]


class Problem(NamedTuple):
    """One finding: `file:line:column: path (name): text`.

    Line and column count from 1; 0 is nowhere. `name` is that of the person, the agency or whatever
    else in a list the finding is about, None if it has none.
    """

    file: str
    line: int
    column: int
    path: Path
    text: str
    name: str | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        name = f" ({self.name})" if self.name else ""
        return printable(": ".join(filter(None, (place, dotted(self.path) + name, self.text))))


class ConfigError(LuanphienError):
    """The configuration is invalid; `problems` holds all that is wrong, in the files' order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem[:3]))
        super().__init__("\n".join(map(str, self.problems)))


def dotted(path: Path) -> str:
    """The path as it is written: `rotations[0].effective`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def repeats(values: Iterable[str | int]) -> Iterator[int]:
    """The positions of the values that stand further up already."""
    seen: set[str | int] = set()
    for n, value in enumerate(values):
        if value in seen:
            yield n
        seen.add(value)


COMPARISONS = 10_000
"""How many pairs of words are compared for one list of them, at 20 µs a pair.

Where a thousand words are unknown a list is missing, and what each resembles helps nobody.
"""


class Vocabulary:
    """The words that may stand in a place, and what to say of one that is not among them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = dict.fromkeys(words)
        self._comparisons = COMPARISONS

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def nearest(self, word: str) -> str | None:
        """The word that is most like this one; None if none is, or too many were asked for."""
        if len(self._words) > self._comparisons:
            return None
        self._comparisons -= len(self._words)
        return next(iter(get_close_matches(word, self._words, 1)), None)

    def examples(self, word: str) -> str:
        """The end of a message about an unknown word: the nearest that is known, else the first."""
        nearest = self.nearest(word)
        words = [nearest] if nearest else islice(self._words, 3)
        listed = " hoặc ".join(f"«{example}»" for example in words)
        return f"; ví dụ có {listed}" if listed else ""
