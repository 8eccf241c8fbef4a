"""Who serves, by hand: the example configuration's situations, and the rules one by one.

The example's dates are counted on the calendar of 2024: 10 March, 6 October and 1 December are
Sundays, 12 July is a Friday.
"""

from __future__ import annotations

from datetime import date

import pytest

from luanphien.config import Configuration, load
from luanphien.core.decisions import (
    Absence,
    Agency,
    Assignment,
    NoticeRule,
    Override,
    Person,
    Roster,
    Rotation,
    Substitution,
    Swap,
)
from luanphien.core.model import Shift, Staff
from luanphien.core.period import Period
from luanphien.core.rota import Rota
from luanphien.core.staffing import Staffing
from luanphien.core.workdays import WorkCalendar
from tests.conftest import CONFIG

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
    before = Rota(
        rota.rotations[:1], rota.notice, rota.calendar, rota.staffing, rota.swaps, rota.overrides
    )
    period = Period(date(2023, 12, 1), date(2025, 6, 30))
    assert list(before.shifts(period)) == list(rota.shifts(period))


# The rules one by one, on weekdays without holidays.

A, B = Agency("a", "A", "A"), Agency("b", "B", "B")
ONE, TWO, THREE, FOUR = (Person(str(n), f"P{n}") for n in range(1, 5))
CALENDAR = WorkCalendar(dict.fromkeys(range(2020, 2031), ()), lambda year: ())
STAFF = {"a": Staff((ONE, TWO), (THREE, FOUR))}


def rota_of(
    staffing: Staffing, swaps: tuple[Swap, ...] = (), overrides: tuple[Override, ...] = ()
) -> Rota:
    rotation = Rotation(date(2024, 1, 1), (A, B))
    return Rota([rotation], NoticeRule(), CALENDAR, staffing, swaps, overrides)


def roster(effective: date, expires: date | None = None) -> Roster:
    return Roster(effective, STAFF, expires)


def test_officials_take_turns_one_a_shift() -> None:
    rota = rota_of(Staffing([roster(date(2024, 1, 1))]))
    served = [rows(rota, f"2024-{month:02}")[0][2] for month in (1, 3, 5, 7)]
    assert served == ["P1", "P2", "P1", "P2"]
    assert rows(rota, "2024-02")[0][2:] == (None, "vacant")  # b has no staff


def test_a_new_roster_counts_its_turns_anew_from_the_agencys_first_shift_in_it() -> None:
    # It takes effect on 15 March: the shift under way stays the old roster's, May is the first.
    rota = rota_of(Staffing([roster(date(2024, 1, 1)), roster(date(2024, 3, 15))]))
    served = [rows(rota, f"2024-{month:02}")[0][2] for month in (1, 3, 5, 7)]
    assert served == ["P1", "P2", "P1", "P2"]
    rota = rota_of(Staffing([roster(date(2024, 1, 1)), roster(date(2024, 3, 1))]))
    served = [rows(rota, f"2024-{month:02}")[0][2] for month in (1, 3, 5)]
    assert served == ["P1", "P1", "P2"]


def test_a_roster_holds_for_a_shift_that_outlives_it() -> None:
    rota = rota_of(Staffing([roster(date(2024, 1, 1), date(2024, 3, 1))]))
    assert rows(rota, "2024-03") == [("01/03", "31/03", "P2", "turn")]
    assert rows(rota, "2024-05") == [("01/05", "31/05", None, "vacant")]


def test_the_next_reserve_covers_when_the_first_is_away() -> None:
    away = [
        Absence(ONE, Period(date(2023, 12, 20), date(2024, 1, 10))),
        Absence(THREE, Period(date(2024, 1, 5), date(2024, 1, 20))),
    ]
    rota = rota_of(Staffing([roster(date(2024, 1, 1))], absences=away))
    assert rows(rota, "2024-01") == [
        ("01/01", "04/01", "P3", "cover"),
        ("05/01", "10/01", "P4", "cover"),
        ("11/01", "31/01", "P1", "turn"),
    ]


def test_two_substitutions_and_an_absent_substitute() -> None:
    substitutions = [
        Substitution("2024-01", date(2024, 1, 20), FOUR),
        Substitution("2024-01", date(2024, 1, 10), TWO),
    ]
    away = [Absence(FOUR, Period(date(2024, 1, 30), date(2024, 2, 10)))]
    rota = rota_of(Staffing([roster(date(2024, 1, 1))], (), away, substitutions))
    assert rows(rota, "2024-01") == [
        ("01/01", "09/01", "P1", "turn"),
        ("10/01", "19/01", "P2", "substitution"),
        ("20/01", "29/01", "P4", "substitution"),
        ("30/01", "31/01", "P3", "cover"),
    ]
    roles = [stint.role for stint in rota.stints(shift_of(rota, "2024-01"))]
    assert roles == ["official", "official", "reserve", "reserve"]
    # It ends with the shift: the next one goes on by turn.
    assert rows(rota, "2024-03") == [("01/03", "31/03", "P2", "turn")]


def test_a_stint_without_a_working_day_hands_over_on_the_last_one_before_it() -> None:
    # Saturday 6 and Sunday 7 January 2024 are P3's; both changes are on Friday 5.
    away = [Absence(ONE, Period(date(2024, 1, 6), date(2024, 1, 7)))]
    rota = rota_of(Staffing([roster(date(2024, 1, 1))], absences=away))
    assert handovers(rota, "2024-01")[:2] == [("05/01", "P1", "P3"), ("05/01", "P3", "P1")]


def test_an_assignment_does_not_move_the_turns() -> None:
    staffing = Staffing([roster(date(2024, 1, 1))], [Assignment("2024-03", ONE)])
    rota = rota_of(staffing)
    served = [rows(rota, f"2024-{month:02}")[0][2] for month in (1, 3, 5, 7)]
    assert served == ["P1", "P1", "P1", "P2"]


def test_a_swap_of_shifts_of_one_agency_changes_nothing() -> None:
    rota = rota_of(Staffing(), (Swap(("2024-01", "2024-03")),))
    assert shift_of(rota, "2024-01").agency == shift_of(rota, "2024-03").agency == A


def test_nobody_hands_over_to_nobody_in_one_agency() -> None:
    # Both agencies without staff: the duty passes between them, and there it is handed over.
    rota = rota_of(Staffing())
    assert handovers(rota, "2024-01") == [("31/01", None, None)]
    # A's officer is away, so is who serves from 15 January on, and there is no reserve.
    alone = rota_of(
        Staffing(
            [Roster(date(2024, 1, 1), {"a": Staff((ONE, TWO))})],
            absences=[
                Absence(one, Period(date(2024, 1, 1), date(2024, 1, 31))) for one in (ONE, TWO)
            ],
            substitutions=[Substitution("2024-01", date(2024, 1, 15), TWO)],
        )
    )
    assert [row[2] for row in rows(alone, "2024-01")] == [None, None]
    assert handovers(alone, "2024-01") == [("31/01", None, None)]
    # And where one agency has both shifts.
    override = Override("2024-02", A)
    rota = Rota([Rotation(date(2024, 1, 1), (A, B))], NoticeRule(), CALENDAR, None, (), [override])
    assert handovers(rota, "2024-01") == []
    assert rota.takeover(shift_of(rota, "2024-02")) is None


def test_one_person_in_two_shifts_running_does_not_hand_over() -> None:
    alone = Rota(
        [Rotation(date(2024, 1, 1), (A,))],
        NoticeRule(),
        CALENDAR,
        Staffing([Roster(date(2024, 1, 1), {"a": Staff((ONE,))})]),
    )
    assert list(alone.handovers(shift_of(alone, "2024-01"))) == []
