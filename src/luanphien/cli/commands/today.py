"""`luanphien today`: who is at the counter now, and what comes next."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import (
    ConfigOption,
    StateOption,
    TodayOption,
    configuration,
    current_day,
    recorded,
)
from luanphien.core.errors import OperationError

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class PanelFormat(StrEnum):
    """How the day is written."""

    panel = "panel"
    json = "json"


@app.command(cls=VietnameseCommand)
def today(
    format: Annotated[PanelFormat, typer.Option("--format", help="Dạng in ra.")] = (
        PanelFormat.panel
    ),
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """In người đang trực, điện thoại, và việc sắp tới."""
    from luanphien.core.handovers import unsettled
    from luanphien.core.outlook import outlook
    from luanphien.tables import today as render

    found, day = configuration(config), current_day(today)
    seen = outlook(found.rota, day)
    try:
        open_ones = unsettled(found.rota, *recorded(state), day).handovers
    except OperationError as error:  # who serves is known all the same
        typer.echo(f"cảnh báo: {error}", err=True)
        open_ones = ()
    if format is PanelFormat.json:
        render.print_json(found.centre, seen, open_ones)
    else:
        render.print_panel(found.centre, seen, open_ones)
