"""How evenly days are carried: `report --fairness`, and what `explain` says of the same days."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.helpers.command_line import CONFIG, Run

EXAMPLE = CONFIG / "example"
YEAR = ("report", "2024", "--fairness", "--today", "2024-12-31")


def test_the_shipped_rota_over_one_year(run: Run) -> None:
    # Counted in tests/core/test_fairness.py on the announced days: 251 in 2024.
    shown = run(*YEAR).stdout
    assert "Phân bổ ngày trực năm 2024" in shown
    assert (
        "Sở Tài chính                             2   38      3   0    0    0 -3,8 ███████░"
        in shown
    )
    assert (
        "Bình quân                              2,0 41,8    1,2 0,2  0,0  0,0      ███████░"
        in shown
    )
    assert "Chưa có ai trực thay." in shown
    assert "ít nhất 3 ngày nghỉ liền nhau" in shown
    assert "Số phiên của các cơ quan" not in shown
    assert "dự kiến" not in shown


def test_a_period_that_is_no_whole_cycles_says_so(run: Run) -> None:
    shown = run("report", "2023-12..2024-12", "--fairness", "--today", "2024-12-31").stdout
    assert "Số phiên của các cơ quan, đơn vị khác nhau, 2 đến 3: kỳ không gồm trọn" in shown
    assert "dự kiến" in run("report", "2027", "--fairness", "--today", "2024-12-31").stdout


def test_who_has_stood_in_least(run: Run) -> None:
    # M stood in for K from Monday 11 to Friday 15 March: L, who could have, has least.
    shown = run(*YEAR, "--config", EXAMPLE).stdout
    assert "Trực thay ít nhất, Sở Giáo dục và Đào tạo: Hoàng Văn L (0 ngày, 0 lần)." in shown
    assert "Vũ Thị M     Sở GDĐT            1    5      0   0    1    5" in shown
    explained = run("explain", "2024-03", "--config", EXAMPLE).stdout
    assert "T2 11/03/2024–T6 15/03/2024  Vũ Thị M, 5 ngày làm việc: dự phòng" in explained
    assert "T6 01/03/2024–CN 10/03/2024  Phạm Thị K, 6 ngày làm việc: theo lượt" in explained


# openpyxl does not know how Excel 2010 draws what is below 0.
@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_the_same_in_every_form(run: Run, tmp_path: Path) -> None:
    args = (*YEAR, "--config", EXAMPLE)
    data: dict[str, Any] = json.loads(run(*args, "--format", "json").stdout)
    (reserve,) = [one for one in data["people"] if one["person"]["id"] == "vu-thi-m"]
    figures = {"shifts": 1, "working_days": 5, "near_holidays": 0, "make_up_days": 0}
    figures |= {"times_stood_in": 1, "days_stood_in": 5}
    assert reserve | figures == reserve
    assert reserve["difference"] == round(5 - data["means"]["people"]["working_days"], 2)
    rows = list(csv.DictReader(StringIO(run(*args, "--format", "csv").stdout.lstrip("\ufeff"))))
    (row,) = [row for row in rows if row["Họ và tên"] == "Vũ Thị M"]
    assert (row["Ngày làm việc"], row["Số lần trực thay"], row["Số ngày trực thay"]) == (
        "5",
        "1",
        "5",
    )
    assert [row["Mã cơ quan"] for row in rows if not row["Họ và tên"]] == [
        *("svhttdl", "stttt", "stc", "sgddt", "sct", "bqlkcn")
    ]
    assert run(*args, "-o", "x.xlsx").status == 0
    book = load_workbook(BytesIO((tmp_path / "x.xlsx").read_bytes()))
    assert book.sheetnames == ["Cơ quan", "Người trực", "Ghi chú"]
    rules = [rule for area in book["Cơ quan"].conditional_formatting for rule in area.rules]
    assert [rule.type for rule in rules] == ["dataBar"] * 7
    run(*args, "-o", "x.txt")
    text = (tmp_path / "x.txt").read_text("utf-8")
    assert "Căn cứ khoản 1 Điều 11 Quy chế mẫu" in text
    assert "Trực thay (lần) 1; Trực thay (ngày) 5" in text


def test_a_bar_in_word_stands_in_one_line(run: Run, tmp_path: Path) -> None:
    assert run(*YEAR, "-o", tmp_path).status == 0
    file = tmp_path / "phan-bo-ngay-truc-2024-01-01-2024-12-31.docx"
    (table,) = [one for one in Document(str(file)).tables if "Cơ quan" in one.cell(0, 0).text]
    bars = [row.cells[3].text for row in table.rows[1:]]
    # 45 days are the most; the 38 of Sở Tài chính are 6.8 eighths of them.
    assert bars[1:3] == ["████████", "███████░"]
    # A block of Times New Roman is 0.71 of its size wide, 12 points; a cell has margins of 80/20.
    assert table.columns[3].width.pt >= 8 * 0.71 * 12 + 2 * 4


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (("--signer", "Nguyễn Văn A"), 2, "bảng in ra không đi với --signer"),
        (("-o", "x.csv", "--number", "4"), 2, "x.csv không đi với --number"),
        (("-o", "x.odt"), 2, "x.odt: cần tệp"),
    ],
)
def test_wrong_use(run: Run, args: tuple[str, ...], status: int, message: str) -> None:
    done = run(*YEAR, *args)
    assert (done.status, done.stdout) == (status, "")
    assert message in done.stderr
