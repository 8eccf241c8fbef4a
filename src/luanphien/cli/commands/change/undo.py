"""`luanphien change undo`: the last change is taken back."""

from __future__ import annotations

from luanphien.cli.clerk import Clerk
from luanphien.core.errors import LuanphienError, OperationError


def undo(clerk: Clerk) -> None:
    """Bỏ lần đổi gần nhất.

    Chỉ khi những gì lần đó ghi vẫn còn nguyên. Chạy nữa thì bỏ lần trước đó.
    """
    from luanphien.config.hunks import undone
    from luanphien.core.versions import Contents, last_change

    last = last_change(clerk.versions)
    if last is None:
        raise LuanphienError("sổ không có lần đổi nào để bỏ")
    before, change = last
    files = []
    for old, new, now in zip(
        clerk.contents(before), clerk.contents(change), clerk.draft.contents, strict=True
    ):
        text = now if old == new else undone(old.decode(), new.decode(), now.decode())
        if text is None:
            raise OperationError(
                f"những gì lần đổi {change.number} đã ghi không còn nguyên; hãy sửa tệp bằng tay"
            )
        files.append(text if isinstance(text, bytes) else text.encode())
    clerk.undoes = change.number
    clerk.draft.restore(Contents(*files))
