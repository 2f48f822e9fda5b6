"""How allauth behaves here: nobody signs up, and a password is changed by an action like everything else."""

from allauth.account.adapter import DefaultAccountAdapter

from tienbo.access.actions import choose_password


class Adapter(DefaultAccountAdapter):
    """Sign-up is closed: an account is made by whoever keeps people at a unit."""

    def is_open_for_signup(self, request) -> bool:
        return False

    def set_password(self, user, password: str) -> None:
        choose_password(by=user, password=password)
