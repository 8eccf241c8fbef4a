"""Words as they stand in a line."""

from __future__ import annotations


def capital(text: str) -> str:
    """The text with a capital first letter and the rest as it is."""
    return text[0].upper() + text[1:]


def grouped(number: int) -> str:
    """`1.250`, as Vietnamese offices write it."""
    return f"{number:,}".replace(",", ".")


def one_line(text: str) -> str:
    """The text on one line, whichever character breaks it: Unicode has ten (U+2028 among them)."""
    return " ".join(text.splitlines())
