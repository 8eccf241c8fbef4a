"""A notice through Postfix, its answers in a mailbox by Dovecot: what real servers say."""

from __future__ import annotations

import imaplib
import shutil
import smtplib
import ssl
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import trustme

from luanphien.core.decisions import MailboxRule
from luanphien.mail.mailbox import HEAD, Imap, MailboxError, _utf7
from luanphien.register import Register
from luanphien.register.mailbox import MessageKey
from tests.helpers.answers import Postbox, reply
from tests.helpers.command_line import Called, in_process
from tests.helpers.real_mail import (
    PASSWORD,
    USER,
    Dovecot,
    Postfix,
    dovecot,
    postfix,
    reachable_folder,
)
from tests.journeys.test_sending import STC

CENTRE, STTTT = "trung-tam@centre.lan", "van-thu@stttt.lan"


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with reachable_folder() as place:
        yield place


@pytest.fixture(scope="module")
def outgoing(place: Path) -> Iterator[Postfix]:
    with postfix(place, CENTRE, STTTT) as server:
        yield server


@pytest.fixture(scope="module")
def incoming(place: Path, outgoing: Postfix) -> Iterator[Dovecot]:
    """The Centre's mailbox, into which Postfix delivers."""
    _send(outgoing, CENTRE, b"Subject: mo hop thu\n\nChao")
    outgoing.wait(outgoing.maildir(CENTRE), 1)
    with dovecot(place, outgoing.maildir(CENTRE)) as server:
        yield server


def _send(server: Postfix, to: str, content: bytes) -> None:
    with smtplib.SMTP("127.0.0.1", server.port, timeout=20) as client:
        client.sendmail(STC, [to], content)


@pytest.fixture
def centre(
    folder: Path, state: Path, outgoing: Postfix, incoming: Dovecot
) -> Callable[..., Called]:
    """A command of the centre whose servers these are."""
    text = (folder / "agencies.yaml").read_text("utf-8")
    start = text.index("mail: {host: 127.0.0.1")
    (folder / "agencies.yaml").write_text(
        f"{text[:start]}mail: {{host: 127.0.0.1, port: {outgoing.port}, security: none}}\n"
        f"mailbox: {{host: 127.0.0.1, port: {incoming.port}, security: none, username: {USER}}}\n",
        "utf-8",
    )

    def centre(*command: object, today: str = "2024-01-25") -> Called:
        files = ("--config", folder, "--state", state, "--today", today)
        return in_process(*command, *files, LUANPHIEN_MAILBOX_PASSWORD=PASSWORD)

    return centre


def test_a_notice_to_an_unknown_user_comes_back_and_a_reply_is_taken(
    centre: Callable[..., Called], outgoing: Postfix, state: Path
) -> None:
    done = centre("notify", "--next", "--send")
    assert (done.status, done.stderr) == (0, "")
    # The bounce of the notice, the draft, the proof that draft and copy have arrived.
    box = outgoing.maildir(CENTRE)
    outgoing.wait(box, 5)
    done = centre("notify", "--next", "--send", today="2024-01-26")
    assert done.status == 1
    assert "thư tới van-thu@stc.lan không đến nơi (unknown user" in done.stderr
    with Register(state, create=False) as register:
        heard = {
            (fact.kind, fact.recipient, fact.says)
            for fact in register.facts()
            if fact.kind in ("delivered", "undelivered")
        }
        sent = [fact for fact in register.facts() if fact.kind == "sent"]
    assert ("undelivered", STC, None) in heard
    assert ("delivered", STTTT, "handover") in heard
    # Somebody at the agency has read it elsewhere, and answers with a mail program.
    (id,) = {fact.message_id for fact in sent if fact.recipient == STC}
    assert id
    _send(outgoing, CENTRE, reply(id, STC))
    outgoing.wait(box, 1)
    done = centre("inbox", today="2024-01-30")
    assert (done.status, done.stderr) == (0, "")
    assert "Sở Tài chính (van-thu@stc.lan) xác nhận" in done.stdout
    assert centre("inbox").stdout == "Không có thư nào mới về những gì đã gửi.\n"


# The mailbox by itself.


@pytest.fixture
def box() -> Iterator[Postbox]:
    with reachable_folder() as folder:
        box = Postbox(folder / "mail")
        for path in (box.folder, *box.folder.iterdir()):
            shutil.chown(path, "mail", "mail")
        yield box


def _deliver(box: Postbox, *contents: bytes) -> None:
    for content in contents:
        file = box.deliver(content)
        file.chmod(0o644)


def _rule(server: Dovecot, **more: object) -> MailboxRule:
    usual = {"host": "127.0.0.1", "port": server.port, "security": "none", "username": USER}
    return MailboxRule(**{**usual, **more})  # type: ignore[arg-type]


TODAY = date.today() - timedelta(days=1)  # noqa: DTZ011 - what the server calls today


def test_nothing_is_marked_moved_or_read_twice(box: Postbox) -> None:
    first, second = reply("<1@a.lan>", STC), b"Subject: x\n\n" + b"a" * HEAD
    _deliver(box, first, second)
    with dovecot(box.folder.parent, box.folder) as server:
        mailbox = Imap(_rule(server), PASSWORD)
        mails = list(mailbox.messages(set(), TODAY))
        assert [mail.content for mail in mails] == [
            first.replace(b"\n", b"\r\n"),
            second.replace(b"\n", b"\r\n")[:HEAD],
        ]
        assert mails[1].size > HEAD
        assert mails[0].key.mailbox.startswith("imap://trung-tam@127.0.0.1/INBOX;UIDVALIDITY=")
        assert [mail.key.message for mail in mails] == ["1", "2"]
        read = {mails[0].key, MessageKey("imap://other", "2")}
        assert [mail.key for mail in mailbox.messages(read, TODAY)] == [mails[1].key]
        assert not list(mailbox.messages(set(), TODAY + timedelta(days=3)))
    names = [file.name for name in ("cur", "new") for file in (box.folder / name).iterdir()]
    assert not [name for name in names if name.partition(":2,")[2].strip()], "a flag is set"
    assert len(names) == 2


def test_a_folder_in_vietnamese(box: Postbox) -> None:
    with dovecot(box.folder.parent, box.folder) as server:
        client = imaplib.IMAP4("127.0.0.1", server.port)
        client.login(USER, PASSWORD)
        name = 'Hộp thư & "trả lời"'
        assert client.create(f'"{_utf7(name)}"')[0] == "OK"
        content = b"From: a@b.lan\r\n\r\nChao"
        client.append(f'"{_utf7(name)}"', "", "", content)
        client.logout()
        (mail,) = Imap(_rule(server, folder=name), PASSWORD).messages(set(), TODAY)
        assert mail.content == content


def test_a_server_that_lets_nobody_in_or_is_not_there(box: Postbox) -> None:
    with dovecot(box.folder.parent, box.folder) as server:
        for rule, secret, why in (
            (_rule(server), "sai", "không cho đọc"),
            (_rule(server, folder="Khong"), PASSWORD, "không cho đọc"),
            (_rule(server, port=1), PASSWORD, "không nối được"),
            (_rule(server, host="khong.invalid"), PASSWORD, "không tìm thấy"),
        ):
            with pytest.raises(MailboxError, match=why):
                list(Imap(rule, secret).messages(set(), TODAY))


def test_certificates_are_verified(box: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1")
    pem = certificate.private_key_and_cert_chain_pem.bytes()
    trusted = box.folder.parent / "ca.pem"
    authority.cert_pem.write_to_path(str(trusted))
    _deliver(box, reply("<1@a.lan>", STC))
    with dovecot(box.folder.parent, box.folder, pem) as server:
        rules = [
            _rule(server, security="tls", port=server.tls_port),
            _rule(server, security="starttls"),
        ]
        for rule in rules:
            with pytest.raises(MailboxError, match="chứng thư"):
                list(Imap(rule, PASSWORD).messages(set(), TODAY))
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        assert ssl.create_default_context().get_ca_certs()
        for rule in rules:
            assert len(list(Imap(rule, PASSWORD).messages(set(), TODAY))) == 1
