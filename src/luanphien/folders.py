"""A folder of files that is replaced whole, for as many readers as there are.

It is a symbolic link to a folder beside it. Where the system allows no links, as Windows does an
ordinary user, it is a plain folder, and another takes its name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from glob import escape
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from luanphien.core.errors import OperationError
from luanphien.files import naming, umask
from luanphien.locks import FOLDER_LOCK, locked

_LETTERS = 8
"""How many letters, digits and _ `mkdtemp` puts at the end of a name."""
_LINK = ".link"
_LIST = ".files"
"""What a plain folder has beside it: the names of the files that are ours."""


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Let the folder hold these files and no others; False if it does so already.

    A reader sees the old files or the new ones, never some of each; what the folder showed before
    stays for whoever is reading it still, where that is possible. Raises OperationError if the
    folder is there and somebody else's, and OSError, naming the folder, if it can't be written;
    then all is as it was.
    """
    with naming(folder), locked(folder.parent / FOLDER_LOCK, wait=True):
        marker = _marker(folder)
        shown = _shown(folder, marker)
        if shown and _content(shown) == files:
            return False
        new = Path(mkdtemp(dir=folder.parent, prefix=marker))
        try:
            _fill(new, files)
            if not _point(folder, new):
                _swap(folder, new, marker)
        except OSError:
            rmtree(new, ignore_errors=True)
            raise
        for other in folder.parent.glob(f"{escape(marker)}*"):
            if _is_ours(other.name, marker) and other not in (new, shown):
                rmtree(other, ignore_errors=True)
        return True


def _marker(folder: Path) -> str:
    """What the names of the folders beside it begin with, before the letters of `mkdtemp`.

    A name that leaves no room for them gives way to its digest.
    """
    marker = f".{folder.name}.luanphien-"
    room = os.pathconf(folder.parent, "PC_NAME_MAX") if hasattr(os, "pathconf") else 255
    if len(os.fsencode(f"{marker}{_LETTERS * '_'}{_LINK}")) > room:
        marker = f".{sha256(os.fsencode(folder.name)).hexdigest()}.luanphien="
    return marker


def _is_ours(name: str, marker: str) -> bool:
    """Whether that is a folder of this site: those of `site.luanphien-b` begin alike, but go on."""
    return re.fullmatch(rf"{re.escape(marker)}[a-z0-9_]{{{_LETTERS}}}", name) is not None


def _shown(folder: Path, marker: str) -> Path | None:
    """What the folder shows now; None if there is nothing, or an empty folder."""
    if folder.is_symlink():
        target = folder.readlink()
        if _is_ours(target.name, marker) and target == Path(target.name):
            shown = folder.parent / target
            return shown if shown.is_dir() else None
    elif not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return None
    elif folder.is_dir() and {file.name for file in folder.iterdir()} <= _listed(folder, marker):
        return folder
    raise OperationError(f"{folder}: không phải thư mục trống hoặc trang đã tạo")


def _list(folder: Path, marker: str) -> Path:
    return folder.with_name(f"{marker.rstrip('-=')}{_LIST}")


def _listed(folder: Path, marker: str) -> set[str]:
    """The files of a plain folder that are ours."""
    with suppress(FileNotFoundError):
        return set(_list(folder, marker).read_text("utf-8").splitlines())
    return set()


def _content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        with (folder / name).open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    folder.chmod(0o777 & ~umask())


def _point(folder: Path, new: Path) -> bool:
    """Let the folder be a link to the new one; False where links are not allowed."""
    link = new.with_name(f"{new.name}{_LINK}")
    try:
        link.symlink_to(new.name, target_is_directory=True)
    except (NotImplementedError, OSError):
        return False
    try:
        if not folder.is_symlink() and folder.exists():
            folder.rmdir()  # an empty one, as `mkdir` left it
        link.replace(folder)
    except OSError:
        link.unlink()
        raise
    return True


def _swap(folder: Path, new: Path, marker: str) -> None:
    """Let the new folder have the name of the old one; for a moment there is neither."""
    names = _listed(folder, marker) | {file.name for file in new.iterdir()}
    _list(folder, marker).write_text("\n".join(sorted(names)), "utf-8")
    old = Path(mkdtemp(dir=folder.parent, prefix=marker))
    old.rmdir()
    if folder.exists():
        folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    rmtree(old, ignore_errors=True)
