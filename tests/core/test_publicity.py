"""What everybody may know (Điều 10, Điều 11 khoản 2), and what a view does not know."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import pytest

from luanphien.core.agenda import Edition, Event
from luanphien.core.decisions import Decisions, Person, Publishing, Swap
from luanphien.core.publicity import (
    UNNAMED,
    colleagues_view,
    discreet_view,
    is_named,
    is_unnamed,
    public_view,
    shown_editions,
)
from luanphien.core.rota import Rota
from tests.core.builders import (
    WEEKDAYS,
    B,
    absence,
    agency,
    assignment,
    decisions,
    moment,
    override,
    period,
    person,
    roster,
    rotation,
    shift_of,
    staff,
    substitution,
    swap,
)

PublicPeople: TypeAlias = Literal["phones", "names", "none"]

KNOWN = {"title": "Chuyên viên", "phone": "0912", "email": "rieng@a.lan"}
P, Q, R, CHIEF = (person(letter, **KNOWN) for letter in ("p", "q", "r", "chief"))
SHY = person("shy", public=False, **KNOWN)
A = agency("a", phone="0209", email="van-thu@a.lan", contact="chief")


def whole(people: PublicPeople = "phones") -> Decisions:
    """Everything that a decision can say of a person; SHY is in reserve with R."""
    return decisions(
        rotation("2024-01-01", A, B, basis="QĐ"),
        rosters=[
            roster("2024-01-01", {"a": staff([P, Q], [R, SHY])}, expires="2024-12-31"),
        ],
        absences=[
            absence(P, "2024-01-10", "2024-01-12", reason="ốm"),
            absence(P, "2024-01-13", "2024-01-15", reason="họp"),
        ],
        assignments=[assignment("2024-03", P, basis="QĐ")],
        substitutions=[substitution("2024-05-10", SHY, reason="ốm", basis="QĐ")],
        swaps=[swap("2024-07", "2024-08")],
        overrides=[override("2024-10", A)],
        agencies=[A],
        people=[P, Q, R, CHIEF, SHY],
        publish=Publishing(people=people),
    )


def public(people: PublicPeople = "phones") -> Rota:
    return Rota(public_view(whole(people)), WEEKDAYS)


def served(of: Rota, *months: str) -> list[tuple[str, str, str | None]]:
    """First and last day, and name, of each stint."""
    return [
        (f"{stint.days.first:%d/%m}", f"{stint.days.last:%d/%m}", stint.person_name)
        for month in months
        for stint in of.stints(shift_of(of, month))
    ]


def shown(view: Rota) -> list[Person]:
    """The officer of January, and the agency's contact."""
    officer = view.stints(shift_of(view, "2024-01"))[0].person
    contact = view.contact(view.agencies["a"])
    assert officer is not None
    assert contact is not None
    return [officer, contact]


def test_the_public_knows_name_post_and_number() -> None:
    assert shown(public("phones")) == [
        Person(id=one.id, name=one.name, title="Chuyên viên", phone="0912") for one in (P, CHIEF)
    ]
    assert shown(public("names")) == [
        Person(id=one.id, name=one.name, title="Chuyên viên") for one in (P, CHIEF)
    ]
    for one in shown(public("none")):
        assert one == Person(id=one.id, name=UNNAMED, public=False)
        assert is_unnamed(one)


def test_an_agency_is_public_with_its_own_number_and_address() -> None:
    view = public()
    assert shift_of(view, "2024-01").agency == A
    assert list(view.agencies.values()) == list(whole().agencies)


def test_a_discreet_view_says_who_serves_and_not_how_to_reach_anybody() -> None:
    view = Rota(discreet_view(whole()), WEEKDAYS)
    assert shown(view) == [
        Person(id=one.id, name=one.name, title="Chuyên viên") for one in (P, CHIEF)
    ]
    assert (view.agencies["a"].phone, view.agencies["a"].email) == (None, None)


def test_colleagues_know_of_each_other_who_and_under_which_number() -> None:
    view = Rota(colleagues_view(whole()), WEEKDAYS)
    assert list(view.decisions.people) == [
        Person(id=one.id, name=one.name, title=one.title, phone=one.phone) for one in whole().people
    ]
    assert list(view.agencies.values()) == list(whole().agencies)
    assert {one.reason for one in view.decisions.absences} == {None}


@pytest.mark.parametrize("people", ["phones", "names"])
def test_a_view_says_the_same_of_every_shift(people: PublicPeople) -> None:
    one, view = Rota(whole(), WEEKDAYS), public(people)
    year = period("2024-01-01", "2024-12-31")
    assert [(shift.agency.id, shift.days) for shift in view.shifts(year)] == [
        (shift.agency.id, shift.days) for shift in one.shifts(year)
    ]
    months = ("2024-03", "2024-07", "2024-08", "2024-10")
    assert served(view, *months) == served(one, *months)
    assert view.decisions.notice == one.decisions.notice


def test_why_somebody_is_away_is_not_known() -> None:
    # Two absences for two reasons are one to the public.
    assert served(Rota(whole(), WEEKDAYS), "2024-01") == [
        ("01/01", "09/01", "Ông p"),
        ("10/01", "12/01", "Ông r"),
        ("13/01", "15/01", "Ông r"),
        ("16/01", "31/01", "Ông p"),
    ]
    assert served(public(), "2024-01") == [
        ("01/01", "09/01", "Ông p"),
        ("10/01", "15/01", "Ông r"),
        ("16/01", "31/01", "Ông p"),
    ]
    view = public()
    for month in ("2024-01", "2024-03", "2024-05"):
        assert {stint.note for stint in view.stints(shift_of(view, month))} == {None}
    told = public_view(whole())
    assert told.swaps == (Swap(shifts=("2024-07", "2024-08")),)
    assert {one.basis for one in told.overrides} == {None}
    assert told.rosters[0].basis is None


def test_who_is_not_public_has_no_name_and_serves_all_the_same() -> None:
    assert served(public(), "2024-05") == [
        ("01/05", "09/05", "Ông p"),
        ("10/05", "31/05", UNNAMED),
    ]
    handovers = list(public().handovers(shift_of(public(), "2024-05")))
    assert len(handovers) == 2


def test_people_without_names_are_still_two() -> None:
    view = public("none")
    assert served(view, "2024-05") == [("01/05", "09/05", UNNAMED), ("10/05", "31/05", UNNAMED)]
    first, second = view.stints(shift_of(view, "2024-05"))
    assert first.person != second.person
    january, _, after = view.stints(shift_of(view, "2024-01"))
    assert january.person == after.person


# Editions of events, as a view shows them.

DAYS = period("2024-01-10", "2024-01-12")
RECORDED = Event(
    "1@lan",
    "stints",
    DAYS,
    DAYS,
    "Ông r thay Ông p (ốm)",
    ("Lý do: ốm",),
    contacts=("0912",),
    agencies=("a",),
    people=("r",),
    categories=("Phiên trực", "Sở A"),
    location="Trung tâm",
)


def edition(event: Event = RECORDED, **more: Any) -> Edition:
    return Edition(event, 3, moment("2024-01-05"), **more)


def test_an_event_is_shown_as_the_view_tells_it() -> None:
    told = RECORDED._replace(summary="Ông r", lines=(), contacts=())
    assert shown_editions([edition()], [told]) == [edition(told)]


def test_of_what_is_gone_only_kind_agency_and_days_are_shown() -> None:
    bare = Event(
        "1@lan",
        "stints",
        DAYS,
        DAYS,
        "Phiên trực: Sở A",
        (),
        agencies=("a",),
        categories=("Phiên trực", "Sở A"),
    )
    told = RECORDED._replace(summary="Ông r")
    gone = edition(cancelled=True)
    assert shown_editions([gone], [told]) == [edition(bare, cancelled=True)]
    assert shown_editions([edition()], []) == [edition(bare)]
    # The view tells it on other days.
    moved = told._replace(days=period("2024-01-10", "2024-01-15"))
    assert shown_editions([edition()], [moved]) == [edition(bare)]


@pytest.mark.parametrize(
    ("people", "who", "named"),
    [
        ("phones", P, True),
        ("names", P, True),
        ("none", P, False),
        ("phones", SHY, False),
        ("none", SHY, False),
    ],
)
def test_who_is_known_by_name(people: PublicPeople, who: Person, named: bool) -> None:
    assert is_named(whole(people), who) is named
