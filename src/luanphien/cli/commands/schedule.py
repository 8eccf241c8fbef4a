"""`luanphien schedule`: the rota of a period."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.documents import Document, show_or_write_either
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import (
    ANNEX,
    AgencyOption,
    AnyFileOption,
    AsOfOption,
    ConfigOption,
    DatedOption,
    Format,
    FormatOption,
    NumberOption,
    OpenOption,
    PeriodArgument,
    PersonOption,
    SignerOption,
    SignerTitleOption,
    StateOption,
    TodayOption,
    UnitOption,
    refuse,
)
from luanphien.core.period import Period

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=VietnameseCommand)
def schedule(
    context: typer.Context,
    period: PeriodArgument = None,
    agency: AgencyOption = None,
    person: PersonOption = None,
    output: AnyFileOption = None,
    opens: OpenOption = False,
    format: FormatOption = Format.table,
    annex: Annotated[
        bool,
        typer.Option(
            ANNEX,
            help="Với -o: phụ lục kèm theo một văn bản, có số, ngày ghi ở --number, --date.",
        ),
    ] = False,
    number: NumberOption = None,
    dated: DatedOption = None,
    signer: SignerOption = None,
    signer_title: SignerTitleOption = None,
    unit: UnitOption = None,
    as_of: AsOfOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """In lịch luân phiên.

    Với -o: .docx, .pdf, .txt, .md, .html là văn bản có thể thức, một tờ A4 cho mười hai phiên;
    .xlsx, .csv, .json là dữ liệu.
    """
    from luanphien.tables.schedule import Schedule

    if annex:
        refuse(context, "--annex", "--signer", "--signer-title", "--unit")
    configuration = lookup.configuration(config, as_of, state)
    day = today or as_of or clock.today()
    rota = configuration.rota
    shifts = list(rota.shifts(period or Period(day, day).whole_years))
    days = Period(shifts[0].starts_on, shifts[-1].ends_on)
    ids, names = [], []
    if agency:
        wanted = lookup.agency(configuration, agency)
        shifts = [shift for shift in shifts if shift.agency == wanted]
        ids, names = [wanted.id], [wanted.name]
    if person:
        people = lookup.people(configuration, person)
        shifts = [
            shift for shift in shifts if any(stint.person in people for stint in rota.stints(shift))
        ]
        ids, names = [*ids, people[0].id], [people[0].name, *names]
    of = ", ".join(names)

    def document() -> Document:
        from luanphien.documents import schedule as plan

        if not shifts:
            raise typer.BadParameter("không có phiên trực nào như vậy để ghi")
        letterhead = configuration.letterhead
        heading = lookup.heading(letterhead, number, dated, signer, signer_title, unit)
        fields = plan.context(
            rota, shifts, days, of, configuration.centre, letterhead, heading, annex=annex
        )
        return Document(plan.file_stem(days, ids), plan.NAME, fields)

    listing = Schedule(configuration.centre, rota, shifts, days, day, of)
    show_or_write_either(
        context, configuration, listing, format, output, document, day, opens=opens
    )
