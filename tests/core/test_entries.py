"""The entries of the book: which hold, whose incidents, which difficulties are open."""

from __future__ import annotations

import pytest

from luanphien.core.decisions import Person
from luanphien.core.entries import (
    Content,
    Difficulty,
    Entry,
    Guidance,
    Incident,
    Materials,
    Named,
    Settlement,
    Withdrawal,
    difficulties,
    incidents,
    standing,
    suffice,
)
from tests.core.builders import day, moment

A, B = Person("a", "Nguyễn Văn A"), Person("b", "Trần Thị B")


def book(*entries: tuple[str, Content, int | None]) -> list[Entry]:
    """Entries numbered from 1: the day, what it says, what it corrects."""
    return [
        Entry(day(on), moment("2024-03-31"), "C", content, corrects, number)
        for number, (on, content, corrects) in enumerate(entries, 1)
    ]


def erred(person: Person, *, serious: bool = False) -> Incident:
    return Incident("2024-03", Named(person.id, person.name), "sai sót", serious)


def numbers(entries: list[Entry]) -> list[int]:
    return [entry.number for entry in entries]


def test_a_later_entry_takes_the_place_of_one_before_or_takes_it_back() -> None:
    entries = book(
        ("2024-03-04", erred(A), None),
        ("2024-03-05", erred(A, serious=True), 1),
        ("2024-03-06", erred(B), None),
        ("2024-03-06", Withdrawal(), 3),
    )
    assert numbers(standing(entries)) == [2]


def test_a_person_is_known_by_id_and_without_one_by_name() -> None:
    assert Named("a", "Tên cũ").means(A)
    assert not Named("b", "Nguyễn Văn A").means(A)
    assert Named("", "nguyễn  văn a").means(A)
    assert Named("a", "Nguyễn Văn A").means(Person("", "Nguyễn Văn A"))
    assert not Named("", "Trần Thị B").means(A)


def test_incidents_are_the_officers_until_the_day_by_date() -> None:
    entries = book(
        ("2024-03-08", erred(A), None),
        ("2024-03-05", erred(A), None),
        ("2024-03-05", erred(B), None),
        ("2024-03-09", erred(A), None),
    )
    assert numbers(incidents(entries, A, day("2024-03-08"))) == [2, 1]


def test_several_incidents_or_a_serious_one_are_grounds() -> None:
    """Điều 6 khoản 10: «xảy ra nhiều lần hoặc xảy ra sai sót nghiêm trọng»."""
    once, gravely = erred(A), erred(A, serious=True)
    assert not suffice([])
    assert not suffice(book(("2024-03-05", once, None)))
    assert suffice(book(("2024-03-05", once, None), ("2024-03-06", once, None)))
    assert suffice(book(("2024-03-05", gravely, None)))


def test_open_difficulties_come_first_and_settle_on_their_day() -> None:
    entries = book(
        ("2024-03-04", Difficulty("một"), None),
        ("2024-03-05", Difficulty("hai"), None),
        ("2024-03-03", Difficulty("ba"), None),
        ("2024-03-08", Settlement(1), None),
    )
    before = difficulties(entries, day("2024-03-07"))
    assert [one.difficulty.what for one in before] == ["ba", "một", "hai"]
    after = difficulties(entries, day("2024-03-08"))
    assert [one.difficulty.what for one in after] == ["ba", "hai", "một"]
    assert [one.settled is not None for one in after] == [False, False, True]
    assert [one.difficulty.what for one in difficulties(entries, day("2024-03-03"))] == ["ba"]


def test_what_is_corrected_after_it_was_settled_stays_settled() -> None:
    entries = book(
        ("2024-03-04", Difficulty("một"), None),
        ("2024-03-05", Settlement(1), None),
        ("2024-03-04", Difficulty("một, viết lại"), 1),
        ("2024-03-04", Difficulty("một, viết lại nữa"), 3),
    )
    (one,) = difficulties(entries, day("2024-03-31"))
    assert one.difficulty.what == "một, viết lại nữa"
    assert one.settled == entries[1]


def test_what_was_entered_stays_as_it_is() -> None:
    who = Named("a", "Nguyễn Văn A")
    contents: list[Content] = [
        erred(A),
        Guidance(who, (who,)),
        Materials(who),
        Difficulty("thiếu máy quét"),
        Settlement(1),
        Withdrawal(),
    ]
    assert len({who, *contents}) == 7
    for content in contents:
        with pytest.raises(AttributeError):
            content.note = "khác"  # type: ignore[misc]


def test_nothing_is_serious_changed_or_numbered_unless_it_is_said() -> None:
    assert not Incident("2024-03", Named("a", ""), "sai sót").serious
    assert not Materials(Named("stc", "")).changed
    assert Entry(day("2024-03-04"), moment("2024-03-04"), None, Withdrawal()).number == 0
