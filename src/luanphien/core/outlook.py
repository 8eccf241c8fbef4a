"""One day at the counter: who serves, until when, and what comes next."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from luanphien.core.decisions import Agency, Person
from luanphien.core.handovers import next_handover
from luanphien.core.model import Handover, Shift, SpecialDay, Stint
from luanphien.core.period import DAY
from luanphien.core.rota import Rota


class Outlook(NamedTuple):
    """What a day looks like from the counter.

    `serving_on` is the day itself, or the next working day when it is off; `shift`, `stint` and
    `reserve` (whoever of it is not away) are of that day, `until` is the last day that the same
    person serves without a break, and `working_days_left` are the shift's from `serving_on` on.
    `upcoming` is who serves next, `next_notice` the first shift whose notice deadline has not
    passed, `next_handover` the first handover still to come, in this shift or the next; both
    may be today's. `provisional` says that one of these dates is.
    """

    day: date
    serving_on: date
    day_off: SpecialDay | None
    shift: Shift
    stint: Stint
    until: date
    reserve: tuple[Person, ...]
    working_days_left: int
    next_shift: Shift
    upcoming: Upcoming | None
    next_notice: Shift
    next_handover: Handover | None
    provisional: bool


class Upcoming(NamedTuple):
    """Another person's stint, its agency, and its first working day."""

    stint: Stint
    agency: Agency
    serves_on: date


def outlook(rota: Rota, day: date) -> Outlook:
    """What the day looks like; raises NoRotaError and NoCalendarError as Rota.shifts does."""
    calendar = rota.calendar
    current = rota.shift_on(day)
    serving_on = calendar.on_or_after(day)
    shift = rota.shift_on(serving_on)
    stint = rota.stint_on(serving_on)
    following = rota.shift_on(shift.ends_on + DAY)
    until, upcoming = _what_follows(rota, shift, following, stint)
    next_notice, following_handover = _next_notice(rota, current, day), next_handover(rota, day)
    looked_at = [
        (day, shift.ends_on),
        (next_notice.notice_deadline, next_notice.starts_on - DAY),
    ]
    if upcoming:
        looked_at.append((upcoming.stint.days.first, upcoming.serves_on))
    if following_handover:
        looked_at.append((following_handover.on, following_handover.outgoing.days.last))
    return Outlook(
        day,
        serving_on,
        None if serving_on == day else calendar.special(day),
        shift,
        stint,
        until,
        rota.reserve(shift, serving_on, stint.person),
        calendar.count(serving_on, shift.ends_on),
        following,
        upcoming,
        next_notice,
        following_handover,
        not all(calendar.is_final(*days) for days in looked_at),
    )


def _what_follows(
    rota: Rota, shift: Shift, following: Shift, serving: Stint
) -> tuple[date, Upcoming | None]:
    """Until when the person serves, and who does next; a stint without a working day is no turn."""
    stints = [(stint, shift.agency) for stint in rota.stints(shift)]
    stints += [(stint, following.agency) for stint in rota.stints(following)]
    until = serving.days.last
    for stint, agency in stints:
        if stint.days.first <= serving.days.last:
            continue
        if (stint.person, agency) == (serving.person, shift.agency):
            until = stint.days.last
        elif rota.calendar.count(*stint.days):
            serves_on = rota.calendar.on_or_after(stint.days.first)
            return until, Upcoming(stint, agency, serves_on)
    return until, None


def _next_notice(rota: Rota, shift: Shift, day: date) -> Shift:
    while shift.notice_deadline < day:
        shift = rota.shift_on(shift.ends_on + DAY)
    return shift
