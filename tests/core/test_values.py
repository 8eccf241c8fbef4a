"""What each value may look like, on both sides of every limit."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import ValidationError, convert

from luanphien.core import values

LABEL = "a" * 63  # RFC 1035 section 2.3.4


def accepts(kind: Any, value: object) -> bool:
    try:
        convert(value, kind)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("kind", "accepted", "refused"),
    [
        (
            values.Text,
            ["x", "x" * 300, "Sở Tài chính", "Y'Nguyễn Văn A", "a\u00a0b"],
            [
                "",
                "x" * 301,
                "a\n",
                "a\nb",
                "\t",
                "\x7f",
                "\x85",
                "a\u2028b",
                "a\u2029b",
                "a\ufffe",
                "\uffffb",
            ],
        ),
        (
            values.Slug,
            ["a", "stc-2", "a" * 40],
            ["", "A", "đ", "2a", "-a", "a_b", "a\n", "a" * 41],
        ),
        (
            values.Clock,
            ["00:00", "07:30", "19:59", "23:59"],
            ["24:00", "7:30", "07:60", "07:30:00", "07:30\n"],
        ),
        (values.Day, ["2024-02-29"], ["2023-02-29", "2024-2-1", "29/02/2024"]),
        (
            values.Days,
            ["2024-02-08", "2024-02-08..2024-02-14"],
            ["2024-02", "2024-02-08..", "2024-02-08...2024-02-14", "2024-02-08\n"],
        ),
        # The lunar calendar of the holidays package covers 1901 to 2100.
        (values.Year, [1901, 2100], [1900, 2101]),
        (
            values.Phone,
            ["012345", "0000 000 000", "+84 (0) 12-34.56/78", "0" * 15, None],
            ["01234", "0" * 16, "0000 000 000 ", "+", "0912a"],  # at most 15 digits: ITU-T E.164
        ),
        (
            values.Email,
            [
                "a@b.vn",
                "van-thu+a.b@so-mau.example",
                f"{'a' * 64}@b.vn",  # RFC 5321 section 4.5.3.1.1
                f"a@{LABEL}.vn",
                f"a@{'a' * 60}.{LABEL}.{LABEL}.{LABEL}",  # 254: section 4.5.3.1.3 less the brackets
                None,
            ],
            [
                "a",
                "a@b",
                "a@b.vn\n",
                ".a@b.vn",
                "a..b@c.vn",
                "đ@b.vn",
                "=?utf-8?q?a?=@b.vn",
                "a@-b.vn",
                "a@b-.vn",
                f"{'a' * 65}@b.vn",
                f"a@{LABEL}a.vn",
                f"a@{'a' * 61}.{LABEL}.{LABEL}.{LABEL}",
            ],
        ),
        (
            values.Host,
            [
                "localhost",
                "mail.so-mau.example",
                "mail.so-mau.example.",
                "127.0.0.1",
                "::1",
                f"{'a' * 61}.{LABEL}.{LABEL}.{LABEL}",  # 253: RFC 1035 section 2.3.4
            ],
            [
                "",
                "a b",
                "a..b",
                "-a",
                "a\n",
                f"{'a' * 62}.{LABEL}.{LABEL}.{LABEL}",
            ],
        ),
        (
            values.Website,
            [
                "https://so-mau.example",
                "http://so-mau.example:8080/truc/",
                "https://a/" + "x" * 244,  # 254
                None,
            ],
            [
                "ftp://so-mau.example",
                "so-mau.example",
                "https://so-mau.example/?a=b",
                "https://so-mau.example\n",
                "https://a/" + "x" * 245,
            ],
        ),
        (
            values.Monitor,
            [
                "https://giam-sat.so-mau.example/ping/0000",
                "http://127.0.0.1:8000",
                "https://so-mau.example/api/push/0000?status=up&msg=OK",
                "https://a/" + "x" * 244,  # 254
                None,
            ],
            [
                "file:///etc/passwd",
                "so-mau.example/ping",
                "https://so-mau.example/a b",
                "https://so-mau.example/#a",
                "https://so-mau.example\n",
                "https://a/" + "x" * 245,
            ],
        ),
        (
            values.ShiftId,
            ["2024-01", "2024-12"],
            ["2024-00", "2024-13", "0024-01", "2024-1", "2024-01-01", "2024-01\n"],
        ),
        (values.Basis, ["QĐ mẫu", None], [""]),
        (values.Address, ["Số 0, đường Mẫu", None], [""]),
        (values.Why, ["ốm", None], [""]),
        (values.PersonId, ["nguyen-van-a"], ["Nguyễn Văn A"]),
    ],
)
def test_what_a_value_looks_like(kind: Any, accepted: list[object], refused: list[object]) -> None:
    assert [value for value in accepted if not accepts(kind, value)] == []
    assert [value for value in refused if accepts(kind, value)] == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("GIÁM ĐỐC", ("GIÁM ĐỐC",)),
        ("KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("KT. GIÁM ĐỐC\n PHÓ  GIÁM ĐỐC\n", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (["A / B"], ("A / B",)),
        ("TCHC/HC", ("TCHC/HC",)),  # a stroke within a word parts nothing
        (" / \n", ()),
        ("", ()),
    ],
)
def test_lines_are_parted_by_line_ends_and_strokes(
    text: str | list[str], lines: tuple[str, ...]
) -> None:
    assert values.lines_of(text) == lines


def test_a_text_has_something_to_read_on_one_line() -> None:
    assert all(map(values.is_text, ("x", "x" * 300)))
    assert not any(map(values.is_text, ("", "x" * 301, "a\nb", "a\x01", "\ufffe")))
