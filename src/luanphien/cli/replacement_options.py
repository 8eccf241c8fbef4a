"""How a replacement is named on the command line, for `replace` and `register replace`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from luanphien.cli.options import find_shift, is_called, parse_day, parse_text
from luanphien.core.decisions import Person
from luanphien.core.model import Shift
from luanphien.core.replacement import Replacement, earliest, officers, replacement
from luanphien.core.rota import Rota

OfficerOption = Annotated[
    str,
    typer.Option(
        "--officer", metavar="NGƯỜI", parser=parse_text, help="Mã hoặc họ tên người được thay."
    ),
]
ReasonOption = Annotated[
    str, typer.Option("--reason", metavar="LÝ_DO", parser=parse_text, help="Lý do đề nghị thay.")
]
ReplacedSinceOption = Annotated[
    date | None,
    typer.Option(
        "--since",
        metavar="NGÀY",
        parser=parse_day,
        help="Ngày người khác bắt đầu trực; mặc định ngày làm việc tới.",
    ),
]


def asked_for(rota: Rota, shift: str, officer: str, since: date | None, today: date) -> Replacement:
    """The replacement that the options name; wrong use if one of them is not there."""
    chosen = find_shift(rota, shift)
    day = since or earliest(rota, chosen, today)
    if not chosen.starts_on <= day <= chosen.ends_on:
        raise typer.BadParameter(f"ngày {day} không thuộc phiên {chosen.id}; ghi --since")
    return replacement(rota, chosen, _officer(rota, chosen, officer, day), day)


def _officer(rota: Rota, shift: Shift, officer: str, since: date) -> Person:
    """Who serves from that day on and has that id or name; where nobody is named, anyone may be."""
    known = officers(rota, shift, since)
    for person in known:
        if is_called(person, officer):
            return person
    if known:
        names = ", ".join(person.name for person in known)
        raise typer.BadParameter(
            f"«{officer}» không trực phiên {shift.id} từ ngày {since}; người trực: {names}"
        )
    return Person("", officer)
