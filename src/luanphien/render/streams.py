"""Standard output as it really is: a terminal, a pipe, or a code page without Vietnamese."""

from __future__ import annotations

import codecs
import os
import re
import sys
from contextlib import suppress
from functools import partial
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

PIPE_WIDTH = 120
"""Columns of a table that goes to a pipe or file: one line a shift, for grep to find."""

TERMINAL_WIDTH = 80
"""Columns of a terminal that does not tell."""

UNWRAPPED = 2000
"""Columns of running text that goes there: no line is broken."""

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
}


def console(pipe_width: int = PIPE_WIDTH) -> Console:
    """Where tables and text are printed; COLUMNS and NO_COLOR are honoured."""
    from rich.console import Console

    width = _columns() or _terminal_columns() or pipe_width
    # Rich reads COLUMNS and LINES for a size that is not given, and stops at «²».
    return Console(width=width, height=25, markup=False, emoji=False, highlight=False)


def _columns() -> int | None:
    """COLUMNS; None where that is no number of columns that a terminal may have."""
    number = re.fullmatch(r"0*([1-9][0-9]{0,3})", os.environ.get("COLUMNS", ""))
    return int(number[1]) if number else None


def _terminal_columns() -> int | None:
    """How wide the terminal is; None if it does not tell, or there is none."""
    if not sys.stdout.isatty():
        return None
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or TERMINAL_WIDTH
    except OSError:
        return TERMINAL_WIDTH


def write_data(text: str) -> None:
    """Write data for a program: UTF-8 whatever the terminal's code page, line ends as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


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
