"""`luanphien publish`: the web page, its calendar feeds and its data, as a folder of files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
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
from luanphien.config import Configuration
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
    pdf: Annotated[
        bool,
        typer.Option(
            "--pdf/--no-pdf", help="Có làm PDF của từng năm không, nếu máy có LibreOffice."
        ),
    ] = True,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Tạo trang web của lịch trực.

    Ai đang trực, cả năm, danh bạ, lịch điện tử, bảng tính, PDF, dữ liệu; không có lý do vắng, ghi
    chú, thư điện tử của người. Thư mục được thay trọn một lần. In ra một tờ A4 ngang là lịch treo
    tường.
    """
    from luanphien.folders import replace_folder
    from luanphien.site.publication import site_files, usual_period
    from luanphien.upkeep.runs import recorded

    configuration, register = lookup.configuration(config), lookup.register_file(state)
    now = clock.moment(today)
    period, at = period or usual_period(configuration.rota, now.date()), clock.recorded_at(now)
    list(configuration.rota.shifts(period.whole_years))  # years without a rota write nothing
    with recorded(configuration, register, "publish", now, output) as run:
        of_years = _papers(configuration, period, now.date(), output) if pdf else {}
        files = site_files(configuration, register, period, now.date(), at, of_years)
        changed = replace_folder(output, files)
        run.status = FINE
    typer.echo(f"Đã ghi {output}: {len(files)} tệp." if changed else f"{output}: không có gì đổi.")


def _papers(
    configuration: Configuration, period: Period, day: date, folder: Path
) -> Mapping[int, bytes]:
    """The PDFs of the years; what keeps one from being made is said, and keeps nothing else."""
    from luanphien.site.papers import papers

    of_years, failure = papers(configuration, period, day, folder)
    if failure:
        typer.echo(f"cảnh báo: chưa làm được PDF cho trang: {failure}", err=True)
    return of_years
