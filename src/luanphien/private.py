"""Files that are their owner's alone: letters, reasons and addresses stand in them."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def exposed(file: Path) -> bool:
    """Whether its mode lets others than its owner at it; False where there is none, or no modes."""
    if os.name != "posix":
        return False
    try:
        return bool(file.stat().st_mode & _OTHERS)
    except FileNotFoundError:
        return False


def narrow(file: Path) -> None:
    """Take the rights of others away, as far as whoever runs this may."""
    if exposed(file):
        with suppress(OSError):
            file.chmod(file.stat().st_mode & stat.S_IRWXU)


def make_folder(folder: Path) -> None:
    """Make the folder, and those above it that are missing, for their owner alone.

    Those that are there stay as they are: others may have their files in them.
    """
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(stat.S_IRWXU, exist_ok=True)


def make_file(file: Path, owner: os.stat_result) -> None:
    """Make an empty file for its owner alone; FileExistsError if something is there.

    What root makes belongs to the owner of another file, who may be the next to need it.
    """
    descriptor = os.open(file, os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
    os.close(descriptor)
    give_to(file, owner)


def give_to(file: Path, owner: os.stat_result) -> None:
    """Let what root has made belong to the owner of another file."""
    if user() == 0 and hasattr(os, "chown"):
        os.chown(file, owner.st_uid, owner.st_gid, follow_symlinks=False)


def user() -> int:
    """Whose rights this process has; 0 where files have no owners."""
    return os.geteuid() if hasattr(os, "geteuid") else 0
