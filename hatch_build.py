"""The revision of the git checkout that a package is built from goes into it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NAME = "revision.txt"


class Revision(BuildHookInterface[Any]):
    """Adds the file to the archive of the source, and to the package, made of either."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Put the revision where the package will look for it; nothing where there is none."""
        if version == "editable":
            return
        file = Path(self.root, NAME)
        if revision := _revision(Path(self.root)):
            file = Path(mkdtemp(), NAME)
            file.write_text(revision, "utf-8")
        if file.exists():
            place = NAME if self.target_name == "sdist" else f"luanphien/{NAME}"
            build_data["force_include"][str(file)] = place


def _revision(root: Path) -> str:
    """`3cee6f0`, or `3cee6f0+` with changes on top; empty where this is not git's own root."""
    if not (root / ".git").exists():
        return ""
    git = ("git", "-C", str(root))
    try:
        described = subprocess.run(
            (*git, "describe", "--always", "--match=", "--dirty=+"),
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        return ""
    return described.stdout.strip()
