"""`luanphien history`, `--as-of` and `diff @DATE`: which configuration was in force when."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from tests.commands.test_change import Desk
from tests.helpers.command_line import in_process

ABSENCE = ("absence", "--person=nguyen-van-n", "--days=2024-04-08..2024-04-10", "--reason=Ốm")


@pytest.fixture
def desk(example: Callable[..., Path], tmp_path: Path) -> Desk:
    return Desk(example(), tmp_path / "register.sqlite")


def edit(desk: Desk, old: str, new: str) -> None:
    """An edit by hand."""
    assert old in desk.text
    (desk.folder / "agencies.yaml").write_text(desk.text.replace(old, new), "utf-8")


def line_of(text: str, desk: Desk) -> int:
    """In which line of agencies.yaml that stands."""
    return desk.text.splitlines().index(text) + 1


def heads(desk: Desk) -> list[str]:
    """What `history` says of each version, without the lines and the time of day."""
    lines = desk("history", today="", COLUMNS="500").stdout.splitlines()
    return [line[:14] + line[20:] for line in lines if not line.startswith(" ")]


def test_a_change_is_recorded_after_what_was_before_it(desk: Desk) -> None:
    assert heads(desk) == ["Sổ chưa ghi cấu hình nào."[:14] + "Sổ chưa ghi cấu hình nào."[20:]]
    desk.change(*ABSENCE)
    assert heads(desk) == [
        "1 · 01/04/2024 · cấu hình đầu tiên",
        "2 · 01/04/2024 · Nguyễn Văn A · luanphien change absence --person nguyen-van-n "
        "--days 2024-04-08..2024-04-10 --reason 'Ốm'",
    ]
    line = line_of("  - person: nguyen-van-n", desk)
    desk.change("undo", today="2024-04-02")
    assert heads(desk)[2] == ("3 · 02/04/2024 · Nguyễn Văn A · luanphien change undo · bỏ lần 2")
    assert desk("history", today="").stdout.endswith(
        f"  agencies.yaml, dòng {line}:\n"
        "  -   - person: nguyen-van-n\n"
        "  -     days: 2024-04-08..2024-04-10\n"
        "  -     reason: Ốm\n"
    )


def test_an_edit_by_hand_appears_when_it_is_met(desk: Desk, tmp_path: Path) -> None:
    desk.change(*ABSENCE)
    edit(desk, "signer: Nguyễn Văn A", "signer: Nguyễn Văn B")
    desk.change("swap", "2024-08", "2024-09", today="2024-04-03")
    assert heads(desk)[2] == "3 · 03/04/2024 · sửa tay"
    assert len(heads(desk)) == 4
    edit(desk, "signer: Nguyễn Văn B", "signer: Nguyễn Văn C")
    desk("publish", "-o", tmp_path / "site", today="2024-04-04")
    desk("publish", "-o", tmp_path / "site", today="2024-04-05")
    assert heads(desk)[4:] == ["5 · 04/04/2024 · sửa tay"]
    edit(desk, "signer: Nguyễn Văn C", "signer: Nguyễn Văn D")
    desk("export-ics", "-o", tmp_path / "a.ics", today="2024-04-06")
    assert heads(desk)[5:] == ["6 · 06/04/2024 · sửa tay"]
    edit(desk, "signer: Nguyễn Văn D", "signer: Nguyễn Văn E")
    desk("notify", "--next", "--send", today="2024-04-07")
    desk("notify", "--next", "--send", today="2024-04-08")
    assert heads(desk)[6:] == ["7 · 07/04/2024 · sửa tay"]
    desk("notify", "--next", "--send", "--dry-run", today="2024-04-09")
    assert len(heads(desk)) == 7


def test_who_only_looks_records_nothing(desk: Desk) -> None:
    for command in (["schedule", "2024"], ["today"], ["check"], ["notify", "--next"]):
        desk(*command, today="" if command[0] == "explain" else "2024-04-01")
    assert not desk.state.exists()


def test_what_the_rota_said_on_a_day(desk: Desk) -> None:
    desk.change("person", "--name=A", today="2024-04-01")
    desk.change(*ABSENCE, today="2024-04-03")
    desk.change("swap", "2024-08", "2024-09", today="2024-04-05")

    def said(day: str) -> tuple[int, str]:
        rows = desk("schedule", "2024", "--format=json", "--as-of", day).stdout
        shifts = {shift["id"]: shift for shift in json.loads(rows)["shifts"]}
        return len(shifts["2024-04"]["stints"]), shifts["2024-08"]["agency"]["id"]

    # The order of December 2023: August is the third shift of the second cycle.
    assert said("2024-04-02") == (1, "stc")
    assert said("2024-04-03") == (3, "stc")
    assert said("2024-04-04") == (3, "stc")
    assert said("2024-04-05") == (3, "sgddt")
    assert "Lê Văn P" not in desk("explain", "2024-04", "--as-of=2024-04-02", today="").stdout
    assert "Lê Văn P" in desk("explain", "2024-04", "--as-of=2024-04-03", today="").stdout


def test_a_day_before_the_register_can_not_be_answered(desk: Desk) -> None:
    none = desk("schedule", "2024", "--as-of=2024-03-31")
    assert (none.status, none.stderr) == (
        2,
        "Lỗi: Sổ không có cấu hình nào của ngày 2024-03-31.\n",
    )
    desk.change(*ABSENCE)
    early = desk("schedule", "2024", "--as-of=2024-03-31")
    assert (early.status, early.stderr) == (
        2,
        "Lỗi: Sổ không có cấu hình nào của ngày 2024-03-31; sổ giữ từ ngày 2024-04-01.\n",
    )


def test_what_has_changed_since_a_day(desk: Desk) -> None:
    desk.change(*ABSENCE, today="2024-04-01")
    desk.change("swap", "2024-08", "2024-09", today="2024-04-05")
    moved = json.loads(desk("diff", "@2024-04-04", "--format=json").stdout)["changes"]
    assert {change["shift"] for change in moved} == {"2024-08", "2024-09"}
    for written in ("@2024-04-05", "@5/4/2024"):
        assert desk("diff", written).stdout == "Không có phiên, người hay ngày nào đổi.\n"
    assert desk("diff", "@2024-03-05").status == 2
    assert desk("diff", "@2024-13-05").status == 2


def test_the_history_for_programs(desk: Desk) -> None:
    desk.change(*ABSENCE)
    first, second = json.loads(desk("history", "--format=json", today="").stdout)["versions"]
    assert first["number"] == 1
    assert first["by"] is first["command"] is first["undoes"] is None
    assert first["changes"] == []
    assert second["at"].startswith("2024-04-01T")
    assert second["by"] == "Nguyễn Văn A"
    assert second["changes"] == [
        {
            "file": "agencies.yaml",
            "line": line_of("  - person: nguyen-van-n", desk),
            "before": [],
            "after": [
                "  - person: nguyen-van-n",
                "    days: 2024-04-08..2024-04-10",
                "    reason: Ốm",
            ],
        }
    ]
    rows = list(csv.reader(StringIO(desk("history", "--format=csv", today="").stdout)))
    assert rows[0][0].removeprefix("\ufeff") == "Lần"
    assert [row[0] for row in rows[1:]] == ["1", "2"]


def test_the_register_check_sees_a_file_that_is_not_what_was_recorded(desk: Desk) -> None:
    desk.change(*ABSENCE)
    assert desk("register", "check", today="").status == 0
    db = sqlite3.connect(desk.state)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute("UPDATE files SET content = x'00'")
    db.execute("DROP TRIGGER files_stay")
    db.execute("UPDATE files SET content = x'00' WHERE sha256 IN (SELECT agencies FROM versions)")
    db.commit()
    db.close()
    broken = desk("register", "check", today="")
    assert broken.status == 1
    assert "sổ đã hỏng" in broken.stderr
    assert desk("history", today="").status == 1


def test_who_changed_is_the_login_name_unless_it_is_said(desk: Desk) -> None:
    done = in_process(
        *("change", "person", "--name=A", "--yes", f"--config={desk.folder}"),
        *(f"--state={desk.state}", "--today=2024-04-01"),
        LOGNAME="can-bo",
    )
    assert done.status == 0
    assert heads(desk)[1].startswith("2 · 01/04/2024 · can-bo · luanphien change person")
