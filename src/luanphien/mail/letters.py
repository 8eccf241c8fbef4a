"""What the e-mails about a notice are made of: text, files, calendar, Message-ID."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from mimetypes import guess_type
from typing import Any, NamedTuple

from luanphien.config import Configuration
from luanphien.core.companions import next_turn
from luanphien.core.decisions import Centre
from luanphien.core.facts import Fact
from luanphien.core.notice import Notice
from luanphien.core.preparation import preparation
from luanphien.core.recipients import Recipients
from luanphien.core.sending import Task
from luanphien.documents import letterhead
from luanphien.documents import notice as document
from luanphien.documents.template import Templates
from luanphien.mail import invitations, wording
from luanphien.mail.message import Attachment, Letter, compose
from luanphien.mail.message_ids import message_id, of_invitation
from luanphien.register import Register

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def new_id(register: Register, task: Task, sender: str) -> str:
    """The Message-ID of what the task says, whoever gets it in copy."""
    return _message_id(register, task.statement.says or "notice", task, sender)


def _message_id(register: Register, subject: str, task: Task, sender: str) -> str:
    digest = task.statement.digest[:16]
    name = f"{subject}.{task.notice.shift.id}.{task.version}.{digest}"
    return message_id(register.message_key, name, sender)


def short(configuration: Configuration, register: Register, notice: Notice, day: date) -> str:
    """The notice in few words, as `notify --format zalo` prints it."""
    templates = Templates(configuration.own_templates)
    return document.zalo(templates, _filled(configuration, register, notice, day, day))


def staff(configuration: Configuration, register: Register, notice: Notice, day: date) -> str:
    """Who serves the shift and who stands by, in few words for the group."""
    return wording.staff(_filled(configuration, register, notice, day, day))


def letter(
    configuration: Configuration, register: Register, task: Task, whom: Recipients, day: date
) -> Letter:
    """What the task says to them on that day, in words and files.

    Raises OperationError as Templates does, or if the register does not give the signed file.
    """
    letter = _Writer(configuration, register, task, day).letter()
    return letter._replace(to=[whom.to] if whom.to else [], copy=whom.copy)


def message(
    configuration: Configuration,
    register: Register,
    task: Task,
    whom: Recipients,
    id: str,
    sender: str,
    now: datetime,
) -> bytes:
    """What the task says to them as it goes over the wire; the agency gets its dates as a calendar.

    The register records the editions of these dates.
    """
    said, own = letter(configuration, register, task, whom, now.date()), configuration.centre
    invited = invitations.of_task(configuration.rota, register, task, whom, now)
    attendees, seal = [*said.to, *said.copy], of_invitation(register.message_key, id)
    calendars = invitations.attached(invited, (own.name, sender), attendees, seal, now)
    said = said._replace(attachments=[*said.attachments, *calendars])
    return compose(said, (own.name, sender), id, now)


class _Writer(NamedTuple):
    """Who writes the letter of a task; its readers are added later."""

    configuration: Configuration
    register: Register
    task: Task
    day: date

    def letter(self) -> Letter:
        task, notice = self.task, self.task.notice
        match task.action:
            case "draft":
                return self._draft()
            case "release":
                assert task.agency
                turn = next_turn(self.configuration.rota, task.agency, self.day)
                subject, text = wording.release(
                    notice, task.agency, task.superseded, turn, self.configuration.centre
                )
                return Letter(subject, [], [], text)
            case "inform":
                assert task.agency
                turn = next_turn(self.configuration.rota, task.agency, self.day)
                at = self._filled(self.day)["takeover_at"]
                lead = wording.handover(notice, task.agency, task.superseded, turn, at)
                correction = bool(task.superseded)
                subject = wording.handover_subject(notice, task.agency, correction=correction)
                return self._notice(subject, lead)
            case "attach":
                return self._notice(wording.signed_subject(notice), [])
            case "again":
                sent = task.sent
                assert sent
                lead = [wording.again(notice, sent, self.configuration.centre)]
                letter = self._notice(wording.again_subject(notice), lead)
                return letter._replace(follows=sent.message_id)
            case _:
                is_correction = task.action == "correct"
                lead = [wording.correction(task.superseded)] if is_correction else []
                return self._notice(wording.subject(notice, correction=is_correction), lead)

    def _notice(self, subject: str, lead: Sequence[str]) -> Letter:
        """The words of the notice, with its signed document where there is one."""
        templates, fields = self._templates, self._filled(self.day)
        files = []
        if self.task.signed:
            lead = [*lead, wording.enclosed(self.task.signed)]
            files = [self._signed(self.task.signed)]
        text, html = (
            letterhead.message(templates, document.NAME, fields, ending, lead)
            for ending in (".txt", ".html")
        )
        return Letter(subject, [], [], text, html, files)

    def _draft(self) -> Letter:
        """The notice as a Word file, for the Centre to sign."""
        notice, rule = self.task.notice, self.configuration.decisions.notice
        templates, fields = self._templates, self._filled(None)
        content = letterhead.file_content(templates, document.NAME, fields, ".docx", self.day)
        word_file = Attachment(f"{document.file_stem(notice)}.docx", DOCX, content)
        waits = rule.signed == "required"
        subject, text = wording.draft(notice, self.task.outdated, waits=waits)
        return Letter(subject, [], [], text, attachments=[word_file])

    def _signed(self, fact: Fact) -> Attachment:
        assert fact.document
        assert fact.attached
        kind = guess_type(fact.document.name)[0] or "application/octet-stream"
        return Attachment(fact.document.name, kind, self.register.attached(fact.attached))

    def _filled(self, dated: date | None) -> dict[str, Any]:
        return _filled(self.configuration, self.register, self.task.notice, dated, self.day)

    @property
    def _templates(self) -> Templates:
        return Templates(self.configuration.own_templates)


def _filled(
    configuration: Configuration,
    register: Register,
    notice: Notice,
    dated: date | None,
    day: date,
) -> dict[str, Any]:
    """What the notice's wording is filled with, dated or not.

    What the shift lacks on the day calls for no correction once it has changed.
    """
    rota = configuration.rota
    return document.context(
        notice,
        rota.calendar,
        configuration.centre,
        configuration.letterhead,
        letterhead.Heading(date=dated),
        preparation(rota, notice.shift, register.entries(), day),
    )


def reminder_message(
    centre: Centre, register: Register, to: str, task: Task, sent: Fact, sender: str, now: datetime
) -> bytes:
    """What reminds the Centre, at that address of its own, that nobody has acknowledged."""
    subject, text = wording.reminder(task.notice, sent)
    letter = Letter(subject, [(centre.name, to)], [], text)
    id = _message_id(register, "reminder", task, sender)
    return compose(letter, (centre.name, sender), id, now)
