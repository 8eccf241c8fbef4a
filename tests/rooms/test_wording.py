"""Words that several screens share."""

from __future__ import annotations

from datetime import date

import pytest

from luanphien.config import Configuration
from luanphien.wording import dates


@pytest.mark.parametrize(
    ("today", "text"),
    [
        # February's deadline is Monday 29 January 2024; Thursday 25, Friday 26 and 29 are worked.
        (date(2024, 1, 25), "còn 3 ngày làm việc"),
        (date(2024, 1, 26), "còn 2 ngày làm việc"),
        (date(2024, 1, 27), "còn 1 ngày làm việc"),  # a Saturday
        (date(2024, 1, 28), "còn 1 ngày làm việc"),
        (date(2024, 1, 29), "hôm nay"),
        (date(2024, 1, 30), "đã qua"),
    ],
)
def test_the_working_days_left_are_counted_with_both_ends(
    shipped: Configuration, today: date, text: str
) -> None:
    assert dates.left(shipped.rota.calendar, today, date(2024, 1, 29)) == text
