"""The year 2024 played through by commands alone, day by day, and its report.

All that is expected is counted by hand in the calendar of 2024. Weekdays less days off, plus the
make-up Saturday 4 May:

    Jan 23-1=22  Feb 21-5=16  Mar 21  Apr 22-3=19  May 23-1+1=23  Jun 20
    Jul 23       Aug 22       Sep 21-2=19  Oct 23  Nov 21         Dec 22     together 251

May and June are swapped: Sở VHTTDL serves in May, the Ban Quản lý in June. In July an officer is
replaced from Friday the 12th. The notice for September goes out two working days late, that for
October not at all; March is handed over on Monday 1 April, August's handover is forgotten; in
November the reserve signs instead of the officer.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from docx import Document

from tests.helpers.command_line import CONFIG, Run, in_process
from tests.test_docs import schemas

BY = "--by=Văn thư"

OFFICERS = {
    "svhttdl": "Nguyễn Văn A",
    "stttt": "Trần Thị B",
    "stc": "Lê Văn C",
    "sgddt": "Phạm Thị D",
    "sct": "Hoàng Văn Đ",
    "bqlkcn": "Vũ Thị E",
}
PEOPLE = """
people:
{people}
  - {{id: g, name: Nguyễn Văn G}}
  - {{id: h, name: Trần Thị H}}
rosters:
  - effective: 2023-12-01
    staff:
{staff}
"""
NOTICES = {  # shift: when it is sent; the deadline is the third working day before the shift
    "2024-01": "2023-12-25",  # Monday; deadline Wednesday 27
    "2024-02": "2024-01-25",  # Thursday; deadline Monday 29
    "2024-03": "2024-02-27",  # on the deadline
    "2024-04": "2024-03-25",  # Monday; deadline Wednesday 27
    "2024-05": "2024-04-22",  # Monday; deadline Wednesday 24, since 29 and 30 April are off
    "2024-06": "2024-05-27",  # Monday; deadline Wednesday 29
    "2024-07": "2024-06-24",  # Monday; deadline Wednesday 26
    "2024-08": "2024-07-25",  # Thursday; deadline Monday 29
    "2024-09": "2024-08-30",  # Friday; deadline Wednesday 28
    "2024-11": "2024-10-25",  # Friday; deadline Tuesday 29
    "2024-12": "2024-11-25",  # Monday; deadline Wednesday 27
}
MARGINS = [2, 2, 0, 2, 2, 2, 2, 2, -2, None, 2, 2]
ACKNOWLEDGED = {
    "2024-01": "2023-12-26",
    "2024-02": "2024-01-26",
    "2024-04": "2024-03-26",
    "2024-05": "2024-04-23",
    "2024-06": "2024-05-28",
    "2024-07": "2024-06-25",
    "2024-08": "2024-07-26",
    "2024-09": "2024-09-03",
    "2024-11": "2024-10-28",
    "2024-12": "2024-11-26",
}
HANDOVERS = {  # first day of who takes over: the outgoing shift, and the day
    "2024-01-01": ("2023-12", "2023-12-29"),
    "2024-02-01": ("2024-01", "2024-01-31"),
    "2024-03-01": ("2024-02", "2024-02-29"),
    "2024-04-01": ("2024-03", "2024-04-01"),  # a working day late
    "2024-05-01": ("2024-04", "2024-04-26"),
    "2024-06-01": ("2024-05", "2024-05-31"),
    "2024-07-01": ("2024-06", "2024-06-28"),
    "2024-07-12": ("2024-07", "2024-07-11"),
    "2024-08-01": ("2024-07", "2024-07-31"),
    "2024-10-01": ("2024-09", "2024-09-30"),
    "2024-11-01": ("2024-10", "2024-10-31"),
    "2024-12-01": ("2024-11", "2024-11-29"),
    "2025-01-01": ("2024-12", "2024-12-31"),
}


class Year:
    """The Centre's desk: a configuration, a register, and the commands of each day."""

    def __init__(self, folder: Path, run: Run) -> None:
        self.folder, self._run = folder, run
        self.file = folder / "agencies.yaml"

    def settle(self) -> None:
        """The Centre's configuration, with its people."""
        for file in CONFIG.glob("*.yaml"):
            shutil.copy(file, self.folder)
        text = self.file.read_text("utf-8")
        for key in ("superior", "symbol"):  # a document says on standard error what it lacks
            text = text.replace(f"  {key}:\n", f"  {key}: Mẫu\n")
        self.file.write_text(text, "utf-8")
        people = "\n".join(f"  - {{id: {id}, name: {name}}}" for id, name in OFFICERS.items())
        staff = "\n".join(
            f"      - {{agency: {id}, official: [{id}], reserve: [{'h' * (id == 'bqlkcn')}]}}"
            for id in OFFICERS
        )
        self.add(PEOPLE.format(people=people, staff=staff))

    def add(self, yaml: str) -> None:
        """A decision arrives."""
        self.file.write_text(self.file.read_text("utf-8") + yaml, "utf-8")

    def run(self, day: str, *args: object) -> str:
        """One command on that day; it succeeds."""
        done = self._run(*args, "--config", self.folder, "--today", day)
        odd = [line for line in done.stderr.splitlines() if not line.startswith("Lưu ý: ")]
        assert (done.status, odd) == (0, []), (day, args, done.stderr)
        return done.stdout

    def replace(self) -> None:
        """The officer of July is replaced, by another agency's reserve."""
        asked = ("--shift", "2024-07", "--officer", "Trần Thị B", "--reason", "Sai sót: nhiều lần")
        self.run("2024-07-08", "replace", *asked, "-o", self.folder)
        self.run("2024-07-08", "register", "replace", *asked, "--since", "2024-07-12", BY)
        sent = ("--shift", "2024-07", "--person", "Nguyễn Văn G", "--yes", BY)
        self.run("2024-07-08", "change", "substitute", *sent)

    def play(self) -> None:
        """Every day's commands, in the order of the days."""
        days: list[tuple[str, Callable[[], object]]] = [
            ("2024-04-15", lambda: self.add("swaps: [{shifts: [2024-05, 2024-06]}]\n")),
            ("2024-07-08", self.replace),
        ]
        for shift, day in NOTICES.items():
            days.append((day, partial(self.notify, day, shift)))
        for shift, day in ACKNOWLEDGED.items():
            days.append((day, partial(self.run, day, "register", "ack", "--shift", shift, BY)))
        for since, (shift, day) in HANDOVERS.items():
            days.append((day, partial(self.hand_over, day, shift, since)))
        for _, do in sorted(days, key=lambda pair: pair[0]):
            do()

    def notify(self, day: str, shift: str) -> None:
        """The notice is written, sent on paper and recorded."""
        self.run(day, "notify", "--shift", shift, "-o", self.folder / "notice.txt")
        self.run(day, "register", "notice", "--shift", shift, BY)

    def hand_over(self, day: str, shift: str, since: str) -> None:
        """The minutes are written, signed and recorded."""
        named = ("--shift", shift, "--since", since)
        self.run(day, "handover", *named, "-o", self.folder / "minutes.txt")
        counts = ("--received", "1.250", "--fees", 0) if shift == "2024-02" else ()
        instead = ("--incoming", "Trần Thị H") if since == "2024-11-01" else ()
        instead = ("--outgoing", "Trần Thị H") if shift == "2024-11" else instead
        self.run(day, "register", "handover", *named, BY, *counts, *instead)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the year has been played, once for all tests."""
    folder = tmp_path_factory.mktemp("year")
    (folder / "config").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        year = Year(folder / "config", in_process)
        year.settle()
        year.play()
    return folder


@pytest.fixture
def year(played: Path, tmp_path: Path, run: Run) -> Year:
    shutil.copytree(played, tmp_path, dirs_exist_ok=True)
    return Year(tmp_path / "config", run)


def report(year: Year) -> Any:
    printed = year.run("2024-12-31", "report", "2024", "--format", "json")
    found = json.loads(printed)
    schema = next(one for command, one in schemas().items() if command.startswith("report"))
    jsonschema.validate(found, schema, jsonschema.Draft202012Validator)
    return found


def test_the_report_agrees_with_a_count_by_hand(year: Year) -> None:
    found = report(year)
    assert (found["kept_since"], found["provisional"]) == ("2023-12-25", False)
    assert found["mean"] == round(251 / 6, 2)
    agencies = {one["agency"]["id"]: one for one in found["agencies"]}
    assert {id: one["working_days"] for id, one in agencies.items()} == {
        "svhttdl": 23 + 22,  # May, by the swap, and December
        "stttt": 22 + 23,
        "stc": 16 + 22,
        "sgddt": 21 + 19,
        "sct": 19 + 23,
        "bqlkcn": 20 + 21,  # June, by the swap, and November
    }
    for one in agencies.values():
        assert one["shifts"] == 2
        # Each stint has minutes at one end at least.
        assert one["recorded_days"] == one["working_days"]
        assert one["difference"] == round(one["working_days"] - 251 / 6, 2)
    people = {one["name"]: (one["working_days"], one["recorded_days"]) for one in found["people"]}
    assert people == {
        "Nguyễn Văn A": (45, 45),
        "Trần Thị B": (22 + 9, 22 + 9),  # 1 to 11 July: two weeks less a day
        "Nguyễn Văn G": (14, 14),
        "Lê Văn C": (38, 38),
        "Phạm Thị D": (40, 40),
        "Hoàng Văn Đ": (42, 42),
        "Vũ Thị E": (41, 20),
        "Trần Thị H": (0, 21),
    }
    notices = found["notices"]
    assert [one["margin"] for one in notices] == MARGINS
    late = {one["shift"]: one["state"] for one in notices if one["state"] != "on_time"}
    assert late == {"2024-09": "late", "2024-10": "missing"}
    assert not any(one["changed"] for one in notices)
    acknowledged = {one["shift"]: one["acknowledged_on"] for one in notices}
    assert acknowledged == {**dict.fromkeys(acknowledged), **ACKNOWLEDGED}
    handovers = {one["handover_on"]: one["state"] for one in found["handovers"]}
    assert len(handovers) == 12 + 1
    assert {day: state for day, state in handovers.items() if state != "on_time"} == {
        "2024-03-29": "late",  # Good Friday is a working day; the 30th and 31st are a weekend
        "2024-08-30": "missing",
    }
    (minutes,) = (one for one in found["handovers"] if one["handover_on"] == "2024-02-29")
    assert minutes["recorded"]["counts"] == {
        "received": 1250,
        "in_progress": None,
        "to_return": None,
        "collected": None,
        "fees": 0,
    }
    (replaced,) = found["replacements"]
    assert (replaced["officer"], replaced["since"]) == ("Trần Thị B", "2024-07-12")
    assert (replaced["reason"], replaced["substitute"]["name"]) == (
        "Sai sót: nhiều lần",
        "Nguyễn Văn G",
    )


def test_who_has_carried_how_much_by_the_minutes(year: Year) -> None:
    found = json.loads(year.run("2024-12-31", "report", "2024", "--fairness", "--format", "json"))
    carried = {
        one["person"]["name"]: (one["working_days"], one["times_stood_in"], one["days_stood_in"])
        for one in found["people"]
        if one["working_days"]
    }
    assert carried == {
        "Nguyễn Văn A": (45, 0, 0),
        "Trần Thị B": (31, 0, 0),
        "Nguyễn Văn G": (14, 1, 14),  # for B from Friday 12 to Wednesday 31 July
        "Lê Văn C": (38, 0, 0),
        "Phạm Thị D": (40, 0, 0),
        "Hoàng Văn Đ": (42, 0, 0),
        "Vũ Thị E": (20, 0, 0),
        "Trần Thị H": (21, 1, 21),  # whom the minutes name for E in November
    }
    assert found["vacant_days"] == 0


def test_the_same_numbers_in_every_form(year: Year) -> None:
    text = year.run("2024-12-31", "report", "2024")
    for part in (
        "10 đúng hạn, 1 quá hạn, 1 chưa thông báo; 10 đã được xác nhận.",
        "11 đúng ngày, 1 muộn, 1 chưa ghi vào sổ.",
        "bình quân 41,8 ngày làm việc.",  # 251 / 6
        "1 lần đề nghị.",
    ):
        assert part in text
    (line,) = (line for line in text.splitlines() if line.startswith("Sở Tài chính  "))
    assert line.split()[3:7] == ["2", "38", "38", "-3,8"]
    printed = year.run("2024-12-31", "report", "2024", "--format", "csv")
    assert printed.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(printed.removeprefix("\ufeff"))))
    assert len(rows) == 12 + 1  # July has two officers
    assert sum(int(row["Số ngày làm việc"]) for row in rows) == 251
    (november,) = (row for row in rows if row["Phiên"] == "2024-11")
    assert november["Người trực theo lịch"] == "Vũ Thị E"
    assert november["Người trực theo sổ"] == "Trần Thị H"
    assert november["Ngày bàn giao theo sổ"] == "2024-11-29"
    year.run("2024-12-31", "report", "2024", "-o", year.folder)
    word = Document(str(year.folder / "bao-cao-2024-01-01-2024-12-31.docx"))
    told = [paragraph.text for paragraph in word.paragraphs]
    assert "Kết quả: 11 đúng ngày, 1 muộn, 1 chưa ghi vào sổ." in told


def test_part_of_the_year_as_it_stood_then(year: Year) -> None:
    printed = year.run("2024-07-19", "report", "2024-07-08..2024-07-31", "--format", "json")
    found = json.loads(printed)
    # 8 to 11 July are four working days, 12 to 31 July fourteen; by the 19th six of them are over.
    assert [
        (one["from"], one["working_days"], one["recorded"], one["recorded_days"])
        for one in found["services"]
    ] == [("2024-07-08", 4, "Trần Thị B", 4), ("2024-07-12", 14, "Nguyễn Văn G", 6)]


def test_a_stint_on_a_weekend_is_handed_over_before_it(year: Year) -> None:
    # June begins on a Saturday and its officer is away from Monday: both handovers, to the officer
    # and on to the reserve, are on Friday 31 May.
    year.add("absences: [{person: bqlkcn, days: 2024-06-03..2024-06-07}]\n")
    found = json.loads(year.run("2024-06-10", "report", "2024-05", "--format", "json"))
    assert [
        (one["handover_on"], one["since"], one["incoming"]["name"]) for one in found["handovers"]
    ] == [
        ("2024-05-31", "2024-06-01", "Vũ Thị E"),
        ("2024-05-31", "2024-06-03", "Trần Thị H"),
    ]


def test_a_missing_handover_is_told_until_it_is_recorded(year: Year) -> None:
    line = "30/08/2024 Lê Văn C → Phạm Thị D: chưa ghi vào sổ"
    assert line in year.run("2024-09-03", "today")
    assert line not in year.run("2024-08-30", "today")  # the day itself is not over
    assert f"cảnh báo: bàn giao {line} (khoản 8 Điều 6)" in year.run("2024-12-30", "check")
    found = json.loads(year.run("2024-09-03", "today", "--format", "json"))
    assert [one["since"] for one in found["unsettled_handovers"]] == ["2024-09-01"]
    late = ("--shift", "2024-08", BY, "--on", "2024-09-04")
    year.run("2024-09-04", "register", "handover", *late)
    text = year.run("2024-09-05", "today")
    assert "30/08/2024 Lê Văn C → Phạm Thị D: muộn (04/09/2024)" in text
    assert "chưa ghi vào sổ" not in year.run("2024-09-05", "check")


def test_minutes_of_a_day_that_has_moved(year: Year) -> None:
    # The replacement of Friday 12 July is put off to Monday 15: the minutes of the 11th are still
    # those of the same two people.
    text = year.file.read_text("utf-8").replace("effective: 2024-07-12", "effective: 2024-07-15")
    year.file.write_text(text, "utf-8")
    found = report(year)
    july = {one["since"]: one for one in found["handovers"] if one["shift"] == "2024-07"}
    assert july["2024-07-15"]["recorded"]["on"] == "2024-07-11"
    assert july["2024-07-15"]["state"] == "early"  # Friday 12 is the officer's last day now
    assert found["strays"] == []
    # It is undone: nothing of the plan fits them.
    year.run("2024-12-31", "change", "remove", "substitutions[0]", "--past", "--yes", BY)
    (stray,) = report(year)["strays"]
    assert (stray["since"], stray["outgoing"]) == ("2024-07-12", "Trần Thị B")
    parties = "Trần Thị B → Nguyễn Văn G, trực từ 12/07/2024"
    line = f"biên bản ngày 11/07/2024 ({parties}) không còn khớp lịch"
    assert line in year.run("2024-12-31", "check")
    assert line in year.run("2024-12-31", "report", "2024")


def test_recorded_days_are_the_agencys_own(year: Year) -> None:
    # The swap is undone: May is the Ban Quản lý's again, June Sở VHTTDL's.
    text = year.file.read_text("utf-8").replace("swaps: [{shifts: [2024-05, 2024-06]}]", "")
    year.file.write_text(text, "utf-8")
    found = report(year)
    days = {one["agency"]["id"]: one["recorded_days"] for one in found["agencies"]}
    # What is on record of May and June is the other one's, so that each keeps one shift:
    # December's 22 days, November's 21.
    assert (days["svhttdl"], days["bqlkcn"]) == (22, 21)
    notices = {one["shift"]: one["state"] for one in found["notices"]}
    assert (notices["2024-05"], notices["2024-06"]) == ("missing", "missing")


@pytest.mark.parametrize("on", ["2025-01-01", "2204-01-24", "2023-01-01", "0001-01-01"])
def test_a_day_that_is_mistyped_is_not_recorded(year: Year, on: str) -> None:
    before = year._run("register", "list", "--format", "json").stdout
    for kind in ("notice", "ack", "handover"):
        args = ("register", kind, "--shift", "2024-02", BY, "--on", on, "--today", "2024-12-31")
        done = year._run(*args, "--config", year.folder)
        assert (done.status, done.stdout) == (2, "")
        assert f"ngày {on} chưa đến, hoặc quá xa phiên 2024-02" in done.stderr
    assert year._run("register", "list", "--format", "json").stdout == before


def test_a_replacement_of_a_coming_shift_begins_with_it(year: Year) -> None:
    # June 2024 begins on a Saturday; its officer, by the swap, is Vũ Thị E.
    asked = ("--shift", "2024-06", "--officer", "Vũ Thị E", "--reason", "Nghỉ ốm")
    text = year.run("2024-05-13", "replace", *asked)
    assert "từ thứ Hai, ngày 03/6/2024 đến hết ngày 30/6/2024" in text
    # It is taken over from May's officer, on the last working day of May, a Friday.
    assert "Bàn giao: cuối giờ làm việc thứ Sáu, ngày 31/5/2024" in text
    year.run("2024-05-13", "register", "replace", *asked, BY)
    sent = ("--shift", "2024-06", "--person", "g", "--dry-run")
    assert "effective: 2024-06-01" in year.run("2024-05-13", "change", "substitute", *sent)


def test_a_spoiled_register_hides_nobody_at_the_counter(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite"
    file.write_text("đây không phải sổ " * 500, "utf-8")
    example = ("--config", CONFIG / "example", "--state", file, "--today", "2024-03-13")
    done = run("today", *example)
    assert (done.status, "VŨ THỊ M" in done.stdout) == (0, True)
    assert done.stderr.startswith(f"cảnh báo: {file}: không phải sổ theo dõi của luanphien")
    assert done.stderr.count("\n") == 1
    done = run("check", *example)
    assert (done.status, f"cảnh báo: {file}: không phải sổ" in done.stdout) == (0, True)
    assert run("report", *example).status == 1


def test_nothing_is_missed_from_before_the_register(year: Year) -> None:
    shutil.rmtree(year.folder.parent / "state")
    for command in ("today", "check"):
        assert "chưa ghi vào sổ" not in year.run("2024-09-03", command)
    year.run("2024-07-15", "register", "ack", "--shift", "2024-08", BY)
    told = [line for line in year.run("2024-09-03", "check").splitlines() if "chưa ghi vào" in line]
    assert [line.split()[4] for line in told] == ["31/07/2024", "30/08/2024"]


def test_the_book_holds_all_of_it(year: Year) -> None:
    year.run("2024-12-31", "register", "export", "-o", year.folder)
    table = Document(str(year.folder / "so-theo-doi.docx")).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert len(rows) == 1 + len(NOTICES) + len(ACKNOWLEDGED) + len(HANDOVERS) + 1
    (february,) = (row for row in rows if row[2:4] == ["tháng 02/2024", "bàn giao công việc"])
    assert february[5:] == [
        "Lê Văn C → Phạm Thị D",
        "Văn thư",
        "tiếp nhận 1.250 hồ sơ; phí, lệ phí bàn giao 0 đồng",
    ]
    (asked,) = (row for row in rows if row[3] == "đề nghị thay người")
    name = "Sở Thông tin và Truyền thông"
    assert asked[5] == f"{name}: thay Trần Thị B từ 12/07/2024"
    days = [row[1][6:10] + row[1][3:5] + row[1][:2] for row in rows[1:]]
    assert days == sorted(days)
    done = year._run("register", "list", "--format", "json")
    (schema,) = (one for command, one in schemas().items() if command.startswith("register list"))
    jsonschema.validate(json.loads(done.stdout), schema, jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--shift", "2024-07", "--by", "A"], "ghi --since"),
        (["--shift", "2024-02", "--by", "A", "--received", "-1"], "không phải một số từ 0 trở lên"),
        (["--shift", "2024-02", "--by", "A", "--fees", "1.5"], "«1.5» không phải một số"),
        (["--shift", "2024-02", "--by", "A", "--fees", "9" * 5000], "không phải một số"),
        (["--shift", "2024-02", "--by", "A", "--fees", "ít"], "không phải một số từ 0 trở lên"),
        (
            ["--shift", "2024-02", "--by", "A", "--since", "15/2/2024"],
            "2024-03-01; xem lại --since",
        ),
    ],
)
def test_a_handover_that_is_not_clear_is_not_recorded(
    year: Year, args: list[str], message: str
) -> None:
    before = year._run("register", "check").stdout
    done = year._run("register", "handover", *args, "--config", year.folder)
    assert (done.status, done.stdout) == (2, "")
    assert message in done.stderr
    assert year._run("register", "check").stdout == before


def test_nobody_signs_where_nobody_is_named(run: Run) -> None:
    done = run("register", "handover", "--shift", "2024-02", "--by", "A")
    assert done.status == 2
    assert "lịch chưa có người trực; ghi --outgoing" in done.stderr
    names = ("--outgoing", "Nguyễn Văn A", "--incoming", "Trần Thị B")
    assert run("register", "handover", "--shift", "2024-02", "--by", "A", *names).status == 0
