"""`luanphien holidays`: the days off and make-up days of a year."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.documents import show_or_write_listing
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import (
    ConfigOption,
    Format,
    FormatOption,
    ListingFileOption,
    NoStateOption,
    OpenOption,
    TodayOption,
)

app = typer.Typer(rich_markup_mode=None, add_completion=False)


def _parse_year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and date.min.year <= int(text) <= date.max.year):
        raise typer.BadParameter(f"«{text}» không phải một năm, ví dụ 2024")
    return int(text)


@app.command(cls=VietnameseCommand)
def holidays(
    context: typer.Context,
    year: Annotated[
        int | None,
        typer.Argument(metavar="[NĂM]", parser=_parse_year, help="2024; không ghi thì năm nay."),
    ] = None,
    output: ListingFileOption = None,
    opens: OpenOption = False,
    format: FormatOption = Format.table,
    config: ConfigOption = None,
    _state: NoStateOption = None,
    today: TodayOption = None,
) -> None:
    """In ngày nghỉ, ngày làm bù và nguồn.

    Dưới bảng là những ngày mà holidays_vn.yaml và gói holidays của Python khác nhau.
    """
    from luanphien.config.almanac import holidays_of
    from luanphien.tables.holidays import Holidays

    configuration = lookup.configuration(config)
    year = year or (today or clock.today()).year
    holidays = holidays_of(configuration.holidays, year)
    listing = Holidays(year, holidays, configuration.rota.calendar)
    show_or_write_listing(context, listing, format, output, f"ngay-nghi-{year}", opens=opens)
