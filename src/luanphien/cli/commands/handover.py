"""`luanphien handover`: the minutes of a handover, ready to be filled in and signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from luanphien import clock
from luanphien.cli import complete, lookup
from luanphien.cli.documents import show_or_write
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import (
    ConfigOption,
    DocumentOption,
    NumberOption,
    OpenOption,
    SinceOption,
    StateOption,
    TodayOption,
    UnitOption,
    one_of,
    parse_shift,
)

if TYPE_CHECKING:
    from luanphien.core.model import Handover
    from luanphien.core.rota import Rota

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=VietnameseCommand)
def handover(
    next: Annotated[bool, typer.Option("--next", help="Lần bàn giao sắp tới.")] = False,
    shift: Annotated[
        str | None,
        typer.Option(
            "--shift",
            metavar="PHIÊN",
            parser=parse_shift,
            autocompletion=complete.shifts,
            help="Phiên của bên giao: 2024-02, 2/2024.",
        ),
    ] = None,
    since: SinceOption = None,
    output: DocumentOption = None,
    opens: OpenOption = False,
    number: NumberOption = None,
    unit: UnitOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Soạn biên bản bàn giao (khoản 8 Điều 6).

    In ra màn hình, hoặc ghi thành văn bản Word để điền và ký với -o.
    """
    from luanphien.core.handovers import next_handover
    from luanphien.documents import minutes
    from luanphien.documents.letterhead import Heading

    one_of(next, shift)
    if next and since:
        raise typer.BadParameter("--since đi với --shift")
    configuration = lookup.configuration(config)
    rota, day = configuration.rota, today or clock.today()
    if shift is None:
        handover = next_handover(rota, day)
        if handover is None:
            raise typer.BadParameter("không còn lần bàn giao nào trong phiên này và phiên sau")
    else:
        handover = lookup.handover(rota, lookup.shift(rota, shift), since)
    agencies, centre = rota.agencies_on(handover.on), configuration.centre
    laid = lookup.laid_out(state, handover.on)
    heading = Heading(number, unit=unit)
    fields = minutes.context(handover, agencies, centre, configuration.letterhead, heading, laid)
    stem = minutes.file_stem(handover)
    show_or_write(configuration, output, stem, minutes.NAME, fields, day, opens=opens)
    _warn_of_nobody(handover)
    if handover.on >= day:
        _warn_of_idle(rota, handover)


def _warn_of_nobody(handover: Handover) -> None:
    """Say that a name is left to be filled in by hand."""
    sides = {"bên giao": handover.outgoing, "bên nhận": handover.incoming}
    nobody = [side for side, stint in sides.items() if stint.person is None]
    if nobody:
        text = f"lịch chưa có người trực của {', '.join(nobody)}; họ tên, chức vụ để trống"
        typer.echo(f"Lưu ý: {text}.", err=True)


def _warn_of_idle(rota: Rota, handover: Handover) -> None:
    """Say that somebody takes over and hands over on its day, for days off only."""
    from luanphien.core.handovers import idle
    from luanphien.core.period import Period
    from luanphien.wording import handovers

    outgoing, incoming = handover.outgoing, handover.incoming
    for shift in rota.known_shifts(Period(outgoing.days.first, incoming.days.last)):
        for given in idle(rota, shift):
            if given.outgoing in (outgoing, incoming):
                typer.echo(f"Lưu ý: {handovers.idle(given)}.", err=True)
