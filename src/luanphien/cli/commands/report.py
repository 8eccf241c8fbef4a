"""`luanphien report`: the periodic review, the plan held against the register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

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

if TYPE_CHECKING:
    from luanphien.cli.lookup import Recorded
    from luanphien.config import Configuration
    from luanphien.documents.letterhead import Heading
    from luanphien.tables.listing import Listing

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
    fairness: Annotated[
        bool, typer.Option("--fairness", help="Bảng phân bổ ngày trực: ai trực nhiều, ai trực ít.")
    ] = False,
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
    Với --fairness: ngày trực, ngày cạnh lễ, Tết, ngày làm bù, trực thay của từng
    cơ quan, từng người, và ai trực thay ít nhất.
    """
    from luanphien.documents import letterhead
    from luanphien.documents.template import Templates
    from luanphien.tables.listing import FILES, file_content, show

    only_with_output(opens, output)
    if output:
        refuse(context, "-o", "--format")
    if not output or output.suffix.lower() in FILES:
        refuse(context, str(output or "báo cáo in ra"), *HEADING)
    configuration, day = lookup.configuration(config), today or clock.today()
    of = period or Period(day, day).whole_years
    said = (_evenness if fairness else _review)(configuration, of, lookup.recorded(state), day)

    def content(ending: str) -> bytes:
        if ending in FILES:
            return file_content(said.listing, ending)
        heading = lookup.heading(
            configuration.letterhead, number, dated, signer, signer_title, unit
        )
        templates = Templates(configuration.own_templates)
        return letterhead.file_content(templates, said.name, said.fields(heading), ending, day)

    if output:
        endings = (*letterhead.FORMATS, *FILES)
        write(output, said.file_stem, endings, content, opens=opens)
        if output.suffix.lower() not in FILES:
            say_blanks(configuration)
    else:
        show(said.listing, format)


class _Said(NamedTuple):
    """A report as a listing, and as a document: its name and fields, and its file's name."""

    listing: Listing
    name: str
    file_stem: str
    fields: Callable[[Heading], dict[str, Any]]


def _review(configuration: Configuration, period: Period, recorded: Recorded, day: date) -> _Said:
    from luanphien.core.report import report
    from luanphien.documents import report as document
    from luanphien.tables.report import Review

    rota, centre, letterhead = configuration.rota, configuration.centre, configuration.letterhead
    review = report(rota, period, recorded.facts, recorded.since, day, recorded.entries)
    return _Said(
        Review(centre, review),
        document.NAME,
        document.file_stem(review),
        lambda heading: document.context(review, centre, letterhead, heading),
    )


def _evenness(configuration: Configuration, period: Period, recorded: Recorded, day: date) -> _Said:
    from luanphien.core.fairness import fairness
    from luanphien.documents import fairness as document
    from luanphien.tables.fairness import Evenness

    rota, centre, letterhead = configuration.rota, configuration.centre, configuration.letterhead
    loads = fairness(rota, period, recorded.facts, day)
    return _Said(
        Evenness(centre, loads),
        document.NAME,
        document.file_stem(loads),
        lambda heading: document.context(loads, centre, letterhead, heading),
    )
