"""What contradicts the plan or the register in what somebody has just recorded.

It is recorded all the same: the register says what was, and a later record may correct it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from luanphien.core.decisions import Agency
from luanphien.core.duties import margin
from luanphien.core.entries import Entry, suffice
from luanphien.core.facts import Counts, Fact
from luanphien.core.model import Handover
from luanphien.core.notice import Notice
from luanphien.core.served import first_notice, served, served_by
from luanphien.core.workdays import WorkCalendar


class Remark(NamedTuple):
    """What is odd, and the numbers and days that show it.

    - "late": the notice went `days` working days after its deadline, `owed`.
    - "begun": it went when the shift had begun, on `owed`.
    - "unsent": what was acknowledged was never sent; "unsent_then": only on `owed`, later.
    - "changed": what was acknowledged or sent has changed since it was sent on `owed`.
    - "early": the handover took place `days` days before its day, `owed`; a late one is told
      wherever handovers are.
    - "told": the signed document comes after the notice, which was sent by hand on `owed`.
    - "over": it comes when the shift had begun, on `owed`.
    - "groundless": of who is to be replaced only `number` incidents are recorded, none serious.
    - "unequal": the figures `counted` of all the counter are not what those of its agencies add up
      to; the rest may be that of the `uncounted` agencies.
    """

    what: Literal[
        "late",
        "begun",
        "unsent",
        "unsent_then",
        "changed",
        "early",
        "told",
        "over",
        "groundless",
        "unequal",
    ]
    owed: date | None = None
    days: int = 0
    number: int = 0
    counted: tuple[str, ...] = ()
    uncounted: tuple[Agency, ...] = ()


def on_notice(
    notice: Notice, fact: Fact, before: Sequence[Fact], calendar: WorkCalendar
) -> Iterator[Remark]:
    """Whether the notice went in time (Điều 6 khoản 6).

    What goes with it has no deadline, nor has what is told to who had been told before.
    """
    shift, day = notice.shift, fact.at.date()
    if day > shift.notice_deadline and first_notice(notice, [*before, fact]) is fact:
        if day >= shift.starts_on:
            yield Remark("begun", shift.starts_on)
        else:
            late = -margin(calendar, day, shift.notice_deadline)
            yield Remark("late", shift.notice_deadline, late)


def on_acknowledgement(notice: Notice, fact: Fact, before: Sequence[Fact]) -> Iterator[Remark]:
    """Whether what was acknowledged had been sent by then."""
    days = [sent.at.date() for sent in served_by(notice, before)]
    if not days:
        yield Remark("unsent")
    elif fact.at.date() < min(days):
        yield Remark("unsent_then", min(days))
    elif not served(notice, before):
        yield Remark("changed", days[-1])


def on_handover(planned: Handover, fact: Fact, agencies: Sequence[Agency]) -> Iterator[Remark]:
    """Whether it took place before its day (Điều 6 khoản 8), and whether its figures add up.

    `agencies` are those that take turns then; where all have more than the agencies together, those
    that are not counted may have the rest.
    """
    day = fact.at.date()
    if day < planned.on:
        yield Remark("early", planned.on, (planned.on - day).days)
    if unequal := dict(_unequal(fact, agencies)):
        uncounted = dict.fromkeys(agency for few in unequal.values() for agency in few)
        yield Remark("unequal", counted=tuple(unequal), uncounted=tuple(uncounted))


def _unequal(fact: Fact, agencies: Sequence[Agency]) -> Iterator[tuple[str, list[Agency]]]:
    """The figures that are not the sum of the agencies', and of whom the rest may be."""
    parts = dict(fact.counts_by_agency)
    for name, own in (fact.counts or Counts())._asdict().items():
        told = {id: n for id, part in parts.items() if (n := getattr(part, name)) is not None}
        added = sum(told.values())
        if own is not None and told and own != added:
            yield name, [agency for agency in agencies if own > added and agency.id not in told]


def on_letter(incidents: Sequence[Entry]) -> Iterator[Remark]:
    """Whether who is to be replaced has erred several times or gravely (Điều 6 khoản 10)."""
    if not suffice(incidents):
        yield Remark("groundless", number=len(incidents))


def on_signature(notice: Notice, fact: Fact, facts: Sequence[Fact]) -> Iterator[Remark]:
    """Whether the signed document will still be mailed."""
    sent = served(notice, facts)
    if fact.at.date() >= notice.shift.starts_on:
        yield Remark("over", notice.shift.starts_on)
    elif sent and sent.channel != "email":
        yield Remark("told", sent.at.date())
