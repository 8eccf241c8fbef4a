"""A feed of one's own: where it is, what it tells, who has none, and what renews its address."""

from __future__ import annotations

import hmac
import re
import sqlite3
from base64 import b32encode
from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.helpers.command_line import CONFIG, Run

EXAMPLE = CONFIG / "example"
DAY = ("--today", "2024-03-12")
NAME = re.compile(r"nguoi-[a-z2-7]{32}\.ics")
SITE = "https://lich-truc.so-mau.example/"


def own(folder: Path) -> dict[str, Path]:
    """The feeds of people in a published folder, by whose they are."""
    feeds = {}
    for file in folder.glob("nguoi-*.ics"):
        assert NAME.fullmatch(file.name)
        feeds[str(Calendar.from_ical(file.read_bytes())["X-WR-CALNAME"])] = file
    return feeds


def summaries(file: Path) -> list[str]:
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT")]


def said(run: Run, config: Path, *args: str) -> str:
    done = run("export-ics", "2024", "-o", "x.ics", "--config", config, *DAY, *args)
    assert done.status == 0
    return done.stderr


def test_it_holds_the_persons_days_and_handovers_alone(run: Run, tmp_path: Path) -> None:
    assert run("publish", "-o", "site", "--config", EXAMPLE, *DAY).status == 0
    feeds = own(tmp_path / "site")
    assert len(feeds) == 22
    # 2024-03 in config/example: Phạm Thị K is away from 11 to 15/3, Vũ Thị M stands in.
    assert summaries(feeds["Lịch trực: Vũ Thị M"]) == [
        "Bàn giao: Phạm Thị K (Sở GDĐT) → Vũ Thị M (Sở GDĐT)",
        "Vũ Thị M trực tại Trung tâm",
        "Bàn giao: Vũ Thị M (Sở GDĐT) → Phạm Thị K (Sở GDĐT)",
    ]
    idle = feeds["Lịch trực: Phạm Thị X"]
    assert summaries(idle) == []
    assert Calendar.from_ical(idle.read_bytes()).subcomponents  # RFC 5545 section 3.6
    source = Calendar.from_ical(idle.read_bytes())["SOURCE"]
    assert source == SITE + idle.name


def test_no_page_leads_there_and_nobody_can_count_it_out(run: Run, tmp_path: Path) -> None:
    run("publish", "-o", "site", "--config", EXAMPLE, *DAY)
    folder = tmp_path / "site"
    for file in folder.iterdir():
        if not file.name.startswith("nguoi-"):
            assert b"nguoi-" not in file.read_bytes()
    key = (
        sqlite3.connect(tmp_path / "state/luanphien/register.sqlite")
        .execute("SELECT key FROM feed_keys")
        .fetchone()[0]
    )
    digest = hmac.new(key, b"vu-thi-m", "sha256").digest()[:20]  # RFC 2104, RFC 4648
    name = f"nguoi-{b32encode(digest).decode().lower()}.ics"
    assert own(folder)["Lịch trực: Vũ Thị M"].name == name
    run("publish", "-o", "other", "--config", EXAMPLE, "--state", "other.sqlite", *DAY)
    mine, other = ({file.name for file in own(tmp_path / s).values()} for s in ("site", "other"))
    assert not mine & other


def test_who_is_not_public_has_none(run: Run, tmp_path: Path, example: Callable[..., Path]) -> None:
    folder = example(("    name: Vũ Thị M\n", "    name: Vũ Thị M\n    public: false\n"))
    run("publish", "-o", "site", "--config", folder, *DAY)
    assert len(own(tmp_path / "site")) == 21
    assert said(run, folder, "--person", "vu-thi-m") == ""
    done = run("export-ics", "--person", "vu-thi-m", "--new-address", "--config", folder, *DAY)
    assert (done.status, "không công khai" in done.stderr) == (2, True)
    folder = example(("  people: phones\n", "  people: none\n"))
    run("publish", "-o", "site", "--config", folder, *DAY)
    assert own(tmp_path / "site") == {}


def test_export_ics_says_where_it_is_beside_the_file(run: Run, tmp_path: Path) -> None:
    person = ("--person", "Vũ Thị M")
    assert said(run, EXAMPLE, *person) == ""  # nothing is published yet
    run("publish", "-o", "site", "--config", EXAMPLE, *DAY)
    name = own(tmp_path / "site")["Lịch trực: Vũ Thị M"].name
    assert said(run, EXAMPLE, *person) == f"Lịch riêng của Vũ Thị M: {SITE}{name}\n"
    assert said(run, EXAMPLE) == ""
    done = run("export-ics", "2024", "-o", "-", "--config", EXAMPLE, *DAY, *person)
    assert done.stdout.endswith("END:VCALENDAR\r\n")
    assert name not in done.stdout


def test_an_address_is_renewed_for_one_person_alone(run: Run, tmp_path: Path) -> None:
    publish = ("publish", "-o", "site", "--config", EXAMPLE, *DAY)
    run(*publish)
    before = own(tmp_path / "site")
    told = said(run, EXAMPLE, "--person", "vu-thi-m", "--new-address")
    assert told.startswith("Lịch riêng của Vũ Thị M từ lần publish tới, địa chỉ cũ hết dùng: https")
    run(*publish)
    after = own(tmp_path / "site")
    changed = {name for name in before if before[name].name != after[name].name}
    assert changed == {"Lịch trực: Vũ Thị M"}
    assert told.endswith(f"/{after['Lịch trực: Vũ Thị M'].name}\n")
    assert not before["Lịch trực: Vũ Thị M"].exists()


def test_a_backup_brings_the_addresses_back(run: Run, tmp_path: Path) -> None:
    publish = ("publish", "-o", "site", "--config", EXAMPLE, *DAY)
    run(*publish)
    before = {file.name for file in own(tmp_path / "site").values()}
    assert run("backup", "x.tar.gz", "--config", EXAMPLE).status == 0
    state = ("--state", tmp_path / "back.sqlite")
    assert run("restore", "x.tar.gz", "--config", tmp_path / "back", *state).status == 0
    run("publish", "-o", "again", "--config", EXAMPLE, *DAY, *state)
    assert {file.name for file in own(tmp_path / "again").values()} == before


@pytest.mark.parametrize("args", [("--new-address",), ("--new-address", "--agency", "stc")])
def test_a_new_address_is_somebodys(run: Run, args: tuple[str, ...]) -> None:
    done = run("export-ics", "2024", *args, "--config", EXAMPLE)
    assert done.status == 2
    assert "--new-address đi với --person" in done.stderr
