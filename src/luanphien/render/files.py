"""Files that are either there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from glob import escape as glob_escape
from pathlib import Path
from shutil import rmtree
from tempfile import NamedTemporaryFile, mkdtemp

from luanphien.core.errors import OperationError


def replace_file(file: Path, content: bytes) -> None:
    """Write the file so that a reader sees the old or the new one, never a part.

    Raises OSError, naming the file, if it can't be written; then it is as it was.
    """
    mode = file.stat().st_mode & 0o777 if file.exists() else 0o666 & ~_umask()
    temporary = None
    try:
        with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as out:
            temporary = Path(out.name)
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        temporary.chmod(mode)
        temporary.replace(file)
    except OSError as error:
        if temporary:
            temporary.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(file)) from error


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Let the folder hold these files and no others; False if it does so already.

    The folder is a symbolic link to one beside it, so that a reader sees the old files or the new
    ones, never some of each; what it showed before stays for whoever is reading it still. Raises
    OperationError if the folder is there and holds something else, and OSError, naming the folder,
    if it can't be written; then all is as it was.
    """
    if folder.is_dir() and _content(folder) == files:
        return False
    if not folder.is_symlink() and folder.exists():
        try:
            folder.rmdir()  # an empty one is what `mkdir` left
        except OSError as error:
            raise OperationError(f"{folder}: không phải thư mục trống hoặc trang đã tạo") from error
    shown = folder.resolve() if folder.is_symlink() else None
    marker = f".{folder.name}.luanphien-"
    made = None
    try:
        made = Path(mkdtemp(dir=folder.parent, prefix=marker))
        _fill(made, files)
        link = made.with_name(f"{made.name}.link")
        link.symlink_to(made.name, target_is_directory=True)
        link.replace(folder)
    except OSError as error:
        if made:
            rmtree(made, ignore_errors=True)
        raise OSError(error.errno, error.strerror, str(folder)) from error
    if shown and shown.exists():
        _remove_older(folder.parent.glob(f"{glob_escape(marker)}*"), shown.stat().st_mtime)
    return True


def _remove_older(folders: Iterable[Path], moment: float) -> None:
    """Remove what was shown before that; another run may be making a newer one."""
    for folder in folders:
        if folder.lstat().st_mtime < moment:
            rmtree(folder, ignore_errors=True)


def _content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        with (folder / name).open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    folder.chmod(0o777 & ~_umask())


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask
