"""`luanphien register handover`: the duties have passed from one to the other."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien.cli import complete, lookup
from luanphien.cli.counting import Counted, by_agency, count, parse_counted
from luanphien.cli.options import (
    ConfigOption,
    SinceOption,
    StateOption,
    TodayOption,
    parse_shift,
    parse_text,
)
from luanphien.cli.recording import ByOption, NoteOption, OnOption, occasion_of, record


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
    received: Annotated[int | None, count("--received", "Hồ sơ đã tiếp nhận.")] = None,
    in_progress: Annotated[int | None, count("--in-progress", "Hồ sơ đang giải quyết.")] = None,
    to_return: Annotated[int | None, count("--to-return", "Kết quả chờ trả.")] = None,
    fees: Annotated[int | None, count("--fees", "Phí, lệ phí bàn giao, đồng.")] = None,
    collected: Annotated[int | None, count("--collected", "Phí, lệ phí đã thu, đồng.")] = None,
    counts: Annotated[
        list[Counted] | None,
        typer.Option(
            "--counts",
            metavar="CƠ_QUAN=SỐ/SỐ/SỐ",
            parser=parse_counted,
            help="Một hàng của biên bản: đã tiếp nhận/đang giải quyết/chờ trả, rồi /phí đã thu "
            "nếu có; mỗi cơ quan ghi một lần.",
        ),
    ] = None,
    note: NoteOption = None,
    on: OnOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi rằng đã bàn giao: ngày, người ký, số liệu.

    Số liệu theo cơ quan như trong biên bản: --counts stc=120/4/3 --counts sct=30//1.
    Không ghi số chung thì số chung là số cộng của các cơ quan.
    """
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
    whole = Counts(received, in_progress, to_return, collected, fees)
    parts = list(by_agency(configuration, counts or ()))
    fact = by_hand.of_handover(occasion, chosen, planned, giver, taker, whole, parts)
    record(fact, state, lambda facts: on_handover(planned, fact, rota.agencies_on(planned.on)))
