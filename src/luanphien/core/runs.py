"""Whether what is to run by itself still does: a schedule that has stopped says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal, NamedTuple, get_args

from luanphien.core.period import DAY
from luanphien.core.workdays import WorkCalendar

Work = Literal["send", "inbox", "publish"]
"""What runs by itself: `notify --send`, `inbox`, `publish`."""

_DOES_TOO: dict[Work, Work] = {"inbox": "send"}
"""The work that does this one as well: before it sends, `notify --send` reads the mailbox."""

LONGEST_SILENCE = 2
"""How many working days may pass, today among them, since the day of the last good run."""


class Run(NamedTuple):
    """One run. `ended` and `status`, its exit status, are None while it goes on, or was killed.

    `place` is the folder that it has written; `heartbeat` whether the monitor has answered, None
    if it was not called.
    """

    work: Work
    began: datetime
    ended: datetime | None = None
    status: int | None = None
    place: str | None = None
    heartbeat: bool | None = None

    @property
    def good(self) -> bool:
        """Whether it has ended as it should."""
        return self.status == 0


class Running(NamedTuple):
    """How one kind of work runs: its last good run, and whether that is too long ago."""

    work: Work
    last_good: Run | None
    late: bool


def running(runs: Iterable[Run], calendar: WorkCalendar, today: date) -> Iterator[Running]:
    """How each kind of work that has ever run does today; `runs` are oldest first.

    One from after today was made by a clock that ran ahead, and says nothing.
    """
    runs = [run for run in runs if run.began.date() <= today]
    for work in get_args(Work):
        of_work = [run for run in runs if run.work == work]
        if of_work:
            done_by = {work, _DOES_TOO.get(work)}
            good = [run for run in runs if run.good and run.work in done_by]
            since = (good or of_work[:1])[-1].began.date()
            yield Running(work, good[-1] if good else None, _is_late(since, calendar, today))


def _is_late(since: date, calendar: WorkCalendar, today: date) -> bool:
    return since < today and calendar.count(since + DAY, today) > LONGEST_SILENCE


def unanswered(runs: Iterable[Run]) -> int:
    """How many heartbeats in a row, the newest among them, nobody has answered."""
    count = 0
    for run in runs:
        if run.heartbeat is not None:
            count = 0 if run.heartbeat else count + 1
    return count
