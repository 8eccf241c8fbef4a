"""`luanphien roster`: asked for, read, submitted, approved.

The example's list holds until 31 December 2024. In 2025 the order of December 2023 goes on to June
and that of July follows, so that six agencies have turns before Sở Hợp nhất has its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from luanphien.config import load
from luanphien.core.period import Period
from luanphien.documents import start
from tests.helpers.command_line import Called, in_process
from tests.helpers.office import letters, needs_office, office, pages, paragraphs

NOVEMBER, DECEMBER = "2024-11-04", "2024-12-02"


class Desk(NamedTuple):
    """A copy of the example, a register, and a folder for what is written."""

    folder: Path
    state: Path
    out: Path

    def __call__(self, *args: object, today: str = DECEMBER, **env: str) -> Called:
        where = (f"--config={self.folder}", f"--state={self.state}", f"--today={today}")
        done = in_process("roster", *args, *where, **env)
        assert "Traceback" not in done.stderr
        return done

    def read(self, *args: object) -> Called:
        return self("read", *args, "--effective=2025-01-01", "--yes", "--by=Nguyễn Văn A")

    def forms(self) -> Path:
        assert self("request", "--year=2025", "-o", self.out, today=NOVEMBER).status == 0
        return self.out

    def staff(self) -> dict[str, tuple[str, ...]]:
        listed = load(self.folder).decisions.rosters[-1].staff
        return {staff.agency: staff.official for staff in listed}


@pytest.fixture
def desk(example: Callable[..., Path], tmp_path: Path) -> Desk:
    return Desk(example(), tmp_path / "register.sqlite", tmp_path / "out")


def test_agencies_answer_one_after_the_other(desk: Desk) -> None:
    forms = desk.forms()
    first = desk.read(forms / "danh-sach-2025-stc.xlsx", forms / "danh-sach-2025-sct.xlsx")
    assert first.status == 0
    assert (
        "Danh sách năm 2025 còn thiếu nhân sự chính thức của Sở VHTTDL, Ban QL các KCN, Sở GDĐT, "
        "Sở Hợp nhất.\n"
        "Trình phê duyệt: luanphien roster submit --year 2025 -o THƯ_MỤC\n"
    ) in first.stdout
    assert desk.read(forms / "danh-sach-2025-bqlkcn.xlsx").status == 0
    assert desk.staff() == {
        "stc": ("nguyen-van-g", "tran-thi-h"),
        "sct": ("nguyen-van-n", "tran-thi-o"),
        "bqlkcn": ("pham-thi-q", "hoang-van-r"),
    }
    again = desk.read(forms / "danh-sach-2025-bqlkcn.xlsx")
    assert (again.status, "không có gì để đổi" in again.stderr) == (2, True)


def test_an_agency_that_sends_another_list_has_that(desk: Desk) -> None:
    forms = desk.forms()
    file = forms / "danh-sach-2025-stc.xlsx"
    assert desk.read(file, forms / "danh-sach-2025-sct.xlsx").status == 0
    book = load_workbook(file)
    sheet = book["Danh sách"]
    (row,) = (row for row in sheet.iter_rows() if row[1].value == "Nguyễn Văn G")
    row[6].value = 3
    book.save(file)
    assert desk.read(file).status == 0
    assert desk.staff() == {
        "sct": ("nguyen-van-n", "tran-thi-o"),
        "stc": ("tran-thi-h", "nguyen-van-g"),
    }


def one_of(desk: Desk, *rows: str) -> Path:
    """A table of people, each with agency, role and name."""
    table = desk.folder.parent / "table.csv"
    table.write_text("\n".join(["Cơ quan,Nhân sự,Họ và tên", *rows, ""]), "utf-8")
    return table


def test_an_agency_that_sends_other_people_in_the_middle_of_the_year(desk: Desk) -> None:
    # August is the second shift of Sở Tài chính by the list of December 2023, and Trần Thị H's.
    table = one_of(desk, "Sở Tài chính,chính thức,Lê Văn I", "Sở Tài chính,dự phòng,Trần Thị H")
    read = ("read", table, "--effective=2024-07-01", "--basis=Quyết định mẫu 2", "--yes")
    june = {"today": "2024-06-03"}
    alone = desk(*read, "--dry-run", **june)
    assert alone.stderr == (
        "cảnh báo: từ ngày 2024-07-01 không còn người của Sở VHTTDL, Sở TTTT, Sở GDĐT, Sở Công "
        "thương, Ban QL các KCN, Sở Ngoại vụ: tệp không có; để họ trực tiếp theo danh sách trước "
        "thì thêm --others-stay\n"
    )
    before = list(load(desk.folder).rota.shifts(Period(date(2024, 1, 1), date(2024, 12, 31))))
    served = {shift.id: load(desk.folder).rota.stints(shift) for shift in before}

    done = desk(*read, "--others-stay", **june)
    assert (done.status, done.stderr) == (0, "")
    after = load(desk.folder)
    decided = after.decisions.rosters[-1]
    assert (decided.expires, decided.basis) == (
        date(2024, 12, 31),
        "Quyết định mẫu; Quyết định mẫu 2",
    )
    moved = [shift.id for shift in before if after.rota.stints(shift) != served[shift.id]]
    assert moved == ["2024-08"]
    history = in_process("history", f"--state={desk.state}", f"--config={desk.folder}")
    assert "--others-stay" in history.stdout


@pytest.mark.parametrize(
    ("effective", "warned"), [("2024-11-01", True), ("2024-07-15", True), ("2025-01-01", False)]
)
def test_who_has_nobody_any_more_is_told_but_for_a_new_year(
    desk: Desk, effective: str, warned: bool
) -> None:
    # The list before goes on without an end: only a year's first day is where each sends its own.
    file = desk.folder / "agencies.yaml"
    file.write_text(file.read_text("utf-8").replace("    expires: 2024-12-31\n", ""), "utf-8")
    table = one_of(desk, "Sở Tài chính,chính thức,Lê Văn I")
    done = desk("read", table, f"--effective={effective}", "--dry-run", today="2024-06-03")
    assert (done.status, "không còn người của Sở VHTTDL, Sở TTTT" in done.stderr) == (0, warned)


def test_where_the_others_can_not_stay(desk: Desk) -> None:
    stc = "Sở Tài chính,chính thức,Lê Văn I"
    read = ("read", one_of(desk, stc), "--others-stay", "--yes")
    undecided = desk(*read, "--effective=2024-07-01", today="2024-06-03")
    assert (undecided.status, "--others-stay cần --basis" in undecided.stderr) == (2, True)
    decided = (*read, "--basis=Quyết định mẫu 2")
    none = desk(*decided, "--effective=2025-02-01")
    assert none.status == 2
    assert "ngày 2025-02-01 không có danh sách nào đang có hiệu lực" in none.stderr
    one_of(desk, stc, "Sở Tài chính,dự phòng,Phạm Thị K")
    moved = desk(*decided, "--effective=2024-07-01", today="2024-06-03")
    assert moved.status == 2
    assert "Phạm Thị K còn trong danh sách của Sở GDĐT; hãy đọc cả tệp mới" in moved.stderr
    # And a list before one that is there already is for the hand to write.
    assert desk.read(one_of(desk, stc), "--basis=Quyết định mẫu 3").status == 0
    early = desk(*decided, "--effective=2024-12-31")
    assert early.status == 2
    assert "đã có danh sách từ 2025-01-01, lệnh không thêm được" in early.stderr


def test_others_stay_by_either_command_and_a_second_agency_follows(desk: Desk) -> None:
    day = ("--effective=2024-11-01", "--others-stay", "--yes")
    table = one_of(desk, "Sở Tài chính,chính thức,Lê Văn I")
    where = (f"--config={desk.folder}", f"--state={desk.state}", "--today=2024-06-03")
    first = in_process("change", "roster", table, *day, "--basis=QĐ 2", *where)
    assert first.status == 0
    one_of(desk, "Sở GDĐT,chính thức,Vũ Thị M", "Sở GDĐT,dự phòng,Phạm Thị K")
    second = desk("read", table, *day, "--basis=QĐ 3", today="2024-06-04")
    assert second.status == 0
    # For the rest of 2024: nothing is to be submitted for 2025.
    assert "2025" not in second.stdout.split("Đã ghi")[1]
    decided = load(desk.folder).decisions.rosters[-1]
    assert (decided.basis, decided.expires) == ("Quyết định mẫu; QĐ 2; QĐ 3", date(2024, 12, 31))
    assert len(decided.staff) == 7
    assert desk.staff()["stc"] == ("le-van-i",)
    assert desk.staff()["sgddt"] == ("vu-thi-m",)


def test_what_is_approved_is_changed_by_a_decision_only(desk: Desk) -> None:
    forms = desk.forms()
    assert desk.read(forms / "danh-sach-2025-stc.xlsx").status == 0
    approved = ("approve", "--year=2025", "--yes", "--by=Nguyễn Văn A")
    first = desk(*approved, "--basis=Quyết định mẫu 1")
    assert first.status == 0
    # The six that have turns in 2025 but for Sở Tài chính, in the order of these.
    assert first.stderr == (
        "cảnh báo: danh sách năm 2025 còn thiếu nhân sự chính thức của Sở VHTTDL, Sở Công thương, "
        "Ban QL các KCN, Sở GDĐT, Sở Hợp nhất; cơ quan gửi sau khi phê duyệt phải có quyết định "
        "bổ sung\n"
    )
    assert load(desk.folder).decisions.rosters[-1].basis == "Quyết định mẫu 1"
    assert desk(*approved, "--basis=Quyết định mẫu 1").status == 2
    other = desk(*approved, "--basis=Quyết định mẫu 2")
    assert "đã có căn cứ: Quyết định mẫu 1" in other.stderr
    before = (desk.folder / "agencies.yaml").read_bytes()
    late = desk.read(forms / "danh-sach-2025-sct.xlsx")
    assert late.status == 2
    assert (
        "(Quyết định mẫu 1) khi chưa đọc tệp của Sở Công thương. Quyết định ấy đã có người của cơ "
        'quan gửi muộn thì ghi thêm --basis "Quyết định mẫu 1"; có quyết định bổ sung thì ghi cả '
        'hai, --basis "Quyết định mẫu 1; QUYẾT_ĐỊNH_BỔ_SUNG"; chưa có thì cử người'
    ) in late.stderr
    assert (desk.folder / "agencies.yaml").read_bytes() == before
    both = "Quyết định mẫu 1; Quyết định mẫu 2"
    in_it = desk.read(forms / "danh-sach-2025-sgddt.xlsx", "--basis=Quyết định mẫu 1")
    assert in_it.status == 0
    assert desk.read(forms / "danh-sach-2025-sct.xlsx", f"--basis={both}").status == 0
    assert load(desk.folder).decisions.rosters[-1].basis == both
    assert set(desk.staff()) == {"stc", "sct", "sgddt"}


def test_other_people_of_an_approved_list_need_a_decision(desk: Desk) -> None:
    file = desk.forms() / "danh-sach-2025-stc.xlsx"
    assert desk.read(file, "--basis=Quyết định mẫu 1").status == 0
    book = load_workbook(file)
    (row,) = (row for row in book["Danh sách"].iter_rows() if row[1].value == "Nguyễn Văn G")
    row[6].value = 3
    book.save(file)
    done = desk.read(file)
    assert done.status == 2
    assert "đã được phê duyệt (Quyết định mẫu 1); có quyết định sửa thì ghi --basis" in done.stderr
    assert desk.read(file, "--basis=Quyết định mẫu 2").status == 0
    assert load(desk.folder).decisions.rosters[-1].basis == "Quyết định mẫu 2"


def test_a_year_without_a_list_can_be_neither_submitted_nor_approved(desk: Desk) -> None:
    done = desk("submit", "--year=2025", "-o", desk.out / "x.docx")
    assert done.status == 1
    assert "chưa có danh sách năm 2025; hãy đọc các tệp cơ quan gửi về: luanphien roster read" in (
        done.stderr
    )
    assert not desk.out.exists()
    approved = desk("approve", "--year=2025", "--basis=Quyết định mẫu", "--yes")
    assert (approved.status, approved.stderr) == (1, done.stderr)


def test_check_says_that_a_list_is_not_approved(desk: Desk) -> None:
    forms = desk.forms()
    assert desk.read(forms / "danh-sach-2025-stc.xlsx").status == 0
    check = ("check", f"--config={desk.folder}", f"--state={desk.state}", f"--today={DECEMBER}")
    unapproved = "danh sách từ 2025-01-01 chưa ghi quyết định phê duyệt (khoản 5 Điều 3)"
    assert unapproved in in_process(*check).stdout
    assert desk("approve", "--year=2025", "--basis=Quyết định mẫu", "--yes").status == 0
    assert unapproved not in in_process(*check).stdout


# ------------------------------------------------------------------ the submission and the decision


def text(desk: Desk, *args: object) -> tuple[str, str]:
    desk.out.mkdir(exist_ok=True)
    done = desk("submit", *args, "-o", desk.out / "x.txt")
    assert done.status == 0
    return (
        (desk.out / "x.txt").read_text("utf-8"),
        (desk.out / "x-quyet-dinh.txt").read_text("utf-8"),
    )


def test_the_submission_counts_the_people_by_agency(desk: Desk) -> None:
    submission, _ = text(desk, "--year=2024", "--number=7", "--date=2023-11-15")
    # The example's list of 2024: seven agencies, each with two official and one reserve, but the
    # one on call with one and one: 6 · 2 + 1 = 13 official, 7 reserve.
    for part in (
        "ỦY BAN NHÂN DÂN TỈNH MẪU\nTRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG TỈNH MẪU\n",
        "Số: 07/TTr-TTMAU\nTỉnh Mẫu, ngày 15 tháng 11 năm 2023\n",
        "TỜ TRÌNH\nVề việc phê duyệt danh sách nhân sự làm việc luân phiên năm 2024\n",
        "Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh Mẫu\n",
        "20 người của 07 cơ quan, đơn vị, gồm 13 nhân sự chính thức và 07 nhân sự dự phòng.",
        "- Sở Tài chính: Chính thức 2; Dự phòng 1; Cộng 3\n",
        "- Sở Ngoại vụ: Chính thức 1; Dự phòng 1; Cộng 2\n",
        "- Cộng: Chính thức 13; Dự phòng 7; Cộng 20\n",
        "từ ngày 01/12/2023 đến hết ngày 31/12/2024",
        "GIÁM ĐỐC\n\n\n\nNguyễn Văn A\n",
        "- Như trên;\n- Lưu: VT, HCTH.\n",
        "Phụ lục\n\nDANH SÁCH NHÂN SỰ LÀM VIỆC LUÂN PHIÊN NĂM 2024\n\n(Kèm theo Tờ trình số "
        "07/TTr-TTMAU ngày 15 tháng 11 năm 2023 của Trung tâm Phục vụ hành chính công tỉnh Mẫu)\n",
        "- 20: Họ và tên Trần Thị U; Chức vụ Chuyên viên; Cơ quan, đơn vị Sở Ngoại vụ; Điện thoại "
        "0000 000 000; Nhân sự Dự phòng\n",
    ):
        assert part in submission
    assert "Chưa cử nhân sự chính thức" not in submission
    assert "@so-mau.example" not in submission


def test_the_decision_is_the_committees(desk: Desk) -> None:
    _, decision = text(desk, "--year=2024", "--number=7", "--date=2023-11-15")
    assert decision.startswith("ỦY BAN NHÂN DÂN TỈNH MẪU\n\nCỘNG HÒA")
    for part in (
        "Số: ……/QĐ-UBND\nTỉnh Mẫu, ngày …… tháng …… năm ……\n",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH MẪU\n\nCăn cứ Luật",
        "tại Tờ trình số 07/TTr-TTMAU ngày 15 tháng 11 năm 2023.\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Phê ",
        "gồm 13 nhân sự chính thức và 07 nhân sự dự phòng của 07 cơ quan, đơn vị",
        "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký.\n",
        "\nCHỦ TỊCH\n",
        "- Như Điều 3;\n- Lưu: VT, TTMAU.\n",
        "(Kèm theo Quyết định số ……/QĐ-UBND ngày …… tháng …… năm …… của Chủ tịch Ủy ban nhân dân "
        "tỉnh Mẫu)",
    ):
        assert part in decision
    before_annex, _ = decision.split("Phụ lục\n", 1)
    assert "Nguyễn Văn A" not in before_annex  # who signs for the Centre signs nothing here


@pytest.mark.parametrize(
    ("superior", "committee"),
    [
        ("Ủy ban nhân dân tỉnh Mẫu", "Ủy ban nhân dân tỉnh Mẫu"),
        ("Uỷ ban nhân dân tỉnh Mẫu", "Ủy ban nhân dân tỉnh Mẫu"),
        ("Văn phòng UBND tỉnh Mẫu", "Ủy ban nhân dân tỉnh Mẫu"),
        ("Văn phòng Ủy ban nhân dân tỉnh Mẫu", "Ủy ban nhân dân tỉnh Mẫu"),
        ("Sở Mẫu", "Ủy ban nhân dân ……"),
        ("", "Ủy ban nhân dân ……"),
    ],
)
def test_whose_committee_it_is(
    example: Callable[..., Path], desk: Desk, superior: str, committee: str
) -> None:
    example(("superior: Ủy ban nhân dân tỉnh Mẫu", f"superior: {superior}"))
    submission, decision = text(desk, "--year=2024")
    assert f"Kính gửi: Chủ tịch {committee}\n" in submission
    assert decision.startswith(f"{committee.upper()}\n")


def test_an_agency_without_people_is_named(desk: Desk) -> None:
    forms = desk.forms()
    assert desk.read(forms / "danh-sach-2025-stc.xlsx").status == 0
    desk.out.mkdir(exist_ok=True)
    done = desk("submit", "--year=2025", "-o", desk.out / "x.txt")
    lacking = (
        "cảnh báo: danh sách năm 2025 còn thiếu nhân sự chính thức của Sở VHTTDL, Sở Công thương, "
        "Ban QL các KCN, Sở GDĐT, Sở Hợp nhất"
    )
    assert f"{lacking}\n" in done.stderr
    assert "Khi quyết định đã ký: luanphien roster approve --year 2025 --basis" in done.stdout
    said = (desk.out / "x.txt").read_text("utf-8")
    assert "- Sở Công thương: Chính thức 0; Dự phòng 0; Cộng 0\n" in said
    assert "Chưa cử nhân sự chính thức: Sở Văn hóa, Thể thao và Du lịch; Sở Công thương; " in said
    assert "của 01 cơ quan, đơn vị, gồm 02 nhân sự chính thức và 01 nhân sự dự phòng" in said


def test_both_go_into_a_folder_and_into_the_file_and_beside_it(desk: Desk) -> None:
    desk.out.mkdir()
    assert desk("submit", "--year=2024", "-o", desk.out).status == 0
    assert desk("submit", "--year=2024", "-o", desk.out / "a.md").status == 0
    assert {file.name for file in desk.out.iterdir()} == {
        *("to-trinh-danh-sach-2024.docx", "to-trinh-danh-sach-2024-quyet-dinh.docx"),
        *("a.md", "a-quyet-dinh.md"),
    }
    assert desk("submit", "--year=2024", "-o", desk.out / "a.xlsx").status == 2


def folder(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.iterdir() if file.is_file()}


@pytest.mark.parametrize("there", [None, b"before"])
def test_both_are_written_or_neither(desk: Desk, there: bytes | None) -> None:
    """The decision can't be: there is a folder in its place."""
    (desk.out / "x-quyet-dinh.txt").mkdir(parents=True)
    if there:
        (desk.out / "x.txt").write_bytes(there)
    done = desk("submit", "--year=2024", "-o", desk.out / "x.txt")
    assert done.status == 1
    assert "x-quyet-dinh.txt" in done.stderr
    assert "Đã ghi" not in done.stdout
    assert folder(desk.out) == ({"x.txt": there} if there else {})


def test_what_was_there_before_is_gone(desk: Desk) -> None:
    desk.out.mkdir()
    names = ("x.txt", "x-quyet-dinh.txt")
    for name in names:
        (desk.out / name).write_text("before", "utf-8")
    assert desk("submit", "--year=2024", "-o", desk.out / "x.txt").status == 0
    assert folder(desk.out).keys() == set(names)
    assert all(content != b"before" for content in folder(desk.out).values())


def test_all_letters_and_forms_are_written_or_none(desk: Desk) -> None:
    (desk.out / "cong-van-danh-sach-2025-sct.docx").mkdir(parents=True)
    assert desk("request", "--year=2025", "-o", desk.out, today=NOVEMBER).status == 1
    assert folder(desk.out) == {}


def test_the_word_files_are_laid_out_as_the_decree_asks(desk: Desk) -> None:
    """Nghị định 30/2020: forms 1.4 and 1.2 of Phụ lục III; the annex after Phụ lục I, mục III."""
    desk.out.mkdir()
    assert desk("submit", "--year=2024", "-o", desk.out / "x.docx").status == 0
    for name in ("x.docx", "x-quyet-dinh.docx"):
        document: Any = Document(str(desk.out / name))
        body, annex = document.sections
        assert annex._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert body.different_first_page_header_footer
        assert annex.different_first_page_header_footer
        words = {p.text: p for p in document.paragraphs}
        (word,) = words["Phụ lục"].runs
        assert (word.font.size.pt, word.bold, word.italic) == (14, True, False)
        (title,) = words["DANH SÁCH NHÂN SỰ LÀM VIỆC LUÂN PHIÊN NĂM 2024"].runs
        assert (title.font.size.pt, title.bold) == (14, True)
        (belongs,) = next(p for p in document.paragraphs if p.text.startswith("(Kèm")).runs
        assert (belongs.font.size.pt, belongs.bold, belongs.italic) == (13, False, True)
        table = document.tables[-1]
        assert len(table.rows) == 1 + 20
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    lead, rest = next(p for p in document.paragraphs if p.text.startswith("Điều 1")).runs
    assert (lead.text, lead.bold, rest.bold) == ("Điều 1. ", True, False)
    head, *_ = document.tables
    left = [p.text for p in head.rows[0].cells[0].paragraphs if p.text]
    assert left == ["ỦY BAN NHÂN DÂN", "TỈNH MẪU"]
    assert all(p.runs[0].bold for p in head.rows[0].cells[0].paragraphs if p.text)


def test_word_templates_of_ones_own_say_the_same(desk: Desk) -> None:
    desk.out.mkdir()
    names = ("x.docx", "x-quyet-dinh.docx")
    assert desk("submit", "--year=2024", "-o", desk.out / "x.docx").status == 0
    shipped = [paragraphs(desk.out / name) for name in names]
    (desk.folder / "templates").mkdir()
    for name in ("staff-submission.docx", "staff-decision.docx"):
        (desk.folder / "templates" / name).write_bytes(start.template(name))
    assert desk("submit", "--year=2024", "-o", desk.out / "x.docx").status == 0
    assert [paragraphs(desk.out / name) for name in names] == shipped


@needs_office
def test_each_is_a_page_with_its_annex_on_another(desk: Desk) -> None:
    desk.out.mkdir()
    assert desk("submit", "--year=2024", "-o", desk.out / "x.docx").status == 0
    files = [desk.out / "x.docx", desk.out / "x-quyet-dinh.docx"]
    office("pdf", *files)
    for file in files:
        first, second = pages(file.with_suffix(".pdf"))
        said = letters("".join(paragraphs(file)))
        assert second.startswith(letters("Phụ lục DANH SÁCH NHÂN SỰ"))
        assert sorted(first + second) == sorted(said)
