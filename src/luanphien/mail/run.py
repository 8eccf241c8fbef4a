"""One run of the cron job: its errands, one after the other.

Silence means that nothing needs a person; cron mails whatever is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from time import time
from typing import NamedTuple

from luanphien.clock import VIETNAM, moment
from luanphien.config import Configuration
from luanphien.core.errors import OperationError
from luanphien.mail import reports
from luanphien.mail.desk import Desk, Errand, Rehearsed
from luanphien.mail.digest import digest
from luanphien.mail.inbox import PATIENCE, Inbox
from luanphien.mail.mailbox import Mailbox, mailbox_of
from luanphien.mail.notices import notices
from luanphien.mail.owed import tasks_owed
from luanphien.mail.password import password
from luanphien.mail.people import people
from luanphien.mail.posts import posts
from luanphien.mail.reports import Report
from luanphien.mail.smtp import Mailer, Smtp, Timely
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
    desk = Desk(configuration, register, mailer, today, now, environment=environment)
    return Run(desk, obstacle, mailbox)


def mail_server(
    configuration: Configuration, environment: Mapping[str, str]
) -> tuple[Smtp | None, str]:
    """Who takes mail, with the password to be let in; or None, and why nobody does."""
    rule, centre = configuration.mail, configuration.centre
    sender = (rule and rule.sender) or centre.email
    if rule is None or sender is None:
        return None, "Chưa có máy chủ thư (mail) hoặc địa chỉ gửi trong agencies.yaml."
    try:
        secret = password(rule, configuration.folder, environment)
        return Smtp(rule, sender, secret, notified=configuration.mailbox is not None), ""
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


ERRANDS: tuple[Errand, ...] = (notices, people, digest, posts)
"""What a run does once the answers have been read, in this order."""


class Run(NamedTuple):
    """One run, at its desk.

    `obstacle` says why the desk has nobody who takes mail; `mailbox` is a text where there is one
    and it can't be read.
    """

    desk: Desk
    obstacle: str = ""
    mailbox: Mailbox | str | None = None

    def reports(self) -> Iterator[Report]:
        """Do the errands, and say what came of each."""
        desk = self.desk
        beginning = desk.register.beginning
        if beginning is None or beginning > desk.today:
            desk.register.begin(desk.today)
        yield from self._outcomes(beginning)
        desk.register.meet(desk.configuration.contents, desk.now())

    def rehearsal(self) -> Iterator[Report]:
        """What `reports` would do and say; nothing is done."""
        mailer = self.desk.mailer
        ask = mailer.obstacle if mailer else lambda: self.obstacle
        desk = self.desk._replace(rehearsed=Rehearsed(cache(ask), {}))
        yield from self._replace(desk=desk)._outcomes(desk.register.beginning)

    def gives_way(self, now: float) -> Iterator[Report]:
        """What is said while another run is under way: nothing, unless it takes too long.

        `now` is in seconds, as time.time() tells it: the day that `--today` names has no clock.
        """
        desk = self.desk
        began = desk.register.other_began
        if now - began > RUN_SECONDS:
            tasks = tasks_owed(desk.configuration.rota, desk.register, desk.today, desk.facts)
            since = datetime.fromtimestamp(began, VIETNAM)
            yield reports.still_running(since, overdue=any(task.overdue for task in tasks))

    def _outcomes(self, beginning: date | None) -> Iterator[Report]:
        """What comes of the run, which is not the first if there was a `beginning`."""
        if beginning and beginning > self.desk.today:
            yield reports.wrong_beginning(beginning)
        if self.desk.mailer is None:
            yield reports.obstacle(self.obstacle)
        yield from self._answers()
        for errand in ERRANDS:
            yield from errand(self.desk)

    def _answers(self) -> Iterator[Report]:
        """What the mailbox says of what was sent before, as far as it needs a person."""
        desk = self.desk
        if self.mailbox is None:
            return
        if isinstance(self.mailbox, str):
            yield reports.obstacle(self.mailbox)
            return
        parts = (desk.configuration, desk.register, self.mailbox)
        inbox = Inbox(*parts, desk.today, desk.now, desk.rehearsed is not None, PATIENCE)
        try:
            yield from (report for report in inbox.reports() if not report.routine)
        except Exception as error:
            yield reports.unread(error)
        desk.imagine(inbox.learned)
