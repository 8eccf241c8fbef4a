"""`luanphien check`: all that is wrong or missing in the configuration."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shlex import quote

import typer

from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import (
    ConfigOption,
    StateOption,
    TodayOption,
    configuration,
    current_day,
    recorded,
    state_file,
)
from luanphien.core.errors import OperationError
from luanphien.private import exposed

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=VietnameseCommand)
def check(
    config: ConfigOption = None, state: StateOption = None, today: TodayOption = None
) -> None:
    """Kiểm tra cấu hình.

    In mọi lỗi (trạng thái thoát 3), hoặc cảnh báo về những gì còn thiếu, kể cả bàn giao muộn hoặc
    chưa ghi vào sổ.
    """
    from luanphien.config.review import warnings
    from luanphien.core.handovers import unsettled
    from luanphien.documents.template import Templates
    from luanphien.wording import handovers

    found, day = configuration(config), current_day(today)
    listed = [*map(str, warnings(found, day)), *Templates(found.folder / "templates").warnings()]
    try:
        open_ones = unsettled(found.rota, *recorded(state), day)
        listed += map(handovers.warning, open_ones.handovers)
        listed += map(handovers.stray, open_ones.strays)
        listed += _exposed(state_file(state))
    except OperationError as error:  # what is wrong in the configuration is told all the same
        listed.append(str(error))
    for warning in listed:
        typer.echo(f"cảnh báo: {warning}")
    count = f"{len(listed)} cảnh báo" if listed else "không có cảnh báo"
    typer.echo(f"{found.agencies_document.file}, {found.holidays_document.file}: tốt, {count}.")


def _exposed(register: Path) -> Iterator[str]:
    """What of the register others than its owner may read, or hold locked."""
    for file in (register, Path(f"{register}.lock")):
        if exposed(file):
            yield f"{file}: người khác mở được; hãy chạy chmod 600 {quote(str(file))}"
