"""What systemd and nginx need to know to run an installation, written for its paths.

The files are those of `deploy/`, which are for the paths of the guide and can be used as they are.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from luanphien.config import load
from luanphien.config.load import AGENCIES
from luanphien.core.errors import LuanphienError, OperationError
from luanphien.core.text import printable
from luanphien.upkeep.secrets import secrets

PLACES = {
    "luanphien-send.service": "etc/systemd/system",
    "luanphien-send.timer": "etc/systemd/system",
    "luanphien-publish.service": "etc/systemd/system",
    "luanphien-publish.timer": "etc/systemd/system",
    "sysusers.conf": "etc/sysusers.d/luanphien.conf",
    "tmpfiles.conf": "etc/tmpfiles.d/luanphien.conf",
    "nginx.conf": "etc/nginx/sites-available/luanphien",
}
"""Where each file belongs; a folder that ends so takes it under its own name."""

NEXT = (
    "systemd-sysusers",
    "systemd-tmpfiles --create",
    "systemctl daemon-reload",
    "systemctl enable --now luanphien-send.timer luanphien-publish.timer",
)
"""What is to be run then."""

_PROGRAM, _FOLDER = "/opt/luanphien/bin/luanphien", "/etc/luanphien"
_PASSWORDS = re.compile(r"(?:^#LoadCredential=.+\n)+", re.MULTILINE)
"""The lines of a unit that hand over passwords, all switched off."""
_CLOSED = ("/home", "/root", "/run/user")
"""What ProtectHome= hides from a service."""
_SPECIAL = "\"'\\%$"
"""What a unit's lines take for something else, quoted or not."""


class Service(NamedTuple):
    """The program and the configuration of an installation, both by absolute paths."""

    program: Path
    folder: Path


def this_program() -> Path:
    """The command that is running, as a service would call it."""
    return Path(sys.executable).with_name("luanphien")


def files(service: Service, root: Path) -> dict[Path, bytes]:
    """What is to be written, and where below the root.

    Raises OperationError if one is there already, or the service could not run what it names;
    LuanphienError if a unit can't name it.
    """
    _refuse(service)
    contents = {_place(root, name): _content(service, name).encode() for name in PLACES}
    for file in contents:
        if file.exists() or file.is_symlink():
            raise OperationError(f"Đã có {file}; luanphien init không ghi đè tệp nào.")
    return contents


def _refuse(service: Service) -> None:
    for path in service:
        if str(path).startswith(_CLOSED):
            text = f"{path}: dịch vụ không đọc được thư mục này; hãy cài vào /opt, cấu hình ở /etc"
            raise OperationError(text)
        if set(_SPECIAL) & set(str(path)) or not str(path).isprintable():
            text = "tên thư mục có ký tự mà systemd không dùng được"
            raise LuanphienError(f"{printable(str(path))}: {text}")
    if not service.program.exists():
        raise OperationError(f"{service.program}: không có lệnh này")


def _place(root: Path, name: str) -> Path:
    place = root / PLACES[name]
    return place / name if place.name == "system" else place


def _content(service: Service, name: str) -> str:
    text = (_shipped() / name).read_text("utf-8")
    there = (service.folder / AGENCIES).exists()
    decisions = load(service.folder).decisions if there else None
    if decisions and decisions.heartbeat:
        text = text.replace("PrivateNetwork=yes", "#PrivateNetwork=yes")
    known = secrets(decisions, service.folder) if decisions else []
    named = [secret.file.name for secret in known if secret.handed]
    text = _PASSWORDS.sub(lambda lines: _handed(lines[0], named, service.folder), text)
    text = text.replace(_PROGRAM, _quoted(service.program))
    return text.replace(f"--config {_FOLDER}", f"--config {_quoted(service.folder)}")


def _handed(lines: str, named: Iterable[str], folder: Path) -> str:
    """The lines that hand over the usual passwords and those named, each where its file is there.

    systemd starts no service for which a file is missing.
    """
    usual = re.findall(r"=(.+?):", lines)
    return "".join(
        f"{'' if (folder / name).exists() else '#'}LoadCredential={name}:{folder / name}\n"
        for name in dict.fromkeys([*usual, *named])
    )


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)


def _shipped() -> Path:
    """The files of `deploy/`: in the package, or in the checkout it runs from."""
    package = Path(__file__).parents[1]
    installed = package / "deploy"
    return installed if installed.exists() else package.parents[1] / "deploy"
