"""`luanphien init`: a configuration to start from."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from luanphien import clock
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import TodayOption, parse_day, parse_path, parse_text

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=VietnameseCommand)
def init(
    folder: Annotated[
        Path,
        typer.Argument(metavar="THƯ_MỤC", parser=parse_path, help="Nơi ghi; tạo mới nếu chưa có."),
    ],
    centre: Annotated[
        str | None,
        typer.Option("--centre", metavar="TÊN", parser=parse_text, help="Tên của Trung tâm khác."),
    ] = None,
    agency: Annotated[
        list[str] | None,
        typer.Option(
            "--agency",
            metavar="TÊN",
            parser=parse_text,
            help="Tên cơ quan; lặp lại theo thứ tự trực.",
        ),
    ] = None,
    effective: Annotated[
        date | None,
        typer.Option(
            "--effective",
            metavar="NGÀY",
            parser=parse_day,
            help="Ngày đầu của phiên đầu tiên; không ghi thì đầu tháng sau.",
        ),
    ] = None,
    ask: Annotated[bool, typer.Option("--ask", help="Hỏi tên và ngày của Trung tâm khác.")] = False,
    today: TodayOption = None,
) -> None:
    """Ghi một cấu hình để bắt đầu, có chú thích.

    Không tùy chọn nào: cấu hình theo Quyết định 459/QĐ-UBND. Với --centre và --agency, hoặc
    --ask: cấu hình cho một Trung tâm khác. Không ghi đè tệp nào.
    """
    from dateutil.relativedelta import relativedelta

    from luanphien.config.starter import Office, write
    from luanphien.core.values import FIRST_YEAR, LAST_YEAR, LONGEST_TEXT

    first = effective or (today or clock.today()) + relativedelta(months=1, day=1)
    if ask:
        centre = centre or typer.prompt("Tên Trung tâm").strip()
        agency = agency or _asked_agencies()
        if effective is None:
            first = parse_day(typer.prompt("Ngày đầu của phiên đầu tiên", default=str(first)))
    office = None
    if centre or agency or effective:
        if not centre or not agency:
            raise typer.BadParameter("một Trung tâm khác cần --centre và ít nhất một --agency")
        for name in (centre, *agency):
            if not (name.strip() and name.isprintable() and len(name) <= LONGEST_TEXT):
                raise typer.BadParameter(f"tên phải có từ 1 đến {LONGEST_TEXT} chữ trên một dòng")
        if first.day != 1:
            raise typer.BadParameter(f"{first} không phải ngày đầu tháng")
        if not FIRST_YEAR <= first.year <= LAST_YEAR:
            raise typer.BadParameter(f"{first} ngoài các năm {FIRST_YEAR} đến {LAST_YEAR}")
        office = Office(centre, agency, first)
    for file in write(folder, office):
        typer.echo(f"Đã ghi {file}")
    typer.echo(f"Sửa agencies.yaml, rồi chạy: luanphien check --config {folder}")


def _asked_agencies() -> list[str]:
    agencies: list[str] = []
    while True:
        prompt = f"Cơ quan thứ {len(agencies) + 1} theo thứ tự trực (Enter để thôi)"
        name = typer.prompt(prompt, default="", show_default=False).strip()
        if not name:
            return agencies
        agencies.append(name)
