"""What a user reads cites the regulation in one order: «khoản 6 Điều 6»."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.helpers.command_line import ROOT

OTHER_ORDER = re.compile(r"Điều\s+\d+,?[\s#]+khoản\s+\d+\b(?![\s#]+Điều)")
SOURCE = ROOT / "src/luanphien"
READ = [
    *(file for file in SOURCE.rglob("*.*") if file.suffix != ".pyc"),
    *(ROOT / "config").rglob("*.yaml"),
    *(ROOT / "docs").rglob("*.md"),
    *(ROOT / "docs/schema").iterdir(),
]


def shown(file: Path) -> Iterator[str]:
    """The texts of a file that a user may read: docstrings are for who reads the code."""
    text = file.read_text("utf-8")
    if file.suffix != ".py":
        yield text
        return
    tree = ast.parse(text)
    docstrings = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    if file.name == "decisions.py" or "commands" in file.parts:
        docstrings.clear()  # the schema's descriptions, the commands' help
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield "" if node in docstrings else node.value


def test_the_clause_stands_before_the_article() -> None:
    assert [
        f"{file.relative_to(ROOT)}: {match[0]}"
        for file in READ
        for text in shown(file)
        for match in OTHER_ORDER.finditer(text)
    ] == []


def test_the_other_order_is_seen() -> None:
    for text in ("Điều 6 khoản 8", "Điều 11\n# khoản 2", "Điều 6, khoản 8"):
        assert OTHER_ORDER.search(text)
    for text in ("khoản 8 Điều 6", "Điều 10, khoản 2 Điều 11", "khoản 3 Điều 11, khoản 2 Điều 12"):
        assert not OTHER_ORDER.search(text)
