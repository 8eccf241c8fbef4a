"""Finding and reading a configuration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os.path import normpath
from pathlib import Path
from typing import NamedTuple, TypeVar

from msgspec import Struct

from luanphien.config.days import work_calendar
from luanphien.config.days_rules import days_off_findings
from luanphien.config.problems import ConfigError, Findings, Problem
from luanphien.config.rules import order_findings
from luanphien.config.source import Document
from luanphien.config.staff_rules import people_findings, roster_findings, shift_findings
from luanphien.config.validate import validate
from luanphien.core.decisions import (
    Agency,
    Centre,
    Decisions,
    HolidaysFile,
    Letterhead,
    MailboxRule,
    MailRule,
    Person,
)
from luanphien.core.errors import LuanphienError
from luanphien.core.rota import Rota
from luanphien.core.versions import Contents

AGENCIES = "agencies.yaml"
HOLIDAYS = "holidays_vn.yaml"
SYSTEM = Path("/etc/luanphien")

_PACKAGE = Path(__file__).parents[1]

S = TypeVar("S", bound=Struct)


class Configuration(NamedTuple):
    """A valid configuration: the rota that its decisions make, and the files they stand in."""

    folder: Path
    rota: Rota
    holidays: HolidaysFile
    agencies_document: Document
    holidays_document: Document

    @property
    def own_templates(self) -> Path:
        """The folder of the centre's own templates, which need not exist."""
        return self.folder / "templates"

    def place(self, path: str) -> Path:
        """The file or folder of which agencies.yaml says where it is: as seen from its folder."""
        return self.folder / path

    @property
    def contents(self) -> Contents:
        """Its files, byte for byte."""
        return Contents(self.agencies_document.content, self.holidays_document.content)

    @property
    def decisions(self) -> Decisions:
        """What agencies.yaml says."""
        return self.rota.decisions

    @property
    def centre(self) -> Centre:
        """Who runs the rota."""
        return self.decisions.centre

    @property
    def letterhead(self) -> Letterhead:
        """What its documents carry besides their subject."""
        return self.decisions.documents

    @property
    def mail(self) -> MailRule | None:
        """How its e-mail leaves; None if it does not."""
        return self.decisions.mail

    @property
    def mailbox(self) -> MailboxRule | None:
        """Where answers to its e-mail come in; None if nobody looks."""
        return self.decisions.mailbox

    @property
    def agencies(self) -> Mapping[str, Agency]:
        """The agencies by id, in the file's order."""
        return self.rota.agencies

    @property
    def people(self) -> Mapping[str, Person]:
        """The persons by id, in the file's order."""
        return self.rota.staffing.people


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


def load(
    folder: Path, *, within: Path | None = None, contents: Contents | None = None
) -> Configuration:
    """The configuration in the folder; ConfigError with all that is wrong in both files.

    `contents` is what its files hold, where that is not to be read from them. Raises LuanphienError
    if it names a file outside the folder `within`.
    """
    problems: list[Problem] = []
    agencies = _document(folder / AGENCIES, contents and contents.agencies, problems)
    name = _holidays_name(agencies)
    file = Path(normpath(folder / name))
    if within and not file.is_relative_to(within):
        raise LuanphienError(f"Tệp ngày nghỉ {name} nằm ngoài kho git; không biết bản cũ.")
    holidays = _document(file, contents and contents.holidays, problems)
    decisions = _valid(agencies, Decisions, (order_findings, people_findings), problems)
    days_off = _valid(holidays, HolidaysFile, (days_off_findings,), problems)
    if not (agencies and holidays and decisions and days_off):
        raise ConfigError(problems)
    _refuse(agencies, shift_findings(decisions))
    rota = Rota(decisions, work_calendar(days_off))
    _refuse(agencies, roster_findings(rota))
    return Configuration(folder, rota, days_off, agencies, holidays)


def _document(file: Path, content: bytes | None, problems: list[Problem]) -> Document | None:
    """What the file holds; None, and the problems longer, if it is no YAML."""
    try:
        return Document(file, content)
    except ConfigError as error:
        problems += error.problems
        return None


def _holidays_name(agencies: Document | None) -> str:
    """The path of the days off that agencies.yaml names, whatever else is wrong with it."""
    data = agencies.data if agencies else None
    name = data.get("holidays") if isinstance(data, dict) else None
    return name if name and isinstance(name, str) else HOLIDAYS


def _valid(
    document: Document | None,
    shape: type[S],
    rules: tuple[Callable[[S], Findings], ...],
    problems: list[Problem],
) -> S | None:
    """The document in its shape; None, and the problems longer, if it breaks that or a rule."""
    if document is None:
        return None
    try:
        shaped = validate(document, shape)
        _refuse(document, (finding for rule in rules for finding in rule(shaped)))
    except ConfigError as error:
        problems += error.problems
        return None
    return shaped


def _refuse(document: Document, findings: Findings) -> None:
    if problems := [document.problem(path, text) for path, text in findings]:
        raise ConfigError(problems)
