"""The example configuration's situations, by hand.

Its dates are counted on the calendar of 2024: 10 March, 6 October and 1 December are Sundays,
12 July is a Friday.
"""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from luanphien.config import Configuration, load
from luanphien.core.model import Shift, Staff
from luanphien.core.period import Period
from luanphien.core.report import report
from luanphien.core.rota import Rota
from tests.helpers.command_line import CONFIG

Row = tuple[str, str, str | None, str]


@pytest.fixture(scope="module")
def example() -> Configuration:
    return load(CONFIG / "example")


def shift_of(rota: Rota, month: str) -> Shift:
    return rota.shift_on(date.fromisoformat(f"{month}-01"))


def rows(rota: Rota, month: str) -> list[Row]:
    """First and last day, name, reason of each stint."""
    return [
        (
            f"{stint.days.first:%d/%m}",
            f"{stint.days.last:%d/%m}",
            stint.person.name if stint.person else None,
            stint.reason,
        )
        for stint in rota.stints(shift_of(rota, month))
    ]


def handovers(rota: Rota, month: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            f"{handover.on:%d/%m}",
            handover.outgoing.person.name if handover.outgoing.person else None,
            handover.incoming.person.name if handover.incoming.person else None,
        )
        for handover in rota.handovers(shift_of(rota, month))
    ]


def test_a_week_away_in_the_middle_of_a_shift(example: Configuration) -> None:
    assert rows(example.rota, "2024-03") == [
        ("01/03", "10/03", "Phạm Thị K", "turn"),
        ("11/03", "15/03", "Vũ Thị M", "cover"),
        ("16/03", "31/03", "Phạm Thị K", "turn"),
    ]
    # The last working days: Friday 8 before the week, Friday 15 in it, Friday 29 of the month.
    assert handovers(example.rota, "2024-03") == [
        ("08/03", "Phạm Thị K", "Vũ Thị M"),
        ("15/03", "Vũ Thị M", "Phạm Thị K"),
        ("29/03", "Phạm Thị K", "Nguyễn Văn N"),
    ]


def test_a_replacement_on_the_12th(example: Configuration) -> None:
    assert rows(example.rota, "2024-07") == [
        ("01/07", "11/07", "Hoàng Văn Đ", "turn"),
        ("12/07", "31/07", "Lê Văn V", "substitution"),
    ]
    assert handovers(example.rota, "2024-07")[0] == ("11/07", "Hoàng Văn Đ", "Lê Văn V")


def test_a_swap_across_the_end_of_the_year(example: Configuration) -> None:
    agencies = {
        shift.id: shift.agency.id
        for shift in example.rota.shifts(Period(date(2024, 11, 1), date(2025, 2, 28)))
    }
    assert agencies == {
        "2024-11": "bqlkcn",
        "2024-12": "stttt",  # would be svhttdl
        "2025-01": "svhttdl",  # would be stttt
        "2025-02": "stc",
    }
    # Sở TTTT's third shift in the roster, after January and July: its first officer again.
    assert rows(example.rota, "2024-12") == [("01/12", "31/12", "Phạm Thị D", "turn")]


def test_a_reserve_who_is_away_as_well(example: Configuration) -> None:
    assert rows(example.rota, "2024-10") == [
        ("01/10", "06/10", "Trần Thị O", "turn"),
        ("07/10", "09/10", "Lê Văn P", "cover"),
        ("10/10", "11/10", None, "vacant"),
        ("12/10", "31/10", "Trần Thị O", "turn"),
    ]


def test_a_new_order_with_a_merged_agency(example: Configuration) -> None:
    rota = example.rota
    assert shift_of(rota, "2024-01").agency.name == "Sở Thông tin và Truyền thông"
    year = rota.shifts(Period(date(2025, 6, 1), date(2025, 12, 31)))
    assert [(shift.agency.id, shift.cycle, shift.turn) for shift in year] == [
        ("svhttdl", 4, 1),
        ("sgddt", 1, 3),
        ("sct", 1, 4),
        ("bqlkcn", 1, 5),
        ("shn", 2, 1),
        ("stc", 2, 2),
        ("sgddt", 2, 3),
    ]


def test_a_roster_that_does_not_exist_yet(example: Configuration) -> None:
    assert rows(example.rota, "2025-02") == [("01/02", "28/02", None, "vacant")]
    assert example.rota.staff(shift_of(example.rota, "2025-02")) == Staff()


def test_an_assignment_names_the_officer_outright(example: Configuration) -> None:
    # By turn June, the agency's second shift, would be Trần Thị B's.
    assert rows(example.rota, "2024-06") == [("01/06", "30/06", "Nguyễn Văn A", "assignment")]


def test_an_override_moves_no_other_shift(example: Configuration) -> None:
    spring = example.rota.shifts(Period(date(2025, 2, 1), date(2025, 5, 31)))
    assert [shift.agency.id for shift in spring] == ["stc", "sct", "sct", "bqlkcn"]


def test_the_past_is_what_it_was_without_the_later_rotation(example: Configuration) -> None:
    rota = example.rota
    first = replace(rota.decisions, rotations=rota.decisions.rotations[:1])
    before = Rota(first, rota.calendar)
    period = Period(date(2023, 12, 1), date(2025, 6, 30))
    assert list(before.shifts(period)) == list(rota.shifts(period))


def test_an_even_share_is_that_of_the_time_in_the_order(example: Configuration) -> None:
    # The example's order has six agencies to June 2025 and five from July. Working days to June:
    # 17, 20, 21, 21 (with the make-up Saturday 26 April), 20, 21, together 120, so 20 for each of
    # six; from July: 23, 21, 20, 23, 20, 23, together 130, so 26 for each of five.
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    made = report(example.rota, year, [], None, date(2025, 12, 31))
    difference = {share.agency.id: made.difference(share) for share in made.agencies}
    assert round(difference["svhttdl"], 6) == 17 + 21 - 20  # January, by the swap, and June
    assert round(difference["stttt"], 6) == -20  # it had December 2024 for January
    assert round(difference["shn"], 6) == 23 - 26  # new; its turn is October
    assert round(sum(difference.values()), 6) == 0
