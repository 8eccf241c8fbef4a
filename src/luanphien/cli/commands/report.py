"""`luanphien report`: the periodic review, the plan held against the register."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.documents import say_blanks, write
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import (
    HEADING,
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
    only_with_output,
    parse_path,
    refuse,
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
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="TỆP",
            parser=parse_path,
            help="Ghi vào tệp .docx, .pdf, .txt, .md, .html, .xlsx, .csv, .json, hoặc "
            "vào thư mục (.docx).",
        ),
    ] = None,
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
    from luanphien.documents import letterhead
    from luanphien.documents import report as document
    from luanphien.documents.template import Templates
    from luanphien.tables.listing import FILES, file_content, show
    from luanphien.tables.report import Review

    only_with_output(opens, output)
    if output:
        refuse(context, "-o", "--format")
    if not output or output.suffix.lower() in FILES:
        refuse(context, str(output or "báo cáo in ra"), *HEADING)
    configuration, day = lookup.configuration(config), today or clock.today()
    facts, since, _, entries = lookup.recorded(state)
    review = report_of(
        configuration.rota, period or Period(day, day).whole_years, facts, since, day, entries
    )
    listing = Review(configuration.centre, review)

    def content(ending: str) -> bytes:
        if ending in FILES:
            return file_content(listing, ending)
        heading = lookup.heading(
            configuration.letterhead, number, dated, signer, signer_title, unit
        )
        fields = document.context(review, configuration.centre, configuration.letterhead, heading)
        templates = Templates(configuration.own_templates)
        return letterhead.file_content(templates, document.NAME, fields, ending, day)

    if output:
        endings = (*letterhead.FORMATS, *FILES)
        write(output, document.file_stem(review), endings, content, opens=opens)
        if output.suffix.lower() not in FILES:
            say_blanks(configuration)
    else:
        show(listing, format)
