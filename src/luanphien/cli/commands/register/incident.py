"""`luanphien register incident`: an officer's error or incident (khoản 10 Điều 6)."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien import clock
from luanphien.cli import complete, lookup
from luanphien.cli.entering import CorrectsOption, enter
from luanphien.cli.options import ConfigOption, ShiftOption, StateOption, TodayOption, parse_text
from luanphien.cli.recording import ByOption, NoteOption, OnOption


def incident(
    shift: ShiftOption,
    officer: Annotated[
        str,
        typer.Option(
            "--officer",
            metavar="NGƯỜI",
            parser=parse_text,
            autocompletion=complete.people,
            help="Mã hoặc họ tên người trực.",
        ),
    ],
    what: Annotated[
        str,
        typer.Option("--what", metavar="VIỆC", parser=parse_text, help="Sai sót, sự cố gì."),
    ],
    by: ByOption,
    serious: Annotated[bool, typer.Option("--serious", help="Sai sót nghiêm trọng.")] = False,
    note: NoteOption = None,
    on: OnOption = None,
    corrects: CorrectsOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi sai sót, sự cố của người trực (khoản 10 Điều 6).

    Xảy ra nhiều lần, hoặc nghiêm trọng, là căn cứ để đề nghị thay người: luanphien replace nêu
    những lần đã ghi.
    """
    from luanphien.core.by_hand import is_plausible
    from luanphien.core.entries import Incident, named

    configuration = lookup.configuration(config)
    rota, now = configuration.rota, today or clock.today()
    chosen, day = lookup.shift(rota, shift), on or now
    if not is_plausible(chosen, day, now):
        text = f"ngày {day} chưa đến, hoặc quá xa phiên {chosen.id}; xem lại --on"
        raise typer.BadParameter(text)
    person = lookup.officer(rota, chosen, officer, chosen.starts_on)
    content = Incident(chosen.id, named(person), what, serious, note)
    enter(content, day, by, corrects, state, today)
