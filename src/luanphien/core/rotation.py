"""Whose turn it is: rotations and their turns (Điều 6 khoản 4 and 5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import TypeAlias

from luanphien.core.model import Agency, Period, Rotation
from luanphien.core.workdays import month_index

# Whose turn it is: agency, cycle and number in the cycle (both from 1), rotation, and the
# first and last month as numbers of `month_index`. A plain tuple, since it lives for one
# step of a loop and a NamedTuple would cost a tenth of the whole shift.
Turn: TypeAlias = tuple[Agency, int, int, Rotation, int, int]

_LAST_MONTH = month_index(date.max)


def is_boundary(effective: date, length: int, day: date) -> bool:
    """Whether a shift starts on `day`, when shifts of `length` months are counted from `effective`.

    Only there may a later rotation take over.
    """
    months = month_index(day) - month_index(effective)
    return day.day == 1 and months > 0 and months % length == 0


def turns(rotations: Sequence[Rotation], period: Period) -> Iterator[Turn]:
    """The turns that have a day in the period, in order.

    A rotation's turns end where the next rotation takes effect, and its cycles are
    counted anew.
    """
    first, last = month_index(period.first), month_index(period.last)
    following = [month_index(rotation.effective) - 1 for rotation in rotations[1:]]
    return chain.from_iterable(
        _turns_of(rotation, first, min(last, final), final)
        for rotation, final in zip(rotations, [*following, _LAST_MONTH], strict=True)
    )


def _turns_of(rotation: Rotation, first: int, last: int, final: int) -> Iterator[Turn]:
    """The rotation's turns in the months `first` to `last`; it ends with the month `final`."""
    effective, length = month_index(rotation.effective), rotation.months
    order, size = rotation.order, len(rotation.order)
    n = max(0, (first - effective) // length)
    for start in range(effective + n * length, last + 1, length):
        cycle, place = divmod(rotation.first_turn + n, size)
        end = start + length - 1
        if end > final:
            end = final
        yield order[place], cycle + 1, place + 1, rotation, start, end
        n += 1
