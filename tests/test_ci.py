"""`.ci/run` on a machine that lacks what the tests merely skip."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.helpers.command_line import ROOT

README = """\
<!-- test -->
```sh
mkdir -p .venv/bin && for tool in pip ruff mypy; do ln -s "$(type -P true)" .venv/bin/$tool; done
```
"""
TOOLS = {
    "id": "echo 0",
    "apt-get": 'echo "$*" >> asked; [ "$1" = update ] || exit 100',
    "npm": "exit 1",
}
"""A machine of root's where no package can be installed, nor anything from npm's registry."""


@pytest.mark.skipif(not shutil.which("bash"), reason="needs a shell")
@pytest.mark.parametrize("present", [["node", "npm"], ["node"], []])
def test_what_cannot_be_installed_stops_nothing(tmp_path: Path, present: list[str]) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/run", tmp_path / ".ci/run")
    (tmp_path / "README.md").write_text(README)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("bash", "rm", "dirname", "sed", "mkdir", "ln", "true", "cat", "env"):
        found = shutil.which(name)
        assert found
        (tools / name).symlink_to(found)
    for name in ("id", "apt-get", *present):
        (tools / name).write_text(f"#!{shutil.which('bash')}\n{TOOLS.get(name, '')}\n")
        (tools / name).chmod(0o755)
    done = subprocess.run(
        [tmp_path / ".ci/run"],
        env={**os.environ, "PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "no soffice" in done.stderr
    asked = (tmp_path / "asked").read_text()
    assert "libreoffice" in asked
    assert ("nodejs" in asked) == ("node" not in present)
