"""The files that hold the passwords and tokens of an installation: the one list of them."""

from __future__ import annotations

import os
from pathlib import Path
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


def secrets(decisions: Decisions) -> list[Secret]:
    """The files that the configuration names, each once."""
    mail, mailbox = decisions.mail, decisions.mailbox
    named = {
        "mail": ("gửi thư", mail and mail.password_file),
        "mailbox": ("hộp thư", mailbox and mailbox.password_file),
        "chat": ("nhóm trò chuyện", decisions.chat),
    }
    known: dict[Path, Secret] = {}
    for section, (purpose, path) in named.items():
        if path:
            file = Path(path)
            taken = {secret.name for secret in known.values()}
            name = f"{section}-{file.name}" if file.name in taken else file.name
            known.setdefault(file, Secret(purpose, file, name))
    return list(known.values())
