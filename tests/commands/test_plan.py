"""The plan as a file: a document to sign, an annex, a workbook (Nghị định 30/2020/NĐ-CP)."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from tests.helpers.command_line import CONFIG, Run, in_process, modules_of
from tests.helpers.office import letters, needs_office, office, pages, paragraphs

EXAMPLE = CONFIG / "example"
ANNEX = ("--annex", "--number", "12/QĐ-MAU", "--date", "2026-01-05")
LONG = "Ban Quản lý Khu kinh tế và các Khu công nghiệp, khu công nghệ cao tỉnh"


def table(file: Path) -> list[list[str]]:
    """The one table with lines."""
    lined = next(t for t in Document(str(file)).tables if t.style and t.style.name == "Table Grid")
    return [[cell.text for cell in row.cells] for row in lined.rows]


def test_a_row_says_who_serves_and_every_day(run: Run, tmp_path: Path) -> None:
    assert run("schedule", "2024", "-o", "x.docx", "--config", EXAMPLE).status == 0
    head, *rows = table(tmp_path / "x.docx")
    assert head[3:5] == ["Người trực", "Dự phòng"]
    assert len(rows) == 12
    # Counted by hand in the calendar of 2024: 23 weekdays less 01/01; khoản 6 Điều 6 gives the
    # day of the notice, which is in the year before.
    assert rows[0] == [
        *("02", "01/2024", "Sở Thông tin và Truyền thông", "Phạm Thị D", "Vũ Thị E"),
        *("02/01", "31/01", "22", "27/12/2023", "31/01"),
    ]
    assert rows[2][3] == "Phạm Thị K (11–15/03 Vũ Thị M)"
    assert rows[6][3] == "Hoàng Văn Đ (12–31/07 Lê Văn V)"
    assert rows[9][3] == "Trần Thị O (07–09/10 Lê Văn P, 10–11/10 chưa cử)"
    assert rows[11][2] == "Sở Thông tin và Truyền thông, thay Sở VHTTDL"
    said = "\n".join(paragraphs(tmp_path / "x.docx"))
    assert "Hoán đổi dịp Ngày Chiến thắng: nghỉ T2 29/04, làm bù T7 04/05;" in said
    assert "Căn cứ Quyết định mẫu;\nCăn cứ Công văn mẫu." in said
    assert "dự kiến" not in said


def test_days_off_of_several_years_have_their_year(run: Run) -> None:
    assert run("schedule", "2025-12..2026-01", "-o", "x.txt").status == 0
    text = Path("x.txt").read_text("utf-8")
    assert "Hoán đổi dịp Tết Dương lịch: nghỉ T6 02/01/2026, làm bù T7 10/01/2026./." in text


def test_where_nobody_is_named_there_is_no_column_for_people(run: Run, tmp_path: Path) -> None:
    assert run("schedule", "2027", "-o", "x.docx").status == 0
    head, first, *_ = table(tmp_path / "x.docx")
    assert head[2:4] == ["Cơ quan, đơn vị", "Ngày đầu"]
    assert first[3:] == ["04/01*", "29/01*", "20*", "29/12/2026", "29/01*"]
    assert "dấu * là dự kiến" in "\n".join(paragraphs(tmp_path / "x.docx"))


def test_it_stands_across_with_people_and_its_head_is_repeated(run: Run, tmp_path: Path) -> None:
    for name, config in (("across", EXAMPLE), ("upright", CONFIG)):
        assert run("schedule", "2024", "-o", f"{name}.docx", "--config", config).status == 0
        document = Document(str(tmp_path / f"{name}.docx"))
        section = document.sections[0]
        width, height = section.page_width, section.page_height
        assert width
        assert height
        assert (width > height) == (name == "across")
        heads = document.element.body.iter(qn("w:tblHeader"))
        assert len(list(heads)) == 1


@pytest.mark.parametrize("ending", ["docx", "txt", "md", "html"])
def test_an_annex_says_to_what_it_belongs_and_is_not_signed(
    run: Run, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"x.{ending}"
    done = run("schedule", "2026", "-o", file, *ANNEX)
    assert (done.status, done.stderr) == (0, "")  # it leaves nothing blank
    said = "\n".join(paragraphs(file)) if ending == "docx" else file.read_text("utf-8")
    said = said.replace("\\", "")
    # Nghị định 30/2020/NĐ-CP, Phụ lục I, phần III.2: «Phụ lục», its name, to what it belongs.
    place = 0
    for part in (
        *("Phụ lục", "LỊCH LÀM VIỆC LUÂN PHIÊN", "Năm 2026"),
        "(Kèm theo văn bản số 12/QĐ-MAU ngày 05 tháng 01 năm 2026 của Trung tâm Phục vụ",
        "01/2026",
    ):
        place = said.index(part, place)
    for part in ("CỘNG HÒA", "Căn cứ", "Nơi nhận", "GIÁM ĐỐC", "Số: "):
        assert part not in said


def test_an_annex_to_what_has_no_number_yet_leaves_room(run: Run, tmp_path: Path) -> None:
    assert run("schedule", "2026", "-o", "x.txt", "--annex").status == 0
    text = (tmp_path / "x.txt").read_text("utf-8")
    assert "(Kèm theo văn bản số ……/…… ngày …… tháng …… năm …… của Trung tâm" in text


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--annex",), "bảng in ra không đi với --annex"),
        (("--number", "7"), "bảng in ra không đi với --number"),
        (("-o", "x.xlsx", "--annex"), "x.xlsx không đi với --annex"),
        (("-o", "x.csv", "--signer", "Trần Thị B"), "x.csv không đi với --signer"),
        (("-o", "x.docx", "--annex", "--signer", "Trần Thị B"), "--annex không đi với --signer"),
        (("-o", "x.docx", "--format", "csv"), "-o không đi với --format"),
        (("-o", "x.doc"), "cần tệp .docx, .pdf, .txt, .md, .html, .xlsx, .csv, .json"),
        (("--open",), "--open đi với -o"),
        (("-o", "x.docx", "--agency", "sngv"), "không có phiên trực nào như vậy để ghi"),
    ],
)
def test_what_would_be_ignored_is_wrong_use(
    run: Run, tmp_path: Path, args: tuple[str, ...], message: str
) -> None:
    done = run("schedule", "2024", *args, "--config", EXAMPLE)
    assert (done.status, done.stdout) == (2, "")
    assert message in " ".join(done.stderr.split())
    assert not list(tmp_path.glob("x.*"))


def test_of_one_agency_or_person_it_says_whose_it_is(run: Run, tmp_path: Path) -> None:
    day = ("--config", EXAMPLE)
    done = run("schedule", "2024", "--agency", "stc", "-o", tmp_path, *day)
    assert done.stdout == f"Đã ghi {tmp_path / 'lich-luan-phien-2024-stc.docx'}\n"
    said = paragraphs(tmp_path / "lich-luan-phien-2024-stc.docx")
    assert "Năm 2024 của Sở Tài chính" in said
    assert "- Sở Tài chính;" in said
    assert [row[1] for row in table(tmp_path / "lich-luan-phien-2024-stc.docx")[1:]] == [
        *("02/2024", "08/2024"),
    ]
    text = run("schedule", "2024", "--person", "Vũ Thị M", *day).stdout
    assert text.startswith("Lịch luân phiên năm 2024 của Vũ Thị M\n")
    both = run("schedule", "2024-01..2024-03", "--agency", "stc", "--person", "le-van-i", *day)
    assert both.stdout == "Không có phiên trực nào.\n"


def test_a_workbook_holds_days_and_numbers(run: Run, tmp_path: Path) -> None:
    assert run("schedule", "2024", "-o", "x.xlsx", "--config", EXAMPLE).status == 0
    book = load_workbook(tmp_path / "x.xlsx")
    plan, special = book.worksheets
    head, first = ([cell.value for cell in row] for row in plan.iter_rows(max_row=2))
    january = dict(zip(head, first, strict=True))
    assert january["Ngày đầu"] == datetime(2024, 1, 2)  # noqa: DTZ001
    assert january["Hạn thông báo"] == datetime(2023, 12, 27)  # noqa: DTZ001
    assert january["Số ngày làm việc"] == 22
    assert plan.freeze_panes == "A2"
    assert plan.print_title_rows == "$1:$1"
    assert plan.auto_filter.ref == "A1:L13"
    assert special["A2"].value == "01/2024"
    assert special["B2"].value == datetime(2024, 1, 1)  # noqa: DTZ001
    assert plan.oddHeader
    assert "năm 2024" in str(plan.oddHeader.center.text)


def test_the_data_are_those_of_the_terminal(run: Run, tmp_path: Path) -> None:
    for ending in ("csv", "json"):
        assert run("schedule", "2024", "-o", f"x.{ending}").status == 0
        printed = run("schedule", "2024", "--format", ending).stdout
        assert (tmp_path / f"x.{ending}").read_bytes().decode() == printed
    rows = list(csv.reader(StringIO((tmp_path / "x.csv").read_text("utf-8-sig"))))
    assert len(rows) == 13


def test_only_a_file_costs_its_library(tmp_path: Path) -> None:
    for args, needed in (
        ((), set()),
        (("-o", "x.xlsx"), {"xlsxwriter"}),
        (("-o", "x.docx"), {"docx", "jinja2"}),
    ):
        modules = modules_of(tmp_path, "schedule", "2024", "--config", str(CONFIG), *args)
        assert modules & {"docx", "jinja2", "xlsxwriter", "openpyxl", "docxtpl"} == needed


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What LibreOffice makes of plans of 12 and 24 shifts, of 30 agencies, with long names."""
    folder = tmp_path_factory.mktemp("plans")
    for config in (CONFIG, EXAMPLE):
        for year in ("2024", "2026", "2027", "2024..2025"):
            file = folder / f"{config.name}-{year}.docx"
            assert in_process("schedule", year, "-o", file, "--config", config).status == 0
    file = folder / "annex.docx"
    assert in_process("schedule", "2026", "-o", file, *ANNEX, "--config", CONFIG).status == 0
    (folder / "agencies.yaml").write_text(_of_thirty(), "utf-8")
    (folder / "holidays_vn.yaml").write_bytes((CONFIG / "holidays_vn.yaml").read_bytes())
    file = folder / "thirty.docx"
    assert in_process("schedule", "2024-01..2026-06", "-o", file, "--config", folder).status == 0
    office("pdf", *folder.glob("*.docx"))
    return folder


def _of_thirty() -> str:
    ids = [f"cq-{number:02}" for number in range(1, 31)]
    agencies = "".join(f"  - {{id: {id}, name: '{LONG} số {id}'}}\n" for id in ids)
    return (
        "centre:\n  name: Trung tâm Mẫu\n"
        "  office_hours: {opens: '07:30', closes: '17:00'}\n"
        f"agencies:\n{agencies}"
        f"rotations:\n  - {{effective: 2024-01-01, order: [{', '.join(ids)}]}}\n"
        "people:\n  - {id: a, name: Nguyễn Thị Hoàng Ngọc Phương Thảo}\n"
        "  - {id: b, name: Trần Thị B}\n"
        "rosters:\n  - effective: 2024-01-01\n"
        "    staff: [{agency: cq-01, official: [a], reserve: [b]}]\n"
    )


@needs_office
@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        *((f"{config}-{year}", 1, 1) for config in ("config", "example") for year in (2024, 2026)),
        *((f"{config}-2027", 1, 1) for config in ("config", "example")),
        *((f"{config}-2024..2025", 2, 2) for config in ("config", "example")),
        ("annex", 1, 1),
        ("thirty", 2, 3),
    ],
)
def test_twelve_shifts_are_one_page_and_more_repeat_the_head(
    printed: Path, name: str, least: int, most: int
) -> None:
    shown = pages(printed / f"{name}.pdf")
    assert least <= len(shown) <= most
    head, *rows = table(printed / f"{name}.docx")
    together = "".join(shown)
    for row in rows:
        for word in " ".join(row).split():
            assert word in together
    with_rows = [page for page in shown if any(letters(row[1]) in page for row in rows)]
    for page in with_rows:
        assert letters(head[2]) in page
    if name != "annex":
        assert "Nơinhận:" in shown[-1]
        assert "./." in shown[-1]


def test_own_wording_of_the_plan(run: Run, example: Callable[..., Path]) -> None:
    folder = example()
    (folder / "templates").mkdir()
    wording = "{% for row in shifts %}\n{{ row.agency }}: {{ row.officers }}.\n{% endfor %}\n"
    (folder / "templates/schedule.body.txt").write_text(wording, "utf-8")
    assert run("schedule", "2024-03", "-o", "x.txt", "--config", folder).status == 0
    assert "Sở Giáo dục và Đào tạo: Phạm Thị K (11–15/03 Vũ Thị M)." in Path("x.txt").read_text(
        "utf-8"
    )
