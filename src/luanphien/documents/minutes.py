"""The minutes of a handover (Điều 6 khoản 8): form 1.9 of Nghị định 30/2020, to be filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from luanphien.core.decisions import Agency, Centre, Letterhead, OfficeHours, Person
from luanphien.core.model import Handover
from luanphien.documents.letterhead import BLANK, BLANK_LINE, Heading, Party, common
from luanphien.wording import dates, people
from luanphien.wording.words import capital

NAME = "handover"
"""What its templates are called."""
LINES_LEFT_BY_SIX, FEWEST_LINES = 11, 4
"""Lines to write on where six agencies have a row each, and where their rows need another page."""
LINES_OF_FEES = 4
"""The table of fees takes their place where it does not stand on the first page any more."""
LETTERS_OF_A_ROW = 38
"""An agency with a longer name needs a row of two lines."""


def file_stem(handover: Handover) -> str:
    """The name of the minutes' file without its ending."""
    return f"bien-ban-ban-giao-{handover.on}-nguoi-nhan-tu-{handover.incoming.days.first}"


def context(
    handover: Handover,
    agencies: Sequence[Agency],
    centre: Centre,
    letterhead: Letterhead,
    heading: Heading,
    laid_out: Mapping[str, date] = MappingProxyType({}),
) -> dict[str, Any]:
    """The fields that a template of the minutes may use; docs/templates.md lists them.

    `agencies` are those whose procedures the officer at the counter serves (Điều 6 khoản 7);
    `laid_out` says by their ids when each last laid out its materials.
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
        "outgoing_from": dates.numbered(outgoing.days.first),
        "outgoing_to": dates.numbered(outgoing.days.last),
        "incoming": _party(incoming.person),
        "incoming_agency": handover.incoming_agency.name,
        "incoming_from": dates.numbered(incoming.days.first),
        "incoming_to": dates.numbered(incoming.days.last),
        "agencies": [agency.name for agency in agencies],
        "materials": [
            dates.full(laid_out[agency.id]) if agency.id in laid_out else "" for agency in agencies
        ],
        "blank_line": BLANK_LINE,
        "blank_lines": [BLANK_LINE] * lines_to_write_on(agencies),
        "copies": f"{len(holders):02}",
        "holders": ", ".join(holders),
    }


def _when(handover: Handover, hours: OfficeHours) -> str:
    at, on = dates.closing(hours), dates.in_words(handover.on)
    return f"Hồi {at}, {on}" if hours.basis else f"{capital(at)} {on}"


def lines_to_write_on(agencies: Sequence[Agency]) -> int:
    """How many lines fill the second page, which begins with what the agencies leave to it."""
    more = sum(1 + len(agency.name) // LETTERS_OF_A_ROW for agency in agencies) - 6
    taken = max(more, LINES_OF_FEES) if more > 0 else 0
    return max(LINES_LEFT_BY_SIX - taken, FEWEST_LINES)


def _party(person: Person | None) -> str:
    return people.described(person) if person else f"ông/bà {BLANK}, chức vụ {BLANK}"
