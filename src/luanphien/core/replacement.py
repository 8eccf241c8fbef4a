"""What the Centre asks for when an officer must be replaced (Điều 6 khoản 10)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from luanphien.core.duties import handover_on
from luanphien.core.model import Agency, Person, Shift
from luanphien.core.rota import Rota

_DAY = timedelta(days=1)


class Replacement(NamedTuple):
    """Another officer than `officer` is asked for, from `since` to the end of the shift.

    `reserve` are the agency's reserves who are not away on that day; `handover_on` is the
    officer's last day, None if the shift begins with the new one.
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
    begins = since == shift.starts_on
    return Replacement(
        shift,
        officer,
        since,
        None if begins else handover_on(since - _DAY, rota.calendar),
        tuple(
            person
            for person in rota.staff(shift).reserve
            if person != officer and not rota.staffing.absence(person, since)
        ),
    )


def officers(rota: Rota, shift: Shift) -> list[Person]:
    """Who may have to be replaced in the shift: who serves in it, then the rest of the roster."""
    serving = [stint.person for stint in rota.stints(shift) if stint.person]
    return list(dict.fromkeys([*serving, *rota.staff(shift).everyone]))


def earliest(rota: Rota, shift: Shift, today: date) -> date:
    """The first working day after today on which another officer can serve in the shift.

    It lies after the shift if no working day of it is left.
    """
    return rota.calendar.on_or_after(max(today + _DAY, shift.starts_on))
