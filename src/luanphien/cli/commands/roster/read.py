"""`luanphien roster read`: what the agencies have sent, read into the configuration."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from luanphien.cli.change_options import (
    BasisOption,
    ListBeginsOption,
    ListEndsOption,
    OthersStayOption,
)
from luanphien.cli.clerk import Clerk
from luanphien.cli.options import parse_day, parse_path
from luanphien.config import Configuration
from luanphien.wording.words import capital


def read(
    clerk: Clerk,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="TỆP…", parser=parse_path, help="Các tệp .xlsx, .csv của cơ quan, đã điền."
        ),
    ],
    effective: ListBeginsOption = None,
    expires: ListEndsOption = None,
    basis: BasisOption = None,
    others_stay: OthersStayOption = False,
    as_written: Annotated[
        bool,
        typer.Option("--as-written", help="Họ tên không dấu, viết hoa cả: đúng như đã ghi."),
    ] = False,
) -> None:
    """Đọc danh sách nhân sự các cơ quan gửi về.

    Người đã có được nhận ra theo họ tên, điện thoại, thư điện tử; chỗ nào danh sách ghi khác thì
    sửa theo danh sách. Sai ở ô nào nêu ô đó, tất cả một lần; còn sai thì không ghi gì. Cơ quan gửi
    sau: đọc tiếp với cùng --effective. Chưa phê duyệt thì không ghi --basis.
    """
    from luanphien.cli import staff
    from luanphien.config import changes
    from luanphien.config.staff_list import amended
    from luanphien.config.staff_rows import lost_zeros, with_zero
    from luanphien.core.decisions import Roster
    from luanphien.core.yearly import year_of

    for file in files:
        clerk.value(file, "TỆP", "", parse_path)
    rows, wrong = staff.rows_of(files)
    decide = staff.as_written if as_written else staff.asked
    listed = staff.listed(clerk.configuration, [with_zero(row) for row in rows], wrong, decide)
    day = clerk.value(effective, "--effective", "Có hiệu lực từ ngày nào", parse_day)
    if expires:
        clerk.value(expires, "--expires", "", parse_day)
    decided = clerk.words(basis, "--basis", "Số, ngày quyết định phê duyệt, nếu đã có")
    clerk.flag("--others-stay", given=others_stay)
    clerk.flag("--as-written", given=as_written)
    for row in lost_zeros(rows):
        typer.echo(f"{row.place('phone')}: {row.name}: {row.phone} ghi là {with_zero(row).phone}")
    for line in staff.described(listed.differing):
        typer.echo(line)
    people = clerk.configuration.people
    for id, details in amended(listed.differing).items():
        changes.amended_person(clerk.draft, people[id], details)
    decided_list = staff.decided(
        clerk.configuration, Roster(day, listed.staff, expires, decided), others_stay=others_stay
    )
    changes.roster(clerk.draft, decided_list, listed.new)
    clerk.todo = partial(_next_steps, year=year_of(decided_list))


def _next_steps(configuration: Configuration, year: int) -> Iterator[str]:
    """What is still to be done for the list of the year."""
    from luanphien.cli import staff
    from luanphien.core.yearly import list_of

    if lacking := staff.lacking(configuration, year):
        yield f"{capital(lacking)}."
    decided = list_of(configuration.decisions.rosters, year)
    if decided and not decided.basis:
        yield f"Trình phê duyệt: luanphien roster submit --year {year} -o THƯ_MỤC"
