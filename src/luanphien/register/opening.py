"""Opening the register: whose file it is, reading it without a trace, and its tables up to date.

A register keeps a rollback journal. Who only reads it then needs no file of SQLite's own beside
it, which a write-ahead log, such as earlier versions kept, does.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path, PurePath
from secrets import token_bytes
from shutil import copyfile
from tempfile import TemporaryDirectory, mkstemp
from time import monotonic
from urllib.parse import quote

from luanphien.core.errors import OperationError
from luanphien.private import exposed, give_to, make_file, make_folder, narrow, user
from luanphien.register.tables import APPLICATION_ID, MIGRATIONS

BROKEN = "sổ đã hỏng; hãy dùng bản sao lưu"

KEY_BYTES = 32
"""How long a key is: as long as a SHA-256 digest, which RFC 2104 section 3 advises at least."""

BUSY_SECONDS = 30.0
"""How long one process waits for another one's transaction."""

_MAGIC = b"SQLite format 3\0"
_READ_VERSION = 19
_LOGGED = 2
"""The read version of a file that has a write-ahead log (sqlite.org/fileformat.html, 1.3.4)."""

_FIRST_TABLES = frozenset(("messages", "facts", "beginning"))
_TABLES = _FIRST_TABLES | {"editions"}
_UNMARKED = {1: _FIRST_TABLES, 2: _TABLES, 3: _TABLES}
"""The tables of the versions that had no application id."""


def is_absent(file: Path) -> bool:
    """Whether nothing is there. Raises OSError, or OperationError, if that can't be known."""
    try:
        file.stat()
    except FileNotFoundError:
        return True
    except ValueError:
        raise OperationError(f"{file}: đường dẫn không dùng được") from None
    return False


def reading(file: Path) -> sqlite3.Connection:
    """The register in today's tables; neither it nor anything beside it is written.

    Where there is none it is an empty one, and one of an earlier version a copy, both in memory.
    """
    if is_absent(file):
        return _begun()
    db = _untouched(file)
    with _closed_on_failure(db):
        if _version(db, file) == len(MIGRATIONS):
            return db
        with closing(db):
            copy = _copy(db)
    with _closed_on_failure(copy):
        _migrate(copy)
    return copy


def writing(file: Path) -> sqlite3.Connection:
    """The register in today's tables, its owner's alone; a new one where there is no file."""
    if is_absent(file):
        with closing(_begun()) as db, suppress(FileExistsError):
            begin(file, db.serialize())
    with closing(_untouched(file)) as db:
        _version(db, file)
    for name in ("", "-wal", "-shm", "-journal"):
        narrow(_beside(file, name))
    db = _connected(file, "mode=rw")
    with _closed_on_failure(db):
        db.execute("PRAGMA synchronous = EXTRA")
        db.execute("PRAGMA foreign_keys = ON")
        with suppress(sqlite3.OperationalError):  # somebody keeps the log; it goes another time
            db.execute("PRAGMA journal_mode = DELETE")
        _migrate(db)
    return db


def own_lock(file: Path) -> Path:
    """What the one run of the moment holds: an empty file beside the register.

    It must be its owner's alone: who can open it can hold it, and nobody would ever be told.
    """
    empty, owner = lock_file(file), _place(file).stat()
    with suppress(FileExistsError):
        make_file(empty, owner)
    there = empty.lstat()
    ours = there.st_uid in (owner.st_uid, user()) and not there.st_size
    if ours and stat.S_ISREG(there.st_mode):
        narrow(empty)
        if not exposed(empty):
            return empty
    raise OperationError(f"{file}: {empty} không phải tệp khóa của riêng chủ sổ; hãy xóa nó")


def lock_file(file: Path) -> Path:
    """Where the lock of the register is."""
    return _beside(file, ".lock")


def begin(file: Path, content: bytes) -> None:
    """Put a register with that content where there is none, whole at once.

    Raises FileExistsError where another process was quicker; its register stays.
    """
    place = _place(file)
    make_folder(place.parent)
    descriptor, name = mkstemp(dir=place.parent, prefix=".luanphien-")
    try:
        with os.fdopen(descriptor, "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        give_to(Path(name), place.parent.stat())
        _take_place(name, place)
    finally:
        Path(name).unlink(missing_ok=True)


def _take_place(name: str, place: Path) -> None:
    """Let the file have that place too; FileExistsError if something is there.

    A link is made or not in one step. Some disks know none; there, who comes first is only looked
    up.
    """
    try:
        os.link(name, place)
    except FileExistsError:
        raise
    except OSError as error:
        if place.exists():
            raise FileExistsError(place) from error
        os.replace(name, place)  # noqa: PTH105 - as os.link


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; the only one that writes."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if db.in_transaction:  # a full disk has rolled back already
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _place(file: Path) -> Path:
    return Path(os.path.realpath(file))


def _beside(file: Path, ending: str) -> Path:
    place = _place(file)
    return place.with_name(place.name + ending)


def _connected(file: Path, how: str) -> sqlite3.Connection:
    place = f"{uri(_place(file))}?{how}"
    return sqlite3.connect(place, timeout=BUSY_SECONDS, isolation_level=None, uri=True)


def uri(place: PurePath) -> str:
    """The absolute path as SQLite wants it (sqlite.org/uri.html): no hosts.

    A share of Windows is file:////server/share, where `as_uri` has the server for a host.
    """
    path = place.as_posix()
    return f"file://{'' if path.startswith('/') else '/'}{quote(path, safe='/:')}"


@contextmanager
def _closed_on_failure(db: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        db.close()
        raise


def _untouched(file: Path) -> sqlite3.Connection:
    """Some SQLite file, to be read as it stands; OperationError if it is none."""
    logged = _header(file)[_READ_VERSION] == _LOGGED
    if _beside(file, "-wal").exists():
        return _recovered(file)
    # Without a log beside it nobody is writing, and SQLite needs no file of its own to read.
    db = _connected(file, "mode=ro&immutable=1" if logged else "mode=ro")
    with _closed_on_failure(db):
        try:
            db.execute("PRAGMA schema_version")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_READONLY_ROLLBACK":
                raise
            db.close()
            return _recovered(file)
    return db


def _header(file: Path) -> bytes:
    """The beginning of the file; OperationError if it is not that of an SQLite file.

    It is read before SQLite opens the file: whoever closes a file gives up all locks that his
    process has on it (fcntl).
    """
    there = file.stat()
    regular = stat.S_ISREG(there.st_mode)
    if regular and not there.st_size:
        raise OperationError(
            f"{file}: tệp rỗng, không phải sổ; hãy khôi phục bản sao lưu, hoặc xóa tệp này để bắt "
            "đầu sổ mới"
        )
    if not regular and not stat.S_ISDIR(there.st_mode):  # a pipe would never end
        raise _not_ours(file)
    with file.open("rb") as content:
        header = content.read(100)
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise _not_ours(file)
    return header


def _not_ours(file: Path) -> OperationError:
    return OperationError(
        f"{file}: không phải sổ theo dõi của luanphien, hoặc đã hỏng; xem lại --state, hoặc khôi "
        "phục bản sao lưu"
    )


def _recovered(file: Path) -> sqlite3.Connection:
    """What the file holds once SQLite has put right, in a copy, what a killed process has left."""
    with TemporaryDirectory() as folder:
        copied = Path(folder, "register.sqlite")
        for ending in ("", "-wal", "-journal"):
            with suppress(FileNotFoundError):
                copyfile(_beside(file, ending), f"{copied}{ending}")
        with closing(sqlite3.connect(copied)) as db:
            return _copy(db)


def become(file: Path, db: sqlite3.Connection, other: sqlite3.Connection) -> None:
    """Let the file, open as `db`, hold what the other register holds, in one transaction.

    Whoever else has it open sees that from his next transaction on. OperationError if somebody
    keeps it locked.
    """
    other.backup(db, progress=_patience(file))


def whole(file: Path, db: sqlite3.Connection) -> bytes:
    """All that the file, open as `db`, holds at this moment, whoever writes to it, as content.

    OperationError if somebody keeps it locked.
    """
    with closing(sqlite3.connect(":memory:")) as copy:
        db.backup(copy, progress=_patience(file))
        return copy.serialize()


def _patience(file: Path) -> Callable[[int, int, int], None]:
    """What ends the waiting of `backup`, which of itself tries for ever."""
    ends = monotonic() + BUSY_SECONDS

    def wait(*_: int) -> None:
        if monotonic() > ends:
            raise OperationError(f"{file}: sổ đang bận, hãy thử lại")

    return wait


def records(db: sqlite3.Connection) -> frozenset[bytes]:
    """What is recorded, but for the runs: a digest of each row of each table.

    The key is no record: one is made with each register.
    """
    tables = _tables(db) - {"runs", "message_key"}
    rows = ((table, row) for table in tables for row in db.execute(f'SELECT * FROM "{table}"'))
    return frozenset(sha256(repr(row).encode()).digest() for row in rows)


def _copy(db: sqlite3.Connection) -> sqlite3.Connection:
    memory = sqlite3.connect(":memory:", isolation_level=None)
    with _closed_on_failure(memory):
        db.backup(memory)
    return memory


def _version(db: sqlite3.Connection, file: Path) -> int:
    """The version of the register's tables; OperationError if it is none that can be used."""
    db.execute("BEGIN")  # all of one moment: another process may be at the tables
    try:
        (application,) = db.execute("PRAGMA application_id").fetchone()
        version, tables = _user_version(db), _tables(db)
    finally:
        db.execute("ROLLBACK")
    if application != APPLICATION_ID:
        if application or _UNMARKED.get(version) != tables:
            raise _not_ours(file)
    elif version > len(MIGRATIONS):
        raise OperationError(f"{file}: sổ của một phiên bản luanphien mới hơn")
    elif version in _UNMARKED or not tables >= _TABLES:
        raise OperationError(f"{file}: {BROKEN}")
    return version


def _user_version(db: sqlite3.Connection) -> int:
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    return version


def _tables(db: sqlite3.Connection) -> frozenset[str]:
    query = "SELECT name FROM sqlite_schema WHERE type = 'table'"
    names = (name for (name,) in db.execute(query))
    return frozenset(name for name in names if not name.startswith("sqlite_"))


def is_as_made(db: sqlite3.Connection) -> bool:
    """Whether its tables, indexes and triggers are those of a new register, to the letter.

    SQLite's own check does not look: a damaged definition is found by the first who writes.
    """
    with closing(_begun()) as new:
        return _definitions(db) == _definitions(new)


def _definitions(db: sqlite3.Connection) -> set[tuple[str, bytes | None]]:
    query = "SELECT name, CAST(sql AS BLOB) FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'"
    return set(db.execute(query))


def _begun() -> sqlite3.Connection:
    """A register in which nothing stands, in memory."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    with _closed_on_failure(db):
        _migrate(db)
    return db


def _migrate(db: sqlite3.Connection) -> None:
    if _user_version(db) == len(MIGRATIONS):
        return
    db.create_function("new_key", 0, lambda: token_bytes(KEY_BYTES))
    with transaction(db):
        for step in range(_user_version(db), len(MIGRATIONS)):
            for statement in _statements(MIGRATIONS[step]):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {step + 1}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: executescript would commit on its own."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
