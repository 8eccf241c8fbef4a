"""The days off and make-up days of a year, with status and source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from luanphien import output
from luanphien.config.almanac import disagreements
from luanphien.core.errors import NoCalendarError
from luanphien.core.model import Holiday
from luanphien.core.workdays import WorkCalendar
from luanphien.spreadsheets.sheet import Sheet
from luanphien.tables import data
from luanphien.tables.listing import Listing
from luanphien.wording import dates
from luanphien.wording.special_days import kind

if TYPE_CHECKING:
    from rich.console import Console

_STATUS = {"announced": "đã công bố", "proposed": "mới đề xuất", "forecast": "dự báo"}


class Holidays(Listing, frozen=True):
    """The holidays of the year, a line each; the calendar follows from them."""

    year: int
    holidays: Sequence[Holiday]
    calendar: WorkCalendar

    private = ()
    headers = ("Từ ngày", "Đến ngày", "Loại", "Dịp", "Tình trạng", "Nguồn")

    @property
    def title(self) -> str:
        """What it lists."""
        return f"Ngày nghỉ, ngày làm bù năm {self.year}"

    def print(self, out: Console) -> None:
        """Print the holidays, and how the package differs."""
        out.print(f"{self.title}\n", style="bold")
        table = output.plain_table()
        table.add_column("Ngày", no_wrap=True)
        for header in self.headers[2:]:
            table.add_column(header)
        for holiday in self.holidays:
            row = (dates.days(holiday.days), *_words(holiday))
            table.add_row(*row, style="italic" if holiday.status == "proposed" else None)
        output.print_table(out, table)
        out.print("\n".join(self._notes()))

    def _notes(self) -> Iterator[str]:
        differing = self._differing()
        if any(holiday.status == "proposed" for holiday in self.holidays):
            yield "\nMục mới đề xuất chưa làm đổi ngày nào."
        if self.year not in self.calendar.announced_years:
            yield (
                f"\nNăm {self.year} chưa có trong holidays_vn.yaml: ngày được dự báo theo gói "
                "holidays, mọi ngày tính từ đó là dự kiến."
            )
        elif differing is None:
            yield f"\nGói holidays không có năm {self.year} để so."
        elif differing:
            yield "\nTệp và gói holidays khác nhau ở các ngày dưới đây; luanphien theo tệp:"
            for day in differing:
                works = self.calendar.is_working(day)
                here, there = ("đi làm", "nghỉ") if works else ("nghỉ", "đi làm")
                yield f"  {dates.with_weekday(day)}  tệp: {here}; gói holidays: {there}"
        else:
            yield "\nTệp và gói holidays khớp nhau."

    def _differing(self) -> list[date] | None:
        """The days that the `holidays` package counts otherwise; None if it has not that year."""
        try:
            return disagreements(self.calendar, self.year)
        except NoCalendarError:
            return None

    def rows(self) -> Iterator[tuple[str | date, ...]]:
        """A line a holiday."""
        for holiday in self.holidays:
            yield (*holiday.days, *_words(holiday))

    def sheets(self) -> Iterator[Sheet]:
        """The holidays, and what else is said of them."""
        yield Sheet(f"Năm {self.year}", self.title, self.headers, self.rows())
        notes = [(line.strip(),) for note in self._notes() for line in note.splitlines() if line]
        yield Sheet("Ghi chú", self.title, ("Ghi chú",), notes)

    def data(self) -> dict[str, Any]:
        """The holidays, and the days that the package counts otherwise."""
        holidays = [
            {
                **data.period(holiday.days),
                "working": holiday.working,
                "name": holiday.name,
                "status": holiday.status,
                "source": holiday.source,
            }
            for holiday in self.holidays
        ]
        return {"year": self.year, "holidays": holidays, "disagreements": self._differing()}


def _words(holiday: Holiday) -> tuple[str, str, str, str]:
    return kind(holiday), holiday.name, _STATUS[holiday.status], holiday.source
