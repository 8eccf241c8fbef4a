"""`luanphien schedule`: the rota of a period."""

from __future__ import annotations

import typer

from luanphien.cli.options import (
    AgencyOption,
    ConfigOption,
    Format,
    FormatOption,
    NoStateOption,
    PeriodArgument,
    PersonOption,
    TodayOption,
    configuration,
    current_day,
    current_year,
    find_agency,
    find_people,
)
from luanphien.cli.vietnamese import VietnameseCommand

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=VietnameseCommand)
def schedule(
    period: PeriodArgument = None,
    agency: AgencyOption = None,
    person: PersonOption = None,
    format: FormatOption = Format.table,
    config: ConfigOption = None,
    _state: NoStateOption = None,
    today: TodayOption = None,
) -> None:
    """In lịch luân phiên."""
    from luanphien.render import schedule as render

    found = configuration(config)
    rota, centre = found.rota, found.centre
    shifts = list(rota.shifts(period or current_year(today)))
    if agency:
        wanted = find_agency(found, agency)
        shifts = [shift for shift in shifts if shift.agency == wanted]
    if person:
        those = find_people(found, person)
        shifts = [s for s in shifts if any(stint.person in those for stint in rota.stints(s))]
    match format:
        case Format.table:
            render.print_table(centre, rota, shifts, current_day(today))
        case Format.json:
            render.print_json(centre, rota, shifts)
        case Format.csv:
            render.print_csv(rota, shifts)
        case Format.markdown:
            render.print_markdown(rota, shifts)
