"""What the e-mails to who serves are made of: text, calendar, minutes, Message-ID."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import TypeAlias

from luanphien.calendar.personal import person_feed_url
from luanphien.config import Configuration
from luanphien.core.model import Handover
from luanphien.core.period import spans
from luanphien.core.preparation import laid_out
from luanphien.core.reminders import Reminder
from luanphien.core.told import Telling, days_served
from luanphien.documents import letterhead, minutes
from luanphien.documents.template import Templates
from luanphien.mail import invitations
from luanphien.mail import people_wording as wording
from luanphien.mail.letters import DOCX
from luanphien.mail.message import Attachment, Letter, compose
from luanphien.mail.message_ids import message_id, of_invitation
from luanphien.register import Register

Item: TypeAlias = Telling | Reminder
"""What a person is told, or reminded of; a message holds the one or the other."""


def new_id(register: Register, items: Sequence[Item], sender: str) -> str:
    """The Message-ID of what says this to the person at that address."""
    first = items[0]
    said = [f"{item.version} {item.statement.digest}" for item in items]
    digest = sha256("\0".join(said).encode()).hexdigest()
    name = f"{first.statement.says}.{first.shift.id}.{first.version}.{digest[:16]}"
    return message_id(register.message_key, name, sender, first.person.email or "")


def letter(
    configuration: Configuration,
    register: Register,
    items: Sequence[Item],
    day: date,
    *,
    with_events: bool = True,
) -> Letter:
    """What the person is told on that day: in words, and the minutes of handovers as files.

    `with_events` says that calendar files go with it as well. Raises OperationError as Templates
    does.
    """
    centre, rota = configuration.centre, configuration.rota
    told = [item for item in items if isinstance(item, Telling)]
    reminders = [item for item in items if isinstance(item, Reminder)]
    person = items[0].person
    if told:
        own_feed = person_feed_url(configuration, register.feed_keys(), person)
        subject, text = wording.told(centre, rota.calendar, told, own_feed, with_events=with_events)
    else:
        served = [days_served(rota.stints(one.shift)).get(person.id, ()) for one in reminders]
        days = [spans(own, rota.calendar.worked_in(own)) for own in served]
        subject, text = wording.reminded(centre, reminders, days)
    coming = [reminder.handover for reminder in reminders if reminder.handover]
    files = [_minutes(configuration, register, handover, day) for handover in coming]
    assert person.email
    return Letter(subject, [(person.name, person.email)], [], text, attachments=files)


def message(
    configuration: Configuration,
    register: Register,
    items: Sequence[Item],
    id: str,
    sender: str,
    now: datetime,
) -> bytes:
    """The same as it goes over the wire; what is told with what has changed as a calendar."""
    own = configuration.centre
    invited = [
        event
        for told in items
        if isinstance(told, Telling)
        for event in invitations.of_telling(configuration.rota, register, told, now)
    ]
    said = letter(configuration, register, items, now.date(), with_events=bool(invited))
    seal = of_invitation(register.message_key, id)
    calendars = invitations.attached(invited, (own.name, sender), said.to, seal, now)
    said = said._replace(attachments=[*said.attachments, *calendars])
    return compose(said, (own.name, sender), id, now)


def _minutes(
    configuration: Configuration, register: Register, handover: Handover, day: date
) -> Attachment:
    """The minutes as a Word file, to be filled in and signed."""
    fields = minutes.context(
        handover,
        configuration.rota.agencies_on(handover.on),
        configuration.centre,
        configuration.letterhead,
        letterhead.Heading(),
        laid_out(register.entries(), handover.on),
    )
    templates = Templates(configuration.own_templates)
    content = letterhead.file_content(templates, minutes.NAME, fields, ".docx", day)
    return Attachment(f"{minutes.file_stem(handover)}.docx", DOCX, content)
