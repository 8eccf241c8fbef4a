"""The floors of the house: an import points downwards, and the core is pure."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src/luanphien"
MODULES = sorted(PACKAGE.rglob("*.py"))
BELOW = {
    "core": {"core"},
    "config": {"core", "config"},
    "render": {"core", "render"},
    "register.py": {"core", "opening", "rows"},
    "opening.py": {"core", "migrations", "private"},
    "private.py": set(),
    "rows.py": {"core"},
    "migrations.py": set(),
    "mail": {"core", "mail"},
}


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield node.module or ""


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_point_downwards(file: Path) -> None:
    floor = file.relative_to(PACKAGE).parts[0]
    ours = [name.split(".")[1] for name in imported(file) if name.startswith("luanphien.")]
    assert set(ours) <= BELOW.get(floor, set(ours))


@pytest.mark.parametrize("file", sorted((PACKAGE / "core").glob("*.py")), ids=lambda f: f.name)
def test_the_core_is_pure(file: Path) -> None:
    others = {name.split(".")[0] for name in imported(file)} - {"luanphien", "dateutil"}
    assert others <= sys.stdlib_module_names - {"os", "io", "pathlib", "time", "random", "socket"}
    for call in ("today(", "now(", "open("):
        assert call not in file.read_text("utf-8")
