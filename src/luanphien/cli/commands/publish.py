"""`luanphien publish`: the web page, its calendar feeds and its data, as a folder of files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import (
    ConfigOption,
    StateOption,
    TodayOption,
    parse_path,
    parse_period,
)
from luanphien.cli.status import FINE
from luanphien.core.period import Period

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=VietnameseCommand)
def publish(
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="THƯ_MỤC", parser=parse_path, help="Thư mục của trang."
        ),
    ],
    period: Annotated[
        Period | None,
        typer.Argument(
            metavar="[KỲ]",
            parser=parse_period,
            help="Những năm trên trang; không ghi thì từ năm đầu tiên đến hết năm sau.",
        ),
    ] = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Tạo trang web của lịch trực.

    Ai đang trực, cả năm, danh bạ, lịch điện tử, dữ liệu; không có lý do vắng, ghi chú, thư điện tử
    của người. Thư mục được thay trọn một lần. In ra một tờ A4 ngang là lịch treo tường.
    """
    from luanphien.folders import replace_folder
    from luanphien.site.publication import site_files, usual_period
    from luanphien.upkeep.runs import recorded

    configuration, register = lookup.configuration(config), lookup.register_file(state)
    now = clock.moment(today)
    period, at = period or usual_period(configuration.rota, now.date()), clock.recorded_at(now)
    list(configuration.rota.shifts(period.whole_years))  # years without a rota write nothing
    with recorded(configuration, register, "publish", now, output) as run:
        files = site_files(configuration, register, period, now.date(), at)
        changed = replace_folder(output, files)
        run.status = FINE
    typer.echo(f"Đã ghi {output}: {len(files)} tệp." if changed else f"{output}: không có gì đổi.")
