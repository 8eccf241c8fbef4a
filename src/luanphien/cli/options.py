"""The options that several commands share, and how their values are read."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar
from unicodedata import category, normalize

import typer

from luanphien.config import Configuration, find, load
from luanphien.core import period
from luanphien.core.decisions import Agency, Person
from luanphien.core.errors import LuanphienError, OperationError
from luanphien.core.model import Handover, Shift
from luanphien.core.period import LATEST_YEAR, Period
from luanphien.core.rota import Rota
from luanphien.core.rotation import first_day
from luanphien.core.values import LONGEST_TEXT

if TYPE_CHECKING:
    from luanphien.core.facts import Fact

VIETNAM = timezone(timedelta(hours=7))
"""Asia/Ho_Chi_Minh: UTC+7 all year round; the zone of the server does not matter."""

T = TypeVar("T")


class Format(StrEnum):
    """How a table is written."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"


def parse_day(text: str) -> date:
    """`2024-02-01` as a date."""
    return _parsed(period.parse_day, text)


def parse_period(text: str) -> Period:
    """`2024`, `2024-03`, `2024-03-15`, or a range of these: `2023-12..2026-06`."""
    return _parsed(period.parse_period, text)


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
    if any(category(character) in ("Cc", "Cs") for character in words):
        raise typer.BadParameter("có ký tự không dùng được")
    return words


def parse_name(name: str) -> str:
    """The name as it is typed; wrong use if it is empty, as an unset variable leaves it."""
    if not name.strip():
        raise typer.BadParameter("không được để trống")
    return name


def parse_path(name: str | Path) -> Path:
    """The file or folder with that name."""
    return Path(parse_name(str(name)))


def refuse(context: typer.Context, beside: str, *options: str) -> None:
    """Wrong use if one of the options is given: beside that one it would be ignored."""
    for parameter in context.command.params:
        option = parameter.opts[-1]
        source = parameter.name and context.get_parameter_source(parameter.name)
        if option in options and source and source.name == "COMMANDLINE":
            raise typer.BadParameter(f"{beside} không đi với {option}")


def parse_shift(text: str) -> str:
    """The id of a shift, `2024-02`, whether there is such a shift or not."""
    try:
        first_day(text)
    except ValueError:
        raise typer.BadParameter(f"«{text}» không phải một phiên, ví dụ 2024-02") from None
    return text


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
        help="2024, 2024-03 hoặc 2023-12..2026-06; không ghi thì năm nay.",
    ),
]
AgencyOption = Annotated[
    str | None,
    typer.Option(
        "--agency", metavar="MÃ", parser=parse_text, help="Chỉ cơ quan có mã này, ví dụ stc."
    ),
]
PersonOption = Annotated[
    str | None,
    typer.Option(
        "--person", metavar="NGƯỜI", parser=parse_text, help="Chỉ người có mã hoặc họ tên này."
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", help="Dạng in ra.")]


def configuration(folder: Path | None) -> Configuration:
    """The configuration in the folder, or where it is looked for when none is named."""
    return load(folder or find())


def current_day(today: date | None) -> date:
    """The day that `--today` names, else today's date in Vietnam."""
    return today or datetime.now(VIETNAM).date()


def moment(day: date | None) -> datetime:
    """Now in Vietnam; on the day that `--today` names, at the present time of day."""
    now = datetime.now(VIETNAM)
    return datetime.combine(day, now.timetz()) if day else now


def recorded_at(today: date | None) -> datetime:
    """The moment that a changed event carries: SOURCE_DATE_EPOCH if it is set, else now."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return moment(today).replace(microsecond=0)
    try:
        at = datetime.fromtimestamp(int(epoch), VIETNAM)
        if at.year > LATEST_YEAR:
            raise ValueError("no later than any day that is today")
        return at
    except (ValueError, OverflowError, OSError):
        raise typer.BadParameter(
            f"SOURCE_DATE_EPOCH=«{epoch}» không phải số giây từ 1970"
        ) from None


def state_file(state: Path | None) -> Path:
    """The register's file: the one named, else that of the XDG state folder."""
    if state:
        return state
    home = os.environ.get("XDG_STATE_HOME") or "~/.local/state"
    try:
        return Path(home).expanduser() / "luanphien" / "register.sqlite"
    except RuntimeError:
        text = "không biết sổ theo dõi ở đâu, vì không có HOME; hãy ghi --state"
        raise OperationError(text) from None


def recorded(state: Path | None) -> tuple[list[Fact], date | None]:
    """What the register says, and since when it has been kept; nothing where there is none."""
    file = state_file(state)
    try:
        file.stat()
    except FileNotFoundError:
        return [], None
    except (OSError, ValueError):
        pass  # the register says why it can't be read
    from luanphien.core.facts import kept_since
    from luanphien.register import Register

    with Register(file, create=False) as register:
        facts = register.facts()
        return facts, kept_since(facts, register.beginning)


def current_year(today: date | None) -> Period:
    """The whole year of the current day."""
    day = current_day(today)
    return Period(day, day).whole_years


def find_agency(configuration: Configuration, agency: str) -> Agency:
    """The agency with that id; wrong use if there is none."""
    try:
        return configuration.agencies[agency]
    except KeyError:
        known = ", ".join(configuration.agencies)
        raise typer.BadParameter(f"không có cơ quan mã «{agency}»; có {known}") from None


def find_people(configuration: Configuration, person: str) -> list[Person]:
    """Whoever has that id, or that name in any case; wrong use if nobody has."""
    found = [one for one in configuration.people.values() if is_called(one, person)]
    if not found:
        raise typer.BadParameter(f"không có người mã hoặc họ tên «{person}» trong agencies.yaml")
    return found


def is_called(person: Person, wanted: str) -> bool:
    """Whether that is the person's id or name, in any case; `wanted` is what `parse_text` made."""
    name = " ".join(person.name.split())
    return wanted.casefold() in (person.id, name.casefold())


def find_shift(rota: Rota, shift: str) -> Shift:
    """The shift with that id; wrong use if it is no id or no shift starts in that month."""
    found = rota.shift_on(first_day(parse_shift(shift)))
    if found.id != shift:
        raise typer.BadParameter(f"không có phiên nào bắt đầu vào tháng {shift}")
    return found


def find_handover(rota: Rota, shift: Shift, since: date | None) -> Handover:
    """The shift's handover to who serves from that day on; wrong use if there is none such.

    Without a day it is the only one.
    """
    found = {one.incoming.days.first: one for one in rota.handovers(shift)}
    if not found:
        raise typer.BadParameter(f"phiên {shift.id} không có lần bàn giao nào")
    if since is None and len(found) == 1:
        (since,) = found
    if since not in found:
        days = ", ".join(map(str, found))
        raise typer.BadParameter(f"phiên {shift.id} bàn giao cho người trực từ {days}; ghi --since")
    return found[since]
