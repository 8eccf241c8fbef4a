"""Who does not acknowledge: the notice goes again, then the Centre is told.

February 2024 is Sở Tài chính's: the notice goes on Thursday 25 January and is in time until Monday
29 January; the working day before that is Friday 26 January.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers.answers import Postbox, notification, reply
from tests.helpers.command_line import in_process
from tests.helpers.mail_server import Received, Server
from tests.journeys.conftest import Cron
from tests.journeys.test_sending import STC, change, notices, part, silent

CHIEF = "mot@stc.lan"


@pytest.fixture(autouse=True)
def ladder(folder: Path) -> Postbox:
    """A ladder, an agency with a contact, and the Centre's mailbox."""
    with (folder / "agencies.yaml").open("a", encoding="utf-8") as file:
        file.write("acknowledgement: {remind: 1}\nmailbox: {maildir: thu}\n")
        file.write(f"people: [{{id: mot, name: Người Thử Một, email: {CHIEF}}}]\n")
    change(folder, f"    email: {STC}\n", f"    email: {STC}\n    contact: mot\n")
    return Postbox(folder / "thu")


def repeats(server: Server) -> list[Received]:
    return [received for received in server.received if ".again." in received.id]


def reminders(server: Server) -> list[Received]:
    return [received for received in server.received if ".reminder." in received.id]


def test_the_agency_and_its_contact_get_the_notice_again(cron: Cron, server: Server) -> None:
    assert silent(cron("2024-01-25"))
    assert repeats(server) == []
    for _ in range(2):
        assert silent(cron("2024-01-26"))
    (repeat,), (notice,) = repeats(server), notices(server)
    assert repeat.recipients == (STC, CHIEF)
    assert repeat.id != notice.id
    assert repeat.message["In-Reply-To"] == repeat.message["References"] == notice.id
    assert repeat.message["Subject"] == (
        "Nhắc xác nhận: thông báo phiên trực tháng 02/2024, Sở Tài chính"
    )
    text, before = (part(one.message, "text/plain").decode() for one in (repeat, notice))
    (lead,) = (line for line in text.splitlines() if line not in before.splitlines())
    assert "đã gửi Sở Tài chính ngày 25/01/2024, đến nay chưa được xác nhận" in lead
    assert text.replace(f"{lead}\r\n\r\n", "") == before
    files = [
        [one.get_filename() for one in each.message.iter_attachments()] for each in (repeat, notice)
    ]
    assert files[0] == files[1] == ["phien-truc.ics", "ban-giao.ics"]
    assert reminders(server) == []
    assert silent(cron("2024-01-29"))
    assert silent(cron("2024-01-30"))
    assert [one.recipients for one in reminders(server)] == [("trung-tam@centre.lan",)]
    assert len(repeats(server)) == 1


def test_a_reply_to_it_acknowledges_the_notice(
    cron: Cron, server: Server, ladder: Postbox, folder: Path, state: Path
) -> None:
    cron("2024-01-25")
    cron("2024-01-26")
    (repeat,) = repeats(server)
    ladder.deliver(reply(repeat.id, CHIEF))
    assert silent(cron("2024-01-29"))
    assert reminders(server) == []
    options = ("--config", folder, "--state", state, "--today", "2024-01-29", "--format", "json")
    report = json.loads(in_process("report", "2024-02", *options).stdout)
    (told,) = report["notices"]
    assert (told["acknowledged_by"], told["acknowledged_via"]) == ("Người Thử Một", "email")
    shown = in_process("register", "list", "--state", state).stdout
    assert "nhắc xác nhận" in shown


def test_who_acknowledges_in_time_is_asked_nothing(
    cron: Cron, server: Server, ladder: Postbox
) -> None:
    cron("2024-01-25")
    ladder.deliver(reply(notices(server)[0].id, STC))
    for today in ("2024-01-26", "2024-01-29", "2024-01-31"):
        assert silent(cron(today))
    assert repeats(server) == reminders(server) == []


@pytest.mark.parametrize("fault", ["rcpt 451", "data 451", "drop before", "drop after"])
def test_what_was_put_off_goes_again_under_the_same_message_id(
    cron: Cron, server: Server, fault: str
) -> None:
    cron("2024-01-25")
    server.fault = fault
    done = cron("2024-01-26")
    assert done.status == 1
    assert done.stderr.startswith("Thư nhắc xác nhận thông báo phiên trực tháng 02/2024")
    server.fault = None
    assert silent(cron("2024-01-27"))
    assert silent(cron("2024-01-28"))
    assert len({received.id for received in repeats(server)}) == 1
    assert len({bytes(received.message) for received in repeats(server)}) == 1
    assert {one for received in repeats(server) for one in received.recipients} == {STC, CHIEF}


def test_a_rehearsal_says_to_whom_it_would_go(cron: Cron, server: Server) -> None:
    cron("2024-01-25")
    done = cron("2024-01-29", "--dry-run")
    assert done.stdout.splitlines() == [
        "Thư nhắc xác nhận thông báo phiên trực tháng 02/2024 (Sở Tài chính): sẽ gửi tới "
        "van-thu@stc.lan, mot@stc.lan.",
        "Thông báo phiên trực tháng 02/2024 (Sở Tài chính): sẽ nhắc Trung tâm, vì chưa được xác "
        "nhận; hạn thứ Hai 29/01/2024.",
    ]
    assert repeats(server) == []


def test_a_reminder_that_comes_back_is_told_and_the_notice_stands(
    cron: Cron, server: Server, ladder: Postbox
) -> None:
    cron("2024-01-25")
    cron("2024-01-26")
    ladder.deliver(notification("postfix", repeats(server)[0].id, CHIEF))
    done = cron("2024-01-26")
    assert done.status == 1
    assert done.stderr.startswith("Thư nhắc xác nhận thông báo phiên trực tháng 02/2024")
    assert silent(cron("2024-01-27"))
    assert silent(cron("2024-01-30"))  # after the deadline, and the agency has its notice


def test_a_notice_that_changed_is_reminded_of_as_it_is_now(
    cron: Cron, server: Server, folder: Path
) -> None:
    cron("2024-01-25")
    with (folder / "agencies.yaml").open("a", encoding="utf-8") as file:
        file.write("swaps: [{shifts: [2024-02, 2024-03]}]\n")
    assert silent(cron("2024-01-26"))  # Sở Giáo dục và Đào tạo is told, and has the weekend
    assert repeats(server) == []
    assert silent(cron("2024-01-29"))
    (repeat,) = repeats(server)
    assert repeat.recipients == ("van-thu@sgddt.lan",)
    assert repeat.message["References"] == notices(server)[-1].id
