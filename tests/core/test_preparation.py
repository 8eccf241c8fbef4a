"""What a shift lacks of guidance and materials, Điều 6 khoản 7.

March 2024 is the turn of Sở Giáo dục và Đào tạo: P serves, R is the reserve.
"""

from __future__ import annotations

from luanphien.core.decisions import MaterialsRule
from luanphien.core.entries import Content, Entry, Guidance, Materials, Named, Withdrawal
from luanphien.core.preparation import NOTHING, Preparation, laid_out, preparation
from tests.core.builders import P, R, day, moment, regulation, roster, shift_of, staff

OTHERS = ("svhttdl", "stttt", "stc", "sct", "bqlkcn")
"""The order of Điều 6 khoản 5 without Sở Giáo dục và Đào tạo, whose turn March is."""
OFFICER, RESERVE = Named(P.id, P.name), Named(R.id, R.name)


def book(*entries: tuple[str, Content, int | None]) -> list[Entry]:
    return [
        Entry(day(on), moment(on), None, content, corrects, number)
        for number, (on, content, corrects) in enumerate(entries, 1)
    ]


def lacking(today: str, *entries: tuple[str, Content, int | None], months: int = 12) -> Preparation:
    rota = regulation(
        rosters=[roster("2023-12-01", {"sgddt": staff([P], [R])})],
        materials=MaterialsRule(months=months),
    )
    return preparation(rota, shift_of(rota, "2024-03"), book(*entries), day(today))


def guided(agency: str, *people: Named) -> Guidance:
    return Guidance(Named(agency, ""), people)


def laid(agency: str, *, changed: bool = False) -> Materials:
    return Materials(Named(agency, ""), changed)


def unguided(found: Preparation) -> dict[str, list[str]]:
    return {one.person.id: [agency.id for agency in one.agencies] for one in found.unguided}


def test_a_centre_that_keeps_no_such_book_lacks_nothing() -> None:
    assert lacking("2024-02-20") == NOTHING
    only_materials = lacking("2024-02-20", ("2024-02-01", laid("stc"), None))
    assert only_materials.unguided == ()
    withdrawn = ("2024-02-01", laid("stc"), None), ("2024-02-01", Withdrawal(), 1)
    assert lacking("2024-02-20", *withdrawn) == NOTHING
    today, tomorrow = [
        lacking("2024-02-20", (on, guided("stc", OFFICER), None))
        for on in ("2024-02-20", "2024-02-21")
    ]
    assert tomorrow == NOTHING
    assert len(today.unguided) == 2


def test_who_serves_and_the_reserve_know_all_others_procedures() -> None:
    entries = [("2024-01-10", guided(agency, OFFICER), None) for agency in OTHERS[:4]]
    entries.append(("2024-01-11", guided("stc", RESERVE), None))
    found = unguided(lacking("2024-02-20", *entries))
    assert found["p"] == ["bqlkcn"]
    assert found["r"] == ["svhttdl", "stttt", "sct", "bqlkcn"]


def test_guidance_counts_until_the_procedures_change() -> None:
    entries = [("2024-01-10", guided(agency, OFFICER, RESERVE), None) for agency in OTHERS]
    assert unguided(lacking("2024-02-20", *entries)) == {}
    same_day = ("2024-01-10", laid("stc", changed=True), None)
    assert unguided(lacking("2024-02-20", *entries, same_day)) == {}
    before = ("2024-01-09", laid("stc", changed=True), None)
    assert unguided(lacking("2024-02-20", *entries, before)) == {}
    updated = ("2024-01-11", laid("stc"), None)
    assert unguided(lacking("2024-02-20", *entries, updated)) == {}
    after = ("2024-01-11", laid("stc", changed=True), None)
    found = unguided(lacking("2024-02-20", *entries, same_day, after))
    assert found == {"p": ["stc"], "r": ["stc"]}
    assert unguided(lacking("2024-02-20", *entries, after, same_day)) == found


def test_materials_age_after_twelve_months_to_the_day() -> None:
    entries = [("2023-12-15", laid(agency), None) for agency in (*OTHERS[1:], "sgddt")]
    found = lacking("2024-12-15", *entries)
    assert [agency.id for agency in found.missing] == ["svhttdl"]
    assert found.aged == ()
    newer = ("2024-02-01", laid("stc"), None)
    found = lacking("2024-12-16", newer, *entries)
    assert [(agency.id, since) for agency, since in found.aged] == [
        (agency, day("2023-12-15")) for agency in ("stttt", "sgddt", "sct", "bqlkcn")
    ]


def test_a_centre_says_how_long_materials_last() -> None:
    entry = ("2024-01-31", laid("stc"), None)
    # One month after 31 January is 29 February, the month's last day.
    assert lacking("2024-02-29", entry, months=1).aged == ()
    (aged,) = lacking("2024-03-01", entry, months=1).aged
    assert (aged.agency.id, aged.since) == ("stc", day("2024-01-31"))


def test_the_last_day_up_to_the_day_counts_in_whatever_order_it_was_entered() -> None:
    entries = book(
        ("2024-02-10", laid("stc"), None),
        ("2024-01-05", laid("stc"), None),
        ("2024-01-20", laid("sct"), None),
        ("2024-02-25", laid("sct"), None),
        ("2024-01-21", guided("stttt", OFFICER), None),
    )
    early, late = day("2024-02-10"), day("2024-02-25")
    assert laid_out(entries, early) == {"stc": early, "sct": day("2024-01-20")}
    assert laid_out(entries, late) == {"stc": early, "sct": late}
    assert laid_out(entries, day("2024-02-09")) == {
        "stc": day("2024-01-05"),
        "sct": day("2024-01-20"),
    }
