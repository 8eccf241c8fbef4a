"""What the cron job owes today: a pure function of the rota, the register and the date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, takewhile
from typing import Literal, NamedTuple

from luanphien.core.errors import NoRotaError
from luanphien.core.facts import Fact, Standing, standing
from luanphien.core.model import Shift
from luanphien.core.notice import Notice
from luanphien.core.notice import notice as notice_of
from luanphien.core.period import Period
from luanphien.core.recipients import told_at
from luanphien.core.rota import Rota

LOOK_BACK = timedelta(days=366)
"""How long after its start a shift is still asked for its notice."""

LOOK_AHEAD = timedelta(days=400)
"""More than the longest send-ahead: what is to be sent today is of a shift that starts by then."""


class Task(NamedTuple):
    """One thing to do about the notice of one shift.

    - "send": it has not gone to the agency, or not yet to all who get it in copy.
    - "correct": what was said is no longer so; `superseded` is to whom and when, or
      was about to be.
    - "remind": the deadline is here and nobody has acknowledged.
    - "missed": the shift began without a notice.

    `version` counts what has been said of the shift, from 1; `overdue` is that the deadline
    has passed without a notice that is right.
    """

    action: Literal["send", "correct", "remind", "missed"]
    notice: Notice
    stands: Standing
    version: int
    overdue: bool
    superseded: tuple[Fact, ...] = ()


def tasks(
    rota: Rota, today: date, since: date, facts: Callable[[str], Sequence[Fact]]
) -> Iterator[Task]:
    """What is owed today, in the order of the shifts; nothing on most days.

    `since` is the day of the first run; `facts` gives those of one shift, oldest first. Raises
    NoCalendarError as Rota.shifts does.
    """
    for shift in due_shifts(rota, today, since):
        owed = _missed if shift.starts_on <= today else _owed
        yield from owed(notice_of(rota, shift), today, facts(shift.id))


def due_shifts(rota: Rota, today: date, since: date) -> list[Shift]:
    """The shifts whose notice is to be sent by today, in order.

    Every shift that starts after `since`, the day of the first run, is looked at, so that a
    server that was down says what it missed; a first run on a wrong, later day hides nothing.
    Raises NoCalendarError as Rota.shifts does.
    """
    first = max(min(since, today), max(today, rota.begins_on) - LOOK_BACK)
    try:
        shifts = rota.shifts(Period(first, today + LOOK_AHEAD))
    except NoRotaError:
        return []
    to_send = takewhile(lambda shift: shift.notice_send_on <= today, shifts)
    return [shift for shift in to_send if shift.starts_on > first]


def _missed(notice: Notice, today: date, facts: Sequence[Fact]) -> Iterator[Task]:
    stands = standing(facts, told_at(notice))
    if stands.sent is None and stands.missed is None:
        yield Task("missed", notice, stands, _version(facts, notice.digest), True)


def _owed(notice: Notice, today: date, facts: Sequence[Fact]) -> Iterator[Task]:
    stands = standing(facts, told_at(notice))
    version = _version(facts, notice.digest)
    if stands.sent is None or stands.sent.digest != notice.digest:
        # After a crash, what was planned may have arrived without our knowing.
        superseded = tuple(
            fact
            for fact in facts
            if fact.digest != notice.digest and fact.kind in ("planned", "sent")
        )
        action: Literal["send", "correct"] = "correct" if version > 1 else "send"
        late = today > notice.shift.notice_deadline
        yield Task(action, notice, stands, version, late, superseded)
        return
    if pending(facts, notice.digest):
        yield Task("send", notice, stands, version, False)
    acknowledged = stands.acknowledged and stands.acknowledged.digest == notice.digest
    reminded = stands.reminded and stands.reminded.digest == notice.digest
    if today >= notice.shift.notice_deadline and not acknowledged and not reminded:
        yield Task("remind", notice, stands, version, False)


def pending(facts: Sequence[Fact], digest: str) -> set[str]:
    """The addresses to which this notice is planned, and which have not answered for good."""
    return _addresses(facts, digest, "planned") - answered(facts, digest)


def answered(facts: Sequence[Fact], digest: str) -> set[str]:
    """The addresses that have taken or refused this notice for good."""
    return _addresses(facts, digest, "sent", "refused")


def _addresses(facts: Sequence[Fact], digest: str, *kinds: str) -> set[str]:
    """Whom the facts since something else was said last speak of."""
    newest_first = (fact for fact in reversed(facts) if fact.digest)
    recent = takewhile(lambda fact: fact.digest == digest, newest_first)
    by_email = (fact for fact in recent if fact.channel == "email" and fact.kind in kinds)
    return {fact.recipient for fact in by_email if fact.recipient}


def _version(facts: Sequence[Fact], digest: str) -> int:
    """The number of what is said now among all that the Centre has said of the shift, from 1."""
    said = [fact.digest for fact in facts if fact.kind in ("planned", "sent")]
    return len(list(groupby([*said, digest])))
