"""Lists that come in as files: `.xlsx` and `.csv`, read as sheets of lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from luanphien.config.lines import Column, Sheet, csv_lines, tables
from luanphien.core.errors import LuanphienError
from luanphien.files import content_of

LARGEST = {".xlsx": 5 * 2**20, ".csv": 2**20}
"""Bytes of a file of each kind; a list of a thousand people is a tenth of a megabyte."""
MOST_UNSEEN = 10
"""More hidden rows than this nobody wants to be named one by one."""
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins (MS-CFB 2.2): Excel's before 2007, and whatever is encrypted."""
_PACKED = b"PK\x03\x04"
"""How a package begins, whatever its name ends in."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream of an encrypted workbook (MS-OFFCRYPTO 2.3.4.4)."""


def read(file: Path) -> list[Sheet]:
    """The sheets of the file; nothing in it is calculated or fetched.

    Raises LuanphienError if it is no such file, is protected or damaged, or too large.
    """
    ending = file.suffix.lower()
    if ending not in (*LARGEST, ".xls"):
        raise LuanphienError(f"{file}: cần tệp {' hoặc '.join(LARGEST)}")
    content = content_of(file, LARGEST.get(ending, max(LARGEST.values())))
    if content.startswith(_OLD):
        raise LuanphienError(f"{file}: {_why_old(content)}")
    if ending == ".csv" and not content.startswith(_PACKED):
        return [csv_lines(_text(content, file), str(file))]
    from luanphien.spreadsheets.workbook import sheets

    return sheets(content, str(file))


def remarks(sheets: Sequence[Sheet], columns: Mapping[str, Column]) -> Iterator[str]:
    """What a reader of the file might not expect: which sheets are not read, what is hidden and is.

    Not read are sheets without headings and hidden lists.
    """
    read = [table.sheet for table in tables(sheets, columns)]
    for sheet in sheets:
        place = f"{sheet.file}, trang «{sheet.name}»"
        if sheet.hidden:
            with suppress(LuanphienError):  # what only serves the others is nothing to tell
                tables([sheet._replace(hidden=False)], columns)
                yield f"{place}: trang ẩn, không đọc"
        elif sheet in read and sheet.unseen:
            shown = ", ".join(sheet.unseen[:MOST_UNSEEN])
            more = "…" if len(sheet.unseen) > MOST_UNSEEN else ""
            yield f"{place}: đọc cả {shown}{more} đang ẩn"
        elif sheet not in read and sheet.lines:
            yield f"{place}: không phải danh sách, không đọc"


def _why_old(content: bytes) -> str:
    if _ENCRYPTED in content:
        return "tệp có mật khẩu; hãy bỏ mật khẩu rồi lưu lại"
    return "tệp Excel kiểu cũ (.xls); hãy lưu lại dạng Excel Workbook (.xlsx)"


def _text(content: bytes, file: Path) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LuanphienError(f"{file}: không phải UTF-8; hãy lưu dạng CSV UTF-8") from None
