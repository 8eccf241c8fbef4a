"""`luanphien change day-off`: days off, and the day that is worked for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from luanphien.cli.change_options import DaysOption, NameOption, SourceOption
from luanphien.cli.clerk import Clerk
from luanphien.cli.options import parse_day, parse_period, parse_text


def proposal(unsettled: Sequence[int]) -> None:
    """Say so where it is only one, for the days off of these years are not announced."""
    if unsettled:
        years = ", ".join(map(str, unsettled))
        commands = ", ".join(f"luanphien change announce {year}" for year in unsettled)
        typer.echo(
            f"Lịch nghỉ năm {years} chưa công bố: đây mới là đề xuất, chưa làm đổi ngày nào. "
            f"Khi có thông báo nghỉ cả năm: {commands}"
        )


def day_off(
    clerk: Clerk,
    days: DaysOption = None,
    name: NameOption = None,
    source: SourceOption = None,
    make_up: Annotated[
        date | None,
        typer.Option(
            "--make-up",
            metavar="NGÀY",
            parser=parse_day,
            help="Ngày làm bù, khi hoán đổi ngày làm việc.",
        ),
    ] = None,
) -> None:
    """Ghi ngày nghỉ.

    Năm chưa công bố thì ngày nghỉ mới là đề xuất, chưa làm đổi ngày nào; khi có thông báo nghỉ cả
    năm: luanphien change announce NĂM.
    """
    from luanphien.config import changes

    period = clerk.value(days, "--days", "Nghỉ những ngày nào", parse_period)
    if make_up:
        clerk.value(make_up, "--make-up", "", parse_day)
    unsettled = changes.days_off(
        clerk.draft,
        period,
        make_up,
        clerk.value(name, "--name", "Dịp nghỉ", parse_text),
        clerk.value(source, "--source", "Văn bản công bố", parse_text),
    )
    proposal(unsettled)
