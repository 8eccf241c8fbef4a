"""`luanphien doctor`: each thing that must be right, right and wrong."""

from __future__ import annotations

import json
import os
import shutil
import ssl
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import trustme

from luanphien import clock
from luanphien.config.load import shipped
from luanphien.core.runs import Run as RunRecord
from luanphien.register import Register
from luanphien.upkeep import machine
from luanphien.upkeep.doctor import Patient, diagnosis
from luanphien.upkeep.findings import Finding
from tests.helpers.command_line import CONFIG, Run
from tests.helpers.mail_server import LOGIN, PASSWORD, running

NOW = datetime(2024, 1, 10, 9, tzinfo=clock.VIETNAM)
CRON = """\
MAILTO=quan-tri@so-mau.example
# 0 9 * * *  luanphien publish -o /srv/www/cu
0 8,14 * * *  /opt/luanphien/bin/luanphien notify --next --send --state {state}
5 0 * * *  /opt/luanphien/bin/luanphien publish -o /srv/www/luanphien --state={state}
"""


@pytest.fixture
def patient(tmp_path: Path) -> Patient:
    """An installation in which all is right but that no mail server is named."""
    folder, root = tmp_path / "config", tmp_path / "root"
    folder.mkdir()
    for file in CONFIG.glob("*.yaml"):
        shutil.copy(file, folder)
    state = tmp_path / "register.sqlite"
    with Register(state) as register:
        began = NOW - timedelta(hours=1)
        register.begin_run(RunRecord("send", began, began, 0))
        register.begin_run(RunRecord("publish", began, began, 0, str(tmp_path / "trang")))
    (root / "etc/cron.d").mkdir(parents=True)
    (root / "etc/cron.d/luanphien").write_text(CRON.format(state=state), "utf-8")
    return Patient(folder, state, {"HOME": str(root)}, NOW, root)


def findings(patient: Patient) -> dict[str, Finding]:
    return {finding.check: finding for finding in diagnosis(patient).findings}


def configure(patient: Patient, *lines: str) -> None:
    with (patient.folder / "agencies.yaml").open("a", encoding="utf-8") as agencies:
        agencies.writelines(f"{line}\n" for line in lines)


def test_all_is_right(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "offset", lambda: timedelta(hours=7))
    wrong = {name: finding for name, finding in findings(patient).items() if finding.right is False}
    assert wrong == {}
    assert diagnosis(patient).sound


def test_nothing_is_written(patient: Patient, tmp_path: Path) -> None:
    def state() -> list[tuple[str, int]]:
        files = [file for file in tmp_path.rglob("*") if file.is_file()]
        return sorted((str(file), file.stat().st_mtime_ns) for file in files)

    before = state()
    diagnosis(patient)
    assert state() == before


def test_an_invalid_configuration_hides_nothing_else(patient: Patient) -> None:
    (patient.folder / "agencies.yaml").write_text("centre: x\nagencies:\n", "utf-8")
    seen = findings(patient)
    assert seen["configuration"].right is False
    assert seen["configuration"].text.startswith(f"{patient.folder}/agencies.yaml:1:")
    assert "lỗi nữa)" in seen["configuration"].text
    assert seen["register"].right
    assert not diagnosis(patient).configured


def test_the_configuration_that_ships_is_nobodys(patient: Patient) -> None:
    ours = findings(patient._replace(folder=shipped()))["configuration"]
    assert (ours.right, "luanphien init" in ours.advice) == (False, True)


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "tệp rỗng"), (b"x" * 200, "không phải sổ"), (None, "chưa có")]
)
def test_a_register_that_is_none(patient: Patient, content: bytes | None, said: str) -> None:
    patient.register_file.unlink()
    if content is not None:
        patient.register_file.write_bytes(content)
    register = findings(patient)["register"]
    assert (register.right, said in register.text) == (content is None, True)


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_a_register_that_others_can_open(patient: Patient) -> None:
    patient.register_file.chmod(0o644)
    private = findings(patient)["register.private"]
    assert (private.right, private.advice) == (False, f"chmod 600 {patient.register_file}")


def test_a_second_register(patient: Patient) -> None:
    other = patient.root / "root/.local/state/luanphien/register.sqlite"
    Register(other).close()
    seen = findings(patient)["register.other"]
    assert (seen.right, seen.text) == (False, f"còn một sổ ở {other}")


def test_cron_that_uses_another_register(patient: Patient) -> None:
    other = patient.root / "another.sqlite"
    Register(other).close()
    (patient.root / "etc/cron.d/luanphien").write_text(CRON.format(state=other), "utf-8")
    assert findings(patient)["register.other"].text == f"còn một sổ ở {other}"


def test_a_full_disk(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil._ntuple_diskusage(10**9, 10**9, machine.LEAST_FREE - 1)
    monkeypatch.setattr(machine, "disk_usage", lambda place: usage)
    assert findings(patient)["disk"].right is False


def test_a_clock_behind_what_has_happened(patient: Patient) -> None:
    seen = findings(patient._replace(now=NOW - timedelta(hours=2)))["clock"]
    assert (seen.right, "08:00 10/01/2024" in seen.text) == (False, True)


@pytest.mark.parametrize(("hours", "right"), [(0, False), (7, True)])
def test_the_zone_in_which_cron_reads_its_lines(
    patient: Patient, monkeypatch: pytest.MonkeyPatch, hours: int, right: bool
) -> None:
    monkeypatch.setattr(machine, "offset", lambda: timedelta(hours=hours))
    seen = findings(patient)["zone"]
    assert (seen.right, seen.text) == (right, f"UTC+{hours}")


def test_the_steps_to_the_mail_server(
    patient: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    text = (patient.folder / "agencies.yaml").read_text("utf-8")
    text = text.replace("  email:\n", "  email: trung-tam@centre.lan\n", 1)
    (patient.folder / "agencies.yaml").write_text(text, "utf-8")

    def steps(**environment: str) -> dict[str, bool | None]:
        seen = findings(patient._replace(environment=environment))
        return {name[5:]: finding.right for name, finding in seen.items() if "mail." in name}

    with running(context) as server:
        configure(patient, f"mail: {{host: 127.0.0.1, port: {server.port}, username: {LOGIN}}}")
        assert steps() == {"connection": False}  # no password
        unverified = steps(LUANPHIEN_SMTP_PASSWORD=PASSWORD)
        assert unverified == {"connection": True, "security": False}
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        refused = steps(LUANPHIEN_SMTP_PASSWORD="sai")
        assert refused == {"connection": True, "security": True, "login": False}
        right = steps(LUANPHIEN_SMTP_PASSWORD=PASSWORD)
        assert right == {"connection": True, "security": True, "login": True}
        assert server.received == []
    assert steps(LUANPHIEN_SMTP_PASSWORD=PASSWORD) == {"connection": False}  # it is gone


def test_the_mailbox_of_answers(patient: Patient) -> None:
    assert findings(patient)["mailbox"].right is None
    configure(patient, "mailbox:", "  maildir: hop-thu")
    unread = findings(patient)["mailbox"]
    assert (unread.right, "hop-thu: không đọc được hộp thư" in unread.text) == (False, True)
    for name in ("cur", "new"):
        (patient.folder / "hop-thu" / name).mkdir(parents=True)
    answer = patient.folder / "hop-thu/new/1"
    answer.write_bytes(b"Subject: x\r\n\r\n")
    assert findings(patient)["mailbox"].right
    assert answer.exists(), "a message that is read moves to cur"


def test_no_schedule(patient: Patient) -> None:
    (patient.root / "etc/cron.d/luanphien").unlink()
    seen = findings(patient)
    assert [seen["schedule.send"].right, seen["schedule.publish"].right] == [False, None]


@pytest.mark.parametrize("on", [True, False])
def test_a_timer_of_systemd_counts_once_it_is_switched_on(patient: Patient, on: bool) -> None:
    (patient.root / "etc/cron.d/luanphien").unlink()
    units = patient.root / "etc/systemd/system"
    (units / "timers.target.wants").mkdir(parents=True)
    service = "[Service]\nExecStart=/opt/luanphien/bin/luanphien notify \\\n    --next --send\n"
    (units / "luanphien.service").write_text(service, "utf-8")
    (units / "luanphien.timer").write_text("[Timer]\nOnCalendar=08:00\n", "utf-8")
    if on:
        (units / "timers.target.wants/luanphien.timer").symlink_to(units / "luanphien.timer")
    seen = findings(patient)["schedule.send"]
    assert seen.right is on
    assert (str(units / "luanphien.service") in seen.text) is on


def test_an_agent_of_launchd(patient: Patient) -> None:
    (patient.root / "etc/cron.d/luanphien").unlink()
    agents = patient.root / "Library/LaunchAgents"
    agents.mkdir(parents=True)
    arguments = ("/opt/luanphien", "notify", "--next", "--send", "--state", "/srv/x.sqlite")
    strings = "\n".join(f"      <string>{argument}</string>" for argument in arguments)
    (agents / "luanphien.plist").write_text(f"<array>\n{strings}\n</array>\n", "utf-8")
    assert findings(patient)["schedule.send"].right


def test_a_silence(patient: Patient) -> None:
    seen = findings(patient._replace(now=NOW + timedelta(days=5)))["running"]  # Monday 15 January
    assert (seen.right, "quá 2 ngày làm việc" in seen.text) == (False, True)


def test_a_monitor_that_does_not_answer(patient: Patient) -> None:
    configure(patient, "heartbeat: https://giam-sat.so-mau.example/0000")
    assert findings(patient)["heartbeat"].right
    with Register(patient.register_file) as register:
        register.begin_run(RunRecord("send", NOW, NOW, 0, None, heartbeat=False))
    assert findings(patient)["heartbeat"].right is False


def test_backups(patient: Patient) -> None:
    configure(patient, "backup: {folder: ../kho}")
    assert findings(patient)["backup"].right is None  # none yet
    folder = patient.folder.parent / "kho"
    folder.mkdir()
    file = folder / "luanphien-2024-01-06.tar.gz"
    file.touch()
    for days, right in ((3, True), (5, False)):
        made = (NOW - timedelta(days=days)).timestamp()
        os.utime(file, (made, made))
        assert findings(patient)["backup"].right is right
    shutil.rmtree(folder)
    folder.touch()
    assert findings(patient)["backup"].right is False


def test_a_page_whose_folder_is_gone(patient: Patient) -> None:
    with Register(patient.register_file) as register:
        place = str(patient.register_file / "trang")
        register.begin_run(RunRecord("publish", NOW, NOW, 0, place))
    assert findings(patient)["page"].right is False


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root")
def test_without_rights_there_is_a_line_for_what_can_not_be_seen(patient: Patient) -> None:
    closed = patient.folder.parent / "closed"
    closed.mkdir(mode=0o700)
    file = Path(shutil.copy(patient.register_file, closed))
    theirs = patient._replace(register_file=file, root=closed)
    findings(theirs)  # whatever is to be imported is imported as root
    os.seteuid(65534)
    try:
        seen = findings(theirs)
    finally:
        os.seteuid(0)
    assert seen["register"].right is False
    assert seen["register"].text == f"{file}: không có quyền"
    assert seen["schedule.send"].right is False
    assert "agencies.yaml: không đọc được tệp (không có quyền)" in seen["configuration"].text


# The command


def test_the_command_and_its_status(run: Run, patient: Patient) -> None:
    args = ("doctor", "--config", patient.folder, "--state", patient.register_file)
    done = run(*args, "--format", "json", "--today", "2024-01-10")
    data = json.loads(done.stdout)
    assert set(data) == {"sound", "findings"}
    assert set(data["findings"][0]) == {"check", "subject", "right", "text", "advice"}
    assert done.status == (0 if data["sound"] else 1)
    (patient.folder / "agencies.yaml").write_text("x: 1\n", "utf-8")
    assert run(*args).status == 3


def test_on_a_narrow_terminal_lines_hang(run: Run, patient: Patient) -> None:
    args = ("doctor", "--config", patient.folder, "--state", patient.register_file)
    lines = run(*args, COLUMNS="40").stdout.splitlines()
    assert max(map(len, lines)) <= 40 or all(
        " " not in line.strip() for line in lines if len(line) > 40
    )
    assert {line[0] for line in lines} <= set("✓✗– ")


def test_the_addresses_of_the_group(patient: Patient) -> None:
    assert "chat" not in findings(patient)
    pytest.importorskip("apprise")
    file = patient.folder / "chat"
    configure(patient, "chat: chat")  # not where the command runs
    assert "không đọc được địa chỉ nhóm" in findings(patient)["chat"].text
    file.write_text("# nhóm\nzalo://1:ma-bi-mat/nhom\n")
    file.chmod(0o600)
    assert findings(patient)["chat"].right
    assert findings(patient)["chat"].text == f"1 địa chỉ trong {file}; chưa gửi thử"
    file.write_text("zalo://1:ma-bi-mat/nhom\nma-bi-mat\n")
    wrong = findings(patient)["chat"]
    assert (wrong.right, wrong.text) == (False, f"{file}:2: không phải địa chỉ của Apprise")
    file.write_text("# chưa có\n")
    assert findings(patient)["chat"].right is False
