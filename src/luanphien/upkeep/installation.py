"""What is luanphien's own where it is installed: configuration, register, runs, backups, page."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from luanphien.config import ConfigError, Configuration, load
from luanphien.config.load import shipped
from luanphien.config.review import warnings
from luanphien.core.errors import OperationError, reason
from luanphien.core.runs import Run, running, unanswered
from luanphien.private import exposed
from luanphien.register import Register
from luanphien.register.opening import is_absent, lock_file
from luanphien.upkeep.backup import nightly_backups
from luanphien.upkeep.findings import Finding, may_make
from luanphien.upkeep.schedule import Job, seen
from luanphien.wording import runs

FRESH = timedelta(days=4)
"""How old the newest backup may be: a long weekend."""


def configuration(folder: Path, today: date) -> tuple[Configuration | None, list[Finding]]:
    """The configuration, None if it is not valid, and what is to be said of it."""
    subject = "configuration", "Cấu hình"
    try:
        configuration = load(folder)
    except ConfigError as error:
        others = f" (và {len(error.problems) - 1} lỗi nữa)" if error.problems[1:] else ""
        advice = "sửa theo tệp, dòng, cột; luanphien check nêu mọi lỗi"
        return None, [Finding(*subject, False, f"{error.problems[0]}{others}", advice)]
    if folder == shipped():
        text = "đang dùng bản kèm theo chương trình"
        advice = "luanphien init /etc/luanphien, rồi sửa agencies.yaml ở đó"
        return configuration, [Finding(*subject, False, text, advice)]
    count = len(warnings(configuration, today))
    remarks = f", {count} cảnh báo (luanphien check)" if count else ""
    return configuration, [Finding(*subject, True, f"{folder} hợp lệ{remarks}")]


def register(file: Path) -> Iterator[Finding]:
    """Whether the register is whole, its owner's alone, and this user's to write to."""
    subject = "register", "Sổ theo dõi"
    to_write = f"chạy bằng người dùng giữ sổ, hoặc cho người này quyền ghi ở {file.parent}"
    try:
        if is_absent(file):
            text = f"{file} chưa có; lần chạy đầu tiên sẽ tạo"
            yield Finding(*subject, may_make(file.parent), text, to_write)
            return
        yield Finding(*subject, True, f"{file} nguyên vẹn, {_whole(file)} việc đã ghi")
    except (OperationError, OSError) as error:
        text = str(error) if isinstance(error, OperationError) else f"{file}: {reason(error)}"
        advice = "chạy bằng người dùng giữ sổ; sổ hỏng thì luanphien restore bản sao lưu"
        yield Finding(*subject, False, text, advice)
        return
    others = [str(place) for place in (file, lock_file(file)) if exposed(place)]
    text = f"người khác mở được {others[0]}" if others else "chỉ chủ sổ mở được"
    advice = f"chmod 600 {' '.join(others)}"
    yield Finding("register.private", "Sổ kín", not others, text, advice)
    writable = os.access(file, os.W_OK) and os.access(file.resolve().parent, os.W_OK)
    text = "người dùng này ghi được" if writable else "người dùng này không ghi được"
    yield Finding("register.writable", "Quyền ghi sổ", writable, text, to_write)


def _whole(file: Path) -> int:
    """How many facts it has; OperationError if it is not whole."""
    with Register(file, create=False) as register:
        if faults := register.check():
            raise OperationError(f"{file}: sổ đã hỏng ({'; '.join(faults[:3])})")
        return len(register.facts())


def other_registers(used: Path, scheduled: Sequence[Job], root: Path) -> Iterator[Finding]:
    """Whether there is a second register: each of two sends what the other has sent."""
    subject = "register.other", "Sổ khác"
    states = [Path(job.state) for job in scheduled if job.state]
    homes = [root / "root", *seen(root, "home/*")]
    states += [home / ".local/state/luanphien/register.sqlite" for home in homes]
    states.append(root / "var/lib/luanphien/register.sqlite")
    for state in states:
        try:
            if state.exists() and not (used.exists() and state.samefile(used)):
                advice = f"chỉ dùng một sổ: ghi cùng một --state ở mọi nơi, rồi cất {state} đi"
                yield Finding(*subject, False, f"còn một sổ ở {state}", advice)
                return
        except OSError:  # a home that is closed to this user
            continue
    yield Finding(*subject, True, "không thấy sổ nào nữa")


def runs_in(file: Path) -> list[Run]:
    """The runs that the register knows; none where it can't be read, which `register` says."""
    try:
        with Register(file, create=False) as register:
            return register.runs()
    except OperationError:
        return []


def works(configuration: Configuration, recorded: Sequence[Run], today: date) -> Iterator[Finding]:
    """When each work last ran well."""
    subject = "running", "Lần chạy tốt cuối"
    known = list(running(recorded, configuration.rota.calendar, today))
    if not known:
        yield Finding(*subject, None, "sổ chưa ghi lần chạy nào")
    for work in known:
        yield Finding(
            *subject, not work.late, runs.warning(work) if work.late else runs.last([work])
        )


def monitor(configuration: Configuration, recorded: Sequence[Run]) -> Iterator[Finding]:
    """Whether the monitor elsewhere answers."""
    if url := configuration.decisions.heartbeat:
        count = unanswered(recorded)
        text = f"{url}: {count} lần gọi liền không được" if count else f"{url}: chưa lần nào hỏng"
        advice = "xem heartbeat trong agencies.yaml, tường lửa"
        yield Finding("heartbeat", "Giám sát", not count, text, advice)


def backups(configuration: Configuration, now: datetime) -> Iterator[Finding]:
    """Whether there is a backup of these days."""
    subject, rule = ("backup", "Sao lưu"), configuration.decisions.backup
    if rule is None:
        yield Finding(*subject, None, "agencies.yaml không có backup: không tự sao lưu")
        return
    folder = configuration.place(rule.folder)
    try:
        files = nightly_backups(folder) if folder.exists() else []
    except OSError as error:
        yield Finding(*subject, False, f"{folder}: {reason(error)}", "xem quyền của thư mục")
        return
    if not may_make(folder):
        yield Finding(*subject, False, f"không ghi được vào {folder}", "xem quyền của thư mục")
    elif not files:
        yield Finding(*subject, None, f"{folder} chưa có bản nào; lần gửi tới sẽ tạo")
    else:
        fresh = now.timestamp() - files[-1].stat().st_mtime < FRESH.total_seconds()
        text = f"{len(files)} bản, mới nhất {files[-1]}"
        yield Finding(*subject, fresh, text, "xem vì sao luanphien notify --send không chạy")


def page(recorded: Sequence[Run]) -> Iterator[Finding]:
    """Whether the page's folder can still be written where it was written last."""
    subject = "page", "Thư mục trang"
    place = next((run.place for run in reversed(recorded) if run.work == "publish"), None)
    if place is None:
        yield Finding(*subject, None, "chưa lần nào chạy luanphien publish")
        return
    parent = Path(place).parent
    writable = may_make(parent)
    text = f"{place} {'ghi được' if writable else 'không ghi được'}"
    yield Finding(*subject, writable, text, f"cho người dùng này quyền ghi ở {parent}")
