"""Whole processes against what importing typer, yaml and rich.table costs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from statistics import median
from time import perf_counter

FLOOR = [sys.executable, "-c", "import typer, yaml, rich.table"]
COMMANDS = (
    ("schedule", "2024"),
    ("schedule", "2024", "--format", "json"),
    ("schedule", "2027"),
    ("explain", "2024-05"),
    ("check",),
)
ROUNDS = 40


def main() -> None:
    """Print the median of each command and its ratio to the floor's."""
    # An installed package has its bytecode on disk; let a checkout have it too.
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    runs: dict[str, list[str]] = {"import floor": FLOOR}
    for command in COMMANDS:
        runs[" ".join(command)] = [sys.executable, "-m", "luanphien", *command]
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(ROUNDS + 2):
            for name, args in runs.items():
                start = perf_counter()
                subprocess.run(args, cwd=folder, env=env, stdout=subprocess.DEVNULL, check=True)
                if turn >= 2:  # the first two fill the caches
                    seconds[name].append(perf_counter() - start)
    floor = median(seconds["import floor"])
    for name, measured in seconds.items():
        middle = median(measured)
        print(f"{name:28} {middle * 1000:7.1f} ms  {middle / floor:5.2f} × floor")
