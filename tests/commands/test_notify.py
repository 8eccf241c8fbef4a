"""`luanphien notify`: the notice on the terminal, as text, Markdown, HTML, Word, and for Zalo.

Sizes, margins and order are those of Nghị định 30/2020/NĐ-CP, Phụ lục I and form 1.4 of III.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Pt

from luanphien.documents.start import template
from tests.helpers.command_line import CONFIG, Run, in_process
from tests.helpers.office import letters, needs_office, office, pages, paragraphs

EXAMPLE = CONFIG / "example"
DUE = ("--today", "2024-02-05")


def test_the_terminal_says_how_it_stands(run: Run) -> None:
    # Wednesday 27 December 2023 is the deadline; from Monday 25 three working days are left.
    done = run("notify", "--next", "--today", "2023-12-25")
    assert (done.status, done.stderr) == (0, "")
    first, second, *_ = done.stdout.splitlines()
    assert first == "Hạn thông báo: thứ Tư 27/12/2023 (còn 3 ngày làm việc)."
    assert second == "Chưa gửi; ngày gửi: thứ Hai 25/12/2023."
    for part in (
        "Thời gian làm việc luân phiên tháng 01/2024 của Sở Thông tin và Truyền thông",
        "từ thứ Hai, ngày 01/01/2024 đến hết thứ Tư, ngày 31/01/2024",
        "ngày làm việc đầu tiên: thứ Ba, ngày 02/01/2024; số ngày làm việc: 22 ngày.",
        "đề nghị Sở Thông tin và Truyền thông cử công chức, viên chức",
        # Handover on Friday 29 December; the working day before is Thursday 28.
        "gửi họ tên, chức vụ, số điện thoại về Trung tâm chậm nhất thứ Năm, ngày 28/12/2023, trước",
        "cuối giờ làm việc thứ Sáu, ngày 29/12/2023, tại Trung tâm, với công chức, viên chức của",
        "Quyết định số 459/QĐ-UBND ngày 27 tháng 11 năm 2023",
        "(khoản 7 Điều 6 Quy chế)",
        "phối hợp thực hiện./.",
        "Số: ……/TB-……",
    ):
        assert part in done.stdout
    assert "(đã qua)" in run("notify", "--shift", "2024-01", "--today", "2023-12-28").stdout


def test_an_unreadable_register_does_not_hide_the_notice(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "register.sqlite"
    broken.write_text("x")
    done = run("notify", "--next", "--today", "2023-12-25", "--state", broken)
    assert done.status == 0
    assert done.stderr.startswith(f"cảnh báo: {broken}: không phải sổ theo dõi")
    _, second, *_ = done.stdout.splitlines()
    assert second == "Không đọc được sổ theo dõi; không biết đã gửi chưa."
    assert "Thời gian làm việc luân phiên tháng 01/2024" in done.stdout


def test_the_officers_of_the_roster_are_named(run: Run) -> None:
    text = run("notify", "--shift", "2024-03", "--config", EXAMPLE).stdout
    # K is away from Monday 11 to Friday 15 March, when the reserve M serves and is not free.
    around = (
        "(từ ngày 01/3/2024 đến hết ngày 10/3/2024 và từ ngày 16/3/2024 đến hết ngày 31/3/2024)"
    )
    assert f"ông/bà Phạm Thị K, Chuyên viên, điện thoại 0000 000 000 {around}; " in text
    between = "(từ ngày 11/3/2024 đến hết ngày 15/3/2024)"
    assert f"ông/bà Vũ Thị M, Chuyên viên, điện thoại 0000 000 000 {between}; nhân sự" in text
    assert f"nhân sự dự phòng: ông/bà Vũ Thị M {around}. Trường hợp thay đổi, đề nghị Sở" in text
    assert "Chưa có người trực" not in text


@pytest.mark.parametrize("format", ["text", "zalo"])
def test_somebody_is_asked_for_where_nobody_serves(run: Run, format: str) -> None:
    # O is away from 7 to 11 October 2024 and the reserve P from 10 to 14; the handover is on
    # Monday 30 September, so that names are due on Friday 27.
    options = ("--format", format, "--config", EXAMPLE)
    text = run("notify", "--shift", "2024-10", *options).stdout
    assert "Chưa có người trực từ ngày 10/10/2024 đến hết ngày 11/10/2024: đề nghị " in text
    assert "về Trung tâm chậm nhất" in text or format == "zalo"
    assert "chậm nhất thứ Sáu, ngày 27/9/2024, trước ngày bàn giao." in text
    assert "ông/bà Lê Văn P, Chuyên viên, điện thoại 0000 000 000 (từ ngày 07/10/2024 đến" in text
    free = "ông/bà Lê Văn P (từ ngày 01/10/2024 đến hết ngày 06/10/2024 và từ ngày 15/10/2024 đến"
    assert free in text


def test_a_notice_that_comes_late_asks_for_names_at_once(run: Run) -> None:
    # The handover of April 2024 is on Friday 29 March, names are due on Thursday 28.
    for day, by in (
        ("2024-03-27", "chậm nhất thứ Năm, ngày 28/3/2024, trước ngày bàn giao"),
        ("2024-03-28", "chậm nhất thứ Năm, ngày 28/3/2024, trước ngày bàn giao"),
        ("2024-03-29", "ngay khi nhận được thông báo này"),
    ):
        text = run("notify", "--shift", "2024-04", "--date", day).stdout
        assert f"số điện thoại về Trung tâm {by}." in text


def test_guidance_is_for_the_officers_of_all_agencies(run: Run) -> None:
    # Điều 6 khoản 7, word for word; the example has five agencies from July 2025 on.
    said = (
        "tổ chức hướng dẫn, giới thiệu bộ thủ tục hành chính cho công chức, viên chức làm việc "
        "luân phiên (cả nhân sự chính thức và dự phòng) của {} cơ quan, đơn vị"
    )
    for shift, count in (("2025-06", "06"), ("2025-07", "05")):
        text = run("notify", "--shift", shift, "--config", EXAMPLE).stdout
        assert said.format(count) in text
    assert said.format("06") in run("notify", "--shift", "2024-02").stdout


def test_what_the_shift_rests_on_is_cited(run: Run, tmp_path: Path) -> None:
    cited = {
        "2024-02": ["Quyết định mẫu."],  # the roster
        "2024-06": ["Quyết định mẫu;", "Công văn mẫu."],  # an assignment too
        "2025-01": ["Công văn mẫu."],  # a swap; the roster has expired
        "2025-02": [],
        "2025-03": ["Công văn mẫu."],  # an override
        "2025-07": ["Quyết định mẫu."],  # the new order
    }
    for shift, lines in cited.items():
        file = tmp_path / f"{shift}.docx"
        run("notify", "--shift", shift, "-o", file, "--config", EXAMPLE)
        end = ";" if lines else "."
        regulation = f"Căn cứ Quy chế mẫu ban hành kèm theo Quyết định mẫu{end}"
        said = [text for text in paragraphs(file) if text.startswith("Căn cứ")]
        assert said == [regulation, *(f"Căn cứ {line}" for line in lines)]
        text = run("notify", "--shift", shift, "--config", EXAMPLE).stdout
        assert "\n".join(said) in text


def test_a_sample_hour_is_not_printed(run: Run, own: Path) -> None:
    file = own / "agencies.yaml"
    for command in (("notify",), ("notify", "--format", "zalo")):
        said = run(*command, "--shift", "2024-02", "--config", own).stdout
        assert "cuối giờ làm việc thứ Tư, ngày 31/01/2024" in said
        assert "17 giờ" not in said
    screens = [("explain", "2024-02"), ("today", "--today", "2024-02-05")]
    state = ("--state", own / "none.sqlite")
    for screen in screens:
        assert "17:00" not in run(*screen, "--config", own, *state).stdout
    warning = "chưa ghi basis của giờ làm việc; văn bản ghi «cuối giờ làm việc» thay cho 17:00"
    assert f"centre.office_hours: {warning}" in run("check", "--config", own).stdout
    text = file.read_text("utf-8").replace("    basis:\n", "    basis: Văn bản mẫu\n", 1)
    file.write_text(text, "utf-8")
    for command in (("notify",), ("notify", "--format", "zalo")):
        said = run(*command, "--shift", "2024-02", "--config", own).stdout
        assert "17 giờ 00 thứ Tư, ngày 31/01/2024" in said
    for screen in screens:
        assert "17:00" in run(*screen, "--config", own, *state).stdout
    assert warning not in run("check", "--config", own).stdout


DEPUTY, ACTING = ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), ("Q. GIÁM ĐỐC",)


@pytest.mark.parametrize(
    ("options", "title", "name"),
    [
        ((), ["GIÁM ĐỐC"], "Nguyễn Văn A"),
        (("--signer", "Nguyễn văn a"), ["GIÁM ĐỐC"], "Nguyễn văn a"),
        (("--signer", "trần thị b"), DEPUTY, "Trần Thị B"),
        (
            ("--signer", "Trần Thị B", "--signer-title", "Q. Giám đốc"),
            ACTING,
            "Trần Thị B",
        ),
        (
            ("--signer", "Lê Văn C", "--signer-title", "TL. GIÁM ĐỐC / TRƯỞNG PHÒNG"),
            ["TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG"],
            "Lê Văn C",
        ),
        (
            ("--signer-title", "TUQ. GIÁM ĐỐC", "--signer-title", "TRƯỞNG PHÒNG"),
            ["TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG"],
            "Nguyễn Văn A",
        ),
    ],
)
def test_a_deputy_signs_under_a_title_of_several_lines(
    run: Run, tmp_path: Path, options: tuple[str, ...], title: Sequence[str], name: str
) -> None:
    command = ("notify", "--shift", "2024-02", "--config", EXAMPLE, *options)
    file = tmp_path / "notice.docx"
    run(*command, "-o", file)
    block = Document(str(file)).tables[-1].rows[0].cells[1].paragraphs
    assert [line.text for line in block if line.text] == [*title, name]
    # Nghị định 30/2020, Phụ lục I: the title in bold capitals, the name under it, both centred.
    assert all(line.runs[0].font.bold and line.alignment == 1 for line in block if line.text)
    for ending, between in (("txt", "\n"), ("md", "**\\\n**"), ("html", "<br>")):
        run(*command, "-o", tmp_path / f"notice.{ending}")
        assert between.join(title) in (tmp_path / f"notice.{ending}").read_text("utf-8")


def test_a_title_is_stacked_in_a_word_template_of_the_centres_own(
    run: Run, example: Callable[..., Path]
) -> None:
    folder = example()
    (folder / "templates").mkdir()
    template = Document()
    template.add_paragraph("{{ signer_title }}")
    template.save(str(folder / "templates/notice.docx"))
    file = folder / "x.docx"
    run("notify", "--shift", "2024-02", "--signer", "Trần Thị B", "-o", file, "--config", folder)
    assert paragraphs(file) == ["\n".join(DEPUTY)]  # a line break of Word


def test_who_may_not_sign_is_refused(run: Run, tmp_path: Path) -> None:
    command = ("notify", "--shift", "2024-02", "--config", EXAMPLE, "--signer", "Lê Văn C")
    done = run(*command, "-o", tmp_path / "x.docx")
    assert (done.status, done.stdout) == (2, "")
    told = "«Lê Văn C» không có trong documents.signers (Trần Thị B); ghi thêm --signer-title"
    assert told in done.stderr
    assert not (tmp_path / "x.docx").exists()
    done = run(*command, "--signer-title", " / ")
    assert (done.status, "--signer-title: không được để trống" in done.stderr) == (2, True)


def test_what_stays_blank_is_said_when_a_document_is_written(
    run: Run, own: Path, tmp_path: Path
) -> None:
    file = own / "agencies.yaml"
    line = file.read_text("utf-8").splitlines().index("documents:") + 2
    told = (
        f"cảnh báo: {file}:{line}:3: documents: chưa ghi superior, symbol; "
        "văn bản sẽ để trống chỗ đó\n"
    )
    written = [
        ("notify", "--shift", "2024-02"),
        ("handover", "--shift", "2024-02"),
        ("replace", "--shift", "2024-02", "--officer", "Ai Đó", "--reason", "x", *DUE),
        ("report", "2024", *DUE),
    ]
    for command in written:
        done = run(*command, "-o", tmp_path, "--config", own)
        assert (done.status, done.stderr.startswith(told)) == (0, True)
    assert run(*written[0], "--config", own).stderr == ""
    for data in ("x.csv", "x.json"):
        assert run(*written[3], "-o", tmp_path / data, "--config", own).stderr == ""
    assert run(*written[0], "-o", tmp_path, "--config", EXAMPLE).stderr == ""


def head(file: Path) -> list[str]:
    """The lines of the head's left part: who issues the document."""
    left = Document(str(file)).tables[0].rows[0].cells[0]
    return [line.text for line in left.paragraphs if line.text]


def test_the_names_in_the_head_break_where_a_reader_pauses(
    run: Run, own: Path, tmp_path: Path
) -> None:
    file, agencies = tmp_path / "x.docx", own / "agencies.yaml"
    run("notify", "--shift", "2024-02", "-o", file)
    assert head(file) == ["……", "TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG", "TỈNH TUYÊN QUANG"]
    text = agencies.read_text("utf-8").replace(
        "  superior:\n",
        "  superior: Ủy ban nhân dân tỉnh Tuyên Quang\n"
        "  centre_lines: TRUNG TÂM / PHỤC VỤ HÀNH CHÍNH CÔNG\n",
    )
    agencies.write_text(text, "utf-8")
    run("notify", "--shift", "2024-02", "-o", file, "--config", own)
    superior = ["ỦY BAN NHÂN DÂN", "TỈNH TUYÊN QUANG"]
    assert head(file) == [*superior, "TRUNG TÂM", "PHỤC VỤ HÀNH CHÍNH CÔNG"]


def test_a_long_subject_breaks_before_the_agency(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.docx"
    run("notify", "--shift", "2024-12", "-o", file)
    said = paragraphs(file)
    place = said.index("Thời gian làm việc luân phiên tháng 12/2024")
    assert said[place + 1] == "của Sở Văn hóa, Thể thao và Du lịch"


def test_people_are_called_as_the_configuration_says(run: Run) -> None:
    # The example calls A «ông» and D «bà», and A's reserve C neither.
    june, january = (
        run("notify", "--shift", shift, "--config", EXAMPLE).stdout
        for shift in ("2024-06", "2024-01")
    )
    assert "phê duyệt: ông Nguyễn Văn A, Chuyên viên" in june
    assert "nhân sự dự phòng: ông/bà Lê Văn C" in june
    assert "phê duyệt: bà Phạm Thị D, Chuyên viên" in january


def test_the_very_first_shift_has_nobody_to_take_over_from(run: Run) -> None:
    done = run("notify", "--next", "--today", "2023-11-20")
    assert "tháng 12/2023 của Sở Văn hóa, Thể thao và Du lịch" in done.stdout
    assert "bàn giao" not in done.stdout.casefold()


def test_a_provisional_notice_says_so(run: Run) -> None:
    assert "là dự kiến" in run("notify", "--shift", "2027-02").stdout
    assert "dự kiến" not in run("notify", "--shift", "2026-02").stdout


def test_zalo_is_short_and_plain(run: Run) -> None:
    text = run("notify", "--shift", "2024-05", "--format", "zalo", "--config", EXAMPLE).stdout
    assert len(text) < 600
    assert "Bàn giao: 17 giờ 00 thứ Sáu, ngày 26/4/2024, với Sở Công thương." in text
    assert "Người trực: ông/bà Phạm Thị Q" in text
    assert not set(text) & set("*_#<>")


@pytest.mark.parametrize("ending", ["txt", "md", "html", "docx"])
def test_files(run: Run, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"notice.{ending}"
    options = ("--number", "12", "--date", "2024-01-24", "--signer", "Trần Thị B")
    done = run("notify", "--shift", "2024-02", "-o", file, *options)
    assert (done.status, done.stdout) == (0, f"Đã ghi {file}\n")
    text = "\n".join(paragraphs(file)) if ending == "docx" else file.read_text("utf-8")
    for part in ("Sở Tài chính", "12/TB-", "ngày 24 tháng 01 năm 2024", "Trần Thị B", "THÔNG BÁO"):
        assert part in text
    assert not set(text) & set("{}") or ending == "html"
    assert [p.name for p in tmp_path.iterdir()] == [file.name]


def test_a_folder_gets_a_named_word_file(run: Run, tmp_path: Path) -> None:
    run("notify", "--shift", "2024-02", "-o", tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["thong-bao-2024-02-stc.docx"]


def test_the_word_file_is_laid_out_as_the_decree_says(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "notice.docx"
    run("notify", "--shift", "2024-02", "-o", file, "--signer", "Trần Thị B")
    document = Document(str(file))
    section: Any = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 20 <= round(section.top_margin.mm) <= 25
    assert 20 <= round(section.bottom_margin.mm) <= 25
    assert 30 <= round(section.left_margin.mm) <= 35
    assert 15 <= round(section.right_margin.mm) <= 20
    assert section.different_first_page_header_footer  # no page number on page 1
    runs = {
        run.text: run
        for cell in (cell for table in document.tables for row in table.rows for cell in row.cells)
        for paragraph in cell.paragraphs
        for run in paragraph.runs
    }
    runs |= {run.text: run for paragraph in document.paragraphs for run in paragraph.runs}
    assert {run.font.name for run in runs.values()} == {"Times New Roman"}
    expected = {  # sizes in points, bold, italic
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (12, 13, True, False),
        "Độc lập - Tự do - Hạnh phúc": (13, 14, True, False),
        "TRUNG TÂM PHỤC VỤ": (12, 13, True, False),
        "TỈNH TUYÊN QUANG": (12, 13, True, False),
        "Số: ……/TB-……": (13, 13, False, False),
        "Tuyên Quang, ngày …… tháng …… năm ……": (13, 14, False, True),
        "THÔNG BÁO": (13, 14, True, False),
        "Thời gian làm việc luân phiên tháng 02/2024 của Sở Tài chính": (13, 14, True, False),
        "GIÁM ĐỐC": (13, 14, True, False),
        "Trần Thị B": (13, 14, True, False),
        "Nơi nhận:": (12, 12, True, True),
        "- Sở Tài chính;": (11, 11, False, False),
        "- Lưu: VT.": (11, 11, False, False),
    }
    for text, (least, most, bold, italic) in expected.items():
        font: Any = runs[text].font
        assert Pt(least) <= font.size <= Pt(most), text
        assert (bool(font.bold), bool(font.italic)) == (bold, italic), text
    body = [p for p in document.paragraphs if p.paragraph_format.first_line_indent]
    assert len(body) >= 6
    for paragraph in body:
        assert paragraph.alignment == 3  # justified
        assert (paragraph.paragraph_format.space_before or 0) >= Pt(6)
        assert {Pt(13), Pt(14)} >= {run.font.size for run in paragraph.runs}


PRINTED = {"2027-02": CONFIG, "2024-05": EXAMPLE}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the notices of these shifts, and what LibreOffice makes of them."""
    folder = tmp_path_factory.mktemp("printed")
    for shift, config in PRINTED.items():
        in_process("notify", "--shift", shift, "-o", folder / f"{shift}.docx", "--config", config)
    office("pdf", *folder.glob("*.docx"))
    return folder


@needs_office
@pytest.mark.parametrize("shift", PRINTED)
def test_libreoffice_shows_it_on_one_page(printed: Path, shift: str) -> None:
    file = printed / f"{shift}.docx"
    (page,) = pages(file.with_suffix(".pdf"))
    for paragraph in Document(str(file)).paragraphs:
        assert letters(paragraph.text) in page


def test_hostile_names_stay_text(run: Run, own: Path) -> None:
    file = own / "agencies.yaml"
    name = "Sở <script>alert(1)</script> & {{ 7 * 7 }}"
    file.write_text(
        file.read_text("utf-8").replace("name: Sở Tài chính", f'name: "{name}"'), "utf-8"
    )
    for ending in ("html", "docx", "txt"):
        out = own / f"notice.{ending}"
        assert run("notify", "--shift", "2024-02", "-o", out, "--config", own).status == 0
        text = "\n".join(paragraphs(out)) if ending == "docx" else out.read_text("utf-8")
        assert "49" not in text.replace("459", "")
        if ending == "html":
            assert "<script>" not in text
            assert "&lt;script&gt;" in text
        else:
            assert name in text


def test_the_centres_own_template_wins(run: Run, own: Path) -> None:
    (own / "templates/notice.zalo.txt").write_text("Kính báo {{ agency }}\n", "utf-8")
    done = run("notify", "--shift", "2024-02", "--format", "zalo", "--config", own)
    assert done.stdout == "Kính báo Sở Tài chính\n"
    file = own / "templates/notice.docx"
    document = Document(BytesIO(template("notice.docx")))
    document.add_paragraph("Riêng của {{ agency }}")
    document.save(str(file))
    out = own / "out.docx"
    run("notify", "--shift", "2024-02", "-o", out, "--config", own)
    assert "Riêng của Sở Tài chính" in paragraphs(out)


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("a\n{{ agenci }}", ":2", "dùng trường không có; các trường: addressee, "),
        ("a\nb\n{% if x %}", ":3", "viết sai hoặc thiếu"),
        ("{{ agency.__class__.__mro__ }}", ":1", "dùng phép không được phép"),
        ("{{ 1 / 0 }}", ":1", "không điền được mẫu"),
        ("{{ range(10 ** 9) }}", ":1", "không điền được mẫu"),
        ("{% include '/etc/passwd' %}", ":1", "không điền được mẫu"),
    ],
)
def test_a_broken_text_template_names_the_place(
    run: Run, own: Path, text: str, place: str, reason: str
) -> None:
    file = own / "templates/notice.zalo.txt"
    file.write_text(text, "utf-8")
    done = run("notify", "--shift", "2024-02", "--format", "zalo", "--config", own)
    assert (done.status, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Lỗi: {file}{place}: ")
    assert reason in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ agenci }}", "dùng trường không có"),
        ("{{ agency", "viết sai hoặc thiếu"),
        ("{{ agency.index('~') }}", "notice.docx: không điền được mẫu"),  # a ValueError
        ("{{ {}['x'] + recipients[99] }}", "dùng trường không có"),
    ],
)
def test_a_broken_word_template_names_the_place(
    run: Run, own: Path, text: str, reason: str
) -> None:
    document = Document(BytesIO(template("notice.docx")))
    document.add_paragraph(f"Đoạn hỏng {text}")
    document.save(str(own / "templates/notice.docx"))
    out = own / "out.docx"
    done = run("notify", "--shift", "2024-02", "-o", out, "--config", own)
    assert done.status == 1
    assert reason in done.stderr
    assert "Traceback" not in done.stderr
    assert not out.exists()


def _another_zip(file: Path) -> None:
    with ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "a")


def _a_spreadsheet(file: Path) -> None:
    with ZipFile(BytesIO(template("notice.docx"))) as word, ZipFile(file, "w") as archive:
        for name in word.namelist():
            archive.writestr(name, word.read(name).replace(b"wordprocessingml", b"spreadsheetml"))


def _torn_xml(file: Path) -> None:
    with ZipFile(BytesIO(template("notice.docx"))) as word, ZipFile(file, "w") as archive:
        for name in word.namelist():
            archive.writestr(name, word.read(name)[:-9])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_text("không phải Word", "utf-8"),
        lambda file: file.write_bytes(template("notice.docx")[:-99]),
        lambda file: file.write_bytes(b""),
        _another_zip,
        _a_spreadsheet,
        _torn_xml,
    ],
)
def test_a_word_template_that_is_none(run: Run, own: Path, spoil: Callable[[Path], object]) -> None:
    spoil(own / "templates/notice.docx")
    done = run("notify", "--shift", "2024-02", "-o", own / "out.docx", "--config", own)
    assert done.status == 1
    assert "không phải tệp Word .docx" in done.stderr


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        ([], 2, "cần một trong hai: --next hoặc --shift"),
        (["--next", "--shift", "2024-02"], 2, "cần một trong hai"),
        (["--shift", "2024"], 2, "«2024» không phải một phiên"),
        (["--shift", " "], 2, "--shift: không được để trống"),
        (["--next", "-o", ""], 2, "--output: không được để trống"),
        (["--next", "-o", "x.txt", "--format", "zalo"], 2, "-o không đi với --format"),
        (["--next", "--dry-run"], 2, "--dry-run đi với --send"),
        (["--send", "-o", "x.txt"], 2, "--send không đi với --output"),
        (["--send", "--shift", "2024-02"], 2, "--send không đi với --shift"),
        (["--send", "--number", "4"], 2, "--send không đi với --number"),
        (["--send", "--date", "2024-01-20"], 2, "--send không đi với --date"),
        (["--send", "--signer", "Nguyễn Văn A"], 2, "--send không đi với --signer"),
        (["--send", "--format", "text"], 2, "--send không đi với --format"),
        (["--shift", "2023-11"], 2, "trước ngày 01/12/2023"),
        (["--shift", "2024-02", "-o", "x.odt"], 2, "x.odt: cần tệp .docx, .pdf, .txt, .md, .html"),
        (
            ["--shift", "2024-02", "-o", "nowhere/x.docx"],
            1,
            "không đọc hoặc ghi được nowhere: không có tệp hoặc thư mục này",
        ),
    ],
)
def test_wrong_use(run: Run, args: list[str], status: int, message: str) -> None:
    done = run("notify", *args)
    assert done.status == status
    assert message in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_file_that_cannot_be_replaced_stays_as_it_was(run: Run, tmp_path: Path) -> None:
    from luanphien.files import replace_file

    file = tmp_path / "a.txt"
    file.write_text("old")
    file.chmod(0o640)
    replace_file(file, b"new")
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("new", 0o640)
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(OSError, match=r"folder\.txt"):
        replace_file(tmp_path / "folder.txt", b"new")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "folder.txt"]


@pytest.mark.parametrize("name", ["An\ufffe", "\uffff"])
def test_what_no_word_file_can_hold_is_no_name(run: Run, tmp_path: Path, name: str) -> None:
    done = run("notify", "--shift", "2024-02", "--signer", name, "-o", tmp_path / "x.docx")
    assert done.status == 2
    assert "có ký tự không dùng được" in done.stderr
    assert not (tmp_path / "x.docx").exists()
