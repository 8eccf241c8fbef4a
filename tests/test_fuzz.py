"""The mutants of tests/helpers/fuzz.py, a few of them, and that its judges can fail."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest import mock
from zipfile import ZipFile

import pytest

from luanphien.cli.main import COMMANDS
from tests.helpers import fuzz
from tests.helpers.command_line import Called, in_process
from tests.helpers.webhook import TOKEN

NAMES = fuzz.Names(
    centre="Trung tâm",
    sender="tt@a.lan",
    known=frozenset(["Trung tâm", "Sở Một"]),
    shorts=("Sở Một",),
    pairs=frozenset([("Trung tâm", "tt@a.lan"), ("Sở Một, Hai", "mot@a.lan")]),
    private=frozenset(["Điều trị"]),
)


def test_a_few_mutants() -> None:
    findings, counts = fuzz.fuzz(12, "suite")
    assert not findings, "\n\n".join(map(str, findings))
    assert min(counts[f"check says {status}"] for status in (0, 3)) >= 3
    assert counts["mails received"]


def test_every_command_is_tried() -> None:
    assert {row.split()[1] for row in fuzz.TRIED.strip().splitlines()} == set(COMMANDS)


def _ics(*lines: str, uid: str = "a", summary: str = "Trực: Sở Một") -> bytes:
    event = (
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SUMMARY:{summary}",
        "DESCRIPTION:x",
        "STATUS:CONFIRMED",
    )
    title = "X-WR-CALNAME:Lịch: Trung tâm"
    calendar = ("BEGIN:VCALENDAR", "VERSION:2.0", title, *event, *lines, "END:VEVENT", *event[:1])
    rest = ("UID:b", *event[2:], "END:VEVENT", "END:VCALENDAR", "")
    return "\r\n".join((*calendar, *rest)).encode()


def _vcard(name: str) -> bytes:
    return f"BEGIN:VCARD\r\nVERSION:4.0\r\nUID:a\r\nFN:{name}\r\nEND:VCARD\r\n".encode()


def _docx(part: str) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as parts:
        parts.writestr("word/document.xml", part)
    return content.getvalue()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("json", b'{"centre": {}, "shifts": []}'),
        ("csv", b"\xef\xbb\xbfa,b\r\n'=1,-2\r\n"),
        ("markdown", rb"| a |" + b"\n| --- |\n" + rb"| \*fuzz\* |" + b"\n"),
        ("md", b"# A\n\n**b**\n\n- c\n"),
        ("html", "<p title='&lt;x-fuzz>'>Trung tâm<br>fuzz</p>".encode()),
        ("ics", _ics()),
        ("vcard", _vcard("Sở Một")),
        ("text", "Trung tâm\n".encode()),
    ],
)
def test_what_is_right_passes(kind: str, content: bytes) -> None:
    fuzz.JUDGES[kind](content, NAMES, "schedule")


@pytest.mark.parametrize(
    ("kind", "content", "finding"),
    [
        ("json", b'{"shifts": []}', "keys are missing"),
        ("json", b"{", "Expecting"),
        ("csv", b"a,b\r\n", "byte order mark"),
        ("csv", b"\xef\xbb\xbfa,b\r\n=1,2\r\n", "a formula"),
        ("csv", b"\xef\xbb\xbfa,b\r\n1\r\n", "different lengths"),
        ("markdown", b"| a |\n| --- |\n| *b* |\n", "more than a table"),
        ("markdown", b"| a |\n| --- |\n| b | c |\n", "different lengths"),
        ("md", b"a\n\n---\n", "markup.*hr"),
        ("md", b"# a\n\nb\n===\n", "markup.*h1"),
        ("md", b"- 7. fuzz\n", "markup: ordered_list_open"),
        ("md", b"~~fuzz~~", "markup.*s_open"),
        ("md", b"**fuzz**", "markup.*strong_open"),
        ("html", b"<p><x-fuzz></x-fuzz></p>", "markup: x-fuzz"),
        ("html", b"<p onfuzz='1'></p>", "markup:.*onfuzz"),
        ("html", b"<p><b></p></b>", "closes something else"),
        ("html", b"<a href='javascript:fuzz'></a>", "javascript"),
        ("html", b"<a href='mailto:a@b.lan?cc=c'></a>", "mailto"),
        ("html", b"<script>fuzz</script>", "script"),
        ("html", b"<p>fuzz</p>", "not there as text"),
        ("ics", _ics("X-A:" + "x" * 72), "more than 75"),
        ("ics", _ics("X-A:a\nb"), "bare line break"),
        ("ics", _ics(uid="b"), "a UID twice"),
        ("ics", _ics(summary="Trực: Sở Hai"), "who is"),
        ("vcard", _vcard("Sở Hai"), "FN is"),
        ("docx", _docx("<a>"), "no element found|mismatched"),
        ("text", b"13383377", "template"),
        ("text", b"\x1b[31m", "control"),
    ],
)
def test_a_judge_sees_what_is_wrong(kind: str, content: bytes, finding: str) -> None:
    with pytest.raises((AssertionError, ValueError, SyntaxError), match=finding):
        fuzz.JUDGES[kind](content, NAMES, "schedule")


HEAD = b"From: =?utf-8?b?VHJ1bmcgdMOibQ==?= <tt@a.lan>\r\nTo: "
TO = b"=?utf-8?b?U+G7nyBN4buZdCwgSGFp?= <mot@a.lan>\r\n"


def test_a_mail_that_is_right_passes() -> None:
    fuzz.judge_mail(["mot@a.lan"], HEAD + TO + b"\r\nx\r\n", NAMES)


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (HEAD + TO + b"Reply-To: a@b.lan\r\n\r\nx", "headers"),
        (HEAD + TO + TO.replace(b"=?", b"To: =?", 1) + b"\r\nx", "headers"),
        (HEAD + TO.replace(b"mot@", b"hai@") + b"\r\nx", "envelope"),
        (HEAD + TO.replace(b"U+G7", b"UuG7") + b"\r\nx", "To: "),
        (HEAD + "Sở <mot@a.lan>\r\n".encode() + b"\r\nx", "raw letters"),
        (HEAD + TO + b"\r\n" + b"x" * 999, "998"),
        (HEAD + TO + b"Content-Type: multipart/mixed\r\n\r\nx", "defects"),
    ],
)
def test_the_mail_judge_sees_what_is_wrong(content: bytes, finding: str) -> None:
    with pytest.raises(AssertionError, match=finding):
        fuzz.judge_mail(["mot@a.lan"], content, NAMES)


def test_the_site_judges_see_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / ".site.1").mkdir()
    (tmp_path / "site").symlink_to(".site.1")
    page = tmp_path / "site/index.html"
    page.write_text("<p>Trung tâm</p>", "utf-8")
    fuzz.judge_site(tmp_path / "site", NAMES)
    fuzz.judge_private(tmp_path / "site", NAMES)
    page.write_text("<p>Trung tâm, Điều trị</p>", "utf-8")
    with pytest.raises(AssertionError, match="private"):
        fuzz.judge_private(tmp_path / "site", NAMES)
    page.rename(page.with_name("khac.html"))
    with pytest.raises(AssertionError, match="a file too many"):
        fuzz.judge_site(tmp_path / "site", NAMES)
    (tmp_path / ".site.2").mkdir()
    (tmp_path / ".site.3").mkdir()
    with pytest.raises(AssertionError, match="left behind"):
        fuzz.judge_site(tmp_path / "site", NAMES)


@pytest.mark.parametrize("said", ["Traceback (most", "the value is invalid", "Lỗi: \x07"])
def test_the_judge_of_errors_sees_what_is_wrong(said: str) -> None:
    fuzz.judge_errors("Lỗi: «the value is invalid» không phải một phiên")
    with pytest.raises(AssertionError):
        fuzz.judge_errors(said)


def _raise(*_: object) -> Called:
    raise KeyError("x")


def _litter(*args: object) -> Called:
    Path(f"{args[0]}.tmp").touch()
    return Called(0 if args[0] == "check" else 1, "", "Lỗi")


def _dawdle(*_: object) -> Called:
    while True:
        pass


@pytest.mark.parametrize(
    ("broken", "finding"),
    [
        (_raise, "traceback KeyError"),
        (_litter, "files of .*: changed"),
        (_litter, "status of .*: status 1"),
        (_dawdle, "slow"),
        (lambda *_: Called(7, "", ""), "status of check: 7"),
        (lambda *_: Called(3, "", ""), "status 3 and no word"),
        (lambda *args: Called(3 * (args[0] == "check"), "", ""), "status 0 where check says 3"),
        (lambda *args: Called(3 * (args[0] != "check"), "", "Lỗi"), "status of .*: status 3"),
    ],
)
def test_a_run_finds_what_is_wrong(broken: Callable[..., Called], finding: str) -> None:
    def stand_in(*args: Any, **environment: str) -> Called:
        """The real command where the fuzzer makes its register with one."""
        return broken(*args) if environment else in_process(*args)

    with mock.patch.object(fuzz, "in_process", stand_in), mock.patch.object(fuzz, "SECONDS", 0.05):
        findings, _ = fuzz.fuzz(2, "broken")
    assert [one for one in findings if re.search(finding, one.kind)]


def test_a_day_at_the_end_of_the_calendar_stops_no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def day(*_: object) -> str:
        return str(date.max + timedelta(days=1))

    monkeypatch.setattr(fuzz, "MUTATIONS", {day: 1})
    _, counts = fuzz.fuzz(1, "edge", commands=1)
    assert counts["check says 0"] + counts["check says 3"] == 1


def test_a_token_that_gets_out_is_found(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config/chat").write_text(TOKEN)
    fuzz.judge_token(tmp_path, "tốt")
    with pytest.raises(AssertionError, match="told"):
        fuzz.judge_token(tmp_path, f"Lỗi: {TOKEN}")
    (tmp_path / "x.json").write_text(TOKEN)
    with pytest.raises(AssertionError, match=r"written: \['x\.json'\]"):
        fuzz.judge_token(tmp_path, "")
