"""Who is away, as a table: whom it names, which days, and what is wrong with its cells."""

from __future__ import annotations

from datetime import date

import pytest

from luanphien.config import load
from luanphien.config.absence_rows import Away, absence_rows
from luanphien.config.day_cells import ambiguous, written_day
from luanphien.config.lines import Line, Sheet, Unreadable, csv_lines
from luanphien.core.decisions import Person
from luanphien.core.errors import LuanphienError
from luanphien.core.period import Period
from tests.helpers.command_line import CONFIG

HEAD = "Họ và tên,Từ ngày,Đến ngày,Lý do,Mã\n"


@pytest.fixture(scope="module")
def people() -> tuple[Person, ...]:
    return load(CONFIG / "example").decisions.people


def read(people: tuple[Person, ...], rows: str) -> list[tuple[str, str, str, str | None]]:
    away, wrong = absence_rows([csv_lines(HEAD + rows, "a.csv")], people)
    assert not wrong
    return [(who.id, str(days.first), str(days.last), why) for _, who, days, why in away]


def wrong(people: tuple[Person, ...], rows: str) -> list[str]:
    return absence_rows([csv_lines(HEAD + rows, "a.csv")], people)[1]


def test_a_person_and_days_a_row(people: tuple[Person, ...]) -> None:
    rows = (
        "Nguyễn Văn N,9/3/2026,13/3/2026,Nghỉ phép,\n"
        ",,,,\n"
        "  nguyễn văn n , 2026-04-20,,,\n"
        "Đ/c Nguyễn Văn N,21/4/2026,,,\n"
        "bà Phạm Thị K,21/4/2026,,,\n"
        ",1-4-2026,2.4.2026,Ốm,pham-thi-k\n"
    )
    assert read(people, rows) == [
        ("nguyen-van-n", "2026-03-09", "2026-03-13", "Nghỉ phép"),
        ("nguyen-van-n", "2026-04-20", "2026-04-20", None),
        ("nguyen-van-n", "2026-04-21", "2026-04-21", None),
        ("pham-thi-k", "2026-04-21", "2026-04-21", None),
        ("pham-thi-k", "2026-04-01", "2026-04-02", "Ốm"),
    ]


def test_a_place_is_that_of_the_name(people: tuple[Person, ...]) -> None:
    head = Line("a.xlsx", 1, ["Họ tên", "Từ ngày", "Đến hết ngày"], "T1")
    row = Line("a.xlsx", 3, ["Nguyễn Văn N", date(2026, 3, 9), date(2026, 3, 13)], "T1")
    away, _ = absence_rows([Sheet("a.xlsx", [head, row], "T1")], people)
    who = next(person for person in people if person.id == "nguyen-van-n")
    days = Period(date(2026, 3, 9), date(2026, 3, 13))
    assert away == [Away("a.xlsx, trang «T1», ô A3", who, days)]


def test_all_that_is_wrong_is_said_at_once(people: tuple[Person, ...]) -> None:
    rows = (
        ",9/3/2026,,,\n"
        "Nguyen Van N,9/3/2026,,,\n"
        "Đỗ Thị Lạ,,13/3/2026,,\n"
        "Nguyễn Văn N,13/3/2026,9/3/2026,,\n"
        "Nguyễn Văn N,9/3/2026,9/3/2062,,\n"
        "Nguyễn Văn N,31/2/2026,9/3/26,,x\n"
        "Nguyễn Văn N,46090,9 tháng 3,,\n"
    )
    shown = "cần ngày/tháng/năm: 9/3/2026"
    assert wrong(people, rows) == [
        "a.csv:2: thiếu họ và tên; ô gộp thì bỏ gộp, ghi ở từng dòng",
        "a.csv:3: không có người tên «Nguyen Van N» trong agencies.yaml; "
        "hãy ghi đủ dấu: Nguyễn Văn N",
        "a.csv:4: không có người tên «Đỗ Thị Lạ» trong agencies.yaml",
        "a.csv:4: thiếu từ ngày",
        "a.csv:5: 2026-03-09 trước 2026-03-13; cần từ ngày sớm đến ngày muộn",
        "a.csv:6: vắng từ 2026-03-09 đến 2062-03-09 dài hơn 366 ngày; xem lại năm",
        "a.csv:7: không có người mã «x» trong agencies.yaml",
        f"a.csv:7: «31/2/2026» không phải một ngày; {shown}",
        f"a.csv:7: «9/3/26» ghi năm chỉ có hai chữ số; {shown}",
        f"a.csv:8: «46090» là số của Excel, ô chưa có định dạng ngày; {shown}",
        f"a.csv:8: «9 tháng 3» không phải một ngày; {shown}",
    ]


def test_a_family_may_be_called_ong(people: tuple[Person, ...]) -> None:
    family = Person("ong-van-x", "Ông Văn X")
    assert read((*people, family), "Ông Văn X,9/3/2026,,,\n")[0][0] == "ong-van-x"


def test_namesakes_are_told_apart_by_their_ids(people: tuple[Person, ...]) -> None:
    both = (*people, Person("x", "Nguyễn Văn N"))
    (fault,) = wrong(both, "Nguyễn Văn N,9/3/2026,,,\n")
    assert fault == "a.csv:2: có 2 người tên Nguyễn Văn N; ghi mã vào cột Mã: nguyen-van-n, x"
    assert read(both, "Nguyễn Văn N,9/3/2026,,,x\n")[0][0] == "x"


def test_a_cell_that_holds_no_value_says_why(people: tuple[Person, ...]) -> None:
    head = Line("a.xlsx", 1, ["Họ và tên", "Từ ngày", "Lý do"], "T1")
    cells = [Unreadable("là công thức"), Unreadable("là lỗi"), Unreadable("dài quá")]
    _, faults = absence_rows(
        [Sheet("a.xlsx", [head, Line("a.xlsx", 2, cells, "T1")], "T1")], people
    )
    assert faults == [
        "a.xlsx, trang «T1», ô A2: là công thức",
        "a.xlsx, trang «T1», ô B2: là lỗi",
        "a.xlsx, trang «T1», ô C2: dài quá",
    ]


def test_a_table_without_its_columns_is_refused(people: tuple[Person, ...]) -> None:
    with pytest.raises(LuanphienError, match="thiếu cột Từ ngày; các cột: Họ và tên, Từ ngày"):
        absence_rows([csv_lines("Họ và tên,Lý do\n", "a.csv")], people)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9/3/2026", "2026-03-09"),
        ("09-03-2026", "2026-03-09"),
        ("9.3.2026", "2026-03-09"),
        ("2026-3-9", "2026-03-09"),
        ("29/2/2024", "2024-02-29"),
        ("29/2/2026", None),
        ("2026/03/09", None),  # year, month, day; or year, day, month
        ("9/3/26", None),
        ("3/13/2026", None),
        ("9 Mar 2026", None),
        ("٩/3/2026", None),
        ("", None),
    ],
)
def test_how_a_day_is_written(text: str, day: str | None) -> None:
    assert written_day(text) == (date.fromisoformat(day) if day else None)


def test_a_column_with_the_month_first_is_not_guessed_at() -> None:
    doubts = ambiguous(["3/25/2026", "4/5/2026", "5/5/2026", "26/3/2026", "2026-04-05", ""])
    assert doubts == {"4/5/2026": "«4/5/2026» đọc được hai cách, mà 3/25/2026 ghi tháng trước ngày"}


def test_dates_among_text_may_be_turned_round() -> None:
    """As an Excel with the month first leaves 13/4/2026 and 3/4/2026, typed with the day first."""
    turned, plain, same = date(2026, 3, 4), date(2026, 4, 13), date(2026, 5, 5)
    doubts = ambiguous(["13/4/2026", turned, plain, same])
    assert list(doubts) == [turned]
    assert doubts[turned].startswith("04/03/2026 có thể do Excel đảo ngày và tháng (13/4/2026 vẫn")
    assert ambiguous(["12/4/2026", turned]) == {}
    assert ambiguous(["2026-04-13", turned]) == {}
    assert ambiguous([turned, plain]) == {}


def test_a_doubtful_day_is_refused_with_its_cell(people: tuple[Person, ...]) -> None:
    rows = "Nguyễn Văn N,4/5/2026,,,\nNguyễn Văn N,4/25/2026,,,\n"
    assert wrong(people, rows) == [
        "a.csv:2: «4/5/2026» đọc được hai cách, mà 4/25/2026 ghi tháng trước ngày",
        "a.csv:3: «4/25/2026» ghi tháng trước ngày; cần ngày/tháng/năm: 9/3/2026",
    ]
