"""`luanphien register ack`: the agency has the notice."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien.cli import lookup
from luanphien.cli.options import ConfigOption, ShiftOption, StateOption, TodayOption
from luanphien.cli.recording import (
    ByHand,
    ByOption,
    NoteOption,
    OnOption,
    occasion_of,
    record,
    said_of,
)


def ack(
    shift: ShiftOption,
    by: ByOption,
    channel: Annotated[ByHand, typer.Option("--channel", help="Cách xác nhận.")] = ByHand.phone,
    note: NoteOption = None,
    on: OnOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi rằng cơ quan đã xác nhận nhận được thông báo."""
    from luanphien.core import by_hand
    from luanphien.core.remarks import on_acknowledgement

    said = said_of(lookup.configuration(config), shift)
    occasion = occasion_of(said.shift, on, today, by, note)
    fact = by_hand.of_notice(occasion, "acknowledged", said, channel.value)
    record(fact, state, lambda facts: on_acknowledgement(said, fact, facts))
