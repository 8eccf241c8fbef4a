"""`luanphien register handover`: the duties have passed from one to the other."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from luanphien.cli import complete, lookup
from luanphien.cli.options import (
    ConfigOption,
    SinceOption,
    StateOption,
    TodayOption,
    parse_shift,
    parse_text,
)
from luanphien.cli.recording import ByOption, NoteOption, OnOption, occasion_of, record

_COUNT = re.compile(r"\d{1,15}|\d{1,3}(\.\d{3}){1,4}", re.ASCII)


def _parse_count(text: str) -> int:
    """`1250`, or as Vietnamese offices write it, `1.250`."""
    if not _COUNT.fullmatch(text):
        raise typer.BadParameter(f"«{text}» không phải một số từ 0 trở lên")
    return int(text.replace(".", ""))


def _count(option: str, what: str) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(
        option, metavar="SỐ", parser=_parse_count, help=what
    )
    return info


def handover(
    shift: Annotated[
        str,
        typer.Option(
            "--shift",
            metavar="PHIÊN",
            parser=parse_shift,
            autocompletion=complete.shifts,
            help="Phiên của bên giao: 2024-02, 2/2024.",
        ),
    ],
    by: ByOption,
    since: SinceOption = None,
    outgoing: Annotated[
        str | None,
        typer.Option(
            "--outgoing",
            metavar="NGƯỜI",
            parser=parse_text,
            help="Mã hoặc họ tên người giao; mặc định theo lịch.",
        ),
    ] = None,
    incoming: Annotated[
        str | None,
        typer.Option(
            "--incoming",
            metavar="NGƯỜI",
            parser=parse_text,
            help="Mã hoặc họ tên người nhận; mặc định theo lịch.",
        ),
    ] = None,
    received: Annotated[int | None, _count("--received", "Hồ sơ đã tiếp nhận.")] = None,
    in_progress: Annotated[int | None, _count("--in-progress", "Hồ sơ đang giải quyết.")] = None,
    to_return: Annotated[int | None, _count("--to-return", "Kết quả chờ trả.")] = None,
    fees: Annotated[int | None, _count("--fees", "Phí, lệ phí bàn giao, đồng.")] = None,
    note: NoteOption = None,
    on: OnOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi rằng đã bàn giao: ngày, người ký, số liệu."""
    from luanphien.core import by_hand
    from luanphien.core.facts import Counts
    from luanphien.core.remarks import on_handover

    configuration = lookup.configuration(config)
    rota = configuration.rota
    chosen = lookup.shift(rota, shift)
    planned = lookup.handover(rota, chosen, since)
    occasion = occasion_of(chosen, on, today, by, note)
    giver = lookup.signer(configuration, outgoing, planned.outgoing.person, "--outgoing")
    taker = lookup.signer(configuration, incoming, planned.incoming.person, "--incoming")
    counts = Counts(received, in_progress, to_return, fees)
    fact = by_hand.of_handover(occasion, chosen, planned, giver, taker, counts)
    record(fact, state, lambda facts: on_handover(planned, fact))
