"""`luanphien notify --next --send`, as cron runs it, against a real SMTP server."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
import sys
import time
from datetime import date, timedelta
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import trustme
from docx import Document
from icalendar import Calendar

from luanphien.core.notice import Notice
from luanphien.documents import start
from luanphien.mail import wording as mail
from luanphien.mail.letters import DOCX
from luanphien.register import Register
from tests.helpers.command_line import Called, Run, in_process
from tests.helpers.mail_server import LOGIN, PASSWORD, Received, Server, running
from tests.journeys.conftest import Cron

STC, TODAY = "van-thu@stc.lan", "2024-01-30"


def change(folder: Path, old: str, new: str) -> None:
    file = folder / "agencies.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def name_contact(folder: Path) -> None:
    """Sở Tài chính names who is its contact, mot@stc.lan."""
    with (folder / "agencies.yaml").open("a", encoding="utf-8") as file:
        file.write("people: [{id: mot, name: Người Thử Một, email: mot@stc.lan}]\n")
    change(folder, f"    email: {STC}\n", f"    email: {STC}\n    contact: mot\n")


def notices(server: Server) -> list[Received]:
    """The notices that arrived, without what goes with them."""
    return [received for received in server.received if ".notice." in received.id]


def silent(done: Called) -> bool:
    return (done.status, done.stdout, done.stderr) == (0, "", "")


def part(message: EmailMessage, kind: str) -> bytes:
    (found,) = (one for one in message.walk() if one.get_content_type() == kind)
    content = found.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def test_thirty_days_of_cron_send_one_mail_on_the_send_day(cron: Cron, server: Server) -> None:
    # February 2024: deadline Monday 29 January, five working days ahead is Thursday 25.
    day = date(2024, 1, 2)
    for n in range(27):
        assert silent(cron(day + timedelta(days=n))), day + timedelta(days=n)
        assert len(notices(server)) == (day + timedelta(days=n) >= date(2024, 1, 25))
    # Nobody has acknowledged by the deadline: the centre is reminded, once.
    for n in range(27, 30):
        assert silent(cron(day + timedelta(days=n)))
    notice, copy, draft, reminder = server.received
    assert notice.recipients == (STC,)
    assert copy.recipients == ("van-thu@stttt.lan",)
    assert draft.recipients == ("trung-tam@centre.lan",)
    assert reminder.recipients == ("trung-tam@centre.lan",)
    assert "Chưa có xác nhận" in str(reminder.message["Subject"])


def invited(message: EmailMessage, method: str) -> list[Any]:
    """The events of the message's calendars with that method, each in an object of its own."""
    events = []
    for one in message.iter_attachments():
        if one.get_content_type() == "text/calendar":
            calendar = Calendar.from_ical(one.get_content())
            assert str(calendar["method"]) == one.get_param("method")
            (event,) = calendar.walk("VEVENT")
            events += [event] if str(calendar["method"]) == method else []
    return events


def test_the_mail_is_what_rfc_5322_asks_for(cron: Cron, server: Server) -> None:
    cron("2024-01-25")
    (received,) = notices(server)
    message = received.message
    assert message["Subject"] == "Thông báo phiên trực tháng 02/2024: Sở Tài chính"
    assert message["From"].addresses[0].addr_spec == "trung-tam@centre.lan"
    assert message["From"].addresses[0].display_name.startswith("Trung tâm Phục vụ")
    assert message["To"].addresses[0].addr_spec == STC
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime.date() == date(2024, 1, 25)
    assert received.id.startswith("<luanphien.notice.2024-02.1.")
    assert not message.defects
    assert "Sở Tài chính" in part(message, "text/plain").decode()
    assert "<h1" in part(message, "text/html").decode()
    names = [one.get_filename() for one in message.iter_attachments()]
    assert names == ["phien-truc.ics", "ban-giao.ics"]
    starts = [str(event.decoded("dtstart")) for event in invited(message, "REQUEST")]
    assert starts == ["2024-02-01", "2024-01-31 16:30:00+07:00"]


def test_what_is_mailed_as_a_calendar_can_be_answered(
    cron: Cron, server: Server, folder: Path, state: Path, tmp_path: Path
) -> None:
    """RFC 5546 section 3.2.2: one UID an object, an organizer, attendees; 3.2.5 for CANCEL."""
    people = "name: Nguyễn Như Ý, email: nhu-y@stc.lan"
    add_people(folder, people)
    cron("2024-01-25")
    (notice,) = notices(server)
    shift, handover = invited(notice.message, "REQUEST")
    for event in (shift, handover):
        assert str(event["organizer"]) == "mailto:trung-tam@centre.lan"
        attendees = event["attendee"]
        assert list(map(str, attendees)) == [f"mailto:{STC}", "mailto:nhu-y@stc.lan"]
        assert [one.params["CN"] for one in attendees] == ["Sở Tài chính", "Nguyễn Như Ý"]
        assert {one.params["PARTSTAT"] for one in attendees} == {"NEEDS-ACTION"}
        # When it was made, not when it last changed (RFC 5545 section 3.8.7.2).
        assert event.decoded("dtstamp") == notice.message["Date"].datetime
        assert event.decoded("last-modified") < event.decoded("dtstamp")
        assert str(event["status"]) == "CONFIRMED"
    # The feed has the same events with the same numbers, and asks nobody.
    options = ("--config", folder, "--state", state, "--today", "2024-01-25", "-o", "-")
    feed = Calendar.from_ical(in_process("export-ics", "2024-02", *options).stdout)
    assert "method" not in feed
    published = {str(event["uid"]): event for event in feed.walk("VEVENT")}
    for event in (shift, handover):
        assert published[str(event["uid"])]["sequence"] == event["sequence"]
        assert "attendee" not in published[str(event["uid"])]
    # February goes to Sở Công thương: what Sở Tài chính was invited to is off, under the same UIDs.
    with (folder / "agencies.yaml").open("a", encoding="utf-8") as agencies:
        agencies.write("swaps: [{shifts: [2024-02, 2024-04]}]\n")
    cron("2024-01-26")
    (release,) = [one for one in server.received if ".release." in one.id]
    assert [part.get_filename() for part in release.message.iter_attachments()] == [
        "huy-ban-giao.ics",
        "huy-phien-truc.ics",
    ]
    off = {str(event["uid"]): event for event in invited(release.message, "CANCEL")}
    corrected = notices(server)[-1]
    assert corrected.recipients == ("van-thu@sct.lan",)
    for old, new in zip((shift, handover), invited(corrected.message, "REQUEST"), strict=True):
        gone = off[str(old["uid"])]
        assert new["uid"] == old["uid"]
        assert gone["sequence"] == new["sequence"] > old["sequence"]
        # They have no part in it; it takes place all the same.
        assert "status" not in gone
        assert not gone.walk("VALARM")
        assert [str(one) for one in gone["attendee"]] == [f"mailto:{STC}", "mailto:nhu-y@stc.lan"]
    # And back: the invitation holds again.
    change(folder, "swaps: [{shifts: [2024-02, 2024-04]}]\n", "")
    cron("2024-01-26")
    back = notices(server)[-1]
    assert back.recipients[0] == STC
    for old, new in zip((shift, handover), invited(back.message, "REQUEST"), strict=True):
        assert new["uid"] == old["uid"]
        assert new["sequence"] > off[str(old["uid"])]["sequence"]


def test_the_mail_says_what_the_centres_own_word_template_prints(
    cron: Cron, server: Server, folder: Path
) -> None:
    document = Document(BytesIO(start.template("notice.docx")))
    document.paragraphs[-2].add_run(" {{ agency }} gọi số 0000 000 000.")
    (folder / "templates").mkdir()
    document.save(str(folder / "templates/notice.docx"))
    assert silent(cron("2024-01-25"))
    message, draft = server.received[0].message, server.received[2].message
    word = Document(BytesIO(part(draft, DOCX)))
    printed = [paragraph.text for paragraph in word.paragraphs]
    (edited,) = (text for text in printed if text.endswith("Sở Tài chính gọi số 0000 000 000."))
    assert edited in part(message, "text/plain").decode().splitlines()
    assert f">{edited}</p>" in part(message, "text/html").decode()


def test_an_acknowledged_notice_reminds_nobody(cron: Cron, server: Server, state: Path) -> None:
    cron("2024-01-25")
    _acknowledge(state, cron)
    assert silent(cron("2024-01-29"))
    assert silent(cron("2024-01-31"))
    assert len(notices(server)) == 1
    assert len(server.received) == 3  # and the copy, and the draft


def _acknowledge(state: Path, cron: Cron) -> None:
    with Register(state) as register:
        sent = next(fact for fact in register.facts() if fact.kind == "sent")
        register.record([sent._replace(kind="acknowledged", channel="phone", message_id=None)])


def test_a_notice_sent_on_paper_is_not_sent_again(cron: Cron, server: Server, folder: Path) -> None:
    state = folder.parent / "register.sqlite"
    command = ["register", "notice", "--shift", "2024-02", "--by", "A", "--on", "2024-01-24"]
    subprocess.run(
        [sys.executable, "-m", "luanphien", *command, "--config", folder, "--state", state],
        check=True,
        capture_output=True,
    )
    assert silent(cron("2024-01-25"))
    assert server.received == []


@pytest.mark.parametrize("fault", ["rcpt 451", "data 451", "drop before", "drop after"])
def test_what_was_put_off_goes_again_under_the_same_message_id(
    cron: Cron, server: Server, fault: str
) -> None:
    server.fault = fault
    done = cron("2024-01-25")
    assert done.status == 1
    assert "chưa gửi được, sẽ thử lại" in done.stderr
    server.fault = None
    assert silent(cron("2024-01-25"))
    assert silent(cron("2024-01-26"))
    assert len(notices(server)) == (2 if fault == "drop after" else 1)
    assert len({received.id for received in notices(server)}) == 1
    contents = {bytes(received.message) for received in notices(server)}
    assert len(contents) == 1


@pytest.mark.parametrize(("sender", "is_new"), [("gui@centre.lan", False), ("gui@moi.lan", True)])
def test_from_another_domain_it_is_written_anew(
    sender: str, is_new: bool, cron: Cron, server: Server, folder: Path
) -> None:
    server.fault = "drop after"
    assert cron("2024-01-25").status == 1
    server.fault = None
    change(folder, "security: none}", f"security: none, sender: {sender}}}")
    assert silent(cron("2024-01-25"))
    first, again = notices(server)
    assert (first.id != again.id) == is_new
    assert (sender in str(again.message["From"])) == is_new


def test_nobody_can_work_a_message_id_out(cron: Cron, server: Server, state: Path) -> None:
    """What the public knows makes all of it but its seal, which is another in each register."""
    assert silent(cron("2024-01-25"))
    state.unlink()
    assert silent(cron("2024-01-25"))
    one, other = notices(server)
    assert one.name == other.name
    assert one.id != other.id


def test_a_server_that_is_down_is_reported_and_tried_again(
    cron: Cron, server: Server, folder: Path
) -> None:
    change(folder, f"port: {server.port}", "port: 1")
    done = cron("2024-01-29")
    assert (done.status, server.received) == (1, [])
    assert cron("2024-01-30").status == 4  # the deadline was yesterday
    change(folder, "port: 1", f"port: {server.port}")
    done = cron("2024-01-31")
    assert done.status == 4
    assert "đã quá hạn thứ Hai 29/01/2024" in done.stderr
    assert server.received[0].recipients == (STC,)


def test_a_refused_address_is_reported_until_it_is_mended(
    cron: Cron, server: Server, folder: Path
) -> None:
    server.fault = f"rcpt 550 {STC}"
    assert "bị từ chối: 550" in cron("2024-01-25").stderr
    done = cron("2024-01-26")
    assert done.status == 1
    assert "đã từ chối thư; hãy sửa địa chỉ" in done.stderr
    assert cron("2024-01-30").status == 4
    change(folder, STC, "moi@stc.lan")
    cron("2024-01-30")
    assert [one.recipients for one in server.received if "notice" in one.id] == [("moi@stc.lan",)]


def test_a_server_that_lets_nobody_send_for_an_hour_costs_no_notice(
    cron: Cron, server: Server
) -> None:
    server.fault = f"rcpt 554 {STC}"
    assert cron("2024-01-25").stderr.splitlines() == [
        "Thông báo phiên trực tháng 02/2024 (Sở Tài chính): van-thu@stc.lan chưa gửi được, sẽ thử "
        "lại: 554 5.7.1 relay access denied."
    ]
    server.fault = None
    assert silent(cron("2024-01-26"))
    assert [one.recipients for one in notices(server)] == [(STC,)]


def test_an_address_that_was_put_off_and_mended_gets_nothing_any_more(
    cron: Cron, server: Server, folder: Path
) -> None:
    mistyped = "van-thu@stcc.lan"
    change(folder, STC, mistyped)
    server.fault = f"rcpt 451 {mistyped}"
    assert cron("2024-01-25").status == 1
    change(folder, mistyped, STC)
    assert silent(cron("2024-01-26"))
    server.fault = None
    assert silent(cron("2024-01-29"))
    assert [one.recipients for one in notices(server)] == [(STC,)]


def test_where_the_agency_s_address_is_refused_its_contact_has_the_notice(
    cron: Cron, server: Server, folder: Path, state: Path
) -> None:
    name_contact(folder)
    server.fault = f"rcpt 550 {STC}"
    done = cron("2024-01-25")
    assert done.status == 1
    assert done.stderr.splitlines() == [
        "Thông báo phiên trực tháng 02/2024 (Sở Tài chính): van-thu@stc.lan bị từ chối: 550 5.1.1 "
        "no such user; thông báo đã tới mot@stc.lan, hãy sửa địa chỉ."
    ]
    assert [received.recipients for received in notices(server)] == [("mot@stc.lan",)]
    assert silent(cron("2024-01-26"))
    shown = in_process("notify", "--next", "--config", folder, "--state", state, "--today", TODAY)
    assert "Đã gửi 25/01/2024, chưa xác nhận. Thư không đến van-thu@stc.lan." in shown.stdout
    # The deadline, 29 January, has passed, and the agency was told in time; the Centre is reminded.
    assert silent(cron("2024-01-30"))
    assert server.received[-1].recipients == ("trung-tam@centre.lan",)


@pytest.mark.parametrize("mended", ["2024-01-26", "2024-01-30"])  # before, after the deadline
def test_the_agency_has_the_notice_too_once_its_address_is_mended(
    cron: Cron, server: Server, folder: Path, state: Path, mended: str
) -> None:
    name_contact(folder)
    server.fault = f"rcpt 550 {STC}"
    cron("2024-01-25")
    change(folder, STC, "moi@stc.lan")
    owed = ("today", "--config", folder, "--state", state, "--today", mended)
    obligations = json.loads(in_process(*owed, "--format", "json").stdout)["obligations"]
    assert [(one["by"], one["shift"]) for one in obligations if one["duty"] == "send"] == [
        (max(mended, "2024-01-29"), "2024-02")
    ]
    assert silent(cron(mended))
    assert [one.recipients for one in notices(server)] == [("mot@stc.lan",), ("moi@stc.lan",)]
    assert silent(cron("2024-02-01"))
    ways = ("--config", folder, "--state", state, "--today", "2024-02-01")
    report = json.loads(in_process("report", "2024-02", *ways, "--format", "json").stdout)
    (told,) = report["notices"]
    assert (told["sent_on"], told["state"]) == ("2024-01-25", "on_time")


def test_a_contact_that_was_put_off_has_the_notice_in_the_next_run(
    cron: Cron, server: Server, folder: Path
) -> None:
    name_contact(folder)
    server.fault = f"rcpt 550 {STC} 451 mot@stc.lan"
    done = cron("2024-01-25")
    assert "mot@stc.lan chưa gửi được" in done.stderr
    assert "thông báo đã tới" not in done.stderr
    server.fault = None
    assert silent(cron("2024-01-26"))
    assert [received.recipients for received in notices(server)] == [("mot@stc.lan",)]


def test_a_server_that_hangs_up_at_a_copy_stops_no_notice(
    cron: Cron, server: Server, folder: Path, state: Path
) -> None:
    name_contact(folder)
    server.fault = "rcpt 421 mot@stc.lan"
    done = cron("2024-01-25")
    assert done.status == 1
    assert "mot@stc.lan chưa gửi được, sẽ thử lại" in done.stderr
    with Register(state) as register:
        stands = {fact.recipient: fact.kind for fact in register.facts("2024-02") if not fact.says}
    assert stands == {STC: "sent", "mot@stc.lan": "deferred"}
    server.fault = None
    assert silent(cron("2024-01-26"))
    assert [received.recipients for received in notices(server)] == [(STC,), ("mot@stc.lan",)]


def test_one_bad_recipient_does_not_stop_the_rest(cron: Cron, server: Server, folder: Path) -> None:
    with (folder / "agencies.yaml").open("a", encoding="utf-8") as file:
        file.write("people: [{id: mot, name: Người Thử Một, email: mot@stc.lan}]\n")
        file.write("rosters: [{effective: 2024-01-01, staff: [{agency: stc, official: [mot]}]}]\n")
    server.fault = "rcpt 550 mot@stc.lan"
    done = cron("2024-01-25")
    assert done.status == 1
    assert "mot@stc.lan bị từ chối" in done.stderr
    assert [received.recipients for received in notices(server)] == [(STC,)]
    assert "mot@stc.lan" in str(server.received[0].message["Cc"])
    assert silent(cron("2024-01-26"))  # reported once, and the agency has its notice


def test_a_month_of_downtime_says_what_was_missed_once(cron: Cron, server: Server) -> None:
    assert silent(cron("2024-01-10"))
    done = cron("2024-02-12")
    assert done.status == 4
    assert "tháng 02/2024 (Sở Tài chính): phiên đã bắt đầu mà chưa thông báo" in done.stderr
    assert silent(cron("2024-02-13"))
    assert server.received == []


def test_a_change_after_the_notice_is_corrected_and_both_agencies_hear(
    cron: Cron, server: Server, folder: Path
) -> None:
    cron("2024-01-25")
    change(folder, "notice:\n", "swaps: [{shifts: [2024-02, 2024-04]}]\n\nnotice:\n")
    assert silent(cron("2024-01-26"))
    assert silent(cron("2024-01-28"))
    first, second = notices(server)
    assert second.recipients == ("van-thu@sct.lan",)
    assert str(second.message["Subject"]).startswith(
        "Đính chính thông báo phiên trực tháng 02/2024"
    )
    text = part(second.message, "text/plain").decode()
    assert "đính chính và thay cho thông báo ngày 25/01/2024" in text
    assert first.id != second.id


def test_a_date_that_moves_after_the_notice_is_corrected(
    cron: Cron, server: Server, folder: Path
) -> None:
    cron("2024-01-25")
    # Wednesday 31 January off: the handover moves to Tuesday 30.
    file = folder / "holidays_vn.yaml"
    added = "days:\n  - {off: 2024-01-31, name: Thử, source: Thử, status: announced}\n"
    file.write_text(file.read_text("utf-8").replace("days:\n", added, 1), "utf-8")
    cron("2024-01-26")
    cron("2024-01-27")
    first, second = (one for one in server.received if "notice" in one.id)
    assert first.recipients == second.recipients == (STC,)
    text = part(second.message, "text/plain").decode()
    assert "cuối giờ làm việc thứ Ba, ngày 30/01/2024" in text


def test_a_saturday_that_is_worked_after_all_is_corrected(
    cron: Cron, server: Server, folder: Path
) -> None:
    # Công văn 2450/VPCP-KGVX of 12 April 2024 came 17 days before the day it took off. Here
    # the notice of May has gone before it.
    swap = "    make_up: 2024-05-04\n"
    file = folder / "holidays_vn.yaml"
    announced = file.read_text("utf-8")
    assert swap in announced
    file.write_text(announced.replace(swap, ""), "utf-8")
    cron("2024-04-22")
    file.write_text(announced, "utf-8")
    assert silent(cron("2024-04-23"))
    assert silent(cron("2024-04-24"))
    told = [part(one.message, "text/plain").decode() for one in notices(server)]
    assert [text.count("làm bù thứ Bảy, ngày 04/5/2024") for text in told] == [0, 1]
    assert "đính chính và thay cho thông báo ngày 22/04/2024" in told[1]


def add_people(folder: Path, *people: str) -> None:
    """The first is Sở Tài chính's officer, the others its reserve."""
    ids = [f"p{n}" for n in range(len(people))]
    listed = ", ".join(f"{{id: {id}, {text}}}" for id, text in zip(ids, people, strict=True))
    staff = f"{{agency: stc, official: [{ids[0]}], reserve: [{', '.join(ids[1:])}]}}"
    with (folder / "agencies.yaml").open("a", encoding="utf-8") as file:
        file.write(f"people: [{listed}]\n")
        file.write(f"rosters: [{{effective: 2024-01-01, staff: [{staff}]}}]\n")


def test_nothing_goes_to_a_sample_address(cron: Cron, server: Server, folder: Path) -> None:
    change(folder, STC, "van-thu@so-mau.example")
    for day, status in (("2024-01-25", 1), ("2024-01-29", 1), ("2024-01-30", 4)):
        for options in ((), ("--dry-run",)):
            done = cron(day, *options)
            assert done.status == status
            assert "không gửi, «van-thu@so-mau.example» là mẫu" in done.stderr
    assert server.received == []


def test_the_others_get_what_a_sample_address_does_not(
    cron: Cron, server: Server, folder: Path
) -> None:
    add_people(
        folder,
        "name: Nguyễn Như Ý, phone: 0000 000 000, email: nhu-y@stc.lan",
        "name: Vũ Ô, email: vu-o@so-mau.example",
    )
    done = cron("2024-01-25")
    assert done.status == 0
    assert done.stderr.endswith(": không gửi tới «vu-o@so-mau.example», là mẫu.\n")
    (received,) = notices(server)
    assert received.recipients == (STC, "nhu-y@stc.lan")
    assert silent(cron("2024-01-26"))


def test_an_agency_without_an_address_is_told_through_its_people(
    cron: Cron, server: Server, folder: Path
) -> None:
    change(folder, STC, "van-thu@stc.example")
    add_people(folder, "name: Nguyễn Như Ý, email: nhu-y@stc.lan")
    done = cron("2024-01-25")
    assert done.status == 0
    assert "không gửi tới «van-thu@stc.example», là mẫu" in done.stderr
    assert [received.recipients for received in notices(server)] == [("nhu-y@stc.lan",)]
    assert silent(cron("2024-01-26"))
    # Once its own address is known, the same notice goes there too.
    change(folder, "van-thu@stc.example", STC)
    assert silent(cron("2024-01-26"))
    first, second = notices(server)
    assert second.recipients == (STC,)
    assert second.id == first.id


def test_a_first_run_on_a_wrong_day_hides_nothing(cron: Cron, server: Server, state: Path) -> None:
    assert silent(cron("2042-01-02"))
    assert server.received == []
    done = cron("2024-01-25")
    assert done.status == 0
    assert done.stderr.startswith("Sổ bắt đầu ngày 02/01/2042, sau hôm nay")
    assert [received.recipients for received in notices(server)] == [(STC,)]
    assert silent(cron("2024-01-26"))


def test_a_first_run_on_a_wrong_day_hides_no_missed_deadline(cron: Cron, server: Server) -> None:
    cron("2042-01-02")
    # The deadline was Monday 29 January.
    for options, sent in ((("--dry-run",), 0), ((), 1)):
        done = cron("2024-01-30", *options)
        assert done.status == 4
        assert "đã quá hạn thứ Hai 29/01/2024" in done.stderr
        assert len(notices(server)) == sent


def test_a_dry_run_says_all_and_touches_nothing(cron: Cron, server: Server, state: Path) -> None:
    done = cron("2024-01-25", "--dry-run")
    assert done.status == 0
    assert f"sẽ gửi tới {STC}; hạn thứ Hai 29/01/2024." in done.stdout
    assert (server.received, state.exists()) == ([], False)


@pytest.mark.parametrize(
    ("old", "new", "obstacle"),
    [
        ("mail: {", "# mail: {", "Chưa có máy chủ thư"),
        ("security: none}", "security: none, username: a}", "Chưa có mật khẩu thư"),
        (f"    email: {STC}\n", "", "Sở Tài chính chưa có email"),
    ],
)
@pytest.mark.parametrize(("day", "status"), [("2024-01-29", 1), ("2024-01-30", 4)])
def test_a_dry_run_meets_the_obstacles_of_the_real_one(
    cron: Cron, folder: Path, old: str, new: str, obstacle: str, day: str, status: int
) -> None:
    change(folder, old, new)
    rehearsed, real = cron(day, "--dry-run"), cron(day)
    assert rehearsed.status == real.status == status
    assert obstacle in rehearsed.stderr
    assert (rehearsed.stdout, rehearsed.stderr) == ("", real.stderr)


@pytest.mark.parametrize(
    ("old", "new", "obstacle"),
    [
        ("port: {port}", "port: 1", "không nối được máy chủ thư"),
        ("host: 127.0.0.1", "host: localhost, username: a", "không hỗ trợ STARTTLS hoặc đăng nhập"),
    ],
)
@pytest.mark.parametrize(("day", "status"), [("2024-01-29", 1), ("2024-01-30", 4)])
def test_a_dry_run_asks_the_server_and_sends_nothing(
    cron: Cron,
    server: Server,
    folder: Path,
    state: Path,
    old: str,
    new: str,
    obstacle: str,
    day: str,
    status: int,
) -> None:
    change(folder, old.format(port=server.port), new)
    secret = {"LUANPHIEN_SMTP_PASSWORD": "mat-khau"}
    rehearsed = cron(day, "--dry-run", **secret)
    assert not state.exists()
    real = cron(day, **secret)
    assert rehearsed.status == real.status == status
    assert obstacle in rehearsed.stderr
    assert (rehearsed.stdout, rehearsed.stderr) == ("", real.stderr)
    assert server.received == []


def test_a_dry_run_meets_a_broken_template(cron: Cron, folder: Path) -> None:
    (folder / "templates").mkdir()
    (folder / "templates/notice.body.txt").write_text("{{ nothing }}", "utf-8")
    rehearsed, real = cron("2024-01-25", "--dry-run"), cron("2024-01-25")
    assert rehearsed.status == real.status == 1
    assert "notice.body.txt:1: dùng trường không có" in rehearsed.stderr == real.stderr


def test_a_broken_template_is_said_and_stops_no_other_notice(
    cron: Cron, server: Server, folder: Path
) -> None:
    template = folder / "templates" / "document.txt"
    template.parent.mkdir()
    template.write_text("{{ nothing }}", "utf-8")
    done = cron("2024-01-25")
    assert done.status == 1
    assert f"{template}:1: dùng trường không có" in done.stderr
    assert cron("2024-01-30").status == 4
    template.unlink()
    assert cron("2024-01-30").status == 4  # sent, but late
    assert server.received[0].recipients == (STC,)


def test_a_lock_that_cannot_be_taken_is_no_silence(cron: Cron, server: Server, state: Path) -> None:
    Path(f"{state}.lock").mkdir()
    done = cron("2024-01-25")
    assert done.status == 1
    assert done.stderr.startswith(f"Lỗi: {state}: ")
    assert server.received == []


def test_two_runs_at_once_are_one(cron: Cron, server: Server, state: Path) -> None:
    with Register(state) as register, register.only_one() as alone:
        assert alone
        assert silent(cron("2024-01-25"))
        assert server.received == []
    assert silent(cron("2024-01-25"))
    assert len(notices(server)) == 1


def test_a_run_that_takes_too_long_is_said_by_the_next(cron: Cron, state: Path) -> None:
    with Register(state) as register, register.only_one():
        began = time.time() - 11 * 60
        os.utime(f"{state}.lock", (began, began))
        for day, status in (("2024-01-29", 1), ("2024-01-30", 4)):
            done = cron(day)
            assert done.status == status
            assert "một lần chạy khác bắt đầu lúc" in done.stderr


def test_a_run_on_time_is_taken_for_no_long_one(cron: Cron, state: Path) -> None:
    with Register(state) as register:
        with register.only_one():
            pass
        began = time.time() - 3600
        os.utime(f"{state}.lock", (began, began))  # a run of an hour ago, which has ended
        with register.only_one():
            assert silent(cron("2024-01-30"))


def test_a_fault_in_one_notice_stops_no_other(
    run: Run,
    folder: Path,
    server: Server,
    state: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def subject(notice: Notice, *, correction: bool) -> str:
        if notice.shift.id == "2024-02":
            raise ZeroDivisionError("thử")
        return f"{notice.shift.id} {correction}"

    monkeypatch.setattr(mail, "subject", subject)
    change(folder, "  send_ahead: 5 ", "  send_ahead: 30 ")
    options = ("--config", folder, "--state", state, "--today")
    run("notify", "--next", "--send", *options, "2024-01-02")
    done = run("notify", "--next", "--send", *options, "2024-01-30")
    assert done.status == 4
    assert "lỗi của chương trình (ZeroDivisionError: thử)" in done.stderr
    assert [str(one.message["Subject"]) for one in notices(server)] == ["2024-03 False"]


def test_the_password_comes_from_the_environment_or_a_file_of_ones_own(
    cron: Cron, server: Server, folder: Path, tmp_path: Path
) -> None:
    change(folder, "security: none}", "security: none, username: a}")
    assert "Chưa có mật khẩu thư" in cron("2024-01-25").stderr
    secret = tmp_path / "secret"
    secret.write_text("mat-khau\n")
    secret.chmod(0o644)
    change(folder, "username: a}", f"username: a, password_file: {secret}}}")
    done = cron("2024-01-25")
    assert done.status == 1
    assert "người khác đọc được mật khẩu" in done.stderr
    assert "mat-khau" not in done.stdout + done.stderr
    assert "chữ không dấu" in cron("2024-01-25", LUANPHIEN_SMTP_PASSWORD="mật khẩu").stderr
    secret.chmod(0o600)
    # The server offers no login: the message waits, and nothing crashes.
    done = cron("2024-01-25")
    assert "không hỗ trợ" in done.stderr
    assert server.received == []


def test_starttls_with_a_verified_certificate_and_a_login(
    cron: Cron, folder: Path, server: Server, tmp_path: Path
) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    trusted = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(trusted)
    with running(context) as secure:
        settings = f"port: {secure.port}, username: {LOGIN}}}"
        change(folder, f"port: {server.port}, security: none}}", settings)
        done = cron("2024-01-25", LUANPHIEN_SMTP_PASSWORD=PASSWORD)
        assert "chứng thư của máy chủ thư không hợp lệ" in done.stderr
        trust = {"SSL_CERT_FILE": str(trusted)}
        done = cron("2024-01-25", LUANPHIEN_SMTP_PASSWORD="sai", **trust)
        assert "không nhận tên hoặc mật khẩu (535)" in done.stderr
        assert (done.status, secure.received) == (1, [])
        assert silent(cron("2024-01-25", LUANPHIEN_SMTP_PASSWORD=PASSWORD, **trust))
        assert [received.recipients for received in notices(secure)] == [(STC,)]


def test_unencrypted_mail_never_leaves_the_machine(cron: Cron, folder: Path) -> None:
    change(folder, "host: 127.0.0.1", "host: mail.so-mau.lan")
    done = cron("2024-01-25")
    assert done.status == 3
    assert "none chỉ dùng với máy chủ ở chính máy này" in done.stderr


@pytest.mark.parametrize(("seed", "years"), [(1, 2), (2, 1)])
def test_years_of_cron_with_everything_going_wrong(seed: int, years: int) -> None:
    from tests.helpers.simulation import simulate

    result = simulate(years, seed)
    assert result.messages >= 10 * years  # of twelve shifts a year, most could be told
    assert result.killed > 0
