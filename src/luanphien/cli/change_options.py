"""The options of the commands that change the rota; what is missing is asked for."""

from __future__ import annotations

from datetime import date
from typing import Annotated, NamedTuple

import typer

from luanphien.cli.options import (
    ConfigOption,
    StateOption,
    TodayOption,
    parse_day,
    parse_period,
    parse_shift,
    parse_text,
)
from luanphien.core.period import Period

PersonOption = Annotated[
    str | None,
    typer.Option("--person", metavar="NGƯỜI", parser=parse_text, help="Mã hoặc họ tên."),
]
AgencyOption = Annotated[
    str | None,
    typer.Option("--agency", metavar="CƠ_QUAN", parser=parse_text, help="Mã hoặc tên cơ quan."),
]
ShiftOption = Annotated[
    str | None,
    typer.Option("--shift", metavar="PHIÊN", parser=parse_shift, help="Phiên: 2026-02, 2/2026."),
]
DaysOption = Annotated[
    Period | None,
    typer.Option(
        "--days",
        metavar="NGÀY[..NGÀY]",
        parser=parse_period,
        help="Một ngày, hoặc từ ngày..đến ngày.",
    ),
]
SinceOption = Annotated[
    date | None,
    typer.Option("--since", metavar="NGÀY", parser=parse_day, help="Ngày đầu tiên."),
]
ReasonOption = Annotated[
    str | None, typer.Option("--reason", metavar="LÝ_DO", parser=parse_text, help="Lý do.")
]
BasisOption = Annotated[
    str | None,
    typer.Option(
        "--basis", metavar="CĂN_CỨ", parser=parse_text, help="Số, ngày văn bản làm căn cứ."
    ),
]
ListBeginsOption = Annotated[
    date | None,
    typer.Option(
        "--effective", metavar="NGÀY", parser=parse_day, help="Ngày danh sách có hiệu lực."
    ),
]
ListEndsOption = Annotated[
    date | None,
    typer.Option(
        "--expires",
        metavar="NGÀY",
        parser=parse_day,
        help="Ngày cuối; mặc định đến khi có danh sách sau.",
    ),
]
OthersStayOption = Annotated[
    bool,
    typer.Option(
        "--others-stay", help="Cơ quan không có trong tệp giữ người đang có, lượt trực đi tiếp."
    ),
]
NameOption = Annotated[
    str | None, typer.Option("--name", metavar="DỊP", parser=parse_text, help="Dịp nghỉ.")
]
SourceOption = Annotated[
    str | None,
    typer.Option("--source", metavar="NGUỒN", parser=parse_text, help="Văn bản công bố."),
]


class Shared(NamedTuple):
    """The options that every change has."""

    config: ConfigOption = None
    state: StateOption = None
    today: TodayOption = None
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="AI", parser=parse_text, help="Ai sửa; mặc định tên đăng nhập."
        ),
    ] = None
    past: Annotated[
        bool, typer.Option("--past", help="Cho đổi cả những ngày đã qua, như giấy ốm nộp muộn.")
    ] = False
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ nói sẽ đổi gì, không ghi.")] = (
        False
    )
    yes: Annotated[bool, typer.Option("--yes", help="Ghi luôn, không hỏi.")] = False
