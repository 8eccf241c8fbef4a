"""Work that may take for ever, and is waited for only so long."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, work: Callable[[], T], late: T) -> T:
    """What the work gives, or `late` if it takes longer; then it goes on, and nobody hears of it.

    What it raises is raised.
    """
    answer: Future[T] = Future()

    def finish() -> None:
        try:
            answer.set_result(work())
        except BaseException as error:
            answer.set_exception(error)

    if seconds > 0:
        # A daemon, so that the process does not wait for it.
        Thread(target=finish, daemon=True).start()
        if wait([answer], seconds).done:
            return answer.result()
    return late
