"""Completion: asked as the shells ask, and by the shells that are here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from luanphien.cli import complete
from luanphien.cli.main import COMMANDS
from tests.helpers.command_line import CONFIG, ROOT, Run, environment

EXAMPLE = CONFIG / "example"


def asked(line: str, *, config: Path = EXAMPLE) -> list[str]:
    """What fish shows for the line: a word and what is said of it, with a tab between."""
    done = subprocess.run(
        [sys.executable, "-m", "luanphien"],
        cwd=ROOT,
        env={
            **environment(),
            "PYTHONUTF8": "1",
            "LUANPHIEN_CONFIG": str(config),
            "_LUANPHIEN_COMPLETE": "complete_fish",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "_TYPER_COMPLETE_ARGS": line,
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    return list(filter(None, done.stdout.splitlines()))


def test_commands_say_in_vietnamese_what_they_do() -> None:
    shown = dict(line.split("\t") for line in asked("luanphien "))
    assert tuple(shown) == COMMANDS
    assert shown["schedule"] == "In lịch luân phiên."


def test_agencies_people_formats() -> None:
    assert "stc\tSở Tài chính" in asked("luanphien schedule --agency ")
    assert asked("luanphien schedule --person tran-thi-b") == ["tran-thi-b\tTrần Thị B"]
    assert asked("luanphien schedule --format ") == ["table", "json", "csv", "markdown"]


@pytest.mark.parametrize(
    "command", ["notify", "handover", "replace", "register ack", "register list"]
)
def test_shifts_are_those_of_these_months(command: str) -> None:
    shown = [line.split("\t")[0] for line in asked(f"luanphien {command} --shift ")]
    assert 17 <= len(shown) <= 20  # half a year back, a year ahead
    assert shown == sorted(shown)


def test_a_configuration_named_earlier_counts() -> None:
    assert asked(f"luanphien schedule --config {CONFIG} --person ") == []  # nobody is in it


def test_a_broken_configuration_says_nothing_at_tab(tmp_path: Path) -> None:
    (tmp_path / "agencies.yaml").write_text("centre: [", "utf-8")
    assert asked("luanphien schedule --agency ", config=tmp_path) == []


SHELLS = {
    "bash": (
        'eval "$script"; COMP_WORDS=(luanphien schedule --agency s); COMP_CWORD=3; '
        '_luanphien_completion luanphien; echo "${COMPREPLY[@]}"'
    ),
    "fish": 'eval "$script"; complete --do-complete "luanphien schedule --agency s"',
}


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_works_in_its_shell(shell: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"no {shell}")
    done = subprocess.run(
        [shell, "-c", SHELLS[shell]],
        cwd=tmp_path,
        env={
            **environment(),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(tmp_path),
            "LUANPHIEN_CONFIG": str(EXAMPLE),
            "PYTHONUTF8": "1",
            "script": complete.script(shell),
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    words = [word.split("\t")[0] for word in done.stdout.replace(" ", "\n").splitlines()]
    assert {"svhttdl", "stc", "sct"} <= set(words), done.stderr


@pytest.mark.parametrize(
    ("shell", "file"),
    [
        ("bash", ".bash_completions/luanphien.sh"),
        ("zsh", ".zfunc/_luanphien"),
        ("fish", ".config/fish/completions/luanphien.fish"),
    ],
)
def test_it_is_installed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: str, file: str
) -> None:
    monkeypatch.setattr(complete, "this_shell", lambda: shell)
    done = run("--install-completion", HOME=str(tmp_path))
    assert done == (0, f"Đã ghi {tmp_path / file}; mở lại cửa sổ lệnh để dùng phím Tab.\n", "")
    assert "_LUANPHIEN_COMPLETE" in (tmp_path / file).read_text("utf-8")


def test_powershell_is_for_the_user_to_change(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(complete, "this_shell", lambda: "powershell")
    done = run("--install-completion")
    assert (done.status, "--show-completion >> $PROFILE" in done.stderr) == (1, True)
    assert "Register-ArgumentCompleter" in run("--show-completion").stdout


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
def test_a_shell_that_is_not_known(run: Run, monkeypatch: pytest.MonkeyPatch, option: str) -> None:
    monkeypatch.setattr(complete, "this_shell", lambda: None)
    done = run(option)
    assert (done.status, done.stdout) == (1, "")
    assert done.stderr == ("Lỗi: Không biết cửa sổ lệnh này; có bash, zsh, fish, powershell.\n")


def test_it_costs_nothing_where_it_is_not_used() -> None:
    code = (
        "import sys\n"
        "from luanphien.cli.main import _run\n"
        "sys.argv = ['luanphien', 'today', '--today', '2024-03-12']\n"
        "_run()"
    )
    before = {name for name in _modules("import typer") if "complet" in name or "shelling" in name}
    after = {name for name in _modules(code) if "complet" in name or "shelling" in name}
    assert after - before == {"luanphien.cli.complete"}


def _modules(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code],
        cwd=ROOT,
        env={**environment(), "PYTHONUTF8": "1", "LUANPHIEN_STATE": "no-register.sqlite"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "|" in line}
