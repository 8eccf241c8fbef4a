"""One run of the cron job: the tasks of the day, one after the other.

Silence means that nothing needs a person; cron mails whatever is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from time import time
from typing import NamedTuple

from luanphien.clock import VIETNAM, moment
from luanphien.config import Configuration
from luanphien.core.companions import addressees
from luanphien.core.errors import OperationError
from luanphien.core.facts import Fact, FactKind, returned_from
from luanphien.core.placeholders import is_reserved
from luanphien.core.recipients import Recipients
from luanphien.core.sending import Task, answered, pending
from luanphien.core.statements import Readers, facts_about
from luanphien.mail import letters, reports
from luanphien.mail.delivery import PROGRAM, Dispatch, deliver
from luanphien.mail.inbox import PATIENCE, Inbox
from luanphien.mail.mailbox import Mailbox, mailbox_of
from luanphien.mail.owed import tasks_owed
from luanphien.mail.password import password
from luanphien.mail.reports import Report
from luanphien.mail.smtp import Mailer, Outcome, Smtp, Timely
from luanphien.register import Register

RUN_SECONDS = 600.0
"""How long a run may go on sending."""


def send_due(
    configuration: Configuration, register_file: Path, today: date, environment: Mapping[str, str]
) -> Iterator[Report]:
    """Send what is due today and record it in the register, unless another run is under way.

    The password comes from the environment, as `password` says. Raises OperationError if the
    register fails.
    """
    with Register(register_file) as register, register.only_one() as alone:
        run = _run(configuration, register, today, environment)
        yield from run.reports() if alone else run.gives_way(time())


def rehearse(
    configuration: Configuration, register_file: Path, today: date, environment: Mapping[str, str]
) -> Iterator[Report]:
    """What `send_due` would do and say; nothing is sent and nothing written."""
    with Register(register_file, create=False) as register:
        yield from _run(configuration, register, today, environment).rehearsal()


def _run(
    configuration: Configuration, register: Register, today: date, environment: Mapping[str, str]
) -> Run:
    """What a run and its rehearsal begin with."""
    mailer, obstacle = _mailer(configuration, environment)
    mailbox = _mailbox(configuration, environment)
    now = partial(moment, today)
    return Run(configuration, register, mailer, today, now, obstacle, mailbox)


def mail_server(
    configuration: Configuration, environment: Mapping[str, str]
) -> tuple[Smtp | None, str]:
    """Who takes mail, with the password to be let in; or None, and why nobody does."""
    rule, centre = configuration.mail, configuration.centre
    sender = (rule and rule.sender) or centre.email
    if rule is None or sender is None:
        return None, "Chưa có máy chủ thư (mail) hoặc địa chỉ gửi trong agencies.yaml."
    try:
        secret, notified = password(rule, environment), configuration.mailbox is not None
        return Smtp(rule, sender, secret, notified=notified), ""
    except OperationError as error:
        return None, str(error)


def _mailer(
    configuration: Configuration, environment: Mapping[str, str]
) -> tuple[Mailer | None, str]:
    """Who takes mail as long as a run may go on; or None, and why nobody does."""
    server, obstacle = mail_server(configuration, environment)
    return server and Timely(server, RUN_SECONDS), obstacle


def _mailbox(configuration: Configuration, environment: Mapping[str, str]) -> Mailbox | str | None:
    """Where answers come in; why it can't be read; None where there is none."""
    rule = configuration.mailbox
    try:
        return mailbox_of(rule, configuration.folder, environment) if rule else None
    except OperationError as error:
        return str(error)


class Mailing(NamedTuple):
    """A notice on its way: who gets it, which addresses still wait for it, who has answered."""

    task: Task
    recipients: Recipients
    waiting: list[str]
    answered: set[str]


class Rehearsed(NamedTuple):
    """What a rehearsal knows: why the server takes nothing, asked once; what would have gone."""

    obstacle: Callable[[], str | None]
    sent: dict[str, list[Fact]]


class Run(NamedTuple):
    """One run: the configuration, the register, who takes mail, and what time it is.

    `mailer` is None where mail can't be sent, and `obstacle` says why; `mailbox` is a text where
    there is one and it can't be read. `rehearsed` is what a rehearsal knows.
    """

    configuration: Configuration
    register: Register
    mailer: Mailer | None
    today: date
    now: Callable[[], datetime]
    obstacle: str = ""
    mailbox: Mailbox | str | None = None
    rehearsed: Rehearsed | None = None

    def reports(self) -> Iterator[Report]:
        """Do what is owed, one task after the other, and say what came of each."""
        beginning = self.register.beginning
        if beginning is None or beginning > self.today:
            self.register.begin(self.today)
        yield from self._outcomes(beginning, self._do)
        self.register.meet(self.configuration.contents, self.now())

    def rehearsal(self) -> Iterator[Report]:
        """What `reports` would do and say; nothing is done."""
        ask = self.mailer.obstacle if self.mailer else lambda: self.obstacle
        run = self._replace(rehearsed=Rehearsed(cache(ask), {}))
        yield from run._outcomes(self.register.beginning, run._rehearse)

    def gives_way(self, now: float) -> Iterator[Report]:
        """What is said while another run is under way: nothing, unless it takes too long.

        `now` is in seconds, as time.time() tells it: the day that `--today` names has no clock.
        """
        began = self.register.other_began
        if now - began > RUN_SECONDS:
            since = datetime.fromtimestamp(began, VIETNAM)
            yield reports.still_running(since, overdue=any(task.overdue for task in self._tasks()))

    def _tasks(self) -> Iterator[Task]:
        return tasks_owed(self.configuration.rota, self.register, self.today, self._facts)

    def _facts(self, shift: str) -> list[Fact]:
        """What has happened to the shift; in a rehearsal with what would have been sent."""
        imagined = self.rehearsed.sent if self.rehearsed else {}
        return [*self.register.facts(shift), *imagined.get(shift, ())]

    def _outcomes(
        self, beginning: date | None, work: Callable[[Task], Iterator[Report]]
    ) -> Iterator[Report]:
        """What comes of the tasks; one that fails, in whatever way, stops no other."""
        if beginning and beginning > self.today:
            yield reports.wrong_beginning(beginning)
        if self.mailer is None:
            yield reports.obstacle(self.obstacle)
        yield from self._answers()
        for task in self._tasks():
            try:
                yield from work(task)
            except Exception as error:
                yield reports.failed(task, error)

    def _answers(self) -> Iterator[Report]:
        """What the mailbox says of what was sent before, as far as it needs a person."""
        if self.mailbox is None:
            return
        if isinstance(self.mailbox, str):
            yield reports.obstacle(self.mailbox)
            return
        rehearsed, parts = self.rehearsed, (self.configuration, self.register, self.mailbox)
        inbox = Inbox(*parts, self.today, self.now, rehearsed is not None, PATIENCE)
        try:
            yield from (report for report in inbox.reports() if not report.routine)
        except Exception as error:
            yield reports.unread(error)
        for fact in inbox.learned if rehearsed else ():
            assert rehearsed
            rehearsed.sent.setdefault(fact.shift, []).append(fact)

    def _do(self, task: Task) -> Iterator[Report]:
        match task.action:
            case "missed":
                self.register.record([self._fact(task, "missed")])
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
                if mailing.waiting and self.mailer:
                    # A template that is broken stops the real run.
                    letters.letter(self.configuration, self.register, task, self.today)
                    yield from self._rehearse_sending(mailing, self.mailer)
                yield from self._unserved(mailing)

    def _rehearse_sending(self, mailing: Mailing, mailer: Mailer) -> Iterator[Report]:
        """What the server would say; by a notice that goes it is known what goes with it."""
        task, rehearsed = mailing.task, self.rehearsed
        assert rehearsed
        if obstacle := rehearsed.obstacle():
            for address in mailing.waiting:
                yield reports.not_taken(task, address, Outcome("deferred", obstacle))
            return
        yield reports.will_go(task, mailing.waiting)
        dispatch, now = self._dispatch(task, mailer), self.now()
        gone = [dispatch.fact(now, "sent", address) for address in mailing.waiting]
        rehearsed.sent.setdefault(task.notice.shift.id, []).extend(gone)

    def _mailing(self, task: Task) -> Mailing:
        statement, whom = task.statement, addressees(self.configuration.rota, task)
        facts = self._about(task)
        done = answered(facts, statement.digest)
        waiting = [address for address in whom.addresses if address not in done]
        waiting += sorted(pending(facts, statement.digest) - set(waiting))
        return Mailing(task, whom, waiting if whom.to else [], done)

    def _about(self, task: Task) -> list[Fact]:
        """What has happened to what the task says."""
        facts, readers = self._facts(task.notice.shift.id), Readers(self.configuration.rota)
        return facts_about(task.statement, facts, readers)

    def _dispatch(self, task: Task, mailer: Mailer) -> Dispatch:
        """What goes out; what was planned before goes as it was, with its file or without."""
        id, attached = letters.task_id(task, mailer.sender), task.signed and task.signed.attached
        planned = (fact.attached for fact in self._about(task) if fact.message_id == id)
        return Dispatch(task.statement, id, next(planned, attached))

    def _send(self, task: Task) -> Iterator[Report]:
        mailing = self._mailing(task)
        yield from self._left_out(mailing)
        if mailing.waiting and (mailer := self.mailer):
            outcomes = deliver(
                self.register,
                mailer,
                self._dispatch(task, mailer),
                mailing.waiting,
                lambda: letters.message(
                    self.configuration, self.register, task, mailer.sender, self.now()
                ),
                self.now,
            )
            for address, outcome in outcomes.items():
                if outcome.status != "sent":
                    yield reports.not_taken(task, address, outcome)
        yield from self._unserved(mailing)

    def _left_out(self, mailing: Mailing) -> Iterator[Report]:
        """The addresses to which nothing goes, and whether that leaves anybody."""
        task, samples = mailing.task, mailing.recipients.left_out
        if mailing.recipients.to is None:
            yield reports.unreachable(task, samples)
        elif samples:
            yield reports.left_out(task, samples)
        if mailing.waiting and self.mailer is None and task.statement.says in (None, "release"):
            yield reports.unsent(task)

    def _unserved(self, mailing: Mailing) -> Iterator[Report]:
        """Why the agency can't be said to have been told in time."""
        task, to = mailing.task, mailing.recipients.to
        if task.statement.says:
            return
        required = self.configuration.decisions.notice.signed == "required"
        if required and mailing.waiting and not task.signed and task.action == "send":
            yield reports.unsigned(task)
        if to and to.address in mailing.answered and task.stands.sent is None:
            facts = self._facts(task.notice.shift.id)
            back = to.address in returned_from(facts, task.notice.digest)
            yield (reports.returned if back else reports.refused)(task, to.address)
        elif task.overdue:
            yield reports.late(task)

    @property
    def _reminded_at(self) -> str | None:
        """The address at which the Centre is reminded; None if it can't be by e-mail."""
        email = self.configuration.centre.email
        return email if self.mailer and email and not is_reserved(email) else None

    def _remind(self, task: Task) -> Iterator[Report]:
        to, mailer, sent = self._reminded_at, self.mailer, task.stands.sent
        if not (to and mailer):
            yield reports.unacknowledged(task)
            self.register.record([self._fact(task, "reminded")])
            return
        assert sent, "only what was sent can be acknowledged"
        centre = self.configuration.centre
        content = letters.reminder_message(centre, to, task, sent, mailer.sender, self.now())
        outcome = mailer.send(content, [to])[to]
        if outcome.status == "sent":
            self.register.record([self._fact(task, "reminded", to)])
        else:
            yield reports.reminder_unsent(task, outcome)

    def _fact(self, task: Task, kind: FactKind, recipient: str | None = None) -> Fact:
        notice = task.notice
        shift, digest = notice.shift.id, notice.digest
        return Fact(self.now(), kind, shift, digest, "email", recipient, by=PROGRAM)
