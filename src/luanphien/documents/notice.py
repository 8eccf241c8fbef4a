"""The notice of a shift on the terminal, as text, Markdown, HTML, Word, and for Zalo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from luanphien.core.decisions import Centre, Letterhead
from luanphien.core.facts import Standing
from luanphien.core.model import Stint
from luanphien.core.notice import Notice
from luanphien.core.workdays import WorkCalendar
from luanphien.documents.letterhead import BLANK, Heading, common
from luanphien.documents.template import Templates
from luanphien.output import UNWRAPPED, console
from luanphien.wording import dates, people, special_days

NAME = "notice"
"""What its templates are called."""


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
    basis = letterhead.regulation or shift.rotation.basis or BLANK
    return {
        **common(
            centre,
            letterhead,
            heading,
            symbol=f"TB-{letterhead.symbol or BLANK}",
            title="THÔNG BÁO",
            subject=f"{subject} của {agency}",
            recipients=_recipients(notice),
            basis=f"Căn cứ {basis}.",
        ),
        "correction": "",
        "agency": agency,
        "months": months,
        "turn": f"{shift.turn:02}",
        "cycle": f"{shift.cycle:02}",
        "starts_on": dates.with_day_of_week(shift.starts_on),
        "ends_on": dates.with_day_of_week(shift.ends_on),
        "first_working_day": dates.with_day_of_week(shift.first_working_day)
        if shift.first_working_day
        else "",
        "working_days": f"{shift.working_days:02}",
        "days_off": "; ".join(special_days.in_full(calendar, shift.starts_on, shift.ends_on)),
        "deadline": dates.with_day_of_week(shift.notice_deadline),
        "provisional": notice.provisional,
        "officers": "; ".join(_officers(notice.stints)),
        "reserve": "; ".join(map(people.described, notice.staff.reserve)),
        "takeover_on": dates.with_day_of_week(takeover.on) if takeover else "",
        "takeover_at": dates.clock(centre.office_hours.closing),
        "takeover_agency": takeover.outgoing_agency.name if takeover else "",
    }


def _officers(stints: Sequence[Stint]) -> Iterable[str]:
    for stint in stints:
        if stint.person:
            days = f" ({dates.numbered_span(stint.days)})" if len(stints) > 1 else ""
            yield people.described(stint.person) + days


def _recipients(notice: Notice) -> list[str]:
    recipients = [notice.agency.name]
    if notice.takeover and notice.takeover.outgoing_agency != notice.agency:
        recipients.append(f"{notice.takeover.outgoing_agency.name} (để bàn giao)")
    return recipients


def zalo(templates: Templates, fields: dict[str, Any]) -> str:
    """The short plain text for the Zalo group (Điều 6 khoản 9)."""
    return templates.text("notice.zalo.txt", fields)


def print_notice(notice: Notice, stands: Standing | None, left: str, text: str) -> None:
    """Print how the notice stands, if the register could say so, then its text.

    `left` says how long it is to its deadline.
    """
    shift, out = notice.shift, console(UNWRAPPED)
    out.print(f"Hạn thông báo: {dates.spelled(shift.notice_deadline)} ({left}).", style="bold")
    out.print(f"{_whether_sent(notice, stands)}\n")
    out.print(text, end="")


def _whether_sent(notice: Notice, stands: Standing | None) -> str:
    if stands is None:
        return "Không đọc được sổ theo dõi; không biết đã gửi chưa."
    sent, acknowledged = stands.sent, stands.acknowledged
    if sent is None:
        return f"Chưa gửi; ngày gửi: {dates.spelled(notice.shift.notice_send_on)}."
    changed = "" if sent.digest == notice.digest else ", nội dung đã đổi từ đó"
    told = f", xác nhận {dates.full(acknowledged.at)}" if acknowledged else ", chưa xác nhận"
    return f"Đã gửi {dates.full(sent.at)}{told}{changed}."
