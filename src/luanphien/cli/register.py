"""`luanphien register`: what has really happened."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from luanphien.cli.options import (
    VIETNAM,
    ConfigOption,
    Format,
    FormatOption,
    StateOption,
    TodayOption,
    configuration,
    current_day,
    find_shift,
    moment,
    parse_day,
    state_file,
)
from luanphien.cli.vietnamese import VietnameseCommand, VietnameseGroup
from luanphien.core.errors import OperationError
from luanphien.core.facts import Channel, Fact, Kind

app = typer.Typer(
    cls=VietnameseGroup,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=False,
    help="Xem và ghi sổ theo dõi.",
)


class ByHand(StrEnum):
    """How a notice is sent other than by `notify --send`."""

    paper = "paper"
    zalo = "zalo"
    phone = "phone"
    email = "email"


ShiftOption = Annotated[
    str, typer.Option("--shift", metavar="PHIÊN", help="Phiên trực, ví dụ 2024-02.")
]
ByOption = Annotated[str, typer.Option("--by", metavar="AI", help="Người làm việc này.")]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="GHI_CHÚ", help="Ghi chú.")]
OnOption = Annotated[
    date | None,
    typer.Option("--on", metavar="NGÀY", parser=parse_day, help="Ngày xảy ra; mặc định hôm nay."),
]


@app.command(cls=VietnameseCommand, name="list")
def list_facts(
    shift: Annotated[
        str | None, typer.Option("--shift", metavar="PHIÊN", help="Chỉ phiên này.")
    ] = None,
    format: FormatOption = Format.table,
    state: StateOption = None,
) -> None:
    """In những việc đã ghi, cũ trước mới sau."""
    from luanphien.register import Register
    from luanphien.render import register as render

    with Register(state_file(state), create=False) as register:
        facts = register.facts(shift)
    match format:
        case Format.table:
            render.print_table(facts, VIETNAM)
        case Format.csv:
            render.print_csv(facts, VIETNAM)
        case Format.json:
            render.print_json(facts)
        case Format.markdown:
            render.print_markdown(facts, VIETNAM)


@app.command(cls=VietnameseCommand)
def notice(
    shift: ShiftOption,
    by: ByOption,
    channel: Annotated[ByHand, typer.Option("--channel", help="Cách gửi.")] = ByHand.paper,
    recipient: Annotated[
        str | None,
        typer.Option("--recipient", metavar="AI", help="Nơi nhận; mặc định cơ quan có phiên trực."),
    ] = None,
    note: NoteOption = None,
    on: OnOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi rằng thông báo đã gửi bằng văn bản giấy, Zalo hay điện thoại."""
    day = on or current_day(today)
    _record("sent", shift, _channel(channel), by, recipient, note, day, config, state)


@app.command(cls=VietnameseCommand)
def ack(
    shift: ShiftOption,
    by: ByOption,
    channel: Annotated[ByHand, typer.Option("--channel", help="Cách xác nhận.")] = ByHand.phone,
    note: NoteOption = None,
    on: OnOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi rằng cơ quan đã xác nhận nhận được thông báo."""
    day = on or current_day(today)
    _record("acknowledged", shift, _channel(channel), by, None, note, day, config, state)


@app.command(cls=VietnameseCommand)
def export(
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="TỆP", help="Ghi vào tệp .docx, .csv hoặc .json này."
        ),
    ],
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi sổ theo dõi ra tệp; .docx để in, đóng quyển."""
    from luanphien.register import Register
    from luanphien.render.documents import Templates
    from luanphien.render.files import replace_file
    from luanphien.render.register import FORMATS, file_content

    if output.suffix not in FORMATS:
        raise typer.BadParameter(f"{output}: cần tệp {', '.join(FORMATS)}")
    found = configuration(config)
    with Register(state_file(state), create=False) as register:
        facts = register.facts()
    templates = Templates(found.folder / "templates")
    day = current_day(today)
    content = file_content(templates, facts, found.centre, VIETNAM, day, output.suffix)
    replace_file(output, content)
    typer.echo(f"Đã ghi {output}")


@app.command(cls=VietnameseCommand)
def check(state: StateOption = None) -> None:
    """Kiểm tra tệp sổ còn nguyên vẹn không."""
    from luanphien.register import Register

    file = state_file(state)
    if not file.exists():
        raise OperationError(f"{file}: chưa có sổ nào ở đây")
    with Register(file) as register:
        if found := register.check():
            raise OperationError(f"{file}: sổ đã hỏng ({'; '.join(found[:3])})")
        typer.echo(f"{file}: nguyên vẹn, {len(register.facts())} việc đã ghi.")


def _channel(chosen: ByHand) -> Channel:
    return chosen.value


def _record(
    kind: Kind,
    shift: str,
    channel: Channel,
    by: str,
    recipient: str | None,
    note: str | None,
    day: date,
    config: Path | None,
    state: Path | None,
) -> None:
    from luanphien.core.notice import notice as notice_of
    from luanphien.register import Register

    rota = configuration(config).rota
    said = notice_of(rota, find_shift(rota, shift))
    fact = Fact(
        moment(day),
        kind,
        shift,
        said.digest,
        channel,
        recipient or said.agency.name,
        by=by,
        note=note,
    )
    with Register(state_file(state)) as register:
        register.record([fact])
    typer.echo(f"Đã ghi vào {register.file}.")
