"""A configuration as it was in a revision of the git checkout that holds it."""

from __future__ import annotations

import os
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

    Raises LuanphienError if the folder is in no checkout, the revision unknown, or its days off
    outside the checkout, and ConfigError, its places named `revision:path`, if what was there is
    invalid.
    """
    no_checkout = f"Thư mục {folder} không nằm trong một kho git."
    top = Path(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel", otherwise=no_checkout)))
    commit = _git(
        folder,
        *("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"),
        otherwise=f"Không có bản «{revision}» trong kho git của {folder}, "
        "cũng không có thư mục đó.",
    )
    # All of it, since a configuration may name a file of days off outside its folder.
    archive = _git(
        top,
        *("archive", "--format=tar", commit.decode()),
        otherwise=f"Không đọc được bản «{revision}» trong kho git của {folder}.",
    )
    with TemporaryDirectory() as temporary:
        with tarfile.open(fileobj=BytesIO(archive)) as tar:
            _extract_yaml(tar, Path(temporary))
        try:
            return load(Path(temporary) / folder.resolve().relative_to(top), within=Path(temporary))
        except ConfigError as error:
            inside = f"{temporary}{os.sep}"
            raise ConfigError(
                problem._replace(file=problem.file.replace(inside, f"{revision}:", 1))
                for problem in error.problems
            ) from None


def _extract_yaml(tar: tarfile.TarFile, folder: Path) -> None:
    """Write the plain YAML files of the archive; links and anything else stay out."""
    for member in tar:
        content = tar.extractfile(member) if member.isfile() else None
        file = folder / member.name
        if content and file.suffix in (".yaml", ".yml"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.read())


def _git(folder: Path, *args: str, otherwise: str) -> bytes:
    """What git prints, without the last line end; LuanphienError saying `otherwise` if it fails."""
    command = ["git", "-C", str(folder), *args]
    try:
        done = subprocess.run(command, capture_output=True, check=False, env=_environment())
    except FileNotFoundError:
        raise LuanphienError("Không có git trên máy này; hãy so với một thư mục.") from None
    if done.returncode:
        raise LuanphienError(otherwise)
    return done.stdout.removesuffix(b"\n")


def _environment() -> dict[str, str]:
    """The environment without what tells git, as in a hook, that it works on another checkout."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_")
        or name.startswith(("GIT_CONFIG_", "GIT_EXEC_", "GIT_CEILING_"))
    }
