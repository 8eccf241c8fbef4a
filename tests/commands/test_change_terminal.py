"""`luanphien change` at a real terminal of 80 columns: what is missing is asked for."""

from __future__ import annotations

import os
import re
import select
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest

from tests.commands.test_change import Desk
from tests.helpers.command_line import environment

pty = pytest.importorskip("pty", reason="POSIX terminals")

ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[A-Za-z]|[=>])")
FORWARD = "\x1b[C"
"""Over a blank that is there already (ECMA-48, CUF)."""
PATIENCE = 20.0
"""Seconds that a question may take to come."""


class Terminal:
    """The screen as a stream of what was printed, and a keyboard."""

    def __init__(self, keeper: int, process: subprocess.Popen[bytes]) -> None:
        self._keeper, self._process = keeper, process
        self.shown = ""

    def answer(self, question: str, typed: str) -> None:
        """Wait for the question, then type."""
        self._until(question)
        self.shown = ""
        time.sleep(0.3)  # the prompt takes keys only once it has drawn itself
        os.write(self._keeper, typed.encode())

    def end(self) -> tuple[int, str]:
        """The exit status, and what was shown after the last question."""
        while self._read():
            pass
        return self._process.wait(PATIENCE), self.shown

    def _until(self, text: str) -> None:
        ends = time.monotonic() + PATIENCE
        while text not in normalize("NFC", ESCAPES.sub("", self.shown.replace(FORWARD, " "))):
            assert time.monotonic() < ends, self.shown
            assert self._read(), self.shown

    def _read(self) -> bool:
        ready, _, _ = select.select([self._keeper], [], [], PATIENCE)
        try:
            printed = os.read(self._keeper, 65536) if ready else b""
        except OSError:  # Linux says so when the other side is closed
            printed = b""
        if b"\x1b[6n" in printed:  # where is the cursor? (ECMA-48, DSR)
            os.write(self._keeper, b"\x1b[1;1R")
        self.shown += printed.decode(errors="replace")
        return bool(printed)


@pytest.fixture
def desk(example: Callable[..., Path], tmp_path: Path) -> Desk:
    return Desk(example(), tmp_path / "register.sqlite")


@contextmanager
def terminal(desk: Desk, *args: str) -> Iterator[Terminal]:
    """The command at a terminal of 80 columns and 24 lines."""
    import fcntl
    import termios

    keeper, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    command = [sys.executable, "-m", "luanphien", "change", *args]
    command += [f"--config={desk.folder}", f"--state={desk.state}", "--today=2024-04-01"]
    process = subprocess.Popen(
        command,
        stdin=other,
        stdout=other,
        stderr=other,
        env={**environment(), "TERM": "xterm-256color", "PYTHONUTF8": "1", "LOGNAME": "can-bo"},
        start_new_session=True,
    )
    os.close(other)
    try:
        yield Terminal(keeper, process)
    finally:
        process.kill()
        process.wait()
        os.close(keeper)


WRITTEN = "  - person: nguyen-van-n\n    days: 2024-04-08..2024-04-10\n    reason: Nghỉ ốm\n"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_what_is_missing_is_asked_for(desk: Desk, form: Literal["NFC", "NFD"]) -> None:
    with terminal(desk, "absence") as screen:
        screen.answer("Ai vắng", normalize(form, "Nguyễn Văn N,") + "\r")
        screen.answer("Những ngày nào", "2024-04-10..2024-04-08\r")
        screen.answer("kết thúc trước khi bắt đầu", "\x15" + "2024-04-08..2024-04-10\r")
        screen.answer("Lý do", normalize(form, "Nghỉ ốm") + "\r")
        screen.answer("Ghi thay đổi này?", normalize(form, "có") + "\r")
        status, shown = screen.end()
    assert status == 0, shown
    assert "Đã ghi" in shown
    assert WRITTEN in desk.text


def test_a_part_of_a_name_without_marks_is_enough(desk: Desk) -> None:
    with terminal(desk, "absence", "--days=2024-04-08") as screen:
        screen.answer("Ai vắng", "van\r")
        screen.answer("có 12 lựa chọn như vậy", "\x15xyz\r")
        screen.answer("không có lựa chọn nào như vậy", "\x15nguyen-van-n\r")
        screen.answer("Lý do", "\r")
        screen.answer("Ghi thay đổi này?", "c\r")
        assert screen.end()[0] == 0
    assert "  - person: nguyen-van-n\n    days: 2024-04-08\n" in desk.text


def test_agencies_are_chosen_with_arrows(desk: Desk) -> None:
    with terminal(desk, "agency", "--shift=2024-08") as screen:
        screen.answer("Cơ quan nào trực", "\x1b[B\r")  # the second: Sở Thông tin và Truyền thông
        screen.answer("Căn cứ", "Công văn mẫu\r")
        screen.answer("Ghi thay đổi này?", "c\r")
        assert screen.end()[0] == 0
    assert "  - shift: 2024-08\n    agency: stttt\n    basis: Công văn mẫu\n" in desk.text


def test_who_has_stood_in_least_is_offered_first(desk: Desk) -> None:
    # In the example K serves March for Sở Giáo dục và Đào tạo, M stands in from Monday 11 to
    # Friday 15; September is L's.
    args = ("substitute", "--shift=2024-09", "--reason=ốm", "--basis=văn bản mẫu")
    with terminal(desk, *args, "--since=2024-09-10") as screen:
        screen.answer("vu-thi-m: đã trực thay 5 ngày, 1 lần", "\x1b[B\r")  # after K, who has 0
        screen.answer("Ghi thay đổi này?", "c\r")
        assert screen.end()[0] == 0
    assert "    effective: 2024-09-10\n    person: vu-thi-m\n" in desk.text
    with terminal(desk, *args, "--since=2024-09-17") as screen:
        screen.answer("pham-thi-k: đã trực thay 0 ngày, 0 lần", "\x1b[B\x1b[B\r")  # somebody else
        screen.answer("gõ một phần tên", "le-van-v\r")
        screen.answer("Ghi thay đổi này?", "c\r")
        assert screen.end()[0] == 0
    assert "    effective: 2024-09-17\n    person: le-van-v\n" in desk.text


@pytest.mark.parametrize("answer", ["\r", "k\r", "\x03", "\x04"])
def test_whoever_does_not_say_yes_changes_nothing(desk: Desk, answer: str) -> None:
    before = desk.text
    with terminal(desk, "swap", "2024-08", "2024-09") as screen:
        screen.answer("Ghi thay đổi này?", answer)
        status, shown = screen.end()
    assert (status, desk.text) == (1, before)
    assert "Đã dừng." in shown
    assert not desk.state.exists()


def test_somebody_who_says_yes_beforehand_is_asked_nothing(desk: Desk) -> None:
    with terminal(desk, "absence", "--person=nguyen-van-n", "--yes") as screen:
        status, shown = screen.end()
    assert status == 2
    assert "thiếu --days" in shown


def test_where_there_is_nobody_to_choose_it_is_said(own: Path, tmp_path: Path) -> None:
    with terminal(Desk(own, tmp_path / "register.sqlite"), "absence") as screen:
        status, shown = screen.end()
    assert status == 2
    assert "Ai vắng: chưa có gì để chọn" in shown
