"""What a message of the mailbox says: bytes in, never a traceback."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luanphien.core.answers import Notification, Reply, Response
from luanphien.mail.incoming import (
    DEEPEST,
    MOST_PARTS,
    Incoming,
    Invitation,
    UnreadableError,
    understood,
)
from luanphien.mail.mailbox import HEAD
from luanphien.mail.notifications import LONGEST_REASON, MOST_NAMED
from tests.helpers.answers import FORMS, REASON, accepted, away, notification, reply

ID, STC = "<luanphien.notice.2024-02.1.0123456789abcdef@centre.lan>", "van-thu@stc.lan"
TOLD = REASON.format(address=STC)


@pytest.mark.parametrize("form", FORMS)
def test_each_server_s_way_to_say_that_nobody_is_there(form: str) -> None:
    (heard,) = understood(notification(form, ID, STC)).answers
    assert isinstance(heard, Notification)
    assert (heard.messages[0], heard.kind, heard.reason) == (ID, "undelivered", TOLD)
    assert heard.addresses[0] == STC


@pytest.mark.parametrize("form", ["postfix", "exchange", "gmail"])
@pytest.mark.parametrize(
    ("action", "kind"),
    [("delayed", "delayed"), ("delivered", "delivered"), ("Failed", "undelivered")],
)
def test_what_became_of_it(form: str, action: str, kind: str) -> None:
    (heard,) = understood(notification(form, ID, STC, action)).answers
    assert isinstance(heard, Notification)
    assert heard.kind == kind


@pytest.mark.parametrize("action", ["relayed", "expanded"])
def test_what_went_on_to_another_server_is_no_news(action: str) -> None:
    assert understood(notification("postfix", ID, STC, action)) == Incoming([])


def test_without_an_action_the_status_says_it() -> None:
    content = notification("postfix", ID, STC).replace(b"Action: failed\n", b"")
    (heard,) = understood(content).answers
    assert isinstance(heard, Notification)
    assert heard.kind == "undelivered"


def test_the_address_that_we_named_comes_before_the_one_it_was_forwarded_to() -> None:
    (heard,) = understood(notification("postfix", ID, STC, final="nha@rieng.lan")).answers
    assert isinstance(heard, Notification)
    assert heard.addresses == (STC, "nha@rieng.lan")
    (heard,) = understood(notification("postfix", ID, "a+2Bb@stc.lan")).answers
    assert isinstance(heard, Notification)
    assert heard.addresses[:2] == ("a+2Bb@stc.lan", "a+b@stc.lan")  # RFC 3461 section 4


def test_a_message_that_is_not_returned_is_known_by_its_envelope_or_its_thread() -> None:
    (heard,) = understood(notification("postfix", ID, STC, head=False, envelope=True)).answers
    assert heard.messages == (ID,)
    (heard,) = understood(notification("gmail", ID, STC, head=False)).answers
    assert heard.messages[0] == ID
    # Where the head is returned, the thread names no other message.
    (heard,) = understood(notification("exchange", ID, STC)).answers
    assert heard.messages == (ID,)


def test_a_status_in_base64_and_in_utf_8() -> None:
    from base64 import encodebytes

    plain = notification("postfix", ID, STC).decode()
    begin = plain.index("Reporting-MTA")
    end = plain.index("\n--4A1B2C.1706150000/mail.centre.lan\nContent-Description: Undelivered")
    encoded = encodebytes(plain[begin:end].encode()).decode()
    head = plain[:begin].replace(
        "message/delivery-status\n", "message/delivery-status\nContent-Transfer-Encoding: base64\n"
    )
    (heard,) = understood((head + encoded + plain[end:]).encode()).answers
    assert isinstance(heard, Notification)
    assert (heard.addresses[0], heard.kind) == (STC, "undelivered")
    world = plain.replace("message/delivery-status", "message/global-delivery-status")
    (heard,) = understood(world.encode()).answers
    assert isinstance(heard, Notification)
    assert (heard.addresses[0], heard.kind) == (STC, "undelivered")


def test_several_addresses_in_one_notification() -> None:
    content = notification("postfix", ID, STC)
    more = b"\nFinal-Recipient: rfc822; b@stc.lan\nAction: delayed\nStatus: 4.2.2\n"
    content = content.replace(
        b"\n--4A1B2C.1706150000/mail.centre.lan\nContent-Description: Und",
        (more + b"\n--4A1B2C.1706150000/mail.centre.lan\nContent-Description: Und"),
    )
    first, second = understood(content).answers
    assert isinstance(first, Notification)
    assert isinstance(second, Notification)
    assert (first.addresses[0], first.kind) == (STC, "undelivered")
    assert (second.addresses[0], second.kind, second.reason) == ("b@stc.lan", "delayed", "4.2.2")


def test_a_server_that_says_it_in_words_only() -> None:
    content = notification("exim", ID, STC).replace(b"X-Failed-Recipients", b"X-Other")
    assert understood(content).answers == [Notification((ID,), (), "unclear")]


def test_a_server_s_words_are_shown_without_what_a_terminal_obeys() -> None:
    hostile = "550 \x1b[2J" + "x" * 1000
    (heard,) = understood(notification("postfix", ID, STC, reason=hostile)).answers
    assert isinstance(heard, Notification)
    assert heard.reason
    assert heard.reason.startswith("550 \\x1b[2J")
    assert len(heard.reason) == LONGEST_REASON


def test_a_person_s_reply() -> None:
    (heard,) = understood(reply(ID, STC)).answers
    assert heard == Reply(STC, (ID, "<first@centre.lan>"))
    (heard,) = understood(reply("<colleague@stc.lan>", STC, References=ID)).answers
    assert heard.messages == ("<colleague@stc.lan>", ID)


@pytest.mark.parametrize(
    "fields",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "Auto-Generated; owner-email=a@b"},
        {"Return_Path": "<>"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"X_Auto_Response_Suppress": "All"},
        {"List_Id": "<nhom.stc.lan>"},
        {"subject": "Trả lời tự động: Thông báo"},
        {"subject": "Out of Office: Thông báo"},
    ],
    ids=str,
)
def test_a_machine_s_reply_is_nobody_s(fields: dict[str, str]) -> None:
    for content in (reply(ID, STC, **fields), away(ID, STC)):
        (heard,) = understood(content).answers
        assert isinstance(heard, Reply)
        assert heard.response == "automatic"


def test_what_is_no_machine_s() -> None:
    for fields in (
        {"Auto_Submitted": "no"},
        {"Return_Path": f"<{STC}>"},
        {"subject": "Re: Trả lời tự động thế nào?"},
        # So Exchange Online marks all mail of some organisations, also what people write.
        {"X_Auto_Response_Suppress": "DR, OOF, AutoReply"},
    ):
        assert understood(reply(ID, STC, **fields)).answers == [
            Reply(STC, (ID, "<first@centre.lan>"))
        ]


@pytest.mark.parametrize(
    "subject", [b"=?viscii?Q?Re=3A_Th=F4ng?=", b"=?x-user-defined?B?UmU6?=", b"=?utf-8?B?UmU6I?="]
)
def test_a_subject_that_nobody_can_decode_stops_no_reply(subject: bytes) -> None:
    content = reply(ID, STC, subject="Re: A").replace(b"Subject: Re: A", b"Subject: " + subject)
    assert subject in content
    assert understood(content).answers == [Reply(STC, (ID, "<first@centre.lan>"))]


def test_a_receipt_that_it_was_shown_is_no_answer() -> None:
    content = reply(ID, STC).replace(
        b"Content-Type: text/plain",
        b"Content-Type: multipart/report; report-type=disposition-notification; boundary=x",
    )
    assert understood(content) == Incoming([])


def test_a_reply_that_names_no_sender_or_several() -> None:
    content = reply(ID, STC, name="A")
    for sender in (
        b"",
        b"a@stc.lan, b@stc.lan",
        b"\xff\xfe",
        b'"van-thu@stc.lan"',
        b"van-thu@stc.lan <la@khac.lan>",
        b"a@b\nFrom: c@d",
        rb'(\)" ) <x@khac.lan> (" van-thu@stc.lan )',
        b"van-thu@stc.lan .khac.lan",
        b"a " * 5000 + b"<x@khac.lan> (" + b"b " * 5000 + b"van-thu@stc.lan )",
        b"van-thu@stc.lan\nFrom : x@khac.lan",
    ):
        altered = content.replace(content[: content.index(b"\n")], b"From: " + sender, 1)
        (heard,) = understood(altered).answers
        assert isinstance(heard, Reply)
        assert heard.sender == ""
    # The name is anybody's to choose, the address counts.
    (heard,) = understood(reply(ID, "la@khac.lan", name=f'"{STC}"')).answers
    assert isinstance(heard, Reply)
    assert heard.sender == "la@khac.lan"


@pytest.mark.parametrize(
    ("results", "verdict"),
    [
        # The forms of RFC 8601, appendix B, and of Google and Microsoft.
        ("spf=fail; dmarc=fail (p=NONE)", "forged"),
        ("spf=pass smtp.mailfrom=stc.lan; dmarc=fail", "forged"),
        ("dmarc=pass (p=REJECT sp=NONE) header.from=stc.lan", "genuine"),
        ("dkim=pass header.i=@stc.lan header.s=k", "genuine"),
        ("dkim=fail; spf=pass (192.0.2.1 is permitted) smtp.mailfrom=van-thu@STC.lan", "genuine"),
        ("dkim=pass (signature was verified) header.d=lan", "genuine"),  # a domain above it
        ("dkim=pass header.d=khac.lan; spf=pass smtp.mailfrom=a@khac.lan", "unknown"),
        ("dkim=pass header.d=xstc.lan", "unknown"),
        ("dkim=pass header.d=a.stc.lan", "unknown"),
        ("spf=none smtp.mailfrom=stc.lan; dmarc=none; x=dmarc=pass", "unknown"),
        ("none", "unknown"),
        # What whoever sends the message can write into what an honest server says.
        ('spf=pass smtp.mailfrom="x@stc.lan"@khac.lan', "unknown"),
        ('spf=pass smtp.mailfrom="a header.d=stc.lan "@khac.lan', "unknown"),
        ("dkim=pass header.i=x@stc.lan@khac.lan", "unknown"),
        ("dkim=pass header.s=header.d=stc.lan header.d=khac.lan", "unknown"),
        ('dkim=fail reason="x; dkim=pass header.d=stc.lan"', "unknown"),
        ('spf=none (of "x) ; dkim=pass header.d=stc.lan ; y=("@khac.lan is not)', "unknown"),
        ('spf=pass smtp.mailfrom="a; dkim=pass header.d=stc.lan', "unknown"),
        ("dmarc=pass header.from=khac.lan", "unknown"),
        ("dmarc (p=none) = fail", "forged"),
        ("dmarc/1=fail", "forged"),
        ('spf=none (a" b); dmarc=fail (c" d)', "forged"),
    ],
)
def test_what_servers_say_of_the_sender(results: str, verdict: str) -> None:
    content = reply(ID, STC, Authentication_Results=f"mx.centre.lan; {results}")
    (heard,) = understood(content).answers
    assert isinstance(heard, Reply)
    assert heard.verdict == verdict


def test_exchange_online_does_not_say_who_has_looked() -> None:
    results = "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=stc.lan; dkim=none; dmarc=bestguess"
    (heard,) = understood(reply(ID, STC, Authentication_Results=results)).answers
    assert isinstance(heard, Reply)
    assert heard.verdict == "genuine"


def test_who_is_believed_of_the_sender() -> None:
    def heard_with(*results: str) -> str:
        head = "".join(f"Authentication-Results: {one}\n" for one in results)
        (heard,) = understood(head.encode() + reply(ID, STC)).answers
        assert isinstance(heard, Reply)
        return heard.verdict

    assert heard_with() == "unchecked"
    passed, failed, other = "mx; spf=pass smtp.mailfrom=stc.lan", "mx; dmarc=fail", "mx; spf=none"
    assert heard_with(passed, other) == "genuine"
    assert heard_with(other, passed) == "unknown"  # the second may have come with the message
    assert heard_with(passed, failed) == "forged"


def test_what_somebody_answers_in_google_s_calendar() -> None:
    """The fields are those of a mail from there of 2019; a machine's own answer is not one."""
    fields = {"Sender": "Google Calendar <calendar-notification@google.com>", "Reply_To": STC}
    by_click = accepted(
        "shift-2024-02@luanphien", 1, STC, Auto_Submitted="auto-generated", **fields
    )
    assert understood(by_click).answers == [Reply(STC, (), "accepted")]
    by_itself = accepted("shift-2024-02@luanphien", 1, STC, Auto_Submitted="auto-replied")
    assert understood(by_itself).answers == [Reply(STC, (), "automatic")]


def test_an_answer_to_an_invitation() -> None:
    responses: dict[str, Response] = {
        "ACCEPTED": "accepted",
        "DECLINED": "declined",
        "TENTATIVE": "undecided",
        "DELEGATED": "undecided",
        "NEEDS-ACTION": "undecided",
    }
    for status, response in responses.items():
        incoming = understood(accepted("shift-2024-02@luanphien", 1, STC, status))
        assert incoming.invitation == Invitation("shift-2024-02@luanphien", 1, STC, status)
        assert incoming.answers == [Reply(STC, (), response)]
    for kept in (
        "ORGANIZER;X-LUANPHIEN-SEAL=0123456789abcdef:mailto:trung-tam@centre.lan",
        "X-LUANPHIEN-SEAL:0123456789abcdef",
    ):
        sealed = understood(accepted("u", 0, STC, organizer=kept)).invitation
        assert sealed == Invitation("u", 0, STC, "ACCEPTED", "0123456789abcdef")
    by_others: dict[str, Response] = {"ACCEPTED": "for another", "DECLINED": "declined"}
    for status, response in by_others.items():
        content = accepted("u", 0, STC, status)
        other = content.replace(b"From: van-thu@stc.lan", b"From: a@b.lan")
        assert understood(other).answers == [Reply("a@b.lan", (), response)]
    forwarded = b"From: a@b.lan\nContent-Type: message/rfc822\n\n" + accepted("u", 0, STC)
    assert understood(forwarded) == Incoming([Reply("a@b.lan", ())])
    with pytest.raises(UnreadableError):
        understood(b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\n")


# Hostile messages.


def test_message_ids_are_ascii() -> None:
    """UTF-7 can write what no database takes."""
    head = b"From: MAILER-DAEMON@a.lan\nContent-Type: text/plain; charset=utf-7\n\n"
    (heard,) = understood(head + b"Message-ID: <+2AA-@b.lan>").answers
    assert heard.messages == ()
    content = reply(ID, STC).replace(b"In-Reply-To: ", b"In-Reply-To: <\xc3\xa9@b.lan> ")
    (heard,) = understood(content).answers
    assert set(heard.messages) == {ID, "<first@centre.lan>"}


def test_of_many_addresses_and_messages_a_few_are_read() -> None:
    ids = b" ".join(b"<%d@b.lan>" % n for n in range(2000))
    addresses = b", ".join(b"a%d@b.lan" % n for n in range(2000))
    head = b"From: MAILER-DAEMON@a.lan\nX-Failed-Recipients: %s\nReferences: %s\n\nx"
    answers = understood(head % (addresses, ids)).answers
    assert len(answers) <= MOST_NAMED
    assert {len(answer.messages) for answer in answers} == {MOST_NAMED}


def test_a_message_of_a_thousand_parts_is_not_read() -> None:
    part = b"--x\nContent-Type: text/plain\n\na\n"
    head = b"From: a@b.lan\nContent-Type: multipart/mixed; boundary=x\n\n"
    understood(head + part * (MOST_PARTS - 1) + b"--x--\n")
    with pytest.raises(UnreadableError):
        understood(head + part * MOST_PARTS + b"--x--\n")


def test_a_message_in_a_message_in_a_message_is_not_read() -> None:
    content = b"a"
    for n in range(DEEPEST + 1):
        content = b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) + content
    with pytest.raises(UnreadableError):
        understood(content)
    nested = b"Content-Type: message/rfc822\n\n" * 5000 + b"a"
    with pytest.raises(UnreadableError):
        understood(nested)


@pytest.mark.parametrize(
    "content",
    [
        b"References: " + b"<" * 500_000,
        b"References: " + b"<a@b> " * 150_000,
        b"From: " + b"(" * 500_000,
        b"From: " + b'"' * 500_000,
        b"From: " + b"a@b," * 200_000,
        b"Subject: " + b"=?utf-8?q?a?= " * 60_000,
        b"X-Failed-Recipients: " + b"a@" * 400_000,
        b"X-Failed-Recipients: a@b\n\n" + b"message-id:" * 80_000,
        b"X-Failed-Recipients: a@b\n\n" + b"550 " * 200_000,
        b"Content-Type: " + b";a=b" * 200_000,
        b"\n" * 900_000,
        notification("postfix", ID, STC).replace(b"Status", b"\n\n\n" * 200_000 + b"Status"),
    ],
    ids=range(12),
)
def test_a_message_made_to_keep_its_reader_busy(content: bytes) -> None:
    began = process_time()
    tracemalloc.start()
    with suppress(UnreadableError):
        understood(content[:HEAD])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert process_time() - began < 30, "tracing makes it several times slower"
    assert peak < 200 * 2**20


PIECES = st.sampled_from(
    [
        *[notification(form, ID, STC) for form in FORMS],
        reply(ID, STC),
        away(ID, STC),
        accepted("u", 0, STC),
    ]
)


@given(PIECES, st.data())
@settings(max_examples=400, deadline=None)
def test_whatever_is_broken_in_a_message_is_understood_or_said(
    content: bytes, data: st.DataObject
) -> None:
    lines = content.split(b"\n")
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from("dcmx")):
            case "d":
                del lines[place : place + data.draw(st.integers(1, 8))]
            case "c":
                lines[place : place + 1] = [data.draw(st.binary(max_size=60))]
            case "m":
                lines.insert(place, data.draw(st.sampled_from(lines)))
            case _:
                lines[place] = lines[place][: data.draw(st.integers(0, 20))]
        lines = lines or [b""]
    _anything(b"\n".join(lines))


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_whatever_is_no_message_is_understood_or_said(content: bytes) -> None:
    _anything(content)


def _anything(content: bytes) -> None:
    try:
        incoming = understood(content)
    except UnreadableError:
        return
    for answer in incoming.answers:
        assert all(id.startswith("<") for id in answer.messages)
        shown = answer.sender if isinstance(answer, Reply) else answer.reason or ""
        assert isinstance(shown, str)
