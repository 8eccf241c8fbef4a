"""From the draft to the signed document in the agency's mailbox, and what is recorded by hand.

February 2024 is Sở Tài chính's: the notice goes on Thursday 25 January and is in time until Monday
29 January; Sở Thông tin và Truyền thông hands over to it on Wednesday 31 January.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from luanphien.documents import start
from luanphien.mail.letters import DOCX
from luanphien.register import Register
from tests.helpers.command_line import Called, in_process
from tests.helpers.mail_server import Received, Server
from tests.journeys.conftest import Cron
from tests.journeys.test_sending import STC, add_people, change, part, silent

STTTT, SCT, CENTRE = "van-thu@stttt.lan", "van-thu@sct.lan", "trung-tam@centre.lan"
PDF = b"%PDF-1.7\nb\xe1n k\xfd"

Sign = Callable[..., Called]


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    file = tmp_path / "tb-12.pdf"
    file.write_bytes(PDF)
    return file


@pytest.fixture
def sign(folder: Path, state: Path, signed: Path) -> Sign:
    def sign(*options: object, today: str = "2024-01-24", shift: str = "2024-02") -> Called:
        named = {"--number": "12", "--file": signed, "--by": "Trần Thị B"}
        named |= dict(zip(options[::2], options[1::2], strict=True))  # type: ignore[arg-type]
        files = ("--config", folder, "--state", state, "--today", today)
        pairs = [word for pair in named.items() for word in pair]
        return in_process("register", "sign", "--shift", shift, *pairs, *files)

    return sign


def swapped(folder: Path) -> None:
    change(folder, "notice:\n", "swaps: [{shifts: [2024-02, 2024-04]}]\n\nnotice:\n")


def to(server: Server, address: str) -> list[Received]:
    return [received for received in server.received if address in received.recipients]


def text(received: Received) -> str:
    return part(received.message, "text/plain").decode()


def files(received: Received) -> list[str | None]:
    return [one.get_filename() for one in received.message.iter_attachments()]


# Without a signature.


def test_a_plain_notice_is_no_imitation_of_a_signed_one(
    cron: Cron, server: Server, folder: Path
) -> None:
    change(folder, "  signer:\n", "  signer: Nguyễn Văn A\n")
    assert silent(cron("2024-01-25"))
    (notice,) = to(server, STC)
    html = part(notice.message, "text/html").decode()
    for said in (text(notice), html):
        assert "THÔNG BÁO" in said
        assert "Sở Tài chính" in said
        for word in ("Số:", "GIÁM ĐỐC", "Nguyễn Văn A"):
            assert word not in said
    assert files(notice) == ["phien-truc.ics", "ban-giao.ics"]


def test_the_draft_goes_to_the_centre_to_be_signed(cron: Cron, server: Server) -> None:
    cron("2024-01-25")
    assert silent(cron("2024-01-26"))
    (draft,) = to(server, CENTRE)
    assert files(draft) == ["thong-bao-2024-02-stc.docx"]
    assert "register sign --shift 2024-02" in text(draft)
    word = Document(BytesIO(part(draft.message, DOCX)))
    assert "GIÁM ĐỐC" in [p.text for c in word.tables[-1]._cells for p in c.paragraphs]


def test_the_centre_s_own_word_file_lends_no_signature(
    cron: Cron, server: Server, folder: Path
) -> None:
    document = Document(BytesIO(start.template("notice.docx")))
    document.paragraphs[-2].add_run(" Gọi số 0000 000 000.")
    (folder / "templates").mkdir()
    document.save(str(folder / "templates/notice.docx"))
    change(folder, "  signer:\n", "  signer: Nguyễn Văn A\n")
    assert silent(cron("2024-01-25"))
    said = text(to(server, STC)[0])
    assert "Gọi số 0000 000 000." in said
    assert not [
        word
        for word in ("Số: ", "GIÁM ĐỐC", "Nguyễn Văn A", "\N{SYMBOL FOR DELETE}")
        if word in said
    ]


# With one.


def test_the_signed_file_is_what_is_mailed(
    cron: Cron, server: Server, sign: Sign, state: Path
) -> None:
    done = sign()
    assert (done.status, done.stderr) == (0, "")
    assert done.stdout == (
        f"Đã ghi vào {state}: thông báo số 12 ngày 24/01/2024, phiên trực tháng 02/2024, "
        "Sở Tài chính.\n"
    )
    assert state.stat().st_mode & 0o077 == 0
    assert silent(cron("2024-01-25"))
    assert silent(cron("2024-01-26"))
    (notice,), (copy,) = to(server, STC), to(server, STTTT)
    for received in (notice, copy):
        assert part(received.message, "application/pdf") == PDF
        assert "Thông báo số 12 ngày 24/01/2024 đã ký (tệp tb-12.pdf)" in text(received)
    assert to(server, CENTRE) == []  # nothing is left to be signed
    with Register(state, create=False) as register:
        (fact,) = [fact for fact in register.facts() if fact.kind == "signed"]
        assert fact.attached == sha256(PDF).hexdigest()
        assert register.attached(fact.attached) == PDF
        assert register.check() == []


def test_one_that_is_signed_later_follows_and_once(cron: Cron, server: Server, sign: Sign) -> None:
    cron("2024-01-25")
    sign(today="2024-01-26")
    assert "Bản ký của thông báo" in cron("2024-01-26", "--dry-run").stdout
    assert silent(cron("2024-01-26"))
    assert silent(cron("2024-01-28"))
    notice, followed = to(server, STC)
    assert followed.id.startswith("<luanphien.signed.2024-02.1.")
    assert part(followed.message, "application/pdf") == PDF
    assert notice.id.startswith("<luanphien.notice.2024-02.1.")


def test_a_wrong_record_is_corrected_by_a_later_one(
    cron: Cron, server: Server, sign: Sign, tmp_path: Path
) -> None:
    right = tmp_path / "tb-13.pdf"
    right.write_bytes(b"%PDF-1.7 right")
    sign()
    assert sign("--number", "13", "--file", right).status == 0
    assert silent(cron("2024-01-25"))
    (notice,) = to(server, STC)
    assert part(notice.message, "application/pdf") == b"%PDF-1.7 right"
    assert "số 13" in text(notice)
    # The number that was a mistake has not been mailed, and is free again.
    assert sign("--number", "12", shift="2024-03").status == 0


def test_a_number_is_never_used_twice_in_a_year(sign: Sign, state: Path) -> None:
    sign()
    before = state.read_bytes()
    done = sign("--number", "012", shift="2024-03")
    assert (done.status, done.stdout) == (1, "")
    assert done.stderr.startswith(
        "Lỗi: Số 012 năm 2024 đã dùng cho thông báo số 12 ngày 24/01/2024"
    )
    assert state.read_bytes() == before
    assert sign("--number", "12", "--date", "2023-12-29", shift="2024-03").status == 0


def test_what_is_no_longer_so_is_not_mailed_as_if_it_were(
    cron: Cron, server: Server, sign: Sign, folder: Path, state: Path
) -> None:
    sign()
    swapped(folder)
    assert silent(cron("2024-01-25"))
    (notice,), (draft,) = to(server, SCT), to(server, CENTRE)
    assert files(notice) == ["phien-truc.ics", "ban-giao.ics"]
    assert "Thông báo số 12 ngày 24/01/2024 không còn đúng với lịch" in text(draft)
    assert to(server, STC) == []  # it was never told of the shift
    shown = in_process("notify", "--shift", "2024-02", "--config", folder, "--state", state).stdout
    assert "Bản ký số 12 ngày 24/01/2024 không còn đúng với lịch; cần văn bản thay." in shown
    # What takes its place is another document: it needs another number.
    assert sign("--number", "12", today="2024-01-26").status == 1
    assert sign("--number", "13", today="2024-01-26").status == 0


def test_a_document_that_names_who_serves_no_more_is_outdated(
    cron: Cron, server: Server, sign: Sign, folder: Path
) -> None:
    sign()
    add_people(folder, "name: Người Thử Một", "name: Người Thử Hai")
    cron("2024-01-25")
    assert files(to(server, STC)[0]) == ["phien-truc.ics", "ban-giao.ics"]


def test_a_plan_that_changes_between_crash_and_repeat_sends_the_same_bytes(
    cron: Cron, server: Server, sign: Sign
) -> None:
    server.fault = "drop after"
    assert cron("2024-01-25").status == 1
    sign(today="2024-01-25")
    server.fault = None
    assert silent(cron("2024-01-25"))
    first, second, followed = to(server, STC)
    assert bytes(first.message) == bytes(second.message)
    assert files(followed) == ["tb-12.pdf"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--number", "12/TB-TT"), "không phải số văn bản"),
        (("--number", "0"), "không phải số văn bản"),
        (("--number", ""), "không phải số văn bản"),
        (("--date", "2024-01-25"), "chưa đến"),  # tomorrow
        (("--date", "2022-01-25"), "quá xa phiên 2024-02"),
        (("--file", "tb.txt"), "cần tệp .pdf"),
        (("--file", "nowhere.pdf"), "nowhere.pdf"),
        (("--by", " "), "--by"),
    ],
)
def test_what_can_be_no_signed_document_is_not_recorded(
    sign: Sign, state: Path, options: tuple[str, str], message: str
) -> None:
    done = sign(*options)
    assert done.status in (1, 2)
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not state.exists()


@pytest.mark.parametrize("kind", ["empty", "folder", "large", "page"])
def test_a_file_that_can_be_no_document(sign: Sign, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "x.pdf"
    match kind:
        case "empty":
            file.touch()
        case "folder":
            file.mkdir()
        case "large":
            file.write_bytes(bytes(10 * 2**20 + 1))
        case "page":  # what a browser saves when the file asked for a login
            file.write_bytes(b"<!DOCTYPE html><title>Sign in</title>")
    done = sign("--file", file)
    assert done.status == 2
    assert str(file) in done.stderr


# Where it must be signed.


@pytest.fixture
def required(folder: Path) -> Path:
    change(folder, "notice:\n", "notice:\n  signed: required\n")
    return folder


def test_it_waits_and_asks_the_centre_from_the_send_day_on(
    required: Path, cron: Cron, server: Server, sign: Sign
) -> None:
    assert silent(cron("2024-01-24"))
    for day in ("2024-01-25", "2024-01-26"):
        done = cron(day)
        assert done.status == 0
        assert "Thông báo phiên trực tháng 02/2024 (Sở Tài chính): chờ bản ký" in done.stderr
    assert [received.recipients for received in server.received] == [(CENTRE,)]
    sign(today="2024-01-26")
    assert silent(cron("2024-01-26"))
    assert part(to(server, STC)[0].message, "application/pdf") == PDF


def test_on_the_last_day_it_goes_without(required: Path, cron: Cron, server: Server) -> None:
    for options in (("--dry-run",), ()):
        done = cron("2024-01-29", *options)
        assert done.status == 0
        said = done.stdout + done.stderr
        assert "chưa có bản ký mà đã đến hạn, gửi thông báo thường" in said
    (notice,) = to(server, STC)
    assert files(notice) == ["phien-truc.ics", "ban-giao.ics"]


def test_a_correction_waits_for_no_pen(
    required: Path, cron: Cron, server: Server, sign: Sign
) -> None:
    sign()
    cron("2024-01-25")
    swapped(required)
    assert silent(cron("2024-01-26"))
    assert [files(received) for received in to(server, SCT)] == [["phien-truc.ics", "ban-giao.ics"]]


# Whoever stands under «Nơi nhận», and whoever lost the shift.


def test_the_agency_that_hands_over_gets_its_copy(
    cron: Cron, server: Server, folder: Path, state: Path
) -> None:
    cron("2024-01-25")
    (copy,) = to(server, STTTT)
    assert copy.id.startswith("<luanphien.handover.2024-02.1.")
    said = text(copy)
    assert "Gửi Sở Thông tin và Truyền thông để bàn giao (khoản 8 Điều 6 Quy chế)" in said
    assert "31/01/2024" in said
    options = ("--config", folder, "--state", state, "--today", "2024-01-25", "--format", "json")
    (told,) = json.loads(in_process("report", "2024-02", *options).stdout)["notices"]
    assert (told["sent_on"], told["copied_on"]) == ("2024-01-25", "2024-01-25")


def test_a_copy_does_not_go_before_the_notice(cron: Cron, server: Server) -> None:
    server.fault = f"rcpt 550 {STC}"
    cron("2024-01-25")
    assert server.received == []


def test_each_agency_is_told_what_holds_for_itself(
    cron: Cron, server: Server, folder: Path
) -> None:
    add_people(folder, "name: Người Thử Một, email: mot@stc.lan")
    cron("2024-01-25")
    swapped(folder)
    assert silent(cron("2024-01-26"))
    assert silent(cron("2024-01-28"))
    _, lost = to(server, STC)
    assert lost.recipients == (STC, "mot@stc.lan")
    assert [one.display_name for one in lost.message["Cc"].addresses] == ["Người Thử Một"]
    said = text(lost)
    assert "Sở Tài chính không có phiên trực tháng 02/2024." in said
    assert "Phiên trực tiếp theo của Sở Tài chính: tháng 04/2024" in said
    (gained,) = to(server, SCT)
    assert gained.recipients == (SCT,)
    first, corrected = to(server, STTTT)
    assert "với công chức, viên chức của Sở Công thương" in text(corrected)
    assert "Thư này thay cho thông báo ngày 25/01/2024" in text(corrected)
    assert first.id != corrected.id


def test_a_shift_that_comes_back_is_told_again(cron: Cron, server: Server, folder: Path) -> None:
    before = (folder / "agencies.yaml").read_text("utf-8")
    cron("2024-01-25")
    swapped(folder)
    cron("2024-01-26")
    (folder / "agencies.yaml").write_text(before, "utf-8")
    assert silent(cron("2024-01-28"))
    assert silent(cron("2024-01-28"))
    ids = [received.id.split(".")[1] for received in to(server, STC)]
    assert ids == ["notice", "release", "notice"]
    assert [received.id.split(".")[1] for received in to(server, SCT)] == ["notice", "release"]


def test_who_has_lost_it_and_can_not_be_reached_is_said(
    cron: Cron, server: Server, folder: Path, state: Path
) -> None:
    cron("2024-01-25")
    swapped(folder)
    change(folder, STC, "van-thu@stc.example")
    change(folder, STTTT, "van-thu@stttt.example")
    lost = "Đính chính thông báo phiên trực tháng 02/2024 (Sở Tài chính): không gửi, "
    copy = "phiên trực tháng 02/2024 (Sở Thông tin và Truyền thông): không gửi, "
    done = cron("2024-01-26")
    assert done.status == 1
    assert f"{lost}«van-thu@stc.example» là mẫu" in done.stderr
    assert f"{copy}«van-thu@stttt.example» là mẫu" in done.stderr
    options = ("--config", folder, "--state", state, "--today", "2024-01-26", "--by", "A")
    for recipient in ("stc", "Sở Thông tin và Truyền thông"):
        named = ("--shift", "2024-02", "--recipient", recipient)
        assert in_process("register", "notice", *named, *options).status == 0
    assert silent(cron("2024-01-28"))
