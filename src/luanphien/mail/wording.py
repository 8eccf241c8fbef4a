"""The e-mails about a notice: subjects, texts, and what stands before the notice's own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from luanphien.core.decisions import Agency, Centre
from luanphien.core.facts import Fact
from luanphien.core.model import Shift
from luanphien.core.notice import Notice
from luanphien.wording import dates


def subject(notice: Notice, *, correction: bool) -> str:
    """The subject of the notice's e-mail."""
    start = "Đính chính thông báo" if correction else "Thông báo"
    return f"{start} phiên trực tháng {_months(notice)}: {notice.agency.name}"


def correction(superseded: Sequence[Fact]) -> str:
    """The paragraph that says what a corrected notice corrects."""
    return (
        f"Thông báo này đính chính và thay cho thông báo ngày {dates.full(superseded[-1].at)} về "
        "cùng phiên trực, vì cơ quan trực hoặc các ngày đã thay đổi."
    )


def staff(fields: Mapping[str, Any]) -> str:
    """What the group is told when others serve than the notice named; never why."""
    lines = [
        fields["centre"],
        f"Thay đổi người trực tháng {fields['months']}: {fields['agency']}.",
        fields["officers"] and f"Người trực: {fields['officers']}.",
        fields["unserved"] and f"Chưa có người trực {fields['unserved']}.",
        fields["reserve"] and f"Dự phòng: {fields['reserve']}.",
    ]
    return "\n".join(filter(None, lines))


def enclosed(signed: Fact) -> str:
    """The paragraph that says which signed document goes with the mail."""
    document = signed.document
    assert document
    return (
        f"Kèm theo thư này là Thông báo số {document.number} ngày {dates.full(document.dated)} "
        f"đã ký (tệp {document.name})."
    )


def signed_subject(notice: Notice) -> str:
    """The subject of the mail that brings the signed document after the notice."""
    return f"Văn bản đã ký: thông báo phiên trực tháng {_months(notice)}, {notice.agency.name}"


def again_subject(notice: Notice) -> str:
    """The subject of the mail that brings the notice once more."""
    months, agency = _months(notice), notice.agency.name
    return f"Nhắc xác nhận: thông báo phiên trực tháng {months}, {agency}"


def again(notice: Notice, sent: Fact, centre: Centre) -> str:
    """The paragraph that asks for an acknowledgement of what was sent."""
    agency = notice.agency.name
    phone = f", điện thoại {centre.phone}" if centre.phone else ""
    return (
        f"Thông báo dưới đây đã gửi {agency} ngày {dates.full(sent.at)}, đến nay chưa được xác "
        f"nhận. Đề nghị {agency} trả lời thư này để xác nhận đã nhận thông báo, hoặc báo "
        f"{centre.name}{phone}."
    )


def handover_subject(notice: Notice, agency: Agency, *, correction: bool) -> str:
    """The subject of the copy to the agency that hands over."""
    start = "Đính chính thông báo" if correction else "Thông báo"
    return f"{start} phiên trực tháng {_months(notice)} (để bàn giao): {agency.name}"


def handover(
    notice: Notice,
    agency: Agency,
    superseded: Sequence[Fact],
    turn: Shift | None,
    at: str,
) -> list[str]:
    """What stands before the copy for the agency that hands over, at that time of the day.

    `superseded` is what it was told before and does not hold any more, `turn` its next shift.
    """
    takeover = notice.takeover
    assert takeover
    when = f"{at} {dates.spelled(takeover.on)}"
    paragraphs = [
        f"Gửi {agency.name} để bàn giao (khoản 8 Điều 6 Quy chế): {when}, tại Trung "
        f"tâm, với công chức, viên chức của {notice.agency.name}."
    ]
    if superseded:
        paragraphs.append(
            f"Thư này thay cho thông báo ngày {dates.full(superseded[-1].at)} gửi {agency.name} "
            "về cùng phiên trực."
        )
    if _had_notice(superseded):
        paragraphs += _without_shift(notice, agency, turn)
    return paragraphs


def release(
    notice: Notice, agency: Agency, superseded: Sequence[Fact], turn: Shift | None, centre: Centre
) -> tuple[str, str]:
    """Subject and text for an agency that was told of the shift and has no part in it any more."""
    months, shift = _months(notice), notice.shift
    days = f"từ {dates.spelled(shift.starts_on)} đến hết {dates.spelled(shift.ends_on)}"
    when = f" ngày {dates.full(superseded[-1].at)}" if superseded else ""
    paragraphs = [
        f"{centre.name} đính chính thông báo{when} gửi {agency.name} về phiên trực tháng {months}.",
        f"Phiên trực tháng {months} ({days}) do {notice.agency.name} thực hiện.",
        *_without_shift(notice, agency, turn),
    ]
    if any(fact.says == "handover" for fact in superseded):
        paragraphs.append(f"{agency.name} không bàn giao cho phiên trực này.")
    subject = f"Đính chính thông báo phiên trực tháng {months}: {agency.name}"
    return subject, "\n\n".join(paragraphs) + "\n"


def _had_notice(superseded: Iterable[Fact]) -> bool:
    return any(fact.says is None for fact in superseded)


def _without_shift(notice: Notice, agency: Agency, turn: Shift | None) -> list[str]:
    """That the agency does not serve, and when it does."""
    following = "chưa có trong lịch."
    if turn:
        days = f"từ {dates.spelled(turn.starts_on)} đến hết {dates.spelled(turn.ends_on)}"
        following = f"tháng {dates.months(turn.starts_on, turn.ends_on)}, {days}."
    return [
        f"{agency.name} không có phiên trực tháng {_months(notice)}.",
        f"Phiên trực tiếp theo của {agency.name}: {following}",
    ]


def draft(notice: Notice, outdated: Fact | None, *, waits: bool) -> tuple[str, str]:
    """Subject and text of the mail that brings the Centre the notice to sign.

    `outdated` is a signed document that does not hold any more; `waits` is that the notice is not
    mailed before it is signed or its last day has come.
    """
    shift, months = notice.shift, _months(notice)
    paragraphs = [
        f"Kèm theo là dự thảo thông báo phiên trực tháng {months} gửi {notice.agency.name}, để "
        f"trình ký; hạn thông báo là {dates.spelled(shift.notice_deadline)}."
    ]
    if outdated and outdated.document:
        number, dated = outdated.document.number, dates.full(outdated.document.dated)
        paragraphs.append(
            f"Thông báo số {number} ngày {dated} không còn đúng với lịch, nên không gửi bản ký đó; "
            "văn bản mới lấy số mới."
        )
    if waits:
        paragraphs.append(
            "Chưa có bản ký thì chưa gửi thông báo cho cơ quan; đến ngày cuối của hạn mà chưa có "
            "thì gửi thông báo thường, không số, không chữ ký."
        )
    paragraphs.append(
        "Khi đã ký, ghi vào sổ; lần chạy sau gửi bản ký cho cơ quan:\n\n"
        f"    luanphien register sign --shift {shift.id} --number SỐ --file TỆP --by HỌ_TÊN"
    )
    subject = f"Dự thảo để ký: thông báo phiên trực tháng {months}, {notice.agency.name}"
    return subject, "\n\n".join(paragraphs) + "\n"


def _months(notice: Notice) -> str:
    return dates.months(notice.shift.starts_on, notice.shift.ends_on)


def reminder(notice: Notice, sent: Fact) -> tuple[str, str]:
    """Subject and text of the reminder to the Centre that nobody has acknowledged."""
    shift, agency, months = notice.shift, notice.agency, _months(notice)
    text = (
        f"Thông báo phiên trực tháng {months} gửi {agency.name} ngày {dates.full(sent.at)} chưa "
        f"được xác nhận, hạn thông báo là {dates.spelled(shift.notice_deadline)}.\n\n"
        f"Đề nghị liên hệ {agency.name}"
        + (f", điện thoại {agency.phone}" if agency.phone else "")
        + f". Khi đã xác nhận, ghi vào sổ:\n\n"
        f"    luanphien register ack --shift {shift.id} --by HỌ_TÊN\n"
    )
    return f"Chưa có xác nhận: phiên trực tháng {months}, {agency.name}", text
