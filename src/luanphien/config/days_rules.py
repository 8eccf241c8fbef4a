"""The rules between the fields of holidays_vn.yaml, which its shape can't express."""

from __future__ import annotations

from datetime import date

from luanphien.config.days import announced_days
from luanphien.config.problems import Findings, repeats
from luanphien.core.decisions import HolidaysFile
from luanphien.core.period import parse_days
from luanphien.core.values import FIRST_YEAR, LAST_YEAR
from luanphien.core.workdays import SATURDAY

LONGEST = 31
"""More days off in a row than this are a mistyped date."""


def days_off_findings(file: HolidaysFile) -> Findings:
    """What is wrong between the fields; days that are no days come first, and then stand alone."""
    yield from list(_entries(file)) or [*_clashes(file), *_years(file)] or _unused_years(file)


def days_problem(text: str) -> str | None:
    """What is wrong with `2024-02-01` or `2024-02-08..2024-02-14`, which has the right form."""
    try:
        first, last = parse_days(text)
    except ValueError:
        return f"«{text}» không phải ngày có thật"
    if last < first:
        return f"{last} trước {first}; cần từ ngày sớm đến ngày muộn"
    if first.year < FIRST_YEAR or last.year > LAST_YEAR:
        return f"«{text}» ngoài các năm {FIRST_YEAR} đến {LAST_YEAR}"
    return None


def _entries(file: HolidaysFile) -> Findings:
    for n, entry in enumerate(file.days):
        if entry.off is None and entry.make_up is None:
            yield ("days", n), "không có ngày nào; cần off, make_up hoặc cả hai"
        if entry.off is not None:
            if wrong := days_problem(entry.off):
                yield ("days", n, "off"), wrong
            else:
                first, last = parse_days(entry.off)
                if (last - first).days >= LONGEST:
                    yield ("days", n, "off"), f"dài hơn {LONGEST} ngày; xem lại năm, tháng"
        if entry.make_up and entry.make_up.weekday() < SATURDAY:
            yield (
                ("days", n, "make_up"),
                f"{entry.make_up} là ngày trong tuần; ngày làm bù phải là thứ Bảy hoặc Chủ nhật",
            )


def _clashes(file: HolidaysFile) -> Findings:
    """Days that are named twice, or are both off and make-up."""
    off: set[date] = set()
    make_up: set[date] = set()
    for n, field, day in announced_days(file):
        path = ("days", n, field)
        if day in (off if field == "off" else make_up):
            yield path, f"ngày {day} đã có ở mục trên"
        elif day in (make_up if field == "off" else off):
            yield path, f"ngày {day} vừa là ngày nghỉ vừa là ngày làm bù"
        (off if field == "off" else make_up).add(day)


def _years(file: HolidaysFile) -> Findings:
    years = set(file.announced_years)
    reported = set()
    for n, field, day in announced_days(file):
        if day.year not in years and (n, field, day.year) not in reported:
            reported.add((n, field, day.year))
            yield (
                ("days", n, field),
                f"năm {day.year} không có trong announced_years; thêm năm đó khi lịch nghỉ cả năm "
                "đã công bố, hoặc ghi status: proposed",
            )
    for n in repeats(file.announced_years):
        yield ("announced_years", n), f"năm {file.announced_years[n]} đã có"


def _unused_years(file: HolidaysFile) -> Findings:
    """Years without a day off."""
    used = {day.year for _, _, day in announced_days(file)}
    for n, year in enumerate(file.announced_years):
        if year not in used:
            yield ("announced_years", n), f"năm {year} không có ngày nghỉ nào trong days"
