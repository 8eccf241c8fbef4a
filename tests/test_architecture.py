"""The floors of the house: an import points downwards, and the core is pure.

A room imports from floors below its own and from itself; inside the core, each file is a room.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src/luanphien"
MODULES = sorted(PACKAGE.rglob("*.py"))

FLOORS = (
    {"core"},
    {"addresses", "clock", "files", "locks", "output", "palette", "private", "streams", "wording"},
    {"formats", "folders"},
    {"config", "register"},
    {"calendar", "documents", "spreadsheets"},
    {"tables"},
    {"mail", "site"},
    {"upkeep"},
    {"cli"},
    {"__main__"},
)
CORE = (
    {"deliveries", "errors", "text", "values", "versions"},
    {"period"},
    {"decisions", "facts"},
    {"agenda", "entries", "model", "placeholders"},
    {"publicity", "staffing", "workdays"},
    {"beliefs", "duties", "reasons", "rotation", "runs"},
    {"rota"},
    {"grounds"},
    {
        "cover",
        "difference",
        "directory",
        "handovers",
        "notice",
        "preparation",
        "replacement",
        "yearly",
    },
    {"counter", "outlook", "recipients", "services", "statements"},
    {"served"},
    {"announced", "by_hand", "fairness"},
    {"consequences", "report", "sending"},
    {"answers", "companions", "remarks", "reminders", "told"},
    {"obligations"},
    {"digest"},
)


def imported(file: Path) -> Iterator[str]:
    """What of luanphien and of others a file imports, `luanphien.core.rota` and the like."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            package = PACKAGE.parent.joinpath(*(node.module or "").split(".")).is_dir()
            for alias in node.names:
                yield f"{node.module}.{alias.name}" if package else node.module or ""


def below(floors: tuple[set[str], ...], room: str) -> set[str]:
    """The room itself, and the rooms on the floors below its own."""
    number = next(n for n, floor in enumerate(floors) if room in floor)
    return {room}.union(*floors[:number])


def ours(file: Path, package: str) -> Iterator[str]:
    """The rooms of the package that the file imports from."""
    for name in imported(file):
        if name.startswith(f"{package}."):
            yield name.removeprefix(f"{package}.").split(".")[0]


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_point_downwards(file: Path) -> None:
    room = file.relative_to(PACKAGE).with_suffix("").parts[0]
    if room != "__init__":
        assert set(ours(file, "luanphien")) <= below(FLOORS, room)


@pytest.mark.parametrize("file", sorted((PACKAGE / "core").glob("[!_]*.py")), ids=lambda f: f.stem)
def test_the_core_has_floors_too(file: Path) -> None:
    assert set(ours(file, "luanphien.core")) <= below(CORE, file.stem)


@pytest.mark.parametrize("file", sorted((PACKAGE / "core").glob("*.py")), ids=lambda f: f.name)
def test_the_core_is_pure(file: Path) -> None:
    others = {name.split(".")[0] for name in imported(file)} - {"luanphien", "dateutil", "msgspec"}
    assert others <= sys.stdlib_module_names - {"os", "io", "pathlib", "time", "random", "socket"}
    for call in ("today(", "now(", "open("):
        assert call not in file.read_text("utf-8")
