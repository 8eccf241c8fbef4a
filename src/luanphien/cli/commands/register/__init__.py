"""`luanphien register`: what has really happened, to read and to record, one file a subcommand."""

from __future__ import annotations

import typer

from luanphien.cli.commands.register import (
    ack,
    check,
    difficulty,
    export,
    guided,
    handover,
    incident,
    list,
    materials,
    notice,
    replace,
    settled,
    sign,
    told,
    withdraw,
)
from luanphien.cli.localized import VietnameseCommand, VietnameseGroup

app = typer.Typer(
    cls=VietnameseGroup,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=False,
    help="Xem và ghi sổ theo dõi.",
)

app.command(cls=VietnameseCommand, name="list")(list.list_records)
for work in (
    notice.notice,
    sign.sign,
    ack.ack,
    told.told,
    handover.handover,
    replace.replace,
    incident.incident,
    guided.guided,
    materials.materials,
    difficulty.difficulty,
    settled.settled,
    withdraw.withdraw,
    export.export,
    check.check,
):
    app.command(cls=VietnameseCommand)(work)
