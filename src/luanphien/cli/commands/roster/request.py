"""`luanphien roster request`: the letters that ask for the list, and the forms to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.documents import say_blanks
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
    parse_day,
    parse_path,
)
from luanphien.config import Configuration
from luanphien.core.decisions import Agency
from luanphien.core.errors import OperationError

ANSWER_WITHIN = 10
"""Working days that an agency has to name its staff, where the command is not told otherwise."""


def request(
    year: YearOption,
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="THƯ_MỤC", parser=parse_path, help="Thư mục để ghi các tệp."
        ),
    ],
    answer_by: Annotated[
        date | None,
        typer.Option(
            "--answer-by",
            metavar="NGÀY",
            parser=parse_day,
            help=f"Hạn gửi danh sách; mặc định sau {ANSWER_WITHIN} ngày làm việc.",
        ),
    ] = None,
    number: NumberOption = None,
    dated: DatedOption = None,
    signer: SignerOption = None,
    signer_title: SignerTitleOption = None,
    unit: UnitOption = None,
    config: ConfigOption = None,
    _state: NoStateOption = None,
    today: TodayOption = None,
) -> None:
    """Soạn công văn đề nghị cử người, và biểu Excel để điền.

    Mỗi cơ quan một công văn và một biểu có sẵn người của cơ quan đó; danh-sach-NĂM.xlsx là biểu
    chung, Trung tâm giữ. Biểu đã có trong thư mục thì không ghi đè.
    """
    from luanphien.core.yearly import shifts_of
    from luanphien.documents import staff_request as letter
    from luanphien.documents.letterhead import file_content
    from luanphien.documents.template import Templates
    from luanphien.files import replace_files

    configuration, day = lookup.configuration(config), today or clock.today()
    rota, sent = configuration.rota, dated or day
    due = answer_by or rota.calendar.nth_after(sent, ANSWER_WITHIN)
    if due <= sent:
        raise typer.BadParameter(f"--answer-by {due} không sau ngày công văn {sent}")
    heading = lookup.heading(configuration.letterhead, number, dated, signer, signer_title, unit)
    templates, turns = Templates(configuration.own_templates), shifts_of(rota, year)
    on_call = [agency for agency in configuration.agencies.values() if agency.on_call]
    agencies = list(dict.fromkeys([*turns, *on_call]))
    forms = {
        f"danh-sach-{year}{ending}.xlsx": _form(configuration, year, asked, day)
        for ending, asked in [("", agencies), *((f"-{a.id}", [a]) for a in agencies)]
    }
    files = {}
    for agency in agencies:
        fields = letter.context(
            *(agency, year, turns.get(agency, []), rota.staffing.staff(agency, day), due),
            *(f"danh-sach-{year}-{agency.id}.xlsx", configuration.centre),
            *(configuration.letterhead, heading),
        )
        stem = letter.file_stem(year, agency)
        files[f"{stem}.docx"] = file_content(templates, letter.NAME, fields, ".docx", day)
    output.mkdir(parents=True, exist_ok=True)
    for name, content in forms.items():
        file = output / name
        if file.exists() and file.read_bytes() != content:
            raise OperationError(f"{file}: đã có, có thể đã điền; hãy chọn thư mục khác")
    replace_files(
        {output / name: content for name, content in (files | forms).items()},
        private=[output / name for name in forms],
    )
    typer.echo(
        f"Đã ghi vào {output}: {len(files)} công văn, {len(agencies)} biểu của từng cơ quan để gửi "
        f"kèm, và danh-sach-{year}.xlsx của cả {len(agencies)} cơ quan, Trung tâm giữ.\n"
        f"Nhận lại biểu: luanphien roster read TỆP… --effective {year}-01-01"
    )
    say_blanks(configuration)


def _form(configuration: Configuration, year: int, agencies: Sequence[Agency], day: date) -> bytes:
    """The workbook in which those agencies name their people; who serves now is filled in."""
    from luanphien.spreadsheets.form import Listed, content

    title = f"DANH SÁCH CÔNG CHỨC, VIÊN CHỨC LÀM VIỆC LUÂN PHIÊN NĂM {year}"
    staffing = configuration.rota.staffing
    listed = []
    for agency in agencies:
        official, reserve = staffing.staff(agency, day)
        for role, people in (("official", official), ("reserve", reserve)):
            listed += [Listed(agency.name, p, role, n) for n, p in enumerate(people, 1)]
    return content(title, [agency.name for agency in agencies], listed)
