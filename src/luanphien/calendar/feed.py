"""A calendar feed as an iCalendar object (RFC 5545, RFC 7986)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from icalendar import Calendar, vDuration

from luanphien.calendar.components import PRODID, ZONE, component, timezone
from luanphien.core.agenda import Edition
from luanphien.core.decisions import Agency, Centre, Person

REFRESH = timedelta(hours=12)
"""How often a subscriber should look for changes."""

_COLOR = "teal"


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
            calendar.add_component(timezone())
        for edition in self.editions:
            calendar.add_component(component(edition))
        content: bytes = calendar.to_ical()
        return content


def title(of: Centre | Agency | Person) -> str:
    """What the calendar of the centre, of an agency or of a person is called."""
    return f"{'Lịch trực' if isinstance(of, Person) else 'Lịch luân phiên'}: {of.name}"


def _calendar(feed: Feed) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODID)
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
