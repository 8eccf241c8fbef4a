"""What a shift lacks of guidance and materials, Điều 6 khoản 7."""

from __future__ import annotations

import pytest

from luanphien.core.decisions import Person
from luanphien.core.entries import Content, Entry, Guidance, Materials, Named, Withdrawal
from luanphien.core.preparation import NOTHING, Preparation, preparation
from luanphien.core.rota import Rota
from tests.core.builders import day, moment, regulation, roster, staff

OTHERS = ("svhttdl", "stttt", "stc", "sct", "bqlkcn")
"""The order of Điều 6 khoản 5 without Sở Giáo dục và Đào tạo, whose turn March is."""
K, M = Named("pham-thi-k", "Phạm Thị K"), Named("vu-thi-m", "Vũ Thị M")


@pytest.fixture(scope="module")
def office() -> Rota:
    """The rota of the regulation, whose Sở Giáo dục và Đào tạo sends K, or M in her place."""
    people = [Person(id=named.id, name=named.name) for named in (K, M)]
    listed = roster("2023-12-01", {"sgddt": staff(people[:1], people[1:])})
    return regulation(people=people, rosters=[listed])


def lacking(rota: Rota, today: str, *entries: tuple[str, Content, int | None]) -> Preparation:
    """What March 2024 lacks: K serves, M is the reserve."""
    book = [
        Entry(day(on), moment(on), None, content, corrects, number)
        for number, (on, content, corrects) in enumerate(entries, 1)
    ]
    return preparation(rota, rota.shift_on(day("2024-03-01")), book, day(today))


def guided(agency: str, *people: Named) -> Guidance:
    return Guidance(Named(agency, ""), people)


def laid(agency: str, *, changed: bool = False) -> Materials:
    return Materials(Named(agency, ""), changed)


def unguided(found: Preparation) -> dict[str, list[str]]:
    return {one.person.id: [agency.id for agency in one.agencies] for one in found.unguided}


def test_a_centre_that_keeps_no_such_book_lacks_nothing(office: Rota) -> None:
    assert lacking(office, "2024-02-20") == NOTHING
    only_materials = lacking(office, "2024-02-20", ("2024-02-01", laid("stc"), None))
    assert only_materials.unguided == ()
    withdrawn = ("2024-02-01", laid("stc"), None), ("2024-02-01", Withdrawal(), 1)
    assert lacking(office, "2024-02-20", *withdrawn) == NOTHING
    not_yet = lacking(office, "2024-02-20", ("2024-02-21", guided("stc", K), None))
    assert not_yet == NOTHING


def test_who_serves_and_the_reserve_know_all_others_procedures(office: Rota) -> None:
    entries = [("2024-01-10", guided(agency, K), None) for agency in OTHERS[:4]]
    entries.append(("2024-01-11", guided("stc", M), None))
    found = unguided(lacking(office, "2024-02-20", *entries))
    assert found["pham-thi-k"] == ["bqlkcn"]
    assert found["vu-thi-m"] == ["svhttdl", "stttt", "sct", "bqlkcn"]


def test_guidance_counts_until_the_procedures_change(office: Rota) -> None:
    entries = [("2024-01-10", guided(agency, K, M), None) for agency in OTHERS]
    assert unguided(lacking(office, "2024-02-20", *entries)) == {}
    same_day = ("2024-01-10", laid("stc", changed=True), None)
    assert unguided(lacking(office, "2024-02-20", *entries, same_day)) == {}
    updated = ("2024-01-11", laid("stc"), None)
    assert unguided(lacking(office, "2024-02-20", *entries, updated)) == {}
    after = ("2024-01-11", laid("stc", changed=True), None)
    found = unguided(lacking(office, "2024-02-20", *entries, same_day, after))
    assert found == {"pham-thi-k": ["stc"], "vu-thi-m": ["stc"]}
    assert unguided(lacking(office, "2024-02-20", *entries, after, same_day)) == found


def test_materials_age_after_twelve_months_to_the_day(office: Rota) -> None:
    entries = [("2023-12-15", laid(agency), None) for agency in (*OTHERS[1:], "sgddt")]
    found = lacking(office, "2024-12-15", *entries)
    assert [agency.id for agency in found.missing] == ["svhttdl"]
    assert found.aged == ()
    newer = ("2024-02-01", laid("stc"), None)
    found = lacking(office, "2024-12-16", newer, *entries)
    assert [(agency.id, since) for agency, since in found.aged] == [
        (agency, day("2023-12-15")) for agency in ("stttt", "sgddt", "sct", "bqlkcn")
    ]
