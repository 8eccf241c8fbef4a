"""`luanphien change absence --from`: what a file says is shown, asked about, and written once.

April 2024: Sở Công thương serves, Nguyễn Văn N its officer and Lê Văn P the reserve; Phạm Thị K of
Sở GDĐT served in March.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook

from luanphien.config import load
from tests.helpers.command_line import Called, in_process, modules_of

ROWS = (
    ("Nguyễn Văn N", date(2024, 4, 8), date(2024, 4, 10), "Nghỉ ốm"),
    ("Lê Văn P", date(2024, 4, 10), None, None),
    ("Phạm Thị K", date(2024, 4, 8), date(2024, 4, 9), "Nghỉ phép"),
)


class Desk(NamedTuple):
    """A copy of the example and a register."""

    folder: Path
    state: Path
    files: Path

    def __call__(self, *args: object, today: str = "2024-04-01") -> Called:
        where = (f"--config={self.folder}", f"--state={self.state}", f"--today={today}")
        done = in_process("change", "absence", *args, *where, "--by=Nguyễn Văn A")
        assert "Traceback" not in done.stderr
        return done

    @property
    def text(self) -> str:
        return (self.folder / "agencies.yaml").read_text("utf-8")

    def table(self, *rows: tuple[str | date | None, ...]) -> Path:
        book = Workbook()
        sheet = book.active
        assert sheet
        for row in (("Họ và tên", "Từ ngày", "Đến ngày", "Lý do"), *rows):
            sheet.append(row)
        file = self.files / "nghi.xlsx"
        book.save(file)
        return file


@pytest.fixture
def desk(example: Callable[..., Path], tmp_path: Path) -> Desk:
    return Desk(example(), tmp_path / "register.sqlite", tmp_path)


def test_it_says_into_whose_shift_the_days_fall_and_who_steps_in(desk: Desk) -> None:
    before = desk.text
    done = desk("--from", desk.table(*ROWS), "--dry-run")
    assert done.status == 0
    assert done.stdout.startswith(
        "Nguyễn Văn N vắng 2024-04-08..2024-04-10 (Nghỉ ốm); phiên 2024-04: 08–09/04 Lê Văn P trực "
        "thay, 10/04 không ai trực thay\n"
        "Lê Văn P vắng 2024-04-10; không phải ngày trực\n"
        "Phạm Thị K vắng 2024-04-08..2024-04-09 (Nghỉ phép); không phải ngày trực\n"
    )
    assert "Không ai trực: 10/04, phiên 2024-04." in done.stdout
    assert desk.text == before
    assert not desk.state.exists()


def test_all_of_a_file_is_one_change_and_a_second_time_none(desk: Desk) -> None:
    before, file = desk.text, desk.table(*ROWS)
    assert desk("--from", file, "--yes").status == 0
    assert desk.text != before
    added = load(desk.folder).decisions.absences[-3:]
    assert [(absence.person, absence.days, absence.reason) for absence in added] == [
        ("nguyen-van-n", "2024-04-08..2024-04-10", "Nghỉ ốm"),
        ("le-van-p", "2024-04-10", None),
        ("pham-thi-k", "2024-04-08..2024-04-09", "Nghỉ phép"),
    ]
    after = desk.text
    again = desk("--from", file, "--yes")
    assert (again.status, again.stdout) == (0, f"Mọi ngày vắng trong {file} đã được ghi.\n")
    assert desk.text == after
    history = in_process("history", f"--state={desk.state}").stdout
    assert history.count("luanphien change absence --from") == 1
    where = (f"--config={desk.folder}", f"--state={desk.state}", "--today=2024-04-01")
    assert in_process("change", "undo", "--yes", *where).status == 0
    assert desk.text == before


def test_only_the_days_that_are_new_are_added(desk: Desk) -> None:
    known = desk.table(("Nguyễn Văn N", date(2024, 4, 9), date(2024, 4, 10)))
    assert desk("--from", known, "--yes").status == 0
    longer = desk.table(
        ("Nguyễn Văn N", date(2024, 4, 8), date(2024, 4, 12), "Ốm"),
        ("Nguyễn Văn N", date(2024, 4, 12), date(2024, 4, 15), "Ốm"),
    )
    assert desk("--from", longer, "--yes").status == 0
    assert [absence.days for absence in load(desk.folder).decisions.absences[-4:]] == [
        *("2024-04-09..2024-04-10", "2024-04-08", "2024-04-11..2024-04-12"),
        "2024-04-13..2024-04-15",
    ]


def test_days_that_have_passed_want_to_be_meant(desk: Desk) -> None:
    before, file = desk.text, desk.table(*ROWS)
    late = desk("--from", file, "--yes", today="2024-04-20")
    assert late.status == 2
    assert "hãy thêm --past" in late.stderr
    assert desk.text == before
    assert desk("--from", file, "--yes", "--past", today="2024-04-20").status == 0


@pytest.mark.parametrize("ending", ["csv", "ics"])
def test_a_list_and_a_calendar_say_the_same(desk: Desk, ending: str) -> None:
    file = desk.files / f"nghi.{ending}"
    file.write_text(
        {
            "csv": "Họ tên;Từ ngày;Đến ngày\nNguyễn Văn N;8/4/2024;10/4/2024\n",
            "ics": "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\n"
            "DTSTART;VALUE=DATE:20240408\nDTEND;VALUE=DATE:20240411\n"
            "SUMMARY:Nguyễn Văn N\nEND:VEVENT\nEND:VCALENDAR\n",
        }[ending],
        "utf-8",
    )
    before = desk.text
    assert desk("--from", file, "--yes").status == 0
    line = "  - person: nguyen-van-n\n    days: 2024-04-08..2024-04-10\n"
    assert desk.text.replace(line, "") == before != desk.text


def test_more_than_anybody_looks_through_is_refused(desk: Desk) -> None:
    days = (date(2024, 4, 1) + timedelta(2 * n) for n in range(501))
    file = desk.files / "a.csv"
    file.write_text(
        "Họ và tên,Từ ngày\n" + "".join(f"Nguyễn Văn N,{day}\n" for day in days), "utf-8"
    )
    done = desk("--from", file, "--yes")
    assert (done.status, done.stderr) == (
        2,
        "Lỗi: 501 đợt vắng chưa ghi, quá 500 trong một lần; hãy chia tệp ra\n",
    )


def test_events_of_nobody_are_named_and_many_of_them_counted(desk: Desk) -> None:
    event = "BEGIN:VEVENT\nUID:{0}\nDTSTART;VALUE=DATE:20240408\nSUMMARY:Họp {0}\nEND:VEVENT\n"
    events = "".join(map(event.format, range(8)))
    file = desk.files / "a.ics"
    file.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{events}END:VCALENDAR\n", "utf-8")
    done = desk("--from", file, "--yes")
    assert done.status == 2
    lines = done.stderr.splitlines()
    assert lines[0] == f"{file}:3, sự kiện «Họp 0»: không phải của ai trong agencies.yaml, bỏ qua"
    assert lines[5:] == [
        f"{file}: bỏ qua 3 sự kiện nữa",
        f"Lỗi: {file}: không có đợt vắng nào của người có trong agencies.yaml",
    ]


def test_whatever_is_wrong_nothing_is_written(desk: Desk) -> None:
    before = desk.text
    file = desk.table(*ROWS, ("Đỗ Thị Lạ", "8/4/24", None, None), ("Nguyễn Văn N", "x", None, None))
    done = desk("--from", file, "--yes")
    assert done.status == 2
    assert done.stderr == (
        f"Lỗi: {file}, trang «Sheet», ô A5: không có người tên «Đỗ Thị Lạ» trong agencies.yaml\n"
        f"{file}, trang «Sheet», ô B5: «8/4/24» ghi năm chỉ có hai chữ số; cần ngày/tháng/năm: "
        "9/3/2026\n"
        f"{file}, trang «Sheet», ô B6: «x» không phải một ngày; cần ngày/tháng/năm: 9/3/2026\n"
    )
    assert desk.text == before
    assert not desk.state.exists()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--from=a.ics", "--person=nguyen-van-n"), "--from không đi với --person"),
        (("--from=a.doc",), "cần tệp .ics, .xlsx, .csv"),
        (("--from=a.xlsx",), "a.xlsx"),
        (("--from=a.ics",), "a.ics"),
        (("--from=.",), "cần tệp"),
    ],
)
def test_what_can_not_be_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(desk.files)
    done = desk(*args, "--yes")
    assert done.status in (1, 2)
    assert message in done.stderr


def test_a_calendar_has_its_size(desk: Desk) -> None:
    file = desk.files / "a.ics"
    file.write_bytes(b" " * (2 * 2**20 + 1))
    assert f"{file}: lớn quá 2 MB" in desk("--from", file, "--yes").stderr


def test_a_calendar_is_read_without_the_library_of_workbooks(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_text("", "utf-8")
    assert "openpyxl" not in modules_of(tmp_path, "change", "absence", "--from", "a.ics")
