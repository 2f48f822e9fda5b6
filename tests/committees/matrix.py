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


ROWS = [
    {"url": "committees:committee", "kwargs": _district, "expect": KEEPS_DISTRICT},
    {"url": "committees:committee", "method": "post", "kwargs": _district, "data": _committee,
     "expect": MANAGES_DISTRICT},
    {"url": "committees:standing_office", "kwargs": _district, "expect": KEEPS_DISTRICT},
    {"url": "committees:standing_office", "method": "post", "kwargs": _district,
     "data": lambda world: {"since": "26/05/2015", "held_by": world.huyen.uid}, "expect": MANAGES_DISTRICT},
]  # fmt: skip
