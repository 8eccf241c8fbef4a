"""The Centre's group (Điều 6 khoản 9): where a post goes, by Apprise, and what became of it.

An address holds a token. It is in no message, log or record: what is said of it is its line in the
file and its service, what is recorded a digest of it.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.charset import CHARSETS
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from luanphien.core.deliveries import DeliveryKind
from luanphien.core.errors import OperationError
from luanphien.mail.password import secret_text
from luanphien.mail.patience import within

if TYPE_CHECKING:
    from apprise import NotifyBase

POST_SECONDS = 30.0
"""How long one address may take."""

INSTALL = "pip install 'luanphien[chat]'"

_SERVICE = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,19})://")
_STATUS = re.compile(r"error=(\d{3})\b")
_UNREACHED = re.compile(
    r"NewConnectionError|ConnectTimeout|NameResolutionError|SSLError|ProxyError"
)
_GATEWAYS = (502, 504)
"""The answers of a gateway that has not heard what became of it (RFC 9110 section 15.6)."""
_LATER = (408, 429)
"""The answers below 500 after which it may be tried again."""


class Outcome(NamedTuple):
    """What became of a post, and why it has not arrived."""

    kind: DeliveryKind
    note: str | None = None


class Place:
    """One address of the group; it shows itself without its token."""

    def __init__(self, url: str, file: Path, line: int) -> None:
        self._url = url
        self._where = f"{file}:{line}"
        service = _SERVICE.match(url)
        self.name = f"dòng {line}" + (f" ({service[1].lower()})" if service else "")
        self.id = sha256(url.encode()).hexdigest()[:16]

    def __repr__(self) -> str:
        return self.name

    def post(self, text: str) -> Outcome:
        """Post the text, where there is no fault; whatever goes wrong is an outcome."""
        notifier = self._notifier
        assert notifier
        late = Outcome("unknown", "máy chủ quá chậm")
        return within(POST_SECONDS, lambda: _posted(notifier, text), late)

    def fault(self) -> str | None:
        """Why nothing can be posted there; None if it can be tried.

        Raises OperationError if Apprise is not installed.
        """
        if self._notifier is None:
            return f"{self._where}: không phải địa chỉ của Apprise"
        if len(self._notifier) != 1:
            return f"{self._where}: cần đúng một nơi nhận; mỗi nơi một dòng"
        return None

    @cached_property
    def _notifier(self) -> NotifyBase | None:
        """What posts there; None if Apprise makes nothing of the address."""
        with _listening(), _same_charsets():
            try:
                from apprise import Apprise, AppriseAsset
            except ImportError:
                raise OperationError(f"chưa cài Apprise để gửi vào nhóm: {INSTALL}") from None
            asset = AppriseAsset(app_id="luanphien")
            return Apprise.instantiate(self._url, asset=asset, suppress_exceptions=True)


def places(file: Path, environment: Mapping[str, str]) -> list[Place]:
    """The addresses in the file, one a line; what follows a # at the beginning is a remark.

    Raises OperationError as `secret_text` does.
    """
    lines = secret_text(file, environment, "địa chỉ nhóm").splitlines()
    known: dict[str, Place] = {}
    for number, line in enumerate(lines, 1):
        if (url := line.strip()) and not url.startswith("#"):
            known.setdefault(url, Place(url, file, number))
    return list(known.values())


def _posted(notifier: NotifyBase, text: str) -> Outcome:
    with _listening() as heard:
        try:
            if notifier.notify(body=text, title="", body_format="text"):
                return Outcome("sent")
        except Exception as error:  # its text may name the address
            return Outcome("unknown", type(error).__name__)
    return _outcome("\n".join(heard))


def _outcome(heard: str) -> Outcome:
    """What became of a post that was not taken, by what Apprise logs of it."""
    if answer := _STATUS.search(heard):
        code, note = int(answer[1]), f"máy chủ trả lời {answer[1]}"
        if code in _GATEWAYS:
            return Outcome("unknown", note)
        return Outcome("deferred" if code >= 500 or code in _LATER else "refused", note)
    if _UNREACHED.search(heard):
        return Outcome("deferred", "không nối được")
    return Outcome("unknown", "máy chủ không trả lời")


@contextmanager
def _same_charsets() -> Iterator[None]:
    """Take back what a plugin of Apprise makes of every mail of this process.

    Its e-mail writes UTF-8 as quoted-printable, which it sets for all.
    """
    before = dict(CHARSETS)
    try:
        yield
    finally:
        CHARSETS.clear()
        CHARSETS.update(before)


@contextmanager
def _listening() -> Iterator[list[str]]:
    """What Apprise logs meanwhile, which names addresses and goes nowhere else, as its warnings."""
    heard: list[str] = []
    handler = logging.Handler(logging.DEBUG)
    handler.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    for name in ("apprise", "urllib3", "requests"):
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.addHandler(logging.NullHandler())
    logger = logging.getLogger("apprise")
    logger.setLevel(logging.DEBUG)
    logger.addHandler(handler)
    try:
        with warnings.catch_warnings(action="ignore"):
            yield heard
    finally:
        logger.removeHandler(handler)
