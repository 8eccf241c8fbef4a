"""An event as a component of an iCalendar object (RFC 5545), whatever that is for."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import (
    Alarm,
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
from luanphien.core.period import DAY
from luanphien.wording.words import one_line

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PRODID = "-//luanphien//VN"

_UTC = ZoneInfo("UTC")


def component(edition: Edition, made_at: datetime | None = None) -> Component:
    """The event as it is in that edition.

    DTSTAMP is when the edition came to be; in an object with a METHOD, when that was `made_at`
    (RFC 5545 section 3.8.7.2).
    """
    # Values are wrapped here: icalendar would look for the type of each, a tenth of all the work.
    event, component = edition.event, Component()
    component.add("uid", vText(event.uid))
    component.add("dtstamp", _moment(made_at or edition.at))
    component.add("sequence", _number(edition.number))
    if edition.number or made_at:
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


def timezone() -> Timezone:
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
