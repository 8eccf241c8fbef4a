"""One day at the counter: who serves, until when, and what comes next."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from luanphien.core.model import Handover, Person, Shift, SpecialDay, Stint
from luanphien.core.rota import Rota

_DAY = timedelta(days=1)


class Outlook(NamedTuple):
    """What a day looks like from the counter.

    `serving_on` is the day itself, or the next working day when it is off; `shift`, `stint` and
    `reserve` (whoever of it is not away) are of that day, and `working_days_left` are the
    shift's from that day on. `next_notice` is the first shift whose notice deadline has not
    passed, `next_handover` the first handover still to come; both may be today's.
    """

    day: date
    serving_on: date
    day_off: SpecialDay | None
    shift: Shift
    stint: Stint
    reserve: tuple[Person, ...]
    working_days_left: int
    next_shift: Shift
    next_stint: Stint
    next_stint_on: date
    next_notice: Shift
    next_handover: Handover


def outlook(rota: Rota, day: date) -> Outlook:
    """What the day looks like; raises NoRotaError and NoCalendarError as Rota.shifts does."""
    calendar = rota.calendar
    today = rota.shift_on(day)
    serving_on = calendar.on_or_after(day)
    shift = rota.shift_on(serving_on)
    stint = rota.stint_on(serving_on)
    following = rota.shift_on(shift.ends_on + _DAY)
    stints = (*rota.stints(shift), *rota.stints(following))
    next_stint = next(after for after in stints if after.days.first > stint.days.last)
    return Outlook(
        day,
        serving_on,
        None if serving_on == day else calendar.special(day),
        shift,
        stint,
        tuple(
            person
            for person in rota.staff(shift).reserve
            if person != stint.person and not rota.staffing.absence(person, serving_on)
        ),
        calendar.count(serving_on, shift.ends_on),
        following,
        next_stint,
        calendar.on_or_after(next_stint.days.first),
        _next_notice(rota, today, day),
        _next_handover(rota, today, day),
    )


def _next_notice(rota: Rota, shift: Shift, day: date) -> Shift:
    while shift.notice_deadline < day:
        shift = rota.shift_on(shift.ends_on + _DAY)
    return shift


def _next_handover(rota: Rota, shift: Shift, day: date) -> Handover:
    while True:
        for handover in rota.handovers(shift):
            if handover.on >= day:
                return handover
        shift = rota.shift_on(shift.ends_on + _DAY)
