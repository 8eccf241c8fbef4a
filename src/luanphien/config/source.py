"""A YAML file as plain data, every value of which still knows its line and column.

All scalars stay text: what `07:30`, `0912…`, `no` or `2024-02-01` mean is decided by
the type that the value must have, not by YAML 1.1's guesses. Anchors, aliases and
private tags are refused, so that a small file can't become a large one.
"""

from __future__ import annotations

import stat
from pathlib import Path as FilePath
from typing import Any
from unicodedata import normalize

import yaml

from luanphien.config.problems import ConfigError, Path, Problem
from luanphien.core.errors import reason
from luanphien.core.values import LONGEST_TEXT

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"
_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ["null", "str", "bool", "int", "float", "timestamp", "merge", "value", "seq", "map"]
}

_SYNTAX = {
    "mapping values are not allowed in this context": "dấu «:» đặt sai chỗ, hoặc thụt lề sai",
    "could not find expected ':'": "thiếu dấu «:» sau tên khóa",
    "did not find expected key": "thụt lề không thẳng hàng với các khóa bên trên",
    "did not find expected '-' indicator": "thụt lề không thẳng hàng với các dấu «-» bên trên",
    "did not find expected ',' or ']'": "thiếu dấu «,» hoặc «]»",
    "did not find expected ',' or '}'": "thiếu dấu «,» hoặc «}»",
    "found unexpected end of stream": "thiếu dấu đóng ngoặc hoặc dấu nháy",
    "found character that cannot start any token": "có dấu tab hoặc ký tự không dùng được ở đây",
    "control characters are not allowed": "có ký tự điều khiển",
    "exceeded maximum nesting depth": "lồng nhau quá sâu",
    "but found another document": "có nhiều văn bản YAML trong một tệp (dấu ---)",
}


class Document:
    """The content of one file, and the places of its values.

    `content` is what the file holds, where that is not to be read from it. Raises ConfigError if
    the file can't be read or is no YAML. Slighter faults (a duplicate key, an alias) are collected
    in `problems` for the caller to go on with.
    """

    def __init__(self, file: FilePath, content: bytes | None = None) -> None:
        self.file = str(file)
        self.problems: list[Problem] = []
        self.content = _content(file) if content is None else content
        _refuse_large(len(self.content), self.file)
        text = _text(self.content, self.file)
        self._root = _compose(text, self.file)
        self._seen: set[int] = set()
        self._pairs: dict[int, dict[str, tuple[yaml.Node, yaml.Node]]] = {}
        try:
            self.data = self._plain(self._root, ())
        except _AliasError:
            raise ConfigError(_aliases(text, self.file)) from None

    def problem(self, path: Path, text: str, *, at_key: bool = False) -> Problem:
        """A finding at the value with that path, or at its key."""
        problem = _at(self._mark(path, at_key=at_key), self.file, path, text)
        return problem._replace(name=self._name(path))

    def _name(self, path: Path) -> str | None:
        """What the innermost entry of a list on the path is called; None where that is its name."""
        value, name = self.data, None
        for step in path:
            match value:
                case dict() if step in value:
                    value = value[step]
                case list() if isinstance(step, int):
                    value = value[step]
                    name = value.get("name") if isinstance(value, dict) else None
                case _:
                    break
        told = isinstance(name, str) and len(name) <= LONGEST_TEXT and path[-1] != "name"
        return name if told else None

    def _mark(self, path: Path, *, at_key: bool) -> yaml.Mark:
        node, key = self._root, self._root
        for step in path:
            if isinstance(step, int):
                key = node = node.value[step]
            else:
                pairs = self._pairs_of(node)
                if step not in pairs:
                    break
                key, node = pairs[step]
        return (key if at_key else node).start_mark

    def _pairs_of(self, node: yaml.Node) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """The mapping's keys and values by key, the first where one stands twice."""
        if id(node) not in self._pairs:
            self._pairs[id(node)] = {
                pair[0].value: pair
                for pair in reversed(node.value)
                if isinstance(pair[0], yaml.ScalarNode)
            }
        return self._pairs[id(node)]

    def _plain(self, node: yaml.Node, path: Path) -> Any:
        if id(node) in self._seen:
            raise _AliasError
        self._seen.add(id(node))
        if len(path) > MAX_DEPTH:
            self._report(node, path, f"lồng nhau quá {MAX_DEPTH} tầng")
            return None
        if node.tag not in _PLAIN_TAGS:
            self._report(node, path, f"không dùng nhãn kiểu «{node.tag}»; hãy bỏ nhãn")
        if isinstance(node, yaml.ScalarNode):
            return None if node.tag == _NULL else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(item, (*path, n)) for n, item in enumerate(node.value)]
        assert isinstance(node, yaml.MappingNode)
        return self._mapping(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._report(key, path, "tên khóa phải là chữ")
            elif key.value in mapping:
                self._report(key, (*path, key.value), "khóa này đã có ở trên; chỉ giữ một")
            else:
                mapping[key.value] = self._plain(value, (*path, key.value))
        return mapping

    def _report(self, node: yaml.Node, path: Path, text: str) -> None:
        self.problems.append(_at(node.start_mark, self.file, path, text))


class _AliasError(Exception):
    """Two places of the tree are one node."""


def _aliases(text: str, file: str) -> list[Problem]:
    reason = "không dùng bí danh YAML (*); hãy viết giá trị ra đầy đủ"
    events = yaml.parse(text, _Loader)
    return [_at(e.start_mark, file, (), reason) for e in events if isinstance(e, yaml.AliasEvent)]


def _at(mark: Any, file: str, path: Path, text: str) -> Problem:
    return Problem(file, mark.line + 1, mark.column + 1, path, text)


def _fatal(file: str, text: str, line: int = 0, column: int = 0) -> ConfigError:
    return ConfigError([Problem(file, line, column, (), text)])


def _text(content: bytes, file: str) -> str:
    try:
        # Without Notepad's byte order mark; a letter and its tone as one, as a Mac may not have it.
        return normalize("NFC", content.decode().removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        before = content[: error.start].decode().removeprefix("\ufeff")
        reason = "không phải UTF-8; hãy lưu lại tệp với bảng mã UTF-8"
        raise _fatal(file, reason, *_place(before)) from None


def _refuse_large(size: int, file: str) -> None:
    if size > MAX_BYTES:
        text = f"tệp lớn {size / MAX_BYTES:.1f} MB, tối đa {MAX_BYTES >> 20} MB"
        raise _fatal(file, text)


def _content(file: FilePath) -> bytes:
    try:
        status = file.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _fatal(str(file), "là một thư mục, cần một tệp YAML")
        if not stat.S_ISREG(status.st_mode):
            raise _fatal(str(file), "không phải tệp thường, cần một tệp YAML")
        _refuse_large(status.st_size, str(file))
        return file.read_bytes()
    except FileNotFoundError:
        raise _fatal(str(file), "không có tệp này") from None
    except OSError as error:
        raise _fatal(str(file), f"không đọc được tệp ({reason(error)})") from None


def _compose(text: str, file: str) -> yaml.Node:
    try:
        root = yaml.compose(text, _Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = _SYNTAX.get(error.problem or "", "không hiểu được từ chỗ này")
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise _fatal(file, f"sai cú pháp YAML: {reason}", *place) from None
    except yaml.reader.ReaderError as error:
        reason = "sai cú pháp YAML: có ký tự điều khiển"
        raise _fatal(file, reason, *_place(text[: error.position])) from None
    if root is None:
        raise _fatal(file, "tệp trống", 1, 1)
    return root


def _place(before: str) -> tuple[int, int]:
    """Line and column, from 1, of what follows the text."""
    return before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
