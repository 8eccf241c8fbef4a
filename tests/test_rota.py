"""The rota of the regulation against dates counted elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from luanphien.config import Configuration
from luanphien.core.decisions import Agency, NoticeRule, Rotation
from luanphien.core.duties import deadline_distance
from luanphien.core.errors import NoCalendarError, NoRotaError
from luanphien.core.period import Period
from luanphien.core.rota import Rota
from luanphien.core.workdays import WorkCalendar

A, B, C = (Agency(letter, letter, letter) for letter in "abc")
WEEKDAYS_ONLY = WorkCalendar(dict.fromkeys(range(2000, 2101), ()), lambda year: ())
TABLE = (Path(__file__).parent / "data/rota.txt").read_text("utf-8").splitlines()


def rota(*rotations: Rotation, notice: NoticeRule | None = None) -> Rota:
    return Rota(rotations, notice or NoticeRule(), WEEKDAYS_ONLY)


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31))


@pytest.mark.parametrize("line", [line for line in TABLE if not line.startswith("#")])
def test_every_shift_from_december_2023_to_december_2026(shipped: Configuration, line: str) -> None:
    month, agency, first, last, working_days, send_on, deadline = line.split()
    shift = shipped.rota.shift_on(date.fromisoformat(f"{month}-15"))
    assert (shift.id, shift.agency.id) == (month, agency)
    assert shift.first_working_day == date.fromisoformat(first)
    assert shift.last_working_day == shift.handover_on == date.fromisoformat(last)
    assert shift.working_days == int(working_days)
    assert shift.notice_send_on == date.fromisoformat(send_on)
    assert shift.notice_deadline == date.fromisoformat(deadline)
    assert not shipped.rota.provisional(shift)


def test_the_order_is_that_of_dieu_6_khoan_5(shipped: Configuration) -> None:
    first_cycle = shipped.rota.shifts(Period(date(2023, 12, 1), date(2024, 5, 31)))
    assert [(shift.cycle, shift.turn, shift.agency.name) for shift in first_cycle] == [
        (1, 1, "Sở Văn hóa, Thể thao và Du lịch"),
        (1, 2, "Sở Thông tin và Truyền thông"),
        (1, 3, "Sở Tài chính"),
        (1, 4, "Sở Giáo dục và Đào tạo"),
        (1, 5, "Sở Công thương"),
        (1, 6, "Ban Quản lý các Khu công nghiệp tỉnh"),
    ]
    seventh = shipped.rota.shift_on(date(2024, 6, 1))
    assert (seventh.cycle, seventh.turn) == (2, 1)


def test_clear_days_ask_for_one_more_day() -> None:
    # The design's example: S = 2024-01-01 gives 2023-12-27, and 2023-12-26 with clear days.
    # 31/12 and 30/12 are Sunday and Saturday; 29, 28, 27, 26 are Friday to Tuesday.
    january = Rotation(date(2024, 1, 1), (A,))
    notice = rota(january).shift_on(date(2024, 1, 1)).notice_deadline
    clear = rota(january, notice=NoticeRule(clear_days=True)).shift_on(date(2024, 1, 1))
    assert (notice, clear.notice_deadline) == (date(2023, 12, 27), date(2023, 12, 26))
    assert deadline_distance(NoticeRule(working_days=4, clear_days=True)) == 5


def test_before_the_first_rotation_there_is_no_rota(shipped: Configuration) -> None:
    with pytest.raises(NoRotaError, match="01/12/2023"):
        shipped.rota.shifts(Period(date(2023, 1, 1), date(2023, 11, 30)))
    # A period that only begins before it shows what there is.
    assert [s.id for s in shipped.rota.shifts(year(2023))] == ["2023-12"]


def test_a_later_rotation_counts_its_cycles_anew_and_leaves_the_past() -> None:
    old = Rotation(date(2024, 1, 1), (A, B, C))
    new = Rotation(date(2024, 5, 1), (C, A), first_turn=1)
    shifts = list(rota(old, new).shifts(year(2024)))
    assert "".join(shift.agency.id for shift in shifts) == "abcaacacacac"
    assert [(s.cycle, s.turn) for s in shifts[3:7]] == [(2, 1), (1, 2), (2, 1), (2, 2)]


def test_a_shift_of_several_months() -> None:
    quarter = list(rota(Rotation(date(2023, 11, 1), (A, B), months=3)).shifts(year(2024)))
    assert [(shift.id, shift.agency.id) for shift in quarter] == [
        ("2023-11", "a"),
        ("2024-02", "b"),
        ("2024-05", "a"),
        ("2024-08", "b"),
        ("2024-11", "a"),
    ]
    # November 2023 has 22 weekdays, December 21, January 2024 23: counted on the calendar.
    assert (quarter[0].ends_on, quarter[0].working_days) == (date(2024, 1, 31), 66)
    assert (quarter[0].first_working_day, quarter[0].handover_on) == (
        date(2023, 11, 1),
        date(2024, 1, 31),
    )


def test_a_shift_without_a_working_day_hands_over_before_it() -> None:
    from luanphien.core.model import SpecialDay

    closed = [SpecialDay(date(2024, 2, day), False, "đóng cửa", "") for day in range(1, 30)]
    calendar = WorkCalendar({2023: (), 2024: closed}, lambda year: ())
    shift = Rota([Rotation(date(2024, 1, 1), (A, B))], NoticeRule(), calendar).shift_on(
        date(2024, 2, 10)
    )
    assert (shift.working_days, shift.first_working_day, shift.last_working_day) == (0, None, None)
    assert shift.handover_on == date(2024, 1, 31)  # the Wednesday before


def test_what_depends_on_a_year_not_announced_is_provisional() -> None:
    calendar = WorkCalendar({2023: (), 2024: ()}, lambda year: ())
    made = Rota([Rotation(date(2023, 12, 1), (A, B))], NoticeRule(), calendar)
    assert made.provisional(made.shift_on(date(2024, 12, 1))) == ()
    # The notice for January 2025 is counted through December 2024 alone.
    assert made.provisional(made.shift_on(date(2025, 1, 1))) == (
        "first_working_day",
        "last_working_day",
        "working_days",
        "handover_on",
    )
    assert len(made.provisional(made.shift_on(date(2025, 2, 1)))) == 6


def test_the_end_of_the_calendar_is_an_error_not_a_crash() -> None:
    calendar = WorkCalendar({}, lambda year: ())
    made = Rota([Rotation(date(9999, 1, 1), (A,))], NoticeRule(), calendar)
    assert len(list(made.shifts(year(9999)))) == 12
    early = Rota([Rotation(date(1, 1, 1), (A,))], NoticeRule(), calendar)
    with pytest.raises(NoCalendarError):
        list(early.shifts(year(1)))
