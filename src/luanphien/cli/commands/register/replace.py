"""`luanphien register replace`: another officer was asked for (khoản 10 Điều 6)."""

from __future__ import annotations

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.options import (
    ConfigOption,
    OfficerOption,
    ReasonOption,
    ReplacedSinceOption,
    ShiftOption,
    StateOption,
    TodayOption,
)
from luanphien.cli.recording import ByOption, OnOption, occasion_of, record


def replace(
    shift: ShiftOption,
    officer: OfficerOption,
    reason: ReasonOption,
    by: ByOption,
    since: ReplacedSinceOption = None,
    on: OnOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi rằng đã đề nghị thay người.

    Cơ quan đã cử người thì ghi vào lịch bằng luanphien change substitute.
    """
    from luanphien.core import by_hand

    rota = lookup.configuration(config).rota
    chosen = lookup.shift(rota, shift)
    replacement = lookup.replacement(rota, chosen, officer, since, on or today or clock.today())
    occasion = occasion_of(chosen, on, today, by, reason)
    record(by_hand.of_replacement(occasion, replacement), state)
    typer.echo(f"Cơ quan đã cử người thì chạy: luanphien change substitute --shift {chosen.id}")
