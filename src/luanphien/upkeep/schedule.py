"""What of luanphien the system runs by itself: by cron, systemd, launchd or the Task Scheduler."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import suppress
from glob import escape, glob
from pathlib import Path
from shutil import which
from typing import NamedTuple

from luanphien.core.runs import Work

_TABLES = ("etc/crontab", "etc/cron.d/*", "var/spool/cron/crontabs/*", "var/spool/cron/*")
_UNITS = ("etc/systemd/system", "usr/lib/systemd/system", "usr/local/lib/systemd/system")
_AGENTS = ("Library/LaunchDaemons/*.plist", "Library/LaunchAgents/*.plist")
_ASKED = (("crontab", "-l"), ("schtasks", "/query", "/fo", "csv", "/v"))
"""Commands that tell what this user has scheduled, where the system has them."""


class Job(NamedTuple):
    """Work that is scheduled, where that is written, and the register that it names."""

    work: Work
    place: str
    state: str | None


def jobs(root: Path, environment: Mapping[str, str]) -> list[Job]:
    """What is scheduled, as far as whoever asks may look."""
    return [
        *(job for file in _files(root, environment) for job in _in(file)),
        *(job for command in _ASKED for job in _jobs(_said(command), " ".join(command))),
    ]


def _files(root: Path, environment: Mapping[str, str]) -> Iterator[Path]:
    for pattern in _TABLES:
        yield from seen(root, pattern)
    switched_on = root / "etc/systemd/system/timers.target.wants"
    for folder in _UNITS:
        for timer in seen(root, f"{folder}/*.timer"):
            # It is a link, which in a test, or an image that is being built, leads nowhere.
            if os.path.islink(switched_on / timer.name):  # noqa: PTH114 - never raises
                yield timer.with_suffix(".service")
    home = environment.get("HOME")
    for place in (root, *([Path(home)] if home else [])):
        for pattern in _AGENTS:
            yield from seen(place, pattern)


def seen(root: Path, pattern: str) -> list[Path]:
    """What is there, in order, as far as this user may look; pathlib's `glob` would raise."""
    return sorted(map(Path, glob(os.path.join(escape(str(root)), pattern))))  # noqa: PTH118, PTH207


def _in(file: Path) -> Iterator[Job]:
    with suppress(OSError):
        yield from _jobs(file.read_text("utf-8", "replace"), str(file))


def _said(command: tuple[str, ...]) -> str:
    if not which(command[0]):
        return ""
    with suppress(OSError, subprocess.TimeoutExpired):
        asked = subprocess.run(command, capture_output=True, timeout=10, check=False)
        return asked.stdout.decode("utf-8", "replace")
    return ""


def _jobs(text: str, place: str) -> Iterator[Job]:
    for line in re.sub(r"</?\w+>\s*", " ", text.replace("\\\n", " ")).splitlines():
        if "luanphien" in line and not line.lstrip().startswith("#"):
            if "--send" in line and "--dry-run" not in line:
                yield Job("send", place, _state(line))
            for work in ("inbox", "publish"):
                if f" {work} " in f"{line} " and "--dry-run" not in line:
                    yield Job(work, place, _state(line))


def _state(line: str) -> str | None:
    with suppress(ValueError):
        words = shlex.split(line)
        for word, following in zip(words, [*words[1:], ""], strict=True):
            if word == "--state":
                return following
            if word.startswith("--state="):
                return word.removeprefix("--state=")
    return None
