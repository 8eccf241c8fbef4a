"""What the Centre owes today, as the register stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from luanphien.config import Configuration
from luanphien.core.rota import Rota
from luanphien.core.sending import Task, tasks
from luanphien.register import Register


def owed(configuration: Configuration, register_file: Path, day: date) -> list[Task]:
    """What is owed on the day; nothing is sent and nothing written, not even a new register.

    Raises OperationError if the register fails.
    """
    with Register(register_file, create=False) as register:
        return list(tasks_owed(configuration.rota, register, day))


def tasks_owed(rota: Rota, register: Register, day: date) -> Iterator[Task]:
    """What is owed on the day by the register, which begins with that day if it is new."""
    return tasks(rota, day, register.beginning or day, register.facts)
