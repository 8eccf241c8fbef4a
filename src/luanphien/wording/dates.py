"""Dates as Vietnamese offices write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from luanphien.core.decisions import OfficeHours
from luanphien.core.model import SpecialDay
from luanphien.core.workdays import WorkCalendar

WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
WEEKDAY_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def full(day: date) -> str:
    """`02/01/2024`."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def short(day: date) -> str:
    """`02/01`."""
    return f"{day.day:02}/{day.month:02}"


def short_span(span: Sequence[date]) -> str:
    """`11–15/03`, or `29/02–03/03` over the end of a month, or `15/03` for one day."""
    first, last = span[0], span[-1]
    if first == last:
        return short(first)
    begin = f"{first.day:02}" if first.month == last.month else short(first)
    return f"{begin}–{short(last)}"


def two_digit_year(day: date) -> str:
    """`02/01/24`."""
    return f"{short(day)}/{day.year % 100:02}"


def with_weekday(day: date) -> str:
    """`T3 02/01/2024`."""
    return f"{WEEKDAYS[day.weekday()]} {full(day)}"


def holidays(specials: Iterable[SpecialDay]) -> str:
    """`T5 02/09/2027 Quốc khánh, …`."""
    return ", ".join(f"{with_weekday(special.day)} {special.name}" for special in specials)


def spelled(day: date) -> str:
    """`thứ Ba 02/01/2024`."""
    return f"{WEEKDAY_NAMES[day.weekday()]} {full(day)}"


def numbered(day: date) -> str:
    """`ngày 02/01/2024`, `ngày 18/4/2024`: as `in_words`, in the running text of a document."""
    return f"ngày {day.day:02}/{_month(day)}/{day.year}"


def numbered_span(span: Sequence[date]) -> str:
    """`từ ngày 11/3/2024 đến hết ngày 15/3/2024`, or `ngày 15/3/2024` for one day."""
    first, last = span[0], span[-1]
    return numbered(first) if first == last else f"từ {numbered(first)} đến hết {numbered(last)}"


def with_day_of_week(day: date) -> str:
    """`thứ Ba, ngày 02/01/2024`."""
    return f"{WEEKDAY_NAMES[day.weekday()]}, {numbered(day)}"


def in_words(day: date) -> str:
    """`ngày 05 tháng 01 năm 2024`, `ngày 29 tháng 6 năm 2024`: Nghị định 30/2020, Phụ lục I.

    A day under 10 and the months 1 and 2 have a leading 0.
    """
    return f"ngày {day.day:02} tháng {_month(day)} năm {day.year}"


def _month(day: date) -> str:
    return f"{day.month:02}" if day.month <= 2 else f"{day.month}"


def left(calendar: WorkCalendar, today: date, day: date) -> str:
    """`còn 3 ngày làm việc` from today to the day, both included; or `hôm nay`, `đã qua`."""
    if day <= today:
        return "hôm nay" if day == today else "đã qua"
    return f"còn {calendar.count(today, day)} ngày làm việc"


def clock(moment: time) -> str:
    """`17 giờ 00`."""
    return f"{moment.hour:02} giờ {moment.minute:02}"


def closing(hours: OfficeHours) -> str:
    """`17 giờ 00` if a decision says so; else `cuối giờ làm việc`, as Điều 6 khoản 8 does."""
    return clock(hours.closing) if hours.basis else "cuối giờ làm việc"


def at(moment: datetime) -> str:
    """`08:05 02/01/2024`."""
    return f"{moment:%H:%M} {full(moment)}"


def months(first: date, last: date) -> str:
    """`01/2024`, or `12/2023–01/2024` for more than one month."""
    start = f"{first.month:02}/{first.year:04}"
    end = f"{last.month:02}/{last.year:04}"
    return start if start == end else f"{start}–{end}"


def days(span: Sequence[date]) -> str:
    """`T2 01/01`, or `T5 08/02–T4 14/02` for the first to the last of several days."""
    first, last = (f"{WEEKDAYS[day.weekday()]} {short(day)}" for day in (span[0], span[-1]))
    return first if first == last else f"{first}–{last}"
