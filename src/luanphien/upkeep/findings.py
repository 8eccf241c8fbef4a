"""What was found of an installation, as `doctor` shows it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from luanphien.tables.listing import Listing

if TYPE_CHECKING:
    from rich.console import Console

_MARKS = {True: "✓", False: "✗", None: "–"}


class Finding(NamedTuple):
    """What was found of one thing: right, wrong, or None where nobody needs it.

    `check` is its name in JSON, `subject` that for people.
    """

    check: str
    subject: str
    right: bool | None
    text: str
    advice: str = ""

    @property
    def remedy(self) -> str | None:
        """What to do; None if nothing is wrong, or there is nothing to say."""
        return self.advice if self.right is False and self.advice else None


class Diagnosis(Listing, frozen=True):
    """All findings."""

    findings: Sequence[Finding]
    configured: bool
    """Whether the configuration is valid."""

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return all(finding.right is not False for finding in self.findings)

    def print(self, out: Console) -> None:
        """Print a line each, and under what is wrong what to do."""
        for finding in self.findings:
            style = "bold" if finding.right is False else ""
            _hang(out, _MARKS[finding.right], f"{finding.subject}: {finding.text}", style)
            if finding.remedy:
                _hang(out, "    →", finding.remedy)

    def data(self) -> dict[str, Any]:
        """What docs/json.md describes."""
        findings = [{**finding._asdict(), "advice": finding.remedy} for finding in self.findings]
        return {"sound": self.sound, "findings": findings}


def _hang(out: Console, mark: str, text: str, style: str = "") -> None:
    """Print the text after the mark, its further lines below its first letter."""
    from rich.text import Text

    indent = " " * (len(mark) + 1)
    for n, line in enumerate(Text(text).wrap(out, max(out.width - len(indent), 1))):
        line.rstrip()
        out.print((indent if n else f"{mark} ") + line.plain, style=style, soft_wrap=True)


def may_make(folder: Path) -> bool:
    """Whether this user may write in the folder, or make it where it is missing."""
    there = existing(folder)
    return there.is_dir() and os.access(there, os.W_OK)


def existing(folder: Path) -> Path:
    """The folder, or the nearest above it that this user can see."""
    places = (folder.absolute(), *folder.absolute().parents)
    return next(place for place in places if os.path.exists(place))  # noqa: PTH110 - never raises
