"""A day off is announced when the notice has gone: what is owed then, and what the review says.

February 2024 is Sở Tài chính's: the notice goes on Thursday 25 January and is in time until Monday
29 January, two working days later (26 and 29). Wednesday 28 February becomes a day off.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.command_line import Called, in_process
from tests.helpers.mail_server import Server
from tests.journeys.conftest import Cron
from tests.journeys.test_sending import STC, change, notices, silent

OFF = """
  - name: Nghỉ đột xuất
    source: Công điện
    status: announced
    off: 2024-02-28
"""

Office = Callable[..., Called]


@pytest.fixture
def office(folder: Path, state: Path) -> Office:
    """What the clerk types on the day."""

    def office(today: str, *words: str) -> Called:
        return in_process(*words, "--config", folder, "--state", state, "--today", today)

    return office


@pytest.fixture(autouse=True)
def acknowledged(cron: Cron, office: Office) -> None:
    assert silent(cron("2024-01-25"))
    assert office("2024-01-26", "register", "ack", "--shift", "2024-02", "--by", "A").status == 0


def close(folder: Path) -> None:
    holidays = folder / "holidays_vn.yaml"
    holidays.write_text(holidays.read_text("utf-8").rstrip("\n") + OFF, "utf-8")


def review(office: Office, today: str) -> list[str]:
    """The row of the notice, from the day on which it went, and what is told of all of them."""
    lines = office(today, "report", "2024-02").stdout.splitlines()
    row = next(line for line in lines if line.startswith("2024-02") and "29/01/2024" in line)
    closing = next(line for line in lines if "đã được xác nhận" in line)
    return [" ".join(row.split("29/01/2024")[1].split()), closing.split(". Trước hạn")[0]]


def test_before_the_shift_it_is_corrected_at_once(
    cron: Cron, server: Server, folder: Path, office: Office
) -> None:
    close(folder)
    assert silent(cron("2024-01-30"))
    assert len(notices(server)) == 2
    stands = "25/01/2024 2 đúng hạn", "1 đúng hạn; 0 đã được xác nhận"
    assert review(office, "2024-02-05") == [*stands]
    office("2024-01-31", "register", "ack", "--shift", "2024-02", "--by", "A")
    stands = "25/01/2024 2 31/01/2024 đúng hạn", "1 đúng hạn; 1 đã được xác nhận"
    assert review(office, "2024-02-05") == [*stands]


def test_a_correction_that_does_not_go_is_an_alarm_and_the_notice_was_in_time(
    cron: Cron, folder: Path, server: Server, office: Office
) -> None:
    close(folder)
    change(folder, f"port: {server.port}", "port: 1")
    for options in ([], ["--dry-run"]):
        done = cron("2024-01-30", *options)
        assert done.status == 4
        (line,) = (line for line in done.stderr.splitlines() if STC in line)
        head = "Đính chính thông báo phiên trực tháng 02/2024 (Sở Tài chính): "
        assert line.startswith(f"{head}{STC} chưa gửi được, sẽ thử lại: ")
        assert "hạn" not in done.stderr
    shown = office("2024-01-30", "today").stdout
    due = shown[shown.index("Thứ Ba 30/01/2024 (hôm nay)") :]
    assert due.splitlines()[1].startswith("  Gửi thông báo đính chính phiên 02/2024, Sở Tài chính")
    change(folder, "port: 1", f"port: {server.port}")
    assert silent(cron("2024-01-31"))


def test_while_the_shift_runs_nothing_more_is_owed(
    cron: Cron, server: Server, folder: Path, office: Office
) -> None:
    close(folder)
    assert silent(cron("2024-02-05"))
    assert len(notices(server)) == 1
    shown = office("2024-02-05", "today").stdout
    assert "Bàn giao" in shown
    assert "đính chính" not in shown
    stands = [
        "25/01/2024 2 26/01/2024 đúng hạn, nội dung đã đổi",
        "1 đúng hạn; 1 đã được xác nhận, trong đó 1 trước khi nội dung đổi",
    ]
    assert review(office, "2024-02-05") == stands
    # Who tells the agency all the same has told it what has changed, and nothing late.
    told = office(
        "2024-02-05", "register", "notice", "--shift", "2024-02", "--by", "A", "--channel", "phone"
    )
    assert (told.status, told.stderr) == (0, "")
    stands = ["25/01/2024 2 đúng hạn", "1 đúng hạn; 0 đã được xác nhận"]
    assert review(office, "2024-02-06") == stands
