"""`luanphien notify`: the notice to the agency whose turn is next."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from luanphien.cli.documents import (
    HEADING,
    DatedOption,
    DocumentOption,
    NumberOption,
    SignerOption,
    one_of,
    write,
)
from luanphien.cli.options import (
    ConfigOption,
    StateOption,
    TodayOption,
    configuration,
    current_day,
    find_shift,
    parse_text,
    refuse,
    state_file,
)
from luanphien.cli.vietnamese import VietnameseCommand

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
            "--shift", metavar="PHIÊN", parser=parse_text, help="Phiên này, ví dụ 2024-02."
        ),
    ] = None,
    output: DocumentOption = None,
    number: NumberOption = None,
    dated: DatedOption = None,
    signer: SignerOption = None,
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
    """Soạn thông báo phiên trực (Điều 6 khoản 6).

    In ra màn hình, hoặc ghi thành văn bản Word để ký với -o. Với --send: gửi thư những thông báo
    đến ngày gửi mà chưa gửi; không có việc gì thì không in gì. Trạng thái thoát 1: có việc chưa
    làm được; 4: có thông báo đã quá hạn.
    """
    if dry_run and not send:
        raise typer.BadParameter("--dry-run đi với --send")
    if send:
        from luanphien.cli.cron import send_due

        refuse(context, "--send", "--shift", "--output", *HEADING, "--format")
        send_due(configuration(config), state_file(state), current_day(today), dry_run=dry_run)
        return
    from luanphien.core.facts import standing
    from luanphien.core.notice import next_shift, notice, working_days_left
    from luanphien.core.recipients import told_at
    from luanphien.register import Register
    from luanphien.render import notice as render
    from luanphien.render.documents import Templates
    from luanphien.render.letterhead import FORMATS, Heading, file_content, text

    one_of(next, shift)
    if output:
        refuse(context, "-o", "--format")
    found, day = configuration(config), current_day(today)
    rota = found.rota
    chosen = find_shift(rota, shift) if shift else next_shift(rota, day)
    made = notice(rota, chosen)
    templates = Templates(found.folder / "templates")
    heading = Heading(number, dated, signer)
    fields = render.context(made, rota.calendar, found.centre, found.letterhead, heading)
    name = render.NAME
    if output:
        stem = render.file_stem(made)
        write(output, stem, FORMATS, lambda end: file_content(templates, name, fields, end))
    elif format is NoticeFormat.zalo:
        typer.echo(render.zalo(templates, fields), nl=False)
    else:
        with Register(state_file(state), create=False) as register:
            stands = standing(register.facts(chosen.id), told_at(made))
        left = working_days_left(rota, chosen, day)
        render.print_notice(made, stands, left, text(templates, name, fields, ".txt"))
