"""What is owed, by when, and how it stands on the day itself, the day before and the day after."""

from __future__ import annotations

import pytest

from luanphien.core.decisions import NoticeRule
from luanphien.core.duties import State, deadline_distance, handover_on, state
from tests.core.builders import ANNOUNCED, day


def test_clear_days_are_one_more() -> None:
    assert deadline_distance(NoticeRule(working_days=3)) == 3
    assert deadline_distance(NoticeRule(working_days=3, counting="clear-days")) == 4
    assert deadline_distance(NoticeRule(working_days=4, counting="clear-days")) == 5


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
