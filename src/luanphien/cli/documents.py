"""What the commands that write documents share: their options, and the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from luanphien.cli.options import parse_day, parse_path, parse_text
from luanphien.config import Configuration

ShiftOption = Annotated[
    str,
    typer.Option("--shift", metavar="PHIÊN", parser=parse_text, help="Phiên trực, ví dụ 2024-02."),
]
DocumentOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="TỆP",
        parser=parse_path,
        help="Ghi vào tệp .docx, .txt, .md, .html, hoặc vào thư mục (.docx).",
    ),
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

HEADING = ("--number", "--date", "--signer")
"""The options that fill in a letterhead."""


def one_of(next: bool, shift: str | None) -> None:
    """Wrong use unless exactly one of --next and --shift is given."""
    if next == bool(shift):
        raise typer.BadParameter("cần một trong hai: --next hoặc --shift")


def write(output: Path, stem: str, formats: Sequence[str], content: Callable[[str], bytes]) -> None:
    """Write the file, or one named `stem` in the folder, with the content for its ending."""
    from luanphien.render.files import replace_file

    file = output / f"{stem}{formats[0]}" if output.is_dir() else output
    ending = file.suffix.lower()
    if ending not in formats:
        raise typer.BadParameter(f"{file}: cần tệp {', '.join(formats)} hoặc thư mục")
    replace_file(file, content(ending))
    typer.echo(f"Đã ghi {file}")


def show_or_write(
    found: Configuration, output: Path | None, stem: str, name: str, fields: dict[str, Any]
) -> None:
    """Write the document whose templates have that name, or print it."""
    from luanphien.render.documents import Templates
    from luanphien.render.letterhead import FORMATS, file_content, text
    from luanphien.render.streams import UNWRAPPED, console

    templates = Templates(found.folder / "templates")
    if output:
        write(output, stem, FORMATS, lambda end: file_content(templates, name, fields, end))
    else:
        console(UNWRAPPED).print(text(templates, name, fields, ".txt"), end="")
