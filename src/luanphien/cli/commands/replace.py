"""`luanphien replace`: the Centre's letter that asks an agency for another officer."""

from __future__ import annotations

from datetime import date
from pathlib import Path
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
    NumberOption,
    OfficerOption,
    OpenOption,
    ReasonOption,
    ReplacedSinceOption,
    ShiftOption,
    SignerOption,
    SignerTitleOption,
    StateOption,
    TodayOption,
    UnitOption,
)
from luanphien.cli.recording import say_remarks
from luanphien.core.errors import OperationError

if TYPE_CHECKING:
    from luanphien.core.entries import Entry
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
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Soạn công văn đề nghị thay người (khoản 10 Điều 6).

    In ra màn hình, hoặc ghi thành văn bản Word để ký với -o. Sai sót, sự cố đã ghi vào sổ (register
    incident) được nêu làm căn cứ. Gửi rồi thì ghi vào sổ bằng luanphien register replace.
    """
    from luanphien.core.remarks import on_letter
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
    recorded = _incidents(replacement, letter_day, state)
    fields = letter.context(
        replacement, reason, centre, configuration.letterhead, heading, recorded or ()
    )
    stem = letter.file_stem(replacement)
    show_or_write(configuration, output, stem, letter.NAME, fields, day, opens=opens)
    if recorded is not None:
        say_remarks(on_letter(recorded))


def _incidents(replacement: Replacement, until: date, state: Path | None) -> list[Entry] | None:
    """The officer's incidents in the register, None if that can't be read."""
    from luanphien.core.entries import incidents

    try:
        return incidents(lookup.recorded(state).entries, replacement.officer, until)
    except OperationError as error:  # the letter can be written all the same
        typer.echo(f"cảnh báo: {error}", err=True)
        return None


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
