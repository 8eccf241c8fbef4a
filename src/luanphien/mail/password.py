"""What stands in no configuration: the passwords of mail server and mailbox, and other secrets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from luanphien.core.decisions import MailboxRule, MailRule
from luanphien.core.errors import OperationError, reason
from luanphien.private import exposed


def password(
    rule: MailRule | MailboxRule, folder: Path, environment: Mapping[str, str]
) -> str | None:
    """The password: from the rule's variable of the environment, else from its file.

    The file's path is as seen from the configuration's folder: cron runs in no such place.

    Raises OperationError if a user name is set and there is no password to go with it, or
    smtplib and imaplib could not send them, which know ASCII only.
    """
    if not rule.username:
        return None
    secret = environment.get(_place(rule)[0]) or _from_file(rule, folder, environment)
    if not (secret.isascii() and rule.username.isascii()):
        raise OperationError("Tên đăng nhập và mật khẩu thư chỉ được có chữ không dấu.")
    return secret


def _from_file(rule: MailRule | MailboxRule, folder: Path, environment: Mapping[str, str]) -> str:
    if not rule.password_file:
        variable, key = _place(rule)
        raise OperationError(f"Chưa có mật khẩu thư: đặt {variable} hoặc {key}.password_file.")
    return secret_text(folder / rule.password_file, environment, "mật khẩu").rstrip("\r\n")


def secret_text(file: Path, environment: Mapping[str, str], what: str) -> str:
    """What the file holds, which is called `what`.

    Only its owner may read the file, unless systemd has put it into $CREDENTIALS_DIRECTORY: that
    folder is closed to others, and since version 254 the file itself has an ACL that shows as
    the group's right to read.

    Raises OperationError if others may read it, or nobody can.
    """
    credentials = environment.get("CREDENTIALS_DIRECTORY")
    try:
        closed = credentials and file.resolve().parent == Path(credentials).resolve()
        if not closed and exposed(file):
            raise OperationError(f"{file}: người khác đọc được {what}; hãy chmod 600 tệp này")
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        raise OperationError(f"{file}: {what} không phải UTF-8") from None
    except OSError as error:
        raise OperationError(f"{file}: không đọc được {what} ({reason(error)})") from error


def _place(rule: MailRule | MailboxRule) -> tuple[str, str]:
    """The variable of the environment, and the key in agencies.yaml."""
    if isinstance(rule, MailRule):
        return "LUANPHIEN_SMTP_PASSWORD", "mail"
    return "LUANPHIEN_MAILBOX_PASSWORD", "mailbox"
