"""What the Centre owes today, as the register stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from luanphien.config import Configuration
from luanphien.core.companions import companions
from luanphien.core.facts import Fact
from luanphien.core.rota import Rota
from luanphien.core.sending import Task, tasks
from luanphien.register import Register


def owed(configuration: Configuration, register_file: Path, day: date) -> list[Task]:
    """What is owed on the day; nothing is sent and nothing written, not even a new register.

    Raises OperationError if the register fails.
    """
    with Register(register_file, create=False) as register:
        return list(tasks_owed(configuration.rota, register, day, register.facts))


def tasks_owed(
    rota: Rota, register: Register, day: date, facts: Callable[[str], Sequence[Fact]]
) -> Iterator[Task]:
    """What is owed on the day by the register, which begins with that day if it is new.

    The notices come first: what goes with them is known from the `facts` of a shift once they
    have gone.
    """
    since = register.beginning or day
    yield from tasks(rota, day, since, facts)
    yield from companions(rota, day, since, facts)
