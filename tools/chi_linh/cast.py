"""The invented people who sign in to the demo, and the council of the year."""

from dataclasses import dataclass

from tools.chi_linh.units import TOWN
from tools.chi_linh.world import World

COUNCIL = "hoi-dong-tdkt"
# unit, place in its staff list, post in the council
COUNCIL_MEMBERS = (
    (TOWN, 0, "chair"),
    (TOWN, 1, "vice_chair"),
    ("phong-noi-vu", 0, "standing_vice_chair"),
    ("ubmttq", 0, "vice_chair"),
    ("ban-to-chuc", 0, "member"),
    ("ban-tuyen-giao", 0, "member"),
    ("vp-hdnd-ubnd", 0, "member"),
    ("phong-tai-chinh-ke-hoach", 0, "member"),
    ("phong-giao-duc-va-dao-tao", 0, "member"),
    ("thanh-tra", 0, "member"),
    ("ldld", 0, "member"),
    ("hoi-lhpn", 0, "member"),
    ("hoi-nong-dan", 0, "member"),
    ("hoi-ccb", 0, "member"),
    ("thi-doan", 0, "member"),
)
HEAD = ""  # stands for the head of the unit in the table below

# username, unit, post of the person ("2:Chuyên viên" is the second such), roles, what she does.
# A role is "role" (at the person's unit) or "role@place" (bloc or council).
_ACCOUNTS = (
    ("chu-tich", TOWN, HEAD, "chair unit_head",
     "Chủ tịch UBND thị xã: quyết định khen thưởng và ký, chủ tọa Hội đồng"),
    ("truong-phong-noi-vu", "phong-noi-vu", HEAD, "office_head unit_head",
     "Trưởng cơ quan thường trực: thẩm định, trình ký"),
    ("noi-vu", "phong-noi-vu", "1:Chuyên viên", "office_officer",
     "Chuyên viên thường trực: nhập kế hoạch, tiếp nhận, đôn đốc, tổng hợp"),
    ("thu-ky", "phong-noi-vu", "2:Chuyên viên",
     f"council_secretary@{COUNCIL} office_officer",
     "Thư ký Hội đồng, không phải là ủy viên: chuẩn bị phiên họp, biên bản"),
    ("van-thu", "vp-hdnd-ubnd", "1:Văn thư", "clerk", "Văn thư: vào số, đóng dấu, phát hành"),
    ("ke-toan", "vp-hdnd-ubnd", "1:Kế toán", "accountant", "Kế toán: chi tiền thưởng"),
    ("thanh-tra", "thanh-tra", "1:Thanh tra viên", "inspector",
     "Thanh tra công tác thi đua, khen thưởng: chỉ xem"),
    ("quan-tri", "vp-hdnd-ubnd", "2:Chuyên viên", "administrator",
     "Quản trị hệ thống: tài khoản, sao lưu; không thấy phiếu bầu"),
    ("giao-duc", "phong-giao-duc-va-dao-tao", "1:Chuyên viên", "sector_receiver",
     "Đầu mối ngành giáo dục: gom, trả lại, xếp thứ tự, chuyển hồ sơ các trường"),
    ("sao-do", "phuong-sao-do", "1:Công chức Văn phòng - Thống kê", "unit_officer",
     "Cán bộ thi đua phường Sao Đỏ: lập danh sách, đăng ký, báo cáo"),
    ("chu-tich-sao-do", "phuong-sao-do", HEAD, "unit_head bloc_head@xa-phuong",
     "Chủ tịch phường Sao Đỏ, Trưởng khối thi đua các xã, phường"),
    ("le-loi", "xa-le-loi", "1:Công chức Văn phòng - Thống kê", "unit_officer",
     "Cán bộ thi đua xã Lê Lợi"),
    ("chu-tich-le-loi", "xa-le-loi", HEAD, "unit_head bloc_deputy@xa-phuong",
     "Chủ tịch xã Lê Lợi, Phó Trưởng khối thi đua các xã, phường"),
    ("mam-non", "mam-non-sao-do-i", "1:Văn thư", "unit_officer",
     "Văn thư Trường Mầm non Sao Đỏ I; trong danh sách có hai người trùng họ tên"),
    ("hieu-truong-mam-non", "mam-non-sao-do-i", HEAD, "unit_head",
     "Hiệu trưởng Trường Mầm non Sao Đỏ I"),
    ("thcs", "thcs-chi-minh", "1:Văn thư", "unit_officer", "Văn thư Trường THCS Chí Minh"),
    ("hieu-truong-thcs", "thcs-chi-minh", HEAD, "unit_head", "Hiệu trưởng Trường THCS Chí Minh"),
    ("kinh-te", "phong-kinh-te", "1:Chuyên viên", "unit_officer", "Cán bộ thi đua Phòng Kinh tế"),
    ("truong-phong-kinh-te", "phong-kinh-te", HEAD, "unit_head bloc_head@phong-chuyen-mon",
     "Trưởng phòng Kinh tế (người giả định), Trưởng khối các phòng chuyên môn"),
    ("truong-phong-ldtbxh", "phong-lao-dong-thuong-binh-va-xa-hoi", HEAD,
     "unit_head bloc_deputy@phong-chuyen-mon",
     "Trưởng phòng LĐ-TB&XH (người giả định), Phó Trưởng khối các phòng chuyên môn"),
    ("nha-thieu-nhi", "nha-thieu-nhi", HEAD, "unit_head bloc_head@don-vi-su-nghiep",
     "Giám đốc Nhà thiếu nhi (người giả định), Trưởng khối đơn vị sự nghiệp"),
    ("dang-ky-dat", "vp-dang-ky-qsd-dat", HEAD, "unit_head bloc_deputy@don-vi-su-nghiep",
     "Giám đốc VP đăng ký QSD đất (người giả định), Phó Trưởng khối đơn vị sự nghiệp"),
    ("lien-doan", "ldld", HEAD, "unit_head bloc_head@dang-doan-the",
     "Chủ tịch LĐLĐ: khối Đảng, đoàn thể tự chọn làm Trưởng khối, báo cáo trước 31/01"),
    ("phu-nu", "hoi-lhpn", HEAD, "unit_head bloc_deputy@dang-doan-the",
     "Chủ tịch Hội LHPN: khối Đảng, đoàn thể tự chọn làm Phó Trưởng khối"),
    ("khong-quyen", "xa-bac-an", "1:Công chức Tư pháp - Hộ tịch", "",
     "Có tài khoản nhưng chưa có vai trò nào: không được thấy gì"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Role:
    """A role at a unit, a bloc or a council: exactly one of the three is set."""

    role: str
    unit: str | None = None
    bloc: str | None = None
    council: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account of an invented person."""

    username: str
    person: str
    name: str
    does: str
    roles: tuple[Role, ...]


def accounts_of(world: World) -> list[Account]:
    """The accounts of the demo: the named cast, then the council members not among it."""
    council = {_person(world, unit, place) for unit, place, _ in COUNCIL_MEMBERS}
    made = []
    for username, unit, post, roles, does in _ACCOUNTS:
        person = _holder(world, unit, post)
        held = [_role(text, unit) for text in roles.split()]
        if person in council:
            held.append(Role("council_member", council=COUNCIL))
        made.append(Account(username, person, world.people[person].name, does, tuple(held)))
    seen = {account.person for account in made}
    for place, (unit, at, _) in enumerate(COUNCIL_MEMBERS, start=1):
        person = _person(world, unit, at)
        if person not in seen:
            roles_held = [Role("council_member", council=COUNCIL)]
            if at == 0:
                roles_held.append(Role("unit_head", unit=unit))
            does = f"Ủy viên Hội đồng: {world.people[person].position}"
            name = world.people[person].name
            made.append(Account(f"uy-vien-{place:02}", person, name, does, tuple(roles_held)))
    return made


def council_of(world: World) -> dict[str, object]:
    """The council of the year: fifteen members by person id; the secretary is not one of them."""
    return {
        "id": COUNCIL,
        "name": "Hội đồng Thi đua - Khen thưởng thị xã Chí Linh",
        "unit": TOWN,
        "standing_office": "phong-noi-vu",
        "members": [
            {"person": _person(world, unit, at), "post": post} for unit, at, post in COUNCIL_MEMBERS
        ],
        "secretary": _holder(world, "phong-noi-vu", "2:Chuyên viên"),
    }


def _person(world: World, unit: str, place: int) -> str:
    return world.staff[unit][place].id


def _holder(world: World, unit: str, post: str) -> str:
    if post == HEAD:
        return world.head(unit).id
    count, title = post.split(":")
    return [one.id for one in world.staff[unit] if one.position == title][int(count) - 1]


def _role(text: str, unit: str) -> Role:
    role, _, place = text.partition("@")
    if not place:
        return Role(role, unit=unit)
    return Role(role, council=place) if place == COUNCIL else Role(role, bloc=place)
