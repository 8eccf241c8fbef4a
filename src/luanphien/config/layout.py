"""How new lines of a YAML file are to look: like those that are there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias

import yaml
from msgspec import json

Value: TypeAlias = "str | int | bool | date | Sequence[Value] | Mapping[str, Value]"
"""What a key or an item may hold."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp")


def plain(value: Any) -> Any:
    """The value as it is read again: scalars are the text that they are written with."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    return str(value).lower()


def written_key(key: str, like: yaml.MappingNode, text: str) -> str:
    """The key, in the quotes that it has there, or else that the others have."""
    keys = [name for name, _ in like.value]
    alike = [name for name in keys if name.value == key] or keys[-1:]
    mark = text[alike[0].start_mark.index] if alike else ""
    return f"{mark}{key}{mark}" if mark in ("'", '"') else key


class Layout(NamedTuple):
    """What a file's lines have in common.

    `dash_offset` is how far the dash of a list is indented from its key, `item_offset` how far
    what follows the dash is from it, `line_end` what ends a line.
    """

    text: str
    line_end: str
    dash_offset: int
    item_offset: int

    @classmethod
    def of(cls, root: yaml.Node, text: str) -> Layout:
        """The layout of the text, as its first list of mappings shows it."""
        match = re.search("\r\n|\r|\n", text)
        line_end = match[0] if match else "\n"
        for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
            if isinstance(value, yaml.SequenceNode) and not value.flow_style:
                dash, item = value.start_mark, value.value[0].start_mark
                on_one_line = dash.line == item.line
                offset = item.column - dash.column if on_one_line else 2
                return cls(text, line_end, dash.column - key.start_mark.column, max(offset, 2))
        return cls(text, line_end, 2, 2)

    def item(
        self, value: Value, column: int, like: Any = None, offset: int | None = None
    ) -> list[str]:
        """The lines of a list's item, whose dash is in that column."""
        offset = offset or self.item_offset
        dash = f"{' ' * column}-{' ' * (offset - 1)}"
        if not isinstance(value, Mapping):
            return [f"{dash}{self.flow(value, like, in_flow=False)}"]
        if isinstance(like, yaml.MappingNode) and like.flow_style:
            return [f"{dash}{self.flow(value, like)}"]
        first, *others = self._lines(value, column + offset, like)
        return [dash + first[column + offset :], *others]

    def pair(
        self, key: str, value: Value, column: int, like: Any = None, offset: int | None = None
    ) -> list[str]:
        """The lines of a key with its value, in that column."""
        key = f"{' ' * column}{key}:"
        if not _stands_in_lines(value, like):
            return [f"{key} {self.flow(value, like, in_flow=False)}"]
        dash = column + (self.dash_offset if offset is None else offset)
        like = like and _last(like)
        return [key, *(line for item in _items(value) for line in self.item(item, dash, like))]

    def _lines(self, value: Mapping[str, Value], column: int, like: Any) -> Iterator[str]:
        for key, item in value.items():
            written = written_key(key, like, self.text) if _has_keys(like) else key
            its_like, offset = _child(like, key), None
            if isinstance(its_like, yaml.SequenceNode) and not its_like.flow_style:
                offset = its_like.start_mark.column - like.start_mark.column
            yield from self.pair(written, item, column, its_like, offset)

    def flow(self, value: Value, like: Any = None, *, in_flow: bool = True) -> str:
        """The value on one line: a scalar, `[a, b]` or `{a: b}`."""
        if isinstance(value, Mapping):
            pairs = (
                f"{written_key(key, like, self.text) if _has_keys(like) else key}: "
                f"{self.flow(item, _child(like, key))}"
                for key, item in value.items()
            )
            return f"{{{', '.join(pairs)}}}"
        if _is_list(value):
            return f"[{', '.join(self.flow(item, _last(like)) for item in _items(value))}]"
        return self.scalar(value, like, in_flow=in_flow)

    def scalar(self, value: Value, like: Any = None, *, in_flow: bool = False) -> str:
        """The scalar, in quotes if the one that it shall be like has them, or if it needs them."""
        text: str = plain(value)
        style = like.style if isinstance(like, yaml.ScalarNode) else None
        if style == "'":
            return "'" + text.replace("'", "''") + "'"
        if style == '"' or (isinstance(value, str) and not _is_plain(text, in_flow)):
            return json.encode(text).decode()
        return text


def _is_plain(text: str, in_flow: bool) -> bool:
    """Whether the text says itself without quotes, and does not look like a number or the like."""
    line = f"{{key: {text}, end: }}" if in_flow else f"key: {text}"
    try:
        root: Any = yaml.compose(line, _Loader)
    except yaml.YAMLError:
        return False
    node = root.value[0][1]
    alone = isinstance(node, yaml.ScalarNode) and len(root.value) == 1 + in_flow
    return alone and node.tag in _PLAIN and node.value == text


def _is_list(value: Value) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _items(value: Value) -> Sequence[Value]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def _last(like: Any) -> yaml.Node | None:
    """The last item of a list that has any."""
    return like.value[-1] if isinstance(like, yaml.SequenceNode) and like.value else None


def _stands_in_lines(value: Value, like: Any) -> bool:
    """Whether it is a list with a line an item: as its like is, else if its items are mappings."""
    if _items(value) and _last(like):
        return not like.flow_style
    return any(isinstance(item, Mapping) for item in _items(value))


def _has_keys(like: Any) -> bool:
    return isinstance(like, yaml.MappingNode) and bool(like.value)


def _child(like: Any, key: str) -> yaml.Node | None:
    """The value that the like has under that key."""
    if not isinstance(like, yaml.MappingNode):
        return None
    return next((value for name, value in like.value if name.value == key), None)
