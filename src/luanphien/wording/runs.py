"""What runs by itself, and when it last did."""

from __future__ import annotations

from collections.abc import Iterable

from luanphien.core.runs import LONGEST_SILENCE, Running
from luanphien.wording import dates

WORKS = {"send": "gửi thông báo", "inbox": "đọc hộp thư", "publish": "tạo trang"}
COMMANDS = {
    "send": "luanphien notify --send",
    "inbox": "luanphien inbox",
    "publish": "luanphien publish",
}


def last(works: Iterable[Running]) -> str:
    """`gửi thông báo 08:00 25/01/2024; tạo trang 00:05 25/01/2024`: the last good runs."""
    return "; ".join(f"{WORKS[work.work]} {_moment(work)}" for work in works)


def _moment(work: Running) -> str:
    return dates.at(work.last_good.began) if work.last_good else "chưa lần nào tốt"


def warning(work: Running) -> str:
    """What is said of work that has not run well for too long."""
    since = f"lần cuối {_moment(work)}" if work.last_good else "chưa có lần nào"
    return (
        f"{WORKS[work.work]}: quá {LONGEST_SILENCE} ngày làm việc không có lần chạy tốt, {since}; "
        f"hãy xem cron hoặc timer chạy {COMMANDS[work.work]}"
    )
