"""How allauth behaves here: nobody signs up, and some roles must show a second factor."""

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    """Sign-up is closed: an account is made by whoever keeps people at a unit."""

    def is_open_for_signup(self, request) -> bool:
        return False
