"""What is owed, by when, and how it stands on the day itself, the day before and the day after."""

from __future__ import annotations

import pytest

from luanphien.core.decisions import NoticeRule
from luanphien.core.duties import State, deadline_distance, handover_on, margin, state
from tests.core.builders import ANNOUNCED, day


def test_clear_days_are_one_more() -> None:
    assert deadline_distance(NoticeRule(working_days=3)) == 3
    assert deadline_distance(NoticeRule(working_days=3, counting="clear-days")) == 4
    assert deadline_distance(NoticeRule(working_days=4, counting="clear-days")) == 5


@pytest.mark.parametrize(
    ("sent_on", "days"),
    [
        ("2024-12-24", 3),  # 25, 26 and Friday 27 December
        ("2024-12-26", 1),
        ("2024-12-27", 0),
        ("2024-12-28", -1),  # a Saturday: it arrives on Monday 30
        ("2024-12-29", -1),
        ("2024-12-30", -1),
        ("2024-12-31", -2),
        ("2025-01-01", -3),  # New Year's Day: it arrives on the 2nd
        ("2025-01-02", -3),
    ],
)
def test_working_days_from_a_notice_to_its_deadline(sent_on: str, days: int) -> None:
    # January 2025: the three working days before are 31, 30 and 27 December.
    assert margin(ANNOUNCED, day(sent_on), day("2024-12-27")) == days


def test_a_notice_on_a_day_off_before_its_deadline_arrives_by_it() -> None:
    # Of a Monday, the weekend before: it arrives on the deadline itself.
    for sent_on, days in (("2024-01-26", 1), ("2024-01-27", 0), ("2024-01-28", 0)):
        assert margin(ANNOUNCED, day(sent_on), day("2024-01-29")) == days


def test_a_handover_is_on_the_last_working_day_of_the_service() -> None:
    # khoản 8 Điều 6. February 2024: Tết from Thursday 8 to Wednesday 14.
    assert handover_on(day("2024-02-07"), ANNOUNCED) == day("2024-02-07")
    assert handover_on(day("2024-02-08"), ANNOUNCED) == day("2024-02-07")
    assert handover_on(day("2024-02-14"), ANNOUNCED) == day("2024-02-07")
    assert handover_on(day("2024-02-15"), ANNOUNCED) == day("2024-02-15")


@pytest.mark.parametrize(
    ("done", "stands"),
    [
        ("2024-03-07", "on_time"),
        ("2024-03-08", "on_time"),  # on the day: it lasts to its end (Điều 148)
        ("2024-03-09", "late"),
    ],
)
def test_what_is_done_is_late_from_the_day_after(done: str, stands: State) -> None:
    assert state(day("2024-03-08"), day(done), day("2024-03-20"), None) == stands


@pytest.mark.parametrize(
    ("today", "stands"),
    [
        ("2024-03-07", "due"),
        ("2024-03-08", "due"),  # the day is not over
        ("2024-03-09", "missing"),
    ],
)
def test_what_is_not_done_is_missing_from_the_day_after(today: str, stands: State) -> None:
    assert state(day("2024-03-08"), None, day(today), day("2024-01-01")) == stands


@pytest.mark.parametrize(
    ("since", "stands"),
    [
        ("2024-03-07", "missing"),
        ("2024-03-08", "missing"),  # kept from that day on, so it would stand in it
        ("2024-03-09", "unrecorded"),
        (None, "unrecorded"),
    ],
)
def test_what_was_owed_before_the_register_was_kept_is_not_missing(
    since: str | None, stands: State
) -> None:
    kept = day(since) if since else None
    assert state(day("2024-03-08"), None, day("2024-03-20"), kept) == stands
