"""What people record by hand, as facts: a notice and its answer, a handover, a replacement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from luanphien.core.decisions import Agency, Person
from luanphien.core.facts import Channel, Counts, Document, Fact, HandoverDay
from luanphien.core.model import Handover, Shift
from luanphien.core.notice import Notice
from luanphien.core.period import Period
from luanphien.core.recipients import told_at
from luanphien.core.replacement import Replacement
from luanphien.core.statements import now_to
from luanphien.core.statements import of_days as of_days_served
from luanphien.core.statements import of_notice as of_its_agency
from luanphien.core.workdays import WorkCalendar

_LONG_BEFORE = timedelta(days=366)
"""Nothing about a shift happens longer before it."""


class Occasion(NamedTuple):
    """When something happened, who did it, and what else there is to say of it.

    `entered_at` is when it was written down, None if that was at once.
    """

    at: datetime
    entered_at: datetime | None
    by: str
    note: str | None = None


def happened(on: date, now: datetime, by: str, note: str | None = None) -> Occasion:
    """Something that happened on the day: now, or earlier at a time that nobody knows."""
    if on == now.date():
        return Occasion(now, None, by, note)
    return Occasion(datetime.combine(on, time(), now.tzinfo), now, by, note)


def is_plausible(shift: Shift, on: date, today: date) -> bool:
    """Whether something about the shift may have happened on the day: not to come, not long ago."""
    return shift.starts_on - _LONG_BEFORE <= on <= today


def of_notice(
    occasion: Occasion,
    kind: Literal["sent", "acknowledged"],
    notice: Notice,
    channel: Channel,
    recipient: str | None = None,
    to: Agency | None = None,
) -> Fact:
    """The notice was sent, or answered; to or by its agency, where no other recipient is named.

    Another agency, `to`, is told what of the shift holds for it.
    """
    statement = now_to(notice, to) if to else of_its_agency(notice)
    name = to.name if to else notice.agency.name
    if kind == "sent" and channel == "email" and not to:
        name = told_at(notice) or name  # where the agency is told, whoever sends it
    return Fact(
        occasion.at,
        kind,
        statement.shift,
        statement.digest,
        channel,
        recipient or name,
        by=occasion.by,
        note=occasion.note,
        entered_at=occasion.entered_at,
        says=statement.says,
        agency=statement.agency,
    )


def of_days(
    occasion: Occasion,
    shift: Shift,
    person: Person,
    days: Sequence[Period],
    calendar: WorkCalendar,
    handovers: Iterable[HandoverDay],
    channel: Channel,
) -> Fact:
    """The person was told that these days of the shift are theirs, or none is; and handovers."""
    said = of_days_served(shift, person.id, days, calendar, handovers)
    return said.fact(occasion.at, "sent", channel, person.name)._replace(
        by=occasion.by, note=occasion.note, entered_at=occasion.entered_at
    )


def of_signature(
    occasion: Occasion, notice: Notice, number: str, dated: date, name: str, sha256: str
) -> Fact:
    """The notice was signed: with that number, of that date, as the file of that name."""
    return Fact(
        occasion.at,
        "signed",
        notice.shift.id,
        notice.digest,
        by=occasion.by,
        note=occasion.note,
        entered_at=occasion.entered_at,
        agency=notice.agency.id,
        document=Document(number, dated, name, notice.wording),
        attached=sha256,
    )


def of_handover(
    occasion: Occasion,
    shift: Shift,
    handover: Handover,
    outgoing: str,
    incoming: str,
    counts: Counts,
    counts_by_agency: Sequence[tuple[Agency, Counts]] = (),
) -> Fact:
    """The shift's handover took place between the two who signed its minutes."""
    return Fact(
        occasion.at,
        "handed_over",
        shift.id,
        by=occasion.by,
        note=occasion.note,
        since=handover.incoming.days.first,
        outgoing=outgoing,
        incoming=incoming,
        counts=None if counts == Counts() else counts,
        outgoing_agency=handover.outgoing_agency.id,
        incoming_agency=handover.incoming_agency.id,
        entered_at=occasion.entered_at,
        counts_by_agency=tuple((agency.id, counts) for agency, counts in counts_by_agency),
    )


def of_replacement(occasion: Occasion, replacement: Replacement) -> Fact:
    """The agency was asked for another officer; the note says why."""
    return Fact(
        occasion.at,
        "replaced",
        replacement.shift.id,
        recipient=replacement.agency.name,
        by=occasion.by,
        note=occasion.note,
        since=replacement.since,
        outgoing=replacement.officer.name,
        entered_at=occasion.entered_at,
    )
