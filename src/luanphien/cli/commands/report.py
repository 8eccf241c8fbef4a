"""`luanphien report`: the periodic review, the plan held against the register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NamedTuple

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
    output: AnyFileOption = None,
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
    configuration, day = lookup.configuration(config), today or clock.today()
    of = period or Period(day, day).whole_years
    said = (_evenness if fairness else _review)(configuration, of, lookup.recorded(state), day)

    def document() -> Document:
        letterhead = configuration.letterhead
        return said.document(lookup.heading(letterhead, number, dated, signer, signer_title, unit))

    show_or_write_either(
        context, configuration, said.listing, format, output, document, day, opens=opens
    )


class _Said(NamedTuple):
    """What is reported, as a listing and as a document under a heading."""

    listing: Listing
    document: Callable[[Heading], Document]


def _review(configuration: Configuration, period: Period, recorded: Recorded, day: date) -> _Said:
    from luanphien.core.report import report
    from luanphien.tables.report import Review

    rota, centre = configuration.rota, configuration.centre
    review = report(rota, period, recorded.facts, recorded.since, day, recorded.entries)

    def document(heading: Heading) -> Document:
        from luanphien.documents import report as words

        fields = words.context(review, centre, configuration.letterhead, heading)
        return Document(words.file_stem(review), words.NAME, fields)

    return _Said(Review(centre, review), document)


def _evenness(configuration: Configuration, period: Period, recorded: Recorded, day: date) -> _Said:
    from luanphien.core.fairness import fairness
    from luanphien.tables.fairness import Evenness

    centre = configuration.centre
    loads = fairness(configuration.rota, period, recorded.facts, day)

    def document(heading: Heading) -> Document:
        from luanphien.documents import fairness as words

        fields = words.context(loads, centre, configuration.letterhead, heading)
        return Document(words.file_stem(loads), words.NAME, fields)

    return _Said(Evenness(centre, loads), document)
