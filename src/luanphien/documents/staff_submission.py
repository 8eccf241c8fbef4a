"""The submission of the yearly list to the provincial People's Committee (Điều 3 khoản 5).

A Tờ trình is of form 1.4; the list is its annex.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from luanphien.core.decisions import Agency, Centre, Letterhead, Roster
from luanphien.core.model import Staff
from luanphien.documents import staff_annex
from luanphien.documents.letterhead import BLANK, Heading, common

NAME = "staff-submission"
"""What its templates are called."""


def file_stem(year: int) -> str:
    """The name of the submission's file without its ending."""
    return f"to-trinh-danh-sach-{year}"


def symbol(letterhead: Letterhead) -> str:
    """What follows its number."""
    return f"TTr-{letterhead.symbol or BLANK}"


def context(
    year: int,
    roster: Roster,
    listed: Mapping[Agency, Staff],
    lacking: Iterable[Agency],
    centre: Centre,
    letterhead: Letterhead,
    heading: Heading,
) -> dict[str, Any]:
    """The fields that a template of the submission may use; docs/templates.md lists them."""
    return {
        **common(
            centre,
            letterhead,
            heading,
            symbol=symbol(letterhead),
            title="TỜ TRÌNH",
            subject=staff_annex.subject(year),
            recipients=["Như trên"],
            addressee=staff_annex.chairman(letterhead),
        ),
        **staff_annex.context(year, roster, listed, lacking, letterhead, heading),
    }
