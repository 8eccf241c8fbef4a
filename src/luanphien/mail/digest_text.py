"""The words of the digest: the mail to the Centre, and the short text for its group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from luanphien.core.announced import Announced
from luanphien.core.decisions import Centre
from luanphien.core.digest import Digest, Issue
from luanphien.core.model import Shift
from luanphien.core.obligations import Obligations
from luanphien.core.workdays import WorkCalendar
from luanphien.mail.reports import NAMES
from luanphien.tables.today import NOTICE, closed, rows
from luanphien.wording import dates, obligations, people, states
from luanphien.wording.words import capital

_OF_SHORT = ("Đến hết", "Tiếp theo", NOTICE, "Bàn giao")
"""The lines of the day that a group is told: not why somebody stands in for another."""


def title(issue: Issue) -> str:
    """`tuần 05/02/2024–11/02/2024`, `tháng 02/2024`."""
    first, last = issue.days
    if "W" in issue.name:
        return f"tuần {dates.full(first)}–{dates.full(last)}"
    return f"tháng {dates.months(first, last)}"


def subject(issue: Issue) -> str:
    """The subject of the mail."""
    return f"Luân phiên {title(issue)}: ai trực, việc phải làm"


def text(digest: Digest, centre: Centre, calendar: WorkCalendar) -> str:
    """The mail: who serves, what was told and did not arrive, what is owed."""
    day = digest.outlook.day
    parts = [
        (f"{centre.name}, {dates.spelled(day)}", _day(digest, centre, calendar)),
        ("Thông báo phiên trực", map(_announced, digest.announced)),
        ("Chưa có người trực", _unserved(digest)),
        ("Thư không đến nơi", _failed(digest)),
    ]
    sections = [_section(head, lines) for head, lines in parts]
    owed = [*filter(None, sections), _owed(digest.obligations, calendar)]
    if digest.outlook.provisional:
        owed.append("Lịch nghỉ chưa công bố: có ngày ở trên là dự kiến.")
    return "\n\n".join(owed) + "\n"


def short(issue: Issue, digest: Digest, centre: Centre, calendar: WorkCalendar) -> str:
    """The text for the group: who serves, who comes next, what is not acknowledged."""
    day = rows(centre, calendar, digest.outlook, digest.next_notice)
    others = [told for told in digest.announced if told != digest.next_notice]
    lines = [
        f"Luân phiên {title(issue)}",
        f"Đang trực: {_serving(digest)}",
        *(f"{row.label}: {row.text}" for row in day if row.label in _OF_SHORT),
        *(_announced(told) for told in others if not told.acknowledged),
        *(f"Chưa có người trực {line}" for line in _unserved(digest)),
    ]
    return "\n".join(lines) + "\n"


def _section(head: str, lines: Iterable[str]) -> str:
    """The lines under their heading; empty where there are none."""
    told = [f"- {line}" for line in lines]
    return "\n".join([head.upper(), *told]) if told else ""


def _day(digest: Digest, centre: Centre, calendar: WorkCalendar) -> Iterator[str]:
    outlook = digest.outlook
    yield f"{closed(outlook) or 'Đang trực:'} {_serving(digest)}"
    is_listed = digest.next_notice in digest.announced
    for row in rows(centre, calendar, outlook, digest.next_notice):
        if not (is_listed and row.label == NOTICE):
            yield f"{row.label}: {row.text}"


def _serving(digest: Digest) -> str:
    outlook = digest.outlook
    person = outlook.stint.person
    phone = f" ({person.phone})" if person and person.phone else ""
    return f"{people.name(person)}{phone}, {outlook.shift.agency.name}"


def _announced(told: Announced) -> str:
    shift = told.shift
    unsent = f"chưa gửi, hạn {dates.spelled(shift.notice_deadline)}"
    state = states.of_announced(told) or unsent
    return f"Thông báo phiên {_months(shift)}, {shift.agency.label}: {state}"


def _unserved(digest: Digest) -> Iterator[str]:
    for shift, days in digest.unserved:
        span = "cả phiên" if days == shift.days else dates.days(days)
        yield f"phiên {_months(shift)}, {shift.agency.label}: {span}"


def _failed(digest: Digest) -> Iterator[str]:
    for shift, fact in digest.failed:
        note = f" ({fact.note})" if fact.note else ""
        yield f"{fact.recipient}: {NAMES[fact.says].lower()} phiên {_months(shift)}{note}"


def _months(shift: Shift) -> str:
    return dates.months(shift.starts_on, shift.ends_on)


def _owed(owed: Obligations, calendar: WorkCalendar) -> str:
    """What is owed by day with its commands, as `today` shows it."""
    lines = [obligations.title(owed).upper() if owed.owed else obligations.title(owed)]
    for day, _, of_day in obligations.by_day(owed, calendar):
        lines += ["", capital(day)]
        for obligation in of_day:
            lines.append(f"- {capital(obligations.text(obligation, owed.day))}")
            lines.append(f"    {obligations.command(obligation, owed.day)}")
    return "\n".join(lines)
