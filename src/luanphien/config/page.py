"""The text of a YAML file, and where things stand in it.

Places are PyYAML's marks, counted in characters from 0. A mark tells where a node begins; where a
node in block style ends it tells too late, after the comments and blank lines that follow.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any, NamedTuple

import yaml

from luanphien.config.layout import Layout
from luanphien.config.problems import Path

BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What ends a line (YAML 1.1 section 5.4)."""
_BETWEEN = re.compile(r"(?:\s|#[^\r\n\x85\u2028\u2029]*)*")
"""What may stand between two tokens."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Splice(NamedTuple):
    """A text in place of what stands from `start` to `end`."""

    start: int
    end: int
    text: str


def composed(text: str) -> Any:
    """The text as nodes. Raises yaml.YAMLError."""
    return yaml.compose(text, _Loader)


class Page:
    """A text, without a byte order mark, and its nodes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = composed(text)
        self.layout = Layout.of(self.root, text)
        self._line_starts = [0, *(match.end() for match in BREAK.finditer(text))]

    def node(self, path: Path) -> Any:
        """The node with that path; None where there is none."""
        node = self.root
        for step in path:
            if isinstance(step, str):
                node = next((value for key, value in node.value if key.value == step), None)
            else:
                node = node.value[step]
        return node

    def key(self, path: Path) -> yaml.Node:
        """The key of the value with that path."""
        pairs = self.node(path[:-1]).value
        key: yaml.Node = next(key for key, _ in pairs if key.value == path[-1])
        return key

    def key_column(self, node: yaml.Node) -> int:
        """The column of the key whose value the node is; -1 if it is no key's."""
        columns = (
            key.start_mark.column
            for mapping in _mappings(self.root)
            for key, value in mapping.value
            if value is node
        )
        return next(columns, -1)

    def span(self, node: Any) -> tuple[int, int]:
        """From where to where the node stands, without what follows it."""
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode):
            end = len(self.text[:end].rstrip())
            return min(start, end), end
        if node.flow_style or not node.value:
            return start, end
        _, last = ends(node.value[-1])
        return start, self.span(last)[1]

    def line_start(self, index: int) -> int:
        """Where the line begins in which that place is."""
        return self._line_starts[bisect_right(self._line_starts, index) - 1]

    def line_end(self, index: int) -> int:
        """Where that line ends, before its break."""
        match = BREAK.search(self.text, index)
        return match.start() if match else len(self.text)

    def after_comments(self, index: int, indent: int) -> int:
        """The end of the last of the comment lines that belong to what ends there.

        These follow at once and are indented by `indent` columns or more.
        """
        line_end = self.line_end(index)
        while match := BREAK.match(self.text, line_end):
            line = self.text[match.end() : self.line_end(match.end())]
            if not line.lstrip().startswith("#") or len(line) - len(line.lstrip()) < indent:
                break
            line_end = match.end() + len(line)
        return line_end

    def comma(self, index: int) -> int | None:
        """The place after the comma that is the next token; None if another one is."""
        match = _BETWEEN.match(self.text, index)
        assert match, "nothing at all matches"
        return match.end() + 1 if self.text[match.end() : match.end() + 1] == "," else None

    def below(self, index: int, lines: Iterable[str]) -> Splice:
        """These lines below the one in which that place is."""
        end = self.line_end(index)
        return Splice(end, end, "".join(f"{self.layout.line_end}{line}" for line in lines))


def ends(child: Any) -> tuple[Any, Any]:
    """The first and last node of an item, which are one, or of a key with its value."""
    return child if isinstance(child, tuple) else (child, child)


def _mappings(node: Any) -> Iterable[yaml.MappingNode]:
    if isinstance(node, yaml.MappingNode):
        yield node
    for child in node.value if isinstance(node, yaml.CollectionNode) else ():
        yield from _mappings(ends(child)[1])
