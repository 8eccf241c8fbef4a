"""`luanphien change roster`: the yearly list of staff (khoản 4 Điều 6)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from luanphien.cli.change_options import (
    BasisOption,
    ListBeginsOption,
    ListEndsOption,
    OthersStayOption,
)
from luanphien.cli.clerk import Clerk
from luanphien.cli.options import parse_day, parse_path, parse_text

if TYPE_CHECKING:
    from luanphien.config.staff_list import Doubt


def roster(
    clerk: Clerk,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[TỆP]",
            parser=parse_path,
            help="Các cột Cơ quan, Nhân sự, Họ và tên, Chức vụ, Điện thoại, Thư điện tử, Mã.",
        ),
    ] = None,
    effective: ListBeginsOption = None,
    expires: ListEndsOption = None,
    basis: BasisOption = None,
    others_stay: OthersStayOption = False,
) -> None:
    """Ghi danh sách nhân sự từ tệp CSV hoặc Excel (.xlsx).

    Cột Nhân sự: chính thức hoặc dự phòng. Người đã có (theo mã, hoặc họ tên) giữ nguyên, chỗ nào
    khác danh sách thì nêu ra; người mới được thêm. Muốn sửa luôn theo danh sách: luanphien roster
    read.
    """
    from luanphien.cli import staff
    from luanphien.config import changes
    from luanphien.config.staff_rows import lost_zeros
    from luanphien.core.decisions import Roster

    place = clerk.value(file, "TỆP", "Tệp CSV", parse_path)
    rows, wrong = staff.rows_of([place])
    listed = staff.listed(clerk.configuration, rows, wrong, _by_name)
    day = clerk.value(effective, "--effective", "Có hiệu lực từ ngày nào", parse_day)
    if expires:
        clerk.value(expires, "--expires", "", parse_day)
    decided = clerk.value(basis, "--basis", "Số, ngày quyết định phê duyệt", parse_text)
    clerk.flag("--others-stay", given=others_stay)
    for row in lost_zeros(rows):
        at = row.place("phone")
        typer.echo(f"{at}: {row.name}: điện thoại {row.phone}: Excel đã bỏ số 0 đầu?")
    for differing in listed.differing:
        person, _, said, now = differing
        typer.echo(
            f"{person.name}: {differing.heading} trong danh sách là «{said}», đang ghi "
            f"«{now or 'trống'}»; sửa bằng luanphien change person --id {person.id}"
        )
    decided_list = staff.decided(
        clerk.configuration, Roster(day, listed.staff, expires, decided), others_stay=others_stay
    )
    changes.roster(clerk.draft, decided_list, listed.new)


def _by_name(doubts: Sequence[Doubt]) -> dict[Doubt, bool]:
    """Whoever has the name is meant, and nobody else; it is as it is written."""
    return {doubt: doubt.namesake for doubt in doubts}
