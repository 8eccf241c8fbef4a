"""What `luanphien register` records: notices, acknowledgements, handovers and replacements."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from luanphien.cli.documents import ShiftOption
from luanphien.cli.options import (
    ConfigOption,
    SinceOption,
    StateOption,
    TodayOption,
    configuration,
    current_day,
    find_handover,
    find_shift,
    moment,
    parse_day,
    state_file,
)
from luanphien.cli.replacing import OfficerOption, ReasonOption, ReplacedSinceOption, asked_for
from luanphien.core.facts import Channel, Counts, Fact, Kind
from luanphien.core.model import Person

_COUNT = re.compile(r"\d{1,15}|\d{1,3}(\.\d{3}){1,4}", re.ASCII)


class ByHand(StrEnum):
    """How a notice is sent other than by `notify --send`."""

    paper = "paper"
    zalo = "zalo"
    phone = "phone"
    email = "email"


ByOption = Annotated[str, typer.Option("--by", metavar="AI", help="Người làm việc này.")]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="GHI_CHÚ", help="Ghi chú.")]
OnOption = Annotated[
    date | None,
    typer.Option("--on", metavar="NGÀY", parser=parse_day, help="Ngày xảy ra; mặc định hôm nay."),
]


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
    """Ghi rằng đã gửi thông báo bằng giấy, Zalo hay điện thoại."""
    day = on or current_day(today)
    _about_notice("sent", shift, channel.value, by, recipient, note, day, config, state)


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
    _about_notice("acknowledged", shift, channel.value, by, None, note, day, config, state)


def _about_notice(
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

    rota = configuration(config).rota
    said = notice_of(rota, find_shift(rota, shift))
    to = recipient or said.agency.name
    _record(Fact(moment(day), kind, shift, said.digest, channel, to, by=by, note=note), state)


def _parse_count(text: str) -> int:
    """`1250`, or as Vietnamese offices write it, `1.250`."""
    if not _COUNT.fullmatch(text):
        raise typer.BadParameter(f"«{text}» không phải một số từ 0 trở lên")
    return int(text.replace(".", ""))


def _count(option: str, what: str) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(
        option, metavar="SỐ", parser=_parse_count, help=what
    )
    return info


def handover(
    shift: Annotated[
        str, typer.Option("--shift", metavar="PHIÊN", help="Phiên của bên giao, ví dụ 2024-02.")
    ],
    by: ByOption,
    since: SinceOption = None,
    outgoing: Annotated[
        str | None,
        typer.Option("--outgoing", metavar="HỌ_TÊN", help="Người giao; mặc định theo lịch."),
    ] = None,
    incoming: Annotated[
        str | None,
        typer.Option("--incoming", metavar="HỌ_TÊN", help="Người nhận; mặc định theo lịch."),
    ] = None,
    received: Annotated[int | None, _count("--received", "Hồ sơ đã tiếp nhận.")] = None,
    in_progress: Annotated[int | None, _count("--in-progress", "Hồ sơ đang giải quyết.")] = None,
    to_return: Annotated[int | None, _count("--to-return", "Kết quả chờ trả.")] = None,
    fees: Annotated[int | None, _count("--fees", "Phí, lệ phí bàn giao, đồng.")] = None,
    note: NoteOption = None,
    on: OnOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi rằng đã bàn giao: ngày, người ký, số liệu."""
    rota = configuration(config).rota
    found = find_handover(rota, find_shift(rota, shift), since)
    counts = Counts(received, in_progress, to_return, fees)
    fact = Fact(
        moment(on or current_day(today)),
        "handed_over",
        shift,
        by=by,
        note=note,
        since=found.incoming.days.first,
        outgoing=_signer(outgoing, found.outgoing.person, "--outgoing"),
        incoming=_signer(incoming, found.incoming.person, "--incoming"),
        counts=None if counts == Counts() else counts,
    )
    _record(fact, state)


def _signer(named: str | None, planned: Person | None, option: str) -> str:
    """Who signed: the one named, else the one planned; wrong use if there is neither."""
    if named and named.strip():
        return " ".join(named.split())
    if planned is None:
        raise typer.BadParameter(f"lịch chưa có người trực; ghi {option}")
    return planned.name


def replace(
    shift: ShiftOption,
    officer: OfficerOption,
    reason: ReasonOption,
    by: ByOption,
    since: ReplacedSinceOption = None,
    on: OnOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi rằng đã đề nghị thay người; in đoạn YAML để sửa lịch."""
    from luanphien.render.replacement import substitution

    day = on or current_day(today)
    asked = asked_for(configuration(config).rota, shift, officer, since, day)
    fact = Fact(
        moment(day),
        "replaced",
        shift,
        recipient=asked.agency.name,
        by=by,
        note=reason,
        since=asked.since,
        outgoing=asked.officer.name,
    )
    _record(fact, state)
    typer.echo(
        "Khi cơ quan đã cử người, thêm vào agencies.yaml (đã có substitutions thì bỏ dòng đầu):"
    )
    typer.echo(substitution(asked, reason), nl=False)


def _record(fact: Fact, state: Path | None) -> None:
    from luanphien.register import Register

    with Register(state_file(state)) as register:
        register.record([fact])
    typer.echo(f"Đã ghi vào {register.file}.")
