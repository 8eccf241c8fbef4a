"""Which configuration was in force when, and whose change made it so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple


class Contents(NamedTuple):
    """The two files of a configuration, agencies.yaml and holidays_vn.yaml, byte for byte."""

    agencies: bytes
    holidays: bytes

    @property
    def digests(self) -> tuple[str, str]:
        """What each is known by; a hex SHA-256."""
        return digest(self.agencies), digest(self.holidays)


class Version(NamedTuple):
    """A configuration that came into force: `number` counts them from 1.

    `at` is the moment (aware) at which it was written, or met for the first time. `agencies` and
    `holidays` are the digests of its files. `by` and `command` say who changed it and how; both
    are None where somebody has edited the files by hand. `undoes` is the number of the version
    that was taken back.
    """

    number: int
    at: datetime
    agencies: str
    holidays: str
    by: str | None = None
    command: str | None = None
    undoes: int | None = None

    @property
    def digests(self) -> tuple[str, str]:
        """Those of its files."""
        return self.agencies, self.holidays


def digest(content: bytes) -> str:
    """The hex SHA-256 of the content."""
    from hashlib import sha256  # which costs every command more than all of this module

    return sha256(content).hexdigest()


def in_force(versions: Sequence[Version], day: date) -> Version | None:
    """The version at the end of the day; None before the first."""
    begun = [version for version in versions if version.at.date() <= day]
    return begun[-1] if begun else None


def last_change(versions: Sequence[Version]) -> tuple[Version, Version] | None:
    """The last change by a command that has not been taken back, after what was before it."""
    undone = {version.undoes for version in versions}
    for before, version in reversed(list(pairwise(versions))):
        if version.command and version.undoes is None and version.number not in undone:
            return before, version
    return None
