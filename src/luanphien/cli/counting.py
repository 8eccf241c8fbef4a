"""The figures of the counter on the command line, as minutes of a handover count them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import typer

from luanphien.cli import lookup
from luanphien.cli.options import parse_text

if TYPE_CHECKING:
    from luanphien.config import Configuration
    from luanphien.core.decisions import Agency
    from luanphien.core.facts import Counts

_COUNT = re.compile(r"\d{1,15}|\d{1,3}(\.\d{3}){1,4}", re.ASCII)
_ROW = ("received", "in_progress", "to_return", "collected")
"""The columns of an agency's row in the minutes, and what was collected for it."""


class Counted(NamedTuple):
    """The figures of the agency that is named so, by the fields of Counts."""

    agency: str
    figures: dict[str, int]


def parse_count(text: str) -> int:
    """`1250`, or as Vietnamese offices write it, `1.250`."""
    if not _COUNT.fullmatch(text):
        raise typer.BadParameter(f"«{text}» không phải một số từ 0 trở lên")
    return int(text.replace(".", ""))


def count(option: str, what: str) -> typer.models.OptionInfo:
    """The option that takes a number."""
    info: typer.models.OptionInfo = typer.Option(
        option, metavar="SỐ", parser=parse_count, help=what
    )
    return info


def parse_counted(text: str) -> Counted:
    """`stc=120/4/3`, a row of the minutes: what it leaves out may be empty, `stc=120//3`."""
    agency, equals, row = parse_text(text).partition("=")
    columns = [column.strip() for column in row.split("/")]
    if not equals or len(columns) > len(_ROW) or not any(columns):
        raise typer.BadParameter(
            f"«{text}» không đúng dạng CƠ_QUAN=TIẾP_NHẬN/ĐANG_GIẢI_QUYẾT/CHỜ_TRẢ, ví dụ stc=120/4/3"
        )
    named = zip(_ROW, columns, strict=False)
    return Counted(agency.strip(), {name: parse_count(column) for name, column in named if column})


def by_agency(
    configuration: Configuration, counted: Iterable[Counted]
) -> Iterator[tuple[Agency, Counts]]:
    """The figures of each agency; wrong use if there is none such, or one is told twice."""
    from luanphien.core.facts import Counts

    told = set()
    for name, figures in counted:
        agency = lookup.named_agency(configuration, name)
        if agency.id in told:
            raise typer.BadParameter(f"--counts ghi {agency.id} hai lần")
        told.add(agency.id)
        yield agency, Counts(**figures)
