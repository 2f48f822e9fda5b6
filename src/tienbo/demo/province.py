"""The demo's province: Cao Bằng as it stood from 2010, with invented telephones and accounts named after
posts.

``build_tree`` makes the 256 units, the standing office and the committees; ``build_people`` one account for
each post. No person is named anywhere. The standing office of the province is its department of labour
(2015).
"""

import datetime as dt
from importlib.resources import files

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tienbo.access.actions import Post, open_accounts
from tienbo.access.models import User
from tienbo.access.permissions import Role
from tienbo.committees.actions import establish_committee
from tienbo.core.authorise import SYSTEM
from tienbo.core.vietnamese import search_key
from tienbo.units.actions import import_units, name_standing_office
from tienbo.units.importing import Row, read_units
from tienbo.units.kinds import Kind
from tienbo.units.models import Placement, Unit
from tienbo.units.queries import tree_below, unit_by_code

SINCE = dt.date(2010, 1, 1)
ROOT_CODE = "04"
PHONE = "0206 000 0101"
EMAIL = "vstbcpn@caobang.example"
PASSWORD = "tien-bo-2015"
SYMBOL = "BVSTBCPN"
PLACE = "Cao Bằng"
COMMITTEE = "Ban Vì sự tiến bộ của phụ nữ"
PEOPLES_COMMITTEE = "ỦY BAN NHÂN DÂN"

# Above a committee's name stands the body it belongs to; departments stand under the province's People's
# Committee.
_SUPERIOR = {
    "CTK": "TỔNG CỤC THỐNG KÊ",
    "NHCSXH": "NGÂN HÀNG CHÍNH SÁCH XÃ HỘI VIỆT NAM",
    "CA": "BỘ CÔNG AN",
    "BTCTU": "TỈNH ỦY CAO BẰNG",
}
_HEAD_OF = {"VPUBND": "CHÁNH VĂN PHÒNG", "TTR": "CHÁNH THANH TRA", "CTK": "CỤC TRƯỞNG", "BTCTU": "TRƯỞNG BAN"}

# One login per role at the province: what it is called, what it is, and the post.
PROVINCE_POSTS = (
    ("quantri", Role.SYSTEM_ADMINISTRATOR, "Quản trị hệ thống tỉnh Cao Bằng"),
    ("thuongtruc", Role.STANDING_OFFICE, "Cán bộ thường trực Ban VSTBCPN tỉnh Cao Bằng"),
    ("lanhdao", Role.HEAD, "Phó Trưởng ban Thường trực Ban VSTBCPN tỉnh Cao Bằng"),
    ("kiemtra", Role.INSPECTOR, "Cán bộ kiểm tra Ban VSTBCPN tỉnh Cao Bằng"),
    ("theodoi", Role.VIEWER, "Thành viên Ban VSTBCPN tỉnh Cao Bằng"),
)


@transaction.atomic
def build_tree(by=SYSTEM) -> Unit:
    """Make the units of 2015, the province's standing office and every committee. Returns the province."""
    data = files("tienbo.units") / "data"
    offices = read_units((data / "cao_bang_offices_2015.csv").read_bytes(), standing={})
    names = {row.code: row.name for row in offices.rows}
    territories = read_units((data / "cao_bang_2015.csv").read_bytes(), standing=names, top=ROOT_CODE)
    rows = [*offices.rows, *_with_telephones(territories.rows)]
    import_units(by=by, rows=rows, since=SINCE)
    root = unit_by_code(ROOT_CODE, SINCE)
    name_standing_office(by=by, unit=root, held_by=unit_by_code("LDTBXH", SINCE), since=SINCE, phone=PHONE, email=EMAIL)
    _establish_committees(by, root)
    return root


def _with_telephones(rows: tuple[Row, ...]) -> list[Row]:
    """Districts and communes get telephones that nobody could take for real ones."""
    return [
        Row(
            **{
                **row.__dict__,
                "phone": f"0206 000 {1000 + number if row.kind == Kind.COMMUNE else 600 + number:04d}",
            }
        )
        for number, row in enumerate(rows, start=1)
    ]


def _establish_committees(by, root: Unit) -> None:
    places = {place.unit_id: place for place in tree_below(root, SINCE)}
    for place in places.values():
        establish_committee(by=by, unit=place.unit, since=SINCE, **_committee(place, places))


def _committee(place: Placement, places: dict[int, Placement]) -> dict:
    """What the head and the foot of a unit's papers say."""
    if place.kind == Kind.PROVINCE:
        return _province_committee()
    if place.kind == Kind.DISTRICT:
        return _district_committee(place)
    if place.kind == Kind.COMMUNE:
        return _commune_committee(place, places[place.parent_id])
    return _office_committee(place, places[place.parent_id])


def _province_committee() -> dict:
    return {
        "name": f"{COMMITTEE} tỉnh Cao Bằng",
        "symbol": SYMBOL,
        "place": PLACE,
        "superior_line": f"{PEOPLES_COMMITTEE} TỈNH CAO BẰNG",
        "recipients": (
            "Ủy ban Quốc gia Vì sự tiến bộ của phụ nữ Việt Nam",
            "Chủ tịch UBND tỉnh (để báo cáo)",
            "Thành viên Ban",
            "Lưu: VT, VP",
        ),
        "authority": "KT. TRƯỞNG BAN",
        "titles": ("PHÓ TRƯỞNG BAN THƯỜNG TRỰC",),
        "home_office": ("GIÁM ĐỐC", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"),
    }


def _district_committee(place: Placement) -> dict:
    territory = in_sentence(place.name)
    return {
        "name": f"{COMMITTEE} {territory}",
        "symbol": SYMBOL,
        "place": bare_name(place.name),
        "superior_line": f"{PEOPLES_COMMITTEE} {territory.upper()}",
        "recipients": (
            f"{COMMITTEE} tỉnh Cao Bằng",
            f"Chủ tịch UBND {territory} (để báo cáo)",
            "Thành viên Ban",
            "Lưu: VT",
        ),
        "home_office": ("PHÓ CHỦ TỊCH", f"{PEOPLES_COMMITTEE} {territory.upper()}"),
    }


def _commune_committee(place: Placement, district: Placement) -> dict:
    """Two communes in three have a committee; in the others an officer of the People's Committee is in
    charge.
    """
    territory = in_sentence(place.name)
    # The statistics office numbers communes by threes.
    has_committee = int(place.official_code) // 3 % 3 != 0 or place.form != "commune"
    people_s = f"{PEOPLES_COMMITTEE} {territory.upper()}"
    recipients = (f"{COMMITTEE} {in_sentence(district.name)}", "Lưu: VT")
    if not has_committee:
        return {
            "name": f"Ủy ban nhân dân {territory}",
            "symbol": "UBND",
            "place": bare_name(place.name),
            # A People's Committee names no superior above itself and signs as a body.
            "recipients": recipients,
            "authority": f"TM. {PEOPLES_COMMITTEE}",
            "titles": ("CHỦ TỊCH",),
            "has_committee": False,
        }
    return {
        "name": f"{COMMITTEE} {territory}",
        "symbol": SYMBOL,
        "place": bare_name(place.name),
        "superior_line": people_s,
        "recipients": recipients,
        "home_office": ("PHÓ CHỦ TỊCH", people_s),
    }


def _office_committee(place: Placement, parent: Placement) -> dict:
    above = f"{COMMITTEE} {in_sentence(parent.name)}"
    if place.kind == Kind.SUB_UNIT:
        superior = parent.name.upper()
    else:
        superior = _SUPERIOR.get(place.official_code, place.name.upper())
    return {
        "name": f"{COMMITTEE} {place.name}",
        "symbol": SYMBOL,
        "place": PLACE,
        "superior_line": superior,
        "recipients": (above, f"Lãnh đạo {in_sentence(place.name)}", "Thành viên Ban", "Lưu: VT"),
        "home_office": (_home_office(place),),
    }


def _home_office(place: Placement) -> str:
    if place.kind == Kind.MASS_ORG:
        return "BÍ THƯ" if place.official_code == "TNCSHCM" else "CHỦ TỊCH"
    if place.kind == Kind.SUB_UNIT:
        return "HIỆU TRƯỞNG" if place.name.startswith("Trường") else "GIÁM ĐỐC"
    return _HEAD_OF.get(place.official_code, "GIÁM ĐỐC")


def in_sentence(name: str) -> str:
    """``huyện Hòa An``: a territory's name inside a sentence; offices keep their capital."""
    first, _, rest = name.partition(" ")
    common = first in {"Tỉnh", "Thành", "Huyện", "Xã", "Phường", "Thị"}
    return f"{first.lower()} {rest}" if common else name


def bare_name(name: str) -> str:
    """``Hòa An``: the name of a territory without what it is."""
    for form in ("Thành phố ", "Thị trấn ", "Thị xã ", "Huyện ", "Xã ", "Phường ", "Tỉnh "):
        if name.startswith(form):
            return name.removeprefix(form)
    return name


def build_people(root: Unit) -> dict[str, User]:
    """One account per post of the province and of each unit below it, all with `PASSWORD`, by username."""
    posts = [Post(username, name, root, role, PHONE) for username, role, name in PROVINCE_POSTS]
    for place in tree_below(root, SINCE).exclude(unit=root):
        posts.extend(_posts_of(place))
    users = open_accounts(by=SYSTEM, posts=posts, encoded=make_password(PASSWORD), since=SINCE)
    return {user.username: user for user in users}


def _posts_of(place: Placement) -> list[Post]:
    """An officer at every unit; a head where the committee has one who signs in."""
    stem, territory = username_stem(place), in_sentence(place.name)
    if place.kind == Kind.COMMUNE:
        name = f"Cán bộ đầu mối VSTBCPN {territory}"
        return [Post(stem, name, place.unit, Role.UNIT_OFFICER, place.phone)]
    committee = f"Ban VSTBCPN {territory}"
    officer = Post(f"{stem}.cb", f"Cán bộ {committee}", place.unit, Role.UNIT_OFFICER, place.phone)
    head = Post(f"{stem}.ld", f"Trưởng {committee}", place.unit, Role.HEAD, place.phone)
    return [officer] if place.kind == Kind.SUB_UNIT else [officer, head]


def username_stem(place: Placement) -> str:
    """``hoaan`` for a district, ``tpcaobang`` for the city, ``xa.01714`` for any commune, ``yt`` for an
    office.
    """
    if place.kind == Kind.COMMUNE:
        return f"xa.{place.official_code}"
    if place.kind == Kind.DISTRICT:
        stem = search_key(bare_name(place.name)).replace(" ", "")
        return f"tp{stem}" if place.form == "city" else stem
    return place.official_code.lower()
