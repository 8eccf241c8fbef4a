"""`luanphien replace`: the Centre's letter that asks an agency for another officer."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.documents import show_or_write
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import (
    ConfigOption,
    DatedOption,
    DocumentOption,
    NoStateOption,
    NumberOption,
    OfficerOption,
    ReasonOption,
    ReplacedSinceOption,
    ShiftOption,
    SignerOption,
    SignerTitleOption,
    TodayOption,
    parse_text,
)

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=VietnameseCommand)
def replace(
    shift: ShiftOption,
    officer: OfficerOption,
    reason: ReasonOption,
    since: ReplacedSinceOption = None,
    output: DocumentOption = None,
    number: NumberOption = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit",
            metavar="KÝ_HIỆU",
            parser=parse_text,
            help="Đơn vị soạn thảo, trong số văn bản.",
        ),
    ] = None,
    dated: DatedOption = None,
    signer: SignerOption = None,
    signer_title: SignerTitleOption = None,
    config: ConfigOption = None,
    _state: NoStateOption = None,
    today: TodayOption = None,
) -> None:
    """Soạn công văn đề nghị thay người (Điều 6 khoản 10).

    In ra màn hình, hoặc ghi thành văn bản Word để ký với -o. Gửi rồi thì ghi vào sổ bằng
    luanphien register replace.
    """
    from luanphien.documents import replacement as letter

    configuration = lookup.configuration(config)
    rota, centre = configuration.rota, configuration.centre
    replacement = lookup.replacement(
        rota, lookup.shift(rota, shift), officer, since, today or clock.today()
    )
    heading = lookup.heading(configuration.letterhead, number, dated, signer, signer_title)
    fields = letter.context(replacement, reason, unit, centre, configuration.letterhead, heading)
    show_or_write(configuration, output, letter.file_stem(replacement), letter.NAME, fields)
