"""What a change of configuration moves, as a table and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from luanphien.core.difference import Change, Value
from luanphien.core.model import Stint
from luanphien.render import dates, people, tabular
from luanphien.render.streams import console

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


def print_table(changes: Sequence[Change], today: date) -> None:
    """Print a line a change; those of shifts that have begun are called out."""
    out = console()
    if not changes:
        out.print("Không có phiên, người hay ngày nào đổi.")
        return
    table = tabular.plain_table()
    table.add_column("", width=1)
    table.add_column("Phiên", no_wrap=True, min_width=8)
    for header in ("Nội dung", "Trước", "Sau"):
        table.add_column(header, min_width=14)
    for change in changes:
        past = change.starts_on <= today
        cells = (_FIELDS[change.field], _text(change.old), _text(change.new))
        table.add_row("!" if past else "", change.shift, *cells, style="bold" if past else None)
    tabular.print_table(out, table)
    begun = {change.shift for change in changes if change.starts_on <= today}
    if begun:
        out.print(
            f"\n! {len(begun)} phiên đã bắt đầu hoặc đã qua bị đổi; hãy xem lại.", style="bold"
        )


def _text(value: Value) -> str:
    match value:
        case None | ():
            return "không có"
        case (date(), *_):
            return ", ".join(dates.short(day) for day in value if isinstance(day, date))
        case date():
            return dates.with_weekday(value)
        case tuple():
            return "\n".join(people.stint_lines([s for s in value if isinstance(s, Stint)]))
        case _:
            return str(value)


def print_json(changes: Sequence[Change], today: date) -> None:
    """Print what docs/json.md describes."""
    data = [
        {
            "shift": change.shift,
            "past": change.starts_on <= today,
            "field": change.field,
            "old": _data(change.old),
            "new": _data(change.new),
        }
        for change in changes
    ]
    tabular.print_json({"changes": data})


def _data(value: Value) -> Any:
    if isinstance(value, tuple):
        return [people.stint_data(one) if isinstance(one, Stint) else one for one in value]
    return value
