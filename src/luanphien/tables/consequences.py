"""What follows from a change, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luanphien.calendar.differences import Touched
from luanphien.core.consequences import Consequences, Correction
from luanphien.core.decisions import Person
from luanphien.core.model import Handover
from luanphien.wording import dates, handovers, people
from luanphien.wording.words import capital

MOST = 6
"""More handovers than this are only counted: a new order moves them all."""


def lines(follows: Consequences, events: Touched) -> Iterator[str]:
    """A line each thing that somebody must know or do; none if nothing follows."""
    yield from _handovers("Thêm bàn giao", follows.begun_handovers)
    yield from _handovers("Không còn bàn giao", follows.ended_handovers)
    yield from (f"Lưu ý: {handovers.idle(handover)}." for handover in follows.idle[:MOST])
    yield from (f"{capital(handovers.stray(fact))}." for fact in follows.strays)
    yield from map(_correction, follows.corrections)
    if follows.moved:
        yield f"Cần báo cho: {', '.join(map(_reached, follows.moved))}."
    for shift, stint in follows.vacant:
        yield f"Không ai trực: {dates.short_span(stint.days)}, phiên {shift.id}."
    if any(events):
        new, changed, cancelled = events
        yield f"Lịch điện tử: {new} sự kiện mới, {changed} sự kiện đổi, {cancelled} sự kiện hủy."


def _handovers(what: str, moved: Sequence[Handover]) -> Iterator[str]:
    for handover in moved[:MOST]:
        yield f"{what}: {dates.with_weekday(handover.on)} {handovers.parties(handover)}."
    if len(moved) > MOST:
        yield f"{what}: {len(moved) - MOST} lần nữa."


def _correction(correction: Correction) -> str:
    notice, told, by_hand = correction
    to = ", ".join(told.addresses)
    text = f"Thông báo phiên {notice.shift.id} đã gửi, sẽ đính chính"
    text += f" tới {to}" if to else "; không có địa chỉ thư nào để gửi"
    if by_hand:
        text += f"; đã báo bằng giấy, Zalo hay điện thoại cho {', '.join(by_hand)}, hãy báo lại"
    return f"{text}."


def _reached(person: Person) -> str:
    return f"{people.name(person)} ({person.phone})" if person.phone else people.name(person)
