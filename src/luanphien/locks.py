"""One at a time: a lock that the operating system gives back when its process ends, however."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from luanphien.core.errors import OperationError

FOLDER_LOCK = ".luanphien.lock"
"""The file in a folder that who writes there by turns holds."""


@contextmanager
def locked(file: Path, *, wait: bool) -> Iterator[bool]:
    """Whether this process alone holds the lock of the file, until the body ends.

    The file is made if it is missing, and stays: who deletes a lock lets two hold it. Whoever may
    read it may hold it. Raises OSError if it can't be opened, a link among others, and
    OperationError if it is a pipe, a device or a folder.
    """
    from filelock import lock_descriptor  # flock on one system, LockFileEx on the other

    # A pipe that nobody writes to is opened at once, and then refused.
    flags = os.O_RDONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(file, flags, 0o644)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OperationError(f"{file}: không phải tệp thường, không khóa được; hãy xóa đi")
        yield lock_descriptor(descriptor, blocking=wait)
    finally:
        os.close(descriptor)


@contextmanager
def only_writer(*files: Path) -> Iterator[None]:
    """Nobody else who asks for this writes a file of their folders meanwhile.

    Raises OperationError if somebody does, and OSError if a folder can't be written to.
    """
    folders = sorted({Path(os.path.realpath(file)).parent for file in files})
    with ExitStack() as locks:
        for folder in folders:
            if not locks.enter_context(locked(folder / FOLDER_LOCK, wait=False)):
                raise OperationError(f"{files[0]}: đang có người khác ghi; hãy thử lại")
        yield
