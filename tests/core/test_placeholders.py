"""What looks like a sample: names of one letter, zero numbers, reserved domains."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from luanphien.core.decisions import Agency, Person
from luanphien.core.placeholders import is_reserved, placeholders
from tests.core.builders import CENTRE, agency


@pytest.mark.parametrize(
    ("name", "sample"),
    [
        ("Nguyễn Văn A", True),
        ("Hoàng Văn Đ", True),
        ("Lê Thị X", True),
        ("Nguyễn Như Ý", False),  # these are people
        ("Vũ Ô", False),
        ("Lê Thị Y", False),
        ("Nguyễn Văn An", False),
        ("A", False),
    ],
)
def test_a_name_that_ends_in_a_letter_is_a_sample(name: str, sample: bool) -> None:
    assert list(placeholders(Person(id="a", name=name))) == ([name] if sample else [])
    assert list(placeholders(Agency(id="a", name=name, short_name="A"))) == []


@pytest.mark.parametrize(
    ("phone", "sample"),
    [
        ("0000 000 000", True),
        ("+000-000", True),
        ("0000 000 001", False),
        ("113", False),
        ("chưa có", False),  # no number at all
    ],
)
def test_a_number_of_zeros_is_a_sample(phone: str, sample: bool) -> None:
    assert list(placeholders(agency("a", phone=phone))) == ([phone] if sample else [])


@pytest.mark.parametrize(
    ("email", "sample"),
    [
        # RFC 2606 and RFC 6761.
        ("a@so-mau.example", True),
        ("a@example", True),
        ("a@example.com", True),
        ("a@x.example.org", True),
        ("a@EXAMPLE.NET", True),
        ("a@localhost", True),
        ("a@x.test", True),
        ("a@x.invalid", True),
        ("a@myexample.com", False),
        ("a@example.vn", False),
        ("a@tuyenquang.gov.vn", False),
        ("example@tuyenquang.gov.vn", False),
    ],
)
def test_a_reserved_domain_is_a_sample(email: str, sample: bool) -> None:
    assert list(placeholders(agency("a", email=email))) == ([email] if sample else [])
    assert is_reserved(email) is sample
    assert is_reserved(email.partition("@")[2]) is sample


@pytest.mark.parametrize(
    ("website", "sample"),
    [
        ("https://lich.so-mau.example", True),
        ("https://lich.so-mau.example/truc", True),
        ("https://lich.so-mau.example:8443/truc", True),
        ("https://tuyenquang.gov.vn/so-mau.example", False),
        ("https://tuyenquang.gov.vn", False),
    ],
)
def test_a_website_on_a_reserved_domain_is_a_sample(website: str, sample: bool) -> None:
    assert list(placeholders(replace(CENTRE, website=website))) == ([website] if sample else [])


def test_who_has_nothing_to_remark_on() -> None:
    assert list(placeholders(agency("a"))) == []
    assert list(placeholders(CENTRE)) == []


def test_number_and_address_are_both_remarked_on() -> None:
    sample = agency("a", phone="000", email="a@x.test")
    assert list(placeholders(sample)) == ["000", "a@x.test"]
