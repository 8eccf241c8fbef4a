"""Events and their editions: a UID for ever, a number more with every change."""

from __future__ import annotations

from typing import Any

import pytest

from luanphien.core.agenda import USUAL, Agenda, Edition, Event, Selection, revisions
from tests.core.builders import moment, period

FIRST, NOW, LATER = moment("2023-11-27"), moment("2024-03-01"), moment("2024-03-02")
MARCH = period("2024-03-01", "2024-03-31")
DOMAIN = "@lich-truc.lan"


def event(uid: str = "1", month: int = 3, **more: Any) -> Event:
    days = period(f"2024-{month:02}-01", f"2024-{month:02}-10")
    plain = Event(uid + DOMAIN, "shifts", days, days, "Sở A trực", ())
    return plain._replace(**more)


def agenda(*events: Event, **more: Any) -> Agenda:
    whole = Agenda(events, frozenset(("shifts", "stints")), MARCH, DOMAIN)
    return whole._replace(**more)


def published(*editions: Edition) -> dict[str, list[Edition]]:
    found: dict[str, list[Edition]] = {}
    for edition in editions:
        found.setdefault(edition.event.uid, []).append(edition)
    return found


def test_a_feed_usually_holds_shifts_notices_and_handovers() -> None:
    assert {"shifts", "notices", "handovers"} == USUAL


def test_a_new_event_has_edition_0_of_the_first_moment() -> None:
    assert list(revisions([event()], {}, NOW, FIRST)) == [Edition(event(), 0, FIRST)]


def test_an_event_that_stays_has_no_new_edition() -> None:
    before = published(Edition(event(), 0, FIRST))
    assert list(revisions([event()], before, NOW, FIRST)) == []


def test_an_event_that_changes_has_the_next_number() -> None:
    changed = event(summary="Sở B trực")
    before = published(Edition(event(), 3, FIRST))
    assert list(revisions([changed], before, NOW, FIRST)) == [Edition(changed, 4, NOW)]
    # What counts is the latest edition: a change that is taken back is one more.
    twice = published(Edition(event(), 0, FIRST), Edition(changed, 1, NOW))
    assert list(revisions([event()], twice, LATER, FIRST)) == [Edition(event(), 2, LATER)]
    assert list(revisions([changed], twice, LATER, FIRST)) == []


def test_an_event_that_comes_back_is_published_again() -> None:
    gone = published(Edition(event(), 1, FIRST, cancelled=True))
    assert list(revisions([event()], gone, NOW, FIRST)) == [Edition(event(), 2, NOW)]


def test_no_edition_is_older_than_the_one_before() -> None:
    changed = event(summary="Sở B trực")
    before = published(Edition(event(), 0, LATER))
    assert list(revisions([changed], before, NOW, FIRST)) == [Edition(changed, 1, LATER)]


def test_an_event_that_is_gone_gets_a_last_edition() -> None:
    before = published(Edition(event(), 0, FIRST), Edition(event("2"), 0, FIRST))
    assert list(agenda(event("2")).due(before, NOW, FIRST)) == [Edition(event(), 1, NOW, True)]
    gone = published(*before[event().uid], Edition(event(), 1, NOW, True))
    assert list(agenda().due(gone, LATER, FIRST)) == []


def test_new_and_changed_events_come_before_what_is_gone() -> None:
    before = published(Edition(event(), 0, FIRST))
    assert list(agenda(event("2")).due(before, NOW, FIRST)) == [
        Edition(event("2"), 0, FIRST),
        Edition(event(), 1, NOW, True),
    ]


@pytest.mark.parametrize(
    "foreign",
    [
        event(kind="holidays"),  # of a kind that this feed is not about
        event()._replace(uid="1@khac.lan"),  # of another centre
        event(month=4),  # of other days
    ],
)
def test_what_is_none_of_the_agendas_is_not_gone(foreign: Event) -> None:
    before = published(Edition(foreign, 0, FIRST))
    assert list(agenda().due(before, NOW, FIRST)) == []
    assert agenda().seen(before, Selection(frozenset(("shifts", "holidays")))) == []


def test_an_event_belongs_where_it_began_though_its_own_days_move() -> None:
    moved = event(days=period("2024-04-01", "2024-04-10"))
    before = published(Edition(moved, 0, FIRST))
    assert list(agenda().due(before, NOW, FIRST)) == [Edition(moved, 1, NOW, True)]


def test_where_an_event_belongs_is_said_by_its_latest_edition() -> None:
    april = event()._replace(key=period("2024-04-01", "2024-04-30"))
    gone = published(Edition(event(), 0, FIRST), Edition(april, 1, FIRST))
    assert list(agenda().due(gone, NOW, FIRST)) == []
    back = published(Edition(april, 0, FIRST), Edition(event(), 1, FIRST))
    assert list(agenda().due(back, NOW, FIRST)) == [Edition(event(), 2, NOW, True)]


def test_what_an_event_is_unless_it_is_said() -> None:
    plain = event()
    assert (plain.hours, plain.agencies, plain.people, plain.alarms) == (None, (), (), ())
    assert not plain.tentative
    assert not Edition(plain, 0, FIRST).cancelled


ALL = Selection(frozenset(("shifts", "stints")))


def test_a_selection_holds_its_kinds_of_its_agency_and_people() -> None:
    of_a, of_p = event(agencies=("a",)), event(agencies=("a",), people=("p",))
    assert ALL.holds(event())
    assert not Selection(frozenset(("notices",))).holds(event())
    a, b = ALL._replace(agency="a"), ALL._replace(agency="b")
    assert (a.holds(of_a), b.holds(of_a)) == (True, False)
    assert b.holds(event())  # it concerns everybody
    p, q = ALL._replace(people=frozenset("p")), ALL._replace(people=frozenset("q"))
    assert (p.holds(of_p), q.holds(of_p), p.holds(of_a)) == (True, False, False)
    assert ALL.holds(of_p)
    assert p.holds(event())
    assert p.holds(event(people=("p",)))
    both = b._replace(people=frozenset("p"))
    assert not both.holds(of_p)


def test_a_selection_of_people_shows_their_days_in_place_of_shifts() -> None:
    of_people = Selection(frozenset(("shifts", "notices")), "a").of_people(["p", "q"])
    assert of_people == Selection(frozenset(("stints", "notices")), "a", frozenset("pq"))


def test_a_subscriber_sees_the_latest_edition_by_days() -> None:
    early, late = event("2", days=period("2024-03-01", "2024-03-05")), event("1")
    changed = late._replace(summary="Sở B trực")
    before = published(Edition(late, 0, FIRST), Edition(changed, 1, NOW), Edition(early, 0, FIRST))
    assert agenda().seen(before, ALL) == [Edition(early, 0, FIRST), Edition(changed, 1, NOW)]
    same_days = published(Edition(event("2"), 0, FIRST), Edition(event("1"), 0, FIRST))
    assert [one.event.uid for one in agenda().seen(same_days, ALL)] == [
        "1" + DOMAIN,
        "2" + DOMAIN,
    ]


def test_who_no_longer_is_concerned_sees_the_event_cancelled() -> None:
    of_a, of_b = event(agencies=("a",)), event(agencies=("b",), summary="đổi")
    before = published(
        Edition(of_a._replace(summary="đầu"), 0, FIRST),
        Edition(of_a, 1, FIRST),
        Edition(of_b, 2, NOW),
    )
    seen_by_a = agenda().seen(before, ALL._replace(agency="a"))
    assert seen_by_a == [Edition(of_a, 2, NOW, cancelled=True)]  # as it was last his
    once = published(Edition(of_a, 0, FIRST), Edition(of_b, 1, NOW))
    assert agenda().seen(once, ALL._replace(agency="a")) == [Edition(of_a, 1, NOW, cancelled=True)]
    assert agenda().seen(before, ALL._replace(agency="b")) == [Edition(of_b, 2, NOW)]
    assert agenda().seen(before, ALL._replace(agency="c")) == []


def test_what_is_gone_stays_seen_as_cancelled() -> None:
    gone = Edition(event(), 1, NOW, cancelled=True)
    assert agenda().seen(published(Edition(event(), 0, FIRST), gone), ALL) == [gone]
