"""One change in the text of a YAML file: the lines that it does not concern stay byte for byte.

The places come from PyYAML's marks, the looks from the neighbours: indentation, flow style, quotes
and blank lines. Whatever was written is read again and compared with the same change made on the
data, so that a layout that is not understood is refused, never damaged.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from copy import deepcopy
from operator import itemgetter
from typing import Any, NamedTuple

import yaml

from luanphien.config.layout import Layout, Value, plain, written_key
from luanphien.config.problems import Path, dotted
from luanphien.core.errors import OperationError

_BOM = "\ufeff"
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What ends a line (YAML 1.1 section 5.4)."""
_BETWEEN = re.compile(r"(?:\s|#[^\r\n\x85\u2028\u2029]*)*")
"""What may stand between two tokens."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class EditError(OperationError):
    """The file is laid out in a way that can't be changed by a command."""


class _Splice(NamedTuple):
    """A text in place of what stands from `start` to `end`."""

    start: int
    end: int
    text: str


def add(text: str, path: Path, value: Value) -> str:
    """The text with a further item at the end of the list, which is begun where there is none."""

    def change(data: Any) -> None:
        parent = _inside(data, path[:-1])
        parent[path[-1]] = [*(parent.get(path[-1]) or ()), plain(value)]

    return _edited(text, path, lambda page: page.add(path, value), change)


def put(text: str, path: Path, value: Value) -> str:
    """The text with that value of a key, which is added where it is missing."""

    def change(data: Any) -> None:
        _inside(data, path[:-1])[path[-1]] = plain(value)

    return _edited(text, path, lambda page: page.put(path, value), change)


def remove(text: str, path: Path) -> str:
    """The text without that item of a list; its comments stay."""

    def change(data: Any) -> None:
        del _inside(data, path[:-1])[path[-1]]

    return _edited(text, path, lambda page: page.remove(path), change)


def data_of(text: str) -> Any:
    """The text as plain data, every scalar as it is written. Raises yaml.YAMLError."""
    return _data(yaml.compose(text, _Loader))


def _inside(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _data(node: yaml.Node | None) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _data(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_data(item) for item in node.value]
    return None if node is None or node.tag.endswith(":null") else node.value


def _edited(
    text: str,
    path: Path,
    splices: Callable[[_Page], Iterable[_Splice]],
    change: Callable[[Any], None],
) -> str:
    """The text after the splices; EditError unless it says what the changed data say."""
    mark = _BOM if text.startswith(_BOM) else ""
    page = _Page(text.removeprefix(_BOM))
    expected = deepcopy(_data(page.root))
    change(expected)
    edited = page.text
    for start, end, piece in sorted(splices(page), key=itemgetter(0), reverse=True):
        edited = f"{edited[:start]}{piece}{edited[end:]}"
    try:
        if data_of(edited) == expected:
            return mark + edited
    except yaml.YAMLError:
        pass
    raise EditError(f"{dotted(path)}: không tự sửa được cách viết này; hãy sửa tệp bằng tay")


class _Page:
    """The text, the nodes in it, and where they stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        root: Any = yaml.compose(text, _Loader)
        self.root = root
        self.layout: Layout = Layout.of(root, text)
        self._line_starts = [0, *(match.end() for match in _BREAK.finditer(text))]

    def add(self, path: Path, value: Value) -> list[_Splice]:
        parent, node = self._node(path[:-1]), self._node(path)
        if isinstance(node, yaml.SequenceNode) and not self._is_blank(node):
            if node.flow_style:
                return self._into_flow(node, self.layout.flow(value, _last(node)))
            return [self._below(node, value)]
        if node is None:
            return self._new_key(parent, str(path[-1]), [value])
        if parent.flow_style:
            return [_Splice(*self._span(node), self.layout.flow([value]))]
        return [*self._emptied(node), self._first(parent, node, value)]

    def put(self, path: Path, value: Value) -> list[_Splice]:
        parent, node = self._node(path[:-1]), self._node(path)
        if node is None:
            return self._new_key(parent, str(path[-1]), value)
        start, end = self._span(node)
        if start == end:
            return [_Splice(end, end, f" {self.layout.scalar(value, in_flow=parent.flow_style)}")]
        return [_Splice(start, end, self.layout.scalar(value, node, in_flow=parent.flow_style))]

    def remove(self, path: Path) -> list[_Splice]:
        parent, number = self._node(path[:-1]), path[-1]
        assert isinstance(number, int)
        if parent.flow_style:
            return self._out_of_flow(parent, number)
        lines = self._lines_of(parent, number)
        if len(parent.value) > 1:
            return [lines]
        key = self._key(path[:-1])
        colon = self.text.index(":", key.end_mark.index) + 1
        return [lines, _Splice(colon, colon, " []")]

    def _node(self, path: Path) -> Any:
        """The node with that path; None where there is none."""
        node: Any = self.root
        for step in path:
            if isinstance(step, str):
                node = next((value for key, value in node.value if key.value == step), None)
            else:
                node = node.value[step]
        return node

    def _key(self, path: Path) -> yaml.Node:
        pairs = self._node(path[:-1]).value
        key: yaml.Node = next(key for key, _ in pairs if key.value == path[-1])
        return key

    def _span(self, node: Any) -> tuple[int, int]:
        """From where to where the node stands, without what follows it."""
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode):
            return min(start, len(self.text[:end].rstrip())), len(self.text[:end].rstrip())
        if node.flow_style or not node.value:
            return start, end
        last = node.value[-1]
        return start, self._span(last[1] if isinstance(last, tuple) else last)[1]

    def _is_blank(self, node: yaml.SequenceNode) -> bool:
        """Whether it is a list of nothing on one line, without a comment in it."""
        start, end = self._span(node)
        return not node.value and not self.text[start + 1 : end - 1].strip(" \t")

    def _line_start(self, index: int) -> int:
        return self._line_starts[bisect_right(self._line_starts, index) - 1]

    def _line_end(self, index: int) -> int:
        match = _BREAK.search(self.text, index)
        return match.start() if match else len(self.text)

    def _after_comments(self, end: int, indent: int) -> int:
        """The end of the last of the comment lines that belong to what ends there.

        These follow at once and are indented by `indent` columns or more.
        """
        line_end = self._line_end(end)
        while match := _BREAK.match(self.text, line_end):
            line = self.text[match.end() : self._line_end(match.end())]
            if not line.lstrip().startswith("#") or len(line) - len(line.lstrip()) < indent:
                break
            line_end = match.end() + len(line)
        return line_end

    def _lines_after(self, index: int, lines: Iterable[str]) -> _Splice:
        """These lines below the one in which that place is."""
        end = self._line_end(index)
        return _Splice(end, end, "".join(f"{self.layout.line_end}{line}" for line in lines))

    # Block style

    def _below(self, node: yaml.SequenceNode, value: Value) -> _Splice:
        """The item below the last one of a list in block style."""
        column, parent = node.start_mark.column, self._parent_column(node)
        lines = self.layout.item(value, column, _last(node), self._item_offset(node))
        if len(node.value) > 1 and self._is_parted(node):
            lines = ["", *lines]
        indent = column if column > parent else column + 1
        return self._lines_after(self._after_comments(self._span(node)[1], indent), lines)

    def _parent_column(self, node: yaml.SequenceNode) -> int:
        """The column of the key whose value the list is."""
        holders = [
            key.start_mark.column
            for mapping in _mappings(self.root)
            for key, value in mapping.value
            if value is node
        ]
        return holders[0] if holders else -1

    def _item_offset(self, node: yaml.SequenceNode) -> int:
        """How many columns lie between a dash and what it is of."""
        item = node.value[-1]
        dash = self._dash(node, len(node.value) - 1)
        same_line = self._line_start(dash) == self._line_start(item.start_mark.index)
        offset = item.start_mark.column - node.start_mark.column
        return offset if same_line and offset > 1 else self.layout.item_offset

    def _is_parted(self, node: yaml.SequenceNode) -> bool:
        """Whether a blank line stands before the last item."""
        between = self.text[self._span(node.value[-2])[1] : self._dash(node, len(node.value) - 1)]
        return any(not line.strip() for line in _BREAK.split(between)[1:-1])

    def _dash(self, node: yaml.SequenceNode, number: int) -> int:
        """Where the dash of that item is: on its line, or further up."""
        column = node.start_mark.column
        index = self._line_start(node.value[number].start_mark.index)
        while self.text[index : index + column].strip() or self.text[index + column] != "-":
            index = self._line_start(index - 1)
        return index + column

    def _lines_of(self, node: yaml.SequenceNode, number: int) -> _Splice:
        """All lines of that item, with one of the breaks around them."""
        start = self._line_start(self._dash(node, number))
        end = self._line_end(self._span(node.value[number])[1])
        if match := _BREAK.match(self.text, end):
            return _Splice(start, match.end(), "")
        before = [match.start() for match in _BREAK.finditer(self.text, 0, start)]
        return _Splice(before[-1] if before else start, end, "")

    def _emptied(self, node: yaml.Node) -> list[_Splice]:
        """What says that the key has no value, taken away with the blanks before it."""
        start, end = self._span(node)
        return [_Splice(len(self.text[:start].rstrip(" \t")), end, "")] if start < end else []

    def _first(self, parent: yaml.MappingNode, node: yaml.Node, value: Value) -> _Splice:
        """The item below a key that has no value."""
        column = parent.start_mark.column + self.layout.dash_offset
        return self._lines_after(node.end_mark.index, self.layout.item(value, column))

    def _new_key(self, parent: yaml.MappingNode, key: str, value: Value) -> list[_Splice]:
        written = written_key(key, parent, self.text)
        if parent.flow_style:
            return self._into_flow(parent, f"{written}: {self.layout.flow(value)}")
        lines = self.layout.pair(written, value, parent.start_mark.column)
        if parent is not self.root:
            return [self._lines_after(self._span(parent)[1], lines)]
        if any(not line.strip() for line in _BREAK.split(self.text.rstrip())):
            lines = ["", *lines]
        return [self._lines_after(len(self.text.rstrip()), lines)]

    # Flow style

    def _into_flow(self, node: Any, item: str) -> list[_Splice]:
        """The item before the closing bracket, on a line of its own if the last one is."""
        close = self._span(node)[1] - 1
        if not node.value:
            return [_Splice(close, close, item)]
        first, last = _ends(node.value[-1])
        start, end = first.start_mark.index, self._span(last)[1]
        comma = self._comma(end)
        line_start = self._line_start(start)
        lead = self.text[line_start:start]
        if lead.strip():
            return [_Splice(comma or end, comma or end, f" {item}" if comma else f", {item}")]
        at = min(self._line_end(comma or end), close)
        after = "," if comma else ""
        below = _Splice(at, at, f"{self.layout.line_end}{lead}{item}{after}")
        return [below] if comma else [below, _Splice(end, end, ",")]

    def _out_of_flow(self, node: yaml.SequenceNode, number: int) -> list[_Splice]:
        start, end = self._span(node.value[number])
        if comma := self._comma(end):
            end = comma
            while self.text[end : end + 1] in (" ", "\t"):
                end += 1
        elif number:
            before = self._comma(self._span(node.value[number - 1])[1])
            assert before
            if not self.text[before:start].strip():
                return [_Splice(before - 1, end, "")]
            return [_Splice(before - 1, before, ""), self._whole_line(start, end)]
        return [self._whole_line(start, end)]

    def _whole_line(self, start: int, end: int) -> _Splice:
        """What stands there, and the line with it if nothing else is on it."""
        line_start, line_end = self._line_start(start), self._line_end(end)
        if not (self.text[line_start:start] + self.text[end:line_end]).strip() and (
            match := _BREAK.match(self.text, line_end)
        ):
            return _Splice(line_start, match.end(), "")
        return _Splice(start, end, "")

    def _comma(self, index: int) -> int | None:
        """The place after the comma that follows; None if something else does."""
        match = _BETWEEN.match(self.text, index)
        assert match
        return match.end() + 1 if self.text[match.end() : match.end() + 1] == "," else None


def _mappings(node: yaml.Node) -> Iterable[yaml.MappingNode]:
    if isinstance(node, yaml.MappingNode):
        yield node
    for child in node.value if isinstance(node, yaml.CollectionNode) else ():
        yield from _mappings(child[1] if isinstance(child, tuple) else child)


def _ends(child: Any) -> tuple[yaml.Node, yaml.Node]:
    """The first and last node of an item or of a pair."""
    return child if isinstance(child, tuple) else (child, child)


def _last(node: yaml.SequenceNode) -> yaml.Node | None:
    return node.value[-1] if node.value else None
