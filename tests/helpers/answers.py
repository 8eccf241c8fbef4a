"""What mail servers and people send back, in the forms that each of them writes.

The notifications are written after RFC 3464's own examples, bounce(8postfix), Exim's specification
(chapter 50), Microsoft's description of NDRs and Gmail's «Delivery Status Notification»; addresses
and hosts are reserved ones.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from icalendar import Calendar

CENTRE = "trung-tam@centre.lan"
REASON = "550 5.1.1 <{address}>: Recipient address rejected: User unknown"

ORIGINAL = "From: <{centre}>\nTo: <{address}>\nSubject: =?utf-8?q?Th=C3=B4ng_b=C3=A1o?=\n{id}\n"

POSTFIX = """\
Return-Path: <>
From: MAILER-DAEMON@mail.centre.lan (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {centre}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4A1B2C.1706150000/mail.centre.lan"
Message-Id: <20240125020000.4A1B2C@mail.centre.lan>

This is a MIME-encapsulated message.

--4A1B2C.1706150000/mail.centre.lan
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.centre.lan.

<{address}>: host mx.stc.lan[192.0.2.1] said: {reason} (in reply to RCPT TO command)

--4A1B2C.1706150000/mail.centre.lan
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.centre.lan
{envelope}X-Postfix-Queue-ID: 4A1B2C
X-Postfix-Sender: rfc822; {centre}
Arrival-Date: Thu, 25 Jan 2024 09:00:00 +0700 (+07)

Final-Recipient: rfc822; {final}
Original-Recipient: rfc822;{original}
Action: {action}
Status: {status}
Remote-MTA: dns; mx.stc.lan
Diagnostic-Code: smtp; {reason}

--4A1B2C.1706150000/mail.centre.lan
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

{returned}
--4A1B2C.1706150000/mail.centre.lan--
"""

EXIM = """\
Return-path: <>
X-Failed-Recipients: {address}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mail.centre.lan>
To: {centre}
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1rSpZk-0001Ab-2C@mail.centre.lan>

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {address}
    host mx.stc.lan [192.0.2.1]
    SMTP error from remote mail server after RCPT TO:<{address}>:
    {reason}

------ This is a copy of the message's headers. ------

{returned}
"""

EXCHANGE = """\
Return-Path: <>
From: <postmaster@centre.lan>
To: <{centre}>
Subject: Undeliverable: =?utf-8?q?Th=C3=B4ng_b=C3=A1o?=
Auto-Submitted: auto-replied
X-MS-Exchange-Message-Is-Ndr:
In-Reply-To: <other@centre.lan>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: multipart/alternative; differences=Content-Type; boundary="b2"

--b2
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

Delivery has failed to these recipients or groups:

{address}<mailto:{address}>
--b2--

--b1
Content-Type: message/delivery-status
Content-Transfer-Encoding: quoted-printable

Reporting-MTA: dns;ex01.centre.lan
Received-From-MTA: dns;mail.centre.lan
Arrival-Date: Thu, 25 Jan 2024 02:00:00 +0000

Final-Recipient: rfc822;{address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp;{reason}
X-Display-Name: =3D?utf-8?Q?V=C4=83n_th=C6=B0?=3D

--b1
Content-Type: message/rfc822

{returned}
--b1--
"""

GMAIL = """\
Return-Path: <>
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: {centre}
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: {bare_id}
In-Reply-To: {bare_id}
X-Failed-Recipients: {address}
MIME-Version: 1.0
Content-Type: multipart/report; boundary="000000000000aa"; report-type=delivery-status

--000000000000aa
Content-Type: multipart/related; boundary="000000000000bb"

--000000000000bb
Content-Type: text/html; charset="UTF-8"

<p>Your message wasn't delivered to <b>{address}</b></p>
--000000000000bb--

--000000000000aa
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Arrival-Date: Wed, 24 Jan 2024 18:00:00 -0800 (PST)
X-Original-Message-ID: {bare_id}

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {reason}
Last-Attempt-Date: Wed, 24 Jan 2024 18:00:01 -0800 (PST)

--000000000000aa
Content-Type: message/rfc822

{returned}
--000000000000aa--
"""

FORMS: Mapping[str, str] = {
    "postfix": POSTFIX,
    "exim": EXIM,
    "exchange": EXCHANGE,
    "gmail": GMAIL,
}


def notification(
    form: str,
    id: str,
    address: str,
    action: str = "failed",
    *,
    final: str | None = None,
    head: bool = True,
    envelope: bool = False,
    reason: str = REASON,
) -> bytes:
    """What a server of that form says of the message to the address.

    `final` is where it was forwarded; without `head` the message's own Message-ID is not returned,
    with `envelope` it is as the ENVID.
    """
    returned = ORIGINAL.format(
        centre=CENTRE, address=address, id=f"Message-ID: {id}\n" if head else "\n"
    )
    text = FORMS[form].format(
        centre=CENTRE,
        address=address,
        original=address,
        final=final or address,
        action=action,
        status={"failed": "5.1.1", "delayed": "4.4.1"}.get(action, "2.0.0"),
        reason=reason.format(address=address),
        returned=returned,
        bare_id=id,
        envelope=f"Original-Envelope-Id: {id.strip('<>')}\n" if envelope else "",
    )
    return text.encode()


def reply(
    id: str,
    sender: str,
    *,
    name: str = "Nguyễn Văn A",
    subject: str = "Re: Thông báo",
    **fields: str,
) -> bytes:
    """What somebody's mail program sends: an answer to the message, with more fields if named."""
    message = EmailMessage()
    message["From"] = f"{name} <{sender}>"
    message["To"] = CENTRE
    message["Subject"] = subject
    message["In-Reply-To"] = id
    message["References"] = f"<first@centre.lan> {id}"
    for field, value in fields.items():
        name = field.replace("_", "-")
        del message[name]
        message[name] = value
    message.set_content("Cơ quan đã nhận được thông báo.")
    return message.as_bytes()


def forged(id: str) -> str:
    """The Message-ID as somebody works it out who knows the rota and has not seen the message."""
    sealed, at, server = id.partition("@")
    return f"{sealed.rpartition('-')[0]}-0123456789abcdef{at}{server}"


def away(id: str, sender: str) -> bytes:
    """What a mailbox answers by itself while its owner is away (RFC 3834)."""
    return reply(
        id, sender, subject="Automatic reply: Thông báo", Auto_Submitted="auto-replied (vacation)"
    )


def accepted(
    uid: str,
    sequence: int,
    sender: str,
    status: str = "ACCEPTED",
    organizer: str = f"ORGANIZER:mailto:{CENTRE}",
    **fields: str,
) -> bytes:
    """What a calendar program sends when its owner answers an invitation (RFC 5546, 3.2.3)."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, CENTRE, "Accepted: Phiên trực"
    for field, value in fields.items():
        message[field.replace("_", "-")] = value
    message.set_content("Accepted")
    lines = (
        "BEGIN:VCALENDAR",
        "PRODID:-//program//EN",
        "VERSION:2.0",
        "METHOD:REPLY",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SEQUENCE:{sequence}",
        "DTSTAMP:20240126T020000Z",
        "DTSTART;VALUE=DATE:20240201",
        f"ATTENDEE;PARTSTAT={status}:mailto:{sender}",
        organizer,
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    message.add_alternative(
        "\r\n".join(lines).encode(),
        maintype="text",
        subtype="calendar",
        params={"method": "REPLY", "charset": "UTF-8"},
    )
    return message.as_bytes()


class Postbox:
    """A Maildir into which mail comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0
        for name in ("cur", "new", "tmp"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def deliver(self, content: bytes, at: datetime | None = None) -> Path:
        """The message as it came in, now or at that moment."""
        self.count += 1
        file = self.folder / "new" / f"1706150000.M{self.count}P1.mail"
        file.write_bytes(content)
        if at:
            os.utime(file, (at.timestamp(), at.timestamp()))
        return file

    def state(self) -> dict[str, tuple[bytes, int]]:
        """All files in it, with content and moment of change."""
        files = (file for file in self.folder.rglob("*") if file.is_file())
        return {
            str(file.relative_to(self.folder)): (file.read_bytes(), file.stat().st_mtime_ns)
            for file in files
        }


def answered_by_program(received: EmailMessage, sender: str) -> bytes:
    """The mail of a program that returns the event as it came, but for the other people in it.

    So do Thunderbird, Evolution and SOGo with the first calendar of what was received.
    """
    calendars = (
        part for part in received.iter_attachments() if part.get_content_type() == "text/calendar"
    )
    calendar: Any = Calendar.from_ical(next(calendars).get_content())
    calendar["method"] = "REPLY"
    (event,) = calendar.walk("VEVENT")
    listed = event["attendee"] if isinstance(event["attendee"], list) else [event["attendee"]]
    (own,) = (attendee for attendee in listed if str(attendee) == f"mailto:{sender}")
    own.params["PARTSTAT"] = "ACCEPTED"
    event["attendee"] = own
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, CENTRE, "Accepted: Phiên trực"
    message.set_content("Accepted")
    content: bytes = calendar.to_ical()
    message.add_alternative(content, "text", "calendar", params={"method": "REPLY"})
    return message.as_bytes()
