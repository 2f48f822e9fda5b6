"""An annual round that asks the whole year, for tests of what becomes of its figures."""

import datetime as dt

from tienbo.reporting.definitions.cells import Cell

ROUND = "2015-nam"
ATTENDANCES, WOMEN = Cell("comm.attendances"), Cell("comm.attendances", "sex=F")
YEAR, YEAR_WOMEN = Cell("comm.attendances", "basis=year"), Cell("comm.attendances", "basis=year;sex=F")


def open_annual(world, **changes):
    """The round, with an estimate up to the end of the year unless changed."""
    return world.round(
        ROUND,
        **{
            "title": "Báo cáo tổng kết năm 2015",
            "report": "annual",
            "starts_on": dt.date(2015, 1, 1),
            "ends_on": dt.date(2015, 11, 30),
            "closing_on": dt.date(2015, 11, 20),
            "tree_on": dt.date(2015, 5, 20),
            "estimate_to": dt.date(2015, 12, 31),
        }
        | changes,
    )
