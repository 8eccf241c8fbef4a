"""`luanphien change announce`: the days off of a year are settled."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien.cli.clerk import Clerk
from luanphien.cli.options import parse_year
from luanphien.core.errors import LuanphienError


def announce(
    clerk: Clerk,
    year: Annotated[
        int | None,
        typer.Argument(metavar="[NĂM]", parser=parse_year, help="Năm có lịch nghỉ đã công bố."),
    ] = None,
    as_listed: Annotated[
        bool,
        typer.Option("--as-listed", help="Ngày nào chưa ghi thì đúng là ngày làm việc."),
    ] = False,
) -> None:
    """Ghi rằng lịch nghỉ cả năm đã công bố.

    Các ngày nghỉ đã ghi là đề xuất của năm đó thành chính thức; năm không còn là dự kiến. Ngày dự
    báo là nghỉ mà chưa ghi thì lệnh nêu ra và dừng.
    """
    from luanphien.config import changes
    from luanphien.config.almanac import forgotten
    from luanphien.wording import dates

    settled = clerk.value(year, "NĂM", "Năm nào", parse_year)
    changes.announced(clerk.draft, settled)
    if as_listed:
        clerk.said.append("--as-listed")
    elif not clerk.draft.is_empty and (
        missing := forgotten(clerk.draft.after().rota.calendar, settled)
    ):
        raise LuanphienError(
            f"dự báo là ngày nghỉ mà chưa ghi, nên sẽ phải đi làm: {dates.holidays(missing)}; "
            "hãy ghi bằng luanphien change day-off, hoặc thêm --as-listed nếu đúng là đi làm"
        )
