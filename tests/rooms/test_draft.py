"""A draft: what a change makes of the files, and that it is written whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from luanphien.cli.options import parse_text
from luanphien.config import Configuration, load
from luanphien.config.draft import SECTIONS, Draft
from luanphien.config.edit import data_of
from luanphien.config.hunks import hunks, undone
from luanphien.core.decisions import (
    Absence,
    AgencyStaff,
    Assignment,
    DaysOff,
    Override,
    Person,
    Roster,
    Rotation,
    Substitution,
    Swap,
)
from luanphien.core.errors import OperationError
from luanphien.core.versions import Contents
from luanphien.locks import only_writer
from luanphien.register import Register
from tests.helpers.command_line import CONFIG

posix = pytest.mark.skipif(os.name != "posix", reason="modes, links, signals")


class Indented(yaml.SafeDumper):
    """Writes lists further in than their keys."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def dump(data: Any, dumper: type[yaml.SafeDumper], **options: Any) -> str:
    options = {"allow_unicode": True, "sort_keys": False, "width": 9999, **options}
    text: str = yaml.dump(data, Dumper=dumper, **options)
    return text


def commented(text: str) -> str:
    lines = dump(data_of(text), yaml.SafeDumper).splitlines()
    return "".join(f"{line} # {n}\n# after {n}\n" for n, line in enumerate(lines))


LAYOUTS: dict[str, Callable[[str], str]] = {
    "as it ships": str,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "no final newline": lambda text: text.rstrip("\n"),
    "a byte order mark": lambda text: f"\ufeff{text}",
    "not indented": lambda text: dump(data_of(text), yaml.SafeDumper),
    "four columns": lambda text: dump(data_of(text), Indented, indent=4),
    "quoted": lambda text: dump(data_of(text), Indented, default_style='"'),
    "flow": lambda text: dump(data_of(text), yaml.SafeDumper, default_flow_style=True),
    "flow on lines": lambda text: dump(
        data_of(text), yaml.SafeDumper, default_flow_style=True, width=40
    ),
    "comments": commented,
}


def laid_out(folder: Path, layout: str) -> Configuration:
    """The configuration with its texts in that layout; nothing is written."""
    change, files = LAYOUTS[layout], load(folder).contents
    texts = (change(content.decode()).encode() for content in files)
    return load(folder, contents=Contents(*texts))


CONFIGURATIONS = {
    (folder.name, layout): laid_out(folder, layout)
    for folder in (CONFIG, CONFIG / "example")
    for layout in LAYOUTS
}
LETTERS = st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"])
TEXTS = st.text(
    st.one_of(LETTERS, st.sampled_from(":#-,'\"[]{}&*!|>%@` ")), min_size=1, max_size=20
)
texts = TEXTS.filter(lambda text: text == parse_text(text) if text.strip() else False)
months = st.integers(1, 12).map(lambda month: f"2026-{month:02}")
days = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@st.composite
def decisions(draw: st.DrawFn, configuration: Configuration) -> Struct:
    """A decision that fits the configuration."""
    people = list(configuration.people)
    agencies = [id for id, agency in configuration.agencies.items() if not agency.on_call]
    kinds: list[st.SearchStrategy[Any]] = [
        st.builds(Person, st.just("x-1"), texts, st.none() | texts),
        st.builds(Override, months, st.sampled_from(agencies), st.none() | texts),
        st.lists(months, min_size=2, max_size=2, unique=True).map(lambda two: Swap(tuple(two))),
        st.permutations(agencies).map(
            lambda order: Rotation(
                date(2027, 1, 1), tuple(order), order[-1], basis="Quyết định mẫu"
            )
        ),
        st.builds(DaysOff, texts, texts, st.just("announced"), st.just("2026-06-10")),
        st.builds(DaysOff, texts, texts, st.just("proposed"), st.none(), st.just(date(2027, 3, 6))),
    ]
    if people:
        who = st.sampled_from(people)
        staff = st.lists(who, min_size=2, max_size=4, unique=True).map(
            lambda some: AgencyStaff("stc", tuple(some[:1]), tuple(some[1:]))
        )
        kinds += [
            st.builds(Absence, who, days.map(str), st.none() | texts),
            st.builds(
                Substitution, st.just("2026-05"), st.just(date(2026, 5, 7)), who, st.none(), texts
            ),
            st.builds(lambda one: Roster(date(2026, 1, 1), (one,), date(2026, 12, 31)), staff),
            st.just(Assignment("2024-04", "le-van-p")),
        ]
    decision: Struct = draw(st.one_of(kinds))
    return decision


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(CONFIGURATIONS)), st.data())
def test_the_files_say_what_the_objects_say(which: tuple[str, str], draw: st.DataObject) -> None:
    before = CONFIGURATIONS[which]
    decision = draw.draw(decisions(before))
    draft = Draft(before)
    draft.add(decision)
    after = draft.after()
    section = SECTIONS[type(decision)]
    for old, new in ((before.decisions, after.decisions), (before.holidays, after.holidays)):
        listed = getattr(old, section, None)
        assert new == (old if listed is None else replace(old, **{section: (*listed, decision)}))
    for old_file, new_file in zip(before.contents, draft.contents, strict=True):
        moved = hunks(old_file.decode(), new_file.decode())
        assert len(moved) <= 1
        for hunk in moved:
            assert len(hunk.before) <= 1  # a last line without an end, a comma, an empty list
            assert (
                undone(old_file.decode(), new_file.decode(), new_file.decode()) == old_file.decode()
            )
        assert (old_file[-1:] == b"\n") == (new_file[-1:] == b"\n")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(CONFIGURATIONS)), st.data())
def test_what_was_added_can_be_taken_out(which: tuple[str, str], draw: st.DataObject) -> None:
    before = CONFIGURATIONS[which]
    decision = draw.draw(decisions(before))
    section = SECTIONS[type(decision)]
    added = Draft(before)
    added.add(decision)
    number = len(getattr(before.holidays if section == "days" else before.decisions, section))
    after = Draft(added.after())
    after.remove((section, number))
    back = after.after()
    assert (back.decisions, back.holidays) == (before.decisions, before.holidays)
    if number:
        assert after.contents == before.contents


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(CONFIGURATIONS)), texts)
def test_other_details_of_somebody(which: tuple[str, str], title: str) -> None:
    before = CONFIGURATIONS[which]
    if not before.people:
        return
    draft = Draft(before)
    draft.put(("people", 3, "title"), title)
    fourth = list(before.people.values())[3]
    assert draft.after().people[fourth.id] == replace(fourth, title=title)
    old, new = before.contents.agencies.decode(), draft.contents.agencies.decode()
    assert all(len(hunk.before) <= 2 for hunk in hunks(old, new))  # one that is folded


def changed(folder: Path) -> Draft:
    """A draft that adds somebody."""
    draft = Draft(load(folder))
    draft.add(Person("x", "Nguyễn Văn X"))
    return draft


def write(draft: Draft) -> None:
    with draft.writing() as put:
        put()


@posix
def test_mode_owner_and_link_stay(own: Path, tmp_path: Path) -> None:
    place = tmp_path / "elsewhere.yaml"
    file = own / "agencies.yaml"
    file.rename(place)
    file.symlink_to(place)
    place.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(place, 1234, 2345)
    before = place.stat()
    write(changed(own))
    after = place.stat()
    assert file.is_symlink()
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode,
        before.st_uid,
        before.st_gid,
    )
    assert load(own).people["x"].name == "Nguyễn Văn X"
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"config", "elsewhere.yaml", ".luanphien.lock"}


@pytest.mark.parametrize("name", ["agencies.yaml", "holidays_vn.yaml"])
def test_a_file_that_has_changed_since_is_left_alone(own: Path, name: str) -> None:
    draft = changed(own)
    file = own / name
    file.write_bytes(file.read_bytes() + b"# by hand\n")
    now = {path: path.read_bytes() for path in own.glob("*.yaml")}
    with pytest.raises(OperationError, match="đã bị sửa"):
        write(draft)
    assert now == {path: path.read_bytes() for path in own.glob("*.yaml")}


@posix
def test_two_do_not_write_at_once(own: Path) -> None:
    draft = changed(own)
    with only_writer(own / "agencies.yaml"), pytest.raises(OperationError, match="hãy thử lại"):
        write(draft)
    write(draft)


@pytest.mark.parametrize("failure", [OSError(28, "full"), KeyboardInterrupt()])
def test_what_can_not_be_recorded_is_not_changed(own: Path, failure: BaseException) -> None:
    draft = changed(own)
    before = (own / "agencies.yaml").read_bytes()

    def fail() -> None:
        with draft.writing() as put:
            put()
            assert (own / "agencies.yaml").read_bytes() != before
            raise failure

    with pytest.raises(type(failure)):
        fail()
    assert (own / "agencies.yaml").read_bytes() == before


@posix
def test_a_file_that_may_not_be_written_to(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = changed(own)
    monkeypatch.setattr(os, "access", lambda file, mode: mode != os.W_OK)  # root may all
    with pytest.raises(OperationError, match="không có quyền ghi"):
        write(draft)


KILLED = """
import os, sys
from luanphien.cli.main import main

last, calls = int(sys.argv.pop()), 0

def killed(event, args):
    # Once nobody else may write, each call that touches a file may be the last.
    global calls
    if event == "fcntl.flock" or calls and event in ("open", "os.rename", "os.chmod", "os.chown"):
        calls += 1
        if calls == last:
            os.kill(os.getpid(), 9)

sys.addaudithook(killed)
main()
"""


@posix
def test_whoever_is_killed_leaves_the_old_file_or_the_new_one(own: Path, tmp_path: Path) -> None:
    file, state = own / "agencies.yaml", tmp_path / "register.sqlite"
    command = ["change", "person", "--name=Nguyễn Văn X", "--yes", "--by=A", "--today=2026-01-05"]
    command += [f"--config={own}", f"--state={state}"]
    old = file.read_bytes()
    new = old + "\npeople:\n  - id: nguyen-van-x\n    name: Nguyễn Văn X\n".encode()
    seen = []
    for call in range(1, 100):
        file.write_bytes(old)
        state.unlink(missing_ok=True)
        done = subprocess.run(
            [sys.executable, "-c", KILLED, *command, str(call)], capture_output=True, check=False
        )
        now = file.read_bytes()
        assert now in (old, new)
        with Register(state, create=False) as register:
            assert register.check() == []
            assert len(register.versions()) == (0 if done.returncode else 2)
        seen.append(now == new)
        if not done.returncode:
            break
    assert seen == sorted(seen)
    assert len(seen) > 5


@posix
def test_of_several_at_once_each_is_whole_or_refused(own: Path, tmp_path: Path) -> None:
    state = tmp_path / "register.sqlite"
    command = [sys.executable, "-m", "luanphien", "change", "person", "--yes", "--by=A"]
    command += [f"--config={own}", f"--state={state}", "--today=2026-01-05"]
    writers = [
        subprocess.Popen([*command, f"--name=Nguyễn Văn {letter}"], stderr=subprocess.PIPE)
        for letter in "BCDE"
    ]
    said = [writer.communicate()[1].decode() for writer in writers]
    done = [writer.returncode for writer in writers]
    assert set(done) <= {0, 1}
    assert all(
        not status or "đã bị sửa" in text or "hãy thử lại" in text
        for status, text in zip(done, said, strict=True)
    )
    assert len(load(own).people) == done.count(0) > 0
    with Register(state, create=False) as register:
        assert len(register.versions()) == done.count(0) + 1
        assert register.check() == []
