"""Text from elsewhere, made fit to be shown."""

from __future__ import annotations

import re
from unicodedata import category, combining, normalize

_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""Control and formatting characters, lone surrogates, ends of lines and paragraphs (UAX #44)."""


def printable(text: str) -> str:
    r"""The text on one line, with nothing that a terminal would obey, or a reader not see.

    Such characters (escape sequences, line ends, what turns the direction of writing) are shown as
    Python writes them: `\x1b`. What is printable already stays as it is.
    """
    if text.isprintable():
        return text
    return "".join(
        ascii(character)[1:-1] if category(character) in _UNSEEN else character
        for character in text
    )


def same_name(name: str, other: str) -> bool:
    """Whether both are one name, in any case and however its words are spaced."""
    first, second = (" ".join(words.split()).casefold() for words in (name, other))
    return first == second


def unmarked(text: str) -> list[str]:
    """The words in small letters without marks: `Phạm Thị Đ` is pham, thi, d."""
    decomposed = normalize("NFD", text.lower().replace("đ", "d"))
    letters = (letter for letter in decomposed if not combining(letter))
    return re.findall("[a-z0-9]+", "".join(letters))
