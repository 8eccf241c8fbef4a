"""`luanphien diff` and `luanphien init`, as their users run them."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import CONFIG, Run


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The shipped configuration with a swap ahead and an override in the past."""
    folder = tmp_path / "changed"
    folder.mkdir()
    for file in CONFIG.glob("*.yaml"):
        shutil.copy(file, folder)
    with (folder / "agencies.yaml").open("a", encoding="utf-8") as agencies:
        agencies.write("swaps: [{shifts: [2026-12, 2027-01]}]\n")
        agencies.write("overrides: [{shift: 2024-03, agency: stc}]\n")
    return folder


def test_diff_shows_what_moves_and_calls_out_the_past(run: Run, changed: Path) -> None:
    args = ("diff", CONFIG, changed, "--today", "2026-11-24")
    data = json.loads(run(*args, "--format", "json").stdout)["changes"]
    assert [(change["shift"], change["field"], change["past"]) for change in data] == [
        ("2024-03", "agency", True),
        ("2026-12", "agency", False),
        ("2027-01", "agency", False),
    ]
    assert (data[0]["old"], data[0]["new"]) == ("Sở Giáo dục và Đào tạo", "Sở Tài chính")
    text = run(*args, COLUMNS="80").stdout
    assert max(map(len, text.splitlines())) <= 80
    assert "! 1 phiên đã bắt đầu hoặc đã qua bị đổi" in text


def test_diff_of_a_day_off_moves_dates(run: Run, changed: Path) -> None:
    shutil.copy(CONFIG / "agencies.yaml", changed)
    file = changed / "holidays_vn.yaml"
    text = file.read_text("utf-8")
    # Friday 29 March 2024 off: March hands over on Thursday, and April's notice, three working
    # days before Monday 1 April, moves from Wednesday 27 to Tuesday 26, its sending to Friday 22.
    added = "days:\n  - {off: 2024-03-29, name: Thử, source: Thử, status: announced}\n"
    file.write_text(text.replace("days:\n", added, 1), "utf-8")
    done = run("diff", CONFIG, changed, "--format", "json", "--today", "2024-01-01")
    moved = {
        (c["shift"], c["field"]): (c["old"], c["new"]) for c in json.loads(done.stdout)["changes"]
    }
    assert moved == {
        ("2024-03", "last_working_day"): ("2024-03-29", "2024-03-28"),
        ("2024-03", "working_days"): (21, 20),
        ("2024-03", "handover_on"): ("2024-03-29", "2024-03-28"),
        ("2024-04", "notice_deadline"): ("2024-03-27", "2024-03-26"),
        ("2024-04", "notice_send_on"): ("2024-03-25", "2024-03-22"),
    }


def test_diff_of_a_day_off_in_the_middle_changes_the_count(run: Run, changed: Path) -> None:
    shutil.copy(CONFIG / "agencies.yaml", changed)
    file = changed / "holidays_vn.yaml"
    text = file.read_text("utf-8")
    days = "".join(
        f"  - {{off: {day}, name: Thử, source: Thử, status: announced}}\n"
        for day in ("2024-06-03", "2024-06-20")
    )
    file.write_text(text.replace("days:\n", f"days:\n{days}", 1), "utf-8")
    done = run("diff", CONFIG, changed, "--format", "json", "--today", "2024-01-01")
    changes = json.loads(done.stdout)["changes"]
    assert {(c["field"], c["old"], c["new"]) for c in changes} == {
        ("first_working_day", "2024-06-03", "2024-06-04"),
        ("working_days", 20, 18),
    }
    # Two days off of one name that are weeks apart are two lines.
    text = run("schedule", "2024-06", "--config", changed).stdout
    assert "nghỉ T2 03/06: Thử" in text
    assert "nghỉ T5 20/06: Thử" in text


def test_diff_of_people(run: Run) -> None:
    done = run("diff", CONFIG, CONFIG / "example", "--today", "2024-01-15", "--format", "json")
    changes = json.loads(done.stdout)["changes"]
    (july,) = (c for c in changes if (c["shift"], c["field"]) == ("2024-07", "stints"))
    assert [stint["person"] for stint in july["old"]] == [None]
    assert [stint["person"]["name"] for stint in july["new"]] == ["Hoàng Văn Đ", "Lê Văn V"]
    assert "Không có phiên, người hay ngày nào đổi." in run("diff", CONFIG, CONFIG).stdout


def test_diff_against_a_revision(run: Run, changed: Path, tmp_path: Path) -> None:
    def git(*args: str) -> None:
        identity = ["-c", "user.name=Test", "-c", "user.email=test@so-mau.example"]
        subprocess.run(["git", *identity, *args], cwd=changed, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    file = changed / "agencies.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("swaps:", "#", 1), "utf-8")
    done = run("diff", "HEAD", changed, "--format", "json")
    assert [c["shift"] for c in json.loads(done.stdout)["changes"]] == ["2026-12", "2027-01"]
    (changed / "link").symlink_to("/etc/passwd")
    git("add", ".")
    git("commit", "-q", "-m", "a link that leads out")
    assert run("diff", "HEAD~1", changed).returncode == 0
    assert run("diff", "HEAD", changed).returncode == 0
    for revision in ("nothing", "--help-me", "HEAD~7"):
        done = run("diff", "--", revision, changed)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"Không có bản «{revision}»" in done.stderr
    file.write_text("x", "utf-8")
    git("commit", "-q", "-a", "-m", "broken")
    file.write_text(text, "utf-8")
    done = run("diff", "HEAD", changed)
    assert done.returncode == 3
    assert done.stderr.startswith("HEAD:agencies.yaml:1:1: ")
    assert (
        "không nằm trong một kho git" in run("diff", "HEAD", CONFIG.parent / "tests").stderr
        or (CONFIG.parent / ".git").exists()
    )


def test_init_writes_what_passes_check_and_never_overwrites(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "config"
    assert run("init", folder).returncode == 0
    written = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert sorted(written) == [
        "agencies.schema.json",
        "agencies.yaml",
        "holidays_vn.schema.json",
        "holidays_vn.yaml",
    ]
    done = run("check", "--config", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Không có phiên" in run("diff", CONFIG, folder).stdout
    for name in ("agencies", "holidays_vn"):
        first = written[f"{name}.yaml"].decode().splitlines()[0]
        assert first == f"# yaml-language-server: $schema={name}.schema.json"
    done = run("init", folder)
    assert done.returncode == 1
    assert "không ghi đè" in done.stderr
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == written


def test_init_leaves_nothing_where_one_file_is_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "holidays_vn.yaml").write_text("mine", "utf-8")
    assert run("init", tmp_path).returncode == 1
    assert [file.name for file in tmp_path.iterdir()] == ["holidays_vn.yaml"]


def test_init_for_another_centre(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    names = ['Sở "Một": hai', "Sở Một Hai", "Ủy ban $ Đất"]
    options = [option for name in names for option in ("--agency", name)]
    done = run("init", folder, "--centre", "Trung tâm #1", *options, "--effective", "2025-03-01")
    assert done.returncode == 0, done.stderr
    assert run("check", "--config", folder).returncode == 0
    data = json.loads(
        run("schedule", "2025-03..2025-06", "--config", folder, "--format", "json").stdout
    )
    assert data["centre"]["name"] == "Trung tâm #1"
    assert [shift["agency"] for shift in data["shifts"]] == [
        {"id": "smh", "name": names[0]},
        {"id": "smh-2", "name": names[1]},
        {"id": "ubd", "name": names[2]},
        {"id": "smh", "name": names[0]},
    ]


def test_init_makes_ids_that_are_text_to_yaml(run: Run, tmp_path: Path) -> None:
    options = ("--centre", "X", "--agency", "Ngành U L L", "--agency", "123")
    assert run("init", tmp_path / "c", *options).returncode == 0
    assert run("check", "--config", tmp_path / "c").returncode == 0


@pytest.mark.parametrize(
    "options",
    [
        ["--centre", "a\x7fb", "--agency", "X"],
        ["--centre", "X"],
        ["--agency", "X"],
        ["--centre", "", "--agency", "X"],
        ["--centre", "X", "--agency", "a" * 301],
        ["--centre", "X", "--agency", "Y", "--effective", "2025-03-02"],
    ],
)
def test_init_that_is_wrong_writes_nothing(run: Run, tmp_path: Path, options: list[str]) -> None:
    done = run("init", tmp_path / "other", *options)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "other").exists()


def test_a_folder_that_cannot_be_written_is_one_message(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("init", tmp_path / "file" / "config")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Lỗi: không đọc hoặc ghi được")
