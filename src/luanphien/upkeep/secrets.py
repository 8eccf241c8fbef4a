"""The files that hold the passwords and tokens of an installation: the one list of them."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import NamedTuple

from luanphien.core.decisions import Decisions

_CREDENTIALS = Path("/run/credentials")


class Secret(NamedTuple):
    """A file that holds a password, or tokens: what for, as people say it, and where.

    `name` is that of its copy in a backup, which comes back beside the configuration.
    """

    purpose: str
    file: Path
    name: str

    @property
    def handed(self) -> bool:
        """Whether systemd shows it to a service alone, under that name."""
        return self.file.is_relative_to(_CREDENTIALS)

    @property
    def away(self) -> bool:
        """Whether it is such a file, and not here now."""
        return self.handed and not os.access(self.file, os.R_OK)


def secrets(decisions: Decisions, folder: Path) -> list[Secret]:
    """The files that a configuration in that folder names, each once."""
    mail, mailbox = decisions.mail, decisions.mailbox
    named = {
        "mail": ("gửi thư", mail and mail.password_file),
        "mailbox": ("hộp thư", mailbox and mailbox.password_file),
        "chat": ("nhóm trò chuyện", decisions.chat),
    }
    known: dict[Path, Secret] = {}
    for section, (purpose, path) in named.items():
        if path:
            file = folder / path
            taken = {secret.name for secret in known.values()}
            plain = _name(path)
            name = f"{section}-{file.name}" if plain in taken else plain
            known.setdefault(file, Secret(purpose, file, name))
    return list(known.values())


def _name(path: str) -> str:
    """That of the copy: the path itself where it leads below the folder, so that it fits again."""
    named = PurePath(path)
    inside = not named.is_absolute() and ".." not in named.parts
    return named.as_posix() if inside else named.name
