"""The Centre's letter that asks for another officer (Điều 6 khoản 10), form 1.5."""

from __future__ import annotations

import json
from typing import Any

from luanphien.core.decisions import Centre, Letterhead
from luanphien.core.replacement import Replacement
from luanphien.documents.letterhead import BLANK, Heading, common
from luanphien.wording import dates, people
from luanphien.wording.words import capital

NAME = "replacement"
"""What its templates are called."""


def file_stem(asked: Replacement) -> str:
    """The name of the letter's file without its ending."""
    return f"cong-van-thay-nguoi-{asked.shift.id}-{asked.agency.id}"


def context(
    asked: Replacement,
    reason: str,
    unit: str | None,
    centre: Centre,
    letterhead: Letterhead,
    heading: Heading,
) -> dict[str, Any]:
    """The fields that a template of the letter may use; docs/templates.md lists them.

    `unit` is the abbreviation of the unit that drafted it, which ends its number.
    """
    shift, months = asked.shift, dates.months(asked.shift.starts_on, asked.shift.ends_on)
    return {
        **common(
            centre,
            letterhead,
            heading,
            symbol=f"{letterhead.symbol or BLANK}-{unit or BLANK}",
            title="",
            subject=f"thay công chức, viên chức làm việc luân phiên tháng {months}",
            recipients=["Như trên"],
            addressee=asked.agency.name,
        ),
        "regulation": letterhead.regulation or BLANK,
        "agency": asked.agency.name,
        "officer": capital(people.described(asked.officer)),
        "months": months,
        "starts_on": dates.full(shift.starts_on),
        "ends_on": dates.full(shift.ends_on),
        "reason": reason.strip().rstrip("."),
        "since": dates.spelled(asked.since),
        "reserve": "; ".join(map(people.described, asked.reserve)),
        "handover_on": dates.spelled(asked.handover_on) if asked.handover_on else "",
        "at": dates.closing(centre.office_hours),
    }


def substitution(asked: Replacement, reason: str) -> str:
    """The entry for agencies.yaml that lets another officer serve; its person is still open."""
    quoted = json.dumps(reason, ensure_ascii=False)  # a JSON string is a YAML string
    return (
        "substitutions:\n"
        f"  - shift: {asked.shift.id}\n"
        f"    effective: {asked.since}\n"
        "    person: ma-nguoi-thay\n"
        f"    reason: {quoted}\n"
        "    basis: ……\n"
    )
