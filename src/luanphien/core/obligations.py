"""What somebody at the Centre must do in the next days, and what should have been done.

What a run of cron owes is told by `sending`; here is what people owe, by the day until which it
can be done in time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from luanphien.core.facts import Fact, acknowledgement, of_shift
from luanphien.core.handovers import Handed, handed, minutes, unsettled
from luanphien.core.model import Shift
from luanphien.core.notice import Notice
from luanphien.core.notice import notice as notice_of
from luanphien.core.period import DAY, Period
from luanphien.core.recipients import told_at
from luanphien.core.rota import Rota
from luanphien.core.sending import Action, untold
from luanphien.core.told import Telling, out_of_reach

WORKING_DAYS = 10
"""How far ahead it is looked, today counted if it is worked."""

MONTHS_FOR_LIST = 2
"""In how many months, the last one of a list of staff counted, the next list is asked for."""

Duty = Literal["send", "correct", "sign", "acknowledge", "name", "tell", "handover", "list"]

_OF_TASK: dict[Action, Duty] = {"send": "send", "correct": "correct", "sign": "sign"}


class Obligation(NamedTuple):
    """One thing to do, and the last day on which it is done in time.

    - "send", "correct", "sign": the notice of the shift, as `sending.Task` says (Điều 6 khoản 6);
      `by_mail` is that a run of cron can send it.
    - "acknowledge": it has gone, and nobody has said that it has arrived.
    - "name": nobody serves on the `days` of the shift (Điều 6 khoản 4).
    - "tell": the person of the `telling` can't be told by e-mail which days are theirs.
    - "handover": minutes of the handover `handed` are to be recorded (Điều 6 khoản 8).
    - "list": the list of staff in force ends on that day, the year's at its end, and none follows.
    """

    duty: Duty
    by: date
    shift: Shift | None = None
    by_mail: bool = False
    days: Period | None = None
    handed: Handed | None = None
    telling: Telling | None = None


class Obligations(NamedTuple):
    """What is owed on the day, by days, and until which day it was looked; what is late first.

    `provisional` says that the days off of one of these days are only forecast.
    """

    day: date
    until: date
    owed: tuple[Obligation, ...]
    provisional: bool

    @property
    def overdue(self) -> list[Obligation]:
        """What should have been done."""
        return [obligation for obligation in self.owed if obligation.by < self.day]


def obligations(
    rota: Rota, facts: Sequence[Fact], kept_since: date | None, day: date
) -> Obligations:
    """What is owed on the day and in the working days after it.

    `facts` are all that had been recorded, oldest first, in a register that is kept since
    `kept_since`; nothing from before that is asked for. Raises as Rota.shifts does.
    """
    calendar = rota.calendar
    until = calendar.nth_after(calendar.on_or_after(day), WORKING_DAYS - 1)
    of_handovers = _handovers(rota, facts, kept_since, day, until)
    of_shifts = _of_shifts(rota, facts, kept_since, day, until)
    by_hand = _untold(rota, facts, kept_since, day, until)
    owed = [*of_handovers, *of_shifts, *by_hand, *_list(rota, day)]
    in_order = sorted(owed, key=lambda obligation: obligation.by)
    return Obligations(day, until, tuple(in_order), not calendar.is_final(day, until))


def _of_shifts(
    rota: Rota, facts: Sequence[Fact], kept_since: date | None, day: date, until: date
) -> Iterator[Obligation]:
    """The notices and the names of this shift and of those that are to be told next."""
    asked_from = min(kept_since or day, day)
    shift = rota.shift_on(day)
    while shift.notice_deadline <= until:  # names are due after it
        notice = notice_of(rota, shift)
        if shift.starts_on > asked_from:
            yield from _notice(rota, notice, of_shift(facts, shift.id), day)
        yield from _names(rota, notice, day, until)
        shift = rota.shift_on(shift.ends_on + DAY)


def _notice(rota: Rota, notice: Notice, facts: Sequence[Fact], day: date) -> Iterator[Obligation]:
    shift, decisions = notice.shift, rota.decisions
    if task := untold(notice, decisions.notice, day, facts):
        by_mail = bool(decisions.mail and told_at(notice, facts) and shift.starts_on > day)
        # Who has been told gets what has changed, or what it says at a new address, as long as
        # that is of use; neither has a deadline.
        by = max(shift.notice_deadline, day) if task.told else shift.notice_deadline
        if shift.starts_on > day or not task.told:
            yield Obligation(_OF_TASK[task.action], by, shift, by_mail)
    elif shift.starts_on > day and not acknowledgement(facts, notice.digest):
        yield Obligation("acknowledge", shift.notice_deadline, shift)


def _names(rota: Rota, notice: Notice, day: date, until: date) -> Iterator[Obligation]:
    """The days that nobody serves, by the working day before the handover to who will."""
    calendar = rota.calendar
    for days in notice.unserved:
        if days.last < day:
            continue
        begins = notice.names_due_on
        if days.first > notice.shift.starts_on:
            handover = calendar.on_or_before(days.first - DAY)
            begins = calendar.on_or_before(handover - DAY)
        if begins <= until:
            yield Obligation("name", begins, notice.shift, days=days)


def _untold(
    rota: Rota, facts: Sequence[Fact], kept_since: date | None, day: date, until: date
) -> Iterator[Obligation]:
    """Whom the Centre must tell itself, by the working day before their days change."""
    for telling in out_of_reach(rota, day, kept_since or day, facts):
        by = rota.calendar.on_or_before(telling.since - DAY)
        if by <= until:
            yield Obligation("tell", by, telling.shift, telling=telling)


def _handovers(
    rota: Rota, facts: Sequence[Fact], kept_since: date | None, day: date, until: date
) -> Iterator[Obligation]:
    ahead = Period(day, until)
    signed = minutes(rota, ahead, facts)
    missing = unsettled(rota, facts, kept_since, day).handovers
    for one in (*missing, *handed(rota, ahead, signed, kept_since, day)):
        if one.fact is None:
            yield Obligation("handover", one.handover.on, one.shift, handed=one)


def _list(rota: Rota, day: date) -> Iterator[Obligation]:
    """The yearly list of staff (Điều 6 khoản 4), if the one in force ends soon."""
    roster = rota.staffing.roster_on(day)
    ends = (roster and roster.expires) or day.replace(month=12, day=31)
    following = rota.staffing.roster_on(ends + DAY)
    months_left = (ends.year - day.year) * 12 + ends.month - day.month
    if months_left < MONTHS_FOR_LIST and (following is None or following == roster):
        yield Obligation("list", ends)
