"""What is wrong in a configuration, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from luanphien.core.errors import LuanphienError
from luanphien.core.text import printable

Path = tuple[str | int, ...]
"""The way to a value from the root of a file: `("rotations", 0, "effective")`."""

Findings = Iterator[tuple[Path, str]]
"""What is wrong with values, by their paths; a document makes problems of them."""


class Problem(NamedTuple):
    """One finding: `file:line:column: path: text`. Line and column count from 1; 0 is nowhere."""

    file: str
    line: int
    column: int
    path: Path
    text: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return printable(": ".join(filter(None, (place, dotted(self.path), self.text))))


class ConfigError(LuanphienError):
    """The configuration is invalid; `problems` holds all that is wrong, in the files' order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem[:3]))
        super().__init__("\n".join(map(str, self.problems)))


def dotted(path: Path) -> str:
    """The path as it is written: `rotations[0].effective`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def repeats(values: Iterable[str | None]) -> Iterator[int]:
    """The positions of the values that stand further up already; None is no value."""
    seen: set[str] = set()
    for n, value in enumerate(values):
        if value in seen:
            yield n
        elif value:
            seen.add(value)


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown word: which ones are known, the nearest first."""
    words = list(dict.fromkeys(known))
    examples = get_close_matches(word, words, 1) or words[:3]
    listed = " hoặc ".join(f"«{example}»" for example in examples)
    return f"; ví dụ có {listed}" if listed else ""
