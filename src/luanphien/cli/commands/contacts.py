"""`luanphien contacts`: the directory."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.documents import show_or_write_listing
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import (
    AgencyOption,
    ConfigOption,
    ListingFileOption,
    NoStateOption,
    OpenOption,
    TodayOption,
    parse_day,
)

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
    context: typer.Context,
    on: Annotated[
        date | None,
        typer.Option(
            "--on", metavar="NGÀY", parser=parse_day, help="Danh sách nhân sự của ngày này."
        ),
    ] = None,
    zalo: Annotated[
        bool,
        typer.Option(
            "--zalo", help="Họ tên, số điện thoại của thành viên nhóm Zalo (khoản 9 Điều 6)."
        ),
    ] = False,
    agency: AgencyOption = None,
    output: ListingFileOption = None,
    opens: OpenOption = False,
    format: Annotated[
        DirectoryFormat, typer.Option("--format", help="Dạng in ra.")
    ] = DirectoryFormat.table,
    config: ConfigOption = None,
    _state: NoStateOption = None,
    today: TodayOption = None,
) -> None:
    """In danh bạ công khai tại Trung tâm (Điều 10, Điều 11)."""
    from luanphien.core.directory import directory, listed, zalo_group
    from luanphien.tables.contacts import Contacts, ZaloGroup

    configuration, day = lookup.configuration(config), on or today or clock.today()
    rota = configuration.rota
    if agency:
        agencies = [lookup.agency(configuration, agency)]
    else:
        agencies = listed(configuration.agencies.values(), rota, day)
    entries = list(directory(agencies, rota.staffing, day))
    if zalo:
        listing: Contacts = ZaloGroup(configuration.centre, list(zalo_group(entries)), day)
    else:
        listing = Contacts(configuration.centre, entries, day)
    stem = "nhom-zalo" if zalo else "danh-ba"
    show_or_write_listing(context, listing, format, output, stem, opens=opens)
