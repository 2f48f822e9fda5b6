"""``user.has_perm(permission, obj)`` answered from grants."""

from django.contrib.auth.backends import ModelBackend

from tienbo.access.permissions import Permission
from tienbo.access.queries import holds
from tienbo.units.models import Unit

KNOWN = {permission.value for permission in Permission}


class GrantBackend(ModelBackend):
    """Passwords as Django keeps them; permissions from grants alone.

    An object is a Unit, or has a ``unit`` and perhaps a ``scope_on``, the day whose tree decides.
    """

    def has_perm(self, user_obj, perm, obj=None) -> bool:
        if perm not in KNOWN or obj is None:
            return False
        if isinstance(obj, Unit):
            return holds(user_obj, perm, obj)
        return holds(user_obj, perm, obj.unit, getattr(obj, "scope_on", None))

    def get_all_permissions(self, user_obj, obj=None):
        return set()

    def has_module_perms(self, user_obj, app_label) -> bool:
        return False
