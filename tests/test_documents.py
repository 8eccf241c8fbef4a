"""The minutes, the letter and the report: what they say, in every form, and how they look.

The forms are those of Nghị định 30/2020/NĐ-CP, Phụ lục III: 1.9 for the minutes, 1.5 for the
letter, 1.4 for the report.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from luanphien.documents.template import SHIPPED
from tests.conftest import CONFIG, ROOT, Run
from tests.office import letters, needs_office, pages, paragraphs

EXAMPLE = CONFIG / "example"
ASKED = ("--officer", "Hoàng Văn Đ", "--reason", "Sai sót nhiều lần.", "--since", "2024-07-12")
COMMANDS = {
    "handover": ("handover", "--shift", "2024-02"),
    "replacement": ("replace", "--shift", "2024-07", *ASKED),
    "report": ("report", "2024", "--today", "2024-12-31"),
}


def test_the_minutes_name_both_parties_the_day_and_what_is_handed_over(run: Run) -> None:
    done = run("handover", "--shift", "2024-02", "--config", EXAMPLE)
    assert (done.status, done.stderr) == (0, "")
    for part in (
        # The example's roster: G is the first official of Sở Tài chính, K that of Sở GDĐT, who is
        # away from 11 March. 29 February 2024 is a Thursday; office hours close at 17:00.
        "Hồi 17 giờ 00, ngày 29 tháng 02 năm 2024, tại Trung tâm Phục vụ hành chính công tỉnh Mẫu",
        "Bên giao: ông/bà Nguyễn Văn G, Chuyên viên, điện thoại 0000 000 000, Sở Tài chính, "
        "trực từ 01/02/2024 đến hết 29/02/2024.",
        "Bên nhận: ông/bà Phạm Thị K, Chuyên viên, điện thoại 0000 000 000, Sở Giáo dục và Đào "
        "tạo, trực từ 01/03/2024 đến hết 10/03/2024.",
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
    done = run(*args, "--unit", "HC", "--number", "7", "--date", "2024-07-08")
    assert (done.status, done.stderr) == (0, "")
    for part in (
        "Số: 07/TTMAU-HC\nV/v thay công chức, viên chức làm việc luân phiên tháng 07/2024\n",
        "Kính gửi: Sở Thông tin và Truyền thông\n",
        "Thực hiện khoản 10 Điều 6 ",
        "Ông/bà Hoàng Văn Đ, Chuyên viên, điện thoại 0000 000 000",
        "Lý do đề nghị thay người: Sai sót nhiều lần.\n",
        "từ thứ Sáu 12/07/2024 đến hết 31/07/2024",
        "Nhân sự dự phòng theo danh sách được phê duyệt: ông/bà Vũ Thị E",
        "Bàn giao: 17 giờ 00 thứ Năm 11/07/2024",  # the working day before Friday 12 July
        "phối hợp thực hiện./.",
        "Tỉnh Mẫu, ngày 08 tháng 7 năm 2024\nGIÁM ĐỐC\n",
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n",
    ):
        assert part in done.stdout


def test_a_letter_that_names_nobody_known_or_no_day(run: Run) -> None:
    why = ("--reason", "x")
    who = ("--officer", "Ai Đó", "--since", "2024-07-12", "--config", EXAMPLE)
    done = run("replace", "--shift", "2024-07", *who, *why)
    assert (done.status, done.stdout) == (2, "")
    told = "«Ai Đó» không trực phiên 2024-07 từ ngày 2024-07-12; người trực: Hoàng Văn Đ, Lê Văn V"
    assert told in done.stderr
    # He has been replaced since the 12th; what begins on the 20th is no longer his.
    late = ("--officer", "Hoàng Văn Đ", "--since", "2024-07-20", "--config", EXAMPLE)
    assert run("replace", "--shift", "2024-07", *late, *why).status == 2
    # Without people in the configuration, a name is a name; Monday 5 February comes after Friday 2.
    args = ("replace", "--shift", "2024-02", "--officer", "Nguyễn Văn A", *why)
    text = run(*args, "--today", "2024-02-02").stdout
    assert "1. Ông/bà Nguyễn Văn A được cử" in text
    assert "từ thứ Hai 05/02/2024" in text
    for days in (("--today", "2024-02-29"), ("--since", "2024-03-01")):
        done = run(*args, *days)
        assert done.status == 2
        assert "ngày 2024-03-01 không thuộc phiên 2024-02; ghi --since" in done.stderr
    done = run("replace", "--shift", "2024-02", "--officer", " ", "--reason", "x")
    assert (done.status, "không được để trống" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([], "cần một trong hai: --next hoặc --shift"),
        (["--next", "--shift", "2024-02"], "cần một trong hai"),
        (["--next", "--since", "2024-03-01"], "--since đi với --shift"),
        (["--shift", "2024-02", "--since", "2024-02-15"], "từ 2024-03-01; ghi --since"),
        (["--shift", "2024-02", "-o", "x.pdf"], "x.pdf: cần tệp .docx, .txt, .md, .html"),
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
        "replacement": ("V/v thay", "Kính gửi", "7/TTMAU-……", "Như trên;", "Nguyễn Văn A"),
        "report": ("BÁO CÁO", "7/BC-TTMAU", "năm 2024", "+25,2", "█", "Nguyễn Văn A"),
    }[name]:
        assert part in text
    if ending == "html":
        assert ("<table" in text) == (name != "replacement")
    else:
        assert not set(text) & set("{}")
    if ending == "md" and name == "handover":
        assert "| Cơ quan, đơn vị | Hồ sơ đã tiếp nhận |" in text
        assert "\n| --- | --- | --- | --- | --- |\n| Sở Văn hóa" in text


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


@pytest.mark.parametrize("name", COMMANDS)
def test_the_centres_own_wording_wins(run: Run, own: Path, name: str) -> None:
    (own / f"templates/{name}.body.txt").write_text("Lời riêng của {{ centre }}.", "utf-8")
    done = run(*COMMANDS[name], "-o", own / "x.txt", "--config", own)
    if name == "replacement":  # Hoàng Văn Đ is not known here, and needs not be
        assert done.status == 0
    assert "Lời riêng của Trung tâm Phục vụ" in (own / "x.txt").read_text("utf-8")


@pytest.mark.parametrize("name", ["notice", "handover", "replacement", "report"])
def test_the_word_template_says_what_the_text_says(name: str) -> None:
    lines = (SHIPPED / f"{name}.body.txt").read_text("utf-8").splitlines()
    wording = [re.sub(r"^\| | \|$", "", line) for line in lines]
    said = [cell.strip() for line in wording for cell in line.split("|") if cell.strip(" {%}")]
    template = [re.sub("{%(p|tr) ", "{% ", text) for text in paragraphs(SHIPPED / f"{name}.docx")]
    start = template.index(said[0])
    assert template[start : start + len(said)] == said


@pytest.mark.parametrize("name", ["notice", "handover", "replacement", "report", "register"])
def test_the_tool_makes_the_templates_that_ship(tmp_path: Path, name: str) -> None:
    script = (
        "import sys; sys.path.insert(0, 'tools'); import make_templates as tool\n"
        "getattr(tool, sys.argv[1])().save(sys.argv[2])"
    )
    made = tmp_path / "made.docx"
    subprocess.run([sys.executable, "-c", script, name, str(made)], cwd=ROOT, check=True)
    same = [Document(str(file)).element.xml for file in (made, SHIPPED / f"{name}.docx")]
    assert same[0] == same[1]


@pytest.mark.parametrize(
    ("name", "command"), [("notice", ("notify", "--shift", "2024-02")), *COMMANDS.items()]
)
def test_every_field_is_documented(
    run: Run,
    own: Path,
    name: str,
    command: tuple[str, ...],
) -> None:
    (own / f"templates/{name}.body.txt").write_text("{{ nothing }}", "utf-8")
    done = run(*command, "-o", own / "x.txt", "--config", own)
    fields = done.stderr.strip().rpartition("các trường: ")[2].split(", ")
    text = (ROOT / "docs/templates.md").read_text("utf-8")
    parts = dict(re.findall(r"^## ([\w ]+)\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE))
    told = parts["Every document"] + parts[name]
    assert sorted(re.findall(r"^\| `(\w+)` \|", told, re.MULTILINE)) == sorted([*fields, "body"])


@needs_office
@pytest.mark.parametrize("config", [CONFIG, EXAMPLE], ids=["shipped", "example"])
@pytest.mark.parametrize(
    ("name", "least", "most"), [("handover", 2, 2), ("replacement", 1, 1), ("report", 3, 4)]
)
def test_libreoffice_shows_all_of_it(
    run: Run, tmp_path: Path, name: str, config: Path, least: int, most: int
) -> None:
    file = tmp_path / f"{name}.docx"
    assert run(*COMMANDS[name], "-o", file, "--config", config).status == 0
    shown = pages(file)
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
