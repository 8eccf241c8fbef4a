"""`luanphien roster approve`: the decision that approves the list (khoản 5 Điều 3)."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien.cli.change_options import BasisOption
from luanphien.cli.clerk import Clerk
from luanphien.cli.options import parse_text, parse_year


def approve(
    clerk: Clerk,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="NĂM", parser=parse_year, help="Năm của danh sách."),
    ] = None,
    basis: BasisOption = None,
) -> None:
    """Ghi quyết định phê duyệt danh sách.

    Sau khi Chủ tịch Ủy ban nhân dân tỉnh ký (khoản 5 Điều 3). Thông báo nêu quyết định đó làm căn
    cứ.
    """
    from luanphien.cli import staff
    from luanphien.config import changes

    of = clerk.value(year, "--year", "Danh sách năm nào", parse_year)
    decided = clerk.value(basis, "--basis", "Số, ngày quyết định phê duyệt", parse_text)
    changes.approved(clerk.draft, staff.list_of(clerk.configuration, of), decided)
    if lacking := staff.lacking(clerk.configuration, of):
        todo = "cơ quan gửi sau khi phê duyệt phải có quyết định bổ sung"
        typer.echo(f"cảnh báo: {lacking}; {todo}", err=True)
