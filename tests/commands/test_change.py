"""`luanphien change`: what each command writes, shows and refuses.

The rota is the example's of April 2024, when Sở Công thương serves (docs and the shifts by hand:
the fifth shift of the order that began in December 2023).
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from luanphien.config import load
from luanphien.wording import decisions
from tests.helpers.command_line import Called, in_process

TODAY = "2024-04-01"


class Desk(NamedTuple):
    """A copy of the example and a register."""

    folder: Path
    state: Path

    def __call__(self, *args: object, today: str = TODAY, **env: str) -> Called:
        where = (f"--config={self.folder}", f"--state={self.state}")
        done = in_process(*args, *where, *((f"--today={today}",) if today else ()), **env)
        assert "Traceback" not in done.stderr
        return done

    def change(self, *args: object, today: str = TODAY) -> Called:
        return self("change", *args, "--yes", "--by=Nguyễn Văn A", today=today)

    @property
    def text(self) -> str:
        return (self.folder / "agencies.yaml").read_text("utf-8")

    @property
    def holidays(self) -> str:
        return (self.folder / "holidays_vn.yaml").read_text("utf-8")


@pytest.fixture
def desk(example: Callable[..., Path], tmp_path: Path) -> Desk:
    return Desk(example(), tmp_path / "register.sqlite")


def added(before: str, after: str) -> str:
    """The lines that were added in one place; nothing else has changed."""
    count = len(after) - len(before)
    for first in range(len(before), 0, -1):
        if after[:first] + after[first + count :] == before and after[first - 1] == "\n":
            return after[first : first + count]
    raise AssertionError("something else has changed")


@pytest.mark.parametrize(
    ("args", "lines"),
    [
        (
            ("absence", "--person=Nguyễn Văn N", "--days=2024-04-08..2024-04-10", "--reason=Ốm"),
            "  - person: nguyen-van-n\n    days: 2024-04-08..2024-04-10\n    reason: Ốm\n",
        ),
        (
            ("absence", "--person=nguyen-van-n", "--days=2024-04-08"),
            "  - person: nguyen-van-n\n    days: 2024-04-08\n",
        ),
        (
            ("substitute", "--shift=2024-04", "--since=2024-04-15", "--person=le-van-p"),
            "  - shift: 2024-04\n    effective: 2024-04-15\n    person: le-van-p\n",
        ),
        (
            (
                *("substitute", "--shift=2024-04", "--since=2024-04-15", "--until=2024-04-16"),
                *("--person=le-van-p", "--reason=Tập huấn"),
            ),
            "  - shift: 2024-04\n    effective: 2024-04-15\n    expires: 2024-04-16\n"
            "    person: le-van-p\n    reason: Tập huấn\n",
        ),
        (
            ("assign", "--shift=2024-05", "--person=Hoàng Văn R", "--basis=Công văn mẫu: số 1"),
            '  - shift: 2024-05\n    person: hoang-van-r\n    basis: "Công văn mẫu: số 1"\n',
        ),
        (("swap", "2024-08", "2024-09"), "  - shifts: [2024-08, 2024-09]\n"),
        (
            ("agency", "--shift=2024-08", "--agency=Sở Công thương"),
            "  - shift: 2024-08\n    agency: sct\n",
        ),
        (
            ("person", "--name=Đặng Thị Y", "--phone=0000 000 000"),
            "  - id: dang-thi-y\n    name: Đặng Thị Y\n    phone: 0000 000 000\n",
        ),
        (
            ("person", "--name=Phạm Thị K", "--title=Chuyên viên"),
            "  - id: pham-thi-k-2\n    name: Phạm Thị K\n    title: Chuyên viên\n",
        ),
        (
            ("person", "--name=Đặng Thị Y", "--salutation=Bà"),
            "  - id: dang-thi-y\n    name: Đặng Thị Y\n    salutation: bà\n",
        ),
        (
            (
                "order",
                "--effective=2025-09-01",
                "--agencies=stc, sct,bqlkcn,sgddt,shn",
                "--starts-with=sct",
                "--basis=Quyết định mẫu",
            ),
            "  - effective: 2025-09-01\n    order: [stc, sct, bqlkcn, sgddt, shn]\n"
            "    starts_with: sct\n    basis: Quyết định mẫu\n",
        ),
    ],
)
def test_what_a_change_writes(desk: Desk, args: tuple[str, ...], lines: str) -> None:
    before = desk.text
    done = desk.change(*args)
    assert done.status == 0, done.stderr
    assert done.stderr == ""
    assert added(before, desk.text) == lines
    assert all(f"+ {line}" in done.stdout for line in lines.splitlines())
    load(desk.folder)


@pytest.mark.parametrize(
    ("args", "lines"),
    [
        (
            ("day-off", "--days=2026-06-10..2026-06-11", "--name=Nghỉ", "--source=Văn bản mẫu"),
            "  - off: 2026-06-10..2026-06-11\n    name: Nghỉ\n    source: Văn bản mẫu\n"
            "    status: announced\n",
        ),
        (
            ("day-off", "--days=2027-02-05", "--make-up=2027-02-13", "--name=Tết", "--source=Mẫu"),
            "  - off: 2027-02-05\n    make_up: 2027-02-13\n    name: Tết\n    source: Mẫu\n"
            "    status: proposed\n",
        ),
        (
            ("make-up-day", "--day=2026-06-13", "--name=Làm bù", "--source=Văn bản mẫu"),
            "  - make_up: 2026-06-13\n    name: Làm bù\n    source: Văn bản mẫu\n"
            "    status: announced\n",
        ),
    ],
)
def test_what_a_change_of_days_off_writes(desk: Desk, args: tuple[str, ...], lines: str) -> None:
    before, agencies = desk.holidays, desk.text
    assert desk.change(*args).status == 0
    assert added(before, desk.holidays) == lines
    assert desk.text == agencies


def test_a_year_is_announced_once_its_days_are_known(desk: Desk) -> None:
    empty = desk.change("announce", "2027")
    assert empty.status == 3
    assert "năm 2027 không có ngày nghỉ nào trong days" in empty.stderr
    desk.change("day-off", "--days=2027-02-05..2027-02-11", "--name=Tết", "--source=Mẫu")
    assert load(desk.folder).rota.calendar.announced_years == {2023, 2024, 2025, 2026}
    before = desk.holidays
    short = desk.change("announce", "2027")
    # Điều 112 Bộ luật Lao động 2019: 01/01, 10/3 âm lịch, 30/4, 01/5 (a Saturday), 02/9.
    for day in ("T6 01/01", "T6 16/04", "T6 30/04", "T2 03/05", "T5 02/09", "T6 03/09", "T4 24/11"):
        assert f"{day}/2027" in short.stderr
    assert "T7 01/05" not in short.stderr
    assert "08/02/2027" not in short.stderr
    assert "hoặc thêm --as-listed nếu đúng là đi làm" in short.stderr
    assert short.status == 2
    assert desk.holidays == before
    assert desk.change("announce", "2027", "--as-listed").status == 0
    assert desk.holidays == before.replace("2025, 2026]", "2025, 2026, 2027]").replace(
        "    source: Mẫu\n    status: proposed\n", "    source: Mẫu\n    status: announced\n"
    )
    checked = desk("check", today="2027-04-30").stdout
    assert "phải đi làm: T6 30/04/2027 Ngày Chiến thắng, T2 03/05/2027" in checked
    later = desk("check", today="2027-11-25").stdout
    assert "phải đi làm" not in later
    again = desk.change("announce", "2027")
    assert (again.status, again.stderr) == (2, "Lỗi: không có gì để đổi: cấu hình đã như vậy\n")


def test_a_day_off_of_a_year_to_come_is_a_proposal(desk: Desk) -> None:
    told = ("--name=Tết", "--source=Mẫu")
    done = desk.change("day-off", "--days=2027-02-05..2027-02-11", *told)
    assert "Lịch nghỉ năm 2027 chưa công bố: đây mới là đề xuất" in done.stdout
    assert "luanphien change announce 2027" in done.stdout
    again = desk.change("day-off", "--days=2027-02-05..2027-02-11", *told)
    assert (again.status, again.stderr) == (2, "Lỗi: không có gì để đổi: cấu hình đã như vậy\n")
    assert "đề xuất" not in desk.change("day-off", "--days=2026-06-10", *told).stdout


def test_what_was_proposed_is_announced_where_it_stands(desk: Desk) -> None:
    before = desk.holidays
    told = ("--name=Dịp mẫu", "--source=Thông báo mẫu")
    apart = desk.change("day-off", "--days=2026-11-23", *told)
    assert apart.status == 2
    assert "(Hoán đổi dịp Ngày Văn hóa Việt Nam) đang đề xuất ngày trong số đó" in apart.stderr
    assert "luanphien change remove days[" in apart.stderr
    assert desk.holidays == before
    done = desk.change("day-off", "--days=2026-11-23", "--make-up=2026-11-28", *told)
    assert done.status == 0, done.stderr
    assert desk.holidays == before.replace(
        "    name: Hoán đổi dịp Ngày Văn hóa Việt Nam\n"
        "    source: đề xuất, báo chí đưa tin 6/9/2026\n    status: proposed\n",
        "    name: Dịp mẫu\n    source: Thông báo mẫu\n    status: announced\n",
    )


def test_other_details_of_a_person(desk: Desk) -> None:
    before = desk.text
    done = desk.change("person", "--id=pham-thi-k", "--phone=0000 000 001", "--title=Phó phòng")
    assert done.status == 0
    old = "name: Phạm Thị K\n    title: Chuyên viên\n    phone: 0000 000 000\n"
    new = "name: Phạm Thị K\n    title: Phó phòng\n    phone: 0000 000 001\n"
    assert desk.text == before.replace(old, new)
    assert desk.text != before
    assert desk.change("person", "--id=pham-thi-k", "--phone=0000 000 001").status == 2


def test_a_person_to_amend_may_be_named(desk: Desk) -> None:
    before = desk.text
    assert desk.change("person", "--id=Nguyễn văn N", "--title=Chuyên viên chính").status == 0
    by_name = desk.text
    assert desk.change("undo").status == 0
    assert desk.text == before
    assert desk.change("person", "--id=nguyen-van-n", "--title=Chuyên viên chính").status == 0
    assert desk.text == by_name != before


def test_a_namesake_is_pointed_out(desk: Desk) -> None:
    done = desk.change("person", "--name=Phạm Thị K")
    assert "Đã có người tên Phạm Thị K: pham-thi-k; người mới có mã pham-thi-k-2." in done.stdout
    twice = desk.change("absence", "--person=phạm thị k", "--days=2024-04-08")
    assert twice.status == 2
    assert "có 2 người, hãy ghi mã: pham-thi-k (Chuyên viên, 0000 000 000); pham-thi-k-2" in (
        twice.stderr
    )


def test_a_roster_and_the_people_in_it_that_are_new(desk: Desk, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text(
        "\ufeffCơ quan;Nhân sự;Họ và tên;Điện thoại\nstc;chính thức;Nguyễn Văn G;0000 000 001\n"
        "stc;dự phòng;Đặng Thị Y\nsct;chính thức;Trần Thị O\n",
        "utf-8",
    )
    when = ("--effective=2025-01-01", "--expires=2025-12-31", "--basis=Quyết định mẫu")
    done = desk.change("roster", table, *when)
    assert done.status == 0
    assert (
        "Nguyễn Văn G: Điện thoại trong danh sách là «0000 000 001», đang ghi «0000 000 000»; "
        "sửa bằng luanphien change person --id nguyen-van-g\n"
    ) in done.stdout
    people, roster = (
        "  - id: dang-thi-y\n    name: Đặng Thị Y\n",
        (
            "  - effective: 2025-01-01\n    expires: 2025-12-31\n    basis: Quyết định mẫu\n"
            "    staff:\n      - agency: stc\n        official: [nguyen-van-g]\n"
            "        reserve: [dang-thi-y]\n      - agency: sct\n        official: [tran-thi-o]\n"
        ),
    )
    assert people in desk.text
    assert roster in desk.text
    listed = load(desk.folder).decisions.rosters[-1]
    assert [staff.official for staff in listed.staff] == [("nguyen-van-g",), ("tran-thi-o",)]
    assert desk.change("undo").status == 0
    assert people not in desk.text
    assert roster not in desk.text


def test_a_list_whose_numbers_lost_their_zero(desk: Desk, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("agency,role,name,phone\nstc,official,Đặng Thị Y,900000001\n", "utf-8")
    done = desk.change("roster", table, "--effective=2025-01-01", "--basis=Quyết định mẫu")
    assert done.status == 0
    said = f"{table}:2: Đặng Thị Y: điện thoại 900000001: Excel đã bỏ số 0 đầu?\n"
    assert said in done.stdout


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX")
def test_a_list_is_a_file_and_not_too_large(desk: Desk, tmp_path: Path) -> None:
    pipe, large = tmp_path / "a.csv", tmp_path / "b.csv"
    os.mkfifo(pipe)
    large.write_bytes(b"\n" * (2**20 + 1))
    for file, why in (
        (pipe, "không phải tệp thường"),
        (Path("/dev/zero"), "cần tệp .xlsx hoặc .csv"),
        (tmp_path, "cần tệp .xlsx hoặc .csv"),
        (large, "lớn quá 1 MB"),
    ):
        done = desk.change("roster", file, "--effective=2025-01-01", "--basis=Quyết định mẫu")
        assert done.status == 2
        assert why in done.stderr


def test_another_officer_takes_the_place_of_one_who_was_assigned(desk: Desk) -> None:
    assert desk.change("assign", "--shift=2024-06", "--person=tran-thi-b").status == 0
    assert "  - shift: 2024-06\n    person: tran-thi-b\n" in desk.text
    assert "nguyen-van-a\n    basis: Công văn mẫu" not in desk.text
    again = desk.change("assign", "--shift=2024-06", "--person=tran-thi-b")
    assert again.status == 2


def test_a_replacement_that_was_asked_for_is_taken_over(desk: Desk) -> None:
    desk(
        *("register", "replace", "--shift=2024-04", "--officer=nguyen-van-n"),
        *("--reason=Sai sót nhiều lần", "--by=Nguyễn Văn A", "--since=2024-04-10"),
    )
    done = desk.change("substitute", "--shift=2024-04", "--person=le-van-p")
    assert done.status == 0
    assert (
        "  - shift: 2024-04\n    effective: 2024-04-10\n    person: le-van-p\n"
        "    reason: Sai sót nhiều lần\n"
    ) in desk.text


def test_what_moves_and_what_follows_is_shown(desk: Desk) -> None:
    # 2024-04-08 is a Monday: N hands over on the Friday before, P on the Wednesday.
    done = desk.change("absence", "--person=nguyen-van-n", "--days=2024-04-08..2024-04-10")
    assert done.stdout.splitlines()[:12] == [
        "  Phiên    Nội dung             Trước          Sau                  ",
        "────────────────────────────────────────────────────────────────────",
        "! 2024-04  người trực           Nguyễn Văn N   01–07/04 Nguyễn Văn N",
        "                                               08–10/04 Lê Văn P    ",
        "                                               11–30/04 Nguyễn Văn N",
        "! 2024-04  bàn giao trong phiên không có       05/04, 10/04         ",
        "",
        "! 1 phiên đã bắt đầu hoặc đã qua bị đổi; hãy xem lại.",
        "",
        "Thêm bàn giao: T6 05/04/2024 Nguyễn Văn N → Lê Văn P.",
        "Thêm bàn giao: T4 10/04/2024 Lê Văn P → Nguyễn Văn N.",
        "Cần báo cho: Nguyễn Văn N (0000 000 000), Lê Văn P (0000 000 000).",
    ]
    assert "Lịch điện tử: 2 sự kiện mới, 1 sự kiện đổi, 0 sự kiện hủy." in done.stdout


def test_a_day_that_nobody_serves_is_shown(desk: Desk) -> None:
    desk.change("absence", "--person=le-van-p", "--days=2024-04-09")
    done = desk.change("absence", "--person=nguyen-van-n", "--days=2024-04-08..2024-04-10")
    assert "Không ai trực: 09/04, phiên 2024-04." in done.stdout


def test_faults_of_what_would_be_written_are_told_as_such(desk: Desk) -> None:
    before = desk.text
    first = before[: before.index("    basis: Công văn mẫu\n\nabsences:")].count("\n")
    done = desk.change("assign", "--shift=2024-05", "--person=le-van-p")
    assert done.status == 3
    # The new entry follows the one of June, which ends with its basis; the person is in its second
    # line.
    assert done.stderr == (
        "Chưa ghi gì; nếu ghi thì tệp sai ở những dòng sau:\n"
        f"{desk.folder / 'agencies.yaml'}:{first + 3}:13: assignments[1].person: «le-van-p» không "
        "có trong danh sách nhân sự của Ban Quản lý các Khu công nghiệp tỉnh đang có hiệu lực ngày "
        "2024-05-01\n"
    )
    assert desk.text == before
    unknown = desk.change("assign", "--shift=2024-05", "--person=x")
    assert (unknown.status, "Chưa ghi gì" in unknown.stderr) == (2, False)


def test_who_stands_in_before_a_replacement_that_was_asked_for_is_not_it(desk: Desk) -> None:
    desk(
        *("register", "replace", "--shift=2024-04", "--officer=nguyen-van-n"),
        *("--reason=Sai sót nhiều lần", "--by=Nguyễn Văn A", "--since=2024-04-10"),
    )
    days = ("--since=2024-04-08", "--until=2024-04-09")
    assert desk.change("substitute", "--shift=2024-04", *days, "--person=le-van-p").status == 0
    assert "Sai sót nhiều lần" not in desk.text
    later = ("--since=2024-04-09", "--until=2024-04-10")
    desk.change("undo")
    assert desk.change("substitute", "--shift=2024-04", *later, "--person=le-van-p").status == 0
    assert (
        "    expires: 2024-04-10\n    person: le-van-p\n    reason: Sai sót nhiều lần\n"
        in desk.text
    )


def test_for_days_that_nobody_serves_today_has_the_command(desk: Desk) -> None:
    # In the example Trần Thị O is away from 7 to 11 October, the reserve on the last two days.
    owed = json.loads(desk("today", "--format=json", today="2024-10-07").stdout)["obligations"]
    (naming,) = (one["command"] for one in owed if one["duty"] == "name")
    assert naming == (
        "luanphien change substitute --shift 2024-10 --since 2024-10-10 --until 2024-10-11 "
        "--person NGƯỜI"
    )
    _, change, *args = naming.replace("NGƯỜI", "le-van-v").split()
    assert desk(change, *args, "--yes", today="2024-10-07").status == 0
    shift = json.loads(desk("schedule", "2024-10", "--format=json").stdout)["shifts"][0]
    assert [(one["from"], one["person"]["id"]) for one in shift["stints"]] == [
        ("2024-10-01", "tran-thi-o"),
        ("2024-10-07", "le-van-p"),
        ("2024-10-10", "le-van-v"),
        ("2024-10-12", "tran-thi-o"),
    ]
    after = load(desk.folder)
    substitution = after.decisions.substitutions[-1]
    assert decisions.line(substitution, after.people, after.agencies) == (
        "phiên 2024-10: Lê Văn V thay từ 2024-10-10 đến 2024-10-11"
    )


def test_a_notice_that_was_sent_will_be_corrected(desk: Desk) -> None:
    desk("register", "notice", "--shift=2024-05", "--by=A", today="2024-04-22")
    done = desk.change("agency", "--shift=2024-05", "--agency=stc", today="2024-04-23")
    assert done.status == 0
    # The example's addresses are samples, to which nothing is sent.
    assert (
        "Thông báo phiên 2024-05 đã gửi, sẽ đính chính; không có địa chỉ thư nào để gửi; đã báo "
        "bằng giấy, Zalo hay điện thoại cho Ban Quản lý các Khu công nghiệp tỉnh, hãy báo lại."
    ) in " ".join(done.stdout.split())


def test_minutes_that_fit_no_more_are_shown(desk: Desk) -> None:
    absence = ("absence", "--person=nguyen-van-n", "--days=2024-04-08..2024-04-10")
    assert desk.change(*absence).status == 0
    signed = ("register", "handover", "--shift=2024-04", "--since=2024-04-08", "--by=A")
    assert desk(*signed, today="2024-04-05").status == 0
    done = desk.change("undo", today="2024-04-06")
    assert done.status == 0
    assert "Biên bản ngày 05/04/2024 (Nguyễn Văn N → Lê Văn P, trực từ 08/04/2024)" in done.stdout


def test_days_that_are_over_need_to_be_named(desk: Desk) -> None:
    absence = ("absence", "--person=nguyen-van-n", "--days=2024-04-08..2024-04-10")
    before = desk.text
    late = desk.change(*absence, today="2024-04-09")
    assert late.status == 2
    assert late.stderr == (
        "Lỗi: lịch của ngày đã qua (2024-04-08) sẽ khác đi; nếu đúng vậy, hãy thêm --past\n"
    )
    assert desk.text == before
    rehearsal = desk("change", *absence, "--dry-run", today="2024-04-09")
    assert (rehearsal.status, desk.text) == (0, before)
    assert rehearsal.stdout.endswith("Chưa ghi gì. Lịch của ngày đã qua khác đi từ 2024-04-08.\n")
    assert desk.change(*absence, "--past", today="2024-04-09").status == 0


def test_a_rehearsal_writes_nothing(desk: Desk) -> None:
    before = desk.text
    done = desk("change", "swap", "2024-08", "2024-09", "--dry-run")
    assert (done.status, done.stderr) == (0, "")
    assert "2024-08  cơ quan" in done.stdout
    assert done.stdout.endswith("Chưa ghi gì.\n")
    assert desk.text == before
    assert not desk.state.exists()


def test_without_a_terminal_nothing_is_asked(desk: Desk) -> None:
    before = desk.text
    done = desk("change", "swap", "2024-08", "2024-09")
    assert done.status == 2
    assert done.stderr.startswith("Lỗi: không có ai để hỏi; hãy thêm --yes, hoặc --dry-run\n")
    assert desk.text == before


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (("absence",), 2, "thiếu --person (ai vắng)"),
        (("absence", "--person=le-van-p"), 2, "thiếu --days"),
        (("absence", "--person=x", "--days=2024-04-08"), 2, "không có người mã hoặc họ tên «x»"),
        (
            ("absence", "--person=le-van-p", "--days=2024-04-10..2024-04-08"),
            2,
            "kết thúc trước khi bắt đầu",
        ),
        (
            ("absence", "--person=le-van-p", "--days=2024-10-14..2024-10-20"),
            2,
            "Lê Văn P đã được ghi vắng 2024-10-10..2024-10-14; hai mục chồng nhau",
        ),
        (
            ("substitute", "--shift=2024-04", "--since=2024-05-01", "--person=le-van-p"),
            2,
            "ngày 2024-05-01 không thuộc phiên 2024-04",
        ),
        (
            (
                *("substitute", "--shift=2024-04", "--since=2024-04-15", "--until=2024-05-01"),
                "--person=le-van-p",
            ),
            2,
            "ngày 2024-05-01 không thuộc phiên 2024-04",
        ),
        (
            (
                *("substitute", "--shift=2024-04", "--since=2024-04-15", "--until=2024-04-12"),
                "--person=le-van-p",
            ),
            2,
            "ngày cuối 2024-04-12 trước ngày đầu 2024-04-15",
        ),
        (
            ("substitute", "--shift=2024-13", "--since=2024-05-01", "--person=le-van-p"),
            2,
            "không phải một phiên",
        ),
        (
            ("substitute", "--shift=2023-11", "--since=2024-05-01", "--person=le-van-p"),
            2,
            "Chưa có lịch luân phiên trước ngày 01/12/2023",
        ),
        (("assign", "--shift=2024-05", "--person=le-van-p"), 3, "không có trong danh sách nhân sự"),
        (
            ("assign", "--shift=2024-05", "--person=pham-thi-q"),
            2,
            "không phiên, người hay ngày nào",
        ),
        (("swap", "2024-08", "2024-08"), 2, "phiên 2024-08 đổi với chính nó"),
        (("swap", "2024-08", "2024-12"), 3, "phiên 2024-12 đã đổi ở mục trên"),
        (("swap", "2024-08", "2025-02"), 2, "không phiên, người hay ngày nào khác đi"),
        (("swap", "2024-08"), 2, "thiếu PHIÊN (đổi với phiên nào)"),
        (("agency", "--shift=2024-08", "--agency=x"), 2, "không có cơ quan mã hoặc tên «x»"),
        (("agency", "--shift=2024-08", "--agency=sngv"), 3, "«sngv» chỉ đến khi cần"),
        (("agency", "--shift=2024-08", "--agency=stc"), 2, "không phiên, người hay ngày nào"),
        (("person", "--name=A", "--phone=x"), 3, "people[22].phone (A): «x» không hợp lệ"),
        (("person", "--id=X Y", "--name=A"), 3, "people[22].id (A): «X Y» không hợp lệ"),
        (("person", "--id=x"), 2, "không có người mã hoặc họ tên «x»"),
        (("person", "--name=A", "--salutation=x"), 2, "«x» không hợp lệ; cần ông hoặc bà"),
        (
            ("order", "--effective=2025-08-02", "--agencies=stc,sct", "--basis=Mẫu"),
            3,
            "không phải ngày đầu tháng",
        ),
        (
            ("order", "--effective=2025-08-01", "--agencies=stc,x", "--basis=Mẫu"),
            2,
            "không có cơ quan mã hoặc tên «x»",
        ),
        (("order", "--effective=2025-08-01", "--agencies=stc"), 2, "thiếu --basis"),
        (
            ("day-off", "--days=2026-01-01", "--name=A", "--source=B"),
            3,
            "ngày 2026-01-01 đã có ở mục trên",
        ),
        (
            ("make-up-day", "--day=2026-06-10", "--name=A", "--source=B"),
            3,
            "2026-06-10 là ngày trong tuần",
        ),
        (("announce", "27"), 2, "«27» không phải năm từ 1901 đến 2100"),
        (("announce",), 2, "thiếu NĂM"),
        (("remove", "absences[9]"), 2, "không có mục «absences[9]»"),
        (("remove", "agencies[0]"), 2, "không có mục «agencies[0]»"),
        (("remove", "people[0]"), 3, "không có người mã «nguyen-van-a»"),
        (("remove",), 2, "thiếu MỤC"),
        (("undo",), 2, "sổ không có lần đổi nào để bỏ"),
        (("roster", "none.csv", "--effective=2025-01-01", "--basis=A"), 1, "none.csv"),
    ],
)
def test_what_can_not_be(desk: Desk, args: tuple[str, ...], status: int, message: str) -> None:
    before = desk.text, desk.holidays
    done = desk.change(*args)
    assert done.status == status
    assert message in done.stderr
    assert (desk.text, desk.holidays) == before
    assert not desk.state.exists()


def test_an_entry_is_taken_out(desk: Desk) -> None:
    before = desk.text
    assert desk.change("remove", "absences[1]").status == 0
    assert desk.text == before.replace(
        "  - person: tran-thi-o\n    days: 2024-10-07..2024-10-11\n    reason: Tập huấn\n", ""
    )
    assert desk.change("remove", "swaps[0]").status == 0
    assert "swaps: []\n" in desk.text


def test_changes_are_taken_back_one_after_the_other(desk: Desk) -> None:
    texts = [desk.text]
    for args in (("swap", "2024-08", "2024-09"), ("person", "--name=A"), ("remove", "people[0]")):
        desk.change(*args)
        texts.append(desk.text)
    assert texts[2] == texts[3]  # the third was refused
    assert desk.change("undo").status == 0
    assert desk.text == texts[1]
    assert desk.change("undo").status == 0
    assert desk.text == texts[0]
    assert desk.change("undo").status == 2


def test_a_change_is_taken_back_though_other_lines_were_edited(desk: Desk) -> None:
    before = desk.text
    desk.change("swap", "2024-08", "2024-09")
    file = desk.folder / "agencies.yaml"
    file.write_text("# mới\n" + desk.text.replace("signer: Nguyễn Văn A", "signer: B"), "utf-8")
    assert desk.change("undo").status == 0
    assert desk.text == "# mới\n" + before.replace("signer: Nguyễn Văn A", "signer: B")


def test_a_change_that_was_edited_since_stays(desk: Desk) -> None:
    desk.change("swap", "2024-08", "2024-09")
    file = desk.folder / "agencies.yaml"
    file.write_text(desk.text.replace("[2024-08, 2024-09]", "[2024-08, 2024-10]"), "utf-8")
    before = desk.text
    done = desk.change("undo")
    assert done.status == 1
    assert done.stderr == (
        "Lỗi: những gì lần đổi 2 đã ghi không còn nguyên; hãy sửa tệp bằng tay\n"
    )
    assert desk.text == before


def test_a_full_disk_changes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = desk.text

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "full", str(desk.folder / "agencies.yaml"))

    monkeypatch.setattr("luanphien.config.draft.replace_file", full)
    done = desk.change("swap", "2024-08", "2024-09")
    assert done.status == 1
    assert done.stderr == (
        f"Lỗi: không đọc hoặc ghi được {desk.folder / 'agencies.yaml'}: đĩa đầy\n"
    )
    assert desk.text == before
    assert desk("history", today="").stdout == "Sổ chưa ghi cấu hình nào.\n"


def test_a_register_that_can_not_be_written_to_changes_nothing(desk: Desk) -> None:
    desk.state.write_bytes(b"")
    before = desk.text
    done = desk.change("swap", "2024-08", "2024-09")
    assert done.status == 1
    assert "tệp rỗng, không phải sổ" in done.stderr
    assert desk.text == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX")
def test_a_pipe_is_no_configuration(desk: Desk) -> None:
    file = desk.folder / "agencies.yaml"
    file.unlink()
    os.mkfifo(file)
    done = desk.change("swap", "2024-08", "2024-09")
    assert done.status == 3
    assert "không phải tệp thường" in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX")
def test_a_pipe_is_no_lock(desk: Desk) -> None:
    before = desk.text
    lock = desk.folder / ".luanphien.lock"
    os.mkfifo(lock)
    done = desk.change("swap", "2024-08", "2024-09")
    assert done.status == 1
    assert done.stderr == f"Lỗi: {lock}: không phải tệp thường, không khóa được; hãy xóa đi\n"
    assert desk.text == before


def test_what_would_be_too_large_to_be_read_is_not_written(desk: Desk) -> None:
    file = desk.folder / "agencies.yaml"
    text = desk.text
    text += "#" * (2**20 - len(text.encode()) - 1) + "\n"  # 1 MB, which may be read
    file.write_text(text, "utf-8")
    done = desk.change("swap", "2024-08", "2024-09")
    assert done.status == 3
    assert "agencies.yaml: tệp lớn 1.0 MB, tối đa 1 MB" in done.stderr
    assert desk.text == text


def test_what_ships_is_nobodys_to_change(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    here = os.getcwd()  # noqa: PTH109
    os.chdir(tmp_path / "empty")
    try:
        done = in_process("change", "swap", "2024-08", "2024-09", "--yes", "--dry-run")
    finally:
        os.chdir(here)
    assert done.status == 2
    assert "chưa có cấu hình riêng; hãy chạy luanphien init THƯ_MỤC" in done.stderr


def test_an_invalid_configuration_is_said_as_check_does(desk: Desk) -> None:
    file = desk.folder / "agencies.yaml"
    file.write_text(desk.text.replace("opens: 07:30", "opens: 7"), "utf-8")
    done = desk.change("swap", "2024-08", "2024-09")
    assert done.status == 3
    assert "agencies.yaml:17:12: centre.office_hours.opens: «7» không hợp lệ" in done.stderr
