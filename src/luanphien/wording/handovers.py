"""Handovers and how they stand."""

from __future__ import annotations

from collections.abc import Iterable

from luanphien.core.decisions import Agency
from luanphien.core.facts import Fact
from luanphien.core.handovers import Handed
from luanphien.core.model import Handover, Stint
from luanphien.wording import dates, states
from luanphien.wording.states import HANDOVER

TODAY = "hôm nay"
"""How a handover stands on its day, as long as it is not recorded."""


def line(handed: Handed) -> str:
    """`31/01/2024 Phạm Thị D → Nguyễn Văn G: chưa ghi vào sổ`."""
    planned, fact = handed.handover, handed.fact
    done = f" ({dates.full(fact.at)})" if fact and handed.state == "late" else ""
    return f"{dates.full(planned.on)} {parties(planned)}: {stands(handed)}{done}"


def stands(handed: Handed) -> str:
    """`đúng ngày`; one that is to take place today is not still to come."""
    is_due = handed.state == "due" and handed.is_today
    return TODAY if is_due else HANDOVER[handed.state]


def tally(handovers: Iterable[Handed]) -> str:
    """`11 đúng ngày, 1 hôm nay`: how many stand how; empty of none."""
    return states.tally(map(stands, handovers), (*HANDOVER.values(), TODAY))


def warning(handed: Handed) -> str:
    """What `check` says of a handover that is late or missing."""
    return f"bàn giao {line(handed)} (khoản 8 Điều 6)"


def idle(handover: Handover) -> str:
    """What the clerk is told of who hands over on the day of taking over."""
    stint = handover.outgoing
    return (
        f"{stint.person_name} trực {dates.short_span(stint.days)} chỉ có ngày nghỉ, nên nhận rồi "
        f"giao cùng {dates.with_weekday(handover.on)}; nếu thực tế không có, hãy cho đợt vắng hoặc "
        "việc thay người gồm cả những ngày đó, hoặc bỏ đi"
    )


def stray(fact: Fact) -> str:
    """What the clerk is told of minutes that fit no handover of the plan any more."""
    return f"{unplanned(fact)}; hãy ghi lại bằng luanphien register handover"


def unplanned(fact: Fact) -> str:
    """`biên bản ngày 31/01/2024 (…) không còn khớp lịch`."""
    assert fact.since
    signed = f"{signers(fact)}, trực từ {dates.full(fact.since)}"
    return f"biên bản ngày {dates.full(fact.at)} ({signed}) không còn khớp lịch"


def signers(fact: Fact) -> str:
    """`Phạm Thị D → Nguyễn Văn G`, as the minutes were signed."""
    return f"{fact.outgoing} → {fact.incoming}"


def parties(handover: Handover, *, in_full: bool = False) -> str:
    """`Phạm Thị D → Nguyễn Văn G`; the agency where nobody is named."""
    outgoing = _party(handover.outgoing, handover.outgoing_agency, in_full)
    return f"{outgoing} → {_party(handover.incoming, handover.incoming_agency, in_full)}"


def _party(stint: Stint, agency: Agency, in_full: bool) -> str:
    return stint.person_name or (agency.name if in_full else agency.label)
