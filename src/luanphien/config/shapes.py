"""What the two files look like. The JSON Schemas in docs/schema are made from these shapes.

`title` says what a value must be: in the editor and, when it is not, in the error.
`description` says what it is for.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from luanphien.core.duties import MINIMUM_NOTICE
from luanphien.core.model import PublicPeople

LONGEST_TEXT = 300
END = r"(?!\n)$"
"""The end of a pattern: Python's `$` alone would let a line end pass."""
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
"""RFC 5322 section 3.2.3; letters beyond ASCII need SMTPUTF8, which few servers have. What looks
like an encoded word (=?…?=) is refused where it is used: some mail programs decode it."""
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
"""A part of a domain name (RFC 1035 section 2.3.1, RFC 1123 section 2.1)."""

Text = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=LONGEST_TEXT,
        pattern=rf"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*{END}",
        title="chữ trên một dòng, không để trống",
    ),
]
Slug = Annotated[
    str,
    Meta(pattern=f"^[a-z][a-z0-9-]*{END}", max_length=40, title="chữ thường không dấu, ví dụ stc"),
]
Clock = Annotated[
    str, Meta(pattern=f"^([01][0-9]|2[0-3]):[0-5][0-9]{END}", title="giờ và phút, ví dụ 07:30")
]
Day = Annotated[date, Meta(title="ngày có thật dạng NĂM-THÁNG-NGÀY, ví dụ 2024-02-01")]
Days = Annotated[
    str,
    Meta(
        pattern=rf"^{_DATE}(\.\.{_DATE})?{END}",
        title="một ngày, ví dụ 2024-02-01, hoặc từ ngày..đến ngày, ví dụ 2024-02-08..2024-02-14",
    ),
]
FIRST_YEAR, LAST_YEAR = 1901, 2100
"""The years that the lunar calendar of the holidays package covers; no date is outside them."""
Year = Annotated[
    int, Meta(ge=FIRST_YEAR, le=LAST_YEAR, title=f"năm từ {FIRST_YEAR} đến {LAST_YEAR}")
]
Basis = Annotated[Text | None, Meta(description="Căn cứ: điều, khoản hoặc số, ngày văn bản.")]
Address = Annotated[Text | None, Meta(description="Địa chỉ bưu chính.")]
Phone = Annotated[
    Annotated[
        str,
        Meta(
            pattern=rf"^\+?[0-9](?:[ .()/-]*[0-9]){{5,14}}{END}",
            title="số điện thoại, ví dụ 0000 000 000",
        ),
    ]
    | None,
    Meta(description="Số điện thoại được công khai (Điều 11 khoản 2)."),
]
Email = Annotated[
    Annotated[
        str,
        Meta(
            pattern=rf"^(?=.{{1,64}}@)(?!.*=\?){_ATOM}(\.{_ATOM})*@{_LABEL}(\.{_LABEL})+{END}",
            max_length=254,
            title="địa chỉ thư điện tử, ví dụ van-thu@so-mau.example",
        ),
    ]
    | None,
    Meta(description="Địa chỉ thư điện tử nhận thông báo."),
]
Website = Annotated[
    Annotated[
        str,
        Meta(
            pattern=rf"^https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?{END}",
            max_length=254,
            title="địa chỉ trang, ví dụ https://lich-truc.so-mau.example",
        ),
    ]
    | None,
    Meta(description="Địa chỉ của trang do luanphien publish tạo; ghi trong lịch điện tử."),
]
ShiftId = Annotated[
    str,
    Meta(
        pattern=f"^[1-9][0-9]{{3}}-(0[1-9]|1[0-2]){END}",
        title="tháng bắt đầu của phiên, ví dụ 2024-02",
    ),
]
PersonId = Annotated[
    Slug, Meta(title="mã người trong people, chữ thường không dấu, ví dụ nguyen-van-a")
]
Why = Annotated[Text | None, Meta(description="Lý do.")]


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
    website: Website = None
    id: Annotated[
        Slug | None,
        Meta(
            description="Mã của Trung tâm trong lịch điện tử, không trùng với Trung tâm khác; đã "
            "dùng thì không đổi."
        ),
    ] = None


class DocumentsShape(_Shape, frozen=True):
    """Thể thức văn bản của Trung tâm (Nghị định 30/2020/NĐ-CP)."""

    superior: Annotated[Text | None, Meta(description="Tên cơ quan chủ quản.")] = None
    symbol: Annotated[
        Text | None, Meta(description="Chữ viết tắt của Trung tâm trong ký hiệu văn bản.")
    ] = None
    place: Annotated[Text | None, Meta(description="Địa danh ghi trước ngày tháng năm.")] = None
    signer_title: Annotated[Text, Meta(description="Chức vụ người ký.")] = "GIÁM ĐỐC"
    signer: Annotated[Text | None, Meta(description="Họ tên người ký.")] = None
    archive: Annotated[Text, Meta(description="Nơi lưu, sau chữ «Lưu:».")] = "VT"
    regulation: Annotated[
        Text | None, Meta(description="Căn cứ ghi trong văn bản: tên quy chế, quyết định ban hành.")
    ] = None


class MailShape(_Shape, frozen=True):
    """Máy chủ gửi thư (SMTP). Mật khẩu: LUANPHIEN_SMTP_PASSWORD hoặc password_file."""

    host: Annotated[
        str,
        Meta(
            pattern=rf"^({_LABEL}(\.{_LABEL})*\.?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+){END}",
            max_length=253,
            title="tên máy chủ, ví dụ mail.so-mau.example, hoặc địa chỉ IP",
            description="Tên máy chủ.",
        ),
    ]
    port: Annotated[int, Meta(ge=1, le=65535, title="cổng, số nguyên từ 1 đến 65535")] = 587
    security: Annotated[
        Literal["starttls", "tls", "none"],
        Meta(
            title="starttls, tls hoặc none",
            description="none chỉ dùng được với máy chủ ở chính máy này.",
        ),
    ] = "starttls"
    sender: Annotated[Email, Meta(description="Địa chỉ gửi; bỏ trống: email của Trung tâm.")] = None
    username: Annotated[Text | None, Meta(description="Tên đăng nhập.")] = None
    password_file: Annotated[
        Text | None, Meta(description="Tệp chứa mật khẩu, chỉ chủ tệp đọc được.")
    ] = None
    timeout: Annotated[
        int, Meta(ge=1, le=600, title="số giây từ 1 đến 600", description="Chờ mỗi câu trả lời.")
    ] = 30


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
    contact: Annotated[
        PersonId | None,
        Meta(description="Chánh Văn phòng hoặc Trưởng phòng hành chính (Điều 6 khoản 9)."),
    ] = None


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


class SwapShape(_Shape, frozen=True):
    """Hai phiên đổi cơ quan cho nhau; các phiên khác giữ nguyên."""

    shifts: Annotated[
        list[ShiftId],
        Meta(min_length=2, max_length=2, title="hai phiên, ví dụ [2024-02, 2024-03]"),
    ]
    basis: Basis = None


class OverrideShape(_Shape, frozen=True):
    """Một phiên do cơ quan khác trực."""

    shift: ShiftId
    agency: Annotated[Slug, Meta(description="Mã cơ quan trực thay.")]
    basis: Basis = None


class PersonShape(_Shape, frozen=True):
    """Một công chức, viên chức."""

    id: Annotated[PersonId, Meta(description="Mã ngắn, dùng ở các mục khác và trong lệnh.")]
    name: Annotated[Text, Meta(description="Họ và tên.")]
    title: Annotated[Text | None, Meta(description="Chức vụ.")] = None
    phone: Phone = None
    email: Email = None
    public: Annotated[
        bool,
        Meta(
            title="true hoặc false",
            description="false: họ tên, số điện thoại không lên trang và các tệp của trang.",
        ),
    ] = True


class StaffShape(_Shape, frozen=True):
    """Nhân sự của một cơ quan trong danh sách (Điều 3 khoản 5)."""

    agency: Annotated[Slug, Meta(description="Mã cơ quan.")]
    official: Annotated[
        list[PersonId],
        Meta(
            title="danh sách mã người",
            description="Nhân sự chính thức; lần lượt mỗi người một phiên.",
        ),
    ] = []
    reserve: Annotated[
        list[PersonId],
        Meta(title="danh sách mã người", description="Nhân sự dự phòng, theo thứ tự thay."),
    ] = []


class RosterShape(_Shape, frozen=True):
    """Danh sách nhân sự được phê duyệt (Điều 6 khoản 4)."""

    effective: Annotated[Day, Meta(description="Ngày danh sách có hiệu lực.")]
    staff: Annotated[
        list[StaffShape], Meta(min_length=1, title="danh sách cơ quan và nhân sự, ít nhất một")
    ]
    expires: Annotated[
        Day | None, Meta(description="Ngày cuối; bỏ trống: đến khi có danh sách sau.")
    ] = None
    basis: Basis = None


class AssignmentShape(_Shape, frozen=True):
    """Người trực một phiên, chỉ định thẳng thay vì theo lượt."""

    shift: ShiftId
    person: PersonId
    basis: Basis = None


class AbsenceShape(_Shape, frozen=True):
    """Ngày một người vắng mặt; nhân sự dự phòng trực thay."""

    person: PersonId
    days: Days
    reason: Why = None


class SubstitutionShape(_Shape, frozen=True):
    """Thay người từ một ngày đến hết phiên (Điều 6 khoản 10)."""

    shift: ShiftId
    effective: Annotated[Day, Meta(description="Ngày đầu tiên người thay trực.")]
    person: PersonId
    reason: Why = None
    basis: Basis = None


class PublishShape(_Shape, frozen=True):
    """Trang do luanphien publish tạo. Lý do vắng, thư điện tử của người không bao giờ có ở đó."""

    people: Annotated[
        PublicPeople,
        Meta(
            title="phones, names hoặc none",
            description="phones: họ tên, chức vụ, số điện thoại (Điều 10, Điều 11 khoản 2); names: "
            "không có số điện thoại; none: không nêu người nào.",
        ),
    ] = "phones"


class AgenciesFile(_Shape, frozen=True):
    """agencies.yaml: Trung tâm, các cơ quan, thứ tự luân phiên và nhân sự."""

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
    documents: DocumentsShape = DocumentsShape()
    mail: Annotated[
        MailShape | None, Meta(title="các khóa host, port, security, sender, username")
    ] = None
    publish: PublishShape = PublishShape()
    swaps: Annotated[list[SwapShape], Meta(title="danh sách đổi phiên")] = []
    overrides: Annotated[list[OverrideShape], Meta(title="danh sách phiên trực thay")] = []
    people: Annotated[list[PersonShape], Meta(title="danh sách người")] = []
    rosters: Annotated[
        list[RosterShape],
        Meta(
            title="danh sách các quyết định phê duyệt nhân sự",
            description="Mỗi quyết định phê duyệt nhân sự là một mục.",
        ),
    ] = []
    assignments: Annotated[list[AssignmentShape], Meta(title="danh sách chỉ định")] = []
    absences: Annotated[list[AbsenceShape], Meta(title="danh sách vắng mặt")] = []
    substitutions: Annotated[list[SubstitutionShape], Meta(title="danh sách thay người")] = []
    holidays: Annotated[
        Text,
        Meta(
            title="đường dẫn tới tệp ngày nghỉ",
            description="Tệp ngày nghỉ, tính từ thư mục của tệp này.",
        ),
    ] = "holidays_vn.yaml"


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
