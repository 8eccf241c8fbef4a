"""`luanphien check`: all that is wrong or missing in the configuration."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import ConfigOption, StateOption, TodayOption
from luanphien.config import Configuration
from luanphien.core.errors import OperationError
from luanphien.private import exposed

if TYPE_CHECKING:
    from luanphien.config.review import Weight

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=VietnameseCommand)
def check(
    quiet: Annotated[bool, typer.Option("--quiet", help="Chỉ in lỗi.")] = False,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Kiểm tra cấu hình.

    In mọi lỗi (trạng thái thoát 3). Không có lỗi thì in cảnh báo: trước hết là những gì cản thông
    báo sắp tới, rồi ngày không ai trực, rồi những gì còn thiếu, kể cả bàn giao muộn hoặc chưa ghi
    vào sổ.
    """
    configuration = lookup.configuration(config)
    if quiet:
        return
    remarks = _remarks(configuration, state, today or clock.today())
    for weight, lines in remarks.items():
        if lines:
            typer.echo(f"{weight} ({len(lines)}):")
        for line in lines:
            typer.echo(f"cảnh báo: {line}")
    files = f"{configuration.agencies_document.file}, {configuration.holidays_document.file}"
    total = sum(map(len, remarks.values()))
    typer.echo(f"{files}: tốt, {f'{total} cảnh báo' if total else 'không có cảnh báo'}.")


def _remarks(
    configuration: Configuration, state: Path | None, today: date
) -> dict[Weight, list[str]]:
    """All warnings by weight: of the configuration, the templates and the register."""
    from luanphien.config.review import Weight, warnings
    from luanphien.core.handovers import unsettled
    from luanphien.documents.template import Templates
    from luanphien.wording import handovers

    remarks = {
        weight: list(map(str, problems))
        for weight, problems in warnings(configuration, today).items()
    }
    missing = remarks[Weight.missing]
    missing += Templates(configuration.own_templates).warnings()
    try:
        owed = unsettled(configuration.rota, *lookup.recorded(state), today)
    except OperationError as error:  # what is wrong in the configuration is told all the same
        remarks[Weight.notice].append(str(error))
    else:
        missing += map(handovers.warning, owed.handovers)
        missing += map(handovers.stray, owed.strays)
        missing += _exposed(lookup.register_file(state))
    return remarks


def _exposed(register: Path) -> Iterator[str]:
    """What of the register others than its owner may read, or hold locked."""
    from luanphien.register.opening import lock_file

    for file in (register, lock_file(register)):
        if exposed(file):
            yield f"{file}: người khác mở được; hãy chạy chmod 600 {quote(str(file))}"
