"""Finding, reading and building a configuration."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import NamedTuple

from luanphien.config.days import announced_days
from luanphien.config.forecast import forecast
from luanphien.config.problems import ConfigError, Problem
from luanphien.config.rules import agency_problems, holiday_problems, notice_rule
from luanphien.config.shapes import (
    AgenciesFile,
    AgencyShape,
    CentreShape,
    HolidaysFile,
    RotationShape,
)
from luanphien.config.source import Document
from luanphien.config.validate import S, validate
from luanphien.core.model import Agency, Centre, OfficeHours, Rotation, SpecialDay
from luanphien.core.rota import Rota
from luanphien.core.workdays import WorkCalendar

AGENCIES = "agencies.yaml"
HOLIDAYS = "holidays_vn.yaml"
SYSTEM = Path("/etc/luanphien")

_PACKAGE = Path(__file__).parents[1]


class Configuration(NamedTuple):
    """A valid configuration: the core's objects, and the files that they came from."""

    folder: Path
    centre: Centre
    agencies: Mapping[str, Agency]
    rota: Rota
    agencies_document: Document
    agencies_file: AgenciesFile
    holidays_document: Document
    holidays_file: HolidaysFile


def find() -> Path:
    """The folder that is used when none is named: here, the system's, or the shipped one.

    The shipped one is in the package when it is installed from a wheel, and the
    checkout's own `config/` otherwise.
    """
    shipped = _PACKAGE / "default_config"
    for folder in (Path("config"), SYSTEM, shipped):
        if (folder / AGENCIES).exists():
            return folder
    return _PACKAGE.parents[1] / "config"


def load(folder: Path) -> Configuration:
    """The configuration in the folder; ConfigError with all that is wrong in both files."""
    problems: list[Problem] = []
    agencies = _read(folder / AGENCIES, AgenciesFile, problems)
    holidays = _read(folder / HOLIDAYS, HolidaysFile, problems)
    if agencies:
        problems += agency_problems(*agencies)
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
    agencies = {shape.id: _agency(shape) for shape in agencies_file.agencies}
    return Configuration(
        folder,
        _centre(agencies_file.centre),
        agencies,
        Rota(
            [_rotation(shape, agencies) for shape in agencies_file.rotations],
            notice_rule(agencies_file.notice),
            _calendar(holidays_file),
        ),
        agencies_document,
        agencies_file,
        holidays_document,
        holidays_file,
    )


def _centre(shape: CentreShape) -> Centre:
    hours = shape.office_hours
    opens, closes = time.fromisoformat(hours.opens), time.fromisoformat(hours.closes)
    return Centre(shape.name, OfficeHours(opens, closes), shape.address, shape.phone, shape.email)


def _agency(shape: AgencyShape) -> Agency:
    return Agency(
        shape.id,
        shape.name,
        shape.short_name or shape.name,
        shape.on_call,
        shape.basis,
        shape.address,
        shape.phone,
        shape.email,
    )


def _rotation(shape: RotationShape, agencies: Mapping[str, Agency]) -> Rotation:
    order = tuple(agencies[agency] for agency in shape.order)
    first_turn = shape.order.index(shape.starts_with) if shape.starts_with else 0
    return Rotation(shape.effective, order, first_turn, shape.months, shape.basis)


def _calendar(file: HolidaysFile) -> WorkCalendar:
    announced: dict[int, list[SpecialDay]] = {year: [] for year in file.announced_years}
    for n, field, day in announced_days(file):
        entry = file.days[n]
        special = SpecialDay(day, field == "make_up", entry.name, entry.source)
        announced[day.year].append(special)
    return WorkCalendar(announced, forecast)
