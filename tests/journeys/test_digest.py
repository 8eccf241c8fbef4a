"""The digest, as cron sends it.

Monday 22 January 2024 begins a week in which the notice of February goes, on Thursday 25; it is due
on Monday 29. Tết takes 8 to 14 February, so that Thursday 15 begins the week of the 12th.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from luanphien.register import Register
from tests.helpers.command_line import in_process
from tests.helpers.mail_server import Received, Server
from tests.journeys.conftest import Cron
from tests.journeys.test_sending import STC, change, part, silent

CENTRE = "trung-tam@centre.lan"


@pytest.fixture(autouse=True)
def weekly(folder: Path) -> None:
    with (folder / "agencies.yaml").open("a", encoding="utf-8") as file:
        file.write("digest: weekly\n")


def digests(server: Server) -> list[Received]:
    return [received for received in server.received if ".digest." in received.id]


def words(received: Received) -> str:
    return part(received.message, "text/plain").decode().replace("\r\n", "\n")


def test_it_goes_once_a_week_to_the_centre(cron: Cron, server: Server) -> None:
    days = ["2024-01-22", "2024-01-22", "2024-01-23", "2024-01-28", "2024-01-29", "2024-02-02"]
    days += ["2024-02-05", "2024-02-12", "2024-02-14", "2024-02-15", "2024-02-16"]
    for today in days:
        assert silent(cron(today))
    assert [received.name for received in digests(server)] == [
        f"digest.2024-W{week:02}" for week in (4, 5, 6, 7)
    ]
    assert {received.recipients for received in digests(server)} == {(CENTRE,)}
    first = digests(server)[0].message
    assert first["Subject"] == "Luân phiên tuần 22/01/2024–28/01/2024: ai trực, việc phải làm"
    assert first["Date"].datetime.day == 22
    assert not first.defects


def test_once_a_month(cron: Cron, server: Server, folder: Path) -> None:
    change(folder, "\ndigest: weekly", "\ndigest: monthly")
    days = ("2024-01-22", "2024-01-25", "2024-02-01", "2024-02-23", "2024-02-29", "2024-03-02")
    for today in days:
        assert silent(cron(today))
    assert [received.name for received in digests(server)] == [
        f"digest.2024-{month:02}" for month in (1, 2, 3)
    ]
    assert digests(server)[1].message["Subject"].startswith("Luân phiên tháng 02/2024")


def test_it_says_what_today_says_is_owed(
    cron: Cron, server: Server, folder: Path, state: Path
) -> None:
    cron("2024-01-25")
    cron("2024-01-29")
    said = words(digests(server)[-1])
    assert "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG TỈNH TUYÊN QUANG, THỨ HAI 29/01/2024" in said
    assert "- Thông báo phiên 02/2024, Sở Tài chính: đã gửi 25/01/2024, chưa xác nhận\n" in said
    assert "- Thông báo: " not in said  # which says it once
    assert "- phiên 02/2024, Sở Tài chính: cả phiên\n" in said
    options = ("--config", folder, "--state", state, "--today", "2024-01-29", "--format", "json")
    owed = json.loads(in_process("today", *options).stdout)["obligations"]
    assert owed
    for obligation in owed:
        assert f"\n    {obligation['command']}\n" in said
    assert "register ack --shift 2024-02" in said


def test_a_notice_that_went_before_its_day_is_told_beside_the_day(
    cron: Cron, server: Server, folder: Path, state: Path
) -> None:
    files = ("--config", folder, "--state", state, "--today", "2024-01-19")
    by_hand = ("register", "notice", "--shift", "2024-02", "--by", "A", "--channel", "paper")
    assert in_process(*by_hand, *files).status == 0
    cron("2024-01-22")
    said = words(digests(server)[-1])
    assert "\n- Thông báo: cho Sở Tài chính đã gửi 19/01/2024, chưa xác nhận\n" in said


def test_what_did_not_arrive_is_in_it(cron: Cron, server: Server, folder: Path) -> None:
    with (folder / "agencies.yaml").open("a", encoding="utf-8") as file:
        file.write("people: [{id: mot, name: Người Thử Một, email: mot@stc.lan}]\n")
    change(folder, f"    email: {STC}\n", f"    email: {STC}\n    contact: mot\n")
    server.fault = f"rcpt 550 {STC}"
    cron("2024-01-25")
    cron("2024-01-29")
    said = words(digests(server)[-1])
    assert "THƯ KHÔNG ĐẾN NƠI\n- van-thu@stc.lan: thông báo phiên 02/2024 (550 5.1.1" in said


@pytest.mark.parametrize("fault", ["rcpt 451", "data 451", "drop before", "drop after"])
def test_what_was_put_off_goes_within_its_week(cron: Cron, server: Server, fault: str) -> None:
    server.fault = fault
    done = cron("2024-01-22")
    assert done.status == 1
    assert done.stderr.startswith(
        f"Thư tổng hợp tuần 22/01/2024–28/01/2024: {CENTRE} chưa gửi được, sẽ thử lại: "
    )
    server.fault = None
    assert silent(cron("2024-01-24"))
    assert silent(cron("2024-01-24"))
    assert len({bytes(received.message) for received in digests(server)}) == 1
    assert "THỨ HAI 22/01/2024" in words(digests(server)[-1])


def test_a_server_that_was_down_all_week_leaves_the_next_digest(cron: Cron, server: Server) -> None:
    server.fault = "data 451"
    assert cron("2024-01-22").status == 1
    server.fault = None
    assert silent(cron("2024-01-29"))
    assert [received.name for received in digests(server)] == ["digest.2024-W05"]


def test_a_centre_that_is_refused_hears_it_once_a_week(
    cron: Cron, server: Server, folder: Path
) -> None:
    server.fault = f"rcpt 550 {CENTRE}"
    assert f"{CENTRE} bị từ chối: 550" in cron("2024-01-22").stderr
    assert silent(cron("2024-01-23"))
    change(folder, f"email: {CENTRE}", "email: moi@centre.lan")
    assert silent(cron("2024-01-23"))
    (new,) = digests(server)
    assert (new.recipients, new.message["To"].addresses[0].addr_spec) == (
        ("moi@centre.lan",),
        "moi@centre.lan",
    )


def test_a_new_address_is_written_to_anew(cron: Cron, server: Server, folder: Path) -> None:
    server.fault = "drop after"
    assert cron("2024-01-22").status == 1
    server.fault = None
    change(folder, f"email: {CENTRE}", "email: moi@centre.lan")
    assert silent(cron("2024-01-23"))
    old, new = digests(server)
    assert old.id != new.id
    assert new.recipients == ("moi@centre.lan",)
    assert "THỨ BA 23/01/2024" in words(new)


def test_a_rehearsal_shows_what_was_put_off_as_it_will_go(cron: Cron, server: Server) -> None:
    server.fault = "data 451"
    assert cron("2024-01-22").status == 1
    server.fault = None
    assert "THỨ HAI 22/01/2024" in cron("2024-01-24", "--dry-run").stdout
    assert silent(cron("2024-01-24"))
    assert "THỨ HAI 22/01/2024" in words(digests(server)[0])


@pytest.mark.parametrize(
    ("address", "why"),
    [("", "Trung tâm chưa có email"), ("trung-tam@so-mau.example", "là mẫu")],
)
def test_a_centre_without_an_address(
    address: str, why: str, cron: Cron, server: Server, folder: Path
) -> None:
    change(folder, f"email: {CENTRE}", f"email: {address}")
    change(folder, "security: none}", "security: none, sender: gui@centre.lan}")
    done = cron("2024-01-22")
    assert done.status == 1
    assert "Thư tổng hợp tuần 22/01/2024–28/01/2024: không gửi" in done.stderr
    assert why in done.stderr
    assert server.received == []


def test_a_rehearsal_shows_it_and_sends_nothing(
    cron: Cron, server: Server, folder: Path, state: Path
) -> None:
    shown = cron("2024-01-29", "--dry-run")
    assert shown.status == 0
    assert f"Thư tổng hợp tuần 29/01/2024–04/02/2024: sẽ gửi tới {CENTRE}:\n\n" in shown.stdout
    assert "    TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG" in shown.stdout
    # By then the notice, which the same run would send, has gone.
    assert "Thông báo phiên 02/2024, Sở Tài chính: đã gửi 29/01/2024" in shown.stdout
    assert (server.received, state.exists()) == ([], False)
    change(folder, f"port: {server.port}", "port: 1")
    done = cron("2024-01-29", "--dry-run")
    assert done.status == 1
    assert (
        "Thư tổng hợp tuần 29/01/2024–04/02/2024: trung-tam@centre.lan chưa gửi được" in done.stderr
    )


def test_before_the_rota_there_is_none(cron: Cron, server: Server) -> None:
    assert silent(cron("2023-11-20"))
    assert server.received == []


def test_the_register_keeps_it(cron: Cron, state: Path) -> None:
    cron("2024-01-22")
    with Register(state) as register:
        kept = register.deliveries("digest.2024-W04")
        assert register.deliveries() == kept
        assert register.deliveries("digest.2024-W05") == []
        assert register.content(kept[0].message_id or "")
        assert register.check() == []
    assert [(one.kind, one.recipient) for one in kept] == [("planned", CENTRE), ("sent", CENTRE)]
