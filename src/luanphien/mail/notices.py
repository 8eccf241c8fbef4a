"""The errand of the notices, and of what goes with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from luanphien.config import Configuration
from luanphien.core.companions import addressees
from luanphien.core.facts import Fact, FactKind
from luanphien.core.placeholders import usable
from luanphien.core.recipients import Recipients
from luanphien.core.sending import Task, answered, mailed_last, uncertain
from luanphien.core.served import told_by
from luanphien.core.statements import Readers, facts_about
from luanphien.mail import letters, reports
from luanphien.mail.delivery import PROGRAM, Dispatch, deliver
from luanphien.mail.desk import Desk
from luanphien.mail.message_ids import from_domain_of
from luanphien.mail.owed import tasks_owed
from luanphien.mail.reports import Report
from luanphien.mail.smtp import Mailer, Outcome
from luanphien.register import Register


def notices(desk: Desk) -> Iterator[Report]:
    """Do what is owed, one task after the other; in a rehearsal say what that would be."""
    yield from Notices(desk).reports()


class Mailing(NamedTuple):
    """A notice on its way: who gets it, which addresses still wait for it, who has answered."""

    task: Task
    recipients: Recipients
    waiting: list[str]
    answered: set[str]


class Notices:
    """What a run does about the notices."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._readers = Readers(desk.configuration.rota)

    def reports(self) -> Iterator[Report]:
        """What came of the tasks; one that fails, in whatever way, stops no other."""
        work = self._rehearse if self._desk.rehearsed else self._do
        desk = self._desk
        for task in tasks_owed(desk.configuration.rota, desk.register, desk.today, desk.facts):
            try:
                yield from work(task)
            except Exception as error:
                yield reports.failed(task, error)

    def _do(self, task: Task) -> Iterator[Report]:
        match task.action:
            case "missed":
                self._desk.register.record([self._fact(task, "missed")])
                yield reports.missed(task)
            case "remind":
                yield from self._remind(task)
            case "sign":
                yield reports.waits(task)
            case _:
                yield from self._send(task)

    def _rehearse(self, task: Task) -> Iterator[Report]:
        match task.action:
            case "missed":
                yield reports.will_be_missed(task)
            case "remind":
                if self._reminded_at:
                    yield reports.will_remind(task)
                else:
                    yield reports.unacknowledged(task)
            case "sign":
                yield reports.waits(task)
            case _:
                mailing = self._mailing(task)
                yield from self._left_out(mailing)
                if mailing.waiting and (mailer := self._desk.mailer):
                    # A template that is broken stops the real run.
                    letters.letter(*self._files, task, mailing.recipients, self._desk.today)
                    yield from self._rehearse_sending(mailing, mailer)
                yield from self._unserved(mailing)

    def _rehearse_sending(self, mailing: Mailing, mailer: Mailer) -> Iterator[Report]:
        """What the server would say; by a notice that goes it is known what goes with it."""
        task, rehearsed = mailing.task, self._desk.rehearsed
        assert rehearsed
        if obstacle := rehearsed.obstacle():
            for address in mailing.waiting:
                yield reports.not_taken(task, address, Outcome("deferred", obstacle))
            return
        yield reports.will_go(task, mailing.waiting)
        dispatch, now = self._dispatch(task, mailer), self._desk.now()
        for address in mailing.waiting:
            self._desk.imagine(dispatch.facts(now, "sent", address))

    @property
    def _files(self) -> tuple[Configuration, Register]:
        return self._desk.configuration, self._desk.register

    def _mailing(self, task: Task) -> Mailing:
        statement, whom = task.statement, self._addressees(task)
        facts = self._about(task)
        done = answered(facts, statement.digest)
        waiting = [address for address in whom.addresses if address not in done]
        # Whoever is no recipient any more gets nothing, unless a run has begun to send it there.
        waiting += sorted(uncertain(facts, statement.digest) - {*waiting, *done})
        return Mailing(task, whom, waiting if whom.to else [], done)

    def _addressees(self, task: Task) -> Recipients:
        return addressees(self._desk.configuration.rota, task, self._readers)

    def _about(self, task: Task) -> list[Fact]:
        """What has happened to what the task says."""
        facts = self._desk.facts(task.notice.shift.id)
        return facts_about(task.statement, facts, self._readers)

    def _dispatch(self, task: Task, mailer: Mailer) -> Dispatch:
        """What goes out; what was planned before goes as it was, with its file or without."""
        mailed = mailed_last(self._about(task), task.statement.digest)
        if mailed and (planned := from_domain_of(mailer.sender, mailed.message_id)):
            return Dispatch((task.statement,), planned, mailed.attached)
        id = letters.new_id(self._desk.register, task, mailer.sender)
        return Dispatch((task.statement,), id, task.signed and task.signed.attached)

    def _send(self, task: Task) -> Iterator[Report]:
        mailing = self._mailing(task)
        yield from self._left_out(mailing)
        if mailing.waiting and (mailer := self._desk.mailer):
            dispatch, whom, now = self._dispatch(task, mailer), mailing.recipients, self._desk.now
            parts = (*self._files, task, whom, dispatch.message_id, mailer.sender)
            outcomes = deliver(
                self._desk.register,
                mailer,
                dispatch,
                mailing.waiting,
                lambda: letters.message(*parts, now()),
                now,
            )
            for address, outcome in outcomes.items():
                if outcome.status != "sent":
                    yield reports.not_taken(task, address, outcome, self._served_at(task))
        yield from self._unserved(mailing)

    def _left_out(self, mailing: Mailing) -> Iterator[Report]:
        """The addresses to which nothing goes, and whether that leaves anybody."""
        task, samples = mailing.task, mailing.recipients.left_out
        if mailing.recipients.to is None:
            yield reports.unreachable(task, samples)
        elif samples:
            yield reports.left_out(task, samples)
        has_deadline = task.statement.says in (None, "release")
        if mailing.waiting and self._desk.mailer is None and has_deadline:
            yield reports.unsent(task)

    def _unserved(self, mailing: Mailing) -> Iterator[Report]:
        """Why the agency can't be said to have been told in time."""
        task, to = mailing.task, mailing.recipients.to
        if task.statement.says:
            return
        required = self._desk.configuration.decisions.notice.signed == "required"
        if required and mailing.waiting and not task.signed and task.action == "send":
            yield reports.unsigned(task)
        if to and to.address in mailing.answered and not self._served_at(task):
            facts = self._about(task)
            back = any(f.kind == "undelivered" and f.recipient == to.address for f in facts)
            yield (reports.returned if back else reports.refused)(task, to.address)
        elif task.overdue and not task.told:
            yield reports.late(task)

    def _served_at(self, task: Task) -> str | None:
        """At whose address the agency has by now what the task says; None if at none."""
        sent = told_by(task.notice, self._desk.facts(task.notice.shift.id))
        return sent.recipient if sent and sent.digest == task.statement.digest else None

    @property
    def _reminded_at(self) -> str | None:
        """The address at which the Centre is reminded; None if it can't be by e-mail."""
        return usable(self._desk.configuration.centre.email) if self._desk.mailer else None

    def _remind(self, task: Task) -> Iterator[Report]:
        to, mailer, sent = self._reminded_at, self._desk.mailer, task.sent
        if not (to and mailer):
            yield reports.unacknowledged(task)
            self._desk.register.record([self._fact(task, "reminded")])
            return
        assert sent, "only what was sent can be acknowledged"
        files = self._desk.configuration.centre, self._desk.register
        now = self._desk.now()
        content = letters.reminder_message(*files, to, task, sent, mailer.sender, now)
        outcome = mailer.send(content, [to])[to]
        if outcome.status == "sent":
            self._desk.register.record([self._fact(task, "reminded", to)])
        else:
            yield reports.reminder_unsent(task, outcome)

    def _fact(self, task: Task, kind: FactKind, recipient: str | None = None) -> Fact:
        notice = task.notice
        shift, digest = notice.shift.id, notice.digest
        return Fact(self._desk.now(), kind, shift, digest, "email", recipient, by=PROGRAM)
