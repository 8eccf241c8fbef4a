"""Finding, reading and building a configuration."""

from __future__ import annotations

from collections.abc import Mapping
from os.path import normpath
from pathlib import Path
from typing import NamedTuple

from luanphien.config import build
from luanphien.config.problems import ConfigError, Problem
from luanphien.config.rules import agency_problems, holiday_problems
from luanphien.config.shapes import AgenciesFile, HolidaysFile
from luanphien.config.source import Document
from luanphien.config.staff_rules import people_problems, roster_problems, shift_problems
from luanphien.config.validate import S, validate
from luanphien.core.errors import LuanphienError
from luanphien.core.model import Agency, Centre, Letterhead, MailRule, Person
from luanphien.core.rota import Rota

AGENCIES = "agencies.yaml"
HOLIDAYS = "holidays_vn.yaml"
SYSTEM = Path("/etc/luanphien")

_PACKAGE = Path(__file__).parents[1]


class Configuration(NamedTuple):
    """A valid configuration: the core's objects, and the files that they came from."""

    folder: Path
    centre: Centre
    letterhead: Letterhead
    mail: MailRule | None
    agencies: Mapping[str, Agency]
    people: Mapping[str, Person]
    rota: Rota
    agencies_document: Document
    agencies_file: AgenciesFile
    holidays_document: Document
    holidays_file: HolidaysFile


def find() -> Path:
    """The folder that is used when none is named: here, the system's, or the shipped one."""
    for folder in (Path("config"), SYSTEM):
        if (folder / AGENCIES).exists():
            return folder
    return shipped()


def shipped() -> Path:
    """The regulation's configuration: in the package, or in the checkout it runs from."""
    installed = _PACKAGE / "default_config"
    return installed if installed.exists() else _PACKAGE.parents[1] / "config"


def load(folder: Path, *, within: Path | None = None) -> Configuration:
    """The configuration in the folder; ConfigError with all that is wrong in both files.

    Raises LuanphienError if it names a file outside the folder `within`.
    """
    problems: list[Problem] = []
    agencies = _read(folder / AGENCIES, AgenciesFile, problems)
    name = (agencies and agencies[1].holidays) or HOLIDAYS
    file = Path(normpath(folder / name))
    if within and not file.is_relative_to(within):
        raise LuanphienError(f"Tệp ngày nghỉ {name} nằm ngoài kho git; không biết bản cũ.")
    holidays = _read(file, HolidaysFile, problems)
    if agencies:
        problems += agency_problems(*agencies)
        problems += people_problems(*agencies)
    if holidays:
        problems += holiday_problems(*holidays)
    if problems or not agencies or not holidays:
        raise ConfigError(problems)
    return _build(folder, *agencies, *holidays)


def _read(file: Path, shape: type[S], problems: list[Problem]) -> tuple[Document, S] | None:
    try:
        document = Document(file)
    except ConfigError as error:
        problems += error.problems
        return None
    shaped, found = validate(document, shape)
    problems += found
    return document, shaped


def _build(
    folder: Path,
    agencies_document: Document,
    agencies_file: AgenciesFile,
    holidays_document: Document,
    holidays_file: HolidaysFile,
) -> Configuration:
    people = build.people(agencies_file)
    agencies = build.agencies(agencies_file, people)
    rotations = build.rotations(agencies_file, agencies)
    _refuse(shift_problems(agencies_document, agencies_file, rotations))
    rota = Rota(
        rotations,
        build.notice_rule(agencies_file.notice),
        build.calendar(holidays_file),
        build.staffing(agencies_file, people),
        build.swaps(agencies_file),
        build.overrides(agencies_file, agencies),
    )
    _refuse(roster_problems(agencies_document, agencies_file, rota))
    return Configuration(
        folder,
        build.centre(agencies_file.centre),
        build.letterhead(agencies_file.documents),
        build.mail_rule(agencies_file.mail),
        agencies,
        people,
        rota,
        agencies_document,
        agencies_file,
        holidays_document,
        holidays_file,
    )


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise ConfigError(problems)
