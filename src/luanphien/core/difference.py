"""What a change of configuration moves: shift by shift, old against new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, TypeAlias

from luanphien.core.errors import NoRotaError
from luanphien.core.model import Shift, Stint
from luanphien.core.period import Period
from luanphien.core.rota import Rota

FIELDS = (
    "starts_on",
    "ends_on",
    "first_working_day",
    "last_working_day",
    "working_days",
    "notice_send_on",
    "notice_deadline",
    "handover_on",
)

Value: TypeAlias = date | int | str | tuple[Stint, ...] | tuple[date, ...] | None


class Change(NamedTuple):
    """One thing of one shift that is not what it was.

    `field` is "agency", "stints", "handovers" (the dates of those within the shift) or one of
    `FIELDS`; a shift that only one side has changes its agency from or to None.
    """

    shift: str
    starts_on: date
    field: str
    old: Value
    new: Value


def changes(old: Rota, new: Rota, period: Period) -> Iterator[Change]:
    """What differs in the period, in the order of the shifts.

    Raises NoCalendarError if the period leaves the years whose days off can be known.
    """
    before, after = _shifts(old, period), _shifts(new, period)
    for shift in sorted(before.keys() | after.keys()):
        yield from _changes(old, before.get(shift), new, after.get(shift))


def _shifts(rota: Rota, period: Period) -> dict[str, Shift]:
    try:
        return {shift.id: shift for shift in rota.shifts(period)}
    except NoRotaError:
        return {}


def _changes(old: Rota, before: Shift | None, new: Rota, after: Shift | None) -> Iterator[Change]:
    shift = before or after
    assert shift

    def change(field: str, was: Value, now: Value) -> Iterator[Change]:
        if was != now:
            yield Change(shift.id, shift.starts_on, field, was, now)

    yield from change("agency", before and before.agency.name, after and after.agency.name)
    if before and after:
        for field in FIELDS:
            yield from change(field, getattr(before, field), getattr(after, field))
        stints, new_stints = old.stints(before), new.stints(after)
        if _who(stints) != _who(new_stints):
            yield from change("stints", stints, new_stints)
        yield from change("handovers", _handovers(old, before), _handovers(new, after))


def _handovers(rota: Rota, shift: Shift) -> tuple[date, ...]:
    return tuple(
        handover.on
        for handover in rota.handovers(shift)
        if handover.outgoing.days.last < shift.ends_on
    )


def _who(stints: tuple[Stint, ...]) -> list[tuple[Period, str | None]]:
    return [(stint.days, stint.person_name) for stint in stints]
