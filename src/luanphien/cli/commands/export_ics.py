"""`luanphien export-ics`: the calendar as a file that every calendar program takes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
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
from luanphien.config import Configuration
from luanphien.core.agenda import USUAL, Kind
from luanphien.core.decisions import Person
from luanphien.core.period import Period
from luanphien.core.publicity import is_named

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
    new_address: Annotated[
        bool,
        typer.Option(
            "--new-address",
            help="Với --person: đổi địa chỉ lịch riêng của người đó trên trang, khi địa chỉ cũ lộ.",
        ),
    ] = False,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi lịch điện tử (iCalendar).

    Tệp cho điện thoại, Outlook, Google Calendar. Sổ theo dõi giữ những gì đã ra: sự kiện đổi thì
    số phiên bản (SEQUENCE) tăng, sự kiện không còn thì báo hủy; nhập lại không thành hai. Với
    --person, nói cả địa chỉ lịch riêng của người đó trên trang, để chỉ người đó theo dõi.
    """
    from luanphien.calendar.export import feed, usual_period
    from luanphien.files import replace_file
    from luanphien.output import write_data

    if new_address and not person:
        raise typer.BadParameter("--new-address đi với --person")
    configuration, now = lookup.configuration(config), clock.moment(today)
    named_agency = lookup.agency(configuration, agency) if agency else None
    named_people = lookup.people(configuration, person) if person else ()
    if new_address and not any(is_named(configuration.decisions, one) for one in named_people):
        raise typer.BadParameter("trang không có lịch riêng của người không công khai (publish)")
    register_file = lookup.register_file(state)
    exported = feed(
        configuration,
        register_file,
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
    else:
        file = output / FEED if output.is_dir() else output
        replace_file(file, content, private=contacts)  # a reason may be among them
        typer.echo(f"Đã ghi {file}: {exported.events} sự kiện.")
    if named_people:
        _say_addresses(configuration, register_file, named_people, now, renew=new_address)


def _say_addresses(
    configuration: Configuration,
    register_file: Path,
    people: Iterable[Person],
    now: datetime,
    *,
    renew: bool,
) -> None:
    """Say where the site has each one's own feed, beside what goes to standard output."""
    from luanphien.addresses import url
    from luanphien.calendar.personal import person_feed
    from luanphien.register import Register

    with Register(register_file, create=renew) as register:
        for person in people:
            keys = register.renew_feed_key(person.id, now) if renew else register.feed_keys()
            if name := person_feed(configuration, keys, person):
                since = " từ lần publish tới, địa chỉ cũ hết dùng" if renew else ""
                place = url(configuration.centre.website, name) or name
                typer.echo(f"Lịch riêng của {person.name}{since}: {place}", err=True)
