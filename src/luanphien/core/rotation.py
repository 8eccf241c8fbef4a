"""Whose turn it is: rotations and their turns (Điều 6 khoản 4 and 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from types import MappingProxyType
from typing import TypeAlias

from luanphien.core.decisions import Override, Rotation, Swap
from luanphien.core.period import Period
from luanphien.core.workdays import month_index, month_start

Turn: TypeAlias = tuple[str, int, int, Rotation, int, int]
"""Whose turn it is: agency's id, cycle and number in the cycle (both from 1), rotation, and the
first and last month as numbers of `month_index`. A plain tuple, since it lives for one step of a
loop and a NamedTuple would cost a tenth of the whole shift."""

_LAST_MONTH = month_index(date.max)
_AS_ORDERED: Mapping[int, str] = MappingProxyType({})


def is_boundary(effective: date, length: int, day: date) -> bool:
    """Whether a shift starts on `day`, when shifts of `length` months are counted from `effective`.

    Only there may a later rotation take over.
    """
    months = month_index(day) - month_index(effective)
    return day.day == 1 and months > 0 and months % length == 0


def turns(
    rotations: Sequence[Rotation], period: Period, instead: Mapping[int, str] = _AS_ORDERED
) -> Iterator[Turn]:
    """The turns that have a day in the period, in order.

    A rotation's turns end where the next rotation takes effect, and its cycles are
    counted anew. `instead` names other agencies for the turns that start in these months.
    """
    first, last = month_index(period.first), month_index(period.last)
    following = [month_index(rotation.effective) - 1 for rotation in rotations[1:]]
    return chain.from_iterable(
        _turns_of(rotation, first, min(last, final), final, instead)
        for rotation, final in zip(rotations, [*following, _LAST_MONTH], strict=True)
    )


def changed_turns(
    rotations: Sequence[Rotation], swaps: Iterable[Swap], overrides: Iterable[Override]
) -> dict[int, str]:
    """Which agency takes the turn that starts in a month, where it is not the order's.

    Only the shifts that are named change; the order of the rest never moves. Each of
    them starts a shift.
    """
    instead = {shift_month(override.shift): override.agency for override in overrides}
    for swap in swaps:
        first, second = map(shift_month, swap.shifts)
        instead[first] = _agency_by_order(rotations, second)
        instead[second] = _agency_by_order(rotations, first)
    return instead


def first_day(shift: str) -> date:
    """The day on which the shift with that id starts; ValueError if it is no id."""
    return date.fromisoformat(f"{shift}-01")


def shift_month(shift: str) -> int:
    """The month in which the shift with that id starts, as a number of `month_index`."""
    return month_index(first_day(shift))


def starts_a_shift(rotations: Sequence[Rotation], month: int) -> bool:
    """Whether a shift starts in the month with that number."""
    return any(start == month for *_, start, _ in _turns_in(rotations, month))


def _agency_by_order(rotations: Sequence[Rotation], month: int) -> str:
    agency, *_ = next(_turns_in(rotations, month))
    return agency


def _turns_in(rotations: Sequence[Rotation], month: int) -> Iterator[Turn]:
    """The turn to which the month belongs; none before the first rotation."""
    first = month_start(month)
    return turns(rotations, Period(first, first))


def _turns_of(
    rotation: Rotation, first: int, last: int, final: int, instead: Mapping[int, str]
) -> Iterator[Turn]:
    """The rotation's turns in the months `first` to `last`; it ends with the month `final`."""
    effective, length = month_index(rotation.effective), rotation.months
    order, size = rotation.order, len(rotation.order)
    number = max(0, (first - effective) // length)
    starts = range(effective + number * length, last + 1, length)
    for count, start in enumerate(starts, rotation.first_turn + number):
        cycle, place = divmod(count, size)
        agency = instead.get(start, order[place])
        yield agency, cycle + 1, place + 1, rotation, start, min(start + length - 1, final)
