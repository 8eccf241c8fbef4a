"""`luanphien holidays`: the days off and make-up days of a year."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from luanphien.cli.options import (
    ConfigOption,
    Format,
    FormatOption,
    NoStateOption,
    TodayOption,
    configuration,
    current_day,
)
from luanphien.cli.vietnamese import VietnameseCommand
from luanphien.core.errors import NoCalendarError

app = typer.Typer(rich_markup_mode=None, add_completion=False)


def _parse_year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and date.min.year <= int(text) <= date.max.year):
        raise typer.BadParameter(f"«{text}» không phải một năm, ví dụ 2024")
    return int(text)


@app.command(cls=VietnameseCommand)
def holidays(
    year: Annotated[
        int | None,
        typer.Argument(metavar="[NĂM]", parser=_parse_year, help="2024; không ghi thì năm nay."),
    ] = None,
    format: FormatOption = Format.table,
    config: ConfigOption = None,
    _state: NoStateOption = None,
    today: TodayOption = None,
) -> None:
    """In ngày nghỉ, ngày làm bù và nguồn.

    Dưới bảng là những ngày mà holidays_vn.yaml và gói holidays của Python khác nhau.
    """
    from luanphien.config.almanac import disagreements, holidays_of
    from luanphien.render import holidays as render

    found = configuration(config)
    year = year or current_day(today).year
    listed = holidays_of(found.holidays_file, year)
    if format is Format.csv:
        return render.print_csv(listed)
    if format is Format.markdown:
        return render.print_markdown(listed)
    try:
        differing = disagreements(found.rota.calendar, year)
    except NoCalendarError:
        differing = None
    if format is Format.json:
        return render.print_json(year, listed, differing)
    return render.print_table(year, listed, found.rota.calendar, differing)
