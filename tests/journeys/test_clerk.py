"""A clerk's year, 2026, by commands alone: no YAML is edited after `init`.

Whose month it is, counted by hand in the order of December 2023 (Điều 6 khoản 5): January 2026 is
the 26th shift, the second of its cycle, Sở Thông tin và Truyền thông. In the roster each agency
has two officers, who take turns, and a reserve. What happens:

- Sở GDĐT's officer is away from Monday 9 to Friday 13 March, Sở Công thương's on 15 to 17 April,
  of which the note comes on the 20th;
- June and July are swapped;
- in August the Centre asks for another officer than Sở Tài chính's, from Wednesday the 12th on;
- October is Sở Tài chính's instead of Sở Công thương's;
- from November on there is a new order, without Sở Công thương.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.command_line import Called, Run

BY = "--by=Văn thư"
AGENCIES = {
    "svhttdl": "A",
    "stttt": "B",
    "stc": "C",
    "sgddt": "D",
    "sct": "E",
    "bqlkcn": "G",
}
SERVED = {
    "2026-01": ("stttt", ["Nguyễn Văn B"]),
    "2026-02": ("stc", ["Nguyễn Văn C"]),
    "2026-03": ("sgddt", ["Nguyễn Văn D", "Lê Văn D", "Nguyễn Văn D"]),
    "2026-04": ("sct", ["Nguyễn Văn E", "Lê Văn E", "Nguyễn Văn E"]),
    "2026-05": ("bqlkcn", ["Nguyễn Văn G"]),
    "2026-06": ("stttt", ["Trần Thị B"]),
    "2026-07": ("svhttdl", ["Nguyễn Văn A"]),
    "2026-08": ("stc", ["Trần Thị C", "Hoàng Văn Đ"]),
    "2026-09": ("sgddt", ["Trần Thị D"]),
    "2026-10": ("stc", ["Nguyễn Văn C"]),
    "2026-11": ("svhttdl", ["Trần Thị A"]),
    "2026-12": ("stttt", ["Nguyễn Văn B"]),
}


def staff() -> str:
    lines = ["Cơ quan,Nhân sự,Họ và tên,Chức vụ,Điện thoại"]
    for agency, letter in AGENCIES.items():
        for role, name in (
            ("Chính thức", f"Nguyễn Văn {letter}"),
            ("Chính thức", f"Trần Thị {letter}"),
            ("Dự phòng", f"Lê Văn {letter}"),
        ):
            lines.append(f"{agency},{role},{name},Chuyên viên,0000 000 000")
    return "\n".join(lines)


class Desk:
    """The Centre's desk."""

    def __init__(self, folder: Path, run: Run) -> None:
        self.folder, self._run = folder, run

    def run(self, day: str, *args: object, status: int = 0) -> Called:
        """One command on that day."""
        done = self._run(*args, "--config", self.folder, *(["--today", day] if day else []))
        assert done.status == status, done.stderr
        return done

    def change(self, day: str, *args: object, status: int = 0) -> Called:
        return self.run(day, "change", *args, "--yes", BY, status=status)


def spend_the_year(desk: Desk) -> None:
    """All changes, each on the day on which it is decided or told."""
    list_ = desk.folder / "nhan-su.csv"
    list_.write_text(staff(), "utf-8")
    decided = ("--effective=2026-01-01", "--expires=2026-12-31", "--basis=Quyết định mẫu")
    desk.change("2025-12-10", "roster", list_, *decided)
    desk.change("2025-12-11", "person", "--id=le-van-a", "--phone=0000 000 001")
    sick = ("absence", "--person=Nguyễn Văn D", "--days=2026-03-09..2026-03-13", "--reason=Ốm")
    desk.change("2026-03-06", *sick)
    late = ("absence", "--person=Nguyễn Văn E", "--days=2026-04-15..2026-04-17")
    desk.change("2026-04-20", *late, status=2)
    desk.change("2026-04-20", *late, "--past")
    desk.change("2026-05-04", "swap", "2026-06", "2026-08", "--basis=Công văn mẫu")
    desk.change("2026-05-05", "undo")  # it should have been July
    desk.change("2026-05-05", "swap", "2026-06", "2026-07", "--basis=Công văn mẫu")
    asked = ("--shift=2026-08", "--officer=Trần Thị C", "--reason=Sai sót nhiều lần")
    desk.run("2026-08-10", "register", "replace", *asked, "--since=2026-08-12", BY)
    desk.change("2026-08-11", "person", "--name=Hoàng Văn Đ", "--phone=0000 000 000")
    desk.change("2026-08-11", "substitute", "--shift=2026-08", "--person=Hoàng Văn Đ")
    desk.change("2026-09-15", "agency", "--shift=2026-10", "--agency=Sở Tài chính")
    new = ("--agencies=svhttdl,stttt,stc,sgddt,bqlkcn", "--basis=Quyết định mẫu")
    desk.change("2026-10-15", "order", "--effective=2026-11-01", *new)
    told = ("--name=Tết Nguyên đán", "--source=Thông báo mẫu")
    desk.change("2026-11-25", "day-off", "--days=2027-02-05..2027-02-11", *told)
    desk.change("2026-11-25", "announce", "2027", "--as-listed")


@pytest.fixture
def desk(tmp_path: Path, run: Run) -> Desk:
    folder = tmp_path / "config"
    assert run("init", folder, "--today", "2025-12-01").status == 0
    return Desk(folder, run)


def schedule(desk: Desk, *args: object) -> dict[str, dict[str, Any]]:
    printed = desk.run("", "schedule", "2026", "--format=json", *args).stdout
    return {shift["id"]: shift for shift in json.loads(printed)["shifts"]}


def served(shift: dict[str, Any]) -> tuple[str, list[str]]:
    return shift["agency"]["id"], [stint["person"]["name"] for stint in shift["stints"]]


def test_the_year_is_as_it_was_decided(desk: Desk) -> None:
    spend_the_year(desk)
    shifts = schedule(desk)
    assert {id: served(shift) for id, shift in shifts.items()} == SERVED
    march = [stint["from"] for stint in shifts["2026-03"]["stints"]]
    assert march == ["2026-03-01", "2026-03-09", "2026-03-14"]
    assert shifts["2026-08"]["stints"][1]["from"] == "2026-08-12"
    assert "chỉ định" not in desk.run("2026-12-31", "check").stdout
    assert "nguyên vẹn" in desk.run("", "register", "check").stdout


def test_every_day_of_the_year_can_be_asked_again(desk: Desk) -> None:
    spend_the_year(desk)

    def said(day: str, shift: str) -> tuple[str, list[str]]:
        return served(schedule(desk, f"--as-of={day}")[shift])

    assert said("2026-03-05", "2026-03") == ("sgddt", ["Nguyễn Văn D"])
    assert said("2026-03-06", "2026-03") == SERVED["2026-03"]
    assert said("2026-05-04", "2026-06")[0] == "stc"  # the swap with August, for a day
    assert said("2026-05-05", "2026-06") == SERVED["2026-06"]
    assert said("2026-10-14", "2026-11") == ("bqlkcn", ["Trần Thị G"])
    assert said("2026-10-15", "2026-11") == SERVED["2026-11"]


def test_the_history_tells_the_year(desk: Desk) -> None:
    spend_the_year(desk)
    versions = json.loads(desk.run("", "history", "--format=json").stdout)["versions"]
    said = [(version["at"][:10], (version["command"] or "").split()[2:3]) for version in versions]
    assert said == [
        ("2025-12-10", []),
        ("2025-12-10", ["roster"]),
        ("2025-12-11", ["person"]),
        ("2026-03-06", ["absence"]),
        ("2026-04-20", ["absence"]),
        ("2026-05-04", ["swap"]),
        ("2026-05-05", ["undo"]),
        ("2026-05-05", ["swap"]),
        ("2026-08-11", ["person"]),
        ("2026-08-11", ["substitute"]),
        ("2026-09-15", ["agency"]),
        ("2026-10-15", ["order"]),
        ("2026-11-25", ["day-off"]),
        ("2026-11-25", ["announce"]),
    ]
    assert {version["by"] for version in versions} == {None, "Văn thư"}


def test_what_was_commented_in_the_files_still_is(desk: Desk) -> None:
    file = desk.folder / "agencies.yaml"
    before = file.read_text("utf-8").splitlines()
    spend_the_year(desk)
    after = iter(file.read_text("utf-8").splitlines())
    assert all(line in after for line in before)  # every line, in its order
