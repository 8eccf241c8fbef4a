"""What goes with the notices that are owed: to the Centre, to whoever hands over, to who was told.

The notice itself comes first, see `sending`. What follows needs no deadline of its own: the
regulation's is kept by the agency whose turn it is having the notice (Điều 6 khoản 6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from luanphien.core import statements
from luanphien.core.decisions import Agency
from luanphien.core.facts import SAYING, Fact
from luanphien.core.model import Shift
from luanphien.core.notice import Notice
from luanphien.core.notice import notice as notice_of
from luanphien.core.period import Period
from luanphien.core.recipients import (
    Addressee,
    Recipients,
    recipients,
    recipients_again,
    recipients_at,
    recipients_of,
)
from luanphien.core.rota import Rota
from luanphien.core.sending import (
    Task,
    answered,
    due_shifts,
    pending,
    version,
    what_else_was_said,
)
from luanphien.core.served import is_told, told_by
from luanphien.core.statements import Readers, said

LOOK_FOR_TURN = timedelta(days=3 * 366)
"""How far ahead an agency's next shift is looked for."""


def companions(
    rota: Rota, today: date, since: date, facts: Callable[[str], Sequence[Fact]]
) -> Iterator[Task]:
    """What is owed today besides the notices, as `sending.tasks` tells these.

    They go when the notice has gone by e-mail; a draft that must be signed first, before it. Where
    the Centre has told the agency itself, it tells the others too.
    """
    readers = Readers(rota)
    for shift in due_shifts(rota, today, since):
        if shift.starts_on > today:
            known = facts(shift.id)
            yield from _Companions(rota, notice_of(rota, shift), known, readers).owed()


def addressees(rota: Rota, task: Task, readers: Readers) -> Recipients:
    """Who is told by e-mail what the task says.

    Whoever was told of the same agency what is no longer so is told in copy, by name. Who gets the
    notice itself is not told as well that another agency has no part in it: one that has another
    name now, with the same mailbox, would lose by the second message what the first one brought.
    """
    notice = task.notice
    if task.action == "draft":
        return recipients_at(rota.decisions.centre)
    if task.action == "again":
        rule, sent = rota.decisions.acknowledgement, task.sent
        assert rule
        assert sent
        assert sent.recipient
        return recipients_again(notice, sent.recipient, contact="contact" in rule.then)
    if task.agency:
        others = _others(rota, task, readers)
        hands_over = others.addresses[:1] if task.action == "inform" else ()
        return others.without(set(recipients(notice).addresses).difference(hands_over))
    own = (None, notice.agency.id)
    told = [fact for fact in task.superseded if readers.agency_of(fact) in own]
    return recipients(notice, told, readers.name)


def _others(rota: Rota, task: Task, readers: Readers) -> Recipients:
    """Who of the other agency has to do with the task, whatever else they get."""
    assert task.agency
    return recipients_of(rota, task.notice, task.agency, task.superseded, readers.name)


def next_turn(rota: Rota, agency: Agency, day: date) -> Shift | None:
    """The agency's first shift that starts after the day; None if none is known."""
    ahead = Period(max(day, rota.begins_on), day + LOOK_FOR_TURN)
    for shift in rota.known_shifts(ahead):
        if shift.agency == agency and shift.starts_on > day:
            return shift
    return None


class _Companions(NamedTuple):
    """Those of one notice."""

    rota: Rota
    notice: Notice
    facts: Sequence[Fact]
    readers: Readers

    def owed(self) -> Iterator[Task]:
        told, sent = is_told(self.notice, self.facts), told_by(self.notice, self.facts)
        by_mail = told and sent is not None and sent.channel == "email"
        document, outdated = statements.signed(self.facts, self.notice)
        task = Task("draft", self.notice, sent, 1, False, (), None, document, outdated)
        owed = [*self._to_others(task, by_mail)]
        if by_mail and document and not self._has_gone(document):
            owed.append(task._replace(action="attach"))
        asks = by_mail or (not told and self.rota.decisions.notice.signed == "required")
        if asks and not document and recipients_at(self.rota.decisions.centre).to:
            owed.append(task)
        for companion in owed:
            yield from self._unless_done(companion)

    def _to_others(self, task: Task, by_mail: bool) -> Iterator[Task]:
        """The copy to who hands over, and what holds now for who was told something else."""
        handover = statements.of_handover(self.notice)
        told = {self.readers.agency_of(fact) for fact in self.facts if fact.kind in SAYING}
        for agency in self.rota.agencies.values():
            if handover and agency.id == handover.agency:
                if by_mail or agency.id in told:
                    yield task._replace(action="inform", agency=agency)
            elif agency.id in told and agency != self.notice.agency:
                yield task._replace(action="release", agency=agency)

    def _has_gone(self, document: Fact) -> bool:
        """Whether the signed document has gone, or is about to, with the notice itself."""
        return any(fact.attached == document.attached for fact in said(self.facts))

    def _unless_done(self, task: Task) -> Iterator[Task]:
        """The task, unless this is what was said last, and nobody waits for it."""
        statement = task.statement
        facts = statements.facts_about(statement, self.facts, self.readers)
        digest = statement.digest
        task = task._replace(
            version=version(facts, digest), superseded=what_else_was_said(facts, digest)
        )
        newest = next((fact for fact in reversed(facts) if fact.kind in SAYING), None)
        is_said = newest and newest.digest == digest
        to = addressees(self.rota, task, self.readers).to
        if not to and self._tells_somebody(task):
            return  # who all get the notice itself
        if not is_said or pending(facts, digest) or (to and _moved(to, digest, facts)):
            yield task

    def _tells_somebody(self, task: Task) -> bool:
        """Whether the other agency has anybody to be told by e-mail, whatever else they get."""
        return bool(task.agency and _others(self.rota, task, self.readers).to)


def _moved(to: Addressee, digest: str, said: Sequence[Fact]) -> bool:
    """Whether it was mailed, and not to where it would go now."""
    by_hand = any(fact.by_hand for fact in said if fact.kind in SAYING)
    return not by_hand and to.address not in answered(said, digest)
