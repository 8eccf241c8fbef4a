"""`schedule --person`, `today`, `contacts`, `check` on people, as their users run them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from luanphien.config import load
from luanphien.config.review import Weight, warnings
from tests.helpers.command_line import CONFIG, Run

EXAMPLE = CONFIG / "example"


def test_schedule_shows_officer_and_reserve(run: Run) -> None:
    text = run("schedule", "2024", "--config", EXAMPLE, COLUMNS="80").stdout
    assert max(map(len, text.splitlines())) <= 80
    march = text[text.index("03/2024") : text.index("04/2024")]
    for line in ("01–10/03 Phạm Thị K", "11–15/03 Vũ Thị M", "16–31/03 Phạm Thị K"):
        assert line in march
    assert "dự phòng: Vũ Thị M" in march
    assert "10–11/10 chưa cử" in text
    assert "thay Sở VHTTDL" in text[text.index("12/2024") :]


def test_schedule_of_one_person(run: Run) -> None:
    for person in ("vu-thi-m", "Vũ Thị M", "VŨ THỊ M"):
        args = ("schedule", "2023-12..2024-12", "--person", person, "--config", EXAMPLE)
        shifts = json.loads(run(*args, "--format", "json").stdout)["shifts"]
        assert [shift["id"] for shift in shifts] == ["2024-03"]
    done = run("schedule", "--person", "ai đó", "--config", EXAMPLE)
    assert (done.status, done.stdout) == (2, "")
    assert "không có người mã hoặc họ tên «ai đó»" in done.stderr


def test_a_name_is_found_however_it_is_spaced(run: Run, example: Callable[..., Path]) -> None:
    folder = example(("    name: Nguyễn Văn A\n", '    name: "Nguyễn  Văn A"\n'))
    args = ("schedule", "2024", "--config", folder, "--format", "csv", "--person")
    done = run(*args, " nguyễn văn  a ")
    assert (done.status, done.stdout) == (0, run(*args, "nguyen-van-a").stdout)


def test_the_stints_in_json_say_why(run: Run) -> None:
    done = run("schedule", "2024-10", "--format", "json", "--config", EXAMPLE)
    (october,) = json.loads(done.stdout)["shifts"]
    cover, vacant = october["stints"][1:3]
    assert (cover["from"], cover["to"], cover["reason"]) == ("2024-10-07", "2024-10-09", "cover")
    assert (cover["role"], cover["instead_of"]["name"]) == ("reserve", "Trần Thị O")
    assert (vacant["person"], vacant["reason"], vacant["note"]) == (None, "vacant", "Tập huấn")
    assert [person["name"] for person in october["reserve"]] == ["Lê Văn P"]


def test_explain_says_why_a_person_serves(run: Run) -> None:
    text = run("explain", "2024-07", "--config", EXAMPLE).stdout
    assert "Lê Văn V, 14 ngày làm việc: thay Hoàng Văn Đ (Trung tâm đề nghị; Công văn mẫu)" in text
    assert "Bàn giao thứ Năm 11/07/2024: Hoàng Văn Đ → Lê Văn V" in text


@pytest.mark.parametrize(
    ("shift", "change"),
    [
        (
            "2024-12",
            "Đổi phiên: Sở Thông tin và Truyền thông, đổi với phiên trực tháng 01/2025, theo ",
        ),
        (
            "2025-01",
            "Đổi phiên: Sở Văn hóa, Thể thao và Du lịch, đổi với phiên trực tháng 12/2024, ",
        ),
        ("2025-03", "Trực thay: Sở Công thương, theo Công văn mẫu.\n"),
    ],
)
def test_explain_tells_a_swap_from_an_override(run: Run, shift: str, change: str) -> None:
    text = run("explain", shift, "--config", EXAMPLE).stdout
    assert change in text
    assert ("Đổi phiên" in text) != ("Trực thay" in text)


def test_today(run: Run) -> None:
    text = run("today", "--today", "2024-03-13", "--config", EXAMPLE, COLUMNS="80").stdout
    assert max(map(len, text.splitlines())) <= 80
    for part in (
        "Thứ Tư 13/03/2024",
        "VŨ THỊ M   ☎ 0000 000 000",
        "Đến hết    thứ Sáu 15/03/2024",
        "Phiên còn  13 ngày làm việc",  # 13, 14, 15, 18-22, 25-29 March
        "dự phòng, Phạm Thị K vắng",
        "Phạm Thị K (0000 000 000), từ thứ Hai 18/03/2024",
        # 13, 14, 15, 18-22, 25, 26 and 27 March; 13, 14 and 15.
        "hạn thứ Tư 27/03/2024 (còn 11 ngày làm việc), cho Sở Công",
        "17:00 thứ Sáu 15/03/2024 (còn 3 ngày làm việc): Vũ Thị M",
    ):
        assert part in text


def test_today_counts_as_the_notice_does(run: Run) -> None:
    for day in ("2024-03-13", "2024-03-23", "2024-03-27"):
        args = ("--today", day, "--config", EXAMPLE)
        _, deadline, _ = re.split(r"[()]", run("notify", "--next", *args).stdout, maxsplit=2)
        assert f"27/03/2024 ({deadline})" in run("today", *args).stdout


def test_today_on_a_day_off_says_so_and_who_is_next(run: Run) -> None:
    text = run("today", "--today", "2024-02-10", "--config", EXAMPLE).stdout
    assert "NGHỈ (Tết Nguyên đán Giáp Thìn). Làm việc lại thứ Năm 15/02/2024:" in text
    assert "NGUYỄN VĂN G" in text
    # Saturday 30 November: Monday is the next shift's, which December's swap gave to Sở TTTT.
    data = json.loads(
        run("today", "--today", "2024-11-30", "--config", EXAMPLE, "--format", "json").stdout
    )
    assert (data["working_day"], data["serving_on"]) == (False, "2024-12-02")
    assert (data["agency"]["id"], data["stint"]["person"]["name"]) == ("stttt", "Phạm Thị D")


def test_today_passes_over_a_stint_without_a_working_day(run: Run, tmp_path: Path) -> None:
    # Saturday 9 and Sunday 10 March are the reserve's; from Monday it is Phạm Thị K again.
    text = (EXAMPLE / "agencies.yaml").read_text("utf-8").replace("../h", f"{CONFIG}/h")
    text = text.replace("days: 2024-03-11..2024-03-15", "days: 2024-03-09..2024-03-10")
    (tmp_path / "agencies.yaml").write_text(text, "utf-8")
    text = run("today", "--today", "2024-03-08", "--config", tmp_path).stdout
    assert "Đến hết    Chủ nhật 31/03/2024" in text
    assert "Tiếp theo  Nguyễn Văn N (0000 000 000), Sở Công thương, từ thứ Hai 01/04/2024" in text


def test_today_says_that_the_notice_has_gone(run: Run) -> None:
    kept = ("--config", EXAMPLE, "--state", "r.sqlite")

    def shown() -> tuple[str, dict[str, str | None]]:
        panel = run("today", "--today", "2024-01-26", *kept, COLUMNS="120").stdout
        data = json.loads(run("today", "--today", "2024-01-26", *kept, "--format", "json").stdout)
        (line,) = (line for line in panel.splitlines() if "│  Thông báo  " in line)
        return line.strip("│ "), data["next_notice"]

    line, data = shown()
    # 26 and Monday 29 January
    assert line == ("Thông báo  hạn thứ Hai 29/01/2024 (còn 2 ngày làm việc), cho Sở Tài chính")
    assert (data["sent_on"], data["sent_via"], data["acknowledged_on"]) == (None, None, None)
    shift = ("--shift", "2024-02", "--by", "Thử", *kept)
    assert run("register", "notice", *shift, "--on", "2024-01-25", "--channel", "zalo").status == 0
    line, data = shown()
    assert line == "Thông báo  cho Sở Tài chính đã gửi 25/01/2024, chưa xác nhận"
    assert (data["sent_on"], data["sent_via"]) == ("2024-01-25", "zalo")
    assert data["acknowledged_on"] is None
    assert run("register", "ack", *shift, "--on", "2024-01-26").status == 0
    line, data = shown()
    assert line == "Thông báo  cho Sở Tài chính đã gửi 25/01/2024, xác nhận 26/01/2024"
    assert data["acknowledged_on"] == "2024-01-26"


def test_today_where_nobody_ever_hands_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "agencies.yaml").write_text(
        f"""\
centre: {{name: X, office_hours: {{opens: 07:30, closes: 17:00}}}}
holidays: {CONFIG}/holidays_vn.yaml
agencies: [{{id: a, name: A}}]
rotations: [{{effective: 2024-01-01, order: [a]}}]
people: [{{id: p, name: Người Thử Một}}]
rosters: [{{effective: 2024-01-01, staff: [{{agency: a, official: [p]}}]}}]
""",
        "utf-8",
    )
    done = run("today", "--today", "2024-03-05", "--config", tmp_path)
    assert (done.status, done.stderr) == (0, "")
    assert "NGƯỜI THỬ MỘT" in done.stdout
    assert "Bàn giao" not in done.stdout
    assert "bàn giao:" not in run("notify", "--shift", "2024-04", "--config", tmp_path).stdout


def test_today_is_provisional_only_when_a_date_shown_is(run: Run) -> None:
    # 30/11, 01/12 and the deadline for January, 29/12/2026, are all in announced years.
    assert "dự kiến" not in run("today", "--today", "2026-11-27").stdout
    assert "dự kiến" in run("today", "--today", "2027-01-05").stdout


@pytest.mark.parametrize(
    ("today", "deadline"),
    [("2023-12-27", "2023-12-27"), ("2023-12-28", "2024-01-29")],
)
def test_a_deadline_is_next_until_its_day_is_over(run: Run, today: str, deadline: str) -> None:
    data = json.loads(run("today", "--today", today, "--format", "json").stdout)
    assert data["next_notice"]["notice_deadline"] == deadline


def test_today_without_people_and_before_the_first_day(run: Run) -> None:
    assert "CHƯA CỬ" in run("today", "--today", "2024-01-10").stdout
    done = run("today", "--today", "2023-11-30")
    assert (done.status, done.stdout) == (2, "")
    assert "trước ngày 01/12/2023" in done.stderr


def test_contacts_hold_everyone_and_the_agency_on_call(run: Run) -> None:
    done = run("contacts", "--on", "2024-05-01", "--config", EXAMPLE, COLUMNS="80")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "không trực luân phiên, đến khi có hồ sơ (Điều 10)" in done.stdout
    done = run("contacts", "--on", "2024-05-01", "--config", EXAMPLE, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    # Six agencies with two officials and a reserve, one contact, and two of Sở Ngoại vụ.
    assert len(rows) == 6 * 3 + 1 + 2
    assert rows[-1]["Cơ quan, đơn vị"] == "Sở Ngoại vụ"
    assert [r["Họ tên"] for r in rows if r["Vai trò"] == "đầu mối"] == ["Phạm Thị X"]


def test_the_zalo_group_is_that_of_the_agencies_that_take_turns(run: Run) -> None:
    args = ("contacts", "--zalo", "--on", "2024-05-01", "--config", EXAMPLE, "--format", "json")
    contacts = json.loads(run(*args).stdout)["contacts"]
    assert len(contacts) == 6 * 3 + 1
    assert not any(contact["agency"]["on_call"] for contact in contacts)


def test_contacts_on_a_day_show_the_roster_in_force(run: Run) -> None:
    done = run("contacts", "--on", "2025-08-01", "--config", EXAMPLE)
    assert "Sở Hợp nhất (ví dụ)" in done.stdout
    assert "Sở Thông tin và Truyền thông" not in done.stdout
    assert "Nguyễn Văn G" not in done.stdout


def test_vcards_are_as_rfc_6350_says(run: Run, tmp_path: Path) -> None:
    text = (EXAMPLE / "agencies.yaml").read_text("utf-8")
    long = "Sở Ngoại vụ; Hợp tác, và " + "Đối ngoại " * 12
    text = text.replace("name: Sở Ngoại vụ", f'name: "{long}"').replace("../", f"{CONFIG}/")
    (tmp_path / "agencies.yaml").write_text(text, "utf-8")
    args = ("contacts", "--format", "vcard", "--config", tmp_path, "--on", "2024-05-01")
    raw = run(*args).stdout.encode()
    physical = raw.replace(b"\r\n", b"\n").split(b"\n")
    assert max(map(len, physical)) <= 75  # section 3.2; octets
    for line in physical:
        line.decode()  # no letter is broken
    lines = "\n".join(line.decode() for line in physical).replace("\n ", "").splitlines()
    cards = "\n".join(lines).split("END:VCARD\n")
    assert lines.count("BEGIN:VCARD") == lines.count("VERSION:4.0") == 7 + 21
    assert len({line for line in lines if line.startswith("UID:")}) == 7 + 21
    (card,) = (card for card in cards if "FN:Nguyễn Văn T" in card)
    escaped = long.strip().replace(";", r"\;").replace(",", r"\,")
    assert f"ORG:{escaped}" in card
    assert "ROLE:chính thức" in card
    assert "TEL;TYPE=work:0000 000 000" in card
    # The contact of an agency who is an officer too has a card for each.
    both = text.replace("contact: pham-thi-x", "contact: nguyen-van-g")
    (tmp_path / "agencies.yaml").write_text(both, "utf-8")
    again = run(*args).stdout.splitlines()
    assert len({line for line in again if line.startswith("UID:")}) == 7 + 21
    (tmp_path / "agencies.yaml").write_text(text, "utf-8")
    # The same person keeps the same identity.
    assert run(*args).stdout.encode() == raw


def test_check_warns_of_people(run: Run) -> None:
    done = run("check", "--today", "2024-03-01", "--config", EXAMPLE)
    assert done.status == 0
    for expected in (
        "chưa cử người trực phiên 2025-01, 2025-02, 2025-03",
        "danh sách hết hạn 2024-12-31, chưa có danh sách sau",
        "Trần Thị O vắng mà dự phòng cũng vắng hoặc không có: phiên 2024-10 không ai trực "
        "từ 2024-10-10 đến 2024-10-11",
        "«le-van-v» không có trong danh sách nhân sự của Sở Thông tin và Truyền thông",
        "«Nguyễn Văn A», «0000 000 000», «nguyen-van-a@so-mau.example» là mẫu",
    ):
        assert expected in done.stdout
    assert "chưa có danh sách nhân sự" in run("check").stdout


def test_check_says_first_what_stops_the_next_notice(
    run: Run, example: Callable[..., Path]
) -> None:
    # On 28 March 2024 the next shift is April's, Sở Công thương's, on 29 April it is May's.
    for day, shift, agency in (
        ("2024-03-28", "2024-04", "Sở Công thương"),
        ("2024-04-29", "2024-05", "Ban Quản lý các Khu công nghiệp tỉnh"),
    ):
        done = run("check", "--today", day, "--config", EXAMPLE)
        notice, vacant, missing = re.split(r"^(?:Ngày|Còn) ", done.stdout, flags=re.MULTILINE)
        assert notice.startswith("Cản thông báo sắp tới (2):\n")
        assert f"({agency}): không gửi được thông báo phiên {shift}: «" in notice
        assert vacant.startswith("không ai trực (3):\n")
        counted = [part.count("cảnh báo: ") for part in (notice, vacant, missing)]
        assert counted[:2] == [2, 3]
        assert missing.startswith(f"thiếu ({counted[2]}):\n")
        assert missing.endswith(f"tốt, {sum(counted)} cảnh báo.\n")
    real = ("sct@so-mau.example", "sct@so-mau.lan"), ("\ncentre:", f"\n{MAIL}\ncentre:")
    done = run("check", "--today", "2024-03-28", "--config", example(*real))
    assert "Cản thông báo" not in done.stdout


MAIL = "mail: {host: smtp.so-mau.example, security: none}"


def test_check_names_whom_an_entry_is_about(run: Run, example: Callable[..., Path]) -> None:
    done = run("check", "--today", "2024-03-01", "--config", EXAMPLE)
    assert "people[0] (Nguyễn Văn A): «Nguyễn Văn A», «0000" in done.stdout
    folder = example(("phone: 0000 000 000\n    email: le-van-c", "phone: x\n    email: le-van-c"))
    done = run("check", "--config", folder)
    assert (done.status, done.stdout) == (3, "")
    assert "people[2].phone (Lê Văn C): «x» không hợp lệ" in done.stderr


def test_check_names_agencies_that_take_turns_without_a_contact(run: Run) -> None:
    # khoản 9 Điều 6: «Chánh Văn phòng hoặc Trưởng phòng hành chính»; Sở Tài chính has one, Sở Ngoại
    # vụ takes no turns.
    lines = run("check", "--today", "2024-03-01", "--config", EXAMPLE).stdout.splitlines()
    without = [line for line in lines if "contact (khoản 9 Điều 6)" in line]
    assert [re.findall(r"agencies\[(\d)\]", line) for line in without] == [
        *([n] for n in "01345"),
    ]


def test_check_can_be_quiet(run: Run, example: Callable[..., Path]) -> None:
    assert run("check", "--quiet", "--config", EXAMPLE) == (0, "", "")
    folder = example(("phone: 0000 000 000\n    email: le-van-c", "phone: x\n    email: le-van-c"))
    done = run("check", "--quiet", "--config", folder)
    assert (done.status, done.stdout, done.stderr.count("\n")) == (3, "", 1)


def test_a_warning_is_at_its_entry() -> None:
    vacant = warnings(load(EXAMPLE), date(2024, 3, 1))[Weight.vacant]
    (away,) = (problem for problem in vacant if problem.path[:1] == ("absences",))
    line = (EXAMPLE / "agencies.yaml").read_text("utf-8").splitlines()[away.line - 1]
    assert line == "  - person: tran-thi-o"
    assert "Trần Thị O vắng" in away.text


def test_who_comes_for_a_weekend_alone_is_noticed(run: Run, example: Callable[..., Path]) -> None:
    # June 2024 begins on a Saturday. Its officer falls ill from Monday on, and would take over on
    # Friday 31 May and hand over at once.
    ill = "absences:\n  - {person: nguyen-van-a, days: 2024-06-03..2024-06-07}\n"
    folder = example(("absences:\n", ill))
    told = (
        "Nguyễn Văn A trực 01–02/06 chỉ có ngày nghỉ, nên nhận rồi giao cùng T6 31/05/2024; nếu "
        "thực tế không có, hãy cho đợt vắng hoặc việc thay người gồm cả những ngày đó, hoặc bỏ đi"
    )
    warning = f": absences[0]: phiên 2024-06: {told} (khoản 8 Điều 6)\n"
    day = ("--today", "2024-05-31", "--config", folder)
    assert warning in run("check", *day).stdout
    assert warning not in run("check", "--today", "2024-06-01", "--config", folder).stdout
    assert run("handover", "--next", *day).stderr == f"Lưu ý: {told}.\n"
    shift = ("handover", "--shift", "2024-06", "--config", folder)
    assert run(*shift, "--since", "2024-06-08", "--today", "2024-05-31").stderr == ""
    past = (*shift, "--since", "2024-06-03", "--today")
    assert [told in run(*past, day).stderr for day in ("2024-05-31", "2024-06-01")] == [True, False]

    whole = example(("absences:\n", ill.replace("2024-06-03", "2024-06-01")))
    day = ("--today", "2024-05-31", "--config", whole)
    assert "chỉ có ngày nghỉ" not in run("check", *day).stdout
    assert run("handover", "--next", *day).stderr == ""


def test_the_zalo_group_is_names_and_numbers(run: Run, example: Callable[..., Path]) -> None:
    # The contact of Sở Tài chính, Phạm Thị X, is in; khoản 9 Điều 6 wants one of each agency.
    folder = example(
        ("    short_name: Sở GDĐT\n", "    short_name: Sở GDĐT\n    contact: pham-thi-k\n"),
        ("phone: 0000 000 000\n    email: le-van-c@", "email: le-van-c@"),
    )
    done = run("contacts", "--zalo", "--on", "2024-05-01", "--config", folder)
    title, _, _, _, _, *lines = done.stdout.splitlines()
    assert title == "Thành viên nhóm Zalo (khoản 9 Điều 6), ngày 01/05/2024"
    assert "Số 0, đường Mẫu" not in done.stdout
    assert "@" not in done.stdout
    # Six agencies with two officers and a reserve each, and Phạm Thị X; Phạm Thị K once.
    assert lines.index("") == 6 * 3 + 1
    assert re.findall(r"Phạm Thị K +(.*?) *$", done.stdout, re.MULTILINE) == [
        "0000 000 000 Sở GDĐT         đầu mối"
    ]
    assert "Lê Văn C     chưa có      Sở VHTTDL       dự phòng\n" in done.stdout.replace(
        "  \n", "\n"
    )
    assert lines[-2] == "19 người."
    assert lines[-1] == (
        "Chưa có Chánh Văn phòng hoặc Trưởng phòng hành chính: "
        "Sở VHTTDL, Sở TTTT, Sở Công thương, Ban QL các KCN."
    )


def test_contacts_of_nobody(run: Run) -> None:
    assert "Chưa có ai trong danh sách." in run("contacts", "--zalo").stdout
    assert run("contacts", "--zalo", "--format", "csv").stdout.count("\n") == 1


def test_today_ends_with_what_is_owed_and_how_it_is_settled(run: Run) -> None:
    # 25-26, 29-31 January, 1, 2 and 5-7 February are ten working days; 29 January is the deadline.
    args = ("today", "--today", "2024-01-25", "--config", EXAMPLE, "--state", "r.sqlite")
    text = run(*args, COLUMNS="80").stdout
    assert max(map(len, text.splitlines())) <= 80
    for part in (
        "Việc phải làm đến hết thứ Tư 07/02/2024\n",
        "Thứ Hai 29/01/2024 (còn 3 ngày làm việc)\n",
        "\n    luanphien register notice --shift 2024-02 --by HỌ_TÊN\n",
        "\n    luanphien register handover --shift 2024-01 --since 2024-02-01 --by HỌ_TÊN\n",
    ):
        assert part in text
    commands = [
        one["command"].replace("HỌ_TÊN", "Thử").split()[1:]
        for one in json.loads(run(*args, "--format", "json").stdout)["obligations"]
    ]
    kept = ("--config", EXAMPLE, "--state", "r.sqlite")
    on_their_days = ("2024-01-25", "2024-01-31")
    for command, day in zip(commands, on_their_days, strict=True):
        assert run(*command, "--today", day, *kept).status == 0
    # What the commands have settled is gone; the notice is to be acknowledged yet.
    (left,) = json.loads(run(*args, "--format", "json").stdout)["obligations"]
    acknowledge = left["command"].replace("HỌ_TÊN", "Thử").split()[1:]
    assert acknowledge[:2] == ["register", "ack"]
    assert run(*acknowledge, "--today", "2024-01-26", *kept).status == 0
    nothing = "Không có việc gì phải làm đến hết thứ Tư 07/02/2024.\n"
    assert run(*args, COLUMNS="80").stdout.endswith(nothing)
