"""Workbooks, read back with openpyxl as Excel would show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from luanphien.formats import Cell
from luanphien.spreadsheets.book import content
from luanphien.spreadsheets.sheet import Sheet


def read(*sheets: Sheet) -> Workbook:
    return load_workbook(BytesIO(content(sheets)))


def one(*rows: Sequence[Cell], headers: Sequence[str] = ("A", "B"), title: str = "Bảng") -> Sheet:
    return Sheet("Bảng", title, headers, rows)


def test_dates_and_numbers_are_what_they_are() -> None:
    at = datetime(2026, 1, 5, 8, 30, tzinfo=timezone(timedelta(hours=7)))
    (table,) = read(one((date(2026, 1, 5), at), (1_250_000, -0.5), (None, ""))).worksheets
    shown = [[(cell.value, cell.number_format) for cell in row] for row in table["A2:B4"]]
    assert shown == [
        [
            (datetime(2026, 1, 5), "dd/mm/yyyy"),  # noqa: DTZ001 - openpyxl's midnight
            (datetime(2026, 1, 5, 8, 30), "dd/mm/yyyy hh:mm"),  # noqa: DTZ001
        ],
        [(1_250_000, "#,##0"), (-0.5, "#,##0.0")],
        [(None, "General"), (None, "General")],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-x", "@SUM(1)", "00123", "http://so-mau.example"])
def test_text_stays_text(text: str) -> None:
    (table,) = read(one((text, None))).worksheets
    assert (table["A2"].value, table["A2"].data_type, table["A2"].hyperlink) == (text, "s", None)
    assert table["A2"].quotePrefix == (text[0] in "=+-@")


def test_what_no_workbook_can_hold_is_left_out() -> None:
    days_before = date(1899, 12, 31)
    (table,) = read(one(("a\x00\ud800b", days_before), ("x" * 40_000, None))).worksheets
    assert (table["A2"].value, table["B2"].value) == ("ab", "31/12/1899")
    assert table["A3"].value == "x" * 32_767  # ECMA-376: the most that Excel takes


def test_a_row_is_as_high_as_its_lines() -> None:
    long = "x" * 100  # in the widest column, of 40 characters: three lines
    (table,) = read(one(("a\nb", 1), ("a", 2), (long, 3), ("a\n" * 100, 4))).worksheets
    heights = [table.row_dimensions[row].height for row in range(2, 6)]
    # One line is as high as the program likes; 409 points is the most that Excel shows.
    assert heights == [30, None, 45, 408.75]


def test_the_head_is_frozen_filtered_and_on_every_printed_page() -> None:
    (table,) = read(one((1, 2), (3, 4), title="A & B")).worksheets
    assert (table.freeze_panes, table.auto_filter.ref) == ("A2", "A1:B3")
    assert (table.print_title_rows, table.page_setup.paperSize) == ("$1:$1", 9)
    assert table.page_setup.fitToWidth in (1, None)  # 1 where nothing is said: ECMA-376, 18.3.1.63
    assert table.page_setup.fitToHeight == 0
    assert table.sheet_properties.pageSetUpPr
    assert table.sheet_properties.pageSetUpPr.fitToPage
    assert table.oddHeader
    assert table.oddFooter
    assert table.oddHeader.center.text == "A && B"
    assert table.oddFooter.center.text == "Trang &P/&N"


def test_columns_hold_their_words_and_wide_sheets_stand_across() -> None:
    narrow = one(("Nguyễn Văn A", date(2026, 1, 5)))
    wide = one(*[("x" * 200, "y" * 39, "z" * 39)], headers=("A", "B", "C"))
    first, second = read(narrow, wide).worksheets
    assert first.column_dimensions["A"].width >= len("Nguyễn Văn A")
    assert first.column_dimensions["B"].width >= len("05/01/2026")
    assert second.column_dimensions["A"].width < 45
    assert second["A2"].alignment.wrap_text
    assert [sheet.page_setup.orientation for sheet in (first, second)] == ["portrait", "landscape"]


def test_sheets_have_names_that_excel_allows() -> None:
    names = ["a/b:c", "A-B-C", "x" * 40, "x" * 50, "'", ""]
    book = read(*(Sheet(name, "", ("A",), ()) for name in names))
    long = "x" * 31
    assert book.sheetnames == [
        *("a-b-c", "A-B-C (2)", long, f"{long[:27]} (2)", "Bảng", "Bảng (2)"),
    ]


def test_the_same_sheets_are_the_same_bytes() -> None:
    assert content([one((1, 2))]) == content([one((1, 2))])
