"""One run of the cron job: the tasks of the day, and what is said of them.

Silence means that nothing needs a person; cron mails whatever is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from time import time
from typing import Literal, NamedTuple

from luanphien.calendar.editions import latest, maker
from luanphien.clock import VIETNAM, moment
from luanphien.config import Configuration
from luanphien.core.errors import OperationError
from luanphien.core.facts import Fact, FactKind
from luanphien.core.notice import Notice
from luanphien.core.placeholders import is_reserved
from luanphien.core.recipients import Recipients, recipients
from luanphien.core.sending import Task, answered, pending, tasks
from luanphien.documents import letterhead
from luanphien.documents import notice as render
from luanphien.documents.template import Templates
from luanphien.mail import wording as mail
from luanphien.mail.delivery import deliver
from luanphien.mail.message import Attachment, Letter, compose
from luanphien.mail.smtp import Mailer, Outcome, Smtp, Timely, password
from luanphien.register import Register
from luanphien.wording import dates

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

RUN_SECONDS = 600.0
"""How long a run may go on sending."""


Weight = Literal["fine", "failed", "overdue"]
"""How bad a report is: the last one, that a legal deadline has passed unserved."""


def send_due(
    configuration: Configuration, file: Path, today: date, environment: Mapping[str, str]
) -> Iterator[Report]:
    """Send what is due today and record it in the register that is the file; nothing else runs.

    The password comes from the environment, as `password` says. Raises OperationError if the
    register fails.
    """
    mailer, obstacle = _mailer(configuration, environment)
    with Register(file) as register, register.only_one() as alone:
        run = Run(configuration, register, mailer, today, partial(moment, today), obstacle)
        yield from run.reports() if alone else run.gives_way(time())


def rehearse(
    configuration: Configuration, file: Path, today: date, environment: Mapping[str, str]
) -> Iterator[Report]:
    """What `send_due` would do and say; nothing is sent and nothing written."""
    mailer, obstacle = _mailer(configuration, environment)
    with Register(file, create=False) as register:
        run = Run(configuration, register, mailer, today, partial(moment, today), obstacle)
        yield from run.rehearsal()


def _mailer(
    configuration: Configuration, environment: Mapping[str, str]
) -> tuple[Mailer | None, str]:
    """Who takes mail; or None, and why nobody does."""
    rule, centre = configuration.mail, configuration.centre
    sender = (rule and rule.sender) or centre.email
    if rule is None or sender is None:
        return None, "Chưa có máy chủ thư (mail) hoặc địa chỉ gửi trong agencies.yaml."
    try:
        return Timely(Smtp(rule, sender, password(rule, environment)), RUN_SECONDS), ""
    except OperationError as error:
        return None, str(error)


class Report(NamedTuple):
    """One line to be said, and how bad it is."""

    text: str
    weight: Weight


class Mailing(NamedTuple):
    """A notice on its way: who gets it, which addresses still wait for it, who has answered."""

    task: Task
    recipients: Recipients
    waiting: list[str]
    answered: set[str]


class Run(NamedTuple):
    """One run: the configuration, the register, who takes mail, and what time it is.

    `mailer` is None where mail can't be sent, and `obstacle` says why.
    """

    configuration: Configuration
    register: Register
    mailer: Mailer | None
    today: date
    now: Callable[[], datetime]
    obstacle: str = ""

    def reports(self) -> Iterator[Report]:
        """Do what is owed, one task after the other, and say what came of each."""
        beginning = self.register.beginning
        if beginning is None or beginning > self.today:
            self.register.begin(self.today)
        yield from self._outcomes(beginning, self._do)

    def rehearsal(self) -> Iterator[Report]:
        """What `reports` would do and say; nothing is done."""
        yield from self._outcomes(self.register.beginning, self._intend)

    def gives_way(self, now: float) -> Iterator[Report]:
        """What is said while another run is under way: nothing, unless it takes too long.

        `now` is in seconds, as time.time() tells it: the day that `--today` names has no clock.
        """
        began = self.register.other_began
        if now - began > RUN_SECONDS:
            overdue = any(task.overdue for task in self._tasks())
            since = datetime.fromtimestamp(began, VIETNAM)
            text = f"một lần chạy khác bắt đầu lúc {since:%H:%M} {dates.full(since)} chưa xong"
            yield Report(f"Chưa gửi gì: {text}.", "overdue" if overdue else "failed")

    def _tasks(self) -> Iterator[Task]:
        since = self.register.beginning or self.today
        return tasks(self.configuration.rota, self.today, since, self.register.facts)

    def _outcomes(
        self, beginning: date | None, work: Callable[[Task], Iterator[Report]]
    ) -> Iterator[Report]:
        """What comes of the tasks; one that fails, in whatever way, stops no other."""
        if beginning and beginning > self.today:
            text = f"Sổ bắt đầu ngày {dates.full(beginning)}, sau hôm nay: lần chạy đó sai ngày"
            yield Report(f"{text}; từ nay tính từ hôm nay.", "fine")
        if self.mailer is None:
            yield Report(f"Lỗi: {self.obstacle}", "failed")
        for task in self._tasks():
            try:
                yield from work(task)
            except OperationError as error:
                yield Report(f"{_shift(task)}: {error}", _failure(task))
            except Exception as error:
                text = f"lỗi của chương trình ({type(error).__name__}: {error})"
                yield Report(f"{_shift(task)}: {text}", _failure(task))

    def _do(self, task: Task) -> Iterator[Report]:
        match task.action:
            case "missed":
                self.register.record([self._fact(task, "missed")])
                yield Report(f"{_shift(task)}: phiên đã bắt đầu mà chưa thông báo.", "overdue")
            case "remind":
                yield from self._remind(task)
            case _:
                yield from self._send(task)

    def _intend(self, task: Task) -> Iterator[Report]:
        due = f"hạn {_deadline(task)}"
        match task.action:
            case "missed":
                yield Report(f"{_shift(task)}: sẽ báo là đã bỏ lỡ; {due}.", "overdue")
            case "remind":
                yield from self._unasked(task)
                if self._asks:
                    text = "sẽ nhắc Trung tâm, vì chưa được xác nhận"
                    yield Report(f"{_shift(task)}: {text}; {due}.", "fine")
            case action:
                mailing = self._mailing(task)
                yield from self._left_out(mailing)
                if mailing.waiting and self.mailer:
                    self._letter(task)  # a template that is broken stops the real run
                    what = "sẽ gửi đính chính" if action == "correct" else "sẽ gửi"
                    text = f"{what} tới {', '.join(mailing.waiting)}"
                    yield Report(f"{_shift(task)}: {text}; {due}.", "fine")
                yield from self._unserved(mailing)

    def _mailing(self, task: Task) -> Mailing:
        said, whom = task.notice, recipients(task.notice, task.superseded)
        known = self.register.facts(said.shift.id)
        done = answered(known, said.digest)
        waiting = [address for address in whom.addresses if address not in done]
        waiting += sorted(pending(known, said.digest) - set(waiting))
        return Mailing(task, whom, waiting if whom.to else [], done)

    def _send(self, task: Task) -> Iterator[Report]:
        mailing = self._mailing(task)
        yield from self._left_out(mailing)
        if mailing.waiting and self.mailer:
            id = self._message_id(task, "notice", self.mailer)
            about = self._fact(task, "planned")._replace(message_id=id)
            outcomes = deliver(
                self.register,
                self.mailer,
                about,
                mailing.waiting,
                partial(self._message, task, self.mailer),
                self.now,
            )
            yield from self._troubles(task, outcomes)
        yield from self._unserved(mailing)

    def _left_out(self, mailing: Mailing) -> Iterator[Report]:
        """The addresses to which nothing goes, and whether that leaves anybody."""
        task, whom = mailing.task, mailing.recipients
        samples = ", ".join(f"«{address}»" for address in whom.left_out)
        if whom.to is None:
            agency = f"{task.notice.agency.name} chưa có email trong agencies.yaml"
            reason = f"không gửi, {samples} là mẫu" if samples else agency
            yield Report(f"{_shift(task)}: {reason}.", _failure(task))
        elif samples:
            yield Report(f"{_shift(task)}: không gửi tới {samples}, là mẫu.", "fine")
        if mailing.waiting and self.mailer is None:
            yield Report(f"{_shift(task)}: chưa gửi được; hạn {_deadline(task)}.", _failure(task))

    def _unserved(self, mailing: Mailing) -> Iterator[Report]:
        """Why the agency can't be said to have been told in time."""
        task, to = mailing.task, mailing.recipients.to
        if to and to.address in mailing.answered and task.stands.sent is None:
            text = f"{_shift(task)}: {to.address} đã từ chối thư; hãy sửa địa chỉ hoặc gửi "
            yield Report(f"{text}cách khác và ghi vào sổ.", _failure(task))
        elif task.overdue:
            yield Report(f"{_shift(task)}: đã quá hạn {_deadline(task)}.", "overdue")

    def _troubles(self, task: Task, outcomes: dict[str, Outcome]) -> Iterator[Report]:
        words = {"deferred": "chưa gửi được, sẽ thử lại", "refused": "bị từ chối"}
        for address, outcome in outcomes.items():
            if outcome.status != "sent":
                text = f"{_shift(task)}: {address} {words[outcome.status]}: {outcome.note}."
                yield Report(text, _failure(task))

    @property
    def _asks(self) -> bool:
        """Whether the Centre can be reminded by e-mail."""
        email = self.configuration.centre.email
        return bool(self.mailer and email and not is_reserved(email))

    def _unasked(self, task: Task) -> Iterator[Report]:
        """That nobody has acknowledged, where the Centre can't be told so by e-mail."""
        if not self._asks:
            text = f"{_shift(task)}: chưa được xác nhận; hạn {_deadline(task)}."
            yield Report(text, "failed")

    def _remind(self, task: Task) -> Iterator[Report]:
        yield from self._unasked(task)
        centre, mailer = self.configuration.centre, self.mailer
        if not (self._asks and mailer and centre.email):
            self.register.record([self._fact(task, "reminded")])
            return
        assert task.stands.sent
        subject, text = mail.reminder(task.notice, task.stands.sent)
        letter = Letter(subject, [(centre.name, centre.email)], [], text)
        sender, id = (centre.name, mailer.sender), self._message_id(task, "reminder", mailer)
        content = compose(letter, sender, id, self.now())
        outcome = mailer.send(content, letter.recipients)[centre.email]
        if outcome.status == "sent":
            reminded = self._fact(task, "reminded")._replace(recipient=centre.email)
            self.register.record([reminded])
        else:
            text = f"{_shift(task)}: chưa được xác nhận, thư nhắc chưa gửi được: {outcome.note}."
            yield Report(text, "failed")

    def _fact(self, task: Task, kind: FactKind) -> Fact:
        said = task.notice
        return Fact(self.now(), kind, said.shift.id, said.digest, "email", by="luanphien")

    def _message_id(self, task: Task, about: str, mailer: Mailer) -> str:
        """The same for the same notice, whenever it is sent (RFC 5322 section 3.6.4)."""
        said, domain = task.notice, mailer.sender.rpartition("@")[2]
        return f"<luanphien.{about}.{said.shift.id}.{task.version}.{said.digest[:16]}@{domain}>"

    def _message(self, task: Task, mailer: Mailer) -> bytes:
        letter, name = self._letter(task), "phien-truc.ics"
        invitation = Attachment(name, "text/calendar", self._calendar(task.notice))
        letter = letter._replace(attachments=[*letter.attachments, invitation])
        sender = (self.configuration.centre.name, mailer.sender)
        return compose(letter, sender, self._message_id(task, "notice", mailer), self.now())

    def _letter(self, task: Task) -> Letter:
        """The notice in words and as a Word file; raises OperationError as Templates does."""
        found, said = self.configuration, task.notice
        templates, correction = Templates(found.folder / "templates"), task.action == "correct"
        heading = letterhead.Heading(date=self.today)
        fields = render.context(said, found.rota.calendar, found.centre, found.letterhead, heading)
        if correction:
            fields["correction"] = mail.correction(task.superseded)
        whom = recipients(said, task.superseded)
        word = letterhead.file_content(templates, render.NAME, fields, ".docx")
        return Letter(
            mail.subject(said, correction=correction),
            [whom.to] if whom.to else [],
            whom.copy,
            letterhead.text(templates, render.NAME, fields, ".txt"),
            letterhead.text(templates, render.NAME, fields, ".html"),
            [Attachment(f"{render.file_stem(said)}.docx", DOCX, word)],
        )

    def _calendar(self, said: Notice) -> bytes:
        """The shift, and the handover by which it begins."""
        from luanphien.calendar import feed

        shift = said.shift
        made = maker(self.configuration).of([shift], frozenset({"shifts", "handovers"}))
        wanted = [one for one in made if one.kind == "shifts" or one.key.first < shift.starts_on]
        editions = latest(self.configuration, self.register, wanted, self.now())
        return feed.calendar(editions, feed.About(f"Phiên trực {shift.id}"))


def _failure(task: Task) -> Weight:
    """How bad it is that a notice has not gone: worse once its deadline has passed."""
    return "overdue" if task.overdue else "failed"


def _shift(task: Task) -> str:
    shift = task.notice.shift
    months = dates.months(shift.starts_on, shift.ends_on)
    return f"Thông báo phiên trực tháng {months} ({task.notice.agency.name})"


def _deadline(task: Task) -> str:
    return dates.spelled(task.notice.shift.notice_deadline)
