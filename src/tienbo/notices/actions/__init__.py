"""Every write of notices: `inbox` of notices themselves, `mail` of what goes out about them, `calendar` of feeds."""

from tienbo.notices.actions.inbox import Telling, mark_all_read, mark_read, notify, notify_each

__all__ = ["Telling", "mark_all_read", "mark_read", "notify", "notify_each"]
