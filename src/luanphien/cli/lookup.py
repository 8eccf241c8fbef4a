"""What an option names: the configuration, the register, an agency, people, a shift, a handover."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from luanphien.config import Configuration, find, load
from luanphien.core.decisions import Agency, Letterhead, Person
from luanphien.core.errors import LuanphienError, OperationError
from luanphien.core.model import Handover, Shift
from luanphien.core.rota import Rota
from luanphien.core.rotation import first_day
from luanphien.core.text import printable, same_name
from luanphien.core.values import lines_of

if TYPE_CHECKING:
    from luanphien.core.entries import Entry
    from luanphien.core.facts import Fact
    from luanphien.core.preparation import Preparation
    from luanphien.core.replacement import Replacement
    from luanphien.core.runs import Run
    from luanphien.documents.letterhead import Heading

SIGNED_FORMATS = {
    ".pdf": b"%PDF-",
    ".docx": b"PK\x03\x04",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".png": b"\x89PNG\r\n\x1a\n",
}
"""How such files begin; a PDF may have up to 1,024 bytes before it (ISO 32000-1, annex H)."""
LARGEST_FILE = 10 * 2**20
"""Bytes; many mail servers take messages of 20 MB, in which a file is a third longer."""


def configuration(
    folder: Path | None, as_of: date | None = None, state: Path | None = None
) -> Configuration:
    """The configuration in the folder, or where it is looked for when none is named.

    With a day it is the one that the register says was in force at the end of that day.
    """
    return configuration_on(folder or find(), as_of, state) if as_of else load(folder or find())


def configuration_on(folder: Path, day: date, state: Path | None) -> Configuration:
    """What the folder held on the day, by the register; LuanphienError if that goes not so far."""
    from luanphien.core.versions import in_force
    from luanphien.register import Register

    with Register(register_file(state), create=False) as register:
        versions = register.versions()
        version = in_force(versions, day)
        if version is None:
            since = f"; sổ giữ từ ngày {versions[0].at.date()}" if versions else ""
            raise LuanphienError(f"Sổ không có cấu hình nào của ngày {day}{since}.")
        return load(folder, contents=register.contents(version))


def register_file(state: Path | None) -> Path:
    """The register's file: the one named, else that of the XDG state folder."""
    if state:
        return state
    home = os.environ.get("XDG_STATE_HOME") or "~/.local/state"
    try:
        return Path(home).expanduser() / "luanphien" / "register.sqlite"
    except RuntimeError:
        text = "không biết sổ theo dõi ở đâu, vì không có HOME; hãy ghi --state"
        raise OperationError(text) from None


class Recorded(NamedTuple):
    """What the register says, since when it has been kept, what has run by itself, the entries."""

    facts: list[Fact]
    since: date | None
    runs: list[Run]
    entries: list[Entry]


def recorded(state: Path | None) -> Recorded:
    """What the register says; nothing where there is none."""
    file = register_file(state)
    try:
        file.stat()
    except FileNotFoundError:
        return Recorded([], None, [], [])
    except (OSError, ValueError):
        pass  # the register says why it can't be read
    from luanphien.core.facts import kept_since
    from luanphien.register import Register

    with Register(file, create=False) as register:
        facts = register.facts()
        since = kept_since(facts, register.beginning)
        return Recorded(facts, since, register.runs(), register.entries())


def lacking(rota: Rota, shift: Shift, state: Path | None, today: date) -> Preparation:
    """What the shift lacks by the register; nothing where that can't be read, which is said."""
    from luanphien.core.preparation import NOTHING, preparation

    try:
        return preparation(rota, shift, recorded(state).entries, today)
    except OperationError as error:
        typer.echo(f"cảnh báo: {error}", err=True)
        return NOTHING


def laid_out(state: Path | None, until: date) -> dict[str, date]:
    """When each agency last laid out its materials by the register; see `lacking`."""
    from luanphien.core.preparation import laid_out

    try:
        return laid_out(recorded(state).entries, until)
    except OperationError as error:
        typer.echo(f"cảnh báo: {error}", err=True)
        return {}


def agency(configuration: Configuration, id: str) -> Agency:
    """The agency with that id; wrong use if there is none."""
    try:
        return configuration.agencies[id]
    except KeyError:
        known = ", ".join(configuration.agencies)
        raise typer.BadParameter(f"không có cơ quan mã «{id}»; có {known}") from None


def agencies(folder: Path | None, facts: Iterable[Fact]) -> Mapping[str, Agency]:
    """Those of the configuration by their ids, if the facts speak of any by these.

    Nothing where it can't be read: the register can be all the same.
    """
    if any(fact.counts_by_agency for fact in facts):
        with suppress(LuanphienError):
            return configuration(folder).agencies
    return {}


def recipient(configuration: Configuration, named: str | None) -> Agency | None:
    """The agency with that id or name; None for anybody else."""
    for agency in configuration.agencies.values():
        if named and named.casefold() in (agency.id, agency.name.casefold()):
            return agency
    return None


def signed_file(file: Path) -> tuple[str, bytes]:
    """The name and content of a file that somebody has signed; wrong use if it can be none."""
    if file.suffix.lower() not in SIGNED_FORMATS:
        raise typer.BadParameter(f"{file}: cần tệp {', '.join(SIGNED_FORMATS)}")
    if file.exists() and not file.is_file():
        raise typer.BadParameter(f"{file}: không phải tệp")
    with file.open("rb") as source:  # which may be larger than what there is room for
        content = source.read(LARGEST_FILE + 1)
    if not content:
        raise typer.BadParameter(f"{file}: tệp rỗng")
    if len(content) > LARGEST_FILE:
        raise typer.BadParameter(f"{file}: lớn quá {LARGEST_FILE // 2**20} MB, khó gửi qua thư")
    ending = file.suffix.lower()
    begins = SIGNED_FORMATS[ending]
    if begins not in content[: 1024 if ending == ".pdf" else len(begins)]:
        raise typer.BadParameter(f"{file}: nội dung không phải tệp {ending}; xem lại tệp")
    return printable(file.name), content


def named_agency(configuration: Configuration, wanted: str) -> Agency:
    """The agency with that id, name or short name, in any case; wrong use if there is none."""
    for agency in configuration.agencies.values():
        if any(same_name(name, wanted) for name in (agency.id, agency.name, agency.label)):
            return agency
    known = ", ".join(configuration.agencies)
    raise typer.BadParameter(f"không có cơ quan mã hoặc tên «{wanted}»; có {known}")


def person(configuration: Configuration, wanted: str) -> Person:
    """Who has that id, or else that name; wrong use if nobody has, or several have."""
    if wanted in configuration.people:
        return configuration.people[wanted]
    alike = people(configuration, wanted)
    if len(alike) > 1:
        listed = "; ".join(
            f"{person.id} ({', '.join(filter(None, (person.title, person.phone)))})"
            for person in alike
        )
        raise typer.BadParameter(f"«{wanted}» có {len(alike)} người, hãy ghi mã: {listed}")
    return alike[0]


def people(configuration: Configuration, wanted: str) -> list[Person]:
    """Whoever has that id, or that name in any case; wrong use if nobody has."""
    people = list(_called(configuration.people.values(), wanted))
    if not people:
        raise typer.BadParameter(f"không có người mã hoặc họ tên «{wanted}» trong agencies.yaml")
    return people


def _called(people: Iterable[Person], wanted: str) -> Iterator[Person]:
    """Those whose id or name that is, in any case; `wanted` is what `parse_text` made."""
    for person in people:
        if wanted.casefold() == person.id or same_name(person.name, wanted):
            yield person


def signer(
    configuration: Configuration, named: str | None, planned: Person | None, option: str
) -> str:
    """Who signed: the one named, else the one planned; wrong use if there is neither."""
    if named:
        known = next(_called(configuration.people.values(), named), None)
        return known.name if known else named
    if planned is None:
        raise typer.BadParameter(f"lịch chưa có người trực; ghi {option}")
    return planned.name


def heading(
    letterhead: Letterhead,
    number: str | None,
    dated: date | None,
    signer: str | None,
    titles: Sequence[str] | None,
    unit: str | None,
) -> Heading:
    """Number, date, signer and unit of a document; who signs has the title that is theirs.

    Wrong use if the configuration says who may sign, and that person may not.
    """
    from luanphien.documents.letterhead import Heading

    stacked = tuple(line for title in titles or () for line in lines_of(title))
    known = letterhead.signer_called(signer) if signer else None
    usual = signer and letterhead.signer and same_name(letterhead.signer, signer)
    if signer and letterhead.signers and not (known or usual or stacked):
        names = ", ".join(entry.name for entry in letterhead.signers)
        raise typer.BadParameter(
            f"«{signer}» không có trong documents.signers ({names}); ghi thêm --signer-title"
        )
    return Heading(number, dated, known.name if known else signer, stacked, unit)


def shift(rota: Rota, id: str) -> Shift:
    """The shift with that id, as `parse_shift` gives it; wrong use if none starts in that month."""
    shift = rota.shift_on(first_day(id))
    if shift.id != id:
        raise typer.BadParameter(f"không có phiên nào bắt đầu vào tháng {id}")
    return shift


def handover(rota: Rota, shift: Shift, since: date | None) -> Handover:
    """The shift's handover to who serves from that day on; wrong use if there is none such.

    Without a day it is the only one.
    """
    handovers = {handover.incoming.days.first: handover for handover in rota.handovers(shift)}
    if not handovers:
        raise typer.BadParameter(f"phiên {shift.id} không có lần bàn giao nào")
    if since is None and len(handovers) == 1:
        (since,) = handovers
    if since not in handovers:
        days = ", ".join(map(str, handovers))
        todo = "xem lại --since" if since else "ghi --since"
        raise typer.BadParameter(f"phiên {shift.id} bàn giao cho người trực từ {days}; {todo}")
    return handovers[since]


def replacement(
    rota: Rota, shift: Shift, wanted: str, since: date | None, letter: date
) -> Replacement:
    """The replacement of the officer from that day on; wrong use if the shift has not both.

    Without a day it is the first on which another officer can serve after a letter of that day.
    """
    from luanphien.core.replacement import earliest, replacement

    day = since or earliest(rota, shift, letter)
    if not shift.starts_on <= day <= shift.ends_on:
        raise typer.BadParameter(f"ngày {day} không thuộc phiên {shift.id}; ghi --since")
    if not rota.calendar.count(day, shift.ends_on):
        raise typer.BadParameter(f"phiên {shift.id} không còn ngày làm việc nào từ {day}")
    return replacement(rota, shift, officer(rota, shift, wanted, day), day)


def officer(rota: Rota, shift: Shift, wanted: str, since: date) -> Person:
    """Who serves from that day on and is called so; where nobody is named, anyone may be.

    Wrong use if somebody is, and nobody is called so.
    """
    from luanphien.core.replacement import officers

    known = officers(rota, shift, since)
    for person in _called(known, wanted):
        return person
    if known:
        names = ", ".join(person.name for person in known)
        raise typer.BadParameter(
            f"«{wanted}» không trực phiên {shift.id} từ ngày {since}; người trực: {names}"
        )
    return Person("", wanted)
