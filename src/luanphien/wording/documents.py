"""Signed documents: their numbers and dates."""

from __future__ import annotations

from luanphien.core.facts import Fact
from luanphien.core.notice import Notice
from luanphien.wording import dates


def numbered(fact: Fact) -> str:
    """`số 12 ngày 24/01/2024`."""
    assert fact.document
    return f"số {fact.document.number.zfill(2)} ngày {dates.full(fact.document.dated)}"


def signed(fact: Fact, notice: Notice) -> str:
    """What was signed, for whoever records it to check."""
    shift = notice.shift
    months = dates.months(shift.starts_on, shift.ends_on)
    return f"thông báo {numbered(fact)}, phiên trực tháng {months}, {notice.agency.name}"


def number_in_use(fact: Fact, other: Fact) -> str:
    """Why the document can't be recorded under its number."""
    assert fact.document
    return (
        f"Số {fact.document.number} năm {fact.document.dated.year} đã dùng cho thông báo "
        f"{numbered(other)} của phiên {other.shift}; một số chỉ dùng cho một văn bản trong năm."
    )
