"""What the cron job owes today: a pure function of the rota, the register and the date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, takewhile
from typing import Literal, NamedTuple

from luanphien.core import statements
from luanphien.core.decisions import Agency, NoticeRule
from luanphien.core.errors import NoRotaError
from luanphien.core.facts import SAYING, Fact, acknowledgement, since_otherwise
from luanphien.core.model import Shift
from luanphien.core.notice import Notice
from luanphien.core.notice import notice as notice_of
from luanphien.core.period import DAY, Period
from luanphien.core.rota import Rota
from luanphien.core.served import is_told, served, served_by, told_by
from luanphien.core.statements import Statement, said, signed

LOOK_BACK = timedelta(days=366)
"""How long after its start a shift is still asked for its notice."""

LOOK_AHEAD = timedelta(days=400)
"""More than the longest send-ahead: what is to be sent today is of a shift that starts by then."""


_GOING = (*SAYING, "deferred", "refused")
"""The facts about a message on its way to the first server."""

Action = Literal[
    "send", "correct", "again", "remind", "missed", "sign", "draft", "attach", "inform", "release"
]


class Task(NamedTuple):
    """One thing to do about the notice of one shift.

    - "send": it has not gone to the agency, or not yet to all who get it in copy.
    - "correct": what was said is no longer so; `superseded` is to whom and when, or
      was about to be.
    - "again": nobody has acknowledged, and the deadline is near; the agency gets it once more.
    - "remind": the deadline is here and nobody has acknowledged; the Centre is told.
    - "missed": the shift began without a notice.
    - "sign": it waits for its signature, which `notice.signed: required` asks for.
    - "draft": the Centre gets it to sign.
    - "attach": the agency, which has it without a signature, gets the signed document.
    - "inform": the `agency` that hands over before the shift gets its copy.
    - "release": the `agency` was told of the shift and has no part in it any more.

    `sent` is the newest fact by which the agency had a notice where it is told now, or by hand.
    `version` counts what has been said of the shift, from 1: of "inform" and "release", what has
    been said of it to that agency. `overdue` is that the deadline has passed without a notice that
    is right, `told` that the agency has had one all the same, whatever it said; `signed` is the
    record of the signed document, `outdated` that of one which does not say what holds now.
    """

    action: Action
    notice: Notice
    sent: Fact | None
    version: int
    overdue: bool
    superseded: tuple[Fact, ...] = ()
    agency: Agency | None = None
    signed: Fact | None = None
    outdated: Fact | None = None
    told: bool = False

    @property
    def statement(self) -> Statement:
        """What is to be said."""
        match self.action, self.agency, self.signed:
            case "draft", _, _:
                return statements.of_draft(self.notice, self.outdated)
            case "attach", _, Fact() as document:
                return statements.of_signed(self.notice, document)
            case "again", _, _:
                return statements.of_again(self.notice)
            case _, Agency() as agency, _:
                return statements.now_to(self.notice, agency)
            case _:
                return statements.of_notice(self.notice)


def tasks(
    rota: Rota, today: date, since: date, facts: Callable[[str], Sequence[Fact]]
) -> Iterator[Task]:
    """What is owed today to whose turn is next, in the order of the shifts; nothing on most days.

    `since` is the day of the first run; `facts` gives those of one shift, oldest first. What goes
    with a notice is told by `companions`. Raises NoCalendarError as Rota.shifts does.
    """
    for shift in due_shifts(rota, today, since):
        notice, known = notice_of(rota, shift), facts(shift.id)
        if shift.starts_on <= today:
            yield from _missed(notice, known)
        else:
            yield from _owed(rota, notice, today, known)


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


def _missed(notice: Notice, facts: Sequence[Fact]) -> Iterator[Task]:
    is_said = any(fact.kind == "missed" and fact.says is None for fact in facts)
    if not is_said and not served_by(notice, facts):
        yield Task("missed", notice, None, version(said(facts), notice.digest), True)


def _owed(rota: Rota, notice: Notice, today: date, facts: Sequence[Fact]) -> Iterator[Task]:
    if task := untold(notice, rota.decisions.notice, today, facts):
        yield task
        return
    sent, of_notice = told_by(notice, facts), said(facts)
    document, number = signed(facts, notice).document, version(of_notice, notice.digest)
    task = Task("send", notice, sent, number, False, signed=document)
    if pending(of_notice, notice.digest):
        yield task
    if not acknowledgement(facts, notice.digest):
        yield from _unanswered(rota, task, today, facts)


def _unanswered(rota: Rota, task: Task, today: date, facts: Sequence[Fact]) -> Iterator[Task]:
    """What silence asks for: the agency gets the notice once more, then the Centre is told."""
    rule, notice, sent = rota.decisions.acknowledgement, task.notice, task.sent
    deadline, recent = notice.shift.notice_deadline, since_otherwise(facts, notice.digest)
    if rule and sent and not sent.by_hand:
        again = task._replace(action="again")
        digest, known = again.statement.digest, [fact for fact in recent if fact.says == "again"]
        is_said = any(fact.digest == digest for fact in known)
        near = rota.calendar.nth_before(deadline, rule.remind)
        # Whoever has just been told is given the rest of that day, and a working day to answer.
        due = max(near, rota.calendar.on_or_after(sent.at.date() + DAY))
        if pending(known, digest) or (today >= due and not is_said):
            yield again._replace(version=version(known, digest))
    to_centre = rule is None or "centre" in rule.then
    reminded = (fact for fact in recent if fact.kind == "reminded")
    is_reminded = any(fact.digest == notice.digest for fact in reminded)
    if to_centre and today >= deadline and not is_reminded:
        yield task._replace(action="remind", signed=None)


def untold(notice: Notice, rule: NoticeRule, today: date, facts: Sequence[Fact]) -> Task | None:
    """How the agency is to be told by what has happened to the shift; None if it has the notice."""
    if is_told(notice, facts):
        return None
    sent, of_notice = told_by(notice, facts), said(facts)
    number, (document, outdated) = version(of_notice, notice.digest), signed(facts, notice)
    deadline = notice.shift.notice_deadline
    superseded = what_else_was_said(of_notice, notice.digest)
    if superseded:
        action: Action = "correct"
    # Who was told what is no longer so can't wait for a pen.
    elif rule.signed == "required" and not document and not of_notice and today < deadline:
        action = "sign"
    else:
        action = "send"
    overdue, told = is_overdue(notice, facts, today), bool(served_by(notice, facts))
    return Task(action, notice, sent, number, overdue, superseded, None, document, outdated, told)


def waits_for_signature(
    notice: Notice, rule: NoticeRule, today: date, facts: Sequence[Fact]
) -> bool:
    """Whether it is not to go before it is signed: then nobody is to hear of the shift either."""
    task = untold(notice, rule, today, facts)
    return task is not None and task.action == "sign"


def is_overdue(notice: Notice, facts: Sequence[Fact], today: date) -> bool:
    """Whether the deadline has passed without the agency having been served."""
    return today > notice.shift.notice_deadline and not served(notice, facts)


def what_else_was_said(facts: Sequence[Fact], digest: str) -> tuple[Fact, ...]:
    """What said something else: after a crash, what was planned may have arrived all the same."""
    return tuple(fact for fact in facts if fact.digest != digest and fact.kind in SAYING)


def pending(facts: Sequence[Fact], digest: str) -> set[str]:
    """The addresses to which this notice is planned, and which have not answered for good."""
    return _addresses(facts, digest, "planned") - answered(facts, digest)


def answered(facts: Sequence[Fact], digest: str) -> set[str]:
    """The addresses that have taken or refused this notice for good, or sent it back."""
    return _addresses(facts, digest, "sent", "refused", "undelivered")


def uncertain(facts: Sequence[Fact], digest: str) -> set[str]:
    """The addresses that this notice may have reached: the run died before the server's answer."""
    newest: dict[str, str] = {}
    for fact in _of_this_version(facts, digest):
        if fact.address:
            newest.setdefault(fact.address, fact.kind)
    return {address for address, kind in newest.items() if kind == "planned"}


def mailed_last(facts: Sequence[Fact], digest: str) -> Fact | None:
    """The newest fact of the message that says this; None if something else was said since."""
    return next((fact for fact in _of_this_version(facts, digest) if fact.message_id), None)


def _of_this_version(facts: Sequence[Fact], digest: str) -> Iterator[Fact]:
    """What has happened to what says this since something else was said, newest first."""
    outgoing = (fact for fact in reversed(facts) if fact.digest and fact.kind in _GOING)
    return takewhile(lambda fact: fact.digest == digest, outgoing)


def _addresses(facts: Sequence[Fact], digest: str, *kinds: str) -> set[str]:
    """Whom the facts since something else was said last speak of.

    What is heard of an earlier message comes between, at any time.
    """
    recent = list(_of_this_version(facts, digest))
    ids = {fact.message_id for fact in recent}
    recent += (fact for fact in facts if fact.kind == "undelivered" and fact.message_id in ids)
    by_email = (fact for fact in recent if fact.channel == "email" and fact.kind in kinds)
    return {fact.recipient for fact in by_email if fact.recipient}


def version(facts: Sequence[Fact], digest: str) -> int:
    """The number of what is said now among all that has been said in these facts, from 1."""
    digests = [fact.digest for fact in facts if fact.kind in SAYING]
    return len(list(groupby([*digests, digest])))
