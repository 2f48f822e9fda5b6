"""Whether what a version was sealed about is still what it was: its unit, its round, its form."""

from collections.abc import Iterator

from tienbo.reporting.definitions.loading import definition_digest, load
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.rules.language import book_digest, read_book
from tienbo.reporting.rules.models import RuleSet
from tienbo.reporting.rules.queries import rules_of_digest
from tienbo.reporting.versions.models import ReportVersion
from tienbo.reporting.versions.queries import header_of


def unlike_its_header(version: ReportVersion) -> Iterator[str]:
    """What has changed since the version was sent: ``header closing_on``."""
    for key, value in header_of(version.report, version.number, version.scheme).items():
        # A round may adopt other rules after this was sent: those it was sent under are still there.
        same = _is_known(version.header.get(key)) if key == "rules" else version.header.get(key) == value
        if not same:
            yield f"header {key}"


def _is_known(digest: str | None) -> bool:
    """Whether a header names the form's own checks ("") or rules that were released."""
    return digest == "" or (digest is not None and rules_of_digest(digest) is not None)


def says_what_was_released(rules: RuleSet) -> bool:
    """Whether a rule set still says what its digest was taken of."""
    try:
        return book_digest(read_book(rules.source)) == rules.digest
    except ValueError:
        return False


def says_what_it_was(form: FormVersion) -> bool:
    """Whether a form still says what its digest was taken of."""
    try:
        return definition_digest(load(form.source)) == form.digest
    except ValueError:
        return False
