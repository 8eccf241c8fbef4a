"""The decisions on which a shift rests, besides the regulation itself."""

from __future__ import annotations

from collections.abc import Iterator

from luanphien.core.model import Shift
from luanphien.core.rota import Rota


def grounds(rota: Rota, shift: Shift) -> tuple[str, ...]:
    """What gave the shift to its agency and its people to the shift, each decision once.

    That is a later order than the regulation's first (Điều 6 khoản 5), a swap or an override, the
    roster from which the agency's people are (Điều 6 khoản 4), an assignment and substitutions
    (Điều 6 khoản 10). What has no `basis` is left out.
    """
    return tuple(dict.fromkeys(filter(None, _bases(rota, shift))))


def _bases(rota: Rota, shift: Shift) -> Iterator[str | None]:
    decisions = rota.decisions
    if shift.rotation != decisions.rotations[0]:
        yield shift.rotation.basis
    yield from (swap.basis for swap in decisions.swaps if shift.id in swap.shifts)
    yield from (override.basis for override in decisions.overrides if override.shift == shift.id)
    roster = rota.staffing.roster_on(shift.starts_on)
    if roster and rota.staff(shift).everyone:
        yield roster.basis
    yield from (entry.basis for entry in decisions.assignments if entry.shift == shift.id)
    yield from (entry.basis for entry in decisions.substitutions if entry.shift == shift.id)
