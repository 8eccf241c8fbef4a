"""`luanphien history`: what was changed in the configuration, when and by whom."""

from __future__ import annotations

import typer

from luanphien.cli import lookup
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import Format, FormatOption, NoConfigOption, StateOption

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=VietnameseCommand)
def history(
    format: FormatOption = Format.table,
    _config: NoConfigOption = None,
    state: StateOption = None,
) -> None:
    """In những lần cấu hình đổi, cũ trước mới sau.

    Lúc nào, ai, bằng lệnh gì, dòng nào trước và sau. Tệp sửa tay được ghi khi luanphien gặp.
    """
    from luanphien.register import Register
    from luanphien.tables.history import History, entries
    from luanphien.tables.listing import show

    with Register(lookup.register_file(state), create=False) as register:
        versions = [(version, register.contents(version)) for version in register.versions()]
    show(History(entries(versions)), format)
