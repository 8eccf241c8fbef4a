"""The entries of the book as lines of the register, and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import to_builtins

from luanphien.clock import VIETNAM
from luanphien.core.entries import Entry, Incident, Withdrawal, standing
from luanphien.wording import dates
from luanphien.wording import entries as words


def row(entry: Entry, corrected: bool) -> list[str]:
    """The entry under the heads of the register; its number stands before what it says."""
    content, entered = entry.content, entry.entered_at.astimezone(VIETNAM)
    number = f"số {entry.number}" + (" (đã sửa)" if corrected else "")
    verb = "bỏ" if isinstance(content, Withdrawal) else "thay"
    instead = f"{verb} số {entry.corrects}" if entry.corrects else ""
    return [
        # Of what was entered on a later day the time is not known.
        f"{dates.full(entered)} {entered:%H:%M}"
        if entry.on == entered.date()
        else dates.full(entry.on),
        content.shift if isinstance(content, Incident) else "",
        words.kind(content),
        "",
        words.concerned(content),
        entry.by or "",
        "; ".join(filter(None, (number, instead, words.said(content)))),
    ]


def data(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """The entries with all that is recorded of them; `standing` says which still hold."""
    hold = {entry.number for entry in standing(entries)}
    return [
        {
            "number": entry.number,
            "on": entry.on,
            "entered_at": entry.entered_at,
            "by": entry.by,
            "corrects": entry.corrects,
            "standing": entry.number in hold,
            **to_builtins(entry.content),
        }
        for entry in entries
    ]
