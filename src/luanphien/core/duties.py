"""What the Centre owes for a shift, and by when: the notice and the handover."""

from __future__ import annotations

from datetime import date
from typing import Literal

from luanphien.core.decisions import NoticeRule
from luanphien.core.period import DAY
from luanphien.core.workdays import WorkCalendar

State = Literal["on_time", "early", "late", "missing", "due", "unrecorded"]
"""How something that is owed stands; "unrecorded" is from before the register was kept."""


def deadline_distance(rule: NoticeRule) -> int:
    """How many working days before a shift's start the notice is still in time.

    The regulation asks for "tối thiểu trước 03 ngày làm việc" (Điều 6 khoản 6). The shift's
    first day is not counted (Bộ luật Dân sự 2015, Điều 147). Counting clear days, that many
    whole working days lie between the day of the notice and the start: one more.
    """
    if rule.counting == "clear-days":
        return rule.working_days + 1
    return rule.working_days


def margin(calendar: WorkCalendar, sent_on: date, deadline: date) -> int:
    """The working days from the notice to its deadline, negative when it was late.

    One sent on a day off arrives on the next working day.
    """
    if sent_on <= deadline:
        return calendar.count(sent_on, deadline) - 1
    return -calendar.count(deadline + DAY, calendar.on_or_after(sent_on))


def handover_on(last_day: date, calendar: WorkCalendar) -> date:
    """The day of the handover after a service that ends on `last_day` (Điều 6 khoản 8).

    It is the outgoing officer's last working day, looked for backwards: a service
    without a working day hands over on the last one before it.
    """
    return calendar.on_or_before(last_day)


def state(owed: date, done: date | None, today: date, kept_since: date | None) -> State:
    """How what was owed on the day stands today; the register is kept since `kept_since`."""
    if done:
        return "late" if done > owed else "on_time"
    if owed >= today:
        return "due"
    return "missing" if kept_since and owed >= kept_since else "unrecorded"
