"""What the pictures of the documents are made from: what commands print, write and publish.

Each is known by a digest, so that a picture which shows something else than the commands do now is
found without drawing it again.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from tests.helpers.command_line import CONFIG, ROOT, environment

DOCS = ROOT / "docs"
DIGESTS = DOCS / "pictures.json"
DAY = date(2024, 3, 12)

COMMANDS = (("today",), ("schedule", "2024-03..2024-05"))
"""What is typed in the picture of the terminal."""

NOTICE, SITE = "notice.docx", "site"
_EXAMPLE = ("--config", str(CONFIG / "example"), "--today", str(DAY))
_EPOCH = "1710176700"
"""00:05 on that day in Vietnam: date -ud 2024-03-11T17:05 +%s."""


class Shown(NamedTuple):
    """What the pictures show: what each command prints, the notice, the page."""

    printed: dict[str, str]
    notice: bytes
    page: bytes

    def digests(self) -> dict[str, str]:
        """By which what each picture shows is known, by the picture's name."""
        terminal = json.dumps(self.printed).encode()
        shown = {"terminal.svg": terminal, "notice.png": self.notice, "page.png": self.page}
        return {name: sha256(content).hexdigest() for name, content in shown.items()}


def _run(folder: Path, *args: str) -> str:
    """What the command prints on a terminal of 80 columns, with its colours."""
    done = subprocess.run(
        [sys.executable, "-m", "luanphien", *args, *_EXAMPLE],
        cwd=folder,
        env={
            **environment(),
            "COLUMNS": "80",
            "FORCE_COLOR": "1",
            "TERM": "xterm-256color",
            "PYTHONUTF8": "1",
            "LUANPHIEN_STATE": str(folder / "register.sqlite"),
            "SOURCE_DATE_EPOCH": _EPOCH,
        },
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def shown(folder: Path) -> Shown:
    """What the pictures show; the notice and the site are left in the folder."""
    printed = {
        f"luanphien {' '.join(command)}": _run(folder, *command)  # before the register knows a run
        for command in COMMANDS
    }
    _run(folder, "notify", "--next", "-o", NOTICE)
    _run(folder, "publish", "-o", SITE, "--no-pdf")
    with ZipFile(folder / NOTICE) as word:
        notice = word.read("word/document.xml")
    return Shown(printed, notice, (folder / SITE / "index.html").read_bytes())


def recorded() -> dict[str, str]:
    """What was known when the pictures were made."""
    known: dict[str, str] = json.loads(DIGESTS.read_text("utf-8"))
    return known
