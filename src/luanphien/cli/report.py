"""`luanphien report`: the periodic review, the plan held against the register."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from luanphien.cli.documents import HEADING, DatedOption, NumberOption, SignerOption, write
from luanphien.cli.options import (
    ConfigOption,
    PeriodArgument,
    StateOption,
    TodayOption,
    configuration,
    current_day,
    current_year,
    parse_path,
    recorded,
    refuse,
)
from luanphien.cli.vietnamese import VietnameseCommand

app = typer.Typer(rich_markup_mode=None, add_completion=False)


DATA = (".csv", ".json")
"""Files without a letterhead."""


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
            help="Ghi vào tệp .docx, .txt, .md, .html, .csv, .json, hoặc vào thư mục (.docx).",
        ),
    ] = None,
    format: Annotated[
        ReportFormat, typer.Option("--format", help="Dạng in ra.")
    ] = ReportFormat.table,
    number: NumberOption = None,
    dated: DatedOption = None,
    signer: SignerOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Báo cáo định kỳ: ngày trực, thông báo, bàn giao, thay người.

    So lịch với sổ theo dõi, để sơ kết (Điều 11 khoản 3, Điều 12 khoản 2).
    """
    from luanphien.core.report import report as report_of
    from luanphien.render import letterhead, report_data
    from luanphien.render import report as render
    from luanphien.render.documents import Templates
    from luanphien.render.report_table import print_report
    from luanphien.render.streams import write_data

    if output:
        refuse(context, "-o", "--format")
    if not output or output.suffix.lower() in DATA:
        refuse(context, str(output or "báo cáo in ra"), *HEADING)
    found = configuration(config)
    facts, since = recorded(state)
    made = report_of(found.rota, period or current_year(today), facts, since, current_day(today))

    def content(ending: str) -> bytes:
        if ending == ".csv":
            return report_data.csv_text(made).encode()
        if ending == ".json":
            return report_data.json_text(found.centre, made).encode()
        heading = letterhead.Heading(number, dated, signer)
        fields = render.context(made, found.centre, found.letterhead, heading)
        templates = Templates(found.folder / "templates")
        return letterhead.file_content(templates, render.NAME, fields, ending)

    if output:
        write(output, render.file_stem(made), (*letterhead.FORMATS, *DATA), content)
    elif format is ReportFormat.table:
        print_report(found.centre, made)
    else:
        write_data(content(f".{format}").decode())
