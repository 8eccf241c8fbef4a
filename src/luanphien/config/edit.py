"""One change in the text of a YAML file: the lines that it does not concern stay byte for byte.

The new lines look like their neighbours: indentation, flow style, quotes and blank lines. Whatever
was written is read again and compared with the same change made on the data, so that a layout that
is not understood is refused, never damaged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import deepcopy
from operator import itemgetter
from typing import Any

import yaml

from luanphien.config import block, flow
from luanphien.config.layout import Value, plain, written_key
from luanphien.config.page import Page, Splice, composed
from luanphien.config.problems import Path, dotted
from luanphien.core.errors import OperationError

_BOM = "\ufeff"
_NOT_UNDERSTOOD = (AssertionError, LookupError, StopIteration, ValueError)
"""What is raised where a mark, dash or comma is not where it is looked for."""


class EditError(OperationError):
    """The file is laid out in a way that can't be changed by a command."""


def add(text: str, path: Path, value: Value) -> str:
    """The text with a further item at the end of the list, which is begun where there is none."""

    def change(data: Any) -> None:
        parent = _inside(data, path[:-1])
        parent[path[-1]] = [*(parent.get(path[-1]) or ()), plain(value)]

    return _edited(text, path, lambda page: _added(page, path, value), change)


def put(text: str, path: Path, value: Value) -> str:
    """The text with that value of a key, which is added where it is missing."""

    def change(data: Any) -> None:
        _inside(data, path[:-1])[path[-1]] = plain(value)

    return _edited(text, path, lambda page: _put(page, path, value), change)


def remove(text: str, path: Path) -> str:
    """The text without that item of a list; the comments around it stay."""

    def change(data: Any) -> None:
        del _inside(data, path[:-1])[path[-1]]

    return _edited(text, path, lambda page: _removed(page, path), change)


def data_of(text: str) -> Any:
    """The text as plain data, every scalar as it is written. Raises yaml.YAMLError."""
    return _data(composed(text))


def _inside(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _data(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _data(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_data(item) for item in node.value]
    return None if node is None or node.tag.endswith(":null") else node.value


def _edited(
    text: str,
    path: Path,
    splices: Callable[[Page], Iterable[Splice]],
    change: Callable[[Any], None],
) -> str:
    """The text after the splices; EditError unless it says what the changed data say."""
    mark = _BOM if text.startswith(_BOM) else ""
    page = Page(text.removeprefix(_BOM))
    expected = deepcopy(_data(page.root))
    change(expected)
    edited = page.text
    try:
        # From the last to the first; of two in one place, the one that is named later comes first.
        for start, end, piece in sorted(splices(page), key=itemgetter(0), reverse=True):
            edited = f"{edited[:start]}{piece}{edited[end:]}"
        if data_of(edited) == expected:
            return mark + edited
    except (*_NOT_UNDERSTOOD, yaml.YAMLError):
        pass
    raise EditError(f"{dotted(path)}: không tự sửa được cách viết này; hãy sửa tệp bằng tay")


def _added(page: Page, path: Path, value: Value) -> list[Splice]:
    parent, node = page.node(path[:-1]), page.node(path)
    if isinstance(node, yaml.SequenceNode) and not flow.is_blank(page, node):
        if not node.flow_style:
            return block.item_below(page, node, value)
        like = node.value[-1] if node.value else None
        return flow.into(page, node, page.layout.flow(value, like))
    if node is None:
        return _new_key(page, parent, str(path[-1]), [value])
    if parent.flow_style:
        return [Splice(*page.span(node), page.layout.flow([value]))]
    return block.first_item(page, parent, node, value)


def _put(page: Page, path: Path, value: Value) -> list[Splice]:
    parent, node = page.node(path[:-1]), page.node(path)
    if node is None:
        return _new_key(page, parent, str(path[-1]), value)
    start, end = page.span(node)
    written = page.layout.scalar(value, node, in_flow=parent.flow_style)
    return [Splice(start, end, written if start < end else f" {written}")]


def _removed(page: Page, path: Path) -> list[Splice]:
    node, number = page.node(path[:-1]), path[-1]
    assert isinstance(number, int)
    if node.flow_style:
        return flow.without_item(page, node, number)
    return block.without_item(page, page.key(path[:-1]), node, number)


def _new_key(page: Page, parent: Any, key: str, value: Value) -> list[Splice]:
    if not parent.flow_style:
        return block.key_below(page, parent, key, value)
    written = written_key(key, parent, page.text)
    return flow.into(page, parent, f"{written}: {page.layout.flow(value)}")
