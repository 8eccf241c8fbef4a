"""`luanphien diff`: which shifts, people and dates a change of configuration moves."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import (
    ConfigOption,
    StateOption,
    TodayOption,
    parse_day,
    parse_name,
    parse_path,
)

if TYPE_CHECKING:
    from luanphien.config import Configuration

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class DifferenceFormat(StrEnum):
    """How the changes are written."""

    table = "table"
    json = "json"


@app.command(cls=VietnameseCommand)
def diff(
    old: Annotated[
        str,
        typer.Argument(
            metavar="CŨ",
            parser=parse_name,
            help="Thư mục cấu hình cũ, một bản trong git: HEAD, hoặc một ngày theo sổ: "
            "@2026-03-01.",
        ),
    ],
    new: Annotated[
        Path | None,
        typer.Argument(
            metavar="[MỚI]",
            parser=parse_path,
            help="Thư mục cấu hình mới; mặc định: đang dùng.",
        ),
    ] = None,
    format: Annotated[
        DifferenceFormat, typer.Option("--format", help="Dạng in ra.")
    ] = DifferenceFormat.table,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """In những gì đổi giữa hai cấu hình: phiên, người, ngày.

    So từ phiên đầu tiên đến hết năm sau. Phiên đã bắt đầu mà bị đổi được đánh dấu.
    """
    from luanphien.config import find, load
    from luanphien.core.difference import changes
    from luanphien.core.period import Period
    from luanphien.tables.difference import Difference
    from luanphien.tables.listing import show

    day = today or clock.today()
    folder = new or config or find()
    after = load(folder)
    before = _before(old, folder, state)
    first = min(before.rota.begins_on, after.rota.begins_on)
    period = Period(first, date(day.year + 1, 12, 31))
    show(Difference(list(changes(before.rota, after.rota, period)), day), format)


def _before(old: str, folder: Path, state: Path | None) -> Configuration:
    """What the folder is held against: another one, a day of the register, or a git revision."""
    from luanphien.config import load
    from luanphien.config.history import load_revision

    if Path(old).is_dir():
        return load(Path(old))
    if re.fullmatch(r"@[0-9/-]+", old):
        return lookup.configuration_on(folder, parse_day(old[1:]), state)
    return load_revision(folder, old)
