"""Who serves in place of somebody who is away (Điều 3 khoản 5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from luanphien.core.decisions import Absence, Person
from luanphien.core.model import Shift
from luanphien.core.period import Period
from luanphien.core.rota import Rota


class Cover(NamedTuple):
    """Days of a shift on which another serves; `by` is None where nobody does."""

    shift: Shift
    days: Period
    by: Person | None


def covers(rota: Rota, absence: Absence) -> Iterator[Cover]:
    """The days of the absence that another serves, in order; none where the person has no duty.

    Nothing is said of days for which no calendar is known.
    """
    first, last = absence.period
    if last < rota.begins_on:
        return
    for shift in rota.known_shifts(Period(max(first, rota.begins_on), last)):
        for stint in rota.stints(shift):
            away = stint.instead_of and stint.instead_of.id == absence.person
            if away and stint.reason in ("cover", "vacant") and stint.days.overlaps(absence.period):
                yield Cover(shift, stint.days.within(absence.period), stint.person)
