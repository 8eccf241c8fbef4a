"""What is in the register stays there, whatever commands run, in whatever order.

A machine runs the commands at random: those that record, those that read, and those that are
wrong. It keeps its own list of what it has recorded and holds the register against it.
"""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.helpers.command_line import CONFIG, Called, in_process

EXAMPLE = CONFIG / "example"
OFFICERS = {"2024-02": "nguyen-van-g", "2024-05": "pham-thi-q", "2024-11": "hoang-van-r"}
shifts = st.sampled_from([*OFFICERS])
days = st.dates(date(2024, 1, 2), date(2024, 12, 31))
letters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
words = st.text(letters, min_size=1, max_size=12).filter(lambda text: not text.isspace())
numbers = st.integers(0, 10**12)


class History(RuleBasedStateMachine):
    """One register, and what was recorded in it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.state = self.folder / "register.sqlite"
        self.recorded: list[tuple[str, str, str]] = []
        self.before: list[Any] = []

    def run(self, *args: object, today: date | None = None) -> Called:
        """The command, with this register."""
        day = ("--today", today) if today else ()
        done = in_process(*args, "--state", self.state, *day)
        assert "Traceback" not in done.stderr
        return done

    def record(self, kind: str, shift: str, today: date, *args: object) -> None:
        """A command that records one fact."""
        done = self.run("register", *args, "--shift", shift, "--config", EXAMPLE, today=today)
        assert done.status == 0, done.stderr
        self.recorded.append((kind, shift, str(today)))

    @rule(shift=shifts, today=days, note=words)
    def notice(self, shift: str, today: date, note: str) -> None:
        self.record("sent", shift, today, "notice", "--by=A", f"--note={note}")

    @rule(shift=shifts, today=days, by=words)
    def acknowledge(self, shift: str, today: date, by: str) -> None:
        self.record("acknowledged", shift, today, "ack", f"--by={by}")

    @rule(shift=shifts, today=days, fees=numbers, note=words)
    def hand_over(self, shift: str, today: date, fees: int, note: str) -> None:
        more = (f"--fees={fees}", f"--note={note}")
        self.record("handed_over", shift, today, "handover", "--by=A", *more)

    @rule(shift=shifts, today=days, reason=words)
    def replace(self, shift: str, today: date, reason: str) -> None:
        named = (f"--officer={OFFICERS[shift]}", f"--reason=x{reason}", f"--since={shift}-15")
        self.record("replaced", shift, today, "replace", "--by=A", *named)

    @rule(today=days, format=st.sampled_from(["table", "json", "csv"]))
    def review(self, today: date, format: str) -> None:
        done = self.run("report", "2024", "--format", format, "--config", EXAMPLE, today=today)
        assert done.status == 0, done.stderr

    @rule(today=days, command=st.sampled_from(["today", "check"]))
    def look(self, today: date, command: str) -> None:
        assert self.run(command, "--config", EXAMPLE, today=today).status == 0

    @rule(format=st.sampled_from(["table", "json", "csv", "markdown"]))
    def list_all(self, format: str) -> None:
        assert self.run("register", "list", "--format", format).status == 0

    @rule(ending=st.sampled_from(["docx", "csv", "json"]), today=days)
    def export(self, ending: str, today: date) -> None:
        file = self.folder / f"book.{ending}"
        done = self.run("register", "export", "-o", file, "--config", EXAMPLE, today=today)
        assert done.status == 0, done.stderr

    @rule(
        args=st.sampled_from(
            [
                ("notice", "--shift", "2024-13", "--by", "A"),
                ("handover", "--shift", "2024-03", "--by", "A"),
                ("handover", "--shift", "2024-02", "--by", "A", "--received", "x"),
                ("replace", "--shift", "2024-02", "--officer", "ai", "--reason", "x", "--by", "A"),
            ]
        )
    )
    def mistake(self, args: tuple[str, ...]) -> None:
        assert self.run("register", *args, "--config", EXAMPLE).status == 2

    @invariant()
    def nothing_is_lost_or_changed(self) -> None:
        printed = self.run("register", "list", "--format", "json").stdout
        facts = json.loads(printed)["facts"]
        assert facts[: len(self.before)] == self.before
        assert [(fact["kind"], fact["shift"], fact["at"][:10]) for fact in facts] == self.recorded
        self.before = facts
        if self.recorded:
            assert self.run("register", "check").status == 0

    def teardown(self) -> None:
        """The files go."""
        shutil.rmtree(self.folder)


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=8, stateful_step_count=20, deadline=None)
