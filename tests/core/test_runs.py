"""Whether what runs by itself still does, counted by hand.

In 2024 Tết is off from Thursday 8 to Wednesday 14 February (Thông báo 5015/TB-LĐTBXH), and Saturday
4 May is worked (Công văn 2450/VPCP-KGVX).
"""

from __future__ import annotations

import pytest

from luanphien.core.runs import Run, Running, Work, running, unanswered
from tests.core.builders import ANNOUNCED, WEEKDAYS, day, moment


def ran(at: str, status: int | None = 0, work: Work = "send") -> Run:
    return Run(work, moment(at), None if status is None else moment(at, 10), status)


@pytest.mark.parametrize(
    ("today", "late"),
    [
        ("2024-01-08", False),  # the Monday of the run itself
        ("2024-01-09", False),  # one working day
        ("2024-01-10", False),  # two
        ("2024-01-11", True),  # three
    ],
)
def test_more_than_two_working_days_without_a_good_run(today: str, late: bool) -> None:
    (work,) = running([ran("2024-01-08")], WEEKDAYS, day(today))
    assert (work.work, work.last_good, work.late) == ("send", ran("2024-01-08"), late)


@pytest.mark.parametrize(
    ("today", "late"),
    [("2024-01-14", False), ("2024-01-15", False), ("2024-01-16", False), ("2024-01-17", True)],
)
def test_a_weekend_is_no_silence(today: str, late: bool) -> None:
    # Friday 12 January; Monday 15 is the first working day, Wednesday 17 the third.
    (work,) = running([ran("2024-01-12")], WEEKDAYS, day(today))
    assert work.late == late


@pytest.mark.parametrize(
    ("today", "late"),
    [("2024-02-14", False), ("2024-02-16", False), ("2024-02-19", True)],
)
def test_tet_is_no_silence(today: str, late: bool) -> None:
    # Wednesday 7 February; Thursday 15 is the first working day, Monday 19 the third.
    (work,) = running([ran("2024-02-07")], ANNOUNCED, day(today))
    assert work.late == late


def test_a_saturday_that_is_worked_counts() -> None:
    # Thursday 2 May; Friday, Saturday 4 (worked), Monday 6.
    late = [running([ran("2024-05-02")], ANNOUNCED, day(f"2024-05-0{n}")) for n in (4, 5, 6)]
    assert [work.late for works in late for work in works] == [False, False, True]


def test_only_a_good_run_breaks_the_silence() -> None:
    runs = [ran("2024-01-08"), ran("2024-01-10", 1), ran("2024-01-10", 4), ran("2024-01-11", None)]
    (work,) = running(runs, WEEKDAYS, day("2024-01-11"))
    assert (work.last_good, work.late) == (runs[0], True)


def test_the_last_good_run_counts() -> None:
    # Thursday is the second working day since Tuesday 9 January, and the third since Monday.
    runs = [ran("2024-01-08"), ran("2024-01-09")]
    (work,) = running(runs, WEEKDAYS, day("2024-01-11"))
    assert (work.last_good, work.late) == (runs[1], False)


def test_without_a_good_run_the_silence_began_with_the_first() -> None:
    runs = [ran("2024-01-08", 1), ran("2024-01-09", 1)]
    early, late = (
        next(running(runs, WEEKDAYS, day(today))) for today in ("2024-01-10", "2024-01-11")
    )
    assert (early.last_good, early.late) == (None, False)
    assert (late.last_good, late.late) == (None, True)


def test_each_work_has_a_silence_of_its_own() -> None:
    def late(send: str, publish: str) -> list[tuple[Work, bool]]:
        works = running([ran(send), ran(publish, work="publish")], WEEKDAYS, day("2024-01-11"))
        return [(work.work, work.late) for work in works]

    assert late("2024-01-11", "2024-01-08") == [("send", False), ("publish", True)]
    assert late("2024-01-08", "2024-01-11") == [("send", True), ("publish", False)]


def test_the_mailbox_is_read_by_a_run_that_sends_too() -> None:
    def late(*runs: Run) -> list[Running]:
        return list(running(runs, WEEKDAYS, day("2024-01-11")))

    inbox, send = ran("2024-01-08", work="inbox"), ran("2024-01-11")
    assert late(inbox) == [("inbox", inbox, True)]
    assert late(inbox, send) == [("send", send, False), ("inbox", send, False)]
    failed = ran("2024-01-11", 1)
    assert late(inbox, failed) == [("send", None, False), ("inbox", inbox, True)]
    # What the mailbox says is no notice that was sent; and who never read it alone need not.
    assert late(ran("2024-01-08"), ran("2024-01-11", work="inbox"))[0][2]
    assert [work for work, _, _ in late(send)] == ["send"]


def test_a_run_of_today_is_no_silence_on_the_last_day_of_a_month_either() -> None:
    (work,) = running([ran("2024-01-31")], WEEKDAYS, day("2024-01-31"))
    assert not work.late


def test_a_work_that_never_ran_is_no_silence() -> None:
    assert list(running([], WEEKDAYS, day("2024-01-11"))) == []


def test_a_run_from_after_today_says_nothing() -> None:
    runs = [ran("2024-01-08"), ran("2024-01-12"), ran("2024-01-12", work="publish")]
    (work,) = running(runs, WEEKDAYS, day("2024-01-11"))
    assert (work.last_good, work.late) == (runs[0], True)


def test_heartbeats_that_nobody_answered_in_a_row() -> None:
    def beats(*answers: bool | None) -> int:
        return unanswered(ran("2024-01-08")._replace(heartbeat=answer) for answer in answers)

    assert [beats(), beats(True), beats(False), beats(False, True)] == [0, 0, 1, 0]
    assert beats(False, True, False, None, False) == 2
