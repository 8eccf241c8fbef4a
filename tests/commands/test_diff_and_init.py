"""`luanphien diff` and `luanphien init`, as their users run them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from luanphien.config import ConfigError
from luanphien.config.starter import Office, write
from tests.helpers.command_line import CONFIG, Run


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


def git(folder: Path, *args: str) -> None:
    """Run git in the folder, whatever checkout the tests themselves run in."""
    identity = ["-c", "user.name=Test", "-c", "user.email=test@so-mau.example"]
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", *identity, *args], cwd=folder, env=env, check=True, capture_output=True)


def commit_all(folder: Path) -> None:
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "all")


def test_diff_against_a_revision(run: Run, changed: Path) -> None:
    commit_all(changed)
    file = changed / "agencies.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("swaps:", "#", 1), "utf-8")
    done = run("diff", "HEAD", changed, "--format", "json")
    assert [c["shift"] for c in json.loads(done.stdout)["changes"]] == ["2026-12", "2027-01"]
    (changed / "link").symlink_to("/etc/passwd")
    git(changed, "add", ".")
    git(changed, "commit", "-q", "-m", "a link that leads out")
    assert run("diff", "HEAD~1", changed).status == 0
    assert run("diff", "HEAD", changed).status == 0
    for revision in ("nothing", "--help-me", "HEAD~7", "./nothing/"):
        done = run("diff", "--", revision, changed)
        assert (done.status, done.stdout) == (2, "")
        assert f"Không có bản «{revision}» trong kho git của {changed}" in done.stderr
    file.write_text("x", "utf-8")
    git(changed, "commit", "-q", "-a", "-m", "broken")
    file.write_text(text, "utf-8")
    done = run("diff", "HEAD", changed)
    assert done.status == 3
    assert done.stderr.startswith("HEAD:agencies.yaml:1:1: ")


def test_diff_of_a_folder_in_no_checkout_names_it_as_typed(run: Run, changed: Path) -> None:
    ceiling = str(changed.parent)
    done = run("diff", "HEAD", "changed", GIT_CEILING_DIRECTORIES=ceiling)
    assert (done.status, done.stdout) == (2, "")
    assert done.stderr == "Lỗi: Thư mục changed không nằm trong một kho git.\n"


@pytest.mark.parametrize(
    "name",
    [
        "a b",
        "-x",
        "a:b",
        "'\"$HOME",
        "cấu hình",
        "HEAD",
        ":(top)",
        "*",
        "a\nb\n",
        os.fsdecode(b"\xff"),
    ],
)
def test_diff_in_a_folder_of_any_name(run: Run, changed: Path, name: str) -> None:
    checkout = changed.parent / name
    folder = checkout / name
    checkout.mkdir()
    changed.rename(folder)
    commit_all(checkout)
    (folder / "agencies.yaml").write_bytes((CONFIG / "agencies.yaml").read_bytes())
    done = run("diff", "--format", "json", "--", "HEAD~0", folder)
    assert done.stderr == ""
    assert len(json.loads(done.stdout)["changes"]) == 3
    # From within, as it is typed there; a folder that is there is no revision.
    done = run("diff", "--format", "json", "--", f"{name}/{name}", CONFIG)
    assert (done.stderr, json.loads(done.stdout)) == ("", {"changes": []})


def test_diff_works_as_in_a_hook_of_another_checkout(run: Run, changed: Path) -> None:
    commit_all(changed)
    other = changed.parent / "other"
    other.mkdir()
    git(other, "init", "-q")
    hook = {
        "GIT_DIR": str(other / ".git"),
        "GIT_WORK_TREE": str(other),
        "GIT_INDEX_FILE": str(other / ".git/index"),
        "GIT_OBJECT_DIRECTORY": str(other / ".git/objects"),
        "GIT_COMMON_DIR": str(other / ".git"),
        "GIT_PREFIX": "x/",
        "GIT_NAMESPACE": "x",
    }
    done = run("diff", "HEAD", changed, **hook)
    assert (done.status, done.stderr) == (0, "")


def test_diff_looks_for_days_off_in_the_checkout_only(run: Run, changed: Path) -> None:
    shared = changed.parent / "shared"
    shared.mkdir()
    (changed / "holidays_vn.yaml").rename(shared / "holidays.yaml")
    with (changed / "agencies.yaml").open("a", encoding="utf-8") as agencies:
        agencies.write("holidays: ../shared/holidays.yaml\n")
    commit_all(changed)
    # Where the old path would lead from the folder that the revision is written to.
    (changed.parent / "tmp/shared").mkdir(parents=True)
    shutil.copy(shared / "holidays.yaml", changed.parent / "tmp/shared")
    done = run("diff", "HEAD", changed, TMPDIR=str(changed.parent / "tmp"))
    assert (done.status, done.stdout) == (2, "")
    assert "../shared/holidays.yaml nằm ngoài kho git" in done.stderr
    git(changed.parent, "init", "-q")
    shutil.rmtree(changed / ".git")
    commit_all(changed.parent)
    assert run("diff", "HEAD", changed).status == 0


def test_init_writes_what_passes_check_and_never_overwrites(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "config"
    assert run("init", folder).status == 0
    written = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert sorted(written) == [
        "agencies.schema.json",
        "agencies.yaml",
        "holidays_vn.schema.json",
        "holidays_vn.yaml",
    ]
    done = run("check", "--config", folder)
    assert (done.status, done.stderr) == (0, "")
    assert "Không có phiên" in run("diff", CONFIG, folder).stdout
    for name in ("agencies", "holidays_vn"):
        first = written[f"{name}.yaml"].decode().splitlines()[0]
        assert first == f"# yaml-language-server: $schema={name}.schema.json"
    done = run("init", folder)
    assert done.status == 1
    assert "không ghi đè" in done.stderr
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == written


def test_init_leaves_nothing_where_one_file_is_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "holidays_vn.yaml").write_text("mine", "utf-8")
    assert run("init", tmp_path).status == 1
    assert [file.name for file in tmp_path.iterdir()] == ["holidays_vn.yaml"]


def test_init_for_another_centre(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    names = ['Sở "Một": hai', "Sở Một Hai", "Ủy ban $ Đất"]
    options = [option for name in names for option in ("--agency", name)]
    done = run("init", folder, "--centre", "Trung tâm #1", *options, "--effective", "2025-03-01")
    assert done.status == 0, done.stderr
    assert run("check", "--config", folder).status == 0
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
    assert run("init", tmp_path / "c", *options).status == 0
    assert run("check", "--config", tmp_path / "c").status == 0


@pytest.mark.parametrize(
    "options",
    [
        ["--centre", "a\x7fb", "--agency", "X"],
        ["--centre", "X"],
        ["--agency", "X"],
        ["--centre", "", "--agency", "X"],
        ["--centre", ""],
        ["--agency", " "],
        ["--centre", "X", "--agency", "a" * 301],
        ["--centre", "X", "--agency", "Y", "--effective", "2025-03-02"],
    ],
)
def test_init_that_is_wrong_writes_nothing(run: Run, tmp_path: Path, options: list[str]) -> None:
    done = run("init", tmp_path / "other", *options)
    assert done.status == 2
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("effective", ["0900-01-01", "2200-01-01"])
def test_init_checks_first_and_writes_then(run: Run, tmp_path: Path, effective: str) -> None:
    names = ("--centre", "X", "--agency", "Y")
    done = run("init", tmp_path / "c", *names, "--effective", effective)
    assert (done.status, done.stdout) == (2, "")
    assert f"{effective} ngoài các năm 1901 đến 2100" in done.stderr
    assert not (tmp_path / "c").exists()


def test_init_of_what_load_refuses_writes_nothing(tmp_path: Path) -> None:
    # 2,000 agencies of 299 letters at three bytes a letter: more than the 1 MB a file may have.
    office = Office("X", ["ế" * 299] * 2_000, date(2025, 1, 1))
    with pytest.raises(ConfigError, match=f"^{tmp_path}/c/agencies.yaml: tệp lớn 1"):
        write(tmp_path / "c", office)
    assert not (tmp_path / "c").exists()


def test_a_folder_that_cannot_be_written_is_one_message(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("init", tmp_path / "file" / "config")
    assert (done.status, done.stdout) == (1, "")
    assert done.stderr.startswith("Lỗi: không đọc hoặc ghi được")
