"""What is said at once of a record that contradicts the plan or the register."""

from __future__ import annotations

from luanphien.core.remarks import Remark
from luanphien.wording import dates
from luanphien.wording.counts import NAMES


def text(remark: Remark) -> str:
    """The remark as a sentence without its full stop."""
    owed = dates.spelled(remark.owed) if remark.owed else ""
    match remark.what:
        case "late":
            return f"thông báo quá hạn {remark.days} ngày làm việc; hạn là {owed} (khoản 6 Điều 6)"
        case "begun":
            return f"thông báo khi phiên trực đã bắt đầu, {owed} (khoản 6 Điều 6)"
        case "unsent":
            return "sổ chưa ghi lần gửi nào của thông báo này; nếu đã gửi, hãy ghi register notice"
        case "unsent_then":
            return f"ngày xác nhận trước ngày gửi thông báo ghi trong sổ, {owed}"
        case "changed":
            return f"cơ quan hoặc các ngày đã đổi từ khi gửi thông báo, {owed}"
        case "early":
            return f"bàn giao sớm {remark.days} ngày so với lịch, {owed} (khoản 8 Điều 6)"
        case "told" | "over":
            told = "thông báo đã gửi không qua thư điện tử"
            begun = "phiên trực đã bắt đầu"
            why = told if remark.what == "told" else begun
            return f"{why}, {owed}; bản ký không gửi thư nữa"
        case "groundless":
            return _groundless(remark.number)
        case "unequal":
            counted = ", ".join(NAMES[name] for name in remark.counted)
            labels = ", ".join(agency.label for agency in remark.uncounted)
            others = f"; chưa ghi số của {labels}" if labels else ""
            return f"số chung khác số cộng của các cơ quan: {counted}{others}"


def _groundless(number: int) -> str:
    recorded = f"mới ghi {number} sai sót, sự cố" if number else "chưa ghi sai sót, sự cố nào"
    return (
        f"sổ {recorded} của người này; quy chế nói đến sai sót nhiều lần hoặc nghiêm trọng (khoản "
        "10 Điều 6); có thì ghi bằng register incident"
    )
