"""`luanphien inbox`: what the mailbox says of what was sent."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import ConfigOption, StateOption, TodayOption
from luanphien.cli.status import FINE, OF_WEIGHT

if TYPE_CHECKING:
    from luanphien.mail.reports import Report

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
    from luanphien.upkeep.runs import recorded

    configuration, file = lookup.configuration(config), lookup.register_file(state)
    now = clock.moment(today)
    reports = read_inbox(configuration, file, now.date(), os.environ, rehearsal=dry_run)
    if dry_run:
        raise typer.Exit(_say(reports))
    with recorded(configuration, file, "inbox", now) as run:
        run.status = _say(reports)
    raise typer.Exit(run.status)


def _say(reports: Iterable[Report]) -> int:
    """Say what the reports say; the exit status that the worst of them asks for."""
    status, silent = FINE, True
    for report in reports:
        typer.echo(report.text, err=report.weight != "fine")
        status, silent = max(status, OF_WEIGHT[report.weight]), False
    if silent:
        typer.echo("Không có thư nào mới về những gì đã gửi.")
    return status
