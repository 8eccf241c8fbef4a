"""The minutes of a handover (Điều 6 khoản 8): form 1.9 of Nghị định 30/2020, to be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from luanphien.core.decisions import Agency, Centre, Letterhead, OfficeHours, Person
from luanphien.core.model import Handover
from luanphien.documents.letterhead import BLANK, Heading, Party, common
from luanphien.wording import dates, people
from luanphien.wording.words import capital

NAME = "handover"
"""What its templates are called."""


def file_stem(handover: Handover) -> str:
    """The name of the minutes' file without its ending."""
    return f"bien-ban-ban-giao-{handover.on}-nguoi-nhan-tu-{handover.incoming.days.first}"


def context(
    handover: Handover,
    agencies: Sequence[Agency],
    centre: Centre,
    letterhead: Letterhead,
    heading: Heading,
) -> dict[str, Any]:
    """The fields that a template of the minutes may use; docs/templates.md lists them.

    `agencies` are those whose procedures the officer at the counter serves (Điều 6 khoản 7).
    """
    outgoing, incoming = handover.outgoing, handover.incoming
    both = dict.fromkeys((handover.outgoing_agency.name, handover.incoming_agency.name))
    holders = [*both, centre.name]
    return {
        **common(
            centre,
            letterhead,
            heading,
            symbol=f"BB-{letterhead.symbol or BLANK}",
            title="BIÊN BẢN",
            subject="Bàn giao công việc của công chức, viên chức làm việc luân phiên",
            recipients=holders,
            basis=f"Căn cứ khoản 8 Điều 6 {letterhead.regulation or BLANK}.",
            parties=[
                Party("BÊN GIAO", outgoing.person_name or ""),
                Party("BÊN NHẬN", incoming.person_name or ""),
            ],
        ),
        "at": dates.closing(centre.office_hours),
        "on": dates.in_words(handover.on),
        "when": _when(handover, centre.office_hours),
        "place_of_work": centre.location,
        "outgoing": _party(outgoing.person),
        "outgoing_agency": handover.outgoing_agency.name,
        "outgoing_from": dates.full(outgoing.days.first),
        "outgoing_to": dates.full(outgoing.days.last),
        "incoming": _party(incoming.person),
        "incoming_agency": handover.incoming_agency.name,
        "incoming_from": dates.full(incoming.days.first),
        "incoming_to": dates.full(incoming.days.last),
        "agencies": [agency.name for agency in agencies],
        "blank_line": BLANK * 16,
        "copies": f"{len(holders):02}",
        "holders": ", ".join(holders),
    }


def _when(handover: Handover, hours: OfficeHours) -> str:
    at, on = dates.closing(hours), dates.in_words(handover.on)
    return f"Hồi {at}, {on}" if hours.basis else f"{capital(at)} {on}"


def _party(person: Person | None) -> str:
    return people.described(person) if person else f"ông/bà {BLANK}, chức vụ {BLANK}"
