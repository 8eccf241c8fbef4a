"""The yearly list from November to the signed decision, as the clerk and the agencies make it.

The form is filled in with openpyxl, and once more saved by LibreOffice. Sở Tài chính's turns in
2025 are February and November, as the example's orders have it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.helpers.command_line import Called, in_process
from tests.helpers.office import needs_office, office, paragraphs

HEADS = 4
"""The row of headings in the form."""
FIELDS = dict(
    zip(("agency", "name", "title", "phone", "email", "role", "order"), "ABCDEFG", strict=True)
)


class Desk(NamedTuple):
    """A copy of the example, a register, and the folder of the forms."""

    folder: Path
    state: Path
    forms: Path

    def __call__(self, *args: object, today: str) -> Called:
        where = (f"--config={self.folder}", f"--state={self.state}", f"--today={today}")
        done = in_process(*args, *where)
        assert "Traceback" not in done.stderr
        return done

    @property
    def text(self) -> bytes:
        return (self.folder / "agencies.yaml").read_bytes()

    def form(self, agency: str) -> Path:
        return self.forms / f"danh-sach-2025-{agency}.xlsx"


@pytest.fixture
def desk(example: Callable[..., Path], tmp_path: Path) -> Desk:
    desk = Desk(example(), tmp_path / "register.sqlite", tmp_path / "forms")
    asked = desk("roster", "request", "--year=2025", "-o", desk.forms, today="2024-11-04")
    assert asked.status == 0
    return desk


def fill(file: Path, change: Callable[[Any], None]) -> None:
    """What an agency does to its form."""
    book = load_workbook(file)
    change(book["Danh sách"])
    book.save(file)


def row_of(sheet: Any, name: str | None) -> int:
    """The row of that person; of nobody, the first that is empty."""
    return int(
        next(row[1].row for row in sheet.iter_rows(min_row=HEADS + 1) if row[1].value == name)
    )


def add(sheet: Any, agency: str, name: str, role: str, order: int, **more: str) -> None:
    row = row_of(sheet, None)
    given = {"agency": agency, "name": name, "role": role, "order": order, **more}
    for field, value in given.items():
        sheet[f"{FIELDS[field]}{row}"] = value


def answered(desk: Desk) -> list[Path]:
    """Three have answered: one with others, one with a new telephone, one for the first time."""

    def finance(sheet: Any) -> None:
        gone = row_of(sheet, "Trần Thị H")
        for cell in sheet[gone]:
            cell.value = None
        add(sheet, "Sở Tài chính", "Đỗ Thị Mới", "Chính thức", 2, phone="0000 000 002")

    def trade(sheet: Any) -> None:
        sheet[f"{FIELDS['phone']}{row_of(sheet, 'Nguyễn Văn N')}"] = "0000 000 003"

    def merged(sheet: Any) -> None:
        add(sheet, "Sở Hợp nhất (ví dụ)", "Bùi Văn Thử", "Chính thức", 1)

    for agency, change in (("stc", finance), ("sct", trade), ("shn", merged)):
        fill(desk.form(agency), change)
    return [desk.form(agency) for agency in ("stc", "sct", "shn")]


def test_from_the_form_to_the_signed_decision(desk: Desk) -> None:
    read = ("roster", "read", "--effective=2025-01-01", "--yes", "--by=Nguyễn Văn A")
    first = desk(*read, *answered(desk), today="2024-11-18")
    assert first.status == 0
    assert "còn thiếu nhân sự chính thức của Sở VHTTDL, Ban QL các KCN, Sở GDĐT." in first.stdout
    assert "Nguyễn Văn N (nguyen-van-n): 0000 000 003 (đang ghi 0000 000 000)" in first.stdout
    others = [desk.form(agency) for agency in ("svhttdl", "bqlkcn", "sgddt", "sngv")]
    last = desk(*read, *others, today="2024-11-25")
    assert (last.status, "còn thiếu" in last.stdout) == (0, False)

    shifts = desk("schedule", "2025", "--format=csv", today="2024-12-02").stdout
    february, november = (
        next(line for line in shifts.splitlines() if line.startswith(month))
        for month in ("2025,2,", "2025,11,")
    )
    assert "Nguyễn Văn G" in february  # the first of two, whose second has the second turn
    assert "Đỗ Thị Mới" in november
    assert "chưa cử" not in shifts

    out = desk.forms / "trinh.docx"
    assert desk("roster", "submit", "--year=2025", "-o", out, today="2024-12-02").status == 0
    for file in (out, out.with_stem("trinh-quyet-dinh")):
        said = "\n".join(paragraphs(file))
        assert {"Đỗ Thị Mới", "Bùi Văn Thử", "0000 000 003"} <= set(said.splitlines())
        assert "Trần Thị H" not in said

    unapproved = "chưa ghi quyết định phê duyệt"
    assert unapproved in desk("check", today="2024-12-02").stdout
    decided = ("roster", "approve", "--year=2025", "--basis=Quyết định mẫu 2025", "--yes")
    assert desk(*decided, "--by=Nguyễn Văn A", today="2024-12-20").status == 0
    assert unapproved not in desk("check", today="2024-12-20").stdout
    notice = desk("notify", "--shift=2025-02", today="2025-01-15").stdout
    assert "Căn cứ Quyết định mẫu 2025" in notice
    assert "Nguyễn Văn G" in notice
    assert desk("history", today="2025-01-15").status in (0, 2)


@needs_office
def test_a_form_that_libreoffice_has_saved(desk: Desk, tmp_path: Path) -> None:
    file, *_ = answered(desk)
    saved = tmp_path / "saved"
    saved.mkdir()
    (saved / "form.xlsx").write_bytes(file.read_bytes())
    office("ods", saved / "form.xlsx")
    (saved / "form.xlsx").unlink()
    office("xlsx", saved / "form.ods")
    one, other = (
        desk("roster", "read", form, "--effective=2025-01-01", "--dry-run", today="2024-11-18")
        for form in (file, saved / "form.xlsx")
    )
    assert one.status == other.status == 0
    assert one.stdout == other.stdout
    assert "Đỗ Thị Mới" in one.stdout


FAULTS = {
    "agency": ("Sở Lạ", None, "=A5", True),
    "name": (None, "2026", "=B5"),
    "title": ("=C5", "x" * 301),
    "phone": ("12", "gọi sau", "=D5"),
    "email": ("a@b", "không có", "=E5"),
    "role": ("chính", None, "=F5"),
    "order": (0, "đầu", 1.5, -1, "=G5"),
}
"""What can be wrong in each column."""
CELLS = st.tuples(st.sampled_from(sorted(FAULTS)), st.integers(HEADS + 1, HEADS + 3)).flatmap(
    lambda cell: st.tuples(st.just(cell), st.sampled_from(FAULTS[cell[0]]))
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    wrong=st.dictionaries(CELLS.map(lambda pair: pair[0]), st.none(), min_size=1), data=st.data()
)
def test_whatever_is_wrong_is_named_and_nothing_is_written(
    desk: Desk, wrong: dict[tuple[str, int], None], data: st.DataObject
) -> None:
    file = desk.forms / "wrong.xlsx"
    file.write_bytes(desk.form("stc").read_bytes())
    cells = {
        f"{FIELDS[field]}{row}": data.draw(st.sampled_from(FAULTS[field])) for field, row in wrong
    }

    def spoil(sheet: Any) -> None:
        for place, value in cells.items():
            sheet[place] = value

    fill(file, spoil)
    before = desk.text
    done = desk("roster", "read", file, "--effective=2025-01-01", "--yes", today="2024-11-18")
    assert done.status == 2
    for place in cells:
        assert f", ô {place}: " in done.stderr, place
    assert desk.text == before
    assert not desk.state.exists()
