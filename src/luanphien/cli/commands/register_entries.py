"""What `luanphien register` records: notices, acknowledgements, handovers and replacements."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from luanphien.cli.document_options import ShiftOption
from luanphien.cli.options import (
    VIETNAM,
    ConfigOption,
    SinceOption,
    StateOption,
    TodayOption,
    configuration,
    current_day,
    find_handover,
    find_shift,
    is_called,
    moment,
    parse_day,
    parse_text,
    state_file,
)
from luanphien.cli.replacement_options import (
    OfficerOption,
    ReasonOption,
    ReplacedSinceOption,
    asked_for,
)
from luanphien.config import Configuration
from luanphien.core.decisions import Person
from luanphien.core.facts import Channel, Counts, Fact, FactKind
from luanphien.core.model import Shift

_COUNT = re.compile(r"\d{1,15}|\d{1,3}(\.\d{3}){1,4}", re.ASCII)


_LONG_BEFORE = timedelta(days=366)
"""Nothing about a shift happens longer before it."""


class ByHand(StrEnum):
    """How a notice is sent other than by `notify --send`."""

    paper = "paper"
    zalo = "zalo"
    phone = "phone"
    email = "email"


ByOption = Annotated[
    str, typer.Option("--by", metavar="AI", parser=parse_text, help="Người làm việc này.")
]
NoteOption = Annotated[
    str | None, typer.Option("--note", metavar="GHI_CHÚ", parser=parse_text, help="Ghi chú.")
]
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
        typer.Option(
            "--recipient",
            metavar="AI",
            parser=parse_text,
            help="Nơi nhận; mặc định cơ quan có phiên trực.",
        ),
    ] = None,
    note: NoteOption = None,
    on: OnOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi rằng đã gửi thông báo bằng giấy, Zalo hay điện thoại."""
    fact = _about_notice("sent", shift, channel.value, recipient, on, today, config)
    _record(fact._replace(by=by, note=note), state)


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
    fact = _about_notice("acknowledged", shift, channel.value, None, on, today, config)
    _record(fact._replace(by=by, note=note), state)


def _about_notice(
    kind: FactKind,
    shift: str,
    channel: Channel,
    recipient: str | None,
    on: date | None,
    today: date | None,
    config: Path | None,
) -> Fact:
    from luanphien.core.notice import notice as notice_of

    rota = configuration(config).rota
    said = notice_of(rota, find_shift(rota, shift))
    at, entered_at = _when(said.shift, on, today)
    to = recipient or said.agency.name
    return Fact(at, kind, shift, said.digest, channel, to, entered_at=entered_at)


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
        typer.Option(
            "--outgoing",
            metavar="NGƯỜI",
            parser=parse_text,
            help="Mã hoặc họ tên người giao; mặc định theo lịch.",
        ),
    ] = None,
    incoming: Annotated[
        str | None,
        typer.Option(
            "--incoming",
            metavar="NGƯỜI",
            parser=parse_text,
            help="Mã hoặc họ tên người nhận; mặc định theo lịch.",
        ),
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
    found = configuration(config)
    chosen = find_shift(found.rota, shift)
    change = find_handover(found.rota, chosen, since)
    at, entered_at = _when(chosen, on, today)
    counts = Counts(received, in_progress, to_return, fees)
    fact = Fact(
        at,
        "handed_over",
        shift,
        by=by,
        note=note,
        since=change.incoming.days.first,
        outgoing=_signer(found, outgoing, change.outgoing.person, "--outgoing"),
        incoming=_signer(found, incoming, change.incoming.person, "--incoming"),
        counts=None if counts == Counts() else counts,
        outgoing_agency=change.outgoing_agency.id,
        incoming_agency=change.incoming_agency.id,
        entered_at=entered_at,
    )
    _record(fact, state)


def _signer(found: Configuration, named: str | None, planned: Person | None, option: str) -> str:
    """Who signed: the one named, else the one planned; wrong use if there is neither."""
    if named:
        known = (one.name for one in found.people.values() if is_called(one, named))
        return next(known, named)
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
    from luanphien.documents.replacement import substitution

    rota = configuration(config).rota
    asked = asked_for(rota, shift, officer, since, on or current_day(today))
    at, entered_at = _when(asked.shift, on, today)
    fact = Fact(
        at,
        "replaced",
        shift,
        recipient=asked.agency.name,
        by=by,
        note=reason,
        since=asked.since,
        outgoing=asked.officer.name,
        entered_at=entered_at,
    )
    _record(fact, state)
    typer.echo(
        "Khi cơ quan đã cử người, thêm vào agencies.yaml (đã có substitutions thì bỏ dòng đầu):"
    )
    typer.echo(substitution(asked, reason), nl=False)


def _when(shift: Shift, on: date | None, today: date | None) -> tuple[datetime, datetime | None]:
    """When it happened; and if that was on an earlier day, of which no time is known, now.

    Wrong use if the day is yet to come, or too long before the shift to be meant.
    """
    now = moment(today)
    day = on or now.date()
    if not shift.starts_on - _LONG_BEFORE <= day <= now.date():
        text = f"ngày {day} chưa đến, hoặc quá xa phiên {shift.id}; xem lại --on"
        raise typer.BadParameter(text)
    return (now, None) if day == now.date() else (datetime.combine(day, time(), VIETNAM), now)


def _record(fact: Fact, state: Path | None) -> None:
    from luanphien.register import Register

    with Register(state_file(state)) as register:
        register.record([fact])
    typer.echo(f"Đã ghi vào {register.file}.")
