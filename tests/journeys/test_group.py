"""The Centre's group (Điều 6 khoản 9), as cron posts to it, against a real HTTP server.

February 2024 is Sở Tài chính's: the notice goes on Thursday 25 January.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from luanphien.mail.chat import Place
from luanphien.register import Register
from tests.helpers.command_line import in_process
from tests.helpers.mail_server import Server
from tests.helpers.webhook import TOKEN, Webhook, listening
from tests.journeys.conftest import Cron
from tests.journeys.test_sending import change, silent

pytest.importorskip("apprise")


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with listening() as hook:
        yield hook


@pytest.fixture
def file(folder: Path) -> Path:
    """The addresses of the group, which the configuration names."""
    file = folder / "chat"
    with (folder / "agencies.yaml").open("a", encoding="utf-8") as agencies:
        agencies.write("chat: chat\n")  # cron runs elsewhere
    file.touch(0o600)
    return file


@pytest.fixture(autouse=True)
def addresses(file: Path, hook: Webhook) -> None:
    file.write_text(f"# Nhóm đầu mối\n{hook.address()}\n")


def test_a_notice_is_posted_once_as_zalo_is_told(
    cron: Cron, hook: Webhook, folder: Path, state: Path
) -> None:
    for today in ("2024-01-24", "2024-01-25", "2024-01-25", "2024-01-26", "2024-01-31"):
        assert silent(cron(today))
    options = ("--config", folder, "--state", state, "--today", "2024-01-25", "--format", "zalo")
    told = in_process("notify", "--next", *options).stdout
    assert [one.text for one in hook.posted] == [told.rstrip("\n")]


def test_a_correction_says_what_it_corrects(cron: Cron, hook: Webhook, folder: Path) -> None:
    cron("2024-01-25")
    with (folder / "agencies.yaml").open("a", encoding="utf-8") as agencies:
        agencies.write("swaps: [{shifts: [2024-02, 2024-03]}]\n")
    assert silent(cron("2024-01-26"))
    assert silent(cron("2024-01-26"))
    notice, correction = (one.text for one in hook.posted)
    assert "đính chính" not in notice
    assert correction.startswith("Thông báo này đính chính và thay cho thông báo ngày 25/01/2024")
    assert "Sở Giáo dục và Đào tạo" in correction


STAFF = """
people: [{id: a, name: Nguyễn Văn A}, {id: b, name: Trần Thị B}]
rosters: [{effective: 2024-01-01, staff: [{agency: stc, official: [a], reserve: [b]}]}]
"""
AWAY = "absences: [{person: a, days: 2024-02-20..2024-02-29, reason: Nằm viện}]\n"


def test_another_who_serves_is_posted_and_why_is_nobodys_business(
    cron: Cron, hook: Webhook, folder: Path
) -> None:
    agencies = folder / "agencies.yaml"
    planned = agencies.read_text("utf-8") + STAFF
    for today, text in (
        ("2024-01-25", planned),
        ("2024-01-26", planned),
        ("2024-01-26", planned + AWAY),
        ("2024-02-19", planned + AWAY),
        ("2024-02-19", planned),  # A comes after all: the shift runs
        ("2024-02-20", planned),
        ("2024-03-01", planned + AWAY),  # and is over
    ):
        agencies.write_text(text, "utf-8")
        cron(today)
    notice, away, back = (one.text for one in hook.posted if "tháng 02/2024" in one.text)
    assert "Người trực: ông/bà Nguyễn Văn A." in notice
    head = "Thay đổi người trực tháng 02/2024: Sở Tài chính."
    assert away.splitlines()[1:] == [
        head,
        "Người trực: ông/bà Nguyễn Văn A (từ ngày 01/02/2024 đến hết ngày 19/02/2024); ông/bà Trần "
        "Thị B (từ ngày 20/02/2024 đến hết ngày 29/02/2024).",
        "Dự phòng: ông/bà Trần Thị B (từ ngày 01/02/2024 đến hết ngày 19/02/2024).",
    ]
    assert back.splitlines()[1:3] == [head, "Người trực: ông/bà Nguyễn Văn A."]


def test_who_serves_is_posted_where_the_notice_was(
    cron: Cron, hook: Webhook, folder: Path, state: Path
) -> None:
    files = ("--config", folder, "--state", state, "--today", "2024-01-24")
    by_hand = ("register", "notice", "--shift", "2024-02", "--by", "A", "--channel", "phone")
    assert in_process(*by_hand, *files).status == 0
    with (folder / "agencies.yaml").open("a", encoding="utf-8") as agencies:
        agencies.write(STAFF + AWAY)
    # The group was not there when the shift began: it has heard of no notice.
    cron("2024-02-05")
    assert [one.text for one in hook.posted if "tháng 02/2024" in one.text] == []


OFF = """
  - name: Nghỉ đột xuất
    source: Công điện
    status: announced
    off: 2024-02-28
"""


def close(folder: Path) -> None:
    """Wednesday 28 February is a day off after all."""
    holidays = folder / "holidays_vn.yaml"
    holidays.write_text(holidays.read_text("utf-8").rstrip("\n") + OFF, "utf-8")


def heads(hook: Webhook, *paths: str) -> list[str]:
    """What each post about February is, at these addresses."""
    posted = [one.text for one in hook.posted if not paths or one.path in paths]
    return [text.splitlines()[1][:18] for text in posted if "tháng 02/2024" in text]


NOTICE, CHANGE = "Thông báo phiên tr", "Thay đổi người trự"


def test_a_day_off_announced_since_keeps_no_change_from_the_group(
    cron: Cron, hook: Webhook, folder: Path
) -> None:
    agencies = folder / "agencies.yaml"
    planned = agencies.read_text("utf-8") + STAFF
    agencies.write_text(planned, "utf-8")
    cron("2024-01-25")
    close(folder)  # while February runs: the notice is history, who serves is not
    cron("2024-02-15")
    assert heads(hook) == [NOTICE]
    agencies.write_text(planned + AWAY, "utf-8")
    for today in ("2024-02-19", "2024-02-20"):
        cron(today)
    assert heads(hook) == [NOTICE, CHANGE]
    agencies.write_text(planned, "utf-8")
    for today in ("2024-02-21", "2024-02-22"):
        cron(today)
    assert heads(hook) == [NOTICE, CHANGE, CHANGE]


def test_where_the_notice_was_not_taken_it_goes_as_it_is_now(
    cron: Cron, hook: Webhook, folder: Path, file: Path
) -> None:
    agencies = folder / "agencies.yaml"
    planned = agencies.read_text("utf-8") + STAFF
    file.write_text(f"{hook.address('tot')}\n{hook.address('cham')}\n")
    hook.faults = {"cham": 503}
    agencies.write_text(planned, "utf-8")
    cron("2024-01-25")
    hook.faults = {}
    agencies.write_text(planned + AWAY, "utf-8")
    for today in ("2024-01-26", "2024-01-29"):
        cron(today)
    assert heads(hook, "tot") == [NOTICE, CHANGE]
    assert heads(hook, "cham") == [NOTICE]
    (notice,) = (one.text for one in hook.posted if one.path == "cham")
    assert "ông/bà Trần Thị B (từ ngày 20/02/2024" in notice
    # From here on both know the same.
    agencies.write_text(planned, "utf-8")
    for today in ("2024-02-19", "2024-02-20"):
        cron(today)
    assert heads(hook, "tot") == [NOTICE, CHANGE, CHANGE]
    assert heads(hook, "cham") == [NOTICE, CHANGE]


def test_a_correction_that_was_not_taken_is_tried_when_the_shift_runs(
    cron: Cron, hook: Webhook, folder: Path
) -> None:
    cron("2024-01-25")
    change(folder, "chat: chat\n", "chat: chat\nswaps: [{shifts: [2024-02, 2024-03]}]\n")
    hook.faults = {"nhom": 503}
    cron("2024-01-31")
    hook.faults = {}
    close(folder)
    for today in ("2024-02-01", "2024-02-02"):
        cron(today)
    notice, correction = (one.text for one in hook.posted if "tháng 02/2024" in one.text)
    assert "Sở Tài chính" in notice
    assert correction.startswith("Thông báo này đính chính và thay cho thông báo ngày 25/01/2024")
    assert "Sở Giáo dục và Đào tạo" in correction


@pytest.mark.parametrize("channel", ["zalo", "phone"])
def test_who_serves_is_posted_also_where_the_notice_was_by_hand(
    channel: str, cron: Cron, hook: Webhook, folder: Path, state: Path
) -> None:
    agencies = folder / "agencies.yaml"
    planned = agencies.read_text("utf-8") + STAFF
    agencies.write_text(planned, "utf-8")
    files = ("--config", folder, "--state", state, "--today", "2024-01-24")
    by_hand = ("register", "notice", "--shift", "2024-02", "--by", "A", "--channel", channel)
    assert in_process(*by_hand, *files).status == 0
    for options in (["--dry-run"], [], []):
        cron("2024-01-25", *options)
    # By phone the agency was told, the group was not.
    known = [] if channel == "zalo" else [NOTICE]
    assert heads(hook) == known
    agencies.write_text(planned + AWAY, "utf-8")
    for today in ("2024-01-26", "2024-02-19"):
        cron(today)
    assert heads(hook) == [*known, CHANGE]


def test_the_digest_is_posted_in_short(cron: Cron, hook: Webhook, folder: Path) -> None:
    with (folder / "agencies.yaml").open("a", encoding="utf-8") as agencies:
        agencies.write("digest: weekly\n")
    assert silent(cron("2024-01-22"))
    assert silent(cron("2024-01-23"))
    (digest,) = (one.text for one in hook.posted)
    assert digest.startswith("Luân phiên tuần 22/01/2024–28/01/2024\nĐang trực: ")
    assert "luanphien" not in digest  # a group has no commands to type
    assert silent(cron("2024-01-25"))
    assert silent(cron("2024-01-29"))
    digest = hook.posted[-1].text
    assert digest.count("Thông báo") == 1
    assert "Thông báo: cho Sở Tài chính đã gửi 25/01/2024, chưa xác nhận\n" in digest


def test_why_somebody_is_away_is_nobodys_business(cron: Cron, hook: Webhook, folder: Path) -> None:
    with (folder / "agencies.yaml").open("a", encoding="utf-8") as agencies:
        agencies.write(
            "digest: weekly\n"
            "people: [{id: a, name: Nguyễn Văn A}, {id: b, name: Trần Thị B}]\n"
            "rosters: [{effective: 2024-01-01, staff: "
            "[{agency: stttt, official: [a], reserve: [b]}]}]\n"
            "absences: [{person: a, days: 2024-01-22..2024-01-23, reason: Nằm viện}]\n"
        )
    cron("2024-01-22")
    (digest,) = (one.text for one in hook.posted)
    assert "Trần Thị B" in digest
    assert "viện" not in digest
    assert "Lý do" not in digest


def test_what_was_posted_by_hand_is_not_posted_again(
    cron: Cron, hook: Webhook, folder: Path, state: Path
) -> None:
    files = ("--config", folder, "--state", state, "--today", "2024-01-24")
    by_hand = ("register", "notice", "--shift", "2024-02", "--by", "A")
    assert in_process(*by_hand, "--channel", "zalo", *files).status == 0
    assert silent(cron("2024-01-25"))
    assert hook.posted == []


def test_half_the_addresses_fail(cron: Cron, hook: Webhook, file: Path) -> None:
    names = ("tot", "cham", "khoa", "im")
    file.write_text("".join(f"{hook.address(name)}\n" for name in names) + "nonsense\n")
    hook.faults = {"cham": 503, "khoa": 401, "im": "silent"}
    done = cron("2024-01-25")
    assert done.status == 1
    about = "Nhóm trò chuyện: thông báo phiên trực tháng 02/2024"
    assert done.stderr.splitlines() == [
        f"Nhóm trò chuyện: {file}:5: không phải địa chỉ của Apprise.",
        f"{about}, dòng 2 (json): chưa gửi được, sẽ thử lại (máy chủ trả lời 503).",
        f"{about}, dòng 3 (json): bị từ chối; hãy sửa địa chỉ trong tệp chat (máy chủ trả lời "
        "401).",
        f"{about}, dòng 4 (json): không rõ đã tới chưa, không gửi lại; hãy xem nhóm, chưa có thì "
        "dán vào (máy chủ không trả lời).",
    ]
    assert [one.path for one in hook.posted] == ["tot", "im"]
    hook.faults = {}
    file.write_text(file.read_text().replace("nonsense\n", ""))
    assert silent(cron("2024-01-26"))
    assert [one.path for one in hook.posted] == ["tot", "im", "cham"]
    assert silent(cron("2024-01-26"))
    # Another token is another address.
    file.write_text(f"{hook.address('khoa')}-moi\n")
    assert silent(cron("2024-01-26"))
    assert [one.path for one in hook.posted][3:] == ["khoa"]


def test_what_a_killed_run_may_have_posted_is_said_once(
    cron: Cron, hook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        pass

    def die(*_: object) -> None:
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(Place, "post", die)
        with pytest.raises(KilledError):
            cron("2024-01-25")
    done = cron("2024-01-25", "--dry-run")
    assert (done.status, "không gửi lại" in done.stderr) == (1, True)
    done = cron("2024-01-25")
    assert done.status == 1
    assert done.stderr == (
        "Nhóm trò chuyện: thông báo phiên trực tháng 02/2024, dòng 2 (json): không rõ đã tới chưa, "
        "không gửi lại; hãy xem nhóm, chưa có thì dán vào (lần chạy trước bị ngắt).\n"
    )
    assert silent(cron("2024-01-26"))
    assert hook.posted == []


def test_a_rehearsal_shows_the_text_and_posts_nothing(
    cron: Cron, hook: Webhook, state: Path
) -> None:
    done = cron("2024-01-25", "--dry-run")
    assert done.status == 0
    head = "Nhóm trò chuyện: thông báo phiên trực tháng 02/2024: sẽ gửi tới dòng 2 (json):\n\n    "
    assert head in done.stdout
    assert "    Thông báo phiên trực tháng 02/2024: Sở Tài chính" in done.stdout
    assert (hook.posted, state.exists()) == ([], False)


def test_no_token_is_said_or_recorded(cron: Cron, hook: Webhook, file: Path, state: Path) -> None:
    file.write_text(
        f"{hook.address('tot')}\n{hook.address('hong')}\n{hook.address('im')}\n"
        f"json://127.0.0.1:1/{TOKEN}\nzalo://{TOKEN}\nzalo://1:{TOKEN}/a/b\n{TOKEN}\n"
    )
    hook.faults = {"hong": 500, "im": "silent"}
    for options in (["--dry-run"], [], []):
        done = cron("2024-01-25", *options)
        assert done.status == 1
        assert TOKEN not in done.stdout + done.stderr
    assert TOKEN.encode() not in state.read_bytes()
    with Register(state) as register:
        assert {one.about.rsplit(".", 2)[0] for one in register.deliveries()} == {
            "post.notice.2024-02.1"
        }


@pytest.mark.parametrize("mode", [0o644, 0o600])
def test_a_file_that_others_read_or_nobody_finds(
    cron: Cron, hook: Webhook, file: Path, server: Server, mode: int
) -> None:
    file.chmod(mode)
    if mode == 0o600:
        file.unlink()
    done = cron("2024-01-25")
    assert done.status == 1
    assert done.stderr.startswith(f"Nhóm trò chuyện: {file}: ")
    assert done.stderr.count("\n") == 1
    assert (len(server.received), hook.posted) == (3, [])  # the mails went all the same


def test_without_apprise_one_line_says_how_to_install_it(
    cron: Cron, hook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    done = cron("2024-01-25")
    assert done.stderr == (
        "Nhóm trò chuyện: chưa cài Apprise để gửi vào nhóm: pip install 'luanphien[chat]'.\n"
    )
    monkeypatch.undo()
    assert silent(cron("2024-01-26"))
    assert len(hook.posted) == 1


def test_apprise_is_imported_only_to_post(folder: Path, file: Path, state: Path) -> None:
    script = (
        "import sys; from luanphien.cli.main import main\n"
        "try: main()\n"
        "finally: print('apprise' in sys.modules)\n"
    )
    for today, imported in (("2024-01-24", False), ("2024-01-25", True), ("2024-01-26", False)):
        command = ["notify", "--send", "--config", str(folder), "--state", str(state)]
        done = subprocess.run(
            [sys.executable, "-c", script, *command, "--today", today],
            env={**os.environ},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == f"{imported}\n", today


def test_no_chat_is_no_chat(cron: Cron, hook: Webhook, folder: Path, file: Path) -> None:
    change(folder, "chat: chat\n", "")
    assert silent(cron("2024-01-25"))
    assert hook.posted == []
