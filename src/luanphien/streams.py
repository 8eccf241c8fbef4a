"""The standard streams as they really are: a closed pipe, or a code page without Vietnamese."""

from __future__ import annotations

import codecs
from contextlib import suppress
from functools import partial
from io import TextIOWrapper
from typing import TextIO

_PLAIN = {
    "đ": "d",
    "Đ": "D",
    "–": "-",
    "—": "-",
    "…": "...",
    "«": '"',
    "»": '"',
    "▶": ">",
    "◀": "<",
    "→": ">",
    "☎": "",
    "█": "#",
    "░": ".",
    "±": "+/-",
    "✓": "v",
    "✗": "x",
}


class Unheard(TextIOWrapper):
    """Standard error that may have nobody behind it: a closed pipe, a full disk.

    What can't be said there is lost; the work and its exit status stay what they are.
    """

    @classmethod
    def instead_of(cls, stream: TextIOWrapper) -> Unheard:
        """The stream's bytes go on as before; the stream itself is of no more use."""
        encoding, errors, through = stream.encoding, stream.errors, stream.write_through
        return cls(stream.detach(), encoding, errors, line_buffering=True, write_through=through)

    def write(self, text: str) -> int:
        """Write as far as that is possible."""
        with suppress(OSError):
            super().write(text)
        return len(text)

    def flush(self) -> None:
        """Flush if that is possible."""
        with suppress(OSError):
            super().flush()


def never_fail_to_encode(*streams: TextIO) -> None:
    """Let a stream that can't take a letter print the nearest one that it can."""
    for stream in streams:
        name = f"nearest-{stream.encoding}"
        if stream.encoding.lower().replace("-", "") == "utf8":
            name = "backslashreplace"  # a file name that is not UTF-8
        else:
            codecs.register_error(name, partial(_nearest, stream.encoding))
        stream.reconfigure(errors=name)  # type: ignore[attr-defined]


def _nearest(encoding: str, error: UnicodeError) -> tuple[str, int]:
    """A codec error handler: `ệ` as `ê` + tone, as `e`, or as `?`, whichever can be encoded.

    The error itself names every code page "charmap".
    """
    assert isinstance(error, UnicodeEncodeError)
    letters = error.object[error.start : error.end]
    return "".join(_replace(letter, encoding) for letter in letters), error.end


def _replace(letter: str, encoding: str) -> str:
    from unicodedata import combining, normalize

    decomposed = normalize("NFD", letter)
    base, tone = normalize("NFC", decomposed[:-1]), decomposed[-1]
    plain = "".join(part for part in decomposed if not combining(part))
    for candidate in (base + tone, _PLAIN.get(letter, plain)):
        try:
            candidate.encode(encoding)
        except UnicodeEncodeError:
            continue
        return candidate
    return "?"
