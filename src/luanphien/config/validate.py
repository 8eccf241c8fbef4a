"""Data against shapes: all that does not fit, in Vietnamese.

msgspec stops at the first fault, so it is asked for the whole file first and, only
if that fails, value by value.
"""

from __future__ import annotations

from datetime import date
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from luanphien.config.problems import ConfigError, Findings, Path, Problem, Vocabulary
from luanphien.config.source import Document
from luanphien.core.values import FIRST_YEAR, LAST_YEAR

S = TypeVar("S", bound=msgspec.Struct)


def validate(document: Document, shape: type[S]) -> S:
    """The document in its shape; ConfigError with all that does not fit."""
    try:
        shaped = msgspec.convert(document.data, shape, strict=False)
        problems = [document.problem(*far) for far in _far_dates(shaped, ())]
    except msgspec.ValidationError:
        reader = _Reader(document)
        reader.read(document.data, shape, ())
        problems = reader.problems or [document.problem((), "không đúng mẫu")]
    problems += document.problems
    if problems:
        raise ConfigError(problems)
    return shaped


def _far_dates(value: Any, path: Path) -> Findings:
    """Dates outside the years for which days off can be known."""
    if isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from _far_dates(getattr(value, field), (*path, field))
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from _far_dates(item, (*path, n))
    elif isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
        yield path, f"{value} ngoài các năm {FIRST_YEAR} đến {LAST_YEAR}"


def fault(data: Any, hint: Any) -> str | None:
    """What is wrong with a single value; None if it is as the type wants it."""
    try:
        msgspec.convert(data, hint, strict=False)
    except msgspec.ValidationError:
        return f"{_shown(data)}; cần {_unwrap(hint)[1]}"
    return None


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        self.problems: list[Problem] = []
        self._fields: dict[type[msgspec.Struct], tuple[dict[str, Any], Vocabulary]] = {}

    def read(self, data: Any, hint: Any, path: Path) -> None:
        """Find what of the data is not as the type wants it."""
        kind, _ = _unwrap(hint)
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            self._struct(data, kind, path)
            return
        if get_origin(kind) is tuple:
            if isinstance(data, list) and _has_right_length(data, hint):
                for n, value in enumerate(data):
                    self.read(value, get_args(kind)[0], (*path, n))
                return
        elif not fault(data, hint):
            return
        self._report(path, f"{_shown(data)}; cần {_unwrap(hint)[1]}")

    def _struct(self, data: Any, shape: type[msgspec.Struct], path: Path) -> None:
        hints, keys = self._fields_of(shape)
        if not isinstance(data, dict):
            self._report(path, f"{_shown(data)}; cần các khóa {', '.join(hints)}")
            return
        for key in (key for key in data if key not in keys):
            nearest = keys.nearest(key)
            hint = (
                f"ý bạn là «{nearest}»?" if nearest else f"các khóa có thể dùng: {', '.join(hints)}"
            )
            self._report((*path, key), f"khóa không có trong mẫu; {hint}", at_key=True)
        for field in msgspec.structs.fields(shape):
            if field.name in data:
                self.read(data[field.name], hints[field.name], (*path, field.name))
            elif field.required:
                self._report(path, f"thiếu khóa bắt buộc «{field.name}»")

    def _fields_of(self, shape: type[msgspec.Struct]) -> tuple[dict[str, Any], Vocabulary]:
        """The types of the shape's fields by name, and these names."""
        if shape not in self._fields:
            hints = get_type_hints(shape, include_extras=True)
            self._fields[shape] = hints, Vocabulary(hints)
        return self._fields[shape]

    def _report(self, path: Path, text: str, *, at_key: bool = False) -> None:
        self.problems.append(self._document.problem(path, text, at_key=at_key))


def _unwrap(hint: Any) -> tuple[Any, str]:
    """The type without its annotations and without None, and the innermost title."""
    title = ""
    while get_origin(hint) is not None and get_origin(hint) is not tuple:
        if NoneType in get_args(hint):
            (hint,) = (arg for arg in get_args(hint) if arg is not NoneType)
        elif hasattr(hint, "__metadata__"):
            title = next((m.title for m in hint.__metadata__ if m.title), title)
            hint = hint.__origin__
        else:
            break
    return hint, title


def _has_right_length(data: list[Any], hint: Any) -> bool:
    metas = getattr(hint, "__metadata__", ())
    least = max((meta.min_length or 0 for meta in metas), default=0)
    most = min((meta.max_length for meta in metas if meta.max_length), default=len(data))
    return least <= len(data) <= most


def _shown(data: Any) -> str:
    match data:
        case None | "":
            return "để trống"
        case str():
            return f"«{data if len(data) <= 60 else data[:59] + '…'}» không hợp lệ"
        case list():
            return "là một danh sách"
        case _:
            return "là một nhóm khóa"
