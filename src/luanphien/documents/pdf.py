"""What stands in a Word file or a workbook as PDF, where LibreOffice is installed.

It runs in a profile of its own, made for that one time: no window that is open elsewhere is in its
way. Nothing in a file is run, and nothing fetched.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from luanphien.core.errors import OperationError

LIMIT = 120
"""Seconds that it may take; about two are usual."""

_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
"""Where the system does not look for programs."""
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = (
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "0"),
)
"""No macros, no pictures from elsewhere, no links brought up to date."""


def program() -> str | None:
    """LibreOffice on this machine."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _ELSEWHERE if Path(place).is_file()), None)


def from_word(content: bytes) -> bytes:
    """The Word file as PDF. Raises OperationError as `from_office` does."""
    return from_office({"document.docx": content})["document.pdf"]


def from_office(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files by name as PDF, each by its name with that ending, at one start of LibreOffice.

    Raises OperationError if LibreOffice is not there, fails or takes longer than LIMIT.
    """
    office = program()
    if office is None:
        raise OperationError(
            "máy này chưa có LibreOffice để ghi .pdf; hãy cài LibreOffice, hoặc ghi .docx rồi in "
            "ra PDF bằng Word"
        )
    with TemporaryDirectory(prefix="luanphien-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        settings = folder / "profile/user/registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_registry(), "utf-8")
        for file, content in files.items():
            (folder / file).write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = [profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", name]
        _run([office, *options, *(str(folder / file) for file in files)])
        return {
            file.name: _content(file)
            for file in ((folder / name).with_suffix(".pdf") for name in files)
        }


def _registry() -> str:
    """The settings as LibreOffice keeps them in a profile."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
        "</prop></item>"
        for path, name, value in _SETTINGS
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


def _run(command: list[str]) -> None:
    """Run it to its end; what it starts ends with it if it takes too long."""
    nothing = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
        )
    except OSError as error:
        raise OperationError(f"không chạy được LibreOffice ({command[0]})") from error
    try:
        process.wait(LIMIT)
    except subprocess.TimeoutExpired:
        raise OperationError(f"LibreOffice chưa ghi xong .pdf sau {LIMIT} giây") from None
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _content(file: Path) -> bytes:
    """The PDF; LibreOffice says that all is well where it has written none."""
    content = file.read_bytes() if file.is_file() else b""
    if not content.startswith(b"%PDF"):
        raise OperationError("LibreOffice không ghi được .pdf")
    return content
