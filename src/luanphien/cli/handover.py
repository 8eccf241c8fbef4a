"""`luanphien handover`: the minutes of a handover, ready to be filled in and signed."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien.cli.documents import DocumentOption, NumberOption, one_of, show_or_write
from luanphien.cli.options import (
    ConfigOption,
    NoStateOption,
    SinceOption,
    TodayOption,
    configuration,
    current_day,
    find_handover,
    find_shift,
    parse_text,
)
from luanphien.cli.vietnamese import VietnameseCommand

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=VietnameseCommand)
def handover(
    next: Annotated[bool, typer.Option("--next", help="Lần bàn giao sắp tới.")] = False,
    shift: Annotated[
        str | None,
        typer.Option(
            "--shift",
            metavar="PHIÊN",
            parser=parse_text,
            help="Phiên của bên giao, ví dụ 2024-02.",
        ),
    ] = None,
    since: SinceOption = None,
    output: DocumentOption = None,
    number: NumberOption = None,
    config: ConfigOption = None,
    _state: NoStateOption = None,
    today: TodayOption = None,
) -> None:
    """Soạn biên bản bàn giao (Điều 6 khoản 8).

    In ra màn hình, hoặc ghi thành văn bản Word để điền và ký với -o.
    """
    from luanphien.core.handovers import next_handover
    from luanphien.render import minutes
    from luanphien.render.letterhead import Heading

    one_of(next, shift)
    if next and since:
        raise typer.BadParameter("--since đi với --shift")
    found = configuration(config)
    rota, day = found.rota, current_day(today)
    chosen = (
        find_handover(rota, find_shift(rota, shift), since) if shift else next_handover(rota, day)
    )
    if chosen is None:
        raise typer.BadParameter("không còn lần bàn giao nào trong phiên này và phiên sau")
    agencies, heading = rota.agencies_on(chosen.on), Heading(number)
    fields = minutes.context(chosen, agencies, found.centre, found.letterhead, heading)
    show_or_write(found, output, minutes.file_stem(chosen), minutes.NAME, fields)
