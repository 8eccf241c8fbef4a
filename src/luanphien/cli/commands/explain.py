"""`luanphien explain`: how the dates of a shift came about."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien.cli import lookup
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import AsOfOption, ConfigOption, StateOption, parse_period
from luanphien.core.period import Period

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=VietnameseCommand)
def explain(
    period: Annotated[
        Period,
        typer.Argument(
            metavar="KỲ",
            parser=parse_period,
            help="Phiên 2024-05 hoặc 5/2024, ngày 2024-05-04 hoặc 4/5/2024, hoặc một kỳ.",
        ),
    ],
    as_of: AsOfOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
) -> None:
    """Giải thích các ngày của phiên trực.

    Mỗi ngày kèm quy tắc, các ngày đã đếm, các ngày bỏ qua và căn cứ.
    """
    from luanphien.tables.explain import print_period

    configuration = lookup.configuration(config, as_of, state)
    print_period(configuration.centre, configuration.rota, period)
