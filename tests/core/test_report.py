"""The review of a period: the plan held against the register (Điều 11 khoản 3, Điều 12 khoản 2).

P of A and Q of B serve by turns on a calendar of weekdays: January 2024 has 23, February 21 and
March 21. They hand over on Wednesday 31 January, Thursday 29 February and Friday 29 March.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

import pytest

from luanphien.core.decisions import Agency
from luanphien.core.duties import State
from luanphien.core.entries import Difficulty, Entry, Settlement
from luanphien.core.facts import Fact, FactKind
from luanphien.core.notice import notice
from luanphien.core.period import Period
from luanphien.core.report import Report, Share, Told, report
from luanphien.core.rota import Rota
from luanphien.core.statements import of_handover
from tests.core.builders import (
    ANNOUNCED,
    A,
    B,
    C,
    P,
    Q,
    R,
    S,
    absence,
    agency,
    calendar_of,
    day,
    fact,
    handed_over,
    moment,
    override,
    period,
    person,
    roster,
    rota,
    rotation,
    shift_of,
    staff,
    substitution,
)

ROSTER = roster("2024-01-01", {"a": staff([P], [R]), "b": staff([Q], [S])})
TURNS = rota(rosters=[ROSTER])
WINTER = period("2024-01-01", "2024-03-31")
KEPT = day("2024-01-01")

JANUARY_S = handed_over("2024-01-31", "2024-02-01", P, Q)
FEBRUARY_S = handed_over(
    "2024-02-29", "2024-03-01", Q, P, shift="2024-02", outgoing_agency="b", incoming_agency="a"
)


def review(
    *facts: Fact,
    by: Rota = TURNS,
    of: Period = WINTER,
    today: str = "2024-04-10",
    since: str | None = "2024-01-01",
) -> Report:
    return report(by, of, facts, day(since) if since else None, day(today))


def services(made: Report) -> list[tuple[str, str, int, str | None, int]]:
    """First and last day, working days, who served by the minutes, and how many of them."""
    return [
        (
            f"{one.days.first:%d/%m}",
            f"{one.days.last:%d/%m}",
            one.working_days,
            one.recorded,
            one.recorded_days,
        )
        for one in made.services
    ]


def shares(found: Sequence[Share]) -> list[tuple[str, str | None, int, int, int]]:
    return [
        (one.agency.id, one.name, one.shifts, one.working_days, one.recorded_days) for one in found
    ]


def test_without_minutes_only_the_plan_is_told() -> None:
    made = review()
    assert services(made) == [
        ("01/01", "31/01", 23, None, 0),
        ("01/02", "29/02", 21, None, 0),
        ("01/03", "31/03", 21, None, 0),
    ]
    assert shares(made.agencies) == [("a", None, 2, 44, 0), ("b", None, 1, 21, 0)]
    assert shares(made.people) == [("a", "Ông p", 2, 44, 0), ("b", "Ông q", 1, 21, 0)]
    assert (made.period, made.kept_since, made.today) == (WINTER, KEPT, day("2024-04-10"))
    assert (made.mean, made.provisional) == (32.5, False)


def test_minutes_say_who_served_before_and_after_them() -> None:
    # P handed over to Q, Q to P: January by the minutes at its end, March by those at its start.
    assert services(review(JANUARY_S)) == [
        ("01/01", "31/01", 23, "Ông p", 23),
        ("01/02", "29/02", 21, "Ông q", 21),
        ("01/03", "31/03", 21, None, 0),
    ]
    made = review(JANUARY_S, FEBRUARY_S)
    assert [row[3] for row in services(made)] == ["Ông p", "Ông q", "Ông p"]
    assert shares(made.agencies) == [("a", None, 2, 44, 44), ("b", None, 1, 21, 21)]


def test_somebody_else_than_planned_served() -> None:
    # The minutes were signed by S for Q in February; they count for S, the plan for Q.
    signed = JANUARY_S._replace(incoming=S.name)
    made = review(signed)
    assert shares(made.people) == [
        ("a", "Ông p", 2, 44, 23),
        ("b", "Ông q", 1, 21, 0),
        ("b", "Ông s", 0, 0, 21),
    ]
    assert shares(made.agencies) == [("a", None, 2, 44, 23), ("b", None, 1, 21, 21)]


def test_the_minutes_at_the_start_say_more_than_those_at_the_end() -> None:
    other = FEBRUARY_S._replace(outgoing=S.name)
    assert services(review(JANUARY_S, other))[1][3] == "Ông q"
    assert services(review(other))[1][3] == "Ông s"


@pytest.mark.parametrize("other", ["0", "z"])
def test_minutes_of_another_agency_say_nothing_of_this_one(other: str) -> None:
    # Signed for agencies that an override has changed since.
    elsewhere = JANUARY_S._replace(outgoing_agency=other, incoming_agency=other)
    assert [row[3] for row in services(review(elsewhere))] == [None, None, None]
    taken = JANUARY_S._replace(incoming_agency=other)
    assert [row[3] for row in services(review(taken))] == ["Ông p", None, None]
    assert [row[3] for row in services(review(taken, FEBRUARY_S))] == ["Ông p", "Ông q", "Ông p"]


@pytest.mark.parametrize(
    ("today", "come"),
    [
        ("2024-01-31", 0),  # February has not begun though its minutes are signed
        ("2024-02-01", 1),
        ("2024-02-02", 2),
        ("2024-02-28", 20),
        ("2024-02-29", 21),
        ("2024-03-01", 21),
    ],
)
def test_the_days_that_have_come_are_counted_to_today(today: str, come: int) -> None:
    made = review(JANUARY_S, today=today)
    assert services(made)[1] == ("01/02", "29/02", 21, "Ông q", come)


def test_what_happened_after_today_is_not_in_the_review() -> None:
    assert services(review(JANUARY_S, today="2024-01-30"))[0] == ("01/01", "31/01", 23, None, 0)
    assert review(JANUARY_S, today="2024-01-30").handovers[0].state == "due"
    assert review(JANUARY_S, today="2024-01-31").handovers[0].state == "on_time"


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2024-01-19", "2024-01-20", [("19/01", "19/01", 1), ("20/01", "20/01", 0)]),
        ("2024-01-20", "2024-01-21", [("20/01", "21/01", 0)]),
        ("2024-01-18", "2024-01-19", [("18/01", "19/01", 2)]),
        ("2024-01-31", "2024-02-01", [("31/01", "31/01", 1), ("01/02", "01/02", 1)]),
    ],
)
def test_a_service_is_the_part_of_a_stint_within_the_period(
    first: str, last: str, found: list[tuple[str, str, int]]
) -> None:
    # From Saturday 20 January on R serves for P.
    one = rota(rosters=[ROSTER], substitutions=[substitution("2024-01-20", R)])
    made = review(by=one, of=period(first, last))
    assert [row[:3] for row in services(made)] == found


def test_the_recorded_days_are_those_of_the_period() -> None:
    made = review(JANUARY_S, of=period("2024-01-30", "2024-02-02"), today="2024-02-29")
    assert services(made) == [
        ("30/01", "31/01", 2, "Ông p", 2),
        ("01/02", "02/02", 2, "Ông q", 2),
    ]


def test_neighbouring_stints_of_one_person_are_recorded_together() -> None:
    # R covers P's absence and stays as his substitute: nobody hands over in between.
    one = rota(
        rosters=[ROSTER],
        absences=[absence(P, "2024-01-15", "2024-01-19")],
        substitutions=[substitution("2024-01-20", R)],
    )
    began = handed_over("2024-01-12", "2024-01-15", P, R, incoming_agency="a")
    ended = handed_over("2024-01-31", "2024-02-01", R, Q)
    expected = [("01/01", "14/01"), ("15/01", "19/01"), ("20/01", "31/01")]
    for signed, names in (
        (began, ["Ông p", "Ông r", "Ông r"]),
        (ended, [None, "Ông r", "Ông r"]),
    ):
        rows = services(review(signed, by=one))[:3]
        assert [row[:2] for row in rows] == expected
        assert [row[3] for row in rows] == names
    made = review(began, by=one)
    # P has 1 to 14 January, 10 working days; R 15 to 31 January, 13, in one shift.
    assert shares(made.people)[:2] == [("a", "Ông p", 2, 31, 10), ("a", "Ông r", 1, 13, 13)]


def test_a_shift_without_a_person_is_the_agency_s_all_the_same() -> None:
    made = review(by=rota())
    assert shares(made.people) == [("a", None, 2, 44, 0), ("b", None, 1, 21, 0)]


def test_whoever_takes_turns_is_told_also_without_one_and_whoever_took_another_s() -> None:
    one = rota(rotation("2024-01-01", A, B), overrides=[override("2024-02", C)])
    made = review(by=one)
    assert shares(made.agencies) == [
        ("a", None, 2, 44, 0),
        ("b", None, 0, 0, 0),
        ("c", None, 1, 21, 0),
    ]
    # Each of the two in the order would have half of 65; C is in no order.
    assert made.even == {"a": 32.5, "b": 32.5, "c": 0.0}
    assert [made.difference(share) for share in made.agencies] == [11.5, -32.5, 21.0]
    assert made.mean == pytest.approx(65 / 3)


def test_an_even_share_is_that_of_the_time_in_the_order() -> None:
    # A and B share January and February, 44 days; A, B and C share March, 21 days.
    one = rota(rotation("2024-01-01", A, B), rotation("2024-03-01", C, A, B))
    made = review(by=one)
    assert made.even == {"a": 29.0, "b": 29.0, "c": 7.0}
    # A had January, B February and C March.
    assert [made.difference(share) for share in made.agencies] == [-6.0, -8.0, 14.0]


def test_the_handovers_and_strays_of_the_period() -> None:
    stray = handed_over("2024-02-10", "2024-02-12", R, Q)
    made = review(JANUARY_S, stray)
    assert [(f"{one.handover.on:%d/%m}", one.state) for one in made.handovers] == [
        ("31/01", "on_time"),
        ("29/02", "missing"),
        ("29/03", "missing"),
    ]
    assert made.strays == (stray,)
    assert [one.state for one in review(since=None).handovers] == ["unrecorded"] * 3


def test_a_review_is_provisional_with_any_of_its_shifts() -> None:
    one = rota(calendar=calendar_of([2023, 2024]))
    assert not review(by=one, of=period("2024-11-01", "2024-12-31")).provisional
    assert review(by=one, of=period("2024-12-01", "2025-01-01")).provisional


# Replacements (khoản 10 Điều 6).


def asked(since: str | None, shift: str = "2024-01") -> Fact:
    return fact("replaced", "2024-01-10", shift, since=day(since) if since else None)


@pytest.mark.parametrize(
    ("since", "served"),
    [
        ("2024-01-19", True),
        ("2024-01-20", True),  # the day on which the substitute begins
        ("2024-01-21", False),  # he had begun before: that is not what was asked for
        (None, False),
    ],
)
def test_who_serves_instead(since: str | None, served: bool) -> None:
    one = rota(rosters=[ROSTER], substitutions=[substitution("2024-01-20", R)])
    (replaced,) = review(asked(since), by=one).replacements
    assert (replaced.fact, replaced.agency) == (asked(since), A)
    assert replaced.substitute == (R if served else None)


def test_the_first_substitute_from_then_on_serves_instead() -> None:
    one = rota(
        rosters=[ROSTER],
        substitutions=[substitution("2024-01-20", R), substitution("2024-01-25", S)],
    )
    found = review(asked("2024-01-15"), asked("2024-01-22"), by=one).replacements
    assert [replaced.substitute for replaced in found] == [R, S]


def test_who_serves_instead_of_the_officer_does_also_from_another_day() -> None:
    """P is replaced by R a day before the Centre asked for it, R by S: each by who came after."""
    one = rota(
        rosters=[ROSTER],
        substitutions=[substitution("2024-01-20", R), substitution("2024-01-25", S)],
    )
    of_p, of_r, of_s = (asked("2024-01-21")._replace(outgoing=who.name) for who in (P, R, S))
    found = review(of_p, of_r, of_s, by=one).replacements
    assert [replaced.substitute for replaced in found] == [R, S, None]


def test_who_stood_in_before_for_some_days_is_not_who_was_asked_for() -> None:
    short = substitution("2024-01-10", R, expires=day("2024-01-11"))
    one = rota(rosters=[ROSTER], substitutions=[short, substitution("2024-01-20", S)])
    for since, who in (("2024-01-11", R), ("2024-01-12", S), ("2024-01-20", S)):
        (replaced,) = review(asked(since)._replace(outgoing=P.name), by=one).replacements
        assert replaced.substitute == who


def test_who_covers_or_serves_by_turn_is_no_substitute() -> None:
    one = rota(rosters=[ROSTER], absences=[absence(P, "2024-01-15", "2024-01-19")])
    (replaced,) = review(asked("2024-01-12"), by=one).replacements
    assert replaced.substitute is None


def test_only_replacements_in_the_shifts_of_the_period_are_told() -> None:
    others = [
        asked("2024-01-12")._replace(kind=kind) for kind in get_args(FactKind) if kind != "replaced"
    ]
    assert review(asked("2024-04-10", "2024-04"), *others).replacements == ()


# The notice of February 2024, of which the deadline is Monday 29 January.

MAILED = Agency(id="b", name="Sở B", short_name="B", email="van-thu@b.lan")
TOLD_BY = rota(rotation("2023-12-01", MAILED, A), agencies=[MAILED], calendar=ANNOUNCED)
FEBRUARY = period("2024-02-01", "2024-02-29")
DIGEST = notice(TOLD_BY, shift_of(TOLD_BY, "2024-02")).digest


def sent(on: str, digest: str | None = DIGEST, **more: Any) -> Fact:
    given = {"channel": "paper", "recipient": "Sở B", **more}
    return fact("sent", on, digest=digest, **given)


def told(*facts: Fact, today: str = "2024-03-01", since: str | None = "2024-01-02") -> Told:
    (one,) = review(*facts, by=TOLD_BY, of=FEBRUARY, today=today, since=since).notices
    return one


@pytest.mark.parametrize(
    ("on", "margin", "stands"),
    [
        ("2023-12-29", 20, "on_time"),  # and 2 to 25 January, less New Year's Day
        ("2024-01-25", 2, "on_time"),  # 25, 26, 29: two more than the last day
        ("2024-01-26", 1, "on_time"),
        ("2024-01-27", 0, "on_time"),  # a Saturday: it arrives on Monday
        ("2024-01-29", 0, "on_time"),
        ("2024-01-30", -1, "late"),
        ("2024-01-31", -2, "late"),
        ("2024-02-03", -5, "late"),  # a Saturday: 30, 31, 1, 2 and Monday 5
    ],
)
def test_margins_are_working_days(on: str, margin: int, stands: State) -> None:
    one = told(sent(on))
    assert (one.sent_on, one.margin, one.state) == (day(on), margin, stands)
    assert (one.shift.id, one.changed, one.acknowledged_on) == ("2024-02", False, None)


def test_a_notice_on_a_deadline_that_ends_a_month_is_in_time() -> None:
    # Of February only 28 and 29 are worked: with 31 January they are the three before March.
    closed = calendar_of([2023, 2024], off=["2024-02-01..2024-02-27"])
    one = rota(rotation("2024-01-01", A, B), calendar=closed)
    for on, margin in (("2024-01-30", 1), ("2024-01-31", 0), ("2024-02-01", -1)):
        signed = fact("sent", on, "2024-03", channel="paper", recipient="Sở A")
        (notice,) = review(signed, by=one, of=period("2024-03-01", "2024-03-31")).notices
        assert notice.margin == margin


@pytest.mark.parametrize(
    ("today", "stands"),
    [("2024-01-28", "due"), ("2024-01-29", "due"), ("2024-01-30", "missing")],
)
def test_a_notice_that_was_not_sent_is_missing_from_the_day_after(
    today: str, stands: State
) -> None:
    one = told(today=today)
    assert (one.sent_on, one.margin, one.changed, one.state) == (None, None, False, stands)
    # The review is that of its day: what happened later is not in it.
    assert told(sent("2024-01-31"), today=today).state == stands
    assert told(today=today, since=None).state == ("due" if stands == "due" else "unrecorded")


def test_the_first_notice_counts() -> None:
    holding, zalo = sent("2024-01-30"), sent("2024-01-31", channel="zalo")
    assert told(holding, zalo).sent_on == day("2024-01-30")
    assert told(zalo, holding).sent_on == day("2024-01-30")
    # A second record of the same channel corrects the first.
    assert told(holding, sent("2024-01-31")).sent_on == day("2024-01-31")
    assert told(sent("2024-01-31"), holding).sent_on == day("2024-01-30")


@pytest.mark.parametrize("other", ["0" * 64, "f" * 64])
def test_an_agency_that_was_told_other_dates(other: str) -> None:
    one = told(sent("2024-01-25", other))
    assert (one.sent_on, one.state, one.changed) == (day("2024-01-25"), "on_time", True)
    # Điều 6 khoản 6 has a deadline for telling whose turn it is; a correction has none.
    for on in ("2024-01-26", "2024-01-30", "2024-02-05"):
        for channel in ("paper", "phone"):
            one = told(sent("2024-01-25", other), sent(on, channel=channel))
            assert (one.sent_on, one.margin, one.state) == (day("2024-01-25"), 2, "on_time")
            assert not one.changed
    late = told(sent("2024-01-30", other), sent("2024-01-31"))
    assert (late.sent_on, late.margin, late.state) == (day("2024-01-30"), -1, "late")


def answered(on: str, digest: str = DIGEST, **more: Any) -> Fact:
    return sent(on, digest, **more)._replace(kind="acknowledged")


@pytest.mark.parametrize("other", ["0" * 64, "f" * 64])
def test_what_was_acknowledged_before_it_changed(other: str) -> None:
    before = [sent("2024-01-25", other), answered("2024-01-26", other)]
    one = told(*before)
    assert (one.changed, one.acknowledged_on) == (True, day("2024-01-26"))
    # One on its way to the agency takes nothing back that it has acknowledged.
    planned = sent("2024-01-30", channel="email", recipient="van-thu@b.lan", message_id="<1@c.lan>")
    one = told(*before, planned._replace(kind="planned"))
    assert (one.changed, one.acknowledged_on) == (True, day("2024-01-26"))
    # What holds now was said: nobody has acknowledged that, until somebody does.
    assert told(*before, sent("2024-01-30")).acknowledged_on is None
    one = told(*before, sent("2024-01-30"), answered("2024-01-31"))
    assert (one.changed, one.acknowledged_on) == (False, day("2024-01-31"))
    # Who has heard of the change before it was recorded as sent acknowledges that.
    assert told(*before, answered("2024-01-30")).acknowledged_on == day("2024-01-30")
    # The answer to what was said last comes first, whenever it came.
    third = [sent("2024-01-27", "1" * 64), answered("2024-01-28", "1" * 64)]
    assert told(*before, *third).acknowledged_on == day("2024-01-28")
    late = answered("2024-01-29", other)
    assert told(*before, *third, late).acknowledged_on == day("2024-01-28")
    # What was never said to this agency is not its to acknowledge.
    foreign = [sent("2024-01-25", other), answered("2024-01-26", "1" * 64)]
    assert told(*foreign).acknowledged_on is None
    assert told(before[0], before[1]._replace(kind="reminded")).acknowledged_on is None


def test_only_who_takes_the_shift_is_told() -> None:
    at_b = {"channel": "email", "recipient": "van-thu@b.lan", "message_id": "<1@centre.lan>"}
    mailed = sent("2024-01-25", "other", **at_b)
    assert told(mailed).sent_on == day("2024-01-25")
    # A copy to somebody else is no notice to the agency, whatever it says.
    assert told(mailed._replace(recipient="khac@b.lan")).state == "missing"
    assert told(mailed._replace(recipient="khac@b.lan", digest=DIGEST)).state == "missing"
    # Nor is one to the agency whose turn it was before a swap, or of another shift.
    assert told(sent("2024-01-25", "other", recipient="Sở Công thương")).state == "missing"
    for shift in ("2024-01", "2024-03"):
        assert told(sent("2024-01-25")._replace(shift=shift)).state == "missing"
    # What this notice itself says was said to this agency, whatever the name under it.
    assert told(sent("2024-01-25", recipient="Văn thư")).state == "on_time"
    assert told(sent("2024-01-25", "other", recipient=None)).state == "missing"


def test_an_agency_without_an_address_is_told_at_its_contact_s() -> None:
    chief = person("z", email="chanh-van-phong@a.lan")
    one = rota(rotation("2024-01-01", A), agencies=[agency("a", contact="z")], people=[chief])
    signed = fact("sent", "2024-01-25", digest="other", channel="email", recipient=chief.email)
    (told,) = review(signed, by=one, of=FEBRUARY).notices
    assert (told.sent_on, told.changed) == (day("2024-01-25"), True)


def test_the_newest_answer_counts() -> None:
    answers = [
        fact("acknowledged", on, digest=DIGEST, recipient="Sở B")
        for on in ("2024-01-26", "2024-01-30")
    ]
    one = told(sent("2024-01-25"), *answers)
    assert (one.sent_on, one.acknowledged_on) == (day("2024-01-25"), day("2024-01-30"))
    assert told(*reversed(answers)).acknowledged_on == day("2024-01-26")
    assert told(answers[0]).acknowledged_on == day("2024-01-26")
    assert told(*answers, answers[0]).acknowledged_on == day("2024-01-26")
    assert told(fact("reminded", "2024-01-29", digest=DIGEST)).acknowledged_on is None


def test_an_hour_makes_no_other_day() -> None:
    late = sent("2024-01-29")._replace(at=moment("2024-01-29", 23))
    assert told(late).state == "on_time"


def test_a_copy_to_who_hands_over_is_no_notice() -> None:
    copied = of_handover(notice(TOLD_BY, shift_of(TOLD_BY, "2024-02")))
    assert copied
    copy = sent("2024-01-25", copied.digest, recipient="Sở A", says="handover", agency="a")
    one = told(copy, today="2024-01-30")
    assert (one.sent_on, one.state, one.copied_on) == (None, "missing", day("2024-01-25"))
    both = told(copy, sent("2024-01-30"), today="2024-01-30")
    assert (both.sent_on, both.state, both.copied_on) == (
        day("2024-01-30"),
        "late",
        day("2024-01-25"),
    )
    for digest in ("0" * 64, "f" * 64):
        assert told(copy._replace(digest=digest)).copied_on is None
    for kind in ("planned", "signed"):
        assert told(copy._replace(kind=kind)).copied_on is None
    again = sent("2024-01-29", copied.digest, recipient="chief@a.lan", says="handover", agency="a")
    assert told(copy, again).copied_on == day("2024-01-25"), "the first counts"


def test_between_two_recorded_rows_nothing_is_from_before_the_register() -> None:
    """The register is kept since May; January and March were written into it afterwards."""

    def notices(*months: str) -> list[str]:
        facts = [
            fact("sent", f"2024-{month}-10", f"2024-{int(month) + 1:02}", channel="paper")
            for month in months
        ]
        said = [
            one._replace(digest=notice(TURNS, shift_of(TURNS, one.shift)).digest) for one in facts
        ]
        of = period("2024-02-01", "2024-05-31")
        return [
            one.state
            for one in review(*said, of=of, since="2024-05-20", today="2024-05-20").notices
        ]

    assert notices() == ["unrecorded"] * 4
    assert notices("02") == ["unrecorded", "on_time", "missing", "missing"]
    assert notices("01", "03") == ["on_time", "missing", "on_time", "missing"]
    handovers = review(JANUARY_S, since="2024-05-20", today="2024-05-20").handovers
    assert [one.state for one in handovers] == ["on_time", "missing", "missing"]
    later = review(FEBRUARY_S, since="2024-05-20", today="2024-05-20").handovers
    assert [one.state for one in later] == ["unrecorded", "on_time", "missing"]


def test_days_for_which_nobody_is_named_are_open() -> None:
    # P is away in the week of Monday 15 January and no reserve is there.
    one = rota(
        rosters=[roster("2024-01-01", {"a": staff([P]), "b": staff([Q])})],
        absences=[absence(P, "2024-01-13", "2024-01-19")],
    )
    (open_days,) = review(by=one).vacant
    assert [share.name for share in review(by=one).named] == [P.name, Q.name]
    assert (open_days.days, open_days.working_days) == (period("2024-01-13", "2024-01-19"), 5)
    weekend = rota(
        rosters=[roster("2024-01-01", {"a": staff([P]), "b": staff([Q])})],
        absences=[absence(P, "2024-01-13", "2024-01-14")],
    )
    assert review(by=weekend).vacant == []
    assert review().vacant == []


@pytest.mark.parametrize(
    ("raised", "settled", "is_told"),
    [
        ("2024-01-15", None, True),
        ("2024-03-31", None, True),
        ("2024-04-01", None, False),
        ("2024-04-02", None, False),
        ("2023-12-01", "2023-12-31", False),
        ("2023-12-01", "2024-01-01", True),
        ("2023-12-01", "2024-01-02", True),
        ("2024-01-15", "2024-04-05", True),
    ],
)
def test_a_difficulty_is_told_of_the_periods_in_which_it_is_open(
    raised: str, settled: str | None, is_told: bool
) -> None:
    difficulty = Entry(day(raised), moment(raised), None, Difficulty("thiếu máy quét"), number=1)
    book = [difficulty]
    if settled:
        book.append(Entry(day(settled), moment(settled), None, Settlement(1), number=2))
    found = report(TURNS, WINTER, [], KEPT, day("2024-04-10"), book).difficulties
    assert [one.entry for one in found] == ([difficulty] if is_told else [])


def test_what_has_arrived_is_that_message_at_that_address() -> None:
    mail = ("<m@so-mau.example>", "van-thu@b.lan")

    def about(kind: FactKind, on: str, message: str = mail[0], recipient: str = mail[1]) -> Fact:
        given = {"digest": DIGEST, "channel": "email", "message_id": message}
        return fact(kind, on, recipient=recipient, **given)

    others = [
        about("delivered", "2024-01-25", "<a@so-mau.example>"),
        about("delivered", "2024-01-25", "<z@so-mau.example>"),
        about("delivered", "2024-01-25", recipient="a@b.lan"),
        about("delivered", "2024-01-25", recipient="z@b.lan"),
        about("delayed", "2024-01-25"),
    ]
    assert told(about("sent", "2024-01-25"), *others).delivered_on is None
    one = told(about("sent", "2024-01-25"), *others, about("delivered", "2024-01-26"))
    assert one.delivered_on == day("2024-01-26")
