"""The yearly list of staff as a table."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from luanphien.config import load
from luanphien.config.lines import csv_lines
from luanphien.config.staff_list import Differing, Doubt, StaffList, amended, staff_list
from luanphien.config.staff_rows import Row, lost_zeros, staff_rows, with_zero
from luanphien.core.decisions import AgencyStaff, Decisions, Person
from luanphien.core.errors import LuanphienError
from tests.helpers.command_line import CONFIG


@pytest.fixture(scope="module")
def known() -> Decisions:
    return load(CONFIG / "example").decisions


def rows(text: str) -> list[Row]:
    read, faults = staff_rows([csv_lines(text, "a.csv")])
    assert not faults
    return read


def read(known: Decisions, text: str, **answers: bool) -> StaffList:
    """The list; `answers` are those about the name that they are called by."""
    given: dict[Doubt, bool] = {}
    while True:
        listed = staff_list(rows(text), known, given)
        if not listed.doubts or not answers:
            return listed
        given |= {doubt: answers[doubt.listed] for doubt in listed.doubts}


def wrong(known: Decisions, text: str) -> list[str]:
    sheet = csv_lines(text, "a.csv")
    read, faults = staff_rows([sheet])
    return [*faults, *staff_list(read, known).faults]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_list_as_a_spreadsheet_writes_it(known: Decisions, delimiter: str) -> None:
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
        [],
        [],
    )


def test_what_the_list_has_otherwise_is_pointed_out(known: Decisions) -> None:
    text = "agency,role,name,title,phone\nstc,official,NGUYỄN VĂN G,Phó phòng,0000 000 000\n"
    officer = next(person for person in known.people if person.id == "nguyen-van-g")
    differing = read(known, text).differing
    assert differing == [Differing(officer, "title", "Phó phòng", "Chuyên viên")]
    assert amended(differing) == {
        "nguyen-van-g": Person("nguyen-van-g", "Nguyễn Văn G", "Phó phòng")
    }


def test_an_id_tells_namesakes_apart(known: Decisions) -> None:
    twin = Person("x", "Nguyễn Văn G")
    with_twin = replace(known, people=(*known.people, twin))
    line = "agency,role,name,id\nsct,official,Nguyễn Văn G,{}\n"
    (fault,) = wrong(with_twin, line.format(""))
    assert fault == "a.csv:2: có 2 người tên Nguyễn Văn G; ghi mã vào cột Mã: nguyen-van-g, x"
    assert read(with_twin, line.format("x")).staff[0].official == ("x",)
    assert read(with_twin, line.format("y")).new == [Person("y", "Nguyễn Văn G")]


def test_of_namesakes_it_is_who_served_for_the_agency_or_has_the_address(known: Decisions) -> None:
    twin = Person("x", "Nguyễn Văn G", email="x@so-mau.example")
    with_twin = replace(known, people=(*known.people, twin))
    line = "agency,role,name,email\nstc,official,Nguyễn Văn G,{}\n"
    assert read(with_twin, line.format("")).staff[0].official == ("nguyen-van-g",)
    assert read(with_twin, line.format("X@so-mau.example")).staff[0].official == ("x",)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("Nguyen Van G,", "Nguyễn Văn G"),  # without marks
        ("NGUYEN VAN G,", "Nguyễn Văn G"),
        ("Đỗ Thị Mới,nguyen-van-g@so-mau.example", "Nguyễn Văn G"),  # somebody else at that desk?
    ],
)
def test_who_may_be_known_is_asked_about(known: Decisions, row: str, name: str) -> None:
    text = f"agency,role,name,email\nstc,official,{row}\n"
    (doubt,) = read(known, text).doubts
    assert (doubt.name, doubt.place) == (name, "a.csv:2")
    assert read(known, text, **{doubt.listed: True}).staff[0].official == ("nguyen-van-g",)
    listed = read(known, text, **{doubt.listed: False})
    assert "nguyen-van-g" not in listed.staff[0].official


def test_a_telephone_of_one_person_tells_who_it_is_and_a_sample_nobody(known: Decisions) -> None:
    people = [
        replace(person, phone="0000 000 123") if person.id == "nguyen-van-g" else person
        for person in known.people
    ]
    decisions = replace(known, people=tuple(people))
    line = "agency,role,name,phone\nstc,official,Đỗ Thị Mới,{}\n"
    (doubt,) = read(decisions, line.format("+84 000000123")).doubts
    assert doubt.person == next(person for person in people if person.id == "nguyen-van-g")
    assert read(decisions, line.format("0000 000 000")).doubts == []
    people[0] = replace(people[0], phone="0000000123")  # a telephone on two desks
    decisions = replace(known, people=tuple(people))
    assert read(decisions, line.format("0000 000 123")).doubts == []


def test_a_namesake_at_another_agency_with_another_address_is_asked_about(
    known: Decisions,
) -> None:
    line = "agency,role,name,email\n{},official,Nguyễn Văn G,{}\n"
    (doubt,) = read(known, line.format("sct", "g@so-mau.example")).doubts
    assert doubt.namesake
    other = read(known, line.format("sct", "g@so-mau.example"), **{"Nguyễn Văn G": False})
    assert other.new == [Person("nguyen-van-g-2", "Nguyễn Văn G", email="g@so-mau.example")]
    assert read(known, line.format("stc", "g@so-mau.example")).doubts == []
    assert read(known, line.format("sct", "")).doubts == []


@pytest.mark.parametrize(
    ("listed", "written"),
    [
        ("ĐỖ THỊ MỚI", "Đỗ Thị Mới"),
        ("đỗ thị mới", "Đỗ Thị Mới"),
        ("Cao Thanh Mai", "Cao Thanh Mai"),  # a whole name, or one without its marks
    ],
)
def test_how_a_new_name_is_written_is_asked_about(
    known: Decisions, listed: str, written: str
) -> None:
    text = f"agency,role,name\nstc,official,{listed}\n"
    assert read(known, text).doubts == [Doubt("a.csv:2", listed, written)]
    assert read(known, text, **{listed: True}).new[0].name == written
    assert read(known, text, **{listed: False}).new[0].name == listed


def test_the_order_is_that_of_its_column(known: Decisions) -> None:
    text = (
        "agency,role,name,order\nstc,official,Đỗ Một,2\nsct,official,Đỗ Hai,\n"
        "stc,official,Đỗ Ba,1\nstc,official,Đỗ Bốn,\n"
    )
    assert read(known, text).staff == (
        AgencyStaff("stc", ("do-ba", "do-mot", "do-bon")),
        AgencyStaff("sct", ("do-hai",)),
    )


def test_an_order_that_is_none_is_told(known: Decisions) -> None:
    text = "agency,role,name,order\nstc,official,Đỗ Một,đầu\nstc,official,Đỗ Hai,1\n"
    assert wrong(known, text) == ["a.csv:2: thứ tự «đầu» không hợp lệ; cần 1, 2, 3…"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a.csv:1: thiếu cột Cơ quan, Nhân sự, Họ và tên; các cột: Cơ quan"),
        ("Cơ quan,Nhân sự\n", "a.csv:1: thiếu cột Họ và tên"),
        (
            'agency,role,name\nstc,official,"A\nstc,reserve,B\nstc,reserve,C"\n',
            "a.csv:2: không đọc",
        ),
        ('agency,role,name\nstc,official,A\nstc,reserve,"B', "a.csv:3: không đọc được dòng này"),
        (f"agency,role,name\nstc,official,{'A' * 131073}\n", "a.csv:2: không đọc được dòng này"),
    ],
)
def test_what_is_no_list_is_refused(known: Decisions, text: str, message: str) -> None:
    with pytest.raises(LuanphienError) as error:
        wrong(known, text)
    assert str(error.value).startswith(message)


def test_all_that_is_wrong_is_said_at_once(known: Decisions) -> None:
    text = (
        "agency,role,name,phone,email,order\n"
        "x,y,\n"
        "stc,official,A\n"
        "stc,z,B\n"
        ",official,C\n"
        "stc,reserve,A,12,a@b,0\n"
        "sct,reserve,Nguyễn Văn N\n"
        "sct,official,nguyễn văn n\n"
    )
    assert wrong(known, text) == [
        "a.csv:6: điện thoại «12» không hợp lệ; cần số điện thoại, ví dụ 0000 000 000",
        "a.csv:6: thư điện tử «a@b» không hợp lệ; cần địa chỉ thư điện tử, ví dụ "
        "van-thu@so-mau.example",
        "a.csv:6: thứ tự «0» không hợp lệ; cần 1, 2, 3…",
        "a.csv:2: không có cơ quan mã hoặc tên «x»",
        "a.csv:2: «y» không phải chính thức hoặc dự phòng",
        "a.csv:2: thiếu họ và tên",
        "a.csv:4: «z» không phải chính thức hoặc dự phòng",
        "a.csv:5: thiếu cơ quan; ô gộp thì bỏ gộp, ghi ở từng dòng",
        "a.csv:6: A đã có ở a.csv:3",
        "a.csv:8: nguyễn văn n đã có ở a.csv:7",
    ]


def test_an_agency_stands_in_one_file(known: Decisions) -> None:
    both = [
        row
        for file in ("a.csv", "b.csv")
        for row in staff_rows([csv_lines("agency,role,name\nstc,official,A\n", file)])[0]
    ]
    assert staff_list(both, known).faults[0] == (
        "b.csv:2: stc đã có trong a.csv; chỉ đưa một tệp của mỗi cơ quan"
    )


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
    (row,) = rows(f"agency,role,name,phone\nstc,official,A,{phone}\n")
    assert lost_zeros([row]) == ([row] if is_lost else [])
    assert with_zero(row).phone == (f"0{phone}" if is_lost else phone)
