"""A list of staff from files: read, doubts settled on the terminal, drafted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from luanphien.cli import asking
from luanphien.config import Configuration
from luanphien.core.errors import LuanphienError, OperationError

if TYPE_CHECKING:
    from luanphien.config.staff_list import Differing, Doubt, StaffList
    from luanphien.config.staff_rows import Row
    from luanphien.core.decisions import Roster


def rows_of(files: Iterable[Path]) -> tuple[list[Row], list[str]]:
    """The rows of all files, and what is wrong with them; says which sheets are left alone."""
    from luanphien.config.staff_rows import COLUMNS, staff_rows
    from luanphien.spreadsheets.reading import read, remarks

    rows: list[Row] = []
    wrong: list[str] = []
    for file in dict.fromkeys(files):
        try:
            sheets = read(file)
            more, faults = staff_rows(sheets)
        except LuanphienError as error:
            wrong.append(str(error))
            continue
        for remark in remarks(sheets, COLUMNS):
            typer.echo(remark, err=True)
        rows += more
        wrong += faults
    return rows, wrong


def listed(
    configuration: Configuration,
    rows: Sequence[Row],
    wrong: Sequence[str],
    decide: Callable[[Sequence[Doubt]], dict[Doubt, bool]],
) -> StaffList:
    """The list, once there is nothing wrong with it and what is in doubt has been decided.

    Raises LuanphienError with all that is wrong at once.
    """
    from luanphien.config.staff_list import staff_list

    answers: dict[Doubt, bool] = {}
    while True:
        staff = staff_list(rows, configuration.decisions, answers)
        if faults := [*wrong, *staff.faults]:
            raise LuanphienError("\n".join(faults))
        if not staff.doubts:
            break
        answers |= decide(staff.doubts)
    if not staff.staff:
        raise LuanphienError("danh sách không có người nào")
    return staff


def asked(doubts: Sequence[Doubt]) -> dict[Doubt, bool]:
    """What is answered on the terminal; LuanphienError with all doubts if nobody can be asked."""
    if not asking.can_ask():
        raise LuanphienError("\n".join(map(_unanswered, doubts)))
    return {doubt: _settled(doubt) for doubt in doubts}


def as_written(doubts: Sequence[Doubt]) -> dict[Doubt, bool]:
    """Names are as they are written; who is meant is still asked."""
    names = {doubt: False for doubt in doubts if doubt.person is None}
    return names | asked([doubt for doubt in doubts if doubt.person])


def decided(configuration: Configuration, roster: Roster, *, others_stay: bool) -> Roster:
    """The list with the agencies that it does not name, where these stay.

    Says who has nobody any more where they don't, unless a year begins: then each sends its list.
    """
    from luanphien.core import yearly

    if others_stay:
        if not roster.basis:
            raise typer.BadParameter("--others-stay cần --basis: quyết định sửa danh sách")
        return yearly.completed(configuration.rota, roster)
    others = yearly.others(configuration.rota, roster)
    if others and (roster.effective.month, roster.effective.day) != (1, 1):
        labels = ", ".join(configuration.agencies[entry.agency].label for entry in others)
        typer.echo(
            f"cảnh báo: từ ngày {roster.effective} không còn người của {labels}: tệp không có; để "
            "họ trực tiếp theo danh sách trước thì thêm --others-stay",
            err=True,
        )
    return roster


def list_of(configuration: Configuration, year: int) -> Roster:
    """The list of the year; OperationError where it is still to be read."""
    from luanphien.core import yearly

    roster = yearly.list_of(configuration.decisions.rosters, year)
    if roster is None:
        raise OperationError(
            f"chưa có danh sách năm {year}; hãy đọc các tệp cơ quan gửi về: luanphien roster read "
            f"TỆP… --effective {year}-01-01"
        )
    return roster


def lacking(configuration: Configuration, year: int) -> str:
    """`danh sách năm 2025 còn thiếu nhân sự chính thức của Sở VHTTDL`; empty if of nobody."""
    from luanphien.core import yearly

    labels = ", ".join(agency.label for agency in yearly.lacking(configuration.rota, year))
    return labels and f"danh sách năm {year} còn thiếu nhân sự chính thức của {labels}"


def described(differing: Iterable[Differing]) -> Iterator[str]:
    """What the list has otherwise, a line each."""
    for person, _, said, now in differing:
        yield f"{person.name} ({person.id}): {said} (đang ghi {now or 'trống'})"


def _settled(doubt: Doubt) -> bool:
    yes = asking.confirm(f"{doubt.place}: {_question(doubt)}")
    if not yes and doubt.person is None and doubt.name == doubt.listed:
        raise LuanphienError(f"{doubt.place}: hãy ghi họ tên {doubt.listed} có dấu")
    return yes


def _question(doubt: Doubt) -> str:
    if doubt.person is None and doubt.name == doubt.listed:
        return f"họ tên không có dấu nào; «{doubt.listed}» đúng là như vậy?"
    if doubt.person is None:
        return f"«{doubt.listed}» ghi là «{doubt.name}»?"
    about = ", ".join(filter(None, (doubt.person.title, doubt.person.phone, doubt.person.id)))
    return f"«{doubt.listed}» có phải là {doubt.name} ({about})?"


def _unanswered(doubt: Doubt) -> str:
    """What is in doubt, and how to settle it in the file."""
    if doubt.person is None and doubt.listed.isascii():
        todo = "ghi có dấu, hoặc thêm --as-written nếu đúng là như vậy"
        return f"{doubt.place}: họ tên «{doubt.listed}» không có dấu; hãy {todo}"
    if doubt.person is None:
        todo = f"ghi «{doubt.name}», hoặc thêm --as-written"
        return f"{doubt.place}: họ tên «{doubt.listed}» viết hoa hoặc viết thường cả; hãy {todo}"
    todo = f"ghi mã {doubt.person.id} vào cột Mã nếu đúng, một mã mới nếu là người khác"
    return f"{doubt.place}: «{doubt.listed}» có phải là {doubt.name} không? Hãy {todo}"
