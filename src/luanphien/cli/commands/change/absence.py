"""`luanphien change absence`: somebody is away, or all who are by a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from luanphien.cli.change_options import DaysOption, PersonOption, ReasonOption
from luanphien.cli.clerk import Clerk
from luanphien.cli.options import parse_path, parse_period


def absence(
    clerk: Clerk,
    person: PersonOption = None,
    days: DaysOption = None,
    reason: ReasonOption = None,
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="TỆP",
            parser=parse_path,
            help="Nhiều người từ một tệp .xlsx, .csv hoặc lịch .ics.",
        ),
    ] = None,
) -> None:
    """Ghi một người vắng mặt, hoặc mọi người trong một tệp.

    Dự phòng trực thay những ngày đó. Bảng có các cột Họ và tên, Từ ngày, Đến ngày, Lý do; lịch thì
    tên người ở tên sự kiện hoặc người được mời. Ngày đã ghi rồi thì không ghi lại.
    """
    from luanphien.config import changes

    if source:
        if person or days or reason:
            raise typer.BadParameter("--from không đi với --person, --days, --reason")
        _read(clerk, clerk.value(source, "--from", "", parse_path))
        return
    changes.absence(
        clerk.draft,
        clerk.person(person, "--person", "Ai vắng"),
        clerk.value(days, "--days", "Những ngày nào (ví dụ 9/3/2026..13/3/2026)", parse_period),
        clerk.words(reason, "--reason", "Lý do"),
    )


def _read(clerk: Clerk, file: Path) -> None:
    from luanphien.cli import absences
    from luanphien.config import changes

    added = changes.absences(clerk.draft, absences.away(clerk.configuration, file))
    if not added:
        typer.echo(f"Mọi ngày vắng trong {file} đã được ghi.")
        raise typer.Exit
    for line in absences.described(clerk.draft.after(), added):
        typer.echo(line)
