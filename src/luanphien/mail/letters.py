"""What the e-mails about a notice are made of: text, Word file, calendar, Message-ID."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from luanphien.calendar.editions import latest
from luanphien.calendar.events import Events
from luanphien.config import Configuration
from luanphien.core.decisions import Centre
from luanphien.core.facts import Fact
from luanphien.core.model import Shift
from luanphien.core.recipients import recipients
from luanphien.core.rota import Rota
from luanphien.core.sending import Task
from luanphien.documents import letterhead
from luanphien.documents import notice as document
from luanphien.documents.template import Templates
from luanphien.mail import wording
from luanphien.mail.message import Attachment, Letter, compose
from luanphien.register import Register

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

Subject = Literal["notice", "reminder"]


def message_id(subject: Subject, task: Task, sender: str) -> str:
    """The same for the same notice, whenever it is sent (RFC 5322 section 3.6.4)."""
    notice, domain = task.notice, sender.rpartition("@")[2]
    return f"<luanphien.{subject}.{notice.shift.id}.{task.version}.{notice.digest[:16]}@{domain}>"


def notice_letter(configuration: Configuration, task: Task, day: date) -> Letter:
    """The notice of that day in words and as a Word file.

    Raises OperationError as Templates does.
    """
    notice, centre = task.notice, configuration.centre
    templates = Templates(configuration.own_templates)
    heading = letterhead.Heading(date=day)
    fields = document.context(
        notice, configuration.rota.calendar, centre, configuration.letterhead, heading
    )
    is_correction = task.action == "correct"
    if is_correction:
        fields["correction"] = wording.correction(task.superseded)
    addressees = recipients(notice, task.superseded)
    word_file = letterhead.file_content(templates, document.NAME, fields, ".docx", day)
    return Letter(
        wording.subject(notice, correction=is_correction),
        [addressees.to] if addressees.to else [],
        addressees.copy,
        letterhead.text(templates, document.NAME, fields, ".txt"),
        letterhead.text(templates, document.NAME, fields, ".html"),
        [Attachment(f"{document.file_stem(notice)}.docx", DOCX, word_file)],
    )


def notice_message(
    configuration: Configuration, register: Register, task: Task, sender: str, now: datetime
) -> bytes:
    """The notice of today as it goes over the wire, with its dates as a calendar.

    The register records the editions of these dates.
    """
    letter = notice_letter(configuration, task, now.date())
    invitation = _invitation(configuration.rota, register, task.notice.shift, now)
    letter = letter._replace(attachments=[*letter.attachments, invitation])
    id = message_id("notice", task, sender)
    return compose(letter, (configuration.centre.name, sender), id, now)


def _invitation(rota: Rota, register: Register, shift: Shift, now: datetime) -> Attachment:
    """The shift as a calendar, and the handover by which it begins."""
    from luanphien.calendar.feed import Feed

    events = [
        event
        for event in Events(rota).of([shift], frozenset({"shifts", "handovers"}))
        if event.kind == "shifts" or event.key.first < shift.starts_on
    ]
    editions = latest(rota, register, events, now)
    content = Feed(f"Phiên trực {shift.id}", editions).content()
    return Attachment("phien-truc.ics", "text/calendar", content)


def reminder_message(
    centre: Centre, to: str, task: Task, sent: Fact, sender: str, now: datetime
) -> bytes:
    """What reminds the Centre, at that address of its own, that nobody has acknowledged."""
    subject, text = wording.reminder(task.notice, sent)
    letter = Letter(subject, [(centre.name, to)], [], text)
    return compose(letter, (centre.name, sender), message_id("reminder", task, sender), now)
