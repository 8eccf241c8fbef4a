"""People and the days they serve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from luanphien.core.decisions import Person
from luanphien.core.model import Stint
from luanphien.wording import dates

NOBODY = "chưa cử"


def name(person: Person | None) -> str:
    """The person's name, or that nobody is named."""
    return person.name if person else NOBODY


def called(person: Person) -> str:
    """`ông Nguyễn Văn A`; `ông/bà` for who is called neither in the configuration."""
    return f"{person.salutation or 'ông/bà'} {person.name}"


def described(person: Person) -> str:
    """The person as a document names one: `ông Nguyễn Văn A, Chuyên viên, điện thoại …`."""
    phone = f"điện thoại {person.phone}" if person.phone else None
    return ", ".join(filter(None, (called(person), person.title, phone)))


def names(people: Iterable[Person]) -> str:
    """The names in the listed order."""
    return ", ".join(person.name for person in told_apart(people))


def told_apart(people: Iterable[Person]) -> list[Person]:
    """The people in the listed order, those without a name once: a reader can't tell them apart."""
    return list({(person.id, person.name): person for person in people}.values())


def stint_lines(stints: Sequence[Stint]) -> Iterator[str]:
    """A line a stint: the name alone for a whole shift, else the days and the name."""
    if len(stints) == 1:
        yield name(stints[0].person)
        return
    for stint in stints:
        yield f"{dates.short_span(stint.days)} {name(stint.person)}"


def officers(stints: Sequence[Stint]) -> str:
    """`Phạm Thị K (11–15/03 Vũ Thị M)`: who begins, and in brackets the days of the others."""
    first = stints[0].person
    others = (
        f"{dates.short_span(stint.days)} {name(stint.person)}"
        for stint in stints
        if stint.person != first
    )
    listed = ", ".join(others)
    return f"{name(first)} ({listed})" if listed else name(first)


def why(stint: Stint) -> str:
    """Why this person serves, as `explain` says it."""
    instead = stint.instead_of.name if stint.instead_of else ""
    text = {
        "turn": "theo lượt trong danh sách nhân sự",
        "assignment": "được chỉ định",
        "substitution": f"thay {instead}" if instead else "được cử thay",
        "cover": f"dự phòng, {instead} vắng",
        "vacant": f"{instead} vắng, không còn dự phòng" if instead else "chưa có nhân sự",
    }[stint.reason]
    return f"{text} ({stint.note})" if stint.note else text
