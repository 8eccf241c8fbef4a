"""Days away in somebody else's calendar (RFC 5545), as Outlook and Google export it.

Whose an event is, its summary says, or else its attendees do. What repeats is refused: nobody has
seen the days that its rule would make.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from luanphien.clock import VIETNAM
from luanphien.config.absence_rows import LONGEST, Away, days_fault
from luanphien.config.lines import cleaned
from luanphien.core.decisions import OfficeHours, Person
from luanphien.core.errors import LuanphienError
from luanphien.core.period import DAY, Period, in_a_row
from luanphien.core.text import unmarked
from luanphien.core.values import LONGEST_TEXT
from luanphien.wording import dates

MOST_LINES = 50_000
"""Of a file: some thousand events of a calendar with all their notes, or some seconds."""
LONGEST_SHOWN = 80
"""Characters of an event's name that a message repeats."""
HALF_A_DAY = timedelta(hours=4)
"""Who is away for so much of the office hours is away on that day; RFC 5545 knows no half days."""
_ENCODINGS = ("utf-8-sig", "cp1258")
"""That of RFC 5545 section 3.1.4, and what old programs write on a Vietnamese Windows."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BEGINNING = re.compile(r"BEGIN:VEVENT\s*", re.IGNORECASE)


class Leave(NamedTuple):
    """Who is away by the events, what is wrong with these, and which say nothing of that kind."""

    away: list[Away]
    wrong: list[str]
    others: list[str]


def leave(content: bytes, file: str, people: Sequence[Person], hours: OfficeHours) -> Leave:
    """What the calendar says of these people; LuanphienError if the file is no calendar."""
    found = Leave([], [], [])
    for line, event in _events(content, file):
        place = f"{file}:{line}, sự kiện «{_shown(event)}»"
        try:
            _read(event, place, people, hours, found)
        except Exception:  # whatever a broken event makes of a parser
            found.wrong.append(f"{place}: không đọc được ngày, giờ")
    return found


def _events(content: bytes, file: str) -> list[tuple[int, Any]]:
    """The events, and the lines on which they begin."""
    from icalendar import Calendar

    try:
        text = _decoded(content)
        lines = text.split("\n")
        if len(lines) > MOST_LINES:
            raise _too_long(file)
        calendars = Calendar.from_ical(text, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
        begun = [n for n, line in enumerate(lines, 1) if _BEGINNING.fullmatch(line)]
        placed = list(zip(begun, events, strict=True))
    except LuanphienError:
        raise
    except Exception as error:
        raise _no_calendar(file) from error
    if not calendars:  # or it ends before its END:VCALENDAR
        raise _no_calendar(file)
    return placed


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF_16):
        return content.decode("utf-16")
    try:
        return content.decode(_ENCODINGS[0])
    except UnicodeDecodeError:
        return content.decode(_ENCODINGS[1])


def _no_calendar(file: str) -> LuanphienError:
    return LuanphienError(f"{file}: không phải tệp lịch .ics, hoặc tệp đã hỏng")


def _too_long(file: str) -> LuanphienError:
    text = f"{file}: có quá {MOST_LINES} dòng; hãy xuất lại lịch của một khoảng thời gian ngắn hơn"
    return LuanphienError(text)


def _read(
    event: Any, place: str, people: Sequence[Person], hours: OfficeHours, found: Leave
) -> None:
    """Put what the event says where it belongs."""
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    whose, why = _whose(event, people)
    if why:
        found.wrong.append(f"{place}: {why}")
    elif not whose:
        found.others.append(f"{place}: không phải của ai trong agencies.yaml")
    elif _is_free(event):
        found.others.append(f"{place}: có giờ mà ghi là rảnh (Free)")
    elif event.get("RRULE") or event.get("RDATE"):
        text = "là sự kiện lặp lại; hãy tách thành từng đợt vắng rồi xuất lại"
        found.wrong.append(f"{place}: {text}")
    else:
        _read_days(event, place, whose, hours, found)


def _read_days(
    event: Any, place: str, whose: Sequence[Person], hours: OfficeHours, found: Leave
) -> None:
    start, end = _span(event)
    place = f"{place} {dates.numbered(start.date() if isinstance(start, datetime) else start)}"
    if end < start:
        found.wrong.append(f"{place}: kết thúc trước khi bắt đầu")
        return
    periods = _days(start, end, hours)
    found.wrong.extend(f"{place}: {wrong}" for days in periods if (wrong := days_fault(days)))
    found.away.extend(
        Away(place, person, days, _reason(event, whose)) for person in whose for days in periods
    )
    if not periods:
        found.others.append(f"{place}: chưa đến nửa ngày làm việc")


def _is_free(event: Any) -> bool:
    """Whether it is marked as taking no time (RFC 5545 section 3.8.2.7), and somebody meant that.

    Outlook and Google mark whole days so by themselves, leave among them; an event with hours
    they do not.
    """
    if str(event.get("TRANSP", "")).upper() != "TRANSPARENT":
        return False
    return any(isinstance(moment, datetime) and moment.time() != time() for moment in _span(event))


def _whose(event: Any, people: Sequence[Person]) -> tuple[list[Person], str]:
    """Who is away, nobody for an event of another kind; or why that can't be told."""
    summary = _text(event, "SUMMARY")
    words, plain = _words(summary), unmarked(summary)
    invited = [person for person in people if _is_invited(event, person)]
    named = [person for person in people if _is_within(_words(person.name), words)]
    names = {person.name for person in named}
    if len(names) < len(named):  # namesakes
        named = [person for person in named if person in invited]
        if len(named) != len(names):
            return [], f"có nhiều người tên {', '.join(sorted(names))}; hãy ghi bằng --person"
    if named or invited:
        return named or invited, ""
    alike = [person.name for person in people if _is_within(unmarked(person.name), plain)]
    return [], f"có phải là {', '.join(alike)}? Hãy ghi họ tên có dấu" if alike else ""


def _is_invited(event: Any, person: Person) -> bool:
    """Whether an attendee has the person's address, or the name, and has not declined."""
    attendees = event.get("ATTENDEE", [])
    for attendee in attendees if isinstance(attendees, list) else [attendees]:
        if str(attendee.params.get("PARTSTAT", "")).upper() == "DECLINED":
            continue
        address = re.sub("^mailto:", "", str(attendee).strip(), flags=re.IGNORECASE).casefold()
        if person.email and address == person.email.casefold():
            return True
        if not person.email and _words(str(attendee.params.get("CN", ""))) == _words(person.name):
            return True
    return False


def _span(event: Any) -> tuple[date, date]:
    """From when until when it lasts: moments in Vietnam, or days of which the last is not taken."""
    return _local(event.start), _local(event.end)


def _local(moment: date) -> date:
    """The moment in Vietnam; what has no zone is meant so."""
    if not isinstance(moment, datetime):
        return moment
    return moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _days(start: date, end: date, hours: OfficeHours) -> list[Period]:
    """The days that are taken, the end not included (RFC 5545 section 3.8.2.2)."""
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return [Period(start, max(start, end - DAY))]
    if (end - start).days > LONGEST:
        return [Period(start.date(), end.date())]
    taken = []
    for day in Period(start.date(), end.date()).each_day():
        opens, closes = (
            datetime.combine(day, clock, VIETNAM) for clock in (hours.opening, hours.closing)
        )
        if min(end, closes) - max(start, opens) >= min(HALF_A_DAY, closes - opens):
            taken.append(day)
    return in_a_row(taken)


def _reason(event: Any, whose: Sequence[Person]) -> str | None:
    """The summary without the names of those who are away."""
    reason = _text(event, "SUMMARY")
    for person in whose:
        name = r"\W+".join(map(re.escape, re.findall(r"\w+", person.name)))
        reason = re.sub(name, "", reason, flags=re.IGNORECASE)
    return " ".join(reason.strip(" -–—:;,./()").split()) or None


def _shown(event: Any) -> str:
    """What the event is called in messages."""
    name = _text(event, "SUMMARY") or "không có tên"
    return name if len(name) <= LONGEST_SHOWN else f"{name[:LONGEST_SHOWN]}…"


def _text(event: Any, name: str) -> str:
    """The beginning of the property, which is all of it where somebody has written it."""
    return cleaned(str(event.get(name, ""))[:LONGEST_TEXT])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", cleaned(text).casefold())


def _is_within(name: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the whole name stands there; one word alone is no name."""
    spans = (words[n : n + len(name)] for n in range(len(words)))
    return len(name) > 1 and any(span == name for span in spans)
