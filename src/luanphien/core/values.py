"""The values that decisions are made of: what each must look like.

`title` says what a value must be: in an editor of YAML and, when it is not, in the error.
`description` says what it is for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta

LONGEST_TEXT = 300
NONCHARACTERS = "\ufffe\uffff"
"""No characters of Unicode, which no Word file can hold (XML 1.0 section 2.2)."""
END = r"(?!\n)$"
"""The end of a pattern: Python's `$` alone would let a line end pass."""
TEXT_PATTERN = rf"^[^\x00-\x1f\x7f-\x9f\u2028\u2029{ascii(NONCHARACTERS)[1:-1]}]*{END}"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
"""RFC 5322 section 3.2.3; letters beyond ASCII need SMTPUTF8, which few servers have. What looks
like an encoded word (=?…?=) is refused where it is used: some mail programs decode it."""
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
"""A part of a domain name (RFC 1035 section 2.3.1, RFC 1123 section 2.1)."""

Text = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=LONGEST_TEXT,
        pattern=TEXT_PATTERN,
        title="chữ trên một dòng, không để trống",
    ),
]
Lines = Annotated[
    Annotated[str, Meta(min_length=1, max_length=LONGEST_TEXT)]
    | Annotated[tuple[Text, ...], Meta(min_length=1)],
    Meta(title="các dòng chữ, ví dụ [KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC] hoặc KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC"),
]
"""A text in several lines, see `lines_of`, each of which must be a `Text`. The rules look at the
lines: a pattern here, in a union with a tuple, is freed twice by msgspec 0.22."""
Slug = Annotated[
    str,
    Meta(pattern=f"^[a-z][a-z0-9-]*{END}", max_length=40, title="chữ thường không dấu, ví dụ stc"),
]
Clock = Annotated[
    str, Meta(pattern=f"^([01][0-9]|2[0-3]):[0-5][0-9]{END}", title="giờ và phút, ví dụ 07:30")
]
Day = Annotated[date, Meta(title="ngày có thật dạng NĂM-THÁNG-NGÀY, ví dụ 2024-02-01")]
Days = Annotated[
    str,
    Meta(
        pattern=rf"^{_DATE}(\.\.{_DATE})?{END}",
        title="một ngày, ví dụ 2024-02-01, hoặc từ ngày..đến ngày, ví dụ 2024-02-08..2024-02-14",
    ),
]
FIRST_YEAR, LAST_YEAR = 1901, 2100
"""The years that the lunar calendar of the holidays package covers; no date is outside them."""
Year = Annotated[
    int, Meta(ge=FIRST_YEAR, le=LAST_YEAR, title=f"năm từ {FIRST_YEAR} đến {LAST_YEAR}")
]
Basis = Annotated[Text | None, Meta(description="Căn cứ: điều, khoản hoặc số, ngày văn bản.")]
Address = Annotated[Text | None, Meta(description="Địa chỉ bưu chính.")]
Phone = Annotated[
    Annotated[
        str,
        Meta(
            pattern=rf"^\+?[0-9](?:[ .()/-]*[0-9]){{5,14}}{END}",
            title="số điện thoại, ví dụ 0000 000 000",
        ),
    ]
    | None,
    Meta(description="Số điện thoại được công khai (khoản 2 Điều 11)."),
]
Email = Annotated[
    Annotated[
        str,
        Meta(
            pattern=rf"^(?=.{{1,64}}@)(?!.*=\?){_ATOM}(\.{_ATOM})*@{_LABEL}(\.{_LABEL})+{END}",
            max_length=254,
            title="địa chỉ thư điện tử, ví dụ van-thu@so-mau.example",
        ),
    ]
    | None,
    Meta(description="Địa chỉ thư điện tử nhận thông báo."),
]
Host = Annotated[
    str,
    Meta(
        pattern=rf"^({_LABEL}(\.{_LABEL})*\.?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+){END}",
        max_length=253,
        title="tên máy chủ, ví dụ mail.so-mau.example, hoặc địa chỉ IP",
    ),
]
Website = Annotated[
    Annotated[
        str,
        Meta(
            pattern=rf"^https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?{END}",
            max_length=254,
            title="địa chỉ trang, ví dụ https://lich-truc.so-mau.example",
        ),
    ]
    | None,
    Meta(description="Địa chỉ của trang do luanphien publish tạo; ghi trong lịch điện tử."),
]
Monitor = Annotated[
    Annotated[
        str,
        Meta(
            pattern=rf"^https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?"
            rf"(\?[A-Za-z0-9._~/=&%+-]*)?{END}",
            max_length=254,
            title="địa chỉ https://… của dịch vụ giám sát",
        ),
    ]
    | None,
    Meta(description="Gọi địa chỉ này sau mỗi lần chạy tốt, khi việc khác tự chạy cũng còn chạy."),
]
ShiftId = Annotated[
    str,
    Meta(
        pattern=f"^[1-9][0-9]{{3}}-(0[1-9]|1[0-2]){END}",
        title="tháng bắt đầu của phiên, ví dụ 2024-02",
    ),
]
PersonId = Annotated[
    Slug, Meta(title="mã người trong people, chữ thường không dấu, ví dụ nguyen-van-a")
]
Why = Annotated[Text | None, Meta(description="Lý do.")]


def is_text(text: str) -> bool:
    """Whether it is a `Text`."""
    return 0 < len(text) <= LONGEST_TEXT and re.search(TEXT_PATTERN, text) is not None


def lines_of(text: str | Sequence[str]) -> tuple[str, ...]:
    """The lines of a text in several: a list of them, or what line ends or strokes part.

    `KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC` are two.
    """
    parts = re.split(r"\n|\s/\s", text) if isinstance(text, str) else text
    return tuple(line for part in parts if (line := " ".join(part.split())))
