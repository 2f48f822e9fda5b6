"""One-time passwords that can be read out over a telephone, and what a chosen one must not be."""

import secrets

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Without letters and digits that are mistaken for one another (0 o, 1 l i).
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, LETTERS = 3, 4


def new_password() -> str:
    """``7kmp-x3aq-w9bd``: some 59 bits, more than a rate-limited login lets anybody try."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))
    return "-".join(groups)


class NotThePresentOne:
    """A validator of the setting AUTH_PASSWORD_VALIDATORS: whoever handed out the present password knows it."""

    def validate(self, password: str, user=None) -> None:
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError(_("This is the present password. Choose another one."), code="password_is_present")

    def get_help_text(self) -> str:
        return _("Another than the present one.")
