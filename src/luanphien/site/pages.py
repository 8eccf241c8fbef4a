"""The pages of the site, which need nothing but themselves.

Each page carries its style and its script, and a Content-Security-Policy that allows these two
and nothing else.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from msgspec.structs import asdict

from luanphien import addresses, palette
from luanphien.clock import VIETNAM
from luanphien.core.decisions import Agency, Person
from luanphien.core.directory import Entry, directory, listed
from luanphien.core.model import Shift
from luanphien.core.outlook import outlook
from luanphien.core.period import Period
from luanphien.core.rota import Rota
from luanphien.site.duty import days_off, duties
from luanphien.site.year import months as months_of_year
from luanphien.tables import contacts, today
from luanphien.wording import dates, people

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent / "templates"

_HEADS = ("Tháng", "Cơ quan", "Người trực", "Ngày làm việc", "Số ngày", "Hạn thông báo", "Bàn giao")


class Site:
    """The pages about some years, made on a day, at a moment, from the public view of a rota.

    `shifts` are those of the `years`, `papers` the years of which there is a PDF.
    """

    def __init__(
        self,
        rota: Rota,
        shifts: Sequence[Shift],
        years: Period,
        day: date,
        updated: datetime,
        papers: Collection[int] = (),
    ) -> None:
        self._rota = rota
        self._centre = rota.decisions.centre
        self._shifts = shifts
        self._years = range(shifts[0].starts_on.year, years.last.year + 1)
        self._papers = papers
        self._day = day
        self._updated = updated.astimezone(VIETNAM)
        self._places = palette.places(rota.agencies.values())
        self._turning = [agency for agency in rota.agencies.values() if self._shifts_of(agency)]
        self._environment = _environment()
        self._common = self._fields()

    def pages(self) -> Iterator[tuple[str, str]]:
        """The first page, a page a year and a page an agency: the name and the HTML of each."""
        listed_on = max(self._day, self._rota.begins_on)
        cards = self._cards(listed_on)
        years = {number: self._year(number) for number in self._years}
        this_year = min(max(self._day.year, self._years[0]), self._years[-1])
        yield self._page(
            addresses.FIRST_PAGE,
            "index.html",
            "Lịch trực luân phiên",
            **years[this_year],
            **self._today(),
            directory=[
                cards[agency.id]
                for agency in listed(self._rota.agencies.values(), self._rota, listed_on)
                if _tells_something(cards[agency.id])
            ],
        )
        for number, fields in years.items():
            title = f"Lịch trực luân phiên năm {number}"
            yield self._page(addresses.year_page(number), "year.html", title, **fields)
        for agency in self._turning:
            yield self._page(
                addresses.agency_page(agency),
                "agency.html",
                f"Lịch trực của {agency.name}",
                feed=addresses.agency_feed(agency),
                agency=agency,
                **self._table(self._shifts_of(agency)),
                entry=cards[agency.id] if _tells_something(cards[agency.id]) else None,
            )

    def _page(self, name: str, template: str, title: str, **fields: Any) -> tuple[str, str]:
        context = {**self._common, "title": title, "heading": title, "page": name, **fields}
        return name, self._environment.get_template(template).render(context)

    def _fields(self) -> dict[str, Any]:
        """What every page is given."""
        style = self._environment.get_template("style.css").render(colors=palette.COLORS)
        script = (FOLDER / "script.js").read_text("utf-8")
        website = self._centre.website
        return {
            "style": style,
            "style_hash": _hash(style),
            "script": script,
            "script_hash": _hash(script),
            "centre": self._centre,
            "directory_place": addresses.DIRECTORY_PLACE,
            "colors": palette.COLORS,
            "weekdays": list(zip(dates.WEEKDAYS, dates.WEEKDAY_NAMES, strict=True)),
            "heads": _HEADS,
            "made": self._day,
            "made_text": dates.spelled(self._day),
            "updated": self._updated.isoformat(timespec="minutes"),
            "updated_text": dates.at(self._updated),
            "feed": addresses.FEED,
            "data": addresses.DATA,
            "website": website,
            "webcal": website and re.sub("^https?", "webcal", website),
            "url": addresses.url,
            "pages": [
                (addresses.FIRST_PAGE, "Hôm nay"),
                *((addresses.year_page(number), f"Năm {number}") for number in self._years),
                *((addresses.agency_page(agency), agency.label) for agency in self._turning),
            ],
        }

    def _shifts_of(self, agency: Agency) -> list[Shift]:
        return [shift for shift in self._shifts if shift.agency == agency]

    def _agency(self, agency: Agency) -> dict[str, Any]:
        """The agency with its page, its letter and the number of its colour."""
        place = self._places.get(agency.id, 0)
        return {
            **asdict(agency),
            "label": agency.label,
            "page": addresses.agency_page(agency),
            "place": place,
            "letter": chr(ord("A") + place) if place < 26 else str(place + 1),
        }

    def _year(self, number: int) -> dict[str, Any]:
        rota, new_year = self._rota, date(number, 1, 1)
        days = Period(new_year, new_year).whole_years
        shifts = list(rota.shifts(days))
        months = months_of_year(rota, days, shifts)
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
                    "agency": self._agency(month.shift.agency),
                }
                for month in months
                if month.shift
            ],
            "provisional": not rota.calendar.is_final(*days),
            "workbook": addresses.year_workbook(number),
            "paper": addresses.year_paper(number) if number in self._papers else None,
            **self._table(shifts),
        }

    def _table(self, shifts: Sequence[Shift]) -> dict[str, Any]:
        """The table of these shifts, and the decisions that they rest on."""
        bases = dict.fromkeys(filter(None, (shift.rotation.basis for shift in shifts)))
        return {"rows": [self._row(shift) for shift in shifts], "basis": "; ".join(bases)}

    def _row(self, shift: Shift) -> dict[str, Any]:
        """A line of the table of shifts."""
        rota = self._rota
        provisional = rota.provisional(shift)

        def shown(field: str) -> str:
            value = getattr(shift, field)
            text = str(value) if isinstance(value, int) else dates.full(value) if value else "–"
            return f"{text} (dự kiến)" if field in provisional else text

        days = (shift.first_working_day, shift.last_working_day)
        return {
            "anchor": addresses.shift_anchor(shift),
            "months": dates.months(shift.starts_on, shift.ends_on),
            "days": shift.days,
            "now": shift.starts_on <= self._day <= shift.ends_on,
            "agency": self._agency(shift.agency),
            "officers": list(people.stint_lines(rota.stints(shift))),
            "served": "–" if None in days else " – ".join(map(dates.short, filter(None, days))),
            "working_days": shown("working_days"),
            "notice_deadline": shown("notice_deadline"),
            "handover_on": shown("handover_on"),
        }

    def _today(self) -> dict[str, Any]:
        """Who is on duty: on the day with all that is to be known of it, and on those after it."""
        rota, day = self._rota, self._day
        seen = outlook(rota, day) if day >= rota.begins_on else None
        known_duties = duties(rota, max(day, rota.begins_on))
        days = Period(day, known_duties[-1].days.last)
        return {
            "begins_on": None if seen else dates.full(rota.begins_on),
            "closed": today.closed(seen) if seen else "",
            "facts": [
                (row.label, _pieces(row.text, row.phones))
                for row in (today.rows(self._centre, rota.calendar, seen) if seen else ())
            ],
            "days_off": " ".join(map(str, days_off(rota, days))),
            "duties": [
                {
                    "days": duty.days,
                    "person": duty.stint.person,
                    "agency": self._agency(duty.shift.agency),
                    "from": dates.full(duty.stint.days.first),
                    "to": dates.full(duty.stint.days.last),
                }
                for duty in known_duties
            ],
        }

    def _cards(self, day: date) -> dict[str, dict[str, Any]]:
        """How to reach each agency and the people of the day's roster, by the agency's id."""
        cards = {}
        entries_of_all = directory(self._rota.agencies.values(), self._rota.staffing, day)
        for agency, entries in groupby(entries_of_all, key=lambda entry: entry.agency):
            card = self._agency(agency)
            if agency.on_call:
                card["letter"] = None
            persons = [
                _listed(entry.person, entry)
                for entry in entries
                if entry.person and entry.person.public
            ]
            cards[agency.id] = {**card, "people": persons}
        return cards


def _tells_something(card: Mapping[str, Any]) -> bool:
    """Whether the card says how to reach anybody."""
    return any(card[field] for field in ("address", "phone", "email", "people"))


def _pieces(text: str, phones: Sequence[str]) -> list[tuple[str, bool]]:
    """The text in parts, each with whether it is one of the telephone numbers."""
    if not phones:
        return [(text, False)]
    longest_first = sorted(phones, key=len, reverse=True)
    parts = re.split(f"({'|'.join(map(re.escape, longest_first))})", text)
    return [(part, n % 2 == 1) for n, part in enumerate(parts)]


def _listed(person: Person, entry: Entry) -> Mapping[str, Any]:
    return {**asdict(person), "role": contacts.POSITIONS[entry.position]}


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
