"""What the published folder tells, and what nobody finds in it, however it is looked for.

Điều 10 and Điều 11 khoản 2 make public who serves, in which post and under which number. In the
configuration of these tests every free text about people stands nowhere else.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from io import BytesIO
from pathlib import Path
from quopri import decodestring, encodestring
from typing import Any
from urllib.parse import quote, unquote
from zipfile import ZipFile

import pytest
import yaml
from icalendar import Calendar

from luanphien.config import load
from luanphien.core.period import Period
from luanphien.core.publicity import UNNAMED, public_view
from luanphien.core.rota import Rota
from luanphien.documents import pdf
from luanphien.site import papers
from luanphien.tables.listing import FILES
from tests.helpers.command_line import CONFIG, Run
from tests.helpers.office import needs_office

HIDDEN = ("pham-thi-k", "le-van-v", "vu-thi-m", "pham-thi-x")
"""In the example: who is away in March 2024, a substitute, a reserve that serves, a contact."""
SETTINGS = ("phones", "names", "none")


class Office:
    """The example with a mark in each free text about people: in `people`, and in `texts`."""

    def __init__(self, folder: Path, people: str) -> None:
        text = (CONFIG / "example/agencies.yaml").read_text("utf-8")
        data: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
        data["holidays"] = str(CONFIG / "holidays_vn.yaml")
        data["publish"] = {"people": people}
        treated = {"person": "tran-thi-h", "days": "2024-08-05..2024-08-09", "reason": ""}
        data["absences"].append(treated)
        self.texts: list[str] = []
        for section in ("absences", "assignments", "substitutions", "rosters", "swaps"):
            for number, entry in enumerate(data[section]):
                for field in {"reason", "basis"} & entry.keys():
                    entry[field] = self._text(f"Ghi Chú {section} {field} {number}")
        treated["reason"] = self._text("Điều trị ung thư")
        data["documents"]["signer"] = self._text("Người Ký Mẫu")
        self.people = {}
        for number, person in enumerate(data["people"], 10):
            self.people[person["id"]] = marks = {
                "id": f"ma-nguoi-{number}",
                "name": f"Tên Mẫu {number}",
                "title": f"Chức Vụ {number}",
                "phone": f"0000 000 0{number}",
                "email": f"thu-rieng-{number}@nguoi-mau.example",
            }
            hidden = {"public": "false"} if person["id"] in HIDDEN else {}
            person.update(marks | hidden)
        self.data, self.folder = data, folder

    def _text(self, text: str) -> str:
        self.texts.append(text)
        return text

    def write(self) -> Path:
        """The folder of the configuration as it is now."""
        text = yaml.safe_dump(self._named(self.data), allow_unicode=True, sort_keys=False)
        self.folder.mkdir(exist_ok=True)
        (self.folder / "agencies.yaml").write_text(text, "utf-8")
        return self.folder

    def _named(self, value: Any) -> Any:
        """The same with the marked ids of the people."""
        if isinstance(value, dict):
            return {key: self._named(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self._named(one) for one in value]
        return self.people[value]["id"] if value in self.people else value

    def private(self) -> list[str]:
        """All that the published folder must not hold."""
        setting = self.data["publish"]["people"]
        private = list(self.texts)
        for person, marks in self.people.items():
            if setting == "none" or person in HIDDEN:
                private += marks.values()
            else:
                private += [marks["email"], *([marks["phone"]] if setting == "names" else [])]
        return private


def readings(content: bytes) -> Iterator[str]:
    """The text as it stands, and as whoever decodes it reads it; each part of a workbook."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as package:
            for part in package.namelist():
                yield from readings(package.read(part))
        return
    if content.startswith(b"%PDF"):
        read = ["pdftotext", "-", "-"]
        shown = subprocess.run(read, input=content, capture_output=True, check=True).stdout
        content = b" ".join(shown.split())  # a name may stand on two lines of a cell
    text = content.decode(errors="replace")  # a Word file has a picture of itself
    unfolded = re.sub("\r?\n[ \t]", "", text)
    yield text
    yield re.sub(r"\\(.)", r"\1", unfolded)  # RFC 5545 section 3.3.11
    yield unescape(unfolded)
    yield unquote(unfolded)
    yield decodestring(content).decode(errors="replace")
    if text.startswith("{"):
        yield json.dumps(json.loads(text), ensure_ascii=False)
    for coded in re.findall("[A-Za-z0-9+/]{16,}", unfolded):
        if len(coded) % 4 != 1:
            yield b64decode(f"{coded}==").decode(errors="replace")


def found(marks: Iterable[str], contents: Iterable[bytes]) -> set[str]:
    """Those of the marks that somebody finds in whatever case, a number without spaces too."""
    read = "\n".join(one for content in contents for one in readings(content)).casefold()
    digits = re.compile(r"[\d ]+")
    return {
        mark
        for mark in marks
        if mark.casefold() in read or (digits.fullmatch(mark) and mark.replace(" ", "") in read)
    }


def folder(path: Path) -> list[bytes]:
    return [file.read_bytes() for file in sorted(path.iterdir())]


@pytest.mark.parametrize(
    "coded",
    [
        b64encode("nhãn: Điều trị ung thư".encode()),
        quote("Điều trị ung thư").encode(),
        encodestring("Điều trị ung thư".encode()),
        "Điều trị\r\n  ung thư".encode(),
        b"&#272;i&#7873;u tr&#7883; ung th&#432;",
        b'{"note": "\\u0110i\\u1ec1u tr\\u1ecb ung th\\u01b0"}',
    ],
)
def test_the_search_reads_what_is_coded(coded: bytes) -> None:
    assert found(["Điều trị ung thư"], [coded])


def as_it_is(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """In LibreOffice's place: the Word file itself, which can be looked into."""
    return {name.replace(".docx", ".pdf"): content for name, content in files.items()}


@pytest.mark.parametrize("people", SETTINGS)
def test_nothing_private_is_published(
    run: Run, tmp_path: Path, people: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "program", lambda: "soffice")
    monkeypatch.setattr(papers, "from_office", as_it_is)
    office = Office(tmp_path / "config", people)
    private, day = office.private(), ("--today", "2024-03-12", "--config", office.write())
    # The register knows all: first what each serves and why, then the feeds.
    for person in office.people.values():
        run("export-ics", "2024", "-o", "all.ics", "--person", person["id"], *day)
    done = run("publish", "-o", "site", *day)
    assert (done.status, done.stderr) == (0, "")
    assert found(private, folder(tmp_path / "site")) == set()
    # Some of it is gone by the next time: handovers, a shift, the people of a roster.
    office.data["absences"][0]["days"] = "2024-03-12..2024-03-15"
    office.data["swaps"][0]["shifts"] = ["2024-03", "2024-11"]
    office.data["rosters"][0]["staff"][1]["official"].reverse()
    office.write()
    done = run("publish", "-o", "site", *day)
    assert (done.status, done.stderr) == (0, "")
    contents = folder(tmp_path / "site")
    assert sum(content.count(b"STATUS:CANCELLED") for content in contents) >= 4
    assert found(private, contents) == set()
    # What is public is there, and the basis of the order.
    shown = {
        "phones": ["Tên Mẫu 11", "Chức Vụ 11", "0000 000 011"],
        "names": ["Tên Mẫu 11", "Chức Vụ 11"],
        "none": [UNNAMED],
    }[people]
    public = [*shown, "stc@so-mau.example", "khoản 5 Điều 6"]
    assert found(public, contents) == set(public)
    for file in (*tmp_path.glob("site/*.xlsx"), *tmp_path.glob("site/*.pdf")):
        served = UNNAMED if people == "none" else "Tên Mẫu 13"  # in January and July of 2024
        assert found([served], [file.read_bytes()]) or file.stem != "nam-2024"
    assert len(list(tmp_path.glob("site/nam-*"))) == 9  # 2023 to 2025, in three forms
    assert bool(list(tmp_path.glob("site/nguoi-*"))) == (people != "none")


@needs_office
def test_the_paper_tells_what_the_page_does(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "program", pdf.program)
    office = Office(tmp_path / "config", "names")
    office.write()
    run("publish", "2024", "-o", "site", "--today", "2024-03-12", "--config", office.folder)
    paper = (tmp_path / "site/nam-2024.pdf").read_bytes()
    assert found(office.private(), [paper]) == set()
    told = {"Tên Mẫu 13", "Năm 2024", "27/12/2023"}
    assert found(told, [paper]) == told
    for part in ("Số:", "GIÁM ĐỐC", "Nơi nhận"):  # it is no imitation of what somebody signs
        assert not found([part], [paper])


BOOK = (
    "incident --shift 2024-02 --officer nguyen-van-g --what {} --note {} --by {} --serious",
    "guided --agency stc --person pham-thi-k --note {} --by {}",
    "materials --agency stc --changed --note {} --by {}",
    "difficulty --agency stc --what {} --proposal {} --note {} --by {}",
    "settled 4 --by {} --note {}",
    "handover --shift 2024-02 --on 2024-02-29 --by {} --note {} --counts stc=31415/27182/16180",
    "replace --shift 2024-02 --officer nguyen-van-g --since 2024-02-20 --reason {} --by {}",
)
"""What the register holds besides notices; each {} is a mark of its own."""


@pytest.mark.parametrize("people", SETTINGS)
def test_nothing_of_the_book_is_published(run: Run, tmp_path: Path, people: str) -> None:
    office = Office(tmp_path / "config", people)
    options = ("--today", "2024-03-12", "--config", office.write())
    marks = ["31415", "31.415", "27.182", "16.180"]

    def marked(word: str) -> str:
        if word == "{}":
            marks.append(f"Ghi Chú Của Sổ {len(marks)}")
            return marks[-1]
        return office.people[word]["id"] if word in office.people else word

    for line in BOOK:
        done = run("register", *map(marked, line.split()), *options)
        assert done.status == 0, done.stderr
    listed = run("register", "list", "--format", "json").stdout
    texts = [mark for mark in marks if mark.startswith("Ghi Chú")]
    assert found(texts, [listed.encode()]) == set(texts)
    run("export-ics", "2024", "-o", "all.ics", "--no-contacts", *options)
    assert run("publish", "-o", "site", *options).status == 0
    contents = [*folder(tmp_path / "site"), (tmp_path / "all.ics").read_bytes()]
    assert found(marks, contents) == set()
    # Nor who has carried how much, which only the Centre reads.
    figures = run("report", "2024", "--fairness", "--format", "json", *options).stdout
    titles = ["days_stood_in", "near_holidays", "Phân bổ ngày trực", "trực thay ít nhất"]
    assert found(titles[:2], [figures.encode()]) == set(titles[:2])
    assert found(titles, contents) == set()


WRITING = (
    *(f"schedule 2024 -o schedule{ending}" for ending in (".txt", ".docx", *FILES)),
    *(f"report 2024 -o report{ending}" for ending in (".txt", ".docx", *FILES)),
    *(f"contacts -o contacts{ending}" for ending in FILES),
    *(f"register export -o book{ending}" for ending in (".docx", *FILES)),
    "holidays 2024 -o holidays.csv",
    "notify --next -o notice.docx",
    "handover --next -o minutes.docx",
    "roster request --year 2024 -o request",
    "roster submit --year 2024 -o submission.docx",
    "export-ics 2024 -o whole.ics",
    "export-ics 2024 --no-contacts -o told.ics",
)
"""What writes files wherever its user likes."""


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_what_holds_reasons_or_addresses_is_its_owners_alone(run: Run, tmp_path: Path) -> None:
    """The other files are for whoever may read the folder: papers to sign, and what is public."""
    office = Office(tmp_path / "config", "phones")
    options = ("--today", "2024-03-12", "--config", office.write())
    for line in WRITING:
        assert run(*line.split(), *options).status == 0, line
    reasons = [text for text in office.texts if "absences" in text or "Điều trị" in text]
    marks = [*reasons, *(marks["email"] for marks in office.people.values())]
    written = [
        file
        for file in tmp_path.rglob("*")
        if file.is_file() and file.parent != office.folder and not file.name.startswith(".")
    ]
    telling = {file.name for file in written if found(marks, [file.read_bytes()])}
    closed = {file.name for file in written if not file.stat().st_mode & 0o077}
    assert telling <= closed
    assert {"schedule.json", "report.json", "contacts.csv", "whole.ics"} <= telling
    of_register = {"report.csv", "report.xlsx", "book.docx", "book.xlsx", "book.csv", "book.json"}
    assert of_register <= closed
    assert not closed & {"told.ics", "holidays.csv", "schedule.xlsx", "schedule.docx"}


def test_the_whole_calendar_tells_all_and_without_contacts_no_reason(
    run: Run, tmp_path: Path
) -> None:
    office = Office(tmp_path / "config", "none")
    officer, reserve = office.people["tran-thi-h"], office.people["le-van-i"]
    args = ("export-ics", "2024", "-o", "-", "--config", office.write())
    marks = [
        *("Điều trị ung thư", officer["name"], reserve["name"]),
        *(reserve["phone"], office.people["pham-thi-x"]["email"], "stc@so-mau.example"),
    ]
    of_reserve = ("--person", reserve["id"])
    whole = [run(*args, *more).stdout.encode() for more in ((), of_reserve)]
    assert found(marks, whole) == set(marks)
    told = [run(*args, "--no-contacts", *more).stdout.encode() for more in ((), of_reserve)]
    assert found(marks, told) == {officer["name"], reserve["name"]}
    assert f"Dự phòng\\, {officer['name']} vắng\\n" in told[1].decode().replace("\r\n ", "")


def test_the_feeds_go_on_in_one_history(run: Run, tmp_path: Path) -> None:
    """The same UIDs, numbers and days as those that export-ics writes of the same register."""
    office = Office(tmp_path / "config", "none")
    office.write()
    day = ("--today", "2024-03-12", "--config", office.folder)

    def events(content: bytes) -> dict[str, tuple[object, ...]]:
        return {
            str(event["UID"]): (
                event["SEQUENCE"],
                str(event["STATUS"]),
                event.decoded("dtstart"),
                event.decoded("dtend"),
            )
            for event in Calendar.from_ical(content).walk("VEVENT")
        }

    for days in ("2024-03-11..2024-03-15", "2024-03-12..2024-03-15", "2024-03-11..2024-03-15"):
        office.data["absences"][0]["days"] = days
        office.write()
        run("publish", "2024", "-o", "site", *day)
        run("export-ics", "2024", "-o", "whole.ics", *day)
        published = events((tmp_path / "site/luanphien.ics").read_bytes())
        assert published == events((tmp_path / "whole.ics").read_bytes())
    assert published["handover-2024-03-11@tinh-mau.luanphien"][:2] == (2, "CONFIRMED")
    assert published["handover-2024-03-12@tinh-mau.luanphien"][:2] == (1, "CANCELLED")


def test_days_that_only_a_reason_parts(run: Run, tmp_path: Path) -> None:
    office = Office(tmp_path / "config", "phones")
    for days in ("2024-08-12..2024-08-13", "2024-08-20..2024-08-21"):
        office.data["absences"].append({"person": "tran-thi-h", "days": days, "reason": days})
    office.data["absences"][-3]["days"] = "2024-08-05..2024-08-11"
    args = ("export-ics", "2024-08", "-o", "-", "--only", "shifts", "--config", office.write())
    person = ("--person", office.people["le-van-i"]["id"])

    def days_served(*more: str) -> list[tuple[str, str]]:
        found = Calendar.from_ical(run(*args, *person, *more).stdout).walk("VEVENT")
        return [(str(one.decoded("dtstart")), str(one.decoded("dtend"))) for one in found]

    assert days_served() == days_served("--no-contacts")
    assert len(days_served()) == 3


@pytest.mark.parametrize("people", SETTINGS)
def test_json_keeps_its_keys(run: Run, tmp_path: Path, people: str) -> None:
    office = Office(tmp_path / "config", people)
    day = ("--today", "2024-03-12", "--config", office.write())
    run("publish", "2024", "-o", "site", *day)
    public = json.loads((tmp_path / "site/luanphien.json").read_text("utf-8"))
    whole = json.loads(run("schedule", "2024", "--format", "json", *day).stdout)

    def keys(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: keys(one) for key, one in value.items()}
        return [keys(one) for one in value] if isinstance(value, list) else None

    assert keys(public) == keys(whole)
    july = public["shifts"][6]["stints"][1]  # the substitute is not public
    assert july["person"] == {
        "id": "",
        "name": UNNAMED,
        "title": None,
        "phone": None,
        "email": None,
    }
    assert july["note"] is None
    assert july["reason"] == "substitution"


@pytest.mark.parametrize("people", SETTINGS)
def test_a_view_answers_as_the_whole_rota(tmp_path: Path, people: str) -> None:
    """Two people without a name are two: who is away, who takes over and when are as they were."""
    office = Office(tmp_path / "config", people)
    configuration = load(office.write())
    whole = configuration.rota
    view = Rota(public_view(configuration.decisions), whole.calendar)
    shifts = [
        list(rota.shifts(Period(whole.begins_on, whole.begins_on.replace(year=2026))))
        for rota in (whole, view)
    ]
    for one, other in zip(*shifts, strict=True):
        assert [stint.days for stint in whole.stints(one)] == [
            stint.days for stint in view.stints(other)
        ]
        assert [(handover.on, handover.incoming.days) for handover in whole.handovers(one)] == [
            (handover.on, handover.incoming.days) for handover in view.handovers(other)
        ]


def test_check_knows_the_keys(run: Run, example: Callable[..., Path]) -> None:
    folder = example(
        ("  people: phones\n", "  people: nobody\n"),
        ("    title: Chánh Văn phòng\n", "    title: Chánh Văn phòng\n    public: maybe\n"),
    )
    done = run("check", "--config", folder)
    assert done.status == 3
    assert "«nobody» không hợp lệ; cần phones, names hoặc none" in done.stdout + done.stderr
    assert "«maybe» không hợp lệ; cần true hoặc false" in done.stdout + done.stderr
    text = (folder / "agencies.yaml").read_text("utf-8")
    text = text.replace("nobody", "none").replace("public: maybe", "public: false")
    (folder / "agencies.yaml").write_text(text, "utf-8")
    assert run("check", "--config", folder).status == 0
