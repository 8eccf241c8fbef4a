"""`luanphien publish`: the web page, its calendar feeds and its data, as a folder of files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from dateutil.relativedelta import relativedelta

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import (
    ConfigOption,
    StateOption,
    TodayOption,
    parse_path,
    parse_period,
)
from luanphien.config import Configuration
from luanphien.core.agenda import USUAL, Selection
from luanphien.core.decisions import Agency, Centre
from luanphien.core.model import Shift
from luanphien.core.period import Period
from luanphien.core.publicity import public_view, shown_editions
from luanphien.core.rota import Rota

if TYPE_CHECKING:
    from luanphien.site import pages as site

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=VietnameseCommand)
def publish(
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="THƯ_MỤC", parser=parse_path, help="Thư mục của trang."
        ),
    ],
    period: Annotated[
        Period | None,
        typer.Argument(
            metavar="[KỲ]",
            parser=parse_period,
            help="Những năm trên trang; không ghi thì từ năm đầu tiên đến hết năm sau.",
        ),
    ] = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Tạo trang web của lịch trực.

    Ai đang trực, cả năm, danh bạ, lịch điện tử, dữ liệu; không có lý do vắng, ghi chú, thư điện tử
    của người. Thư mục được thay trọn một lần, chỉ khi có gì đổi. In ra một tờ A4 ngang là lịch treo
    tường.
    """
    from hashlib import sha256

    from luanphien.files import replace_folder
    from luanphien.site import pages as site
    from luanphien.tables.listing import file_content
    from luanphien.tables.schedule import Schedule

    found, day = lookup.configuration(config), today or clock.today()
    view = Rota(public_view(found.decisions), found.rota.calendar)
    years = _years(period, found.rota.begins_on, day)
    shifts = list(view.shifts(years))
    data = file_content(Schedule(found.centre, view, shifts, day), ".json")
    fingerprint = sha256(data).hexdigest()[:12]
    files = site.pages(_source(view, found.centre, years, shifts, day, fingerprint))
    files[site.DATA] = data
    files |= _feeds(found, view, lookup.register_file(state), years, clock.recorded_at(day))
    changed = replace_folder(output, files)
    typer.echo(f"Đã ghi {output}: {len(files)} tệp." if changed else f"{output}: không có gì đổi.")


def _years(period: Period | None, begins_on: date, today: date) -> Period:
    """Whole years: those of the period, else from the first one to the next one from today."""
    first, last = period or (begins_on, max(begins_on, today + relativedelta(years=1)))
    return Period(date(first.year, 1, 1), date(last.year, 12, 31))


def _source(
    rota: Rota, centre: Centre, years: Period, shifts: Sequence[Shift], day: date, fingerprint: str
) -> site.Source:
    from luanphien.core.directory import directory, listed
    from luanphien.core.outlook import outlook
    from luanphien.site.pages import Source

    agencies = list(rota.agencies.values())
    begun = max(day, rota.begins_on)
    return Source(
        rota=rota,
        centre=centre,
        agencies=agencies,
        listed=listed(agencies, rota, begun),
        directory=list(directory(agencies, rota.staffing, begun)),
        years=range(shifts[0].starts_on.year, years.last.year + 1),
        shifts=shifts,
        outlook=outlook(rota, day) if day >= rota.begins_on else None,
        made=day,
        fingerprint=fingerprint,
    )


def _feeds(
    found: Configuration, view: Rota, state: Path, years: Period, now: datetime
) -> dict[str, bytes]:
    """The feed of all agencies, and one for each that has or had a shift, by file name.

    The register keeps one history of each event, with all that it says; the view shows of it what
    the public may know.
    """
    from luanphien.calendar import feed
    from luanphien.calendar.editions import record_agenda, viewed_events
    from luanphien.site import pages as site

    agenda, published = record_agenda(found, state, list(found.rota.shifts(years)), USUAL, now)
    public = viewed_events(view, found.centre, years, USUAL)
    wanted: dict[str, Centre | Agency] = {site.FEED: found.centre}
    wanted |= {site.agency_feed(agency): agency for agency in view.agencies.values()}
    files = {}
    for name, about in wanted.items():
        only = about.id if isinstance(about, Agency) else None
        # An agency that has lost its shifts keeps a feed, which says that they are cancelled.
        if editions := shown_editions(agenda.seen(published, Selection(USUAL, only)), public):
            website = found.centre.website
            source = website and f"{website}/{name}"
            files[name] = feed.calendar(editions, feed.About(feed.title(about), source))
    return files
