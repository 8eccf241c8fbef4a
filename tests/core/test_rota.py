"""The shifts of a period with all their dates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from luanphien.core.decisions import NoticeRule
from luanphien.core.errors import NoCalendarError, NoRotaError
from luanphien.core.model import Handover, SpecialDay
from luanphien.core.period import Period
from luanphien.core.rota import Rota
from luanphien.core.workdays import WorkCalendar
from tests.core.builders import (
    SIX,
    A,
    B,
    C,
    P,
    Q,
    R,
    S,
    absence,
    calendar_of,
    day,
    override,
    period,
    regulation,
    roster,
    rota,
    rotation,
    shift_of,
    staff,
    swap,
    unknown,
)

TABLE = [
    line
    for line in (Path(__file__).parent / "rota.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def year(number: int) -> Period:
    return period(f"{number:04}-01-01", f"{number:04}-12-31")


@pytest.mark.parametrize("line", TABLE)
def test_every_shift_from_december_2023_to_december_2026(line: str) -> None:
    month, agency, first, last, working_days, send_on, deadline = line.split()
    shift = regulation().shift_on(day(f"{month}-15"))
    assert (shift.id, shift.agency.id) == (month, agency)
    assert shift.first_working_day == day(first)
    assert shift.last_working_day == shift.handover_on == day(last)
    assert shift.working_days == int(working_days)
    assert shift.notice_send_on == day(send_on)
    assert shift.notice_deadline == day(deadline)


def test_the_order_is_that_of_dieu_6_khoan_5() -> None:
    shifts = list(regulation().shifts(period("2023-12-01", "2024-06-01")))
    assert [shift.agency for shift in shifts] == [*SIX, SIX[0]]
    assert [(shift.cycle, shift.turn) for shift in shifts] == [
        *((1, n) for n in range(1, 7)),
        (2, 1),
    ]
    assert [shift.days for shift in shifts[:3]] == [
        period("2023-12-01", "2023-12-31"),
        period("2024-01-01", "2024-01-31"),
        period("2024-02-01", "2024-02-29"),
    ]


@pytest.mark.parametrize(
    ("rule", "deadline"),
    [
        (NoticeRule(), "2023-12-27"),
        (NoticeRule(counting="clear-days"), "2023-12-26"),
        (NoticeRule(working_days=4), "2023-12-26"),
        (NoticeRule(working_days=5), "2023-12-25"),
    ],
)
def test_the_notice_for_january_2024_is_in_time(rule: NoticeRule, deadline: str) -> None:
    # Before Monday 1 January 2024: Sunday 31 and Saturday 30 December are no working days, so
    # Friday 29, Thursday 28 and Wednesday 27 are three; the first of January is not counted.
    january = rota(notice=rule).shift_on(day("2024-01-01"))
    assert january.notice_deadline == day(deadline)
    assert january.notice_send_on == day("2023-12-25")  # the fifth, Christmas Monday


def test_a_notice_is_sent_as_far_ahead_as_the_rule_says() -> None:
    january = rota(notice=NoticeRule(send_ahead=6)).shift_on(day("2024-01-01"))
    assert january.notice_send_on == day("2023-12-22")


def test_before_the_first_rotation_there_is_no_rota() -> None:
    late = regulation()
    assert late.begins_on == day("2023-12-01")
    with pytest.raises(NoRotaError) as refused:
        late.shifts(period("2023-01-01", "2023-11-30"))
    assert str(refused.value) == (
        "Chưa có lịch luân phiên trước ngày 01/12/2023, ngày bắt đầu phiên trực đầu tiên."
    )
    assert late.shift_on(day("2023-12-01")).id == "2023-12"
    # A period that only begins before it shows what there is.
    assert [shift.id for shift in late.shifts(period("2023-01-01", "2023-12-01"))] == ["2023-12"]


def test_shifts_are_known_as_far_as_the_calendar_goes() -> None:
    ends = WorkCalendar({2023: [], 2024: []}, unknown)
    short = rota(calendar=ends)
    known = short.known_shifts(period("2024-11-15", "2025-02-28"))
    assert [shift.id for shift in known] == ["2024-11", "2024-12"]
    with pytest.raises(NoCalendarError):
        list(short.shifts(period("2024-11-15", "2025-02-28")))
    with pytest.raises(NoRotaError):
        list(short.known_shifts(period("2023-11-15", "2023-12-31")))


def test_a_later_rotation_counts_its_cycles_anew_and_leaves_the_past() -> None:
    old = rotation("2024-01-01", A, B, C)
    new = rotation("2024-05-01", C, A, starts_with="a")
    both = rota(old, new)
    shifts = list(both.shifts(year(2024)))
    assert "".join(shift.agency.id for shift in shifts) == "abcaacacacac"
    assert both.begins_on == day("2024-01-01")
    assert [(shift.cycle, shift.turn) for shift in shifts[3:7]] == [(2, 1), (1, 2), (2, 1), (2, 2)]
    assert shifts[:4] == list(rota(old).shifts(period("2024-01-01", "2024-04-30")))


def test_the_agencies_that_take_turns_on_a_day() -> None:
    both = rota(rotation("2024-01-01", A, B), rotation("2024-05-01", C, A))
    assert both.agencies_on(day("2023-12-31")) == ()
    assert both.agencies_on(day("2024-01-01")) == (A, B)
    assert both.agencies_on(day("2024-04-30")) == (A, B)
    assert both.agencies_on(day("2024-05-01")) == (C, A)
    assert [both.agency_on(day(text)) for text in ("2024-01-31", "2024-02-01")] == [A, B]


def test_a_shift_of_several_months() -> None:
    quarters = rota(rotation("2023-11-01", A, B, months=3))
    shifts = list(quarters.shifts(year(2024)))
    assert [(shift.id, shift.agency.id) for shift in shifts] == [
        ("2023-11", "a"),
        ("2024-02", "b"),
        ("2024-05", "a"),
        ("2024-08", "b"),
        ("2024-11", "a"),
    ]
    # November 2023 has 22 weekdays, December 21, January 2024 23: counted on the calendar.
    assert (shifts[0].ends_on, shifts[0].working_days) == (day("2024-01-31"), 66)
    assert shifts[0].first_working_day == day("2023-11-01")
    assert shifts[0].last_working_day == shifts[0].handover_on == day("2024-01-31")


def test_the_first_and_last_working_day_of_a_shift_of_several_months() -> None:
    # Saturday 1 June to Saturday 31 August 2024.
    summer = rota(rotation("2024-06-01", A, months=3)).shift_on(day("2024-07-15"))
    assert summer.first_working_day == day("2024-06-03")
    assert summer.last_working_day == summer.handover_on == day("2024-08-30")


@pytest.mark.parametrize("months", [1, 2])
def test_a_shift_without_a_working_day_hands_over_before_it(months: int) -> None:
    closed = calendar_of([2023, 2024], off=["2024-03-01..2024-04-30"])
    shift = rota(rotation("2024-01-01", A, B, months=months), calendar=closed).shift_on(
        day("2024-03-10")
    )
    assert (shift.working_days, shift.first_working_day, shift.last_working_day) == (0, None, None)
    assert shift.handover_on == day("2024-02-29")  # the Thursday before


def test_a_swap_and_an_override_move_no_other_shift() -> None:
    changed = rota(swaps=[swap("2024-01", "2024-04")], overrides=[override("2024-03", C)])
    agencies = [shift.agency.id for shift in changed.shifts(period("2024-01-01", "2024-06-30"))]
    assert "".join(agencies) == "bbcaab"
    assert changed.agency_on(day("2024-03-31")) == C


def test_the_end_of_the_calendar_is_an_error_not_a_crash() -> None:
    endless = WorkCalendar({}, lambda year: ())
    last = rota(rotation("9999-01-01", A), calendar=endless)
    assert len(list(last.shifts(year(9999)))) == 12
    with pytest.raises(NoCalendarError):
        list(rota(rotation("0001-01-01", A), calendar=endless).shifts(year(1)))


# Who serves: A has P and Q in turn with R and S in reserve; B has nobody.

PEOPLE = {"a": staff([P, Q], [R, S])}


def staffed(*rosters: str, **more: Any) -> Rota:
    return rota(rosters=[roster(effective, PEOPLE) for effective in rosters], **more)


def served(rota: Rota, *months: str) -> str:
    """The letters of who begins these shifts."""
    first = [rota.stints(shift_of(rota, month))[0].person for month in months]
    return "".join(person.id if person else "-" for person in first)


def test_the_turns_are_counted_from_the_agencys_first_shift_in_the_roster() -> None:
    # In force from the first of March, May or July: A's shifts are those of the odd months.
    months = ("2024-01", "2024-03", "2024-05", "2024-07")
    assert served(staffed("2024-01-01"), *months) == "pqpq"
    assert served(staffed("2023-11-01"), *months) == "pqpq"  # before there is a rota
    assert served(staffed("2024-03-01"), *months) == "-pqp"
    assert served(staffed("2024-01-01", "2024-03-01"), *months) == "ppqp"
    # The shift under way is the old roster's, even when the new one begins on its second day.
    assert served(staffed("2024-01-01", "2024-03-02"), *months) == "pqpq"
    assert served(staffed("2024-01-01", "2024-03-31"), *months) == "pqpq"
    # April's shift is B's, so that A's first one in the new roster is May's.
    assert served(staffed("2024-01-01", "2024-04-15"), *months) == "pqpq"


def test_only_the_agencys_own_turns_count() -> None:
    other = rota(rosters=[roster("2024-01-01", {"b": staff([P, Q])})])
    assert served(other, "2024-02", "2024-04", "2024-06") == "pqp"


def test_a_turn_taken_by_swap_counts_as_the_agencys() -> None:
    exchanged = staffed("2024-01-01", swaps=[swap("2024-02", "2024-03")])
    assert served(exchanged, "2024-01", "2024-02", "2024-03", "2024-05") == "pq-p"


def test_a_long_shift_under_way_belongs_to_the_roster_before() -> None:
    # Shifts of two months: A has January with February and May with June.
    pairs = rota(
        rotation("2024-01-01", A, B, months=2),
        rosters=[roster("2024-01-01", PEOPLE), roster("2024-02-01", PEOPLE)],
    )
    assert served(pairs, "2024-01", "2024-05", "2024-09") == "ppq"


def test_who_serves_on_a_day() -> None:
    one = staffed("2024-01-01", absences=[absence(P, "2024-01-10", "2024-01-19")])
    serving = [one.stint_on(day(f"2024-01-{n:02}")).person for n in (1, 9, 10, 19, 20, 31)]
    assert serving == [P, P, R, R, P, P]


def test_the_reserve_of_a_day() -> None:
    one = staffed("2024-01-01", absences=[absence(R, "2024-01-10", "2024-01-19")])
    january = shift_of(one, "2024-01")
    assert one.staff(january) == PEOPLE["a"]
    assert one.reserve(january, day("2024-01-09"), None) == (R, S)
    assert one.reserve(january, day("2024-01-10"), None) == (S,)
    assert one.reserve(january, day("2024-01-09"), R) == (S,)


def changes(rota: Rota, month: str) -> list[tuple[str, str, str]]:
    """Day, who hands over, who takes over, of each handover of the shift."""

    def letter(handover: Handover, side: str) -> str:
        who = getattr(handover, side).person
        return who.id if who else "-"

    return [
        (f"{one.on:%d/%m}", letter(one, "outgoing"), letter(one, "incoming"))
        for one in rota.handovers(shift_of(rota, month))
    ]


def test_each_change_of_person_is_handed_over_on_the_last_working_day_before_it() -> None:
    # March 2024 begins on a Friday. Sunday 10, Friday 15 and Sunday 31 end a service; Friday 8,
    # Friday 15 and Friday 29 are the last working days of these.
    one = rota(
        rotation("2024-03-01", A, B),
        rosters=[roster("2024-03-01", {"a": staff([P], [R]), "b": staff([Q])})],
        absences=[absence(P, "2024-03-11", "2024-03-15")],
    )
    assert changes(one, "2024-03") == [
        ("08/03", "p", "r"),
        ("15/03", "r", "p"),
        ("29/03", "p", "q"),
    ]
    last = list(one.handovers(shift_of(one, "2024-03")))[-1]
    assert (last.outgoing_agency, last.incoming_agency) == (A, B)
    assert (last.outgoing.days.last, last.incoming.days.first) == (
        day("2024-03-31"),
        day("2024-04-01"),
    )


def test_a_stint_without_a_working_day_hands_over_on_the_last_one_before_it() -> None:
    # Saturday 6 and Sunday 7 January 2024 are R's; both changes are on Friday 5.
    one = staffed("2024-01-01", absences=[absence(P, "2024-01-06", "2024-01-07")])
    assert changes(one, "2024-01")[:2] == [("05/01", "p", "r"), ("05/01", "r", "p")]


def test_who_goes_on_in_the_next_shift_does_not_hand_over() -> None:
    alone = rota(rotation("2024-01-01", A), rosters=[roster("2024-01-01", {"a": staff([P])})])
    assert changes(alone, "2024-01") == []
    assert alone.takeover(shift_of(alone, "2024-02")) is None


def test_one_person_of_two_agencies_hands_over_between_them() -> None:
    shared = rota(rosters=[roster("2024-01-01", {"a": staff([P]), "b": staff([P])})])
    assert changes(shared, "2024-01") == [("31/01", "p", "p")]  # A to B
    assert changes(shared, "2024-02") == [("29/02", "p", "p")]  # B to A


def test_agencies_without_people_hand_over_too() -> None:
    assert changes(rota(), "2024-01") == [("31/01", "-", "-")]


def test_where_the_calendar_ends_nobody_takes_over() -> None:
    short = rota(calendar=WorkCalendar({2023: [], 2024: []}, unknown))
    assert list(short.handovers(shift_of(short, "2024-12"))) == []
    assert len(list(short.handovers(shift_of(short, "2024-11")))) == 1


def test_a_shift_begins_with_the_handover_at_the_end_of_the_one_before() -> None:
    one = staffed("2024-01-01", absences=[absence(P, "2024-01-15", "2024-01-19")])
    assert one.takeover(shift_of(one, "2024-01")) is None  # the very first
    takeover = one.takeover(shift_of(one, "2024-02"))
    assert takeover is not None
    assert (takeover.on, takeover.incoming.days.first) == (day("2024-01-31"), day("2024-02-01"))
    march = one.takeover(shift_of(one, "2024-03"))
    assert march is not None
    assert march.on == day("2024-02-29")


# Provisional: 2024 is announced, its neighbours are forecast.

ALL = (
    "first_working_day",
    "last_working_day",
    "working_days",
    "notice_send_on",
    "notice_deadline",
    "handover_on",
)


def provisional(calendar: WorkCalendar, month: str) -> tuple[str, ...]:
    one = rota(rotation("2023-01-01", A, B), calendar=calendar)
    return one.provisional(shift_of(one, month))


def test_what_depends_on_a_year_not_announced_is_provisional() -> None:
    only_2024 = calendar_of([2024])
    assert provisional(only_2024, "2023-12") == ALL
    assert provisional(only_2024, "2024-02") == ()
    assert provisional(only_2024, "2024-12") == ()
    # The notice for January is counted through December, the shift's own days are not.
    assert provisional(only_2024, "2024-01") == ("notice_send_on", "notice_deadline")
    assert provisional(only_2024, "2025-01") == (
        "first_working_day",
        "last_working_day",
        "working_days",
        "handover_on",
    )
    assert provisional(only_2024, "2025-02") == ALL


def test_one_of_two_dates_of_a_notice_may_be_provisional() -> None:
    # Monday 1 to Wednesday 3 January 2024 are the only working days left before February: they
    # are the three of the deadline, and the fifth, on which the notice goes, is in 2023.
    closed = calendar_of([2024], off=["2024-01-04..2024-01-31"])
    assert provisional(closed, "2024-02") == ("notice_send_on",)


def test_a_handover_that_falls_into_the_year_before_is_provisional() -> None:
    # Nobody works in January 2024: its handover is on the last working day of 2023.
    closed = calendar_of([2024], off=["2024-01-01..2024-01-31"])
    assert "handover_on" in provisional(closed, "2024-01")
    both = calendar_of([2023, 2024], off=["2024-01-01..2024-01-31"])
    assert provisional(both, "2024-01") == ()


def test_a_shift_without_a_working_day_looked_at_every_day_of_it() -> None:
    closed = [SpecialDay(day(f"2025-01-{n:02}"), False, "", "") for n in range(1, 32)]
    calendar = WorkCalendar({2024: []}, lambda year: closed if year == 2025 else ())
    assert provisional(calendar, "2025-01") == (
        "first_working_day",
        "last_working_day",
        "working_days",
        "handover_on",
    )


def test_a_shift_over_the_turn_of_the_year_is_provisional_by_its_end() -> None:
    # December 2024 with January 2025: only what lies in 2025 is forecast.
    one = rota(rotation("2024-12-01", A, B, months=2), calendar=calendar_of([2024]))
    assert one.provisional(shift_of(one, "2024-12")) == (
        "last_working_day",
        "working_days",
        "handover_on",
    )
