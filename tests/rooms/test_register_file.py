"""The register's file: its owner's alone, known by its mark, read without a trace, begun whole."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from luanphien.core.errors import OperationError
from luanphien.core.facts import Fact
from luanphien.register import Register
from luanphien.register.tables import MIGRATIONS
from tests.helpers.command_line import CONFIG, Run

NOON = datetime(2024, 1, 25, 5, tzinfo=UTC)
SENT = Fact(NOON, "sent", "2024-02", "d1", "paper", "Sở Tài chính", by="A", note="ghi chú")
EXAMPLE = ("--config", CONFIG / "example", "--today", "2024-06-03")

Command = tuple[object, ...]
READING: tuple[Command, ...] = (
    ("register", "list"),
    ("register", "list", "--format", "json"),
    ("register", "check"),
    ("register", "export", "-o", "so.docx", *EXAMPLE),
    ("report", "2024", *EXAMPLE),
    ("notify", "--next", "--send", "--dry-run", *EXAMPLE),
    ("history",),
    ("change", "swap", "2024-08", "2024-09", "--dry-run", *EXAMPLE),
)
ANSWERING: tuple[Command, ...] = (("today", *EXAMPLE), ("check", *EXAMPLE))
"""These say what they know without the register, too."""
WRITING: tuple[Command, ...] = (
    ("register", "ack", "--shift", "2024-06", "--by", "A", *EXAMPLE),
    ("export-ics", "2024", "-o", "lich.ics", *EXAMPLE),
    ("publish", "2024", "-o", "trang", "--no-pdf", *EXAMPLE),
)

posix = pytest.mark.skipif(os.name != "posix", reason="file modes")
sigkill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="POSIX signals")
root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the register stands; the folder is there already."""
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    return folder / "register.sqlite"


def mode(file: Path) -> int:
    return file.stat().st_mode & 0o777


def trace(file: Path) -> dict[str, tuple[bytes, int, int]]:
    """All that stands beside the file: content, moment of change, mode."""
    return {
        one.name: (one.read_bytes(), one.stat().st_mtime_ns, mode(one))
        for one in file.parent.iterdir()
    }


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def released(file: Path, version: int, *, journal: str = "wal") -> sqlite3.Connection:
    """A register with one fact as that version of luanphien left it: open, and without a mark."""
    db = sqlite3.connect(file, isolation_level=None)
    db.execute(f"PRAGMA journal_mode = {journal}")
    for step in MIGRATIONS[:version]:
        db.executescript(step)
    db.execute(f"PRAGMA user_version = {version}")
    db.execute(
        "INSERT INTO facts (at, kind, shift, digest, channel, recipient, by, note)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (NOON.isoformat(), *SENT[1:6], SENT.by, SENT.note),
    )
    return db


# Its owner's alone


@posix
def test_what_luanphien_makes_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "state" / "luanphien" / "register.sqlite"
    tmp_path.chmod(0o755)
    with umask(0), Register(file) as register, register.only_one() as alone:
        assert alone
        register._db.execute("BEGIN IMMEDIATE")
        register._db.execute("INSERT INTO beginning VALUES ('2024-01-02')")
        made = {one.name: mode(one) for one in file.parent.iterdir()}
        register._db.execute("COMMIT")
    names = ("register.sqlite", "register.sqlite-journal", "register.sqlite.lock")
    assert made == dict.fromkeys(names, 0o600)
    assert [mode(file.parent), mode(file.parent.parent)] == [0o700, 0o700]
    assert mode(tmp_path) == 0o755  # it was there before


@posix
def test_an_exposed_register_is_remarked_on_and_narrowed_by_who_writes(
    run: Run, file: Path
) -> None:
    Register(file).close()
    lock = Path(f"{file}.lock")
    lock.touch()
    for one in (file, lock):
        one.chmod(0o644)
    remarks = [f"cảnh báo: {one}: người khác mở được; hãy chạy chmod 600" for one in (file, lock)]
    said = run("check", *EXAMPLE, "--state", file).stdout
    assert [remark in said for remark in remarks] == [True, True]
    for command in READING:
        run(*command, "--state", file)
    assert (mode(file), mode(lock)) == (0o644, 0o644)  # who reads changes nothing
    with Register(file) as register, register.only_one() as alone:
        assert alone
    assert (mode(file), mode(lock), mode(file.parent)) == (0o600, 0o600, 0o755)
    assert "người khác" not in run("check", *EXAMPLE, "--state", file).stdout


@posix
def test_the_lock_of_a_linked_register_is_remarked_on_where_it_stands(
    run: Run, file: Path, tmp_path: Path
) -> None:
    link = tmp_path / "so.sqlite"
    link.symlink_to(file)
    with Register(link) as register, register.only_one() as alone:
        assert alone
    lock = file.with_name(f"{file.name}.lock")
    lock.chmod(0o644)
    said = run("check", *EXAMPLE, "--state", link).stdout
    assert f"cảnh báo: {lock}: người khác mở được; hãy chạy chmod 600 {lock}" in said


@posix
def test_a_lock_that_others_can_hold_is_refused(file: Path, tmp_path: Path) -> None:
    lock = Path(f"{file}.lock")
    Register(file).close()

    def give_away() -> None:
        lock.touch()
        os.chown(lock, 65534, 65534)

    spoilt: list[Callable[[], object]] = [
        lambda: lock.write_text("của người khác"),
        lambda: lock.symlink_to(tmp_path / "elsewhere"),
    ]
    for spoil in (*spoilt, give_away) if os.geteuid() == 0 else spoilt:
        spoil()
        with (
            Register(file) as register,
            pytest.raises(OperationError, match="không phải tệp khóa"),
            register.only_one(),
        ):
            pass
        lock.unlink()


@root
def test_a_lock_that_root_makes_is_the_owners(file: Path) -> None:
    Register(file).close()
    os.chown(file, 65534, 65534)
    with Register(file) as register, register.only_one() as alone:
        assert alone
    assert Path(f"{file}.lock").stat().st_uid == 65534


# Known by its mark


@pytest.mark.parametrize("content", [b"", b"\0", b"S", b"# s\xe1\xbb\x95\n" * 99, b"\0" * 4096])
def test_a_new_register_begins_only_where_no_file_is(run: Run, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    before = trace(file)
    send = ("notify", "--next", "--send", "--config", CONFIG / "example")
    for command in (*READING, *WRITING, send):
        done = run(*command, "--state", file)
        assert done.status == 1, command
        (line,) = done.stderr.splitlines()
        if "chưa có máy chủ thư" not in line.casefold():
            assert line.startswith(f"Lỗi: {file}: "), command
            assert "khôi phục bản sao lưu" in line
            assert ("xóa tệp này để bắt đầu sổ mới" in line) == (content == b"")
    assert trace(file) == before


def foreign(file: Path, *, logged: bool) -> sqlite3.Connection:
    """An SQLite file of another program, as browsers keep them, open."""
    db = sqlite3.connect(file, isolation_level=None)
    db.execute(f"PRAGMA journal_mode = {'wal' if logged else 'delete'}")
    db.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url TEXT)")
    db.execute("INSERT INTO moz_places (url) VALUES ('https://so-mau.example')")
    return db


@pytest.mark.parametrize("logged", [False, True])
@pytest.mark.parametrize("version", [0, 1, 3, len(MIGRATIONS), 77])
def test_another_programs_file_is_never_touched(
    run: Run, file: Path, version: int, logged: bool
) -> None:
    with closing(foreign(file, logged=logged)) as db:
        db.execute(f"PRAGMA user_version = {version}")
        before = trace(file)
        for command in (*READING, *WRITING):
            done = run(*command, "--state", file)
            assert done.status == 1, command
            (line,) = done.stderr.splitlines()
            assert line.startswith(f"Lỗi: {file}: không phải sổ theo dõi của luanphien"), line
        for command in ANSWERING:
            assert run(*command, "--state", file).status == 0
        assert trace(file) == before
    before = trace(file)
    assert run(*WRITING[0], "--state", file).status == 1
    assert trace(file) == before


def test_a_register_with_tables_of_another_program_before_the_mark_is_not_ours(file: Path) -> None:
    with closing(released(file, 3)) as db:
        db.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY)")
    for create in (False, True):
        with pytest.raises(OperationError, match="không phải sổ"):
            Register(file, create=create)


def test_a_register_that_cannot_be_opened_is_closed(file: Path) -> None:
    Register(file).close()
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA user_version = 99")
    opened = Path("/proc/self/fd")
    if not opened.exists():
        pytest.skip("needs /proc")
    before = len(list(opened.iterdir()))
    for create in (False, True) * 5:
        with pytest.raises(OperationError, match="mới hơn"):
            Register(file, create=create)
    assert len(list(opened.iterdir())) == before


# Read without a trace


@pytest.mark.parametrize("journal", ["wal", "delete"])
@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_older_register_is_read_as_it_is_and_marked_when_written(
    run: Run, file: Path, version: int, journal: str
) -> None:
    released(file, version, journal=journal).close()
    before = trace(file)
    assert list(before) == [file.name]
    for command in (*READING, *ANSWERING):
        assert str(file) not in run(*command, "--state", file).stderr, command
    with Register(file, create=False) as register:
        assert register.facts() == [SENT]
        assert register.beginning is None
    assert trace(file) == before
    with Register(file) as register:
        register.record([SENT])
    with Register(file, create=False) as register:
        assert register.facts() == [SENT, SENT]
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (0x6C70686E,)  # "lphn"
        assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)


KILLED = """
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN IMMEDIATE")
for n in range(200):  # far more than the cache holds: the file itself is written
    db.execute("INSERT INTO messages VALUES (?, 'x', ?)", (f"<{n}@x.lan>", b"x" * 9000))
os.kill(os.getpid(), 9)
"""


def killed_older(file: Path) -> None:
    """Leave the register of an older process whose fact is still in its log."""
    running = file.parents[1] / "running.sqlite"
    with closing(released(running, 3)):
        for ending in ("", "-wal"):
            shutil.copy(f"{running}{ending}", f"{file}{ending}")


def killed_half_way(file: Path) -> None:
    """Leave a register of one fact with the journal of a change that was never finished."""
    with Register(file) as register:
        register.record([SENT])
    whole = file.read_bytes()
    subprocess.run([sys.executable, "-c", KILLED, file], check=False)
    assert set(trace(file)) == {file.name, f"{file.name}-journal"}
    assert file.read_bytes() != whole


@pytest.mark.parametrize("killed", [killed_older, pytest.param(killed_half_way, marks=sigkill)])
def test_what_a_killed_process_left_is_what_it_had_finished(
    run: Run, file: Path, killed: Callable[[Path], None]
) -> None:
    killed(file)
    before = trace(file)
    for command in READING:
        assert str(file) not in run(*command, "--state", file).stderr, command
    with Register(file, create=False) as register:
        assert register.facts() == [SENT]
    assert trace(file) == before
    with Register(file) as register:
        assert register.facts() == [SENT]
        assert register.check() == []
    assert [one.name for one in file.parent.iterdir()] == [file.name]


FULL = """
import resource, signal, sys
from luanphien.cli.main import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
sys.argv = sys.argv[:1] + sys.argv[1:]
main()
"""


@posix
def test_a_full_disk_still_lets_it_be_read(file: Path) -> None:
    with Register(file) as register:
        register.record([SENT])

    def full(*args: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", FULL, *map(str, args), "--state", str(file)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    before = trace(file)
    assert "ghi chú" in full("register", "list").stdout
    assert full("report", "2024", *EXAMPLE).returncode == 0
    done = full(*WRITING[0])
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"Lỗi: {file}: đĩa")
    assert trace(file) == before
    file.unlink()
    done = full(*WRITING[0])
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert trace(file) == {}


# Begun whole

BEGINNER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from luanphien.core.facts import Fact
from luanphien.register import Register
print("ready", flush=True)
sys.stdin.readline()
with Register(Path(sys.argv[1])) as register:
    register.record([Fact(datetime.now(UTC), "sent", "2024-02", sys.argv[2], "paper")])
"""


@pytest.mark.parametrize("older", [False, True])
def test_sixteen_processes_may_open_a_fresh_register_at_once(file: Path, older: bool) -> None:
    if older:
        released(file, 3).close()
    waiting, start = os.pipe()  # whoever reads from it goes on when it is closed, all at once
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", BEGINNER, file, str(n)],
            stdin=waiting,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for n in range(16)
    ]
    os.close(waiting)
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
    os.close(start)
    for process in processes:
        assert process.communicate()[1] == b""
        assert process.returncode == 0
    with Register(file, create=False) as register:
        digests = {fact.digest for fact in register.facts()} - {"d1"}
        assert digests == set(map(str, range(16)))
        assert register.check() == []
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_the_beginning_is_the_earliest_that_was_recorded(file: Path) -> None:
    with Register(file) as register:
        for day in (date(2034, 1, 2), date(2024, 1, 2), date(2024, 1, 3)):
            register.begin(day)
        assert register.beginning == date(2024, 1, 2)


# Damaged

DAMAGE = {
    "no moment": "UPDATE facts SET at = '2024-02-30T00:00:00+07:00'",
    "no zone": "UPDATE facts SET at = '2024-01-25T05:00:00'",
    "too late": "UPDATE facts SET at = '9999-12-31T23:59:59-12:00'",
    "null": "UPDATE facts SET at = NULL",
    "a number": "UPDATE facts SET shift = 202402",
    "bytes": "UPDATE facts SET note = x'fffe'",
    "no UTF-8": "UPDATE facts SET note = CAST(x'67fffe' AS TEXT)",
    "unknown kind": "UPDATE facts SET kind = 'forgotten'",
    "unknown channel": "UPDATE facts SET channel = 'pigeon'",
    "no shift": "UPDATE facts SET shift = 'abcd-ef'",
    "no day": "UPDATE facts SET since = '2024-02-30'",
    "half": "UPDATE facts SET kind = 'handed_over'",
    "no JSON": "UPDATE facts SET counts = '{'",
    "other JSON": "UPDATE facts SET counts = '[1]'",
    "unknown count": """UPDATE facts SET counts = '{"x": 1}'""",
    "half a count": """UPDATE facts SET counts = '{"fees": 1.5}'""",
    "no entry": "UPDATE facts SET entered_at = 'x'",
    "no column": "ALTER TABLE facts DROP COLUMN note",
    "no table": "DROP TABLE facts",
    "no beginning": "INSERT INTO beginning VALUES ('x')",
}
EDITIONS = {
    "no event": "UPDATE editions SET event = '[]'",
    "no text": "UPDATE editions SET event = x'ff'",
    "no time": "UPDATE editions SET at = 'x'",
    "no number": "UPDATE editions SET number = 'x' WHERE uid = (SELECT min(uid) FROM editions)",
    "another event": "UPDATE editions SET event = (SELECT event FROM editions LIMIT 1)",
}


def damage(file: Path, statement: str) -> None:
    """Do to the register what luanphien never would, and its tables would not allow."""
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        for (trigger,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
            db.execute(f"DROP TRIGGER {trigger}")
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')')")
        db.execute("UPDATE sqlite_schema SET sql = replace(sql, 'TEXT NOT NULL', 'TEXT')")
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute(statement)


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_row_is_one_line_wherever_the_register_is_needed(
    run: Run, file: Path, name: str
) -> None:
    with Register(file) as register:
        register.record([SENT])
    damage(file, DAMAGE[name])
    listing = ("list", "export")  # these read facts only
    for command in READING[:5]:
        if name == "no beginning" and command[1] in listing:
            continue
        done = run(*command, "--state", file)
        assert done.status == 1, command
        (line,) = done.stderr.splitlines()
        assert line.startswith(f"Lỗi: {file}: sổ đã hỏng"), command
    for command in ANSWERING:
        done = run(*command, "--state", file)
        assert done.status == 0
        assert f"cảnh báo: {file}: sổ đã hỏng" in done.stdout + done.stderr


@pytest.mark.parametrize("name", EDITIONS)
def test_a_damaged_edition_is_one_line(run: Run, file: Path, name: str) -> None:
    assert run(*WRITING[1], "--state", file).status == 0
    damage(file, EDITIONS[name])
    for command in (("register", "check"), *WRITING[1:]):
        done = run(*command, "--state", file)
        assert done.status == 1, command
        (line,) = done.stderr.splitlines()
        assert line.startswith(f"Lỗi: {file}: sổ đã hỏng"), command


@pytest.mark.parametrize("command", ["schedule", "contacts", "today", "check"])
def test_who_is_on_duty_is_said_whatever_the_register_is(
    run: Run, file: Path, command: str
) -> None:
    file.write_bytes(b"")
    done = run(command, *EXAMPLE, "--state", file)
    assert done.status == 0
    assert done.stdout


# Where it can't be


@pytest.mark.parametrize("command", [READING[0], READING[2], READING[4], WRITING[0], WRITING[2]])
def test_a_path_that_cannot_be_is_said_in_vietnamese(
    run: Run, tmp_path: Path, command: Command
) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "loop").symlink_to("loop")
    for place, why in (
        (tmp_path / "file" / "register.sqlite", "một phần của đường dẫn không phải thư mục"),
        (tmp_path / ("x" * 300), "tên quá dài"),
        (tmp_path / "loop", "liên kết vòng quanh"),
        (tmp_path, "là một thư mục"),
    ):
        done = run(*command, "--state", place)
        assert done.status == 1, (command, place)
        assert done.stderr.startswith("Lỗi: ")
        assert len(done.stderr.splitlines()) == 1
        assert why in done.stderr


def test_a_path_that_can_be_none_is_said() -> None:
    for create in (False, True):
        with pytest.raises(OperationError, match="đường dẫn không dùng được"):
            Register(Path("a\0b"), create=create)


@root
def test_a_folder_that_may_not_be_searched_is_said(run: Run, file: Path) -> None:
    Register(file).close()
    file.parent.chmod(0o700)
    os.seteuid(65534)
    try:
        for create in (False, True):
            with pytest.raises(OperationError, match="không có quyền"):
                Register(file, create=create)
    finally:
        os.seteuid(0)


@posix
def test_without_a_home_it_must_be_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import pwd

    def nobody(uid: int) -> None:
        raise KeyError(uid)

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    for name in ("HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for command in (*READING, *WRITING):
        done = run(*command)
        assert done.status == 1, command
        (line,) = done.stderr.splitlines()
        assert "không có HOME; hãy ghi --state" in line
    for command in ANSWERING:
        assert run(*command).status == 0


# Shown


def test_what_was_said_is_stored_and_shown_without_control_characters(run: Run, file: Path) -> None:
    said, shown = "550 \x1b[2J\u202e\x9bno", r"550 \x1b[2J\u202e\x9bno"
    with Register(file) as register:
        register.record([SENT._replace(note=said)])
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("SELECT note FROM facts").fetchone() == (shown,)
    damage(file, "UPDATE facts SET note = char(27) || 'c', recipient = 'a' || char(0x2028)")
    facts = json.loads(run("register", "list", "--format", "json", "--state", file).stdout)
    assert [(fact["note"], fact["recipient"]) for fact in facts["facts"]] == [
        (r"\x1bc", r"a\u2028")
    ]
    assert "\x1b" not in run("register", "list", "--state", file).stdout


def test_a_shift_that_is_none_is_wrong_use_and_an_empty_filter_is_said(
    run: Run, file: Path
) -> None:
    assert run("register", "list", "--shift", "banana", "--state", file).status == 2
    with Register(file) as register:
        register.record([SENT])
    done = run("register", "list", "--shift", "2024-03", "--state", file)
    assert (done.status, done.stdout) == (0, "Sổ chưa ghi việc nào của phiên 2024-03.\n")


@pytest.mark.parametrize(
    "command",
    [
        ("schedule", "2024"),
        ("today",),
        ("notify", "--shift", "2024-02"),
        ("handover", "--shift", "2024-04"),
        ("replace", "--shift", "2024-06", "--officer", "x", "--reason", "x"),
        ("register", "list"),
        ("register", "check"),
        ("register", "export", "-o", "so.csv"),
        ("report", "2024"),
        ("export-ics", "2024"),
        ("publish", "-o", "trang", "--no-pdf"),
        ("contacts",),
        ("explain", "2024-02"),
        ("holidays", "2024"),
        ("check",),
        ("diff", CONFIG),
    ],
    ids=str,
)
def test_every_command_takes_the_configuration_and_the_register(
    run: Run, file: Path, command: Command
) -> None:
    with Register(file) as register:
        register.record([SENT])
    done = run(*command, "--config", CONFIG, "--state", file)
    assert "không có tùy chọn" not in done.stderr


@pytest.mark.parametrize("was", [b"append-only", b"facts_stay", b"json_valid(counts)"])
def test_a_damaged_definition_is_seen_before_anybody_writes(
    run: Run, file: Path, was: bytes
) -> None:
    with Register(file) as register:
        register.record([SENT])
    assert run("register", "check", "--state", file).status == 0
    content = file.read_bytes()
    assert was in content
    file.write_bytes(content.replace(was, b"\xb2" + was[1:], 1))
    done = run("register", "check", "--state", file)
    assert (done.status, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1


def test_a_copy_and_statistics_are_no_damage(run: Run, file: Path) -> None:
    with Register(file) as register:
        register.record([SENT])
    copy = file.with_name("ban-sao.sqlite")
    with closing(sqlite3.connect(file)) as db:
        db.execute("VACUUM INTO ?", (str(copy),))  # the guide's way to back up
    with closing(sqlite3.connect(copy)) as db:
        db.execute("ANALYZE")
    assert run("register", "check", "--state", copy).status == 0
