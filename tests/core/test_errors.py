"""What a user reads when the operating system refuses."""

from __future__ import annotations

import errno

import pytest

from luanphien.core.errors import (
    LuanphienError,
    NoCalendarError,
    NoRotaError,
    OperationError,
    reason,
)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (errno.ENOENT, "không có tệp hoặc thư mục này"),
        (errno.EACCES, "không có quyền"),
        (errno.EPERM, "không có quyền"),
        (errno.EEXIST, "đã có tệp này"),
        (errno.ENOTDIR, "một phần của đường dẫn không phải thư mục"),
        (errno.EISDIR, "là một thư mục"),
        (errno.ENOSPC, "đĩa đầy"),
        (errno.EROFS, "đĩa chỉ đọc được"),
        (errno.ENAMETOOLONG, "tên quá dài"),
        (errno.ELOOP, "liên kết vòng quanh"),
        (errno.EIO, f"lỗi hệ thống {errno.EIO}"),  # none that we have a word for
    ],
)
def test_why_the_operating_system_refused(code: int, text: str) -> None:
    assert reason(OSError(code, "…")) == text


def test_an_error_without_a_number_is_no_crash() -> None:
    assert reason(OSError("…")) == "lỗi hệ thống None"


def test_all_that_a_user_may_see_is_one_kind_of_error() -> None:
    for error in (NoRotaError, NoCalendarError, OperationError):
        assert issubclass(error, LuanphienError)
