"""`luanphien roster`: the yearly list of staff (khoản 5 Điều 3, khoản 4 Điều 6), a file a step."""

from __future__ import annotations

import typer

from luanphien.cli.change import command
from luanphien.cli.commands.roster import approve, read, request, submit
from luanphien.cli.localized import VietnameseCommand, VietnameseGroup

app = typer.Typer(
    cls=VietnameseGroup,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=False,
    help="Danh sách nhân sự hằng năm: đề nghị, đọc tệp, trình duyệt.",
)

for work in (
    request.request,
    command(read.read, "roster"),
    submit.submit,
    command(approve.approve, "roster"),
):
    app.command(cls=VietnameseCommand)(work)
