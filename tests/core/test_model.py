"""What the records say of themselves."""

from __future__ import annotations

from luanphien.core.model import Staff, Stint
from luanphien.core.period import Period
from tests.core.builders import P, Q, R, day, period, regulation, shift_of, staff, swap


def test_the_official_staff_come_before_the_reserve() -> None:
    assert staff([P, Q], [R]).everyone == (P, Q, R)
    assert Staff().everyone == ()


def test_a_shift_is_named_after_the_month_in_which_it_starts() -> None:
    shift = shift_of(regulation(), "2024-02")
    assert shift.id == "2024-02"
    assert shift.days == Period(day("2024-02-01"), day("2024-02-29"))
    early = shift._replace(starts_on=day("0987-12-01"))
    assert early.id == "0987-12"


def test_a_swapped_shift_remembers_whose_turn_it_would_be() -> None:
    # February is Sở Tài chính's, March Sở Giáo dục và Đào tạo's (khoản 5 Điều 6).
    exchanged = regulation(swaps=[swap("2024-02", "2024-03")])
    shift = shift_of(exchanged, "2024-02")
    assert (shift.agency.id, exchanged.agency_by_order(shift).id) == ("sgddt", "stc")


def test_a_stint_has_the_name_of_who_serves() -> None:
    days = period("2024-03-10", "2024-03-20")
    assert Stint(days, P, "official", "turn").person_name == "Ông p"
    assert Stint(days, None, None, "vacant").person_name is None
