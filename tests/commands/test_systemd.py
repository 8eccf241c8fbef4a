"""`luanphien init --systemd`: what systemd and nginx are told, tried by these themselves."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from luanphien.core.errors import LuanphienError, OperationError
from luanphien.files import replacing
from luanphien.upkeep import service
from luanphien.upkeep.schedule import jobs
from luanphien.upkeep.service import Service, files
from tests.helpers.command_line import ROOT, Run

FILES = {
    "etc/systemd/system/luanphien-send.service",
    "etc/systemd/system/luanphien-send.timer",
    "etc/systemd/system/luanphien-publish.service",
    "etc/systemd/system/luanphien-publish.timer",
    "etc/sysusers.d/luanphien.conf",
    "etc/tmpfiles.d/luanphien.conf",
    "etc/nginx/sites-available/luanphien",
}
UNITS = "etc/systemd/system"

systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Something that can be run."""
    folder = tmp_path / "chương trình"
    folder.mkdir()
    file = folder / "luanphien"
    file.write_text("#!/bin/sh\n", "utf-8")
    file.chmod(0o755)
    return file


def write(installed: Service, root: Path) -> list[Path]:
    with replacing(files(installed, root), aside=""):
        pass
    return [file for file in root.rglob("*") if file.is_file()]


def names(root: Path) -> set[str]:
    return {str(file.relative_to(root)) for file in root.rglob("*") if file.is_file()}


def test_the_files_are_for_the_paths_of_this_installation(program: Path, tmp_path: Path) -> None:
    root, folder = tmp_path / "root", tmp_path / "cấu hình"
    written = write(Service(program, folder), root)
    assert {str(file.relative_to(root)) for file in written} == FILES == names(root)
    unit = (root / UNITS / "luanphien-send.service").read_text("utf-8")
    assert f'ExecStart="{program}" notify --next --send --config "{folder}" --state' in unit
    assert f"#LoadCredential=smtp-password:{folder}/smtp-password" in unit
    for file in root.rglob("*.service"):
        assert "/opt/luanphien" not in file.read_text("utf-8")
        assert "/etc/luanphien" not in file.read_text("utf-8")


def test_the_guides_paths_are_those_of_the_files_as_they_are() -> None:
    for name in service.PLACES:
        text = (ROOT / "deploy" / name).read_text("utf-8")
        for path in re.findall(r"ExecStart=(\S+)", text):
            assert path == "/opt/luanphien/bin/luanphien"
    guide = (ROOT / "docs/huong-dan.md").read_text("utf-8")
    assert "/opt/luanphien/bin/luanphien init /etc/luanphien --systemd" in guide


def test_passwords_beside_the_configuration_are_handed_over(
    program: Path, own: Path, tmp_path: Path
) -> None:
    """Those of the usual names, and what the configuration calls by another."""
    credentials = "/run/credentials/luanphien-send.service"
    with (own / "agencies.yaml").open("a", encoding="utf-8") as agencies:
        agencies.write(
            "mailbox: {host: imap.so-mau.example, username: a, "
            f"password_file: {credentials}/imap}}\n"
        )
    (own / "smtp-password").touch()
    (own / "imap").touch()
    write(Service(program, own), tmp_path / "root")
    unit = (tmp_path / "root" / UNITS / "luanphien-send.service").read_text("utf-8")
    assert (
        f"\nLoadCredential=smtp-password:{own}/smtp-password\n"
        f"#LoadCredential=mailbox-password:{own}/mailbox-password\n"  # it is not there
        f"#LoadCredential=chat:{own}/chat\n"
        f"LoadCredential=imap:{own}/imap\n"
    ) in unit


@pytest.mark.parametrize("heartbeat", [True, False])
def test_publish_has_a_network_only_for_its_monitor(
    program: Path, own: Path, tmp_path: Path, heartbeat: bool
) -> None:
    if heartbeat:
        with (own / "agencies.yaml").open("a", encoding="utf-8") as agencies:
            agencies.write("heartbeat: https://giam-sat.so-mau.example/0000\n")
    write(Service(program, own), tmp_path / "root")
    unit = (tmp_path / "root" / UNITS / "luanphien-publish.service").read_text("utf-8")
    assert ("\nPrivateNetwork=yes\n" in unit) is not heartbeat


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_that_is_there_is_not_overwritten(program: Path, tmp_path: Path, name: str) -> None:
    root = tmp_path / "root"
    (root / name).parent.mkdir(parents=True)
    (root / name).write_text("theirs", "utf-8")
    with pytest.raises(OperationError, match="không ghi đè"):
        write(Service(program, tmp_path / "config"), root)
    assert names(root) == {name}
    assert (root / name).read_text("utf-8") == "theirs"


@pytest.mark.parametrize(
    ("program", "folder", "said"),
    [
        ("/root/.local/bin/luanphien", "/etc/luanphien", "không đọc được thư mục này"),
        ("/opt/luanphien/bin/luanphien", "/home/a/luanphien", "không đọc được thư mục này"),
        ("/opt/100%/luanphien", "/etc/luanphien", "ký tự mà systemd"),
        ("/opt/luanphien/bin/luanphien", "/etc/l'an", "ký tự mà systemd"),
        ("/opt/luanphien/bin/luanphien", "/etc/a\tb", "ký tự mà systemd"),
        ("/opt/không-có/luanphien", "/etc/luanphien", "không có lệnh này"),
    ],
)
def test_what_no_service_can_run_is_refused(
    tmp_path: Path, program: str, folder: str, said: str
) -> None:
    with pytest.raises(LuanphienError, match=said):
        write(Service(Path(program), Path(folder)), tmp_path / "root")
    assert not (tmp_path / "root").exists()


@systemd
def test_systemd_understands_its_units(program: Path, tmp_path: Path) -> None:
    write(Service(program, tmp_path / "cấu hình"), tmp_path / "root")
    units = sorted((tmp_path / "root" / UNITS).iterdir())
    verified = subprocess.run(
        ["systemd-analyze", "verify", *map(str, units)], capture_output=True, text=True, check=False
    )
    assert (verified.returncode, verified.stderr) == (0, "")


@systemd
@pytest.mark.parametrize(("name", "most"), [("send", 1.2), ("publish", 0.8)])
def test_systemd_finds_little_exposed(name: str, most: float) -> None:
    """0 is closed, 10 is open; systemd 252 says 1.2 and 0.8."""
    unit = ROOT / f"deploy/luanphien-{name}.service"
    command = ["systemd-analyze", "security", "--offline=yes", "--no-pager", str(unit)]
    rated = subprocess.run(command, capture_output=True, text=True, check=False)
    exposure = re.search(r"exposure level for \S+: ([0-9.]+)", rated.stdout)
    assert exposure, rated.stderr
    assert float(exposure[1]) <= most + 0.3  # another version weighs a little otherwise


def test_the_doctor_finds_the_timers_once_they_are_on(program: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    write(Service(program, tmp_path / "config"), root)
    assert not [job for job in jobs(root, {}) if str(root) in job.place]
    wanted = root / UNITS / "timers.target.wants"
    wanted.mkdir()
    for timer in (root / UNITS).glob("*.timer"):
        (wanted / timer.name).symlink_to(timer)
    known = {job.work: job.state for job in jobs(root, {}) if str(root) in job.place}
    assert known == dict.fromkeys(("send", "publish"), "/var/lib/luanphien/register.sqlite")


def test_nginx_understands_its_site(program: Path, tmp_path: Path) -> None:
    if not (nginx := shutil.which("nginx", path="/usr/sbin:/usr/bin")):
        pytest.skip("no nginx")
    write(Service(program, tmp_path / "config"), tmp_path / "root")
    site = tmp_path / "root/etc/nginx/sites-available/luanphien"
    text = site.read_text("utf-8").replace("listen 80", "listen 127.0.0.1:8099")
    site.write_text(text.replace("    listen [::]:80;\n", ""), "utf-8")
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/nginx.pid; error_log stderr; events {{}}\n"
        f"http {{ access_log off; include {site}; }}\n",
        "utf-8",
    )
    command = [nginx, "-t", "-c", str(whole), "-p", str(tmp_path)]
    tried = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "syntax is ok" in tried.stderr
    assert "[emerg]" not in tried.stderr


# The command


def test_a_refusal_leaves_no_configuration_behind(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "this_program", lambda: Path("/root/luanphien"))
    assert run("init", "new", "--systemd", "--root", "disk").status == 1
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "disk").exists()


@pytest.mark.parametrize("folder", ["l'an", "a\tb"])
def test_a_folder_that_no_unit_can_name_is_wrong_use(
    run: Run, tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.setattr(service, "this_program", lambda: program)
    done = run("init", folder, "--systemd", "--root", "disk")
    assert (done.status, "ký tự mà systemd" in done.stderr) == (2, True)
    assert not (tmp_path / folder).exists()
    assert not (tmp_path / "disk").exists()


def test_one_command_writes_it_all(
    run: Run, tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "this_program", lambda: program)
    done = run("init", "etc/luanphien", "--systemd", "--root", "disk")
    assert (done.status, done.stderr) == (0, "")
    assert names(tmp_path / "disk") == FILES
    assert (tmp_path / "etc/luanphien/agencies.yaml").exists()
    assert "  systemctl enable --now luanphien-send.timer luanphien-publish.timer\n" in done.stdout
    again = run("init", "etc/luanphien", "--systemd", "--root", "disk")
    assert (again.status, "không ghi đè" in again.stderr) == (1, True)


def test_a_configuration_that_is_there_stays(
    run: Run, tmp_path: Path, own: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "this_program", lambda: program)
    before = (own / "agencies.yaml").read_bytes()
    assert run("init", own, "--systemd", "--root", "disk").status == 0
    assert (own / "agencies.yaml").read_bytes() == before
    assert names(tmp_path / "disk") == FILES
