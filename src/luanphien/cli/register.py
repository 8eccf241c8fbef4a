"""`luanphien register`: what has really happened."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from luanphien.cli.documents import write
from luanphien.cli.options import (
    VIETNAM,
    ConfigOption,
    Format,
    FormatOption,
    NoConfigOption,
    StateOption,
    TodayOption,
    configuration,
    current_day,
    parse_path,
    parse_shift,
    state_file,
)
from luanphien.cli.record import ack, handover, notice, replace
from luanphien.cli.vietnamese import VietnameseCommand, VietnameseGroup
from luanphien.core.errors import OperationError

app = typer.Typer(
    cls=VietnameseGroup,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=False,
    help="Xem và ghi sổ theo dõi.",
)


@app.command(cls=VietnameseCommand, name="list")
def list_facts(
    shift: Annotated[
        str | None,
        typer.Option("--shift", metavar="PHIÊN", parser=parse_shift, help="Chỉ phiên này."),
    ] = None,
    format: FormatOption = Format.table,
    _config: NoConfigOption = None,
    state: StateOption = None,
) -> None:
    """In những việc đã ghi, cũ trước mới sau."""
    from luanphien.register import Register
    from luanphien.render import register as render

    with Register(state_file(state), create=False) as register:
        facts = register.facts(shift)
    match format:
        case Format.table:
            render.print_table(facts, VIETNAM, shift)
        case Format.csv:
            render.print_csv(facts, VIETNAM)
        case Format.json:
            render.print_json(facts)
        case Format.markdown:
            render.print_markdown(facts, VIETNAM)


for record in (notice, ack, handover, replace):
    app.command(cls=VietnameseCommand)(record)


@app.command(cls=VietnameseCommand)
def export(
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="TỆP",
            parser=parse_path,
            help="Ghi vào tệp .docx, .csv, .json, hoặc vào thư mục (.docx).",
        ),
    ],
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi sổ theo dõi ra tệp; .docx để in, đóng quyển."""
    from luanphien.register import Register
    from luanphien.render.documents import Templates
    from luanphien.render.register import FORMATS, file_content

    found = configuration(config)
    with Register(state_file(state), create=False) as register:
        facts = register.facts()
    templates = Templates(found.folder / "templates")
    day = current_day(today)
    write(
        output,
        "so-theo-doi",
        FORMATS,
        lambda ending: file_content(templates, facts, found.centre, VIETNAM, day, ending),
    )


@app.command(cls=VietnameseCommand)
def check(_config: NoConfigOption = None, state: StateOption = None) -> None:
    """Kiểm tra tệp sổ còn nguyên vẹn không."""
    from luanphien.opening import is_absent
    from luanphien.register import Register

    file = state_file(state)
    with Register(file, create=False) as register:
        if is_absent(file):
            raise OperationError(f"{file}: chưa có sổ nào ở đây")
        if faults := register.check():
            raise OperationError(f"{file}: sổ đã hỏng ({'; '.join(faults[:3])})")
        typer.echo(f"{file}: nguyên vẹn, {len(register.facts())} việc đã ghi.")
