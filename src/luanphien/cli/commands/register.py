"""`luanphien register`: what has really happened, to read and to record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from luanphien import clock
from luanphien.cli import complete, lookup
from luanphien.cli.documents import write
from luanphien.cli.localized import VietnameseCommand, VietnameseGroup
from luanphien.cli.options import (
    ConfigOption,
    Format,
    FormatOption,
    NoConfigOption,
    OfficerOption,
    OpenOption,
    ReasonOption,
    ReplacedSinceOption,
    ShiftOption,
    SinceOption,
    StateOption,
    TodayOption,
    parse_day,
    parse_path,
    parse_shift,
    parse_text,
)
from luanphien.core.errors import OperationError

if TYPE_CHECKING:
    from luanphien.config import Configuration
    from luanphien.core.by_hand import Occasion
    from luanphien.core.facts import Fact
    from luanphien.core.model import Shift
    from luanphien.core.notice import Notice
    from luanphien.core.remarks import Remark

app = typer.Typer(
    cls=VietnameseGroup,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=False,
    help="Xem và ghi sổ theo dõi.",
)

_NUMBER = re.compile(r"[0-9]{1,6}[a-zA-ZđĐ]?")
_COUNT = re.compile(r"\d{1,15}|\d{1,3}(\.\d{3}){1,4}", re.ASCII)


class ByHand(StrEnum):
    """How a notice is sent other than by `notify --send`."""

    paper = "paper"
    zalo = "zalo"
    phone = "phone"
    email = "email"


def _parse_count(text: str) -> int:
    """`1250`, or as Vietnamese offices write it, `1.250`."""
    if not _COUNT.fullmatch(text):
        raise typer.BadParameter(f"«{text}» không phải một số từ 0 trở lên")
    return int(text.replace(".", ""))


def parse_number(text: str) -> str:
    """`12`, or `12a` for one put in between."""
    number = text.strip()
    if not _NUMBER.fullmatch(number) or not number.strip("0"):
        raise typer.BadParameter(f"«{text}» không phải số văn bản, ví dụ 12, không kèm ký hiệu")
    return number


def _count(option: str, what: str) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(
        option, metavar="SỐ", parser=_parse_count, help=what
    )
    return info


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


@app.command(cls=VietnameseCommand, name="list")
def list_facts(
    shift: Annotated[
        str | None,
        typer.Option(
            "--shift",
            metavar="PHIÊN",
            parser=parse_shift,
            autocompletion=complete.shifts,
            help="Chỉ phiên này.",
        ),
    ] = None,
    format: FormatOption = Format.table,
    _config: NoConfigOption = None,
    state: StateOption = None,
) -> None:
    """In những việc đã ghi, cũ trước mới sau."""
    from luanphien.register import Register
    from luanphien.tables.listing import show
    from luanphien.tables.register import Facts

    with Register(lookup.register_file(state), create=False) as register:
        facts = register.facts(shift)
    show(Facts(facts, shift), format)


@app.command(cls=VietnameseCommand)
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
    from luanphien.core import by_hand
    from luanphien.core.remarks import on_notice

    configuration = lookup.configuration(config)
    said = _said(configuration, shift)
    occasion = _occasion(said.shift, on, today, by, note)
    to = lookup.recipient(configuration, recipient)
    fact = by_hand.of_notice(occasion, "sent", said, channel.value, None if to else recipient, to)
    _record(fact, state, lambda facts: on_notice(said, fact, configuration.rota.calendar))


@app.command(cls=VietnameseCommand)
def sign(
    shift: ShiftOption,
    number: Annotated[
        str,
        typer.Option("--number", metavar="SỐ", parser=parse_number, help="Số văn bản, ví dụ 12."),
    ],
    file: Annotated[
        Path,
        typer.Option(
            "--file", metavar="TỆP", parser=parse_path, help="Tệp đã ký: .pdf, .docx, .jpg, .png."
        ),
    ],
    by: ByOption,
    dated: Annotated[
        date | None,
        typer.Option(
            "--date", metavar="NGÀY", parser=parse_day, help="Ngày văn bản; mặc định hôm nay."
        ),
    ] = None,
    note: NoteOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi thông báo đã ký: số, ngày, tệp; notify --send gửi tệp đó.

    Sổ giữ cả tệp. Ghi nhầm thì ghi lại: lần sau thay lần trước của cùng thông báo. Một số chỉ dùng
    cho một văn bản trong năm.
    """
    from hashlib import sha256

    from luanphien.core import by_hand
    from luanphien.core.remarks import on_signature
    from luanphien.core.statements import holder
    from luanphien.register import Register
    from luanphien.wording import documents

    said = _said(lookup.configuration(config), shift)
    occasion = _occasion(said.shift, None, today, by, note)
    day = dated or occasion.at.date()
    if not by_hand.is_plausible(said.shift, day, occasion.at.date()):
        text = f"ngày {day} chưa đến, hoặc quá xa phiên {said.shift.id}; xem lại --date"
        raise typer.BadParameter(text)
    name, content = lookup.signed_file(file)
    fact = by_hand.of_signature(occasion, said, number, day, name, sha256(content).hexdigest())

    def accept(facts: list[Fact]) -> None:
        if other := holder(facts, fact):
            raise OperationError(documents.number_in_use(fact, other))

    with Register(lookup.register_file(state)) as register:
        register.sign(fact, content, accept)
        remarks = on_signature(said, fact, register.facts(said.shift.id))
    typer.echo(f"Đã ghi vào {register.file}: {documents.signed(fact, said)}.")
    _remark(remarks)


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
    from luanphien.core import by_hand
    from luanphien.core.remarks import on_acknowledgement

    said = _said(lookup.configuration(config), shift)
    occasion = _occasion(said.shift, on, today, by, note)
    fact = by_hand.of_notice(occasion, "acknowledged", said, channel.value)
    _record(fact, state, lambda facts: on_acknowledgement(said, fact, facts))


@app.command(cls=VietnameseCommand)
def handover(
    shift: Annotated[
        str,
        typer.Option(
            "--shift",
            metavar="PHIÊN",
            parser=parse_shift,
            autocompletion=complete.shifts,
            help="Phiên của bên giao: 2024-02, 2/2024.",
        ),
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
    from luanphien.core import by_hand
    from luanphien.core.facts import Counts
    from luanphien.core.remarks import on_handover

    configuration = lookup.configuration(config)
    rota = configuration.rota
    chosen = lookup.shift(rota, shift)
    planned = lookup.handover(rota, chosen, since)
    occasion = _occasion(chosen, on, today, by, note)
    giver = lookup.signer(configuration, outgoing, planned.outgoing.person, "--outgoing")
    taker = lookup.signer(configuration, incoming, planned.incoming.person, "--incoming")
    counts = Counts(received, in_progress, to_return, fees)
    fact = by_hand.of_handover(occasion, chosen, planned, giver, taker, counts)
    _record(fact, state, lambda facts: on_handover(planned, fact))


@app.command(cls=VietnameseCommand)
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
    """Ghi rằng đã đề nghị thay người.

    Cơ quan đã cử người thì ghi vào lịch bằng luanphien change substitute.
    """
    from luanphien.core import by_hand

    rota = lookup.configuration(config).rota
    chosen = lookup.shift(rota, shift)
    replacement = lookup.replacement(rota, chosen, officer, since, on or today or clock.today())
    occasion = _occasion(chosen, on, today, by, reason)
    _record(by_hand.of_replacement(occasion, replacement), state)
    typer.echo(f"Cơ quan đã cử người thì chạy: luanphien change substitute --shift {chosen.id}")


def _said(configuration: Configuration, shift: str) -> Notice:
    """What the notice of that shift says by the configuration as it is."""
    from luanphien.core.notice import notice

    rota = configuration.rota
    return notice(rota, lookup.shift(rota, shift))


def _occasion(
    shift: Shift, on: date | None, today: date | None, by: str, note: str | None
) -> Occasion:
    """When it happened and who did it; wrong use if it can't have happened on that day."""
    from luanphien.core.by_hand import happened, is_plausible

    now = clock.moment(today)
    day = on or now.date()
    if not is_plausible(shift, day, now.date()):
        text = f"ngày {day} chưa đến, hoặc quá xa phiên {shift.id}; xem lại --on"
        raise typer.BadParameter(text)
    return happened(day, now, by, note)


def _record(
    fact: Fact,
    state: Path | None,
    remarks: Callable[[list[Fact]], Iterable[Remark]] = lambda facts: (),
) -> None:
    """Record the fact, and say what is odd about it beside what the shift's facts were before."""
    from luanphien.register import Register

    with Register(lookup.register_file(state)) as register:
        before = register.facts(fact.shift)
        register.record([fact])
    typer.echo(f"Đã ghi vào {register.file}.")
    _remark(remarks(before))


def _remark(remarks: Iterable[Remark]) -> None:
    from luanphien.wording.remarks import text

    for remark in remarks:
        typer.echo(f"Lưu ý: {text(remark)}.", err=True)


@app.command(cls=VietnameseCommand)
def export(
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="TỆP",
            parser=parse_path,
            help="Ghi vào tệp .docx, .pdf, .xlsx, .csv, .json, hoặc vào thư mục (.docx).",
        ),
    ],
    opens: OpenOption = False,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi sổ theo dõi ra tệp; .docx để in, đóng quyển."""
    from luanphien.documents import book
    from luanphien.documents.template import Templates
    from luanphien.register import Register
    from luanphien.tables.listing import FILES, file_content
    from luanphien.tables.register import Facts

    configuration, day = lookup.configuration(config), today or clock.today()
    with Register(lookup.register_file(state), create=False) as register:
        facts = Facts(register.facts())

    def content(ending: str) -> bytes:
        if ending == ".docx":
            templates = Templates(configuration.own_templates)
            days = [fact.at.astimezone(clock.VIETNAM).date() for fact in facts.by_date()]
            printed = book.book(list(facts.of_book()), days, day)
            centre, letterhead = configuration.centre, configuration.letterhead
            return book.content(templates, printed, centre, letterhead, day)
        return file_content(facts, ending)

    write(output, "so-theo-doi", (".docx", *FILES), content, opens=opens, private=True)


@app.command(cls=VietnameseCommand)
def check(_config: NoConfigOption = None, state: StateOption = None) -> None:
    """Kiểm tra tệp sổ còn nguyên vẹn không."""
    from luanphien.register import Register
    from luanphien.register.opening import is_absent

    file = lookup.register_file(state)
    with Register(file, create=False) as register:
        if is_absent(file):
            raise OperationError(f"{file}: chưa có sổ nào ở đây")
        if faults := register.check():
            raise OperationError(f"{file}: sổ đã hỏng ({'; '.join(faults[:3])})")
        typer.echo(f"{file}: nguyên vẹn, {len(register.facts())} việc đã ghi.")
