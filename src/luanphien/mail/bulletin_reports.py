"""What a run says of the digest, and of the group's posts: a line each, and how bad it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from luanphien.core.deliveries import DeliveryKind
from luanphien.mail.reports import UNSENT, Report, said
from luanphien.mail.smtp import Outcome

_UNPOSTED: Mapping[DeliveryKind, str] = {
    "deferred": "chưa gửi được, sẽ thử lại",
    "refused": "bị từ chối; hãy sửa địa chỉ trong tệp chat",
    "unknown": "không rõ đã tới chưa, không gửi lại; hãy xem nhóm, chưa có thì dán vào",
}


def digest_failed(error: Exception) -> Report:
    """The digest failed."""
    return Report(f"Thư tổng hợp: {said(error)}", "failed")


def digest_unreachable(name: str, sample: str | None) -> Report:
    """The Centre has no address to which it could go, or only a sample."""
    why = f"«{sample}» là mẫu" if sample else "Trung tâm chưa có email trong agencies.yaml"
    return Report(f"Thư tổng hợp {name}: không gửi, {why}.", "failed")


def digest_not_taken(name: str, address: str, outcome: Outcome) -> Report:
    """The mail server did not take the digest."""
    text = f"{address} {UNSENT[outcome.status]}: {outcome.note}"
    return Report(f"Thư tổng hợp {name}: {text}.", "failed")


def digest_will_go(name: str, address: str, text: str) -> Report:
    """A run would send the digest, with these words."""
    return Report(f"Thư tổng hợp {name}: sẽ gửi tới {address}:\n\n{_indented(text)}", "fine")


def group_failed(error: Exception) -> Report:
    """Nothing could be posted, or not in one place."""
    return Report(f"Nhóm trò chuyện: {said(error)}.", "failed")


def group_not_reached(name: str, place: str, kind: DeliveryKind, note: str | None) -> Report:
    """The post was not taken in that place, or nobody knows whether it was."""
    text = _UNPOSTED[kind]
    return Report(f"Nhóm trò chuyện: {name}, {place}: {text} ({note}).", "failed")


def group_will_get(name: str, places: Sequence[str], text: str) -> Report:
    """A run would post that text there."""
    return Report(
        f"Nhóm trò chuyện: {name}: sẽ gửi tới {', '.join(places)}:\n\n{_indented(text)}", "fine"
    )


def _indented(text: str) -> str:
    return "".join(f"    {line}".rstrip() + "\n" for line in text.splitlines())
