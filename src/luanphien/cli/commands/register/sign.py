"""`luanphien register sign`: a notice was signed, with its file."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from luanphien.cli import lookup
from luanphien.cli.options import (
    ConfigOption,
    ShiftOption,
    StateOption,
    TodayOption,
    parse_day,
    parse_path,
)
from luanphien.cli.recording import ByOption, NoteOption, occasion_of, said_of, say_remarks
from luanphien.core.errors import OperationError

if TYPE_CHECKING:
    from luanphien.core.facts import Fact

_NUMBER = re.compile(r"[0-9]{1,6}[a-zA-ZđĐ]?")


def parse_number(text: str) -> str:
    """`12`, or `12a` for one put in between."""
    number = text.strip()
    if not _NUMBER.fullmatch(number) or not number.strip("0"):
        raise typer.BadParameter(f"«{text}» không phải số văn bản, ví dụ 12, không kèm ký hiệu")
    return number


def sign(
    shift: ShiftOption,
    number: Annotated[
        str,
        typer.Option("--number", metavar="SỐ", parser=parse_number, help="Số văn bản, ví dụ 12."),
    ],
    file: Annotated[
        Path,
        typer.Option(
            "--file", metavar="TỆP", parser=parse_path, help="Tệp đã ký: .pdf, .docx, .jpg, .png."
        ),
    ],
    by: ByOption,
    dated: Annotated[
        date | None,
        typer.Option(
            "--date", metavar="NGÀY", parser=parse_day, help="Ngày văn bản; mặc định hôm nay."
        ),
    ] = None,
    note: NoteOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi thông báo đã ký: số, ngày, tệp; notify --send gửi tệp đó.

    Sổ giữ cả tệp. Ghi nhầm thì ghi lại: lần sau thay lần trước của cùng thông báo. Một số chỉ dùng
    cho một văn bản trong năm.
    """
    from hashlib import sha256

    from luanphien.core import by_hand
    from luanphien.core.remarks import on_signature
    from luanphien.core.statements import holder
    from luanphien.register import Register
    from luanphien.wording import documents

    said = said_of(lookup.configuration(config), shift)
    occasion = occasion_of(said.shift, None, today, by, note)
    day = dated or occasion.at.date()
    if not by_hand.is_plausible(said.shift, day, occasion.at.date()):
        text = f"ngày {day} chưa đến, hoặc quá xa phiên {said.shift.id}; xem lại --date"
        raise typer.BadParameter(text)
    name, content = lookup.signed_file(file)
    fact = by_hand.of_signature(occasion, said, number, day, name, sha256(content).hexdigest())

    def accept(facts: list[Fact]) -> None:
        if other := holder(facts, fact):
            raise OperationError(documents.number_in_use(fact, other))

    with Register(lookup.register_file(state)) as register:
        register.sign(fact, content, accept)
        remarks = on_signature(said, fact, register.facts(said.shift.id))
    typer.echo(f"Đã ghi vào {register.file}: {documents.signed(fact, said)}.")
    say_remarks(remarks)
