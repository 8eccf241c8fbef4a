"""The periodic review in words: what its tables and its document say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from luanphien.core.decisions import Centre, Letterhead
from luanphien.core.period import Period
from luanphien.core.report import Report
from luanphien.documents import report_rows as rows
from luanphien.documents.letterhead import BLANK, BLANK_LINE, Heading, common
from luanphien.wording import counts, dates, handovers, states
from luanphien.wording.words import capital

NAME = "report"
"""What its templates are called."""


def file_stem(report: Report) -> str:
    """The name of the report's file without its ending."""
    return f"bao-cao-{report.period.first}-{report.period.last}"


def span(period: Period) -> str:
    """`năm 2024`, `năm 2023–2024`, or from which day to which."""
    first, last = period
    if period == period.whole_years:
        years = f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
        return f"năm {years}"
    return f"từ {dates.numbered(first)} đến {dates.numbered(last)}"


def basis_of_figures(report: Report) -> str:
    """As of when the figures are, and since when the register has been kept."""
    kept = (
        f"sổ theo dõi ghi từ {dates.numbered(report.kept_since)}"
        if report.kept_since
        else "chưa có sổ theo dõi"
    )
    return f"Số liệu đến {dates.numbered(report.today)}; {kept}."


def head(
    centre: Centre,
    letterhead: Letterhead,
    heading: Heading,
    subject: str,
    agencies: list[str],
    clauses: str,
) -> dict[str, Any]:
    """The fields of what is reported to the superior and, by name, the agencies (Điều 11)."""
    return common(
        centre,
        letterhead,
        heading,
        symbol=f"BC-{letterhead.symbol or BLANK}",
        title="BÁO CÁO",
        subject=subject,
        recipients=["Như trên", *agencies] if letterhead.superior else agencies,
        addressee=letterhead.superior or "",
        basis=f"Căn cứ {clauses} Điều 11 {letterhead.regulation or BLANK}.",
    )


def context(
    report: Report, centre: Centre, letterhead: Letterhead, heading: Heading
) -> dict[str, Any]:
    """The fields that a template of the report may use; docs/templates.md lists them."""
    subject = f"Tình hình làm việc luân phiên {span(report.period)}"
    agencies = [share.agency.name for share in report.agencies]
    return {
        **head(centre, letterhead, heading, subject, agencies, "khoản 1, khoản 3"),
        "span": span(report.period),
        "figures": basis_of_figures(report),
        "agencies": [rows.agency_row(report, share) for share in report.agencies],
        "mean": rows.decimal(report.mean),
        "people": list(map(rows.person_row, report.named)),
        "vacant": vacant(report),
        "notices_told": notices_told(report),
        "notices": list(map(rows.notice_row, report.notices)),
        "handovers_told": handovers_told(report),
        "handovers": list(map(rows.handover_row, report.handovers)),
        "strays": [capital(handovers.unplanned(fact)) for fact in report.strays],
        "counts": list(map(rows.counts_row, report.counter.minutes)),
        "counted": rows.tally_row(report.counter.whole),
        "counts_by_agency": list(map(rows.tally_row, report.counter.agencies)),
        "counts_told": [*counts.totals(report.counter), *counts.gaps(report.counter)],
        "received": rows.tally_row(report.counter.whole).received,
        "replacements": list(map(rows.replacement_row, report.replacements)),
        "difficulties": list(map(rows.difficulty_row, report.difficulties)),
        "proposals": list(proposals(report)),
        "provisional": report.provisional,
        "blank_line": BLANK_LINE,
        "blank_lines": [BLANK_LINE] * 4,
    }


def difficulties_told(report: Report) -> str:
    """How many difficulties are open and how many settled."""
    settled = sum(raised.settled is not None for raised in report.difficulties)
    return f"{len(report.difficulties) - settled} việc chưa giải quyết, {settled} việc đã xong."


def proposals(report: Report) -> Iterator[str]:
    """What is proposed for the difficulties that are open, a sentence without full stop each."""
    for raised in report.difficulties:
        if raised.difficulty.proposal and not raised.settled:
            yield capital(raised.difficulty.proposal.rstrip("."))


def vacant(report: Report) -> list[str]:
    """The working days for which nobody is named, a line an agency."""
    lines = []
    for agency in (share.agency for share in report.agencies):
        services = [service for service in report.vacant if service.shift.agency == agency]
        if services:
            count = sum(service.working_days for service in services)
            days = "; ".join(dates.numbered_span(service.days) for service in services)
            lines.append(f"{agency.name}: chưa cử người {count} ngày làm việc ({days}).")
    return lines


def notices_told(report: Report) -> str:
    """How many notices were in time, and how many are acknowledged, some before they changed."""
    answered = [entry for entry in report.notices if entry.acknowledged_on]
    changed = sum(entry.changed for entry in answered)
    stand = (states.NOTICE[entry.state] for entry in report.notices)
    told = states.tally(stand, states.NOTICE.values())
    since = f", trong đó {changed} trước khi nội dung đổi" if changed else ""
    return f"{told}; {len(answered)} đã được xác nhận{since}"


def handovers_told(report: Report) -> str:
    """How many handovers were on their day, late or are missing."""
    return handovers.tally(report.handovers) or "không có"
