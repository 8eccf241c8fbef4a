"""Postfix and Dovecot as Debian ships them, on ports of this machine, for a test alone."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

USER, PASSWORD = "trung-tam", "mat-khau"

_DOVECOT = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
disable_plaintext_auth = no
ssl = {ssl}
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.pem
mail_location = maildir:{maildir}
first_valid_uid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
"""

_POSTFIX = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file_prefixes = {folder}
maillog_file = {folder}/postfix.log
mail_owner = postfix
inet_interfaces = 127.0.0.1
myhostname = mail.centre.lan
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
local_transport = error:none here
local_recipient_maps =
proxy_read_maps =
virtual_mailbox_domains = centre.lan, stc.lan, sct.lan, stttt.lan
virtual_mailbox_maps = inline:{{ {users} }}
virtual_mailbox_base = {folder}/mail
virtual_minimum_uid = 1
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
smtpd_reject_unlisted_recipient = no
smtputf8_enable = no
"""

_MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
virtual unix - n n - - virtual
tlsmgr unix - - n 1000? 1 tlsmgr
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
"""


def needed(program: str) -> str:
    """Where the program is; the test is skipped where it is not, or may not be started."""
    place = shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin")
    if place is None:
        pytest.skip(f"no {program}")
    if os.geteuid() != 0:
        pytest.skip(f"only root may start {program}")
    return place


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class Dovecot:
    """A server of the Maildir: its port, and the one with TLS."""

    def __init__(self, port: int, tls_port: int) -> None:
        self.port, self.tls_port = port, tls_port


@contextmanager
def dovecot(folder: Path, maildir: Path, pem: bytes | None = None) -> Iterator[Dovecot]:
    """Dovecot over the Maildir; with the key and certificates `pem` also by TLS."""
    program, server = needed("dovecot"), Dovecot(free_port(), free_port() if pem else 0)
    (folder / "server.pem").write_bytes(pem or b"")
    owner = maildir.stat()
    configuration = folder / "dovecot.conf"
    configuration.write_text(
        _DOVECOT.format(
            folder=folder,
            maildir=maildir,
            uid=owner.st_uid or pwd.getpwnam("mail").pw_uid,
            gid=owner.st_gid or pwd.getpwnam("mail").pw_gid,
            password=PASSWORD,
            port=server.port,
            tls_port=server.tls_port,
            ssl="yes" if pem else "no",
        )
    )
    process = subprocess.Popen([program, "-F", "-c", str(configuration)])
    try:
        _answers(server.port, folder / "dovecot.log")
        yield server
    finally:
        process.terminate()
        process.wait(10)


class Postfix:
    """A server by SMTP; whom it does not know it takes first and sends back then."""

    def __init__(self, port: int, folder: Path) -> None:
        self.port = port
        self._folder = folder

    def maildir(self, user: str) -> Path:
        return self._folder / "mail" / user

    def wait(self, maildir: Path, messages: int) -> list[bytes]:
        """So many messages that have come into the Maildir."""
        ends = time.monotonic() + 20
        while time.monotonic() < ends:
            files = sorted((maildir / "new").glob("*")) if maildir.exists() else []
            if len(files) >= messages:
                return [file.read_bytes() for file in files]
            time.sleep(0.1)
        raise AssertionError((self._folder / "postfix.log").read_text())


@contextmanager
def postfix(folder: Path, *users: str) -> Iterator[Postfix]:
    """Postfix with mailboxes for these addresses."""
    program, server = needed("postfix"), Postfix(free_port(), folder)
    mail = pwd.getpwnam("mail")
    place = folder / "etc"
    for name in ("etc", "queue", "data", "mail"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix")
    os.chown(folder / "mail", mail.pw_uid, mail.pw_gid)
    maps = ", ".join(f"{{ {user} = {user}/ }}" for user in users)
    (place / "main.cf").write_text(
        _POSTFIX.format(folder=folder, users=maps, uid=mail.pw_uid, gid=mail.pw_gid)
    )
    (place / "master.cf").write_text(_MASTER.format(port=server.port))
    command = [program, "-c", str(place)]
    subprocess.run([*command, "start"], check=True, capture_output=True, timeout=60)
    try:
        _answers(server.port, folder / "postfix.log")
        yield server
    finally:
        subprocess.run([*command, "stop"], check=False, capture_output=True, timeout=60)


def _answers(port: int, log: Path) -> None:
    ends = time.monotonic() + 20
    while time.monotonic() < ends:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(log.read_text() if log.exists() else "no answer")


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """A folder that servers may enter which have given up root's rights."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="luanphien-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
