"""`luanphien notify`: the notice to the agency whose turn is next."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from luanphien import clock
from luanphien.cli import complete, lookup
from luanphien.cli.documents import write_document
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import (
    HEADING,
    ConfigOption,
    DatedOption,
    DocumentOption,
    NumberOption,
    OpenOption,
    SignerOption,
    SignerTitleOption,
    StateOption,
    TodayOption,
    UnitOption,
    one_of,
    only_with_output,
    parse_shift,
    refuse,
)
from luanphien.cli.status import FINE, OF_WEIGHT, OPERATION_FAILED
from luanphien.config import Configuration
from luanphien.core.errors import OperationError

if TYPE_CHECKING:
    from luanphien.mail.reports import Report

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class NoticeFormat(StrEnum):
    """How the notice is written on the terminal."""

    text = "text"
    zalo = "zalo"


@app.command(cls=VietnameseCommand)
def notify(
    context: typer.Context,
    next: Annotated[bool, typer.Option("--next", help="Phiên trực tiếp theo.")] = False,
    shift: Annotated[
        str | None,
        typer.Option(
            "--shift",
            metavar="PHIÊN",
            parser=parse_shift,
            autocompletion=complete.shifts,
            help="Phiên này: 2024-02, 2/2024.",
        ),
    ] = None,
    output: DocumentOption = None,
    opens: OpenOption = False,
    number: NumberOption = None,
    dated: DatedOption = None,
    signer: SignerOption = None,
    signer_title: SignerTitleOption = None,
    unit: UnitOption = None,
    format: Annotated[
        NoticeFormat, typer.Option("--format", help="Dạng in ra; zalo: đoạn ngắn để dán vào nhóm.")
    ] = NoticeFormat.text,
    send: Annotated[
        bool, typer.Option("--send", help="Gửi thư mọi thông báo đến hạn gửi; dùng với cron.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Với --send: chỉ nói sẽ làm gì, không gửi, không ghi.")
    ] = False,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Soạn thông báo phiên trực (khoản 6 Điều 6).

    In ra màn hình, hoặc ghi thành văn bản Word để ký với -o. Với --send: gửi thư những thông báo
    đến ngày gửi mà chưa gửi, báo và nhắc người trực; không có việc gì thì không in gì. Trạng thái
    thoát 1: có việc chưa làm được; 4: có thông báo đã quá hạn.
    """
    if dry_run and not send:
        raise typer.BadParameter("--dry-run đi với --send")
    if send:
        refuse(context, "--send", "--shift", "--output", "--open", *HEADING, "--format")
        raise typer.Exit(
            _send(lookup.configuration(config), lookup.register_file(state), today, dry_run)
        )
    from luanphien.core.notice import next_shift, notice
    from luanphien.documents import notice as document
    from luanphien.documents.letterhead import text
    from luanphien.documents.template import Templates
    from luanphien.register import Register
    from luanphien.wording import dates

    one_of(next, shift)
    only_with_output(opens, output)
    if output:
        refuse(context, "-o", "--format")
    configuration, day = lookup.configuration(config), today or clock.today()
    rota = configuration.rota
    wanted = lookup.shift(rota, shift) if shift else next_shift(rota, day)
    its_notice = notice(rota, wanted)
    templates = Templates(configuration.own_templates)
    heading = lookup.heading(configuration.letterhead, number, dated, signer, signer_title, unit)
    fields = document.context(
        its_notice,
        rota.calendar,
        configuration.centre,
        configuration.letterhead,
        heading,
        lookup.lacking(rota, wanted, state, day),
    )
    name = document.NAME
    if output:
        stem = document.file_stem(its_notice)
        write_document(configuration, output, stem, name, fields, day, opens=opens)
    elif format is NoticeFormat.zalo:
        typer.echo(document.zalo(templates, fields), nl=False)
    else:
        try:
            with Register(lookup.register_file(state), create=False) as register:
                facts = register.facts(wanted.id)
        except OperationError as error:  # what the notice says is known all the same
            typer.echo(f"cảnh báo: {error}", err=True)
            facts = None
        left = dates.left(rota.calendar, day, wanted.notice_deadline)
        document.print_notice(its_notice, facts, left, text(templates, name, fields, ".txt"))


def _send(
    configuration: Configuration, register_file: Path, today: date | None, rehearsal: bool
) -> int:
    """One run of cron, or its rehearsal; the exit status that the worst of its reports asks for."""
    from luanphien.core.sending import due_shifts
    from luanphien.mail.run import rehearse, send_due
    from luanphien.upkeep.backup import nightly
    from luanphien.upkeep.runs import recorded

    now = clock.moment(today)
    day = now.date()
    work = (configuration, register_file, day, os.environ)
    if rehearsal:
        # What a rehearsal would do is what was asked for; anything else is for cron to mail.
        return _say(rehearse(*work), to_cron=lambda report: report.weight != "fine")
    due_shifts(configuration.rota, day, day)  # a day beyond the calendar writes nothing
    with recorded(configuration, register_file, "send", now) as run:
        run.status = _say(send_due(*work), to_cron=lambda _: True)
        try:
            nightly(configuration, register_file, now)
        except OperationError as error:
            typer.echo(f"Lỗi: {error}", err=True)
            run.status = max(run.status, OPERATION_FAILED)
    return run.status


def _say(reports: Iterable[Report], to_cron: Callable[[Report], bool]) -> int:
    """Say what the reports say; the exit status that the worst of them asks for."""
    status = FINE
    for report in reports:
        typer.echo(report.text, err=to_cron(report))
        status = max(status, OF_WEIGHT[report.weight])
    return status
