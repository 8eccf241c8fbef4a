"""The errors that a user may see. Their texts are Vietnamese, whole sentences."""

import errno

_REASONS = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EEXIST: "đã có tệp này",
    errno.ENOTDIR: "một phần của đường dẫn không phải thư mục",
    errno.EISDIR: "là một thư mục",
    errno.ENOSPC: "đĩa đầy",
    errno.EROFS: "đĩa chỉ đọc được",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ELOOP: "liên kết vòng quanh",
}


def reason(error: OSError) -> str:
    """Why the operating system refused, in Vietnamese."""
    return _REASONS.get(error.errno or 0, f"lỗi hệ thống {error.errno}")


class LuanphienError(Exception):
    """Whatever luanphien can explain to its user; anything else is a bug."""


class NoRotaError(LuanphienError):
    """There is no rota for what was asked: it lies before the first rotation."""


class NoCalendarError(LuanphienError):
    """The days off of a year are neither announced nor can they be forecast."""


class OperationError(LuanphienError):
    """What was asked for is right but could not be done."""
