"""What was changed in the configuration, when and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from luanphien.clock import VIETNAM
from luanphien.config.hunks import Hunk, hunks
from luanphien.config.load import AGENCIES, HOLIDAYS
from luanphien.core.text import printable
from luanphien.core.versions import Contents, Version
from luanphien.tables.listing import Listing
from luanphien.wording import dates

if TYPE_CHECKING:
    from rich.console import Console


class Entry(NamedTuple):
    """A version, and what it changed of the one before: the file and the lines."""

    version: Version
    changed: Sequence[tuple[str, Hunk]]


def entries(versions: Sequence[tuple[Version, Contents]]) -> list[Entry]:
    """Each version held against the one before it."""
    first = [Entry(version, ()) for version, _ in versions[:1]]
    return first + [
        Entry(version, list(_changed(before, after)))
        for (_, before), (version, after) in pairwise(versions)
    ]


def _changed(before: Contents, after: Contents) -> Iterator[tuple[str, Hunk]]:
    for file, old, new in zip((AGENCIES, HOLIDAYS), before, after, strict=True):
        if old != new:
            yield from ((file, hunk) for hunk in hunks(old.decode(), new.decode()))


def lines(file: str, hunk: Hunk) -> Iterator[str]:
    """The lines that go and come, as `diff` prints them."""
    yield f"{file}, dòng {hunk.start + 1}:"
    yield from (f"- {printable(line.rstrip())}" for line in hunk.before)
    yield from (f"+ {printable(line.rstrip())}" for line in hunk.after)


class History(Listing, frozen=True):
    """The versions, the oldest first."""

    entries: Sequence[Entry]

    headers = ("Lần", "Lúc", "Ai", "Việc", "Bỏ lần", "Dòng đổi")

    def print(self, out: Console) -> None:
        """Print each version, and below it the lines that it changed."""
        if not self.entries:
            out.print("Sổ chưa ghi cấu hình nào.")
        for entry in self.entries:
            out.print(" · ".join(filter(None, self._head(entry))), style="bold")
            for changed in entry.changed:
                for line in lines(*changed):
                    out.print(f"  {line}")

    def _head(self, entry: Entry) -> list[str]:
        version = entry.version
        undoes = f"bỏ lần {version.undoes}" if version.undoes else ""
        return [str(version.number), _at(version), version.by or "", _what(entry), undoes]

    def rows(self) -> Iterator[list[str]]:
        """A line a version."""
        for entry in self.entries:
            version = entry.version
            changed = "\n".join(line for part in entry.changed for line in lines(*part))
            undoes = str(version.undoes or "")
            by = version.by or ""
            yield [str(version.number), _at(version), by, _what(entry), undoes, changed]

    def data(self) -> dict[str, Any]:
        """The versions; `command` is null where somebody edited the files by hand."""
        return {
            "versions": [
                {
                    "number": entry.version.number,
                    "at": entry.version.at.astimezone(VIETNAM),
                    "by": entry.version.by,
                    "command": entry.version.command,
                    "undoes": entry.version.undoes,
                    "changes": [
                        {
                            "file": file,
                            "line": hunk.start + 1,
                            "before": [line.rstrip("\r\n") for line in hunk.before],
                            "after": [line.rstrip("\r\n") for line in hunk.after],
                        }
                        for file, hunk in entry.changed
                    ],
                }
                for entry in self.entries
            ]
        }


def _at(version: Version) -> str:
    at = version.at.astimezone(VIETNAM)
    return f"{dates.full(at)} {at:%H:%M}"


def _what(entry: Entry) -> str:
    """The command; where there is none, that the files were edited, or met for the first time."""
    by_hand = "sửa tay" if entry.version.number > 1 else "cấu hình đầu tiên"
    return entry.version.command or by_hand
