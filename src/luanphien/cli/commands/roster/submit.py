"""`luanphien roster submit`: the list on its way to the provincial People's Committee."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.documents import WORD, say_blanks, write_together
from luanphien.cli.options import (
    ConfigOption,
    DatedOption,
    NoStateOption,
    NumberOption,
    SignerOption,
    SignerTitleOption,
    TodayOption,
    UnitOption,
    YearOption,
    parse_path,
)

DECISION = "-quyet-dinh"
"""What is added to the name of a submission's file for that of the decision."""


def submit(
    year: YearOption,
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="TỆP",
            parser=parse_path,
            help="Tệp .docx, .pdf, .txt, .md, .html của tờ trình, hoặc thư mục (.docx).",
        ),
    ],
    number: NumberOption = None,
    dated: DatedOption = None,
    signer: SignerOption = None,
    signer_title: SignerTitleOption = None,
    unit: UnitOption = None,
    config: ConfigOption = None,
    _state: NoStateOption = None,
    today: TodayOption = None,
) -> None:
    """Soạn tờ trình và dự thảo quyết định phê duyệt danh sách.

    Danh sách đã ghi của năm đó (roster read) là phụ lục của cả hai văn bản. Dự thảo quyết định nằm
    cạnh tờ trình, tên tệp thêm -quyet-dinh.
    """
    from luanphien.cli import staff
    from luanphien.core.yearly import lacking, listed
    from luanphien.documents import staff_decision, staff_submission
    from luanphien.documents.letterhead import FORMATS, file_content
    from luanphien.documents.template import Templates

    configuration, day = lookup.configuration(config), today or clock.today()
    rota, letterhead = configuration.rota, configuration.letterhead
    roster = staff.list_of(configuration, year)
    heading = lookup.heading(letterhead, number, dated, signer, signer_title, unit)
    of_list = (
        *(year, roster, listed(rota, year), lacking(rota, year)),
        *(configuration.centre, letterhead),
    )
    of_both = {
        staff_submission.NAME: staff_submission.context(*of_list, heading),
        staff_decision.NAME: staff_decision.context(*of_list, heading),
    }
    if output.is_dir():
        output = output / f"{staff_submission.file_stem(year)}{WORD}"
    files = output, output.with_stem(f"{output.stem}{DECISION}")
    templates = Templates(configuration.own_templates)
    contents = [
        partial(file_content, templates, name, fields, day=day) for name, fields in of_both.items()
    ]
    write_together(dict(zip(files, contents, strict=True)), FORMATS)
    say_blanks(configuration)
    if unnamed := staff.lacking(configuration, year):
        typer.echo(f"cảnh báo: {unnamed}", err=True)
    if not roster.basis:
        todo = f"luanphien roster approve --year {year} --basis QUYẾT_ĐỊNH"
        typer.echo(f"Khi quyết định đã ký: {todo}")
