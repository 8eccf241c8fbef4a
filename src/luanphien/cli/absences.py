"""Absences from a file: a table or a calendar, read for a clerk who decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from luanphien.config import Configuration
from luanphien.core.errors import LuanphienError

if TYPE_CHECKING:
    from luanphien.config.absence_rows import Away
    from luanphien.core.decisions import Absence

ENDINGS = (".ics", ".xlsx", ".csv", ".xls")
"""The last is refused by whoever reads tables, with what to do."""
LARGEST_CALENDAR = 2 * 2**20
"""Bytes; that is some ten thousand events, and two seconds."""
MOST = 5
"""More events that are nobody's leave are only counted: an exported calendar is full of them."""


def away(configuration: Configuration, file: Path) -> list[Away]:
    """Who is away by the file; says what is left alone.

    Raises LuanphienError with all that is wrong at once.
    """
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise LuanphienError(f"{file}: cần tệp {', '.join(ENDINGS[:-1])}")
    read = _of_calendar if ending == ".ics" else _of_table
    found, wrong = read(configuration, file)
    if wrong:
        raise LuanphienError("\n".join(wrong))
    if not found:
        raise LuanphienError(f"{file}: không có đợt vắng nào của người có trong agencies.yaml")
    return found


def _of_table(configuration: Configuration, file: Path) -> tuple[list[Away], list[str]]:
    from luanphien.config.absence_rows import COLUMNS, absence_rows
    from luanphien.spreadsheets.reading import read, remarks

    sheets = read(file)
    found = absence_rows(sheets, configuration.decisions.people)
    for remark in remarks(sheets, COLUMNS):
        typer.echo(remark, err=True)
    return found


def _of_calendar(configuration: Configuration, file: Path) -> tuple[list[Away], list[str]]:
    from luanphien.calendar.leave import leave
    from luanphien.files import content_of

    content = content_of(file, LARGEST_CALENDAR)
    hours = configuration.centre.office_hours
    away, wrong, others = leave(content, str(file), configuration.decisions.people, hours)
    for place in others[:MOST]:
        typer.echo(f"{place}, bỏ qua", err=True)
    if len(others) > MOST:
        typer.echo(f"{file}: bỏ qua {len(others) - MOST} sự kiện nữa", err=True)
    return away, wrong


def described(after: Configuration, added: Iterable[Absence]) -> Iterator[str]:
    """Each new absence, and who serves then, once the configuration is so."""
    from luanphien.core.cover import covers
    from luanphien.wording import dates, decisions

    for absence in added:
        said = decisions.line(absence, after.people, after.agencies)
        shifts = []
        for id, group in groupby(covers(after.rota, absence), key=lambda cover: cover.shift.id):
            days = (
                f"{dates.short_span(days)} {by.name if by else 'không ai'} trực thay"
                for _, days, by in group
            )
            shifts.append(f"phiên {id}: {', '.join(days)}")
        yield f"{said}; {'; '.join(shifts) or 'không phải ngày trực'}"
