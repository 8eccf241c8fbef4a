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
    """In người đang trực, điện thoại, và việc phải làm.

    Việc phải làm trong 10 ngày làm việc tới và việc đã quá hạn, từng ngày, kèm lệnh để làm hoặc để
    ghi vào sổ.
    """
    from luanphien.core.announced import announced
    from luanphien.core.handovers import unsettled
    from luanphien.core.notice import notice
    from luanphien.core.obligations import obligations
    from luanphien.core.outlook import outlook
    from luanphien.core.preparation import preparation
    from luanphien.core.runs import running
    from luanphien.tables.listing import show
    from luanphien.tables.today import Day

    configuration, day = lookup.configuration(config), today or clock.today()
    rota = configuration.rota
    expected = outlook(rota, day)
    try:
        known = lookup.recorded(state)
    except OperationError as error:  # who serves is known all the same
        typer.echo(f"cảnh báo: {error}", err=True)
        shown = Day(configuration.centre, rota.calendar, expected)
    else:
        shown = Day(
            configuration.centre,
            rota.calendar,
            expected,
            unsettled(rota, known.facts, known.since, day).handovers,
            list(running(known.runs, rota.calendar, day)),
            preparation(rota, expected.next_shift, known.entries, day),
            obligations(rota, known.facts, known.since, day),
            announced(notice(rota, expected.next_notice), known.facts),
        )
    show(shown, format)
