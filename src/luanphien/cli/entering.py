"""What the commands share that enter something in the book (luanphien.core.entries)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from luanphien import clock
from luanphien.cli import complete, lookup
from luanphien.cli.options import parse_text

if TYPE_CHECKING:
    from luanphien.core.entries import Content, Entry

_LONG_BEFORE = timedelta(days=366)
"""Nothing was entered that happened longer before the first shift."""

EnteredByOption = Annotated[
    str | None, typer.Option("--by", metavar="AI", parser=parse_text, help="Người ghi.")
]
CorrectsOption = Annotated[
    int | None,
    typer.Option("--corrects", metavar="SỐ", min=1, help="Ghi lại việc có số này, đã ghi sai."),
]
OfAgencyOption = Annotated[
    str,
    typer.Option(
        "--agency",
        metavar="CƠ_QUAN",
        parser=parse_text,
        autocompletion=complete.agencies,
        help="Mã hoặc tên cơ quan.",
    ),
]


def day_of(on: date | None, today: date | None, begins_on: date) -> date:
    """The day on which it happened; wrong use if it can't have happened then."""
    now = today or clock.today()
    day = on or now
    if not begins_on - _LONG_BEFORE <= day <= now:
        text = f"ngày {day} chưa đến, hoặc quá lâu trước phiên trực đầu tiên; xem lại --on"
        raise typer.BadParameter(text)
    return day


def enter(
    content: Content,
    day: date,
    by: str | None,
    corrects: int | None,
    state: Path | None,
    today: date | None,
    accept: Callable[[Sequence[Entry]], None] = lambda entries: None,
) -> None:
    """Enter it in the book, and say under which number.

    `accept` is given what is entered so far; what it raises stops the entry.
    """
    from luanphien.core.entries import Entry
    from luanphien.register import Register

    def accepted(entries: Sequence[Entry]) -> None:
        if corrects is not None:
            _refuse_correction(entries, corrects, content)
        accept(entries)

    entry = Entry(day, clock.moment(today), by, content, corrects)
    with Register(lookup.register_file(state)) as register:
        number = register.enter(entry, accepted).number
    typer.echo(f"Đã ghi vào {register.file}: việc số {number}.")


def _refuse_correction(entries: Sequence[Entry], number: int, content: Content) -> None:
    """Wrong use unless the entry with that number holds, and is of the sort of what corrects it."""
    from luanphien.core.entries import Withdrawal

    before = standing_entry(entries, number)
    if not isinstance(content, Withdrawal | type(before.content)):
        raise typer.BadParameter(f"việc số {number} thuộc loại khác; xem register list")


def standing_entry(entries: Sequence[Entry], number: int) -> Entry:
    """The entry with that number, which holds; wrong use if there is none such."""
    from luanphien.core.entries import standing

    for entry in standing(entries):
        if entry.number == number:
            return entry
    for entry in entries:
        if entry.corrects == number:
            raise typer.BadParameter(f"việc số {number} đã có việc số {entry.number} thay")
    raise typer.BadParameter(f"sổ không có việc số {number}; xem register list")
