"""`luanphien change remove`: one decision is taken out again."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien.cli.clerk import Clerk
from luanphien.cli.options import parse_text


def remove(
    clerk: Clerk,
    path: Annotated[
        str | None,
        typer.Argument(
            metavar="[MỤC]", parser=parse_text, help="Ví dụ absences[2], đếm từ 0; như check nêu."
        ),
    ] = None,
) -> None:
    """Bỏ một mục đã ghi.

    Vắng mặt, thay người, chỉ định, đổi phiên, trực thay, danh sách, thứ tự, người, ngày nghỉ.
    """
    from luanphien.config import changes
    from luanphien.wording import decisions

    configuration = clerk.configuration
    known = {
        path: decisions.line(decision, configuration.people, configuration.agencies)
        for path, decision in changes.removable(clerk.draft).items()
    }
    changes.removal(clerk.draft, clerk.choice(path, "MỤC", "Bỏ mục nào", known))
