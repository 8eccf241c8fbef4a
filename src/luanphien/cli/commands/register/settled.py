"""`luanphien register settled`: a difficulty is settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from luanphien.cli import lookup
from luanphien.cli.entering import CorrectsOption, day_of, enter, standing_entry
from luanphien.cli.options import ConfigOption, StateOption, TodayOption
from luanphien.cli.recording import ByOption, NoteOption, OnOption

if TYPE_CHECKING:
    from luanphien.core.entries import Entry


def settled(
    number: Annotated[
        int, typer.Argument(metavar="SỐ", min=1, help="Số của khó khăn, vướng mắc trong sổ.")
    ],
    by: ByOption,
    note: NoteOption = None,
    on: OnOption = None,
    corrects: CorrectsOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi rằng khó khăn, vướng mắc có số này đã được giải quyết."""
    from luanphien.core.entries import Difficulty, Settlement, difficulties

    begins_on = lookup.configuration(config).rota.begins_on
    day = day_of(on, today, begins_on)

    def accept(entries: Sequence[Entry]) -> None:
        raised = standing_entry(entries, number)
        if not isinstance(raised.content, Difficulty):
            raise typer.BadParameter(f"việc số {number} không phải khó khăn, vướng mắc")
        if day < raised.on:
            raise typer.BadParameter(f"việc số {number} có từ {raised.on}; xem lại --on")
        for one in difficulties(entries, day):
            if one.entry == raised and one.settled and one.settled.number != corrects:
                text = f"việc số {number} đã giải quyết, ghi ở việc số {one.settled.number}"
                raise typer.BadParameter(text)

    enter(Settlement(number, note), day, by, corrects, state, today, accept)
