"""The days off of a year that holidays_vn.yaml does not hold, as the holidays package has them.

The package costs some 40 ms to import, so that it is imported here and only when asked.
"""

from __future__ import annotations

from luanphien.core.errors import NoCalendarError
from luanphien.core.model import SpecialDay


def forecast(year: int) -> tuple[SpecialDay, ...]:
    """The days off and make-up days of the year by rule; the announcement may differ.

    Raises NoCalendarError outside the years that the package's lunar calendar covers.
    """
    import holidays

    vietnam = holidays.country_holidays("VN", years=year, language="vi")
    if not vietnam.start_year <= year <= vietnam.end_year:
        raise NoCalendarError(
            f"Không tính được ngày nghỉ của năm {year}: chỉ dự báo được "
            f"từ năm {vietnam.start_year} đến năm {vietnam.end_year}."
        )
    source = f"dự báo theo gói holidays {holidays.__version__}"
    off = (SpecialDay(day, False, _spelled(name), source) for day, name in vietnam.items())
    make_up = (
        SpecialDay(day, True, "Làm bù", source)
        for day in vietnam.weekend_workdays
        if day.year == year
    )
    return tuple(sorted((*off, *make_up)))


def _spelled(name: str) -> str:
    """The name as holidays_vn.yaml spells it, all days of Tết alike."""
    if "Tết Nguyên Đán" in name or name.endswith(" Tết"):
        return "Tết Nguyên đán"
    return name.replace("Ngày Giỗ Tổ", "Giỗ Tổ")
