"""What time it is in Vietnam, wherever the server stands."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta, timezone

from luanphien.core.errors import LuanphienError
from luanphien.core.period import LATEST_YEAR

VIETNAM = timezone(timedelta(hours=7))
"""Asia/Ho_Chi_Minh: UTC+7 all year round; the zone of the server does not matter."""


def today() -> date:
    """Today's date."""
    return datetime.now(VIETNAM).date()


def moment(day: date | None = None) -> datetime:
    """Now, or the day at the present time of day."""
    now = datetime.now(VIETNAM)
    return datetime.combine(day, now.timetz()) if day else now


def recorded_at(now: datetime) -> datetime:
    """The moment that an event changed `now` carries.

    That of SOURCE_DATE_EPOCH if it is set, so that a build can be repeated; LuanphienError if it
    is no number of seconds since 1970, or one past LATEST_YEAR.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return now.replace(microsecond=0)
    try:
        recorded = datetime.fromtimestamp(int(epoch), VIETNAM)
        if recorded.year > LATEST_YEAR:
            raise ValueError
        return recorded
    except (ValueError, OverflowError, OSError):
        text = f"SOURCE_DATE_EPOCH=«{epoch}» không phải số giây từ 1970"
        raise LuanphienError(text) from None


def offset() -> timedelta:
    """How far ahead of UTC the machine's own zone is, in which cron reads its lines."""
    return datetime.now(VIETNAM).astimezone().utcoffset() or timedelta()
