"""`luanphien register export`: the register as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.documents import PDF, WORD, write
from luanphien.cli.options import ConfigOption, OpenOption, StateOption, TodayOption, parse_path


def export(
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="TỆP",
            parser=parse_path,
            help="Ghi vào tệp .docx, .pdf, .xlsx, .csv, .json, hoặc vào thư mục (.docx).",
        ),
    ],
    opens: OpenOption = False,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi sổ theo dõi ra tệp; .docx để in, đóng quyển."""
    from luanphien.documents import book
    from luanphien.documents.template import Templates
    from luanphien.register import Register
    from luanphien.tables.listing import FILES, file_content
    from luanphien.tables.register import Records, happened_on

    configuration, day = lookup.configuration(config), today or clock.today()
    with Register(lookup.register_file(state), create=False) as register:
        facts, entries = register.facts(), register.entries()
    records = Records(facts, entries, agencies=configuration.agencies)

    def content(ending: str) -> bytes:
        if ending == WORD:
            templates = Templates(configuration.own_templates)
            days = list(map(happened_on, records.by_date()))
            printed = book.book(list(records.of_book()), days, day)
            centre, letterhead = configuration.centre, configuration.letterhead
            return book.content(templates, printed, centre, letterhead, day)
        return file_content(records, ending)

    private = (WORD, PDF, *FILES)
    write(output, "so-theo-doi", (WORD, *FILES), content, opens=opens, private=private)
