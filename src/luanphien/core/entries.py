"""The rest of the register's book: incidents, guidance, materials, difficulties.

Nothing of it moves a date. What was entered is never changed: a later entry takes its place, or
takes it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from msgspec import Struct

from luanphien.core.decisions import Agency, Person
from luanphien.core.text import same_name


class Named(Struct, frozen=True):
    """A person or an agency as the configuration named them then.

    `id` is empty for a person whom it does not know.
    """

    id: str
    name: str

    def means(self, person: Person) -> bool:
        """Whether it is that person; by name where either has no id."""
        if self.id and person.id:
            return self.id == person.id
        return same_name(self.name, person.name)


def named(one: Person | Agency) -> Named:
    """What an entry keeps of a person or an agency."""
    return Named(one.id, one.name)


class Incident(Struct, frozen=True, tag_field="kind", tag="incident"):
    """An error or incident of an officer in a shift (Điều 6 khoản 10, Điều 9 khoản 4)."""

    shift: str
    officer: Named
    what: str
    serious: bool = False
    note: str | None = None


class Guidance(Struct, frozen=True, tag_field="kind", tag="guided"):
    """The people were guided in the agency's procedures (Điều 6 khoản 7)."""

    agency: Named
    people: tuple[Named, ...]
    note: str | None = None


class Materials(Struct, frozen=True, tag_field="kind", tag="materials"):
    """The agency's documents and model files lie at the counter (Điều 6 khoản 7).

    `changed` says that its procedures have changed: who was guided in them before no longer is.
    """

    agency: Named
    changed: bool = False
    note: str | None = None


class Difficulty(Struct, frozen=True, tag_field="kind", tag="difficulty"):
    """What stands in the way, of an agency or of all, and what is proposed.

    Điều 11 khoản 4, Điều 12 khoản 2, Điều 13 khoản 2.
    """

    what: str
    agency: Named | None = None
    proposal: str | None = None
    note: str | None = None


class Settlement(Struct, frozen=True, tag_field="kind", tag="settled"):
    """The difficulty that was entered under that number is settled."""

    difficulty: int
    note: str | None = None


class Withdrawal(Struct, frozen=True, tag_field="kind", tag="withdrawn"):
    """What the entry corrects should never have been entered."""

    note: str | None = None


Content = Incident | Guidance | Materials | Difficulty | Settlement | Withdrawal


class Entry(NamedTuple):
    """An entry of the book: what happened `on` the day, and when it was entered (aware).

    `number` is its own, from 1, or 0 before it is entered; `corrects` that of the entry whose place
    it takes.
    """

    on: date
    entered_at: datetime
    by: str | None
    content: Content
    corrects: int | None = None
    number: int = 0


class Raised(NamedTuple):
    """A difficulty, and the entry that settled it; None while it is open."""

    entry: Entry
    difficulty: Difficulty
    settled: Entry | None


def standing(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that hold, in the order of entering: neither corrected nor withdrawals."""
    corrected = {entry.corrects for entry in entries}
    return [
        entry
        for entry in entries
        if entry.number not in corrected and not isinstance(entry.content, Withdrawal)
    ]


def incidents(entries: Sequence[Entry], officer: Person, until: date) -> list[Entry]:
    """The officer's incidents up to the end of the day `until`, by the day they happened."""
    own = [
        entry
        for entry in standing(entries)
        if isinstance(entry.content, Incident)
        and entry.content.officer.means(officer)
        and entry.on <= until
    ]
    return sorted(own, key=lambda entry: entry.on)


def suffice(incidents: Iterable[Entry]) -> bool:
    """Whether they are what Điều 6 khoản 10 names: several, or a serious one."""
    contents = [entry.content for entry in incidents]
    return len(contents) > 1 or any(
        isinstance(content, Incident) and content.serious for content in contents
    )


def difficulties(entries: Sequence[Entry], until: date) -> list[Raised]:
    """What had been raised by the end of the day `until`, as it stood then: open ones first."""
    happened = [entry for entry in standing(entries) if entry.on <= until]
    origin = _origins(entries)
    settled = {
        origin.get(entry.content.difficulty): entry
        for entry in happened
        if isinstance(entry.content, Settlement)
    }
    raised = [
        Raised(entry, entry.content, settled.get(origin[entry.number]))
        for entry in happened
        if isinstance(entry.content, Difficulty)
    ]
    return sorted(raised, key=lambda one: (one.settled is not None, one.entry.on))


def _origins(entries: Iterable[Entry]) -> dict[int, int]:
    """By its number, that of the first entry in whose place each stands."""
    origin: dict[int, int] = {}
    for entry in entries:
        before = entry.corrects
        origin[entry.number] = entry.number if before is None else origin.get(before, before)
    return origin
