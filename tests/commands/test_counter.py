"""The figures of the counter: recorded by agency, added up in the report (khoản 3 Điều 11)."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.helpers.command_line import CONFIG, Called, Run

HANDOVER = ("register", "handover", "--by", "Lê Thị B", "--today", "2024-03-01")
JANUARY = ("--shift", "2024-01", "--on", "2024-01-31")
FEBRUARY = ("--shift", "2024-02", "--on", "2024-02-29")
IN_JANUARY = ("svhttdl=10/2/1", "stttt=5//0", "Sở Tài chính=1.200/4/3/250.000", "sgddt=0/0/0")

Clerk = Callable[..., Called]


@pytest.fixture
def clerk(run: Run) -> Clerk:
    return lambda *args: run(*args, "--config", CONFIG / "example", "--state", "register.sqlite")


@pytest.fixture
def told(clerk: Clerk) -> Clerk:
    """Minutes of January by agency, two of which are not counted, and of February in all."""
    counts = [option for row in IN_JANUARY for option in ("--counts", row)]
    assert clerk(*HANDOVER, *JANUARY, *counts, "--fees", "9.000").stderr == ""
    done = clerk(*HANDOVER, *FEBRUARY, "--received", "30", "--in-progress", "7", "--collected", "1")
    assert (done.status, done.stderr) == (0, "")
    return clerk


REPORT = ("report", "2024-01..2024-02", "--today", "2024-03-01")


def test_the_report_adds_up_what_came_in_and_shows_what_is_there(told: Clerk) -> None:
    shown = told(*REPORT).stdout
    # 10 + 5 + 1200 + 0 and 30, without what two agencies had.
    assert "Cộng hồ sơ đã tiếp nhận: ít nhất 1.245." in shown
    assert "Cộng phí, lệ phí đã thu (đồng): ít nhất 250.001." in shown
    assert "Theo biên bản ngày 29/02/2024: đang giải quyết 7." in shown
    assert "Sở Tài chính   ≥ 1.200         4   3 ≥ 250.000 31/01/2024" in shown
    assert "Chưa có số liệu" not in shown
    longer = told("report", "2024-01..2024-03", "--today", "2024-04-01").stdout
    assert "Chưa có số liệu của 3 lần bàn giao: 08/03/2024 Phạm Thị K → Vũ Thị M;" in longer


def test_the_same_in_every_form(told: Clerk, run: Run, tmp_path: Path) -> None:
    data: dict[str, Any] = json.loads(told(*REPORT, "--format", "json").stdout)["counter"]
    assert data["whole"] == {
        "agency": None,
        "received": 1245,
        "in_progress": 7,
        "to_return": None,
        "collected": 250_001,
        "fees": None,
        "as_of": "2024-02-29",
        "at_least": ["collected", "received"],
    }
    assert [one["received"] for one in data["agencies"]] == [10, 5, 1200, 0, None, None]
    rows = list(csv.DictReader(StringIO(told(*REPORT, "--format", "csv").stdout)))
    assert [(row["Hồ sơ đã tiếp nhận"], row["Số liệu theo cơ quan"]) for row in rows] == [
        ("1215", "Sở VHTTDL 10/2/1, Sở TTTT 5/–/0, Sở Tài chính 1.200/4/3/250.000, Sở GDĐT 0/0/0"),
        ("30", ""),
    ]
    told(*REPORT, "-o", "x.xlsx")
    sheet = load_workbook(BytesIO((tmp_path / "x.xlsx").read_bytes()))["Số liệu cơ quan"]
    last = [cell.value for cell in list(sheet.rows)[-1]]
    assert last[:2] == ["Cộng cả quầy", 1245]
    assert last[-1] == "hồ sơ đã tiếp nhận, phí, lệ phí đã thu"
    told(*REPORT, "-o", "x.md")
    text = (tmp_path / "x.md").read_text("utf-8")
    assert "| Sở Tài chính | ≥ 1.200 | 4 | 3 | ≥ 250.000 | 31/01/2024 |" in text
    listed = told("register", "list", "--shift", "2024-01").stdout
    assert "phí, lệ phí bàn giao 9.000 đồng; Sở VHTTDL 10/2/1, Sở TTTT 5/–/0" in " ".join(
        listed.split()
    )
    # The register can be read where the configuration can't.
    Path("broken").mkdir()
    Path("broken/agencies.yaml").write_text("centre: [")
    files = ("--config", "broken", "--state", "register.sqlite")
    done = run("register", "list", "--shift", "2024-01", *files, COLUMNS="200")
    assert (done.status, done.stderr) == (0, "")
    assert "svhttdl 10/2/1, stttt 5/–/0" in done.stdout


def test_figures_that_do_not_add_up_are_remarked_on(clerk: Clerk) -> None:
    done = clerk(*HANDOVER, *JANUARY, "--received", "3", "--counts", "stc=4/0/0")
    assert (done.status, done.stderr) == (
        0,
        "Lưu ý: số chung khác số cộng của các cơ quan: hồ sơ đã tiếp nhận.\n",
    )
    others = ("svhttdl=1//", "stttt=0//", "sgddt=0//", "sct=0//")
    counts = [option for row in ("stc=4/0/0", *others) for option in ("--counts", row)]
    done = clerk(*HANDOVER, *JANUARY, "--received", "9", *counts)
    assert done.stderr == (
        "Lưu ý: số chung khác số cộng của các cơ quan: hồ sơ đã tiếp nhận; chưa ghi số của Ban QL "
        "các KCN.\n"
    )


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["stc"], "«stc» không đúng dạng CƠ_QUAN=TIẾP_NHẬN/ĐANG_GIẢI_QUYẾT/CHỜ_TRẢ"),
        (["stc="], "không đúng dạng"),
        (["stc=//"], "không đúng dạng"),
        (["stc=1/2/3/4/5"], "không đúng dạng"),
        (["stc=-1/0/0"], "«-1» không phải một số từ 0 trở lên"),
        (["stc=một"], "«một» không phải một số từ 0 trở lên"),
        (["=1/0/0"], "không có cơ quan mã hoặc tên «»"),
        (["sxd=1/0/0"], "không có cơ quan mã hoặc tên «sxd»"),
        (["stc=1/0/0", "Sở Tài chính=2/0/0"], "--counts ghi stc hai lần"),
    ],
)
def test_wrong_use(clerk: Clerk, rows: list[str], message: str) -> None:
    done = clerk(*HANDOVER, *JANUARY, *(option for row in rows for option in ("--counts", row)))
    assert (done.status, done.stdout) == (2, "")
    assert message in " ".join(done.stderr.split())
