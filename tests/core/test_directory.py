"""The directory posted at the Centre (Điều 10 khoản 1, Điều 11 khoản 2)."""

from __future__ import annotations

from luanphien.core.directory import Entry, directory, listed, zalo_group
from luanphien.core.staffing import Staffing
from tests.core.builders import (
    A,
    B,
    P,
    Q,
    R,
    agency,
    day,
    decisions,
    person,
    roster,
    rota,
    rotation,
    staff,
)

CHIEF = person("z")
NGOAI_VU = agency("n", on_call=True, contact="y")  # Điều 10: only on call


def test_the_agencies_in_turn_then_those_on_call() -> None:
    both = rota(rotation("2024-01-01", B, A), rotation("2024-05-01", A))
    everybody = [NGOAI_VU, A, B]
    assert listed(everybody, both, day("2024-04-30")) == [B, A, NGOAI_VU]
    assert listed(everybody, both, day("2024-05-01")) == [A, NGOAI_VU]
    assert listed(everybody, both, day("2023-12-31")) == [NGOAI_VU]


def test_each_agency_with_its_contact_and_staff() -> None:
    with_contact = agency("a", contact="z")
    rosters = [roster("2024-01-01", {"a": staff([P, Q], [R])})]
    staffing = Staffing(decisions(rosters=rosters, people=[CHIEF]))
    assert list(directory([with_contact, B], staffing, day("2024-01-01"))) == [
        Entry(with_contact, CHIEF, "contact"),
        Entry(with_contact, P, "official"),
        Entry(with_contact, Q, "official"),
        Entry(with_contact, R, "reserve"),
        Entry(B, None, None),  # its line stays, though it has nobody
    ]
    # Before the roster is in force only the contact is known.
    assert list(directory([with_contact], staffing, day("2023-12-31"))) == [
        Entry(with_contact, CHIEF, "contact")
    ]


def test_the_zalo_group_is_those_who_take_turns() -> None:
    # khoản 9 Điều 6: not the agency on call, and nobody without a name.
    entries = [
        Entry(A, P, "official"),
        Entry(NGOAI_VU, person("y"), "contact"),
        Entry(B, None, None),
    ]
    assert list(zalo_group(entries)) == entries[:1]
