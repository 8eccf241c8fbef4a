"""`luanphien change assign`: the officer of a shift, named outright."""

from __future__ import annotations

from luanphien.cli.change_options import BasisOption, PersonOption, ShiftOption
from luanphien.cli.clerk import Clerk


def assign(
    clerk: Clerk, shift: ShiftOption = None, person: PersonOption = None, basis: BasisOption = None
) -> None:
    """Chỉ định người trực một phiên."""
    from luanphien.config import changes

    clerk.must_move = True
    changes.assignment(
        clerk.draft,
        clerk.shift(shift, "--shift", "Phiên nào"),
        clerk.person(person, "--person", "Ai trực"),
        clerk.words(basis, "--basis", "Căn cứ"),
    )
