"""A change of a configuration before it is written: what the files would say, and whether they may.

Nothing is written but by `writing`, and then one file, whole or not at all.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from luanphien.config import edit
from luanphien.config.layout import Value
from luanphien.config.load import Configuration, load
from luanphien.config.problems import Path
from luanphien.core.decisions import (
    Absence,
    Assignment,
    DaysOff,
    Override,
    Person,
    Roster,
    Rotation,
    Substitution,
    Swap,
)
from luanphien.core.errors import OperationError
from luanphien.core.versions import Contents
from luanphien.files import replace_file
from luanphien.locks import only_writer

SECTIONS: Mapping[type[Struct], str] = {
    Absence: "absences",
    Assignment: "assignments",
    DaysOff: "days",
    Override: "overrides",
    Person: "people",
    Roster: "rosters",
    Rotation: "rotations",
    Substitution: "substitutions",
    Swap: "swaps",
}
"""Where in the files the decisions stand that a command may add or take out."""

_DATED = ("shift", "shifts", "days", "off", "make_up", "effective", "expires")
"""The fields that say when a decision holds."""
_IN_HOLIDAYS = ("days", "announced_years")
_FIRST: Mapping[type[Struct], Sequence[str]] = {
    DaysOff: ("off", "make_up"),
    Roster: ("effective", "expires", "basis"),
    Substitution: ("shift", "effective", "expires"),
}
"""The keys that stand before the others, as in the files that ship."""


class Draft:
    """A configuration, and its files as they would be after a change."""

    def __init__(self, before: Configuration) -> None:
        self.before = before
        self.contents = before.contents
        self.latest_year = 0
        """The last year of which a decision that is changed speaks."""

    def concern(self, decision: Struct) -> None:
        """The change is about that decision."""
        said = " ".join(str(getattr(decision, field, "")) for field in _DATED)
        years = map(int, re.findall(r"\b([0-9]{4})-[0-9]{2}", said))
        self.latest_year = max(self.latest_year, *years, 0)

    def add(self, decision: Struct) -> None:
        """A further decision, at the end of its section."""
        self.concern(decision)
        self.append((SECTIONS[type(decision)],), decision)

    def append(self, path: Path, item: Struct | int) -> None:
        """A further item of a list; raises EditError."""
        self._edit(str(path[0]), lambda text: edit.add(text, path, _value(item)))

    def put(self, path: Path, value: Value) -> None:
        """Another value of a key; raises EditError."""
        self._edit(str(path[0]), lambda text: edit.put(text, path, value))

    def remove(self, path: Path) -> None:
        """One item less; raises EditError."""
        self._edit(str(path[0]), lambda text: edit.remove(text, path))

    def _edit(self, section: str, change: Callable[[str], str]) -> None:
        role = "holidays" if section in _IN_HOLIDAYS else "agencies"
        content = getattr(self.contents, role)
        self.contents = self.contents._replace(**{role: change(content.decode()).encode()})

    def restore(self, contents: Contents) -> None:
        """The files as these are."""
        self.contents = contents

    @property
    def files(self) -> tuple[FilePath, FilePath]:
        """Where the two files are."""
        before = self.before
        return FilePath(before.agencies_document.file), FilePath(before.holidays_document.file)

    @property
    def changed_files(self) -> list[FilePath]:
        """Those of them that change."""
        rows = zip(self.files, self.before.contents, self.contents, strict=True)
        return [file for file, old, new in rows if old != new]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is changed."""
        return self.contents == self.before.contents

    def after(self) -> Configuration:
        """The configuration that the files would make; ConfigError with all that is wrong then."""
        return load(self.before.folder, contents=self.contents)

    @contextmanager
    def writing(self) -> Iterator[Callable[[], None]]:
        """Nobody else writes meanwhile; what is yielded writes the file, whole or not at all.

        If the block fails after that, the file gets back what it had. Raises OperationError if the
        file has changed since it was read, may not be written to, or somebody else is writing.
        """
        rows = list(zip(self.files, self.before.contents, self.contents, strict=True))

        def write() -> None:
            for file, old, new in rows:
                if old != new:
                    replace_file(file, new)

        with only_writer(*self.files):
            for file, old, new in rows:
                _refuse_unless(file, old)
                if old != new and not os.access(file, os.W_OK):
                    raise OperationError(f"{file}: không có quyền ghi")
            try:
                yield write
            except BaseException:
                for file, old, new in rows:
                    if old != new and file.read_bytes() == new:
                        replace_file(file, old)
                raise


def _refuse_unless(file: FilePath, content: bytes) -> None:
    """OperationError if the file is not what was read."""
    if file.read_bytes() != content:
        raise OperationError(f"{file}: tệp đã bị sửa trong lúc này; hãy xem lại rồi chạy lại lệnh")


def entry(decision: Struct) -> dict[str, Value]:
    """The decision as it is written: what says nothing is left out."""
    values = {
        field.name: _value(getattr(decision, field.name))
        for field in fields(decision)
        if field.required or getattr(decision, field.name) != field.default
    }
    first = _FIRST.get(type(decision), ())
    return {key: values[key] for key in dict.fromkeys((*first, *values)) if key in values}


def _value(value: Any) -> Value:
    if isinstance(value, Struct):
        return entry(value)
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    assert isinstance(value, str | int | bool | date)
    return value
