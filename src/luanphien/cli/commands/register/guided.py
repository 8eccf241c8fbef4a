"""`luanphien register guided`: people were guided in an agency's procedures (khoản 7 Điều 6)."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien.cli import complete, lookup
from luanphien.cli.entering import CorrectsOption, EnteredByOption, OfAgencyOption, day_of, enter
from luanphien.cli.options import ConfigOption, StateOption, TodayOption, parse_text
from luanphien.cli.recording import NoteOption, OnOption


def guided(
    agency: OfAgencyOption,
    person: Annotated[
        list[str],
        typer.Option(
            "--person",
            metavar="NGƯỜI",
            parser=parse_text,
            autocompletion=complete.people,
            help="Mã hoặc họ tên người được hướng dẫn; nhiều người thì ghi nhiều lần.",
        ),
    ],
    by: EnteredByOption = None,
    note: NoteOption = None,
    on: OnOption = None,
    corrects: CorrectsOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi việc hướng dẫn thủ tục hành chính cho người trực.

    Cơ quan hướng dẫn bộ thủ tục của mình cho cả nhân sự chính thức và dự phòng (khoản 7 Điều 6).
    Có giá trị đến khi thủ tục của cơ quan thay đổi: register materials --changed.
    """
    from luanphien.core.entries import Guidance, named

    configuration = lookup.configuration(config)
    of = lookup.named_agency(configuration, agency)
    people = [lookup.person(configuration, wanted) for wanted in person]
    content = Guidance(named(of), tuple(map(named, dict.fromkeys(people))), note)
    day = day_of(on, today, configuration.rota.begins_on)
    enter(content, day, by, corrects, state, today)
