"""Shifts: the time that they span, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator

from luanphien.core.model import Shift
from luanphien.core.period import Period
from luanphien.core.rota import Rota
from luanphien.wording import dates


def span(days: Period) -> str:
    """`năm 2026`, `năm 2026–2027`, or the months."""
    first, last = days
    if days != days.whole_years:
        return f"tháng {dates.months(first, last)}"
    return f"năm {first.year}" if first.year == last.year else f"năm {first.year}–{last.year}"


def agency_lines(rota: Rota, shift: Shift) -> Iterator[str]:
    """The agency, and whose turn it took over."""
    yield shift.agency.name
    if shift.agency != (by_order := rota.agency_by_order(shift)):
        yield f"thay {by_order.label}"
