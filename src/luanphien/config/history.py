"""A configuration as it was in a revision of the git checkout that holds it."""

from __future__ import annotations

import subprocess
import tarfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from luanphien.config.load import Configuration, load
from luanphien.config.problems import ConfigError
from luanphien.core.errors import LuanphienError


def load_revision(folder: Path, revision: str) -> Configuration:
    """The configuration that the folder held in the revision.

    Raises LuanphienError if the folder is in no checkout or the revision unknown, and
    ConfigError, its places named `revision:path`, if what was there is invalid.
    """
    top = Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip())
    name = f"{revision}^{{commit}}"
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    # All of it, since a configuration may name a file of days off outside its folder.
    archive = _git(top, "archive", "--format=tar", commit.decode().strip())
    with TemporaryDirectory() as temporary:
        with tarfile.open(fileobj=BytesIO(archive)) as tar:
            _extract_yaml(tar, Path(temporary))
        try:
            found = load(Path(temporary) / folder.resolve().relative_to(top))
        except ConfigError as error:
            raise ConfigError(
                problem._replace(file=problem.file.replace(f"{temporary}/", f"{revision}:", 1))
                for problem in error.problems
            ) from None
        if not found.holidays_document.file.startswith(temporary):
            outside = found.holidays_document.file
            raise LuanphienError(f"Tệp ngày nghỉ {outside} nằm ngoài kho git; không biết bản cũ.")
        return found


def _extract_yaml(tar: tarfile.TarFile, folder: Path) -> None:
    """Write the plain YAML files of the archive; links and anything else stay out."""
    for member in tar:
        content = tar.extractfile(member) if member.isfile() else None
        file = folder / member.name
        if content and file.suffix in (".yaml", ".yml"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.read())


def _git(folder: Path, *args: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(folder), *args], capture_output=True, check=False)
    except FileNotFoundError:
        raise LuanphienError("Không có git trên máy này; hãy so với một thư mục.") from None
    if done.returncode:
        wanted = args[-1].removesuffix("^{commit}")
        reason = (
            f"không có bản «{wanted}» trong kho git của {folder}, cũng không có thư mục đó"
            if "--verify" in args
            else f"{folder} không nằm trong một kho git"
        )
        raise LuanphienError(f"{reason[0].upper()}{reason[1:]}.")
    return done.stdout
