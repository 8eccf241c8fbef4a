"""The colours of the agencies: the same in the calendar feed and on the page."""

from __future__ import annotations

from collections.abc import Iterable

from luanphien.core.decisions import Agency

COLORS = (
    "teal",
    "sienna",
    "royalblue",
    "darkolivegreen",
    "purple",
    "mediumvioletred",
    "darkslategray",
)
"""CSS colour names (RFC 7986 section 5.9), each dark enough for white letters: at least 4.5 to 1
(WCAG 2.2, 1.4.3). Red is for days off."""

DAY_OFF = "firebrick"


def places(agencies: Iterable[Agency]) -> dict[str, int]:
    """The agencies that take turns by id, numbered from 0 in the configuration's order."""
    turning = (agency.id for agency in agencies if not agency.on_call)
    return {agency: n for n, agency in enumerate(turning)}


def color(place: int) -> str:
    """The colour of the agency with that number; they come again after the last one."""
    return COLORS[place % len(COLORS)]
