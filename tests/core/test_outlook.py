"""One day at the counter, on the calendar of 2024.

    May                     June                    July
Mo Tu We Th Fr Sa Su    Mo Tu We Th Fr Sa Su    Mo Tu We Th Fr Sa Su
      -1  2  3 =4  5                    1  2     1  2  3  4  5  6  7
 6  7  8  9 10 11 12     3  4  5  6  7  8  9     8  9 10 11 12 13 14
13 14 15 16 17 18 19    10 11 12 13 14 15 16    15 16 17 18 19 20 21
20 21 22 23 24 25 26    17 18 19 20 21 22 23    22 23 24 25 26 27 28
27 28 29 30 31          24 25 26 27 28 29 30    29 30 31

Wednesday 1 May is off, Saturday 4 May is worked. A (P, then R in reserve) has May and July, B (Q)
has June.
"""

from __future__ import annotations

from typing import Any

import pytest

from luanphien.core.errors import NoRotaError
from luanphien.core.outlook import Outlook, outlook
from tests.core.builders import (
    ANNOUNCED,
    A,
    B,
    P,
    Q,
    R,
    absence,
    calendar_of,
    day,
    roster,
    rota,
    rotation,
    staff,
    substitution,
)

ROSTER = roster("2024-01-01", {"a": staff([P], [R]), "b": staff([Q])})


def on(text: str, calendar: Any = ANNOUNCED, **more: Any) -> Outlook:
    ruled = rota(rotation("2024-05-01", A, B), calendar=calendar, rosters=[ROSTER], **more)
    return outlook(ruled, day(text))


def test_a_day_in_the_middle_of_a_shift() -> None:
    one = on("2024-06-12")
    assert (one.day, one.serving_on, one.day_off) == (day("2024-06-12"), day("2024-06-12"), None)
    assert (one.shift.id, one.stint.person, one.until) == ("2024-06", Q, day("2024-06-30"))
    # Wednesday 12 to Friday 28 June: 3, 5 and 5.
    assert one.working_days_left == 13
    assert (one.next_shift.id, one.next_notice.id) == ("2024-07", "2024-07")
    assert one.upcoming is not None
    assert (one.upcoming.stint.person, one.upcoming.agency) == (P, A)
    assert one.upcoming.serves_on == day("2024-07-01")
    assert one.next_handover is not None
    assert one.next_handover.on == day("2024-06-28")
    assert not one.provisional


def test_on_a_day_off_who_serves_next_is_shown() -> None:
    one = on("2024-05-01")
    assert one.serving_on == day("2024-05-02")
    assert one.day_off is not None
    assert one.day_off.day == day("2024-05-01")
    sunday = on("2024-05-05")
    assert (sunday.serving_on, sunday.day_off) == (day("2024-05-06"), None)  # no special day
    worked = on("2024-05-04")
    assert (worked.serving_on, worked.day_off) == (day("2024-05-04"), None)


def test_at_the_end_of_a_shift_that_is_off_the_next_shift_is_shown() -> None:
    # Sunday 30 June: July's officer serves from Monday.
    one = on("2024-06-30")
    assert (one.serving_on, one.shift.id, one.stint.person) == (day("2024-07-01"), "2024-07", P)
    assert one.next_shift.id == "2024-08"
    assert one.working_days_left == 23  # all of July
    last = on("2024-06-28")
    assert (last.shift.id, last.working_days_left) == ("2024-06", 1)


@pytest.mark.parametrize(
    ("today", "shift", "handover"),
    [
        ("2024-06-25", "2024-07", "2024-06-28"),
        ("2024-06-26", "2024-07", "2024-06-28"),  # the deadline: 28, 27 and 26
        ("2024-06-27", "2024-08", "2024-06-28"),
        ("2024-06-28", "2024-08", "2024-06-28"),  # the handover is today
        ("2024-06-29", "2024-08", "2024-07-31"),
    ],
)
def test_what_comes_next_may_be_today_s(today: str, shift: str, handover: str) -> None:
    one = on(today)
    assert one.next_notice.id == shift
    assert one.next_handover is not None
    assert one.next_handover.on == day(handover)


def test_the_reserve_is_whoever_of_it_is_there_and_does_not_serve() -> None:
    assert on("2024-05-10").reserve == (R,)
    assert on("2024-05-10", absences=[absence(R, "2024-05-10", "2024-05-10")]).reserve == ()
    # On a day off it is the reserve of the day on which somebody serves.
    away = [absence(R, "2024-05-06", "2024-05-06")]
    assert on("2024-05-05", absences=away).reserve == ()
    covered = on("2024-05-10", absences=[absence(P, "2024-05-10", "2024-05-10")])
    assert (covered.stint.person, covered.reserve) == (R, ())


def test_somebody_serves_until_another_does() -> None:
    away = [absence(P, "2024-05-13", "2024-05-14")]
    one = on("2024-05-10", absences=away)
    assert one.until == day("2024-05-12")
    assert one.upcoming is not None
    assert (one.upcoming.stint.person, one.upcoming.agency) == (R, A)
    assert one.upcoming.serves_on == day("2024-05-13")
    covered = on("2024-05-14", absences=away)
    assert covered.until == day("2024-05-14")
    assert covered.upcoming is not None
    assert (covered.upcoming.stint.person, covered.upcoming.serves_on) == (P, day("2024-05-15"))


def test_a_stint_without_a_working_day_is_no_turn() -> None:
    # P is away on Saturday 11 and Sunday 12 May: nobody takes over from him.
    one = on("2024-05-10", absences=[absence(P, "2024-05-11", "2024-05-12")])
    assert one.until == day("2024-05-31")
    assert one.upcoming is not None
    assert one.upcoming.stint.person == Q
    # Were it Friday 10 as well, R would take over for that day.
    taken = on("2024-05-09", absences=[absence(P, "2024-05-10", "2024-05-12")])
    assert taken.upcoming is not None
    assert (taken.upcoming.stint.person, taken.upcoming.serves_on) == (R, day("2024-05-10"))


def test_whoever_begins_with_days_off_serves_from_the_first_working_day() -> None:
    one = on("2024-05-20")
    assert one.upcoming is not None
    assert one.upcoming.stint.days.first == day("2024-06-01")
    assert one.upcoming.serves_on == day("2024-06-03")


def test_one_person_goes_on_in_the_next_shift() -> None:
    alone = rota(
        rotation("2024-05-01", A), rosters=[ROSTER], substitutions=[substitution("2024-06-17", R)]
    )
    may = outlook(alone, day("2024-05-10"))
    assert may.until == day("2024-06-16")
    assert may.upcoming is not None
    assert may.upcoming.stint.person == R
    for_ever = rota(rotation("2024-05-01", A), rosters=[ROSTER])
    one = outlook(for_ever, day("2024-05-10"))
    assert (one.until, one.upcoming, one.next_handover) == (day("2024-06-30"), None, None)


def test_one_person_of_two_agencies_is_another_turn() -> None:
    shared = rota(
        rotation("2024-05-01", A, B),
        rosters=[roster("2024-01-01", {"a": staff([P]), "b": staff([P])})],
    )
    one = outlook(shared, day("2024-05-10"))
    assert one.until == day("2024-05-31")
    assert one.upcoming is not None
    assert (one.upcoming.stint.person, one.upcoming.agency) == (P, B)


def test_before_there_is_a_rota() -> None:
    with pytest.raises(NoRotaError):
        on("2024-04-30")


# Provisional: any date that is shown may depend on a year that is only forecast.


def test_a_day_is_provisional_when_a_date_of_it_is() -> None:
    only_2024 = calendar_of([2024])
    assert not on("2024-10-15", only_2024).provisional
    # On Friday 27 December the deadline for January has come: 31, 30 and 27. January's officer
    # begins on 1 January 2025, which is forecast.
    assert on("2024-12-02", only_2024).provisional
    assert on("2025-01-10", only_2024).provisional


def test_a_notice_for_the_year_after_is_provisional_by_itself() -> None:
    # A alone, so that nobody takes over and nothing is handed over.
    def alone(text: str, months: int = 1) -> Outlook:
        ruled = rota(
            rotation("2024-01-01", A, months=months), calendar=calendar_of([2024]), rosters=[ROSTER]
        )
        return outlook(ruled, day(text))

    assert not alone("2024-12-27").provisional  # January's notice is counted in December
    assert alone("2024-12-28").provisional  # February's is not
    assert not alone("2024-03-10", 12).provisional
    assert alone("2025-01-01").provisional


def test_a_shift_that_ends_in_the_year_after_is_provisional() -> None:
    pairs = rota(
        rotation("2024-12-01", A, months=2), calendar=calendar_of([2024, 2026]), rosters=[ROSTER]
    )
    assert outlook(pairs, day("2024-12-10")).provisional
