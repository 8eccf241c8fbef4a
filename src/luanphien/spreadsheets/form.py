"""The form in which an agency names its staff of a year: to be filled in with Excel and read back.

Agency and role are chosen from lists, what is not to be filled in is protected, and a line above
the headings says what belongs in each column.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple

from luanphien.config.staff_rows import ROLE_NAMES
from luanphien.core.decisions import Person
from luanphien.formats import xml_text
from luanphien.spreadsheets.book import A4, WRITTEN

LISTED = "Danh sách"
CHOICES = "Danh mục"
"""The hidden sheet with the names to choose from; in a cell's own list they might be too long."""
ROOM = 20
"""Empty rows for people who are new."""
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
_HEAD = 3
"""The row of headings, counted from 0; above it stand title, instruction and explanations."""


class _Column(NamedTuple):
    heading: str
    explained: str
    width: int


_COLUMNS = (
    _Column("Cơ quan", "Chọn trong danh sách của ô", 34),
    _Column("Họ và tên", "Có dấu, viết hoa chữ đầu: Nguyễn Văn A", 24),
    _Column("Chức vụ", "Như Chuyên viên", 18),
    _Column("Điện thoại", "Được công khai; giữ số 0 đầu", 16),
    _Column("Thư điện tử", "Nhận lịch trực; không công khai", 28),
    _Column("Chính thức/Dự phòng", "Chọn trong danh sách của ô", 14),
    _Column("Thứ tự", "Trong cơ quan: 1, 2, 3…", 9),
    _Column("Mã", "Trung tâm ghi, nếu cần", 12),
)


class Listed(NamedTuple):
    """A person of an agency in the list; `order` counts from 1 within agency and role."""

    agency: str
    person: Person
    role: str
    order: int


def content(title: str, agencies: Sequence[str], listed: Sequence[Listed]) -> bytes:
    """The form as a workbook, with those people filled in."""
    from xlsxwriter import Workbook

    file = BytesIO()
    book = Workbook(file, {"in_memory": True})
    book.set_properties({"title": xml_text(title), "created": WRITTEN})
    sheet, choices = book.add_worksheet(LISTED), book.add_worksheet(CHOICES)
    choices.hide()
    for n, agency in enumerate(agencies):
        choices.write_string(n, 0, xml_text(agency))
    rows = len(listed) + ROOM
    _head(book, sheet, title)
    _people(book, sheet, listed, rows)
    _validate(sheet, len(agencies), rows)
    _protect(sheet)
    _set_up_print(sheet)
    book.close()
    return file.getvalue()


def _head(book: Any, sheet: Any, title: str) -> None:
    plain = book.add_format(_FONT | {"italic": True})
    small = book.add_format(
        _FONT | {"font_size": 10, "italic": True, "text_wrap": True, "align": "center"}
    )
    bold = book.add_format(
        _FONT
        | {"bold": True, "border": 1, "text_wrap": True, "align": "center", "bg_color": "#E7ECEF"}
    )
    sheet.write_string(0, 0, title, book.add_format(_FONT | {"font_size": 14, "bold": True}))
    sheet.write_string(
        1, 0, "Mỗi người một dòng: sửa, xóa chữ, hoặc ghi thêm ở dòng trống bên dưới.", plain
    )
    sheet.set_row(_HEAD - 1, 42)
    sheet.set_row(_HEAD, 36)
    for n, column in enumerate(_COLUMNS):
        sheet.set_column(n, n, column.width)
        sheet.write_string(_HEAD - 1, n, column.explained, small)
        sheet.write_string(_HEAD, n, column.heading, bold)


def _people(book: Any, sheet: Any, listed: Sequence[Listed], rows: int) -> None:
    """The rows to be filled in; a telephone number is text, or Excel would drop its 0."""
    text = {"border": 1, "text_wrap": True, "num_format": "@", "locked": False}
    free = book.add_format(_FONT | text)
    middle = book.add_format(_FONT | text | {"align": "center", "num_format": "0"})
    for n in range(rows):
        values: list[str | int] = [""] * len(_COLUMNS)
        if n < len(listed):
            agency, person, role, order = listed[n]
            contact = (person.title or "", person.phone or "", person.email or "")
            values = [agency, person.name, *contact, ROLE_NAMES[role], order, ""]
        for column, value in enumerate(values):
            style = middle if _COLUMNS[column].heading == "Thứ tự" else free
            if isinstance(value, int):
                sheet.write_number(_HEAD + 1 + n, column, value, style)
            elif value:
                sheet.write_string(_HEAD + 1 + n, column, xml_text(value), style)
            else:
                sheet.write_blank(_HEAD + 1 + n, column, None, style)


def _validate(sheet: Any, agencies: int, rows: int) -> None:
    first, last = _HEAD + 1, _HEAD + rows
    stop = {"error_title": "Chưa đúng", "error_type": "stop"}
    sheet.data_validation(
        *(first, 0, last, 0),
        {
            "validate": "list",
            "source": f"='{CHOICES}'!$A$1:$A${agencies}",
            "error_message": "Hãy chọn cơ quan trong danh sách của ô.",
            **stop,
        },
    )
    sheet.data_validation(
        *(first, 5, last, 5),
        {
            "validate": "list",
            "source": list(ROLE_NAMES.values()),
            "error_message": "Hãy chọn Chính thức hoặc Dự phòng.",
            **stop,
        },
    )
    sheet.data_validation(
        *(first, 6, last, 6),
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": 1,
            "maximum": 999,
            "error_message": "Thứ tự là số 1, 2, 3…",
            **stop,
        },
    )


def _protect(sheet: Any) -> None:
    """Against slips, not against people: there is no password."""
    allowed = ("format_columns", "format_rows", "format_cells", "sort", "insert_rows")
    sheet.protect("", dict.fromkeys(allowed, True))
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.freeze_panes(_HEAD + 1, 0)


def _set_up_print(sheet: Any) -> None:
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)
    sheet.set_footer('&C&"Times New Roman"Trang &P/&N')
