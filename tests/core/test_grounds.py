"""The decisions on which a shift rests, besides the regulation."""

from __future__ import annotations

import pytest

from luanphien.core.grounds import grounds
from luanphien.core.rota import Rota
from tests.core.builders import (
    A,
    B,
    C,
    P,
    Q,
    R,
    assignment,
    override,
    roster,
    rota,
    rotation,
    shift_of,
    staff,
    substitution,
    swap,
)

#  2024:  01 A   02 B   03 A   04 B   05 A   06 B    of the first order, "quy chế"
#         07 C   08 A   09 C   …                     of the second, "thứ tự mới"
ORDERS = (
    rotation("2024-01-01", A, B, basis="quy chế"),
    rotation("2024-07-01", C, A, basis="thứ tự mới"),
)
CHANGED: Rota = rota(
    *ORDERS,
    swaps=[swap("2024-02", "2024-03", "công văn đổi phiên")],
    overrides=[override("2024-05", C, "công văn trực thay")],
    rosters=[roster("2024-08-01", {"a": staff([P], [Q])}, basis="quyết định nhân sự")],
    assignments=[assignment("2024-08", Q, "công văn chỉ định")],
    substitutions=[substitution("2024-08-12", R, basis="công văn cử người")],
)


@pytest.mark.parametrize(
    ("month", "cited"),
    [
        ("2024-01", ()),  # the first order is the regulation's own
        ("2024-02", ("công văn đổi phiên",)),
        ("2024-03", ("công văn đổi phiên",)),
        ("2024-04", ()),
        ("2024-05", ("công văn trực thay",)),
        ("2024-06", ()),
        ("2024-07", ("thứ tự mới",)),
        (
            "2024-08",
            ("thứ tự mới", "quyết định nhân sự", "công văn chỉ định", "công văn cử người"),
        ),
        ("2024-09", ("thứ tự mới",)),  # the roster names nobody of C
        ("2024-10", ("thứ tự mới", "quyết định nhân sự")),
    ],
)
def test_a_shift_rests_on_what_moved_it_and_named_its_people(
    month: str, cited: tuple[str, ...]
) -> None:
    assert grounds(CHANGED, shift_of(CHANGED, month)) == cited


def test_a_decision_is_cited_once_and_one_without_a_number_not_at_all() -> None:
    twice: Rota = rota(
        *ORDERS,
        swaps=[swap("2024-02", "2024-03")],
        overrides=[override("2024-05", C)],
        rosters=[roster("2024-01-01", {"a": staff([P])}, basis="quyết định")],
        assignments=[assignment("2024-08", P, "quyết định")],
        substitutions=[substitution("2024-08-12", R)],
    )
    assert grounds(twice, shift_of(twice, "2024-02")) == ("quyết định",)  # A's, by the swap
    assert grounds(twice, shift_of(twice, "2024-05")) == ()
    assert grounds(twice, shift_of(twice, "2024-08")) == ("thứ tự mới", "quyết định")


def test_a_roster_that_has_expired_is_not_cited() -> None:
    ended: Rota = rota(
        rosters=[roster("2024-01-01", {"a": staff([P])}, expires="2024-02-29", basis="cũ")]
    )
    assert grounds(ended, shift_of(ended, "2024-01")) == ("cũ",)
    assert grounds(ended, shift_of(ended, "2024-03")) == ()
