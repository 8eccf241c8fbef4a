"""What the documents show is what the program prints.

Every ```console block is run in the checkout, a command a `$` line, at 80 columns. After a change,
`python -m tests.test_docs` writes the blocks anew; read the difference before committing it.
"""

from __future__ import annotations

import json
import re
import shlex
from contextlib import chdir
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from luanphien.cli.main import COMMANDS
from tests.helpers.command_line import ROOT, in_process

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"(?<=^```console\n)\$ luanphien .*?(?=^```$)", re.DOTALL | re.MULTILINE)
NONE = "no-register.sqlite"


def rerun(block: str) -> str:
    """The block with what its commands print now, standard error last."""
    lines = []
    for command in re.findall(r"^\$ luanphien (.*)$", block, re.MULTILINE):
        with chdir(ROOT):
            done = in_process(*shlex.split(command), COLUMNS="80", LUANPHIEN_STATE=NONE)
        printed = (done.stdout + done.stderr).splitlines()
        lines += [f"$ luanphien {command}", *(line.rstrip() for line in printed)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_console_blocks_are_true(document: Path) -> None:
    for block in BLOCK.findall(document.read_text("utf-8")):
        assert rerun(block) == block


def test_every_command_is_in_the_reference() -> None:
    text = (ROOT / "docs/commands.md").read_text("utf-8")
    for command in COMMANDS:
        assert f"$ luanphien {command} --help" in text


def test_no_list_of_commands_breaks_off() -> None:
    text = (ROOT / "docs/commands.md").read_text("utf-8")
    assert not re.findall(r"^.*\.\.\.$", text, re.MULTILINE)


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each command line in docs/json.md."""
    text = (ROOT / "docs/json.md").read_text("utf-8")
    common, *blocks = (json.loads(b) for b in re.findall(r"```json\n(.*?)```", text, re.DOTALL))
    commands = re.findall(r"^## `luanphien (.*?)`", text, re.MULTILINE)
    return {command: {**block, **common} for command, block in zip(commands, blocks, strict=True)}


def test_json_is_as_the_documented_schemas_say() -> None:
    for command, schema in schemas().items():
        _, printed = rerun(f"$ luanphien {command}\n").split("\n", 1)
        jsonschema.validate(json.loads(printed), schema, jsonschema.Draft202012Validator)


if __name__ == "__main__":
    for document in DOCUMENTS:
        text = document.read_text("utf-8")
        document.write_text(BLOCK.sub(lambda found: rerun(found[0]), text), "utf-8")
