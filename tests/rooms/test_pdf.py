"""PDF through LibreOffice, and what happens where it is missing, fails or hangs."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from luanphien.core.errors import OperationError
from luanphien.documents import pdf
from tests.helpers.command_line import CONFIG, Run
from tests.helpers.office import needs_office, pages

NOTICE = ("notify", "--shift", "2024-02", "--config", CONFIG)

needs_posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in LibreOffice's place, which does nothing yet."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    monkeypatch.setattr(pdf, "program", lambda: str(program))
    return program


@needs_office
def test_a_notice_is_written_as_one_page(run: Run, tmp_path: Path) -> None:
    done = run(*NOTICE, "-o", "a b.PDF")
    assert (done.status, done.stdout) == (0, "Đã ghi a b.PDF\n")
    file = tmp_path / "a b.PDF"
    (page,) = pages(file)
    assert "Độclập-Tựdo-Hạnhphúc" in page
    assert b"/FontFile2" in file.read_bytes()  # embedded TrueType: ISO 32000-1, 9.9


def test_without_libreoffice_one_line_says_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "program", lambda: None)
    done = run(*NOTICE, "-o", "a.pdf")
    assert done.status == 1
    assert "chưa có LibreOffice" in done.stderr
    assert not list(tmp_path.glob("*.pdf"))


@needs_posix
def test_what_is_there_stays_if_libreoffice_writes_nothing(
    run: Run, tmp_path: Path, stand_in: Path
) -> None:
    (tmp_path / "a.pdf").write_text("cũ")
    done = run(*NOTICE, "-o", "a.pdf")
    assert (done.status, (tmp_path / "a.pdf").read_text()) == (1, "cũ")
    assert "không ghi được .pdf" in done.stderr
    stand_in.write_text("not a program")
    stand_in.chmod(0o600)
    assert "không chạy được LibreOffice" in run(*NOTICE, "-o", "a.pdf").stderr


@needs_posix
def test_what_libreoffice_has_started_ends_with_it(
    tmp_path: Path, stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = tmp_path / "late"
    stand_in.write_text(f"#!/bin/sh\n(sleep 1; touch '{late}') &\nwait\n")
    monkeypatch.setattr(pdf, "LIMIT", 0.1)
    with pytest.raises(OperationError, match="chưa ghi xong"):
        pdf.from_word(b"")
    time.sleep(1.1)
    assert not late.exists()
