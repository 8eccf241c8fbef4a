"""`luanphien check`: all that is wrong or missing in the configuration."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shlex import quote

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import ConfigOption, StateOption, TodayOption
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

    configuration, day = lookup.configuration(config), today or clock.today()
    templates = Templates(configuration.own_templates)
    lines = [*map(str, warnings(configuration, day)), *templates.warnings()]
    try:
        owed = unsettled(configuration.rota, *lookup.recorded(state), day)
        lines += map(handovers.warning, owed.handovers)
        lines += map(handovers.stray, owed.strays)
        lines += _exposed(lookup.register_file(state))
    except OperationError as error:  # what is wrong in the configuration is told all the same
        lines.append(str(error))
    for line in lines:
        typer.echo(f"cảnh báo: {line}")
    files = f"{configuration.agencies_document.file}, {configuration.holidays_document.file}"
    count = f"{len(lines)} cảnh báo" if lines else "không có cảnh báo"
    typer.echo(f"{files}: tốt, {count}.")


def _exposed(register: Path) -> Iterator[str]:
    """What of the register others than its owner may read, or hold locked."""
    from luanphien.register.opening import lock_file

    for file in (register, lock_file(register)):
        if exposed(file):
            yield f"{file}: người khác mở được; hãy chạy chmod 600 {quote(str(file))}"
