"""A centre whose notices go by mail: its configuration, its server, its cron."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.helpers.command_line import CONFIG, Called, in_process
from tests.helpers.mail_server import Server, running

Cron: TypeAlias = Callable[..., Called]


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path, server: Server) -> Path:
    """The shipped configuration with a mail server on this machine and an address an agency."""
    folder = tmp_path / "config"
    folder.mkdir()
    for file in CONFIG.glob("*.yaml"):
        text = file.read_text("utf-8")
        for agency in ("svhttdl", "stttt", "stc", "sgddt", "sct", "bqlkcn"):
            entry = f"\n  - id: {agency}\n"
            text = text.replace(entry, f"{entry}    email: van-thu@{agency}.lan\n")
        text = text.replace("  email:\n", "  email: trung-tam@centre.lan\n", 1)
        (folder / file.name).write_text(text, "utf-8")
    with (folder / "agencies.yaml").open("a", encoding="utf-8") as agencies:
        agencies.write(f"mail: {{host: 127.0.0.1, port: {server.port}, security: none}}\n")
    return folder


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "register.sqlite"


@pytest.fixture
def cron(folder: Path, state: Path) -> Cron:
    def cron(today: str | date, *options: str, **env: str) -> Called:
        files = ("--config", folder, "--state", state, "--today", today)
        return in_process("notify", "--next", "--send", *files, *options, **env)

    return cron
