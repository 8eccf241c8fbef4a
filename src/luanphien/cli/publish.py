"""`luanphien publish`: the web page, its calendar feeds and its data, as a folder of files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from dateutil.relativedelta import relativedelta

from luanphien.cli.options import (
    ConfigOption,
    StateOption,
    TodayOption,
    configuration,
    current_day,
    parse_path,
    parse_period,
    recorded_at,
    state_file,
)
from luanphien.cli.vietnamese import VietnameseCommand
from luanphien.config import Configuration
from luanphien.core.agenda import USUAL, Selection
from luanphien.core.model import Agency, Centre, Period, Shift
from luanphien.core.publicity import View, public_view, shown_editions

if TYPE_CHECKING:
    from luanphien.render import site

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

    from luanphien.render import schedule, site, tabular
    from luanphien.render.files import replace_folder

    found, day = configuration(config), current_day(today)
    view = public_view(found.rota, found.agencies, found.agencies_file.publish.people)
    years = _years(period, found.rota.begins_on, day)
    shifts = list(view.rota.shifts(years))
    data = tabular.json_text(schedule.data(found.centre, view.rota, shifts)).encode()
    fingerprint = sha256(data).hexdigest()[:12]
    files = site.pages(_source(view, found.centre, years, shifts, day, fingerprint))
    files[site.DATA] = data
    files |= _feeds(found, view, state_file(state), years, recorded_at(today))
    changed = replace_folder(output, files)
    typer.echo(f"Đã ghi {output}: {len(files)} tệp." if changed else f"{output}: không có gì đổi.")


def _years(period: Period | None, begins_on: date, today: date) -> Period:
    """Whole years: those of the period, else from the first one to the next one from today."""
    first, last = period or (begins_on, max(begins_on, today + relativedelta(years=1)))
    return Period(date(first.year, 1, 1), date(last.year, 12, 31))


def _source(
    view: View, centre: Centre, years: Period, shifts: Sequence[Shift], day: date, fingerprint: str
) -> site.Source:
    from luanphien.core.directory import directory, listed
    from luanphien.core.outlook import outlook
    from luanphien.render.site import Source

    rota, agencies = view.rota, list(view.agencies.values())
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
    found: Configuration, view: View, state: Path, years: Period, now: datetime
) -> dict[str, bytes]:
    """The feed of all agencies, and one for each that has or had a shift, by file name.

    The register keeps one history of each event, with all that it says; the view shows of it what
    the public may know.
    """
    from luanphien.cli.calendar import record_agenda, viewed_events
    from luanphien.render import feed, site

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
