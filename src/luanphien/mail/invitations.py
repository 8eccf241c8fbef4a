"""The calendars that go with a message: what is on, and what is off for who was told it is on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from email import message_from_bytes
from typing import TYPE_CHECKING, NamedTuple

from luanphien.calendar.editions import record_due, viewed_events
from luanphien.calendar.events import Events
from luanphien.core.agenda import Edition, Kind, Selection
from luanphien.core.facts import TO_AGENCY, Fact
from luanphien.core.publicity import colleagues_view, shown_editions
from luanphien.core.recipients import Recipients, recipients
from luanphien.core.rota import Rota
from luanphien.core.sending import Task
from luanphien.core.told import Telling
from luanphien.mail.message import Attachment
from luanphien.register import Register

if TYPE_CHECKING:
    from luanphien.calendar.invitation import Method

_FILES: dict[Kind, str] = {"shifts": "phien-truc", "handovers": "ban-giao", "stints": "lich-truc"}


class Invited(NamedTuple):
    """An event that the readers of a message have a part in, or have no part in any more."""

    edition: Edition
    is_on: bool


def of_task(
    rota: Rota, register: Register, task: Task, whom: Recipients, now: datetime
) -> list[Invited]:
    """What goes with what the task says to them.

    A notice brings its shift, and the handover by which that begins. To an agency that loses what
    an earlier notice brought it is off, as it was; not where the notice brings it to the same
    mailbox, for another agency.
    """
    statement, notice, kinds = task.statement, task.notice, frozenset[Kind](("shifts", "handovers"))
    if statement.says not in (*TO_AGENCY, "again"):
        return []
    agenda = Events(rota).agenda([notice.shift], kinds)
    published = record_due(rota, register, agenda, now)
    events = sorted(agenda.events, key=lambda event: event.kind != "shifts")
    brings = [
        published[event.uid][-1]
        for event in events
        if event.kind == "shifts" or event.key.first < notice.shift.starts_on
    ]
    there = whom.to and whom.to.address in recipients(notice).addresses
    stays = {edition.event.uid for edition in brings if there}
    had = brought(register, (f for f in task.superseded if f.agency == statement.agency))
    lost = {uid for uid, _ in had} - stays
    on = [Invited(one, True) for one in brings if statement.says in (None, "again")]
    off = [
        Invited(edition._replace(cancelled=published[edition.event.uid][-1].cancelled), False)
        for edition in agenda.seen(published, Selection(kinds, statement.agency))
        if edition.cancelled
        and edition.event.uid in lost
        and (edition.event.uid, edition.number) not in had
    ]
    return [*on, *off]


def of_telling(rota: Rota, register: Register, telling: Telling, now: datetime) -> list[Invited]:
    """What is, or was to be, ahead of the person in the shift and has changed since they were told.

    These are the events of the feed about the person, as they stand without anybody's reasons; what
    has gone and may not have arrived comes again, which changes nothing where it has (RFC 5546
    section 2.1.5).
    """
    shift, kinds = telling.shift, frozenset[Kind](("stints", "handovers"))
    agenda = Events(rota).agenda([shift], kinds)
    published = record_due(rota, register, agenda, now)
    view = Rota(colleagues_view(rota.decisions), rota.calendar)
    may_have = brought(register, telling.said)
    had = brought(register, (fact for fact in telling.said if fact.kind == "sent"))
    seen = agenda.seen(published, Selection(kinds, people=frozenset((telling.person.id,))))
    changed = []
    for edition in shown_editions(seen, viewed_events(view, shift.days, kinds)):
        uid, number = edition.event.uid, edition.number
        copies = [one for one in published[uid] if (uid, one.number) in may_have]
        is_ahead = any(one.event.days.last >= now.date() for one in (edition, *copies))
        if is_ahead and (uid, number) not in had and (copies or not edition.cancelled):
            # Gone for the person, it may take place all the same.
            gone = published[uid][-1].cancelled
            changed.append(Invited(edition._replace(cancelled=gone), not edition.cancelled))
    return sorted(changed, key=lambda one: (not one.is_on, one.edition.event.kind != "stints"))


def attached(
    invited: Iterable[Invited],
    organizer: tuple[str, str],
    attendees: Sequence[tuple[str, str]],
    seal: str,
    now: datetime,
) -> list[Attachment]:
    """A file for each of these events, from the organizer to the attendees, made `now`."""
    from luanphien.calendar.invitation import Invitation

    files: list[Attachment] = []
    for edition, is_on in invited:
        method: Method = "REQUEST" if is_on else "CANCEL"
        invitation = Invitation(method, edition, organizer, attendees, seal)
        stem = _FILES[edition.event.kind] if is_on else f"huy-{_FILES[edition.event.kind]}"
        number = 1 + sum(file.name.startswith(stem) for file in files)
        name = f"{stem}.ics" if number == 1 else f"{stem}-{number}.ics"
        files.append(Attachment(name, invitation.kind, invitation.content(now)))
    return files


def brought(register: Register, facts: Iterable[Fact]) -> set[tuple[str, int]]:
    """The events that these messages of ours have brought, by UID and number."""
    ids = {fact.message_id for fact in facts if fact.message_id}
    return {event for id in ids for event in brought_by(register.content(id) or b"")}


def brought_by(message: bytes) -> Iterator[tuple[str, int]]:
    """The events that the message brings."""
    from icalendar import Calendar

    for part in message_from_bytes(message).walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/calendar" and isinstance(content, bytes):
            for event in Calendar.from_ical(content).walk("VEVENT"):
                yield str(event.get("uid", "")), int(event.get("sequence", 0))
