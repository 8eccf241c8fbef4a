"""What `luanphien notify --send` does: the tasks of the day, and what is said of them.

Silence means that nothing needs a person; cron mails whatever is said.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import typer

from luanphien.cli.calendar import latest, maker
from luanphien.cli.options import moment
from luanphien.cli.status import FINE, OPERATION_FAILED, OVERDUE
from luanphien.config import Configuration
from luanphien.core.errors import OperationError
from luanphien.core.facts import Fact, Kind
from luanphien.core.notice import Notice
from luanphien.core.placeholders import placeholders
from luanphien.core.sending import Task, answered, pending, tasks
from luanphien.delivery import Attachment, Letter, Mailer, Outcome, Smtp, compose, deliver, password
from luanphien.register import Register
from luanphien.render import dates, letterhead, mail
from luanphien.render import notice as render
from luanphien.render.documents import Templates

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def send_due(configuration: Configuration, state: Path, today: date, *, dry_run: bool) -> None:
    """One run of the cron job; exits with the worst status of its reports.

    With `dry_run` it says what it would do, sends nothing and writes nothing.
    """
    if dry_run:
        with Register(state, create=False) as register:
            since = register.beginning or today
            for task in tasks(configuration.rota, today, since, register.facts):
                typer.echo(_intention(task))
        return
    mailer = _mailer(configuration)
    with Register(state) as register, register.only_one() as alone:
        if not alone:
            return  # the other run does what is owed
        run = Run(configuration, register, mailer, today, lambda: moment(today))
        status = FINE
        for report in run.reports():
            typer.echo(report.text, err=True)
            status = max(status, report.status)
    raise typer.Exit(status)


def _mailer(configuration: Configuration) -> Smtp:
    rule, centre = configuration.mail, configuration.centre
    sender = (rule and rule.sender) or centre.email
    if rule is None or sender is None:
        raise OperationError("Chưa có máy chủ thư (mail) hoặc địa chỉ gửi trong agencies.yaml.")
    return Smtp(rule, sender, password(rule, os.environ.get("LUANPHIEN_SMTP_PASSWORD")))


def _intention(task: Task) -> str:
    words = {
        "send": f"sẽ gửi tới {task.notice.agency.email or 'địa chỉ chưa có'}",
        "correct": f"sẽ gửi đính chính tới {task.notice.agency.email or 'địa chỉ chưa có'}",
        "remind": "sẽ nhắc Trung tâm, vì chưa được xác nhận",
        "missed": "sẽ báo là đã bỏ lỡ",
    }
    return f"{_shift(task)}: {words[task.action]}; hạn {_deadline(task)}."


class Report(NamedTuple):
    """One line to be said, and the exit status that it asks for."""

    text: str
    status: int


class Run(NamedTuple):
    """One run: the configuration, the register, who takes mail, and what time it is."""

    configuration: Configuration
    register: Register
    mailer: Mailer
    today: date
    now: Callable[[], datetime]

    def reports(self) -> Iterator[Report]:
        """Do what is owed, one task after the other, and say what came of each."""
        if self.register.beginning is None:
            self.register.begin(self.today)
        since, facts = self.register.beginning or self.today, self.register.facts
        for task in tasks(self.configuration.rota, self.today, since, facts):
            try:
                yield from self._do(task)
            except OperationError as error:
                yield Report(f"{_shift(task)}: {error}", _failure(task))

    def _do(self, task: Task) -> Iterator[Report]:
        match task.action:
            case "missed":
                self.register.record([self._fact(task, "missed")])
                yield Report(f"{_shift(task)}: phiên đã bắt đầu mà chưa thông báo.", OVERDUE)
            case "remind":
                yield from self._remind(task)
            case _:
                yield from self._send(task)

    def _send(self, task: Task) -> Iterator[Report]:
        said = task.notice
        addresses = [address for _, address in (*_to(said), *_copy(task))]
        if samples := [*placeholders(self.configuration.centre), *_samples(said)]:
            listed = ", ".join(f"«{sample}»" for sample in samples)
            yield Report(f"{_shift(task)}: không gửi, {listed} là mẫu.", _failure(task))
            return
        if not said.agency.email:
            text = f"{_shift(task)}: {said.agency.name} chưa có email trong agencies.yaml."
            yield Report(text, _failure(task))
            return
        known = self.register.facts(said.shift.id)
        done = answered(known, said.digest)
        recipients = [one for one in addresses if one not in done]
        recipients += sorted(pending(known, said.digest) - set(recipients))
        if recipients:
            about = self._fact(task, "planned")._replace(
                message_id=self._message_id(task, "notice")
            )
            outcomes = deliver(
                self.register, self.mailer, about, recipients, lambda: self._message(task), self.now
            )
            yield from self._troubles(task, outcomes)
        if said.agency.email in done and task.stands.sent is None:
            text = f"{_shift(task)}: {said.agency.email} đã từ chối thư; hãy sửa địa chỉ hoặc gửi "
            yield Report(f"{text}cách khác và ghi vào sổ.", _failure(task))
        elif task.overdue:
            yield Report(f"{_shift(task)}: đã quá hạn {_deadline(task)}.", OVERDUE)

    def _troubles(self, task: Task, outcomes: dict[str, Outcome]) -> Iterator[Report]:
        words = {"deferred": "chưa gửi được, sẽ thử lại", "refused": "bị từ chối"}
        for address, outcome in outcomes.items():
            if outcome.status != "sent":
                text = f"{_shift(task)}: {address} {words[outcome.status]}: {outcome.note}."
                yield Report(text, _failure(task))

    def _remind(self, task: Task) -> Iterator[Report]:
        centre = self.configuration.centre
        if not centre.email or list(placeholders(centre)):
            yield Report(
                f"{_shift(task)}: chưa được xác nhận; hạn {_deadline(task)}.", OPERATION_FAILED
            )
            self.register.record([self._fact(task, "reminded")])
            return
        assert task.stands.sent
        subject, text = mail.reminder(task.notice, task.stands.sent)
        letter = Letter(subject, [(centre.name, centre.email)], [], text)
        sender = (centre.name, self.mailer.sender)
        content = compose(letter, sender, self._message_id(task, "reminder"), self.now())
        outcome = self.mailer.send(content, letter.recipients)[centre.email]
        if outcome.status == "sent":
            reminded = self._fact(task, "reminded")._replace(recipient=centre.email)
            self.register.record([reminded])
        else:
            text = f"{_shift(task)}: chưa được xác nhận, thư nhắc chưa gửi được: {outcome.note}."
            yield Report(text, OPERATION_FAILED)

    def _fact(self, task: Task, kind: Kind) -> Fact:
        said = task.notice
        return Fact(self.now(), kind, said.shift.id, said.digest, "email", by="luanphien")

    def _message_id(self, task: Task, about: str) -> str:
        """The same for the same notice, whenever it is sent (RFC 5322 section 3.6.4)."""
        said, domain = task.notice, self.mailer.sender.rpartition("@")[2]
        return f"<luanphien.{about}.{said.shift.id}.{task.version}.{said.digest[:16]}@{domain}>"

    def _message(self, task: Task) -> bytes:
        found, said = self.configuration, task.notice
        templates = Templates(found.folder / "templates")
        heading = letterhead.Heading(date=self.today)
        fields = render.context(said, found.rota.calendar, found.centre, found.letterhead, heading)
        if task.action == "correct":
            fields["correction"] = mail.correction(task.superseded)
        word = letterhead.file_content(templates, render.NAME, fields, ".docx")
        letter = Letter(
            mail.subject(said, correction=task.action == "correct"),
            _to(said),
            _copy(task),
            letterhead.text(templates, render.NAME, fields, ".txt"),
            letterhead.text(templates, render.NAME, fields, ".html"),
            [
                Attachment(f"{render.file_stem(said)}.docx", DOCX, word),
                Attachment("phien-truc.ics", "text/calendar", self._calendar(said)),
            ],
        )
        sender = (found.centre.name, self.mailer.sender)
        return compose(letter, sender, self._message_id(task, "notice"), self.now())

    def _calendar(self, said: Notice) -> bytes:
        """The shift, and the handover by which it begins."""
        from luanphien.render import feed

        shift = said.shift
        made = maker(self.configuration).of([shift], frozenset({"shifts", "handovers"}))
        wanted = [one for one in made if one.kind == "shifts" or one.key.first < shift.starts_on]
        editions = latest(self.configuration, self.register, wanted, self.now())
        return feed.calendar(editions, feed.About(f"Phiên trực {shift.id}"))


def _to(said: Notice) -> list[tuple[str, str]]:
    agency = said.agency
    return [(agency.name, agency.email)] if agency.email else []


def _copy(task: Task) -> list[tuple[str, str]]:
    """Who gets the notice in copy: the agency's contact, its officers, and who was told before."""
    said = task.notice
    officers = [stint.person for stint in said.stints if stint.person]
    contact = [said.agency.contact] if said.agency.contact else []
    people = dict.fromkeys((*contact, *officers, *said.staff.reserve))
    found = {one.email: one.name for one in people if one.email}
    for fact in task.superseded:
        if fact.channel == "email" and fact.recipient:
            found.setdefault(fact.recipient, fact.recipient)
    return [(name, address) for address, name in found.items() if address != said.agency.email]


def _samples(said: Notice) -> Iterator[str]:
    yield from placeholders(said.agency)
    for stint in said.stints:
        if stint.person:
            yield from placeholders(stint.person)


def _failure(task: Task) -> int:
    """The status of a notice that has not gone: worse once its deadline has passed."""
    return OVERDUE if task.overdue else OPERATION_FAILED


def _shift(task: Task) -> str:
    shift = task.notice.shift
    months = dates.months(shift.starts_on, shift.ends_on)
    return f"Thông báo phiên trực tháng {months} ({task.notice.agency.name})"


def _deadline(task: Task) -> str:
    return dates.spelled(task.notice.shift.notice_deadline)
