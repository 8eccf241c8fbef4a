"""The notice of a shift on the terminal, as text, Markdown, HTML, Word, and for Zalo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from luanphien.core.facts import Standing
from luanphien.core.model import Centre, Letterhead, Person, Stint
from luanphien.core.notice import Notice
from luanphien.core.workdays import WorkCalendar
from luanphien.render import dates, special_days
from luanphien.render.documents import Templates
from luanphien.render.streams import UNWRAPPED, console

FORMATS = (".docx", ".txt", ".md", ".html")
BLANK = "……"
"""What is left to be filled in by hand."""


class Heading(NamedTuple):
    """The number, date and signer of one document; None is left blank or as configured."""

    number: str | None = None
    date: date | None = None
    signer: str | None = None


def file_stem(notice: Notice) -> str:
    """The name of the notice's file without its ending."""
    return f"thong-bao-{notice.shift.id}-{notice.agency.id}"


def context(
    notice: Notice,
    calendar: WorkCalendar,
    centre: Centre,
    letterhead: Letterhead,
    heading: Heading,
) -> dict[str, Any]:
    """The fields that a template of the notice may use; docs/templates.md lists them."""
    shift, takeover = notice.shift, notice.takeover
    months = dates.months(shift.starts_on, shift.ends_on)
    agency, subject = notice.agency.name, f"Thời gian làm việc luân phiên tháng {months}"
    return {
        "centre": centre.name,
        "superior": letterhead.superior or BLANK,
        "number": f"{heading.number or BLANK}/TB-{letterhead.symbol or BLANK}",
        "place": letterhead.place or BLANK,
        "dated": f"{letterhead.place or BLANK}, {_dated(heading.date)}",
        "subject": f"{subject} của {agency}",
        "basis": f"Căn cứ {letterhead.regulation or shift.rotation.basis or BLANK}.",
        "correction": "",
        "agency": agency,
        "months": months,
        "turn": f"{shift.turn:02}",
        "cycle": f"{shift.cycle:02}",
        "starts_on": dates.spelled(shift.starts_on),
        "ends_on": dates.spelled(shift.ends_on),
        "first_working_day": dates.spelled(shift.first_working_day)
        if shift.first_working_day
        else "",
        "working_days": f"{shift.working_days:02}",
        "days_off": "; ".join(special_days.told(calendar, shift.starts_on, shift.ends_on)),
        "deadline": dates.spelled(shift.notice_deadline),
        "provisional": notice.provisional,
        "officers": "; ".join(_officers(notice.stints)),
        "reserve": "; ".join(_person(person) for person in notice.staff.reserve),
        "takeover_on": dates.spelled(takeover.on) if takeover else "",
        "takeover_at": dates.clock(centre.office_hours.closes),
        "takeover_agency": takeover.outgoing_agency.name if takeover else "",
        "recipients": _recipients(notice, letterhead),
        "signer_title": letterhead.signer_title.upper(),
        "signer": heading.signer or letterhead.signer or "",
    }


def _dated(day: date | None) -> str:
    return dates.in_words(day) if day else f"ngày {BLANK} tháng {BLANK} năm {BLANK}"


def _officers(stints: Sequence[Stint]) -> Iterable[str]:
    for stint in stints:
        if stint.person:
            days = f" ({dates.short_span(stint.days)})" if len(stints) > 1 else ""
            yield _person(stint.person) + days


def _person(person: Person) -> str:
    phone = f"điện thoại {person.phone}" if person.phone else None
    return ", ".join(filter(None, (f"ông/bà {person.name}", person.title, phone)))


def _recipients(notice: Notice, letterhead: Letterhead) -> list[str]:
    lines = [f"{notice.agency.name};"]
    if notice.takeover and notice.takeover.outgoing_agency != notice.agency:
        lines.append(f"{notice.takeover.outgoing_agency.name} (để bàn giao);")
    return [*lines, f"Lưu: {letterhead.archive}."]


def text(templates: Templates, fields: dict[str, Any], ending: str) -> str:
    """The notice as .txt, .md or .html; the wording is in notice.body.txt."""
    body = templates.text("notice.body.txt", fields).splitlines()
    lines = [line for line in body if line.strip()]
    return templates.text(f"notice{ending}", {**fields, "body": lines})


def zalo(templates: Templates, fields: dict[str, Any]) -> str:
    """The short plain text for the Zalo group (Điều 6 khoản 9)."""
    return templates.text("notice.zalo.txt", fields)


def file_content(templates: Templates, fields: dict[str, Any], ending: str) -> bytes:
    """The notice as a file with that ending, one of FORMATS."""
    if ending == ".docx":
        return templates.docx("notice.docx", fields)
    return text(templates, fields, ending).encode()


def print_notice(notice: Notice, stands: Standing, working_days_left: int, text: str) -> None:
    """Print how the notice stands, then its text."""
    shift, out = notice.shift, console(UNWRAPPED)
    left = f"còn {working_days_left} ngày làm việc" if working_days_left else "đã qua"
    out.print(f"Hạn thông báo: {dates.spelled(shift.notice_deadline)} ({left}).", style="bold")
    sent, acknowledged = stands.sent, stands.acknowledged
    if sent is None:
        out.print(f"Chưa gửi; ngày gửi: {dates.spelled(shift.notice_send_on)}.\n")
    else:
        changed = "" if sent.digest == notice.digest else ", nội dung đã đổi từ đó"
        told = f", xác nhận {dates.full(acknowledged.at)}" if acknowledged else ", chưa xác nhận"
        out.print(f"Đã gửi {dates.full(sent.at)}{told}{changed}.\n")
    out.print(text, end="")
