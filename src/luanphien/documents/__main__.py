"""Write a template to start one's own from: `python -m luanphien.documents TÊN [THƯ_MỤC]`."""

from __future__ import annotations

import sys
from pathlib import Path

from luanphien.core.errors import reason
from luanphien.documents.start import NAMES, template

USE = f"""Cách dùng: python -m luanphien.documents TÊN [THƯ_MỤC]

Ghi một mẫu để sửa vào thư mục templates của cấu hình, hoặc vào thư mục hiện tại; không ghi đè.
TÊN: {", ".join(NAMES)}
"""


def main(arguments: list[str]) -> int:
    """Write the template; the exit status, 2 for wrong use."""
    match arguments:
        case [name] | [name, _] if name in NAMES:
            file = Path(*arguments[1:], name)
        case _:
            sys.stderr.write(USE)
            return 2
    content = template(name)
    try:
        with file.open("xb") as out:
            out.write(content)
    except OSError as error:
        sys.stderr.write(f"Lỗi: không ghi được {file}: {reason(error)}\n")
        return 1
    sys.stdout.write(f"Đã ghi {file}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
