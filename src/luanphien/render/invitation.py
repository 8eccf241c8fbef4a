"""The calendar file that goes with a notice: the shift, and the handover by which it begins."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from luanphien.core.model import Centre
from luanphien.core.notice import Notice

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HANDOVER = timedelta(minutes=30)
"""How long before the end of office hours the calendar shows the handover."""


def invitation(notice: Notice, centre: Centre) -> bytes:
    """An iCalendar object (RFC 5545) that any calendar takes; the same notice gives the same."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//luanphien//VN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    shift, agency = notice.shift, notice.agency.name
    after = shift.ends_on + timedelta(days=1)
    summary = f"Trực luân phiên: {agency}"
    calendar.add_component(_event(f"shift-{shift.id}", summary, shift.starts_on, after, centre))
    if notice.takeover:
        ends = datetime.combine(notice.takeover.on, centre.office_hours.closes, ZONE)
        summary = f"Bàn giao: {notice.takeover.outgoing_agency.name} → {agency}"
        event = _event(f"handover-{shift.id}", summary, ends - HANDOVER, ends, centre)
        calendar.add_component(event)
        calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _event(uid: str, summary: str, start: date, end: date, centre: Centre) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{uid}@luanphien")
    event.add("dtstamp", datetime.combine(start, time(), UTC))
    event.add("summary", summary)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("transp", "OPAQUE" if isinstance(start, datetime) else "TRANSPARENT")
    event.add("location", ", ".join(filter(None, (centre.name, centre.address))))
    return event
