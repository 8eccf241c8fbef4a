"""What the two files look like. The JSON Schemas in docs/schema are made from these shapes.

`title` says what a value must be: in the editor and, when it is not, in the error.
`description` says what it is for.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from luanphien.core.duties import MINIMUM_NOTICE

Text = Annotated[str, Meta(min_length=1, max_length=300, title="chữ, không để trống")]
Slug = Annotated[
    str, Meta(pattern="^[a-z][a-z0-9-]*$", max_length=40, title="chữ thường không dấu, ví dụ stc")
]
Clock = Annotated[
    str, Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$", title="giờ và phút, ví dụ 07:30")
]
Day = Annotated[date, Meta(title="ngày có thật dạng NĂM-THÁNG-NGÀY, ví dụ 2024-02-01")]
Days = Annotated[
    str,
    Meta(
        pattern=r"^\d{4}-\d\d-\d\d(\.\.\d{4}-\d\d-\d\d)?$",
        title="một ngày, ví dụ 2024-02-01, hoặc từ ngày..đến ngày, ví dụ 2024-02-08..2024-02-14",
    ),
]
Year = Annotated[int, Meta(ge=1901, le=2100, title="năm từ 1901 đến 2100")]
Basis = Annotated[Text | None, Meta(description="Căn cứ: điều, khoản hoặc số, ngày văn bản.")]
Address = Annotated[Text | None, Meta(description="Địa chỉ bưu chính.")]
Phone = Annotated[Text | None, Meta(description="Số điện thoại được công khai (Điều 11 khoản 2).")]
Email = Annotated[Text | None, Meta(description="Địa chỉ thư điện tử nhận thông báo.")]


class _Shape(Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping with these keys and no others."""


class OfficeHoursShape(_Shape, frozen=True):
    """Giờ làm việc; bàn giao vào lúc hết giờ (Điều 6 khoản 8)."""

    opens: Clock
    closes: Clock
    basis: Basis = None


class CentreShape(_Shape, frozen=True):
    """Trung tâm Phục vụ hành chính công."""

    name: Text
    office_hours: OfficeHoursShape
    address: Address = None
    phone: Phone = None
    email: Email = None


class NoticeShape(_Shape, frozen=True):
    """Thông báo cho cơ quan có phiên trực tiếp theo (Điều 6 khoản 6)."""

    working_days: Annotated[
        int,
        Meta(
            ge=MINIMUM_NOTICE,
            le=30,
            title=f"số nguyên từ {MINIMUM_NOTICE} (mức tối thiểu của quy chế) đến 30",
            description="Thông báo trước ít nhất bấy nhiêu ngày làm việc.",
        ),
    ] = MINIMUM_NOTICE
    counting: Annotated[
        Literal["working-days", "clear-days"],
        Meta(
            title="working-days hoặc clear-days",
            description="clear-days: bấy nhiêu ngày trọn vẹn ở giữa, hạn sớm hơn một ngày.",
        ),
    ] = "working-days"
    send_ahead: Annotated[
        int,
        Meta(
            ge=MINIMUM_NOTICE,
            le=60,
            title=f"số nguyên từ {MINIMUM_NOTICE} đến 60",
            description="Gửi trước bấy nhiêu ngày làm việc; không muộn hơn hạn.",
        ),
    ] = 5
    basis: Basis = None


class AgencyShape(_Shape, frozen=True):
    """Một cơ quan, đơn vị."""

    id: Annotated[Slug, Meta(description="Mã ngắn, dùng trong order và trong lệnh.")]
    name: Annotated[Text, Meta(description="Tên đầy đủ, như trong quyết định.")]
    short_name: Annotated[Text | None, Meta(description="Tên ngắn cho bảng hẹp.")] = None
    on_call: Annotated[
        bool,
        Meta(
            title="true hoặc false", description="Không trực luân phiên, chỉ đến khi cần (Điều 10)."
        ),
    ] = False
    basis: Basis = None
    address: Address = None
    phone: Phone = None
    email: Email = None


class RotationShape(_Shape, frozen=True):
    """Thứ tự luân phiên theo một quyết định (Điều 6 khoản 5)."""

    effective: Annotated[Day, Meta(description="Ngày có hiệu lực: ngày đầu của một phiên trực.")]
    order: Annotated[
        list[Slug],
        Meta(
            min_length=1,
            title="danh sách mã cơ quan, ít nhất một",
            description="Mã các cơ quan theo thứ tự trực.",
        ),
    ]
    starts_with: Annotated[
        Slug | None, Meta(description="Cơ quan trực phiên đầu tiên; bỏ trống: cơ quan đứng đầu.")
    ] = None
    months: Annotated[
        int,
        Meta(ge=1, le=12, title="số nguyên từ 1 đến 12", description="Số tháng của một phiên."),
    ] = 1
    basis: Basis = None


class AgenciesFile(_Shape, frozen=True):
    """agencies.yaml: Trung tâm, các cơ quan và thứ tự luân phiên."""

    centre: CentreShape
    agencies: Annotated[
        list[AgencyShape], Meta(min_length=1, title="danh sách cơ quan, ít nhất một")
    ]
    rotations: Annotated[
        list[RotationShape],
        Meta(
            min_length=1,
            title="danh sách thứ tự luân phiên, ít nhất một",
            description="Quyết định mới là một mục nữa; không sửa mục cũ.",
        ),
    ]
    notice: NoticeShape = NoticeShape()


class DaysShape(_Shape, frozen=True):
    """Ngày nghỉ, ngày làm bù, hoặc cả hai khi hoán đổi."""

    name: Annotated[Text, Meta(description="Dịp nghỉ.")]
    source: Annotated[Text, Meta(description="Văn bản công bố hoặc điều luật.")]
    status: Annotated[
        Literal["announced", "proposed"],
        Meta(
            title="announced (đã công bố) hoặc proposed (mới đề xuất)",
            description="Mục proposed chưa làm đổi ngày nào.",
        ),
    ]
    off: Annotated[Days | None, Meta(description="Ngày nghỉ.")] = None
    make_up: Annotated[Day | None, Meta(description="Ngày thứ Bảy, Chủ nhật đi làm bù.")] = None


class HolidaysFile(_Shape, frozen=True):
    """holidays_vn.yaml: ngày nghỉ và ngày làm bù."""

    announced_years: Annotated[
        list[Year],
        Meta(
            title="danh sách năm",
            description="Các năm chỉ theo tệp này; năm khác được dự báo.",
        ),
    ]
    days: Annotated[list[DaysShape], Meta(title="danh sách ngày nghỉ, ngày làm bù")]
