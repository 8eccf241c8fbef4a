"""The plan of a period as a document to be numbered and signed, or as an annex to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from luanphien.core.decisions import Centre, Letterhead
from luanphien.core.grounds import grounds
from luanphien.core.model import Shift
from luanphien.core.period import Period
from luanphien.core.rota import Rota
from luanphien.documents.letterhead import BLANK, Heading, cited, common
from luanphien.wording import dates, people, special_days
from luanphien.wording.shifts import agency_lines, span
from luanphien.wording.words import capital

NAME = "schedule"
"""What its templates are called."""
_TITLE = "Lịch làm việc luân phiên"
_SYMBOL = "LLV"
"""Nghị định 30/2020, Phụ lục III abbreviates no «lịch»; offices write LLV."""

NONE = "–"


class Row(NamedTuple):
    """A shift; `*` follows what is provisional."""

    turn: str
    months: str
    agency: str
    officers: str
    reserve: str
    first_working_day: str
    last_working_day: str
    working_days: str
    notice_deadline: str
    handover_on: str


def file_stem(days: Period, of: Sequence[str] = ()) -> str:
    """The name of the plan's file without its ending; `of` are the ids of whose shifts it has."""
    first, last = days
    whole = days == days.whole_years
    begin, end = (f"{day:%Y}" if whole else f"{day:%Y-%m}" for day in (first, last))
    period = begin if begin == end else f"{begin}-{end}"
    return "-".join(("lich-luan-phien", period, *of))


def context(
    rota: Rota,
    shifts: Sequence[Shift],
    days: Period,
    of: str,
    centre: Centre,
    letterhead: Letterhead,
    heading: Heading,
    *,
    annex: bool = False,
) -> dict[str, Any]:
    """The fields that a template of the plan may use; docs/templates.md lists them.

    `shifts` are those of the days, or of an agency or a person alone, which `of` names. With
    `annex` the heading is that of the document to which the plan belongs.
    """
    regulation = letterhead.regulation or shifts[0].rotation.basis or BLANK
    decisions = (ground for shift in shifts for ground in grounds(rota, shift))
    whose = f" của {of}" if of else ""
    when = f"{span(days)}{whose}"
    has_people = bool(rota.staffing.rosters)
    return {
        **common(
            centre,
            letterhead,
            heading,
            symbol=f"{_SYMBOL}-{letterhead.symbol or BLANK}",
            title=_TITLE.upper(),
            subject=f"{_TITLE} {when}",
            subject_lines=[capital(when)],
            recipients=list(_recipients(shifts)),
            basis=cited((f"khoản 4, khoản 5 Điều 6 {regulation}", *decisions)),
            annexed=annex,
            page="across" if has_people else "compact",
        ),
        "span": when,
        "has_people": has_people,
        "shifts": [_row(rota, shift) for shift in shifts],
        "days_off": "; ".join(_days_off(rota, shifts)),
        "provisional": any(map(rota.provisional, shifts)),
    }


def _recipients(shifts: Sequence[Shift]) -> Iterator[str]:
    """The agency whose shifts alone they are; several are told by the table who they are."""
    agencies = {shift.agency.name for shift in shifts}
    yield agencies.pop() if len(agencies) == 1 else "Các cơ quan, đơn vị có phiên trực nêu trên"


def _row(rota: Rota, shift: Shift) -> Row:
    uncertain = rota.provisional(shift)

    def marked(field: str, text: str) -> str:
        return f"{text}*" if field in uncertain else text

    def day(field: str) -> str:
        value: date | None = getattr(shift, field)
        return marked(field, _day(value, shift) if value else NONE)

    return Row(
        f"{shift.turn:02}",
        dates.months(shift.starts_on, shift.ends_on),
        ", ".join(agency_lines(rota, shift)),
        people.officers(rota.stints(shift)),
        people.names(rota.staff(shift).reserve) or NONE,
        day("first_working_day"),
        day("last_working_day"),
        marked("working_days", f"{shift.working_days:02}"),
        day("notice_deadline"),
        day("handover_on"),
    )


def _day(day: date, shift: Shift) -> str:
    """The day, without a year where that is the shift's."""
    return dates.short(day) if day.year == shift.starts_on.year else dates.full(day)


def _days_off(rota: Rota, shifts: Sequence[Shift]) -> Iterator[str]:
    """What makes the shifts shorter or longer than their weekdays, each occasion once."""
    occasions: dict[str, list[str]] = {}
    several_years = shifts[0].starts_on.year != shifts[-1].ends_on.year
    for shift in shifts:
        for run in special_days.runs(rota.calendar, shift.starts_on, shift.ends_on):
            year = f"/{run[0].day.year}" if several_years else ""
            days = dates.days([special.day for special in run]) + year
            occasions.setdefault(run[0].name, []).append(f"{special_days.kind(run[0])} {days}")
    for name, days_off in occasions.items():
        yield f"{name}: {', '.join(days_off)}"
