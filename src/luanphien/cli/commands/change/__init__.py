"""`luanphien change`: the rota changes, one file a kind of change."""

from __future__ import annotations

import typer

from luanphien.cli.change import command
from luanphien.cli.commands.change import (
    absence,
    agency,
    announce,
    assign,
    day_off,
    make_up_day,
    order,
    person,
    remove,
    roster,
    substitute,
    swap,
    undo,
)
from luanphien.cli.localized import VietnameseCommand, VietnameseGroup

app = typer.Typer(
    cls=VietnameseGroup,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=False,
    help="Đổi lịch: xem kéo theo những gì, rồi ghi vào cấu hình và sổ.",
)

for work in (
    absence.absence,
    substitute.substitute,
    assign.assign,
    swap.swap,
    agency.agency,
    person.person,
    roster.roster,
    order.order,
    day_off.day_off,
    make_up_day.make_up_day,
    announce.announce,
    remove.remove,
    undo.undo,
):
    app.command(cls=VietnameseCommand)(command(work))
