"""An installation from its backup: whole or not at all, and nothing lost that was there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from luanphien.config import ConfigError, Configuration, load
from luanphien.config.load import AGENCIES
from luanphien.core.errors import OperationError
from luanphien.core.facts import Fact
from luanphien.files import free, replace_file, replacing
from luanphien.locks import FOLDER_LOCK, only_writer
from luanphien.register import Register
from luanphien.register.opening import begin, is_absent
from luanphien.upkeep.archive import unpack
from luanphien.upkeep.backup import (
    ASIDE,
    CONFIGURATION,
    REGISTER,
    SECRETS,
    configuration_files,
    is_aside,
)
from luanphien.upkeep.secrets import Secret, secrets


class Restored(NamedTuple):
    """What has come back, and the files that were there before, under the names they have now."""

    made_at: datetime
    files: list[Path]
    facts: list[Fact] | None
    """What the register says; None if the backup has no register."""
    kept: list[Path]
    secrets: list[Secret]
    """The files of passwords that the configuration names."""


class _Backup(NamedTuple):
    """A backup that has been looked through."""

    made_at: datetime
    files: Mapping[str, bytes]
    configuration: Configuration
    register: Register | None
    """Open to be read."""

    def under(self, prefix: str, folder: Path) -> dict[Path, bytes]:
        """The files with that prefix by their places in the folder."""
        return {
            folder / name.removeprefix(prefix): content
            for name, content in self.files.items()
            if name.startswith(prefix)
        }


def restore(
    file: Path, folder: Path, register_file: Path, at: datetime, *, force: bool = False
) -> Restored:
    """Put the backup's configuration into the folder, and its register in its place.

    What is there and differs stays beside it, named after the moment `at`. Raises OperationError
    if the archive is not whole or holds what no backup does, its register is not whole, somebody
    else writes there, or the register in place can't be read or has records that the backup has
    not, which `force` puts aside; ConfigError if its configuration
    is not valid here; OSError if something can't be written. Then all is as it was.
    """
    aside = f"{at:{ASIDE}}"
    with _opened(file) as backup, _only_writer(folder):
        if backup.register and not force:
            _refuse_to_lose(backup.register, register_file)
        files = backup.under(CONFIGURATION, folder)
        passwords, named = (
            backup.under(SECRETS, folder),
            secrets(backup.configuration.decisions, folder),
        )
        outdated = dict.fromkeys(set(configuration_files(folder)) - files.keys())
        with replacing({**outdated, **files, **passwords}, aside, passwords) as kept:
            if backup.register:
                kept += _put_back(backup.register, register_file, aside, force=force)
        return Restored(
            backup.made_at,
            [*files, *passwords],
            backup.register.facts() if backup.register else None,
            kept,
            named,
        )


@contextmanager
def _opened(file: Path) -> Iterator[_Backup]:
    """The backup once all that is in it has been found right."""
    manifest, members = unpack(file)
    # Earlier versions packed these with the templates.
    files = {name: content for name, content in members.items() if not is_aside(name)}
    with TemporaryDirectory() as temporary, ExitStack() as opened:
        for name, content in files.items():
            place = Path(temporary, name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        try:
            configuration = load(Path(temporary, CONFIGURATION))
            _refuse_strange(files, configuration)
            register = None
            if REGISTER in files:
                register = opened.enter_context(Register(Path(temporary, REGISTER), create=False))
                if faults := register.check():
                    raise OperationError(f"{file}: sổ trong bản sao lưu đã hỏng ({faults[0]})")
        except ConfigError as error:
            raise ConfigError(
                problem._replace(file=problem.file.replace(temporary, str(file), 1))
                for problem in error.problems
            ) from None
        except OperationError as error:
            raise OperationError(str(error).replace(temporary, str(file))) from error
        yield _Backup(manifest.made_at, files, configuration, register)


def _refuse_strange(names: Iterable[str], configuration: Configuration) -> None:
    """OperationError if one is none that `backup` gives to a file of this configuration.

    What is not looked through must not be written, least of all over what was.
    """
    folder = configuration.folder
    own = {*configuration_files(folder), Path(configuration.holidays_document.file)}
    places = {place.relative_to(folder).as_posix() for place in own if folder in place.parents}
    expected = {REGISTER, *(CONFIGURATION + place for place in places - {FOLDER_LOCK})}
    passwords = {secret.name for secret in secrets(configuration.decisions, folder)}
    expected |= {SECRETS + name for name in passwords - {*places, FOLDER_LOCK}}
    for name in names:
        if name not in expected:
            raise OperationError(f"{folder.parent}: bản sao lưu có mục lạ «{name}»")


def _only_writer(folder: Path) -> AbstractContextManager[None]:
    """As `change` has it: nobody else changes this configuration meanwhile.

    Where there is none yet, or none that could be written to, nobody does.
    """
    agencies = folder / AGENCIES
    writable = os.access(Path(os.path.realpath(agencies)).parent, os.W_OK)
    return only_writer(agencies) if writable else nullcontext()


def _refuse_to_lose(register: Register, place: Path) -> None:
    """OperationError if a register stands there that can't be read, or has what this one lacks."""
    if is_absent(place):
        return
    try:
        with Register(place, create=False) as there:
            lacking = register.lacks(there)
    except OperationError as error:
        raise OperationError(f"{error}. --force: để tệp này sang bên, dùng bản sao lưu") from error
    if lacking:
        raise OperationError(
            f"{place}: sổ ở đây mới hơn, có {lacking} bản ghi mà bản sao lưu không có. --force: "
            "để sổ này sang bên, dùng bản sao lưu"
        )


def _put_back(register: Register, place: Path, aside: str, *, force: bool) -> list[Path]:
    """Let the register's file hold this register; where the one that was there is now, if it is.

    A file that others have open is not replaced under their hands but written to, as one
    transaction: what they record afterwards goes into the register, not into a file without a name.
    """
    old = free(place.resolve().with_name(f"{place.resolve().name}{aside}"))
    try:
        if is_absent(place):
            begin(place, register.whole())
            return []
        there = Register(place)
    except FileExistsError:
        raise OperationError(f"{place}: vừa có một sổ mới ở đây; hãy chạy lại") from None
    except OperationError:
        if not force:
            raise
        place.resolve().rename(old)
        begin(place, register.whole())
        return [old]
    with there, there.only_one() as alone:
        if not alone:
            raise OperationError(f"{place}: đang gửi thư; hãy đợi gửi xong rồi chạy lại")
        kept = []
        if register.lacks(there):
            if not force:
                _refuse_to_lose(register, place)
            replace_file(old, there.whole(), private=True)
            kept = [old]
        there.become(register)
        return kept
