"""Who is on duty on the day that the page is made, and on the days after it.

A page that is not made anew, or that stays open on a screen, goes on by what it is given here.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from luanphien.core.model import Shift, Stint
from luanphien.core.period import DAY, Period
from luanphien.core.rota import Rota

AHEAD = timedelta(days=100)
"""How long a page that is not made anew still knows who is on duty."""


class Duty(NamedTuple):
    """Who is shown on these days: the next to serve, from the end of the service before on."""

    days: Period
    shift: Shift
    stint: Stint


def duties(rota: Rota, day: date) -> list[Duty]:
    """The duties from the day on, those without a working day left out."""
    ahead: list[Duty] = []
    for shift in rota.known_shifts(Period(day, day + AHEAD)):
        for stint in rota.stints(shift):
            first = max(stint.days.first, day)
            if first <= stint.days.last and rota.calendar.count(first, stint.days.last):
                since = ahead[-1].days.last + DAY if ahead else day
                last = rota.calendar.on_or_before(stint.days.last)
                ahead.append(Duty(Period(since, last), shift, stint))
    return ahead


def days_off(rota: Rota, days: Period) -> list[date]:
    """The days from the first to the last that are no working days."""
    return [day for day in days.each_day() if not rota.calendar.is_working(day)]
