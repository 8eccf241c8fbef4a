"""The passwords of the mail server and of the mailbox, which stand in no configuration."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from luanphien.core.decisions import MailboxRule, MailRule
from luanphien.core.errors import OperationError, reason
from luanphien.private import exposed


def password(rule: MailRule | MailboxRule, environment: Mapping[str, str]) -> str | None:
    """The password: from the rule's variable of the environment, else from its file.

    Only its owner may read the file, unless systemd has put it into $CREDENTIALS_DIRECTORY: that
    folder is closed to others, and since version 254 the file itself has an ACL that shows as
    the group's right to read.

    Raises OperationError if a user name is set and there is no password to go with it, or
    smtplib and imaplib could not send them, which know ASCII only.
    """
    if not rule.username:
        return None
    credentials = environment.get("CREDENTIALS_DIRECTORY")
    secret = environment.get(_place(rule)[0]) or _password_file(rule, credentials)
    if not (secret.isascii() and rule.username.isascii()):
        raise OperationError("Tên đăng nhập và mật khẩu thư chỉ được có chữ không dấu.")
    return secret


def _password_file(rule: MailRule | MailboxRule, credentials: str | None) -> str:
    if not rule.password_file:
        variable, key = _place(rule)
        raise OperationError(f"Chưa có mật khẩu thư: đặt {variable} hoặc {key}.password_file.")
    file = Path(rule.password_file)
    try:
        closed = credentials and file.resolve().parent == Path(credentials).resolve()
        if not closed and exposed(file):
            raise OperationError(f"{file}: người khác đọc được mật khẩu; hãy chmod 600 tệp này")
        return file.read_text("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise OperationError(f"{file}: mật khẩu không phải UTF-8") from None
    except OSError as error:
        raise OperationError(f"{file}: không đọc được mật khẩu ({reason(error)})") from error


def _place(rule: MailRule | MailboxRule) -> tuple[str, str]:
    """The variable of the environment, and the key in agencies.yaml."""
    if isinstance(rule, MailRule):
        return "LUANPHIEN_SMTP_PASSWORD", "mail"
    return "LUANPHIEN_MAILBOX_PASSWORD", "mailbox"
