"""The digest: the week or month that it is of, and what it says besides what is owed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from luanphien.core.announced import Announced, announced
from luanphien.core.decisions import Every
from luanphien.core.facts import Fact, acknowledgement, of_shift
from luanphien.core.model import Shift
from luanphien.core.notice import Notice
from luanphien.core.notice import notice as notice_of
from luanphien.core.obligations import Obligations, obligations
from luanphien.core.outlook import Outlook, outlook
from luanphien.core.period import DAY, Period
from luanphien.core.recipients import told_at
from luanphien.core.rota import Rota
from luanphien.core.workdays import WorkCalendar


class Issue(NamedTuple):
    """A digest by its name, `2024-W06` (ISO 8601) or `2024-02`, and the days that it is of."""

    name: str
    days: Period


class Unserved(NamedTuple):
    """Days of a shift that nobody serves."""

    shift: Shift
    days: Period


class Failed(NamedTuple):
    """What of a shift has not arrived at its address."""

    shift: Shift
    fact: Fact


class Digest(NamedTuple):
    """What the Centre is told of a day.

    `next_notice` is how that of the outlook stands, `announced` how those do that are to have gone
    and whose shifts are still to begin; `failed` is what has not arrived at its address.
    """

    outlook: Outlook
    next_notice: Announced
    announced: tuple[Announced, ...]
    unserved: tuple[Unserved, ...]
    failed: tuple[Failed, ...]
    obligations: Obligations


def issue(every: Every, day: date) -> Issue:
    """The digest of the week (from Monday on), or of the month, in which the day lies."""
    if every == "weekly":
        year, week, weekday = day.isocalendar()
        first = day - timedelta(days=weekday - 1)
        return Issue(f"{year:04}-W{week:02}", Period(first, first + timedelta(days=6)))
    first = day.replace(day=1)
    return Issue(f"{day:%Y-%m}", Period(first, first + relativedelta(months=1, days=-1)))


def due(every: Every, day: date, calendar: WorkCalendar) -> Issue | None:
    """The digest that is to have gone by the day; None before the first working day of its days."""
    current = issue(every, day)
    return current if calendar.on_or_after(current.days.first) <= day else None


def digest(rota: Rota, facts: Sequence[Fact], kept_since: date | None, day: date) -> Digest:
    """What there is to tell of the day, by all `facts` of a register that is kept since then.

    It looks at the shift of the day and at the next one, and beyond as far as notices are due.
    Raises as Rota.shifts does.
    """
    ahead = list(_notices(rota, day))
    told = [
        announced(notice, facts)
        for notice in ahead
        if notice.shift.starts_on > day >= notice.shift.notice_send_on
    ]
    expected = outlook(rota, day)
    return Digest(
        expected,
        announced(notice_of(rota, expected.next_notice), facts),
        tuple(told),
        tuple(
            Unserved(notice.shift, days)
            for notice in ahead
            for days in notice.unserved
            if days.last >= day
        ),
        tuple(_failed(rota, facts, ahead)),
        obligations(rota, facts, kept_since, day),
    )


def _notices(rota: Rota, day: date) -> Iterator[Notice]:
    """Those of the shift of the day, of the next one, and of others that are due already."""
    shift = rota.shift_on(day)
    yield notice_of(rota, shift)
    while True:
        shift = rota.shift_on(shift.ends_on + DAY)
        yield notice_of(rota, shift)
        if shift.notice_send_on > day:
            return


def _failed(rota: Rota, facts: Sequence[Fact], notices: Iterable[Notice]) -> Iterator[Failed]:
    """What of these shifts was refused or sent back, the last of each address alone.

    An address that has taken something since is in order; so is what needs nobody any more.
    """
    of_shifts = {notice.shift.id: notice for notice in notices}
    in_use = {rota.decisions.centre.email}
    in_use |= {agency.email for agency in rota.agencies.values()}
    in_use |= {person.email for person in rota.staffing.people.values()}
    newest: dict[str, int] = {}
    for position, fact in enumerate(facts):
        if fact.recipient and fact.kind in ("sent", "refused", "undelivered"):
            newest[fact.recipient] = position
    for address, position in newest.items():
        fact = facts[position]
        notice = of_shifts.get(fact.shift)
        if fact.kind == "sent" or notice is None or _has_arrived(fact, notice, facts):
            continue
        if address in in_use or not _is_settled(fact, facts[position + 1 :]):
            yield Failed(notice.shift, fact)


def _has_arrived(fact: Fact, notice: Notice, facts: Sequence[Fact]) -> bool:
    """Whether what came back was acknowledged all the same.

    A copy that came back is not settled by what the agency says, which has its own.
    """
    own = of_shift(facts, fact.shift)
    answer = acknowledgement(own, notice.digest if fact.says == "again" else fact.digest)
    if fact.kind != "undelivered" or answer is None:
        return False
    return fact.recipient in (told_at(notice, own), answer.recipient)


def _is_settled(fact: Fact, since: Sequence[Fact]) -> bool:
    """Whether nobody at an address out of use waits for it: it has got to them elsewhere since.

    A reminder has one day, and is not made up for.
    """
    if fact.says in ("before_shift", "before_handover"):
        return True
    return any(later.kind == "sent" and _whom(later) == _whom(fact) for later in since)


def _whom(fact: Fact) -> tuple[str | None, ...]:
    """Of what it tells whom."""
    return fact.shift, fact.says, fact.agency, fact.person
