"""`luanphien register materials`: an agency's documents lie at the counter (khoản 7 Điều 6)."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien.cli import lookup
from luanphien.cli.entering import CorrectsOption, EnteredByOption, OfAgencyOption, day_of, enter
from luanphien.cli.options import ConfigOption, StateOption, TodayOption
from luanphien.cli.recording import NoteOption, OnOption


def materials(
    agency: OfAgencyOption,
    changed: Annotated[
        bool,
        typer.Option(
            "--changed", help="Thủ tục đã thay đổi: ai được hướng dẫn trước đó cần hướng dẫn lại."
        ),
    ] = False,
    by: EnteredByOption = None,
    note: NoteOption = None,
    on: OnOption = None,
    corrects: CorrectsOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi việc đặt, cập nhật tài liệu, hồ sơ chuẩn tại quầy.

    Theo khoản 7 Điều 6. Quá số tháng ở materials.months của agencies.yaml thì được nhắc cập nhật.
    """
    from luanphien.core.entries import Materials, named

    configuration = lookup.configuration(config)
    of = lookup.named_agency(configuration, agency)
    day = day_of(on, today, configuration.rota.begins_on)
    enter(Materials(named(of), changed, note), day, by, corrects, state, today)
