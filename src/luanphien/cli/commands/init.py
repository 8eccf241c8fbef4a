"""`luanphien init`: a configuration to start from."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from luanphien import clock
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import TodayOption, parse_day, parse_path, parse_text

if TYPE_CHECKING:
    from luanphien.config.starter import Office

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
    systemd: Annotated[
        bool,
        typer.Option("--systemd", help="Ghi cả dịch vụ, hẹn giờ systemd, trang nginx; cần root."),
    ] = False,
    root: Annotated[
        Path,
        typer.Option(
            "--root",
            metavar="THƯ_MỤC",
            parser=parse_path,
            help="Với --systemd: ghi dưới thư mục này, khi làm đĩa cho máy khác.",
        ),
    ] = Path("/"),
    ask: Annotated[bool, typer.Option("--ask", help="Hỏi tên và ngày của Trung tâm khác.")] = False,
    today: TodayOption = None,
) -> None:
    """Ghi một cấu hình để bắt đầu, có chú thích.

    Không tùy chọn nào: cấu hình theo Quyết định 459/QĐ-UBND. Với --centre và --agency, hoặc
    --ask: cấu hình cho một Trung tâm khác. Không ghi đè tệp nào. Với --systemd: thư mục đã có cấu
    hình thì giữ nguyên.
    """
    from dateutil.relativedelta import relativedelta

    from luanphien.config.load import AGENCIES
    from luanphien.config.starter import write

    first = effective or (today or clock.today()) + relativedelta(months=1, day=1)
    if ask:
        centre = centre or typer.prompt("Tên Trung tâm").strip()
        agency = agency or _asked_agencies()
        if effective is None:
            first = parse_day(typer.prompt("Ngày đầu của phiên đầu tiên", default=str(first)))
    office = _office(centre, agency, first) if centre or agency or effective else None
    service = _service(folder, root) if systemd else {}
    if not (systemd and (folder / AGENCIES).exists()):
        for file in write(folder, office):
            typer.echo(f"Đã ghi {file}")
    if service:
        _write_service(service)
    typer.echo(f"Sửa agencies.yaml, rồi chạy: luanphien check --config {folder}")


def _office(centre: str | None, agencies: list[str] | None, first: date) -> Office:
    """The other centre that the options name; wrong use if they name none."""
    from luanphien.config.starter import Office
    from luanphien.core.values import FIRST_YEAR, LAST_YEAR, LONGEST_TEXT

    if not centre or not agencies:
        raise typer.BadParameter("một Trung tâm khác cần --centre và ít nhất một --agency")
    for name in (centre, *agencies):
        if not (name.strip() and name.isprintable() and len(name) <= LONGEST_TEXT):
            raise typer.BadParameter(f"tên phải có từ 1 đến {LONGEST_TEXT} chữ trên một dòng")
    if first.day != 1:
        raise typer.BadParameter(f"{first} không phải ngày đầu tháng")
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        raise typer.BadParameter(f"{first} ngoài các năm {FIRST_YEAR} đến {LAST_YEAR}")
    return Office(centre, agencies, first)


def _service(folder: Path, root: Path) -> dict[Path, bytes]:
    """The files of the service; refused before the configuration is written, if at all."""
    from luanphien.upkeep.service import Service, files, this_program

    return files(Service(this_program(), folder.absolute()), root)


def _write_service(service: dict[Path, bytes]) -> None:
    from luanphien.files import replacing
    from luanphien.upkeep.service import NEXT

    with replacing(service, aside=""):
        for file in service:
            typer.echo(f"Đã ghi {file}")
    typer.echo("Chạy tiếp, bằng root:")
    for command in NEXT:
        typer.echo(f"  {command}")


def _asked_agencies() -> list[str]:
    agencies: list[str] = []
    while True:
        prompt = f"Cơ quan thứ {len(agencies) + 1} theo thứ tự trực (Enter để thôi)"
        name = typer.prompt(prompt, default="", show_default=False).strip()
        if not name:
            return agencies
        agencies.append(name)
