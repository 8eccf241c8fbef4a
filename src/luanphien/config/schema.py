"""The JSON Schemas of the two files, for editors: `python -m luanphien.config.schema DIR`."""

from __future__ import annotations

import sys
from inspect import cleandoc
from pathlib import Path
from typing import Any

from msgspec import json

from luanphien.core.decisions import Decisions, HolidaysFile

SHAPES = {"agencies": Decisions, "holidays_vn": HolidaysFile}


def schema(name: str) -> str:
    """The schema of the file with that name, as text."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    shape = dialect | _described(json.schema(SHAPES[name]))
    return json.format(json.encode(shape), indent=2).decode() + "\n"


def _described(shape: Any) -> Any:
    """The shape with its docstrings as they read; msgspec does so itself from 0.23 on."""
    match shape:
        case dict():
            described = {key: _described(part) for key, part in shape.items()}
            if isinstance(text := described.get("description"), str):
                described["description"] = cleandoc(text)
            return described
        case list():
            return [_described(part) for part in shape]
        case _:
            return shape


if __name__ == "__main__":
    for name in SHAPES:
        Path(sys.argv[1], f"{name}.schema.json").write_text(schema(name), encoding="utf-8")
