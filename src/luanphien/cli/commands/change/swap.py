"""`luanphien change swap`: two shifts exchange their agencies."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien.cli.change_options import BasisOption
from luanphien.cli.clerk import Clerk
from luanphien.cli.options import parse_shift

ShiftArgument = Annotated[
    str | None, typer.Argument(metavar="[PHIÊN]", parser=parse_shift, help="2026-02 hoặc 2/2026.")
]


def swap(
    clerk: Clerk,
    first: ShiftArgument = None,
    second: ShiftArgument = None,
    basis: BasisOption = None,
) -> None:
    """Hai phiên đổi cơ quan cho nhau.

    Các phiên khác giữ nguyên.
    """
    from luanphien.config import changes

    clerk.must_move = True
    changes.swap(
        clerk.draft,
        clerk.shift(first, "PHIÊN", "Phiên thứ nhất"),
        clerk.shift(second, "PHIÊN", "Đổi với phiên nào"),
        clerk.words(basis, "--basis", "Căn cứ"),
    )
