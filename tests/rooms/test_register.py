"""The register: append-only, whole whatever happens, and what it adds up to."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import pytest
from docx import Document as WordFile

from luanphien.core.errors import OperationError
from luanphien.core.facts import Channel, Counts, Document, Fact, FactKind, HandoverDay
from luanphien.core.period import Period
from luanphien.private import exposed
from luanphien.register import Register
from luanphien.register.opening import KEY_BYTES
from luanphien.register.rows import fact_row
from luanphien.register.tables import MIGRATIONS
from tests.helpers.command_line import Run

NOON = datetime(2024, 1, 25, 5, tzinfo=UTC)
SENT = Fact(NOON, "sent", "2024-02", "d1", "email", "stc@so-mau.example", "<1@so-mau.example>")
HANDED = Fact(
    NOON,
    "handed_over",
    "2024-02",
    by="A",
    since=date(2024, 3, 1),
    outgoing="Nguyễn Văn A",
    incoming="Trần Thị B",
    counts=Counts(received=12, fees=0),
    counts_by_agency=(("stc", Counts(1, 2)), ("sct", Counts(collected=50_000))),
)
OTHERS: tuple[FactKind, ...] = ("handed_over", "replaced")
PDF = b"%PDF-1.7 ban ky"
SIGNED = Fact(
    NOON,
    "signed",
    "2024-02",
    "d1",
    by="A",
    agency="stc",
    document=Document("12", date(2024, 1, 24), "tb-12.pdf", "w"),
    attached=sha256(PDF).hexdigest(),
)
MESSAGE = ("<1@so-mau.example>", b"Subject: x\r\n\r\n\xe1\xbb\x87")


def test_what_is_recorded_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "state" / "register.sqlite"
    paper = Fact(NOON, "sent", "2024-03", "d2", "paper", "Sở Mẫu", None, "A", "ghi chú")
    with Register(file) as register:
        register.plan([SENT], *MESSAGE)
        register.record([paper])
    with Register(file) as register:
        assert register.facts() == [SENT, paper]
        assert register.facts("2024-03") == [paper]
        assert register.content(MESSAGE[0]) == MESSAGE[1]
        assert register.content("<2@so-mau.example>") is None
        assert register.check() == []


def test_history_cannot_be_rewritten(tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite"
    with Register(file) as register:
        register.plan([SENT], *MESSAGE)
    db = sqlite3.connect(file)
    for statement in (
        "UPDATE facts SET kind = 'missed'",
        "DELETE FROM facts",
        "UPDATE messages SET content = x'00'",
        "DELETE FROM messages",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute(statement)
    db.close()
    for column, value in (("kind", "forgotten"), ("channel", "pigeon"), ("shift", "soon")):
        fact = SENT._replace(message_id=None, **{column: value})  # type: ignore[arg-type]
        with Register(file) as register, pytest.raises(OperationError, match="CHECK"):
            register.record([fact])


def test_facts_and_message_go_in_together_or_not_at_all(tmp_path: Path) -> None:
    bad = SENT._replace(message_id="<unknown@so-mau.example>")
    with Register(tmp_path / "register.sqlite") as register:
        with pytest.raises(OperationError):
            register.plan([SENT, bad], *MESSAGE)
        assert register.facts() == []
        assert register.content(MESSAGE[0]) is None


def test_reading_makes_no_file(tmp_path: Path) -> None:
    with Register(tmp_path / "none" / "register.sqlite", create=False) as register:
        assert register.facts() == []
    assert list(tmp_path.iterdir()) == []


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from luanphien.core.facts import Fact
from luanphien.register import Register
for n in range(int(sys.argv[2])):
    with Register(Path(sys.argv[1])) as register:
        at = datetime.now(UTC)
        pair = [Fact(at, "planned", "2024-02", f"{sys.argv[3]}-{n}", "email")] * 2
        register.record(pair)
        print(n, flush=True)
"""


def writer(file: Path, facts: int, name: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WRITER, str(file), str(facts), name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_several_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite"
    writers = [writer(file, 20, name) for name in "abc"]
    for process in writers:
        assert process.communicate()[1] == b""
        assert process.returncode == 0
    with Register(file) as register:
        assert len(register.facts()) == 3 * 20 * 2
        assert register.check() == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="POSIX signals")
def test_a_killed_process_leaves_it_whole(tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite"
    for turn in range(5):
        process = writer(file, 10_000, str(turn))
        assert process.stdout
        for _ in range(3 + turn):
            process.stdout.readline()
        process.kill()
        process.communicate()
        with Register(file) as register:
            assert register.check() == []
            digests = [fact.digest or "" for fact in register.facts()]
        assert digests[::2] == digests[1::2]  # pairs went in together
        assert len({digest for digest in digests if digest.startswith(f"{turn}-")}) >= 3 + turn


def test_a_full_disk_leaves_it_whole(tmp_path: Path) -> None:
    with Register(tmp_path / "register.sqlite") as register:
        register.plan([SENT], *MESSAGE)
        # SQLite says "full" at this many pages as it does on a full disk.
        (pages,) = register._db.execute("PRAGMA page_count").fetchone()
        register._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(OperationError, match="đĩa đầy, chưa ghi gì vào sổ"):
            register.plan([SENT], "<2@so-mau.example>", b"x" * 1_000_000)
        assert register.facts() == [SENT]
        assert register.content("<2@so-mau.example>") is None
        assert register.check() == []


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite"
    Register(file).close()
    db = sqlite3.connect(file)
    assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(OperationError, match="mới hơn"):
        Register(file)


def test_a_register_of_the_first_version_keeps_its_facts(tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite"
    db = sqlite3.connect(file)
    db.executescript(MIGRATIONS[0])
    db.execute("PRAGMA user_version = 1")
    db.execute("INSERT INTO beginning VALUES ('2024-01-02')")
    db.execute("INSERT INTO messages VALUES (?, ?, ?)", (MESSAGE[0], NOON.isoformat(), MESSAGE[1]))
    old = "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    paper = Fact(NOON, "acknowledged", "2024-03", "d2", "paper", "Sở Mẫu", None, "A", "ghi chú")
    for id, fact in ((3, SENT), (7, paper)):
        db.execute(old, (id, fact.at.isoformat(), *fact[1:9]))
    db.commit()
    db.close()
    with Register(file) as register:
        assert register.facts() == [SENT, paper]
        assert register.facts("2024-03") == [paper]
        assert register.beginning == date(2024, 1, 2)
        assert register.content(MESSAGE[0]) == MESSAGE[1]
        register.record([HANDED])
        assert register.facts()[2:] == [HANDED]
        assert register.check() == []
    db = sqlite3.connect(file)
    assert [row[0] for row in db.execute("SELECT id FROM facts ORDER BY id")] == [3, 7, 8]
    assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    for statement in ("UPDATE facts SET note = 'x'", "DELETE FROM facts"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute(statement)
    indexes = {row[1] for row in db.execute("PRAGMA index_list(facts)")}
    assert indexes == {"facts_of_message", "facts_of_shift"}
    db.close()


def test_the_key_stays(tmp_path: Path) -> None:
    file, other = tmp_path / "register.sqlite", tmp_path / "other.sqlite"
    with Register(file) as register:
        key = register.message_key
        assert len(key) == KEY_BYTES
        with Register(other) as new:
            assert new.message_key != key
            assert register.lacks(new) == 0  # a key is no record
            new.become(register)
    with Register(other, create=False) as restored:
        assert restored.message_key == key
    db = sqlite3.connect(file)
    for statement in ("UPDATE message_key SET key = zeroblob(32)", "DELETE FROM message_key"):
        with pytest.raises(sqlite3.IntegrityError, match="the key stays"):
            db.execute(statement)
    db.execute("DROP TRIGGER message_key_remains")
    db.execute("DELETE FROM message_key")
    db.commit()
    db.close()
    with Register(file) as register, pytest.raises(OperationError, match="sổ đã hỏng"):
        register.check()


def test_a_register_from_before_documents_were_signed_takes_them(tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite"
    db = sqlite3.connect(file)
    for script in MIGRATIONS[:4]:
        db.executescript(script)
    db.execute("PRAGMA user_version = 4")
    db.execute("INSERT INTO messages VALUES (?, ?, ?)", (MESSAGE[0], NOON.isoformat(), MESSAGE[1]))
    columns = "id, at, kind, shift, digest, channel, recipient, message_id"
    sent = (5, NOON.isoformat(), *SENT[1:7])
    db.execute(f"INSERT INTO facts ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", sent)
    db.commit()
    db.close()
    before = file.read_bytes()
    with Register(file, create=False) as register:
        assert register.facts() == [SENT]
    assert file.read_bytes() == before  # who only reads leaves no trace
    with Register(file) as register:
        register.sign(SIGNED, PDF, lambda facts: None)
        assert register.facts() == [SENT, SIGNED]
        assert register.attached(str(SIGNED.attached)) == PDF
        assert register.check() == []


def test_minutes_from_before_agencies_were_counted_stay_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite"
    db = sqlite3.connect(file)
    for script in MIGRATIONS[:9]:
        db.executescript(script)
    db.execute("PRAGMA user_version = 9")
    columns = "at, kind, shift, by, since, outgoing, incoming, counts"
    counts = '{"received":1250,"in_progress":12,"to_return":null,"fees":3400000}'
    minutes = (NOON.isoformat(), "handed_over", "2024-01", "A", "2024-02-01", "P", "Q", counts)
    db.execute(f"INSERT INTO facts ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", minutes)
    db.commit()
    db.close()
    with Register(file, create=False) as register:
        (fact,) = register.facts()
    # The four figures that minutes had then; what was collected was not asked for.
    assert fact.counts == Counts(received=1250, in_progress=12, fees=3_400_000)
    assert (fact.counts_by_agency, fact.counts and fact.counts.collected) == ((), None)
    with Register(file) as register:
        register.record([HANDED])
        assert register.facts() == [fact, HANDED]


TOLD = Fact(
    NOON,
    "sent",
    "2024-03",
    "d3",
    "email",
    "a@so-mau.example",
    MESSAGE[0],
    says="days",
    person="nguyen-van-a",
    days=(
        Period(date(2024, 3, 1), date(2024, 3, 10)),
        Period(date(2024, 3, 16), date(2024, 3, 31)),
    ),
    worked=(Period(date(2024, 3, 1), date(2024, 3, 1)), Period(date(2024, 3, 4), date(2024, 3, 8))),
    handovers=(
        HandoverDay(date(2024, 2, 29), "incoming"),
        HandoverDay(date(2024, 3, 8), "outgoing"),
    ),
)


def test_a_register_from_before_people_were_told_takes_that(tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite"
    db = sqlite3.connect(file)
    steps = next(n for n, script in enumerate(MIGRATIONS) if "before_handover" in script)
    for script in MIGRATIONS[:steps]:
        db.executescript(script)
    db.execute(f"PRAGMA user_version = {steps}")
    db.execute("INSERT INTO messages VALUES (?, ?, ?)", (MESSAGE[0], NOON.isoformat(), MESSAGE[1]))
    columns = "id, at, kind, shift, digest, channel, recipient, message_id"
    sent = (5, NOON.isoformat(), *SENT[1:7])
    db.execute(f"INSERT INTO facts ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", sent)
    db.commit()
    db.close()
    released = TOLD._replace(days=(), worked=(), handovers=(), message_id=None)
    reminded = TOLD._replace(
        says="before_handover", days=None, worked=None, handovers=None, since=date(2024, 3, 1)
    )
    with Register(file) as register:
        register.record([TOLD, released, reminded])
        assert register.facts() == [SENT, TOLD, released, reminded]
        assert register.check() == []


def test_what_was_told_before_handovers_were_recorded_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite"
    db = sqlite3.connect(file)
    steps = next(n for n, script in enumerate(MIGRATIONS) if "COLUMN handovers" in script)
    db.create_function("new_key", 0, lambda: bytes(KEY_BYTES))
    for script in MIGRATIONS[:steps]:
        db.executescript(script)
    db.execute(f"PRAGMA user_version = {steps}")
    earlier = TOLD._replace(message_id=None, handovers=None)
    names = [name for name in Fact._fields if name != "handovers"]
    row = dict(zip(Fact._fields, fact_row(earlier), strict=True))
    query = f"INSERT INTO facts ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    db.execute(query, [row[name] for name in names])
    db.commit()
    db.close()
    with Register(file) as register:
        register.record([TOLD._replace(message_id=None)])
        assert register.facts() == [earlier, TOLD._replace(message_id=None)]
        assert register.check() == []


@pytest.mark.parametrize("column", ["days", "worked", "handovers"])
@pytest.mark.parametrize(
    "days", ["[]x", "{}", '[["2024-03-01"]]', '[["x", "y"]]', '[["2024-03-01", "in"]]', "null"]
)
def test_days_that_are_none_are_a_broken_register(column: str, days: str, tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite"
    with Register(file) as register:
        register.record([TOLD._replace(message_id=None)])
    db = sqlite3.connect(file)
    db.execute("DROP TRIGGER facts_stay")
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.execute(f"UPDATE facts SET {column} = ?", (days,))
    db.commit()
    db.close()
    with Register(file) as register, pytest.raises(OperationError, match="sổ đã hỏng"):
        register.facts()


def test_a_signed_file_cannot_be_exchanged_or_lost(tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite"
    with Register(file) as register:
        register.sign(SIGNED, PDF, lambda facts: None)
        register.sign(SIGNED, PDF, lambda facts: None)  # the same file is kept once
    db = sqlite3.connect(file)
    assert db.execute("SELECT count(*) FROM files").fetchone() == (1,)
    for statement in ("UPDATE files SET content = x'00'", "DELETE FROM files"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute(statement)
    db.execute("DROP TRIGGER files_stay")
    db.execute("UPDATE files SET content = x'00'")
    db.commit()
    db.close()
    with Register(file) as register:
        for ask in (lambda: register.attached(str(SIGNED.attached)), register.check):
            with pytest.raises(OperationError, match="sổ đã hỏng"):
                ask()


def test_a_document_that_is_not_accepted_leaves_nothing(tmp_path: Path) -> None:
    def refuse(facts: list[Fact]) -> None:
        assert facts == [HANDED]
        raise OperationError("số đã dùng")

    with Register(tmp_path / "register.sqlite") as register:
        register.record([HANDED])
        with pytest.raises(OperationError, match="số đã dùng"):
            register.sign(SIGNED, PDF, refuse)
        assert register.facts() == [HANDED]
        with pytest.raises(OperationError, match="sổ đã hỏng"):
            register.attached(str(SIGNED.attached))


def test_every_kind_and_channel_can_be_recorded(tmp_path: Path) -> None:
    told = [
        SENT._replace(kind=kind, message_id=None)
        for kind in get_args(FactKind)
        if kind not in (*OTHERS, "signed")
    ]
    told += [SENT._replace(channel=channel, message_id=None) for channel in get_args(Channel)]
    others = [HANDED._replace(kind=kind) for kind in OTHERS]
    with Register(tmp_path / "register.sqlite") as register:
        register.record([*told, *others])
        register.sign(SIGNED, PDF, lambda facts: None)
        assert register.facts() == [*told, *others, SIGNED]
        for half in (
            HANDED._replace(since=None),
            HANDED._replace(outgoing=None),
            HANDED._replace(digest="d1"),
            SENT._replace(digest=None, message_id=None),
            SENT._replace(channel=None, message_id=None),
            SIGNED._replace(digest=None),
            SIGNED._replace(document=None),
            SIGNED._replace(attached=None),
        ):
            with pytest.raises(OperationError, match="CHECK"):
                register.record([half])


@pytest.mark.parametrize("spoiled", ["text", "folder", "cut", "read-only"])
def test_a_spoiled_file_is_one_message(run: Run, tmp_path: Path, spoiled: str) -> None:
    file = tmp_path / "register.sqlite"
    with Register(file) as register:
        for _ in range(50):
            register.record([SENT._replace(message_id=None)] * 20)
    match spoiled:
        case "text":
            file.write_text("đây không phải sổ " * 500)
        case "folder":
            file.unlink()
            file.mkdir()
        case "cut":
            os.truncate(file, 40_000)
        case "read-only" if os.geteuid() == 0:
            pytest.skip("root may write everything")
        case "read-only":
            file.chmod(0o400)
            tmp_path.chmod(0o500)
    for command in (["check"], ["notice", "--shift", "2024-02", "--by", "A"]):
        done = run("register", *command, "--state", file)
        if spoiled != "cut" or command == ["check"]:
            assert done.status == 1
            assert done.stderr.startswith(f"Lỗi: {file}: ")
        assert "Traceback" not in done.stderr
    tmp_path.chmod(0o700)


def test_the_clerk_records_and_looks_up(run: Run) -> None:
    done = run(
        "register", "notice", "--shift", "2024-02", "--by", "Trần Thị B", "--on", "2024-01-25"
    )
    assert done.status == 0, done.stderr
    run("register", "ack", "--shift", "2024-02", "--by", "Lê Văn C", "--on", "2024-01-26")
    facts = json.loads(run("register", "list", "--format", "json").stdout)["facts"]
    assert [(fact["kind"], fact["channel"], fact["at"][:10]) for fact in facts] == [
        ("sent", "paper", "2024-01-25"),
        ("acknowledged", "phone", "2024-01-26"),
    ]
    text = run("notify", "--shift", "2024-02").stdout
    assert "Đã gửi 25/01/2024, xác nhận 26/01/2024." in text
    assert "nguyên vẹn, 2 việc đã ghi" in run("register", "check").stdout
    assert (
        run("register", "list", "--shift", "2024-03").stdout
        == "Sổ chưa ghi việc nào của phiên 2024-03.\n"
    )
    assert run("register", "notice", "--shift", "2024-13", "--by", "A").status == 2


@pytest.mark.parametrize("ending", ["docx", "csv", "json"])
def test_the_register_is_exported(run: Run, tmp_path: Path, ending: str) -> None:
    by = ("--by", "Trần Thị B", "--on", "2024-01-25", "--note", "=1+1")
    run("register", "notice", "--shift", "2024-02", "--channel", "zalo", *by)
    file = tmp_path / f"so.{ending}"
    done = run("register", "export", "-o", file)
    assert (done.status, done.stdout) == (0, f"Đã ghi {file}\n")
    assert not exposed(file), "reasons and notes stand in it"
    if ending == "docx":
        rows = [[cell.text for cell in row.cells] for row in WordFile(str(file)).tables[0].rows]
        parties, who = "Nơi nhận, các bên", "Người ghi"
        assert rows[0] == ["TT", "Lúc", "Phiên", "Việc", "Cách", parties, who, "Ghi chú"]
        (row,) = rows[1:]
        assert row[0] == "1"
        told = ["tháng 02/2024", "gửi thông báo phiên trực", "Zalo", "Sở Tài chính"]
        assert row[2:] == [*told, "Trần Thị B", "=1+1"]
    elif ending == "csv":
        assert "'=1+1" in file.read_text("utf-8-sig")
    else:
        assert json.loads(file.read_text("utf-8"))["facts"][0]["note"] == "=1+1"
    assert run("register", "export", "-o", tmp_path / "so.odt").status == 2


def test_a_notice_whose_dates_have_changed_says_so(run: Run, tmp_path: Path) -> None:
    run("register", "notice", "--shift", "2024-02", "--by", "A", "--on", "2024-01-25")
    run("init", tmp_path / "c")
    with (tmp_path / "c/agencies.yaml").open("a", encoding="utf-8") as file:
        file.write("swaps: [{shifts: [2024-02, 2024-03]}]\n")
    text = run("notify", "--shift", "2024-02", "--config", tmp_path / "c").stdout
    assert "nội dung đã đổi từ đó" in text


@pytest.fixture
def public(run: Run) -> Iterator[Path]:
    """A register that everybody may read and only its owner write, in such a folder."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "register.sqlite"
        named = ("--state", file, "--by", "A", "--on", "2024-01-25")
        assert run("register", "notice", "--shift", "2024-02", *named).status == 0
        file.chmod(0o444)
        file.parent.chmod(0o555)
        yield file
        file.parent.chmod(0o755)


@contextmanager
def somebody_else() -> Iterator[None]:
    """Not root, who may write everything."""
    owner = os.geteuid()
    if owner == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(owner)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="POSIX users")
def test_who_may_only_read_the_register_reads_it(public: Path) -> None:
    with somebody_else():
        with Register(public, create=False) as register:
            assert [fact.shift for fact in register.facts()] == ["2024-02"]
            assert register.check() == []
        with Register(public) as register, pytest.raises(OperationError, match="không ghi được"):
            register.begin(date(2024, 2, 1))
    assert [file.name for file in public.parent.iterdir()] == [public.name]
