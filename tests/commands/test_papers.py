"""What the site offers of a year to take away: a workbook, and a PDF where LibreOffice is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from luanphien.core.errors import OperationError
from luanphien.site import papers
from tests.helpers.command_line import CONFIG, Run

EXAMPLE = CONFIG / "example"
PUBLISH = ("publish", "2024", "-o", "site", "--config", EXAMPLE)
TODAY, TOMORROW = ("--today", "2024-03-12"), ("--today", "2024-03-13")


class Office:
    """In LibreOffice's place; it says which files it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []
        self.fails = False

    def convert(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        self.given += files
        if self.fails:
            raise OperationError("LibreOffice không ghi được .pdf")
        return {f"{name[:4]}.pdf": b"%PDF " + content for name, content in files.items()}


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    office = Office()
    monkeypatch.setattr(papers, "program", lambda: "soffice")
    monkeypatch.setattr(papers, "from_office", office.convert)
    return office


def test_a_paper_is_made_again_only_when_what_it_says_changes(
    run: Run, tmp_path: Path, office: Office, example: Callable[..., Path]
) -> None:
    assert run(*PUBLISH, *TODAY).status == 0
    assert office.given == ["2024.docx"]
    first = (tmp_path / "site/nam-2024.pdf").read_bytes()
    assert run(*PUBLISH, *TOMORROW).stdout == "Đã ghi site: 40 tệp.\n"  # the page has another day
    assert office.given == ["2024.docx"]
    assert (tmp_path / "site/nam-2024.pdf").read_bytes() == first
    changed = example(("    name: Phạm Thị D\n", "    name: Phạm Thị Đ\n"))
    assert run(*PUBLISH[:4], "--config", changed, *TOMORROW).status == 0
    assert office.given == ["2024.docx"] * 2
    assert (tmp_path / "site/nam-2024.pdf").read_bytes() != first
    (changed / "templates").mkdir()
    (changed / "templates/schedule.body.txt").write_text("Lời riêng.", "utf-8")
    run(*PUBLISH[:4], "--config", changed, *TOMORROW)
    assert office.given == ["2024.docx"] * 3


def test_the_pages_lead_to_what_there_is(run: Run, tmp_path: Path, office: Office) -> None:
    links = ('href="nam-2024.xlsx"', 'href="nam-2024.pdf"')
    for args, offered in (((), [True, True]), (("--no-pdf",), [True, False])):
        run(*PUBLISH, *TODAY, *args)
        for page in ("index.html", "nam-2024.html"):
            text = (tmp_path / "site" / page).read_text("utf-8")
            assert [link in text for link in links] == offered
        assert (tmp_path / "site/nam-2024.pdf").exists() == offered[1]


def test_a_failure_is_said_and_stops_nothing(run: Run, tmp_path: Path, office: Office) -> None:
    run(*PUBLISH, *TODAY)
    office.fails = True
    done = run("publish", "2024..2025", *PUBLISH[2:], *TOMORROW)
    assert done.status == 0
    assert done.stderr == (
        "cảnh báo: chưa làm được PDF cho trang: LibreOffice không ghi được .pdf\n"
    )
    assert (tmp_path / "site/nam-2024.pdf").exists()  # it says what is so still
    assert not (tmp_path / "site/nam-2025.pdf").exists()
    assert 'href="nam-2025.pdf"' not in (tmp_path / "site/nam-2025.html").read_text("utf-8")


def test_a_paper_of_old_is_not_shown_as_todays(
    run: Run, tmp_path: Path, office: Office, example: Callable[..., Path]
) -> None:
    run(*PUBLISH, *TODAY)
    office.fails = True
    changed = example(("    name: Phạm Thị D\n", "    name: Phạm Thị Đ\n"))
    run(*PUBLISH[:4], "--config", changed, *TODAY)
    assert not (tmp_path / "site/nam-2024.pdf").exists()


def test_the_same_year_is_the_same_workbook(run: Run, tmp_path: Path) -> None:
    run(*PUBLISH, *TODAY)
    file = tmp_path / "site/nam-2024.xlsx"
    first = file.read_bytes()
    run(*PUBLISH, *TOMORROW)
    assert file.read_bytes() == first
    plan = load_workbook(file).worksheets[0]
    row = [cell.value for cell in plan[3]]
    assert row[1:6] == [
        *("02/2024", "Sở Tài chính", "Nguyễn Văn G", "Lê Văn I"),
        datetime(2024, 2, 1),  # noqa: DTZ001 - openpyxl's midnight
    ]


def test_a_word_template_of_the_centres_own_is_not_published(
    run: Run, tmp_path: Path, office: Office, example: Callable[..., Path]
) -> None:
    folder = example()
    (folder / "templates").mkdir()
    (folder / "templates/schedule.docx").write_bytes(b"not a Word file")
    assert run(*PUBLISH[:4], "--config", folder, *TODAY).status == 0
    assert (tmp_path / "site/nam-2024.pdf").exists()
