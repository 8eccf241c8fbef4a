"""A calendar feed as an iCalendar object (RFC 5545, RFC 7986)."""

from __future__ import annotations

from collections.abc import Sequence
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
    vDDDTypes,
    vDuration,
    vInt,
    vText,
    vUri,
)
from icalendar import Event as Component
from icalendar.prop import vCategory

from luanphien.core.agenda import Edition, Event
from luanphien.core.decisions import Agency, Centre, Person
from luanphien.core.period import DAY
from luanphien.wording.words import one_line

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
REFRESH = timedelta(hours=12)
"""How often a subscriber should look for changes."""

_COLOR = "teal"
_UTC = ZoneInfo("UTC")


class Feed(NamedTuple):
    """A calendar: its name, the newest edition of each event, and where it can be subscribed to."""

    name: str
    editions: Sequence[Edition]
    source: str | None = None

    @property
    def events(self) -> int:
        """How many events take place."""
        return sum(not edition.cancelled for edition in self.editions)

    def content(self) -> bytes:
        """The feed as a file; the same editions give the same bytes.

        It has no METHOD, so that DTSTAMP is when an event was last changed (RFC 5545 section
        3.8.7.2).
        """
        calendar = _calendar(self)
        # RFC 5545 section 3.6 asks for a component where there is no event yet.
        if not self.editions or any(edition.event.hours for edition in self.editions):
            calendar.add_component(_timezone())
        for edition in self.editions:
            calendar.add_component(_component(edition))
        content: bytes = calendar.to_ical()
        return content


def title(of: Centre | Agency | Person) -> str:
    """What the calendar of the centre, of an agency or of a person is called."""
    return f"{'Lịch trực' if isinstance(of, Person) else 'Lịch luân phiên'}: {of.name}"


def _calendar(feed: Feed) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//luanphien//VN")
    calendar.add("version", "2.0")
    calendar.add("name", feed.name)
    calendar.add("x-wr-calname", feed.name)
    calendar.add("x-wr-timezone", ZONE.key)
    calendar.add("color", _COLOR)
    calendar.add("refresh-interval", REFRESH, {"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    if feed.source:
        calendar.add("source", feed.source, {"value": "URI"})
    return calendar


def _component(edition: Edition) -> Component:
    # Values are wrapped here: icalendar would look for the type of each, a tenth of all the work.
    event, component = edition.event, Component()
    component.add("uid", vText(event.uid))
    component.add("dtstamp", _moment(edition.at))
    component.add("sequence", _number(edition.number))
    if edition.number:
        component.add("last-modified", _moment(edition.at))
    component.add("status", _often(_status(edition)))
    if event.hours:
        for name, moment in zip(("dtstart", "dtend"), event.hours, strict=True):
            component.add(name, vDDDTypes(datetime.combine(event.days.first, moment, ZONE)))
    else:
        component.add("dtstart", vDDDTypes(event.days.first))
        component.add("dtend", vDDDTypes(event.days.last + DAY))
    component.add("transp", _often("OPAQUE" if event.hours else "TRANSPARENT"))
    summary = vText(one_line(event.summary))
    component.add("summary", vText(f"{summary} (dự kiến)") if event.tentative else summary)
    if description := _description(event):
        component.add("description", vText(description))
    component.add("categories", _categories(event.categories))
    for name in ("color", "location"):
        if value := getattr(event, name):
            component.add(name, _often(value))
    if event.url:
        component.add("url", vUri(event.url))
    if not edition.cancelled:
        for trigger in event.alarms:
            component.add_component(_alarm(trigger, summary))
    return component


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


@cache
def _number(sequence: int) -> vInt:
    return vInt(sequence)


@cache
def _trigger(before: timedelta) -> vDuration:
    return vDuration(before)


def _status(edition: Edition) -> str:
    if edition.cancelled:
        return "CANCELLED"
    return "TENTATIVE" if edition.event.tentative else "CONFIRMED"


def _description(event: Event) -> str:
    contacts = ("", "Liên hệ:", *event.contacts) if event.contacts else ()
    return "\n".join(map(one_line, (*event.lines, *contacts)))


def _alarm(trigger: timedelta, text: vText) -> Alarm:
    alarm = Alarm()
    alarm.add("action", _often("DISPLAY"))
    alarm.add("description", text)
    alarm.add("trigger", _trigger(trigger))
    return alarm


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
