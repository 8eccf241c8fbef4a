"""`luanphien change announce`: the days off of a year are settled."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien.cli.clerk import Clerk
from luanphien.core.values import FIRST_YEAR, LAST_YEAR


def parse_year(text: str) -> int:
    """`2027` as a number."""
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise typer.BadParameter(f"«{text}» không phải năm từ {FIRST_YEAR} đến {LAST_YEAR}")
    return int(text)


def announce(
    clerk: Clerk,
    year: Annotated[
        int | None,
        typer.Argument(metavar="[NĂM]", parser=parse_year, help="Năm có lịch nghỉ đã công bố."),
    ] = None,
) -> None:
    """Ghi rằng lịch nghỉ cả năm đã công bố.

    Các ngày nghỉ đã ghi là đề xuất của năm đó thành chính thức; năm không còn là dự kiến.
    """
    from luanphien.config import changes

    changes.announced(clerk.draft, clerk.value(year, "NĂM", "Năm nào", parse_year))
