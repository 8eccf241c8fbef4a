"""The periodic review's JSON; docs/json.md describes it."""

from __future__ import annotations

from typing import Any

from luanphien.core.entries import Raised
from luanphien.core.report import Replaced, Report, Share, Told
from luanphien.core.services import Service
from luanphien.tables import data as common


def data(report: Report) -> dict[str, Any]:
    """All that the report holds."""
    return {
        "period": common.period(report.period),
        "today": report.today,
        "kept_since": report.kept_since,
        "provisional": report.provisional,
        "mean": round(report.mean, 2),
        "agencies": [
            {**_share(share), "difference": round(report.difference(share), 2)}
            for share in report.agencies
        ],
        "people": [{**_share(share), "name": share.name} for share in report.people],
        "services": list(map(_service, report.services)),
        "notices": list(map(_told, report.notices)),
        "handovers": list(map(common.handover, report.handovers)),
        "counter": {
            "missing": list(map(common.handover, report.counter.missing)),
            "whole": common.tally(report.counter.whole),
            "agencies": list(map(common.tally, report.counter.agencies)),
        },
        "strays": list(map(common.minutes, report.strays)),
        "replacements": list(map(_replaced, report.replacements)),
        "difficulties": list(map(_raised, report.difficulties)),
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "agency": common.agency(share.agency),
        "shifts": share.shifts,
        "working_days": share.working_days,
        "recorded_days": share.recorded_days,
    }


def _service(service: Service) -> dict[str, Any]:
    return {
        "shift": service.shift.id,
        "agency": common.agency(service.shift.agency),
        **common.period(service.days),
        "working_days": service.working_days,
        "person": common.person(service.stint.person),
        "recorded": service.recorded,
        "recorded_days": service.recorded_days,
    }


def _told(told: Told) -> dict[str, Any]:
    return {
        "shift": told.shift.id,
        "agency": common.agency(told.shift.agency),
        "notice_deadline": told.shift.notice_deadline,
        "sent_on": told.sent_on,
        "acknowledged_on": told.acknowledged_on,
        "margin": told.margin,
        "changed": told.changed,
        "state": told.state,
        "copied_on": told.copied_on,
        "sent_via": told.sent_via,
        "delivered_on": told.delivered_on,
        "undelivered": told.undelivered,
        "acknowledged_by": told.acknowledged_by,
        "acknowledged_via": told.acknowledged_via,
    }


def _replaced(replaced: Replaced) -> dict[str, Any]:
    asked = replaced.fact
    return {
        "shift": asked.shift,
        "agency": common.agency(replaced.agency),
        "asked_on": asked.at.date(),
        "since": asked.since,
        "officer": asked.outgoing,
        "reason": asked.note,
        "substitute": common.person(replaced.substitute),
    }


def _raised(raised: Raised) -> dict[str, Any]:
    agency = raised.difficulty.agency
    return {
        "number": raised.entry.number,
        "raised_on": raised.entry.on,
        "agency": agency and {"id": agency.id, "name": agency.name},
        "what": raised.difficulty.what,
        "proposal": raised.difficulty.proposal,
        "settled_on": raised.settled and raised.settled.on,
    }
