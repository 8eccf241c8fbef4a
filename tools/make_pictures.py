"""Make the pictures of the documents: the page of the example configuration as a browser shows it.

    python tools/make_pictures.py

Needs Debian's chromium and chromium-driver. Look at the pictures before committing them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.helpers.browser import browser  # noqa: E402

DAY = date(2024, 3, 12)
PUBLISH = ("publish", "--config", ROOT / "config/example", "--today", DAY, "-o", "site")

with tempfile.TemporaryDirectory() as folder, browser() as opened:
    subprocess.run(
        [sys.executable, "-m", "luanphien", *map(str, PUBLISH), "--state", "register.sqlite"],
        cwd=folder,
        check=True,
    )
    opened.open(Path(folder) / "site/index.html", DAY)
    (ROOT / "docs/page.png").write_bytes(opened.picture(1280))
