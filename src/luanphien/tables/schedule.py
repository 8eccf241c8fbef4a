"""The rota of a period."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from luanphien import output
from luanphien.core.decisions import Centre
from luanphien.core.model import Shift
from luanphien.core.period import Period
from luanphien.core.rota import Rota
from luanphien.spreadsheets.sheet import Sheet
from luanphien.tables.listing import Listing
from luanphien.wording import dates, people, special_days
from luanphien.wording.shifts import agency_lines, span

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from luanphien.formats import Cell

WIDE = 104
"""From this many columns on, every date is written with weekday and year."""


_PLAN = (
    *("Phiên", "Tháng", "Cơ quan, đơn vị", "Người trực", "Dự phòng", "Ngày đầu", "Ngày cuối"),
    *("Số ngày làm việc", "Gửi thông báo", "Hạn thông báo", "Bàn giao", "Dự kiến"),
)
_SPECIAL = ("Tháng", "Từ ngày", "Đến ngày", "Loại", "Dịp")
"""The columns of the workbook's sheets."""


class Schedule(Listing, frozen=True):
    """The shifts of these days, a line each; on the terminal today's is marked.

    `of` is the agency or the person whose shifts alone they are.
    """

    centre: Centre
    rota: Rota
    shifts: Sequence[Shift]
    days: Period
    today: date
    of: str = ""

    private = (".json",)
    headers = (
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

    def print(self, out: Console) -> None:
        """Print the shifts, and under them what their dates depend on."""
        if not self.shifts:
            out.print("Không có phiên trực nào.")
            return
        provisional = [self.rota.provisional(shift) for shift in self.shifts]
        out.print(self._title, style="bold")
        out.print(f"{self.centre.name}\n")
        output.print_table(out, self._table(provisional, wide=out.width >= WIDE))
        output.print_hanging(out, _legend(self.rota, self.shifts, any(provisional)))

    @property
    def _title(self) -> str:
        of = f" của {self.of}" if self.of else ""
        return f"Lịch luân phiên {span(self.days)}{of}"

    def _table(self, provisional: Sequence[tuple[str, ...]], *, wide: bool) -> Table:
        brief, whole = (dates.with_weekday,) * 2 if wide else (dates.short, dates.two_digit_year)
        columns: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
            ("Ngày\nđầu", "first_working_day", brief),
            # The last working day is the handover's (khoản 8 Điều 6).
            ("Cuối,\nbàn\ngiao", "handover_on", brief),
            ("Số\nngày", "working_days", str),
            ("Hạn\nthông báo", "notice_deadline", whole),
        )
        table = output.plain_table()
        table.add_column("Phiên", justify="right", no_wrap=True)
        table.add_column("Tháng", no_wrap=True)
        officers = "\n  người trực" if self.rota.staffing.rosters else ""
        table.add_column(f"Cơ quan, đơn vị{officers}")
        for header, _, show in columns:
            roomy = 14 if show is dates.with_weekday else None
            table.add_column(header, justify="right", no_wrap=True, min_width=roomy)
        for shift, uncertain in zip(self.shifts, provisional, strict=True):
            current = shift.starts_on <= self.today <= shift.ends_on
            table.add_row(
                f"▶ {shift.turn}" if current else str(shift.turn),
                dates.months(shift.starts_on, shift.ends_on),
                "\n  ".join(_agency_lines(self.rota, shift)),
                *(
                    _value(getattr(shift, field), show, field in uncertain)
                    for _, field, show in columns
                ),
                style="bold" if current else None,
                end_section=shift.turn == len(shift.rotation.order),
            )
        return table

    def rows(self) -> Iterator[Sequence[Cell]]:
        """A line a shift."""
        for shift in self.shifts:
            yield (
                shift.starts_on.year,
                shift.starts_on.month,
                shift.cycle,
                shift.turn,
                shift.agency.id,
                shift.agency.name,
                shift.starts_on,
                shift.ends_on,
                shift.first_working_day,
                shift.last_working_day,
                shift.working_days,
                shift.notice_send_on,
                shift.notice_deadline,
                shift.handover_on,
                "dự kiến" if self.rota.provisional(shift) else "",
                "; ".join(people.stint_lines(self.rota.stints(shift))),
                people.names(self.rota.staff(shift).reserve),
            )

    def sheets(self) -> Iterator[Sheet]:
        """The shifts, and the days off and make-up days in them."""
        title = self._title
        yield Sheet("Lịch luân phiên", title, _PLAN, map(self._planned, self.shifts))
        special = [row for shift in self.shifts for row in _special_rows(self.rota, shift)]
        if special:
            yield Sheet("Ngày nghỉ, làm bù", f"Ngày nghỉ, ngày làm bù: {title}", _SPECIAL, special)

    def _planned(self, shift: Shift) -> Sequence[Cell]:
        return (
            shift.turn,
            dates.months(shift.starts_on, shift.ends_on),
            "\n".join(agency_lines(self.rota, shift)),
            "\n".join(people.stint_lines(self.rota.stints(shift))),
            people.names(self.rota.staff(shift).reserve),
            shift.first_working_day,
            shift.last_working_day,
            shift.working_days,
            shift.notice_send_on,
            shift.notice_deadline,
            shift.handover_on,
            "dự kiến" if self.rota.provisional(shift) else "",
        )

    def data(self) -> dict[str, Any]:
        """The centre and its shifts."""
        from luanphien.tables import data

        shifts = [data.shift(self.rota, shift) for shift in self.shifts]
        return {"centre": data.centre(self.centre), "shifts": shifts}


def _agency_lines(rota: Rota, shift: Shift) -> Iterator[str]:
    """The agency, whose turn it took over, who serves, and the reserve."""
    yield from agency_lines(rota, shift)
    if rota.staffing.rosters:
        yield from people.stint_lines(rota.stints(shift))
        if reserve := rota.staff(shift).reserve:
            yield f"dự phòng: {people.names(reserve)}"


def _value(value: Any, show: Callable[[Any], str], provisional: bool) -> str:
    text = "–" if value is None else show(value)
    return f"{text}*" if provisional else text


def _legend(rota: Rota, shifts: Sequence[Shift], provisional: bool) -> Iterator[str]:
    lines = [line for shift in shifts for line in _holidays(rota, shift)]
    if lines:
        yield from ("", "Ngày nghỉ và ngày làm bù trong phiên trực:")
        yield from lines
    if provisional:
        yield ""
        yield (
            "* dự kiến: lịch nghỉ của năm đó chưa có trong holidays_vn.yaml, ngày được tính theo "
            "dự báo và có thể thay đổi."
        )


def _special_rows(rota: Rota, shift: Shift) -> Iterator[Sequence[Cell]]:
    month = dates.months(shift.starts_on, shift.ends_on)
    for run in special_days.runs(rota.calendar, shift.starts_on, shift.ends_on):
        yield month, run[0].day, run[-1].day, special_days.kind(run[0]), run[0].name


def _holidays(rota: Rota, shift: Shift) -> Iterator[str]:
    """What makes the shift shorter or longer than its weekdays, a line for each holiday."""
    month = dates.months(shift.starts_on, shift.ends_on)
    for line in special_days.told(rota.calendar, shift.starts_on, shift.ends_on):
        yield f"  {month}  {line}"
