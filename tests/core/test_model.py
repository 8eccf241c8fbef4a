"""What the records say of themselves."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from luanphien.core.decisions import Agency, Letterhead, MailRule, Rotation
from luanphien.core.model import Staff, Stint
from luanphien.core.period import Period
from tests.core.builders import CENTRE, P, Q, R, day, period, regulation, shift_of, staff, swap

MARCH = period("2024-03-10", "2024-03-20")


@pytest.mark.parametrize(
    ("first", "last", "overlaps"),
    [
        ("2024-03-01", "2024-03-09", False),
        ("2024-03-01", "2024-03-10", True),  # one day in common
        ("2024-03-20", "2024-03-31", True),
        ("2024-03-21", "2024-03-31", False),
        ("2024-03-12", "2024-03-13", True),
        ("2024-03-01", "2024-03-31", True),
    ],
)
def test_periods_overlap_when_they_have_a_day_in_common(
    first: str, last: str, overlaps: bool
) -> None:
    other = period(first, last)
    assert MARCH.overlaps(other) is other.overlaps(MARCH) is overlaps


def test_a_centre_is_found_by_its_name_and_address() -> None:
    assert CENTRE.location == "Trung tâm"
    assert replace(CENTRE, address="Số 0, đường Mẫu").location == "Trung tâm, Số 0, đường Mẫu"


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
    # February is Sở Tài chính's, March Sở Giáo dục và Đào tạo's (Điều 6 khoản 5).
    exchanged = regulation(swaps=[swap("2024-02", "2024-03")])
    shift = shift_of(exchanged, "2024-02")
    assert (shift.agency.id, exchanged.agency_by_order(shift).id) == ("sgddt", "stc")


def test_a_stint_has_the_name_of_who_serves() -> None:
    days = MARCH
    assert Stint(days, P, "official", "turn").person_name == "Ông p"
    assert Stint(days, None, None, "vacant").person_name is None


def test_what_is_not_said_of_a_decision() -> None:
    alone = Rotation(effective=day("2024-01-01"), order=("a",))
    assert (alone.first_turn, alone.months) == (0, 1)  # Điều 6 khoản 4: a month each
    assert not Agency(id="a", name="A", short_name="A").on_call
    assert MailRule(host="localhost", port=25, security="none").timeout == 30
    assert (Letterhead().signer_title, Letterhead().archive) == ("GIÁM ĐỐC", "VT")
