"""What people are told of their days.

Sở A has January 2024, Sở B February: Q serves it, R is the reserve. Counted in a calendar of 2024
without days off: 1 February is a Thursday, its notice goes five working days before, on Thursday 25
January.
"""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from luanphien.core.decisions import MailRule, NoticeRule, Override, Person
from luanphien.core.facts import Fact, FactKind, HandoverDay, Side
from luanphien.core.notice import notice
from luanphien.core.period import Period
from luanphien.core.rota import Rota
from luanphien.core.statements import of_days
from luanphien.core.told import Telling, days_served, out_of_reach, tellings
from luanphien.core.workdays import WorkCalendar
from tests.core import builders
from tests.core.builders import (
    WEEKDAYS,
    absence,
    assignment,
    calendar_of,
    day,
    fact,
    period,
    person,
    roster,
    shift_of,
    staff,
    substitution,
)

P, Q, R, S = (person(letter, email=f"{letter}@so.lan") for letter in "pqrs")

WHOLE = (period("2024-02-01", "2024-02-29"),)
"""All of February."""
SPLIT = (period("2024-02-01", "2024-02-11"), period("2024-02-17", "2024-02-29"))
"""Without the week from Monday 12 to Friday 16."""
WEEK = (period("2024-02-12", "2024-02-16"),)
WORKED = (period("2024-02-01", "2024-02-09"), period("2024-02-19", "2024-02-29"))
"""SPLIT from its first to its last working days, 9 and 19 February."""

AWAY = absence(Q, "2024-02-12", "2024-02-16", "Nghỉ ốm")


def at(on: str, side: Side) -> HandoverDay:
    return HandoverDay(day(on), side)


IN, OUT = at("2024-01-31", "incoming"), at("2024-02-29", "outgoing")
"""The last working days of January and February; nobody of March is named, who takes over there."""
HANDED = {
    WHOLE: (IN, OUT),
    SPLIT: (IN, at("2024-02-09", "outgoing"), at("2024-02-16", "incoming"), OUT),
    WEEK: (at("2024-02-09", "incoming"), at("2024-02-16", "outgoing")),
    (): (),
}
"""The handovers that go with these days, each on the last working day before the other begins."""


def rota(**more: Any) -> Rota:
    people = more.pop("people", [P, Q, R, S])
    listed = roster("2024-01-01", {"a": staff([P]), "b": staff([Q], [R])})
    return builders.rota(people=people, rosters=[listed], **more)


def told(
    kind: FactKind,
    who: Person,
    days: tuple[Period, ...],
    on: str = "2024-01-25",
    shift: str = "2024-02",
    calendar: WorkCalendar = WEEKDAYS,
    handovers: tuple[HandoverDay, ...] | None = None,
    **more: Any,
) -> Fact:
    """Told these days, with `handovers`, or with those of `HANDED`, or as earlier versions did."""
    if handovers is None and shift == "2024-02":
        handovers = HANDED.get(days)
    statement = of_days(shift_of(rota(), shift), who.id, days, calendar, handovers)
    usual = {"channel": "email", "recipient": who.email, "message_id": "<1@centre.lan>"}
    return fact(
        kind,
        on,
        shift=shift,
        digest=statement.digest,
        says="days",
        person=who.id,
        days=days,
        worked=statement.worked,
        handovers=statement.handovers,
        **{**usual, **more},
    )


NAMED = told("sent", Q, WHOLE)


def owed(
    *facts: Fact, by: Rota | None = None, today: str = "2024-01-26", since: str = "2024-01-10"
) -> list[Telling]:
    def known(shift: str) -> list[Fact]:
        return [fact for fact in facts if fact.shift == shift]

    return tellings(by or rota(), day(today), day(since), known)


Told = tuple[str, tuple[Period, ...], tuple[Period, ...]]


def said(*facts: Fact, **more: Any) -> list[Told]:
    return [(one.person.id, one.before, one.after) for one in owed(*facts, **more)]


# When.


@pytest.mark.parametrize(
    ("today", "ahead"),
    [
        ("2024-01-24", None),
        ("2024-01-25", "2024-02-01"),
        ("2024-01-31", "2024-02-01"),
        ("2024-02-01", "2024-02-01"),  # nobody was told in time; the days ahead are the same
        ("2024-02-22", "2024-02-22"),  # the day before March is told
    ],
)
def test_who_serves_is_told_when_the_notice_goes(today: str, ahead: str | None) -> None:
    assert said(today=today) == ([("q", (), (period(ahead, "2024-02-29"),))] if ahead else [])
    assert said(NAMED, today=today) == []


def test_a_notice_that_went_early_has_been_said() -> None:
    early = fact("sent", "2024-01-15", digest="x", channel="paper", agency="b")
    assert said(early, today="2024-01-15") == [("q", (), WHOLE)]
    # Anything else that was said or happened is no notice.
    for other in (early._replace(says="draft"), early._replace(kind="reminded")):
        assert said(other, today="2024-01-15") == []


@pytest.mark.parametrize(("since", "is_told"), [("2024-01-31", True), ("2024-02-01", False)])
def test_a_shift_that_began_before_the_register_is_nobody_s_news(since: str, is_told: bool) -> None:
    for today in ("2024-02-01", "2024-02-05"):
        assert bool(said(today=today, since=since)) is is_told
    # A first run on a wrong, later day: of the shift that runs nobody is told, of the next one.
    march = "2024-02-23"
    assert [one.shift.id for one in owed(today=march, since="2042-01-01")] == ["2024-03"]


def test_before_the_first_shift_nobody_serves() -> None:
    assert said(today="2022-01-01", since="2022-01-01") == []


def test_one_that_waits_for_its_signature_is_not_out() -> None:
    plain = rota().decisions
    required = Rota(replace(plain, notice=NoticeRule(signed="required")), WEEKDAYS)
    assert said(by=required, today="2024-01-26") == []
    assert said(by=required, today="2024-01-29") == [("q", (), WHOLE)]  # the last day
    its_notice = notice(required, shift_of(required, "2024-02"))
    sent = fact("sent", "2024-01-26", digest=its_notice.digest, channel="paper", agency="b")
    assert said(sent, by=required, today="2024-01-26") == [("q", (), WHOLE)]
    assert said(by=required, today="2024-02-01") == [("q", (), WHOLE)]


# What.


def test_whose_days_change_is_told_before_and_after() -> None:
    changed = owed(NAMED, by=rota(absences=[AWAY]))
    assert [(one.person, one.before, one.after, one.since) for one in changed] == [
        (Q, WHOLE, WORKED, day("2024-02-12")),
        (R, (), WEEK, day("2024-02-12")),
    ]
    assert [one.version for one in changed] == [2, 1]
    assert [one.said for one in changed] == [(NAMED,), ()]
    assert [one.statement.days for one in changed] == [SPLIT, WEEK]
    # Told it, and back again.
    both = [NAMED, told("sent", Q, SPLIT), told("sent", R, WEEK)]
    assert said(*both, by=rota(absences=[AWAY])) == []
    back = owed(*both)
    assert [(one.person, one.before, one.after) for one in back] == [
        (Q, WORKED, WHOLE),
        (R, WEEK, ()),
    ]
    assert [one.version for one in back] == [3, 2]


def test_who_is_replaced_is_released_and_the_other_is_named() -> None:
    by = rota(assignments=[assignment("2024-02", S)])
    assert said(NAMED, by=by) == [("s", (), WHOLE), ("q", WHOLE, ())]
    released = told("sent", Q, ())
    assert said(NAMED, released, told("sent", S, WHOLE), by=by) == []


def test_only_days_ahead_count() -> None:
    later = rota(absences=[AWAY])
    # On the 14th, a Wednesday: two days of the week are over.
    on_the_day = owed(NAMED, by=later, today="2024-02-14")
    assert [(one.person.id, one.since) for one in on_the_day] == [
        ("q", day("2024-02-14")),
        ("r", day("2024-02-14")),
    ]
    rest = period("2024-02-14", "2024-02-29"), period("2024-02-14", "2024-02-16")
    assert [one.before for one in on_the_day] == [(rest[0],), ()]
    assert [one.after for one in on_the_day] == [(WORKED[1],), (rest[1],)]
    assert said(NAMED, by=later, today="2024-02-16") != []
    assert said(NAMED, by=later, today="2024-02-17") == []  # a sick note that comes too late


def test_days_that_nobody_works_change_nothing() -> None:
    weekend = absence(Q, "2024-02-10", "2024-02-11")
    assert said(NAMED, by=rota(absences=[weekend])) == []  # nor does anybody hand over for these
    # A Saturday that is worked is a day like any other.
    worked = calendar_of([2023, 2024], worked=["2024-02-10"])
    told_so = told("sent", Q, WHOLE, calendar=worked)
    assert said(told_so, by=rota(absences=[weekend], calendar=worked)) == [
        ("q", WHOLE, (period("2024-02-01", "2024-02-09"), period("2024-02-12", "2024-02-29"))),
        ("r", (), (period("2024-02-10", "2024-02-10"),)),
    ]


def test_a_day_that_is_worked_or_off_since_is_told() -> None:
    # Saturday 10 February makes up for Monday 12, which is announced when Q knows February.
    swapped = calendar_of([2023, 2024], ["2024-02-12"], ["2024-02-10"])
    saturday, monday = day("2024-02-10"), day("2024-02-12")
    (telling,) = owed(NAMED, by=rota(calendar=swapped))
    assert (telling.person, telling.before, telling.after) == (Q, WHOLE, WHOLE)
    assert (telling.opened, telling.closed, telling.since) == ((saturday,), (monday,), saturday)
    assert (telling.statement.digest != NAMED.digest, telling.version) == (True, 2)
    # Told so, they are not told again; and are when it is taken back.
    newer = told("sent", Q, WHOLE, calendar=swapped, message_id="<2@centre.lan>")
    assert owed(NAMED, newer, by=rota(calendar=swapped)) == []
    (back,) = owed(NAMED, newer)
    assert (back.opened, back.closed, back.version) == ((monday,), (saturday,), 3)
    # What has passed is nobody's news.
    (later,) = owed(NAMED, by=rota(calendar=swapped), today="2024-02-11")
    assert (later.opened, later.closed, later.since) == ((), (monday,), monday)
    assert owed(NAMED, by=rota(calendar=swapped), today="2024-02-13") == []


def test_only_days_that_stay_theirs_are_opened_or_closed() -> None:
    # The same Saturday, and Q away from the 9th to the 12th: none of these is theirs any more.
    swapped = calendar_of([2023, 2024], ["2024-02-12"], ["2024-02-10"])
    away = absence(Q, "2024-02-09", "2024-02-12")
    (telling, stands_in) = owed(NAMED, by=rota(calendar=swapped, absences=[away]))
    assert (telling.opened, telling.closed, telling.since) == ((), (), day("2024-02-09"))
    assert (stands_in.person, stands_in.opened, stands_in.closed) == (R, (), ())


def test_a_day_off_at_either_end_moves_it() -> None:
    # Q serves from Monday 12 to Thursday 29 February, both of which are off then.
    by = {
        "assignments": [assignment("2024-02", S)],
        "substitutions": [substitution("2024-02-12", Q)],
    }
    week = (period("2024-02-12", "2024-02-29"),)
    known = [told("sent", Q, week), told("sent", S, (period("2024-02-01", "2024-02-11"),))]
    assert owed(*known, by=rota(**by)) == []
    shorter = calendar_of([2023, 2024], ["2024-02-12", "2024-02-29"])
    (telling,) = owed(*known, by=rota(**by, calendar=shorter))
    assert (telling.person, telling.before) == (Q, week)
    assert telling.after == (period("2024-02-13", "2024-02-28"),)
    assert telling.closed == (day("2024-02-12"), day("2024-02-29"))


def test_what_earlier_versions_told_says_nothing_of_days_off() -> None:
    swapped = calendar_of([2023, 2024], ["2024-02-12"], ["2024-02-10"])
    before = NAMED._replace(worked=None, handovers=None)
    assert owed(before, by=rota(calendar=swapped)) == []
    planned = before._replace(kind="planned")
    (telling,) = owed(planned, by=rota(calendar=swapped))
    assert telling.again == "<1@centre.lan>"


# Handovers.

# Friday 9 February is off: R, who stands in from Monday 12, takes over on Thursday 8.
SHORT = calendar_of([2023, 2024], ["2024-02-09"])
FRIDAY, THURSDAY = at("2024-02-09", "incoming"), at("2024-02-08", "incoming")
EARLIER = THURSDAY, at("2024-02-16", "outgoing")
"""R's handovers then."""


def test_a_handover_that_moves_is_told_to_who_keeps_their_days() -> None:
    known = [told("sent", Q, SPLIT, calendar=SHORT), told("sent", R, WEEK)]
    by = rota(absences=[AWAY], calendar=SHORT)
    (giver, taker) = owed(*known, by=by, today="2024-02-05")
    assert (giver.person, giver.off) == (Q, (at("2024-02-09", "outgoing"),))
    assert (taker.person, taker.before, taker.after) == (R, WEEK, WEEK)
    assert (taker.off, list(taker.handovers)) == (
        (FRIDAY,),
        [*EARLIER],
    )
    assert (taker.opened, taker.closed, taker.since) == ((), (), THURSDAY.on)
    assert (taker.version, taker.again, taker.said) == (2, None, (known[1],))
    assert taker.handovers[THURSDAY].outgoing.person == Q
    assert taker.statement.handovers == EARLIER
    # Once; and again when it moves back.
    newer = told("sent", R, WEEK, handovers=EARLIER, message_id="<2@centre.lan>")
    assert [one.person for one in owed(*known, newer, by=by, today="2024-02-05")] == [Q]
    (_, back) = owed(*known, newer, by=rota(absences=[AWAY]), today="2024-02-05")
    assert (back.person, back.off, back.version) == (R, (THURSDAY,), 3)


def test_a_handover_that_was_to_come_and_has_been_is_told_with_its_day() -> None:
    known = [told("sent", Q, SPLIT, calendar=SHORT), told("sent", R, WEEK)]
    by = rota(absences=[AWAY], calendar=SHORT)
    for today, since in (("2024-02-08", THURSDAY.on), ("2024-02-09", FRIDAY.on)):
        (_, taker) = owed(*known, by=by, today=today)
        assert (taker.off, taker.since) == ((FRIDAY,), since)
        assert tuple(taker.handovers) == EARLIER
    assert owed(*known, by=by, today="2024-02-10") == []  # both are over
    # What is over and was told so, or is of no concern to what moves, is not told once more.
    longer = calendar_of([2023, 2024], ["2024-02-16"])
    found = owed(*known[1:], by=rota(absences=[AWAY], calendar=longer), today="2024-02-12")
    (moved,) = (one for one in found if one.person == R)
    assert (moved.off, list(moved.handovers)) == (
        (at("2024-02-16", "outgoing"),),
        [at("2024-02-15", "outgoing")],
    )


def test_a_handover_that_appears_or_falls_away_is_told() -> None:
    # Sở B has March as well, and Q serves on: nobody hands over at the end of February.
    twice = {"overrides": [Override("2024-03", "b")], "assignments": [assignment("2024-03", Q)]}
    (telling,) = (one for one in owed(NAMED, by=rota(**twice)) if one.shift.id == "2024-02")
    assert (telling.person, telling.before, telling.after) == (Q, WHOLE, WHOLE)
    assert (telling.off, list(telling.handovers), telling.since) == ((OUT,), [IN], OUT.on)
    # R serves in March instead, after all.
    known = told("sent", Q, WHOLE, handovers=(IN,))
    twice["assignments"] = [assignment("2024-03", R)]
    (telling,) = (one for one in owed(known, by=rota(**twice)) if one.shift.id == "2024-02")
    assert (telling.off, list(telling.handovers), telling.since) == ((), [IN, OUT], OUT.on)
    # Who takes over instead is not told: the day is the same.
    assert owed(NAMED, by=rota(**twice)) == []


def test_a_message_with_another_day_of_a_handover_is_corrected() -> None:
    by, today = rota(absences=[AWAY], calendar=SHORT), "2024-02-05"
    of_q = IN, at("2024-02-08", "outgoing"), at("2024-02-16", "incoming"), OUT
    others = [told("sent", Q, SPLIT, calendar=SHORT, handovers=of_q)]
    right = told("planned", R, WEEK, handovers=EARLIER, message_id="<2@centre.lan>")
    (telling,) = owed(*others, right, by=by, today=today)
    assert (telling.before, telling.again) == ((), "<2@centre.lan>")
    wrong = told("planned", R, WEEK)
    (telling,) = owed(*others, wrong, by=by, today=today)
    assert (telling.before, telling.again, telling.version) == ((), None, 2)
    assert owed(*others, wrong, right._replace(kind="sent"), by=by, today=today) == []
    (telling,) = owed(*others, right._replace(kind="sent"), wrong, by=by, today=today)
    assert (telling.before, telling.off) == (WEEK, (FRIDAY,))


def test_what_earlier_versions_told_says_nothing_of_handovers() -> None:
    def earlier(kind: FactKind, who: Person, days: tuple[Period, ...]) -> Fact:
        digest = of_days(shift_of(rota(), "2024-02"), who.id, days, WEEKDAYS).digest
        return told(kind, who, days)._replace(digest=digest, handovers=None)

    by = rota(absences=[AWAY], calendar=SHORT)
    # Nobody is told of a handover of which it is not known what they know.
    by_r = [one for one in owed(earlier("sent", R, WEEK), by=by) if one.person == R]
    assert by_r == []
    # Of days that change they are told what is theirs; what is off is not known.
    (telling, _) = owed(earlier("sent", Q, WHOLE), by=rota(absences=[AWAY]))
    assert (telling.off, tuple(telling.handovers)) == ((), HANDED[SPLIT])
    # What was refused, or noted, stays so, and what is on its way goes again.
    (telling,) = owed(earlier("planned", Q, WHOLE), earlier("refused", Q, WHOLE))
    assert (telling.obstacle, telling.version) == ("refused", 1)
    (telling,) = owed(earlier("planned", Q, WHOLE))
    assert (telling.again, telling.version) == ("<1@centre.lan>", 1)
    nobody = rota(people=[P, person("q"), R, S])
    (telling,) = owed(earlier("missed", Q, WHOLE), by=nobody)
    assert telling.is_noted
    # What was said of other days, or with another handover, is something else.
    other = earlier("sent", Q, SPLIT)._replace(digest="f" * 64)
    (telling,) = owed(other)
    assert (telling.before, telling.after, telling.version) == (WORKED, WHOLE, 2)
    (telling,) = owed(earlier("missed", Q, SPLIT), by=nobody)
    assert not telling.is_noted
    (telling,) = owed(told("missed", Q, WHOLE, handovers=(IN,)), by=nobody)
    assert not telling.is_noted


def test_what_is_said_of_a_handover_in_a_reminder_is_not_what_was_told() -> None:
    reminder = NAMED._replace(
        says="before_handover", days=None, worked=None, handovers=None, since=day("2024-02-01")
    )
    assert owed(NAMED, reminder._replace(message_id="<2@centre.lan>")) == []
    (telling,) = owed(reminder)
    assert (telling.before, telling.said, telling.version) == ((), (), 1)


def test_whoever_is_told_on_the_day_of_a_handover_hears_of_it() -> None:
    by = rota(absences=[AWAY])
    (telling, _) = owed(NAMED, by=by, today="2024-02-09")
    assert list(telling.handovers) == list(HANDED[SPLIT])[1:]
    (telling, _) = owed(NAMED, by=by, today="2024-02-12")
    assert list(telling.handovers) == list(HANDED[SPLIT])[2:]


def test_an_officer_from_a_day_on() -> None:
    by = rota(substitutions=[substitution("2024-02-19", S)])
    until, rest = period("2024-02-01", "2024-02-16"), period("2024-02-19", "2024-02-29")
    assert said(NAMED, by=by) == [("q", WHOLE, (until,)), ("s", (), (rest,))]


def test_days_in_a_row_are_one_period_whatever_the_reasons() -> None:
    # The reserve stands in, and stays as a substitute.
    by = rota(absences=[AWAY], substitutions=[substitution("2024-02-17", R)])
    stints = by.stints(shift_of(by, "2024-02"))
    assert [stint.person for stint in stints] == [Q, R, R]
    assert days_served(stints) == {
        "q": (period("2024-02-01", "2024-02-11"),),
        "r": (period("2024-02-12", "2024-02-29"),),
    }
    nobody = rota(absences=[AWAY, absence(R, "2024-02-12", "2024-02-16")])
    assert days_served(nobody.stints(shift_of(nobody, "2024-02"))) == {"q": SPLIT}


def test_what_was_told_by_hand_was_told() -> None:
    by_hand = told("sent", Q, WHOLE, channel="phone", recipient="Ông q", message_id=None)
    assert said(by_hand) == []
    assert said(by_hand, by=rota(assignments=[assignment("2024-02", S)])) == [
        ("s", (), WHOLE),
        ("q", WHOLE, ()),
    ]


def test_who_is_in_no_list_any_more_is_released_where_they_were_told() -> None:
    by = builders.rota(people=[P, R, S], rosters=[roster("2024-01-01", {"b": staff([S])})])
    gone = told("sent", person("x", email="x@so.lan"), WHOLE)
    (_, released) = owed(gone, by=by)
    assert released.person == Person("x", "x@so.lan", email="x@so.lan")
    assert (released.before, released.after, released.obstacle) == (WHOLE, (), None)
    newer = told("sent", person("x", email="moi@so.lan"), SPLIT, message_id="<2@centre.lan>")
    (_, released) = owed(gone, newer, by=by)
    assert released.person.email == "moi@so.lan"
    by_phone = gone._replace(channel="phone", recipient="Ông x", message_id=None)
    (_, released) = owed(by_phone, by=by)
    assert (released.person, released.obstacle) == (Person("x", "Ông x"), "no address")
    # What the Centre mailed itself is recorded with the name, which is nobody's address.
    mailed_by_hand = by_phone._replace(channel="email")
    (_, released) = owed(mailed_by_hand, by=by)
    assert (released.person, released.obstacle) == (Person("x", "Ông x"), "no address")
    nameless = by_phone._replace(recipient=None)
    (_, released) = owed(nameless, by=by)
    assert released.person == Person("x", "x")


# Planned, sent, refused, returned.


def test_what_is_on_its_way_goes_again_as_it_is() -> None:
    planned = told("planned", Q, WHOLE)
    deferred = told("deferred", Q, WHOLE)
    for facts in ([planned], [planned, deferred], [planned, planned]):
        (telling,) = owed(*facts)
        assert (telling.again, telling.obstacle) == ("<1@centre.lan>", None)
        assert not telling.is_noted
        assert (telling.before, telling.after) == ((), WHOLE)
    assert owed(planned, deferred, planned, NAMED) == []
    # The newest counts: it has the address that is theirs now.
    moved = [
        NAMED._replace(recipient="cu@so.lan"),
        told("planned", Q, SPLIT, message_id="<2@centre.lan>"),
    ]
    (telling, _) = owed(*moved, by=rota(absences=[AWAY]))
    assert telling.again == "<2@centre.lan>"
    # Nothing of it lies ahead any more.
    assert [one.shift.id for one in owed(planned, today="2024-03-01")] == ["2024-03"]


def test_what_may_have_arrived_is_corrected() -> None:
    planned = told("planned", R, WEEK, message_id="<2@centre.lan>")
    (released,) = owed(NAMED, planned)
    assert (released.person, released.before, released.after) == (R, WEEK, ())
    assert (released.again, released.version) == (None, 2)
    # What is sure to be known counts before what only may be.
    other = (period("2024-02-01", "2024-02-16"),)
    ahead = told("planned", Q, other, message_id="<2@centre.lan>")
    (corrected, _) = owed(NAMED, ahead, by=rota(absences=[AWAY]))
    assert (corrected.before, corrected.after, corrected.version) == (WHOLE, WORKED, 3)
    (back,) = owed(NAMED, ahead)
    assert (back.before, back.after, back.version) == (other, WHOLE, 3)
    assert corrected.again is back.again is None


def test_a_release_on_its_way_is_not_lost_though_nothing_is_left() -> None:
    # S serves from the 8th on, which is recorded on the 14th: Q has no days any more.
    by = rota(substitutions=[substitution("2024-02-08", S)])
    rest = period("2024-02-08", "2024-02-29")
    others = told("sent", S, (rest,), message_id="<3@centre.lan>")
    until = (period("2024-02-01", "2024-02-07"),)
    planned = told("planned", Q, until, message_id="<2@centre.lan>")
    (telling,) = owed(NAMED, planned, others, by=by, today="2024-02-14")
    ahead = (period("2024-02-14", "2024-02-29"),)
    assert (telling.person, telling.before, telling.after) == (Q, ahead, ())
    assert telling.again == "<2@centre.lan>"
    gone = planned._replace(kind="sent")
    assert owed(NAMED, planned, gone, others, by=by, today="2024-02-14") == []


def test_what_only_repeats_what_is_known_does_not_go_again() -> None:
    repeated = told("planned", Q, WHOLE, message_id="<3@centre.lan>")
    assert owed(NAMED, repeated) == []
    # Unless something else may have arrived in between.
    between = told("planned", Q, SPLIT, message_id="<2@centre.lan>")
    (telling,) = owed(NAMED, between, repeated)
    assert (telling.before, telling.after, telling.again) == (WORKED, WHOLE, "<3@centre.lan>")
    assert owed(NAMED, between, repeated, repeated._replace(kind="sent")) == []


def test_a_message_of_which_a_part_no_longer_holds_does_not_go_again() -> None:
    # R stands in in February, and serves in April, both in one message; April changes.
    april = (period("2024-04-01", "2024-04-30"),)
    both = [told("planned", R, WEEK), told("planned", R, april, shift="2024-04")]
    early = fact("sent", "2024-01-15", "2024-04", digest="x", channel="paper", agency="b")
    away = rota(absences=[AWAY], assignments=[assignment("2024-04", R)])
    assert [one.again for one in owed(*both, early, told("sent", Q, SPLIT), by=away)] == [
        "<1@centre.lan>",
        "<1@centre.lan>",
    ]
    changed = rota(absences=[AWAY], assignments=[assignment("2024-04", S)])
    found = owed(*both, early, told("sent", Q, SPLIT), by=changed)
    assert [(one.person.id, one.shift.id, one.again) for one in found] == [
        ("r", "2024-02", None),
        ("s", "2024-04", None),
        ("r", "2024-04", None),
    ]
    # February is over: what is left of it goes again.
    found = owed(*both, early, told("sent", Q, SPLIT), by=away, today="2024-03-05")
    assert [(one.shift.id, one.again) for one in found if one.person == R] == [
        ("2024-04", "<1@centre.lan>")
    ]


def test_a_message_of_which_a_part_was_said_by_telephone_since_does_not_go_again() -> None:
    """The same message, of February and April."""

    def by_phone(who: Person, *days: Period, shift: str = "2024-04") -> Fact:
        fact = told("sent", who, days, shift=shift, channel="phone", message_id=None)
        return fact._replace(recipient=who.name)

    april, first, second = (
        period(f"2024-04-{first}", f"2024-04-{last}")
        for first, last in (("01", "30"), ("01", "14"), ("15", "30"))
    )
    early = fact("sent", "2024-01-15", "2024-04", digest="x", channel="paper", agency="b")
    both = [told("planned", R, WEEK), told("planned", R, (april,), shift="2024-04")]
    known = [early, told("sent", Q, SPLIT), *both]
    # R serves the second half of April only; the Centre has told both.
    by = rota(
        absences=[AWAY],
        assignments=[assignment("2024-04", S)],
        substitutions=[substitution("2024-04-15", R)],
    )
    (telling,) = owed(*known, by_phone(R, second), by_phone(S, first), by=by)
    assert (telling.person, telling.shift.id, telling.again) == (R, "2024-02", None)
    # Or what the message says of April was only said once more.
    by = rota(absences=[AWAY], assignments=[assignment("2024-04", R)])
    (telling,) = owed(*known, by_phone(R, april), by=by)
    assert (telling.shift.id, telling.again) == ("2024-02", None)
    # What was said of February is nobody's news in March.
    since = by_phone(R, shift="2024-02")
    found = owed(*known, since, by=by, today="2024-03-05")
    assert [(one.shift.id, one.again) for one in found if one.person == R] == [
        ("2024-04", "<1@centre.lan>")
    ]
    # Nor are days of February that have passed: it need not be over.
    found = owed(*known, by=by, today="2024-02-17")
    assert [(one.shift.id, one.again) for one in found if one.person == R] == [
        ("2024-04", "<1@centre.lan>")
    ]


@pytest.mark.parametrize(
    ("kind", "obstacle"), [("refused", "refused"), ("undelivered", "returned")]
)
def test_what_a_server_does_not_deliver_was_not_told(kind: FactKind, obstacle: str) -> None:
    lost = [told("planned", Q, WHOLE), *([NAMED] if kind == "undelivered" else [])]
    lost.append(told(kind, Q, WHOLE))
    (telling,) = owed(*lost)
    assert (telling.before, telling.after, telling.obstacle) == ((), WHOLE, obstacle)
    assert (telling.again, telling.said) == (None, ())
    # Another address, or other news: it is tried again.
    moved = person("q", email="moi@so.lan")
    (telling,) = owed(*lost, by=rota(people=[P, moved, R, S]))
    assert (telling.obstacle, telling.again, telling.version) == (None, None, 1)
    (telling, _) = owed(*lost, by=rota(absences=[AWAY]))
    assert (telling.obstacle, telling.version) == (None, 2)
    # Of whom nothing is expected any more, nothing is said.
    assert (
        said(*lost, told("sent", S, WHOLE), by=rota(assignments=[assignment("2024-02", S)])) == []
    )


def test_days_without_work_before_and_after_are_no_news() -> None:
    """Saturday 10 and Sunday 11 February 2024, Saturday 24: who was not reached stays so."""
    named, wider = period("2024-02-12", "2024-02-23"), period("2024-02-10", "2024-02-24")
    shift = shift_of(rota(), "2024-02")
    digest = of_days(shift, "q", [named], WEEKDAYS).digest
    assert of_days(shift, "q", [wider], WEEKDAYS).digest == digest
    for other in (period("2024-02-09", "2024-02-23"), period("2024-02-12", "2024-02-26")):
        assert of_days(shift, "q", [other], WEEKDAYS).digest != digest


@pytest.mark.parametrize("address", ["a@so.lan", "z@so.lan"])
def test_what_came_back_from_elsewhere_or_of_other_days_was_refused_here(address: str) -> None:
    refused = [told("planned", Q, WHOLE), told("refused", Q, WHOLE)]
    elsewhere = told("undelivered", Q, WHOLE, recipient=address, message_id="<0@centre.lan>")
    others = [elsewhere._replace(recipient=Q.email, digest=one * 64) for one in "0f"]
    (telling,) = owed(elsewhere, *others, *refused)
    assert telling.obstacle == "refused"


def test_whom_the_centre_must_tell_itself() -> None:
    without = rota(people=[P, person("q"), R, S], absences=[AWAY])
    mailed = Rota(replace(without.decisions, mail=MailRule(host="smtp.so-mau.example")), WEEKDAYS)
    today, since = day("2024-01-26"), day("2024-01-10")
    told_r = told("sent", R, WEEK)
    for facts in ([], [told_r], [told_r, fact("sent", "2024-01-15", "2024-01"), NAMED]):
        found = out_of_reach(mailed, today, since, facts)
        assert [(one.person.id, one.obstacle) for one in found] == [("q", "no address")]
    by_hand = told("sent", Q, SPLIT, channel="phone", recipient="Ông q", message_id=None)
    assert out_of_reach(mailed, today, since, [by_hand, told_r]) == []
    of_others = [by_hand._replace(shift=shift) for shift in ("2024-01", "2024-03")]
    found = out_of_reach(mailed, today, since, of_others)
    assert [one.shift.id for one in found if one.person.id == "q"] == ["2024-02", "2024-03"]
    # Where no mail is sent at all, nobody is out of its reach.
    assert out_of_reach(without, today, since, []) == []


def test_an_earlier_message_that_comes_back_takes_nothing_back() -> None:
    newer = told("sent", Q, SPLIT, message_id="<2@centre.lan>")
    bounce = told("undelivered", Q, WHOLE)
    assert said(NAMED, newer, bounce, told("sent", R, WEEK), by=rota(absences=[AWAY])) == []


def test_a_message_to_an_address_that_is_gone_does_not_wait() -> None:
    for address in ("moi@so.lan", "z@so.lan"):
        moved = rota(people=[P, person("q", email=address), R, S])
        (telling,) = owed(told("planned", Q, WHOLE), by=moved)
        assert (telling.again, telling.obstacle, telling.before) == (None, None, ())
        assert said(NAMED, by=moved) == []  # it has arrived where it went


@pytest.mark.parametrize(
    ("email", "obstacle"), [(None, "no address"), ("q@so-mau.example", "sample")]
)
def test_who_has_no_address_is_out_of_reach(email: str | None, obstacle: str) -> None:
    without = person("q", email=email)
    by = rota(people=[P, without, R, S])
    (telling,) = owed(by=by)
    assert (telling.obstacle, telling.is_noted) == (obstacle, False)
    noted = told("missed", without, WHOLE, recipient=None, message_id=None)
    others = [noted._replace(digest=digest) for digest in ("0" * 64, "f" * 64)]
    others += [told(kind, without, WHOLE) for kind in ("deferred", "acknowledged", "undelivered")]
    assert [one.is_noted for one in owed(*others, by=by)] == [False]
    (telling,) = owed(noted, by=by)
    assert (telling.obstacle, telling.is_noted, telling.version) == (obstacle, True, 1)
    (telling,) = owed(noted)  # the address is known now
    assert telling.obstacle is None
    # Other days are other news.
    (telling, _) = owed(noted, by=rota(people=[P, without, R, S], absences=[AWAY]))
    assert (telling.obstacle, telling.is_noted) == (obstacle, False)
