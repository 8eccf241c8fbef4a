"""Make the pictures of the documents: the terminal, the notice in Word and the page.

    python tools/make_pictures.py

Needs Debian's chromium, chromium-driver, libreoffice-writer-nogui and poppler-utils. Look at the
pictures before committing them.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.helpers.browser import browser  # noqa: E402
from tests.helpers.office import office  # noqa: E402
from tests.helpers.pictures import DAY, DIGESTS, DOCS, NOTICE, SITE, shown  # noqa: E402

FONTS = "Consolas, Menlo, 'Noto Sans Mono', monospace"
"""Those that have all letters of Vietnamese; Liberation Mono and DejaVu have not."""


def terminal(printed: Mapping[str, str]) -> str:
    """The commands and what they print, as an SVG that asks nobody for a font."""
    console = Console(record=True, width=80, file=StringIO(), force_terminal=True)
    for command, text in printed.items():
        console.print(Text(f"$ {command}", style="bold green"))
        console.print(Text.from_ansi(text))
    svg = console.export_svg(title="luanphien")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub("font-family: Fira Code, monospace", f"font-family: {FONTS}", svg)


def first_page(word: Path) -> bytes:
    """The first page of the Word file as LibreOffice shows it, as PNG."""
    office("pdf", word)
    draw = ["pdftoppm", "-png", "-r", "80", "-f", "1", "-l", "1", str(word.with_suffix(".pdf"))]
    return subprocess.run(draw, check=True, capture_output=True).stdout


with TemporaryDirectory() as name, browser() as opened:
    folder = Path(name)
    now = shown(folder)
    (DOCS / "terminal.svg").write_text(terminal(now.printed), "utf-8")
    (DOCS / "notice.png").write_bytes(first_page(folder / NOTICE))
    opened.open(folder / SITE / "index.html", DAY)
    (DOCS / "page.png").write_bytes(opened.picture(1280))
    DIGESTS.write_text(json.dumps(now.digests(), indent=2) + "\n", "utf-8")
