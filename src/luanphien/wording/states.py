"""How what is owed stands, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from luanphien.core.announced import Announced
from luanphien.core.duties import State
from luanphien.core.facts import Channel
from luanphien.core.report import Told
from luanphien.wording import dates

NOTICE: Mapping[State, str] = {
    "on_time": "đúng hạn",
    "late": "quá hạn",
    "missing": "chưa thông báo",
    "due": "chưa đến hạn",
    "unrecorded": "trước khi có sổ",
}
HANDOVER: Mapping[State, str] = {
    "on_time": "đúng ngày",
    "early": "sớm",
    "late": "muộn",
    "missing": "chưa ghi vào sổ",
    "due": "chưa đến ngày",
    "unrecorded": "trước khi có sổ",
}


CHANNEL: Mapping[Channel, str] = {
    "email": "thư điện tử",
    "paper": "văn bản giấy",
    "zalo": "Zalo",
    "phone": "điện thoại",
}


def of_notice(told: Told) -> str:
    """How the notice stands: also whether it says what no longer holds, arrived or came back."""
    words = [NOTICE[told.state]]
    if told.changed:
        words.append("nội dung đã đổi")
    if told.undelivered:
        words.append(f"thư không đến {len(told.undelivered)} địa chỉ")
    elif told.delivered_on:
        words.append("đã đến hộp thư")
    if told.acknowledged_via == "email":
        words.append("xác nhận qua thư")
    return ", ".join(words)


def of_announced(told: Announced) -> str:
    """`đã gửi 25/01/2024, chưa xác nhận`; empty as long as it has not gone."""
    sent, answer = told.sent, told.acknowledged
    if sent is None:
        return ""
    answered = f"xác nhận {dates.full(answer.at)}" if answer else "chưa xác nhận"
    return f"đã gửi {dates.full(sent.at)}, {answered}"


def tally(stand: Iterable[str], words: Iterable[str]) -> str:
    """`11 đúng hạn, 1 quá hạn`: how many stand how, in the words' order; none is left out."""
    counted = Counter(stand)
    return ", ".join(f"{counted[word]} {word}" for word in words if counted[word])
