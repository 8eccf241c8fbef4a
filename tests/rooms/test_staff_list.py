"""The yearly list of staff as a table."""

from __future__ import annotations

import pytest

from luanphien.config import Configuration, load
from luanphien.config.staff_list import Differing, StaffList, csv_rows, lost_zeros, staff_list
from luanphien.core.decisions import AgencyStaff, Person
from luanphien.core.errors import LuanphienError
from tests.helpers.command_line import CONFIG


@pytest.fixture(scope="module")
def known() -> Configuration:
    return load(CONFIG / "example")


def read(known: Configuration, text: str) -> StaffList:
    return staff_list(csv_rows(text, "a.csv"), "a.csv", known.agencies, known.people)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_list_as_a_spreadsheet_writes_it(known: Configuration, delimiter: str) -> None:
    text = (
        "Số;CƠ QUAN;Nhân sự;Họ và tên;Chức vụ;Điện thoại\r\n"
        "1;Sở Tài chính;Chính thức;Nguyễn Văn G;;\r\n"
        "2;STC;dự phòng;Đặng  Thị Y;Chuyên viên;0000 000 000\r\n"
        ";;;;;\r\n"
        "3;Sở GDĐT;reserve;Đặng Thị Y\r\n"
    )
    assert read(known, text.replace(";", delimiter)) == (
        (
            AgencyStaff("stc", ("nguyen-van-g",), ("dang-thi-y",)),
            AgencyStaff("sgddt", (), ("dang-thi-y-2",)),
        ),
        [
            Person("dang-thi-y", "Đặng Thị Y", "Chuyên viên", "0000 000 000"),
            Person("dang-thi-y-2", "Đặng Thị Y"),
        ],
        [],
    )


def test_what_the_list_has_otherwise_is_pointed_out(known: Configuration) -> None:
    text = "agency,role,name,title,phone\nstc,official,Nguyễn Văn G,Phó phòng,0000 000 000\n"
    officer = known.people["nguyen-van-g"]
    assert read(known, text).differing == [
        Differing(officer, "Chức vụ", "Phó phòng", "Chuyên viên")
    ]


def test_an_id_tells_namesakes_apart(known: Configuration) -> None:
    twin = Person("x", "Nguyễn Văn G")
    people = {**known.people, "x": twin}
    rows = csv_rows("agency,role,name,id\nstc,official,Nguyễn Văn G,\n", "a.csv")
    with pytest.raises(LuanphienError, match=r"a\.csv:2: có 2 người tên Nguyễn Văn G; .*-g, x"):
        staff_list(rows, "a.csv", known.agencies, people)
    rows = csv_rows("agency,role,name,id\nstc,official,Nguyễn Văn G,x\n", "a.csv")
    assert staff_list(rows, "a.csv", known.agencies, people).staff[0].official == ("x",)
    rows = csv_rows("agency,role,name,id\nstc,official,Nguyễn Văn G,y\n", "a.csv")
    assert staff_list(rows, "a.csv", known.agencies, people).new == [Person("y", "Nguyễn Văn G")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a.csv:1: thiếu cột Cơ quan, Nhân sự, Họ và tên; các cột: Cơ quan"),
        ("Cơ quan,Nhân sự\n", "a.csv:1: thiếu cột Họ và tên"),
        ("agency,role,name\n", "a.csv: danh sách không có người nào"),
        ("agency,role,name\nx,official,A\n", "a.csv:2: không có cơ quan mã hoặc tên «x»"),
        ("agency,role,name\nstc,phó,A\n", "a.csv:2: «phó» không phải chính thức hoặc dự phòng"),
        ("agency,role,name\nstc,official,\n", "a.csv:2: thiếu họ và tên"),
        (
            'agency,role,name\nstc,official,"A\nstc,reserve,B\nstc,reserve,C"\n',
            "a.csv:2: không đọc",
        ),
        ('agency,role,name\nstc,official,A\nstc,reserve,"B', "a.csv:3: không đọc được dòng này"),
        (f"agency,role,name\nstc,official,{'A' * 131073}\n", "a.csv:2: không đọc được dòng này"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(known: Configuration, text: str, message: str) -> None:
    with pytest.raises(LuanphienError) as error:
        read(known, text)
    assert str(error.value).startswith(message)


def test_all_that_is_wrong_is_said_at_once(known: Configuration) -> None:
    with pytest.raises(LuanphienError) as error:
        read(known, "agency,role,name\nx,y,\nstc,official,A\nstc,z,B\n")
    assert [line.split(": ")[0] for line in str(error.value).splitlines()] == [
        "a.csv:2",
        "a.csv:2",
        "a.csv:2",
        "a.csv:4",
    ]


@pytest.mark.parametrize(
    ("phone", "is_lost"),
    [
        ("900000001", True),
        ("2030000000", True),  # a landline: 0203 and seven digits
        ("0900000001", False),
        ("0000 000 000", False),
        ("19000000", False),  # a service number has no 0
        ("84900000001", False),
        ("", False),
    ],
)
def test_a_number_that_lost_its_zero_is_noticed(phone: str, is_lost: bool) -> None:
    rows = csv_rows(f"agency,role,name,phone\nstc,official,A,{phone}\n", "a.csv")
    assert [row.line for row in lost_zeros(rows)] == ([2] if is_lost else [])
