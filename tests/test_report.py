"""The numbers of the report, and how it reads where letters are missing."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from luanphien.config import Configuration, load
from luanphien.core.duties import State, state
from luanphien.core.facts import Fact, kept_since
from luanphien.core.notice import notice
from luanphien.core.period import Period
from luanphien.core.report import Told, report
from luanphien.core.sending import pending
from tests.conftest import CONFIG, Run

FEBRUARY = Period(date(2024, 2, 1), date(2024, 2, 29))
ADDRESS = "van-thu@stc.lan"


def sent(day: date, digest: str = "other", recipient: str | None = None) -> Fact:
    at = datetime.combine(day, time(9)).astimezone()
    if recipient:
        return Fact(at, "sent", "2024-02", digest, "email", recipient)
    return Fact(at, "sent", "2024-02", digest, "paper", "Sở Tài chính")


def told(shipped: Configuration, *facts: Fact, today: date = date(2024, 3, 1)) -> Told:
    made = report(shipped.rota, FEBRUARY, facts, date(2024, 1, 2), today)
    (one,) = made.notices
    return one


@pytest.mark.parametrize(
    ("day", "margin", "expected"),
    [
        # The deadline for February 2024 is Monday 29 January.
        (date(2024, 1, 26), 1, "on_time"),
        (date(2024, 1, 27), 0, "on_time"),  # a Saturday: it arrives on Monday
        (date(2024, 1, 29), 0, "on_time"),
        (date(2024, 1, 30), -1, "late"),
        (date(2024, 2, 3), -5, "late"),  # a Saturday: 30, 31, 1, 2 and Monday 5
    ],
)
def test_margins_are_working_days(
    shipped: Configuration, day: date, margin: int, expected: State
) -> None:
    digest = notice(shipped.rota, shipped.rota.shift_on(day.replace(month=2, day=1))).digest
    one = told(shipped, sent(day, digest))
    assert (one.margin, one.state, one.changed) == (margin, expected, False)


def test_the_first_notice_that_still_holds_counts(shipped: Configuration) -> None:
    digest = notice(shipped.rota, shipped.rota.shift_on(FEBRUARY.first)).digest
    early, late = date(2024, 1, 25), date(2024, 1, 30)
    again = sent(date(2024, 1, 31), digest)
    one = told(shipped, sent(early), sent(late, digest), again._replace(channel="zalo"))
    assert (one.sent_on, one.state) == (late, "late")
    # A second record of the same channel corrects the first.
    assert told(shipped, sent(late, digest), again).sent_on == date(2024, 1, 31)
    one = told(shipped, sent(early))
    assert (one.sent_on, one.state, one.changed) == (early, "on_time", True)
    # A copy by e-mail to somebody else is no notice to the agency.
    assert told(shipped, sent(early, digest, "other@so-mau.example")).state == "missing"
    # Nor is one to the agency whose turn it was before a swap.
    other = sent(early)._replace(recipient="Sở Công thương")
    assert told(shipped, other).state == "missing"
    assert told(shipped, today=date(2024, 1, 29)).state == "due"
    # The report is that of its day: what happened later is not in it.
    assert told(shipped, sent(late, digest), today=date(2024, 1, 29)).state == "due"


def test_how_something_owed_stands() -> None:
    day, after = date(2024, 3, 8), date(2024, 3, 9)
    assert state(day, day, after, None) == "on_time"
    assert state(day, after, after, None) == "late"
    assert state(day, None, day, day) == "due"  # the day is not over
    assert state(day, None, after, day) == "missing"
    assert state(day, None, after, after) == "unrecorded"
    assert state(day, None, after, None) == "unrecorded"


def test_since_when_the_register_is_kept() -> None:
    facts = [sent(date(2024, 1, 25)), sent(date(2024, 1, 20))]
    assert kept_since([], None) is None
    assert kept_since(facts, None) == date(2024, 1, 20)
    assert kept_since(facts, date(2024, 1, 2)) == date(2024, 1, 2)


def test_since_when_is_when_it_was_written_down() -> None:
    back = sent(date(2023, 12, 25))._replace(entered_at=sent(date(2024, 5, 6)).at)
    assert kept_since([back], None) == date(2024, 5, 6)


def test_a_handover_on_record_takes_no_notice_off_the_list() -> None:
    planned = sent(date(2024, 1, 25), "d1", ADDRESS)._replace(kind="planned")
    other = Fact(planned.at, "handed_over", "2024-02", since=date(2024, 3, 1), outgoing="A")
    assert pending([planned, other], "d1") == {ADDRESS}


def test_bars_where_the_code_page_has_none(run: Run) -> None:
    done = run("report", "2024", PYTHONUTF8="0", PYTHONIOENCODING="cp1258")
    assert (done.returncode, done.stderr) == (0, "")
    assert "?" not in done.stdout
    # 45 days are the most: 22 in January and 23 in July. 38 are 6.8 eighths of that.
    for expected in ("|+3,2|########\n", "|-3,8|#######.\n"):
        assert expected in done.stdout


def test_an_even_share_is_that_of_the_time_in_the_order() -> None:
    # The example's order has six agencies to June 2025 and five from July. Working days to June:
    # 17, 20, 21, 21 (with the make-up Saturday 26 April), 20, 21, together 120, so 20 for each of
    # six; from July: 23, 21, 20, 23, 20, 23, together 130, so 26 for each of five.
    rota = load(CONFIG / "example").rota
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    made = report(rota, year, [], None, date(2025, 12, 31))
    difference = {share.agency.id: made.difference(share) for share in made.agencies}
    assert round(difference["svhttdl"], 6) == 17 + 21 - 20  # January, by the swap, and June
    assert round(difference["stttt"], 6) == -20  # it had December 2024 for January
    assert round(difference["shn"], 6) == 23 - 26  # new; its turn is October
    assert round(sum(difference.values()), 6) == 0


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (["2022"], 2, "trước ngày 01/12/2023"),
        (["2024", "-o", "x.pdf"], 2, "x.pdf: cần tệp .docx, .txt, .md, .html, .csv, .json"),
        (["2024", "-o", "nowhere/x.csv"], 1, "không đọc hoặc ghi được nowhere/x.csv"),
        (["2024", "-o", "x.docx", "--format", "json"], 2, "-o không đi với --format"),
        (["2024", "-o", "x.docx", "--format", "table"], 2, "-o không đi với --format"),
        (["2024", "-o", "x.csv", "--number", "4"], 2, "x.csv không đi với --number"),
        (["2024", "--signer", "Nguyễn Văn A"], 2, "báo cáo in ra không đi với --signer"),
        (["2024", "-o", " "], 2, "-o / --output: không được để trống"),
        (["hai nghìn"], 2, "không hợp lệ"),
        (["9999"], 2, "9999"),
    ],
)
def test_wrong_use(run: Run, args: list[str], status: int, message: str) -> None:
    done = run("report", *args)
    assert (done.returncode, done.stdout) == (status, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_provisional_year_says_so(run: Run) -> None:
    assert "dự kiến" in run("report", "2027").stdout
    assert "dự kiến" not in run("report", "2024").stdout
