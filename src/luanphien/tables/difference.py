"""What a change of configuration moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from luanphien import output
from luanphien.core.difference import Change, Value
from luanphien.core.model import Stint
from luanphien.tables import data
from luanphien.tables.listing import Listing
from luanphien.wording import dates, people

if TYPE_CHECKING:
    from rich.console import Console

_FIELDS = {
    "agency": "cơ quan",
    "stints": "người trực",
    "starts_on": "từ ngày",
    "ends_on": "đến ngày",
    "notice_send_on": "gửi thông báo",
    "notice_deadline": "hạn thông báo",
    "handover_on": "bàn giao",
    "first_working_day": "ngày làm việc đầu",
    "last_working_day": "ngày làm việc cuối",
    "working_days": "số ngày làm việc",
    "handovers": "bàn giao trong phiên",
}


class Difference(Listing, frozen=True):
    """The changes, a line each; those of shifts that have begun today are called out."""

    changes: Sequence[Change]
    today: date

    def print(self, out: Console) -> None:
        """Print what was and what is, and how many shifts have begun already."""
        if not self.changes:
            out.print("Không có phiên, người hay ngày nào đổi.")
            return
        table = output.plain_table()
        table.add_column("", width=1)
        table.add_column("Phiên", no_wrap=True, min_width=8)
        for header in ("Nội dung", "Trước", "Sau"):
            table.add_column(header, min_width=14)
        for change in self.changes:
            mark, style = ("!", "bold") if self._is_past(change) else ("", None)
            cells = (_FIELDS[change.field], _text(change.old), _text(change.new))
            table.add_row(mark, change.shift, *cells, style=style)
        output.print_table(out, table)
        if begun := {change.shift for change in self.changes if self._is_past(change)}:
            out.print(
                f"\n! {len(begun)} phiên đã bắt đầu hoặc đã qua bị đổi; hãy xem lại.", style="bold"
            )

    def _is_past(self, change: Change) -> bool:
        return change.starts_on <= self.today

    def data(self) -> dict[str, Any]:
        """The changes; `past` is true of a shift that has begun."""
        return {
            "changes": [
                {
                    "shift": change.shift,
                    "past": self._is_past(change),
                    "field": change.field,
                    "old": _value_data(change.old),
                    "new": _value_data(change.new),
                }
                for change in self.changes
            ]
        }


def _text(value: Value) -> str:
    match value:
        case None | ():
            return "không có"
        case (date(), *_):
            return ", ".join(dates.short(day) for day in value if isinstance(day, date))
        case date():
            return dates.with_weekday(value)
        case tuple():
            stints = [part for part in value if isinstance(part, Stint)]
            return "\n".join(people.stint_lines(stints))
        case _:
            return str(value)


def _value_data(value: Value) -> Any:
    if isinstance(value, tuple):
        return [data.stint(item) if isinstance(item, Stint) else item for item in value]
    return value
