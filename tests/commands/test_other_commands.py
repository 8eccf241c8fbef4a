"""`explain`, `holidays`, `check`, the help pages and what gets imported."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import pytest
import typer

from luanphien import clock
from luanphien.cli.main import COMMANDS, app
from luanphien.core.period import Period
from tests.helpers.command_line import CONFIG, Run, modules_of


def test_explain_walks_the_days_with_their_reasons(run: Run) -> None:
    text = run("explain", "2024-05").stdout
    counted = [line.strip() for line in text.splitlines() if "/04/2024" in line]
    # By hand: 01/05 not counted; 30/04 and 29/04 off; 28 and 27 a weekend; 26, 25, 24 count.
    assert [line.split("  ")[:2] for line in counted] == [
        ["T3 30/04/2024", "–"],
        ["T2 29/04/2024", "–"],
        ["CN 28/04/2024", "–"],
        ["T7 27/04/2024", "–"],
        ["T6 26/04/2024", "1"],
        ["T5 25/04/2024", "2"],
        ["T4 24/04/2024", "3"],
        ["T3 23/04/2024", "4"],
        ["T2 22/04/2024", "5"],
    ]
    assert "Công văn 2450/VPCP-KGVX" in counted[1]
    assert counted[6].endswith("◀ hạn thông báo")
    for article in ("khoản 5 Điều 6", "khoản 6 Điều 6", "khoản 8 Điều 6", "Điều 147"):
        assert article in text


def test_explain_counts_a_make_up_saturday(run: Run) -> None:
    # Saturday 26/4/2025 is worked for Friday 2/5: the third working day back from 1/5/2025.
    text = run("explain", "2025-05").stdout
    (deadline,) = (line for line in text.splitlines() if "hạn thông báo" in line)
    assert deadline.strip().startswith("T7 26/04/2025  3  làm bù")


def test_explain_a_day(run: Run) -> None:
    first = run("explain", "2024-05-04").stdout.splitlines()[0]
    assert first.startswith("Thứ Bảy 04/05/2024 là ngày làm việc (làm bù: ")
    assert "trước ngày 01/12/2023" in run("explain", "2023-11-30").stderr


def test_explain_breaks_lines_further_in_than_they_begin(run: Run) -> None:
    text = run("explain", "2024-05", COLUMNS="80").stdout
    assert max(map(len, text.splitlines())) <= 80
    law = "T7 04/05/2024  làm bù: Hoán đổi dịp Ngày Chiến thắng; Công văn 2450/VPCP-KGVX,"
    assert f"  {law}\n      12/4/2024\n" in text
    assert f"  {law} 12/4/2024\n" in run("explain", "2024-05").stdout, "in a pipe"


def test_explain_says_what_is_provisional(run: Run) -> None:
    assert "Lịch nghỉ năm 2027 chưa có" in run("explain", "2027-02").stdout
    assert "Dự kiến" not in run("explain", "2024-02").stdout


def test_holidays_of_2026_with_the_proposed_swap_and_what_the_package_lacks(run: Run) -> None:
    # shared/reference/holidays-vn-facts.md: `holidays` 0.109 lacks 2026-01-02 / 2026-01-10.
    done = run("holidays", "2026", "--format", "json")
    data = json.loads(done.stdout)
    assert {"2026-01-02", "2026-01-10"} >= set(data["disagreements"])
    proposed = [h["from"] for h in data["holidays"] if h["status"] == "proposed"]
    assert proposed == ["2026-11-23", "2026-11-28"]
    text = run("holidays", "2026").stdout
    assert "mới đề xuất" in text
    assert "Nghị quyết 28/2026/QH16" in text


def test_holidays_tells_where_file_and_package_differ(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path)
    file = tmp_path / "holidays_vn.yaml"
    entry = "off: 2024-06-03, make_up: 2024-06-08, name: x, source: x, status: announced"
    added = f"days:\n  - {{{entry}}}\n"
    file.write_text(file.read_text("utf-8").replace("days:\n", added, 1), "utf-8")
    args = ("holidays", "2024", "--config", tmp_path)
    assert json.loads(run(*args, "--format", "json").stdout)["disagreements"] == [
        "2024-06-03",
        "2024-06-08",
    ]
    text = run(*args).stdout
    assert "T2 03/06/2024  tệp: nghỉ; gói holidays: đi làm" in text
    assert "T7 08/06/2024  tệp: đi làm; gói holidays: nghỉ" in text


def test_holidays_of_a_year_that_is_not_announced(run: Run) -> None:
    data = json.loads(run("holidays", "2027", "--format", "json").stdout)
    assert {h["status"] for h in data["holidays"]} == {"forecast"}
    assert data["disagreements"] == []
    # Spelled as holidays_vn.yaml spells the announced ones, all days of Tết alike.
    names = {h["name"].removesuffix(" (nghỉ bù)") for h in data["holidays"]}
    assert names == {
        *("Tết Dương lịch", "Tết Nguyên đán", "Giỗ Tổ Hùng Vương", "Ngày Chiến thắng"),
        *("Ngày Quốc tế Lao động", "Quốc khánh", "Ngày Văn hóa Việt Nam"),
    }
    for year in ("1900", "0", "hai nghìn", "²⁰²⁴"):
        done = run("holidays", year)
        assert (done.status, done.stdout) == (2, "")
        assert "Traceback" not in done.stderr


def test_check_warns_and_exits_0(run: Run) -> None:
    done = run("check", "--today", "2026-06-01")
    assert (done.status, done.stderr) == (0, "")
    for expected in (
        "(Sở Tài chính): chưa ghi address, phone, email, contact (khoản 9 Điều 6)",
        "lịch nghỉ năm 2027 chưa công bố",
        "mới đề xuất, chưa làm đổi ngày nào",
        "documents: chưa ghi superior, symbol; văn bản sẽ để trống chỗ đó",
        "chưa có máy chủ thư (mail)",
    ):
        assert expected in done.stdout
    assert "chưa công bố" not in run("check", "--today", "2024-06-01").stdout


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_vietnamese(run: Run, command: str) -> None:
    done = run(*filter(None, [command]), "--help")
    assert done.status == 0
    words = ("Usage", "Options", "Arguments", "Commands", "Show", "default", "required", "env var")
    assert not [english for english in words if english in done.stdout]


REQUIRED = {"--shift": "2024-02", "--by": "A", "--officer": "A", "--reason": "A", "--output": "x"}
REQUIRED |= {"period": "2024", "old": "x", "folder": "x"}


def commands() -> Iterator[tuple[list[str], Any]]:
    """Every command and every command below one, as it is typed and as Typer has it."""
    group: Any = typer.main.get_command(app)
    for name in group.commands:
        command = group.get_command(None, name)
        below = getattr(command, "commands", None)
        yield from (([name, each], below[each]) for each in below) if below else [([name], command)]


def arguments(command: Any, empty: Any, nothing: str) -> list[str]:
    """What the command requires, with `nothing` for one of its options or arguments."""
    args, positions = [], []
    for one in command.params:
        value = nothing if one is empty else REQUIRED.get(one.opts[-1]) if one.required else None
        if value is not None:
            option = one.opts[-1].startswith("-")
            args += [one.opts[-1], value] if option else []
            positions += [] if option else [value]
        elif one.opts[-1] == "old" and empty.opts[-1] == "new":
            positions.append("x")
    return [*args, *positions]


@pytest.mark.parametrize("nothing", ["", " ", "\u00a0\t"])
def test_what_is_empty_is_wrong_use_everywhere(run: Run, tmp_path: Path, nothing: str) -> None:
    tried = 0
    for typed, command in commands():
        for one in command.params:
            if getattr(one, "is_flag", False):
                continue
            done = run(*typed, *arguments(command, one, nothing))
            assert (done.status, done.stdout) == (2, ""), (typed, one.opts, done)
            assert "thiếu" not in done.stderr
            tried += 1
    assert tried > 100
    assert list(tmp_path.iterdir()) == []


def test_days_and_shifts_are_taken_in_either_order_everywhere() -> None:
    tried = {"NGÀY": 0, "PHIÊN": 0}
    for typed, command in commands():
        for one in command.params:
            if one.metavar == "NGÀY":
                ways = {one.type(day) for day in ("2024-03-12", "12/3/2024", "12/03/2024")}
                assert ways == {date(2024, 3, 12)}, (typed, one.opts)
            elif one.metavar == "PHIÊN":
                assert {one.type(id) for id in ("2024-03", "3/2024", "03/2024")} == {"2024-03"}
            elif one.human_readable_name in ("KỲ", "[KỲ]"):
                march = Period(date(2024, 3, 1), date(2024, 3, 31))
                assert one.type("2024-03") == one.type("3/2024") == march
                continue
            else:
                continue
            tried[one.metavar] += 1
    # Counted in the help pages.
    assert tried["NGÀY"] > 20
    assert tried["PHIÊN"] >= 8


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        ("schedule --format x", "--format: «x» không hợp lệ; cần table, json, csv hoặc markdown"),
        ("schedule --format it's", "--format: «it's» không hợp lệ; cần table, json, csv hoặc mark"),
        ("today --format x", "--format: «x» không hợp lệ; cần panel hoặc json\n"),
        (
            "today --today 2024",
            "--today: «2024» không phải một ngày; cần 2024-03-12 hoặc 12/3/2",
        ),
        (
            "register list --shift 2024",
            "--shift: «2024» không phải một phiên; cần 2024-02",
        ),
        (
            "schedule 2024-3",
            "KỲ: «2024-3» không hợp lệ; cần năm (2024), tháng (2024-03 hoặc 3/",
        ),
        ("today --todey x", "không có tùy chọn --todey; có --today\n"),
        ("publish", "thiếu tùy chọn --output\n"),
        ("register handover --by A --shift 2/2024 --since 2/3/2024", "; xem lại --since\n"),
    ],
)
def test_a_complaint_names_the_option_once_and_what_it_takes(
    run: Run, command: str, complaint: str
) -> None:
    done = run(*command.split())
    assert (done.status, done.stdout) == (2, "")
    assert complaint in done.stderr
    assert "'" not in done.stderr.replace("it's", "")


def test_version_and_a_command_that_is_none(run: Run) -> None:
    assert run("--version").stdout.startswith("luanphien 0.")
    done = run("scedule")
    assert done.status == 2
    assert "không có lệnh «scedule»; là schedule ư?" in done.stderr


def test_the_clock_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    # Midnight passes between two looks at the clock: a change is not recorded a day too early.
    before = datetime(2024, 5, 31, 23, 59, 59, 999_999, clock.VIETNAM)
    looks = iter([before, before + timedelta(microseconds=1)])

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return next(looks)

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(clock, "datetime", Clock)
    assert clock.recorded_at(clock.moment()) == before.replace(microsecond=0)


@pytest.mark.parametrize("command", ["export-ics", "publish"])
def test_a_command_reads_the_clock_once(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    looks: list[datetime] = []

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            looks.append(datetime(2024, 5, 31, 23, 59, 59, tzinfo=tz))
            return looks[-1]

    monkeypatch.setattr(clock, "datetime", Clock)
    assert run(command, "2024", "-o", "out", "--config", CONFIG).status == 0
    assert len(looks) == 1


def test_today_opens_no_register_where_there_is_none(tmp_path: Path) -> None:
    modules = modules_of(tmp_path, "today", "--today", "2024-02-01")
    assert "luanphien.tables.today" in modules
    assert "sqlite3" not in modules


def test_the_table_of_announced_years_imports_no_more_than_it_needs(tmp_path: Path) -> None:
    modules = modules_of(tmp_path, "schedule", "2024")
    assert "rich.table" in modules
    needless = [
        "holidays",
        "dateutil",
        "sqlite3",
        "smtplib",
        "email",
        "icalendar",
        "docxtpl",
        "jinja2",
        "asyncio",
        "csv",
    ]
    assert not modules.intersection(needless)
    ours = {name for name in modules if name.startswith("luanphien.")}
    assert not {f"luanphien.cli.{name}" for name in COMMANDS if name != "schedule"} & ours
    assert not {"luanphien.config.review", "luanphien.config.almanac"} & ours


def test_without_a_command_it_says_what_there_is(run: Run) -> None:
    assert run() == run("--help")
    assert run().stdout.startswith("Cách dùng: luanphien [TÙY CHỌN] LỆNH …")
