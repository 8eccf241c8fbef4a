"""`luanphien restore`: an installation from its backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import ConfigOption, StateOption, parse_path

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=VietnameseCommand)
def restore(
    file: Annotated[
        Path, typer.Argument(metavar="TỆP", parser=parse_path, help="Tệp của luanphien backup.")
    ],
    force: Annotated[
        bool,
        typer.Option("--force", help="Cả khi sổ đang có mới hơn hoặc đã hỏng; sổ đó để sang bên."),
    ] = False,
    config: ConfigOption = None,
    state: StateOption = None,
) -> None:
    """Lấy lại cấu hình, mẫu văn bản và sổ theo dõi từ bản sao lưu.

    Kiểm tra cả bản sao lưu trước khi ghi; lấy lại trọn vẹn, hoặc không đổi gì. Tệp nào bị thay thì
    bản cũ ở ngay bên cạnh. Trước khi lấy lại trên máy khác, hãy tắt hẹn giờ gửi thư ở máy cũ.
    """
    from luanphien.config.load import SYSTEM, find, shipped
    from luanphien.upkeep.restore import restore as put_back
    from luanphien.wording import dates

    folder, register_file = config or find(), lookup.register_file(state)
    if folder == shipped():  # what came with the program is nobody's configuration
        folder = SYSTEM
    restored = put_back(file, folder, register_file, clock.moment(), force=force)
    typer.echo(f"Bản sao lưu lúc {dates.at(restored.made_at.astimezone(clock.VIETNAM))}.")
    typer.echo(f"Cấu hình: {folder}, {len(restored.files)} tệp.")
    if restored.facts is None:
        typer.echo("Bản sao lưu không có sổ theo dõi.")
    else:
        last = f", việc cuối ngày {dates.full(restored.facts[-1].at)}" if restored.facts else ""
        typer.echo(f"Sổ theo dõi: {register_file}, {len(restored.facts)} việc đã ghi{last}.")
    for place in restored.kept:
        typer.echo(f"Bản cũ: {place}")
    for secret in (secret for secret in restored.secrets if not secret.file.exists()):
        typer.echo(f"cảnh báo: chưa có tệp mật khẩu {secret.purpose} {secret.file}", err=True)
    typer.echo("Xem lần chạy tới gửi gì: luanphien notify --next --send --dry-run")
