"""The web site: static pages that need nothing but themselves.

Each page carries its style and its script, and a Content-Security-Policy that allows these two
and nothing else.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from luanphien.core.directory import Entry
from luanphien.core.model import Agency, Centre, Period, Person, Shift
from luanphien.core.outlook import Outlook
from luanphien.core.rota import Rota
from luanphien.render import contacts, dates, palette, people, today, year
from luanphien.render.documents import SHIPPED
from luanphien.render.duty import days_off, duties

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = SHIPPED / "site"
FEED = "luanphien.ics"
DATA = "luanphien.json"

_HEADS = ("Tháng", "Cơ quan", "Người trực", "Ngày làm việc", "Số ngày", "Hạn thông báo", "Bàn giao")


def agency_feed(agency: Agency) -> str:
    """The name of the agency's own calendar feed."""
    return f"co-quan-{agency.id}.ics"


class Source(NamedTuple):
    """What the site is made from.

    `agencies` are all that there are, in the configuration's order, `directory` is about them all,
    and `listed` are those that the first page shows of it. `shifts` are those of the `years`.
    `outlook` is None before the first shift; `fingerprint` names the state of the data, `made` the
    day. All of it is the public view of the rota.
    """

    rota: Rota
    centre: Centre
    agencies: Sequence[Agency]
    listed: Sequence[Agency]
    directory: Sequence[Entry]
    years: Sequence[int]
    shifts: Sequence[Shift]
    outlook: Outlook | None
    made: date
    fingerprint: str


def pages(source: Source) -> dict[str, bytes]:
    """The pages by file name."""
    return {name: html.encode() for name, html in Site(source).pages()}


class Site:
    """The pages of one source."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._places = palette.places(source.agencies)
        self._environment = _environment()
        self._turning = [one for one in source.agencies if self._shifts_of(one)]
        self._common = self._fields()

    def pages(self) -> Iterator[tuple[str, str]]:
        """The first page, a page a year and a page an agency."""
        source = self._source
        cards = self._cards()
        years = {one: self._year(one) for one in source.years}
        this_year = min(max(source.made.year, source.years[0]), source.years[-1])
        yield self._page(
            "index.html",
            "index.html",
            "Lịch trực luân phiên",
            **years[this_year],
            **self._today(),
            directory=[cards[agency.id] for agency in source.listed],
        )
        for one, fields in years.items():
            title = f"Lịch trực luân phiên năm {one}"
            yield self._page(f"nam-{one}.html", "year.html", title, **fields)
        for agency in self._turning:
            yield self._page(
                f"co-quan-{agency.id}.html",
                "agency.html",
                f"Lịch trực của {agency.name}",
                feed=agency_feed(agency),
                agency=agency,
                **self._table(self._shifts_of(agency)),
                entry=cards[agency.id],
            )

    def _page(self, name: str, template: str, title: str, **fields: Any) -> tuple[str, str]:
        given = {**self._common, "title": title, "heading": title, "page": name, **fields}
        return name, self._environment.get_template(template).render(given)

    def _fields(self) -> dict[str, Any]:
        """What every page is given."""
        source = self._source
        style = self._environment.get_template("style.css").render(colors=palette.COLORS)
        script = (FOLDER / "script.js").read_text("utf-8")
        website = source.centre.website
        return {
            "style": style,
            "style_hash": _hash(style),
            "script": script,
            "script_hash": _hash(script),
            "centre": source.centre.name,
            "colors": palette.COLORS,
            "weekdays": list(zip(dates.WEEKDAYS, dates.WEEKDAY_NAMES, strict=True)),
            "heads": _HEADS,
            "made": source.made,
            "made_text": dates.spelled(source.made),
            "fingerprint": source.fingerprint,
            "feed": FEED,
            "data": DATA,
            "website": website,
            "webcal": website and re.sub("^https?", "webcal", website),
            "pages": [
                ("index.html", "Hôm nay"),
                *((f"nam-{one}.html", f"Năm {one}") for one in source.years),
                *((f"co-quan-{one.id}.html", one.short_name) for one in self._turning),
            ],
        }

    def _shifts_of(self, agency: Agency) -> list[Shift]:
        return [shift for shift in self._source.shifts if shift.agency == agency]

    def _agency(self, agency: Agency) -> dict[str, Any]:
        """The agency with its letter and the number of its colour."""
        place = self._places.get(agency.id, 0)
        letter = chr(ord("A") + place) if place < 26 else str(place + 1)
        return {**agency._asdict(), "place": place, "letter": letter}

    def _year(self, number: int) -> dict[str, Any]:
        rota = self._source.rota
        days = Period(date(number, 1, 1), date(number, 12, 31))
        shifts = list(rota.shifts(days))
        months = year.months(rota, days, shifts)
        agencies = {month.shift.agency.id: month.shift.agency for month in months if month.shift}
        in_order = sorted(agencies.values(), key=lambda agency: self._places[agency.id])
        return {
            "year": number,
            "legend": [self._agency(agency) for agency in in_order],
            "months": [
                {
                    **month._asdict(),
                    "id": f"{month.first:%Y-%m}",
                    "number": month.first.month,
                    "agency": month.shift and self._agency(month.shift.agency),
                }
                for month in months
            ],
            "provisional": not rota.calendar.is_final(*days),
            **self._table(shifts),
        }

    def _table(self, shifts: Sequence[Shift]) -> dict[str, Any]:
        """The table of these shifts, and the decisions that they rest on."""
        bases = dict.fromkeys(filter(None, (shift.rotation.basis for shift in shifts)))
        return {"rows": [self._row(shift) for shift in shifts], "basis": "; ".join(bases)}

    def _row(self, shift: Shift) -> dict[str, Any]:
        """A line of the table of shifts."""
        rota = self._source.rota
        provisional = rota.provisional(shift)

        def shown(field: str) -> str:
            value = getattr(shift, field)
            text = str(value) if isinstance(value, int) else dates.full(value) if value else "–"
            return f"{text} (dự kiến)" if field in provisional else text

        days = (shift.first_working_day, shift.last_working_day)
        return {
            "id": shift.id,
            "months": dates.months(shift.starts_on, shift.ends_on),
            "days": shift.days,
            "now": shift.starts_on <= self._source.made <= shift.ends_on,
            "agency": self._agency(shift.agency),
            "officers": list(people.stint_lines(rota.stints(shift))),
            "served": "–" if None in days else " – ".join(map(dates.short, filter(None, days))),
            "working_days": shown("working_days"),
            "notice_deadline": shown("notice_deadline"),
            "handover_on": shown("handover_on"),
        }

    def _today(self) -> dict[str, Any]:
        """Who is on duty: on the day with all that is to be known of it, and on those after it."""
        source, rota, seen = self._source, self._source.rota, self._source.outlook
        found = duties(rota, max(source.made, rota.begins_on))
        days = Period(source.made, found[-1].days.last)
        return {
            "begins_on": None if seen else dates.full(rota.begins_on),
            "closed": today.closed(seen) if seen else "",
            "facts": list(today.rows(source.centre, seen)) if seen else [],
            "days_off": " ".join(map(str, days_off(rota, days))),
            "duties": [
                {
                    "days": one.days,
                    "person": one.stint.person,
                    "agency": self._agency(one.shift.agency),
                    "from": dates.full(one.stint.days.first),
                    "to": dates.full(one.stint.days.last),
                }
                for one in found
            ],
        }

    def _cards(self) -> dict[str, dict[str, Any]]:
        """How to reach each agency and its people, by its id."""
        cards = {}
        for agency, entries in groupby(self._source.directory, key=lambda entry: entry.agency):
            known = self._agency(agency)
            if agency.on_call:
                known["letter"] = None
            persons = [
                _listed(entry.person, entry)
                for entry in entries
                if entry.person and entry.person.public
            ]
            cards[agency.id] = {**known, "people": persons}
        return cards


def _listed(person: Person, entry: Entry) -> Mapping[str, Any]:
    return {**person._asdict(), "role": contacts.POSITIONS[entry.position]}


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.filters["tel"] = lambda number: re.sub(r"[^+0-9]", "", number)
    environment.filters["mailto"] = lambda address: quote(address, safe="@")  # RFC 6068 section 2
    return environment


def _hash(text: str) -> str:
    """A source of a Content-Security-Policy (CSP Level 3 section 2.3.1)."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
