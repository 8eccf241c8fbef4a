"""Handovers and how they stand, as text and as JSON."""

from __future__ import annotations

from typing import Any

from luanphien.core.decisions import Agency, Person
from luanphien.core.facts import Fact
from luanphien.core.handovers import Handed
from luanphien.core.model import Handover
from luanphien.wording import dates, people
from luanphien.wording.states import HANDOVER


def line(one: Handed) -> str:
    """`31/01/2024 Phạm Thị D → Nguyễn Văn G: chưa ghi vào sổ`."""
    done = f" ({dates.full(one.fact.at)})" if one.fact and one.state == "late" else ""
    return f"{dates.full(one.handover.on)} {parties(one.handover)}: {HANDOVER[one.state]}{done}"


def warning(one: Handed) -> str:
    """What `check` says of a handover that is late or missing."""
    return f"bàn giao {line(one)} (Điều 6 khoản 8)"


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


def data(one: Handed) -> dict[str, Any]:
    """The handover as JSON; `recorded` is what the register says of it."""
    handover, fact = one.handover, one.fact
    return {
        "shift": one.shift.id,
        "since": one.since,
        "handover_on": handover.on,
        "outgoing": people.person_data(handover.outgoing.person),
        "outgoing_agency": people.agency_data(handover.outgoing_agency),
        "incoming": people.person_data(handover.incoming.person),
        "incoming_agency": people.agency_data(handover.incoming_agency),
        "state": one.state,
        "recorded": fact and minutes_data(fact),
    }


def minutes_data(fact: Fact) -> dict[str, Any]:
    """What the register says of a handover, as JSON."""
    return {
        "on": fact.at.date(),
        "since": fact.since,
        "outgoing": fact.outgoing,
        "incoming": fact.incoming,
        "counts": fact.counts and fact.counts._asdict(),
        "by": fact.by,
        "note": fact.note,
    }
