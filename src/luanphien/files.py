"""Files that are either there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from shutil import copy2
from tempfile import NamedTemporaryFile

from luanphien.core.errors import LuanphienError

OLD = ".luanphien-cu"
"""What follows the name of a file while the new one takes its place."""


def content_of(file: Path, largest: int) -> bytes:
    """What an ordinary file of at most so many bytes holds, however large it is.

    Raises LuanphienError if it is larger, or is no file.
    """
    if file.exists() and not file.is_file():
        raise LuanphienError(f"{file}: không phải tệp thường")
    with file.open("rb") as source:
        content = source.read(largest + 1)
    if len(content) > largest:
        raise LuanphienError(f"{file}: lớn quá {largest >> 20} MB")
    return content


def replace_file(file: Path, content: bytes, *, private: bool = False) -> None:
    """Write the file so that a reader sees the old or the new one, never a part.

    A link keeps pointing to the file, which keeps its mode, and its owner as far as whoever runs
    this may see to it; a device or pipe is written to. A private file is its owner's alone. Raises
    OSError, naming the file, or its folder where that is not there, if it can't be written; then it
    is as it was.
    """
    if file.exists() and not file.is_file() and not file.is_dir():
        file.write_bytes(content)
        return
    place = file.resolve() if file.is_file() else file
    with naming(file if file.parent.exists() else file.parent), ExitStack() as undo:
        _beside(place, content, undo, private=private).replace(place)
        undo.pop_all()


def write_new(file: Path, content: bytes, ending: str = "") -> Path:
    """Write a file that is its owner's alone where `free` has a place for it, which is given back.

    Nothing is written over, not even what comes to be at the same moment. Raises as `replace_file`.
    """
    place = _claimed(file, ending)
    try:
        replace_file(place, content, private=True)
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return place


def _claimed(file: Path, ending: str) -> Path:
    """A free place that nobody else is given: an empty file holds it."""
    while True:
        place = free(file, ending)
        with naming(place), suppress(FileExistsError):
            os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            return place


def replace_files(files: Mapping[Path, bytes], private: Collection[Path] = ()) -> None:
    """Write the files so that a reader sees all of the new ones in the end, or the old ones.

    Raises OSError, naming the file, if one of them can't be written; then all are as they were.
    """
    for file in files:
        file.parent.stat()  # a folder that is missing is not made, as none is for one file
    with replacing(files, OLD, private) as kept:
        pass
    for old in kept:
        old.unlink()


@contextmanager
def replacing(
    files: Mapping[Path, bytes | None], aside: str, private: Collection[Path] = ()
) -> Iterator[list[Path]]:
    """Let the files have these contents, all of them and for good only if the body succeeds.

    What is there and differs stays beside its place, its name followed by `aside`, and a number
    where there is one already: these are yielded. A file without content goes there. Raises
    OSError, naming the file, if one can't be written; then, as when the body raises, all is as it
    was.
    """
    kept: list[Path] = []
    with ExitStack() as undo:
        new: dict[Path, Path | None] = {}
        for file, content in files.items():
            place = file.resolve()
            with naming(file):
                if content is None:
                    new |= {place: None} if place.exists() else {}
                elif not place.is_file() or place.read_bytes() != content:
                    _make_folders(place.parent, undo)
                    new[place] = _beside(place, content, undo, private=file in private)
        for place, temporary in new.items():
            with naming(place):
                if place.exists():
                    old = free(place.with_name(place.name + aside))
                    copy2(place, old)
                    undo.callback(old.replace, place)
                    kept.append(old)
                else:
                    undo.callback(place.unlink, missing_ok=True)
                if temporary:
                    temporary.replace(place)
                else:
                    place.unlink()
        yield kept
        undo.pop_all()


def free(file: Path, ending: str = "") -> Path:
    """The file, or where there is one already the first after it: -2, -3 before the ending."""
    stem, number = file.name.removesuffix(ending), 1
    while os.path.lexists(file):
        number += 1
        file = file.with_name(f"{stem}-{number}{ending}")
    return file


def _beside(place: Path, content: bytes, undo: ExitStack, *, private: bool) -> Path:
    """The content in a new file beside the place, with the mode that it is to have there."""
    mode = place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~umask()
    # The name is not that of the file, which may be as long as a name can be.
    with NamedTemporaryFile(dir=place.parent, prefix=".luanphien-", delete=False) as out:
        temporary = Path(out.name)
        undo.callback(temporary.unlink, missing_ok=True)
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    _give_to_owner_of(place, temporary)
    if not private:
        temporary.chmod(mode)
    return temporary


def _make_folders(folder: Path, undo: ExitStack) -> None:
    for missing in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
        missing.mkdir()
        undo.callback(missing.rmdir)


@contextmanager
def naming(file: Path) -> Iterator[None]:
    """An OSError in the body names the file, not what was written on the way to it."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error


def _give_to_owner_of(place: Path, file: Path) -> None:
    if place.exists() and hasattr(os, "chown"):
        status = place.stat()
        with suppress(PermissionError):
            os.chown(file, status.st_uid, status.st_gid)


def umask() -> int:
    """What files that are made are not allowed."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
