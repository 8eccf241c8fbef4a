"""`luanphien publish`: the folder, and its pages as a browser shows them."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import TypeAlias

import pytest

from luanphien.folders import replace_folder
from tests.helpers.browser import Browser, browser, has_axe, has_browser
from tests.helpers.command_line import CONFIG, Run, in_process
from tests.helpers.elsewhere import links

EXAMPLE = CONFIG / "example"
TUESDAY = date(2024, 3, 12)
"""A day in the week in which the officer of March 2024 is away in the example."""
Published: TypeAlias = Callable[[date], Path]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture
def site(run: Run, tmp_path: Path) -> Callable[..., Path]:
    """Publish the example as of a day."""

    def site(day: date = TUESDAY, config: Path = EXAMPLE, *args: object) -> Path:
        done = run("publish", "-o", "site", "--today", day, "--config", config, *args)
        assert (done.status, done.stderr) == (0, "")
        return tmp_path / "site"

    return site


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The example as it is published on a day, once for all who only look at it."""

    @cache
    def published(day: date) -> Path:
        folder = tmp_path_factory.mktemp("published")
        about = ("--config", EXAMPLE, "--state", folder / "register.sqlite")
        done = in_process("publish", "-o", folder / "site", "--today", day, *about)
        assert (done.status, done.stderr) == (0, "")
        return folder / "site"

    return published


def test_the_folder(run: Run, site: Callable[..., Path], tmp_path: Path) -> None:
    folder = site()
    agencies = ("bqlkcn", "sct", "sgddt", "shn", "stc", "stttt", "svhttdl")
    own = sorted(folder.glob("nguoi-*.ics"))
    assert len(own) == 22  # everybody in the example
    assert sorted({file.name for file in folder.iterdir()} - {file.name for file in own}) == sorted(
        [
            "index.html",
            "luanphien.ics",
            "luanphien.json",
            *(f"nam-{year}.{ending}" for year in (2023, 2024, 2025) for ending in ("html", "xlsx")),
            *(f"co-quan-{agency}.{ending}" for agency in agencies for ending in ("html", "ics")),
        ]
    )
    rota = run("schedule", "2023..2025", "--format", "json", "--config", EXAMPLE).stdout
    personal = r"[a-z]+-(van|thi)-[a-z]+@so-mau\.example"
    public = re.sub(rf'"email": "{personal}"|"note": ".*"', _null, rota)
    assert (folder / "luanphien.json").read_text("utf-8") == public
    feed = run("export-ics", "2023..2025", "-o", "-", "--config", EXAMPLE).stdout
    feed = feed.replace("\r\n", "\n")  # as read_text has it
    source = "SOURCE;VALUE=URI:https://lich-truc.so-mau.example/luanphien.ics"
    published = (folder / "luanphien.ics").read_text("utf-8").replace("\n ", "")
    feed = re.sub(rf"\\, {personal}", "", feed.replace("\n ", ""))
    assert published.replace(f"{source}\n", "") == feed
    assert published != feed


def _null(field: re.Match[str]) -> str:
    return field[0].partition(":")[0] + ": null"


@links
def test_it_is_replaced_only_when_something_changed(run: Run, site: Callable[..., Path]) -> None:
    folder = site()
    first = folder.resolve()
    args = ("publish", "-o", "site", "--config", EXAMPLE, "--today")
    run(*args, TUESDAY, SOURCE_DATE_EPOCH="1710216000")
    first = folder.resolve()
    again = run(*args, TUESDAY, SOURCE_DATE_EPOCH="1710216000")
    assert again.stdout == "site: không có gì đổi.\n"
    assert folder.resolve() == first
    assert run(*args, "2024-03-13").stdout == "Đã ghi site: 45 tệp.\n"
    assert folder.resolve() != first
    assert first.exists(), "whoever is reading the old one still can"
    run(*args, "2024-03-14")
    assert not first.exists()
    assert len([one for one in folder.parent.iterdir() if one.name.startswith(".site")]) == 2


@links
def test_many_publish_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "site"

    def many(name: str) -> None:
        for n in range(40):
            replace_folder(folder, {"index.html": f"{name}{n}".encode()})
            assert (folder / "index.html").exists()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(many, "abcd"))
    left = {one.name for one in tmp_path.iterdir()}
    assert len(left - {".luanphien.lock"}) == 3, (
        "the link, what it shows, and what it showed before"
    )


NAMES = ("site", "site.luanphien-b", "site.luanphien-abcdefgh", ".site", "a" * 255, "ế" * 85)
"""Those of two sites of which one begins as the other's folders do, and the longest (in octets)."""


@links
def test_sites_in_one_place_leave_each_other_alone(tmp_path: Path) -> None:
    shown: dict[str, str] = {}
    for number in range(4 * len(NAMES)):
        name = NAMES[number % len(NAMES)]
        shown[name] = str(number)
        assert replace_folder(tmp_path / name, {"index.html": str(number).encode()})
        assert not replace_folder(tmp_path / name, {"index.html": str(number).encode()})
        assert {name: (tmp_path / name / "index.html").read_text() for name in shown} == shown
    kept = 3  # the link, what it shows, and what it showed before
    assert len(list(tmp_path.iterdir())) == kept * len(NAMES) + 1  # and the lock of them all


def test_a_site_of_an_earlier_version_is_taken_over(tmp_path: Path) -> None:
    for letters in ("k3_x0aq9", "00000000"):
        (tmp_path / f".site.luanphien-{letters}").mkdir()
        (tmp_path / f".site.luanphien-{letters}/index.html").write_text(letters)
    (tmp_path / "site").symlink_to(".site.luanphien-k3_x0aq9")
    assert replace_folder(tmp_path / "site", {"index.html": b"new"})
    assert (tmp_path / "site/index.html").read_text() == "new"
    assert (tmp_path / ".site.luanphien-k3_x0aq9").exists(), "somebody may be reading it"
    assert not (tmp_path / ".site.luanphien-00000000").exists()


@pytest.mark.parametrize("letters", ["a" * 251, "ế" * 83], ids=["a", "e"])
def test_a_name_is_as_long_as_the_file_system_takes(run: Run, tmp_path: Path, letters: str) -> None:
    name = f"{letters}.ics"
    done = run("export-ics", "2024", "-o", name)
    assert (done.status, done.stderr) == (0, "")
    assert (tmp_path / name).read_bytes().startswith(b"BEGIN:VCALENDAR")
    done = run("export-ics", "2024", "-o", f"{name}{name}")
    assert (done.status, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr


@links
def test_a_reader_never_sees_half_a_site(site: Callable[..., Path]) -> None:
    folder = site()
    seen: set[str] = set()
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            now = folder.resolve()  # as a web server does, once a request
            days = {
                day
                for page in ("index.html", "nam-2025.html", "co-quan-stc.html")
                for day in re.findall('data-made="(.*?)"', (now / page).read_text("utf-8"))
            }
            assert len(days) == 1
            seen.update(days)

    failures: list[BaseException] = []

    def guarded() -> None:
        try:
            read()
        except BaseException as error:
            failures.append(error)

    reader = threading.Thread(target=guarded)
    reader.start()
    for day in range(1, 6):
        site(date(2024, 3, day))
    stop.set()
    reader.join()
    assert not failures
    assert len(seen) > 1


def test_a_folder_of_somebody_else_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/precious.txt").write_text("x")
    done = run("publish", "-o", "site")
    assert (done.status, done.stdout) == (1, "")
    assert "site: không phải thư mục trống hoặc trang đã tạo" in done.stderr
    assert [one.name for one in (tmp_path / "site").iterdir()] == ["precious.txt"]
    (tmp_path / "link").symlink_to("site")
    done = run("publish", "-o", "link")
    assert (done.status, (tmp_path / "link").readlink()) == (1, Path("site"))
    (tmp_path / "loop").symlink_to("loop")
    assert run("publish", "-o", "loop").status == 1
    (tmp_path / "site/precious.txt").unlink()
    assert run("publish", "-o", "site").status == 0, "an empty one is taken"
    done = run("publish", "-o", "none/site")
    assert (done.status, done.stdout) == (1, "")
    assert "none/site: không có tệp hoặc thư mục này" in done.stderr


def test_every_event_leads_to_its_place_on_the_page(published: Published) -> None:
    folder = published(TUESDAY)
    feed = (folder / "luanphien.ics").read_text("utf-8").replace("\n ", "")
    links = re.findall("^URL:https://lich-truc.so-mau.example/(.*?)#(.*)$", feed, re.MULTILINE)
    assert len(links) == feed.count("BEGIN:VEVENT") > 0
    for page, anchor in links:
        assert f'id="{anchor}"' in (folder / page).read_text("utf-8")


def test_an_agency_that_lost_its_shifts_is_told(site: Callable[..., Path], tmp_path: Path) -> None:
    config = tmp_path / "config"
    shutil.copytree(CONFIG, config)
    args = (date(2024, 1, 1), config, "2024-06..2024-06")
    site(*args)
    with (config / "agencies.yaml").open("a", encoding="utf-8") as file:
        file.write("\noverrides:\n")
        # By the order Sở Tài chính serves in February and August 2024.
        file.writelines(f"  - {{shift: 2024-0{month}, agency: sct}}\n" for month in (2, 8))
    folder = site(*args)
    feed = (folder / "co-quan-stc.ics").read_text("utf-8")
    lost = [part for part in feed.split("BEGIN:VEVENT") if "UID:shift-" in part]
    assert len(lost) == 2
    assert all("STATUS:CANCELLED" in part for part in lost)
    assert not (folder / "co-quan-stc.html").exists()


class _References(HTMLParser):
    """Where a page would fetch something from."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("src", "srcset", "data", "action") or (tag, name) == ("link", "href"):
                self.found.append(f"{tag} {value}")
            assert name != "style"
            assert not name.startswith("on")


def test_no_page_asks_for_anything(published: Published) -> None:
    for page in published(TUESDAY).glob("*.html"):
        text = page.read_text("utf-8")
        references = _References()
        references.feed(text)
        feeds = [one for one in references.found if not one.startswith("link data:")]
        name = page.with_suffix(".ics").name if page.name.startswith("co-quan") else "luanphien.ics"
        assert feeds == [f"link {name}"], "a subscription that is only named"
        assert "url(" not in text
        assert "@import" not in text


def test_an_address_adds_nothing_to_the_mail(
    site: Callable[..., Path], example: Callable[..., Path]
) -> None:
    # RFC 6068 section 2: these are percent-encoded, else they begin header fields of the mail.
    address = "a?bcc=b&c/d%40+e@so-mau.example"
    page = site(TUESDAY, example(("email: stc@so-mau.example", f"email: {address}"))) / "index.html"
    links = re.findall('href="mailto:([^"]*)"', page.read_text("utf-8"))
    assert "a%3Fbcc%3Db%26c%2Fd%2540%2Be@so-mau.example" in links
    assert len(links) == 7, "the agencies of 2024, and the one on call"


@has_browser
@pytest.mark.parametrize("people", ["phones", "names", "none"])
def test_who_is_shown(
    chromium: Browser, site: Callable[..., Path], example: Callable[..., Path], people: str
) -> None:
    config = example(("  people: phones\n", f"  people: {people}\n"))
    day = date(2024, 3, 8)
    chromium.open(site(day, config) / "index.html", day)
    named = people != "none"
    assert chromium.visible(".duty .name") == ["Phạm Thị K" if named else "Sở Giáo dục và Đào tạo"]
    assert chromium.visible(".duty .appointed") == ([] if named else ["Đã cử người trực"])
    assert chromium.visible(".duty .vacant") == []
    assert chromium.visible(".duty .phone") == ["0000 000 000"], "else the agency's"
    cards = chromium.visible(".card")
    assert ("Hoàng Văn L" in cards[3]) == named
    assert cards[3].count("0000 000 000") == (4 if people == "phones" else 1)
    rows = chromium.visible(".shifts tbody tr")
    assert ("01–10/03 " + ("Phạm Thị K" if named else "người được cử")) in rows[2]
    assert chromium.console() == []


@has_browser
def test_who_is_on_duty(chromium: Browser, published: Published) -> None:
    # In the example K is away from 11 to 15 March 2024 and the reserve, M, serves.
    for day, name in (
        (date(2024, 3, 8), "Phạm Thị K"),
        (TUESDAY, "Vũ Thị M"),
        (date(2024, 3, 18), "Phạm Thị K"),
    ):
        chromium.open(published(day) / "index.html", day)
        assert chromium.visible(".duty .name") == [name]
        assert chromium.visible(".duty .phone") == ["0000 000 000"]
        assert chromium.visible("[aria-current=date]")[0].split()[0] == str(day.day)
    assert chromium.console() == []


@has_browser
def test_a_page_that_is_older_still_knows(chromium: Browser, published: Published) -> None:
    page = published(date(2024, 3, 8)) / "index.html"
    for day, name, closed in (
        (TUESDAY, ["Vũ Thị M"], []),
        # The week's last working day is Friday 15; Saturday 16 shows who serves on Monday.
        (date(2024, 3, 16), ["Phạm Thị K"], ["Hôm nay Trung tâm nghỉ."]),
        (date(2024, 4, 30), ["Phạm Thị Q"], ["Hôm nay Trung tâm nghỉ."]),  # the next is May's
        (date(2024, 5, 4), ["Phạm Thị Q"], []),  # a Saturday made up for
    ):
        chromium.open(page, day)
        assert chromium.visible(".duty .name") == name
        assert chromium.visible(".closed") == closed
        assert chromium.visible(".stale") == []
        assert chromium.visible("[aria-current=date]")[0].split()[0] == str(day.day)
        assert chromium.visible(".today h2") == [f"Hôm nay, {day:%d/%m/%Y}"]


@has_browser
def test_a_stale_page_names_nobody_as_today_s(chromium: Browser, published: Published) -> None:
    page = published(date(2024, 3, 8)) / "index.html"
    # A hundred days on from 8 March it is June's shift, to Friday 28: A's, assigned by name.
    chromium.open(page, date(2024, 6, 28))
    assert (chromium.visible(".duty .name"), chromium.visible(".stale")) == (["Nguyễn Văn A"], [])
    for day in (date(2024, 6, 29), date(2024, 12, 1)):
        chromium.open(page, day)
        assert chromium.visible(".duty, .duty .name, .facts, .closed") == []
        assert chromium.visible(".today h2") == [f"Hôm nay, {day:%d/%m/%Y}"]
        assert chromium.visible(".stale p") == [
            "Trang này lập ngày thứ Sáu 08/03/2024 và đã cũ; "
            "hãy gọi Trung tâm để biết ai đang trực.",
            "0000 000 000",
            "Lịch đã biết chỉ đến hết 30/06/2024; người trực cuối cùng theo lịch đó: "
            "Sở Văn hóa, Thể thao và Du lịch, Nguyễn Văn A, từ 01/06/2024.",
        ]
        assert chromium.evaluate("document.querySelector('.stale a').href") == "tel:0000000000"
    assert chromium.console() == []


@has_browser
def test_a_stale_page_keeps_to_what_is_public(
    chromium: Browser, site: Callable[..., Path], example: Callable[..., Path]
) -> None:
    folder = site(date(2024, 3, 8), example(("  people: phones\n", "  people: none\n")))
    chromium.open(folder / "index.html", date(2024, 12, 1))
    (last,) = chromium.visible(".stale .last")
    assert last.endswith("theo lịch đó: Sở Văn hóa, Thể thao và Du lịch, từ 01/06/2024.")


@has_browser
def test_every_page_says_how_to_reach_the_centre(chromium: Browser, published: Published) -> None:
    folder = published(TUESDAY)
    for name in ("index.html", "nam-2023.html", "co-quan-stc.html"):
        chromium.open(folder / name, TUESDAY, 360)
        assert chromium.visible("header .reach li") == [
            "0000 000 000",
            "Số 0, đường Mẫu, tỉnh Mẫu",
            "Danh bạ",
        ]
        links = "[...document.querySelectorAll('header .reach a')].map((link) => link.href)"
        assert chromium.evaluate(links) == [
            "tel:0000000000",
            f"{(folder / 'index.html').as_uri()}#danh-ba",
        ], name
        bottom = "document.querySelector('.reach').getBoundingClientRect().bottom"
        assert chromium.evaluate(bottom) < 800 / 4, "seen at once"


@has_browser
def test_telephone_numbers_are_links(chromium: Browser, published: Published) -> None:
    # On 8 March 2024 Phạm Thị K serves, Vũ Thị M stands by and is next.
    day = date(2024, 3, 8)
    chromium.open(published(day) / "index.html", day)
    facts = chromium.visible(".facts dd")
    assert "Vũ Thị M (0000 000 000)" in facts
    assert len(chromium.visible(".facts a[href='tel:0000000000']")) == 2


@has_browser
def test_what_each_special_day_is_can_be_read_and_seen(
    chromium: Browser, published: Published
) -> None:
    chromium.open(published(TUESDAY) / "index.html", TUESDAY)
    # config/holidays_vn.yaml, which names the announcements.
    holidays = chromium.visible(".holidays li")
    assert holidays == [
        "1 Tết Dương lịch",
        "8–14 Tết Nguyên đán Giáp Thìn",
        "18 Giỗ Tổ Hùng Vương",
        "29 Hoán đổi dịp Ngày Chiến thắng",
        "30 Ngày Chiến thắng",
        "1 Ngày Quốc tế Lao động",
        "4 làm bù: Hoán đổi dịp Ngày Chiến thắng",
        "2–3 Quốc khánh",
    ]
    for dark in (False, True):
        chromium.look(1280, dark=dark)
        colors = "getComputedStyle(document.querySelector('{}')).color"
        off, weekend, worked, legend = (
            chromium.evaluate(colors.format(day))
            for day in (
                '[data-day="2024-05-01"]',
                '[data-day="2024-05-05"]',
                '[data-day="2024-05-04"]',
                ".legend .workday",
            )
        )
        assert off == weekend
        assert worked == legend != off


def test_no_card_is_empty(site: Callable[..., Path]) -> None:
    # The configuration that ships says how to reach nobody; in 2023 the one shift is December's.
    folder = site(TUESDAY, CONFIG)
    page = (folder / "index.html").read_text("utf-8")
    assert 'class="card"' not in page
    assert "Chưa ghi địa chỉ, số điện thoại hay người nào của các cơ quan." in page
    assert "Liên hệ" not in (folder / "co-quan-stc.html").read_text("utf-8")
    assert (folder / "nam-2023.html").read_text("utf-8").count('<section class="month') == 1
    assert (folder / "nam-2024.html").read_text("utf-8").count('<section class="month') == 12


def test_the_foot_of_a_page_is_for_people(published: Published) -> None:
    page = (published(TUESDAY) / "index.html").read_text("utf-8")
    foot = page.partition("<footer>")[2].partition("</footer>")[0]
    text = " ".join(re.sub("<.*?>", "", foot).split())
    assert re.fullmatch(r"Cập nhật lúc \d\d:\d\d 12/03/2024; căn cứ khoản 5 Điều 6\.", text)


@has_browser
def test_without_scripts(chromium: Browser, published: Published) -> None:
    page = published(TUESDAY) / "index.html"
    chromium.scripts(run=False)
    chromium.open(page, date(2026, 1, 1))
    assert chromium.visible(".duty .name") == ["Vũ Thị M"]
    assert chromium.visible(".closed, .stale") == []
    assert chromium.visible(".today h2") == ["Ngày thứ Ba 12/03/2024"], "which may be long ago"
    assert chromium.visible("[aria-current=date]") == ["12"]
    chromium.scripts(run=True)


@has_browser
def test_on_a_day_off(chromium: Browser, published: Published) -> None:
    day = date(2024, 2, 10)  # the first day of the Year of the Dragon; work begins again on 15/02
    chromium.open(published(day) / "index.html", day)
    assert chromium.visible(".closed") == [
        "NGHỈ (Tết Nguyên đán Giáp Thìn). Làm việc lại thứ Năm 15/02/2024:"
    ]


@has_browser
def test_before_the_first_shift(chromium: Browser, published: Published) -> None:
    day = date(2023, 11, 1)
    page = published(day) / "index.html"
    chromium.open(page, day)
    soon = ["Phiên trực đầu tiên bắt đầu ngày 01/12/2023."]
    assert (chromium.visible(".soon"), chromium.visible(".duty")) == (soon, [])
    chromium.open(page, date(2023, 11, 30))
    assert (chromium.visible(".soon"), chromium.visible(".stale")) == (soon, [])
    chromium.open(page, date(2023, 12, 1))
    assert chromium.visible(".soon") == []
    assert chromium.visible(".duty .name") == ["Nguyễn Văn A"]
    assert chromium.console() == []


@has_browser
def test_a_page_that_stays_open_goes_on(chromium: Browser, published: Published) -> None:
    friday = date(2024, 3, 29)  # April begins on the Monday after
    chromium.open(published(friday) / "index.html", friday)
    assert chromium.visible(".duty .name") == ["Phạm Thị K"]
    assert chromium.visible("th[aria-current]") == ["03/2024"]
    chromium.pass_to(date(2024, 4, 1))
    assert chromium.visible(".duty .name") == ["Nguyễn Văn N"]
    assert chromium.visible("th[aria-current]") == ["04/2024"]
    assert chromium.visible(".facts") == ["Trực\ntừ 01/04/2024 đến hết 30/04/2024"]
    # A December page knows January though its poster has no such month: 1 January is off.
    winter = date(2024, 12, 27)
    chromium.open(published(winter) / "index.html", date(2025, 1, 1))
    assert chromium.visible(".closed") == ["Hôm nay Trung tâm nghỉ."]


@has_browser
@has_axe
@pytest.mark.parametrize(
    ("name", "day", "opened_on"),
    [
        ("index.html", TUESDAY, TUESDAY),
        ("index.html", TUESDAY, date(2024, 12, 1)),
        ("index.html", date(2024, 2, 8), date(2024, 2, 8)),  # Tết
        ("nam-2023.html", TUESDAY, TUESDAY),
        ("nam-2028.html", date(2027, 2, 5), TUESDAY),  # nothing is announced for it
        ("co-quan-sgddt.html", TUESDAY, TUESDAY),
    ],
    ids=["today", "stale", "tet", "past", "provisional", "agency"],
)
def test_it_is_accessible(
    chromium: Browser, published: Published, name: str, day: date, opened_on: date
) -> None:
    chromium.open(published(day) / name, opened_on)
    for width, dark in product((320, 1280), (False, True)):
        chromium.look(width, dark=dark)
        assert chromium.violations() == [], (width, dark)
        assert chromium.evaluate("document.documentElement.scrollWidth") == width


HOSTILE = {
    "Phạm Thị K": "<script>document.title='hacked'</script>",
    "Vũ Thị M": "\\\"><img src=x onerror=document.title='hacked'>",
    "Trần Thị O": "\u202eevil\u2066 Trần Thị O",
    "Sở Giáo dục và Đào tạo": "W" * 300,
    "Số 0, đường Mẫu, tỉnh Mẫu": "{{ 7 * 7 }} {% raw %} </style> </script>",
}


@has_browser
def test_hostile_names_are_text(
    chromium: Browser, site: Callable[..., Path], example: Callable[..., Path]
) -> None:
    changes = ((f": {name}\n", f': "{other}"\n') for name, other in HOSTILE.items())
    config = example(*changes)
    page = site(TUESDAY, config) / "index.html"
    for width in (320, 1280):
        chromium.open(page, TUESDAY, width)
        assert chromium.console() == []
        assert chromium.evaluate("document.title") == "Lịch trực luân phiên"
        assert chromium.evaluate("document.images.length") == 0
        assert chromium.evaluate("document.scripts.length") == 1
        assert chromium.visible(".duty .name") == [HOSTILE["Vũ Thị M"].replace('\\"', '"')]
        assert chromium.evaluate("document.documentElement.scrollWidth") == width
        shown = chromium.evaluate("document.body.textContent")
        for name in HOSTILE.values():
            assert name.replace('\\"', '"') in shown


@has_browser
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler's pdfinfo and pdftotext")
def test_a_year_prints_on_one_a4_page(
    chromium: Browser, site: Callable[..., Path], tmp_path: Path
) -> None:
    # In 2026 a month of each row of the poster spans six weeks: March, August and November.
    for config, day, name in (
        (EXAMPLE, TUESDAY, "index.html"),
        (EXAMPLE, TUESDAY, "nam-2024.html"),
        (CONFIG, date(2026, 11, 24), "index.html"),
        # The forecast names each of a holiday's days.
        (CONFIG, date(2038, 11, 24), "nam-2039.html"),
    ):
        chromium.open(site(day, config) / name, day)
        file = tmp_path / "page.pdf"
        file.write_bytes(chromium.pdf())
        info = subprocess.check_output(["pdfinfo", file], text=True)
        assert re.search(r"^Pages: +1$", info, re.MULTILINE)
        width, height = map(float, re.findall(r"Page size: +([\d.]+) x ([\d.]+)", info)[0])
        assert (round(width), round(height)) == (842, 595)  # A4 landscape in points
        words = subprocess.check_output(["pdftotext", file, "-"], text=True)
        for month in range(1, 13):
            assert f"Tháng {month}\n" in words
        assert "Danh bạ" not in words


@has_browser
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler's pdftotext")
def test_the_poster_says_all_of_it(
    chromium: Browser, site: Callable[..., Path], tmp_path: Path
) -> None:
    folder = site(TUESDAY, EXAMPLE, "2024..2028")
    for year, provisional in ((2024, False), (2028, True)):
        chromium.open(folder / f"nam-{year}.html", TUESDAY)
        file = tmp_path / "page.pdf"
        file.write_bytes(chromium.pdf())
        words = " ".join(subprocess.check_output(["pdftotext", file, "-"], text=True).split())
        assert ("Dự kiến: lịch nghỉ của năm này chưa công bố" in words) == provisional
        # The order of 2024 rests on khoản 5 Điều 6, that in force from July 2025 on a decision.
        assert f"căn cứ {'Quyết định mẫu' if provisional else 'khoản 5 Điều 6'}." in words
        if not provisional:
            for part in ("01–06/10 Trần Thị O", "10–11/10 chưa cử", "12–31/10 Trần Thị O"):
                assert part in words
