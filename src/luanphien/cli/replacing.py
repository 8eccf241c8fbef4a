"""How a replacement is named on the command line, for `replace` and `register replace`."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from unicodedata import normalize

import typer

from luanphien.cli.options import find_shift, parse_day
from luanphien.core.model import Person, Shift
from luanphien.core.replacement import Replacement, earliest, officers, replacement
from luanphien.core.rota import Rota


def _words(text: str) -> str:
    if not text.strip():
        raise typer.BadParameter("không được để trống")
    return " ".join(normalize("NFC", text).split())


OfficerOption = Annotated[
    str,
    typer.Option(
        "--officer", metavar="NGƯỜI", parser=_words, help="Mã hoặc họ tên người được thay."
    ),
]
ReasonOption = Annotated[
    str, typer.Option("--reason", metavar="LÝ_DO", parser=_words, help="Lý do đề nghị thay.")
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
    return replacement(rota, chosen, _officer(rota, chosen, officer), day)


def _officer(rota: Rota, shift: Shift, officer: str) -> Person:
    """Who of the shift has that id or name; where nobody is named, anyone may be."""
    known = officers(rota, shift)
    for person in known:
        if officer.casefold() in (person.id.casefold(), person.name.casefold()):
            return person
    if known:
        names = ", ".join(person.name for person in known)
        raise typer.BadParameter(f"«{officer}» không có tên trong phiên {shift.id}; có {names}")
    return Person("", officer)
