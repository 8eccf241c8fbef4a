"""`luanphien change make-up-day`: a Saturday or Sunday that is worked."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from luanphien.cli.change_options import NameOption, SourceOption
from luanphien.cli.clerk import Clerk
from luanphien.cli.commands.change.day_off import proposal
from luanphien.cli.options import parse_day, parse_text


def make_up_day(
    clerk: Clerk,
    day: Annotated[
        date | None,
        typer.Option("--day", metavar="NGÀY", parser=parse_day, help="Thứ Bảy hoặc Chủ nhật."),
    ] = None,
    name: NameOption = None,
    source: SourceOption = None,
) -> None:
    """Ghi ngày làm bù."""
    from luanphien.config import changes

    unsettled = changes.make_up_day(
        clerk.draft,
        clerk.value(day, "--day", "Làm bù ngày nào", parse_day),
        clerk.value(name, "--name", "Làm bù cho dịp nghỉ nào", parse_text),
        clerk.value(source, "--source", "Văn bản công bố", parse_text),
    )
    proposal(unsettled)
