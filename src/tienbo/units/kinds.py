"""The kinds of units and the sectors a unit may be in charge of; pure."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What a unit is in the committees' line of work."""

    NATIONAL = "national", _("National committee")
    PROVINCE = "province", _("Province")
    DEPARTMENT = "department", _("Department")
    MASS_ORG = "mass_org", _("Mass organisation")
    PARTY_BODY = "party_body", _("Party body")
    DISTRICT = "district", _("District")
    COMMUNE = "commune", _("Commune")
    SUB_UNIT = "sub_unit", _("Subordinate unit")


class Sector(TextChoices):
    """A field that a unit is in charge of: it decides who fills a row that one agency owns."""

    CULTURE = "culture", _("Culture")
    LABOUR = "labour", _("Labour")
    PLANNING = "planning", _("Planning and investment")
    EDUCATION = "education", _("Education")
    HEALTH = "health", _("Health")
    INFORMATION = "information", _("Information")
    STATISTICS = "statistics", _("Statistics")
    SOCIAL_BANK = "social_bank", _("Social policy bank")
    HOME_AFFAIRS = "home_affairs", _("Home affairs")
    ARMED_FORCES = "armed_forces", _("Armed forces")
