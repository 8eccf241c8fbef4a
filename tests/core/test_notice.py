"""The notice: what it says, and how many working days are left for it (Điều 6 khoản 6)."""

from __future__ import annotations

import string

import pytest

from luanphien.core.notice import next_shift, notice
from tests.core.builders import (
    P,
    R,
    agency,
    calendar_of,
    day,
    override,
    regulation,
    roster,
    rota,
    rotation,
    shift_of,
    staff,
)

#    January 2024
# Mo Tu We Th Fr Sa Su
#                   21
# 22 23 24 25 26 27 28     29, 30 and 31 are the three working days before February:
# 29 30 31                 the deadline is Monday 29, the notice goes on Thursday 25

RULED = regulation(rosters=[roster("2023-12-01", {"stc": staff([P], [R])})])
FEBRUARY = shift_of(RULED, "2024-02")


@pytest.mark.parametrize(
    ("today", "following"),
    [
        ("2023-11-01", "2023-12"),  # before there is a rota
        ("2023-11-30", "2023-12"),
        ("2023-12-01", "2024-01"),  # it has begun
        ("2024-01-31", "2024-02"),
        ("2024-02-01", "2024-03"),
    ],
)
def test_the_next_shift_starts_after_the_day(today: str, following: str) -> None:
    assert next_shift(RULED, day(today)).id == following


def test_a_notice_says_who_serves_and_how_the_shift_begins() -> None:
    told = notice(RULED, FEBRUARY)
    assert (told.shift, told.agency.name) == (FEBRUARY, "Sở Tài chính")
    assert told.staff == staff([P], [R])
    assert [stint.person for stint in told.stints] == [P]
    assert told.takeover is not None
    assert (told.takeover.on, told.takeover.outgoing_agency.id) == (day("2024-01-31"), "stttt")
    assert not told.provisional
    assert notice(RULED, shift_of(RULED, "2023-12")).takeover is None


def test_a_notice_is_provisional_with_any_of_its_dates() -> None:
    one = rota(rotation("2023-12-01", agency("a"), agency("b")), calendar=calendar_of([2024]))
    months = ("2023-12", "2024-01", "2024-02", "2024-12", "2025-01")
    provisional = [notice(one, shift_of(one, month)).provisional for month in months]
    # January's notice is counted through December 2023.
    assert provisional == [True, True, False, False, True]


def test_the_digest_is_that_of_the_agency_and_its_dates() -> None:
    digest = notice(RULED, FEBRUARY).digest
    assert len(digest) == 64
    assert set(digest) <= set(string.hexdigits.lower())
    # printf '%s\0%s\0%s\0%s\0%s\0%s' 2024-02 stc 'Sở Tài chính' \
    #     2024-02-01 2024-02-29 2024-01-31 | sha256sum
    assert digest == "11bb2d7f4d0c3a0de6bc941c339c14ade7e91527698b9642da57b6280a63e3db"


def test_the_digest_of_the_very_first_shift_has_no_handover() -> None:
    # The same with 2023-12 svhttdl 'Sở Văn hóa, Thể thao và Du lịch' 2023-12-01 2023-12-31 ''
    digest = notice(RULED, shift_of(RULED, "2023-12")).digest
    assert digest == "0e6e4e2a17fc5014e1be193f876bf169f3f379ec4673b8863cee0939b9e9a1f1"


def test_the_digest_leaves_out_who_serves() -> None:
    nobody = regulation()
    assert notice(nobody, shift_of(nobody, "2024-02")).digest == notice(RULED, FEBRUARY).digest


def test_another_agency_has_another_digest() -> None:
    other = regulation(overrides=[override("2024-02", agency("a"))])
    assert notice(other, shift_of(other, "2024-02")).digest != notice(RULED, FEBRUARY).digest
