"""What runs by itself is recorded, and a monitor elsewhere hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from time import monotonic

from luanphien.config import Configuration
from luanphien.core.runs import Run, Work, running
from luanphien.register import Register

FAILED = 1
"""The status of a run that an error has ended."""

HEARTBEAT_SECONDS = 10.0
"""How long the monitor has for its answer."""


class Recording:
    """A run that goes on; who does the work says how it ends."""

    status: int = FAILED


@contextmanager
def recorded(
    configuration: Configuration,
    register_file: Path,
    work: Work,
    now: datetime,
    place: Path | None = None,
) -> Iterator[Recording]:
    """Record that the work is done in the body, from `now` on, and how it ends.

    After a good run the configuration's monitor is called, unless some other work that is to run
    by itself has stopped. Raises OperationError if the register fails.
    """
    recording = Recording()
    began, run = monotonic(), Run(work, now, place=str(place.absolute()) if place else None)
    with Register(register_file) as register:
        number = register.begin_run(run)
    try:
        yield recording
    finally:
        elapsed = timedelta(seconds=round(monotonic() - began))
        ended = run._replace(ended=now + elapsed, status=recording.status)
        with Register(register_file) as register:
            url = configuration.decisions.heartbeat
            if url and ended.good and not _others_stopped(configuration, register, ended):
                ended = ended._replace(heartbeat=call(url))
            register.end_run(number, ended)


def _others_stopped(configuration: Configuration, register: Register, run: Run) -> bool:
    calendar, today = configuration.rota.calendar, run.began.date()
    works = running(register.runs(), calendar, today)
    return any(other.late for other in works if other.work != run.work)


def call(url: str) -> bool:
    """Whether the monitor at that address has answered in time that it has heard.

    Nothing that goes wrong there concerns the run. A server that sends a byte now and then would
    keep within a socket's timeout for ever, so the whole call has a time of its own.
    """
    answers: list[int] = []

    def ask() -> None:
        from http.client import HTTPException
        from urllib.request import urlopen

        try:
            with urlopen(url, timeout=HEARTBEAT_SECONDS) as answer:
                answers.append(answer.status)
        except (OSError, HTTPException, ValueError):
            pass

    thread = Thread(target=ask, daemon=True)  # so that the process does not wait for it
    thread.start()
    thread.join(HEARTBEAT_SECONDS)
    return bool(answers)
