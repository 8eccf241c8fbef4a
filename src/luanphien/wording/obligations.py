"""What is to be done, and by which command it is settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from luanphien.core.obligations import Obligation, Obligations
from luanphien.core.period import DAY
from luanphien.core.workdays import WorkCalendar
from luanphien.wording import dates, handovers, told

_SENDING = {
    "send": "gửi thông báo",
    "correct": "gửi thông báo đính chính",
    "sign": "trình ký thông báo",
    "acknowledge": "xin xác nhận đã nhận thông báo",
}


def text(obligation: Obligation, day: date) -> str:
    """`gửi thông báo phiên 02/2024 cho Sở Tài chính`, as something to do on the day."""
    duty, shift = obligation.duty, obligation.shift
    if duty == "list":
        since = obligation.by + DAY
        asked = f"luanphien roster request --year {since.year} -o THƯ_MỤC"
        return (
            f"xin danh sách nhân sự từ {dates.full(since)} (khoản 4 Điều 6) bằng {asked}; được "
            "phê duyệt thì đọc vào"
        )
    if telling := obligation.telling:
        why = told.OBSTACLES[telling.obstacle] if telling.obstacle else ""
        return f"báo lịch trực phiên {told.months(telling)} cho {telling.person.name} ({why})"
    if handed := obligation.handed:
        return f"bàn giao {handovers.parties(handed.handover)}, ghi biên bản vào sổ"
    assert shift
    months, agency = dates.months(shift.starts_on, shift.ends_on), shift.agency.label
    if days := obligation.days:
        span = "" if days == shift.days else f" {dates.short_span(days)}"
        return f"cử người trực phiên {months}{span}: {agency}"
    by_itself = obligation.by_mail and duty != "sign"
    when = dates.full(shift.notice_send_on) if shift.notice_send_on > day else "khi lệnh tự chạy"
    how = f" (thư tự gửi {when})" if by_itself else ""
    return f"{_SENDING[duty]} phiên {months}, {agency}{how}"


def command(obligation: Obligation, day: date) -> str:
    """The command that settles it on the day; what is in capitals is to be filled in."""
    id = obligation.shift.id if obligation.shift else ""
    match obligation.duty:
        case "send" | "correct" if obligation.by_mail:
            return "luanphien notify --send"
        case "send" | "correct":
            return f"luanphien register notice --shift {id} --by HỌ_TÊN"
        case "sign":
            return f"luanphien register sign --shift {id} --number SỐ --file TỆP --by HỌ_TÊN"
        case "acknowledge":
            return f"luanphien register ack --shift {id} --by HỌ_TÊN"
        case "handover":
            assert obligation.handed
            since, handover = obligation.handed.since, obligation.handed.handover
            vacant = "".join(
                f" {option} HỌ_TÊN"
                for option, stint in (
                    ("--outgoing", handover.outgoing),
                    ("--incoming", handover.incoming),
                )
                if stint.person is None
            )
            return f"luanphien register handover --shift {id} --since {since}{vacant} --by HỌ_TÊN"
        case "tell":
            assert obligation.telling
            person = obligation.telling.person.id
            return f"luanphien register told --shift {id} --person {person} --by HỌ_TÊN"
        case "name":
            return _naming(obligation, day)
        case "list":
            return f"luanphien roster read TỆP.xlsx --effective {obligation.by + DAY}"


def _naming(obligation: Obligation, day: date) -> str:
    """To a whole shift that is still to begin somebody is assigned, to any other days sent."""
    shift, days = obligation.shift, obligation.days
    assert shift
    assert days
    if days == shift.days and days.first > day:
        return f"luanphien change assign --shift {shift.id} --person NGƯỜI"
    since = f"--since {max(days.first, day)}"
    until = f" --until {days.last}" if days.last < shift.ends_on else ""
    return f"luanphien change substitute --shift {shift.id} {since}{until} --person NGƯỜI"


def by_day(
    owed: Obligations, calendar: WorkCalendar
) -> Iterator[tuple[str, bool, list[Obligation]]]:
    """What is owed under the heading of its day, and whether that day has passed."""
    for by, group in groupby(owed.owed, key=lambda obligation: obligation.by):
        late = by < owed.day
        left = "quá hạn" if late else dates.left(calendar, owed.day, by)
        yield f"{dates.spelled(by)} ({left})", late, list(group)


def title(owed: Obligations) -> str:
    """What the list holds, and that there is nothing."""
    until = f"đến hết {dates.spelled(owed.until)}" + (" (dự kiến)" if owed.provisional else "")
    return f"Việc phải làm {until}" if owed.owed else f"Không có việc gì phải làm {until}."
