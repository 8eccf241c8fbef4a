"""`luanphien diff`: which shifts, people and dates a change of configuration moves."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from luanphien.cli.options import (
    ConfigOption,
    NoStateOption,
    TodayOption,
    current_day,
    parse_name,
    parse_path,
)
from luanphien.cli.vietnamese import VietnameseCommand

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
            help="Thư mục cấu hình cũ, hoặc một bản trong git: HEAD.",
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
    _state: NoStateOption = None,
    today: TodayOption = None,
) -> None:
    """In những gì đổi giữa hai cấu hình: phiên, người, ngày.

    So từ phiên đầu tiên đến hết năm sau. Phiên đã bắt đầu mà bị đổi được đánh dấu.
    """
    from luanphien.config import find, load
    from luanphien.config.history import load_revision
    from luanphien.core.difference import changes
    from luanphien.core.model import Period
    from luanphien.render import difference as render

    day = current_day(today)
    folder = new or config or find()
    after = load(folder)
    before = load(Path(old)) if Path(old).is_dir() else load_revision(folder, old)
    begin = min(before.rota.begins_on, after.rota.begins_on)
    found = list(changes(before.rota, after.rota, Period(begin, date(day.year + 1, 12, 31))))
    if format is DifferenceFormat.json:
        render.print_json(found, day)
    else:
        render.print_table(found, day)
