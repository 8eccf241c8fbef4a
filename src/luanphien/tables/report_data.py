"""The periodic review as CSV for Excel and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from luanphien import output as tabular
from luanphien.core.decisions import Centre
from luanphien.core.report import Replaced, Report, Service, Share, Told
from luanphien.wording import handovers, people, states

_HEADERS = (
    "Phiên",
    "Mã cơ quan",
    "Cơ quan, đơn vị",
    "Từ ngày",
    "Đến ngày",
    "Số ngày làm việc",
    "Người trực theo lịch",
    "Người trực theo sổ",
    "Hạn thông báo",
    "Ngày thông báo",
    "Trước hạn (ngày làm việc)",
    "Ngày xác nhận",
    "Thông báo",
    "Ngày bàn giao theo lịch",
    "Ngày bàn giao theo sổ",
    "Bàn giao",
)


def csv_text(made: Report) -> str:
    """A line a stint; the notice of its shift stands on the first one of each shift."""
    return tabular.csv_text(_HEADERS, _lines(made))


def _lines(made: Report) -> Iterator[list[Any]]:
    notices = {told.shift.id: told for told in made.notices}
    ends = {one.handover.outgoing.days.last: one for one in made.handovers}
    for service in made.services:
        told = notices.pop(service.shift.id, None)
        handed = ends.get(service.stint.days.last)
        yield [
            service.shift.id,
            service.shift.agency.id,
            service.shift.agency.name,
            *service.days,
            service.working_days,
            people.name(service.stint.person),
            service.recorded,
            *(_told_cells(told) if told else [None] * 5),
            handed and handed.handover.on,
            handed and handed.fact and handed.fact.at.date(),
            handed and states.HANDOVER[handed.state],
        ]


def _told_cells(told: Told) -> list[Any]:
    return [
        told.shift.notice_deadline,
        told.sent_on,
        told.margin,
        told.acknowledged_on,
        states.of_notice(told),
    ]


def json_text(centre: Centre, made: Report) -> str:
    """What docs/json.md describes."""
    return tabular.json_text(
        {
            "centre": centre.name,
            "period": people.period_data(made.period),
            "today": made.today,
            "kept_since": made.kept_since,
            "provisional": made.provisional,
            "mean": round(made.mean, 2),
            "agencies": [
                {**_share_data(share), "difference": round(made.difference(share), 2)}
                for share in made.agencies
            ],
            "people": [{**_share_data(share), "name": share.name} for share in made.people],
            "services": list(map(_service_data, made.services)),
            "notices": list(map(_told_data, made.notices)),
            "handovers": list(map(handovers.data, made.handovers)),
            "strays": list(map(handovers.minutes_data, made.strays)),
            "replacements": list(map(_replaced_data, made.replacements)),
        }
    )


def _share_data(share: Share) -> dict[str, Any]:
    return {
        "agency": people.agency_data(share.agency),
        "shifts": share.shifts,
        "working_days": share.working_days,
        "recorded_days": share.recorded_days,
    }


def _service_data(service: Service) -> dict[str, Any]:
    return {
        "shift": service.shift.id,
        "agency": people.agency_data(service.shift.agency),
        **people.period_data(service.days),
        "working_days": service.working_days,
        "person": people.person_data(service.stint.person),
        "recorded": service.recorded,
        "recorded_days": service.recorded_days,
    }


def _told_data(told: Told) -> dict[str, Any]:
    return {
        "shift": told.shift.id,
        "agency": people.agency_data(told.shift.agency),
        "notice_deadline": told.shift.notice_deadline,
        "sent_on": told.sent_on,
        "acknowledged_on": told.acknowledged_on,
        "margin": told.margin,
        "changed": told.changed,
        "state": told.state,
    }


def _replaced_data(one: Replaced) -> dict[str, Any]:
    return {
        "shift": one.fact.shift,
        "agency": people.agency_data(one.agency),
        "asked_on": one.fact.at.date(),
        "since": one.fact.since,
        "officer": one.fact.outgoing,
        "reason": one.fact.note,
        "substitute": people.person_data(one.substitute),
    }
