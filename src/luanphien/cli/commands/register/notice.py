"""`luanphien register notice`: a notice went otherwise than by e-mail."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien.cli import lookup
from luanphien.cli.options import (
    ConfigOption,
    ShiftOption,
    StateOption,
    TodayOption,
    parse_text,
)
from luanphien.cli.recording import (
    ByHand,
    ByOption,
    NoteOption,
    OnOption,
    occasion_of,
    record,
    said_of,
)


def notice(
    shift: ShiftOption,
    by: ByOption,
    channel: Annotated[ByHand, typer.Option("--channel", help="Cách gửi.")] = ByHand.paper,
    recipient: Annotated[
        str | None,
        typer.Option(
            "--recipient",
            metavar="AI",
            parser=parse_text,
            help="Nơi nhận; mặc định cơ quan có phiên trực.",
        ),
    ] = None,
    note: NoteOption = None,
    on: OnOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi rằng đã gửi thông báo bằng giấy, Zalo hay điện thoại."""
    from luanphien.core import by_hand
    from luanphien.core.remarks import on_notice

    configuration = lookup.configuration(config)
    said = said_of(configuration, shift)
    occasion = occasion_of(said.shift, on, today, by, note)
    to = lookup.recipient(configuration, recipient)
    fact = by_hand.of_notice(occasion, "sent", said, channel.value, None if to else recipient, to)
    calendar = configuration.rota.calendar
    record(fact, state, lambda facts: on_notice(said, fact, facts, calendar))
