"""`luanphien doctor`: whether all is right where luanphien runs by itself."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import ConfigOption, StateOption, TodayOption
from luanphien.cli.status import FINE, INVALID_CONFIGURATION, OPERATION_FAILED
from luanphien.config import find

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class DiagnosisFormat(StrEnum):
    """How the findings are written."""

    table = "table"
    json = "json"


@app.command(cls=VietnameseCommand)
def doctor(
    format: Annotated[
        DiagnosisFormat, typer.Option("--format", help="Dạng in ra.")
    ] = DiagnosisFormat.table,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Khám máy chủ: những gì phải đúng để tự chạy được.

    Cấu hình, sổ, quyền, đĩa, giờ, máy chủ thư (đăng nhập thử, không gửi thư), trang, cron hoặc
    timer, lần chạy cuối, sao lưu. Chạy bằng người dùng của cron. ✗: phải sửa; –: không bắt buộc.
    """
    from luanphien.tables.listing import show
    from luanphien.upkeep.doctor import Patient, diagnosis

    patient = Patient(
        config or find(), lookup.register_file(state), os.environ, clock.moment(today)
    )
    examined = diagnosis(patient)
    show(examined, format)
    if not examined.configured:
        raise typer.Exit(INVALID_CONFIGURATION)
    raise typer.Exit(FINE if examined.sound else OPERATION_FAILED)
