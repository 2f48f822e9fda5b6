"""Telling units of a fact, for modules that stand below the inbox.

The inbox knows units and persons, so it stands above them; what happens to a person's account must reach it all the
same. The setting ``TELLER`` names the function that writes a notice; its arguments are those of `tell`.
"""

from django.conf import settings
from django.utils.module_loading import import_string


def tell(*, units: list, code: str, facts: dict, module: str, kind: str, key) -> None:
    """Put a fact about a thing (module, kind, key) before units; the caller is the act itself."""
    import_string(settings.TELLER)(units=units, code=code, facts=facts, module=module, kind=kind, key=key)
