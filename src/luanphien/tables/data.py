"""What several commands' JSON holds: people, agencies, shifts and handovers; docs/json.md."""

from __future__ import annotations

from typing import Any

from msgspec.structs import asdict

from luanphien.core.counter import Tally
from luanphien.core.decisions import Agency, Centre, Person
from luanphien.core.facts import Counts, Fact
from luanphien.core.handovers import Handed
from luanphien.core.model import Shift, Stint
from luanphien.core.period import Period
from luanphien.core.preparation import Preparation
from luanphien.core.publicity import is_unnamed
from luanphien.core.rota import Rota
from luanphien.core.runs import Running


def centre(centre: Centre) -> dict[str, Any]:
    """The centre with all that is told of it."""
    hours = centre.office_hours
    return {**asdict(centre), "office_hours": {"opens": hours.opening, "closes": hours.closing}}


def agency(agency: Agency) -> dict[str, Any]:
    """The agency by id and name."""
    return {"id": agency.id, "name": agency.name}


def person(person: Person | None) -> dict[str, Any] | None:
    """The person; a view leaves empty what it does not tell, the id of a stand-in too."""
    if person is None:
        return None
    return {
        "id": "" if is_unnamed(person) else person.id,
        "name": person.name,
        "title": person.title,
        "phone": person.phone,
        "email": person.email,
    }


def period(days: Period) -> dict[str, Any]:
    """The first and the last day."""
    return {"from": days.first, "to": days.last}


def stint(stint: Stint) -> dict[str, Any]:
    """Who serves on which days, and why."""
    return {
        **period(stint.days),
        "person": person(stint.person),
        "role": stint.role,
        "reason": stint.reason,
        "instead_of": person(stint.instead_of),
        "note": stint.note,
    }


def preparation(lacking: Preparation) -> dict[str, Any]:
    """What the next shift lacks of guidance and materials."""
    return {
        "unguided": [
            {"person": person(one), "agencies": list(map(agency, agencies))}
            for one, agencies in lacking.unguided
        ],
        "missing": list(map(agency, lacking.missing)),
        "aged": [{"agency": agency(one), "since": since} for one, since in lacking.aged],
    }


def shift(rota: Rota, shift: Shift) -> dict[str, Any]:
    """One shift; `provisional_fields` says which of its dates are provisional."""
    provisional = rota.provisional(shift)
    return {
        "id": shift.id,
        "cycle": shift.cycle,
        "turn": shift.turn,
        "agency": agency(shift.agency),
        "agency_by_order": agency(rota.agency_by_order(shift)),
        "starts_on": shift.starts_on,
        "ends_on": shift.ends_on,
        "first_working_day": shift.first_working_day,
        "last_working_day": shift.last_working_day,
        "working_days": shift.working_days,
        "notice_send_on": shift.notice_send_on,
        "notice_deadline": shift.notice_deadline,
        "handover_on": shift.handover_on,
        "provisional": bool(provisional),
        "provisional_fields": provisional,
        "stints": list(map(stint, rota.stints(shift))),
        "reserve": list(map(person, rota.staff(shift).reserve)),
    }


def handover(handed: Handed) -> dict[str, Any]:
    """The handover, how it stands, and as `recorded` what the register says of it."""
    planned, fact = handed.handover, handed.fact
    return {
        "shift": handed.shift.id,
        "since": handed.since,
        "handover_on": planned.on,
        "outgoing": person(planned.outgoing.person),
        "outgoing_agency": agency(planned.outgoing_agency),
        "incoming": person(planned.incoming.person),
        "incoming_agency": agency(planned.incoming_agency),
        "state": handed.state,
        "recorded": fact and minutes(fact),
    }


def running(work: Running) -> dict[str, Any]:
    """Work that runs by itself, when its last good run began, and whether that is too long ago."""
    good = work.last_good
    return {"work": work.work, "last_good": good and good.began, "late": work.late}


def minutes(fact: Fact) -> dict[str, Any]:
    """What the register says of a handover."""
    return {
        "on": fact.at.date(),
        "since": fact.since,
        "outgoing": fact.outgoing,
        "incoming": fact.incoming,
        "counts": counts(fact.counts),
        "counts_by_agency": counts_by_agency(fact),
        "by": fact.by,
        "note": fact.note,
    }


def counts(counts: Counts | None) -> dict[str, int | None] | None:
    """What the minutes count."""
    return counts and counts._asdict()


def counts_by_agency(fact: Fact) -> dict[str, dict[str, int | None]]:
    """What the minutes count of single agencies, by their ids."""
    return {agency: counts._asdict() for agency, counts in fact.counts_by_agency}


def tally(tally: Tally) -> dict[str, Any]:
    """What the minutes add up to; `at_least` names the figures that may be more."""
    return {
        "agency": tally.agency and agency(tally.agency),
        **tally.counts._asdict(),
        "as_of": tally.as_of,
        "at_least": sorted(tally.short),
    }
