"""Files that are either there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


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


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask
