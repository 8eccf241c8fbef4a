"""Files that are either there whole or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from glob import escape
from hashlib import sha256
from pathlib import Path
from shutil import copy2, rmtree
from tempfile import NamedTemporaryFile, mkdtemp

from luanphien.core.errors import OperationError

_LETTERS = 8
"""How many letters, digits and _ `mkdtemp` puts at the end of a name."""
_LINK = ".link"


def replace_file(file: Path, content: bytes, *, private: bool = False) -> None:
    """Write the file so that a reader sees the old or the new one, never a part.

    A link keeps pointing to the file, which keeps its mode, and its owner as far as whoever runs
    this may see to it; a device or pipe is written to. A private file is its owner's alone. Raises
    OSError, naming the file, if it can't be written; then it is as it was.
    """
    if file.exists() and not file.is_file() and not file.is_dir():
        file.write_bytes(content)
        return
    place = file.resolve() if file.is_file() else file
    with _naming(file), ExitStack() as undo:
        _beside(place, content, undo, private=private).replace(place)
        undo.pop_all()


@contextmanager
def replacing(
    files: Mapping[Path, bytes | None], aside: str, private: Collection[Path] = ()
) -> Iterator[list[Path]]:
    """Let the files have these contents, all of them and for good only if the body succeeds.

    What is there and differs stays beside its place, its name followed by `aside`: these are
    yielded. A file without content goes there. Raises OSError, naming the file, if one can't be
    written; then, as when the body raises, all is as it was.
    """
    kept: list[Path] = []
    with ExitStack() as undo:
        new: dict[Path, Path | None] = {}
        for file, content in files.items():
            place = file.resolve()
            with _naming(file):
                if content is None:
                    new |= {place: None} if place.exists() else {}
                elif not place.exists() or place.read_bytes() != content:
                    _make_folders(place.parent, undo)
                    new[place] = _beside(place, content, undo, private=file in private)
        for place, temporary in new.items():
            with _naming(place):
                if place.exists():
                    old = place.with_name(place.name + aside)
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


def _beside(place: Path, content: bytes, undo: ExitStack, *, private: bool) -> Path:
    """The content in a new file beside the place, with the mode that it is to have there."""
    mode = place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~_umask()
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
def _naming(file: Path) -> Iterator[None]:
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


@contextmanager
def only_writer(*files: Path) -> Iterator[None]:
    """Nobody else who asks for this writes a file of their folders meanwhile.

    Raises OperationError if somebody does, and OSError if a folder can't be opened.
    """
    folders = sorted({Path(os.path.realpath(file)).parent for file in files})
    with ExitStack() as locks:
        try:
            for folder in folders:
                locks.enter_context(_alone(folder, wait=False))
        except BlockingIOError:
            raise OperationError(f"{files[0]}: đang có người khác ghi; hãy thử lại") from None
        yield


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Let the folder hold these files and no others; False if it does so already.

    The folder is a symbolic link to one beside it, so that a reader sees the old files or the new
    ones, never some of each; what it showed before stays for whoever is reading it still. Raises
    OperationError if the folder is there and somebody else's, and OSError, naming the folder, if
    it can't be written; then all is as it was.
    """
    with _naming(folder), _alone(folder.parent):
        marker = _marker(folder)
        shown = _shown(folder, marker)
        if shown and _content(shown) == files:
            return False
        new = Path(mkdtemp(dir=folder.parent, prefix=marker))
        try:
            _fill(new, files)
            _point(folder, new)
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


@contextmanager
def _alone(parent: Path, *, wait: bool = True) -> Iterator[None]:
    """Whoever else replaces something in the folder waits; the lock goes with the process.

    Who shall not `wait` gets a BlockingIOError.
    """
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:  # Windows
        yield
        return
    descriptor = os.open(parent, os.O_RDONLY)
    try:
        flock(descriptor, LOCK_EX if wait else LOCK_EX | LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def _shown(folder: Path, marker: str) -> Path | None:
    """What the folder shows now; None if there is nothing, or an empty folder."""
    if folder.is_symlink():
        target = folder.readlink()
        if _is_ours(target.name, marker) and target == Path(target.name):
            shown = folder.parent / target
            return shown if shown.is_dir() else None
    elif not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return None
    raise OperationError(f"{folder}: không phải thư mục trống hoặc trang đã tạo")


def _content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        with (folder / name).open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    folder.chmod(0o777 & ~_umask())


def _point(folder: Path, made: Path) -> None:
    """Let the folder be a link to what was made."""
    link = made.with_name(f"{made.name}{_LINK}")
    link.symlink_to(made.name, target_is_directory=True)
    try:
        if not folder.is_symlink() and folder.exists():
            folder.rmdir()  # an empty one, as `mkdir` left it
        link.replace(folder)
    except OSError:
        link.unlink()
        raise


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask
