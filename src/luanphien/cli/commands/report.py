"""`luanphien report`: the periodic review, the plan held against the register."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.documents import Document, show_or_write_either
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import (
    AnyFileOption,
    ConfigOption,
    DatedOption,
    NumberOption,
    OpenOption,
    PeriodArgument,
    SignerOption,
    SignerTitleOption,
    StateOption,
    TodayOption,
    UnitOption,
)
from luanphien.core.period import Period

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class ReportFormat(StrEnum):
    """How the report is printed."""

    table = "table"
    json = "json"
    csv = "csv"


@app.command(cls=VietnameseCommand)
def report(
    context: typer.Context,
    period: PeriodArgument = None,
    output: AnyFileOption = None,
    opens: OpenOption = False,
    format: Annotated[
        ReportFormat, typer.Option("--format", help="Dạng in ra.")
    ] = ReportFormat.table,
    number: NumberOption = None,
    dated: DatedOption = None,
    signer: SignerOption = None,
    signer_title: SignerTitleOption = None,
    unit: UnitOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Báo cáo định kỳ: ngày trực, thông báo, bàn giao, thay người.

    So lịch với sổ theo dõi, để theo dõi và báo cáo (khoản 1, khoản 3 Điều 11).
    """
    from luanphien.core.report import report as report_of
    from luanphien.tables.report import Review

    configuration, day = lookup.configuration(config), today or clock.today()
    facts, since, _, entries = lookup.recorded(state)
    review = report_of(
        configuration.rota, period or Period(day, day).whole_years, facts, since, day, entries
    )

    def document() -> Document:
        from luanphien.documents import report as words

        letterhead = configuration.letterhead
        heading = lookup.heading(letterhead, number, dated, signer, signer_title, unit)
        fields = words.context(review, configuration.centre, letterhead, heading)
        return Document(words.file_stem(review), words.NAME, fields)

    listing = Review(configuration.centre, review)
    show_or_write_either(
        context, configuration, listing, format, output, document, day, opens=opens
    )
