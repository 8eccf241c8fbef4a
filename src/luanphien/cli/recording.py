"""What the commands that record something share: who, when, and what is odd about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.options import parse_day, parse_text

if TYPE_CHECKING:
    from luanphien.config import Configuration
    from luanphien.core.by_hand import Occasion
    from luanphien.core.facts import Fact
    from luanphien.core.model import Shift
    from luanphien.core.notice import Notice
    from luanphien.core.remarks import Remark


class ByHand(StrEnum):
    """How a notice is sent other than by `notify --send`."""

    paper = "paper"
    zalo = "zalo"
    phone = "phone"
    email = "email"


ByOption = Annotated[
    str, typer.Option("--by", metavar="AI", parser=parse_text, help="Người làm việc này.")
]
NoteOption = Annotated[
    str | None, typer.Option("--note", metavar="GHI_CHÚ", parser=parse_text, help="Ghi chú.")
]
OnOption = Annotated[
    date | None,
    typer.Option("--on", metavar="NGÀY", parser=parse_day, help="Ngày xảy ra; mặc định hôm nay."),
]


def said_of(configuration: Configuration, shift: str) -> Notice:
    """What the notice of that shift says by the configuration as it is."""
    from luanphien.core.notice import notice

    rota = configuration.rota
    return notice(rota, lookup.shift(rota, shift))


def occasion_of(
    shift: Shift, on: date | None, today: date | None, by: str, note: str | None
) -> Occasion:
    """When it happened and who did it; wrong use if it can't have happened on that day."""
    from luanphien.core.by_hand import happened, is_plausible

    now = clock.moment(today)
    day = on or now.date()
    if not is_plausible(shift, day, now.date()):
        text = f"ngày {day} chưa đến, hoặc quá xa phiên {shift.id}; xem lại --on"
        raise typer.BadParameter(text)
    return happened(day, now, by, note)


def record(
    fact: Fact,
    state: Path | None,
    remarks: Callable[[list[Fact]], Iterable[Remark]] = lambda facts: (),
) -> None:
    """Record the fact, and say what is odd about it beside what the shift's facts were before."""
    from luanphien.register import Register

    with Register(lookup.register_file(state)) as register:
        before = register.facts(fact.shift)
        register.record([fact])
    typer.echo(f"Đã ghi vào {register.file}.")
    say_remarks(remarks(before))


def say_remarks(remarks: Iterable[Remark]) -> None:
    """Say what is odd about what has been recorded."""
    from luanphien.wording.remarks import text

    for remark in remarks:
        typer.echo(f"Lưu ý: {text(remark)}.", err=True)
