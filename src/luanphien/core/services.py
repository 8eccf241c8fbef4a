"""Who serves on which days of a period, by the plan and by the minutes of handovers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from luanphien.core.handovers import Minutes
from luanphien.core.model import Shift, Stint
from luanphien.core.period import DAY, Period
from luanphien.core.rota import Rota


class Service(NamedTuple):
    """The part of a stint that lies in the period.

    `recorded` is the name of who served by the minutes, None if no minutes say it;
    `recorded_days` are the working days of that which have come.
    """

    shift: Shift
    stint: Stint
    days: Period
    working_days: int
    recorded: str | None
    recorded_days: int


def services(rota: Rota, period: Period, signed: Minutes, today: date) -> Iterator[Service]:
    """The services of the period's shifts, in order, as they stood at the end of the day `today`.

    `signed` are the period's minutes. Raises as Rota.shifts does.
    """
    count = rota.calendar.count
    for shift in rota.shifts(period):
        for _, group in groupby(rota.stints(shift), key=lambda stint: stint.person):
            stints = list(group)
            recorded = _recorded(shift, stints, signed)
            for stint in stints:
                first = max(stint.days.first, period.first)
                last = min(stint.days.last, period.last)
                if first <= last:
                    days = Period(first, last)
                    served = recorded and first <= today
                    come = count(first, min(last, today)) if served else 0
                    yield Service(shift, stint, days, count(*days), recorded, come)


def _recorded(shift: Shift, stints: Sequence[Stint], signed: Minutes) -> str | None:
    """Who served one person's neighbouring stints by the minutes at either end of them."""
    before = signed.by_since.get(stints[0].days.first)
    after = signed.by_since.get(stints[-1].days.last + DAY)
    if before and before.incoming_agency == shift.agency.id:
        return before.incoming
    return after.outgoing if after and after.outgoing_agency == shift.agency.id else None
