"""The JSON Schemas of the two files, for editors: `python -m luanphien.config.schema DIR`."""

from __future__ import annotations

import sys
from pathlib import Path

from msgspec import json

from luanphien.core.decisions import Decisions, HolidaysFile

SHAPES = {"agencies": Decisions, "holidays_vn": HolidaysFile}


def schema(name: str) -> str:
    """The schema of the file with that name, as text."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.format(json.encode(dialect | json.schema(SHAPES[name])), indent=2).decode() + "\n"


if __name__ == "__main__":
    for name in SHAPES:
        Path(sys.argv[1], f"{name}.schema.json").write_text(schema(name), encoding="utf-8")
