"""`luanphien contacts`: the directory."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from luanphien.cli.options import (
    AgencyOption,
    ConfigOption,
    NoStateOption,
    TodayOption,
    configuration,
    current_day,
    find_agency,
    parse_day,
)
from luanphien.cli.vietnamese import VietnameseCommand

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class DirectoryFormat(StrEnum):
    """How the directory is written."""

    table = "table"
    csv = "csv"
    vcard = "vcard"
    json = "json"
    markdown = "markdown"


@app.command(cls=VietnameseCommand)
def contacts(
    on: Annotated[
        date | None,
        typer.Option(
            "--on", metavar="NGÀY", parser=parse_day, help="Danh sách nhân sự của ngày này."
        ),
    ] = None,
    zalo: Annotated[
        bool, typer.Option("--zalo", help="Chỉ thành viên nhóm Zalo (Điều 6 khoản 9).")
    ] = False,
    agency: AgencyOption = None,
    format: Annotated[
        DirectoryFormat, typer.Option("--format", help="Dạng in ra.")
    ] = DirectoryFormat.table,
    config: ConfigOption = None,
    _state: NoStateOption = None,
    today: TodayOption = None,
) -> None:
    """In danh bạ công khai tại Trung tâm (Điều 10, Điều 11)."""
    from luanphien.core.directory import directory, listed, zalo_group
    from luanphien.render import contacts as render

    found = configuration(config)
    day = on or current_day(today)
    everybody = listed(found.agencies.values(), found.rota, day)
    wanted = [find_agency(found, agency)] if agency else everybody
    entries = list(directory(wanted, found.rota.staffing, day))
    if zalo:
        entries = list(zalo_group(entries))
    match format:
        case DirectoryFormat.table:
            render.print_table(found.centre, entries, day)
        case DirectoryFormat.csv:
            render.print_csv(entries)
        case DirectoryFormat.vcard:
            render.print_vcard(entries)
        case DirectoryFormat.json:
            render.print_json(entries, day)
        case DirectoryFormat.markdown:
            render.print_markdown(entries)
