"""What goes with the notices: the copy, the release, the draft, the signed document.

February 2024 is Sở Tài chính's, after Sở Thông tin và Truyền thông's January; its notice goes on
Thursday 25 January and is in time until Monday 29 January.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from luanphien.core.companions import addressees, companions, next_turn
from luanphien.core.decisions import AcknowledgementRule, Agency, Centre, Decisions, NoticeRule
from luanphien.core.facts import Document, Fact, Says
from luanphien.core.notice import notice
from luanphien.core.recipients import Addressee
from luanphien.core.rota import Rota
from luanphien.core.sending import Task, tasks
from luanphien.core.statements import Readers, Statement, now_to, of_draft, of_handover, of_signed
from tests.core.builders import ANNOUNCED, CENTRE, SIX, day, fact, person, rotation, shift_of, swap
from tests.core.builders import decisions as decided

MAILED = tuple(
    Agency(id=one.id, name=one.name, short_name=one.short_name, email=f"van-thu@{one.id}.lan")
    for one in SIX
)
STTTT, STC, SGDDT = MAILED[1:4]
HOUSE = Centre(name=CENTRE.name, office_hours=CENTRE.office_hours, email="trung-tam@centre.lan")


def ruled(signed: str = "optional", centre: Centre = HOUSE, **more: object) -> Rota:
    plan = decided(rotation("2023-12-01", *MAILED), agencies=MAILED, **more)  # type: ignore[arg-type]
    fields = {name: getattr(plan, name) for name in plan.__struct_fields__}
    rule = NoticeRule(signed=signed)  # type: ignore[arg-type]
    return Rota(Decisions(**{**fields, "centre": centre, "notice": rule}), ANNOUNCED)


RULED = ruled()
SWAPPED = ruled(swaps=[swap("2024-02", "2024-04")])  # Sở Công thương has February then
FEBRUARY = notice(RULED, shift_of(RULED, "2024-02"))
COPY = of_handover(FEBRUARY)
assert COPY


def mailed(statement: Statement, address: str, on: str = "2024-01-25") -> Fact:
    return fact(
        "sent",
        on,
        digest=statement.digest,
        channel="email",
        recipient=address,
        message_id=f"<{statement.says}.{statement.digest[:8]}@centre.lan>",
        says=statement.says,
        agency=statement.agency,
    )


SENT = mailed(now_to(FEBRUARY, STC), "van-thu@stc.lan")
COPIED = mailed(COPY, "van-thu@stttt.lan")
DRAFTED = mailed(of_draft(FEBRUARY, None), "trung-tam@centre.lan")
SIGNED = fact(
    "signed",
    "2024-01-24",
    digest=FEBRUARY.digest,
    agency="stc",
    document=Document("12", day("2024-01-24"), "tb-12.pdf", FEBRUARY.wording),
    attached="f" * 64,
)


def owed(*facts: Fact, by: Rota = RULED, today: str = "2024-01-26") -> list[Task]:
    def known(shift: str) -> Sequence[Fact]:
        assert shift == "2024-02", "nothing else is due"
        return facts

    return list(companions(by, day(today), day("2024-01-10"), known))


def actions(*facts: Fact, by: Rota = RULED, today: str = "2024-01-26") -> list[tuple[str, str]]:
    return [
        (task.action, task.agency.id if task.agency else "")
        for task in owed(*facts, by=by, today=today)
    ]


def test_what_goes_with_a_notice_goes_when_it_has_gone() -> None:
    assert actions() == []
    assert actions(SENT._replace(kind="planned")) == []
    assert actions(SENT) == [("inform", "stttt"), ("draft", "")]
    assert actions(SENT, COPIED) == [("draft", "")]
    assert actions(SENT, COPIED, DRAFTED) == []
    # The deadline is the notice's alone.
    assert not any(task.overdue for task in owed(SENT, today="2024-01-31"))


@pytest.mark.parametrize("digest", ["0" * 64, "f" * 64])
def test_who_was_told_something_else_is_told_again(digest: str) -> None:
    for channel in ("email", "paper"):
        said = COPIED._replace(digest=digest, channel=channel)
        assert actions(SENT, DRAFTED, said) == [("inform", "stttt")]


@pytest.mark.parametrize(
    ("today", "goes"),
    [
        ("2024-01-24", False),
        ("2024-01-25", True),
        ("2024-01-31", True),
        ("2024-02-01", False),
        ("2024-02-02", False),
    ],
)
def test_it_goes_from_the_send_day_until_the_shift_begins(today: str, goes: bool) -> None:
    assert bool(actions(SENT, today=today)) is goes


def test_whom_the_centre_has_told_itself_it_tells_the_rest_of_too() -> None:
    for channel in ("paper", "phone", "email"):
        told = SENT._replace(channel=channel, recipient="Sở Tài chính", message_id=None)
        assert actions(told) == ([("inform", "stttt"), ("draft", "")] if channel == "email" else [])


def test_nothing_goes_with_a_notice_that_is_to_be_corrected_first() -> None:
    assert actions(SENT._replace(digest="0" * 64)) == []


def test_what_was_planned_and_has_no_answer_goes_again() -> None:
    planned = COPIED._replace(kind="planned")
    assert actions(SENT, DRAFTED, planned) == [("inform", "stttt")]
    refused = COPIED._replace(kind="refused")
    assert actions(SENT, DRAFTED, planned, refused) == []


def test_what_went_to_a_wrong_address_goes_to_the_right_one() -> None:
    wrong = COPIED._replace(recipient="sai@stttt.lan", kind="refused")
    said = [SENT, DRAFTED, wrong._replace(kind="planned"), wrong]
    assert actions(*said) == [("inform", "stttt")]
    for channel in ("paper", "email"):
        by_hand = COPIED._replace(channel=channel, recipient="Sở TTTT", message_id=None)
        assert actions(*said, by_hand) == []


def test_a_centre_without_an_address_gets_no_draft() -> None:
    assert actions(SENT, COPIED, by=ruled(centre=CENTRE)) == []


def test_who_lost_the_shift_is_told_so_and_once() -> None:
    (release,) = [task for task in owed(SENT, by=SWAPPED) if task.action == "release"]
    assert (release.agency, release.version, release.superseded) == (STC, 2, (SENT,))
    statement = release.statement
    assert (statement.says, statement.agency) == ("release", "stc")
    told = mailed(statement, "van-thu@stc.lan", "2024-01-26")
    assert actions(SENT, told, by=SWAPPED) == []
    # Told on paper before: by the name of the agency.
    paper = SENT._replace(channel="paper", recipient="Sở Tài chính", agency=None)
    assert actions(paper, by=SWAPPED) == [("release", "stc")]


def test_a_draft_and_a_refusal_tell_nobody_of_the_shift() -> None:
    assert actions(SENT._replace(kind="refused"), by=SWAPPED) == []
    assert actions(DRAFTED, by=SWAPPED) == []


def test_who_hands_over_to_somebody_else_now_is_told_at_once() -> None:
    # The notice to Sở Công thương has not gone yet; what STTTT was told is no longer so.
    (task,) = [one for one in owed(SENT, COPIED, by=SWAPPED) if one.action == "inform"]
    assert (task.agency, task.version, task.superseded) == (STTTT, 2, (COPIED,))


def test_the_signed_document_follows_a_notice_that_went_without_it() -> None:
    assert actions(SENT, COPIED, SIGNED) == [("attach", "")]
    (task,) = owed(SENT, COPIED, SIGNED)
    assert task.statement == of_signed(FEBRUARY, SIGNED)
    followed = mailed(task.statement, "van-thu@stc.lan")._replace(attached=SIGNED.attached)
    assert actions(SENT, COPIED, SIGNED, followed) == []
    # Another file takes its place.
    other = SIGNED._replace(attached="e" * 64)
    assert actions(SENT, COPIED, SIGNED, followed, other) == [("attach", "")]


def test_a_signed_document_that_went_with_the_notice_does_not_go_again() -> None:
    assert actions(SIGNED, SENT._replace(attached=SIGNED.attached), COPIED) == []


def test_one_that_says_what_is_no_longer_so_does_not_go() -> None:
    document = SIGNED.document
    assert document
    outdated = SIGNED._replace(document=document._replace(wording="somebody else serves"))
    assert actions(SENT, COPIED, DRAFTED, outdated) == [("draft", "")]


def test_a_draft_goes_before_the_notice_where_it_must_be_signed() -> None:
    required = ruled("required")
    assert actions(by=required) == [("draft", "")]
    assert actions(DRAFTED, by=required) == []
    assert actions(SIGNED, by=required) == []


# The notice itself, where it must be signed.


def notices(*facts: Fact, today: str) -> list[tuple[str, bool]]:
    required = ruled("required")
    found = tasks(required, day(today), day("2024-01-10"), lambda shift: facts)
    return [(task.action, task.signed is not None) for task in found]


@pytest.mark.parametrize(
    ("today", "action"),
    [
        ("2024-01-25", "sign"),
        ("2024-01-28", "sign"),
        ("2024-01-29", "send"),
        ("2024-01-30", "send"),
    ],
)
def test_it_waits_for_its_signature_until_the_last_day(today: str, action: str) -> None:
    assert notices(today=today) == [(action, False)]
    assert notices(SIGNED, today=today) == [("send", True)]


def test_what_has_begun_to_go_and_what_corrects_do_not_wait() -> None:
    planned = SENT._replace(kind="planned")
    assert notices(planned, today="2024-01-26") == [("send", False)]
    assert notices(SENT._replace(digest="other"), today="2024-01-26") == [("correct", False)]
    for digest in ("0" * 64, "f" * 64):
        other = SENT._replace(digest=digest)
        assert notices(other, planned, today="2024-01-26") == [("correct", False)]


# Whoever was released and gets the shift back.


def test_a_shift_that_comes_back_is_told_again() -> None:
    release = mailed(now_to(notice(SWAPPED, shift_of(SWAPPED, "2024-02")), STC), "van-thu@stc.lan")
    for says in (release, release._replace(kind="planned")):
        (task,) = tasks(RULED, day("2024-01-26"), day("2024-01-10"), lambda shift: [SENT, says])  # noqa: B023
        assert (task.action, task.version, task.superseded) == ("correct", 3, (says,))


# Who is written to.


def addressed(says: Says | None, *facts: Fact, by: Rota = RULED) -> list[Addressee]:
    shift = notice(by, shift_of(by, "2024-02"))
    found = [*tasks(by, day("2024-01-26"), day("2024-01-10"), lambda shift: facts)]
    found += companions(by, day("2024-01-26"), day("2024-01-10"), lambda shift: facts)
    (task,) = [task for task in found if task.statement.says == says and task.notice == shift]
    whom = addressees(by, task, Readers(by))
    assert whom.to
    return [whom.to, *whom.copy]


def test_each_is_written_to_at_its_own_address() -> None:
    assert addressed(None) == [Addressee("Sở Tài chính", "van-thu@stc.lan")]
    assert addressed("handover", SENT) == [
        Addressee("Sở Thông tin và Truyền thông", "van-thu@stttt.lan")
    ]
    assert addressed("draft", SENT) == [Addressee(CENTRE.name, "trung-tam@centre.lan")]
    assert addressed("signed", SENT, SIGNED) == [Addressee("Sở Tài chính", "van-thu@stc.lan")]
    assert addressed("release", SENT, by=SWAPPED) == [Addressee("Sở Tài chính", "van-thu@stc.lan")]


def test_the_notice_goes_again_to_the_contact_where_the_ladder_says_so() -> None:
    chief = person("z", email="chanh-van-phong@stc.lan")
    led = Agency(id="stc", name=STC.name, email=STC.email, contact="z")
    for then, copied in ((("contact", "centre"), True), (("centre",), False)):
        rule = AcknowledgementRule(then=then)  # type: ignore[arg-type]
        agencies = [led if one.id == "stc" else one for one in MAILED]
        plan = decided(
            rotation("2023-12-01", *MAILED),
            agencies=agencies,
            people=[chief],
            acknowledgement=rule,
        )
        copy = [Addressee(chief.name, "chanh-van-phong@stc.lan")] if copied else []
        told = addressed("again", SENT, by=Rota(plan, ANNOUNCED))
        assert told == [Addressee(STC.name, "van-thu@stc.lan"), *copy]


def test_in_a_correction_nobody_of_another_agency_is_in_copy() -> None:
    stranger = SENT._replace(recipient="khac@x.lan", agency=None)
    assert addressed(None, SENT, stranger, by=SWAPPED) == [
        Addressee("Sở Công thương", "van-thu@sct.lan"),
        Addressee("khac@x.lan", "khac@x.lan"),  # nobody knows whose it is
    ]
    people = SENT._replace(recipient="nguoi@stc.lan")
    assert addressed("release", SENT, people, by=SWAPPED) == [
        Addressee("Sở Tài chính", "van-thu@stc.lan"),
        Addressee("nguoi@stc.lan", "nguoi@stc.lan"),
    ]


def sharing(told: str, contact: str | None = None) -> Rota:
    """Sở Công thương has February, Sở Tài chính has that address, and perhaps a contact at that."""
    chief = person("z", email=contact)
    agencies = [
        Agency(id=one.id, name=one.name, email=told, contact=contact and "z") if one == STC else one
        for one in MAILED
    ]
    swaps = [swap("2024-02", "2024-04")]
    plan = decided(rotation("2023-12-01", *MAILED), agencies=agencies, people=[chief], swaps=swaps)
    return Rota(plan, ANNOUNCED)


def test_who_gets_the_notice_is_not_told_that_another_agency_has_no_part_in_it() -> None:
    everywhere = sharing("van-thu@sct.lan")
    officer = SENT._replace(recipient="nguoi@stc.lan")
    for facts in ([SENT._replace(recipient="van-thu@sct.lan")], [SENT._replace(channel="paper")]):
        assert ("release", "stc") not in actions(*facts, by=everywhere)
        assert actions(*facts, officer, by=everywhere) == [("release", "stc")]
    assert addressed(
        "release", SENT._replace(recipient="van-thu@sct.lan"), officer, by=everywhere
    ) == [Addressee("nguoi@stc.lan", "nguoi@stc.lan")]
    # In copy it is told as little; who has an address of its own is told.
    apart = sharing("van-thu@stc.lan", "van-thu@sct.lan")
    assert addressed("release", SENT, by=apart) == [Addressee("Sở Tài chính", "van-thu@stc.lan")]
    # Of whom nobody knows an address the clerk hears.
    assert actions(SENT._replace(channel="paper"), by=sharing("van-thu@stc.example")) == [
        ("release", "stc")
    ]


def test_who_hands_over_is_told_so_in_the_mailbox_of_who_takes_over() -> None:
    agencies = [
        Agency(id="stttt", name=STTTT.name, email="van-thu@stc.lan") if one == STTTT else one
        for one in MAILED
    ]
    plan = decided(rotation("2023-12-01", *MAILED), agencies=agencies)
    assert addressed("handover", SENT, by=Rota(plan, ANNOUNCED)) == [
        Addressee(STTTT.name, "van-thu@stc.lan")
    ]


@pytest.mark.parametrize(
    ("today", "month"),
    [
        ("2024-01-31", "2024-02"),
        ("2024-02-01", "2024-08"),
        ("2024-02-02", "2024-08"),
        ("2024-07-31", "2024-08"),
    ],
)
def test_the_next_turn_is_one_that_has_not_begun(today: str, month: str) -> None:
    turn = next_turn(RULED, STC, day(today))
    assert turn
    assert turn.id == month


def test_a_turn_is_looked_for_through_three_years() -> None:
    # Each of the six serves twelve months: Sở Tài chính the third, from December 2025 on.
    slow = Rota(decided(rotation("2023-12-01", *MAILED, months=12), agencies=MAILED), ANNOUNCED)
    turn = next_turn(slow, STC, day("2023-12-01"))
    assert turn
    assert turn.id == "2025-12"
    assert next_turn(slow, SGDDT, day("2023-12-01")) is not None  # on 1 December 2026
    assert next_turn(slow, MAILED[4], day("2023-12-01")) is None  # a year later


def test_an_agency_that_takes_no_turns_has_no_next_one() -> None:
    assert next_turn(RULED, Agency(id="a", name="Sở A"), day("2024-01-26")) is None
