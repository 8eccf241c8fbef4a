"""What an installation is, as one file: its configuration, its templates, its register.

Passwords are no part of it unless that is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from importlib.metadata import version
from os.path import abspath, normpath
from pathlib import Path

from luanphien.config import Configuration
from luanphien.config.edit import put
from luanphien.config.load import AGENCIES, HOLIDAYS
from luanphien.core.errors import OperationError, reason
from luanphien.files import write_new
from luanphien.private import make_folder
from luanphien.register import Register
from luanphien.register.opening import is_absent
from luanphien.upkeep.archive import names, pack
from luanphien.upkeep.secrets import secrets

CONFIGURATION = "config/"
REGISTER = "register.sqlite"
SECRETS = "secrets/"
ENDING = ".tar.gz"

_OF_A_DAY = re.compile(r"luanphien-(\d{4}-\d{2}-\d{2})(?:-(\d{1,4}))?\.tar\.gz")


ASIDE = ".truoc-%Y%m%d-%H%M%S"
"""What follows the name of a file that a restore has put aside, at that moment."""

_ASIDE = re.compile(r"\.truoc-\d{8}-\d{6}")


def backup(
    configuration: Configuration, register_file: Path, at: datetime, *, with_secrets: bool = False
) -> bytes:
    """The installation at that moment, as an archive.

    What others write to the register meanwhile is in it whole or not at all. OperationError if
    the register fails, or a password that is asked for can't be read; one that is `away` is left
    out.
    """
    files = {CONFIGURATION + name: content for name, content in _configuration(configuration)}
    if not is_absent(register_file):
        with Register(register_file, create=False) as register:
            files[REGISTER] = register.whole()
    if with_secrets:
        files |= {SECRETS + name: content for name, content in _secrets(configuration)}
    return pack(files, version("luanphien"), at)


def nightly(configuration: Configuration, register_file: Path, at: datetime) -> None:
    """Write the day's backup where the configuration wants one, and delete those that are too old.

    One that somebody else has made counts if it has the register. Those of days to come, which a
    wrong clock has made, stand outside the count. OperationError if it can't be written; an
    earlier one is deleted only after that.
    """
    rule = configuration.decisions.backup
    if rule is None:
        return
    folder = configuration.place(rule.folder)
    today = str(at.date())
    try:
        make_folder(folder)
        if not any(REGISTER in names(file) for file in _by_day(folder).get(today, [])):
            content = backup(configuration, register_file, at)
            write_of_day(folder, content, at.date())
        by_day = _by_day(folder)
        for day in [day for day in by_day if day <= today][: -rule.keep]:
            for old in by_day[day]:
                old.unlink(missing_ok=True)
    except OSError as error:
        raise OperationError(f"{error.filename}: chưa sao lưu được ({reason(error)})") from error


def write_of_day(folder: Path, content: bytes, day: date) -> Path:
    """Write a backup of the day into the folder, over no other one; where it is now."""
    return write_new(folder / f"luanphien-{day}{ENDING}", content, ENDING)


def nightly_backups(folder: Path) -> list[Path]:
    """The backups of single days in the folder, oldest first; nothing else that is there."""
    return [file for files in _by_day(folder).values() for file in files]


def _by_day(folder: Path) -> dict[str, list[Path]]:
    """The same by days as they are written (ISO 8601), both in order."""
    named = [(name, file) for file in folder.iterdir() if (name := _OF_A_DAY.fullmatch(file.name))]
    by_day: dict[str, list[Path]] = {}
    for name, file in sorted(named, key=lambda pair: (pair[0][1], int(pair[0][2] or 1))):
        by_day.setdefault(name[1], []).append(file)
    return by_day


def configuration_files(folder: Path) -> Iterator[Path]:
    """The files in a folder of configuration that belong to it.

    No password, no hidden file, and none that a restore has put aside.
    """
    yield folder / AGENCIES
    for pattern in ("[!.~]*.schema.json", "templates/[!.~]*"):
        for file in sorted(folder.glob(pattern)):
            if file.is_file() and not is_aside(file.name):
                yield file


def is_aside(name: str) -> bool:
    """Whether that is the name of a file that a restore has put aside."""
    return bool(_ASIDE.search(name))


def _configuration(configuration: Configuration) -> Iterator[tuple[str, bytes]]:
    """The files of the configuration by their names below its folder.

    The days off may stand outside, where they would be lost, or written over, on another machine,
    or be named by a path that leads there: in the backup they stand inside, by a plain name.
    """
    folder = Path(abspath(configuration.folder))  # noqa: PTH100 - a link stays as it is named
    for file in configuration_files(folder):
        yield file.relative_to(folder).as_posix(), file.read_bytes()
    days_off = Path(abspath(configuration.holidays_document.file))  # noqa: PTH100
    inside = days_off.is_relative_to(folder)
    name = days_off.relative_to(folder).as_posix() if inside else HOLIDAYS
    yield name, days_off.read_bytes()
    if normpath(configuration.decisions.holidays) != normpath(name):
        agencies = (folder / AGENCIES).read_text("utf-8")
        yield AGENCIES, put(agencies, ("holidays",), name).encode()


def _secrets(configuration: Configuration) -> Iterator[tuple[str, bytes]]:
    """The files that hold passwords, by their names in a backup."""
    for secret in secrets(configuration.decisions, configuration.folder):
        if not secret.away:
            try:
                yield secret.name, secret.file.read_bytes()
            except OSError as error:
                text = f"{secret.file}: không đọc được mật khẩu ({reason(error)})"
                raise OperationError(text) from error
