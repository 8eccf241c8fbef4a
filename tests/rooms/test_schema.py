"""The JSON Schemas in docs/schema are those of the shapes, and what ships is valid by them."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import msgspec
import pytest
import yaml

from luanphien.config.schema import SHAPES, schema
from tests.helpers.command_line import CONFIG, ROOT


class YAML12(yaml.SafeLoader):
    """As editors read it: `07:30`, `2024-02-01` and `off` are text, as YAML 1.2 has it."""


YAML12.yaml_implicit_resolvers = {}
for tag, pattern, letters in (
    ("null", "~|null|", ["~", "n", ""]),
    ("bool", "true|false", "tf"),
    ("int", "[-+]?[0-9]+", "-+0123456789"),
):
    YAML12.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), list(letters)
    )


def files() -> list[Path]:
    return sorted(CONFIG.rglob("*.yaml"))


@pytest.mark.parametrize("name", SHAPES)
def test_the_committed_schema_is_in_step(name: str) -> None:
    assert (ROOT / f"docs/schema/{name}.schema.json").read_text("utf-8") == schema(name)


@pytest.mark.parametrize("file", files(), ids=lambda file: str(file.relative_to(CONFIG)))
def test_each_file_names_its_schema_and_is_valid_by_it(file: Path) -> None:
    first, _, text = file.read_text("utf-8").partition("\n")
    named = file.parent / first.removeprefix("# yaml-language-server: $schema=")
    assert named.resolve() == ROOT / f"docs/schema/{file.stem}.schema.json"
    data = yaml.load(text, YAML12)
    validator = jsonschema.Draft202012Validator(msgspec.json.decode(named.read_bytes()))
    assert [error.message for error in validator.iter_errors(data)] == []
    misspelt = {**data, "rotation": []}
    assert not validator.is_valid(misspelt)
