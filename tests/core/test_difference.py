"""What a change of the configuration moves, shift by shift."""

from __future__ import annotations

from msgspec.structs import replace

from luanphien.core.difference import FIELDS, Change, changes
from luanphien.core.model import Shift
from luanphien.core.rota import Rota
from tests.core.builders import (
    A,
    B,
    P,
    Q,
    R,
    S,
    absence,
    calendar_of,
    day,
    override,
    period,
    person,
    roster,
    rota,
    rotation,
    staff,
    substitution,
)

SPRING = period("2024-01-01", "2024-03-31")
ROSTER = roster("2024-01-01", {"a": staff([P], [R]), "b": staff([Q])})
BEFORE = rota(rosters=[ROSTER])


def moved(after: Rota, before: Rota = BEFORE) -> list[Change]:
    return list(changes(before, after, SPRING))


def test_every_date_of_a_shift_is_compared() -> None:
    settled = {"agency", "cycle", "turn", "rotation"}
    assert set(FIELDS) == set(Shift._fields) - settled


def test_nothing_differs_from_itself() -> None:
    assert moved(rota(rosters=[ROSTER])) == []


def test_another_agency() -> None:
    # B's officer serves in March then, and B goes on from February: nothing else moves.
    after = rota(rosters=[ROSTER], overrides=[override("2024-03", B)])
    start = day("2024-03-01")
    agency, stints = moved(after)
    assert agency == Change("2024-03", start, "agency", "Sở A", "Sở B")
    assert (stints.shift, stints.starts_on, stints.field) == ("2024-03", start, "stints")


def test_shifts_that_only_one_side_has_in_order() -> None:
    later = rota(rotation("2024-03-01", A, B))
    assert [change[:1] + change[2:] for change in moved(later, rota())] == [
        ("2024-01", "agency", "Sở A", None),
        ("2024-02", "agency", "Sở B", None),
    ]
    assert [change[:1] + change[2:] for change in moved(rota(), later)] == [
        ("2024-01", "agency", None, "Sở A"),
        ("2024-02", "agency", None, "Sở B"),
    ]


def test_a_rota_that_begins_after_the_period_has_no_shifts_in_it() -> None:
    later = rota(rotation("2025-01-01", A, B))
    assert [change.shift for change in moved(later)] == ["2024-01", "2024-02", "2024-03"]
    assert {change.new for change in moved(later)} == {None}


def test_dates_that_move_with_the_days_off() -> None:
    # Wednesday 31 January and Friday 1 March 2024 become days off.
    after = rota(calendar=calendar_of(range(2023, 2026), off=["2024-01-31", "2024-03-01"]))
    assert [(change.shift, *change[2:]) for change in moved(after, rota())] == [
        ("2024-01", "last_working_day", day("2024-01-31"), day("2024-01-30")),
        ("2024-01", "working_days", 23, 22),
        ("2024-01", "handover_on", day("2024-01-31"), day("2024-01-30")),
        # Before February count 30, 29, 26, 25 and 24 instead of 31, 30, 29, 26 and 25.
        ("2024-02", "notice_send_on", day("2024-01-25"), day("2024-01-24")),
        ("2024-02", "notice_deadline", day("2024-01-29"), day("2024-01-26")),
        ("2024-03", "first_working_day", day("2024-03-01"), day("2024-03-04")),
        ("2024-03", "working_days", 21, 20),
    ]


def test_other_people_in_a_shift() -> None:
    after = rota(rosters=[ROSTER], absences=[absence(P, "2024-01-10", "2024-01-12")])
    stints, handovers = moved(after)
    assert stints.field == "stints"
    assert stints.old != stints.new
    # Tuesday 9 and Friday 12 January; the one at the shift's end is a date of its own.
    assert handovers == Change(
        "2024-01", day("2024-01-01"), "handovers", (), (day("2024-01-09"), day("2024-01-12"))
    )


def test_handovers_that_move_within_a_shift() -> None:
    early, late = (
        rota(rosters=[ROSTER], substitutions=[substitution(text, S)])
        for text in ("2024-01-10", "2024-01-31")
    )
    *_, within = moved(late, early)
    assert within.field == "handovers"
    assert (within.old, within.new) == ((day("2024-01-09"),), (day("2024-01-30"),))


def test_why_somebody_serves_is_no_change_and_who_he_is_called_is() -> None:
    promoted = person("p", title="Chuyên viên")
    assert moved(rota(rosters=[ROSTER], people=[promoted])) == []
    renamed = replace(P, name="Ông x")
    after = rota(rosters=[ROSTER], people=[renamed])
    assert [change.field for change in moved(after)] == ["stints", "stints"]
