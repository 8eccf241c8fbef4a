"""`luanphien change agency`: another agency takes one shift."""

from __future__ import annotations

from luanphien.cli.change_options import AgencyOption, BasisOption, ShiftOption
from luanphien.cli.clerk import Clerk


def agency(
    clerk: Clerk, shift: ShiftOption = None, agency: AgencyOption = None, basis: BasisOption = None
) -> None:
    """Một phiên do cơ quan khác trực.

    Lượt của các phiên sau không đổi.
    """
    from luanphien.config import changes

    clerk.must_move = True
    changes.override(
        clerk.draft,
        clerk.shift(shift, "--shift", "Phiên nào"),
        clerk.agency(agency, "--agency", "Cơ quan nào trực"),
        clerk.words(basis, "--basis", "Căn cứ"),
    )
