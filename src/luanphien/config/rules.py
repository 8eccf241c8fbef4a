"""The rules between the fields of agencies.yaml, those about people and single shifts left out."""

from __future__ import annotations

from luanphien.config.problems import Findings, Path, Vocabulary, repeats
from luanphien.core.decisions import Decisions, Rotation
from luanphien.core.duties import deadline_distance
from luanphien.core.rotation import is_boundary
from luanphien.core.values import is_text, lines_of

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def order_findings(decisions: Decisions) -> Findings:
    """What is wrong between these fields."""
    about_mail = (_mail, _mailbox, _notice, _reminders)
    for rule in (_centre, _letterhead, *about_mail, _agencies, _orders, _effective):
        yield from rule(decisions)


def _centre(decisions: Decisions) -> Findings:
    hours = decisions.centre.office_hours
    if hours.opens >= hours.closes:
        path = ("centre", "office_hours", "closes")
        yield path, f"hết giờ lúc {hours.closes} phải sau giờ bắt đầu {hours.opens}"


def _letterhead(decisions: Decisions) -> Findings:
    """Lines that are none, and persons who would sign with two titles."""
    letterhead = decisions.documents
    written: list[tuple[Path, str | tuple[str, ...]]] = [
        (("documents", "signer_title"), letterhead.signer_title)
    ]
    if letterhead.centre_lines is not None:
        written.append((("documents", "centre_lines"), letterhead.centre_lines))
    for n, signer in enumerate(letterhead.signers):
        written.append((("documents", "signers", n, "title"), signer.title))
    for path, text in written:
        if not all(map(is_text, lines_of(text) or [""])):
            yield path, "dòng để trống, hoặc có ký tự không dùng được"
    for n in repeats(signer.name.casefold() for signer in letterhead.signers):
        path = ("documents", "signers", n, "name")
        yield path, f"«{letterhead.signers[n].name}» đã có ở trên; mỗi người ký một chức vụ"


def _mail(decisions: Decisions) -> Findings:
    mail = decisions.mail
    if mail and mail.security == "none" and mail.host not in LOOPBACK:
        path = ("mail", "security")
        yield path, f"none chỉ dùng với máy chủ ở chính máy này ({', '.join(LOOPBACK)})"


def _mailbox(decisions: Decisions) -> Findings:
    mailbox = decisions.mailbox
    if mailbox is None:
        return
    if bool(mailbox.host) == bool(mailbox.maildir):
        yield ("mailbox",), "cần một trong hai: host (máy chủ IMAP) hoặc maildir (thư mục)"
    elif mailbox.host and not mailbox.username:
        yield ("mailbox",), "thiếu username: hộp thư nào cũng phải đăng nhập"
    elif mailbox.host and mailbox.security == "none" and mailbox.host not in LOOPBACK:
        path = ("mailbox", "security")
        yield path, f"none chỉ dùng với máy chủ ở chính máy này ({', '.join(LOOPBACK)})"


def _notice(decisions: Decisions) -> Findings:
    notice, distance = decisions.notice, deadline_distance(decisions.notice)
    if notice.send_ahead < distance:
        yield (
            ("notice", "send_ahead"),
            f"gửi trước {notice.send_ahead} ngày làm việc là sau hạn; cần ít nhất {distance}",
        )


def _reminders(decisions: Decisions) -> Findings:
    """Who is reminded has been told, which is when the notice goes."""
    ahead, sent = decisions.reminders.before_shift, decisions.notice.send_ahead
    if ahead > sent:
        path = ("reminders", "before_shift")
        yield path, f"nhắc trước {ahead} ngày làm việc là trước khi gửi thông báo ({sent})"


def _agencies(decisions: Decisions) -> Findings:
    agencies = decisions.agencies
    for n in repeats(agency.id for agency in agencies):
        yield ("agencies", n, "id"), f"mã «{agencies[n].id}» đã dùng cho một cơ quan ở trên"


def _orders(decisions: Decisions) -> Findings:
    """Orders that name whom they can't, and agencies that no order names."""
    on_call: dict[str, bool] = {}
    for agency in decisions.agencies:
        on_call.setdefault(agency.id, agency.on_call)
    ids = Vocabulary(on_call)
    for n, rotation in enumerate(decisions.rotations):
        yield from _order(n, rotation, on_call, ids)
    named = {agency for rotation in decisions.rotations for agency in rotation.order}
    for agency in decisions.agencies:
        if not agency.on_call and agency.id not in named:
            path = ("rotations", len(decisions.rotations) - 1, "order")
            yield path, f"thiếu «{agency.id}»; cần mỗi cơ quan không có on_call: true một lần"


def _order(n: int, rotation: Rotation, on_call: dict[str, bool], ids: Vocabulary) -> Findings:
    seen: set[str] = set()
    for place, agency in enumerate(rotation.order):
        path: Path = ("rotations", n, "order", place)
        if agency in seen:
            yield path, f"«{agency}» đã có trong thứ tự này; mỗi cơ quan chỉ một lần"
        elif agency not in ids:
            yield path, f"không có cơ quan mã «{agency}»{ids.examples(agency)}"
        elif on_call[agency]:
            yield path, f"«{agency}» chỉ đến khi cần (on_call: true), không trực luân phiên"
        seen.add(agency)
    if rotation.starts_with and rotation.starts_with not in rotation.order:
        path = ("rotations", n, "starts_with")
        examples = Vocabulary(rotation.order).examples(rotation.starts_with)
        yield path, f"«{rotation.starts_with}» không có trong order{examples}"


def _effective(decisions: Decisions) -> Findings:
    """Rotations that begin where no shift does."""
    before: Rotation | None = None
    for n, rotation in enumerate(decisions.rotations):
        path, day = ("rotations", n, "effective"), rotation.effective
        if day.day != 1:
            yield path, f"{day} không phải ngày đầu tháng; cần ngày 01 của một tháng"
        elif before and day <= before.effective:
            yield path, f"phải sau ngày hiệu lực của mục trước ({before.effective})"
        elif before and not is_boundary(before.effective, before.months, day):
            yield (
                path,
                f"{day} cắt ngang một phiên {before.months} tháng tính từ {before.effective}; "
                "cần ngày đầu của một phiên",
            )
        else:
            before = rotation
