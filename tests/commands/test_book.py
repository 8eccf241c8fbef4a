"""The rest of the regulation's book: incidents and difficulties, from entering to documents."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from luanphien.core.errors import OperationError
from luanphien.register import Register
from tests.helpers.command_line import CONFIG, Run

EXAMPLE = ("--config", CONFIG / "example", "--state", "so.sqlite")
TODAY = ("--today", "2024-03-06", *EXAMPLE)
ERRED = ("register", "incident", "--shift", "2024-03", "--officer", "pham-thi-k", "--by", "B")
LETTER = ("replace", "--shift", "2024-03", "--officer", "Phạm Thị K", "--reason", "sai sót")


def test_incidents_are_the_grounds_of_the_letter(run: Run) -> None:
    first = (*ERRED, "--what", "Trả nhầm kết quả", "--on", "2024-03-04", *TODAY)
    for recorded in ("chưa ghi", "mới ghi 1"):
        done = run(*LETTER, *TODAY)
        assert done.status == 0
        assert f"Lưu ý: sổ {recorded} sai sót, sự cố" in done.stderr
        if recorded == "chưa ghi":
            assert "theo dõi" not in done.stdout
            assert run(*first).stdout == "Đã ghi vào so.sqlite: việc số 1.\n"
    run(*ERRED, "--what", "Mất hồ sơ", "--serious", *TODAY)
    done = run(*LETTER, *TODAY)
    assert done.stderr == ""
    assert (
        "Sai sót, sự cố đã ghi vào sổ theo dõi của Trung tâm: ngày 04/3/2024: Trả nhầm kết quả; "
        "ngày 06/3/2024: Mất hồ sơ (nghiêm trọng)." in done.stdout
    )


def test_what_was_entered_wrongly_is_corrected_or_taken_back_and_both_are_kept(run: Run) -> None:
    run(*ERRED, "--what", "Mất hồ sơ", "--serious", *TODAY)
    run(*ERRED, "--what", "Để lẫn hồ sơ", "--corrects", "1", *TODAY)
    assert "Để lẫn hồ sơ" in (letter := run(*LETTER, *TODAY).stdout)
    assert "Mất hồ sơ" not in letter
    run("register", "withdraw", "2", "--by", "B", *TODAY)
    assert "Lưu ý: sổ chưa ghi" in run(*LETTER, *TODAY).stderr
    listed = json.loads(run("register", "list", "--format", "json", *EXAMPLE).stdout)["entries"]
    assert [(one["number"], one["corrects"], one["standing"]) for one in listed] == [
        (1, None, False),
        (2, 1, False),
        (3, 2, False),
    ]
    assert (listed[0]["on"], listed[0]["entered_at"][:10]) == ("2024-03-06", "2024-03-06")
    table = run("register", "list", *EXAMPLE, COLUMNS="120").stdout
    assert "số 1 (đã sửa); Mất hồ sơ" in table
    assert "số 3; bỏ số 2" in table
    exported = run("register", "export", "-o", "so.csv", *EXAMPLE)
    assert exported.status == 0
    assert "Để lẫn hồ sơ" in Path("so.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((*ERRED, "--what", "x", "--on", "2024-03-07"), "ngày 2024-03-07 chưa đến"),
        ((*ERRED, "--what", "x", "--corrects", "1"), "việc số 1 thuộc loại khác"),
        ((*ERRED, "--what", "x", "--corrects", "9"), "sổ không có việc số 9"),
        (("register", "settled", "2", "--by", "B"), "việc số 2 không phải khó khăn"),
        (("register", "settled", "1", "--by", "B", "--on", "2024-03-01"), "có từ 2024-03-05"),
        (("register", "settled", "3", "--by", "B"), "sổ không có việc số 3"),
        (("register", "difficulty", "--what", "x", "--on", "2022-11-29"), "quá lâu trước"),
        (("register", "difficulty", "--what", "x", "--agency", "so-y"), "không có cơ quan"),
    ],
)
def test_wrong_use_enters_nothing(run: Run, args: tuple[str, ...], message: str) -> None:
    run("register", "difficulty", "--what", "Máy hỏng", "--on", "2024-03-05", *TODAY)
    run(*ERRED, "--what", "Trả nhầm kết quả", *TODAY)
    done = run(*args, *TODAY)
    assert done.status == 2
    assert message in done.stderr
    with Register(Path("so.sqlite"), create=False) as register:
        assert len(register.entries()) == 2


def test_an_entry_can_neither_be_changed_nor_deleted_and_a_damaged_one_is_said(run: Run) -> None:
    run("register", "difficulty", "--what", "Máy hỏng", *TODAY)
    with closing(sqlite3.connect("so.sqlite")) as db:
        for statement in ("UPDATE entries SET by = 'x'", "DELETE FROM entries"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                db.execute(statement)
        db.execute("INSERT INTO entries VALUES (2, '2024-03-06', 'x', NULL, '{}', NULL)")
        db.commit()
    with (
        Register(Path("so.sqlite"), create=False) as register,
        pytest.raises(OperationError, match="sổ đã hỏng"),
    ):
        register.entries()
    assert run("register", "check", *EXAMPLE).status == 1


def test_difficulties_are_in_the_report_open_ones_first(run: Run) -> None:
    assert "Khó khăn" not in run("report", "2024", *TODAY).stdout
    run("register", "difficulty", "--what", "Đường truyền chậm", "--on", "2024-02-01", *TODAY)
    proposal = ("--what", "Máy quét hỏng", "--proposal", "thay máy quét", "--agency", "stc")
    run("register", "difficulty", *proposal, *TODAY)
    run("register", "settled", "1", "--by", "B", *TODAY)
    data = json.loads(run("report", "2024", "--format", "json", *TODAY).stdout)["difficulties"]
    assert [(one["number"], one["settled_on"]) for one in data] == [(2, None), (1, "2024-03-06")]
    run("report", "2024", "-o", "bao-cao.txt", *TODAY)
    text = Path("bao-cao.txt").read_text("utf-8")
    assert text.index("Máy quét hỏng") < text.index("Đường truyền chậm")
    assert "Thay máy quét.\n" in text.partition("VIII. Đề xuất, kiến nghị\n")[2]
    # Of a period that ended before, or began after it was settled, it is no part.
    first, second = ("2024-02-02..2024-02-29", "2024-03-07..2024-03-31")
    for period, numbers in ((first, [1]), (second, [])):
        later = ("--today", "2024-03-31", *EXAMPLE)
        data = json.loads(run("report", period, "--format", "json", *later).stdout)
        assert [one["number"] for one in data["difficulties"] if one["settled_on"]] == numbers


def test_what_is_lacking_is_said_where_it_matters_and_changes_no_notice(run: Run) -> None:
    day = ("--today", "2024-02-20", *EXAMPLE)
    notice = ("notify", "--shift", "2024-03", *day)
    silent = run(*notice).stdout
    assert "Theo sổ" not in silent
    assert "Chuẩn bị" not in run("today", *day).stdout
    run("register", "guided", "--agency", "stc", "--person", "Phạm Thị K", *day)
    run("register", "materials", "--agency", "stc", "--on", "2024-02-05", *day)
    said = run(*notice).stdout
    (line,) = (line for line in said.splitlines() if line.startswith("Theo sổ"))
    assert "Phạm Thị K chưa được hướng dẫn thủ tục của Sở Văn hóa, Thể thao và Du lịch" in line
    assert "chưa có bộ tài liệu, hồ sơ chuẩn của Sở Văn hóa" in line
    assert "Sở Tài chính" not in line.partition("Vũ Thị M")[0]
    assert "Chuẩn bị" in run("today", *day).stdout
    assert "phiên 2024-03: Phạm Thị K chưa được hướng dẫn" in run("check", *day).stdout
    minutes = run("handover", "--shift", "2024-02", "-o", "bb.md", *day)
    assert minutes.status == 0
    (row,) = (
        line for line in Path("bb.md").read_text("utf-8").splitlines() if "05/02/2024" in line
    )
    assert "Sở Tài chính" in row
    in_json = json.loads(run("today", "--format", "json", *day).stdout)["preparation"]
    assert in_json["unguided"][0]["person"]["id"] == "pham-thi-k"
