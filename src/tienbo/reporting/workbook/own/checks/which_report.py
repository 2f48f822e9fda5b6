"""A file that a layout reads, sent on no report's page, and it is not clear which report it is of."""

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.own.queries import ByLayout
from tienbo.reporting.workbook.problems import Problem, Severity

_SEND_THERE = Text(
    "Mở trang báo cáo cần ghi, mục “Nhập bằng Excel”, rồi tải tệp lên ở đó.",
    "Open the report that it is for, “Fill in with Excel”, and send the file there.",
)


def problem_of(said: ByLayout) -> Problem:
    """Such a file says neither unit nor period."""
    name = said.row.name if said.row else ""
    if said.row is not None and said.row.for_below:
        message = Text(
            f"Tệp đọc được theo cách đọc “{name}”, nhưng cách này dùng cho nhiều đơn vị: không rõ của đơn vị nào.",
            f"The file can be read as “{name}”, but that is for many units: whose it is cannot be told.",
        )
    elif said.reports:
        titles = "; ".join(f"{each.participant.name}, {each.round.title}" for each in said.reports)
        message = Text(
            f"Tệp đọc được theo cách đọc “{name}”, nhưng có {len(said.reports)} báo cáo đang mở: {titles}.",
            f"The file can be read as “{name}”, but {len(said.reports)} reports are open: {titles}.",
        )
    else:
        message = Text(
            f"Tệp đọc được theo cách đọc “{name}”, nhưng đơn vị không có báo cáo nào đang mở để nhập.",
            f"The file can be read as “{name}”, but no report of the unit is open for entry.",
        )
    return Problem("own_which_report", Severity.REFUSAL, message, _SEND_THERE)
