"""Whole processes against what importing the libraries that they need costs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from statistics import median
from time import perf_counter

TERMINAL = "import typer, yaml, rich.table"
WORKBOOK = "import typer, yaml, xlsxwriter"
WORD = "import typer, yaml, docx, jinja2.sandbox"
COMMANDS = {
    ("schedule", "2024"): TERMINAL,
    ("schedule", "2024", "--format", "json"): TERMINAL,
    ("schedule", "2027"): TERMINAL,
    ("explain", "2024-05"): TERMINAL,
    ("check",): TERMINAL,
    ("schedule", "2026", "-o", "x.xlsx"): WORKBOOK,
    ("schedule", "2026", "-o", "x.docx"): WORD,
}
"""What each command needs; a file is to cost little more than the library that writes it."""
ROUNDS = 40


def main() -> None:
    """Print the median of each command and its ratio to its own floor's."""
    # An installed package has its bytecode on disk; let a checkout have it too.
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    runs = {floor: ["-c", floor] for floor in COMMANDS.values()}
    runs |= {" ".join(command): ["-m", "luanphien", *command] for command in COMMANDS}
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(ROUNDS + 2):
            for name, args in runs.items():
                start = perf_counter()
                subprocess.run(
                    [sys.executable, *args],
                    cwd=folder,
                    env=env,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    check=True,
                )
                if turn >= 2:  # the first two fill the caches
                    seconds[name].append(perf_counter() - start)
    middle = {name: median(measured) * 1000 for name, measured in seconds.items()}
    for floor in dict.fromkeys(COMMANDS.values()):
        print(f"{floor:42} {middle[floor]:7.1f} ms")
    for command, floor in COMMANDS.items():
        taken = middle[" ".join(command)]
        print(f"{' '.join(command):42} {taken:7.1f} ms  {taken / middle[floor]:5.2f} × its imports")
