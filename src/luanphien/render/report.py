"""The periodic review in words: what its tables and its document say."""

from __future__ import annotations

from typing import Any

from luanphien.core.model import Centre, Letterhead
from luanphien.core.report import Replaced, Report, Share, Told
from luanphien.render import dates, handovers, people, states
from luanphien.render.letterhead import BLANK, Heading, common

NAME = "report"
"""That of its templates."""
BAR = 8
"""Columns of the longest bar."""


def file_stem(made: Report) -> str:
    """The name of the report's file without its ending."""
    return f"bao-cao-{made.period.first}-{made.period.last}"


def span(made: Report) -> str:
    """`năm 2024`, `tháng 02/2024`, or from which day to which."""
    first, last = made.period
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        years = f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
        return f"năm {years}"
    return f"từ {dates.full(first)} đến {dates.full(last)}"


def basis_of_figures(made: Report) -> str:
    """As of when the figures are, and since when the register has been kept."""
    kept = f"sổ theo dõi ghi từ {dates.full(made.since)}" if made.since else "chưa có sổ theo dõi"
    return f"Số liệu đến {dates.full(made.today)}; {kept}."


def context(
    made: Report, centre: Centre, letterhead: Letterhead, heading: Heading
) -> dict[str, Any]:
    """The fields that a template of the report may use; docs/templates.md lists them."""
    regulation = letterhead.regulation or BLANK
    agencies = [share.agency.name for share in made.agencies]
    return {
        **common(
            centre,
            letterhead,
            heading,
            symbol=f"BC-{letterhead.symbol or BLANK}",
            title="BÁO CÁO",
            subject=f"Tình hình làm việc luân phiên {span(made)}",
            recipients=["Như trên", *agencies] if letterhead.superior else agencies,
            addressee=letterhead.superior or "",
            basis=f"Căn cứ khoản 3 Điều 11, khoản 2 Điều 12 {regulation}.",
        ),
        "span": span(made),
        "figures": basis_of_figures(made),
        "agencies": [agency_row(made, share) for share in made.agencies],
        "mean": decimal(made.mean),
        "people": [person_row(share) for share in made.people],
        "notices_told": notices_told(made),
        "notices": [notice_row(told) for told in made.notices],
        "handovers_told": handovers_told(made),
        "handovers": handover_rows(made),
        "strays": list(map(handovers.stray, made.strays)),
        "replacements": [replacement_row(one) for one in made.replacements],
        "provisional": made.provisional,
        "blank_line": BLANK * 16,
    }


def agency_row(made: Report, share: Share) -> list[str]:
    """An agency: shifts, working days, those on record, from the mean, a bar."""
    most = max((one.working_days for one in made.agencies), default=0)
    filled = round(BAR * share.working_days / most) if most else 0
    bar = "█" * filled + "░" * (BAR - filled)
    numbers = (share.shifts, share.working_days, share.recorded_days)
    return [share.agency.name, *map(str, numbers), decimal(made.from_mean(share), sign="+"), bar]


def decimal(number: float, sign: str = "") -> str:
    """`21,5`; with the sign "+" also `+0,5`."""
    return f"{round(number, 1) + 0.0:{sign}.1f}".replace(".", ",")


def person_row(share: Share) -> list[str]:
    """A person: agency, shifts, working days, those on record."""
    numbers = (share.shifts, share.working_days, share.recorded_days)
    return [share.name or people.NOBODY, share.agency.short_name, *map(str, numbers)]


def notice_row(told: Told) -> list[str]:
    """A notice: agency, deadline, when it went, working days to spare, acknowledged, how it is."""
    return [
        told.shift.id,
        told.shift.agency.short_name,
        dates.full(told.shift.notice_deadline),
        dates.full(told.sent_on) if told.sent_on else "–",
        "–" if told.margin is None else str(told.margin),
        dates.full(told.acknowledged_on) if told.acknowledged_on else "–",
        states.of_notice(told),
    ]


def handover_rows(made: Report) -> list[list[str]]:
    """A handover: its day, the parties, when it took place, how it stands."""
    return [
        [
            dates.full(one.handover.on),
            handovers.signers(one.fact) if one.fact else handovers.parties(one.handover),
            dates.full(one.fact.at) if one.fact else "–",
            states.HANDOVER[one.state],
        ]
        for one in made.handovers
    ]


def replacement_row(one: Replaced) -> list[str]:
    """A replacement: who, of which agency, from when on, why, who serves instead."""
    assert one.fact.since
    return [
        one.fact.outgoing or "",
        one.agency.short_name,
        dates.full(one.fact.since),
        one.fact.note or "",
        people.name(one.substitute),
    ]


def notices_told(made: Report) -> str:
    """How many notices were in time, and how many are acknowledged."""
    answered = sum(told.acknowledged_on is not None for told in made.notices)
    told = states.tally((told.state for told in made.notices), states.NOTICE)
    return f"{told}; {answered} đã được xác nhận"


def handovers_told(made: Report) -> str:
    """How many handovers were on their day, late or are missing."""
    return states.tally((one.state for one in made.handovers), states.HANDOVER) or "không có"
