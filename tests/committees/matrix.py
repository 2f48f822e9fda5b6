"""Who gets what at the addresses of a unit's committee."""

from tests.access.matrix import MANAGES_DISTRICT

KEEPS_DISTRICT = MANAGES_DISTRICT | {"admin": 200, "standing": 200}


def _district(world) -> dict:
    return {"uid": world.huyen.uid}


def _committee(world) -> dict:
    return {
        "since": "26/05/2015",
        "has_committee": "on",
        "name": "Ban VSTBCPN huyện Hòa Lâm",
        "symbol": "BVSTBCPN",
        "place": "Hòa Lâm",
        "titles": "TRƯỞNG BAN",
    }


def _issuer(world) -> dict:
    return _district(world) | {"kind": "vstbcpn-2015"}


def _paper(world) -> dict:
    return {
        "since": "26/05/2015",
        "name": "ỦY BAN NHÂN DÂN HUYỆN HÒA LÂM",
        "symbol": "UBND",
        "place": "Hòa Lâm",
        "titles": "CHỦ TỊCH",
    }


ROWS = [
    {"url": "committees:committee", "kwargs": _district, "expect": KEEPS_DISTRICT},
    {"url": "committees:committee", "method": "post", "kwargs": _district, "data": _committee,
     "expect": MANAGES_DISTRICT},
    {"url": "committees:standing_office", "kwargs": _district, "expect": KEEPS_DISTRICT},
    {"url": "committees:standing_office", "method": "post", "kwargs": _district,
     "data": lambda world: {"since": "26/05/2015", "held_by": world.huyen.uid}, "expect": MANAGES_DISTRICT},
    {"url": "committees:paper_issuers", "kwargs": _district, "expect": KEEPS_DISTRICT},
    {"url": "committees:paper_issuer", "kwargs": _issuer, "expect": KEEPS_DISTRICT},
    {"url": "committees:paper_issuer", "method": "post", "kwargs": _issuer, "data": _paper, "expect": MANAGES_DISTRICT},
    {"url": "committees:paper_issuer", "method": "post", "kwargs": _issuer, "expect": KEEPS_DISTRICT,
     "data": lambda world: {"act": "end", "until": "26/05/2015"}},
    {"url": "committees:paper_issuer", "kwargs": lambda world: _district(world) | {"kind": "khong-co"},
     "expect": KEEPS_DISTRICT | {"admin": 404, "standing": 404}},
]  # fmt: skip
