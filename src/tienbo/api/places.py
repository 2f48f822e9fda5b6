"""What is wrong with the shape of a request, place by place, in the reader's language."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

# A body of five thousand wrong cells is wrong in one way.
MOST = 20


def places_of(errors: Iterable[Mapping]) -> list[dict]:
    """``[{place, message}]`` of the errors that the schemas found; the first twenty."""
    return [{"place": _place(error["loc"]), "message": _message(error)} for error in list(errors)[:MOST]]


def _place(parts: Iterable) -> str:
    """``body.cells.3.revision``: the name of the parameter that holds the whole body is left out."""
    words = [str(part) for part in parts]
    if words[:1] == ["body"] and len(words) > 1:
        del words[1]
    return ".".join(words)


def _message(error: Mapping) -> str:
    limits = error.get("ctx", {})
    return {
        "missing": _("It is missing."),
        "extra_forbidden": _("Nothing of this name is known here."),
        "string_type": _("A text is wanted, in double quotes."),
        "int_type": _("A whole number is wanted, without quotes."),
        "int_parsing": _("A whole number is wanted."),
        "uuid_parsing": _("A UUID is wanted, as 123e4567-e89b-42d3-a456-426614174000."),
        "uuid_type": _("A UUID is wanted, as 123e4567-e89b-42d3-a456-426614174000."),
        "list_type": _("A list is wanted."),
        "literal_error": _("One of these is wanted: %(expected)s.") % {"expected": limits.get("expected", "")},
        "too_long": _("At most %(n)s at once.") % {"n": limits.get("max_length", "")},
        "too_short": _("At least %(n)s is wanted.") % {"n": limits.get("min_length", "")},
        "string_too_long": _("At most %(n)s characters.") % {"n": limits.get("max_length", "")},
        "greater_than_equal": _("At least %(n)s.") % {"n": limits.get("ge", "")},
        "less_than_equal": _("At most %(n)s.") % {"n": limits.get("le", "")},
    }.get(error["type"], _("It is not as /api/v1/openapi.json describes it."))
