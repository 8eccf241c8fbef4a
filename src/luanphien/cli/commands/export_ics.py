"""`luanphien export-ics`: the calendar as a file that every calendar program takes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from luanphien import clock
from luanphien.addresses import FEED
from luanphien.cli import lookup
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import (
    AgencyOption,
    ConfigOption,
    PersonOption,
    StateOption,
    TodayOption,
    parse_path,
    parse_period,
)
from luanphien.core.agenda import USUAL, Kind
from luanphien.core.period import Period

app = typer.Typer(rich_markup_mode=None, add_completion=False)

CHOICES: tuple[Kind, ...] = ("shifts", "notices", "handovers", "holidays")


def parse_kinds(text: str) -> frozenset[Kind]:
    """`shifts,holidays` as a set."""
    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name not in CHOICES:
            raise typer.BadParameter(f"«{name}» không phải loại nào trong {', '.join(CHOICES)}")
    return frozenset(kind for kind in CHOICES if kind in names)


@app.command(cls=VietnameseCommand)
def export_ics(
    period: Annotated[
        Period | None,
        typer.Argument(
            metavar="[KỲ]",
            parser=parse_period,
            help="2024, 2024-03 (3/2024) hoặc 2023-12..2026-06; không ghi thì từ tháng trước đến "
            "một năm tới.",
        ),
    ] = None,
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="TỆP",
            parser=parse_path,
            help="Tệp .ics, thư mục, hoặc - để in ra.",
        ),
    ] = Path(FEED),
    agency: AgencyOption = None,
    person: PersonOption = None,
    only: Annotated[
        frozenset[Kind] | None,
        typer.Option(
            "--only",
            metavar="LOẠI",
            parser=parse_kinds,
            help=f"Chỉ những loại này, trong {','.join(CHOICES)}; không ghi thì trừ holidays.",
        ),
    ] = None,
    contacts: Annotated[
        bool,
        typer.Option(
            "--contacts/--no-contacts",
            help="Có ghi số điện thoại, thư điện tử, lý do thay người không.",
        ),
    ] = True,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi lịch điện tử (iCalendar).

    Tệp cho điện thoại, Outlook, Google Calendar. Sổ theo dõi giữ những gì đã ra: sự kiện đổi thì
    số phiên bản (SEQUENCE) tăng, sự kiện không còn thì báo hủy; nhập lại không thành hai.
    """
    from luanphien.calendar.export import feed, usual_period
    from luanphien.files import replace_file
    from luanphien.output import write_data

    configuration, now = lookup.configuration(config), clock.moment(today)
    named_agency = lookup.agency(configuration, agency) if agency else None
    named_people = lookup.people(configuration, person) if person else ()
    exported = feed(
        configuration,
        lookup.register_file(state),
        period or usual_period(configuration.rota, now.date()),
        clock.recorded_at(now),
        kinds=only or USUAL,
        agency=named_agency,
        people=named_people,
        contacts=contacts,
    )
    if not exported.editions:
        raise typer.BadParameter("không có sự kiện nào như vậy để ghi")
    content = exported.content()
    if str(output) == "-":
        write_data(content.decode())
        return
    file = output / FEED if output.is_dir() else output
    replace_file(file, content)
    typer.echo(f"Đã ghi {file}: {exported.events} sự kiện.")
