"""How allauth behaves here: a password is changed by an action like everything else, and failed logins stop an account
for the address they came from.
"""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import get_ip

from tienbo.access.actions import choose_password


class Adapter(DefaultAccountAdapter):
    """Nobody signs up (`config.urls` mounts no such page): an account is made by whoever keeps people at a unit."""

    def _get_login_attempts_cache_key(self, request, **credentials) -> str:
        # allauth has no other way to say by what failures are counted; a test holds it to this.
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}@{get_ip(request)}"

    def set_password(self, user, password: str) -> None:
        choose_password(by=user, password=password)
