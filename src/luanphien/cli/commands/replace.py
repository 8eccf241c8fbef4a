"""`luanphien replace`: the Centre's letter that asks an agency for another officer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

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
    OpenOption,
    ReasonOption,
    ReplacedSinceOption,
    ShiftOption,
    SignerOption,
    SignerTitleOption,
    TodayOption,
    UnitOption,
)

if TYPE_CHECKING:
    from luanphien.core.replacement import Replacement
    from luanphien.core.workdays import WorkCalendar

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=VietnameseCommand)
def replace(
    shift: ShiftOption,
    officer: OfficerOption,
    reason: ReasonOption,
    since: ReplacedSinceOption = None,
    output: DocumentOption = None,
    opens: OpenOption = False,
    number: NumberOption = None,
    dated: DatedOption = None,
    signer: SignerOption = None,
    signer_title: SignerTitleOption = None,
    unit: UnitOption = None,
    config: ConfigOption = None,
    _state: NoStateOption = None,
    today: TodayOption = None,
) -> None:
    """Soạn công văn đề nghị thay người (khoản 10 Điều 6).

    In ra màn hình, hoặc ghi thành văn bản Word để ký với -o. Gửi rồi thì ghi vào sổ bằng
    luanphien register replace.
    """
    from luanphien.documents import replacement as letter

    configuration = lookup.configuration(config)
    rota, centre = configuration.rota, configuration.centre
    day = today or clock.today()
    letter_day = dated or day
    replacement = lookup.replacement(rota, lookup.shift(rota, shift), officer, since, letter_day)
    _refuse_too_soon(replacement, rota.calendar, letter_day)
    if since and since != replacement.first_day:
        text = f"{since} là ngày nghỉ; người khác trực từ {replacement.first_day}"
        typer.echo(f"Lưu ý: {text}.", err=True)
    heading = lookup.heading(configuration.letterhead, number, dated, signer, signer_title, unit)
    fields = letter.context(replacement, reason, centre, configuration.letterhead, heading)
    stem = letter.file_stem(replacement)
    show_or_write(configuration, output, stem, letter.NAME, fields, day, opens=opens)


def _refuse_too_soon(replacement: Replacement, calendar: WorkCalendar, letter_day: date) -> None:
    """Wrong use if the agency would have to name somebody by the day of the letter or before."""
    from luanphien.core.replacement import soonest

    steps = soonest(calendar, letter_day)
    if replacement.names_due_on < steps.names_due_on:
        raise typer.BadParameter(
            f"người khác trực từ {replacement.first_day} là quá sớm: theo công văn ngày "
            f"{letter_day}, cơ quan báo tên sớm nhất {steps.names_due_on}, bàn giao "
            f"{steps.handover_on}, trực từ {steps.first_day}"
        )
