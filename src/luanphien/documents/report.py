"""The periodic review in words: what its tables and its document say."""

from __future__ import annotations

from typing import Any

from luanphien.core.decisions import Centre, Letterhead
from luanphien.core.report import Report
from luanphien.documents import report_rows as rows
from luanphien.documents.letterhead import BLANK, Heading, common
from luanphien.wording import dates, handovers, states

NAME = "report"
"""That of its templates."""


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
    kept = (
        f"sổ theo dõi ghi từ {dates.full(made.kept_since)}"
        if made.kept_since
        else "chưa có sổ theo dõi"
    )
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
        "agencies": [rows.agency_row(made, share) for share in made.agencies],
        "mean": rows.decimal(made.mean),
        "people": list(map(rows.person_row, made.people)),
        "notices_told": notices_told(made),
        "notices": list(map(rows.notice_row, made.notices)),
        "handovers_told": handovers_told(made),
        "handovers": list(map(rows.handover_row, made.handovers)),
        "strays": list(map(handovers.stray, made.strays)),
        "replacements": list(map(rows.replacement_row, made.replacements)),
        "provisional": made.provisional,
        "blank_line": BLANK * 16,
    }


def notices_told(made: Report) -> str:
    """How many notices were in time, and how many are acknowledged."""
    answered = sum(told.acknowledged_on is not None for told in made.notices)
    told = states.tally((told.state for told in made.notices), states.NOTICE)
    return f"{told}; {answered} đã được xác nhận"


def handovers_told(made: Report) -> str:
    """How many handovers were on their day, late or are missing."""
    return states.tally((one.state for one in made.handovers), states.HANDOVER) or "không có"
