"""`luanphien export-ics`: RFC 5545 and 7986, what changes and vanishes, and real clients.

The dates are those of Điều 6, counted by hand on the calendar of 2024: see tests/core/test_rota.py.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import vobject
from icalendar import Calendar

from tests.helpers.command_line import CONFIG, ROOT, Run

EXAMPLE = CONFIG / "example"
NODE = ROOT / "tests/node"
has_ical_js = pytest.mark.skipif(
    not (shutil.which("node") and (NODE / "node_modules/ical.js").exists()),
    reason="needs node, and ical.js by `npm ci --prefix tests/node`",
)

Events: TypeAlias = dict[str, Any]


@pytest.fixture
def export(run: Run) -> Callable[..., str]:
    """Print the calendar of 2024 and let nothing be said beside it."""

    def export(*args: object, **env: str) -> str:
        done = run("export-ics", "2024", "-o", "-", *args, **env)
        assert (done.status, done.stderr) == (0, "")
        return done.stdout

    return export


def events(text: str) -> Events:
    """The events by the name in their UID."""
    found = Calendar.from_ical(text).walk("VEVENT")
    names = [str(event["UID"]).partition("@")[0] for event in found]
    assert len(set(names)) == len(names)
    return dict(zip(names, found, strict=True))


def test_a_year_is_its_shifts_notices_and_handovers(export: Callable[..., str]) -> None:
    found = events(export())
    # Twelve months; and thirteen handovers, since January begins with one.
    assert Counter(name.split("-")[0] for name in found) == Counter(
        shift=12, notice=12, handover=13
    )
    february = found["shift-2024-02"]
    assert str(february.decoded("dtstart")) == "2024-02-01"
    assert str(february.decoded("dtend")) == "2024-03-01", "DTEND is exclusive (section 3.6.1)"
    assert (february["TRANSP"], february["STATUS"]) == ("TRANSPARENT", "CONFIRMED")
    # 2024-01-01 is a holiday; counted back from it: 29, 28 and 27 December 2023.
    notice = found["notice-2024-01"]
    assert str(notice.decoded("dtstart")) == "2023-12-27"
    # To be sent on the fifth working day before, Monday 25, from 07:30 on: two days earlier.
    triggers = [alarm.decoded("trigger").total_seconds() / 3600 for alarm in notice.walk("VALARM")]
    assert triggers == [-48 + 7.5, 7.5]
    takeover = found["handover-2024-01"]
    assert str(takeover.decoded("dtstart")) == "2023-12-29 16:30:00+07:00"
    assert str(takeover.decoded("dtend")) == "2023-12-29 17:00:00+07:00"
    assert takeover["DTSTART"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert takeover["SUMMARY"] == "Bàn giao: Sở VHTTDL → Sở TTTT"


def test_an_event_says_who_how_to_reach_them_and_why(export: Callable[..., str]) -> None:
    text = export("--config", EXAMPLE)
    march = events(text)["shift-2024-03"]
    assert march["SUMMARY"] == "Trực: Sở GDĐT (Phạm Thị K, Vũ Thị M)"
    for part in (
        "Người trực: 01–10/03 Phạm Thị K",
        "Người trực: 11–15/03 Vũ Thị M",
        "Dự phòng: Vũ Thị M",
        "21 ngày làm việc",
        "Căn cứ: khoản 4 Điều 6",
        "Phạm Thị K: 0000 000 000, pham-thi-k@so-mau.example",
    ):
        assert part in march["DESCRIPTION"]
    assert march["URL"] == "https://lich-truc.so-mau.example/nam-2024.html#phien-2024-03"
    assert [str(one) for one in march["CATEGORIES"].cats] == ["Phiên trực", "Sở GDĐT"]
    contact = events(text)["notice-2024-02"]["DESCRIPTION"]
    assert "Phạm Thị X (đầu mối Sở Tài chính): 0000 000 000" in contact
    plain = export("--config", EXAMPLE, "--no-contacts")
    assert "Phạm Thị K" in plain
    assert "0000 000 000" not in plain
    assert "@so-mau" not in plain


def test_the_calendar_names_itself_and_how_often_to_look(export: Callable[..., str]) -> None:
    calendar = Calendar.from_ical(export())
    name = "Lịch luân phiên: Trung tâm Phục vụ hành chính công tỉnh Tuyên Quang"
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == name
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"  # RFC 7986 section 5.7
    assert calendar["COLOR"] == "teal"
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "Asia/Ho_Chi_Minh"
    (standard,) = zone.walk("STANDARD")
    assert standard["TZOFFSETTO"].to_ical() == "+0700"


def test_lines_are_folded_without_breaking_a_letter(run: Run, tmp_path: Path) -> None:
    # RFC 5545 section 3.1: at most 75 octets without the line break, which is CRLF.
    run("export-ics", "2024", "--config", EXAMPLE)
    content = (tmp_path / "luanphien.ics").read_bytes()
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        assert b"\n" not in line
        line.decode()


def test_text_is_escaped(run: Run, example: Callable[..., Path]) -> None:
    # RFC 5545 section 3.3.11.
    name = 'Sở A, B; C\\n "D" <script>'
    folder = example(("name: Sở Công thương", f"name: '{name}'"))
    done = run("export-ics", "2024-04", "-o", "-", "--config", folder, "--only", "shifts")
    unfolded = done.stdout.replace("\n ", "")
    assert 'Sở A\\, B\\; C\\\\n "D" <script>' in unfolded
    assert vobject.readOne(done.stdout).vevent.summary.value == f"Trực: {name} (Nguyễn Văn N)"


def test_the_same_configuration_gives_the_same_bytes(export: Callable[..., str]) -> None:
    first = export("--config", EXAMPLE, "--state", "a.sqlite", "--today", "2024-01-05")
    assert export("--config", EXAMPLE, "--state", "a.sqlite", "--today", "2024-06-05") == first
    assert export("--config", EXAMPLE, "--state", "b.sqlite", "--today", "2025-06-05") == first


def test_a_change_counts_up_and_what_is_gone_is_cancelled(
    export: Callable[..., str], example: Callable[..., Path]
) -> None:
    before = events(export("--config", example()))
    # The officer is away a day less, so that the handover is on Monday 11 and takes effect on 12.
    folder = example(("2024-03-11..2024-03-15", "2024-03-12..2024-03-15"))
    epoch = {"SOURCE_DATE_EPOCH": "1709251200"}  # date -ud @1709251200: 2024-03-01 00:00:00
    text = export("--config", folder, **epoch)
    after = events(text)
    changed = {
        name for name in before if before[name].to_ical() != after[name].to_ical()
    } | after.keys() - before.keys()
    assert changed == {"shift-2024-03", "handover-2024-03-11", "handover-2024-03-12"}
    march = after["shift-2024-03"]
    assert (march["SEQUENCE"], march["STATUS"]) == (1, "CONFIRMED")
    assert march["LAST-MODIFIED"].to_ical() == march["DTSTAMP"].to_ical() == b"20240301T000000Z"
    assert "LAST-MODIFIED" not in before["shift-2024-03"]
    gone = after["handover-2024-03-11"]
    assert (gone["SEQUENCE"], gone["STATUS"]) == (1, "CANCELLED")
    assert str(gone.decoded("dtstart")) == "2024-03-08 16:30:00+07:00"
    assert after["handover-2024-03-12"]["SEQUENCE"] == 0
    assert export("--config", folder) == text, "the next export says the same"
    # It comes back with a higher number, not as if it had never been away.
    again = events(export("--config", example()))
    assert (again["handover-2024-03-11"]["SEQUENCE"], again["shift-2024-03"]["SEQUENCE"]) == (2, 2)
    assert again["handover-2024-03-11"]["STATUS"] == "CONFIRMED"


def test_a_swap_cancels_in_one_feed_what_moves_to_another(
    export: Callable[..., str], example: Callable[..., Path]
) -> None:
    of_agency = ("--agency", "bqlkcn", "--only", "shifts")
    assert events(export("--config", example(), *of_agency)).keys() == {
        "shift-2024-05",
        "shift-2024-11",
    }
    folder = example(("2024-12, 2025-01", "2024-11, 2024-12"))
    after = events(export("--config", folder, *of_agency))
    # By the order November is Ban QL các KCN's and December Sở VHTTDL's.
    assert {name: str(event["STATUS"]) for name, event in after.items()} == {
        "shift-2024-05": "CONFIRMED",
        "shift-2024-11": "CANCELLED",
        "shift-2024-12": "CONFIRMED",
    }


def test_only_what_lies_in_the_period_is_cancelled(run: Run, example: Callable[..., Path]) -> None:
    run("export-ics", "2024", "--config", example())
    done = run("export-ics", "2024-07..2024-09", "-o", "-", "--config", example())
    found = events(done.stdout)
    assert {str(event["STATUS"]) for event in found.values()} == {"CONFIRMED"}
    assert not any("2024-03" in name for name in found)


def test_a_person_gets_their_own_days(export: Callable[..., str]) -> None:
    found = events(export("--config", EXAMPLE, "--person", "pham-thi-k"))
    days = {
        name: (str(event.decoded("dtstart")), str(event.decoded("dtend")))
        for name, event in found.items()
        if name.startswith("stint")
    }
    # In turn in March, away 11-15; in September it is the other officer's turn.
    assert days == {
        "stint-2024-03-pham-thi-k-1": ("2024-03-01", "2024-03-11"),
        "stint-2024-03-pham-thi-k-2": ("2024-03-16", "2024-04-01"),
    }
    handovers = {name for name in found if name.startswith("handover")}
    assert handovers == {
        "handover-2024-03",
        "handover-2024-03-11",
        "handover-2024-03-16",
        "handover-2024-04",
    }
    assert len(found) == 6


def test_days_off_when_they_are_asked_for(export: Callable[..., str]) -> None:
    # Decree days of 2024: shared/reference/holidays-vn-facts.md.
    found = events(export("--only", "holidays"))
    tet = found["dayoff-2024-02-08"]
    assert (str(tet.decoded("dtstart")), str(tet.decoded("dtend"))) == ("2024-02-08", "2024-02-15")
    assert found["workday-2024-05-04"]["SUMMARY"].startswith("Làm bù: ")
    assert all(name.startswith(("dayoff", "workday")) for name in found)


def test_a_holiday_is_whole_whatever_the_period(run: Run, example: Callable[..., Path]) -> None:
    folder = example()
    file = folder / "holidays_vn.yaml"
    text = file.read_text("utf-8").replace("2025, 2026]", "2025, 2026, 2027]")
    holiday = "{off: 2027-01-28..2027-02-03, name: Mẫu, status: announced, source: Mẫu}"
    file.write_text(f"{text}\n  - {holiday}\n", "utf-8")

    def one(period: str) -> Events:
        args = ("-o", "-", "--only", "holidays", "--config", folder, "--state", "r.sqlite")
        return events(run("export-ics", period, *args).stdout)

    for period in ("2027-01", "2027-02", "2027-01..2027-02"):
        (event,) = [
            event for name, event in one(period).items() if name.startswith("dayoff-2027-0")
        ]
        assert (str(event["UID"])[:17], event["SEQUENCE"]) == ("dayoff-2027-01-28", 0)
        assert (str(event.decoded("dtend")), event["STATUS"]) == ("2027-02-04", "CONFIRMED")


def test_two_centres_share_a_register_and_a_calendar(run: Run) -> None:
    ours = run("export-ics", "2024", "-o", "-").stdout
    other = run("export-ics", "2024", "-o", "-", "--config", EXAMPLE).stdout
    assert run("export-ics", "2024", "-o", "-").stdout == ours
    names = [set(re.findall("^UID:(.*)$", text, re.MULTILINE)) for text in (ours, other)]
    assert names[0].isdisjoint(names[1])


def test_provisional_dates_are_tentative(run: Run) -> None:
    # No days off are announced for 2028.
    found = events(run("export-ics", "2028-03", "-o", "-").stdout)
    assert found["notice-2028-03"]["STATUS"] == found["handover-2028-04"]["STATUS"] == "TENTATIVE"
    assert found["notice-2028-03"]["SUMMARY"].endswith(" (dự kiến)")
    assert found["shift-2028-03"]["STATUS"] == "CONFIRMED", "a month begins and ends by itself"


def test_where_it_is_written(run: Run, tmp_path: Path) -> None:
    assert run("export-ics", "2024").stdout == "Đã ghi luanphien.ics: 37 sự kiện.\n"
    file = tmp_path / "luanphien.ics"
    old = file.read_bytes()
    (tmp_path / "folder").mkdir()
    run("export-ics", "2024", "-o", "folder")
    assert (tmp_path / "folder/luanphien.ics").read_bytes() == old
    done = run("export-ics", "2024", "-o", "none/of/this.ics")
    assert (done.status, done.stdout) == (1, "")
    assert "none/of: không có tệp hoặc thư mục này" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "luanphien.ics", "state"]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--agency", "sngv"), "không có sự kiện nào như vậy để ghi"),  # it is only on call
        (("--only", "shifts,x"), "«x» không phải loại nào"),
        (("--only", ""), "«» không phải loại nào"),
        (("--agency", "x"), "không có cơ quan mã «x»"),
        (("--person", "x"), "không có người mã hoặc họ tên «x»"),
    ],
)
def test_wrong_use(run: Run, args: tuple[str, str], message: str) -> None:
    done = run("export-ics", "2024", *args)
    assert (done.status, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_bad_epoch_is_wrong_use(run: Run) -> None:
    for epoch in ("x", "", "1" * 30):
        done = run("export-ics", "2024", SOURCE_DATE_EPOCH=epoch)
        assert done.status == 2
        assert "SOURCE_DATE_EPOCH" in done.stderr


def test_without_a_period_from_last_month_to_a_year_ahead(run: Run) -> None:
    found = events(run("export-ics", "-o", "-", "--today", "2024-05-31").stdout)
    shifts = sorted(name for name in found if name.startswith("shift"))
    assert (shifts[0], shifts[-1], len(shifts)) == ("shift-2024-04", "shift-2025-05", 14)
    early = events(run("export-ics", "-o", "-", "--today", "0001-01-01").stdout)
    shifts = sorted(name for name in early if name.startswith("shift"))
    assert (shifts[0], shifts[-1]) == ("shift-2023-12", "shift-2024-12"), "the first year"


def test_what_was_published_can_not_be_changed(run: Run, tmp_path: Path) -> None:
    run("export-ics", "2024", "--state", "r.sqlite")
    database = sqlite3.connect(tmp_path / "r.sqlite")
    for statement in ("UPDATE editions SET number = 9", "DELETE FROM editions"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            database.execute(statement)
    database.close()


def test_a_record_that_can_not_be_read_is_one_clear_error(run: Run, tmp_path: Path) -> None:
    for column, value in (("event", "[1"), ("at", "never")):
        run("export-ics", "2024-05", "--state", f"{column}.sqlite")
        database = sqlite3.connect(tmp_path / f"{column}.sqlite")
        database.execute("DROP TRIGGER editions_stay")
        database.execute(f"UPDATE editions SET {column} = ?", (value,))
        database.commit()
        database.close()
        for command in (("export-ics", "2024-05"), ("register", "check")):
            done = run(*command, "--state", f"{column}.sqlite")
            assert (done.status, done.stdout) == (1, "")
            assert done.stderr == f"Lỗi: {column}.sqlite: sổ đã hỏng; hãy dùng bản sao lưu\n"


def test_letters_and_tones_in_parts(run: Run, example: Callable[..., Path]) -> None:
    # A Mac may write them as two characters each (NFD).
    folder = example()
    file = folder / "agencies.yaml"
    file.write_text(unicodedata.normalize("NFD", file.read_text("utf-8")), "utf-8")
    named = ("export-ics", "2024", "-o", "-", "--config", folder, "--person")
    for form in ("NFC", "NFD"):
        text = run(*named, unicodedata.normalize(form, "Phạm Thị K")).stdout
        assert "SUMMARY:Phạm Thị K trực tại Trung tâm" in text


def test_the_clock_may_be_set_back(
    export: Callable[..., str], example: Callable[..., Path]
) -> None:
    export("--config", example())
    folder = example(("2024-03-11..2024-03-15", "2024-03-12..2024-03-15"))
    late = events(export("--config", folder, "--today", "2030-01-01"))["shift-2024-03"]
    again = events(export("--config", example(), "--today", "2024-01-01"))["shift-2024-03"]
    assert again["SEQUENCE"] == late["SEQUENCE"] + 1
    assert again["LAST-MODIFIED"].dt == late["LAST-MODIFIED"].dt


@pytest.mark.skipif(os.name != "posix", reason="needs links and devices")
def test_a_link_stays_a_link_and_a_device_a_device(run: Run, tmp_path: Path) -> None:
    (tmp_path / "real.ics").write_text("old")
    (tmp_path / "link.ics").symlink_to("real.ics")
    run("export-ics", "2024", "-o", "link.ics")
    assert (tmp_path / "link.ics").is_symlink()
    assert (tmp_path / "real.ics").read_text("utf-8").startswith("BEGIN:VCALENDAR")
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", tmp_path / "pipe"], stdout=subprocess.PIPE) as reader:
        run("export-ics", "2024", "-o", "pipe")
        assert reader.stdout
        assert reader.stdout.read().startswith(b"BEGIN:VCALENDAR")
    assert (tmp_path / "pipe").is_fifo()


def test_vobject_reads_it(export: Callable[..., str]) -> None:
    calendar = vobject.readOne(export("--config", EXAMPLE))
    found = {event.uid.value: event for event in calendar.vevent_list}
    february = found["shift-2024-02@tinh-mau.luanphien"]
    assert str(february.dtend.value) == "2024-03-01"
    assert "Nguyễn Văn G" in february.description.value
    takeover = found["handover-2024-02@tinh-mau.luanphien"]
    assert takeover.dtstart.value.utcoffset().total_seconds() == 7 * 3600


@has_ical_js
def test_ical_js_reads_it(export: Callable[..., str]) -> None:
    done = subprocess.run(
        ["node", NODE / "events.mjs"],
        input=export("--config", EXAMPLE),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found = {event["uid"].partition("@")[0]: event for event in json.loads(done.stdout)}
    february = found["shift-2024-02"]
    assert (february["start"], february["end"]) == ("2024-02-01", "2024-03-01")
    assert february["summary"] == "Trực: Sở Tài chính (Nguyễn Văn G)"
    assert "\nDự phòng: Lê Văn I\n" in february["description"]
    # 16:30 at UTC+7 is 09:30 UTC.
    assert found["handover-2024-02"]["start"] == "2024-01-31T09:30:00.000Z"
    assert found["notice-2024-02"]["alarms"] == 2
    assert len(found) == len(events(export("--config", EXAMPLE)))


_KHAL = r"""
import json, sys
from khal.cli import main_khal
for command in json.load(sys.stdin):
    try:
        main_khal([*sys.argv[1:], *command], standalone_mode=False)
    except SystemExit as done:
        if done.code:
            raise
    print(end="\f")
"""


class Khal:
    """A khal with one empty calendar, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        (folder / "calendar").mkdir(parents=True)
        self._folder = folder
        (folder / "config").write_text(
            f"[calendars]\n[[duty]]\npath = {folder / 'calendar'}\n"
            "[locale]\nlocal_timezone = Asia/Ho_Chi_Minh\ndefault_timezone = Asia/Ho_Chi_Minh\n"
            "dateformat = %d/%m/%Y\nlongdateformat = %d/%m/%Y\ntimeformat = %H:%M\n"
            "datetimeformat = %d/%m/%Y %H:%M\nlongdatetimeformat = %d/%m/%Y %H:%M\n"
            f"[sqlite]\npath = {folder / 'khal.db'}\n",
            "utf-8",
        )

    def importing(self, name: str, text: str) -> tuple[str, ...]:
        """The command that imports this calendar, kept under that name."""
        file = self._folder / name
        file.write_bytes(text.encode())
        return ("import", "--batch", str(file))

    def __call__(self, *commands: tuple[str, ...]) -> list[str]:
        """What khal prints at each command, of one process: it takes long to start."""
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", _KHAL, "-c", self._folder / "config"],
            env={**os.environ, "HOME": str(self._folder), "LC_ALL": "C.UTF-8"},
            input=json.dumps(commands),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.split("\f")


def test_khal_shows_it_and_a_second_import_updates(
    export: Callable[..., str], example: Callable[..., Path], tmp_path: Path
) -> None:
    khal = Khal(tmp_path / "khal")
    year = ("list", "01/12/2023", "400d", "--once", "--format", "{uid} {start-date} {title}")
    swap = ("2024-12, 2025-01", "2024-11, 2024-12")
    _, shown, before, _, after, _ = khal(
        khal.importing("before.ics", export("--config", example())),
        ("list", "31/01/2024", "1d", "--format", "{start-end-time-style} {title}"),
        year,
        # By the order November is Ban QL các KCN's and December Sở VHTTDL's.
        khal.importing("after.ics", export("--config", example(swap))),
        year,
    )
    assert "16:30-17:00 Bàn giao: Phạm Thị D (Sở TTTT) → Nguyễn Văn G (Sở Tài chính)" in shown
    count = Counter(line.split()[0] for line in after.splitlines() if "@" in line)
    assert set(count.values()) == {1}
    assert "shift-2024-11@tinh-mau.luanphien 01/11/2024 Trực: Ban QL các KCN" in before
    assert "shift-2024-11@tinh-mau.luanphien 01/11/2024 Trực: Sở VHTTDL" in after
    assert "Trực: Ban QL các KCN (Hoàng Văn R)" in after
    assert "shift-2024-12@tinh-mau.luanphien 01/12/2024 Trực: Ban QL các KCN" in after
