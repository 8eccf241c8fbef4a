"""`luanphien schedule`: the rota of a period."""

from __future__ import annotations

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import (
    AgencyOption,
    AsOfOption,
    ConfigOption,
    Format,
    FormatOption,
    PeriodArgument,
    PersonOption,
    StateOption,
    TodayOption,
)
from luanphien.core.period import Period

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=VietnameseCommand)
def schedule(
    period: PeriodArgument = None,
    agency: AgencyOption = None,
    person: PersonOption = None,
    format: FormatOption = Format.table,
    as_of: AsOfOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """In lịch luân phiên."""
    from luanphien.tables.listing import show
    from luanphien.tables.schedule import Schedule

    configuration = lookup.configuration(config, as_of, state)
    day = today or as_of or clock.today()
    rota = configuration.rota
    shifts = list(rota.shifts(period or Period(day, day).whole_years))
    if agency:
        wanted = lookup.agency(configuration, agency)
        shifts = [shift for shift in shifts if shift.agency == wanted]
    if person:
        people = lookup.people(configuration, person)
        shifts = [
            shift for shift in shifts if any(stint.person in people for stint in rota.stints(shift))
        ]
    show(Schedule(configuration.centre, rota, shifts, day), format)
