"""luanphien as on Windows, as far as this machine can pretend: `-p tests.helpers.elsewhere`.

What only POSIX has can't be imported by luanphien, and no link can be made. Other packages, and the
tests themselves, keep what they need. A test that is about links says so with `links`.
"""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import filelock  # its own way is another one on Windows
import pytest

POSIX = frozenset(("fcntl", "grp", "pwd", "resource", "termios"))
_import, _symlink, _link = builtins.__import__, os.symlink, os.link

assert filelock
links = pytest.mark.skipif(
    "config.pluginmanager.hasplugin('tests.helpers.elsewhere')",
    reason="about links, of which there are none elsewhere",
)


def _is_ours(depth: int) -> bool:
    """Whether luanphien is among the callers nearest to whoever asks."""
    frame = sys._getframe(2)
    for _ in range(depth):
        if str(frame.f_globals.get("__name__")).startswith("luanphien"):
            return True
        if frame.f_back is None:
            return False
        frame = frame.f_back
    return False


def _restricted(name: str, *args: Any, **options: Any) -> Any:
    if name in POSIX and _is_ours(1):
        raise ImportError(name)
    return _import(name, *args, **options)


def _no_symlink(*args: Any, **options: Any) -> None:
    if _is_ours(2):  # through pathlib
        raise OSError(1314, "A required privilege is not held by the client")
    _symlink(*args, **options)


def _no_link(*args: Any, **options: Any) -> None:
    if _is_ours(2):
        raise OSError(1, "Incorrect function")
    _link(*args, **options)


@contextmanager
def elsewhere() -> Iterator[None]:
    """No links and nothing of POSIX for luanphien, in the body."""
    with (
        mock.patch.object(builtins, "__import__", _restricted),
        mock.patch.object(os, "symlink", _no_symlink),
        mock.patch.object(os, "link", _no_link),
    ):
        yield


_all = elsewhere()


def pytest_configure() -> None:
    """For a whole run of the tests."""
    _all.__enter__()


def pytest_unconfigure() -> None:
    """Put everything back."""
    _all.__exit__(None, None, None)
