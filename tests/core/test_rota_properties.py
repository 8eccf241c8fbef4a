"""What holds for every rotation and every calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from luanphien.core.decisions import NoticeRule, Rotation
from luanphien.core.duties import deadline_distance
from luanphien.core.model import SpecialDay
from luanphien.core.period import Period
from luanphien.core.reasons import counted_back
from luanphien.core.rota import Rota
from luanphien.core.workdays import SATURDAY, WorkCalendar, month_index
from tests.core.builders import DAY, agency, ids, rota

FIRST, LAST = date(2020, 1, 1), date(2034, 12, 31)
AGENCIES = [agency(letter) for letter in "abcdef"]

days = st.dates(FIRST, LAST)
orders = st.permutations(ids(AGENCIES)).flatmap(
    lambda order: st.integers(1, len(order)).map(lambda size: tuple(order[:size]))
)


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """Years with a few holidays, a few make-up days and now and then a month closed."""
    closed = draw(st.sets(days, max_size=40))
    for first in draw(st.lists(days, max_size=2)):
        closed |= {first + n * DAY for n in range(45)}
    made_up = {day for day in draw(st.sets(days, max_size=20)) if day.weekday() >= SATURDAY}
    specials: dict[int, list[SpecialDay]] = {year: [] for year in range(2018, 2037)}
    for day in closed | made_up:
        specials[day.year].append(SpecialDay(day, day in made_up, "", ""))
    return WorkCalendar(specials, lambda year: ())


@st.composite
def rotations(draw: st.DrawFn) -> list[Rotation]:
    """One to four rotations, each on a shift boundary of the one before."""
    made: list[Rotation] = []
    month = 2020 * 12
    for _ in range(draw(st.integers(1, 4))):
        order = draw(orders)
        starts_with = draw(st.none() | st.sampled_from(order))
        months = draw(st.integers(1, 4))
        effective = date(month // 12, month % 12 + 1, 1)
        made.append(
            Rotation(effective=effective, order=order, starts_with=starts_with, months=months)
        )
        month += months * draw(st.integers(1, 10))
    return made


notices = st.builds(
    lambda days, extra, counting: NoticeRule(
        working_days=days,
        send_ahead=days + (counting == "clear-days") + extra,
        counting=counting,
    ),
    st.integers(3, 8),
    st.integers(0, 6),
    st.sampled_from(["working-days", "clear-days"]),
)


def rota_of(made: Iterable[Rotation], calendar: WorkCalendar, **more: Any) -> Rota:
    return rota(*made, agencies=AGENCIES, calendar=calendar, **more)


def naive_working(calendar: WorkCalendar, day: date) -> bool:
    special = calendar.special(day)
    return special.working if special else day.weekday() < SATURDAY


def naive_back(calendar: WorkCalendar, day: date, n: int) -> date:
    while n:
        day -= DAY
        n -= naive_working(calendar, day)
    return day


@given(calendars(), days, st.integers(1, 40))
def test_counting_back_is_a_walk(calendar: WorkCalendar, day: date, n: int) -> None:
    first = day.replace(day=1)
    assert calendar.before_month(month_index(day), n) == naive_back(calendar, first, n)
    assert list(counted_back(calendar, day, n))[-1].day == naive_back(calendar, day, n)


@given(calendars(), days, st.integers(0, 100))
def test_count_and_ends_are_a_walk(calendar: WorkCalendar, first: date, length: int) -> None:
    span = [first + n * DAY for n in range(length + 1)]
    working = [day for day in span if naive_working(calendar, day)]
    assert calendar.count(span[0], span[-1]) == len(working)
    if working:
        assert calendar.on_or_after(first) == working[0]
        assert calendar.on_or_before(span[-1]) == working[-1]
    else:
        assert calendar.on_or_after(first) > span[-1]
        assert calendar.on_or_before(span[-1]) == naive_back(calendar, first, 1)


@given(rotations(), calendars())
def test_every_day_belongs_to_exactly_one_shift(
    made: list[Rotation], calendar: WorkCalendar
) -> None:
    shifts = list(rota_of(made, calendar).shifts(Period(FIRST, LAST)))
    assert shifts[0].starts_on == FIRST
    assert shifts[-1].ends_on >= LAST
    for before, after in pairwise(shifts):
        assert after.starts_on == before.ends_on + DAY


@given(rotations(), days)
def test_the_order_repeats(made: list[Rotation], day: date) -> None:
    whole = rota_of(made, WorkCalendar({}, lambda year: ()))
    shift = whole.shift_on(day)
    order = shift.rotation.order
    assert shift.agency.id == order[shift.turn - 1]
    following = whole.shift_on(shift.ends_on + DAY)
    if following.rotation == shift.rotation:
        assert following.turn == shift.turn % len(order) + 1
        assert following.cycle == shift.cycle + (shift.turn == len(order))


@given(rotations(), notices, calendars(), days)
def test_the_deadline_leaves_exactly_the_days_asked_for(
    made: list[Rotation], notice: NoticeRule, calendar: WorkCalendar, day: date
) -> None:
    shift = rota_of(made, calendar, notice=notice).shift_on(day)
    distance = deadline_distance(notice)
    eve = shift.starts_on - DAY
    assert calendar.count(shift.notice_deadline, eve) == distance
    assert calendar.count(shift.notice_deadline + DAY, eve) == distance - 1
    assert calendar.is_working(shift.notice_deadline)
    assert shift.notice_send_on <= shift.notice_deadline < shift.starts_on
    assert shift.notice_send_on == naive_back(calendar, shift.starts_on, notice.send_ahead)


@given(rotations(), calendars())
def test_the_handover_is_on_the_last_working_day(
    made: list[Rotation], calendar: WorkCalendar
) -> None:
    for shift in rota_of(made, calendar).shifts(Period(FIRST, LAST)):
        assert shift.handover_on == naive_back(calendar, shift.ends_on + DAY, 1)
        assert shift.working_days == calendar.count(shift.starts_on, shift.ends_on)
        assert (shift.first_working_day is None) == (shift.working_days == 0)


@given(rotations(), calendars())
def test_a_later_rotation_never_changes_an_earlier_shift(
    made: list[Rotation], calendar: WorkCalendar
) -> None:
    for n in range(1, len(made)):
        eve = made[n].effective - DAY
        before = rota_of(made[:n], calendar).shifts(Period(FIRST, eve))
        after = rota_of(made[: n + 1], calendar).shifts(Period(FIRST, eve))
        assert list(before) == list(after)


@given(rotations(), calendars(), days, st.integers(0, 800))
def test_the_same_answer_whatever_the_period(
    made: list[Rotation], calendar: WorkCalendar, first: date, length: int
) -> None:
    whole = rota_of(made, calendar)
    last = min(first + length * DAY, LAST)
    expected = [
        shift
        for shift in whole.shifts(Period(FIRST, LAST))
        if shift.starts_on <= last and shift.ends_on >= first
    ]
    assert list(whole.shifts(Period(first, last))) == expected
