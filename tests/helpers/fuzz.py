"""Hostile configurations and registers, every command, and independent judges of what comes out.

    python -m tests.helpers.fuzz [N [SEED[:FIRST]]]

A mutant is a shipped configuration changed in one place, now and then in several, or a sound
register that was damaged. A sample of the commands runs on it in this process, and is judged: no
exception, a plausible exit status in time, nothing changed but what the command is to change, and
output that parsers of others read as it was meant. MUTATIONS, TEXTS, DAMAGES and ROWS say what is
tried, TRIED which commands, JUDGES by whom output is read. `python -m tests.helpers.fuzz 1 SEED:N`
runs mutant N of a seed again.
"""

# ruff: noqa: SIM905 - many words are read more easily without quotation marks
from __future__ import annotations

import csv
import json
import re
import shlex
import shutil
import signal
import socket
import sqlite3
import sys
import tarfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import chdir, closing, contextmanager, suppress
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from email.utils import getaddresses
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from io import BytesIO, StringIO
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, get_args
from unicodedata import category, normalize
from unittest import mock
from xml.etree import ElementTree
from zipfile import ZipFile

import vobject
import yaml
from docx import Document as WordFile
from icalendar import Calendar
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from luanphien.core.facts import Channel, Counts, Document, Fact, FactKind
from luanphien.register import Register
from tests.helpers.command_line import CONFIG, Called, in_process
from tests.helpers.mail_server import Server, running
from tests.helpers.webhook import TOKEN, Webhook, listening

SECONDS = 5
"""How long a command may take."""

# ------------------------------------------------------------------ what is put in

# fmt: off
SURNAMES = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Ngô Dương Lý".split()
MIDDLE = "Văn Thị Quốc Minh Như Thanh Hữu Ngọc Đức Thuý".split()
GIVEN = "An Ý Ô Châu Hằng Nghĩa Tuấn Hường Quyền Trường Duyên Ân Yến Uyên".split()

# What would be markup is called fuzz, so that whatever of that name is no text stems from data.
HOSTILE = (
    "<x-fuzz onfuzz=1>fuzz</x-fuzz>", '"><script>fuzz</script>', "' onfuzz='1", "<!-- fuzz", "]]>",
    "&lt;x-fuzz&gt; &amp; &#60;", "javascript:fuzz", "*fuzz*", "**fuzz**", "`fuzz`", "~~fuzz~~",
    "[fuzz](fuzz)", "![fuzz](fuzz)", "# fuzz", "> fuzz", "7. fuzz", "---", "===", "| fuzz |",
    "fuzz\\", "<https://fuzz.lan>", "=1+1", "+1+1", "-1+1", "@fuzz", '"', '","', ";", ":", "&fuzz",
    "fuzz\\nfuzz;,:", "BEGIN:VEVENT", 'fuzz^n^"', "fuzz: fuzz #fuzz", "%s %(x)s {0} ${HOME}",
    "=?utf-8?q?An=0d=0aReply-To:_fuzz@fuzz.lan?=", "=?utf-8?b?QW4NClJlcGx5LVRvOiBmdXp6?=",
    "=?utf-8?q?An?=", "An, fuzz@fuzz.lan", '"An" <fuzz@fuzz.lan>', "An (fuzz)", "An: fuzz;",
    "An\r\nReply-To: fuzz@fuzz.lan", "An\nfuzz", "An\0fuzz", "\x1b[31mfuzz", "\x7f", "\x85",
    "An\u2028Ba", "An\u2029| Ba |", "\u200b", "An\u200bBa", "\u202eAn", "\u2066An", "\ud800",
    "\ufffe", "\u0301", "\ufeffAn", "An\u00a0Ba", "𝕬𝖓 😀", "x" * 300, "x" * 301, "x" * 10_000,
    "ề" * 300, "W " * 150, normalize("NFD", "Nguyễn Thị Hường"), "Nguyễn Như Ý", "Vũ Ô", "no",
    "{{ 7 * 1911911 }}", "{# fuzz #}", "{% for x in y %}", "../../fuzz", "/dev/null", "~", "a\\b",
    "", " ", "null", "[]",
)
RETYPED: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**30, "", [], {}, ["stc"], {"id": "stc"}, [[[[]]]], "2024-02",
)
DATES = (
    "1900-12-31", "1901-01-01", "2100-12-31", "2101-01-01", "9999-12-31", "0001-01-01", "2024-1-1",
    "2023-02-29", "2024-02-29", "2024-13-01", "2024-02", "2024-02-08..2024-02-01", "1901-01",
    "2024-01-01..2024-12-31", "2024-02-28..2024-03-01", "2100-12", "9999-12",
)
LOCAL = (
    "ấ", "a..b", ".a", "a.", '"a b"', "a\u200bb", "a\x01b", "a\u2028b", "x" * 64, "x" * 65,
    "a?cc=fuzz", "a%0d%0a", "a&b", "a+b", "a'b", "a/b", "=?utf-8?q?a?=", "a\r\nfuzz", "=1", "a|b",
)
ADDRESSES = (
    *(f"{local}@so-mau.lan" for local in LOCAL), "a@so..lan", "a@-so.lan", f"a@{'x' * 63}.lan",
    f"a@{'x' * 64}.lan", "a@b", "a@[127.0.0.1]", "An <a@so-mau.lan>", "a@so-mau.lan, b@so-mau.lan",
    "A@SO-MAU.LAN", "a@so-mau.example",
)
FIELDS: dict[str, tuple[Any, ...]] = {
    "email": ADDRESSES,
    "sender": ADDRESSES,
    "host": ("x..y", f"{'x' * 64}.lan", "localhost", "smtp.so-mau.lan", "::1", "ấ.lan", "x y", "-"),
    "port": (0, 1, 65535, 65536),
    "security": ("none", "starttls", "tls"),
    "website": ("javascript:fuzz", 'https://a.lan/"onfuzz=1', "https://a.lan/", "https://a"),
    "phone": ("0000 000 000", "0900 000 000", "+84 000 000 000", "0", "=1+1", "000-000-000", "x"),
    "holidays": ("../x.yaml", "/dev/null", "/proc/self/environ", ".", "agencies.yaml", "x" * 300),
    "id": ("x", "x" * 40, "x" * 41, "index", "con", "X", "../x", "a--b", "luanphien", "-"),
    "closes": ("00:00", "23:59", "24:00", "07:29", "7:30", "07:30:00"),
    "opens": ("00:00", "23:59", "17:00", "17:01"),
    "months": (0, 1, 2, 3, 5, 12, 13),
    "send_ahead": (3, 5, 60, 61),
    "working_days": (2, 3, 4, 30, 31),
    "before_shift": (0, 1, 5, 30, 31, -1),
    "before_handover": (0, 3, 30, 31),
    "counting": ("clear-days", "days"),
    "on_call": ("true", "false", "yes"),
    "status": ("announced", "proposed", "forecast"),
}
# fmt: on
WORDS = frozenset(
    "name short_name title address basis reason superior symbol place signer signer_title archive "
    "unit regulation source".split()
)
"""The keys of a configuration that hold any text."""

_DATE = re.compile(r"\d{4}-\d\d(-\d\d)?(\.\.\d{4}-\d\d-\d\d)?")

Tree = Any
Leaf = tuple[Any, Any]
"""A mapping or list, and the key or index of one of its values."""


def places(tree: Tree) -> Iterator[Leaf]:
    """Every value below the root."""
    for key, value in list(tree.items() if isinstance(tree, dict) else enumerate(tree)):
        yield tree, key
        if isinstance(value, dict | list):
            yield from places(value)


def leaves(tree: Tree, wanted: Callable[[Any, str], bool]) -> list[Leaf]:
    """The texts of which `wanted`, asked with key and text, is true."""
    texts = (place for place in places(tree) if isinstance(place[0][place[1]], str))
    return [place for place in texts if wanted(place[1], place[0][place[1]])]


def _put(random: Random, where: list[Leaf], values: Any) -> str:
    inside, key = random.choice(where)
    old, inside[key] = inside[key], deepcopy(random.choice(values))
    return f"{key}: {old!r} -> {inside[key]!r}"


def retype(random: Random, tree: Tree) -> str:
    return _put(random, list(places(tree)), RETYPED)


def text(random: Random, tree: Tree) -> str:
    return _put(random, leaves(tree, lambda key, _: key in WORDS), HOSTILE)


def everywhere(random: Random, tree: Tree) -> str:
    keys = random.choice((WORDS, WORDS, {"name"}, {"email"}, {"phone"}))
    value = random.choice(HOSTILE if keys <= WORDS else FIELDS[next(iter(keys))])
    for inside, key in leaves(tree, lambda key, _: key in keys):
        inside[key] = value
    return f"every {'text' if keys is WORDS else keys}: {value!r}"


def field(random: Random, tree: Tree) -> str:
    wanted = random.choice(list(FIELDS))
    inside, key = random.choice(leaves(tree, lambda key, _: key == wanted))
    if key == "host":
        inside["security"] = "starttls"  # without it, only this machine is a valid host
    return _put(random, [(inside, key)], FIELDS[key])


def day(random: Random, tree: Tree) -> str:
    inside, key = random.choice(leaves(tree, lambda _, text: bool(_DATE.fullmatch(text))))
    values = list(DATES)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", inside[key]):
        near = date.fromisoformat(inside[key])
        values += [str(near + timedelta(days=days)) for days in (-31, -1, 1, 2, 31)] * 4
    elif "." not in inside[key]:
        values = [f"{year}-{month:02}" for year in (2023, 2024, 2025) for month in range(1, 13)]
    return _put(random, [(inside, key)], values)


def name(random: Random, tree: Tree) -> str:
    where = leaves(tree, lambda key, _: key in ("name", "short_name", "signer"))
    return _put(random, where, [vietnamese(random), normalize("NFD", vietnamese(random))])


def exchange(random: Random, tree: Tree) -> str:
    ids = leaves(tree, lambda key, text: key != "name" and bool(re.fullmatch("[a-z-]+", text)))
    (one, a), (other, b) = random.sample(ids, 2)
    one[a], other[b] = other[b], one[a]
    return f"exchanged {one[a]!r} and {other[b]!r}"


def move(random: Random, tree: Tree) -> str:
    source, key = random.choice(list(places(tree)))
    return _put(random, list(places(tree)), [deepcopy(source[key])])


def delete(random: Random, tree: Tree) -> str:
    inside, key = random.choice(list(places(tree)))
    return f"deleted {key}: {inside.pop(key)!r:.60}"


def shuffle(random: Random, tree: Tree) -> str:
    inside, key = random.choice([p for p in places(tree) if isinstance(p[0][p[1]], list)])
    random.shuffle(inside[key])
    return f"shuffled {key}"


def repeat(random: Random, tree: Tree) -> str:
    inside, key = random.choice([p for p in places(tree) if isinstance(p[0], list)])
    times = random.choice((1, 1, 1, 3, 200))
    inside[key:key] = [deepcopy(inside[key]) for _ in range(times)]
    if random.random() < 0.7:
        for n, entry in enumerate(inside[key : key + times]):
            if isinstance(entry, dict) and "id" in entry:
                entry["id"] = f"{entry['id']}-{n}"
    return f"repeated [{key}] {times} times"


MUTATIONS: dict[Callable[[Random, Tree], str], int] = {
    text: 8, field: 6, day: 5, name: 4, everywhere: 3, exchange: 3, delete: 3,
    repeat: 2, shuffle: 2, retype: 2, move: 1,
}  # fmt: skip
"""Changes of a configuration's structure, with their weights; each says what it did."""
DAYS_TOO = (text, day, delete, retype)
"""Those for the file of days off."""


def _flipped(random: Random, content: bytes) -> bytes:
    flipped = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 8)) if content else 0):
        flipped[random.randrange(len(content))] = random.randrange(256)
    return bytes(flipped)


def _lines(random: Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    n = random.randrange(len(lines))
    line = lines[n]
    lines[n] = random.choice((b"", line * 2, b" " + line, b"\t" + line, line[1:], line.strip()))
    return b"".join(lines)


def _marked(random: Random, content: bytes) -> bytes:
    marks = "&a *a !!python/object:fuzz !fuzz !!binary | >- ? <<: % `".split()
    spots = [found.end() for found in re.finditer(rb": ", content)]
    for spot in sorted(random.sample(spots, 2), reverse=True):
        content = content[:spot] + random.choice(marks).encode() + b" " + content[spot:]
    return content


def _inserted(random: Random, content: bytes) -> bytes:
    what = random.choice((b"\0", b"\x07", b"\xed\xa0\x80", b"\xff", b"\xe2\x80\xa8", b"[" * 5000))
    spot = random.randrange(len(content) + 1)
    return content[:spot] + what + content[spot:]


TEXTS: dict[str, Callable[[Random, bytes], bytes]] = {
    "flipped": _flipped,
    "a line": _lines,
    "marks": _marked,
    "inserted": _inserted,
    "cut": lambda random, content: content[: random.randrange(len(content))],
    "BOM": lambda _, content: b"\xef\xbb\xbf" + content,
    "UTF-16": lambda _, content: content.decode().encode("utf-16"),
    "CRLF": lambda _, content: content.replace(b"\n", b"\r\n"),
    "NFD": lambda _, content: normalize("NFD", content.decode()).encode(),
    "twice": lambda _, content: content + b"---\n" + content,
    "bomb": lambda _, content: b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n" + content,
}
"""Changes of a configuration's bytes."""


def _whole(_: Random, content: bytes) -> bytes:
    return content


def _page(random: Random, content: bytes) -> bytes:
    start = 4096 * random.randrange(len(content) // 4096)
    return content[:start] + random.randbytes(4096) + content[start + 4096 :]


DAMAGES: dict[str, Callable[[Random, bytes], bytes]] = {
    "flipped": _flipped,
    "page": _page,
    "cut": lambda random, content: content[: random.randrange(100, len(content))],
    "100 bytes": lambda _, content: content[:100],
    "junk behind": lambda random, content: content + random.randbytes(5000),
    # What follows is no register at all: nothing may be read from it, nothing written to it.
    "refused: empty": lambda _, content: b"",
    "refused: 1 byte": lambda _, content: content[:1],
    "refused: text": lambda _, content: "Ghi chú của ai đó\n".encode() * 200,
}
"""Changes of a register's bytes."""
VALUES = (
    "NULL '' 'x' 5 -1 1e99 x'ff00' CAST(x'ff'AS/**/TEXT) '2024-02-30' '2024-01-31T08:00:00' "
    "'9999-12' '2024-13' '9999-12-31T23:59:59+00:00' '0001-01-01T00:00:00+07:00' '{' '[]' '{}' "
    "'null' '[1]' '{\"x\":1}' '{\"received\":\"x\"}' char(27)||'[31m' 'a'||char(10)||'b' "
    "'<x-fuzz>'"
).split()
COLUMNS = {
    "facts": "at kind shift digest channel recipient message_id by note since outgoing incoming "
    "counts outgoing_agency incoming_agency entered_at says agency document attached "
    "counts_by_agency",
    "files": "sha256 content",
    "messages": "id at content",
    "editions": "uid number at cancelled event",
    "beginning": "on_day",
}
ROWS = (
    *(f"DROP TABLE {table}" for table in COLUMNS),
    *(f"DELETE FROM {table}" for table in COLUMNS),
    *(f"PRAGMA user_version = {version}" for version in (-1, 0, 1, 2, 99)),
    "INSERT INTO beginning VALUES ('2024-06-01')",
    "UPDATE beginning SET on_day = '2099-01-01'",
    "ALTER TABLE facts DROP COLUMN note",
    "CREATE TABLE khach (ten TEXT)",
)
"""Changes of a register's tables, beside any of VALUES in any of COLUMNS."""


def damaged(random: Random, content: bytes, file: Path) -> str:
    """Write the register's content, changed in one way, and say which; refused ones say so."""
    way = random.choice([*DAMAGES, *["rows"] * 2, *["values"] * 3, "refused: foreign"])
    file.write_bytes(DAMAGES.get(way, _whole)(random, content))
    script: list[str] = []
    if way == "rows":
        script = [random.choice(ROWS)]
    elif way == "values":
        table = random.choice([*COLUMNS, "facts", "facts"])
        column, value = random.choice(COLUMNS[table].split()), random.choice(VALUES)
        script = [
            f"CREATE TABLE loose AS SELECT * FROM {table}",  # without any constraint
            f"DROP TABLE {table}",
            f"ALTER TABLE loose RENAME TO {table}",
            f"UPDATE {table} SET {column} = {value} WHERE rowid % {random.choice((1, 3))} = 0",
        ]
    elif way == "refused: foreign":
        file.unlink()
        table = random.choice(("khach", "facts", "android_metadata"))
        script = [f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, ten TEXT)"]
        script.append(f"PRAGMA user_version = {random.choice((0, 3))}")
    if script:
        with closing(sqlite3.connect(file)) as db, db:
            triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for (name,) in db.execute(triggers).fetchall():
                db.execute(f"DROP TRIGGER {name}")
            for statement in script:
                db.execute(statement)
    return f"{way} {'; '.join(script)}"


def vietnamese(random: Random) -> str:
    """A name of three or four syllables."""
    return " ".join(map(random.choice, (SURNAMES, *[MIDDLE] * random.choice((1, 2)), GIVEN)))


# ------------------------------------------------------------------ what is run

# Plausible exit statuses with a valid configuration and a sound register, and the command, one of
# the words between bars. LUANPHIEN_CONFIG and LUANPHIEN_STATE name the mutant's files.
HOOKS = "nhom", "refusing", "failing", "silent"
"""The addresses of a group: what takes a post, and what does not."""
SEND = "0124 notify --next --send --today {month_end}"
TRIED = """
02   check --today {day}
02   schedule {period} --today {day} --format table|json|csv|markdown
02   schedule {period} --agency {agency}
02   schedule {period} --person {person}
02   schedule {period} --today {day} --signer {text} -o x.docx|x.html|x.md|x.txt
02   schedule {period} --today {day} --annex --number {text} -o x.docx|x.txt
02   schedule {period} --person {person} -o x.xlsx|x.csv|x.json
02   today --today {day} --format panel|json
02   notify --next --today {day}
02   notify --shift {shift} --format text|zalo
02   notify --shift {shift} --number {text} --signer {text} -o x.docx|x.html|x.md|x.txt
0124 notify --next --send --today {month_end}|{day}
0124 notify --next --send --dry-run --today {month_end}
02   handover --next --today {day} --number {text}
02   handover --next --today {day} -o x.docx|x.html|x.md|x.txt
02   handover --shift {shift} -o x.docx|x.html|x.md|x.txt
02   replace --shift {shift} --officer {person} --reason {text}
02   replace --shift {shift} --officer {person} --reason {text} --unit {text} -o x.docx|x.txt
0    register list --format table|json|csv|markdown
0    register check
02   register notice --shift {shift} --by {text} --today {day}
12   register sign --shift {shift} --number 12 --file x.pdf --by {text} --today {day}
02   register told --shift {shift} --person {person} --by {text} --today {day}
02   register ack --shift {shift} --by {text} --note {text} --today {day}
02   register handover --shift {shift} --by {text} --fees 1.250 --today {day}
02   register handover --shift {shift} --by {text} --counts {agency}=1/2/3 --today {day}
02   register replace --shift {shift} --officer {person} --reason {text} --by {text} --today {day}
02   register export -o x.docx|x.xlsx|x.csv|x.json --today {day}
012  inbox --today {day}
02   report {period} --today {day} --format table|json|csv
02   report {period} --fairness --today {day} --format table|json|csv
02   report {period} --fairness --today {day} -o x.docx|x.html|x.md|x.txt|x.xlsx|x.csv|x.json
02   report {period} --today {day} --signer {text} -o x.docx|x.html|x.md|x.txt
02   report {period} --today {day} -o x.xlsx|x.csv|x.json
02   export-ics {period} -o - --only shifts,notices,handovers,holidays
02   export-ics --today {day} --agency {agency} -o x.ics
02   export-ics --today {day} --person {person} --no-contacts
02   export-ics --today {day} --person {person} --new-address
02   publish -o site --no-pdf --today {near}
02   publish {period} -o site --no-pdf --today {near}
02   contacts --on {day} --format table|json|csv|markdown|vcard
02   contacts --on {day} --agency {agency}
02   contacts --on {day} -o x.xlsx
02   contacts --zalo --on {day} --format vcard
02   explain {period}|{day}
02   holidays 2024|2026|2099|{year} --format table|json|csv|markdown
02   diff {shipped} --today {near} --format table|json
2    diff HEAD
02   diff @{near}
0    history --format table|json|csv|markdown
0123 change absence --person {person} --days {day} --reason {text} --today {near} --dry-run
0123 change absence --from x.csv --today {near} --dry-run
0123 change substitute --shift {shift} --since {day} --person {person} --today {near} --dry-run
0123 change substitute --shift {shift} --since {day} --until {day} --person {person} --dry-run
0123 change agency --shift {shift} --agency {agency} --basis {text} --today {near} --dry-run
0123 change person --name {text} --title {text} --today {near} --dry-run
0123 change day-off --days {day} --name {text} --source {text} --today {near} --dry-run
0123 change remove people[0]|absences[0]|days[1]|rotations[0]|swaps[0] --today {near} --dry-run
02   roster request --year 2099 -o . --today {day}
012  roster submit --year 2024 -o .
012  roster approve --year 2024 --basis {text} --dry-run
0123 roster read x.csv --effective {day} --basis {text} --today {near} --dry-run
012  init new
012  init new --ask --today {day}
012  init new --centre {text} --agency {text} --agency {text} --effective {day}
012  doctor --today {day} --format table|json
01   backup x.tar.gz
01   restore x.tar.gz --config new
"""
# `publish` and `diff` are asked about near days only: their work grows with the years up to then.
WITHOUT_CONFIGURATION = ("register list", "register check", "history", "init", "restore")
ANSWERS_ANYWAY = ("check", "schedule", "today", "contacts", "holidays", "explain", "diff", "init")
"""What says its own although the register can't be read."""
RECORDS = ("register notice", "register sign", "register ack", "register told", "register handover",
           "register replace", "export-ics", "publish", "restore",
           "notify --next --send --today")  # fmt: skip
"""What writes to the register."""
WRITES = {
    "roster": r"((cong-van-danh-sach|danh-sach)-2099[a-z0-9-]*\.(docx|xlsx))"
    r"|(to-trinh-danh-sach-2024(-quyet-dinh)?\.docx)",
    "export-ics": r"luanphien\.ics|x\.ics",
    "publish": r"\.?site.*|\.luanphien\.lock",
    "init": "new/.*",
    "restore": "new/.*",
    "backup": r"x\.tar\.gz",
}
"""What a command writes that names no file, or more than it names."""
KEYS = {
    "schedule": {"centre", "shifts"}, "today": {"today", "shift", "agency", "stint", "next_notice"},
    "register": {"facts"}, "contacts": {"on", "contacts"}, "diff": {"changes"},
    "history": {"versions"},
    "report": {"centre", "period", "agencies", "people"},
    "holidays": {"year", "holidays", "disagreements"}, "luanphien.json": {"centre", "shifts"},
    "doctor": {"sound", "findings"},
}  # fmt: skip
ENVIRONMENTS: tuple[dict[str, str], ...] = (
    *({},) * 4, {"COLUMNS": "40"}, {"COLUMNS": "0"}, {"COLUMNS": "²"}, {"NO_COLOR": "1"},
    {"SOURCE_DATE_EPOCH": "1704067200"},
)  # fmt: skip
ANSWERS = "Trung tâm\nSở Một\n\n\n"
"""What `init --ask` is told."""
ODD_DAYS = ("1901-01-01", "2100-12-31", "9000-12-31", "9999-12-31", "0001-01-01")
FAULTS = (*(None,) * 8, "rcpt 451", "data 451", "drop before", "drop after")

# ------------------------------------------------------------------ who judges


class Names(NamedTuple):
    """What the configuration says, white space squeezed; `pairs` are names and addresses."""

    centre: str
    sender: str
    known: frozenset[str]
    shorts: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]
    private: frozenset[str]


def squeezed(text: Any) -> str:
    """The text with its white space as single spaces, which is what a line of output may do."""
    return " ".join(str(text or "").split())


def names(tree: Tree) -> Names:
    """The names in a valid configuration's data."""
    agencies, people = tree["agencies"], tree.get("people") or []
    centre = {**tree["centre"], "name": squeezed(tree["centre"]["name"])}
    everybody = [centre, *agencies, *people]
    away = [*(tree.get("absences") or ()), *(tree.get("substitutions") or ())]
    private = {one.get("reason") or "" for one in away} | {one.get("email") or "" for one in people}
    public = "\n".join(
        inside[key] for inside, key in leaves(tree, lambda key, _: key not in ("reason", "email"))
    ) + "".join(one.get("email") or "" for one in (centre, *agencies))
    return Names(
        centre["name"],
        (tree.get("mail") or {}).get("sender") or centre.get("email") or "",
        frozenset(squeezed(one["name"]) for one in everybody),
        tuple(squeezed(one.get("short_name") or one["name"]) for one in agencies),
        frozenset((squeezed(one["name"]), one["email"]) for one in everybody if one.get("email")),
        frozenset(one for one in private if len(one) > 8 and one not in public),
    )


def judge_json(content: bytes, _: Names | None, source: str) -> None:
    data = json.loads(content.decode())
    assert KEYS[source] <= set(data), f"keys are missing: {KEYS[source] - set(data)}"


def judge_csv(content: bytes, _: Names | None, _source: str) -> None:
    assert content.startswith(b"\xef\xbb\xbf"), "no byte order mark"
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    assert len({len(row) for row in rows}) == 1, "rows of different lengths"
    cells = [cell for row in rows for cell in row]
    formulas = [cell for cell in cells if cell[:1] in set("=+-@\t\r") and not _is_number(cell)]
    assert not formulas, f"a formula: {formulas[0]:.40}"


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"-?\d+([.,]\d+)?", cell))


def judge_md(content: bytes, _: Names | None, _source: str) -> set[str]:
    text = content.decode()
    tokens = [one for token in _MARKDOWN.parse(text) for one in (token, *(token.children or ()))]
    kinds = {token.type for token in tokens}
    assert not kinds & _FROM_DATA, f"data became markup: {kinds & _FROM_DATA}"
    for token, following in pairwise(tokens):
        if token.type in ("em_open", "strong_open", "heading_open"):
            assert following.content != "fuzz", f"data became markup: {token.type}"
        if token.type == "list_item_open":
            assert following.type == "paragraph_open", f"data became markup: {following.type}"
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    assert headings in ([], ["h1"]), f"data became markup: {headings}"
    return kinds


_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_FROM_DATA = frozenset(
    "html_block html_inline link_open image code_inline s_open code_block fence hr "
    "blockquote_open".split()
)
"""What no document has of its own."""


def judge_markdown(content: bytes, known: Names | None, source: str) -> None:
    kinds = judge_md(content, known, source)
    assert "table_open" in kinds, "no table"
    marked = {kind for kind in kinds if not re.match("t(able|head|body|r|d|h)_|text|inline", kind)}
    assert not marked, f"more than a table: {marked}"
    widths = {len(re.findall(r"(?<!\\)\|", line)) for line in content.decode().split("\n") if line}
    assert len(widths) == 1, "rows of different lengths"


class _Html(HTMLParser):
    VOID = frozenset("meta link br hr img input col area base wbr".split())

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        foreign = [name for name, _ in attrs if "fuzz" in name]
        assert "fuzz" not in tag, f"data became markup: {tag}"
        assert not foreign, f"data became markup: {foreign}"
        for name, value in attrs:
            assert not (name in ("href", "src") and (value or "").startswith("javascript:")), value
            if (value or "").startswith("mailto:"):
                assert not set("?&\r\n\u2028") & set(value or ""), f"mailto: {value}"
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice in {tag}"
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert [tag] == self.open[-1:], f"</{tag}> closes something else"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        raw = self.open and self.open[-1] in ("script", "style")
        assert not (raw and "fuzz" in data), "data became script or style"
        if not raw:
            self.text.append(data)

    def handle_comment(self, data: str) -> None:
        assert "fuzz" not in data, "data became a comment"


def judge_html(content: bytes, known: Names | None, _source: str) -> None:
    text = squeezed(" ".join(_Html(content.decode()).text)).casefold()
    if known:
        assert known.centre.casefold() in text, "the centre's name is not there as text"


def judge_ics(content: bytes, known: Names | None, _source: str) -> None:
    lines = content.split(b"\r\n")
    assert lines[-2:] == [b"END:VCALENDAR", b""], "no end"
    assert max(map(len, lines)) <= 75, "a line of more than 75 octets"
    assert not any(b"\r" in line or b"\n" in line for line in lines), "a bare line break"
    calendar, other = Calendar.from_ical(content), vobject.readOne(content.decode())
    # What is gone says no more than that; so do days that only a reason has parted.
    names = ("uid", "summary", "description", "status")
    events = [tuple(str(e.get(n, "")) for n in names) for e in calendar.walk("VEVENT")]
    others = [
        tuple(e.getChildValue(n, "") for n in names) for e in getattr(other, "vevent_list", ())
    ]
    assert events == others, "two parsers read two things"
    assert len({uid for uid, *_ in events}) == len(events), "a UID twice"
    if known:
        title = squeezed(str(calendar.get("X-WR-CALNAME", "")).partition(": ")[2])
        assert not title or title in known.known, f"the calendar's name is {title:.60}"
        for _, summary, _, status in events:
            if summary.startswith("Trực: ") and status != "CANCELLED":
                whose = squeezed(summary.removeprefix("Trực: "))
                assert whose.startswith((*known.shorts, *known.known)), f"who is {whose:.60}"


def judge_vcard(content: bytes, known: Names | None, _source: str) -> None:
    assert max(map(len, content.split(b"\r\n"))) <= 75, "a line of more than 75 octets"
    cards = list(vobject.readComponents(content.decode()))
    assert len({card.uid.value for card in cards}) == len(cards), "a UID twice"
    for card in cards:
        assert not known or squeezed(card.fn.value) in known.known, f"FN is {card.fn.value:.60}"


def judge_docx(content: bytes, known: Names | None, _source: str) -> None:
    with ZipFile(BytesIO(content)) as parts:
        assert parts.testzip() is None
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(name))
    body = WordFile(BytesIO(content)).element.body
    text = squeezed(" ".join(body.itertext())).casefold().replace(" ", "")
    if known:
        assert known.centre.casefold().replace(" ", "") in text, "the centre's name is not there"


def judge_xlsx(content: bytes, _: Names | None, _source: str) -> None:
    """A workbook, by openpyxl, which did not write it: no cell is a formula."""
    for sheet in load_workbook(BytesIO(content)):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"a formula: {cell.coordinate}"


def judge_archive(content: bytes, _: Names | None, _source: str) -> None:
    """A backup, by tarfile, which did write it: its files, and no password among them."""
    with tarfile.open(fileobj=BytesIO(content)) as tar:
        names = tar.getnames()
        assert names[0] == "manifest.json", f"first is {names[0]}"
        assert "config/agencies.yaml" in names, f"no configuration: {names}"
        assert not [name for name in names if name.startswith("secrets/")], "a password"


def judge_text(content: bytes, _: Names | None, _source: str) -> None:
    text = content.decode()
    assert "13383377" not in text, "a template in the data was run"
    control = [c for c in text if category(c) in ("Cc", "Cs") and c != "\n"]
    assert not control, f"control characters: {control[0]!r}"


JUDGES: dict[str, Callable[[bytes, Names | None, str], Any]] = {
    "json": judge_json, "csv": judge_csv, "markdown": judge_markdown, "md": judge_md,
    "html": judge_html, "ics": judge_ics, "vcard": judge_vcard, "docx": judge_docx,
    "txt": judge_text, "text": judge_text, "plain": judge_text, "gz": judge_archive,
    "xlsx": judge_xlsx,
}  # fmt: skip

HEADERS = frozenset(
    "subject from to cc date message-id auto-submitted mime-version content-type in-reply-to "
    "references content-transfer-encoding content-language".split()
)


def judge_mail(recipients: list[str], content: bytes, known: Names | None) -> None:
    """What the server received, by the older half of the email package, which did not write it."""
    head, _, _ = content.partition(b"\r\n\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 998, "a line of more than 998 octets"
    assert head.isascii(), "raw letters in the header"
    message, modern = message_from_bytes(content), message_from_bytes(content, policy=default)
    keys = [key.lower() for key in message]
    assert set(keys) <= HEADERS, f"headers: {keys}"
    assert len(set(keys)) == len(keys), f"headers: {keys}"
    shown = [(key, *one) for key in ("From", "To", "Cc") for one in _addresses(message, key)]
    assert set(recipients) <= {address for key, _, address in shown if key != "From"}, (
        f"an envelope for others: {recipients} but {shown}"
    )
    if known:
        for key, name, address in shown:
            wanted = {(known.centre, known.sender)} if key == "From" else known.pairs
            assert (name, address) in wanted or name == address, f"{key}: {name!r} <{address}>"
    for piece in modern.walk():
        defects = [*piece.defects, *(bad for value in piece.values() for bad in value.defects)]
        assert not defects, f"defects: {defects}"
    for part in message.walk():
        kind = (part.get_filename() or part.get_content_type()).replace("/", ".").rpartition(".")[2]
        payload = part.get_payload(decode=True)
        if kind in JUDGES and isinstance(payload, bytes):
            lines = payload if kind in ("docx", "ics") else payload.replace(b"\r", b"")
            JUDGES[kind](lines, known, "mail")


def _addresses(message: Any, key: str) -> Iterator[tuple[str, str]]:
    """First the structure, then the encoded words, as RFC 2047 section 6.2 has it."""
    values = [re.sub(r"\r?\n(?=[ \t])", "", value) for value in message.get_all(key, [])]
    for name, address in getaddresses(values):
        yield squeezed(make_header(decode_header(name))), address


PUBLISHED = re.compile(
    r"index\.html|nam-\d{4}\.(html|xlsx)|co-quan-[a-z0-9-]+\.(html|ics)|luanphien\.(ics|json)"
    r"|nguoi-[a-z2-7]{32}\.ics"
)


def judge_site(folder: Path, known: Names | None) -> None:
    """The published folder: its files and no others."""
    assert folder.is_symlink(), "not a link"
    versions = [one for one in folder.parent.iterdir() if one.name.startswith(f".{folder.name}.")]
    assert len(versions) <= 2, f"left behind: {versions}"
    for file in folder.iterdir():
        assert PUBLISHED.fullmatch(file.name), f"a file too many: {file.name}"
        JUDGES[file.suffix[1:]](file.read_bytes(), known, file.name)


def _text(content: bytes) -> str:
    """The file's text, a feed's without its folds, and that of a workbook's parts."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as package:
            return unescape("".join(map(_text, map(package.read, package.namelist()))))
    return content.replace(b"\r\n ", b"").decode()


def judge_token(folder: Path, said: str) -> None:
    """What lets anybody post into the group stands in its file alone."""
    assert TOKEN not in said, "told"
    held = {name for name, content in snapshot(folder).items() if TOKEN.encode() in content}
    assert held <= {"config/chat"}, f"written: {sorted(held - {'config/chat'})[:4]}"


def judge_private(folder: Path, known: Names | None) -> None:
    """Nothing in the published folder is private."""
    for file in folder.iterdir():
        text = _text(file.read_bytes())
        shown = sorted(one for one in known.private if one in text) if known else []
        assert not shown, f"private: {shown[0]:.40}"


_ENGLISH = re.compile(
    r"\b(codec|object|NoneType|Traceback|Exception|Error|the|is|must|cannot|can't|invalid|expected|"
    r"unable|found|argument|unexpected|has no)\b"
)


def judge_errors(text: str) -> None:
    """Standard error: one clear message, in Vietnamese."""
    assert "Traceback" not in text, "a traceback"
    judge_text(text.encode(), None, "stderr")
    for line in text.splitlines():
        own = re.sub(r"«[^»]*»|\([^)]*\)|'[^']*'", "", line)  # quotations may be in any language
        assert len(_ENGLISH.findall(own)) < 2, f"English: {line:.100}"


# ------------------------------------------------------------------ the runs


class Finding(NamedTuple):
    """What went wrong: its kind, which mutant, what was changed, the command and more."""

    kind: str
    mutant: str
    changed: str
    command: str
    detail: str

    def __str__(self) -> str:
        return (f"{self.kind}\n  {self.changed:.300}\n  {self.command}\n  {self.detail:.600}\n"
                f"  python -m tests.helpers.fuzz 1 {self.mutant}")  # fmt: skip


class Tally(NamedTuple):
    """What a run came to."""

    findings: list[Finding]
    counts: Counter[str]


class TooSlowError(BaseException):
    """The command is still running; no `except Exception` of it stops this."""


class Mutant:
    """One changed configuration and register in a folder of their own, and the commands on them."""

    def __init__(self, number: str, folder: Path, world: World) -> None:
        self.number, self.folder, self.world = number, folder, world
        self.random = Random(number)
        self.state = folder / "state/register.sqlite"
        self.findings: list[Finding] = []
        self.statuses: Counter[str] = Counter()
        self.register = "none"
        self.names: Names | None = None
        self.odd = False
        for name in ("config", "state", "out"):
            (folder / name).mkdir()
        chat = folder / "config/chat"
        chat.touch(0o600)
        chat.write_text(world.hook.address() + "\n" + world.hook.address(self.random.choice(HOOKS)))
        self.changed = self._damage() if self.random.random() < 0.12 else self._mutate()
        if self.random.random() < 0.5:
            for ending in ("docx", "html", "md", "txt", "csv", "json", "ics"):
                (folder / f"out/x.{ending}").write_bytes(b"old")
        self.check = self._call(["check"]).status
        self.sound = self.register in ("none", "sound")
        if not self.sound and self.check == 0:
            self.sound = self._call(["register", "check"]).status == 0
        if self.check == 0:
            self.names = names(self._read())

    def _damage(self) -> str:
        self.register = damaged(self.random, self.world.register, self.state)
        self._write("agencies.yaml", self.world.mailing(Random(0)))
        self._write("holidays_vn.yaml", self.world.holidays)
        return f"register {self.register}"

    def _mutate(self) -> str:
        random, said = self.random, []
        if random.random() < 0.5:
            self.register = "sound"
            self.state.write_bytes(self.world.register)
        bases = (self.world.regulation, self.world.example, self.world.mailing(random))
        trees = {"agencies.yaml": deepcopy(random.choices(bases, (1, 2, 5))[0])}
        trees["holidays_vn.yaml"] = deepcopy(self.world.holidays)
        for _ in range(random.choice((1, 1, 1, 1, 2, 5))):
            (name,) = random.choices(list(trees), (9, 1))
            fitting = MUTATIONS if len(trees[name]) > 2 else dict.fromkeys(DAYS_TOO, 1)
            (mutation,) = random.choices(list(fitting), list(fitting.values()))
            # Nothing is left that it could change, or only a day at the end of the calendar.
            with suppress(IndexError, ValueError, OverflowError):
                said.append(f"{name}: {mutation.__name__} {mutation(random, trees[name])}")
        for name, tree in trees.items():
            self._write(name, tree)
        if random.random() < 0.15:
            file = self.folder / "config" / random.choice(list(trees))
            change = random.choice(list(TEXTS))
            file.write_bytes(TEXTS[change](random, file.read_bytes()))
            said.append(f"{file.name}: bytes, {change}")
        return "; ".join(said)

    def _write(self, name: str, tree: Tree) -> None:
        how: dict[str, Any] = {"allow_unicode": True, "sort_keys": False}
        try:
            text = yaml.dump(tree, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), **how)
        except UnicodeEncodeError:  # the slower one knows lone surrogates
            text = yaml.dump(tree, Dumper=yaml.SafeDumper, **how)
        (self.folder / "config" / name).write_text(text, "utf-8")

    def _read(self) -> Tree:
        content = (self.folder / "config/agencies.yaml").read_bytes().decode("utf-8-sig")
        return yaml.load(normalize("NFC", content), Plain)

    def run(self, commands: int) -> None:
        """Run that many of the commands, chosen at random."""
        if self.check not in (0, 3):
            if self.check >= 0:
                self._find(f"status of check: {self.check}", ["check"], "")
            return
        rows = [*self.random.sample(TRIED.strip().splitlines(), commands), SEND]
        for row in self.random.sample(rows, len(rows)):
            statuses, *words = row.split()
            self.odd = False
            args = [self._filled(word) for word in words]
            before, mails = snapshot(self.folder), len(self.world.mails)
            called = self._call(args)
            if called.status < 0:
                continue
            self.statuses[f"status {called.status}"] += 1
            self.statuses[f"command {args[0]}"] += 1
            self._judge("status", args, self._plausible, called, statuses, args)
            self._judge("files", args, self._untouched, called.status, before, args)
            self._judge("stderr", args, judge_errors, called.stderr)
            self._judge("token", args, judge_token, self.folder, called.stdout + called.stderr)
            for mail in self.world.mails[mails:]:
                self._judge("mail", args, judge_mail, *mail, self.names)
            if called.status == 0:
                self._output(called, before, args)

    def _filled(self, word: str) -> str:
        """The word, or a value where one is wanted; `odd` says that it may be wrong use."""
        random, tree = self.random, self.world.example
        word = random.choice(word.split("|"))
        year, month = random.choice((2023, 2024, 2024, 2024, 2025)), random.randrange(1, 13)
        near = f"{year}-{month:02}-{random.randrange(1, 29):02}"
        odd = random.random() < {"{text}": 0.7}.get(word, 0.1)
        self.odd |= odd and word in ("{day}", "{agency}", "{text}")
        choices: dict[str, Any] = {
            "{near}": [near],
            "{month_end}": [f"{year}-{month:02}-{random.randrange(24, 29):02}"],
            "{year}": [str(year)],
            "{day}": ODD_DAYS if odd else [near],
            "{period}": [str(year), near[:7], near, f"{year}..{year + 1}", "2023-12..2030"],
            "{shift}": [near[:7]],
            "{agency}": HOSTILE[:20] if odd else [one["id"] for one in tree["agencies"]],
            "{person}": [one[key] for one in tree["people"] for key in ("id", "name")],
            "{text}": HOSTILE if odd else [vietnamese(random)],
            "{shipped}": [str(CONFIG), str(CONFIG / "example")],
        }
        # An argument can hold no NUL, and a surrogate only for a byte that is not UTF-8.
        value: str = random.choice(choices.get(word, [word]))
        return value.replace("\0", "").replace("\ud800", "")

    def _call(self, args: list[str]) -> Called:
        """The command in this process, within time; status -1 if an exception left it."""
        environment = {
            "LUANPHIEN_CONFIG": str(self.folder / "config"),
            "LUANPHIEN_STATE": str(self.state),
            "HOME": str(self.folder),
            **self.random.choice(ENVIRONMENTS),
        }
        try:
            with (
                chdir(self.folder / "out"),
                mock.patch.object(sys, "stdin", StringIO(ANSWERS)),
                within(SECONDS),
            ):
                return in_process(*args, **environment)
        except TooSlowError:
            self._find("slow", args, f"more than {SECONDS} s")
        except (Exception, SystemExit) as error:
            frames = traceback.extract_tb(error.__traceback__)
            ours = [frame for frame in frames if "/luanphien/" in frame.filename] or frames
            where = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
            self._find(f"traceback {type(error).__name__} in {where}", args, str(error))
        return Called(-1, "", "")

    def _plausible(self, called: Called, statuses: str, args: list[str]) -> None:
        status, line = called.status, " ".join(args)
        assert status in range(5), f"status {status}"
        assert status in (0, 4) or (called.stderr or called.stdout).strip(), (
            f"status {status} and no word"
        )
        if self.check == 3 and not line.startswith(WITHOUT_CONFIGURATION):
            assert status == 3 or (status == 2 and self.odd), f"status {status} where check says 3"
            return
        if self.register.startswith("refused") and line.startswith(
            ("register", "report", *RECORDS)
        ):
            assert status, "status 0 of no register"
        may_fail = not self.sound and not line.startswith(ANSWERS_ANYWAY)
        may_fail |= self.register == "none" and line == "register check"
        assert str(status) in statuses or (status == 1 and may_fail), f"status {status}"

    def _untouched(self, status: int, before: dict[str, bytes], args: list[str]) -> None:
        """Whether nothing has changed but what the command is to change."""
        after, line = snapshot(self.folder), " ".join(args)
        changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
        allowed = []
        if line.startswith(RECORDS) and status in (0, 1, 4) and "refused" not in self.register:
            allowed.append("state/.*")
        if status == 0 and args[0] in WRITES and "-" not in args:
            allowed.append(f"out/({WRITES[args[0]]})")
        elif status == 0 and "-o" in args and "-" not in args:
            allowed.append(f"out/{re.escape(args[args.index('-o') + 1])}")
        changed = {name for name in changed if not any(re.fullmatch(one, name) for one in allowed)}
        assert not changed, f"changed: {sorted(changed)[:4]}"

    def _output(self, called: Called, before: dict[str, bytes], args: list[str]) -> None:
        source, line = args[0], " ".join(args)
        kind = re.search("--format (json|csv|markdown|vcard)", line)
        shown = "ics" if "-o - " in line else kind[1] if kind else "text"
        stdout = called.stdout.encode()
        self._judge(shown, args, JUDGES[shown], stdout, self.names, source)
        if source == "publish":
            for what, judge in {"site": judge_site, "privacy": judge_private}.items():
                self._judge(what, args, judge, self.folder / "out/site", self.names)
        elif source not in ("init", "restore"):
            for name, content in snapshot(self.folder / "out").items():
                ending = name.rpartition(".")[2]
                if content != before.get(f"out/{name}"):
                    self._judge(ending, args, JUDGES[ending], content, self.names, source)

    def _judge(self, kind: str, args: list[str], judge: Callable[..., None], *given: Any) -> None:
        try:
            judge(*given)
        except Exception as error:
            said = f"{'' if isinstance(error, AssertionError) else type(error).__name__} {error}"
            self._find(f"{kind} of {args[0]}: {re.split('[:,]', said.strip())[0]:.50}", args, said)

    def _find(self, kind: str, args: list[str], detail: str) -> None:
        command = shlex.join(["luanphien", *args])
        self.findings.append(Finding(kind, self.number, self.changed, command, detail))


def snapshot(folder: Path) -> dict[str, bytes]:
    """All files below the folder with their content, links with their target."""
    files = {}
    for file in folder.rglob("*"):
        if file.is_symlink():
            files[str(file.relative_to(folder))] = str(file.readlink()).encode()
        elif file.is_file():
            files[str(file.relative_to(folder))] = file.read_bytes()
    return files


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TooSlowError if it takes longer."""

    def stop(*_: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Plain(yaml.BaseLoader):
    """YAML whose values are text or null, as the configuration is read."""


_NULL = "tag:yaml.org,2002:null"
Plain.add_implicit_resolver(_NULL, re.compile("(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
Plain.add_constructor(_NULL, lambda *_: None)


class World:
    """What all mutants are made from, and the server that takes their mail."""

    def __init__(self, server: Server, hook: Webhook) -> None:
        self.hook = hook
        hook.faults.update(refusing=403, failing=503, silent="silent")
        self.mails: list[tuple[list[str], bytes]] = []
        self.server = server
        self._keep_raw(server)
        self.regulation, self.example, self.holidays = (
            yaml.load((CONFIG / name).read_text("utf-8"), Plain)
            for name in ("agencies.yaml", "example/agencies.yaml", "holidays_vn.yaml")
        )
        self.example["holidays"] = "holidays_vn.yaml"
        with TemporaryDirectory() as folder:
            self.register = self._register(Path(folder))

    def mailing(self, random: Random) -> Tree:
        """The example with a mail server and a group; its names and addresses are no samples."""
        text = json.dumps(self.example).replace("so-mau.example", "phong-hanh-chinh.so-mau.lan")
        tree = json.loads(text.replace("0000 000 000", "0900 000 000"))
        for person in tree["people"]:
            person["name"] = vietnamese(random)
        tree["absences"][0]["reason"] = "Điều trị dài ngày"
        port = str(self.server.port)
        mail = {"host": "127.0.0.1", "port": port, "security": "none"}
        return {**tree, "mail": mail, "chat": "chat"}

    def _keep_raw(self, server: Server) -> None:
        """Keep the bytes that arrive, beside the message that the server makes of them."""
        take = server.handle_DATA

        async def handle(smtp: Any, session: Any, envelope: Any) -> str:
            self.mails.append((envelope.rcpt_tos, envelope.content))
            return await take(smtp, session, envelope)

        server.handle_DATA = handle  # type: ignore[method-assign, assignment]

    def _register(self, folder: Path) -> bytes:
        """A register with facts of every kind, a message, and editions of a year's events."""
        file, at = folder / "register.sqlite", datetime(2024, 1, 25, 8, tzinfo=UTC)
        (folder / "agencies.yaml").write_text(json.dumps(self.example), "utf-8")
        shutil.copy(CONFIG / "holidays_vn.yaml", folder)
        with Register(file) as register:
            register.begin(date(2024, 1, 2))
            mail = "<luanphien.notice.2024-02.1.x@so-mau.lan>"
            about = Fact(at, "planned", "2024-02", "x" * 64, "email", "stc@so-mau.lan", mail)
            register.plan([about], mail, b"Subject: x\r\n\r\nx\r\n")
            register.record(about._replace(kind=kind) for kind in get_args(FactKind)[1:-3])
            register.record(about._replace(channel=channel) for channel in get_args(Channel))
            done = Fact(at, "handed_over", "2024-02", by="A", note="B", since=date(2024, 3, 1))
            done = done._replace(outgoing="C", incoming="D", counts=Counts(1, 2, 3, 4))
            done = done._replace(counts_by_agency=(("stc", Counts(1)),))
            done = done._replace(outgoing_agency="stc", incoming_agency="sgddt", entered_at=at)
            register.record(
                [
                    done,
                    done._replace(kind="replaced", digest=None, counts=None, counts_by_agency=()),
                ]
            )
            paper = Document("12", date(2024, 1, 24), "tb-12.pdf", "y" * 64)
            signed = Fact(at, "signed", "2024-02", "x" * 64, by="A", agency="stc", document=paper)
            content = b"%PDF-1.7"
            digest = sha256(content).hexdigest()
            register.sign(signed._replace(attached=digest), content, lambda facts: None)
        options = ("--config", folder, "--state", file, "--today", "2024-02-01")
        assert in_process("export-ics", "2024", "-o", "-", *options).status == 0
        return file.read_bytes()


def _offline(host: Any, *args: Any, **options: Any) -> Any:
    """No name is looked up: nothing here needs a network. A host that is none fails as ever."""
    if isinstance(host, str):
        host.encode("idna")
    if host not in ("localhost", "127.0.0.1", "::1"):
        raise socket.gaierror(socket.EAI_NONAME, "no such host")
    return _look_up(host, *args, **options)


_look_up = socket.getaddrinfo


def fuzz(count: int, seed: str, first: int = 0, commands: int = 4) -> Tally:
    """Try that many mutants from the first one on, each with so many commands."""
    findings: list[Finding] = []
    counts: Counter[str] = Counter()
    with (
        running() as server,
        listening() as hook,
        mock.patch.object(socket, "getaddrinfo", _offline),
        mock.patch.object(socket, "getfqdn", return_value="localhost"),
    ):
        world = World(server, hook)
        for n in range(first, first + count):
            with TemporaryDirectory(prefix="luanphien-fuzz-") as folder:
                mutant = Mutant(f"{seed}:{n}", Path(folder), world)
                server.fault = mutant.random.choice(FAULTS)
                mutant.run(commands)
            findings += mutant.findings
            counts.update(mutant.statuses)
            counts[f"register {mutant.register.split()[0]}"] += 1
            counts[f"check says {mutant.check}"] += 1
        counts["mails received"] = len(world.mails)
        counts["posts received"] = len(hook.posted)
    return Tally(findings, counts)


def main(count: int = 1000, seed: str = "0") -> None:
    """Print each finding of a kind up to the third, then the counts."""
    name, _, first = seed.partition(":")
    findings, counts = fuzz(count, name, int(first or 0))
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.kind] += 1
        if seen[finding.kind] <= 3:
            print(f"{finding}\n")  # noqa: T201
    for what, number in sorted(counts.items()):
        print(f"{number:6} {what}")  # noqa: T201
    print(f"\n{len(findings)} findings, {len(seen)} kinds")  # noqa: T201
    for what, number in seen.most_common():
        print(f"{number:6} {what}")  # noqa: T201


if __name__ == "__main__":
    main(*(kind(text) for kind, text in zip((int, str), sys.argv[1:], strict=False)))
