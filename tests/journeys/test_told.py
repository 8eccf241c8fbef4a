"""What who serves is told by e-mail, as cron sends it: their days, what changes, what is to come.

In the example Phạm Thị K of Sở Giáo dục và Đào tạo serves March 2024; its notice goes on Friday 23
February, five working days before Friday 1 March. Vũ Thị M is her reserve. Nguyễn Văn G of Sở Tài
chính, whose February it is, hands over to her on Thursday 29 February, his last working day.
"""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from icalendar import Calendar

from luanphien.register import Register
from tests.helpers.answers import Postbox, accepted, notification, reply
from tests.helpers.command_line import CONFIG, Called, in_process
from tests.helpers.mail_server import Received, Server
from tests.journeys.test_sending import invited, silent

K, M, G = (f"{name}@so-mau.lan" for name in ("pham-thi-k", "vu-thi-m", "nguyen-van-g"))
AWAY = """  - person: pham-thi-k
    days: 2024-03-11..2024-03-15
    reason: Nghỉ phép
"""


class Office:
    """The example's centre, with a mail server; an absence can be taken out and put in."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.folder, self.server, self.state = folder, server, folder.parent / "register.sqlite"
        folder.mkdir()
        shutil.copy(CONFIG / "holidays_vn.yaml", folder)
        text = (CONFIG / "example/agencies.yaml").read_text("utf-8")
        text = text.replace("../holidays", "holidays").replace("so-mau.example", "so-mau.lan")
        assert AWAY in text
        self.text = f"{text}mail: {{host: 127.0.0.1, port: {server.port}, security: none}}\n"
        self.write(away=False)

    def write(self, *changes: tuple[str, str], away: bool, more: str = "") -> None:
        text = self.text if away else self.text.replace(AWAY, "")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (self.folder / "agencies.yaml").write_text(text + more, "utf-8")

    def run(self, *command: str, today: str) -> Called:
        files = ("--config", self.folder, "--state", self.state, "--today", today)
        return in_process(*command, *files)

    def cron(self, today: str, *options: str) -> Called:
        return self.run("notify", "--next", "--send", *options, today=today)

    def personal(self) -> list[Received]:
        """What has gone to people."""
        kinds = (".days.", ".before_shift.", ".before_handover.")
        return [one for one in self.server.received if any(kind in one.id for kind in kinds)]

    def facts(self) -> list[dict[str, Any]]:
        done = in_process("register", "list", "--format", "json", "--state", self.state)
        return [fact for fact in json.loads(done.stdout)["facts"] if fact["person"]]


@pytest.fixture
def office(tmp_path: Path, server: Server) -> Office:
    """A centre whose register was begun on 1 February."""
    office = Office(tmp_path / "centre", server)
    assert silent(office.cron("2024-02-01"))
    return office


def text(received: Received) -> str:
    body = received.message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def lines(received: Received) -> list[str]:
    return text(received).splitlines()


def test_who_is_named_gets_the_days_the_handovers_and_a_calendar(office: Office) -> None:
    assert silent(office.cron("2024-02-22"))
    assert office.personal() == []
    assert silent(office.cron("2024-02-23"))
    (named,) = office.personal()
    assert named.recipients == (K,)
    assert named.message["Subject"] == "Lịch trực tại Trung tâm: tháng 03/2024"
    # From the first to the last day with work: 30 and 31 March are a weekend.
    assert "- Trực từ thứ Sáu 01/03/2024 đến hết thứ Sáu 29/03/2024." in lines(named)
    (giver,) = (line for line in lines(named) if line.startswith("- Nhận bàn giao"))
    assert "thứ Năm 29/02/2024, từ ông/bà Nguyễn Văn G (Sở Tài chính, điện thoại" in giver
    (taker,) = (line for line in lines(named) if line.startswith("- Bàn giao"))
    assert "thứ Sáu 29/03/2024, cho ông/bà Nguyễn Văn N (Sở Công thương" in taker
    days, *handovers = invited(named.message, "REQUEST")
    assert (str(days["uid"]), int(days["sequence"])) == (
        "stint-2024-03-pham-thi-k-1@tinh-mau.luanphien",
        0,
    )
    assert [str(one.decoded("dtstart").date()) for one in handovers] == ["2024-02-29", "2024-03-29"]
    # Once.
    assert silent(office.cron("2024-02-23"))
    assert silent(office.cron("2024-02-26"))
    assert len(office.personal()) == 1


def test_who_is_named_is_told_the_address_of_the_own_feed(office: Office, tmp_path: Path) -> None:
    assert office.run("publish", "-o", str(tmp_path / "site"), today="2024-02-22").status == 0
    feeds = {
        str(Calendar.from_ical(file.read_bytes())["X-WR-CALNAME"]): file.name
        for file in (tmp_path / "site").glob("nguoi-*.ics")
    }
    assert silent(office.cron("2024-02-23"))
    (named,) = office.personal()
    (line,) = (line for line in lines(named) if "nguoi-" in line)
    assert line.endswith(f": https://lich-truc.so-mau.lan/{feeds['Lịch trực: Phạm Thị K']}")


def test_who_is_not_public_has_no_feed_to_be_told(office: Office, tmp_path: Path) -> None:
    private = ("    name: Phạm Thị K\n", "    name: Phạm Thị K\n    public: false\n")
    office.write(private, away=False)
    office.run("publish", "-o", str(tmp_path / "site"), today="2024-02-22")
    assert silent(office.cron("2024-02-23"))
    (named,) = office.personal()
    assert "nguoi-" not in text(named)


def test_a_change_is_told_to_those_whom_it_concerns_and_never_why(office: Office) -> None:
    office.cron("2024-02-23")
    office.write(away=True)
    assert silent(office.cron("2024-02-26"))
    _, changed, stands_in = office.personal()
    assert (changed.recipients, stands_in.recipients) == ((K,), (M,))
    assert changed.message["Subject"] == "Thay đổi lịch trực tại Trung tâm: tháng 03/2024"
    for line in (
        "- Trước đây: từ thứ Sáu 01/03/2024 đến hết thứ Sáu 29/03/2024.",
        "- Nay: từ thứ Sáu 01/03/2024 đến hết thứ Sáu 08/03/2024; "
        "từ thứ Hai 18/03/2024 đến hết thứ Sáu 29/03/2024.",
        "- Thay đổi từ thứ Hai 11/03/2024.",
    ):
        assert line in lines(changed)
    assert "- Trực từ thứ Hai 11/03/2024 đến hết thứ Sáu 15/03/2024." in lines(stands_in)
    for received in (changed, stands_in):
        parts = [part.get_payload(decode=True) or b"" for part in received.message.walk()]
        assert not any("Nghỉ phép".encode() in part for part in parts if isinstance(part, bytes))
        assert not any(b"vu-thi-m@" in part for part in parts if isinstance(part, bytes)) or (
            received.recipients == (M,)
        )
    uid = "stint-2024-03-pham-thi-k-{}@tinh-mau.luanphien"
    numbers = {str(one["uid"]): one["sequence"] for one in invited(changed.message, "REQUEST")}
    assert (numbers[uid.format(1)], numbers[uid.format(2)]) == (1, 0)
    # It is the feed's own event, as export-ics writes it of this register.
    done = office.run(
        "export-ics", "2024-03", "--person", "pham-thi-k", "-o", "-", today="2024-02-26"
    )
    feed = {str(one["uid"]): one for one in Calendar.from_ical(done.stdout).walk("VEVENT")}
    for known, number in numbers.items():
        assert feed[known]["sequence"] == number

    # She is back: the second part of her days is off, and so is what M was named for.
    office.write(away=False)
    assert silent(office.cron("2024-02-27"))
    *_, back, released = office.personal()
    assert "- Nay: không trực ngày nào." in lines(released)
    first, *_ = invited(back.message, "CANCEL")
    assert str(first["uid"]) == uid.format(2)
    (off, *_) = invited(released.message, "CANCEL")
    assert (str(off["uid"]), str(off["status"])) == (
        "stint-2024-03-vu-thi-m-1@tinh-mau.luanphien",
        "CANCELLED",
    )
    assert invited(released.message, "REQUEST") == []


def test_a_make_up_day_announced_late_is_told_and_nothing_else_is(office: Office) -> None:
    office.cron("2024-02-23")
    before = len(office.personal())
    swap = ("change", "day-off", "--days=2024-03-18", "--make-up=2024-03-23", "--name=Hoán đổi")
    done = office.run(*swap, "--source=Văn bản mẫu", "--yes", "--by=A", today="2024-02-26")
    assert done.status == 0, done.stderr
    assert silent(office.cron("2024-02-26"))
    (told,) = office.personal()[before:]
    assert told.recipients == (K,)
    assert told.message["Subject"] == "Thay đổi lịch trực tại Trung tâm: tháng 03/2024"
    assert lines(told)[4:10] == [
        "Phiên tháng 03/2024, Sở Giáo dục và Đào tạo:",
        "- Vẫn trực từ thứ Sáu 01/03/2024 đến hết thứ Sáu 29/03/2024.",
        "- Nay là ngày làm việc: thứ Bảy 23/03/2024.",
        "- Nay là ngày nghỉ: thứ Hai 18/03/2024.",
        "- Thay đổi từ thứ Hai 18/03/2024.",
        "- Trong những ngày đó: nghỉ T2 18/03: Hoán đổi; làm bù T7 23/03: Hoán đổi.",
    ]
    assert ".ics" not in text(told)  # no event of hers is another
    assert list(told.message.iter_attachments()) == []
    for day in ("2024-02-26", "2024-02-27"):
        assert silent(office.cron(day))
    assert len(office.personal()) == before + 1


@pytest.mark.parametrize("today", ["2024-03-14", "2024-03-15"])
def test_a_handover_that_moves_is_told_to_who_keeps_their_days(
    today: str, office: Office, server: Server
) -> None:
    """M serves from Monday 11 to Friday 15 March, which becomes a day off as late as that.

    So M hands over to K, who serves from Monday 18 on, on Thursday 14.
    """
    office.write(away=True)
    for earlier in ("2024-02-23", "2024-02-28", "2024-03-07"):
        assert silent(office.cron(earlier))
    named, *_ = (one for one in office.personal() if one.recipients == (K,))
    before = len(office.personal())
    day_off = ("change", "day-off", "--days=2024-03-15", "--name=Nghỉ", "--source=Văn bản mẫu")
    assert office.run(*day_off, "--yes", "--by=A", today=today).status == 0
    server.fault = "drop after"
    assert office.cron(today).status == 1
    server.fault = None
    assert silent(office.cron(today))
    assert silent(office.cron("2024-03-18"))
    first, _, moved, giver = office.personal()[before:]
    assert [one.recipients for one in (first, moved, giver)] == [(K,), (K,), (M,)]
    assert (moved.id, bytes(moved.message)) == (first.id, bytes(first.message))
    assert moved.message["Subject"] == "Thay đổi lịch trực tại Trung tâm: tháng 03/2024"
    assert [line.partition(", cho")[0].partition(", từ")[0] for line in lines(moved)[4:9]] == [
        "Phiên tháng 03/2024, Sở Giáo dục và Đào tạo:",
        "- Vẫn trực từ thứ Hai 18/03/2024 đến hết thứ Sáu 29/03/2024.",
        "- Không còn nhận bàn giao vào thứ Sáu 15/03/2024.",
        "- Nhận bàn giao: 17 giờ 00 thứ Năm 14/03/2024",
        "- Bàn giao: 17 giờ 00 thứ Sáu 29/03/2024",
    ]
    assert "- Không còn bàn giao vào thứ Sáu 15/03/2024." in lines(giver)
    (event,) = invited(moved.message, "REQUEST")
    known = {str(one["uid"]): one for one in invited(named.message, "REQUEST")}
    old = known[str(event["uid"])]
    assert [(one["sequence"], str(one.decoded("dtstart").date())) for one in (old, event)] == [
        (0, "2024-03-15"),
        (1, "2024-03-14"),
    ]
    told = [fact["handovers"] for fact in office.facts() if fact["message_id"] == moved.id]
    handovers = [("2024-02-29", "incoming"), ("2024-03-08", "outgoing")]
    handovers += [("2024-03-14", "incoming"), ("2024-03-29", "outgoing")]
    assert told == [[{"on": on, "side": side} for on, side in handovers]] * len(told)


def test_the_shift_of_who_is_released_by_a_swap_is_nobody_s(office: Office) -> None:
    office.cron("2024-02-23")
    office.write(("\nswaps:\n", "\nswaps:\n  - shifts: [2024-03, 2024-04]\n"), away=False)
    office.cron("2024-02-26")
    released = next(
        one for one in office.personal()[1:] if one.recipients == (K,) and ".days." in one.id
    )
    assert "Phiên tháng 03/2024:" in lines(released)
    assert "Sở Công thương" not in text(released)


def test_a_sick_note_of_today_is_told_today_and_of_yesterday_to_nobody(office: Office) -> None:
    office.cron("2024-02-23")
    for day, away, whom in (
        ("2024-03-18", "2024-03-18..2024-03-19", [(K,), (M,)]),
        ("2024-03-21", "2024-03-20", []),
    ):
        before = len(office.personal())
        office.write((AWAY, AWAY.replace("2024-03-11..2024-03-15", away)), away=True)
        assert silent(office.cron(day))
        told = [one for one in office.personal()[before:] if ".days." in one.id]
        assert [one.recipients for one in told] == whom


def test_one_mail_a_person_however_many_shifts(office: Office) -> None:
    with_three = ("rotations:", "notice: {send_ahead: 30}\nrotations:")
    office.write(with_three, away=False)
    office.cron("2024-02-23")  # March and April are due
    assign = [
        ("  - shift: 2024-06\n", "  - {shift: 2024-03, person: vu-thi-m}\n  - shift: 2024-06\n")
    ]
    before = len(office.personal())
    office.write(with_three, *assign, away=False)
    office.cron("2024-02-24")
    assert [one.recipients for one in office.personal()[before:]] == [(M,), (K,)]


def test_reminders_go_on_their_day_once_with_the_minutes(office: Office) -> None:
    office.cron("2024-02-23")
    for day in ("2024-02-26", "2024-02-27"):
        assert silent(office.cron(day))
    assert len(office.personal()) == 1
    # Two working days before the shift, one before the handover: Wednesday 28 February.
    assert office.cron("2024-02-28").status == 0
    _, *reminders = office.personal()
    assert [one.recipients for one in reminders] == [(K,), (M,), (G,)]
    officer, reserve, giver = reminders
    assert officer.message["Subject"] == (
        "Nhắc: phiên trực tháng 03/2024, bàn giao thứ Năm 29/02/2024"
    )
    assert "bắt đầu thứ Sáu 01/03/2024. Người trực là ông/bà Phạm Thị K, từ thứ Sáu 01/03/2024" in (
        text(officer)
    )
    assert "ông/bà Vũ Thị M là nhân sự dự phòng" in text(reserve)
    assert list(reserve.message.iter_attachments()) == []
    for received in (officer, giver):
        (minutes,) = received.message.iter_attachments()
        assert minutes.get_filename() == (
            "bien-ban-ban-giao-2024-02-29-nguoi-nhan-tu-2024-03-01.docx"
        )
        word = Document(BytesIO(minutes.get_content()))
        said = "\n".join(paragraph.text for paragraph in word.paragraphs)
        assert "Nguyễn Văn G" in said
        assert "Phạm Thị K" in said
    assert silent(office.cron("2024-02-28"))
    assert silent(office.cron("2024-02-29"))
    assert len(office.personal()) == 4


def test_a_shift_that_begins_on_a_weekend_begins_with_its_first_day_of_work(
    office: Office,
) -> None:
    # 1 and 2 June 2024 are a weekend, 29 and 30 June as well; Nguyễn Văn A is assigned to June.
    office.cron("2024-05-27")
    office.cron("2024-05-30")
    named, *_, reminded = [
        one for one in office.personal() if one.recipients == ("nguyen-van-a@so-mau.lan",)
    ]
    span = "từ thứ Hai 03/06/2024 đến hết thứ Sáu 28/06/2024."
    assert f"- Trực {span}" in lines(named)
    assert f"bắt đầu thứ Hai 03/06/2024. Người trực là ông Nguyễn Văn A, {span}" in text(reminded)


def test_a_reminder_whose_day_has_passed_is_not_sent(office: Office, server: Server) -> None:
    office.cron("2024-02-23")
    server.fault = "data 451"
    done = office.cron("2024-02-28")
    assert done.status == 1
    assert "Nhắc trước phiên, nhắc bàn giao, phiên trực tháng 02/2024, 03/2024 (Phạm Thị K): " in (
        done.stderr
    )
    server.fault = None
    assert silent(office.cron("2024-02-29"))
    assert len(office.personal()) == 1
    # Nor is one that is switched off.
    office.write(away=False, more="reminders: {before_shift: 0, before_handover: 0}\n")
    office.cron("2024-03-28")  # two working days before 1 April, one before the handover
    assert not [one for one in office.personal() if ".before_" in one.id]


def test_what_the_server_put_off_goes_as_it_was(office: Office, server: Server) -> None:
    server.fault = "data 451"
    done = office.cron("2024-02-23")
    assert "Báo lịch trực, phiên trực tháng 03/2024 (Phạm Thị K): " in done.stderr
    server.fault = None
    office.cron("2024-02-24")
    (named,) = office.personal()
    assert [fact["message_id"] for fact in office.facts()] == [named.id] * 4
    assert [fact["kind"] for fact in office.facts()] == ["planned", "deferred", "planned", "sent"]
    assert office.facts()[0]["days"] == [{"from": "2024-03-01", "to": "2024-03-31"}]


@pytest.mark.parametrize("domain", ["so-mau.lan", "moi.lan"])
@pytest.mark.parametrize(("today", "count"), [("2024-02-23", 1), ("2024-02-28", 3)])
def test_what_was_put_off_goes_as_it_was_from_its_domain_alone(
    domain: str, today: str, count: int, office: Office, server: Server
) -> None:
    """What people are told on the 23rd, and what they are reminded of on the 28th."""
    if today != "2024-02-23":
        office.cron("2024-02-23")
    before = len(office.personal())
    server.fault = "drop after"
    assert office.cron(today).status == 1
    server.fault = None
    put_off = office.personal()[before:]
    office.write(("security: none}", f"security: none, sender: gui@{domain}}}"), away=False)
    assert silent(office.cron(today))
    again = office.personal()[before + count :]
    assert len(put_off) == len(again) == count
    for first, second in zip(put_off, again, strict=True):
        assert second.recipients == first.recipients
        assert second.message["Subject"] == first.message["Subject"]
        is_same = domain == "so-mau.lan"
        assert (second.id == first.id) == is_same
        assert (f"gui@{domain}" in str(second.message["From"])) != is_same
        # What was put off has brought nobody a calendar yet.
        brought = [
            [(event["uid"], event["sequence"]) for event in invited(one.message, "REQUEST")]
            for one in (first, second)
        ]
        assert brought[0] == brought[1]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("", "chưa có email trong agencies.yaml"),
        ("    email: pham-thi-k@so-mau.example\n", "email là mẫu"),
    ],
)
def test_whom_no_mail_reaches_is_said_once_and_listed_until_told(
    address: str, why: str, office: Office
) -> None:
    without = ("    email: pham-thi-k@so-mau.lan\n", address)
    office.write(without, away=False)
    about = f"Báo lịch trực, phiên trực tháng 03/2024 (Phạm Thị K): {why}; "
    rehearsed, done = office.cron("2024-02-23", "--dry-run"), office.cron("2024-02-23")
    assert about in rehearsed.stdout
    assert about in done.stderr
    assert about not in office.cron("2024-02-24").stderr
    assert office.personal() == []
    command = "luanphien register told --shift 2024-03 --person pham-thi-k --by HỌ_TÊN"
    today = office.run("today", today="2024-02-26").stdout
    assert command in today
    assert f"Báo lịch trực phiên 03/2024 cho Phạm Thị K ({why})" in today
    warning = f"chưa báo được lịch trực phiên 03/2024 cho Phạm Thị K: {why}"
    assert warning in office.run("check", today="2024-02-26").stdout
    told = command.removeprefix("luanphien ").replace("HỌ_TÊN", "A").split()
    assert office.run(*told, today="2024-02-26").status == 0
    assert command not in office.run("today", today="2024-02-26").stdout
    assert warning not in office.run("check", today="2024-02-26").stdout
    *_, fact = office.facts()
    assert (fact["kind"], fact["says"], fact["channel"], fact["by"]) == (
        "sent",
        "days",
        "phone",
        "A",
    )
    # Days that change are other news.
    office.write(without, away=True)
    assert "(Phạm Thị K)" in office.cron("2024-02-27").stderr
    assert command in office.run("today", today="2024-02-27").stdout


def test_a_centre_without_mail_is_silent(office: Office) -> None:
    text = office.text.partition("mail: {host")[0].replace(AWAY, "")
    (office.folder / "agencies.yaml").write_text(text.replace("so-mau.lan", "so-mau.example"))
    assert "Báo lịch" not in office.cron("2024-02-23").stderr
    assert "register told" not in office.run("today", today="2024-02-23").stdout
    assert "chưa báo được" not in office.run("check", today="2024-02-23").stdout


def test_who_does_not_serve_was_not_told(office: Office) -> None:
    told = ("register", "told", "--shift", "2024-03", "--by", "A", "--person")
    done = office.run(*told, "vu-thi-m", today="2024-02-23")
    assert done.status == 2
    assert "Vũ Thị M không trực ngày nào của phiên 2024-03" in done.stderr
    assert office.run(*told, "khong-co", today="2024-02-23").status == 2
    # Who was told, and is in no list any more.
    office.cron("2024-02-23")
    gone = ("- id: pham-thi-k\n", "- id: nguoi-khac\n"), ("[pham-thi-k", "[nguoi-khac")
    office.write(*gone, away=False)
    assert office.run(*told, "pham-thi-k", today="2024-02-26").status == 0
    *_, fact = office.facts()
    assert (fact["person"], fact["days"]) == ("pham-thi-k", [])


def test_who_is_in_no_list_any_more_is_greeted_without_a_name(office: Office) -> None:
    office.cron("2024-02-23")
    gone = ("- id: pham-thi-k\n", "- id: nguoi-khac\n"), ("[pham-thi-k", "[nguoi-khac")
    office.write(*gone, (f"email: {K}", "email: moi@so-mau.lan"), away=False)
    assert silent(office.cron("2024-02-26"))
    (_, released) = [one for one in office.personal() if one.recipients == (K,)]
    assert lines(released)[0] == "Kính gửi ông/bà,"
    assert "- Nay: không trực ngày nào." in lines(released)
    assert K not in text(released)


def test_who_is_in_no_list_any_more_and_was_mailed_by_the_centre_has_no_address(
    office: Office,
) -> None:
    office.write((f"    email: {K}\n", ""), away=False)
    office.cron("2024-02-23")
    told = ("register", "told", "--shift", "2024-03", "--person", "pham-thi-k", "--by", "A")
    assert office.run(*told, "--channel", "email", today="2024-02-23").status == 0
    gone = ("- id: pham-thi-k\n", "- id: nguoi-khac\n"), ("[pham-thi-k", "[nguoi-khac")
    office.write(*gone, (f"email: {K}", "email: moi@so-mau.lan"), away=False)
    about = "Báo lịch trực, phiên trực tháng 03/2024 (Phạm Thị K): chưa có email"
    assert office.cron("2024-02-26").stderr.startswith(about)
    assert silent(office.cron("2024-02-27"))


def test_a_dry_run_names_every_mail(office: Office) -> None:
    done = office.cron("2024-02-23", "--dry-run")
    assert f"Báo lịch trực, phiên trực tháng 03/2024 (Phạm Thị K): sẽ gửi tới {K}.\n" in done.stdout
    office.cron("2024-02-23")
    done = office.cron("2024-02-28", "--dry-run")
    assert f"(Nguyễn Văn G): sẽ gửi tới {G}.\n" in done.stdout
    assert len(office.personal()) == 1


@pytest.mark.parametrize("template", ["handover.body.txt"])
def test_a_broken_template_of_the_minutes_is_said(template: str, office: Office) -> None:
    office.cron("2024-02-23")
    (office.folder / "templates").mkdir()
    (office.folder / "templates" / template).write_text("{{ nothing }}", "utf-8")
    rehearsed, done = office.cron("2024-02-28", "--dry-run"), office.cron("2024-02-28")
    assert rehearsed.status == done.status == 1
    assert f"{template}:1: dùng trường không có" in rehearsed.stderr
    assert [one.recipients for one in office.personal()] == [(K,), (M,)]


# What comes back.


@pytest.fixture
def box(office: Office) -> Postbox:
    office.text += "mailbox: {maildir: thu}\n"
    office.write(away=False)
    return Postbox(office.folder / "thu")


def test_what_comes_back_was_not_told(office: Office, box: Postbox) -> None:
    office.cron("2024-02-23")
    (named,) = office.personal()
    box.deliver(notification("postfix", named.id, K))
    done = office.cron("2024-02-24")
    assert done.status == 1
    assert done.stderr.startswith(
        f"Báo lịch trực, phiên trực tháng 03/2024 (Phạm Thị K): thư tới {K} không đến nơi"
    )
    assert "thư bị trả lại" in office.run("check", today="2024-02-24").stdout
    assert len(office.personal()) == 1
    office.write((f"email: {K}", "email: moi@so-mau.lan"), away=False)
    office.cron("2024-02-26")
    assert [one.recipients for one in office.personal()] == [(K,), ("moi@so-mau.lan",)]


def test_a_handover_of_which_both_are_told_is_answered_by_each_for_itself(
    office: Office, box: Postbox
) -> None:
    office.cron("2024-02-23")
    (notice,) = [one for one in office.server.received if ".notice." in one.id]
    (named,) = office.personal()
    _, handover = invited(notice.message, "REQUEST")
    _, same, _ = invited(named.message, "REQUEST")
    event = str(handover["uid"]), int(handover["sequence"])
    assert event == (str(same["uid"]), int(same["sequence"]))
    box.deliver(accepted(*event, K))
    assert silent(office.cron("2024-02-24"))
    with Register(office.state) as register:
        assert not [fact for fact in register.facts() if fact.kind == "acknowledged"]
    box.deliver(accepted(*event, "sgddt@so-mau.lan"))
    assert silent(office.cron("2024-02-24"))
    with Register(office.state) as register:
        (answer,) = [fact for fact in register.facts() if fact.kind == "acknowledged"]
    assert (answer.recipient, answer.message_id) == ("sgddt@so-mau.lan", notice.id)


def test_a_reply_to_a_person_s_mail_is_no_acknowledgement(office: Office, box: Postbox) -> None:
    office.cron("2024-02-23")
    (named,) = office.personal()
    days, *_ = invited(named.message, "REQUEST")
    event = str(days["uid"]), int(days["sequence"])
    box.deliver(accepted(*event, K))
    assert silent(office.cron("2024-02-24"))
    box.deliver(accepted(*event, K, "DECLINED"))
    box.deliver(reply(named.id, K))
    done = office.cron("2024-02-24")
    about = "Báo lịch trực, phiên trực tháng 03/2024 (Phạm Thị K): "
    assert done.status == 0
    assert done.stderr.splitlines() == [
        f"{about}{K} từ chối lời mời trong lịch; chưa ghi là xác nhận.",
        f"{about}có thư trả lời của {K}, không phải xác nhận của cơ quan; hãy xem hộp thư.",
    ]
    kinds = {fact["kind"] for fact in office.facts()}
    assert kinds == {"planned", "sent"}


def test_who_hands_over_hears_on_the_last_day_that_somebody_else_comes(office: Office) -> None:
    """K falls ill on the day on which G hands over to her: M comes, and is in the new minutes."""
    office.cron("2024-02-23")
    office.cron("2024-02-28")
    reminded = len(office.personal())
    office.write(("2024-03-11..2024-03-15", "2024-03-01..2024-03-05"), away=True)
    office.server.fault = "drop after"
    assert office.cron("2024-02-29").status == 1
    office.server.fault = None
    assert silent(office.cron("2024-02-29"))
    assert silent(office.cron("2024-02-29"))
    to_g = [one for one in office.personal()[reminded:] if one.recipients == (G,)]
    first, second = to_g
    assert (first.id, bytes(first.message)) == (second.id, bytes(second.message))
    said = text(first)
    assert "- Bên nhận: ông/bà Vũ Thị M (" in said
    assert "Phạm Thị K" not in said
    assert "Thư này thay cho thư nhắc trước về việc nêu trên, nay đã đổi." in said
    (minutes,) = first.message.iter_attachments()
    document = Document(BytesIO(minutes.get_content()))
    cells = [cell.text for table in document.tables for cell in table._cells]
    written = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    assert "Vũ Thị M" in written
    assert "Phạm Thị K" not in written
