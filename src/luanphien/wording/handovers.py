"""Handovers and how they stand."""

from __future__ import annotations

from luanphien.core.decisions import Agency, Person
from luanphien.core.facts import Fact
from luanphien.core.handovers import Handed
from luanphien.core.model import Handover
from luanphien.wording import dates
from luanphien.wording.states import HANDOVER


def line(handed: Handed) -> str:
    """`31/01/2024 Phạm Thị D → Nguyễn Văn G: chưa ghi vào sổ`."""
    planned, fact = handed.handover, handed.fact
    done = f" ({dates.full(fact.at)})" if fact and handed.state == "late" else ""
    return f"{dates.full(planned.on)} {parties(planned)}: {HANDOVER[handed.state]}{done}"


def warning(handed: Handed) -> str:
    """What `check` says of a handover that is late or missing."""
    return f"bàn giao {line(handed)} (khoản 8 Điều 6)"


def stray(fact: Fact) -> str:
    """What is said of minutes that fit no handover of the plan any more."""
    assert fact.since
    return (
        f"biên bản ngày {dates.full(fact.at)} ({signers(fact)}, trực từ {dates.full(fact.since)}) "
        "không còn khớp lịch; hãy ghi lại bằng luanphien register handover"
    )


def signers(fact: Fact) -> str:
    """`Phạm Thị D → Nguyễn Văn G`, as the minutes were signed."""
    return f"{fact.outgoing} → {fact.incoming}"


def parties(handover: Handover) -> str:
    """`Phạm Thị D → Nguyễn Văn G`; the agency where nobody is named."""
    outgoing = _party(handover.outgoing.person, handover.outgoing_agency)
    return f"{outgoing} → {_party(handover.incoming.person, handover.incoming_agency)}"


def _party(person: Person | None, agency: Agency) -> str:
    return person.name if person else agency.label
