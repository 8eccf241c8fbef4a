"""`luanphien register list`: what is recorded."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien.cli import complete, lookup
from luanphien.cli.options import ConfigOption, Format, FormatOption, StateOption, parse_shift


def list_records(
    shift: Annotated[
        str | None,
        typer.Option(
            "--shift",
            metavar="PHIÊN",
            parser=parse_shift,
            autocompletion=complete.shifts,
            help="Chỉ phiên này.",
        ),
    ] = None,
    format: FormatOption = Format.table,
    config: ConfigOption = None,
    state: StateOption = None,
) -> None:
    """In những việc đã ghi, cũ trước mới sau."""
    from luanphien.register import Register
    from luanphien.tables.listing import show
    from luanphien.tables.register import Records

    with Register(lookup.register_file(state), create=False) as register:
        facts, entries = register.facts(shift), register.entries()
    show(Records(facts, entries, shift, lookup.agencies(config, facts)), format)
