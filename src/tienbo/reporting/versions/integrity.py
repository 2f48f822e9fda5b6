"""Whether what a version was sealed about is still what it was: its unit, its round, its form."""

from collections.abc import Iterator

from tienbo.reporting.definitions.loading import definition_digest, load
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.versions.models import ReportVersion
from tienbo.reporting.versions.queries import header_of


def unlike_its_header(version: ReportVersion) -> Iterator[str]:
    """What has changed since the version was sent: ``header closing_on``."""
    for key, value in header_of(version.report, version.number, version.scheme).items():
        if version.header.get(key) != value:
            yield f"header {key}"


def says_what_it_was(form: FormVersion) -> bool:
    """Whether a form still says what its digest was taken of."""
    try:
        return definition_digest(load(form.source)) == form.digest
    except ValueError:
        return False
