"""The letter that asks an agency for its staff of a year (Điều 6 khoản 4), form 1.5."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from luanphien.core.decisions import Agency, Centre, Letterhead
from luanphien.core.model import Shift, Staff
from luanphien.documents.letterhead import BLANK, Heading, common, drafted_by
from luanphien.wording import dates, people

NAME = "staff-request"
"""What its templates are called."""


def file_stem(year: int, agency: Agency) -> str:
    """The name of the letter's file without its ending."""
    return f"cong-van-danh-sach-{year}-{agency.id}"


def context(
    agency: Agency,
    year: int,
    shifts: Sequence[Shift],
    staff: Staff,
    answer_by: date,
    form: str,
    centre: Centre,
    letterhead: Letterhead,
    heading: Heading,
) -> dict[str, Any]:
    """The fields that a template of the letter may use; docs/templates.md lists them.

    `form` is the name of the workbook to be filled in, `staff` are the agency's people now.
    """
    unit = drafted_by(letterhead, heading) or BLANK
    return {
        **common(
            centre,
            letterhead,
            heading,
            symbol=f"{letterhead.symbol or BLANK}-{unit}",
            title="",
            subject=f"cử công chức, viên chức làm việc luân phiên năm {year}",
            recipients=["Như trên"],
            addressee=agency.name,
        ),
        "regulation": letterhead.regulation or BLANK,
        "agency": agency.name,
        "year": str(year),
        "shifts": f"{len(shifts):02}" if shifts else "",
        "months": "; ".join(dates.months(shift.starts_on, shift.ends_on) for shift in shifts),
        "official": "; ".join(map(people.described, staff.official)),
        "reserve": "; ".join(map(people.described, staff.reserve)),
        "form": form,
        "answer_by": dates.with_day_of_week(answer_by),
        "reply_to": centre.email or "",
    }
