"""What the figure for the whole year is called, and how far an estimate may reach. Pure."""

import datetime as dt

from tienbo.reporting.definitions.cells import Text

# Beyond the year of the period an estimate still makes sense over a turn of the year, not further.
REACH = dt.timedelta(days=60)
_ENDS = {
    (12, 31): Text("Ước cả năm", "Whole year (estimate)"),
    (6, 30): Text("Ước 6 tháng", "Half-year (estimate)"),
}
_STARTS = ("Ước ", "Whole year (", "Half-year (", "Estimate to ")


def estimate_head(day: dt.date) -> Text:
    """What the figure that reaches to a day is called: "Ước cả năm" to 31/12, "Ước 6 tháng" to 30/06."""
    date = f"{day:%d/%m}"
    return _ENDS.get((day.month, day.day), Text(f"Ước đến {date}", f"Estimate to {date}"))


def women_of(head: Text) -> Text:
    """The same, of women: "Ước cả năm, nữ"."""
    return Text(f"{head.vi}, nữ", f"{head.en}, women")


def is_estimate_head(words: str) -> bool:
    """Whether the last words of a cell's name are those of such a figure."""
    return words.startswith(_STARTS)


def reach_problem(ends_on: dt.date, estimate_to: dt.date) -> Text | None:
    """Why the figures of a period cannot be estimated up to a day; None when they can: after the period's end, within
    the same year or 60 days."""
    end = f"{ends_on:%d/%m/%Y}"
    if estimate_to <= ends_on:
        return Text(
            f"Ngày ước thực hiện phải sau ngày cuối kỳ ({end}); không ước thì để trống.",
            f"The estimate must reach beyond the end of the period ({end}); leave it empty to ask none.",
        )
    if estimate_to.year > ends_on.year and estimate_to > ends_on + REACH:
        last = f"{max(dt.date(ends_on.year, 12, 31), ends_on + REACH):%d/%m/%Y}"
        return Text(
            f"Chỉ ước được đến hết năm của kỳ, hoặc 60 ngày sau ngày cuối kỳ: muộn nhất ngày {last}.",
            f"An estimate reaches to the end of the period's year, or 60 days beyond the period: {last} at the latest.",
        )
    return None
