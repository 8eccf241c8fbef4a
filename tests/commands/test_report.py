"""The report on the terminal, and how it reads where letters are missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.command_line import CONFIG, Run


def test_bars_where_the_code_page_has_none(process: Run) -> None:
    done = process("report", "2024", PYTHONUTF8="0", PYTHONIOENCODING="cp1258")
    assert (done.status, done.stderr) == (0, "")
    assert "?" not in done.stdout
    # 45 days are the most: 22 in January and 23 in July. 38 are 6.8 eighths of that.
    for expected in ("|+3,2|########\n", "|-3,8|#######.\n"):
        assert expected in done.stdout


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (["2022"], 2, "trước ngày 01/12/2023"),
        (
            ["2024", "-o", "x.odt"],
            2,
            "x.odt: cần tệp .docx, .pdf, .txt, .md, .html, .xlsx, .csv, .json",
        ),
        (["2024", "-o", "nowhere/x.csv"], 1, "không đọc hoặc ghi được nowhere: "),
        (["2024", "-o", "x.docx", "--format", "json"], 2, "-o không đi với --format"),
        (["2024", "-o", "x.docx", "--format", "table"], 2, "-o không đi với --format"),
        (["2024", "-o", "x.csv", "--number", "4"], 2, "x.csv không đi với --number"),
        (["2024", "--signer", "Nguyễn Văn A"], 2, "bảng in ra không đi với --signer"),
        (["2024", "-o", " "], 2, "--output: không được để trống"),
        (["hai nghìn"], 2, "không hợp lệ"),
        (["9999"], 2, "9999"),
    ],
)
def test_wrong_use(run: Run, args: list[str], status: int, message: str) -> None:
    done = run("report", *args)
    assert (done.status, done.stdout) == (status, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("today", "stands"),
    [
        ("2024-02-28", "1 chưa đến ngày"),
        ("2024-02-29", "1 hôm nay"),
        ("2024-03-01", "1 chưa ghi vào sổ"),
    ],
)
def test_a_handover_is_to_come_until_its_day(run: Run, today: str, stands: str) -> None:
    # Đ.6 k.8: February's officer hands over on Thursday 29 February, the last working day.
    kept = ("--config", CONFIG / "example", "--state", "r.sqlite")
    by = ("register", "notice", "--shift", "2024-03", "--by", "A", "--on", "2024-02-20")
    assert run(*by, "--today", "2024-02-20", *kept).status == 0
    done = run("report", "2024-02", "--today", today, *kept, COLUMNS="120").stdout
    (line,) = (line for line in done.splitlines() if line.startswith("29/02/2024 Nguyễn Văn G"))
    assert line.rstrip().endswith(stands.removeprefix("1 "))
    run("report", "2024-02", "--today", today, "-o", "x.txt", *kept)
    assert f"{stands}." in Path("x.txt").read_text("utf-8")


def test_a_provisional_year_says_so(run: Run) -> None:
    assert "dự kiến" in run("report", "2027").stdout
    assert "dự kiến" not in run("report", "2024").stdout
