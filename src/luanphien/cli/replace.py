"""`luanphien replace`: the Centre's letter that asks an agency for another officer."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien.cli.documents import (
    DatedOption,
    DocumentOption,
    NumberOption,
    ShiftOption,
    SignerOption,
    show_or_write,
)
from luanphien.cli.options import (
    ConfigOption,
    NoStateOption,
    TodayOption,
    configuration,
    current_day,
    parse_text,
)
from luanphien.cli.replacing import OfficerOption, ReasonOption, ReplacedSinceOption, asked_for
from luanphien.cli.vietnamese import VietnameseCommand

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
    config: ConfigOption = None,
    _state: NoStateOption = None,
    today: TodayOption = None,
) -> None:
    """Soạn công văn đề nghị thay người (Điều 6 khoản 10).

    In ra màn hình, hoặc ghi thành văn bản Word để ký với -o. Gửi rồi thì ghi vào sổ bằng
    luanphien register replace.
    """
    from luanphien.render import replacement as render
    from luanphien.render.letterhead import Heading

    found = configuration(config)
    asked = asked_for(found.rota, shift, officer, since, current_day(today))
    heading = Heading(number, dated, signer)
    fields = render.context(asked, reason, unit, found.centre, found.letterhead, heading)
    show_or_write(found, output, render.file_stem(asked), render.NAME, fields)
