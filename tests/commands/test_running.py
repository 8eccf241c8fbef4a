"""It is known that it runs: recorded, said by `today` and `check`, told to a monitor elsewhere."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from luanphien.core.errors import OperationError
from luanphien.core.runs import Run as RunRecord
from luanphien.register import Register
from luanphien.register.tables import MIGRATIONS
from luanphien.upkeep import runs
from tests.helpers.command_line import CONFIG, Called, Run, in_process
from tests.helpers.mail_server import running as mail_server

SEND = ("notify", "--next", "--send")


class Monitor(ThreadingHTTPServer):
    """A monitor, and how it is to answer next: a status, or "drip": a byte now and then."""

    daemon_threads = True
    answer: int | str = 200

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.stopped = Event()
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/ping/0000?status=up"


class _Handler(BaseHTTPRequestHandler):
    server: Monitor

    def do_GET(self) -> None:
        self.server.heard.append(self.path)
        answer = self.server.answer
        if isinstance(answer, int):
            self.send_response(answer)
            self.end_headers()
        else:
            while not self.server.stopped.wait(0.05):
                self.wfile.write(b"x")

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def _serving() -> Iterator[Monitor]:
    monitor = Monitor()
    thread = Thread(target=monitor.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield monitor
    finally:
        monitor.stopped.set()
        monitor.shutdown()
        monitor.server_close()
        thread.join()


@pytest.fixture
def monitor() -> Iterator[Monitor]:
    with _serving() as monitor:
        yield monitor


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The shipped configuration with a mail server, at which everybody has an address."""
    folder = tmp_path / "config"
    folder.mkdir()
    shutil.copy(CONFIG / "holidays_vn.yaml", folder)
    text = (CONFIG / "agencies.yaml").read_text("utf-8")
    for agency in ("svhttdl", "stttt", "stc", "sgddt", "sct", "bqlkcn"):
        entry = f"\n  - id: {agency}\n"
        text = text.replace(entry, f"{entry}    email: van-thu@{agency}.lan\n")
    text = text.replace("  email:\n", "  email: trung-tam@centre.lan\n", 1)
    with mail_server() as server:
        text += f"mail: {{host: 127.0.0.1, port: {server.port}, security: none}}\n"
        (folder / "agencies.yaml").write_text(text, "utf-8")
        yield folder


def call(folder: Path, *args: object) -> Called:
    return in_process(*args, "--config", folder, "--state", folder.parent / "r.sqlite")


def recorded(folder: Path) -> list[RunRecord]:
    with Register(folder.parent / "r.sqlite", create=False) as register:
        return register.runs()


def watch(folder: Path, url: str) -> None:
    with (folder / "agencies.yaml").open("a", encoding="utf-8") as agencies:
        agencies.write(f"heartbeat: {url}\n")


def test_runs_are_recorded_with_their_end_and_status(folder: Path) -> None:
    assert call(folder, *SEND, "--today", "2024-01-02") == (0, "", "")
    site = folder.parent / "trang"
    assert call(folder, "publish", "2024", "-o", site, "--today", "2024-01-02").status == 0
    agencies = folder / "agencies.yaml"
    agencies.write_text(agencies.read_text("utf-8").replace("van-thu@stc.lan", ""), "utf-8")
    assert call(folder, *SEND, "--today", "2024-01-25").status == 1  # nobody to send it to
    assert call(folder, *SEND, "--today", "2024-01-30").status == 4  # and the deadline has passed
    assert [(run.work, run.status, run.place) for run in recorded(folder)] == [
        ("send", 0, None),
        ("publish", 0, str(site)),
        ("send", 1, None),
        ("send", 4, None),
    ]
    for run in recorded(folder):
        assert run.ended
        assert 0 <= (run.ended - run.began).total_seconds() < 60


def test_a_publish_that_fails_is_recorded_as_failed(folder: Path) -> None:
    site = folder.parent / "trang"
    site.mkdir()
    (site / "ghi-chu.txt").touch()
    assert call(folder, "publish", "2024", "-o", site, "--today", "2024-01-02").status == 1
    (run,) = recorded(folder)
    assert (run.status, run.good) == (1, False)


def test_a_rehearsal_is_no_run(folder: Path) -> None:
    call(folder, *SEND, "--dry-run", "--today", "2024-01-02")
    assert not (folder.parent / "r.sqlite").exists()


def test_a_run_ends_once_and_stays(folder: Path) -> None:
    call(folder, *SEND, "--today", "2024-01-02")
    with sqlite3.connect(folder.parent / "r.sqlite") as db:
        for statement in ("UPDATE runs SET status = 1", "DELETE FROM runs"):
            with pytest.raises(sqlite3.IntegrityError):
                db.execute(statement)


def test_a_register_from_before_learns_of_runs(tmp_path: Path) -> None:
    file = tmp_path / "old.sqlite"
    with sqlite3.connect(file) as db:
        for step in MIGRATIONS[:6]:
            db.executescript(step)
        db.execute("PRAGMA user_version = 6")
    with Register(file, create=False) as register:
        assert register.runs() == []
    with Register(file) as register:
        register.begin_run(RunRecord("send", datetime.fromisoformat("2024-01-02T08:00+07:00")))
        assert [run.status for run in register.runs()] == [None]
        assert register.check() == []


def test_a_run_that_is_none_is_a_broken_register(folder: Path) -> None:
    call(folder, *SEND, "--today", "2024-01-02")
    with sqlite3.connect(folder.parent / "r.sqlite") as db:
        db.execute("INSERT INTO runs (work, began) VALUES ('send', '2024')")
    with (
        Register(folder.parent / "r.sqlite", create=False) as register,
        pytest.raises(OperationError, match="hỏng"),
    ):
        register.check()
    assert call(folder, "today", "--today", "2024-01-02").status == 0  # who serves is known


# Said by today and check


def test_today_and_check_say_when_the_last_good_run_was(folder: Path) -> None:
    call(folder, *SEND, "--today", "2024-01-08")
    call(folder, "publish", "2024", "-o", folder.parent / "trang", "--today", "2024-01-09")
    send, publish = recorded(folder)
    line = (
        f"gửi thông báo {send.began:%H:%M} 08/01/2024; tạo trang {publish.began:%H:%M} 09/01/2024"
    )
    assert line in call(folder, "check", "--today", "2024-01-10").stdout
    shown = " ".join(
        call(folder, "today", "--today", "2024-01-10").stdout.replace("│", " ").split()
    )
    assert f"Tự chạy {line}" in shown
    data = json.loads(call(folder, "today", "--today", "2024-01-10", "--format", "json").stdout)
    assert data["runs"] == [
        {"work": "send", "last_good": send.began.isoformat(), "late": False},
        {"work": "publish", "last_good": publish.began.isoformat(), "late": False},
    ]


def test_more_than_two_working_days_without_one_are_a_warning(folder: Path) -> None:
    call(folder, *SEND, "--today", "2024-01-08")
    warning = "gửi thông báo: quá 2 ngày làm việc không có lần chạy tốt"
    for day, late in (("2024-01-10", False), ("2024-01-11", True)):
        assert (f"cảnh báo: {warning}" in call(folder, "check", "--today", day).stdout) is late
        shown = call(folder, "today", "--today", day).stdout.replace("│", " ")
        assert (warning in " ".join(shown.split())) is late


def test_who_has_no_cron_is_not_reminded_of_one(folder: Path) -> None:
    assert "Tự chạy" not in call(folder, "today", "--today", "2024-01-11").stdout
    assert "chạy tốt" not in call(folder, "check", "--today", "2024-01-11").stdout


@pytest.mark.parametrize(
    ("today", "status"),
    [
        ("2024-01-02", 0),
        ("2024-01-04", 0),
        ("2024-01-05", 1),  # silent for three working days; nothing is due
        ("2024-01-24", 1),
        ("2024-01-25", 4),  # February's notice is due from Thursday 25 January on
        ("2024-01-29", 4),
    ],
)
def test_a_monitor_can_ask_whether_it_runs(folder: Path, today: str, status: int) -> None:
    call(folder, *SEND, "--today", "2024-01-02")
    asked = call(folder, "check", "--running", "--today", today)
    assert (asked.status, asked.stderr) == (status, "")
    due = "Thông báo phiên trực tháng 02/2024 (Sở Tài chính): đã đến ngày gửi mà chưa gửi"
    assert (due in asked.stdout) == (status == 4)


def test_what_never_ran_does_not_run(folder: Path) -> None:
    asked = call(folder, "check", "--running", "--today", "2024-01-02")
    assert asked == (1, "sổ chưa ghi lần chạy nào của luanphien notify --send\n", "")
    assert call(folder, "check", "--running", "--today", "2024-01-25").status == 4
    assert not (folder.parent / "r.sqlite").exists()


def test_a_page_that_is_not_made_any_more_is_no_legal_matter(folder: Path) -> None:
    call(folder, "publish", "2024", "-o", folder.parent / "trang", "--today", "2024-01-15")
    call(folder, *SEND, "--today", "2024-01-25")
    asked = call(folder, "check", "--running", "--today", "2024-01-25")
    assert asked.status == 1
    assert "tạo trang: quá 2 ngày làm việc" in asked.stdout


def test_the_page_says_when_it_was_updated(run: Run, tmp_path: Path) -> None:
    # 1704067500 is 00:05 on 1 January 2024 in UTC: date -u -d @1704067500
    args = ("publish", "2024", "-o", "trang", "--today", "2024-01-01", "--config", CONFIG)
    run(*args, SOURCE_DATE_EPOCH="1704067500")
    for page in (tmp_path / "trang").glob("*.html"):
        assert (
            'Cập nhật lúc <time datetime="2024-01-01T07:05+07:00">07:05 01/01/2024</time>'
            in page.read_text("utf-8")
        )


# The monitor elsewhere


def test_the_monitor_hears_of_a_good_run(folder: Path, monitor: Monitor) -> None:
    watch(folder, monitor.url)
    assert call(folder, *SEND, "--today", "2024-01-02") == (0, "", "")
    assert monitor.heard == ["/ping/0000?status=up"]
    (run,) = recorded(folder)
    assert run.heartbeat is True


def test_the_monitor_hears_nothing_of_a_bad_one_or_a_rehearsal(
    folder: Path, monitor: Monitor
) -> None:
    watch(folder, monitor.url)
    agencies = folder / "agencies.yaml"
    agencies.write_text(agencies.read_text("utf-8").replace("van-thu@stc.lan", ""), "utf-8")
    assert call(folder, *SEND, "--today", "2024-01-25").status == 1
    call(folder, *SEND, "--dry-run", "--today", "2024-01-02")
    assert monitor.heard == []
    assert [run.heartbeat for run in recorded(folder)] == [None]


@pytest.mark.parametrize("answer", [404, 500, "drip"])
def test_a_monitor_that_fails_is_counted_and_nothing_else(
    folder: Path, monitor: Monitor, answer: int | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "HEARTBEAT_SECONDS", 0.5)
    monitor.answer = answer
    watch(folder, monitor.url)
    assert call(folder, *SEND, "--today", "2024-01-02") == (0, "", "")
    (run,) = recorded(folder)
    assert (run.good, run.heartbeat) == (True, False)


def test_a_monitor_that_is_not_there(folder: Path, monitor: Monitor) -> None:
    watch(folder, "http://127.0.0.1:1/")
    assert call(folder, *SEND, "--today", "2024-01-02") == (0, "", "")
    (run,) = recorded(folder)
    assert run.heartbeat is False


def test_the_monitor_does_not_hear_of_one_work_while_another_has_stopped(
    folder: Path, monitor: Monitor
) -> None:
    watch(folder, monitor.url)
    publish = ("publish", "2024", "-o", folder.parent / "trang", "--today")
    call(folder, *SEND, "--today", "2024-01-08")
    call(folder, *publish, "2024-01-10")
    assert len(monitor.heard) == 2
    call(folder, *publish, "2024-01-11")
    assert len(monitor.heard) == 2


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://x.lan/", "https://", "x", "https://a b"]
)
def test_what_is_no_address_of_a_monitor(folder: Path, url: str) -> None:
    watch(folder, f'"{url}"')
    done = call(folder, "check")
    assert done.status == 3
    assert "dịch vụ giám sát" in done.stderr
