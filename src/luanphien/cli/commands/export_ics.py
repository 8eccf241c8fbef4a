"""`luanphien export-ics`: the calendar as a file that every calendar program takes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from dateutil.relativedelta import relativedelta

from luanphien import clock
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
from luanphien.core.agenda import USUAL, Kind, Selection
from luanphien.core.period import Period
from luanphien.core.publicity import discreet_view, shown_editions
from luanphien.core.rota import Rota

app = typer.Typer(rich_markup_mode=None, add_completion=False)

FILE = "luanphien.ics"
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
            help="2024, 2024-03 hoặc 2023-12..2026-06; không ghi thì từ tháng trước đến một năm "
            "tới.",
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
    ] = Path(FILE),
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
    from luanphien.calendar import feed
    from luanphien.calendar.editions import record_agenda, viewed_events
    from luanphien.files import replace_file
    from luanphien.output import write_data

    found, day = lookup.configuration(config), today or clock.today()
    selection = Selection(only or USUAL, agency and lookup.agency(found, agency).id)
    name = feed.title(found.agencies[agency] if agency else found.centre)
    if person:
        people = lookup.people(found, person)
        selection = selection.of_people(one.id for one in people)
        name = f"Lịch trực: {people[0].name}"
    period = period or _usual(found.rota.begins_on, day)
    shifts = list(found.rota.shifts(period))
    agenda, published = record_agenda(
        found, lookup.register_file(state), shifts, selection.kinds, clock.recorded_at(day)
    )
    editions = agenda.seen(published, selection)
    if not editions:
        raise typer.BadParameter("không có sự kiện nào như vậy để ghi")
    if not contacts:
        view = Rota(discreet_view(found.decisions), found.rota.calendar)
        events = viewed_events(view, found.centre, period, selection.kinds)
        editions = shown_editions(editions, events)
    content = feed.calendar(editions, feed.About(name))
    if str(output) == "-":
        write_data(content.decode())
        return
    file = output / FILE if output.is_dir() else output
    replace_file(file, content)
    typer.echo(f"Đã ghi {file}: {sum(not one.cancelled for one in editions)} sự kiện.")


def _usual(begins_on: date, today: date) -> Period:
    """From last month to a year ahead, not before the rota begins."""
    day = max(begins_on, today)
    first = max(begins_on, (day - relativedelta(months=1)).replace(day=1))
    return Period(first, day + relativedelta(years=1))
