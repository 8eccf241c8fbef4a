"""What a shift lacks of guidance and materials, in words."""

from __future__ import annotations

from collections.abc import Iterator

from luanphien.core.preparation import Preparation
from luanphien.wording import dates


def lines(preparation: Preparation, *, brief: bool = False) -> Iterator[str]:
    """What is lacking, without full stops; `brief` gives the agencies their short names."""
    for person, agencies in preparation.unguided:
        listed = ", ".join(agency.label if brief else agency.name for agency in agencies)
        yield f"{person.name} chưa được hướng dẫn thủ tục của {listed}"
    if preparation.missing:
        listed = ", ".join(one.label if brief else one.name for one in preparation.missing)
        yield f"chưa có bộ tài liệu, hồ sơ chuẩn của {listed}"
    for agency, since in preparation.aged:
        name = agency.label if brief else agency.name
        yield f"bộ tài liệu của {name} từ {dates.full(since)}, cần cập nhật"
