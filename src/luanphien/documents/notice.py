"""The notice of a shift on the terminal, as text, Markdown, HTML, Word, and for Zalo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from luanphien.core.decisions import Centre, Letterhead, Person
from luanphien.core.facts import Fact, acknowledgement, delivered, undelivered_to
from luanphien.core.model import Shift
from luanphien.core.notice import Notice
from luanphien.core.period import Period
from luanphien.core.preparation import NOTHING, Preparation
from luanphien.core.served import served_by
from luanphien.core.statements import signed
from luanphien.core.workdays import WorkCalendar
from luanphien.documents.letterhead import BLANK, Heading, cited, common
from luanphien.documents.template import Templates
from luanphien.output import UNWRAPPED, console
from luanphien.wording import dates, documents, people, preparation, special_days

NAME = "notice"
"""What its templates are called."""
SUBJECT_LETTERS = 66
"""How much of the subject fits in one line of its title."""


def file_stem(notice: Notice) -> str:
    """The name of the notice's file without its ending."""
    return f"thong-bao-{notice.shift.id}-{notice.agency.id}"


def context(
    notice: Notice,
    calendar: WorkCalendar,
    centre: Centre,
    letterhead: Letterhead,
    heading: Heading,
    lacking: Preparation = NOTHING,
) -> dict[str, Any]:
    """The fields that a template of the notice may use; docs/templates.md lists them.

    What is `lacking` is no part of what is said of the shift: it calls for no correction.
    """
    shift, takeover = notice.shift, notice.takeover
    months = dates.months(shift.starts_on, shift.ends_on)
    agency = notice.agency.name
    subject = [f"Thời gian làm việc luân phiên tháng {months}", f"của {agency}"]
    whole_subject = " ".join(subject)
    regulation = letterhead.regulation or shift.rotation.basis or BLANK
    return {
        **common(
            centre,
            letterhead,
            heading,
            symbol=f"TB-{letterhead.symbol or BLANK}",
            title="THÔNG BÁO",
            subject=whole_subject,
            subject_lines=subject if len(whole_subject) > SUBJECT_LETTERS else (),
            recipients=_recipients(notice),
            basis=cited((regulation, *notice.grounds)),
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
        "officers": "; ".join(_officers(notice)),
        "unserved": _spans(notice.unserved),
        "reserve": "; ".join(_reserve(notice)),
        "names_by": _names_by(notice, heading.date),
        "agencies": f"{len(shift.rotation.order):02}",
        "lacking": "; ".join(preparation.lines(lacking)),
        "takeover_on": dates.with_day_of_week(takeover.on) if takeover else "",
        "takeover_at": dates.closing(centre.office_hours),
        "takeover_agency": takeover.outgoing_agency.name if takeover else "",
    }


def _officers(notice: Notice) -> Iterator[str]:
    """Who serves, each once, with the days where these are not the whole shift."""
    served: dict[Person, list[Period]] = {}
    for stint in notice.stints:
        if stint.person:
            served.setdefault(stint.person, []).append(stint.days)
    for person, days in served.items():
        yield people.described(person) + _unless_whole(notice.shift, days)


def _reserve(notice: Notice) -> Iterator[str]:
    """Who is free to stand in; of who serves for some days all is said already but the name."""
    serving = [stint.person for stint in notice.stints]
    for person, days in notice.spare:
        named = people.called(person) if person in serving else people.described(person)
        yield named + _unless_whole(notice.shift, days)


def _unless_whole(shift: Shift, days: Iterable[Period]) -> str:
    """The days in brackets where they are not the whole shift."""
    spans = tuple(days)
    return "" if spans == (shift.days,) else f" ({_spans(spans)})"


def _spans(days: Iterable[Period]) -> str:
    return " và ".join(map(dates.numbered_span, days))


def _names_by(notice: Notice, told_on: date | None) -> str:
    """By when the agency names whom it sends; a notice that comes after that day asks at once."""
    if told_on and told_on > notice.names_due_on:
        return "ngay khi nhận được thông báo này"
    before = ", trước ngày bàn giao" if notice.takeover else ""
    return f"chậm nhất {dates.with_day_of_week(notice.names_due_on)}{before}"


def _recipients(notice: Notice) -> list[str]:
    recipients = [notice.agency.name]
    if takeover := notice.takeover_from_other:
        recipients.append(f"{takeover.outgoing_agency.name} (để bàn giao)")
    return recipients


def zalo(templates: Templates, fields: dict[str, Any]) -> str:
    """The short plain text for the Zalo group (Điều 6 khoản 9)."""
    return templates.text("notice.zalo.txt", fields)


def print_notice(notice: Notice, facts: Sequence[Fact] | None, left: str, text: str) -> None:
    """Print how the notice stands by the shift's facts, None if they are unknown, and its text.

    `left` says how long it is to its deadline.
    """
    shift, out = notice.shift, console(UNWRAPPED)
    out.print(f"Hạn thông báo: {dates.spelled(shift.notice_deadline)} ({left}).", style="bold")
    if facts is None:
        out.print("Không đọc được sổ theo dõi; không biết đã gửi chưa.\n")
    else:
        out.print(f"{' '.join(_how_it_stands(notice, facts))}\n")
    out.print(text, end="")


def _how_it_stands(notice: Notice, facts: Sequence[Fact]) -> Iterable[str]:
    """Whether it was sent and acknowledged, and signed."""
    of_notice = [fact for fact in facts if fact.kind == "sent" and fact.says is None]
    sent = next(reversed(served_by(notice, facts) or of_notice), None)
    if sent is None:
        yield f"Chưa gửi; ngày gửi: {dates.spelled(notice.shift.notice_send_on)}."
    else:
        changed = "" if sent.digest == notice.digest else ", nội dung đã đổi từ đó"
        answer = acknowledgement(facts, sent.digest)
        told = f", xác nhận {dates.full(answer.at)}" if answer else ", chưa xác nhận"
        arrived = ", đã đến hộp thư" if delivered(facts, sent) else ""
        yield f"Đã gửi {dates.full(sent.at)}{arrived}{told}{changed}."
    if addresses := sorted(undelivered_to(facts, notice.digest)):
        yield f"Thư không đến {', '.join(addresses)}."
    document, outdated = signed(facts, notice)
    if document:
        yield f"Đã ký: {documents.numbered(document)}."
    elif outdated:
        numbered = documents.numbered(outdated)
        yield f"Bản ký {numbered} không còn đúng với lịch; cần văn bản thay."
