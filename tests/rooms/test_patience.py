"""Work that is waited for only so long."""

from __future__ import annotations

from threading import Event

import pytest

from luanphien.mail.patience import within


def test_what_the_work_gives_is_given() -> None:
    assert within(60, lambda: "done", "late") == "done"


@pytest.mark.parametrize("error", [TimeoutError("its own"), ValueError(), SystemExit()])
def test_what_the_work_raises_is_raised(error: BaseException) -> None:
    """Also when it is the error of waiting too long, which is another one's."""

    def work() -> str:
        raise error

    with pytest.raises(type(error)) as raised:
        within(60, work, "late")
    assert raised.value is error


@pytest.mark.parametrize("seconds", [0.01, 0, -1])
def test_what_takes_longer_is_late(seconds: float) -> None:
    for_ever = Event()
    assert within(seconds, for_ever.wait, late=True) is True
    for_ever.set()
