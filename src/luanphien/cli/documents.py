"""What the commands that write a document do with it: to the file, the folder, the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from luanphien.cli.options import ANNEX, HEADING, only_with_output, refuse
from luanphien.config import Configuration

if TYPE_CHECKING:
    from luanphien.tables.listing import Listing


WORD, PDF = ".docx", ".pdf"


def write(
    output: Path,
    stem: str,
    endings: Sequence[str],
    content: Callable[[str], bytes],
    *,
    opens: bool = False,
    private: Collection[str] = (),
) -> None:
    """Write the file, or one named `stem` in the folder, with the content for its ending.

    What can be a Word file can be a PDF, made from it. `opens` it in the program that the system
    has for it. What ends in one of `private` is its owner's alone.
    """
    from luanphien.files import replace_file

    if WORD in endings:
        endings = (WORD, PDF, *(ending for ending in endings if ending != WORD))
    file = output / f"{stem}{endings[0]}" if output.is_dir() else output
    made = _made(file, endings, content)
    replace_file(file, made, private=file.suffix.lower() in private)
    typer.echo(f"Đã ghi {file}")
    if opens:
        _open(file)


def write_together(files: Mapping[Path, Callable[[str], bytes]], endings: Sequence[str]) -> None:
    """Write the files as `write` does one, all of them or none."""
    from luanphien.files import replace_files

    endings = (WORD, PDF, *(ending for ending in endings if ending != WORD))
    replace_files({file: _made(file, endings, content) for file, content in files.items()})
    for file in files:
        typer.echo(f"Đã ghi {file}")


def _made(file: Path, endings: Sequence[str], content: Callable[[str], bytes]) -> bytes:
    """What goes into the file; wrong use if its ending is none of these."""
    from luanphien.documents.pdf import from_word

    ending = file.suffix.lower()
    if ending not in endings:
        raise unfit(file, endings)
    return from_word(content(WORD)) if ending == PDF else content(ending)


def unfit(file: Path, endings: Iterable[str]) -> typer.BadParameter:
    """Wrong use: it is no folder that is there, and no file with one of these endings."""
    known = ", ".join(endings)
    if file.suffix or file.exists():
        return typer.BadParameter(f"{file}: cần tệp {known} hoặc thư mục")
    wrong = f"không có thư mục này; nếu là tệp thì tên phải kết thúc bằng {known}"
    return typer.BadParameter(f"{file}: {wrong}")


def _open(file: Path) -> None:
    if not _is_opened(file.absolute()):
        typer.echo(f"cảnh báo: không mở được {file} trên máy này", err=True)


def _is_opened(file: Path) -> bool:
    """Whether the system has a program for the file; what that says in English nobody hears.

    One that is still there after a second has opened it: some stay until the window is closed.
    """
    from subprocess import DEVNULL, Popen, TimeoutExpired

    start: Any = getattr(os, "startfile", None)  # Windows
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    try:
        if start:
            start(file)
            return True
        program = Popen([opener, file], stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL)
        return program.wait(timeout=1) == 0
    except TimeoutExpired:
        return True
    except OSError:
        return False


def write_document(
    configuration: Configuration,
    output: Path,
    stem: str,
    name: str,
    fields: dict[str, Any],
    day: date,
    *,
    opens: bool = False,
    others: Sequence[str] = (),
) -> None:
    """Write the document whose templates have that name, today on that day.

    Says what it leaves blank. `others` are the endings of what else the command writes.
    """
    from luanphien.documents.letterhead import FORMATS, file_content
    from luanphien.documents.template import Templates

    templates = Templates(configuration.own_templates)

    def content(ending: str) -> bytes:
        return file_content(templates, name, fields, ending, day)

    write(output, stem, (*FORMATS, *others), content, opens=opens)
    if not fields["annex"]:
        say_blanks(configuration)


def write_listing(output: Path, stem: str, listing: Listing, *, opens: bool) -> None:
    """Write the listing, or a file of it named `stem` in the folder; `opens` is that of `write`."""
    from luanphien.tables.listing import FILES, file_content

    content = partial(file_content, listing)
    write(output, stem, FILES, content, opens=opens, private=listing.private)


def show_or_write_listing(
    context: typer.Context,
    listing: Listing,
    format: str,
    output: Path | None,
    stem: str,
    *,
    opens: bool = False,
) -> None:
    """Write the listing, or print it in the format; `opens` is that of `write`."""
    from luanphien.tables.listing import show

    only_with_output(opens, output)
    if output:
        refuse(context, "-o", "--format")
        write_listing(output, stem, listing, opens=opens)
    else:
        show(listing, format)


class Document(NamedTuple):
    """What is to be written: the name of its file without ending, of its templates, its fields."""

    stem: str
    name: str
    fields: dict[str, Any]


def show_or_write_either(
    context: typer.Context,
    configuration: Configuration,
    listing: Listing,
    format: str,
    output: Path | None,
    document: Callable[[], Document],
    day: date,
    *,
    opens: bool = False,
) -> None:
    """Print the listing, or write it or the document that says the same, as the ending asks.

    `day` is today.
    """
    from luanphien.tables.listing import FILES, show

    only_with_output(opens, output)
    if output is None or output.suffix.lower() in FILES:
        refuse(context, str(output or "bảng in ra"), *HEADING, ANNEX)
    if output is None:
        show(listing, format)
        return
    refuse(context, "-o", "--format")
    if output.suffix.lower() in FILES:
        write_listing(output, "", listing, opens=opens)
    else:
        stem, name, fields = document()
        write_document(configuration, output, stem, name, fields, day, opens=opens, others=FILES)


def say_blanks(configuration: Configuration) -> None:
    """Say what documents leave blank since the configuration does not say it."""
    from luanphien.config.review import blanks

    for blank in blanks(configuration):
        typer.echo(f"cảnh báo: {blank}", err=True)


def show_or_write(
    configuration: Configuration,
    output: Path | None,
    stem: str,
    name: str,
    fields: dict[str, Any],
    day: date,
    *,
    opens: bool = False,
) -> None:
    """Write the document whose templates have that name, today on that day, or print it.

    `opens` what is written.
    """
    from luanphien.documents.letterhead import text
    from luanphien.documents.template import Templates
    from luanphien.output import UNWRAPPED, console

    only_with_output(opens, output)
    if output:
        write_document(configuration, output, stem, name, fields, day, opens=opens)
    else:
        words = text(Templates(configuration.own_templates), name, fields, ".txt")
        console(UNWRAPPED).print(words, end="")
