"""A place of the group: what becomes of a post, against a real HTTP server."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from email.header import Header
from pathlib import Path
from typing import Any

import pytest

from luanphien.core.errors import OperationError
from luanphien.mail import chat
from luanphien.mail.chat import Outcome, Place, places
from tests.helpers.webhook import TOKEN, Webhook, listening

requests = pytest.importorskip("requests")
pytest.importorskip("apprise")


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with listening() as hook:
        yield hook


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "chat"


def place(url: str) -> Place:
    return Place(url, Path("chat"), 3)


def test_the_file_has_an_address_a_line(file: Path) -> None:
    file.write_text(f"# nhóm\n\n  json://a/{TOKEN}  \nZALO://1:a/2\njson://a/{TOKEN}\nnonsense\n")
    file.chmod(0o600)
    found = places(file, {})
    assert [one.name for one in found] == ["dòng 3 (json)", "dòng 4 (zalo)", "dòng 6"]
    assert len({one.id for one in found}) == 3
    assert TOKEN not in repr(found) + str([one.id for one in found])
    # An address keeps its name in the register, wherever in the file it stands.
    file.write_text(f"json://a/{TOKEN}\n")
    assert [one.id for one in places(file, {})] == [found[0].id]


def test_only_its_owner_may_read_the_file(file: Path) -> None:
    file.write_text(f"json://a/{TOKEN}")
    file.chmod(0o640)
    with pytest.raises(OperationError, match="người khác đọc được địa chỉ nhóm"):
        places(file, {})
    assert places(file, {"CREDENTIALS_DIRECTORY": str(file.parent)})
    file.unlink()
    with pytest.raises(OperationError, match="không đọc được địa chỉ nhóm"):
        places(file, {})
    file.write_bytes(b"\xff\xfe")
    file.chmod(0o600)
    with pytest.raises(OperationError, match="không phải UTF-8"):
        places(file, {})


def test_the_text_arrives_as_it_is(hook: Webhook) -> None:
    text = "Thông báo: Sở «A» *không* _đậm_ <b>\nDòng hai: từ 01/02"
    assert place(hook.address()).post(text) == Outcome("sent")
    assert [one.text for one in hook.posted] == [text]


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (500, Outcome("deferred", "máy chủ trả lời 500")),
        (503, Outcome("deferred", "máy chủ trả lời 503")),
        (429, Outcome("deferred", "máy chủ trả lời 429")),
        (401, Outcome("refused", "máy chủ trả lời 401")),
        (404, Outcome("refused", "máy chủ trả lời 404")),
        # Whether it got further nobody knows.
        (502, Outcome("unknown", "máy chủ trả lời 502")),
        (504, Outcome("unknown", "máy chủ trả lời 504")),
        ("silent", Outcome("unknown", "máy chủ không trả lời")),
    ],
)
def test_what_a_server_answers(hook: Webhook, fault: int | str, outcome: Outcome) -> None:
    hook.faults["nhom"] = fault
    assert place(hook.address()).post("A") == outcome


def test_a_server_that_takes_too_long_may_have_taken_it(
    hook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook.faults["nhom"] = "slow"
    address = f"{hook.address()}?rto=0.2"  # Apprise's own patience
    assert place(address).post("A") == Outcome("unknown", "máy chủ không trả lời")
    monkeypatch.setattr(chat, "POST_SECONDS", 0.2)
    assert place(hook.address()).post("A") == Outcome("unknown", "máy chủ quá chậm")
    assert len(hook.posted) == 2


@pytest.mark.parametrize("host", ["127.0.0.1:1", "khong-co.invalid"])
def test_what_reached_nobody_is_tried_again(host: str) -> None:
    assert place(f"json://{host}/{TOKEN}").post("A") == Outcome("deferred", "không nối được")


@pytest.mark.parametrize("url", ["nonsense", "foo://a/b", f"zalo://{TOKEN}", "json://"])
def test_what_is_no_address(url: str) -> None:
    assert place(url).fault() == "chat:3: không phải địa chỉ của Apprise"


def test_a_place_is_one_recipient() -> None:
    """What arrives at one of two could not be tried again for the other."""
    assert place(f"zalo://1:{TOKEN}/nhom").fault() is None
    assert place(f"zalo://1:{TOKEN}/nhom/nhom2").fault() == (
        "chat:3: cần đúng một nơi nhận; mỗi nơi một dòng"
    )


def test_the_request_that_zalo_would_get(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its documentation: bot.zapps.me/docs/apis/sendMessage."""
    asked: list[tuple[str, dict[str, Any]]] = []

    class Answer:
        status_code = 200
        content = b'{"ok": true}'

    def post(url: str, data: str, **_: Any) -> Answer:
        asked.append((url, json.loads(data)))
        return Answer()

    monkeypatch.setattr(requests, "post", post)
    group = place("zalo://123456:abc-DEF_1/nhom-1")
    assert group.post("Thông báo *phiên* trực") == Outcome("sent")
    Answer.content = b'{"ok": false}'
    assert place("zalo://123456:abc-DEF_1/nhom-1").post("A") == Outcome(
        "refused", "máy chủ trả lời 200"
    )
    url, content = asked[0]
    assert url == "https://bot-api.zaloplatforms.com/bot123456:abc-DEF_1/sendMessage"
    assert content == {"chat_id": "nhom-1", "text": "Thông báo *phiên* trực"}


def test_nothing_of_an_address_is_logged(
    hook: Webhook, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    # Whatever reaches the root; pytest's own handler listens at each logger by itself.
    heard: list[logging.LogRecord] = []
    root = logging.getLogger()
    handler = logging.Handler()
    handler.emit = heard.append  # type: ignore[assignment]
    monkeypatch.setattr(root, "handlers", [handler])
    monkeypatch.setattr(root, "level", logging.DEBUG)
    for fault in (200, 500, "silent"):
        hook.faults["nhom"] = fault
        place(hook.address()).post("A")
    place(f"json://127.0.0.1:1/{TOKEN}").post("A")
    place(f"zalo://{TOKEN}").fault()
    assert heard == []
    assert capfd.readouterr() == ("", "")


def test_mails_are_written_as_before() -> None:
    """One of Apprise's plugins changes how this process writes UTF-8 in a head."""
    place("json://a/b").fault()
    assert Header("Thông báo", "utf-8").encode().startswith("=?utf-8?b?")


def test_what_apprise_raises_names_no_address(
    hook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError(f"https://a/{TOKEN}")

    monkeypatch.setattr(requests, "request", fail)
    outcome = place(hook.address()).post("A")
    assert outcome.kind == "unknown"
    assert TOKEN not in str(outcome)


def test_without_apprise_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(OperationError, match=r"pip install 'luanphien\[chat\]'"):
        place("json://a/b").fault()
