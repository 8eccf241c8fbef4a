"""The entries of the book in words."""

from __future__ import annotations

from luanphien.core.entries import (
    Content,
    Difficulty,
    Entry,
    Guidance,
    Incident,
    Materials,
    Settlement,
    Withdrawal,
)
from luanphien.wording import dates


def kind(content: Content) -> str:
    """What sort of thing it is, in a word or two."""
    match content:
        case Incident():
            return "sự cố nghiêm trọng" if content.serious else "sự cố"
        case Guidance():
            return "đã hướng dẫn"
        case Materials():
            return "thủ tục thay đổi" if content.changed else "bộ tài liệu"
        case Difficulty():
            return "vướng mắc"
        case Settlement():
            return "đã giải quyết"
        case Withdrawal():
            return "ghi nhầm"


def in_full(content: Content) -> str:
    """The same as the printed book says it."""
    match content:
        case Incident():
            grave = " nghiêm trọng" if content.serious else ""
            return f"sai sót, sự cố{grave}"
        case Guidance():
            return "hướng dẫn bộ thủ tục hành chính"
        case Materials():
            changed = ", thủ tục thay đổi" if content.changed else ""
            return f"đặt bộ tài liệu, hồ sơ chuẩn tại quầy{changed}"
        case Difficulty():
            return "khó khăn, vướng mắc"
        case Settlement():
            return "giải quyết xong khó khăn, vướng mắc"
        case Withdrawal():
            return "bỏ một việc ghi nhầm"


def concerned(content: Content) -> str:
    """Whom it concerns."""
    match content:
        case Incident():
            return content.officer.name
        case Guidance():
            return f"{', '.join(one.name for one in content.people)}: {content.agency.name}"
        case Materials():
            return content.agency.name
        case Difficulty():
            return content.agency.name if content.agency else ""
        case Settlement() | Withdrawal():
            return ""


def said(content: Content) -> str:
    """What it says besides, and the note."""
    parts: list[str | None] = []
    match content:
        case Incident():
            parts = [content.what]
        case Difficulty():
            parts = [content.what, content.proposal and f"đề xuất: {content.proposal}"]
        case Settlement():
            parts = [f"việc số {content.difficulty}"]
    return "; ".join(filter(None, [*parts, content.note]))


def incident(entry: Entry) -> str:
    """An incident as the letter that asks for another officer names it, without its full stop."""
    assert isinstance(entry.content, Incident)
    grave = " (nghiêm trọng)" if entry.content.serious else ""
    return f"{dates.numbered(entry.on)}: {entry.content.what.rstrip('.')}{grave}"
