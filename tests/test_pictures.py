"""The pictures of the documents show what the commands do now."""

from __future__ import annotations

from pathlib import Path

from tests.helpers import pictures
from tests.helpers.command_line import ROOT


def test_no_picture_is_stale(tmp_path: Path) -> None:
    now = pictures.shown(tmp_path).digests()
    stale = {name for name, digest in now.items() if pictures.recorded().get(name) != digest}
    assert not stale, f"run python tools/make_pictures.py, and look at {', '.join(sorted(stale))}"


def test_every_picture_is_there_and_shown() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for name in pictures.recorded():
        assert (pictures.DOCS / name).stat().st_size > 5000
        assert f"](docs/{name})" in text
    assert set(pictures.recorded()) == {
        file.name for file in pictures.DOCS.iterdir() if file.suffix in (".png", ".svg")
    }
