"""The days off and make-up days of a year, with status and source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from luanphien.core.model import Holiday
from luanphien.core.workdays import WorkCalendar
from luanphien.render import dates, tabular
from luanphien.render.special_days import kind
from luanphien.render.streams import console

_STATUS = {"announced": "đã công bố", "proposed": "mới đề xuất", "forecast": "dự báo"}
_HEADERS = ("Từ ngày", "Đến ngày", "Loại", "Dịp", "Tình trạng", "Nguồn")


def print_table(
    year: int, holidays: Sequence[Holiday], calendar: WorkCalendar, differing: Sequence[date] | None
) -> None:
    """Print the holidays, and the days that the `holidays` package counts otherwise."""
    out = console()
    out.print(f"Ngày nghỉ, ngày làm bù năm {year}\n", style="bold")
    table = tabular.plain_table()
    table.add_column("Ngày", no_wrap=True)
    for header in _HEADERS[2:]:
        table.add_column(header)
    for holiday in holidays:
        row = (dates.days(holiday.days), *_words(holiday))
        table.add_row(*row, style="italic" if holiday.status == "proposed" else None)
    tabular.print_table(out, table)
    out.print("\n".join(_notes(year, holidays, calendar, differing)))


def _words(holiday: Holiday) -> tuple[str, str, str, str]:
    return kind(holiday), holiday.name, _STATUS[holiday.status], holiday.source


def _notes(
    year: int, holidays: Sequence[Holiday], calendar: WorkCalendar, differing: Sequence[date] | None
) -> Iterator[str]:
    if any(holiday.status == "proposed" for holiday in holidays):
        yield "\nMục mới đề xuất chưa làm đổi ngày nào."
    if year not in calendar.announced_years:
        yield (
            f"\nNăm {year} chưa có trong holidays_vn.yaml: ngày được dự báo theo gói holidays, "
            "mọi ngày tính từ đó là dự kiến."
        )
    elif differing is None:
        yield f"\nGói holidays không có năm {year} để so."
    elif differing:
        yield "\nTệp và gói holidays khác nhau ở các ngày dưới đây; luanphien theo tệp:"
        for day in differing:
            here, there = ("đi làm", "nghỉ")[:: 1 if calendar.is_working(day) else -1]
            yield f"  {dates.with_weekday(day)}  tệp: {here}; gói holidays: {there}"
    else:
        yield "\nTệp và gói holidays khớp nhau."


def print_json(year: int, holidays: Sequence[Holiday], differing: Sequence[date] | None) -> None:
    """Print what docs/json.md describes."""
    data = [
        {
            "from": holiday.days.first,
            "to": holiday.days.last,
            "working": holiday.working,
            "name": holiday.name,
            "status": holiday.status,
            "source": holiday.source,
        }
        for holiday in holidays
    ]
    tabular.print_json({"year": year, "holidays": data, "disagreements": differing})


def print_csv(holidays: Sequence[Holiday]) -> None:
    """Print a line a holiday, dates as ISO 8601."""
    tabular.print_csv(_HEADERS, ([*h.days, *_words(h)] for h in holidays))


def print_markdown(holidays: Sequence[Holiday]) -> None:
    """Print a line a holiday."""
    tabular.print_markdown(_HEADERS, ([*map(dates.full, h.days), *_words(h)] for h in holidays))
