"""The message that goes over the wire, and the servers that it goes to."""

from __future__ import annotations

import email
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.utils import getaddresses
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import luanphien
from luanphien.core.decisions import Agency, MailRule
from luanphien.core.errors import OperationError
from luanphien.mail.message import Letter, compose
from luanphien.mail.message_ids import is_sealed_with, message_id
from luanphien.mail.password import password
from luanphien.mail.smtp import Outcome, Smtp, Timely
from tests.helpers.mail_server import running

NOON = datetime(2024, 1, 25, 5, tzinfo=UTC)
SENDER = ("Trung tâm Phục vụ hành chính công tỉnh", "trung-tam@centre.lan")

# Ordinary family, middle and given names.
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Vũ", "Võ", "Đặng", "Đỗ", "Ngô", "Ma")
MIDDLE = ("Thị", "Văn", "Hữu", "Đức", "Minh", "Quốc", "Phương", "Thùy", "Xuân", "Như", "Khánh")
GIVEN = ("Thảo", "Châu", "Trường", "Hằng", "Ý", "Phượng", "Quỳnh", "Nguyệt", "Ánh", "Ô", "Huyền")


def lists_of_names(count: int, seed: int) -> Iterator[list[tuple[str, str]]]:
    random = Random(seed)
    for _ in range(count):
        people = []
        for _ in range(random.randint(2, 4)):
            middle = random.sample(MIDDLE, random.randint(0, 2))
            name = " ".join([random.choice(FAMILY), *middle, random.choice(GIVEN)])
            local = "".join(random.choices("abcdefghij", k=random.randint(1, 18)))
            people.append((name, f"{local}@tuyenquang.gov.lan"))
        yield people


def message(people: list[tuple[str, str]], subject: str = "Thông báo") -> bytes:
    return compose(Letter(subject, people[:1], people[1:], "Kính gửi"), SENDER, "<1@a.lan>", NOON)


def mailboxes(content: bytes, field: str) -> list[tuple[str, str]]:
    """The names and addresses as RFC 2047 reads them, by code that the composer does not use."""
    value = email.message_from_bytes(content)[field] or ""
    unfolded = value.replace("\r\n", "")
    pairs = getaddresses([unfolded]) if unfolded else []
    return [(str(make_header(decode_header(name))), address) for name, address in pairs]


def test_ordinary_names_come_back_as_they_are() -> None:
    for people in lists_of_names(2000, seed=11):
        content = message(people)
        assert mailboxes(content, "To") == people[:1]
        assert mailboxes(content, "Cc") == people[1:]
        assert mailboxes(content, "From") == [SENDER]


def is_new_enough(python: Path) -> bool:
    check = [str(python), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    return subprocess.run(check, capture_output=True, check=False).returncode == 0


def other_pythons() -> list[Path]:
    """Every other Python from 3.11 on that is at hand."""
    versions = list(Path("~/.pyenv/versions").expanduser().glob("3.*/bin/python3"))
    on_path = [shutil.which(f"python3.{minor}") for minor in range(11, 20)]
    paths = [*versions, *(Path(path) for path in on_path if path), Path("/usr/bin/python3")]
    others = {path.resolve() for path in paths if path.exists()} - {Path(sys.executable).resolve()}
    return sorted(filter(is_new_enough, others))


SCRIPT = f"""
import sys
from datetime import datetime, timezone
from luanphien.mail.message import Letter, compose
noon = datetime(2024, 1, 25, 5, tzinfo=timezone.utc)
for people in eval(sys.stdin.read()):
    letter = Letter("Thông báo", people[:1], people[1:], "Kính gửi")
    sys.stdout.buffer.write(compose(letter, {SENDER!r}, "<1@a.lan>", noon))
"""


@pytest.mark.parametrize("python", other_pythons(), ids=str)
def test_every_python_writes_the_same_bytes(python: Path) -> None:
    people = list(lists_of_names(200, seed=12))
    source = Path(luanphien.__file__).parents[1]
    done = subprocess.run(
        [python, "-c", SCRIPT],
        input=repr(people).encode(),
        env={"PYTHONPATH": str(source), "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"".join(map(message, people))


def accepted(name: str, address: str) -> bool:
    """Whether `check` takes them."""
    try:
        msgspec.convert({"id": "a", "name": name, "email": address}, Agency)
    except msgspec.ValidationError:
        return False
    return True


OTHER_FIELDS = ["Date", "Message-ID", "Auto-Submitted"]
OTHER_FIELDS += ["Content-Type", "Content-Transfer-Encoding", "MIME-Version"]

names = st.one_of(
    st.text(min_size=1, max_size=300),
    st.lists(st.sampled_from([*FAMILY, *GIVEN, "=?utf-8?q?a=0d=0a?=", ",", '"', "<a@b.vn>", "(x)"]))
    .map(" ".join)
    .filter(bool),
)
addresses = st.one_of(
    st.emails(),
    st.from_regex(r"[a-z0-9.'!=?{}-]{1,64}@[a-z0-9-]{1,63}(\.[a-z-]{2,20}){1,3}", fullmatch=True),
)
people = st.tuples(names, addresses).filter(lambda pair: bool(accepted(*pair)))


def one_line(text: str) -> str:
    return " ".join(text.split())


@given(st.lists(people, min_size=1, max_size=4, unique_by=lambda pair: pair[1]), names)
@settings(deadline=None)
def test_whatever_check_accepts_comes_back(listed: list[tuple[str, str]], subject: str) -> None:
    content = message(listed, subject)
    expected = [(one_line(name), address) for name, address in listed]
    assert mailboxes(content, "To") + mailboxes(content, "Cc") == expected
    parsed = email.message_from_bytes(content)
    copied = ["Cc"] if len(listed) > 1 else []
    assert list(parsed.keys()) == ["Subject", "From", "To", *copied, *OTHER_FIELDS]
    assert str(make_header(decode_header(parsed["Subject"].replace("\r\n", "")))) == one_line(
        subject
    )
    assert max(map(len, content.split(b"\r\n"))) <= 998  # RFC 5322 section 2.1.1
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert content.isascii()


def test_a_server_receives_the_names_and_addresses_that_were_given() -> None:
    with running() as server:
        smtp = Smtp(MailRule("127.0.0.1", server.port, "none"), SENDER[1], None)
        for people in lists_of_names(20, seed=13):
            wanted = [address for _, address in people]
            outcomes = smtp.send(message(people), wanted)
            assert {outcome.status for outcome in outcomes.values()} == {"sent"}
            received = server.received.pop()
            assert list(received.recipients) == wanted
            assert mailboxes(bytes(received.message), "Cc") == people[1:]


@pytest.mark.parametrize(
    ("fault", "statuses", "arrives"),
    [
        ("rcpt 451", "deferred sent sent", "b c"),
        ("rcpt 550 a@x.lan", "refused sent sent", "b c"),
        ("rcpt 550 a@x.lan 451 b@x.lan", "refused deferred sent", "c"),
        ("rcpt 550 a@x.lan 550 b@x.lan 550 c@x.lan", "refused refused refused", ""),
        ("rcpt 553 b@x.lan", "sent refused sent", "a c"),
        # It is no fault of an address that a server lets nobody send to it (RFC 3463 section 3.8),
        # nor is it of one of several that it does not like the message.
        ("rcpt 554 a@x.lan 554 b@x.lan 554 c@x.lan", "deferred deferred deferred", ""),
        ("rcpt 554 b@x.lan", "sent deferred sent", "a c"),
        ("data 550", "deferred deferred deferred", ""),
        # Who hangs up takes nothing, whatever was said before (RFC 5321 section 3.8); the others
        # do not wait for the one at which it always does.
        ("rcpt 421 a@x.lan", "deferred sent sent", "b c"),
        ("rcpt 421 b@x.lan", "sent deferred sent", "a c"),
        ("rcpt 421 c@x.lan", "sent sent deferred", "a b"),
        ("rcpt 550 a@x.lan 421 c@x.lan", "refused sent deferred", "b"),
        ("rcpt 421 a@x.lan 421 b@x.lan", "deferred deferred sent", "c"),
        ("rcpt 421 a@x.lan 421 b@x.lan 421 c@x.lan", "deferred deferred deferred", ""),
        ("data 451", "deferred deferred deferred", ""),
        ("data 421", "deferred deferred deferred", ""),
        ("drop before", "deferred deferred deferred", ""),
        ("drop after", "deferred deferred deferred", "a b c"),
    ],
)
def test_only_what_a_server_has_taken_is_sent(fault: str, statuses: str, arrives: str) -> None:
    addresses = ["a@x.lan", "b@x.lan", "c@x.lan"]
    with running() as server:
        server.fault = fault
        smtp = Smtp(MailRule("127.0.0.1", server.port, "none"), SENDER[1], None)
        outcomes = smtp.send(message([(name, name) for name in addresses]), addresses)
    assert [outcomes[address].status for address in addresses] == statuses.split()
    received = [address for one in server.received for address in one.recipients]
    assert received == [f"{name}@x.lan" for name in arrives.split()]


def test_some_servers_know_only_at_the_end_that_there_is_no_such_address() -> None:
    with running() as server:
        server.fault = "data 550"
        smtp = Smtp(MailRule("127.0.0.1", server.port, "none"), SENDER[1], None)
        outcomes = smtp.send(message([("A", "a@x.lan")]), ["a@x.lan"])
    assert outcomes == {"a@x.lan": Outcome("refused", "550 5.1.1 no such user")}


@pytest.mark.parametrize(
    ("command", "reply"),
    [
        ("MAIL", "421 closing"),
        ("MAIL", "550 not you"),
        ("RCPT", "no reply code"),
        ("DATA", "250 taken?"),  # only 354 asks for the message (RFC 5321 section 4.3.2)
        ("DATA", "421 closing"),
        ("DATA", "550 no valid recipients"),
        (".", "251 taken?"),
        (".", "421 closing"),
        (".", "554 no"),
        (".", "no reply code"),
    ],
)
def test_a_server_that_does_not_take_the_message_has_not_got_it(command: str, reply: str) -> None:
    def answer(client: socket.socket, line: bytes) -> None:
        verb = line.decode().split()[0] if line.strip() else ""
        usual = {"EHLO": "250 here", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on"}
        replies = {**usual, ".": "250 taken", "RSET": "250 ok", "QUIT": "221 bye", command: reply}
        if verb in replies:
            client.sendall(f"{replies[verb]}\r\n".encode())

    addresses = ["a@x.lan", "b@x.lan"]
    with saying(answer) as port:
        smtp = Smtp(MailRule("127.0.0.1", port, "none", timeout=5), SENDER[1], None)
        outcomes = smtp.send(message([(name, name) for name in addresses]), addresses)
    assert {outcome.status for outcome in outcomes.values()} <= {"deferred", "refused"}
    assert list(outcomes) == addresses


def test_an_encoded_word_in_a_name_stays_text() -> None:
    name = "=?utf-8?q?An=0d=0aReply-To:_ai@so-mau.example=0d=0a=0d=0aXin?="
    content = message([(name, "a@b.lan"), (name, "c@b.lan")], name)
    assert mailboxes(content, "To") == [(name, "a@b.lan")]
    parsed = email.message_from_bytes(content)
    assert "Reply-To" not in parsed
    assert parsed.get_payload(decode=True) == "Kính gửi\r\n".encode()
    (decoded,) = decode_header(parsed["Subject"].replace("\r\n", ""))[:1]
    assert b"Reply-To:_ai" in decoded[0]  # the words themselves, not the lines they stand for


@pytest.mark.parametrize(
    "address",
    [
        "văn-thư@stc.lan",
        "a..b@stc.lan",
        ".a@stc.lan",
        "a\x01@stc.lan",
        "a\u200b@stc.lan",
        "a@x..y",
        "a@-x.lan",
        f"a@{'x' * 64}.lan",
        f"{'a' * 65}@stc.lan",
        "=?utf-8?q?a?=@stc.lan",
        "a b@c.lan",
    ],
)
def test_what_can_be_no_address_is_refused(address: str) -> None:
    assert not accepted("A", address)


@pytest.mark.parametrize(
    "address", ["van-thu@so.tuyenquang.gov.lan", "a.b+c_d@x-1.lan", "o'brien@stc.lan"]
)
def test_ordinary_addresses_are_taken(address: str) -> None:
    assert accepted("A", address)


@pytest.mark.parametrize("host", ["x..y", f"{'x' * 64}.lan", "a b", "-x.lan", "máy.lan", "a\x01"])
def test_what_can_be_no_host_is_refused(host: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"host": host}, MailRule)


@pytest.mark.parametrize("host", ["localhost", "mail.so-mau.lan", "10.1.2.3", "::1", "mail.lan."])
def test_hosts_and_ip_addresses_are_taken(host: str) -> None:
    assert msgspec.convert({"host": host}, MailRule).host == host


@contextmanager
def saying(answer: Callable[[socket.socket, bytes], None]) -> Iterator[int]:
    """The port of a server that greets, and answers each line as it is told to."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with listener, listener.accept()[0] as client, client.makefile("rb") as lines:
            client.sendall(b"220 here\r\n")
            try:
                for line in lines:
                    answer(client, line)
            except OSError:
                pass

    threading.Thread(target=serve, daemon=True).start()
    yield listener.getsockname()[1]


def test_an_answer_that_is_no_smtp_puts_the_message_off() -> None:
    def answer(client: socket.socket, line: bytes) -> None:
        greeted = line.upper().startswith(b"EHLO")
        client.sendall(b"250-here\r\n250 AUTH CRAM-MD5\r\n" if greeted else b"334 a\r\n")

    with saying(answer) as port:
        smtp = Smtp(MailRule("127.0.0.1", port, "none", username="a"), SENDER[1], "b")
        outcomes = smtp.send(message([("A", "a@b.lan")]), ["a@b.lan"])
    assert outcomes["a@b.lan"].status == "deferred"
    assert outcomes["a@b.lan"].note == "máy chủ thư trả lời không đúng giao thức"


def test_a_server_that_drips_bytes_does_not_hold_a_run() -> None:
    def answer(client: socket.socket, _line: bytes) -> None:
        for _ in range(300):
            client.sendall(b"2")
            time.sleep(0.05)

    with saying(answer) as port:
        rule = MailRule("127.0.0.1", port, "none", timeout=30)
        timely = Timely(Smtp(rule, SENDER[1], None), 0.5)
        began = time.monotonic()
        outcomes = timely.send(message([("A", "a@b.lan")]), ["a@b.lan"])
        assert time.monotonic() - began < 5
        assert outcomes["a@b.lan"].status == "deferred"
        # No time is left for the next one, which is not even begun.
        assert timely.send(b"", ["c@d.lan"])["c@d.lan"].status == "deferred"


def test_a_mailer_in_time_answers_as_it_does_alone() -> None:
    with running() as server:
        smtp = Smtp(MailRule("127.0.0.1", server.port, "none"), SENDER[1], None)
        timely = Timely(smtp, 30)
        assert timely.sender == SENDER[1]
        assert timely.send(message([("A", "a@b.lan")]), ["a@b.lan"])["a@b.lan"].status == "sent"
        assert len(server.received) == 1


def test_a_password_stands_where_the_configuration_sees_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("config", "home"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "smtp-password").touch(0o600)
        (tmp_path / folder / "smtp-password").write_text(f"of {folder}\n", "utf-8")
    monkeypatch.chdir(tmp_path / "home")  # where cron runs
    for named in ("smtp-password", "../config/smtp-password", f"{tmp_path}/config/smtp-password"):
        rule = MailRule("mail.so-mau.lan", username="a", password_file=named)
        assert password(rule, tmp_path / "config", {}) == "of config"


def test_a_credential_of_systemd_is_taken_as_it_is(tmp_path: Path) -> None:
    # systemd 254 and later: -r--r----- with an ACL for the service's user, in a closed folder.
    secret = tmp_path / "smtp-password"
    secret.write_text("mat-khau\n")
    secret.chmod(0o440)
    rule = MailRule("mail.so-mau.lan", 587, "starttls", username="a", password_file=str(secret))
    assert password(rule, tmp_path, {"CREDENTIALS_DIRECTORY": str(tmp_path)}) == "mat-khau"
    for environment in ({}, {"CREDENTIALS_DIRECTORY": str(tmp_path / "other")}):
        with pytest.raises(OperationError, match="người khác đọc được mật khẩu"):
            password(rule, tmp_path, environment)


def test_a_seal_is_made_by_the_key_for_everybody_or_for_one_address() -> None:
    key, centre, officer = b"k", "trung-tam@centre.lan", "a@stc.lan"
    to_all = message_id(key, "notice.2024-02.1.d", centre)
    to_one = message_id(key, "days.2024-02.1.d", centre, officer)
    assert is_sealed_with(key, to_all, [])
    assert is_sealed_with(key, to_one, ["b@stc.lan", officer])
    assert not is_sealed_with(key, to_one, ["b@stc.lan"])
    for other in (to_all.replace("02.1", "02.2"), "<luanphien.notice.2024-02.1@centre.lan>", ""):
        assert not is_sealed_with(key, other, [officer])
    assert not is_sealed_with(b"other", to_all, [])
