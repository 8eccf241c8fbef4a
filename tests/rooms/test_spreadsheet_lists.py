"""Workbooks that others have made: read safely, or refused with a line that says what to do.

The parts of a workbook are written by hand as Excel writes them (ECMA-376 part 1, clause 18), with
openpyxl, or by LibreOffice.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TypeVar
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from luanphien.config.lines import Cell, Sheet, Unreadable
from luanphien.config.staff_rows import COLUMNS, staff_rows
from luanphien.core.errors import LuanphienError
from luanphien.spreadsheets.package import MOST_BYTES, MOST_CELLS, MOST_OTHERS, MOST_ROWS
from luanphien.spreadsheets.reading import read, remarks
from tests.helpers.office import needs_office, office

F = TypeVar("F", Path, BytesIO)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEADS = ("Cơ quan", "Họ và tên", "Điện thoại", "Chính thức/Dự phòng", "Thứ tự")
ROW = ("Sở Tài chính", "Nguyễn Văn G", "0000 000 000", "Chính thức", 1)
NONE = "không phải tệp Excel .xlsx, hoặc tệp đã hỏng"


def parts(sheet: str = "", shared: str = "", prolog: str = "", main: str = MAIN) -> dict[str, str]:
    """The parts of a workbook of one sheet, `sheet` being its rows below that of the headings."""
    texts = "".join(f"<si><t>{text}</t></si>" for text in HEADS)
    heads = "".join(f'<c r="{"ABCDE"[n]}1" t="s"><v>{n}</v></c>' for n in range(len(HEADS)))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{DOCUMENT}"><sheets>'
        '<sheet name="Danh sách" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{DOCUMENT}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><dimension ref="A1:E2"/><sheetData>'
        f'<row r="1">{heads}</row>{sheet}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'{prolog}<sst xmlns="{main}">{texts}{shared}</sst>',
    }


def packed(files: dict[str, str], file: F, level: int = 9) -> F:
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=level) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return file


def written(
    file: Path, *rows: Iterable[object], change: Callable[[Workbook], None] | None = None
) -> Path:
    """A workbook with these rows below the headings, as openpyxl writes it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Danh sách"
    for row in (HEADS, *rows):
        sheet.append(list(row))
    if change:
        change(book)
    book.save(file)
    return file


def lines(file: Path) -> list[Sequence[Cell]]:
    """The cells of the only sheet's lines, without the empty ones at their ends."""
    (sheet,) = read(file)
    return [list(line.cells[: len(HEADS)]) for line in sheet.lines[1:]]


def refused(file: Path) -> str:
    with pytest.raises(LuanphienError) as error:
        read(file)
    return str(error.value)


def faults(file: Path) -> list[str]:
    return staff_rows(read(file))[1]


def inline(text: str, place: str = "B2") -> str:
    return f'<row r="2"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


# ------------------------------------------------------------------ what is no workbook


@pytest.mark.parametrize(
    "content",
    [b"", b"garbage", b"<html><table></table></html>", b"PK\x03\x04", b"%PDF-1.7", b"\x00" * 5000],
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(content)
    assert refused(file) == f"{file}: {NONE}"


def test_a_download_that_broke_off(tmp_path: Path) -> None:
    whole = written(tmp_path / "whole.xlsx", ROW).read_bytes()
    file = tmp_path / "a.xlsx"
    for length in (100, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:length])
        assert refused(file) == f"{file}: {NONE}"
    file.write_bytes(whole[:300] + b"\x00" * 40 + whole[340:])  # a sector that went wrong
    assert refused(file) == f"{file}: {NONE}"


@pytest.mark.parametrize(
    "lost", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"]
)
def test_a_part_that_is_missing(tmp_path: Path, lost: str) -> None:
    files = parts(inline("x"))
    del files[lost]
    file = packed(files, tmp_path / "a.xlsx")
    assert refused(file) == f"{file}: {NONE}"


@pytest.mark.parametrize(
    "sheet",
    [
        "<row r='2'><c r='A2' t='s'><v>99</v></c></row>",  # there are five texts
        "<row r='2'><c r='A2' t='s'><v>x</v></c></row>",
        "<row r='2'><c r='ZZZZZ99' t='n'><v>1</v></c></row>",
        "<row r='2'><c r='A2' t='d'><v>soon</v></c></row>",
        "<row>",
        "</sheetData><sheetData>&e;",
    ],
)
def test_a_sheet_that_is_not_sound(tmp_path: Path, sheet: str) -> None:
    file = packed(parts(sheet), tmp_path / "a.xlsx")
    assert refused(file) == f"{file}: {NONE}"


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.xls", OLD, "tệp Excel kiểu cũ (.xls); hãy lưu lại dạng Excel Workbook (.xlsx)"),
        ("a.xlsx", OLD, "tệp Excel kiểu cũ (.xls); hãy lưu lại dạng Excel Workbook (.xlsx)"),
        ("a.csv", OLD, "tệp Excel kiểu cũ (.xls); hãy lưu lại dạng Excel Workbook (.xlsx)"),
        (
            "a.xlsx",
            OLD + b"\x00" * 1000 + "EncryptedPackage".encode("utf-16-le"),
            "tệp có mật khẩu; hãy bỏ mật khẩu rồi lưu lại",
        ),
        ("a.csv", "Chức".encode("utf-16"), "không phải UTF-8; hãy lưu dạng CSV UTF-8"),
        ("a.ods", b"", "cần tệp .xlsx hoặc .csv"),
        ("a", b"", "cần tệp .xlsx hoặc .csv"),
    ],
)
def test_other_files(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert refused(file) == f"{file}: {why}"


def test_a_workbook_in_strict_form(tmp_path: Path) -> None:
    """ISO/IEC 29500-1, which openpyxl does not read: other namespaces."""
    file = packed(parts(main="http://purl.oclc.org/ooxml/spreadsheetml/main"), tmp_path / "a.xlsx")
    assert refused(file).endswith(
        "tệp dạng Strict Open XML; hãy lưu lại dạng Excel Workbook (.xlsx)"
    )


@needs_office
def test_files_of_libreoffice(tmp_path: Path) -> None:
    written(tmp_path / "a.xlsx", ROW)
    office("xls", tmp_path / "a.xlsx")
    assert "kiểu cũ" in refused(tmp_path / "a.xls")
    (tmp_path / "b").mkdir()
    again = tmp_path / "b" / "a.xlsx"
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
            *("--convert-to", "xlsx", "--outdir", str(again.parent), str(tmp_path / "a.xls")),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert lines(again) == [["Sở Tài chính", "Nguyễn Văn G", "0000 000 000", "Chính thức", "1"]]


# ------------------------------------------------------------------ what would do harm


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật", "utf-8")
    outside = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    growing = f'<!DOCTYPE x [<!ENTITY e0 "ha">{laughs}<!ENTITY e "&e9;">]>'
    for n, prolog in enumerate((outside, growing)):
        file = packed(parts(shared="<si><t>&e;</t></si>", prolog=prolog), tmp_path / f"{n}.xlsx")
        assert refused(file) == f"{file}: {NONE}"
        inside = parts()
        inside["xl/worksheets/sheet1.xml"] = prolog + inside["xl/worksheets/sheet1.xml"]
        file = packed(inside, tmp_path / f"{n}-sheet.xlsx")
        assert refused(file) == f"{file}: {NONE}"


@pytest.mark.parametrize("code", ["utf-16", "utf-16-be"])
def test_entities_in_other_letters(tmp_path: Path, code: str) -> None:
    file = tmp_path / "a.xlsx"
    declared = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY e "x">]>'
    packed(parts(), file)
    with ZipFile(file, "a") as package:
        package.writestr("xl/styles.xml", (declared + "<x/>").encode(code))
    assert refused(file) == f"{file}: {NONE}"


def bomb(file: Path, told: int | None = None) -> Path:
    """A sheet of 200 MB in one; `told` is the size that the directory of the file has instead."""
    files = parts()
    name = "xl/worksheets/sheet1.xml"
    files[name] = files[name].replace("</sheetData>", f"</sheetData>{' ' * 200 * 2**20}")
    packed(files, file, level=1)
    if told is not None:
        with ZipFile(file) as package:
            size = package.getinfo(name).file_size
        old, new = size.to_bytes(4, "little"), told.to_bytes(4, "little")
        file.write_bytes(file.read_bytes().replace(old, new))
    return file


LIMITED = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (600 * 2**20, 600 * 2**20))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from luanphien.core.errors import LuanphienError
from luanphien.spreadsheets.reading import read
try:
    print([len(sheet.lines) for sheet in read(Path(sys.argv[1]))])
except LuanphienError as error:
    print(error)
"""
"""Reads a file with 600 MB and 20 seconds; the interpreter with its libraries takes 300 MB."""


def limited(file: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
def test_what_is_packed_too_large(tmp_path: Path) -> None:
    file = bomb(tmp_path / "a.xlsx")
    assert limited(file).startswith(f"{file}: bên trong lớn quá {MOST_BYTES >> 20} MB")
    file = bomb(tmp_path / "b.xlsx", told=5000)
    assert limited(file) == f"{file}: {NONE}"


def test_too_many_parts(tmp_path: Path) -> None:
    file = packed(parts() | {f"x/{n}.xml": "" for n in range(1000)}, tmp_path / "a.xlsx")
    assert "bên trong lớn quá" in refused(file)


def test_cells_without_end(tmp_path: Path) -> None:
    row = f'<row r="3">{"<c/>" * (MOST_CELLS + 1)}</row>'
    file = packed(parts(inline("x") + row), tmp_path / "a.xlsx", level=1)
    assert refused(file) == (
        f"{file}: bên trong có quá {MOST_CELLS} ô, kể cả ô trống; hãy chép các dòng có chữ sang "
        "một tệp mới"
    )


@pytest.mark.parametrize("row", ['<row r="{0}"/>', '<row r="{0}"><c r="A{0}" s="0"/></row>'])
def test_rows_without_end(tmp_path: Path, row: str) -> None:
    """As many empty rows as a sheet can have, with and without cells that only have a style."""
    rows = "".join(map(row.format, range(3, 2**20 + 1 if "<c" not in row else 200_000)))
    file = packed(parts(inline("x") + rows), tmp_path / "a.xlsx", level=1)
    assert refused(file) == (
        f"{file}: bên trong có quá {MOST_ROWS} dòng, kể cả dòng trống; hãy chép các dòng có chữ "
        "sang một tệp mới"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
def test_many_empty_rows_are_passed_over(tmp_path: Path) -> None:
    """Fewer than that, and one that stands far below them."""
    styled = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 50_000))
    last = '<row r="300000"><c r="B300000"><v>7</v></c></row>'
    assert limited(packed(parts(inline("x") + styled + last), tmp_path / "a.xlsx")) == "[3]"


def test_rows_far_down_are_read_in_time(tmp_path: Path) -> None:
    """A word in the last row of each of forty sheets (ECMA-376 part 1, 18.3.1.73: 2^20 rows)."""

    def scatter(book: Workbook) -> None:
        for n in range(40):
            book.create_sheet(f"Trang {n}").cell(2**20, 1, "x")

    file = written(tmp_path / "a.xlsx", ROW, change=scatter)
    begun = time.process_time()
    last = [sheet.lines[-1].number for sheet in read(file)]
    assert time.process_time() - begun < 5  # a second for each sheet, where empty rows are made
    assert last == [2, *[2**20] * 40]


@pytest.mark.parametrize(
    ("shared", "many"),
    [("<si/>" * (MOST_OTHERS + 1), MOST_OTHERS), ("<v/>" * (MOST_CELLS + 1), MOST_CELLS)],
)
def test_texts_and_values_without_end(tmp_path: Path, shared: str, many: int) -> None:
    file = packed(parts(inline("x"), shared), tmp_path / "a.xlsx", level=1)
    assert refused(file).startswith(f"{file}: bên trong có quá {many} ")


def test_what_is_too_much_of_all_sheets_together(tmp_path: Path) -> None:
    files = parts(inline("x"))
    half = "<row/>" * (MOST_ROWS // 2 + 1)
    files |= {f"xl/worksheets/sheet{n}.xml": f"<worksheet>{half}</worksheet>" for n in (2, 3)}
    assert f"bên trong có quá {MOST_ROWS} dòng" in refused(packed(files, tmp_path / "a.xlsx"))


def test_one_sheet_under_many_names_is_no_workbook(tmp_path: Path) -> None:
    """Each name would be a second of reading."""
    files = parts("".join(f'<row r="{n}"><c><v>1</v></c></row>' for n in range(2, 20_000)))
    names = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="r1"/>' for n in range(2, 2_000))
    files["xl/workbook.xml"] = files["xl/workbook.xml"].replace("</sheets>", f"{names}</sheets>")
    file = packed(files, tmp_path / "a.xlsx")
    assert refused(file) == f"{file}: {NONE}"


def test_a_formula_that_many_cells_share_is_read_in_time(tmp_path: Path) -> None:
    long = f'<c r="B2"><f t="shared" si="0">{"A1+" * 2_700}A1</f></c>'  # as long as Excel allows
    others = "".join(f'<c r="B{n}"><f t="shared" si="0"/></c>' for n in range(3, 5_000))
    begun = time.process_time()
    (line,) = lines(packed(parts(f'<row r="2">{long}{others}</row>'), tmp_path / "a.xlsx"))
    assert time.process_time() - begun < 5
    assert isinstance(line[1], Unreadable)


def test_a_dimension_that_is_not_true(tmp_path: Path) -> None:
    files = parts(inline("Nguyễn Văn G"))
    name = "xl/worksheets/sheet1.xml"
    for told in ("A1:XFD1048576", "A1", "x"):
        file = packed(
            files | {name: files[name].replace("A1:E2", told)}, tmp_path / f"{len(told)}.xlsx"
        )
        assert [line[:2] for line in lines(file)] == [["", "Nguyễn Văn G"]]


def test_links_and_macros_are_left_alone(tmp_path: Path) -> None:
    """A workbook with macros under another name, and a link to a file on the net."""
    files = parts("<row r='2'><c r='B2'><f>[1]Sheet1!A1</f><v>7</v></c></row>")
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    files["xl/vbaProject.bin"] = "macros"
    files["xl/_rels/workbook.xml.rels"] = files["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="r3" Type="{DOCUMENT}/externalLink" TargetMode="External" '
        'Target="http://192.0.2.1/a.xlsx"/></Relationships>',
    )
    (line,) = lines(packed(files, tmp_path / "a.xlsx"))
    assert isinstance(line[1], Unreadable)


# ------------------------------------------------------------------ what the cells hold


def test_a_formula_is_not_calculated(tmp_path: Path) -> None:
    cached = "<row r='2'><c r='B2' t='str'><f>\"Nguyễn \" &amp; A1</f><v>Nguyễn Văn G</v></c></row>"
    for n, sheet in enumerate((cached, "<row r='2'><c r='B2'><f>1+1</f></c></row>")):
        file = packed(parts(sheet), tmp_path / f"{n}.xlsx")
        assert faults(file)[0] == (
            f"{file}, trang «Danh sách», ô B2: là công thức; hãy chép lại giá trị vào ô (Paste "
            "Special, Values)"
        )


@pytest.mark.parametrize(
    ("value", "read_as"),
    [
        ("  Nguyễn\u00a0Văn\n G ", "Nguyễn Văn G"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        (900000001, "900000001"),
        (900000001.0, "900000001"),
        (1.5, "1.5"),
        (date(2026, 3, 4), date(2026, 3, 4)),
        (datetime(2026, 3, 4, 8, 30), date(2026, 3, 4)),  # noqa: DTZ001 - as Excel has it
        (True, Unreadable("là giá trị TRUE, không phải chữ")),
        ("#N/A", Unreadable("là lỗi #N/A của Excel")),
        ("x" * 1001, Unreadable("dài quá 1000 ký tự")),
        ("'=1+1", "'=1+1"),
    ],
)
def test_what_a_cell_is_read_as(tmp_path: Path, value: object, read_as: Cell) -> None:
    assert lines(written(tmp_path / "a.xlsx", [None, value]))[0][1] == read_as


def test_rich_text_and_how_it_is_spoken(tmp_path: Path) -> None:
    rich = (
        "<row r='2'><c r='A2' t='inlineStr'><is><r><t>Sở </t></r><r><t>Tài chính</t></r></is></c>"
        "<c r='B2' t='s'><v>5</v></c></row>"
    )
    shared = "<si><r><t>Nguyễn </t></r><r><t>Văn G</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si>"
    (line,) = lines(packed(parts(rich, shared), tmp_path / "a.xlsx"))
    assert line[:2] == ["Sở Tài chính", "Nguyễn Văn G"]


def test_merged_cells_leave_the_others_empty(tmp_path: Path) -> None:
    file = written(
        tmp_path / "a.xlsx",
        ROW,
        (None, "Trần Thị H", None, None, 2),
        change=lambda book: book.worksheets[0].merge_cells("A2:A3"),
    )
    assert lines(file)[1] == ["", "Trần Thị H", "", "", "2"]


def test_what_is_hidden_is_told(tmp_path: Path) -> None:
    def hide(book: Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[9].hidden = True  # empty
        sheet.column_dimensions["C"].hidden = True
        sheet.column_dimensions["H"].hidden = True  # empty
        for state in ("hidden", "veryHidden"):
            other = book.create_sheet(state)
            other.append(list(HEADS))
            other.append(list(ROW))
            other.sheet_state = state
        book.create_sheet("Ghi chú").append(["Gửi trước ngày 13"])
        book.create_sheet("Trống")

    file = written(tmp_path / "a.xlsx", ROW, ROW, change=hide)
    sheets = read(file)
    assert len(staff_rows(sheets)[0]) == 2
    assert list(remarks(sheets, COLUMNS)) == [
        f"{file}, trang «Danh sách»: đọc cả dòng 3, cột C đang ẩn",
        f"{file}, trang «hidden»: trang ẩn, không đọc",
        f"{file}, trang «veryHidden»: trang ẩn, không đọc",
        f"{file}, trang «Ghi chú»: không phải danh sách, không đọc",
    ]


def test_of_many_hidden_rows_the_first_are_named(tmp_path: Path) -> None:
    def hide(book: Workbook) -> None:
        for n in range(2, 22):
            book.worksheets[0].row_dimensions[n].hidden = True

    file = written(tmp_path / "a.xlsx", *[ROW] * 20, change=hide)
    (said,) = remarks(read(file), COLUMNS)
    assert said.endswith("dòng 9, dòng 10, dòng 11… đang ẩn")


def test_a_workbook_with_another_name(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(written(tmp_path / "a.xlsx", ROW).read_bytes())
    assert lines(file)[0][1] == "Nguyễn Văn G"


@pytest.mark.parametrize("sheet", ["", "<row r='2'/>"])
def test_a_sheet_without_people(tmp_path: Path, sheet: str) -> None:
    assert staff_rows(read(packed(parts(sheet), tmp_path / "a.xlsx"))) == ([], [])


def test_a_sheet_of_pictures_only(tmp_path: Path) -> None:
    files = parts()
    files["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheetData/><drawing r:id="r1"/>'
        "</worksheet>"
    )
    files["xl/media/image1.png"] = "scan"
    file = packed(files, tmp_path / "a.xlsx")
    with pytest.raises(LuanphienError) as error:
        staff_rows(read(file))
    assert str(error.value).startswith(
        f"{file}, trang «Danh sách», dòng 1: thiếu cột Cơ quan, Nhân sự, Họ và tên; các cột:"
    )


def test_a_name_is_made_of_letters(tmp_path: Path) -> None:
    file = written(tmp_path / "a.xlsx", ("Sở Tài chính", date(2026, 3, 4), None, "Chính thức", 1))
    assert faults(file) == [
        f"{file}, trang «Danh sách», ô B2: họ và tên «04/03/2026» không có chữ nào"
    ]


def test_sheets_are_what_they_say(tmp_path: Path) -> None:
    (sheet,) = read(packed(parts(inline("x")), tmp_path / "a.xlsx"))
    assert isinstance(sheet, Sheet)
    assert (sheet.name, sheet.hidden, sheet.unseen) == ("Danh sách", False, [])


WHOLE = BytesIO()
packed(parts(inline("Nguyễn Văn G")), WHOLE, level=0)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 5_000), st.binary(min_size=1, max_size=4)), max_size=6))
def test_a_damaged_workbook_is_read_or_refused(
    tmp_path: Path, damages: list[tuple[int, bytes]]
) -> None:
    """Its parts are stored as they are, so that the damage is in the XML and in the directory."""
    content = bytearray(WHOLE.getvalue())
    for place, new in damages:
        content[place % len(content) : place % len(content) + len(new)] = new
    file = tmp_path / "a.xlsx"
    file.write_bytes(content)
    with suppress(LuanphienError):
        staff_rows(read(file))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(0, 2_000),
    st.sampled_from(["", "<", ">", '"', "0", "-1", "x", "<c/>", "<row/>", "&amp;", "A1", "1e999"]),
    st.sampled_from(sorted(parts(inline("x")))),
)
def test_a_workbook_with_other_xml_is_read_or_refused(
    tmp_path: Path, place: int, new: str, name: str
) -> None:
    files = parts(inline("x"))
    part = files[name]
    place %= len(part)
    files[name] = part[:place] + new + part[place + len(new) or place + 1 :]
    with suppress(LuanphienError):
        staff_rows(read(packed(files, tmp_path / "a.xlsx", level=1)))
