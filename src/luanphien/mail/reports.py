"""What a run says of its work: a line each, and how bad it is. Cron mails whatever is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple

from luanphien.core.errors import OperationError
from luanphien.core.facts import Says
from luanphien.core.sending import Task
from luanphien.mail.smtp import Outcome
from luanphien.wording import dates

Weight = Literal["fine", "failed", "overdue"]
"""How bad a report is: the last one, that a legal deadline has passed unserved."""

NAMES: Mapping[Says | None, str] = {
    None: "Thông báo",
    "handover": "Thông báo để bàn giao,",
    "release": "Đính chính thông báo",
    "draft": "Dự thảo thông báo",
    "signed": "Bản ký của thông báo",
    "again": "Thư nhắc xác nhận thông báo",
    "days": "Báo lịch trực,",
    "before_shift": "Nhắc trước phiên,",
    "before_handover": "Nhắc bàn giao,",
}
UNSENT = {"deferred": "chưa gửi được, sẽ thử lại", "refused": "bị từ chối"}


class Report(NamedTuple):
    """One line to be said, and how bad it is; `routine` is what needs no person."""

    text: str
    weight: Weight
    routine: bool = False


# What is said of the run itself.


def obstacle(obstacle: str) -> Report:
    """Why no mail can be sent, or the mailbox not be read."""
    return Report(f"Lỗi: {obstacle}", "failed")


def still_running(since: datetime, *, overdue: bool) -> Report:
    """Another run has been under way for too long, while something is overdue or not."""
    text = f"một lần chạy khác bắt đầu lúc {dates.at(since)} chưa xong"
    return Report(f"Chưa gửi gì: {text}.", "overdue" if overdue else "failed")


def wrong_beginning(beginning: date) -> Report:
    """The first run was on a later day than today, which can't be right."""
    text = f"Sổ bắt đầu ngày {dates.full(beginning)}, sau hôm nay: lần chạy đó sai ngày"
    return Report(f"{text}; từ nay tính từ hôm nay.", "fine")


def unread(error: Exception) -> Report:
    """The mailbox was not read to its end."""
    return Report(f"Hộp thư: {said(error)}", "failed")


def said(error: Exception) -> str:
    """What the error says; one other than OperationError is one of the program."""
    if isinstance(error, OperationError):
        return str(error)
    return f"lỗi của chương trình ({type(error).__name__}: {error})"


# What is said of a task.


def failed(task: Task, error: Exception) -> Report:
    """The task failed."""
    return Report(f"{_subject(task)}: {said(error)}", _weight(task))


def missed(task: Task) -> Report:
    """The shift began without a notice."""
    return _of(task, "phiên đã bắt đầu mà chưa thông báo", "overdue")


def will_be_missed(task: Task) -> Report:
    """A run would say that the shift began without a notice."""
    return _of(task, f"sẽ báo là đã bỏ lỡ; {_due(task)}", "overdue")


def will_go(task: Task, addresses: Sequence[str]) -> Report:
    """A run would send these addresses what the task says."""
    return _of(task, f"sẽ gửi tới {', '.join(addresses)}{_until(task)}", "fine")


def waits(task: Task) -> Report:
    """The notice does not go before it is signed, or its last day has come."""
    document = task.outdated and task.outdated.document
    why = f", bản ký số {document.number} không còn đúng với lịch" if document else ""
    text = f"chờ bản ký{why}; ký xong thì ghi bằng luanphien register sign; {_due(task)}"
    return _of(task, text, "fine")


def unsigned(task: Task) -> Report:
    """The last day has come, and the notice goes without the signature that was to be had."""
    return _of(task, "chưa có bản ký mà đã đến hạn, gửi thông báo thường", "fine")


def will_remind(task: Task) -> Report:
    """A run would remind the Centre that nobody has acknowledged."""
    return _of(task, f"sẽ nhắc Trung tâm, vì chưa được xác nhận; {_due(task)}", "fine")


def left_out(task: Task, samples: Sequence[str]) -> Report:
    """Nothing goes to these addresses, which are only samples."""
    return _of(task, f"không gửi tới {_quoted(samples)}, là mẫu", "fine")


def unreachable(task: Task, samples: Sequence[str]) -> Report:
    """It can't go to anybody; the addresses, if there are any, are only samples."""
    weight: Weight = "fine" if task.action == "inform" else _weight(task)
    if samples:
        return _of(task, f"không gửi, {_quoted(samples)} là mẫu", weight)
    return _of(task, f"{_told(task)} chưa có email trong agencies.yaml", weight)


def unsent(task: Task) -> Report:
    """It is due, and no mail can be sent."""
    return _of(task, f"chưa gửi được{_until(task)}", _weight(task))


def due(task: Task) -> Report:
    """The notice is due, and nothing runs that would send it."""
    return _of(task, f"đã đến ngày gửi mà chưa gửi{_until(task)}", "overdue")


def not_taken(task: Task, address: str, outcome: Outcome, elsewhere: str | None = None) -> Report:
    """The mail server did not take it for that address; `elsewhere` is where the agency has it."""
    text = f"{address} {UNSENT[outcome.status]}: {outcome.note}"
    if elsewhere and outcome.status == "refused":
        text += f"; thông báo đã tới {elsewhere}, hãy sửa địa chỉ"
    return _of(task, text, _weight(task))


def refused(task: Task, address: str) -> Report:
    """The address at which the agency is told has refused the notice for good."""
    text = "đã từ chối thư; hãy sửa địa chỉ hoặc gửi cách khác và ghi vào sổ"
    return _of(task, f"{address} {text}", _weight(task))


def returned(task: Task, address: str) -> Report:
    """What was sent to the address at which the agency is told came back."""
    text = "bị trả lại; hãy sửa địa chỉ hoặc gửi cách khác và ghi vào sổ"
    return _of(task, f"thư tới {address} {text}", _weight(task))


def late(task: Task) -> Report:
    """The deadline has passed."""
    return _of(task, f"đã quá {_due(task)}", "overdue")


def unacknowledged(task: Task) -> Report:
    """Nobody has acknowledged the notice."""
    return _of(task, f"chưa được xác nhận; {_due(task)}", "failed")


def reminder_unsent(task: Task, outcome: Outcome) -> Report:
    """Nobody has acknowledged the notice, and the mail server did not take the reminder."""
    text = f"chưa được xác nhận, thư nhắc chưa gửi được: {outcome.note}"
    return _of(task, text, "failed")


def _of(task: Task, text: str, weight: Weight) -> Report:
    return Report(f"{_subject(task)}: {text}.", weight)


def _weight(task: Task) -> Weight:
    """How bad it is that a notice has not gone: worse once its deadline has passed."""
    return "overdue" if task.overdue else "failed"


def _subject(task: Task) -> str:
    shift = task.notice.shift
    months = dates.months(shift.starts_on, shift.ends_on)
    name = "Đính chính thông báo" if _is_correction(task) else NAMES[task.statement.says]
    return f"{name} phiên trực tháng {months} ({_told(task)})"


def _is_correction(task: Task) -> bool:
    """Whether the agency itself has been told otherwise, be it in time or not."""
    return task.told and task.action == "correct"


def _told(task: Task) -> str:
    """The agency that is told; of what the Centre itself gets, the one that it is about."""
    return (task.agency or task.notice.agency).name


def _until(task: Task) -> str:
    """By when the notice must have gone; nothing else has a deadline, nor has a correction."""
    return "" if task.statement.says or _is_correction(task) else f"; {_due(task)}"


def _due(task: Task) -> str:
    return f"hạn {dates.spelled(task.notice.shift.notice_deadline)}"


def _quoted(addresses: Sequence[str]) -> str:
    return ", ".join(f"«{address}»" for address in addresses)
