"""The rota of a period as table, JSON, CSV and Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from luanphien.core.model import Centre, Shift
from luanphien.core.rota import Rota
from luanphien.render import dates, people, special_days, tabular
from luanphien.render.streams import console

if TYPE_CHECKING:
    from rich.table import Table

WIDE = 110
"""From this many columns on, every date is written with weekday and year."""


def print_table(centre: Centre, rota: Rota, shifts: Sequence[Shift], today: date) -> None:
    """Print the shifts, today's marked, and under them what their dates depend on."""
    out = console()
    if not shifts:
        out.print("Không có phiên trực nào.")
        return
    provisional = [rota.provisional(shift) for shift in shifts]
    table = _table(rota, shifts, provisional, today, wide=out.width >= WIDE)
    out.print(f"Lịch luân phiên {_span(shifts)}", style="bold")
    out.print(f"{centre.name}\n")
    tabular.print_table(out, table)
    out.print("\n".join(_legend(rota, shifts, any(provisional))))


def _span(shifts: Sequence[Shift]) -> str:
    first, last = shifts[0].starts_on, shifts[-1].ends_on
    if first.year == last.year and (first.month, last.month) == (1, 12):
        return f"năm {first.year}"
    return f"tháng {dates.months(first, last)}"


def _table(
    rota: Rota,
    shifts: Sequence[Shift],
    provisional: Sequence[tuple[str, ...]],
    today: date,
    *,
    wide: bool,
) -> Table:
    brief, whole = (dates.with_weekday,) * 2 if wide else (dates.short, dates.two_digit_year)
    columns: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
        ("Ngày\nđầu", "first_working_day", brief),
        ("Ngày\ncuối", "last_working_day", brief),
        ("Số\nngày", "working_days", str),
        ("Hạn\nthông báo", "notice_deadline", whole),
        ("Bàn\ngiao", "handover_on", brief),
    )
    table = tabular.plain_table()
    table.add_column("", width=1)
    table.add_column("Phiên", justify="right")
    table.add_column("Tháng", no_wrap=True)
    table.add_column("Cơ quan, đơn vị" + ("\n  người trực" if rota.staffing.rosters else ""))
    for header, _, show in columns:
        roomy = 14 if show is dates.with_weekday else None
        table.add_column(header, justify="right", no_wrap=True, min_width=roomy)
    for shift, uncertain in zip(shifts, provisional, strict=True):
        current = shift.starts_on <= today <= shift.ends_on
        cells = [
            _cell(getattr(shift, field), show, field in uncertain) for _, field, show in columns
        ]
        table.add_row(
            "▶" if current else "",
            str(shift.turn),
            dates.months(shift.starts_on, shift.ends_on),
            "\n  ".join(_agency_lines(rota, shift)),
            *cells,
            style="bold" if current else None,
            end_section=shift.turn == len(shift.rotation.order),
        )
    return table


def _agency_lines(rota: Rota, shift: Shift) -> Iterator[str]:
    """The agency, whose turn it took over, who serves, and the reserve."""
    yield shift.agency.name
    if shift.agency != shift.agency_by_order:
        yield f"thay {shift.agency_by_order.short_name}"
    if rota.staffing.rosters:
        yield from people.stint_lines(rota.stints(shift))
        if reserve := rota.staff(shift).reserve:
            yield f"dự phòng: {people.names(reserve)}"


def _cell(value: Any, show: Callable[[Any], str], provisional: bool) -> str:
    text = "–" if value is None else show(value)
    return f"{text}*" if provisional else text


def _legend(rota: Rota, shifts: Sequence[Shift], provisional: bool) -> Iterator[str]:
    lines = [line for shift in shifts for line in _holidays(rota, shift)]
    if lines:
        yield "\nNgày nghỉ và ngày làm bù trong phiên trực:"
        yield from lines
    if provisional:
        yield (
            "\n* dự kiến: lịch nghỉ của năm đó chưa có trong holidays_vn.yaml, ngày được tính theo "
            "dự báo và có thể thay đổi."
        )


def _holidays(rota: Rota, shift: Shift) -> Iterator[str]:
    """What makes the shift shorter or longer than its weekdays, a line for each holiday."""
    month = dates.months(shift.starts_on, shift.ends_on)
    for line in special_days.told(rota.calendar, shift.starts_on, shift.ends_on):
        yield f"  {month}  {line}"


def print_json(centre: Centre, rota: Rota, shifts: Sequence[Shift]) -> None:
    """Print what docs/json.md describes."""
    tabular.print_json(data(centre, rota, shifts))


def data(centre: Centre, rota: Rota, shifts: Sequence[Shift]) -> dict[str, Any]:
    """The rota as JSON."""
    return {"centre": centre_data(centre), "shifts": [shift_data(rota, shift) for shift in shifts]}


def centre_data(centre: Centre) -> dict[str, Any]:
    """The centre as JSON."""
    return {**centre._asdict(), "office_hours": centre.office_hours._asdict()}


def shift_data(rota: Rota, shift: Shift) -> dict[str, Any]:
    """One shift as JSON; `provisional_fields` says which of its dates are provisional."""
    provisional = rota.provisional(shift)
    return {
        "id": shift.id,
        "cycle": shift.cycle,
        "turn": shift.turn,
        "agency": people.agency_data(shift.agency),
        "agency_by_order": people.agency_data(shift.agency_by_order),
        "starts_on": shift.starts_on,
        "ends_on": shift.ends_on,
        "first_working_day": shift.first_working_day,
        "last_working_day": shift.last_working_day,
        "working_days": shift.working_days,
        "notice_send_on": shift.notice_send_on,
        "notice_deadline": shift.notice_deadline,
        "handover_on": shift.handover_on,
        "provisional": bool(provisional),
        "provisional_fields": provisional,
        "stints": [people.stint_data(stint) for stint in rota.stints(shift)],
        "reserve": [people.person_data(person) for person in rota.staff(shift).reserve],
    }


_HEADERS = (
    "Năm",
    "Tháng",
    "Chu kỳ",
    "Phiên",
    "Mã cơ quan",
    "Cơ quan, đơn vị",
    "Từ ngày",
    "Đến ngày",
    "Ngày làm việc đầu",
    "Ngày làm việc cuối",
    "Số ngày làm việc",
    "Ngày gửi thông báo",
    "Hạn thông báo",
    "Bàn giao",
    "Dự kiến",
    "Người trực",
    "Dự phòng",
)


def _row(rota: Rota, shift: Shift, show: Callable[[date], str]) -> list[Any]:
    return [
        shift.starts_on.year,
        shift.starts_on.month,
        shift.cycle,
        shift.turn,
        shift.agency.id,
        shift.agency.name,
        show(shift.starts_on),
        show(shift.ends_on),
        shift.first_working_day and show(shift.first_working_day),
        shift.last_working_day and show(shift.last_working_day),
        shift.working_days,
        show(shift.notice_send_on),
        show(shift.notice_deadline),
        show(shift.handover_on),
        "dự kiến" if rota.provisional(shift) else "",
        "; ".join(people.stint_lines(rota.stints(shift))),
        people.names(rota.staff(shift).reserve),
    ]


def print_csv(rota: Rota, shifts: Sequence[Shift]) -> None:
    """Print a line a shift, dates as ISO 8601, which Excel knows for dates in any language."""
    tabular.print_csv(_HEADERS, (_row(rota, shift, date.isoformat) for shift in shifts))


def print_markdown(rota: Rota, shifts: Sequence[Shift]) -> None:
    """Print a line a shift."""
    tabular.print_markdown(_HEADERS, (_row(rota, shift, dates.full) for shift in shifts))
