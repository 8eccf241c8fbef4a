"""The rows of the periodic review's tables, in words: on the terminal and in its document.

What is `brief` fits a terminal, with short names and the ids of shifts; a document says both in
full.
"""

from __future__ import annotations

from typing import NamedTuple

from luanphien.core.counter import Tally, whole
from luanphien.core.decisions import Agency
from luanphien.core.entries import Raised
from luanphien.core.facts import Fact
from luanphien.core.handovers import Handed
from luanphien.core.report import Replaced, Report, Share, Told
from luanphien.wording import counts, dates, handovers, people, states

BAR = 8
"""Columns of the longest bar."""
NONE = counts.NONE


class AgencyRow(NamedTuple):
    """An agency: its shifts and working days, those on record, from an even share, a bar."""

    agency: str
    shifts: str
    working_days: str
    recorded_days: str
    difference: str
    bar: str


class PersonRow(NamedTuple):
    """A person: their shifts and working days, those on record."""

    person: str
    agency: str
    shifts: str
    working_days: str
    recorded_days: str


class NoticeRow(NamedTuple):
    """A notice: when it was due and went, the working days to spare, how it stands."""

    shift: str
    agency: str
    deadline: str
    sent_on: str
    margin: str
    acknowledged_on: str
    state: str


class HandoverRow(NamedTuple):
    """A handover: its day, the parties, when it took place, how it stands."""

    planned_on: str
    parties: str
    recorded_on: str
    state: str


class CountsRow(NamedTuple):
    """What the minutes of a handover count: dossiers, results and đồng."""

    handed_on: str
    parties: str
    received: str
    in_progress: str
    to_return: str
    collected: str
    fees: str


class TallyRow(NamedTuple):
    """What minutes add up to: dossiers, results and đồng, and the day of what is there."""

    agency: str
    received: str
    in_progress: str
    to_return: str
    collected: str
    fees: str
    as_of: str


class ReplacementRow(NamedTuple):
    """A replacement: whom, from when on, why, and by whom."""

    officer: str
    agency: str
    since: str
    reason: str
    substitute: str


class DifficultyRow(NamedTuple):
    """A difficulty: since when, whose, what, and whether it is settled."""

    raised_on: str
    agency: str
    what: str
    state: str


def agency_row(report: Report, share: Share) -> AgencyRow:
    """The agency's row."""
    most = max((other.working_days for other in report.agencies), default=0)
    return AgencyRow(
        share.agency.name,
        str(share.shifts),
        str(share.working_days),
        str(share.recorded_days),
        decimal(report.difference(share), sign="+"),
        bar(share.working_days, most),
    )


def bar(part: float, most: int) -> str:
    """A bar as long as the part is of the most."""
    filled = round(BAR * part / most) if most else 0
    return "█" * filled + "░" * (BAR - filled)


def decimal(number: float, sign: str = "") -> str:
    """`21,5`; with the sign "+" also `+0,5`."""
    return f"{round(number, 1) + 0.0:{sign}.1f}".replace(".", ",")


def person_row(share: Share, *, brief: bool = False) -> PersonRow:
    """The row of a person who is named."""
    return PersonRow(
        share.name or "",
        _name(share.agency, brief),
        str(share.shifts),
        str(share.working_days),
        str(share.recorded_days),
    )


def notice_row(told: Told, *, brief: bool = False) -> NoticeRow:
    """The row of a shift's notice."""
    shift = told.shift
    return NoticeRow(
        shift.id if brief else f"Tháng {dates.months(shift.starts_on, shift.ends_on)}",
        _name(shift.agency, brief),
        dates.full(shift.notice_deadline),
        dates.full(told.sent_on) if told.sent_on else NONE,
        NONE if told.margin is None else str(told.margin),
        dates.full(told.acknowledged_on) if told.acknowledged_on else NONE,
        states.of_notice(told),
    )


def handover_row(handed: Handed, *, brief: bool = False) -> HandoverRow:
    """The handover's row: who signed where it is on record, else who is planned."""
    planned = handovers.parties(handed.handover, in_full=not brief)
    return HandoverRow(
        dates.full(handed.handover.on),
        handovers.signers(handed.fact) if handed.fact else planned,
        dates.full(handed.fact.at) if handed.fact else NONE,
        handovers.stands(handed),
    )


def counts_row(fact: Fact) -> CountsRow:
    """The row of the minutes that count."""
    return CountsRow(dates.full(fact.at), handovers.signers(fact), *map(counts.cell, whole(fact)))


def tally_row(tally: Tally, *, brief: bool = False) -> TallyRow:
    """The row of what is counted of an agency, or of all."""
    name = _name(tally.agency, brief) if tally.agency else "Cộng"
    as_of = dates.full(tally.as_of) if tally.as_of else NONE
    return TallyRow._make((name, *counts.cells(tally), as_of))


def replacement_row(replaced: Replaced, *, brief: bool = False) -> ReplacementRow:
    """The replacement's row."""
    assert replaced.fact.since
    return ReplacementRow(
        replaced.fact.outgoing or "",
        _name(replaced.agency, brief),
        dates.full(replaced.fact.since),
        replaced.fact.note or "",
        people.name(replaced.substitute),
    )


def difficulty_row(raised: Raised, *, brief: bool = False) -> DifficultyRow:
    """The difficulty's row; a proposal stands elsewhere in a document, and here where it is brief.

    The agency's name is the one of the day on which it was entered.
    """
    said = raised.difficulty
    proposal = f"; đề xuất: {said.proposal}" if brief and said.proposal else ""
    return DifficultyRow(
        dates.full(raised.entry.on),
        said.agency.name if said.agency else "Chung",
        said.what + proposal,
        f"xong {dates.full(raised.settled.on)}" if raised.settled else "chưa giải quyết",
    )


def _name(agency: Agency, brief: bool) -> str:
    return agency.label if brief else agency.name
