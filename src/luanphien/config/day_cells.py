"""Days as the cells of a table hold them: dates, or text that a person has typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from luanphien.config.lines import Cell
from luanphien.wording import dates

MONTHS = 12
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)", re.ASCII)
_OFFICE = re.compile(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})", re.ASCII)
"""The day before the month, as Vietnamese offices write it."""
_SHORT_YEAR = re.compile(r"\d\d?[/.-]\d\d?[/.-]\d\d", re.ASCII)
_NUMBER = re.compile(r"\d{5}", re.ASCII)
"""How Excel shows a date in a cell that is not formatted as one."""


def written_day(text: str) -> date | None:
    """`9/3/2026`, `09-03-2026`, `9.3.2026` or `2026-03-09` as a date; None if it is none."""
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _OFFICE.fullmatch(text):
        day, month, year = match.groups()
    else:
        return None
    with suppress(ValueError):
        return date(int(year), int(month), int(day))
    return None


def why_no_day(text: str) -> str:
    """What is wrong with a text that is no day."""
    if _is_month_first(text):
        return "ghi tháng trước ngày"
    if _SHORT_YEAR.fullmatch(text):
        return "ghi năm chỉ có hai chữ số"
    if _NUMBER.fullmatch(text):
        return "là số của Excel, ô chưa có định dạng ngày"
    return "không phải một ngày"


def ambiguous(cells: Iterable[Cell]) -> dict[Cell, str]:
    """The days among them that may be meant otherwise, as others show, and why.

    Either some have the month first. Or some are dates and others text, as an Excel that reads the
    month first leaves what was typed with the day first: 3/4 is a date then, 13/4 is none.
    """
    cells = list(dict.fromkeys(cells))
    texts = [cell for cell in cells if isinstance(cell, str)]
    typed = {text: day for text in texts if (day := written_day(text)) and _OFFICE.fullmatch(text)}
    turned = [text for text in texts if _is_month_first(text)]
    left = [text for text, day in typed.items() if day.day > MONTHS]
    doubts: dict[Cell, str] = {}
    for text, day in typed.items():
        if turned and _reads_twice(day):
            doubts[text] = f"«{text}» đọc được hai cách, mà {turned[0]} ghi tháng trước ngày"
    for cell in cells:
        if left and isinstance(cell, date) and _reads_twice(cell):
            doubts[cell] = (
                f"{dates.full(cell)} có thể do Excel đảo ngày và tháng ({left[0]} vẫn là chữ); "
                "hãy ghi cả cột bằng chữ"
            )
    return doubts


def _is_month_first(text: str) -> bool:
    """Whether it can only be read with the month before the day: `3/25/2026`."""
    match = _OFFICE.fullmatch(text)
    return bool(match and 1 <= int(match[1]) <= MONTHS < int(match[2]) <= 31)


def _reads_twice(day: date) -> bool:
    return day.day <= MONTHS and day.day != day.month
