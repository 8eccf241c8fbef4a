"""`luanphien schedule` as its user runs it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.command_line import CONFIG, Run, environment


def test_2024_as_the_regulation_orders_it(run: Run) -> None:
    done = run("schedule", "2024", "--format", "json")
    assert (done.status, done.stderr) == (0, "")
    shifts = {shift["id"]: shift for shift in json.loads(done.stdout)["shifts"]}
    january, may = shifts["2024-01"], shifts["2024-05"]
    assert january["agency"]["name"] == "Sở Thông tin và Truyền thông"
    assert january["notice_deadline"] == "2023-12-27"
    assert january["first_working_day"] == "2024-01-02"
    assert january["handover_on"] == "2024-01-31"
    assert may["agency"]["name"] == "Ban Quản lý các Khu công nghiệp tỉnh"
    assert may["notice_deadline"] == "2024-04-24"
    assert may["first_working_day"] == "2024-05-02"


@pytest.mark.parametrize("columns", ["80", "120"])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_cut(run: Run, columns: str) -> None:
    text = run("schedule", "2024", COLUMNS=columns).stdout
    assert max(map(len, text.splitlines())) <= int(columns)
    assert "…" not in text
    assert sum("/2024 " in line.split("Ngày nghỉ")[0] for line in text.splitlines()) >= 12
    for cell in ("27/12/23" if columns == "80" else "T4 27/12/2023", "nghỉ T5 08/02–T4 14/02"):
        assert cell in text


def test_a_pipe_gets_a_line_a_shift_and_no_escapes(run: Run) -> None:
    text = run("schedule", "2024").stdout
    (january,) = (line for line in text.splitlines() if line.split()[:2] == ["2", "01/2024"])
    assert january.split()[2:8] == ["Sở", "Thông", "tin", "và", "Truyền", "thông"]
    assert "\x1b" not in text


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
@pytest.mark.parametrize("no_color", [False, True])
def test_a_terminal(tmp_path: Path, no_color: bool) -> None:
    import pty

    env = {**environment(), "TERM": "xterm", "COLUMNS": "80", "PYTHONUTF8": "1"}
    if no_color:
        env["NO_COLOR"] = "1"
    command = ["luanphien", "schedule", "2024", "--today", "2024-05-20"]
    pid, terminal = pty.fork()
    if not pid:
        os.chdir(tmp_path)
        os.execve(sys.executable, [sys.executable, "-m", *command], env)
    text = b""
    while chunk := _read(terminal):
        text += chunk
    assert os.waitpid(pid, 0)[1] == 0
    (current,) = (line for line in text.decode().splitlines() if "▶" in line)
    assert "05/2024" in current
    assert "\x1b[1m" in current  # bold is no colour
    assert "\x1b[3" not in text.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""


@pytest.mark.parametrize(
    ("code_page", "expected"),
    [
        ("cp1258", "Sở Thông tin và Truyền thông"),
        ("cp1252", "So Thông tin và Truyen thông"),
        ("cp437", "So Thông tin và Truyen thông"),
        ("ascii", "So Thong tin va Truyen thong"),
    ],
)
def test_a_code_page_gets_the_nearest_letters(process: Run, code_page: str, expected: str) -> None:
    from unicodedata import normalize

    done = process("schedule", "2024", PYTHONUTF8="0", PYTHONIOENCODING=code_page)
    assert done.status == 0
    assert expected in normalize("NFC", done.stdout)
    assert "?" not in done.stdout


def test_agency(run: Run) -> None:
    done = run("schedule", "2023-12..2024-12", "--agency", "svhttdl", "--format", "json")
    assert [s["id"] for s in json.loads(done.stdout)["shifts"]] == ["2023-12", "2024-06", "2024-12"]
    done = run("schedule", "--agency", "xyz")
    assert done.status == 2
    assert "không có cơ quan mã «xyz»; có svhttdl, stttt" in done.stderr


def test_this_year_is_the_default(run: Run) -> None:
    done = run("schedule", "--today", "2025-03-09", "--format", "csv")
    assert done.stdout.count("\n2025,") == 12


def test_csv_opens_in_excel_and_holds_no_formula(run: Run, tmp_path: Path) -> None:
    for file in CONFIG.glob("*.yaml"):
        text = file.read_text("utf-8").replace("name: Sở Tài chính", "name: =HYPERLINK(1)")
        (tmp_path / file.name).write_text(text, "utf-8")
    done = run("schedule", "2024", "--format", "csv", "--config", tmp_path)
    assert done.stdout.startswith("\ufeffNăm,")
    rows = list(csv.reader(io.StringIO(done.stdout.removeprefix("\ufeff"), newline="")))
    assert len({len(row) for row in rows}) == 1
    february = dict(zip(rows[0], rows[2], strict=True))
    assert february["Cơ quan, đơn vị"] == "'=HYPERLINK(1)"
    assert february["Hạn thông báo"] == "2024-01-29"


def test_markdown(run: Run) -> None:
    lines = run("schedule", "2024", "--format", "markdown").stdout.splitlines()
    assert len(lines) == 14
    assert len({line.count("|") for line in lines}) == 1
    assert "| Sở Tài chính | 01/02/2024 | 29/02/2024 |" in lines[3]


def test_a_provisional_date_is_marked_and_explained(run: Run) -> None:
    text = run("schedule", "2027-01").stdout
    assert "T6 29/01/2027*" in text
    assert "T3 29/12/2026\n" in text  # counted in 2026, which is announced
    assert "* dự kiến: lịch nghỉ của năm đó chưa có trong holidays_vn.yaml" in text
    assert "dự kiến" not in run("schedule", "2026").stdout


@pytest.mark.parametrize("columns", ["80", "120"])
def test_every_agency_fits_in_a_line(run: Run, columns: str) -> None:
    lines = run("schedule", "2024", "--config", CONFIG / "example", COLUMNS=columns).stdout
    agencies = [line for line in lines.splitlines() if re.match(r" +[1-6] \d\d/2024 ", line)]
    assert len(agencies) == 12
    longest = "Ban Quản lý các Khu công nghiệp tỉnh"
    assert sum(longest in line for line in agencies) == 2
    # Its last working day is the handover's, 31/05, and stands once.
    (may,) = (line for line in agencies if "05/2024 " in line)
    assert may.count("31/05") == 1


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["2024-13"], "«2024-13» không hợp lệ"),
        (["2024..2023"], "«2024..2023» kết thúc trước khi bắt đầu"),
        (["20240"], "«20240» không hợp lệ"),
        (["２０２４"], "«２０２４» không hợp lệ"),
        (["2024-03-00"], "«2024-03-00» không hợp lệ"),
        (["2024-00"], "«2024-00» không hợp lệ"),
        (["2024-02-30"], "«2024-02-30» không hợp lệ"),
        (["0000"], "«0000» không hợp lệ"),
        (["2023"], None),
        (["2022"], "Chưa có lịch luân phiên trước ngày 01/12/2023"),
        (["2101"], "Không tính được ngày nghỉ của năm 2101"),
        (["9999"], "Không tính được ngày nghỉ của năm"),
        (["2024", "2025"], "thừa tham số: 2025"),
        (["--format", "xml"], "--format"),
        (["--nope"], "không có tùy chọn --nope"),
        (["--today", "hôm qua"], "--today"),
        (["--agency", ""], "--agency: không được để trống"),
        (["--agency", " \u00a0"], "--agency: không được để trống"),
        (["--person", ""], "--person: không được để trống"),
        (["--config", ""], "--config: không được để trống"),
        (["--config"], "tùy chọn --config cần một giá trị"),
    ],
)
def test_wrong_use(run: Run, args: list[str], message: str | None) -> None:
    done = run("schedule", *args)
    assert done.status == (2 if message else 0)
    assert (message or "") in done.stderr
    assert "Traceback" not in done.stderr
    if message:
        assert done.stdout == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_and_a_closed_pipe_are_no_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "luanphien", "schedule", "2024..2090", "--format", "csv"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("Lỗi: không đọc hoặc ghi được")
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


@pytest.mark.skipif(not shutil.which("bash"), reason="needs a shell")
@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full", ">&- 2>&-", "2> >(true)"])
@pytest.mark.parametrize(
    ("args", "status"),
    [("schedule --config /nowhere", 3), ("schedule --nope", 2), ("today --state .", 0)],
)
def test_the_status_says_it_where_nobody_hears(
    tmp_path: Path, args: str, status: int, redirection: str
) -> None:
    if "full" in redirection and not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    line = f"{sys.executable} -m luanphien {args} {redirection}"
    done = subprocess.run(["bash", "-c", line], stdout=subprocess.PIPE, cwd=tmp_path, check=False)
    assert done.returncode == status
    assert bool(done.stdout) == (status == 0 and ">&- 2" not in redirection)
