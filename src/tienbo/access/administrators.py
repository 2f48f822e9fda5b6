"""The first administrator of an instance, made at the command line (`tienbo init --admin NAME`)."""

from tienbo.access.actions import open_account
from tienbo.access.models import User
from tienbo.access.permissions import Role
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.core.terminal import Refusal
from tienbo.units.models import Placement, Unit
from tienbo.units.queries import UnknownCode, unit_by_code


def make(*, username: str, display_name: str, unit_code: str | None) -> str:
    """Make a system administrator at the unit of this code (None: the one unit that is under no other).

    Returns the one-time password, which is kept nowhere: it stays on the terminal, so another must be chosen at the
    first login.
    """
    if User.objects.filter(username=username).exists():
        raise Refusal(f"Đã có tài khoản {username}.", f"There is an account {username} already.", code=1)
    _, password = open_account(
        by=SYSTEM,
        unit=_unit(unit_code),
        username=username,
        display_name=display_name,
        role=Role.SYSTEM_ADMINISTRATOR,
        since=clock.today(),
    )
    return password


def _unit(code: str | None) -> Unit:
    if code is not None:
        try:
            return unit_by_code(code)
        except UnknownCode:
            raise Refusal(f"Không có đơn vị mã {code}.", f"No unit has the code {code}.", code=1) from None
    roots = list(Placement.objects.on(clock.today()).filter(parent=None).select_related("unit")[:2])
    if len(roots) == 1:
        return roots[0].unit
    if roots:
        raise Refusal("Có nhiều đơn vị gốc: thêm --unit MÃ.", "Several units are roots: add --unit CODE.", code=1)
    raise Refusal(
        "Chưa có đơn vị nào: nhập bằng `tienbo units import` rồi chạy lại.",
        "There are no units yet: run `tienbo units import` first, then this again.",
        code=1,
    )
