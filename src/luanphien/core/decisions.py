"""What has been decided: the two files of a configuration, as they are written.

Each decision is defined here and nowhere else: the shape of its YAML, the words of its JSON Schema
(docs/schema), and what the rules of the core work with. Persons, agencies and shifts are named by
their ids. The glossary is docs/glossary.md.
"""

from datetime import time
from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.structs import force_setattr

from luanphien.core.period import Period, parse_days
from luanphien.core.text import same_name
from luanphien.core.values import (
    Address,
    Basis,
    Clock,
    Day,
    Days,
    Email,
    Host,
    Lines,
    Monitor,
    PersonId,
    Phone,
    ShiftId,
    Slug,
    Text,
    Website,
    Why,
    Year,
    lines_of,
)

MINIMUM_NOTICE = 3
"""The fewest working days ahead that the regulation allows (khoản 6 Điều 6)."""


class _Decision(Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping with these keys and no others."""


class OfficeHours(_Decision, frozen=True):
    """Giờ làm việc; bàn giao vào lúc hết giờ (khoản 8 Điều 6)."""

    opens: Clock
    closes: Clock
    basis: Basis = None

    @property
    def opening(self) -> time:
        """The time of day at which the counter opens."""
        return time.fromisoformat(self.opens)

    @property
    def closing(self) -> time:
        """The time of day at which it closes."""
        return time.fromisoformat(self.closes)

    @property
    def decided_closing(self) -> str:
        """When it closes, `17:00`; empty where no decision is cited and the hours are samples."""
        return self.closes if self.basis else ""


class Centre(_Decision, frozen=True):
    """Trung tâm Phục vụ hành chính công."""

    name: Text
    office_hours: OfficeHours
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

    def __post_init__(self) -> None:
        if self.website:
            force_setattr(self, "website", self.website.rstrip("/"))

    @property
    def location(self) -> str:
        """Its name, and its address where that is known."""
        return ", ".join(filter(None, (self.name, self.address)))


class Signer(_Decision, frozen=True):
    """Một người được ký văn bản của Trung tâm."""

    name: Annotated[Text, Meta(description="Họ tên người ký.")]
    title: Annotated[Lines, Meta(description="Quyền hạn, chức vụ người đó ký, mỗi dòng một mục.")]


class Letterhead(_Decision, frozen=True):
    """Thể thức văn bản của Trung tâm (Nghị định 30/2020/NĐ-CP)."""

    superior: Annotated[Text | None, Meta(description="Tên cơ quan chủ quản.")] = None
    symbol: Annotated[
        Text | None, Meta(description="Chữ viết tắt của Trung tâm trong ký hiệu văn bản.")
    ] = None
    place: Annotated[Text | None, Meta(description="Địa danh ghi trước ngày tháng năm.")] = None
    signer_title: Annotated[
        Lines, Meta(description="Quyền hạn, chức vụ người ký; KT., TL., TUQ.: mỗi dòng một mục.")
    ] = "GIÁM ĐỐC"
    signer: Annotated[Text | None, Meta(description="Họ tên người ký.")] = None
    archive: Annotated[Text, Meta(description="Nơi lưu, sau chữ «Lưu:».")] = "VT"
    unit: Annotated[
        Text | None,
        Meta(
            description="Chữ viết tắt của đơn vị soạn thảo, trong ký hiệu công văn và sau nơi lưu."
        ),
    ] = None
    regulation: Annotated[
        Text | None, Meta(description="Căn cứ ghi trong văn bản: tên quy chế, quyết định ban hành.")
    ] = None
    signers: Annotated[
        tuple[Signer, ...],
        Meta(
            title="danh sách người được ký, mỗi mục có name, title",
            description="Những người được ký; người ký có ở đây thì ký với chức vụ ghi ở đây.",
        ),
    ] = ()
    centre_lines: Annotated[
        Annotated[Lines, Meta(title="các dòng của tên Trung tâm")] | None,
        Meta(description="Tên Trung tâm ở đầu văn bản, ngắt dòng như ở đây; bỏ trống: tự ngắt."),
    ] = None

    def signer_called(self, name: str) -> Signer | None:
        """Who of those that may sign has that name, in any case."""
        return next((signer for signer in self.signers if same_name(signer.name, name)), None)

    def title_lines(self, signer: str | None) -> tuple[str, ...]:
        """As what that person signs, None being whoever it is; a line each, one above the other."""
        known = self.signer_called(signer) if signer else None
        return lines_of(known.title if known else self.signer_title)


class MailRule(_Decision, frozen=True):
    """Máy chủ gửi thư (SMTP). Mật khẩu: LUANPHIEN_SMTP_PASSWORD hoặc password_file."""

    host: Annotated[Host, Meta(description="Tên máy chủ.")]
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
        Text | None,
        Meta(description="Tệp chứa mật khẩu, chỉ chủ tệp đọc được; tính từ thư mục của tệp này."),
    ] = None
    timeout: Annotated[
        int, Meta(ge=1, le=600, title="số giây từ 1 đến 600", description="Chờ mỗi câu trả lời.")
    ] = 30


class MailboxRule(_Decision, frozen=True):
    """Hộp thư nhận thư trả lời và thư báo không đến; chỉ đọc. Ghi host (IMAP) hoặc maildir.

    Mật khẩu: LUANPHIEN_MAILBOX_PASSWORD hoặc password_file.
    """

    host: Annotated[Host | None, Meta(description="Tên máy chủ IMAP.")] = None
    port: Annotated[int, Meta(ge=1, le=65535, title="cổng, số nguyên từ 1 đến 65535")] = 993
    security: Annotated[
        Literal["tls", "starttls", "none"],
        Meta(
            title="tls, starttls hoặc none",
            description="none chỉ dùng được với máy chủ ở chính máy này.",
        ),
    ] = "tls"
    username: Annotated[Text | None, Meta(description="Tên đăng nhập.")] = None
    password_file: Annotated[
        Text | None,
        Meta(description="Tệp chứa mật khẩu, chỉ chủ tệp đọc được; tính từ thư mục của tệp này."),
    ] = None
    folder: Annotated[Text, Meta(description="Thư mục trong hộp thư.")] = "INBOX"
    timeout: Annotated[
        int, Meta(ge=1, le=600, title="số giây từ 1 đến 600", description="Chờ mỗi câu trả lời.")
    ] = 30
    maildir: Annotated[
        Text | None,
        Meta(description="Thư mục Maildir trên máy này, tính từ thư mục của tệp này."),
    ] = None


class NoticeRule(_Decision, frozen=True):
    """Thông báo cho cơ quan có phiên trực tiếp theo (khoản 6 Điều 6)."""

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
    signed: Annotated[
        Literal["optional", "required"],
        Meta(
            title="optional hoặc required",
            description="required: chờ bản ký (register sign); đến ngày cuối của hạn mà chưa có "
            "thì gửi thông báo thường.",
        ),
    ] = "optional"
    basis: Basis = None


class AcknowledgementRule(_Decision, frozen=True):
    """Khi cơ quan chưa xác nhận đã nhận thông báo."""

    remind: Annotated[
        int,
        Meta(
            ge=1,
            le=30,
            title="số ngày làm việc từ 1 đến 30",
            description="Trước hạn bấy nhiêu ngày làm việc mà chưa xác nhận thì gửi lại thông báo "
            "cho cơ quan.",
        ),
    ] = 1
    then: Annotated[
        tuple[Literal["contact", "centre"], ...],
        Meta(
            title="danh sách gồm contact, centre",
            description="contact: gửi lại cho cả đầu mối của cơ quan; centre: đến hạn thì báo "
            "Trung tâm.",
        ),
    ] = ("contact", "centre")


Every = Literal["weekly", "monthly"]


class RemindersRule(_Decision, frozen=True):
    """Nhắc bằng thư những người trực; 0: không nhắc."""

    before_shift: Annotated[
        int,
        Meta(
            ge=0,
            le=30,
            title="số ngày làm việc từ 0 đến 30",
            description="Nhắc người trực và dự phòng trước ngày đầu phiên bấy nhiêu ngày làm việc.",
        ),
    ] = 2
    before_handover: Annotated[
        int,
        Meta(
            ge=0,
            le=30,
            title="số ngày làm việc từ 0 đến 30",
            description="Nhắc bên giao và bên nhận trước ngày bàn giao bấy nhiêu ngày làm việc.",
        ),
    ] = 1


class MaterialsRule(_Decision, frozen=True):
    """Bộ tài liệu, hồ sơ chuẩn của các cơ quan đặt tại quầy (khoản 7 Điều 6)."""

    months: Annotated[
        int,
        Meta(
            ge=1,
            le=120,
            title="số tháng từ 1 đến 120",
            description="Quá bấy nhiêu tháng kể từ lần register materials gần nhất thì được nhắc "
            "cập nhật.",
        ),
    ] = 12


class Agency(_Decision, frozen=True):
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
        Meta(description="Chánh Văn phòng hoặc Trưởng phòng hành chính (khoản 9 Điều 6)."),
    ] = None

    @property
    def label(self) -> str:
        """Its short name, or its name where it has no shorter one."""
        return self.short_name or self.name


class Rotation(_Decision, frozen=True):
    """Thứ tự luân phiên theo một quyết định (khoản 5 Điều 6)."""

    effective: Annotated[Day, Meta(description="Ngày có hiệu lực: ngày đầu của một phiên trực.")]
    order: Annotated[
        tuple[Slug, ...],
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

    @property
    def first_turn(self) -> int:
        """The place in the order, from 0, of the agency that begins."""
        return self.order.index(self.starts_with) if self.starts_with else 0


class Swap(_Decision, frozen=True):
    """Hai phiên đổi cơ quan cho nhau; các phiên khác giữ nguyên."""

    shifts: Annotated[
        tuple[ShiftId, ...],
        Meta(min_length=2, max_length=2, title="hai phiên, ví dụ [2024-02, 2024-03]"),
    ]
    basis: Basis = None


class Override(_Decision, frozen=True):
    """Một phiên do cơ quan khác trực."""

    shift: ShiftId
    agency: Annotated[Slug, Meta(description="Mã cơ quan trực thay.")]
    basis: Basis = None


class Person(_Decision, frozen=True):
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
    salutation: Annotated[
        Annotated[Literal["ông", "bà"], Meta(title="ông hoặc bà")] | None,
        Meta(description="Cách gọi trong văn bản; bỏ trống: ông/bà."),
    ] = None


class AgencyStaff(_Decision, frozen=True):
    """Nhân sự của một cơ quan trong danh sách (khoản 5 Điều 3)."""

    agency: Annotated[Slug, Meta(description="Mã cơ quan.")]
    official: Annotated[
        tuple[PersonId, ...],
        Meta(
            title="danh sách mã người",
            description="Nhân sự chính thức; lần lượt mỗi người một phiên.",
        ),
    ] = ()
    reserve: Annotated[
        tuple[PersonId, ...],
        Meta(title="danh sách mã người", description="Nhân sự dự phòng, theo thứ tự thay."),
    ] = ()

    @property
    def everyone(self) -> tuple[str, ...]:
        """The official staff, then the reserve."""
        return self.official + self.reserve


class Roster(_Decision, frozen=True):
    """Danh sách nhân sự được phê duyệt (khoản 4 Điều 6)."""

    effective: Annotated[Day, Meta(description="Ngày danh sách có hiệu lực.")]
    staff: Annotated[
        tuple[AgencyStaff, ...],
        Meta(min_length=1, title="danh sách cơ quan và nhân sự, ít nhất một"),
    ]
    expires: Annotated[
        Day | None, Meta(description="Ngày cuối; bỏ trống: đến khi có danh sách sau.")
    ] = None
    basis: Basis = None


class Assignment(_Decision, frozen=True):
    """Người trực một phiên, chỉ định thẳng thay vì theo lượt."""

    shift: ShiftId
    person: PersonId
    basis: Basis = None


class Absence(_Decision, frozen=True):
    """Ngày một người vắng mặt; nhân sự dự phòng trực thay."""

    person: PersonId
    days: Days
    reason: Why = None

    @property
    def period(self) -> Period:
        """The days, both ends included."""
        return parse_days(self.days)


class Substitution(_Decision, frozen=True):
    """Thay người từ một ngày đến hết phiên, hoặc đến hết một ngày (khoản 10 Điều 6)."""

    shift: ShiftId
    effective: Annotated[Day, Meta(description="Ngày đầu tiên người thay trực.")]
    person: PersonId
    reason: Why = None
    basis: Basis = None
    expires: Annotated[
        Day | None, Meta(description="Ngày cuối người thay trực; không ghi là đến hết phiên.")
    ] = None


class Publishing(_Decision, frozen=True):
    """Trang do luanphien publish tạo. Lý do vắng, thư điện tử của người không bao giờ có ở đó."""

    people: Annotated[
        Literal["phones", "names", "none"],
        Meta(
            title="phones, names hoặc none",
            description="phones: họ tên, chức vụ, số điện thoại (Điều 10, khoản 2 Điều 11); names: "
            "không có số điện thoại; none: không nêu người nào.",
        ),
    ] = "phones"


class BackupRule(_Decision, frozen=True):
    """Sao lưu mỗi ngày một lần, khi luanphien notify --send chạy."""

    folder: Annotated[
        Text,
        Meta(description="Thư mục chứa các bản sao lưu, tính từ thư mục của tệp này."),
    ]
    keep: Annotated[
        int,
        Meta(
            ge=1,
            le=3660,
            title="số bản từ 1 đến 3660",
            description="Giữ bấy nhiêu bản mới nhất, mỗi ngày một bản.",
        ),
    ] = 30


class Decisions(_Decision, frozen=True):
    """agencies.yaml: Trung tâm, các cơ quan, thứ tự luân phiên và nhân sự."""

    centre: Centre
    agencies: Annotated[
        tuple[Agency, ...], Meta(min_length=1, title="danh sách cơ quan, ít nhất một")
    ]
    rotations: Annotated[
        tuple[Rotation, ...],
        Meta(
            min_length=1,
            title="danh sách thứ tự luân phiên, ít nhất một",
            description="Quyết định mới là một mục nữa; không sửa mục cũ.",
        ),
    ]
    notice: NoticeRule = NoticeRule()
    documents: Letterhead = Letterhead()
    mail: Annotated[
        MailRule | None, Meta(title="các khóa host, port, security, sender, username")
    ] = None
    mailbox: Annotated[
        MailboxRule | None, Meta(title="các khóa host, username, password_file; hoặc maildir")
    ] = None
    acknowledgement: Annotated[AcknowledgementRule | None, Meta(title="các khóa remind, then")] = (
        None
    )
    digest: Annotated[
        Every | None,
        Meta(
            title="weekly hoặc monthly",
            description="Thư tổng hợp cho Trung tâm vào ngày làm việc đầu tiên của tuần hoặc của "
            "tháng; bỏ trống: không gửi.",
        ),
    ] = None
    chat: Annotated[
        Text | None,
        Meta(
            title="đường dẫn tới tệp địa chỉ của nhóm",
            description="Tệp chỉ chủ tệp đọc được, tính từ thư mục của tệp này, mỗi dòng một địa "
            "chỉ của Apprise, ví dụ nhóm Zalo (khoản 9 Điều 6); bỏ trống: không gửi vào nhóm nào.",
        ),
    ] = None
    reminders: RemindersRule = RemindersRule()
    materials: MaterialsRule = MaterialsRule()
    publish: Publishing = Publishing()
    heartbeat: Monitor = None
    backup: Annotated[BackupRule | None, Meta(title="các khóa folder, keep")] = None
    swaps: Annotated[tuple[Swap, ...], Meta(title="danh sách đổi phiên")] = ()
    overrides: Annotated[tuple[Override, ...], Meta(title="danh sách phiên trực thay")] = ()
    people: Annotated[tuple[Person, ...], Meta(title="danh sách người")] = ()
    rosters: Annotated[
        tuple[Roster, ...],
        Meta(
            title="danh sách các quyết định phê duyệt nhân sự",
            description="Mỗi quyết định phê duyệt nhân sự là một mục.",
        ),
    ] = ()
    assignments: Annotated[tuple[Assignment, ...], Meta(title="danh sách chỉ định")] = ()
    absences: Annotated[tuple[Absence, ...], Meta(title="danh sách vắng mặt")] = ()
    substitutions: Annotated[tuple[Substitution, ...], Meta(title="danh sách thay người")] = ()
    holidays: Annotated[
        Text,
        Meta(
            title="đường dẫn tới tệp ngày nghỉ",
            description="Tệp ngày nghỉ, tính từ thư mục của tệp này.",
        ),
    ] = "holidays_vn.yaml"


class DaysOff(_Decision, frozen=True):
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


class HolidaysFile(_Decision, frozen=True):
    """holidays_vn.yaml: ngày nghỉ và ngày làm bù."""

    announced_years: Annotated[
        tuple[Year, ...],
        Meta(
            title="danh sách năm",
            description="Các năm chỉ theo tệp này; năm khác được dự báo.",
        ),
    ]
    days: Annotated[tuple[DaysOff, ...], Meta(title="danh sách ngày nghỉ, ngày làm bù")]
