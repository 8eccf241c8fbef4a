"""The package that a workbook is (ECMA-376 part 2), looked at before anything in it is understood.

What it may cost is known from its directory, and no part may declare entities: no program writes
them into a workbook, and they can hold files of this machine, or grow without end.
"""

from __future__ import annotations

import re
import zlib
from functools import partial
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from luanphien.core.errors import LuanphienError

MOST_PARTS, MOST_BYTES = 1_000, 20 * 2**20
"""Of what is packed in the file. Unpacked, a list of a thousand people is half a megabyte."""
MOST_ROWS, MOST_CELLS, MOST_OTHERS = 100_000, 500_000, 200_000
"""Of all sheets together, the empty ones included; and of what else they and the other parts are
made of, as texts and styles. To read so many takes some seconds, however few bytes they are."""
STEP = 2**16
COPY = "hãy chép các dòng có chữ sang một tệp mới"
_DECLARES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_COUNTED = (
    (re.compile(rb"<(?:\w+:)?row\b"), MOST_ROWS, "dòng, kể cả dòng trống"),
    (re.compile(rb"<(?:\w+:)?c\b"), MOST_CELLS, "ô, kể cả ô trống"),
    (re.compile(rb"<(?:\w+:)?v\b"), MOST_CELLS, "giá trị"),
    (re.compile(rb"<(?!/|(?:\w+:)?(?:row|c|v)\b)"), MOST_OTHERS, "kiểu chữ, kiểu ô và mục khác"),
)
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_WORKBOOK = "xl/workbook.xml"


def check(content: bytes, file: str) -> None:
    """LuanphienError if it can't be unpacked, would be too large then, or is no honest workbook."""
    counts = [0] * len(_COUNTED)
    try:
        with ZipFile(BytesIO(content)) as package:
            _refuse_large(package, file)
            for part in package.infolist():
                unpacked = _unpacked(package, part)
                _refuse(unpacked, part.filename, file)
                _count(unpacked, counts, file)
    except LuanphienError:
        raise
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise damaged(file) from error


def _unpacked(package: ZipFile, part: ZipInfo) -> bytes:
    """The part, step by step: at once it is unpacked whole, however large its directory has it."""
    with package.open(part) as source:
        return b"".join(iter(partial(source.read, STEP), b""))


def damaged(file: str) -> LuanphienError:
    """That it is no workbook, or none any more."""
    return LuanphienError(f"{file}: không phải tệp Excel .xlsx, hoặc tệp đã hỏng")


def _refuse_large(package: ZipFile, file: str) -> None:
    parts = package.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise LuanphienError(f"{file}: tệp có mật khẩu; hãy bỏ mật khẩu rồi lưu lại")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise LuanphienError(
            f"{file}: bên trong lớn quá {MOST_BYTES >> 20} MB, không phải một danh sách; {COPY}"
        )


def _refuse(part: bytes, name: str, file: str) -> None:
    if any(mark in part for mark in _DECLARES):
        raise damaged(file)
    if name == _WORKBOOK and _STRICT in part:
        raise LuanphienError(
            f"{file}: tệp dạng Strict Open XML; hãy lưu lại dạng Excel Workbook (.xlsx)"
        )


def _count(part: bytes, counts: list[int], file: str) -> None:
    """Add what the part is made of to the counts, and refuse what is too much."""
    for n, (mark, most, what) in enumerate(_COUNTED):
        counts[n] += sum(1 for _ in mark.finditer(part))
        if counts[n] > most:
            raise LuanphienError(f"{file}: bên trong có quá {most} {what}; {COPY}")
