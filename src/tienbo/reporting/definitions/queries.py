"""Reads of forms. A version never changes, so its parsed definition is kept by the process."""

from functools import lru_cache

from tienbo.reporting.definitions.loading import load
from tienbo.reporting.definitions.models import FormVersion


@lru_cache(maxsize=16)
def _definition(digest: str, source: str):
    return load(source)


def definition_of(form: FormVersion):
    """The parsed definition of a form version."""
    return _definition(form.digest, form.source)


def latest_version(code: str) -> FormVersion | None:
    """The newest version of a form."""
    return FormVersion.objects.filter(code=code).order_by("-version").first()
