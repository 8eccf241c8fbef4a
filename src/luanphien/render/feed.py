"""The calendar as an iCalendar object (RFC 5545, RFC 7986)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import (
    Alarm,
    Calendar,
    Timezone,
    TimezoneStandard,
    vDatetime,
    vDuration,
    vText,
)
from icalendar import Event as Component
from icalendar.prop import vCategory

from luanphien.core.agenda import Edition, Event
from luanphien.core.model import Agency, Centre
from luanphien.render.words import one_line

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
REFRESH = timedelta(hours=12)
"""How often a subscriber should look for changes."""

_COLOR = "teal"
_UTC = ZoneInfo("UTC")


class About(NamedTuple):
    """What the calendar is called, and its address."""

    name: str
    source: str | None = None


def title(about: Centre | Agency) -> str:
    """What the calendar of the centre or of an agency is called."""
    return f"Lịch luân phiên: {about.name}"


def calendar(editions: Iterable[Edition], about: About) -> bytes:
    """The calendar with these events; the same editions give the same bytes.

    It has no METHOD, so that DTSTAMP is when an event was last changed (RFC 5545 section 3.8.7.2).
    """
    made = _calendar(about)
    editions = list(editions)
    if any(edition.event.hours for edition in editions):
        made.add_component(_timezone())
    for edition in editions:
        made.add_component(_component(edition))
    content: bytes = made.to_ical()
    return content


def _calendar(about: About) -> Calendar:
    made = Calendar()
    made.add("prodid", "-//luanphien//VN")
    made.add("version", "2.0")
    made.add("name", about.name)
    made.add("x-wr-calname", about.name)
    made.add("x-wr-timezone", ZONE.key)
    made.add("color", _COLOR)
    made.add("refresh-interval", REFRESH, {"value": "DURATION"})
    made.add("x-published-ttl", vDuration(REFRESH))
    if about.source:
        made.add("source", about.source, {"value": "URI"})
    return made


def _component(edition: Edition) -> Component:
    event, made = edition.event, Component()
    made.add("uid", event.uid)
    made.add("dtstamp", _moment(edition.at))
    made.add("sequence", edition.number)
    if edition.number:
        made.add("last-modified", _moment(edition.at))
    made.add("status", _often(_status(edition)))
    if event.hours:
        for name, moment in zip(("dtstart", "dtend"), event.hours, strict=True):
            made.add(name, datetime.combine(event.days.first, moment, ZONE))
    else:
        made.add("dtstart", event.days.first)
        made.add("dtend", event.days.last + timedelta(days=1))
    made.add("transp", _often("OPAQUE" if event.hours else "TRANSPARENT"))
    summary = one_line(event.summary)
    made.add("summary", f"{summary} (dự kiến)" if event.tentative else summary)
    if description := _description(event):
        made.add("description", description)
    made.add("categories", _categories(event.categories))
    for name in ("color", "location"):
        if value := getattr(event, name):
            made.add(name, _often(value))
    if event.url:
        made.add("url", event.url)
    if not edition.cancelled:
        for trigger in event.alarms:
            made.add_component(_alarm(trigger, summary))
    return made


# Values that many events share: to wrap them anew each time is a tenth of all the work.


@cache
def _often(text: str) -> vText:
    return vText(text)


@cache
def _categories(names: tuple[str, ...]) -> vCategory:
    return vCategory(list(names))


@cache
def _moment(at: datetime) -> vDatetime:
    return vDatetime(at.astimezone(_UTC))


def _status(edition: Edition) -> str:
    if edition.cancelled:
        return "CANCELLED"
    return "TENTATIVE" if edition.event.tentative else "CONFIRMED"


def _description(event: Event) -> str:
    contacts = ("", "Liên hệ:", *event.contacts) if event.contacts else ()
    return "\n".join(map(one_line, (*event.lines, *contacts)))


def _alarm(trigger: timedelta, text: str) -> Alarm:
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", text)
    made.add("trigger", trigger)
    return made


def _timezone() -> Timezone:
    """UTC+7 the year round, since 13/06/1975 (the tz database's zone Asia/Ho_Chi_Minh)."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1975, 6, 13))  # noqa: DTZ001 - local time, as the RFC asks
    standard.add("tzname", "+07")
    standard.add("tzoffsetfrom", timedelta(hours=7))
    standard.add("tzoffsetto", timedelta(hours=7))
    zone = Timezone()
    zone.add("tzid", ZONE.key)
    zone.add_component(standard)
    return zone
