"""`luanphien inbox`: what the mailbox says of what was sent."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import ConfigOption, StateOption, TodayOption
from luanphien.cli.status import FINE, OF_WEIGHT

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=VietnameseCommand)
def inbox(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Chỉ nói sẽ ghi gì vào sổ, không ghi.")
    ] = False,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Đọc hộp thư: thư nào không đến, cơ quan nào đã trả lời.

    Thư báo không đến, đã đến, đến chậm và thư trả lời của cơ quan được ghi vào sổ, mỗi thư một
    lần. Hộp thư chỉ được đọc: không thư nào bị xóa, chuyển hay đánh dấu. notify --send cũng đọc
    trước khi gửi. Trạng thái thoát 1: có thư không đến, hoặc không đọc được hộp thư; 4: vì thế mà
    đã quá hạn thông báo.
    """
    from luanphien.mail.inbox import read_inbox

    configuration, file = lookup.configuration(config), lookup.register_file(state)
    status, silent = FINE, True
    for report in read_inbox(
        configuration, file, today or clock.today(), os.environ, rehearsal=dry_run
    ):
        typer.echo(report.text, err=report.weight != "fine")
        status, silent = max(status, OF_WEIGHT[report.weight]), False
    if silent:
        typer.echo("Không có thư nào mới về những gì đã gửi.")
    raise typer.Exit(status)
