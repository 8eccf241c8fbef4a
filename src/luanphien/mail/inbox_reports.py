"""What is said of the mailbox and of what came in: a line each, and how bad it is."""

from __future__ import annotations

from datetime import datetime

from luanphien.clock import VIETNAM
from luanphien.core.answers import Stray
from luanphien.core.facts import Fact
from luanphien.core.text import printable
from luanphien.mail.mailbox import LARGEST, Mail
from luanphien.mail.reports import Report
from luanphien.wording import dates


def unreachable(since: datetime, why: str) -> Report:
    """The mailbox can't be read since that moment, and why."""
    day = dates.full(since.astimezone(VIETNAM))
    return Report(f"Không đọc được hộp thư từ ngày {day}: {why}.", "failed")


def skipped(mail: Mail) -> Report:
    """The message is too large, or can't be understood."""
    large = mail.size > LARGEST
    why = f"lớn quá {LARGEST // 2**20} MB" if large else "không đọc được nội dung"
    day = dates.full(mail.at.astimezone(VIETNAM))
    name = printable(mail.key.message)
    text = f"Bỏ qua một thư nhận ngày {day} trong hộp thư ({name}): {why}."
    return Report(text, "fine")


def undelivered(
    about: str, fact: Fact, *, despite: Fact | None = None, overdue: bool = False
) -> Report:
    """It has not arrived at the address; `despite` is by what the agency has it all the same."""
    text = f"{about}: thư tới {fact.recipient} không đến nơi{_because(fact.note)}"
    if despite is None:
        return Report(f"{text}.", "overdue" if overdue else "failed")
    if despite.kind == "acknowledged":
        day = dates.full(despite.at.astimezone(VIETNAM))
        return Report(f"{text}; đã được xác nhận ngày {day}.", "fine")
    still = "" if despite.by_hand else ", chưa bị trả lại"
    return Report(f"{text}; đã gửi cả tới {despite.recipient}{still}.", "failed")


def heard(about: str, fact: Fact) -> Report:
    """It has arrived, is under way, or was acknowledged."""
    match fact.kind:
        case "acknowledged":
            day = dates.full(fact.at.astimezone(VIETNAM))
            text = f"{fact.by} ({fact.recipient}) xác nhận ngày {day}"
        case "delivered":
            text = f"đã đến hộp thư {fact.recipient}"
        case _:
            text = f"thư tới {fact.recipient} đến chậm{_because(fact.note)}, máy chủ còn thử"
    return Report(f"{about}: {text}.", "fine", routine=True)


def stray(about: str, stray: Stray) -> Report:
    """What came in and was not recorded, for somebody to look at."""
    sender = printable(stray.address) or "địa chỉ không rõ"
    text = {
        "stranger": f"có thư trả lời của {sender}, không phải địa chỉ của cơ quan",
        "doubted": f"có thư trả lời ghi là của {sender}, máy chủ thư báo là giả mạo (DMARC)",
        "unproven": f"trả lời của {sender} không có mã riêng của thư đã gửi, máy chủ thư không rõ "
        "có đúng là của địa chỉ ấy; hãy gọi lại",
        "declined": f"{sender} từ chối lời mời trong lịch",
        "undecided": f"{sender} chưa trả lời dứt khoát lời mời trong lịch",
        "for another": f"{sender} nhận lời mời trong lịch thay địa chỉ khác",
        "automatic": f"{sender} trả lời tự động",
        "personal": f"có thư trả lời của {sender}, không phải xác nhận của cơ quan",
        "elsewhere": f"thư chuyển tiếp tới {sender} không đến nơi{_because(stray.reason)}",
        "unclear": "máy chủ thư gửi trả, không rõ từ địa chỉ nào",
    }[stray.what]
    to_see = stray.what in ("personal", "elsewhere", "unclear")
    ending = "hãy xem hộp thư" if to_see else "chưa ghi là xác nhận"
    return Report(f"{about}: {text}; {ending}.", "fine")


def _because(reason: str | None) -> str:
    return f" ({reason})" if reason else ""
