"""The states of a rule set."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RuleState(TextChoices):
    """Draft, then released, then retired; never back."""

    DRAFT = "draft", _("Draft")
    RELEASED = "released", _("In force")
    RETIRED = "retired", _("No longer in force")
