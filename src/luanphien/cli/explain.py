"""`luanphien explain`: how the dates of a shift came about."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien.cli.options import ConfigOption, NoStateOption, configuration, parse_period
from luanphien.cli.vietnamese import VietnameseCommand
from luanphien.core.model import Period

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=VietnameseCommand)
def explain(
    period: Annotated[
        Period,
        typer.Argument(
            metavar="KỲ", parser=parse_period, help="Phiên 2024-05, ngày 2024-05-04 hoặc một kỳ."
        ),
    ],
    config: ConfigOption = None,
    _state: NoStateOption = None,
) -> None:
    """Giải thích các ngày của phiên trực.

    Mỗi ngày kèm quy tắc, các ngày đã đếm, các ngày bỏ qua và căn cứ.
    """
    from luanphien.render import explain as render

    found = configuration(config)
    shifts = list(found.rota.shifts(period))
    if period.first == period.last:
        render.print_day(found.rota, period.first)
    for n, shift in enumerate(shifts):
        if n:
            typer.echo()
        render.print_shift(found.centre, found.rota, shift)
