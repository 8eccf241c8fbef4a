"""`luanphien register withdraw`: what was entered by mistake."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien.cli.entering import enter
from luanphien.cli.options import NoConfigOption, StateOption, TodayOption
from luanphien.cli.recording import ByOption, NoteOption


def withdraw(
    number: Annotated[int, typer.Argument(metavar="SỐ", min=1, help="Số của việc ghi nhầm.")],
    by: ByOption,
    note: NoteOption = None,
    _config: NoConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Bỏ một việc ghi nhầm; sổ vẫn giữ cả hai.

    Dùng cho việc có số: sự cố, hướng dẫn, tài liệu, vướng mắc. Ghi sai một phần thì ghi lại,
    thêm --corrects SỐ.
    """
    from luanphien import clock
    from luanphien.core.entries import Withdrawal

    enter(Withdrawal(note), today or clock.today(), by, number, state, today)
