"""What the Centre asks for when an officer must be replaced (Điều 6 khoản 10)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from luanphien.core.decisions import Agency, Person
from luanphien.core.duties import handover_on
from luanphien.core.model import Shift
from luanphien.core.period import DAY
from luanphien.core.rota import Rota


class Replacement(NamedTuple):
    """Another officer than `officer` is asked for, from `since` to the end of the shift.

    `reserve` are the agency's reserves who are not away on that day; `handover_on` is the
    officer's last day, None if no working day of the shift comes before.
    """

    shift: Shift
    officer: Person
    since: date
    handover_on: date | None
    reserve: tuple[Person, ...]

    @property
    def agency(self) -> Agency:
        """The agency that is asked."""
        return self.shift.agency


def replacement(rota: Rota, shift: Shift, officer: Person, since: date) -> Replacement:
    """The request; `since` is a day of the shift."""
    eve = since - DAY
    has_served = since > shift.starts_on and rota.calendar.count(shift.starts_on, eve) > 0
    return Replacement(
        shift,
        officer,
        since,
        handover_on(eve, rota.calendar) if has_served else None,
        rota.reserve(shift, since, officer),
    )


def officers(rota: Rota, shift: Shift, since: date) -> list[Person]:
    """Who may have to be replaced: who serves in the shift on the day or later.

    Who is replaced by a decision already was to serve as well.
    """
    stints = [stint for stint in rota.stints(shift) if stint.days.last >= since]
    replaced = [stint.instead_of for stint in stints if stint.days.first >= since]
    serving = [stint.person for stint in stints]
    return [person for person in dict.fromkeys(replaced + serving) if person]


def earliest(rota: Rota, shift: Shift, today: date) -> date:
    """The first day on which another officer can serve in the shift: its start if that is to come.

    Otherwise the next working day, which lies after the shift if none of it is left.
    """
    if today < shift.starts_on:
        return shift.starts_on
    return rota.calendar.on_or_after(today + DAY)
