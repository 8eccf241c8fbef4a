"""Words as they begin a line."""

from __future__ import annotations


def capital(text: str) -> str:
    """The text with a capital first letter and the rest as it is."""
    return text[0].upper() + text[1:]
