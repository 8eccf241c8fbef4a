"""The minutes, the letter and the report: what they say, in every form, and how they look.

The forms are those of Nghị định 30/2020/NĐ-CP, Phụ lục III: 1.9 for the minutes, 1.5 for the
letter, 1.4 for the report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from html import unescape
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from luanphien.config import Configuration
from luanphien.documents import book, start
from luanphien.documents.__main__ import main
from luanphien.documents.template import SHIPPED, Templates
from luanphien.documents.word_parts import table_paragraphs
from tests.helpers.command_line import CONFIG, ROOT, Run, in_process, modules_of
from tests.helpers.office import letters, lines, needs_office, office, pages, paragraphs

EXAMPLE = CONFIG / "example"
ASKED = (
    *("--officer", "Hoàng Văn Đ", "--reason", "Sai sót nhiều lần."),
    *("--since", "2024-07-12", "--today", "2024-07-08"),
)
COMMANDS = {
    "handover": ("handover", "--shift", "2024-02"),
    "replacement": ("replace", "--shift", "2024-07", *ASKED),
    "report": ("report", "2024", "--today", "2024-12-31"),
    "fairness": ("report", "2024", "--fairness", "--today", "2024-12-31"),
    "schedule": ("schedule", "2024"),
}
HALVES = {months: ("report", months, "--today", "2024-06-15") for months in ("2024", "2024..2025")}
"""Reports of what has been and what is to come, of 12 and 24 shifts."""
FIRST_HEADS = {
    *("Cơ quan, đơn vị", "Nội dung", "Tên", "Họ và tên, cơ quan"),
    *("Họ và tên", "Phiên trực của cơ quan, đơn vị", "Hai bên", "Người được thay", "Phiên"),
}
EVERY = {"notice": ("notify", "--shift", "2024-02"), **COMMANDS}


LISTS = {
    "staff-request": ("roster", "request", "--year=2025", "--today=2024-11-04"),
    "staff-submission": ("roster", "submit", "--year=2024"),
    "staff-decision": ("roster", "submit", "--year=2024"),
}
"""What the yearly list needs; of these every call writes several."""


def said_by(file: Path) -> str:
    """The words of a document in any form."""
    if file.suffix == ".docx":
        return "\n".join(paragraphs(file))
    text = file.read_text("utf-8")
    if file.suffix == ".md":
        text = re.sub(r"\\(.)", r"\1", text)
    return text if file.suffix == ".txt" else unescape(text)


def test_the_minutes_name_both_parties_the_day_and_what_is_handed_over(run: Run) -> None:
    done = run("handover", "--shift", "2024-02", "--config", EXAMPLE)
    assert (done.status, done.stderr) == (0, "")
    for part in (
        # The example's roster: G is the first official of Sở Tài chính, K that of Sở GDĐT, who is
        # away from 11 March. 29 February 2024 is a Thursday; office hours close at 17:00.
        "Hồi 17 giờ 00, ngày 29 tháng 02 năm 2024, tại Trung tâm Phục vụ hành chính công tỉnh Mẫu",
        "Bên giao: ông/bà Nguyễn Văn G, Chuyên viên, điện thoại 0000 000 000, Sở Tài chính, "
        "trực từ ngày 01/02/2024 đến hết ngày 29/02/2024.",
        "Bên nhận: ông/bà Phạm Thị K, Chuyên viên, điện thoại 0000 000 000, Sở Giáo dục và Đào "
        "tạo, trực từ ngày 01/3/2024 đến hết ngày 10/3/2024.",
        "Căn cứ khoản 8 Điều 6 ",
        "Số: ……/BB-TTMAU",
        "lập thành 03 bản có giá trị như nhau, gửi Sở Tài chính, Sở Giáo dục và Đào tạo, "
        "Trung tâm Phục vụ hành chính công tỉnh Mẫu, mỗi nơi 01 bản",
        "- Ban Quản lý các Khu công nghiệp tỉnh: Hồ sơ đã tiếp nhận ……;",
        "- Phí, lệ phí (đồng): Đã thu, đã dùng ……;",
        "- Sổ theo dõi: Số lượng ……;",
    ):
        assert part in done.stdout
    assert done.stdout.count("Bộ tài liệu, hồ sơ chuẩn ……") == 6 + 1  # the six and the sum


def test_the_next_handover_may_lie_within_the_shift(run: Run) -> None:
    # K is away 11–15 March 2024: the first handover is on Friday 8 March, to the reserve M.
    text = run("handover", "--next", "--today", "2024-03-04", "--config", EXAMPLE).stdout
    assert "ngày 08 tháng 3 năm 2024" in text
    assert "Phạm Thị K" in text
    assert "02 bản có giá trị như nhau, gửi Sở Giáo dục và Đào tạo, Trung tâm" in text
    done = run("handover", "--shift", "2024-03", "--config", EXAMPLE)
    assert done.status == 2
    assert "từ 2024-03-11, 2024-03-16, 2024-04-01; ghi --since" in done.stderr
    text = run(
        "handover", "--shift", "2024-03", "--since", "2024-03-16", "--config", EXAMPLE
    ).stdout
    assert "ngày 15 tháng 3 năm 2024" in text


def test_minutes_without_names_are_left_to_be_filled_in(run: Run) -> None:
    text = run("handover", "--shift", "2024-01").stdout
    assert "Bên giao: ông/bà ……, chức vụ ……, Sở Thông tin và Truyền thông" in text
    assert "Số: ……/BB-……" in text


def test_the_letter_asks_the_agency_with_reason_and_basis(run: Run) -> None:
    args = ("replace", "--shift", "2024-07", *ASKED, "--config", EXAMPLE)
    done = run(*args, "--unit", "THTH", "--number", "7", "--date", "2024-07-08")
    assert done.status == 0
    for part in (
        "Số: 07/TTMAU-THTH\nV/v thay công chức, viên chức làm việc luân phiên tháng 07/2024\n"
        "Tỉnh Mẫu, ngày 08 tháng 7 năm 2024\n",
        "Kính gửi: Sở Thông tin và Truyền thông\n",
        "Thực hiện khoản 10 Điều 6 ",
        "Ông/bà Hoàng Văn Đ, Chuyên viên, điện thoại 0000 000 000",
        "Lý do đề nghị thay người: Sai sót nhiều lần.\n",
        "phiên trực tháng 07/2024 (từ ngày 01/7/2024 đến hết ngày 31/7/2024)",
        "từ thứ Sáu, ngày 12/7/2024 đến hết ngày 31/7/2024",
        "về Trung tâm chậm nhất thứ Tư, ngày 10/7/2024.",
        "Nhân sự dự phòng theo danh sách được phê duyệt: ông/bà Vũ Thị E",
        # The working day before Friday 12 July; he is replaced by Lê Văn V already.
        "Bàn giao: 17 giờ 00 thứ Năm, ngày 11/7/2024, tại Trung tâm, giữa bên giao là ông/bà Hoàng "
        "Văn Đ, Chuyên viên, điện thoại 0000 000 000, Sở Thông tin và Truyền thông và bên nhận là "
        "ông/bà Lê Văn V, Chuyên viên, điện thoại 0000 000 000, Sở Thông tin và Truyền thông;",
        "phối hợp thực hiện./.",
        "\nGIÁM ĐỐC\n\n\n\nNguyễn Văn A\n",
        "Nơi nhận:\n- Như trên;\n- Lưu: VT, THTH.\n",
    ):
        assert part in done.stdout


def test_a_letter_that_names_nobody_known_or_no_day(run: Run) -> None:
    why = ("--reason", "x")
    july = ("--today", "2024-07-08", "--config", EXAMPLE)
    who = ("--officer", "Ai Đó", "--since", "2024-07-12", *july)
    done = run("replace", "--shift", "2024-07", *who, *why)
    assert (done.status, done.stdout) == (2, "")
    told = "«Ai Đó» không trực phiên 2024-07 từ ngày 2024-07-12; người trực: Hoàng Văn Đ, Lê Văn V"
    assert told in done.stderr
    # He has been replaced since the 12th; what begins on the 20th is no longer his.
    late = ("--officer", "Hoàng Văn Đ", "--since", "2024-07-20", *july)
    assert run("replace", "--shift", "2024-07", *late, *why).status == 2
    # Without people in the configuration, a name is a name.
    args = ("replace", "--shift", "2024-02", "--officer", "Nguyễn Văn A", *why)
    assert "1. Ông/bà Nguyễn Văn A được cử" in run(*args, "--today", "2024-02-02").stdout
    for days in (("--today", "2024-02-27"), ("--since", "2024-03-01", "--today", "2024-02-01")):
        done = run(*args, *days)
        assert done.status == 2
        assert "ngày 2024-03-01 không thuộc phiên 2024-02; ghi --since" in done.stderr
    args = ("replace", "--shift", "2024-06", "--officer", "Nguyễn Văn A", *why)
    done = run(*args, "--since", "2024-06-29", "--today", "2024-06-03")  # a Saturday, the 30th too
    assert (done.status, done.stdout) == (2, "")
    assert "phiên 2024-06 không còn ngày làm việc nào từ 2024-06-29" in done.stderr
    done = run("replace", "--shift", "2024-02", "--officer", " ", "--reason", "x")
    assert (done.status, "không được để trống" in done.stderr) == (2, True)


def test_the_letter_can_be_obeyed(run: Run) -> None:
    # A letter of Friday 2 February 2024: names on Monday, handover on Tuesday, then the first day.
    args = ("replace", "--shift", "2024-02", "--officer", "Nguyễn Văn A", "--reason", "x")
    text = run(*args, "--today", "2024-02-02").stdout
    assert "từ thứ Tư, ngày 07/02/2024 đến hết ngày 29/02/2024" in text
    assert "chậm nhất thứ Hai, ngày 05/02/2024." in text
    assert "Bàn giao: cuối giờ làm việc thứ Ba, ngày 06/02/2024" in text
    for day in (("--today", "2024-02-02"), ("--date", "2024-02-02", "--today", "2024-01-01")):
        done = run(*args, "--since", "2024-02-06", *day)
        assert (done.status, done.stdout) == (2, "")
        told = "cơ quan báo tên sớm nhất 2024-02-05, bàn giao 2024-02-06, trực từ 2024-02-07"
        assert f"từ 2024-02-06 là quá sớm: theo công văn ngày 2024-02-02, {told}" in done.stderr
    assert run(*args, "--since", "2024-02-07", "--today", "2024-02-02").status == 0


def test_a_letter_moves_a_day_off_and_says_so(run: Run) -> None:
    # Tết is from Thursday 8 to Wednesday 14 February 2024.
    args = ("replace", "--shift", "2024-02", "--officer", "Nguyễn Văn A", "--reason", "x")
    done = run(*args, "--since", "2024-02-08", "--today", "2024-02-01")
    assert done.status == 0
    assert "Lưu ý: 2024-02-08 là ngày nghỉ; người khác trực từ 2024-02-15.\n" in done.stderr
    assert "từ thứ Năm, ngày 15/02/2024 đến hết" in done.stdout
    assert "Bàn giao: cuối giờ làm việc thứ Tư, ngày 07/02/2024" in done.stdout


def test_a_letter_names_who_really_hands_over(run: Run) -> None:
    # K of Sở GDĐT is away from Monday 11 to Friday 15 March 2024: M serves, and hands over.
    args = ("--officer", "Phạm Thị K", "--reason", "x", "--config", EXAMPLE)
    text = run("replace", "--shift", "2024-03", *args, "--date", "2024-03-12").stdout
    assert "Bàn giao: 17 giờ 00 thứ Năm, ngày 14/3/2024" in text
    assert "bên giao là ông/bà Vũ Thị M, Chuyên viên" in text
    assert "bên nhận là công chức, viên chức được cử thay của Sở Giáo dục và Đào tạo;" in text
    assert "để bàn giao" not in text
    # From the start of a shift it is taken over from the agency before, which is told.
    text = run("replace", "--shift", "2024-03", *args, "--date", "2024-02-01").stdout
    assert "từ thứ Sáu, ngày 01/3/2024" in text
    assert "bên giao là ông/bà Nguyễn Văn G, Chuyên viên" in text
    assert "Nơi nhận:\n- Như trên;\n- Sở Tài chính (để bàn giao);\n- Lưu: VT" in text


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([], "cần một trong hai: --next hoặc --shift"),
        (["--next", "--shift", "2024-02"], "cần một trong hai"),
        (["--next", "--since", "2024-03-01"], "--since đi với --shift"),
        (["--shift", "2024-02", "--since", "2024-02-15"], "từ 2024-03-01; xem lại --since"),
        (["--shift", "2024-02", "-o", "x.odt"], "x.odt: cần tệp .docx, .pdf, .txt, .md, .html"),
        (["--next", "--today", "9001-01-01"], "quá xa"),
    ],
)
def test_wrong_use_of_handover(run: Run, args: list[str], message: str) -> None:
    done = run("handover", *args)
    assert (done.status, done.stdout) == (2, "")
    assert message in done.stderr


@pytest.mark.parametrize("ending", ["txt", "md", "html", "docx"])
@pytest.mark.parametrize("name", COMMANDS)
def test_every_document_in_every_form(run: Run, tmp_path: Path, name: str, ending: str) -> None:
    file = tmp_path / f"{name}.{ending}"
    done = run(*COMMANDS[name], "--number", "7", "-o", file, "--config", EXAMPLE)
    assert (done.status, done.stdout) == (0, f"Đã ghi {file}\n")
    text = "\n".join(paragraphs(file)) if ending == "docx" else file.read_text("utf-8")
    for part in {
        "handover": ("BIÊN BẢN", "7/BB-TTMAU", "BÊN GIAO", "Phạm Thị K", "Cộng"),
        "replacement": ("V/v thay", "Kính gửi", "7/TTMAU-HCTH", "Như trên;", "Nguyễn Văn A"),
        "report": ("BÁO CÁO", "7/BC-TTMAU", "năm 2024", "+25,2", "Nguyễn Văn A"),
        "fairness": ("BÁO CÁO", "7/BC-TTMAU", "năm 2024", "+25,2", "Vũ Thị M"),
        "schedule": ("LỊCH LÀM VIỆC", "7/LLV-TTMAU", "Năm 2024", "27/12/2023", "Vũ Thị E"),
    }[name]:
        assert part in text
    if ending == "html":
        assert ("<table border" in text) == (name != "replacement")
    else:
        assert not set(text) & set("{}")
    if ending == "md" and name == "handover":
        assert "| Cơ quan, đơn vị | Hồ sơ đã tiếp nhận |" in text
        assert "\n| --- | --- | --- | --- | --- |\n| Sở Văn hóa" in text


@pytest.mark.parametrize("ending", ["txt", "md", "html", "docx"])
@pytest.mark.parametrize("name", EVERY)
def test_every_form_has_the_same_parts_in_the_same_order(
    run: Run, tmp_path: Path, name: str, ending: str
) -> None:
    # Nghị định 30/2020/NĐ-CP, Phụ lục I: components 2, 1, 3 to 9, read from the left to the right.
    file = tmp_path / f"x.{ending}"
    assert run(*EVERY[name], "-o", file, "--config", EXAMPLE).status == 0
    said, position = letters(said_by(file)), 0
    dated, to = "Tỉnh Mẫu, ngày …… tháng …… năm ……", ["Kính gửi: "]
    own = {
        "notice": [dated, "THÔNG BÁO"],
        "handover": ["BIÊN BẢN"],
        "replacement": ["V/v thay", dated, *to],
        "report": [dated, "BÁO CÁO", *to],
        "fairness": [dated, "BÁO CÁO", *to],
        "schedule": [dated, "LỊCH LÀM VIỆC LUÂN PHIÊN"],
    }[name]
    signed = ["BÊN GIAO", "BÊN NHẬN"] if name == "handover" else ["GIÁM ĐỐC", "Nguyễn Văn A"]
    copies = ["Nơi nhận:", "Lưu: VT, HCTH."]
    # In Word the signature stands beside the list, at its right.
    closing = copies + signed if ending == "docx" and name != "handover" else signed + copies
    for part in (
        "ỦY BAN NHÂN DÂN TỈNH MẪU",
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG TỈNH MẪU",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: ……/",
        *own,
        "./.",
        *closing,
    ):
        position = said.find(letters(part), position) + 1
        assert position, part


def test_the_unit_that_drafts_stands_after_the_archive_once(
    run: Run, example: Callable[..., Path]
) -> None:
    unit = "  unit: HCTH                 # đơn vị soạn thảo: «Lưu: VT, HCTH.»\n"
    for archive, unit_key, args, kept in (
        ("", unit, (), "VT, HCTH"),
        ("", unit, ("--unit", "THTH"), "VT, THTH"),
        ("", "", (), "VT"),
        ("  archive: VT, HCTH\n", unit, (), "VT, HCTH"),
    ):
        folder = example((unit, archive + unit_key))
        for command in (("notify", "--shift", "2024-02"), ("handover", "--shift", "2024-02")):
            text = run(*command, *args, "--config", folder).stdout
            assert text.endswith(f"- Lưu: {kept}.\n")


def test_a_name_with_a_bar_stays_in_its_row(run: Run, own: Path) -> None:
    file = own / "agencies.yaml"
    text = file.read_text("utf-8").replace("name: Sở Tài chính", 'name: "Sở A | <B>"')
    file.write_text(text, "utf-8")
    for ending in ("txt", "md", "html", "docx"):
        out = own / f"x.{ending}"
        assert run("handover", "--shift", "2024-01", "-o", out, "--config", own).status == 0
    page = (own / "x.html").read_text("utf-8")
    assert "<td>Sở A / &lt;B&gt;</td>" in page  # a bar would part two cells
    assert "<B>" not in page
    assert "| Sở A / &lt;B> |" in (own / "x.md").read_text("utf-8")


@pytest.mark.parametrize("ending", ["txt", "md", "html", "docx"])
@pytest.mark.parametrize("name", EVERY)
def test_the_centres_own_wording_is_that_of_every_form(
    run: Run, own: Path, name: str, ending: str
) -> None:
    # Notepad on Windows begins a file with U+FEFF and ends its lines with CR LF.
    wording = "\ufeffLời riêng của {{ centre }}.\r\n| Một | Hai |\r\n| ba |\r\n"
    (own / f"templates/{name}.body.txt").write_text(wording, "utf-8", newline="")
    file = own / f"x.{ending}"
    assert run(*EVERY[name], "-o", file, "--config", own).status == 0
    said = said_by(file)
    assert "Lời riêng của Trung tâm Phục vụ" in said
    assert "như sau" not in said
    assert "\ufeff" not in said
    if ending == "docx":
        table = Document(str(file)).tables[1]
        assert [[cell.text for cell in row.cells] for row in table.rows] == [
            ["Một", "Hai"],
            ["ba", ""],
        ]


def test_the_wording_says_how_wide_the_columns_are_and_nothing_else_shows_it(
    run: Run, own: Path
) -> None:
    wording = "| A | B | C |\n| 1 cm | 2,5 cm | 0.5 cm |\n| {{ agency }} | 2 | 3 |\n"
    wording += "Sau.\n| D | E |\n| 4 cm | |\n| 9 | 9 |\n"
    (own / "templates/notice.body.txt").write_text(wording, "utf-8")
    for ending in ("txt", "md", "html", "docx"):
        file = own / f"x.{ending}"
        assert run(*EVERY["notice"], "-o", file, "--config", own).status == 0
        assert "2,5 cm" not in said_by(file)
        assert "4 cm" in said_by(file)  # no widths: a cell of that row says none
    first, second = Document(str(own / "x.docx")).tables[1:3]
    # 1 : 2.5 : 0.5 of the 16.5 cm between the margins; unasked, the first column has 5.3 of them.
    widths = [[round(column.width.cm, 1) for column in table.columns] for table in (first, second)]
    assert widths == [[4.1, 10.3, 2.1], [5.3, 11.2]]


@pytest.mark.parametrize("columns", [1, 2, 3, 9, 63])
def test_a_table_of_any_shape_is_laid_out(run: Run, own: Path, columns: int) -> None:
    wording = f"|{'A|' * columns}\n|\n| x |\n|{'y|' * (columns + 2)}"
    (own / "templates/notice.body.txt").write_text(wording, "utf-8")
    assert run(*EVERY["notice"], "-o", own / "x.docx", "--config", own).status == 0
    table = Document(str(own / "x.docx")).tables[1]
    assert [len(row.cells) for row in table.rows] == [columns] * 4


@pytest.mark.parametrize("name", EVERY)
def test_the_word_template_to_start_from_says_what_the_wording_says(
    run: Run, example: Callable[..., Path], name: str
) -> None:
    folder = example()
    command = (*EVERY[name], "--number", "7", "--config", folder)
    assert run(*command, "-o", folder / "shipped.docx").status == 0
    (folder / "templates").mkdir()
    (folder / f"templates/{name}.docx").write_bytes(start.template(f"{name}.docx"))
    assert run(*command, "-o", folder / "own.docx").status == 0
    said = paragraphs(folder / "own.docx")
    assert said == paragraphs(folder / "shipped.docx")
    for ending in ("txt", "md", "html"):
        file = folder / f"own.{ending}"
        assert run(*command, "-o", file).status == 0
        text = letters(said_by(file))
        missing = {line for line in said if letters(line) not in text}
        # In plain text a row is told by its cells, without the head of the first.
        assert missing <= (FIRST_HEADS if ending == "txt" else set())


def edited(name: str, folder: Path, *changes: tuple[str, str]) -> None:
    """The centre's own Word template: the one to start from, after these changes."""
    document = Document(BytesIO(start.template(f"{name}.docx")))
    for old, new in changes:
        runs = [run for run in every_run(document) if old in run.text]
        assert runs, old
        for run in runs:
            run.text = run.text.replace(old, new)
    document.save(str(folder / f"templates/{name}.docx"))


def every_run(document: Any) -> Iterator[Any]:
    for place in document.element.body.iter(qn("w:p")):
        yield from Paragraph(place, document).runs


FORMS = [(name, ending) for name in EVERY for ending in (None, "txt", "md", "html", "docx")]
for listed in ("report", "fairness", "schedule"):
    FORMS.remove((listed, None))  # on the terminal it is tables, not a document


@pytest.mark.parametrize(("name", "ending"), FORMS)
def test_who_edits_the_word_template_edits_every_form(
    run: Run, own: Path, name: str, ending: str | None
) -> None:
    edited(
        name,
        own,
        ("Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc <riêng>"),
        ("./.", " và thay mặt {{ centre }} cảm ơn./."),
        ("Nơi nhận:", "Kính chuyển:"),
    )
    (own / "templates/document.html").write_text("{{ nothing }}", "utf-8")  # has its own letterhead
    if ending is None:
        said = run(*EVERY[name], "--config", own).stdout
    else:
        file = own / f"x.{ending}"
        assert run(*EVERY[name], "-o", file, "--config", own).status == 0
        said = said_by(file)
    assert said.count("Độc lập – Tự do – Hạnh phúc <riêng>") == 1
    assert "và thay mặt Trung tâm Phục vụ hành chính công tỉnh Tuyên Quang cảm ơn./." in said
    assert "Kính chuyển:" in said
    assert "Nơi nhận" not in said


def test_where_both_are_there_the_word_template_counts_and_check_says_so(
    run: Run, own: Path
) -> None:
    edited("notice", own, ("./.", " – theo mẫu Word./."))
    wording = own / "templates/notice.body.txt"
    wording.write_text("Theo tệp lời văn.", "utf-8")
    assert "theo mẫu Word./." in run(*EVERY["notice"], "--config", own).stdout
    told = (
        f"cảnh báo: {wording}: không được dùng, vì có mẫu Word {wording.with_name('notice.docx')}"
    )
    assert told in run("check", "--config", own).stdout
    wording.unlink()
    assert "mẫu Word" not in run("check", "--config", own).stdout


@pytest.mark.parametrize("name", [*EVERY, "register"])
def test_a_document_that_is_filled_in_is_no_template(run: Run, own: Path, name: str) -> None:
    file = own / f"templates/{name}.docx"
    command = EVERY.get(name, ("register", "export"))
    assert run(*command, "-o", own / "x.docx", "--config", own).status == 0
    (own / "x.docx").replace(file)
    for ending in ("docx", "txt")[: 1 if name == "register" else 2]:
        done = run(*command, "-o", own / f"x.{ending}", "--config", own)
        assert (done.status, done.stdout) == (1, "")
        assert done.stderr.startswith(f"Lỗi: {file}: không có trường nào như {{{{ centre }}}}")
        assert done.stderr.endswith(f"python -m luanphien.documents {name}.docx\n")
        assert not (own / f"x.{ending}").exists()


def test_a_list_that_word_would_mend_is_said(run: Run, own: Path) -> None:
    document = Document(BytesIO(start.template("notice.docx")))
    document.paragraphs[-2].style = "List Number"
    numbers = document.part.numbering_part.element.xpath("w:abstractNum/w:lvl/w:start")
    for number in numbers:
        number.set(qn("w:val"), "một")
    file = own / "templates/notice.docx"
    document.save(str(file))
    done = run(*EVERY["notice"], "--config", own)
    assert (done.status, done.stdout) == (1, "")
    assert done.stderr == f"Lỗi: {file}: không điền được mẫu\n"


def test_a_book_of_the_centres_own(run: Run, own: Path) -> None:
    file = own / "so.docx"
    command = ("--config", own, "--state", own / "register.sqlite")
    run("register", "notice", "--shift", "2024-02", "--by", "Văn thư", *command)
    run("register", "export", "-o", file, *command)
    shipped = paragraphs(file)
    edited("register", own, ("SỔ THEO DÕI", "SỔ RIÊNG"))
    assert run("register", "export", "-o", file, *command).status == 0
    assert paragraphs(file) == [text.replace("SỔ THEO DÕI", "SỔ RIÊNG") for text in shipped]


def test_a_row_of_the_book_is_one_line(shipped: Configuration, own: Path) -> None:
    row, day = ["A\u2028B\nC"] * len(book.HEADERS), date(2024, 12, 31)
    printed = book.book([row], [day], day)
    content = book.content(Templates(own), printed, shipped.centre, shipped.letterhead, day)
    cells = Document(BytesIO(content)).tables[0].rows[1].cells
    assert [cell.text for cell in cells] == ["1", *["A B C"] * len(row)]


def test_the_book_tells_its_period_by_date_in_full_and_has_places_to_sign(
    run: Run, tmp_path: Path
) -> None:
    options = ("--config", EXAMPLE, "--state", tmp_path / "register.sqlite")
    by = ("--by", "Văn thư", *options)
    march = ("--on", "2024-03-11", "--today", "2024-03-12")
    run("register", "ack", "--shift", "2024-04", *by, *march)
    # Written down later, and happened before.
    january = ("--on", "2024-01-25", "--today", "2024-03-12")
    run("register", "notice", "--shift", "2024-02", *by, *january)
    file = tmp_path / "so.docx"
    assert run("register", "export", "-o", file, *options, "--today", "2024-12-31").status == 0
    document = Document(str(file))
    table, signatures = document.tables
    assert [[cell.text for cell in row.cells][:4] for row in table.rows[1:]] == [
        ["1", "25/01/2024", "tháng 02/2024", "gửi thông báo phiên trực"],
        ["2", "11/03/2024", "tháng 04/2024", "xác nhận đã nhận thông báo"],
    ]
    text = [paragraph.text for paragraph in document.paragraphs]
    assert "Từ ngày 25/01/2024 đến hết ngày 11/3/2024" in text
    assert "In ngày 31 tháng 12 năm 2024" in text
    left, right = (cell.text.split("\n") for cell in signatures.rows[0].cells)
    assert left == ["NGƯỜI LẬP SỔ", "", "", "", ""]
    assert right == ["GIÁM ĐỐC", "", "", "", "Nguyễn Văn A"]


@pytest.mark.parametrize("own_template", [False, True])
@pytest.mark.parametrize("name", [*EVERY, "register"])
def test_word_knows_the_centre_the_subject_and_the_day(
    run: Run, example: Callable[..., Path], name: str, own_template: bool
) -> None:
    folder = example()
    if own_template:
        (folder / "templates").mkdir()
        (folder / f"templates/{name}.docx").write_bytes(start.template(f"{name}.docx"))
    command = {**EVERY, "register": ("register", "export")}[name]
    file = folder / "x.docx"
    today = "2024-07-08"  # the letter's too
    assert run(*command, "-o", file, "--config", folder, "--today", today).status == 0
    properties = Document(str(file)).core_properties
    assert properties.author == "Trung tâm Phục vụ hành chính công tỉnh Mẫu"
    subject = {
        "notice": "Thời gian làm việc luân phiên tháng 02/2024 của Sở Tài chính",
        "handover": "Bàn giao công việc của công chức, viên chức làm việc luân phiên",
        "replacement": "thay công chức, viên chức làm việc luân phiên tháng 07/2024",
        "report": "Tình hình làm việc luân phiên năm 2024",
        "fairness": "Phân bổ ngày trực luân phiên năm 2024",
        "schedule": "Lịch làm việc luân phiên năm 2024",
        "register": "Thông báo, bàn giao và thay người làm việc luân phiên",
    }[name]
    assert properties.title == properties.subject == subject
    assert [properties.created, properties.modified] == [datetime(2024, 7, 8, tzinfo=UTC)] * 2
    assert properties.comments == ""


@pytest.mark.parametrize("name", EVERY)
def test_a_table_of_unknown_length_may_run_over_a_page(name: str) -> None:
    document = Document(BytesIO(start.template(f"{name}.docx")))
    for table in document.tables:
        places = list(table_paragraphs(table))
        if any(place.text.startswith("{%tr") for place in places):
            assert not any(place.paragraph_format.keep_with_next for place in places)


def test_a_template_to_start_from_is_written_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in start.NAMES:
        assert main([name, str(tmp_path)]) == 0
        assert capsys.readouterr().out == f"Đã ghi {tmp_path / name}\n"
        if not name.endswith(".docx"):
            assert (tmp_path / name).read_bytes() == (SHIPPED / name).read_bytes()
    assert sorted(start.NAMES) == sorted(file.name for file in tmp_path.iterdir())
    (tmp_path / "notice.body.txt").write_text("riêng")
    assert main(["notice.body.txt", str(tmp_path)]) == 1
    assert "đã có tệp này" in capsys.readouterr().err
    assert (tmp_path / "notice.body.txt").read_text() == "riêng"
    for wrong in ([], ["../notice.docx"], ["notice.docx", str(tmp_path), "x"]):
        assert main(wrong) == 2
        assert "notice.body.txt" in capsys.readouterr().err


@pytest.mark.parametrize(("args", "needed"), [((), False), (("-o", "x.docx"), True)])
def test_only_a_word_file_costs_a_word_library(
    tmp_path: Path, args: tuple[str, ...], needed: bool
) -> None:
    modules = modules_of(tmp_path, "notify", "--shift", "2024-02", "--config", str(CONFIG), *args)
    assert "jinja2" in modules
    assert ("docx" in modules) == needed
    assert "docxtpl" not in modules


def test_what_no_xml_file_can_hold_is_left_out_of_word(run: Run, own: Path) -> None:
    file = own / "agencies.yaml"
    text = file.read_text("utf-8").replace("name: Sở Tài chính", f"name: Sở {'A' * 150}")
    file.write_text(text, "utf-8")
    (own / "templates/notice.body.txt").write_text(
        "{{ agency }}\x01\n| A |\n| \x02{{ agency }}\uffff |", "utf-8"
    )
    assert run("check", "--config", own).status == 0
    assert run(*EVERY["notice"], "-o", own / "x.docx", "--config", own).status == 0
    assert paragraphs(own / "x.docx").count(f"Sở {'A' * 150}") == 2


@pytest.mark.parametrize(("name", "command"), (EVERY | LISTS).items())
def test_every_field_is_documented(
    run: Run,
    own: Path,
    example: Callable[..., Path],
    name: str,
    command: tuple[str, ...],
) -> None:
    example()  # in the same folder
    (own / f"templates/{name}.body.txt").write_text("{{ nothing }}", "utf-8")
    done = run(*command, "-o", own / "x.txt", "--config", own)
    fields = done.stderr.strip().rpartition("các trường: ")[2].split(", ")
    text = (ROOT / "docs/templates.md").read_text("utf-8")
    parts = dict(re.findall(r"^## ([\w -]+)\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE))
    told = parts["Every document"] + parts[name]
    assert sorted(re.findall(r"^\| `(\w+)` \|", told, re.MULTILINE)) == sorted(
        [*fields, "body", "attached", "whole"]
    )


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every document of both configurations, and what LibreOffice makes of it."""
    folder = tmp_path_factory.mktemp("printed")
    commands = COMMANDS | HALVES
    for config, name in product((CONFIG, EXAMPLE), commands):
        file = folder / f"{config.name}-{name}.docx"
        args = (*commands[name], "-o", file, "--config", config)
        assert in_process(*args, LUANPHIEN_STATE=str(folder / "none.sqlite")).status == 0
    office("pdf", *folder.glob("*.docx"))
    return folder


@needs_office
@pytest.mark.parametrize("config", [CONFIG, EXAMPLE], ids=["shipped", "example"])
@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("handover", 2, 2),
        ("replacement", 1, 1),
        ("report", 3, 4),
        ("schedule", 1, 1),
        ("fairness", 1, 3),
    ],
)
def test_libreoffice_shows_all_of_it(
    printed: Path, name: str, config: Path, least: int, most: int
) -> None:
    file = printed / f"{config.name}-{name}.docx"
    shown = pages(file.with_suffix(".pdf"))
    assert least <= len(shown) <= most
    document, together = Document(str(file)), "".join(shown)
    for paragraph in document.paragraphs:
        assert letters(paragraph.text) in together
    for table in document.tables[1:]:
        for row in table.rows:
            for word in " ".join(cell.text for cell in row.cells).split():
                assert word in together
    closing = "BÊN NHẬN" if name == "handover" else "GIÁM ĐỐC"
    for last in ("./.", closing, "Nơi nhận:"):
        assert letters(last) in shown[-1]  # the last words stand with the signature


@needs_office
@pytest.mark.parametrize("config", [CONFIG, EXAMPLE], ids=["shipped", "example"])
def test_the_second_page_of_the_minutes_is_full_of_room_to_write(
    printed: Path, config: Path
) -> None:
    _, second = lines(printed / f"{config.name}-handover.pdf")
    assert sum(set(line.text) == {"…"} for line in second) >= 8
    # An A4 page is 842 points high, its lower margin 57.
    assert max(line.bottom for line in second) > 842 - 57 - 90


@needs_office
@pytest.mark.parametrize("months", HALVES)
@pytest.mark.parametrize("config", [CONFIG, EXAMPLE], ids=["shipped", "example"])
def test_the_report_ends_with_its_last_part_and_breaks_no_state(
    printed: Path, config: Path, months: str
) -> None:
    file = printed / f"{config.name}-{months}.docx"
    shown = lines(printed / f"{config.name}-{months}.pdf")
    texts = [line.text for line in shown[-1]]
    assert letters("VII. Nhận xét, kiến nghị") in texts
    assert letters("GIÁM ĐỐC") in texts
    cells = [cell.text for table in Document(str(file)).tables for cell in table._cells]
    whole = [line.text for page in shown for line in page]
    for state in ("trước khi có sổ", "chưa đến hạn", "chưa đến ngày"):
        assert cells.count(state) > 3
        assert sum(text.endswith(letters(state)) for text in whole) == cells.count(state), state


def test_the_report_says_in_numbers_full_names_and_months_what_the_minutes_hold(
    run: Run, tmp_path: Path
) -> None:
    options = ("--config", EXAMPLE, "--state", tmp_path / "register.sqlite")
    args = ("--by", "Văn thư", *options, "--on", "2024-01-31", "--today", "2024-02-01")
    counts = ("--received", "1.250", "--in-progress", "12", "--fees", "3.400.000")
    run("register", "handover", "--shift", "2024-01", *counts, *args)
    run("register", "handover", "--shift", "2024-02", "--received", "7", *args[:-4],
        *("--on", "2024-02-29", "--today", "2024-03-01"))  # fmt: skip
    file = tmp_path / "x.docx"
    period = "2024-01..2024-03"
    assert run("report", period, "-o", file, *options, "--today", "2024-04-01").status == 0
    said = paragraphs(file)
    assert "Căn cứ khoản 1, khoản 3 Điều 11 Quy chế mẫu ban hành kèm theo Quyết định mẫu." in said
    assert "Tháng 01/2024: Sở Thông tin và Truyền thông" in said
    assert "Cộng hồ sơ đã tiếp nhận: ít nhất 1.257." in said
    at = said.index("31/01/2024, Phạm Thị D → Nguyễn Văn G")
    assert said[at + 1 : at + 6] == ["1.250", "12", "–", "–", "3.400.000"]
    text = "\n".join(said)
    assert not set(text) & set("█░")
    for brief in ("2024-01", "Sở TTTT", "Sở GDĐT", "khoản 2 Điều 12", "luanphien"):
        assert brief not in text
    shown = run("report", period, *options, "--today", "2024-04-01").stdout
    assert "Số liệu tại quầy theo biên bản (khoản 3 Điều 11)" in shown
    assert "Cộng hồ sơ đã tiếp nhận: ít nhất 1.257." in shown
    assert "Chưa có số liệu của 3 lần bàn giao: 08/03/2024 Phạm Thị K → Vũ Thị M" in shown
    # Without minutes it says so.
    assert run("report", "2024", "-o", file, "--config", EXAMPLE).status == 0
    assert any(line.startswith("Chưa có biên bản bàn giao nào") for line in paragraphs(file))


@pytest.mark.parametrize("name", ["handover", "report"])
def test_the_edges_of_a_table_are_those_of_the_text(run: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / "x.docx"
    assert run(*COMMANDS[name], "-o", file, "--config", EXAMPLE).status == 0
    for table in Document(str(file)).tables[1:-1]:
        # Word puts the words of a table at the text's edge, its lines a cell's margin outside.
        (indent,) = table._tbl.xpath("w:tblPr/w:tblInd/@w:w")
        (margin,) = table._tbl.xpath("w:tblPr/w:tblCellMar/w:left/@w:w")
        assert indent == margin == "80"
        assert sum(column.width.cm for column in table.columns) == pytest.approx(16.5, abs=0.05)


def test_minutes_that_name_nobody_say_so(run: Run, tmp_path: Path) -> None:
    told = "Lưu ý: lịch chưa có người trực của {}; họ tên, chức vụ để trống.\n".format
    assert run("handover", "--shift", "2024-01").stderr == told("bên giao, bên nhận")
    # The example has no roster for 2025: D hands over to nobody.
    args = ("handover", "--shift", "2024-12", "--config", EXAMPLE, "-o", tmp_path)
    assert run(*args).stderr == told("bên nhận")
    assert run("handover", "--shift", "2024-02", "--config", EXAMPLE).stderr == ""


@pytest.mark.parametrize("name", ["replacement", "report"])
def test_the_addressee_is_as_large_as_the_body(run: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / "x.docx"
    assert run(*COMMANDS[name], "-o", file, "--config", EXAMPLE).status == 0
    sizes = {
        paragraph.text.split(":")[0]: paragraph.runs[0].font.size
        for paragraph in Document(str(file)).paragraphs
        if paragraph.text
    }
    closing = next(size for text, size in sizes.items() if text.endswith("./."))
    assert sizes["Kính gửi"] == closing


def test_days_off_are_written_out(run: Run) -> None:
    # Tết of 2024 (Thông báo 5015/TB-LĐTBXH): Thursday 8 to Wednesday 14 February; the exchange of
    # 29 April for Saturday 4 May (config/holidays_vn.yaml has the sources).
    tet = "từ thứ Năm, ngày 08/02/2024 đến hết thứ Tư, ngày 14/02/2024 (Tết Nguyên đán Giáp Thìn)"
    assert f"nghỉ {tet}" in run("notify", "--shift", "2024-02").stdout
    exchange = "(Hoán đổi dịp Ngày Chiến thắng)"
    text = run("notify", "--shift", "2024-04").stdout
    assert f"nghỉ thứ Hai, ngày 29/4/2024 {exchange}; nghỉ thứ Ba, ngày 30/4/2024" in text
    text = run("notify", "--shift", "2024-05").stdout
    assert f"làm bù thứ Bảy, ngày 04/5/2024 {exchange}" in text


@pytest.mark.parametrize(
    "command",
    [
        ("handover", "--next"),
        ("notify", "--next"),
        (
            "replace",
            "--today=2024-03-12",
            "--shift=2024-03",
            "--since=2024-03-20",
            "--officer=Phạm Thị K",
            "--reason=X",
        ),
        ("schedule", "2024"),
        ("contacts",),
        ("register", "export"),
        ("report", "2024"),
        ("report", "2024", "--fairness"),
        ("roster", "submit", "--year=2024"),
        ("backup",),
    ],
)
def test_a_folder_that_is_not_there_is_named(run: Run, command: tuple[str, ...]) -> None:
    files = ("--config", CONFIG / "example", "--state", "r.sqlite")
    out = () if command == ("backup",) else ("-o",)
    done = run(*command, *out, "bien-ban", *files)
    assert (done.status, done.stdout) == (2, "")
    assert "bien-ban: không có thư mục này; nếu là tệp thì tên phải kết thúc bằng ." in done.stderr
    ending = ".tar.gz" if command == ("backup",) else ".docx"
    ending = ".xlsx" if command == ("contacts",) else ending
    done = run(*command, *out, f"bien-ban/x{ending}", *files)
    assert (done.status, done.stdout) == (1, "")
    assert "ghi được bien-ban: không có tệp hoặc thư mục này\n" in done.stderr
    assert not Path("bien-ban").exists()
