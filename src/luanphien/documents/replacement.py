"""The Centre's letter that asks for another officer (Điều 6 khoản 10), form 1.5."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from luanphien.core.decisions import Agency, Centre, Letterhead
from luanphien.core.entries import Entry
from luanphien.core.model import Stint
from luanphien.core.replacement import Replacement
from luanphien.documents.letterhead import BLANK, Heading, common, drafted_by
from luanphien.wording import dates, entries, people
from luanphien.wording.words import capital

NAME = "replacement"
"""What its templates are called."""


def file_stem(asked: Replacement) -> str:
    """The name of the letter's file without its ending."""
    return f"cong-van-thay-nguoi-{asked.shift.id}-{asked.agency.id}"


def context(
    asked: Replacement,
    reason: str,
    centre: Centre,
    letterhead: Letterhead,
    heading: Heading,
    incidents: Sequence[Entry] = (),
) -> dict[str, Any]:
    """The fields that a template of the letter may use; docs/templates.md lists them.

    `incidents` are those of the officer, which are its grounds.
    """
    shift, handover = asked.shift, asked.handover
    unit = drafted_by(letterhead, heading) or BLANK
    months = dates.months(shift.starts_on, shift.ends_on)
    return {
        **common(
            centre,
            letterhead,
            heading,
            symbol=f"{letterhead.symbol or BLANK}-{unit}",
            title="",
            subject=f"thay công chức, viên chức làm việc luân phiên tháng {months}",
            recipients=_recipients(asked),
            addressee=asked.agency.name,
        ),
        "regulation": letterhead.regulation or BLANK,
        "agency": asked.agency.name,
        "officer": capital(people.described(asked.officer)),
        "months": months,
        "starts_on": dates.numbered(shift.starts_on),
        "ends_on": dates.numbered(shift.ends_on),
        "reason": reason.strip().rstrip("."),
        "incidents": "; ".join(map(entries.incident, incidents)),
        "since": dates.with_day_of_week(asked.first_day),
        "names_due_on": dates.with_day_of_week(asked.names_due_on),
        "reserve": "; ".join(map(people.described, asked.reserve)),
        "handover_on": dates.with_day_of_week(handover.on) if handover else "",
        "outgoing": _party(handover.outgoing, handover.outgoing_agency) if handover else "",
        "incoming": _party(handover.incoming, handover.incoming_agency) if handover else "",
        "at": dates.closing(centre.office_hours),
    }


def _recipients(asked: Replacement) -> list[str]:
    outgoing = asked.handover.outgoing_agency if asked.handover else asked.agency
    return ["Như trên", *([] if outgoing == asked.agency else [f"{outgoing.name} (để bàn giao)"])]


def _party(stint: Stint, agency: Agency) -> str:
    """Who hands over or takes over, and of which agency."""
    if stint.person:
        return f"{people.described(stint.person)}, {agency.name}"
    asked = "được cử thay" if stint.instead_of else "làm việc luân phiên"
    return f"công chức, viên chức {asked} của {agency.name}"
