"""What comes back of a notice: bounces and replies in a Maildir, as cron and the clerk meet them.

February 2024 is Sở Tài chính's: the notice goes on Thursday 25 January and is in time until Monday
29 January.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from luanphien.clock import VIETNAM
from luanphien.core.errors import OperationError
from luanphien.register import Register
from luanphien.register.mailbox import MessageKey
from tests.helpers.answers import (
    FORMS,
    Postbox,
    accepted,
    answered_by_program,
    away,
    forged,
    notification,
    reply,
)
from tests.helpers.command_line import Called, in_process
from tests.helpers.mail_server import Server
from tests.journeys.conftest import Cron
from tests.journeys.test_sending import STC, add_people, change, invited, notices, silent

CHIEF = "q@stc.lan"

Inbox = Callable[..., Called]


@pytest.fixture
def box(folder: Path) -> Postbox:
    """The Centre's mailbox, beside its configuration."""
    with (folder / "agencies.yaml").open("a", encoding="utf-8") as agencies:
        agencies.write("mailbox: {maildir: thu}\n")
    return Postbox(folder / "thu")


@pytest.fixture
def inbox(folder: Path, state: Path) -> Inbox:
    def inbox(today: str, *options: str) -> Called:
        files = ("--config", folder, "--state", state, "--today", today)
        return in_process("inbox", *files, *options)

    return inbox


def facts(state: Path, *kinds: str) -> list[tuple[str, str | None, str | None]]:
    with Register(state, create=False) as register:
        known = [fact for fact in register.facts() if fact.kind in kinds]
    return [(fact.kind, fact.recipient, fact.by) for fact in known]


@pytest.mark.parametrize("form", FORMS)
def test_a_bounce_is_told_and_the_notice_was_not_sent(
    form: str, cron: Cron, server: Server, box: Postbox, state: Path
) -> None:
    assert silent(cron("2024-01-25"))
    (notice,) = notices(server)
    box.deliver(notification(form, notice.id, STC))
    done = cron("2024-01-26")
    assert done.status == 1
    assert done.stderr.splitlines() == [
        "Thông báo phiên trực tháng 02/2024 (Sở Tài chính): thư tới van-thu@stc.lan không đến nơi "
        "(550 5.1.1 <van-thu@stc.lan>: Recipient address rejected: User unknown).",
        "Thông báo phiên trực tháng 02/2024 (Sở Tài chính): thư tới van-thu@stc.lan bị trả lại; "
        "hãy sửa địa chỉ hoặc gửi cách khác và ghi vào sổ.",
    ]
    assert facts(state, "undelivered") == [("undelivered", STC, "luanphien")]
    # It is said until somebody has seen to it; the message itself is read once.
    assert len(cron("2024-01-29").stderr.splitlines()) == 1
    assert cron("2024-01-30").status == 4
    assert len(notices(server)) == 1


def test_a_bounce_after_the_deadline_is_overdue(
    cron: Cron, server: Server, box: Postbox, inbox: Inbox, state: Path
) -> None:
    assert silent(cron("2024-01-25"))
    box.deliver(notification("postfix", notices(server)[0].id, STC))
    assert inbox("2024-01-30", "--dry-run").status == 4
    done = inbox("2024-01-30")
    assert (done.status, done.stdout) == (4, "")
    assert "không đến nơi" in done.stderr
    assert inbox("2024-01-31").status == 0  # nothing new
    with Register(state, create=False) as register:
        runs = [(run.work, run.began.date().isoformat(), run.status) for run in register.runs()]
    assert runs == [
        ("send", "2024-01-25", 0),
        ("inbox", "2024-01-30", 4),
        ("inbox", "2024-01-31", 0),
    ]


@pytest.mark.parametrize("by_hand", [True, False])
def test_what_is_acknowledged_may_come_back(
    by_hand: bool,
    cron: Cron,
    server: Server,
    box: Postbox,
    folder: Path,
    state: Path,
    inbox: Inbox,
) -> None:
    assert silent(cron("2024-01-25"))
    (notice,) = notices(server)
    if by_hand:
        files = ("--config", folder, "--state", state, "--today", "2024-01-26")
        in_process("register", "ack", "--shift", "2024-02", "--by", "Văn thư", *files)
    else:
        box.deliver(reply(notice.id, STC))
        assert inbox("2024-01-26").status == 0
    box.deliver(notification("postfix", notice.id, STC))
    done = inbox("2024-01-26")
    assert done.status == 0
    assert done.stdout.splitlines() == [
        "Thông báo phiên trực tháng 02/2024 (Sở Tài chính): thư tới van-thu@stc.lan không đến nơi "
        "(550 5.1.1 <van-thu@stc.lan>: Recipient address rejected: User unknown); "
        "đã được xác nhận ngày 26/01/2024."
    ]


def test_a_copy_that_the_agency_forwards_takes_back_nothing(
    cron: Cron, server: Server, box: Postbox, state: Path
) -> None:
    """The address as we named it stays in what comes back (RFC 3461 section 5.2.7.1)."""
    assert silent(cron("2024-01-25"))
    (notice,) = notices(server)
    box.deliver(notification("postfix", notice.id, STC, "delivered"))
    box.deliver(notification("postfix", notice.id, STC, final="la@khac.lan"))
    done = cron("2024-01-26")
    assert done.status == 0
    assert "thư chuyển tiếp tới la@khac.lan không đến nơi" in done.stdout + done.stderr
    assert facts(state, "delivered", "undelivered") == [("delivered", STC, "luanphien")]
    assert silent(cron("2024-01-30"))


def test_a_new_address_gets_the_same_message(
    cron: Cron, server: Server, box: Postbox, folder: Path
) -> None:
    assert silent(cron("2024-01-25"))
    box.deliver(notification("exim", notices(server)[0].id, STC))
    assert cron("2024-01-26").status == 1
    change(folder, STC, "van-thu-moi@stc.lan")
    assert silent(cron("2024-01-26"))
    first, second = notices(server)
    assert (first.recipients, second.recipients) == ((STC,), ("van-thu-moi@stc.lan",))
    assert bytes(first.message) == bytes(second.message)


def test_the_contact_has_the_notice_where_the_agency_s_address_has_not(
    cron: Cron, server: Server, box: Postbox, folder: Path, state: Path
) -> None:
    add_people(folder, f"name: Lê Thị C, email: {CHIEF}")
    change(folder, f"{STC}\n", f"{STC}\n    contact: p0\n")
    assert silent(cron("2024-01-25"))
    (notice,) = notices(server)
    assert notice.recipients == (STC, CHIEF)
    box.deliver(notification("postfix", notice.id, STC))
    done = cron("2024-01-26")
    assert done.status == 1
    assert done.stderr.splitlines() == [
        "Thông báo phiên trực tháng 02/2024 (Sở Tài chính): thư tới van-thu@stc.lan không đến nơi "
        "(550 5.1.1 <van-thu@stc.lan>: Recipient address rejected: User unknown); "
        "đã gửi cả tới q@stc.lan, chưa bị trả lại."
    ]
    assert silent(cron("2024-01-27"))
    assert len(notices(server)) == 1
    report = _report(folder, state)
    assert (report["state"], report["sent_on"]) == ("on_time", "2024-01-25")
    assert report["undelivered"] == [STC]
    files = ("--config", folder, "--state", state)
    shown = in_process("notify", "--shift", "2024-02", *files, "--today", "2024-01-27").stdout
    assert "Đã gửi 25/01/2024, chưa xác nhận. Thư không đến van-thu@stc.lan." in shown
    shown = in_process("report", "2024-02", *files, "--today", "2024-03-01").stdout
    assert "thư không đến 1 địa chỉ" in " ".join(shown.split())
    assert "van-thu@" not in shown
    # The contact's comes back too, much later.
    box.deliver(notification("postfix", notice.id, CHIEF))
    assert cron("2024-01-30").status == 4


def _report(folder: Path, state: Path) -> dict[str, object]:
    files = ("--config", folder, "--state", state, "--today", "2024-03-01")
    done = in_process("report", "2024-02", "--format", "json", *files)
    (notice,) = json.loads(done.stdout)["notices"]
    assert isinstance(notice, dict)
    return notice


def test_a_reply_is_an_acknowledgement_once(
    cron: Cron, server: Server, box: Postbox, inbox: Inbox, folder: Path, state: Path
) -> None:
    assert silent(cron("2024-01-25"))
    (notice,) = notices(server)
    file = box.deliver(reply(notice.id, STC), datetime(2024, 1, 26, 3, tzinfo=UTC))
    before = box.state()
    done = inbox("2024-01-28", "--dry-run")
    assert (done.status, done.stderr) == (0, "")
    assert done.stdout == (
        "Thông báo phiên trực tháng 02/2024 (Sở Tài chính): Sở Tài chính (van-thu@stc.lan) xác "
        "nhận ngày 26/01/2024.\n"
    )
    assert facts(state, "acknowledged") == []
    assert inbox("2024-01-28") == done
    assert box.state() == before
    # The same file under another name: a mail program has shown it, and marked it as read.
    file.rename(box.folder / "cur" / f"{file.name}:2,S")
    assert inbox("2024-01-28").stdout == "Không có thư nào mới về những gì đã gửi.\n"
    assert silent(cron("2024-01-29"))  # nobody need be reminded
    assert facts(state, "acknowledged") == [("acknowledged", STC, "Sở Tài chính")]
    report = _report(folder, state)
    assert (report["acknowledged_on"], report["acknowledged_via"]) == ("2024-01-26", "email")
    files = ("--config", folder, "--state", state)
    shown = in_process("notify", "--shift", "2024-02", *files, "--today", "2024-01-29").stdout
    assert "Đã gửi 25/01/2024, xác nhận 26/01/2024." in shown
    listed = in_process("register", "list", "--shift", "2024-02", *files).stdout
    assert "đã xác nhận" in listed


@pytest.fixture
def backup(cron: Cron, folder: Path, state: Path, box: Postbox) -> Callable[[], Called]:
    """A backup of before the notice of February; what puts it back when that has gone."""
    assert cron("2023-12-25").status == 0
    file, files = folder.parent / "before.tar.gz", ("--config", folder, "--state", state)
    assert in_process("backup", file, *files).status == 0
    return lambda: in_process("restore", file, "--force", *files)


def test_what_was_answered_since_the_backup_is_heard_when_the_notice_has_gone_again(
    backup: Callable[[], Called], cron: Cron, server: Server, box: Postbox, state: Path
) -> None:
    assert silent(cron("2024-01-25"))
    notice, copy, _ = server.received[-3:]  # and the draft
    box.deliver(reply(notice.id, STC))
    box.deliver(notification("postfix", copy.id, "van-thu@stttt.lan"))
    assert backup().status == 0
    cron("2024-01-26")
    assert [one.id for one in server.received[-3:-1]] == [notice.id, copy.id]
    assert facts(state, "acknowledged", "undelivered") == []
    cron("2024-01-29")
    assert facts(state, "acknowledged", "undelivered") == [
        ("acknowledged", STC, "Sở Tài chính"),
        ("undelivered", "van-thu@stttt.lan", "luanphien"),
    ]
    assert not [one for one in server.received if ".reminder.2024-02" in one.id]


def test_what_answers_nothing_that_goes_again_is_read_for_a_month(
    backup: Callable[[], Called],
    cron: Cron,
    server: Server,
    box: Postbox,
    inbox: Inbox,
    state: Path,
) -> None:
    assert silent(cron("2024-01-25"))
    id, came = notices(server)[-1].id, datetime(2024, 1, 25, 5, tzinfo=UTC)
    box.deliver(reply(id, STC), came)
    forged = re.sub(r"[0-9a-f]{16}@", f"{0:016}@", id)
    read = MessageKey("maildir", box.deliver(reply(forged, STC), came).name)
    assert backup().status == 0

    def keys(today: str) -> set[MessageKey]:
        assert inbox(today).stdout == "Không có thư nào mới về những gì đã gửi.\n"
        with Register(state, create=False) as register:
            return register.messages_read()

    assert keys("2024-01-26") == {read}
    assert len(keys("2024-02-26")) == 2


def test_cron_reads_before_it_reminds(cron: Cron, server: Server, box: Postbox) -> None:
    assert silent(cron("2024-01-25"))
    box.deliver(reply(notices(server)[0].id, STC))
    assert silent(cron("2024-01-29"))
    assert not [received for received in server.received if ".reminder." in received.id]


def test_nobody_acknowledges_by_machine_or_for_somebody_else(
    cron: Cron, server: Server, box: Postbox, inbox: Inbox, state: Path
) -> None:
    assert silent(cron("2024-01-25"))
    (notice,) = notices(server)
    copy = next(copy for copy in server.received if "handover" in copy.id)
    box.deliver(away(notice.id, STC))
    box.deliver(reply("<luanphien.notice.2024-02.1.0@centre.lan>", STC, subject=notice.id))
    box.deliver(reply(notice.id, "la@khac.lan", name="Sở Tài chính"))
    box.deliver(reply(notice.id, "van-thu@sct.lan"))
    box.deliver(reply(notice.id, STC, Authentication_Results="mx.centre.lan; dmarc=fail"))
    box.deliver(reply(notice.id, "trung-tam@centre.lan"))
    box.deliver(reply(copy.id, "van-thu@stttt.lan"))
    box.deliver(b"Subject: khong lien quan\n\nChao")
    done = inbox("2024-01-26")
    assert (done.status, done.stderr) == (0, "")
    start = "Thông báo phiên trực tháng 02/2024 (Sở Tài chính): "
    strange = "không phải địa chỉ của cơ quan; chưa ghi là xác nhận."
    assert done.stdout.splitlines() == [
        f"{start}van-thu@stc.lan trả lời tự động; chưa ghi là xác nhận.",
        f"{start}có thư trả lời của la@khac.lan, {strange}",
        f"{start}có thư trả lời của van-thu@sct.lan, {strange}",
        f"{start}có thư trả lời ghi là của van-thu@stc.lan, máy chủ thư báo là giả mạo (DMARC); "
        "chưa ghi là xác nhận.",
        "Thông báo để bàn giao, phiên trực tháng 02/2024 (Sở Thông tin và Truyền thông): Sở Thông "
        "tin và Truyền thông (van-thu@stttt.lan) xác nhận ngày 26/01/2024.",
    ]
    with Register(state, create=False) as register:
        answers = [fact for fact in register.facts() if fact.kind == "acknowledged"]
    assert [(fact.says, fact.agency) for fact in answers] == [("handover", "stttt")]


def test_a_stranger_says_nothing_to_the_terminal(
    cron: Cron, server: Server, box: Postbox, inbox: Inbox
) -> None:
    assert silent(cron("2024-01-25"))
    content = reply(notices(server)[0].id, "la@khac.lan")
    box.deliver(content.replace(b"la@khac.lan", b"la\x1b[2J@khac.lan"))
    done = inbox("2024-01-26")
    assert "có thư trả lời của địa chỉ không rõ" in done.stdout
    assert "\x1b" not in done.stdout


def test_what_no_database_takes_stops_nothing_that_comes_after_it(
    cron: Cron, server: Server, box: Postbox, state: Path
) -> None:
    assert silent(cron("2024-01-25"))
    head = b"From: MAILER-DAEMON@a.lan\nContent-Type: text/plain; charset=utf-7\n\n"
    box.deliver(head + b"Message-ID: <+2AA-@b.lan>")
    box.deliver(accepted("+2AA-\udc00".encode("utf-8", "surrogatepass").decode("latin-1"), 0, STC))
    box.deliver(notification("postfix", notices(server)[0].id, STC))
    assert "không đến nơi" in cron("2024-01-26").stderr
    assert facts(state, "undelivered") == [("undelivered", STC, "luanphien")]


def test_an_accepted_invitation_is_an_acknowledgement(
    cron: Cron, server: Server, box: Postbox, state: Path
) -> None:
    assert silent(cron("2024-01-25"))
    (notice,) = notices(server)
    event, _ = invited(notice.message, "REQUEST")
    uid, number = str(event["uid"]), int(str(event["sequence"]))
    box.deliver(accepted(uid, number + 1, STC))  # of no edition that was sent
    box.deliver(accepted("other@luanphien", number, STC))
    box.deliver(accepted(uid, number, STC, "DECLINED"))
    done = cron("2024-01-26")
    assert (done.status, facts(state, "acknowledged")) == (0, [])
    assert "van-thu@stc.lan từ chối lời mời trong lịch; chưa ghi là xác nhận." in done.stderr
    assert len(done.stderr.splitlines()) == 1
    box.deliver(accepted(uid, number, STC, "TENTATIVE"))
    done = cron("2024-01-26")
    assert (done.status, facts(state, "acknowledged")) == (0, [])
    assert "van-thu@stc.lan chưa trả lời dứt khoát lời mời trong lịch; chưa ghi" in done.stderr
    box.deliver(accepted(uid, number, STC))
    assert silent(cron("2024-01-26"))
    assert facts(state, "acknowledged") == [("acknowledged", STC, "Sở Tài chính")]


def test_who_accepts_what_anybody_can_see_must_be_known_to_a_server(
    cron: Cron, server: Server, box: Postbox, inbox: Inbox, state: Path
) -> None:
    """The feed on the site tells the event; only the mail has the seal."""
    assert silent(cron("2024-01-25"))
    (notice,) = notices(server)
    event, _ = invited(notice.message, "REQUEST")
    uid, number = str(event["uid"]), int(str(event["sequence"]))
    looked = "mx.centre.lan; spf=none smtp.mailfrom=stc.lan; dmarc=none"
    guess = "X-LUANPHIEN-SEAL:0123456789abcdef"
    box.deliver(accepted(uid, number, STC, organizer=guess, Authentication_Results=looked))
    assert inbox("2024-01-26").stdout == (
        "Thông báo phiên trực tháng 02/2024 (Sở Tài chính): trả lời của van-thu@stc.lan không có "
        "mã riêng của thư đã gửi, máy chủ thư không rõ có đúng là của địa chỉ ấy; hãy gọi lại; "
        "chưa ghi là xác nhận.\n"
    )
    assert facts(state, "acknowledged") == []
    content = answered_by_program(notice.message, STC)
    box.deliver(f"Authentication-Results: {looked}\n".encode() + content)
    assert "xác nhận ngày" in inbox("2024-01-26").stdout
    assert facts(state, "acknowledged") == [("acknowledged", STC, "Sở Tài chính")]


def test_what_went_out_before_there_were_seals_goes_on(
    cron: Cron, server: Server, box: Postbox, inbox: Inbox, state: Path
) -> None:
    """A register in which a Message-ID without a seal was planned, as earlier versions did."""
    server.fault = "data 451"
    assert cron("2024-01-25").status == 1
    server.fault = None
    with Register(state) as register:
        (planned,) = (
            fact for fact in register.facts() if fact.kind == "planned" and fact.says is None
        )
        sealed = str(planned.message_id)
        content = register.content(sealed) or b""
    old = f"{sealed.rpartition('-')[0]}@centre.lan>"
    state.unlink()
    with Register(state) as register:
        register.begin(planned.at.date())
        content = content.replace(sealed.encode(), old.encode())
        register.plan([planned._replace(message_id=old)], old, content)
    assert silent(cron("2024-01-25"))
    assert [received.id for received in notices(server)] == [old]
    box.deliver(reply(old, STC, Authentication_Results="mx.centre.lan; spf=none"))
    assert "không có mã riêng của thư đã gửi" in inbox("2024-01-26").stdout
    box.deliver(reply(old, STC))
    assert inbox("2024-01-26").status == 0
    assert facts(state, "acknowledged") == [("acknowledged", STC, "Sở Tài chính")]


def test_what_can_be_worked_out_answers_nothing(
    cron: Cron, server: Server, box: Postbox, inbox: Inbox, state: Path
) -> None:
    assert silent(cron("2024-01-25"))
    id = forged(notices(server)[0].id)
    box.deliver(reply(id, STC))
    box.deliver(notification("postfix", id, STC))
    box.deliver(notification("gmail", id, STC))
    assert inbox("2024-01-26").stdout == "Không có thư nào mới về những gì đã gửi.\n"
    assert facts(state, "acknowledged", "undelivered") == []


def test_what_is_under_way_and_what_has_arrived_is_recorded_in_silence(
    cron: Cron, server: Server, box: Postbox, inbox: Inbox, folder: Path, state: Path
) -> None:
    assert silent(cron("2024-01-25"))
    (notice,) = notices(server)
    box.deliver(notification("postfix", notice.id, STC, "delayed", reason="451 busy"))
    assert silent(cron("2024-01-25"))
    box.deliver(notification("postfix", notice.id, STC, "delivered", head=False, envelope=True))
    done = inbox("2024-01-26")
    assert done.stdout == (
        "Thông báo phiên trực tháng 02/2024 (Sở Tài chính): đã đến hộp thư van-thu@stc.lan.\n"
    )
    assert [kind for kind, *_ in facts(state, "delayed", "delivered")] == ["delayed", "delivered"]
    assert _report(folder, state)["delivered_on"] == "2024-01-26"
    files = ("--config", folder, "--state", state, "--today", "2024-01-26")
    shown = in_process("notify", "--shift", "2024-02", *files).stdout
    assert "Đã gửi 25/01/2024, đã đến hộp thư, chưa xác nhận." in shown


def test_a_message_that_can_t_be_read_is_skipped_and_named(
    cron: Cron, server: Server, box: Postbox, inbox: Inbox, state: Path
) -> None:
    assert silent(cron("2024-01-25"))
    (notice,) = notices(server)
    moment = datetime(2024, 1, 26, 3, tzinfo=UTC)
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n" % n for n in range(200))
    box.deliver(deep, moment)
    large = box.deliver(reply(notice.id, STC), moment)
    with large.open("r+b") as file:
        file.truncate(51 * 2**20)
    os.utime(large, (moment.timestamp(), moment.timestamp()))
    done = inbox("2024-01-26")
    assert (done.status, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Bỏ qua một thư nhận ngày 26/01/2024 trong hộp thư (1706150000.M1P1.mail): không đọc được "
        "nội dung.",
        "Bỏ qua một thư nhận ngày 26/01/2024 trong hộp thư (1706150000.M2P1.mail): lớn quá 50 MB.",
    ]
    assert silent(cron("2024-01-26"))
    assert facts(state, "acknowledged") == []


def test_a_mailbox_out_of_reach_is_said_after_two_days(
    cron: Cron, server: Server, box: Postbox, inbox: Inbox
) -> None:
    assert silent(cron("2024-01-25"))
    away_with_it = box.folder.with_name("mat")
    box.folder.rename(away_with_it)
    assert silent(cron("2024-01-26"))
    assert silent(cron("2024-01-27"))
    for day in ("2024-01-28", "2024-01-29"):
        done = cron(day)
        assert (done.status, done.stdout) == (1, "")
        assert done.stderr.startswith("Không đọc được hộp thư từ ngày 26/01/2024: ")
        assert len(done.stderr.splitlines()) == 1
    assert inbox("2024-01-29").status == 1
    away_with_it.rename(box.folder)
    box.deliver(reply(notices(server)[0].id, STC))
    assert silent(cron("2024-01-30"))
    box.folder.rename(away_with_it)
    assert silent(cron("2024-01-30"))  # two days begin anew
    assert inbox("2024-01-30").status == 1  # who asks is told at once


def test_two_days_are_two_days_whenever_cron_gets_to_it(
    cron: Cron, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert silent(cron("2024-01-25"))
    box.folder.rename(box.folder.with_name("mat"))

    def at(today: date) -> datetime:
        """Seven o'clock, two seconds sooner on Sunday the 28th than on the days before."""
        return datetime.combine(today, time(7, 0, 3 if today.day == 28 else 5), VIETNAM)

    monkeypatch.setattr("luanphien.mail.run.moment", at)
    for day in ("2024-01-26", "2024-01-27"):
        assert silent(cron(day))
    assert cron("2024-01-28").stderr.startswith("Không đọc được hộp thư từ ngày 26/01/2024: ")


def test_a_mailbox_that_fails_stops_no_notice(
    cron: Cron, server: Server, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert silent(cron("2023-12-25"))  # January's
    box.deliver(reply(notices(server)[0].id, "van-thu@stttt.lan"))

    def fails(*_: object) -> None:
        raise OperationError("đĩa đầy")

    monkeypatch.setattr(Register, "read_message", fails)
    done = cron("2024-01-25")
    assert (done.status, done.stderr) == (1, "Hộp thư: đĩa đầy\n")
    assert len(notices(server)) == 2


def test_a_rehearsal_reads_and_records_nothing(
    cron: Cron, server: Server, box: Postbox, folder: Path, state: Path
) -> None:
    assert silent(cron("2024-01-25"))
    box.deliver(notification("gmail", notices(server)[0].id, STC))
    change(folder, STC, "van-thu-moi@stc.lan")
    content, files = state.read_bytes(), box.state()
    done = cron("2024-01-26", "--dry-run")
    assert "không đến nơi" in done.stderr
    assert "sẽ gửi tới van-thu-moi@stc.lan" in done.stdout
    assert (state.read_bytes(), box.state()) == (content, files)


def test_a_mailbox_must_be_named_and_whole(
    cron: Cron, inbox: Inbox, folder: Path, state: Path
) -> None:
    assert inbox("2024-01-25").stderr == "Lỗi: Chưa có hộp thư (mailbox) trong agencies.yaml.\n"
    assert not state.exists()
    file = folder / "agencies.yaml"
    text = file.read_text("utf-8")
    for rule, problem in (
        ("{}", "cần một trong hai: host (máy chủ IMAP) hoặc maildir (thư mục)"),
        ("{host: imap.lan, maildir: thu}", "cần một trong hai"),
        ("{host: imap.lan}", "thiếu username"),
        ("{host: imap.lan, username: a, security: none}", "none chỉ dùng với máy chủ ở chính máy"),
    ):
        file.write_text(f"{text}mailbox: {rule}\n", "utf-8")
        done = inbox("2024-01-25")
        assert done.status == 3
        assert problem in done.stderr
        assert f"agencies.yaml:{len(text.splitlines()) + 1}:" in done.stderr
    file.write_text(f"{text}mailbox: {{host: 127.0.0.1, username: a}}\n", "utf-8")
    done = cron("2024-01-25")
    assert done.stderr == (
        "Lỗi: Chưa có mật khẩu thư: đặt LUANPHIEN_MAILBOX_PASSWORD hoặc mailbox.password_file.\n"
    )
    assert done.status == 1
