"""`luanphien register difficulty`: what stands in the way, and what is proposed."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien.cli import complete, lookup
from luanphien.cli.entering import CorrectsOption, EnteredByOption, day_of, enter
from luanphien.cli.options import ConfigOption, StateOption, TodayOption, parse_text
from luanphien.cli.recording import NoteOption, OnOption


def difficulty(
    what: Annotated[
        str,
        typer.Option("--what", metavar="VIỆC", parser=parse_text, help="Khó khăn, vướng mắc gì."),
    ],
    agency: Annotated[
        str | None,
        typer.Option(
            "--agency",
            metavar="CƠ_QUAN",
            parser=parse_text,
            autocompletion=complete.agencies,
            help="Mã hoặc tên cơ quan phản ánh; mặc định chung cho các cơ quan.",
        ),
    ] = None,
    proposal: Annotated[
        str | None,
        typer.Option(
            "--proposal", metavar="ĐỀ_XUẤT", parser=parse_text, help="Đề xuất, kiến nghị."
        ),
    ] = None,
    by: EnteredByOption = None,
    note: NoteOption = None,
    on: OnOption = None,
    corrects: CorrectsOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi khó khăn, vướng mắc và đề xuất.

    Theo khoản 4 Điều 11, khoản 2 Điều 12, khoản 2 Điều 13. Báo cáo định kỳ nêu những
    việc này, việc chưa giải quyết trước. Giải quyết xong thì ghi register settled SỐ.
    """
    from luanphien.core.entries import Difficulty, named

    configuration = lookup.configuration(config)
    of = named(lookup.named_agency(configuration, agency)) if agency else None
    day = day_of(on, today, configuration.rota.begins_on)
    enter(Difficulty(what, of, proposal, note), day, by, corrects, state, today)
