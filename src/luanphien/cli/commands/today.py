"""`luanphien today`: who is at the counter now, and what comes next."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import ConfigOption, StateOption, TodayOption
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
    from luanphien.core.preparation import NOTHING, preparation
    from luanphien.core.runs import running
    from luanphien.tables.listing import show
    from luanphien.tables.today import Day

    lacking = NOTHING
    configuration, day = lookup.configuration(config), today or clock.today()
    expected = outlook(configuration.rota, day)
    try:
        recorded = lookup.recorded(state)
        handovers = unsettled(configuration.rota, recorded.facts, recorded.since, day).handovers
        lacking = preparation(configuration.rota, expected.next_shift, recorded.entries, day)
        works = list(running(recorded.runs, configuration.rota.calendar, day))
    except OperationError as error:  # who serves is known all the same
        typer.echo(f"cảnh báo: {error}", err=True)
        handovers, works = (), []
    calendar = configuration.rota.calendar
    show(Day(configuration.centre, calendar, expected, handovers, works, lacking), format)
