"""Every table and text at every width: nothing is lost, whatever COLUMNS says."""

from __future__ import annotations

import re
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest

from luanphien import output
from tests.helpers.command_line import CONFIG, Run, in_process

EXAMPLE = ("--config", CONFIG / "example")
REGISTER = ("--state", "register.sqlite")
COMMANDS = {
    "schedule": ("schedule", "2024", *EXAMPLE),
    "today": ("today", "--today", "2024-03-13", *EXAMPLE, *REGISTER),
    "notify": ("notify", "--shift", "2024-02", "--today", "2024-01-20", *EXAMPLE, *REGISTER),
    "handover": ("handover", "--shift", "2024-02", *EXAMPLE),
    "register list": ("register", "list", *REGISTER),
    "report": ("report", "2024", "--today", "2025-01-10", *EXAMPLE, *REGISTER),
    "fairness": ("report", "2024", "--fairness", "--today", "2025-01-10", *EXAMPLE, *REGISTER),
    "contacts": ("contacts", "--on", "2024-05-01", *EXAMPLE),
    "explain": ("explain", "2024-02", *EXAMPLE),
    "holidays": ("holidays", "2026"),
    "check": ("check", "--today", "2024-05-20", *EXAMPLE),
    "diff": ("diff", CONFIG, CONFIG / "example", "--today", "2024-05-20"),
}
WRAPPED_BY_THE_TERMINAL = ("contacts", "check")
WHOLE = "2000"
"""So many columns that no line is broken."""


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register that holds something of every kind."""
    file = tmp_path_factory.mktemp("register") / "register.sqlite"
    about = ("--by", "Nguyễn Văn A", "--state", file, *EXAMPLE)
    for args in (
        ("notice", "--shift", "2024-02", "--today", "2024-01-25"),
        ("ack", "--shift", "2024-02", "--today", "2024-01-26", "--note", "Đã nhận, cử hai người"),
        ("handover", "--shift", "2024-02", "--today", "2024-02-29"),
        (
            *("replace", "--shift", "2024-06", "--today", "2024-06-03"),
            *("--officer", "nguyen-van-a", "--reason", "Đi học"),
        ),
    ):
        assert in_process("register", *args, *about).status == 0, args
    return file


@pytest.fixture
def kept(run: Run, register: Path, tmp_path: Path) -> Run:
    """`run`, in a folder that holds a copy of that register."""
    shutil.copy(register, tmp_path)
    return run


def letters(text: str) -> Counter[str]:
    """What is read of it: letters, digits, bars, and the sign that something is cut."""
    return Counter(character for character in text if character.isalnum() or character in "…█░±*")


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 120])
@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_is_lost(kept: Run, command: str, columns: int) -> None:
    args = COMMANDS[command]
    whole, done = kept(*args, COLUMNS=WHOLE), kept(*args, COLUMNS=str(columns))
    assert (done.status, done.stderr) == (0, whole.stderr)
    if command not in WRAPPED_BY_THE_TERMINAL:
        assert max(map(len, done.stdout.splitlines())) <= columns
    missing = letters(whole.stdout) - letters(done.stdout)
    if command == "schedule" and columns < 110:
        # Dates without weekday and year: five for each of twelve shifts, at most T6 and 2024.
        assert set(missing) <= set("TCN0123456789")
    else:
        assert not missing


@pytest.mark.parametrize("columns", ["80", "120"])
def test_the_register_breaks_no_date_and_no_address(kept: Run, columns: str) -> None:
    to, by = "van-thu.so-van-hoa@so-mau.example", "Nguyễn Văn A"
    told = ("--shift", "2024-02", "--by", by, "--recipient", to, "--channel", "email")
    at = ("--today", "2024-01-25", *EXAMPLE, *REGISTER)
    assert kept("register", "notice", *told, *at).status == 0
    whole, listed = (
        kept("register", "list", *REGISTER, COLUMNS=width).stdout for width in (WHOLE, columns)
    )
    assert listed.startswith("Lúc  "), "a table"
    assert to in listed
    dates = r"\d\d/\d\d/\d{4}"
    assert re.findall(dates, listed) == re.findall(dates, whole)
    assert len(re.findall(dates, whole)) == 6, "a day a fact, and since when to replace"


@pytest.mark.parametrize("columns", [20, 40])
def test_a_narrow_schedule_keeps_every_agency(kept: Run, columns: int) -> None:
    text = " ".join(kept(*COMMANDS["schedule"], COLUMNS=str(columns)).stdout.split())
    for shift, agency in (("01", "Sở Thông tin và Truyền thông"), ("02", "Sở Tài chính")):
        assert f"Tháng: {shift}/2024 Cơ quan, đơn vị người trực: {agency}" in text


@pytest.mark.parametrize(
    "columns", ["0", "000", "²", "٤٠", "-40", "+40", " 40", "4e1", "9" * 5000, ""]
)
@pytest.mark.parametrize("command", ["schedule", "today"])
def test_what_is_no_width_is_as_if_it_were_not_set(kept: Run, command: str, columns: str) -> None:
    unset = kept(*COMMANDS[command])
    assert kept(*COMMANDS[command], COLUMNS=columns, LINES=columns) == unset
    assert kept(*COMMANDS[command], COLUMNS="040") == kept(*COMMANDS[command], COLUMNS="40")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
@pytest.mark.parametrize(("real", "expected"), [(57, 57), (0, output.TERMINAL_WIDTH)])
def test_a_terminal_tells_its_width(
    monkeypatch: pytest.MonkeyPatch, real: int, expected: int
) -> None:
    import fcntl
    import pty
    import struct
    import termios

    keeper, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 25, real, 0, 0))
    with open(terminal, "w") as stdout, open(keeper):  # noqa: PTH123
        monkeypatch.setattr(sys, "stdout", stdout)
        monkeypatch.setenv("COLUMNS", "²")
        assert output.console().width == expected
        monkeypatch.setenv("COLUMNS", "33")
        assert output.console().width == 33


def test_the_width_of_the_tester_does_not_matter(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    wide = in_process("schedule", "2024")
    monkeypatch.setenv("COLUMNS", "20")
    assert in_process("schedule", "2024") == wide
