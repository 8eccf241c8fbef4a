"""Days away in a calendar: as Outlook and Google export it, and as nobody should.

The example's people; its office opens at 07:30 and closes at 17:00.
"""

from __future__ import annotations

import re
import time
from contextlib import suppress
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from luanphien.calendar.leave import MOST_LINES, Leave, leave
from luanphien.config import Configuration, load
from luanphien.core.decisions import Person
from luanphien.core.errors import LuanphienError
from tests.helpers.command_line import CONFIG

OUTLOOK = """BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:PUBLISH
X-WR-CALNAME:Lịch
BEGIN:VTIMEZONE
TZID:SE Asia Standard Time
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0700
TZOFFSETTO:+0700
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
CLASS:PUBLIC
CREATED:20260301T010000Z
DTEND;VALUE=DATE:20260314
DTSTAMP:20260301T010000Z
DTSTART;VALUE=DATE:20260309
PRIORITY:5
SUMMARY;LANGUAGE=vi:Nguyễn Văn N - nghỉ phép về thăm gia đình ở xa tr
 ong dịp lễ hội
TRANSP:TRANSPARENT
UID:040000008200E00074C5B7101A82E0080000000000
X-ALT-DESC;FMTTYPE=text/html:<html><body>&nbsp\\;</body></html>
X-MICROSOFT-CDO-BUSYSTATUS:OOF
BEGIN:VALARM
TRIGGER:-PT1080M
ACTION:DISPLAY
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID="SE Asia Standard Time":20260406T080000
DTEND;TZID="SE Asia Standard Time":20260408T113000
SUMMARY:Đi công tác
ATTENDEE;CN="Phạm Thị K";PARTSTAT=ACCEPTED:mailto:Pham-Thi-K@so-mau.example
ATTENDEE;CN="Trần Thị O";PARTSTAT=DECLINED:mailto:tran-thi-o@so-mau.example
UID:2
END:VEVENT
END:VCALENDAR
"""
GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
X-WR-CALNAME:trung-tam@so-mau.example
X-WR-TIMEZONE:Asia/Ho_Chi_Minh
BEGIN:VEVENT
DTSTART:20260408T170000Z
DTEND:20260410T170000Z
DTSTAMP:20260301T000000Z
UID:a@google.com
STATUS:CONFIRMED
SUMMARY:Nghỉ ốm: Trần Thị O
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260501
DTEND;VALUE=DATE:20260502
SUMMARY:Sinh nhật
UID:b@google.com
RRULE:FREQ=YEARLY
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260511
DTEND;VALUE=DATE:20260512
SUMMARY:Trần Thị O nghỉ phép
UID:c@google.com
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
"""


EXAMPLE = load(CONFIG / "example")


@pytest.fixture
def example() -> Configuration:
    return EXAMPLE


def read(example: Configuration, content: bytes | str, *more: Person) -> Leave:
    data = content if isinstance(content, bytes) else content.replace("\n", "\r\n").encode()
    people = (*example.decisions.people, *more)
    return leave(data, "a.ics", people, example.centre.office_hours)


def said(found: Leave) -> list[tuple[str, str, str, str | None]]:
    assert not found.wrong
    return [(who.id, str(days.first), str(days.last), why) for _, who, days, why in found.away]


def event(*lines: str) -> str:
    inside = "\n".join(("UID:1", *lines))
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\n{inside}\nEND:VEVENT\nEND:VCALENDAR\n"


def test_a_calendar_of_outlook(example: Configuration) -> None:
    found = read(example, OUTLOOK)
    assert said(found) == [
        (
            *("nguyen-van-n", "2026-03-09", "2026-03-13"),
            "nghỉ phép về thăm gia đình ở xa trong dịp lễ hội",
        ),
        (
            "pham-thi-k",
            "2026-04-06",
            "2026-04-08",
            "Đi công tác",
        ),  # on the last, from 7:30 to 11:30
    ]
    assert found.away[1].place == "a.ics:33, sự kiện «Đi công tác» ngày 06/4/2026"


def test_a_calendar_of_google(example: Configuration) -> None:
    found = read(example, GOOGLE)
    # 17:00 in UTC is midnight in Hà Nội: the 9th and the 10th.
    assert said(found) == [("tran-thi-o", "2026-04-09", "2026-04-10", "Nghỉ ốm")]
    assert found.others == ["a.ics:15, sự kiện «Sinh nhật»: không phải của ai trong agencies.yaml"]


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff".encode() + OUTLOOK.encode(),
        OUTLOOK.encode("utf-16"),
        normalize("NFD", OUTLOOK).encode(),
        (OUTLOOK + GOOGLE).encode(),
    ],
)
def test_in_other_letters(example: Configuration, content: bytes) -> None:
    assert said(read(example, content))[0][:3] == ("nguyen-van-n", "2026-03-09", "2026-03-13")


def test_in_the_letters_of_an_old_windows(example: Configuration) -> None:
    """Windows-1258 has letters and tones apart: «ễ» is ê (EA) and a tilde (DE)."""
    old = b"Nguy\xea\xden V\xe3n N ngh\xee\xd2".replace(b"\xee\xd2", b"i\xd2")
    text = event("DTSTART;VALUE=DATE:20260309", "SUMMARY:?").encode().replace(b"?", old)
    assert said(read(example, text)) == [("nguyen-van-n", "2026-03-09", "2026-03-09", "nghỉ")]


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (("DTSTART;VALUE=DATE:20260309",), "2026-03-09..2026-03-09"),
        (("DTSTART;VALUE=DATE:20260309", "DTEND;VALUE=DATE:20260309"), "2026-03-09..2026-03-09"),
        (("DTSTART;VALUE=DATE:20260309", "DTEND;VALUE=DATE:20260310"), "2026-03-09..2026-03-09"),
        (("DTSTART;VALUE=DATE:20260309", "DURATION:P2D"), "2026-03-09..2026-03-10"),
        (("DTSTART:20260309T073000", "DTEND:20260309T113000"), "2026-03-09..2026-03-09"),
        (("DTSTART:20260309T073000", "DTEND:20260309T112900"), None),
        (("DTSTART:20260309T130000", "DTEND:20260309T200000"), "2026-03-09..2026-03-09"),
        (("DTSTART:20260309T130100", "DTEND:20260309T200000"), None),
        (("DTSTART:20260309T180000", "DTEND:20260310T060000"), None),
        (("DTSTART:20260309T000000", "DTEND:20260311T000000"), "2026-03-09..2026-03-10"),
        (("DTSTART:20260309T080000Z", "DURATION:PT1H"), None),
        (("DTSTART;TZID=Nowhere/Else:20260309T073000", "DURATION:PT9H"), "2026-03-09..2026-03-09"),
        (("DTSTART:20260309T073000",), None),
    ],
)
def test_which_days_an_event_takes(
    example: Configuration, lines: tuple[str, ...], days: str | None
) -> None:
    found = read(example, event(*lines, "SUMMARY:Nguyễn Văn N"))
    if days:
        assert ["..".join(entry[1:3]) for entry in said(found)] == [days]
    else:
        assert found == (
            [],
            [],
            ["a.ics:3, sự kiện «Nguyễn Văn N» ngày 09/3/2026: chưa đến nửa ngày làm việc"],
        )


@pytest.mark.parametrize(
    ("lines", "whose"),
    [
        (("SUMMARY:Trần Thị O, Lê Văn P tập huấn",), ["tran-thi-o", "le-van-p"]),
        (("SUMMARY:NGUYỄN VĂN N NGHỈ",), ["nguyen-van-n"]),
        (("SUMMARY:Nguyễn  Văn N",), ["nguyen-van-n"]),
        (("SUMMARY:Nguyễn Văn Nam nghỉ",), []),
        (("SUMMARY:N nghỉ",), []),
        (("SUMMARY:Tập huấn", "ATTENDEE:MAILTO:LE-VAN-P@SO-MAU.EXAMPLE"), ["le-van-p"]),
        (("SUMMARY:Nghỉ", "ATTENDEE;CN=Lê Văn P:mailto:x@so-mau.example"), []),  # has an address
        (
            ("SUMMARY:Nguyễn Văn N xin nghỉ", "ATTENDEE:mailto:le-van-p@so-mau.example"),
            ["nguyen-van-n"],  # the other is asked
        ),
        (("ATTENDEE:mailto:le-van-p@so-mau.example",), ["le-van-p"]),
    ],
)
def test_whose_an_event_is(
    example: Configuration, lines: tuple[str, ...], whose: list[str]
) -> None:
    found = read(example, event("DTSTART;VALUE=DATE:20260309", *lines))
    assert sorted(entry[0] for entry in said(found)) == sorted(whose)
    assert bool(found.others) != bool(whose)


def test_who_has_no_address_is_known_by_name(example: Configuration) -> None:
    attendee = "ATTENDEE;CN=Đặng Thị Y:mailto:y@so-mau.example"
    found = read(
        example,
        event("DTSTART;VALUE=DATE:20260309", "SUMMARY:Nghỉ", attendee),
        Person("y", "Đặng Thị Y"),
    )
    assert [entry[0] for entry in said(found)] == ["y"]


def test_the_reason_of_several_names_none_of_them(example: Configuration) -> None:
    found = read(
        example, event("DTSTART;VALUE=DATE:20260309", "SUMMARY:Nguyễn Văn N, Trần Thị O nghỉ ốm")
    )
    assert [entry[::3] for entry in said(found)] == [
        ("nguyen-van-n", "nghỉ ốm"),
        ("tran-thi-o", "nghỉ ốm"),
    ]


def test_namesakes_are_told_apart_by_their_address(example: Configuration) -> None:
    twin = Person("x", "Nguyễn Văn N", email="x@so-mau.example")
    lines = ("DTSTART;VALUE=DATE:20260309", "SUMMARY:Nguyễn Văn N nghỉ")
    (wrong,) = read(example, event(*lines), twin).wrong
    assert wrong == (
        "a.ics:3, sự kiện «Nguyễn Văn N nghỉ»: có nhiều người tên Nguyễn Văn N; hãy ghi bằng "
        "--person"
    )
    found = read(example, event(*lines, "ATTENDEE:mailto:x@so-mau.example"), twin)
    assert [entry[0] for entry in said(found)] == ["x"]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("DTSTART;VALUE=DATE:20260309", "RRULE:FREQ=WEEKLY"), "là sự kiện lặp lại; hãy tách"),
        (
            ("DTSTART;VALUE=DATE:20260309", "RDATE;VALUE=DATE:20260310"),
            "là sự kiện lặp lại; hãy tách",
        ),
        (("DTSTART;VALUE=DATE:20261309",), "không đọc được ngày, giờ"),
        (("DTSTART:soon",), "không đọc được ngày, giờ"),
        (("DTSTAMP:20260309T000000Z",), "không đọc được ngày, giờ"),
        (("DTSTART;VALUE=DATE:20260309", "DTEND;VALUE=DATE:2026"), "không đọc được ngày, giờ"),
        (("DTSTART:99991231T230000Z", "DURATION:PT9H"), "không đọc được ngày, giờ"),
        (("DTSTART;VALUE=DATE:20260309", "DTEND;VALUE=DATE:20620309"), "dài hơn 366 ngày"),
        (("DTSTART:20260309T000000", "DTEND:99990309T000000"), "ngoài các năm 1901 đến 2100"),
        (
            ("DTSTART;VALUE=DATE:20260313", "DTEND;VALUE=DATE:20260309"),
            "ngày 13/3/2026: kết thúc trước khi bắt đầu",
        ),
        (("DTSTART:20260309T113000", "DTEND:20260309T073000"), "kết thúc trước khi bắt đầu"),
    ],
)
def test_what_is_wrong_with_an_event(
    example: Configuration, lines: tuple[str, ...], why: str
) -> None:
    found = read(example, event(*lines, "SUMMARY:Nguyễn Văn N nghỉ"))
    (wrong,) = found.wrong
    assert wrong.startswith("a.ics:3, sự kiện «Nguyễn Văn N nghỉ»")
    assert why in wrong
    other = read(example, event(*lines, "SUMMARY:Chào cờ"))
    assert (other.wrong, other.away) == ([], [])  # what is about nobody may be as it will


def test_a_name_without_marks_is_asked_about(example: Configuration) -> None:
    found = read(example, event("DTSTART;VALUE=DATE:20260309", "SUMMARY:Nguyen Van N nghi phep"))
    assert found.wrong == [
        "a.ics:3, sự kiện «Nguyen Van N nghi phep»: có phải là Nguyễn Văn N? Hãy ghi họ tên có dấu"
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"garbage",
        b"PK\x03\x04",
        b"\x00" * 1000,
        b"\xff\xfe\x00",
        OUTLOOK[: len(OUTLOOK) // 2].encode(),  # a download that broke off
        b"<!doctype html><title>Login</title>",
        b"BEGIN:VCALENDAR\n" * 1000,
    ],
)
def test_what_is_no_calendar(example: Configuration, content: bytes) -> None:
    with pytest.raises(LuanphienError, match=re.escape("a.ics: không phải tệp lịch .ics, hoặc")):
        read(example, content)


def test_a_calendar_without_events_says_nothing(example: Configuration) -> None:
    assert read(example, "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n") == ([], [], [])


@pytest.mark.parametrize(
    ("lines", "counts"),
    [
        (("DTSTART;VALUE=DATE:20260309",), True),
        (("DTSTART:20260308T170000Z", "DTEND:20260309T170000Z"), True),  # a whole day in Vietnam
        (("DTSTART:20260309T073000", "DTEND:20260309T170000"), False),
    ],
)
def test_whole_days_are_free_by_themselves_and_hours_by_choice(
    example: Configuration, lines: tuple[str, ...], counts: bool
) -> None:
    """RFC 5545 section 3.8.2.7; Outlook and Google mark each new whole day as free."""
    found = read(example, event(*lines, "SUMMARY:Nguyễn Văn N", "TRANSP:TRANSPARENT"))
    assert bool(said(found)) == counts
    free = "a.ics:3, sự kiện «Nguyễn Văn N»: có giờ mà ghi là rảnh (Free)"
    assert found.others == ([] if counts else [free])


@pytest.mark.parametrize(
    "calendar",
    [
        "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * 3000 + "END:VEVENT\n" * 3000 + "END:VCALENDAR\n",
        event("DTSTART;VALUE=DATE:20260309", f"SUMMARY:{'Nguyễn ' * 220_000}"),
        event("DTSTART;VALUE=DATE:20260309", f"SUMMARY:{'a' * 2_000_000}"),
    ],
)
def test_deep_and_long_calendars_are_read_in_time(example: Configuration, calendar: str) -> None:
    begun = time.process_time()
    found = read(example, calendar)
    assert time.process_time() - begun < 3
    assert max(map(len, found.others)) < 200


def test_a_calendar_without_end_is_refused(example: Configuration) -> None:
    with pytest.raises(LuanphienError) as error:
        read(example, event(*["X-A:1"] * MOST_LINES))
    assert str(error.value) == (
        "a.ics: có quá 50000 dòng; hãy xuất lại lịch của một khoảng thời gian ngắn hơn"
    )


def test_a_second_calendar_that_broke_off_is_not_passed_over(example: Configuration) -> None:
    with pytest.raises(LuanphienError, match="hoặc tệp đã hỏng"):
        read(example, GOOGLE + OUTLOOK[: len(OUTLOOK) // 2])


def test_the_reason_of_a_long_name_is_its_beginning(example: Configuration) -> None:
    found = read(
        example, event("DTSTART;VALUE=DATE:20260309", f"SUMMARY:Nguyễn Văn N {'nghỉ ' * 100}")
    )
    ((_, _, _, why),) = said(found)
    assert why
    assert len(why) < 300  # as long as a text of the configuration may be
    assert found.away[0].place.endswith(" ng…» ngày 09/3/2026")


def test_people_without_names_or_addresses_are_nobody(example: Configuration) -> None:
    people = [replace(person, email=None) for person in example.decisions.people]
    found = leave(
        event("DTSTART;VALUE=DATE:20260309", "ATTENDEE:mailto:", "SUMMARY:").encode(),
        *("a.ics", people, example.centre.office_hours),
    )
    assert found.others == [
        "a.ics:3, sự kiện «không có tên»: không phải của ai trong agencies.yaml"
    ]


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, len(OUTLOOK) - 1), st.binary(max_size=3)), max_size=8),
    st.sampled_from([OUTLOOK, GOOGLE]),
)
def test_a_damaged_calendar_is_read_or_refused(
    damages: list[tuple[int, bytes]], calendar: str
) -> None:
    content = bytearray(calendar.encode())
    for place, new in damages:
        content[place : place + len(new)] = new
    with suppress(LuanphienError):
        read(EXAMPLE, bytes(content))
