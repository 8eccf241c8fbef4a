"""The whole site: its pages, its data and its calendar feeds, as the public may know them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from dateutil.relativedelta import relativedelta

from luanphien import addresses
from luanphien.calendar.editions import record_agenda, viewed_events
from luanphien.calendar.feed import Feed, title
from luanphien.calendar.personal import personal_feeds
from luanphien.config import Configuration
from luanphien.core.agenda import USUAL, Selection
from luanphien.core.decisions import Agency, Centre
from luanphien.core.model import Shift
from luanphien.core.period import Period
from luanphien.core.publicity import public_view, shown_editions
from luanphien.core.rota import Rota
from luanphien.register import Register
from luanphien.site.pages import Site
from luanphien.tables.listing import file_content
from luanphien.tables.schedule import Schedule


def usual_period(rota: Rota, day: date) -> Period:
    """From the first shift to a year after the day, or the first shift's own year."""
    return Period(rota.begins_on, max(rota.begins_on, day + relativedelta(years=1)))


def site_files(
    configuration: Configuration,
    register_file: Path,
    period: Period,
    day: date,
    now: datetime,
    papers: Mapping[int, bytes] | None = None,
) -> dict[str, bytes]:
    """The files of the site by name, about the whole years of the period, as made on the day.

    What is new in the feeds or has changed is recorded in the register as published `now` (an
    aware datetime), which gives it its number; the pages say that they are of that moment. `papers`
    are the PDFs of years, see `papers.papers`. Raises
    NoRotaError and NoCalendarError as Rota.shifts does, and OperationError if the register fails.
    """
    rota, years = configuration.rota, period.whole_years
    view = Rota(public_view(rota.decisions), rota.calendar)
    shifts = list(view.shifts(years))
    data = file_content(Schedule(configuration.centre, view, shifts, years, day), ".json")
    papers = papers or {}
    pages = Site(view, shifts, years, day, now, papers).pages()
    return {
        **{name: html.encode() for name, html in pages},
        **dict(_workbooks(view, shifts, day)),
        **{addresses.year_paper(year): content for year, content in papers.items()},
        addresses.DATA: data,
        **_feeds(configuration, view, register_file, years, now),
    }


def _workbooks(view: Rota, shifts: Sequence[Shift], day: date) -> Iterator[tuple[str, bytes]]:
    """The shifts of each year as a workbook, by file name."""
    for year, of_year in groupby(shifts, key=lambda shift: shift.starts_on.year):
        its = list(of_year)
        days = Period(its[0].starts_on, its[-1].ends_on)
        listing = Schedule(view.decisions.centre, view, its, days, day)
        yield addresses.year_workbook(year), file_content(listing, ".xlsx")


def _feeds(
    configuration: Configuration, view: Rota, register_file: Path, years: Period, now: datetime
) -> dict[str, bytes]:
    """The feeds of all agencies, of each that has or had a shift, and of people, by file name.

    The register keeps one history of each event, with all that it says; the view shows of it what
    the public may know.
    """
    kinds = USUAL | Selection(USUAL).of_people(()).kinds
    agenda, published = record_agenda(configuration, register_file, years, Selection(kinds), now)
    public_events = viewed_events(view, years, kinds)
    centre = configuration.centre
    subjects: dict[str, Centre | Agency] = {addresses.FEED: centre}
    subjects |= {addresses.agency_feed(agency): agency for agency in view.agencies.values()}
    files = {}
    for name, subject in subjects.items():
        only = subject.id if isinstance(subject, Agency) else None
        # An agency that has lost its shifts keeps a feed, which says that they are cancelled.
        if editions := agenda.seen(published, Selection(USUAL, only)):
            shown = shown_editions(editions, public_events)
            source = addresses.url(centre.website, name)
            files[name] = Feed(title(subject), shown, source).content()
    with Register(register_file) as register:
        keys = register.begin_feed_keys(now)
    own = personal_feeds(view, agenda, published, public_events, keys)
    return files | {name: feed.content() for name, feed in own}
