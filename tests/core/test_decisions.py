"""What decisions may say, and what holds where they say nothing."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from msgspec import Struct, ValidationError, convert
from msgspec.structs import replace

from luanphien.core import decisions
from luanphien.core.decisions import (
    MINIMUM_NOTICE,
    Absence,
    Agency,
    BackupRule,
    Centre,
    DaysOff,
    Decisions,
    Letterhead,
    MailRule,
    NoticeRule,
    Person,
    Roster,
    Rotation,
    Signer,
    Swap,
)
from tests.core.builders import CENTRE, A, B, day, period

EVERY_KIND = [
    kind
    for kind in vars(decisions).values()
    if isinstance(kind, type) and issubclass(kind, Struct) and kind is not Struct
]


def accepts(kind: type[Struct], **given: Any) -> bool:
    try:
        convert(given, kind)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_decision_never_changes_and_has_no_key_that_is_not_its_own(kind: type[Struct]) -> None:
    assert len(EVERY_KIND) > 15
    assert kind.__struct_config__.frozen
    assert kind.__struct_config__.forbid_unknown_fields


def test_the_regulation_asks_for_three_working_days() -> None:
    # khoản 6 Điều 6: "tối thiểu trước 03 ngày làm việc".
    assert MINIMUM_NOTICE == 3
    assert NoticeRule() == NoticeRule(working_days=3, send_ahead=5, counting="working-days")


@pytest.mark.parametrize(
    ("kind", "key", "least", "most"),
    [
        (NoticeRule, "working_days", 3, 30),
        (NoticeRule, "send_ahead", 3, 60),
    ],
)
def test_the_notice_is_given_within_reason(
    kind: type[Struct], key: str, least: int, most: int
) -> None:
    allowed = [number for number in range(100) if accepts(kind, **{key: number})]
    assert allowed == list(range(least, most + 1))


def test_a_shift_is_of_one_to_twelve_months() -> None:
    given = {"effective": "2024-01-01", "order": ["a"]}
    allowed = [months for months in range(20) if accepts(Rotation, **given, months=months)]
    assert allowed == list(range(1, 13))


def test_a_port_has_sixteen_bits() -> None:
    # RFC 9293 section 3.1; 0 is reserved.
    allowed = [port for port in (0, 1, 65535, 65536) if accepts(MailRule, host="a", port=port)]
    assert allowed == [1, 65535]


def test_an_answer_is_waited_for_from_a_second_to_ten_minutes() -> None:
    times = (0, 1, 600, 601)
    allowed = [seconds for seconds in times if accepts(MailRule, host="a", timeout=seconds)]
    assert allowed == [1, 600]


def test_backups_are_kept_for_a_day_to_ten_years() -> None:
    numbers = (0, 1, 3660, 3661)
    allowed = [number for number in numbers if accepts(BackupRule, folder="a", keep=number)]
    assert allowed == [1, 3660]
    assert not accepts(BackupRule, keep=30)


def test_what_there_must_be_at_least_one_of() -> None:
    centre = {"name": "A", "office_hours": {"opens": "07:30", "closes": "17:00"}}
    agencies, order = [{"id": "a", "name": "A"}], {"effective": "2024-01-01", "order": ["a"]}
    assert accepts(Decisions, centre=centre, agencies=agencies, rotations=[order])
    assert not accepts(Decisions, centre=centre, agencies=[], rotations=[order])
    assert not accepts(Decisions, centre=centre, agencies=agencies, rotations=[])
    assert not accepts(Rotation, effective="2024-01-01", order=[])
    assert accepts(Roster, effective="2024-01-01", staff=[{"agency": "a"}])
    assert not accepts(Roster, effective="2024-01-01", staff=[])


def test_a_swap_is_of_two_shifts() -> None:
    months = ["2024-01", "2024-02", "2024-03"]
    assert [accepts(Swap, shifts=months[:n]) for n in range(4)] == [False, False, True, False]


def test_days_are_off_or_made_up_for_or_both() -> None:
    told = {"name": "Tết", "source": "Thông báo mẫu", "status": "announced"}
    assert accepts(DaysOff, **told, off="2024-02-08..2024-02-14")
    assert accepts(DaysOff, **told, make_up="2024-05-04")
    assert accepts(DaysOff, **told, off="2024-04-29", make_up="2024-05-04")
    assert not accepts(DaysOff, **told, off="")
    assert not accepts(DaysOff, **told, make_up="2024-05-04..2024-05-05")
    assert not accepts(DaysOff, **{**told, "status": "unknown"}, off="2024-04-29")


def test_what_is_not_said_of_a_decision() -> None:
    alone = Rotation(effective=day("2024-01-01"), order=("a", "b"))
    assert (alone.first_turn, alone.months) == (0, 1)  # khoản 4 Điều 6: a month each
    assert not Agency(id="a", name="A").on_call
    assert Person(id="p", name="P").public
    mail = MailRule(host="localhost")
    assert (mail.port, mail.security, mail.timeout) == (587, "starttls", 30)  # RFC 8314 section 3.3
    assert BackupRule(folder="a").keep == 30
    assert (Letterhead().signer_title, Letterhead().archive) == ("GIÁM ĐỐC", "VT")


def test_the_order_begins_with_the_agency_that_is_named() -> None:
    order = Rotation(effective=day("2024-01-01"), order=("a", "b", "c"), starts_with="c")
    assert order.first_turn == 2


def test_a_centre_is_found_by_its_name_and_address() -> None:
    assert CENTRE.location == "Trung tâm"
    assert replace(CENTRE, address="Số 0, đường Mẫu").location == "Trung tâm, Số 0, đường Mẫu"


def test_office_hours_are_times_of_day() -> None:
    hours = CENTRE.office_hours
    assert (hours.opening, hours.closing) == (time(7, 30), time(17))
    assert hours.decided_closing == ""
    assert replace(hours, basis="Văn bản mẫu").decided_closing == "17:00"


def test_the_address_of_the_page_ends_without_a_slash() -> None:
    def website(text: str | None) -> str | None:
        return Centre(name="A", office_hours=CENTRE.office_hours, website=text).website

    assert website("https://so-mau.example/truc/") == "https://so-mau.example/truc"
    assert website("https://so-mau.example") == "https://so-mau.example"
    assert website(None) is None


def test_an_agency_is_labelled_with_its_short_name() -> None:
    assert (A.label, replace(B, short_name=None).label) == ("A", "Sở B")


def test_an_absence_is_a_period() -> None:
    away = Absence(person="p", days="2024-02-08..2024-02-14")
    assert away.period == period("2024-02-08", "2024-02-14")


def test_who_may_sign_does_so_with_a_title_of_their_own() -> None:
    letterhead = Letterhead(
        signer="Nguyễn Văn A",
        signers=(
            Signer(name="Trần  Thị B", title=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
            Signer(name="Lê Văn C", title="TL. GIÁM ĐỐC / TRƯỞNG PHÒNG"),
        ),
    )
    assert letterhead.title_lines(None) == ("GIÁM ĐỐC",)
    assert letterhead.title_lines("Nguyễn Văn A") == ("GIÁM ĐỐC",)
    assert letterhead.title_lines("trần thị b") == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert letterhead.title_lines("Lê Văn C") == ("TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG")
    assert letterhead.signer_called("Trần Thị") is None


def test_a_title_is_a_text_or_lines() -> None:
    assert accepts(Letterhead, signer_title="Q. GIÁM ĐỐC")
    assert accepts(Letterhead, signer_title="A")
    assert accepts(Letterhead, signer_title=["GIÁM ĐỐC"])
    assert accepts(Letterhead, signer_title=["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"])
    assert accepts(Letterhead, centre_lines=None)
    for wrong in ([], [""], ["a\nb"], {"a": "b"}, ["a", None], "", None):
        assert not accepts(Letterhead, signer_title=wrong)


def test_a_person_is_called_one_or_the_other() -> None:
    assert Person(id="p", name="P").salutation is None
    for word in ("ông", "bà"):
        assert accepts(Person, id="p", name="P", salutation=word)
    assert not accepts(Person, id="p", name="P", salutation="Ông")
