"""The options that several commands share, and how their values are parsed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar
from unicodedata import category, normalize

import typer

from luanphien.cli import complete
from luanphien.core import period
from luanphien.core.errors import LuanphienError
from luanphien.core.period import Period
from luanphien.core.values import FIRST_YEAR, LAST_YEAR, LONGEST_TEXT, NONCHARACTERS, lines_of

T = TypeVar("T")


class Format(StrEnum):
    """How a listing is printed."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"


def parse_day(text: str) -> date:
    """`2024-02-01` or `1/2/2024` as a date."""
    return _parsed(period.parse_day, text)


def parse_period(text: str) -> Period:
    """A year, a month, a day, or a range of these: `2024`, `3/2024`, `2023-12..2026-06`."""
    return _parsed(period.parse_period, text)


def parse_year(text: str) -> int:
    """`2027` as a number."""
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise typer.BadParameter(f"«{text}» không phải năm từ {FIRST_YEAR} đến {LAST_YEAR}")
    return int(text)


def _parsed(parse: Callable[[str], T], text: str) -> T:
    """What the text says; wrong use, which names the option, if it can't be read."""
    try:
        return parse(text)
    except LuanphienError as error:
        raise typer.BadParameter(str(error)) from None


def parse_text(text: str) -> str:
    """The words on one line, a letter and its tone as one; what the configuration takes too."""
    words = " ".join(normalize("NFC", text).split())
    if not words:
        raise typer.BadParameter("không được để trống")
    if len(words) > LONGEST_TEXT:
        raise typer.BadParameter(f"dài quá {LONGEST_TEXT} ký tự")
    if any(
        category(character) in ("Cc", "Cs") or character in NONCHARACTERS for character in words
    ):
        raise typer.BadParameter("có ký tự không dùng được")
    return words


def parse_lines(text: str) -> str:
    """Lines parted by «/» or line ends, each as `parse_text` makes it; lines of text."""
    return "\n".join(map(parse_text, lines_of(text))) or parse_text("")


def parse_name(name: str) -> str:
    """The name as it is typed; wrong use if it is empty, as an unset variable leaves it."""
    if not name.strip():
        raise typer.BadParameter("không được để trống")
    return name


def parse_path(name: str | Path) -> Path:
    """The file or folder with that name."""
    return Path(parse_name(str(name)))


def parse_shift(text: str) -> str:
    """The id of the shift that is written `2024-02` or `2/2024`, whether there is such a shift."""
    month = parse_text(text)
    try:
        return period.parse_month(month).isoformat()[: len("2024-02")]
    except LuanphienError:
        complaint = f"«{month}» không phải một phiên; cần 2024-02 hoặc 2/2024"
        raise typer.BadParameter(complaint) from None


def refuse(context: typer.Context, beside: str, *options: str) -> None:
    """Wrong use if one of the options is given: beside that one it would be ignored."""
    for parameter in context.command.params:
        option = parameter.opts[-1]
        source = parameter.name and context.get_parameter_source(parameter.name)
        if option in options and source and source.name == "COMMANDLINE":
            raise typer.BadParameter(f"{beside} không đi với {option}")


def one_of(next: bool, shift: str | None) -> None:
    """Wrong use unless exactly one of --next and --shift is given."""
    if next == bool(shift):
        raise typer.BadParameter("cần một trong hai: --next hoặc --shift")


def only_with_output(opens: bool, output: Path | None) -> None:
    """Wrong use if a file is to be opened that is not written."""
    if opens and not output:
        raise typer.BadParameter("--open đi với -o")


ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="THƯ_MỤC",
        parser=parse_path,
        envvar="LUANPHIEN_CONFIG",
        show_envvar=False,
        help="Thư mục cấu hình; không ghi thì LUANPHIEN_CONFIG, ./config, /etc/luanphien, rồi bản "
        "kèm theo chương trình.",
    ),
]
StateOption = Annotated[
    Path | None,
    typer.Option(
        "--state",
        metavar="TỆP",
        parser=parse_path,
        envvar="LUANPHIEN_STATE",
        show_envvar=False,
        help="Tệp sổ theo dõi; không ghi thì LUANPHIEN_STATE, rồi thư mục XDG.",
    ),
]
# A command that needs no configuration, or no register, takes its option all the same and does not
# show it: somebody may call every command with both.
NoConfigOption = Annotated[Path | None, typer.Option("--config", parser=parse_path, hidden=True)]
NoStateOption = Annotated[Path | None, typer.Option("--state", parser=parse_path, hidden=True)]
TodayOption = Annotated[
    date | None,
    typer.Option("--today", metavar="NGÀY", parser=parse_day, help="Coi ngày này là hôm nay."),
]
AsOfOption = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        metavar="NGÀY",
        parser=parse_day,
        help="Theo cấu hình có hiệu lực ngày đó, như sổ đã giữ.",
    ),
]
SinceOption = Annotated[
    date | None,
    typer.Option(
        "--since",
        metavar="NGÀY",
        parser=parse_day,
        help="Ngày người nhận bắt đầu trực, khi phiên có nhiều lần bàn giao.",
    ),
]
PeriodArgument = Annotated[
    Period | None,
    typer.Argument(
        metavar="[KỲ]",
        parser=parse_period,
        help="2024, 2024-03 (3/2024) hoặc 2023-12..2026-06; không ghi thì năm nay.",
    ),
]
AgencyOption = Annotated[
    str | None,
    typer.Option(
        "--agency",
        metavar="MÃ",
        parser=parse_text,
        autocompletion=complete.agencies,
        help="Chỉ cơ quan có mã này, ví dụ stc.",
    ),
]
PersonOption = Annotated[
    str | None,
    typer.Option(
        "--person",
        metavar="NGƯỜI",
        parser=parse_text,
        autocompletion=complete.people,
        help="Chỉ người có mã hoặc họ tên này.",
    ),
]
YearOption = Annotated[
    int,
    typer.Option("--year", metavar="NĂM", parser=parse_year, help="Năm của danh sách, ví dụ 2027."),
]
FormatOption = Annotated[Format, typer.Option("--format", help="Dạng in ra.")]

ShiftOption = Annotated[
    str,
    typer.Option(
        "--shift",
        metavar="PHIÊN",
        parser=parse_shift,
        autocompletion=complete.shifts,
        help="Phiên: 2024-02, 2/2024.",
    ),
]
DocumentOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="TỆP",
        parser=parse_path,
        help="Ghi vào tệp .docx, .pdf, .txt, .md, .html, hoặc vào thư mục (.docx).",
    ),
]
ListingFileOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="TỆP",
        parser=parse_path,
        help="Ghi vào tệp .xlsx, .csv, .json, hoặc vào thư mục (.xlsx).",
    ),
]
AnyFileOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="TỆP",
        parser=parse_path,
        help="Ghi vào tệp .docx, .pdf, .txt, .md, .html, .xlsx, .csv, .json, hoặc vào thư mục "
        "(.docx).",
    ),
]
OpenOption = Annotated[
    bool, typer.Option("--open", help="Với -o: mở luôn tệp vừa ghi, bằng Word chẳng hạn.")
]
NumberOption = Annotated[
    str | None,
    typer.Option(
        "--number", metavar="SỐ", parser=parse_text, help="Số văn bản; mặc định để trống."
    ),
]
DatedOption = Annotated[
    date | None,
    typer.Option(
        "--date", metavar="NGÀY", parser=parse_day, help="Ngày văn bản; mặc định để trống."
    ),
]
SignerOption = Annotated[
    str | None,
    typer.Option("--signer", metavar="HỌ_TÊN", parser=parse_text, help="Người ký."),
]
SignerTitleOption = Annotated[
    list[str] | None,
    typer.Option(
        "--signer-title",
        metavar="CHỨC_VỤ",
        parser=parse_lines,
        help="Quyền hạn, chức vụ người ký; nhiều dòng: KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC.",
    ),
]
UnitOption = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar="KÝ_HIỆU",
        parser=parse_text,
        help="Đơn vị soạn thảo: «Lưu: VT, KÝ_HIỆU.», và trong số công văn.",
    ),
]

HEADING = ("--number", "--date", "--signer", "--signer-title", "--unit")
"""The options that fill in a letterhead."""
ANNEX = "--annex"
"""The option that makes an annex of a document."""

OfficerOption = Annotated[
    str,
    typer.Option(
        "--officer",
        metavar="NGƯỜI",
        parser=parse_text,
        autocompletion=complete.people,
        help="Mã hoặc họ tên người được thay.",
    ),
]
ReasonOption = Annotated[
    str, typer.Option("--reason", metavar="LÝ_DO", parser=parse_text, help="Lý do đề nghị thay.")
]
ReplacedSinceOption = Annotated[
    date | None,
    typer.Option(
        "--since",
        metavar="NGÀY",
        parser=parse_day,
        help="Ngày người khác bắt đầu trực; mặc định ngày sớm nhất kịp báo tên, bàn giao.",
    ),
]
