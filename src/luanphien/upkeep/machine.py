"""What the machine gives: disk, time, a way to mail server and mailbox, a schedule, LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from shutil import disk_usage, which

from luanphien.clock import VIETNAM, offset
from luanphien.config import Configuration
from luanphien.core.errors import OperationError
from luanphien.core.runs import Run
from luanphien.mail.chat import places
from luanphien.mail.mailbox import mailbox_of
from luanphien.mail.run import mail_server
from luanphien.upkeep.findings import Finding, existing
from luanphien.upkeep.schedule import Job
from luanphien.wording import dates, runs

LEAST_FREE = 100 * 1024 * 1024
"""How many bytes the disk of the register must have free."""


def disk(register_file: Path) -> Iterator[Finding]:
    """Whether there is room to write."""
    place = existing(register_file.parent)
    free = disk_usage(place).free
    text = f"còn trống {free >> 20} MB ở {place}"
    advice = "dọn đĩa: sổ và bản sao lưu cần chỗ để ghi"
    yield Finding("disk", "Đĩa", free >= LEAST_FREE, text, advice)


def clock(now: datetime, recorded: Sequence[Run]) -> Iterator[Finding]:
    """Whether the clock is not behind what the register says, and the zone cron's lines mean."""
    newest = max((run.began for run in recorded), default=now)
    text, behind = dates.at(now), now + timedelta(minutes=5) < newest
    if behind:
        text += f", mà sổ đã ghi một lần chạy lúc {dates.at(newest)}"
    advice = "đặt lại giờ của máy, ví dụ timedatectl set-ntp true"
    yield Finding("clock", "Đồng hồ", not behind, text, advice)
    hours = offset() / timedelta(hours=1)
    advice = "timedatectl set-timezone Asia/Ho_Chi_Minh, hoặc ghi giờ trong cron theo múi giờ máy"
    right = offset() == VIETNAM.utcoffset(None)
    yield Finding("zone", "Múi giờ", right, f"UTC{hours:+g}", advice)


def mail(configuration: Configuration, environment: Mapping[str, str]) -> Iterator[Finding]:
    """The steps to the mail server; the first that fails is the last that is told."""
    rule, subject = configuration.mail, ("mail.connection", "Máy chủ thư")
    if rule is None:
        yield Finding(*subject, None, "agencies.yaml không có mail: không gửi thư")
        return
    server, obstacle = mail_server(configuration, environment)
    if server is None:
        yield Finding(*subject, False, obstacle, "sửa mục mail trong agencies.yaml")
        return
    steps = [(subject, f"nối được {rule.host}:{rule.port}", "xem mail.host, mail.port, tường lửa")]
    if rule.security != "none":
        advice = "xem mail.security, chứng thư của máy chủ thư"
        steps.append((("mail.security", "Mã hóa thư"), "chứng thư hợp lệ", advice))
    if rule.username:
        advice = "xem mail.username và mật khẩu"
        steps.append((("mail.login", "Đăng nhập thư"), "được nhận; không gửi thư nào", advice))
    reached, failure = server.probe()
    for step, text, advice in steps:
        if step[0].removeprefix("mail.") not in reached:
            yield Finding(*step, False, failure, advice)
            return
        yield Finding(*step, True, text)


def mailbox(
    configuration: Configuration, environment: Mapping[str, str], today: date
) -> Iterator[Finding]:
    """Whether the mailbox of answers can be read; nothing in it is marked."""
    rule, subject = configuration.mailbox, ("mailbox", "Hộp thư")
    if rule is None:
        text = "agencies.yaml không có mailbox: không đọc thư trả lời, thư báo không đến"
        yield Finding(*subject, None, text)
        return
    place = configuration.place(rule.maildir) if rule.maildir else f"{rule.host}:{rule.port}"
    try:
        messages = mailbox_of(rule, configuration.folder, environment).messages((), today)
        next(iter(messages), None)
    except OperationError as error:
        advice = "xem mục mailbox trong agencies.yaml, mật khẩu, tường lửa"
        yield Finding(*subject, False, str(error), advice)
    else:
        yield Finding(*subject, True, f"đọc được {place}; không thư nào bị đánh dấu")


def group(configuration: Configuration, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Whether what is in the file of the group's addresses can be posted to; nothing is."""
    chat = configuration.decisions.chat
    if chat is None:
        return
    subject, file = ("chat", "Nhóm trò chuyện"), configuration.place(chat)
    advice = "xem chat trong agencies.yaml, và từng dòng của tệp đó"
    try:
        named = places(file, environment)
        faults = [fault for fault in (place.fault() for place in named) if fault]
    except OperationError as error:
        yield Finding(*subject, False, str(error), advice)
        return
    text = "; ".join(faults) or f"{len(named)} địa chỉ trong {file}; chưa gửi thử"
    yield Finding(*subject, bool(named) and not faults, text, advice)


def schedule(scheduled: Sequence[Job]) -> Iterator[Finding]:
    """Whether cron or a timer runs each work; only the sending must be."""
    advice = "thêm dòng cron hoặc timer (docs/huong-dan.md); chạy doctor bằng root để xem hết"
    for work, name in runs.WORKS.items():
        subject, command = (f"schedule.{work}", f"Tự {name}"), runs.COMMANDS[work]
        place = next((job.place for job in scheduled if job.work == work), None)
        if place:
            yield Finding(*subject, True, f"{place} chạy {command}")
        else:
            right = False if work == "send" else None
            yield Finding(*subject, right, f"không thấy gì chạy {command}", advice)


def office() -> Iterator[Finding]:
    """Whether there is LibreOffice, without which all but looking at a Word file here goes."""
    there = which("soffice") or which("libreoffice")
    text = there or "không có; chỉ cần để xem, in văn bản Word ngay trên máy này"
    yield Finding("office", "LibreOffice", True if there else None, text)
