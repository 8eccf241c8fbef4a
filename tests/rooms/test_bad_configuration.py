"""Every bad input gives one message a fault, with file, line and column, and status 3.

Each case is the valid file below with one text replaced; lines and columns are counted
in that file, from 1.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from luanphien.config import ConfigError, load
from tests.helpers.command_line import CONFIG, Run

AGENCIES = """\
centre:
  name: Trung tâm
  office_hours: {opens: 07:30, closes: 17:00}
agencies:
  - id: stc
    name: Sở Tài chính
  - id: sct
    name: Sở Công thương
  - id: sngv
    name: Sở Ngoại vụ
    on_call: true
notice:
  working_days: 3
  counting: working-days
  send_ahead: 5
rotations:
  - effective: 2023-12-01
    order: [stc, sct]
"""
HOLIDAYS = """\
announced_years: [2024]
days:
  - off: 2024-04-29
    make_up: 2024-05-04
    name: Hoán đổi
    source: Công văn
    status: announced
"""

TEXT = "cần chữ trên một dòng, không để trống"
LINES = "cần các dòng chữ, ví dụ [KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC] hoặc KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC"
SLUG = "không hợp lệ; cần chữ thường không dấu, ví dụ stc"
DAY = "không hợp lệ; cần ngày có thật dạng NĂM-THÁNG-NGÀY, ví dụ 2024-02-01"

AGENCY_FAULTS = {
    "misspelt key": (
        "  send_ahead: 5",
        "  send_ahed: 5",
        "15:3: notice.send_ahed: khóa không có trong mẫu; ý bạn là «send_ahead»?",
    ),
    "unknown key": (
        "  send_ahead: 5",
        "  xyz: 5",
        "15:3: notice.xyz: khóa không có trong mẫu; các khóa có thể dùng: "
        "working_days, counting, send_ahead, signed, basis",
    ),
    "duplicate key": (
        "  counting: working-days",
        "  working_days: 4",
        "14:3: notice.working_days: khóa này đã có ở trên; chỉ giữ một",
    ),
    "missing key": (
        "    name: Sở Tài chính\n",
        "",
        "5:5: agencies[0]: thiếu khóa bắt buộc «name»",
    ),
    "no text": ("name: Trung tâm", "name:", f"2:8: centre.name: để trống; {TEXT}"),
    "a list for a text": (
        "name: Trung tâm",
        "name: [a]",
        f"2:9: centre.name: là một danh sách; {TEXT}",
    ),
    "a text for a mapping": (
        "{opens: 07:30, closes: 17:00}",
        "7:30",
        "3:17: centre.office_hours: «7:30» không hợp lệ; cần các khóa opens, closes, basis",
    ),
    "no clock": (
        "opens: 07:30",
        "opens: 7h30",
        "3:25: centre.office_hours.opens: «7h30» không hợp lệ; cần giờ và phút, ví dụ 07:30",
    ),
    "closes before it opens": (
        "closes: 17:00",
        "closes: 07:00",
        "3:40: centre.office_hours.closes: hết giờ lúc 07:00 phải sau giờ bắt đầu 07:30",
    ),
    "a title of no lines": (
        "  send_ahead: 5",
        "  send_ahead: 5\ndocuments: {signer_title: []}",
        f"16:27: documents.signer_title: là một danh sách; {LINES}",
    ),
    "a title without letters": (
        "  send_ahead: 5",
        '  send_ahead: 5\ndocuments: {signer_title: " / "}',
        "16:27: documents.signer_title: dòng để trống, hoặc có ký tự không dùng được",
    ),
    "a line that is no text": (
        "  send_ahead: 5",
        '  send_ahead: 5\ndocuments: {centre_lines: "A / \\x7fB"}',
        "16:27: documents.centre_lines: dòng để trống, hoặc có ký tự không dùng được",
    ),
    "a signer twice": (
        "  send_ahead: 5",
        "  send_ahead: 5\ndocuments:\n  signers:\n    - {name: Trần Thị B, title: A}\n"
        "    - {name: Trần thị B, title: B}",
        "19:14: documents.signers[1].name: «Trần thị B» đã có ở trên; mỗi người ký một chức vụ",
    ),
    "no id": ("id: stc", "id: Sở TC", f"5:9: agencies[0].id (Sở Tài chính): «Sở TC» {SLUG}"),
    "an id twice": (
        "id: sngv",
        "id: stc",
        "9:9: agencies[2].id (Sở Ngoại vụ): mã «stc» đã dùng cho một cơ quan ở trên",
    ),
    "no truth value": (
        "on_call: true",
        "on_call: có",
        "11:14: agencies[2].on_call (Sở Ngoại vụ): «có» không hợp lệ; cần true hoặc false",
    ),
    "notice below 3": (
        "working_days: 3",
        "working_days: 2",
        "13:17: notice.working_days: «2» không hợp lệ; "
        "cần số nguyên từ 3 (mức tối thiểu của quy chế) đến 30",
    ),
    "notice of no number": (
        "working_days: 3",
        "working_days: ba",
        "13:17: notice.working_days: «ba» không hợp lệ; "
        "cần số nguyên từ 3 (mức tối thiểu của quy chế) đến 30",
    ),
    "counting unknown": (
        "counting: working-days",
        "counting: days",
        "14:13: notice.counting: «days» không hợp lệ; cần working-days hoặc clear-days",
    ),
    "reminded before told": (
        "  send_ahead: 5",
        "  send_ahead: 5\nreminders: {before_shift: 6}",
        "16:27: reminders.before_shift: nhắc trước 6 ngày làm việc là trước khi gửi thông báo (5)",
    ),
    "sent after the deadline": (
        "working_days: 3",
        "working_days: 6",
        "15:15: notice.send_ahead: gửi trước 5 ngày làm việc là sau hạn; cần ít nhất 6",
    ),
    "no date": (
        "2023-12-01",
        "2023-02-30",
        f"17:16: rotations[0].effective: «2023-02-30» {DAY}",
    ),
    "not a first of the month": (
        "2023-12-01",
        "2023-12-02",
        "17:16: rotations[0].effective: 2023-12-02 không phải ngày đầu tháng; "
        "cần ngày 01 của một tháng",
    ),
    "a date out of reach": (
        "2023-12-01",
        "9999-12-01",
        "17:16: rotations[0].effective: 9999-12-01 ngoài các năm 1901 đến 2100",
    ),
    "a clock with a line end": (
        "opens: 07:30",
        r'opens: "07:30\n"',
        "3:25: centre.office_hours.opens: «07:30\\n» không hợp lệ; cần giờ và phút, ví dụ 07:30",
    ),
    "a control character in a text": (
        "name: Trung tâm",
        r'name: "a\e[31mb"',
        f"2:9: centre.name: «a\\x1b[31mb» không hợp lệ; {TEXT}",
    ),
    "an id in the order that is none": (
        "order: [stc, sct]",
        "order: [STC, SCT]\n    starts_with: zzz",
        f"18:13: rotations[0].order[0]: «STC» {SLUG}",
        f"18:18: rotations[0].order[1]: «SCT» {SLUG}",
    ),
    "no months": (
        "    order: [stc, sct]",
        "    order: [stc, sct]\n    months: 0",
        "19:13: rotations[0].months: «0» không hợp lệ; cần số nguyên từ 1 đến 12",
    ),
    "an empty order": (
        "[stc, sct]",
        "[]",
        "18:12: rotations[0].order: là một danh sách; cần danh sách mã cơ quan, ít nhất một",
    ),
    "no rotation": (
        "rotations:\n  - effective: 2023-12-01\n    order: [stc, sct]\n",
        "rotations: []\n",
        "16:12: rotations: là một danh sách; cần danh sách thứ tự luân phiên, ít nhất một",
    ),
    "an agency that is unknown": (
        "order: [stc, sct]",
        "order: [stc, sct, stx]",
        "18:23: rotations[0].order[2]: không có cơ quan mã «stx»; ví dụ có «stc»",
    ),
    "an order that repeats": (
        "order: [stc, sct]",
        "order: [stc, sct, stc]",
        "18:23: rotations[0].order[2]: «stc» đã có trong thứ tự này; mỗi cơ quan chỉ một lần",
    ),
    "an order that omits": (
        "order: [stc, sct]",
        "order: [stc]",
        "18:12: rotations[0].order: thiếu «sct»; cần mỗi cơ quan không có on_call: true một lần",
    ),
    "an agency on call in the order": (
        "order: [stc, sct]",
        "order: [stc, sct, sngv]",
        "18:23: rotations[0].order[2]: «sngv» chỉ đến khi cần (on_call: true), "
        "không trực luân phiên",
    ),
    "starts with no agency of the order": (
        "    order: [stc, sct]",
        "    order: [stc, sct]\n    starts_with: sngv",
        "19:18: rotations[0].starts_with: «sngv» không có trong order; ví dụ có «stc» hoặc «sct»",
    ),
    "a rotation before the one above it": (
        "    order: [stc, sct]\n",
        "    order: [stc, sct]\n  - effective: 2023-12-01\n    order: [sct, stc]\n",
        "19:16: rotations[1].effective: phải sau ngày hiệu lực của mục trước (2023-12-01)",
    ),
    "a rotation in the middle of a shift": (
        "    order: [stc, sct]\n",
        "    order: [stc, sct]\n    months: 3\n  - effective: 2024-02-01\n    order: [sct, stc]\n",
        "20:16: rotations[1].effective: 2024-02-01 cắt ngang một phiên 3 tháng tính từ "
        "2023-12-01; cần ngày đầu của một phiên",
    ),
    "a tab": (
        "  name: Trung tâm",
        "\tname: Trung tâm",
        "2:1: sai cú pháp YAML: có dấu tab hoặc ký tự không dùng được ở đây",
    ),
    "a colon too many": (
        "name: Trung tâm",
        "name: Trung: tâm",
        "2:14: sai cú pháp YAML: dấu «:» đặt sai chỗ, hoặc thụt lề sai",
    ),
    "an open bracket": (
        "[stc, sct]",
        "[stc, sct",
        "19:1: sai cú pháp YAML: thiếu dấu «,» hoặc «]»",
    ),
    "an alias": (
        "  name: Trung tâm\n",
        "  name: &a Trung tâm\n  address: *a\n",
        "3:12: không dùng bí danh YAML (*); hãy viết giá trị ra đầy đủ",
    ),
    "a private tag": (
        "name: Trung tâm",
        "name: !!python/object:os.system Trung tâm",
        "2:9: centre.name: không dùng nhãn kiểu "
        "«tag:yaml.org,2002:python/object:os.system»; hãy bỏ nhãn",
    ),
    "two documents": (
        "notice:",
        "---\nnotice:",
        "12:1: sai cú pháp YAML: có nhiều văn bản YAML trong một tệp (dấu ---)",
    ),
    "a control character": (
        "name: Trung tâm",
        "name: Trung\x07tâm",
        "2:14: sai cú pháp YAML: có ký tự điều khiển",
    ),
    "a mapping as a key": (
        "  name: Trung tâm",
        "  ? {a: b}\n  : c\n  name: Trung tâm",
        "2:5: centre: tên khóa phải là chữ",
    ),
}

HOLIDAY_FAULTS = {
    "no day": (
        "2024-04-29",
        "2024-04-31",
        "3:10: days[0].off (Hoán đổi): «2024-04-31» không phải ngày có thật",
    ),
    "no date": (
        "2024-04-29",
        "29/4/2024",
        "3:10: days[0].off (Hoán đổi): «29/4/2024» không hợp lệ; cần một ngày, ví dụ 2024-02-01, "
        "hoặc từ ngày..đến ngày, ví dụ 2024-02-08..2024-02-14",
    ),
    "a range that runs back": (
        "2024-04-29",
        "2024-04-30..2024-04-29",
        "3:10: days[0].off (Hoán đổi): 2024-04-29 trước 2024-04-30; cần từ ngày sớm đến ngày muộn",
    ),
    "a range too long": (
        "2024-04-29",
        "2024-04-29..2025-04-29",
        "3:10: days[0].off (Hoán đổi): dài hơn 31 ngày; xem lại năm, tháng",
    ),
    "a make-up day on a weekday": (
        "2024-05-04",
        "2024-05-03",
        "4:14: days[0].make_up (Hoán đổi): 2024-05-03 là ngày trong tuần; "
        "ngày làm bù phải là thứ Bảy hoặc Chủ nhật",
    ),
    "off and make-up at once": (
        "2024-04-29",
        "2024-05-04",
        "4:14: days[0].make_up (Hoán đổi): ngày 2024-05-04 vừa là ngày nghỉ vừa là ngày làm bù",
    ),
    "no day at all": (
        "off: 2024-04-29\n    make_up: 2024-05-04\n    name: Hoán đổi",
        "name: Hoán đổi",
        "3:5: days[0] (Hoán đổi): không có ngày nào; cần off, make_up hoặc cả hai",
    ),
    "a status unknown": (
        "status: announced",
        "status: maybe",
        "7:13: days[0].status (Hoán đổi): «maybe» không hợp lệ; "
        "cần announced (đã công bố) hoặc proposed (mới đề xuất)",
    ),
    "no year at all": (
        "[2024]",
        "[]",
        "3:10: days[0].off (Hoán đổi): năm 2024 không có trong announced_years; thêm năm đó "
        "khi lịch nghỉ cả năm đã công bố, hoặc ghi status: proposed",
        "4:14: days[0].make_up (Hoán đổi): năm 2024 không có trong announced_years; thêm năm đó "
        "khi lịch nghỉ cả năm đã công bố, hoặc ghi status: proposed",
    ),
    "a year without a day": (
        "[2024]",
        "[2023, 2024]",
        "1:19: announced_years[0]: năm 2023 không có ngày nghỉ nào trong days",
    ),
    "a year twice": (
        "[2024]",
        "[2024, 2024]",
        "1:25: announced_years[1]: năm 2024 đã có",
    ),
    "a day of another year": (
        "off: 2024-04-29",
        "off: 2025-04-29",
        "3:10: days[0].off (Hoán đổi): năm 2025 không có trong announced_years; thêm năm đó "
        "khi lịch nghỉ cả năm đã công bố, hoặc ghi status: proposed",
    ),
}


# The valid file, and people in it; its lines begin at 19.
PEOPLE = """\
swaps:
  - shifts: [2024-02, 2024-03]
overrides:
  - {shift: 2024-05, agency: stc}
people:
  - {id: a, name: Nguyễn Văn A, phone: 0000 000 000, email: a@so-mau.example}
  - {id: b, name: Trần Thị B}
  - {id: c, name: Lê Văn C}
rosters:
  - effective: 2024-01-01
    expires: 2024-12-31
    staff:
      - {agency: stc, official: [a], reserve: [b]}
assignments:
  - {shift: 2024-04, person: b}
absences:
  - {person: a, days: 2024-03-11..2024-03-15}
substitutions:
  - {shift: 2024-06, effective: 2024-06-12, person: c}
"""

PEOPLE_FAULTS = {
    "an agency's contact unknown": (
        "    name: Sở Tài chính",
        "    name: Sở Tài chính\n    contact: x",
        "7:14: agencies[0].contact (Sở Tài chính): không có người mã «x» trong people; "
        "ví dụ có «a» hoặc «b» hoặc «c»",
    ),
    "a swap of a shift with itself": (
        "[2024-02, 2024-03]",
        "[2024-02, 2024-02]",
        "20:23: swaps[0].shifts[1]: phiên 2024-02 đổi với chính nó; cần hai phiên khác nhau",
    ),
    "a swap twice": (
        "[2024-02, 2024-03]",
        "[2024-02, 2024-03]\n  - shifts: [2024-07, 2024-02]",
        "21:23: swaps[1].shifts[1]: phiên 2024-02 đã đổi ở mục trên; mỗi phiên chỉ đổi một lần",
    ),
    "a swap of three": (
        "[2024-02, 2024-03]",
        "[2024-02, 2024-03, 2024-07]",
        "20:13: swaps[0].shifts: là một danh sách; cần hai phiên, ví dụ [2024-02, 2024-03]",
    ),
    "a shift that is no month": (
        "[2024-02, 2024-03]",
        "[2024-02, 2024-13]",
        "20:23: swaps[0].shifts[1]: «2024-13» không hợp lệ; "
        "cần tháng bắt đầu của phiên, ví dụ 2024-02",
    ),
    "a shift before the first": (
        "[2024-02, 2024-03]",
        "[2024-02, 2023-11]",
        "20:23: swaps[0].shifts[1]: không có phiên nào bắt đầu vào tháng 2023-11",
    ),
    "an override of a swapped shift": (
        "{shift: 2024-05, agency: stc}",
        "{shift: 2024-03, agency: stc}",
        "22:13: overrides[0].shift: phiên 2024-03 đã đổi ở mục trên; mỗi phiên chỉ đổi một lần",
    ),
    "an override by an unknown agency": (
        "agency: stc}\n",
        "agency: stx}\n",
        "22:30: overrides[0].agency: không có cơ quan mã «stx»; ví dụ có «stc»",
    ),
    "an override by an agency on call": (
        "agency: stc}\n",
        "agency: sngv}\n",
        "22:30: overrides[0].agency: «sngv» chỉ đến khi cần (on_call: true)",
    ),
    "a phone number that is none": (
        "0000 000 000",
        "không có",
        "24:40: people[0].phone (Nguyễn Văn A): «không có» không hợp lệ; "
        "cần số điện thoại, ví dụ 0000 000 000",
    ),
    "an e-mail address that is none": (
        "a@so-mau.example",
        "a.so-mau.example",
        "24:61: people[0].email (Nguyễn Văn A): «a.so-mau.example» không hợp lệ; "
        "cần địa chỉ thư điện tử, ví dụ van-thu@so-mau.example",
    ),
    "a person's id twice": (
        "{id: c, name",
        "{id: a, name",
        "26:10: people[2].id (Lê Văn C): mã «a» đã dùng cho một người ở trên",
        "37:53: substitutions[0].person: không có người mã «c» trong people; ví dụ có «a» hoặc «b»",
    ),
    "a person in a roster twice": (
        "reserve: [b]",
        "reserve: [a]",
        "31:48: rosters[0].staff[0].reserve[0]: «a» đã có trong danh sách này; "
        "mỗi người một cơ quan, một lần",
    ),
    "a person in two agencies": (
        "reserve: [b]}",
        "reserve: [b]}\n      - {agency: sct, official: [b]}",
        "32:34: rosters[0].staff[1].official[0]: «b» đã có trong danh sách này; "
        "mỗi người một cơ quan, một lần",
    ),
    "an agency in a roster twice": (
        "reserve: [b]}",
        "reserve: [b]}\n      - {agency: stc, official: [c]}",
        "32:18: rosters[0].staff[1].agency: «stc» đã có trong danh sách này; mỗi cơ quan một mục",
    ),
    "an agency in a roster unknown": (
        "{agency: stc, official",
        "{agency: stx, official",
        "31:18: rosters[0].staff[0].agency: không có cơ quan mã «stx»; ví dụ có «stc»",
    ),
    "a person in a roster unknown": (
        "official: [a]",
        "official: [d]",
        "31:34: rosters[0].staff[0].official[0]: không có người mã «d» trong people; "
        "ví dụ có «a» hoặc «b» hoặc «c»",
    ),
    "a roster that ends before it begins": (
        "expires: 2024-12-31",
        "expires: 2023-12-31",
        "29:14: rosters[0].expires: trước ngày hiệu lực 2024-01-01",
    ),
    "a roster before the one above it": (
        "assignments:",
        "  - effective: 2023-12-01\n    staff: [{agency: stc}]\nassignments:",
        "32:16: rosters[1].effective: phải sau ngày hiệu lực của danh sách trước (2024-01-01)",
    ),
    "an assignment of someone of another agency": (
        "{shift: 2024-04, person: b}",
        "{shift: 2024-04, person: c}",
        "33:30: assignments[0].person: «c» không có trong danh sách nhân sự của Sở Tài chính "
        "đang có hiệu lực ngày 2024-04-01",
    ),
    "an assignment twice": (
        "{shift: 2024-04, person: b}",
        "{shift: 2024-04, person: b}\n  - {shift: 2024-04, person: a}",
        "34:13: assignments[1].shift: phiên 2024-04 đã có người ở mục trên",
    ),
    "an absence that runs back": (
        "2024-03-11..2024-03-15",
        "2024-03-15..2024-03-11",
        "35:23: absences[0].days: 2024-03-11 trước 2024-03-15; cần từ ngày sớm đến ngày muộn",
    ),
    "an absence on no day": (
        "2024-03-11..2024-03-15",
        "2024-03-11..2024-03-32",
        "35:23: absences[0].days: «2024-03-11..2024-03-32» không phải ngày có thật",
    ),
    "an absence without an end": (
        "2024-03-11..2024-03-15",
        "2024-03-11..9999-12-31",
        "35:23: absences[0].days: «2024-03-11..9999-12-31» ngoài các năm 1901 đến 2100",
    ),
    "an assignment far away": (
        "{shift: 2024-04, person: b}",
        "{shift: 2150-06, person: b}",
        "33:30: assignments[0].person: «b» không có trong danh sách nhân sự của Sở Tài chính "
        "đang có hiệu lực ngày 2150-06-01",
    ),
    "a substitution outside its shift": (
        "effective: 2024-06-12",
        "effective: 2024-07-12",
        "37:33: substitutions[0].effective: 2024-07-12 không thuộc phiên 2024-06",
    ),
    "a substitution on one day twice": (
        "person: c}\n",
        "person: c}\n  - {shift: 2024-06, effective: 2024-06-12, person: b}\n",
        "38:33: substitutions[1].effective: phiên 2024-06 đã thay người từ ngày này ở mục trên",
    ),
    "a substitution that ends before it begins": (
        "effective: 2024-06-12,",
        "effective: 2024-06-12, expires: 2024-06-11,",
        "37:54: substitutions[0].expires: trước ngày đầu tiên 2024-06-12",
    ),
    "a substitution that ends after its shift": (
        "effective: 2024-06-12,",
        "effective: 2024-06-12, expires: 2024-07-01,",
        "37:54: substitutions[0].expires: 2024-07-01 không thuộc phiên 2024-06",
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "agencies.yaml").write_text(AGENCIES, "utf-8")
    (tmp_path / "holidays_vn.yaml").write_text(HOLIDAYS, "utf-8")
    return tmp_path


def errors(folder: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(folder)
    return str(caught.value).splitlines()


def test_the_files_that_the_cases_change_are_valid(folder: Path) -> None:
    assert set(load(folder).agencies) == {"stc", "sct", "sngv"}


@pytest.mark.parametrize("case", AGENCY_FAULTS)
def test_agencies(folder: Path, case: str) -> None:
    old, new, *expected = AGENCY_FAULTS[case]
    assert AGENCIES.count(old) == 1 or old == "name: Trung tâm"
    file = folder / "agencies.yaml"
    file.write_text(AGENCIES.replace(old, new, 1), "utf-8")
    assert errors(folder) == [f"{file}:{line}" for line in expected]


@pytest.mark.parametrize("case", HOLIDAY_FAULTS)
def test_holidays(folder: Path, case: str) -> None:
    old, new, *expected = HOLIDAY_FAULTS[case]
    assert HOLIDAYS.count(old) == 1
    file = folder / "holidays_vn.yaml"
    file.write_text(HOLIDAYS.replace(old, new, 1), "utf-8")
    assert errors(folder) == [f"{file}:{line}" for line in expected]


@pytest.mark.parametrize("case", PEOPLE_FAULTS)
def test_people(folder: Path, case: str) -> None:
    old, new, *expected = PEOPLE_FAULTS[case]
    text = AGENCIES + PEOPLE
    file = folder / "agencies.yaml"
    file.write_text(text, "utf-8")
    load(folder)
    file.write_text(text.replace(old, new, 1), "utf-8")
    assert errors(folder) == [f"{file}:{line}" for line in expected]


CROWDS = {
    "people who are not there": (
        1_000,
        "people:\n"
        + "".join(f"  - {{id: nguyen-van-an-{n}, name: A}}\n" for n in range(1_000))
        + "absences:\n"
        + "".join(f"  - {{person: nguyen-van-ba-{n}, days: 2024-02-01}}\n" for n in range(1_000)),
        "«nguyen-van-an-0»",
    ),
    "keys that are none": (
        10_000,
        "".join(f"overides-{n}: 1\n" for n in range(10_000)),
        "ý bạn là «overrides»?",
    ),
}


@pytest.mark.parametrize("case", CROWDS)
def test_thousands_of_unknown_words_take_no_second(folder: Path, case: str) -> None:
    number, text, suggestion = CROWDS[case]
    (folder / "agencies.yaml").write_text(AGENCIES + text, "utf-8")
    start = process_time()
    found = errors(folder)
    assert process_time() - start < 1
    assert len(found) == number
    assert suggestion in found[0]  # the first ones are read


def test_days_off_in_another_file(folder: Path) -> None:
    (folder / "agencies.yaml").write_text(AGENCIES + "holidays: xyz.yaml\n", "utf-8")
    assert errors(folder) == [f"{folder / 'xyz.yaml'}: không có tệp này"]
    (folder / "holidays_vn.yaml").rename(folder / "xyz.yaml")
    load(folder)


def test_all_errors_of_both_files_at_once_and_status_3(folder: Path, run: Run) -> None:
    agencies, holidays = folder / "agencies.yaml", folder / "holidays_vn.yaml"
    agencies.write_text(AGENCIES.replace("07:30", "7h").replace("working_days: 3", "x: 1"), "utf-8")
    holidays.write_text(HOLIDAYS.replace("2024-05-04", "2024-05-03"), "utf-8")
    done = run("schedule", "2024", "--config", folder)
    assert done.status == 3
    assert done.stdout == ""
    places = [line.split(": ")[0] for line in done.stderr.splitlines()]
    assert places == [f"{agencies}:3:25", f"{agencies}:13:3", f"{holidays}:4:14"]


def _not_utf8(file: Path) -> str:
    file.write_bytes(b"centre:\n  name: Trung t\xe2m\n")
    return ":2:16: không phải UTF-8; hãy lưu lại tệp với bảng mã UTF-8"


def _utf16(file: Path) -> str:
    file.write_text(AGENCIES, "utf-16")
    return ":1:1: không phải UTF-8; hãy lưu lại tệp với bảng mã UTF-8"


def _empty(file: Path) -> str:
    file.write_text("")
    return ":1:1: tệp trống"


def _only_comments(file: Path) -> str:
    file.write_text("# nothing\n")
    return ":1:1: tệp trống"


def _only_a_word(file: Path) -> str:
    file.write_text("luanphien")
    return ":1:1: «luanphien» không hợp lệ; cần các khóa centre, agencies, rotations, notice"


def _folder(file: Path) -> str:
    file.unlink()
    file.mkdir()
    return ": là một thư mục, cần một tệp YAML"


def _missing(file: Path) -> str:
    file.unlink()
    return ": không có tệp này"


def _large(file: Path) -> str:
    with file.open("wb") as out:
        out.truncate(50 * 1024 * 1024)
    return ": tệp lớn 50.0 MB, tối đa 1 MB"


def _pipe(file: Path) -> str:
    file.unlink()
    os.mkfifo(file)
    return ": không phải tệp thường, cần một tệp YAML"


def _explosion(file: Path) -> str:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, letter in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{letter}: &{letter} [{', '.join([f'*{before}'] * 9)}]")
    file.write_text("\n".join(lines))
    return ":2:8: không dùng bí danh YAML (*); hãy viết giá trị ra đầy đủ"


def _deep(file: Path) -> str:
    file.write_text("[" * 300 + "]" * 300)
    return ":1:1: là một danh sách; cần các khóa centre, agencies, rotations, notice"


def _abyss(file: Path) -> str:
    file.write_text("[" * 300_000)
    return ":1:1001: sai cú pháp YAML: lồng nhau quá sâu"


FILES = (
    _not_utf8,
    _utf16,
    _empty,
    _only_comments,
    _only_a_word,
    _folder,
    _missing,
    _large,
    _pipe,
    _explosion,
    _deep,
    _abyss,
)


@pytest.mark.parametrize("spoil", FILES, ids=lambda spoil: spoil.__name__)
def test_files_that_are_none(folder: Path, spoil: Callable[[Path], str], run: Run) -> None:
    file = folder / "agencies.yaml"
    expected = spoil(file)
    done = run("schedule", "--config", folder)
    first, *_ = done.stderr.splitlines()
    assert first.startswith(f"{file}{expected}")
    assert "Traceback" not in done.stderr
    assert (done.stdout, done.status) == ("", 3)


def test_a_byte_order_mark_is_no_fault(folder: Path) -> None:
    (folder / "agencies.yaml").write_text(AGENCIES, "utf-8-sig")
    load(folder)


def test_a_folder_that_is_none(run: Run) -> None:
    done = run("schedule", "--config", "/nowhere")
    assert done.stderr.splitlines() == [
        "/nowhere/agencies.yaml: không có tệp này",
        "/nowhere/holidays_vn.yaml: không có tệp này",
    ]
    assert done.status == 3


def test_what_ships_is_valid() -> None:
    load(CONFIG)
