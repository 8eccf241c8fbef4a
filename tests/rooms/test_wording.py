"""Dates and names as Vietnamese offices write them, and words that several screens share."""

from __future__ import annotations

from datetime import date

import pytest

from luanphien.config import Configuration
from luanphien.wording import dates
from luanphien.wording.lines import parted
from tests.core.builders import period


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "Trung tâm Phục vụ hành chính công tỉnh Tuyên Quang",
            ["Trung tâm Phục vụ", "hành chính công", "tỉnh Tuyên Quang"],
        ),
        (
            "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG TỈNH TUYÊN QUANG",
            ["TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG", "TỈNH TUYÊN QUANG"],
        ),
        (
            "Trung tâm Phục vụ hành chính công thành phố Mẫu",
            ["Trung tâm Phục vụ", "hành chính công", "thành phố Mẫu"],
        ),
        ("Trung tâm Hành chính công", ["Trung tâm", "Hành chính công"]),
        ("Ủy ban nhân dân tỉnh Tuyên Quang", ["Ủy ban nhân dân", "tỉnh Tuyên Quang"]),
        ("UBND tỉnh Mẫu", ["UBND tỉnh Mẫu"]),  # short enough as it is
        ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao", "và Du lịch"]),
        # The name of a place is never parted, whatever its capitals.
        ("Văn phòng xã Mẫu Một Hai Ba Bốn", ["Văn phòng", "xã Mẫu Một Hai Ba Bốn"]),
        ("mộthaibabốnnămsáubảytámchínmười", ["mộthaibabốnnămsáubảytámchínmười"]),
        ("……", ["……"]),
    ],
)
def test_a_name_is_parted_where_a_reader_pauses(name: str, lines: list[str]) -> None:
    assert parted(name, 22) == lines


def test_a_line_holds_as_many_letters_as_it_may() -> None:
    name = "Ủy ban nhân dân tỉnh Mẫu"  # 24 letters
    assert parted(name, 24) == [name]
    assert parted(name, 23) == ["Ủy ban nhân dân", "tỉnh Mẫu"]


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        # Nghị định 30/2020, Phụ lục I: a 0 before days under 10 and before months 1 and 2.
        ("2024-10-10", "2024-10-11", "từ ngày 10/10/2024 đến hết ngày 11/10/2024"),
        ("2024-03-01", "2024-03-09", "từ ngày 01/3/2024 đến hết ngày 09/3/2024"),
        ("2024-02-05", "2024-02-05", "ngày 05/02/2024"),
        ("2024-02-29", "2024-03-03", "từ ngày 29/02/2024 đến hết ngày 03/3/2024"),
        ("2023-12-30", "2024-01-02", "từ ngày 30/12/2023 đến hết ngày 02/01/2024"),
        ("2023-01-30", "2024-01-02", "từ ngày 30/01/2023 đến hết ngày 02/01/2024"),
    ],
)
def test_days_in_a_row_are_written_out(first: str, last: str, written: str) -> None:
    assert dates.numbered_span(period(first, last)) == written


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
