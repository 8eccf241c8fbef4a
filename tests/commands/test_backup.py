"""`luanphien backup` and `luanphien restore`: whole or not at all, and nothing sent twice."""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import multiprocessing
import os
import shutil
import sqlite3
import stat
import tarfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime
from io import BytesIO
from multiprocessing.synchronize import Event
from pathlib import Path
from threading import Barrier
from time import monotonic
from typing import Any

import pytest

from luanphien import clock
from luanphien.core.errors import OperationError
from luanphien.core.facts import Fact
from luanphien.locks import only_writer
from luanphien.register import Register, opening
from luanphien.register.tables import MIGRATIONS
from luanphien.upkeep import archive
from luanphien.upkeep.archive import pack, unpack
from luanphien.upkeep.backup import write_of_day
from tests.helpers.command_line import CONFIG, Run, in_process
from tests.helpers.mail_server import running

NOON = datetime(2024, 1, 25, 5, tzinfo=UTC)


def fact(note: str) -> Fact:
    return Fact(NOON, "sent", "2024-02", "d1", "paper", "Sở Tài chính", by="A", note=note)


def registered(file: Path, *notes: str) -> Path:
    with Register(file) as register:
        register.record(map(fact, notes))
    return file


def notes(file: Path) -> list[str | None]:
    with Register(file, create=False) as register:
        assert register.check() == []
        return [fact.note for fact in register.facts()]


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not file.name.endswith(".lock")
    }


@pytest.fixture
def here(tmp_path: Path, own: Path) -> Path:
    """An installation: a configuration with a template of its own, and a register."""
    (own / "templates" / "notice.body.txt").write_text("{{ agency }}\n", "utf-8")
    registered(tmp_path / "register.sqlite", "một")
    return tmp_path


@pytest.fixture
def made(run: Run, here: Path) -> Path:
    """A backup of it."""
    file = here / "sao-lưu của tôi.tar.gz"
    done = run("backup", file, "--config", here / "config", "--state", here / "register.sqlite")
    assert done == (0, f"Đã ghi {file}\n", "")
    return file


def test_what_comes_back_elsewhere_is_what_was_there(run: Run, here: Path, made: Path) -> None:
    done = run("restore", made, "--config", "new/config", "--state", "new/state/r.sqlite")
    assert (done.status, done.stderr) == (0, "")
    assert "1 việc đã ghi, việc cuối ngày 25/01/2024" in done.stdout
    assert tree(here / "new/config") == tree(here / "config")
    assert notes(here / "new/state/r.sqlite") == ["một"]
    assert stat.S_IMODE((here / "new/state/r.sqlite").stat().st_mode) == 0o600
    assert not list((here / "new").rglob(".luanphien-*"))


def test_an_archive_is_its_owners_alone_and_an_ordinary_tar(made: Path) -> None:
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    with tarfile.open(made) as tar:
        names = tar.getnames()
    assert names == [
        "manifest.json",
        "config/agencies.yaml",
        "config/templates/notice.body.txt",
        "config/holidays_vn.yaml",
        "register.sqlite",
    ]


def test_a_folder_is_given_a_file_named_after_the_day(run: Run, here: Path) -> None:
    (here / "sao lưu").mkdir()
    done = run("backup", here / "sao lưu", "--config", here / "config", "--state", "x.sqlite")
    (file,) = (here / "sao lưu").iterdir()
    assert file.name.startswith("luanphien-20")
    assert done.status == 0
    assert "chưa có sổ nào" in done.stderr
    assert "register.sqlite" not in unpack(file)[1]
    wrong = run("backup", here / "x.zip", "--config", here / "config")
    assert wrong.status == 2
    assert ".tar.gz" in wrong.stderr


def test_a_second_backup_of_the_day_leaves_the_first(run: Run, here: Path) -> None:
    folder = here / "kho"
    folder.mkdir()
    run("backup", folder, "--config", here / "config", "--state", here / "register.sqlite")
    (first,) = folder.iterdir()
    before = first.read_bytes()
    for n in (2, 3):
        done = run("backup", folder, "--config", here / "config", "--state", here / "none.sqlite")
        numbered = first.name.replace(".tar.gz", f"-{n}.tar.gz")
        assert (done.status, done.stdout) == (0, f"Đã ghi {folder / numbered}\n")
    assert first.read_bytes() == before


def test_a_folder_that_is_not_there_is_said(run: Run, here: Path) -> None:
    done = run("backup", here / "kho", "--config", here / "config")
    assert done.status == 2
    assert "không có thư mục này" in done.stderr


def test_days_off_that_stand_outside_come_back_inside(run: Run, tmp_path: Path) -> None:
    run("backup", "x.tar.gz", "--config", CONFIG / "example")
    run("restore", "x.tar.gz", "--config", "new")
    before = (CONFIG / "example/agencies.yaml").read_text("utf-8")
    after = (tmp_path / "new/agencies.yaml").read_text("utf-8")
    assert after == before.replace("holidays: ../holidays_vn.yaml", "holidays: holidays_vn.yaml")
    assert (tmp_path / "new/holidays_vn.yaml").read_bytes() == (
        CONFIG / "holidays_vn.yaml"
    ).read_bytes()
    assert run("schedule", "2024", "--config", "new").status == 0


@pytest.mark.parametrize("holidays", ["../days/vn.yaml", "../config/holidays_vn.yaml", "{}"])
def test_from_the_folder_itself(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch, holidays: str
) -> None:
    (here / "days").mkdir()
    shutil.copy(here / "config/holidays_vn.yaml", here / "days/vn.yaml")
    agencies = here / "config/agencies.yaml"
    text = agencies.read_text("utf-8").replace("\nholidays: holidays_vn.yaml\n", "\n")
    named = holidays.format(here / "config/holidays_vn.yaml")
    agencies.write_text(f"{text}holidays: {named}\n", "utf-8")
    monkeypatch.chdir(here / "config")
    done = run("backup", here / "x.tar.gz", "--config", ".", "--state", "none.sqlite")
    assert (done.status, done.stdout) == (0, f"Đã ghi {here / 'x.tar.gz'}\n")
    shutil.rmtree(here / "days")
    (here / "config/holidays_vn.yaml").unlink()  # all is in the backup
    done = run("restore", here / "x.tar.gz", "--config", here / "new")
    assert done.status == 0
    assert "\nholidays: holidays_vn.yaml\n" in (here / "new/agencies.yaml").read_text("utf-8")


def test_a_credential_that_is_not_here_is_left_out_and_said(run: Run, here: Path) -> None:
    secret = "/run/credentials/luanphien-none.service/smtp-password"
    with (here / "config/agencies.yaml").open("a", encoding="utf-8") as agencies:
        agencies.write(f"mail: {{host: mail.so-mau.example, password_file: {secret}}}\n")
    where = ("--config", here / "config", "--state", here / "register.sqlite")
    done = run("backup", "x.tar.gz", "--with-secrets", *where)
    assert done.status == 0
    assert f"cảnh báo: {secret}: " in done.stderr
    assert not [name for name in unpack(here / "x.tar.gz")[1] if name.startswith("secrets/")]


def test_passwords_go_only_when_asked_for(run: Run, here: Path) -> None:
    secret = here / "config" / "smtp-password"
    secret.write_text("mat-khau", "utf-8")
    with (here / "config/agencies.yaml").open("a", encoding="utf-8") as agencies:
        agencies.write(f"mail: {{host: mail.so-mau.example, password_file: {secret}}}\n")
    run("backup", "x.tar.gz", "--config", here / "config")
    assert b"mat-khau" not in gzip.decompress((here / "x.tar.gz").read_bytes())
    run("backup", "y.tar.gz", "--with-secrets", "--config", here / "config")
    secret.unlink()
    without = run("restore", "x.tar.gz", "--config", "new")
    assert f"chưa có tệp mật khẩu gửi thư {secret}" in without.stderr
    run("restore", "y.tar.gz", "--config", "new2")
    assert (here / "new2/smtp-password").read_text("utf-8") == "mat-khau"
    assert stat.S_IMODE((here / "new2/smtp-password").stat().st_mode) == 0o600
    gone = run("backup", "z.tar.gz", "--with-secrets", "--config", here / "config")
    assert (gone.status, (here / "z.tar.gz").exists()) == (1, False)
    assert gone.stderr == (
        f"Lỗi: {secret}: không đọc được mật khẩu (không có tệp hoặc thư mục này)\n"
    )


def test_backups_of_one_moment_take_no_place_of_each_other(here: Path) -> None:
    folder, day, contents = here / "sao", date(2024, 1, 25), [b"%d" % n for n in range(16)]
    folder.mkdir()
    start = Barrier(len(contents))

    def write(content: bytes) -> Path:
        start.wait()
        return write_of_day(folder, content, day)

    with ThreadPoolExecutor(len(contents)) as at_once:
        places = list(at_once.map(write, contents))
    assert [place.read_bytes() for place in places] == contents
    assert set(folder.iterdir()) == set(places)
    assert {stat.S_IMODE(place.stat().st_mode) for place in places} == {0o600}


def test_a_place_that_can_t_be_filled_is_given_back(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    (here / "sao").mkdir()
    with pytest.raises(OSError, match=r"luanphien-2024-01-25\.tar\.gz"):
        write_of_day(here / "sao", b"x", date(2024, 1, 25))
    assert list((here / "sao").iterdir()) == []


def test_a_password_that_is_named_from_there_comes_back_where_it_is_looked_for(
    run: Run, here: Path
) -> None:
    secret = here / "config/kín/smtp-password"
    secret.parent.mkdir()
    secret.write_text("mat-khau", "utf-8")
    with (here / "config/agencies.yaml").open("a", encoding="utf-8") as agencies:
        agencies.write("mail: {host: mail.so-mau.example, password_file: kín/smtp-password}\n")
    assert run("backup", "x.tar.gz", "--with-secrets", "--config", here / "config").status == 0
    assert run("restore", "x.tar.gz", "--config", "new").stderr == ""
    assert (here / "new/kín/smtp-password").read_text("utf-8") == "mat-khau"


def test_the_password_of_the_mailbox_goes_and_comes_too(run: Run, here: Path) -> None:
    """Of the same name, in another folder, as nothing forbids."""
    for name in ("gui", "nhan"):
        (here / name).mkdir()
        (here / name / "mat-khau").write_text(name, "utf-8")
    with (here / "config/agencies.yaml").open("a", encoding="utf-8") as agencies:
        agencies.write(
            f"mail: {{host: mail.so-mau.example, password_file: {here}/gui/mat-khau}}\n"
            "mailbox: {host: mail.so-mau.example, username: a, "
            f"password_file: {here}/nhan/mat-khau}}\n"
        )
    run("backup", "x.tar.gz", "--with-secrets", "--config", here / "config")
    shutil.rmtree(here / "nhan")
    done = run("restore", "x.tar.gz", "--config", "new")
    assert (done.status, done.stderr) == (
        0,
        f"cảnh báo: chưa có tệp mật khẩu hộp thư {here}/nhan/mat-khau\n",
    )
    assert (here / "new/mat-khau").read_text("utf-8") == "gui"
    assert (here / "new/mailbox-mat-khau").read_text("utf-8") == "nhan"


def test_the_addresses_of_the_group_go_and_come_too(run: Run, here: Path) -> None:
    file = here / "config/chat"
    file.write_text("zalo://1:ma-bi-mat/nhom\n", "utf-8")
    with (here / "config/agencies.yaml").open("a", encoding="utf-8") as agencies:
        agencies.write(f"chat: {file}\n")
    run("backup", "x.tar.gz", "--config", here / "config")
    assert b"ma-bi-mat" not in gzip.decompress((here / "x.tar.gz").read_bytes())
    run("backup", "y.tar.gz", "--with-secrets", "--config", here / "config")
    run("restore", "y.tar.gz", "--config", "new")
    assert (here / "new/chat").read_text("utf-8") == "zalo://1:ma-bi-mat/nhom\n"
    assert stat.S_IMODE((here / "new/chat").stat().st_mode) == 0o600


def test_with_secrets_where_there_are_none_is_wrong_use(run: Run, here: Path) -> None:
    done = run("backup", "x.tar.gz", "--with-secrets", "--config", here / "config")
    assert (done.status, (here / "x.tar.gz").exists()) == (2, False)


# While others write


def _write(file: Path, writer: int, stop: Event) -> None:
    n = 0
    while not stop.is_set():
        with Register(file) as register:
            register.record([fact(f"{writer} {n} first"), fact(f"{writer} {n} second")])
        n += 1


def test_a_backup_made_while_three_processes_write_is_whole(here: Path) -> None:
    file = here / "register.sqlite"
    stop = multiprocessing.Event()
    writers = [
        multiprocessing.Process(target=_write, args=(file, n, stop), daemon=True) for n in range(3)
    ]
    for writer in writers:
        writer.start()
    seen: set[str] = set()
    ends = monotonic() + 60
    try:
        while len(seen) < 3 and monotonic() < ends:
            copy = here / "copy.sqlite"
            with Register(file, create=False) as register:
                copy.write_bytes(register.whole())
            written = [note for note in notes(copy)[1:] if note]
            firsts = [note for note in written if note.endswith("first")]
            assert len(written) == 2 * len(firsts)  # each transaction whole
            seen = {note[0] for note in written}
    finally:
        stop.set()
        for writer in writers:
            writer.join(60)
    assert seen == {"0", "1", "2"}
    assert len(notes(file)) > len(written)  # they went on writing


def test_a_restored_register_sends_nothing_twice(run: Run, here: Path) -> None:
    agencies = here / "config/agencies.yaml"
    text = agencies.read_text("utf-8")
    for agency in ("stttt", "stc"):  # who hands over, and whose turn is next
        text = text.replace(
            f"\n  - id: {agency}\n", f"\n  - id: {agency}\n    email: van-thu@{agency}.lan\n"
        )
    text = text.replace("  email:\n", "  email: trung-tam@centre.lan\n", 1)
    with running() as server:
        text += f"mail: {{host: 127.0.0.1, port: {server.port}, security: none}}\n"
        agencies.write_text(text, "utf-8")
        (here / "config/templates/notice.body.txt").unlink()
        send = ("notify", "--next", "--send", "--today", "2024-01-25", "--config")
        state = here / "sent.sqlite"
        assert run(*send, here / "config", "--state", state) == (0, "", "")
        sent = len(server.received)
        assert sent
        run("backup", "x.tar.gz", "--config", here / "config", "--state", state)
        run("restore", "x.tar.gz", "--config", "new", "--state", "new.sqlite")
        assert run(*send, "new", "--state", "new.sqlite") == (0, "", "")
        assert len(server.received) == sent


# What must not be lost


def test_a_newer_register_stays_unless_it_is_put_aside(run: Run, here: Path, made: Path) -> None:
    state = registered(here / "register.sqlite", "hai")
    where = ("--config", here / "config", "--state", state)
    before = tree(here)
    done = run("restore", made, *where)
    assert done.status == 1
    assert f"{state}: sổ ở đây mới hơn, có 1 bản ghi mà bản sao lưu không có" in done.stderr
    assert tree(here) == before
    forced = run("restore", made, *where, "--force")
    assert notes(state) == ["một"]
    (aside,) = here.glob("register.sqlite.truoc-*")
    assert f"Bản cũ: {aside}\n" in forced.stdout
    assert notes(aside) == ["một", "hai"]
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600


def test_an_older_register_gives_way(run: Run, here: Path, made: Path) -> None:
    older = Path(shutil.copy(here / "register.sqlite", here / "older.sqlite"))
    registered(here / "register.sqlite", "hai")
    where = ("--config", here / "config", "--state", here / "register.sqlite")
    run("backup", "newer.tar.gz", *where)
    done = run("restore", "newer.tar.gz", "--config", here / "config", "--state", older)
    assert (done.status, done.stderr) == (0, "")
    assert notes(older) == ["một", "hai"]
    assert not list(here.glob("older.sqlite.truoc-*"))


@pytest.mark.parametrize("content", [b"", b"no register", b"SQLite format 3\0" + bytes(500)])
def test_a_register_that_is_broken_gives_way_only_by_force(
    run: Run, here: Path, made: Path, content: bytes
) -> None:
    state = here / "register.sqlite"
    state.write_bytes(content)
    where = ("--config", here / "config", "--state", state)
    done = run("restore", made, *where)
    assert (done.status, state.read_bytes()) == (1, content)
    assert "--force" in done.stderr
    assert run("restore", made, *where, "--force").status == 0
    assert notes(state) == ["một"]
    (aside,) = here.glob("register.sqlite.truoc-*")
    assert aside.read_bytes() == content


def test_what_an_edit_has_changed_stays_beside(run: Run, here: Path, made: Path) -> None:
    agencies = here / "config/agencies.yaml"
    edited = agencies.read_bytes() + b"# an edit\n"
    agencies.write_bytes(edited)
    agencies.chmod(0o640)
    own = here / "config/templates/replacement.body.txt"
    own.write_text("newer", "utf-8")
    saved = unpack(made)[1]
    run("restore", made, "--config", here / "config", "--state", here / "register.sqlite")
    assert agencies.read_bytes() == saved["config/agencies.yaml"]
    assert stat.S_IMODE(agencies.stat().st_mode) == 0o640
    (aside,) = agencies.parent.glob("agencies.yaml.truoc-*")
    assert aside.read_bytes() == edited
    assert not own.exists()
    (aside,) = own.parent.glob("replacement.body.txt.truoc-*")
    assert aside.read_text("utf-8") == "newer"


def test_what_was_put_aside_is_not_written_over_within_the_second(
    run: Run, here: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "moment", lambda: NOON)
    agencies, state = here / "config/agencies.yaml", here / "register.sqlite"
    good = agencies.read_bytes()
    for note in ("hai", "ba"):
        agencies.write_bytes(good + f"# {note}\n".encode())
        registered(state, note)
        where = ("--config", here / "config", "--state", state)
        assert run("restore", made, *where, "--force").status == 0
    kept = sorted(agencies.parent.glob("agencies.yaml.truoc-*"))
    assert [file.read_bytes().removeprefix(good) for file in kept] == [b"# hai\n", b"# ba\n"]
    kept = sorted(here.glob("register.sqlite.truoc-*"))
    assert [notes(file) for file in kept] == [["một", "hai"], ["một", "ba"]]


def test_what_was_put_aside_is_no_template(run: Run, here: Path, made: Path) -> None:
    own = here / "config/templates/replacement.body.txt"
    own.write_text("newer", "utf-8")
    where = ("--config", here / "config", "--state", here / "register.sqlite")
    run("restore", made, *where)
    (aside,) = own.parent.glob("replacement.body.txt.truoc-*")
    assert "Bản cũ" not in run("restore", made, *where).stdout
    assert aside.exists()
    run("backup", "x.tar.gz", *where)
    assert unpack(here / "x.tar.gz")[1].keys() == unpack(made)[1].keys()


def test_a_register_that_can_not_be_written_leaves_the_configuration_as_it_was(
    run: Run, here: Path, made: Path
) -> None:
    agencies = here / "config/agencies.yaml"
    agencies.write_bytes(agencies.read_bytes() + b"# an edit\n")
    before = tree(here)
    (here / "file").touch()
    done = run("restore", made, "--config", here / "config", "--state", here / "file/r.sqlite")
    assert (done.status, tree(here)) == (1, {**before, "file": b""})
    new = run("restore", made, "--config", here / "a/b/new", "--state", here / "file/r.sqlite")
    assert (new.status, (here / "a").exists()) == (1, False)


def test_who_has_the_register_open_records_into_the_restored_one(
    run: Run, here: Path, made: Path
) -> None:
    state = here / "register.sqlite"
    with Register(state) as held:
        held.record([fact("hai")])
        where = ("--config", here / "config", "--state", state)
        assert run("restore", made, *where, "--force").status == 0
        held.record([fact("ba")])
    assert notes(state) == ["một", "ba"]


def test_a_register_in_the_middle_of_a_transaction_is_waited_for_but_not_for_ever(
    run: Run, here: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.2)
    state = here / "register.sqlite"
    before = tree(here)
    held = sqlite3.connect(state, isolation_level=None)
    with Register(state):  # nothing is left to put right when the restore opens it
        held.execute("BEGIN IMMEDIATE")
        done = run("restore", made, "--config", here / "config", "--state", state)
    held.close()
    assert (done.status, done.stderr) == (1, f"Lỗi: {state}: sổ đang bận, hãy thử lại\n")
    assert tree(here) == before


def test_a_backup_does_not_wait_for_ever_for_a_writer(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.2)
    state = here / "register.sqlite"
    reader = Register(state, create=False)
    with closing(sqlite3.connect(state, isolation_level=None)) as held, reader:
        held.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OperationError, match="sổ đang bận"):
            reader.whole()


def test_a_restore_waits_for_no_run_that_is_sending(run: Run, here: Path, made: Path) -> None:
    state = here / "register.sqlite"
    with Register(state) as sending, sending.only_one() as alone:
        assert alone
        done = run("restore", made, "--config", here / "config", "--state", state)
    assert (done.status, "đang gửi thư" in done.stderr) == (1, True)


# Archives that are none of ours


def packed(members: Mapping[str, bytes | tarfile.TarInfo]) -> bytes:
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, content in members.items():
            if isinstance(content, tarfile.TarInfo):
                tar.addfile(content)
            else:
                member = tarfile.TarInfo(name)
                member.size = len(content)
                tar.addfile(member, BytesIO(content))
    return gzip.compress(out.getvalue())


def listed(files: Mapping[str, bytes], **changes: object) -> bytes:
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    manifest = {"format": 1, "luanphien": "0.1.0", "made_at": NOON.isoformat(), "files": digests}
    return json.dumps({**manifest, **changes}).encode()


def link(kind: bytes) -> tarfile.TarInfo:
    member = tarfile.TarInfo("config/agencies.yaml")
    member.type, member.linkname = kind, "/etc/passwd"
    return member


def strange() -> dict[str, tuple[bytes, str]]:
    outside = {"../x": b"x"}
    files = {"config/agencies.yaml": b"x"}
    newer = json.dumps({"format": 2}).encode()
    return {
        "empty": (b"", "cắt cụt"),
        "text": (b"x" * 1000, "không phải bản sao lưu"),
        "no tar": (gzip.compress(b"x" * 3000), "không phải bản sao lưu"),
        "an empty tar": (packed({}), "không phải bản sao lưu"),
        "no manifest": (packed(files), "không phải bản sao lưu"),
        "a broken manifest": (packed({"manifest.json": b"{"}), "không phải bản sao lưu"),
        "a bare manifest": (packed({"manifest.json": b"{}"}), "không phải bản sao lưu"),
        "a newer program's": (packed({"manifest.json": newer}), "phiên bản luanphien mới hơn"),
        "outside": (packed({"manifest.json": listed(outside), **outside}), "mục lạ «../x»"),
        "absolute": (packed({"/x": b""}), "mục lạ «/x»"),
        "another drive": (packed({"C:\\x": b""}), "mục lạ «C:\\x»"),
        "a symbolic link": (packed({"x": link(tarfile.SYMTYPE)}), "mục lạ"),
        "a hard link": (packed({"x": link(tarfile.LNKTYPE)}), "mục lạ"),
        "a device": (packed({"x": link(tarfile.CHRTYPE)}), "mục lạ"),
        "another content": (
            packed({"manifest.json": listed(files), "config/agencies.yaml": b"y"}),
            "không còn như lúc sao lưu",
        ),
        "a file that is missing": (packed({"manifest.json": listed(files)}), "không còn như lúc"),
        "a file too many": (packed({"manifest.json": listed({}), **files}), "tệp lạ"),
    }


@pytest.mark.parametrize("name", strange())
def test_what_is_no_backup_is_said_in_a_line(run: Run, tmp_path: Path, name: str) -> None:
    content, said = strange()[name]
    (tmp_path / "x.tar.gz").write_bytes(content)
    done = run("restore", "x.tar.gz", "--config", "new", "--state", "r.sqlite")
    assert (done.status, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert said in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["x.tar.gz"]


@pytest.mark.parametrize("keep", [1, 20, 0.3, 0.9, -9, -1])
def test_a_backup_cut_short_is_none(run: Run, made: Path, keep: float) -> None:
    content = made.read_bytes()
    made.write_bytes(content[: int(keep * len(content)) if isinstance(keep, float) else keep])
    done = run("restore", made, "--config", "new", "--state", "r.sqlite")
    assert (done.status, done.stderr) == (
        1,
        f"Lỗi: {made}: bản sao lưu bị cắt cụt; hãy dùng một bản khác\n",
    )


def test_a_bomb_goes_off_nowhere(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1 << 20)
    (tmp_path / "x.tar.gz").write_bytes(gzip.compress(bytes(2 << 20)))
    done = run("restore", "x.tar.gz", "--config", "new", "--state", "r.sqlite")
    assert (done.status, "lớn quá 1 MB" in done.stderr) == (1, True)


def changed(made: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Another archive in its place, with right digests."""
    files: dict[str, Any] = dict(unpack(made)[1])
    change(files)
    made.write_bytes(pack(files, "0.1.0", NOON))


def test_a_register_of_a_newer_program_in_a_backup(run: Run, here: Path, made: Path) -> None:
    copy = here / "newer.sqlite"
    shutil.copy(here / "register.sqlite", copy)
    with sqlite3.connect(copy) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    changed(made, lambda files: files.update({"register.sqlite": copy.read_bytes()}))
    done = run("restore", made, "--config", "new", "--state", "r.sqlite")
    assert done.status == 1
    assert done.stderr == (f"Lỗi: {made}/register.sqlite: sổ của một phiên bản luanphien mới hơn\n")
    assert not (here / "new").exists()


def test_a_register_with_a_torn_page_in_a_backup(run: Run, here: Path, made: Path) -> None:
    def tear(files: dict[str, Any]) -> None:
        content = bytearray(files["register.sqlite"])
        content[4096 + 5 : 4096 + 50] = b"\xff" * 45
        files["register.sqlite"] = bytes(content)

    changed(made, tear)
    done = run("restore", made, "--config", "new", "--state", "r.sqlite")
    assert (done.status, done.stderr.count("\n")) == (1, 1)
    assert "hỏng" in done.stderr
    assert not (here / "new").exists()


def test_an_invalid_configuration_in_a_backup(run: Run, here: Path, made: Path) -> None:
    changed(made, lambda files: files.update({"config/agencies.yaml": b"centre: x\n"}))
    done = run("restore", made, "--config", "new", "--state", "r.sqlite")
    assert done.status == 3
    assert done.stderr.startswith(f"{made}/config/agencies.yaml:1:")
    assert not (here / "new").exists()


@pytest.mark.parametrize(
    "name",
    [
        "secrets/agencies.yaml",
        "secrets/holidays_vn.yaml",
        "secrets/.ssh/authorized_keys",
        "secrets/smtp-password",  # none is configured
        "config/.bashrc",
        "config/.luanphien.lock",
        "config/other.yaml",
        "config/templates/.hidden",
        "config/templates/more/notice.body.txt",
        "other",
    ],
)
def test_what_backup_would_not_write_is_not_restored(
    run: Run, here: Path, made: Path, name: str
) -> None:
    changed(made, lambda files: files.update({name: b"a: [\n"}))
    before = tree(here)
    done = run("restore", made, "--config", here / "config", "--state", here / "register.sqlite")
    assert (done.status, tree(here)) == (1, before)
    assert done.stderr == f"Lỗi: {made}: bản sao lưu có mục lạ «{name}»\n"


@pytest.mark.parametrize("name", ["agencies.yaml", "holidays_vn.yaml", ".luanphien.lock"])
def test_a_password_takes_the_place_of_nothing_else(
    run: Run, here: Path, made: Path, name: str
) -> None:
    mail = f"mail: {{host: mail.so-mau.example, password_file: /x/{name}}}\n".encode()

    def add(files: dict[str, Any]) -> None:
        files["config/agencies.yaml"] += mail
        files[f"secrets/{name}"] = b"a: [\n"

    changed(made, add)
    done = run("restore", made, "--config", "new", "--state", "r.sqlite")
    assert (done.status, "mục lạ" in done.stderr) == (1, True)
    assert not (here / "new").exists()


def test_what_an_earlier_version_packed_too_is_left_out(run: Run, here: Path, made: Path) -> None:
    aside = "config/templates/notice.body.txt.truoc-20240101-000000"
    changed(made, lambda files: files.update({aside: b"older"}))
    assert run("restore", made, "--config", "new", "--state", "r.sqlite").status == 0
    assert tree(here / "new") == tree(here / "config")


def test_a_restore_and_a_change_take_turns(run: Run, here: Path, made: Path) -> None:
    agencies = here / "config/agencies.yaml"
    agencies.write_bytes(agencies.read_bytes() + b"# an edit\n")
    before = tree(here)
    where = ("--config", here / "config", "--state", here / "register.sqlite")
    with only_writer(agencies):
        done = run("restore", made, *where)
    assert (done.status, tree(here)) == (1, before)
    assert "đang có người khác ghi" in done.stderr
    assert run("restore", made, *where).status == 0


def test_names_that_no_system_takes_are_not_packed() -> None:
    for name in ("../x", "/x", "a//b", "a/./b", "a:b", "a\\b", "a\nb", ""):
        with pytest.raises(OperationError):
            pack({name: b""}, "0.1.0", NOON)


def test_the_same_files_make_the_same_archive() -> None:
    assert pack({"a": b"x"}, "0.1.0", NOON) == pack({"a": b"x"}, "0.1.0", NOON)


# Every night


@pytest.fixture
def nightly(here: Path) -> Path:
    (here / "config/templates/notice.body.txt").unlink()
    with (here / "config/agencies.yaml").open("a", encoding="utf-8") as agencies:
        agencies.write("backup: {folder: ../kho, keep: 2}\n")
    return here


def send(here: Path, day: str, *options: str) -> tuple[int, str]:
    where = ("--config", here / "config", "--state", here / "register.sqlite")
    done = in_process("notify", "--next", "--send", "--today", day, *where, *options)
    return done.status, done.stderr


def test_the_cron_run_makes_one_backup_a_day_and_keeps_as_many_as_it_is_told(nightly: Path) -> None:
    folder = nightly / "kho"
    folder.mkdir()
    (folder / "ghi-chu.txt").write_text("not ours", "utf-8")
    for day in ("2024-01-02", "2024-01-03", "2024-01-04"):
        send(nightly, day)
        send(nightly, day)
    kept = ["ghi-chu.txt", "luanphien-2024-01-03.tar.gz", "luanphien-2024-01-04.tar.gz"]
    assert sorted(file.name for file in folder.iterdir()) == kept
    assert stat.S_IMODE((folder / kept[1]).stat().st_mode) == 0o600
    assert "register.sqlite" in unpack(folder / kept[2])[1]


def test_the_cron_run_is_not_content_with_a_backup_without_the_register(nightly: Path) -> None:
    folder = nightly / "kho"
    folder.mkdir()
    theirs = folder / "luanphien-2024-01-02.tar.gz"
    for content in (pack({"config/agencies.yaml": b"x"}, "0.1.0", NOON), b"no archive"):
        theirs.write_bytes(content)
        send(nightly, "2024-01-02")
        send(nightly, "2024-01-02")
        own = folder / "luanphien-2024-01-02-2.tar.gz"
        assert sorted(folder.iterdir()) == [own, theirs]
        assert theirs.read_bytes() == content
        assert "register.sqlite" in unpack(own)[1]
        own.unlink()


def test_a_clock_that_ran_ahead_costs_no_backup(nightly: Path) -> None:
    folder = nightly / "kho"
    folder.mkdir()
    ahead = ["luanphien-2031-01-01.tar.gz", "luanphien-2031-01-02.tar.gz"]
    for name in ahead:
        (folder / name).write_bytes(b"")
    for day in ("2024-01-02", "2024-01-03", "2024-01-04"):
        send(nightly, day)
    kept = ["luanphien-2024-01-03.tar.gz", "luanphien-2024-01-04.tar.gz", *ahead]
    assert sorted(file.name for file in folder.iterdir()) == kept


def test_a_rehearsal_makes_no_backup(nightly: Path) -> None:
    send(nightly, "2024-01-02", "--dry-run")
    assert not (nightly / "kho").exists()


def test_a_backup_that_can_not_be_written_is_said(nightly: Path) -> None:
    (nightly / "kho").touch()
    status, said = send(nightly, "2024-01-02")
    assert status == 1
    assert "chưa sao lưu được" in said
