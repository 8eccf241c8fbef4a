"""`luanphien register check`: whether the file is whole."""

from __future__ import annotations

import typer

from luanphien.cli import lookup
from luanphien.cli.options import NoConfigOption, StateOption
from luanphien.core.errors import OperationError


def check(_config: NoConfigOption = None, state: StateOption = None) -> None:
    """Kiểm tra tệp sổ còn nguyên vẹn không."""
    from luanphien.register import Register
    from luanphien.register.opening import is_absent

    file = lookup.register_file(state)
    with Register(file, create=False) as register:
        if is_absent(file):
            raise OperationError(f"{file}: chưa có sổ nào ở đây")
        if faults := register.check():
            raise OperationError(f"{file}: sổ đã hỏng ({'; '.join(faults[:3])})")
        recorded = len(register.facts()) + len(register.entries())
        typer.echo(f"{file}: nguyên vẹn, {recorded} việc đã ghi.")
