"""`luanphien change roster`: the yearly list of staff (khoản 4 Điều 6)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated
from unicodedata import normalize

import typer

from luanphien.cli.change_options import BasisOption
from luanphien.cli.clerk import Clerk
from luanphien.cli.options import parse_day, parse_path, parse_text
from luanphien.config.source import MAX_BYTES
from luanphien.core.errors import LuanphienError


def roster(
    clerk: Clerk,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[TỆP.csv]",
            parser=parse_path,
            help="Các cột Cơ quan, Nhân sự, Họ và tên, Chức vụ, Điện thoại, Thư điện tử, Mã.",
        ),
    ] = None,
    effective: Annotated[
        date | None,
        typer.Option(
            "--effective", metavar="NGÀY", parser=parse_day, help="Ngày danh sách có hiệu lực."
        ),
    ] = None,
    expires: Annotated[
        date | None,
        typer.Option(
            "--expires",
            metavar="NGÀY",
            parser=parse_day,
            help="Ngày cuối; mặc định đến khi có danh sách sau.",
        ),
    ] = None,
    basis: BasisOption = None,
) -> None:
    """Ghi danh sách nhân sự từ tệp CSV.

    Cột Nhân sự: chính thức hoặc dự phòng. Người đã có (theo mã, hoặc họ tên) giữ nguyên, chỗ nào
    khác danh sách thì nêu ra; người mới được thêm. Tệp của Excel: lưu dạng CSV UTF-8.
    """
    from luanphien.config import changes
    from luanphien.config.staff_list import csv_rows, lost_zeros, staff_list
    from luanphien.core.decisions import Roster

    place = clerk.value(file, "TỆP", "Tệp CSV", parse_path)
    known = clerk.configuration
    rows = csv_rows(_text(place), str(place))
    listed = staff_list(rows, str(place), known.agencies, known.people)
    day = clerk.value(effective, "--effective", "Có hiệu lực từ ngày nào", parse_day)
    if expires:
        clerk.value(expires, "--expires", "", parse_day)
    decided = clerk.value(basis, "--basis", "Số, ngày quyết định phê duyệt", parse_text)
    for row in lost_zeros(rows):
        typer.echo(f"{place}:{row.line}: {row.name}: điện thoại {row.phone}: Excel đã bỏ số 0 đầu?")
    for person, heading, said, now in listed.differing:
        typer.echo(
            f"{person.name}: {heading} trong danh sách là «{said}», đang ghi «{now or 'trống'}»; "
            f"sửa bằng luanphien change person --id {person.id}"
        )
    changes.roster(clerk.draft, Roster(day, listed.staff, expires, decided), listed.new)


def _text(file: Path) -> str:
    """What the file holds, a letter and its tone as one; wrong use if it can be no list."""
    if file.exists() and not file.is_file():
        raise typer.BadParameter(f"{file}: không phải tệp thường, cần một tệp CSV")
    with file.open("rb") as source:  # which may be larger than what there is room for
        content = source.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise typer.BadParameter(f"{file}: lớn quá {MAX_BYTES >> 20} MB")
    try:
        return normalize("NFC", content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise LuanphienError(f"{file}: không phải UTF-8; hãy lưu dạng CSV UTF-8") from None
