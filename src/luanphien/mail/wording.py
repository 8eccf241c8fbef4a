"""The e-mails about a notice: subject, text and what a correction corrects."""

from __future__ import annotations

from collections.abc import Sequence

from luanphien.core.facts import Fact
from luanphien.core.notice import Notice
from luanphien.wording import dates


def subject(notice: Notice, *, correction: bool) -> str:
    """The subject of the notice's e-mail."""
    shift = notice.shift
    months = dates.months(shift.starts_on, shift.ends_on)
    start = "Đính chính thông báo" if correction else "Thông báo"
    return f"{start} phiên trực tháng {months}: {notice.agency.name}"


def correction(superseded: Sequence[Fact]) -> str:
    """The paragraph that says what a corrected notice corrects."""
    when = f" ngày {dates.full(superseded[-1].at)}" if superseded else ""
    return (
        f"Thông báo này đính chính và thay cho thông báo{when} về cùng phiên trực, "
        "vì cơ quan trực hoặc các ngày đã thay đổi."
    )


def reminder(notice: Notice, sent: Fact) -> tuple[str, str]:
    """Subject and text of the reminder to the Centre that nobody has acknowledged."""
    shift, agency = notice.shift, notice.agency
    months = dates.months(shift.starts_on, shift.ends_on)
    text = (
        f"Thông báo phiên trực tháng {months} gửi {agency.name} ngày {dates.full(sent.at)} chưa "
        f"được xác nhận, hạn thông báo là {dates.spelled(shift.notice_deadline)}.\n\n"
        f"Đề nghị liên hệ {agency.name}"
        + (f", điện thoại {agency.phone}" if agency.phone else "")
        + f". Khi đã xác nhận, ghi vào sổ:\n\n"
        f"    luanphien register ack --shift {shift.id} --by HỌ_TÊN\n"
    )
    return f"Chưa có xác nhận: phiên trực tháng {months}, {agency.name}", text
