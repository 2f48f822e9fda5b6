"""Whether working figures, text and reasons are what their histories say. Raw SQL: both sides are compared where they
lie, and only what differs is read."""

from django.db import connection

# What stands beside the last change of the same thing, either way round; the columns of ON name the thing.
_FIGURES = """
SELECT coalesce(now.report_id, last.report_id), element.code || ' ' || breakdown.code
FROM reporting_entry now
FULL JOIN (
    SELECT DISTINCT ON (report_id, element_id, breakdown_id) *
    FROM reporting_entrychange ORDER BY report_id, element_id, breakdown_id, revision DESC
) last USING (report_id, element_id, breakdown_id)
JOIN indicators_dataelement element ON element.id = element_id
JOIN indicators_breakdown breakdown ON breakdown.id = breakdown_id
WHERE (now.revision, now.value, now.flag, now.note) IS DISTINCT FROM (last.revision, last.value, last.flag, last.note)
ORDER BY 1, 2
"""
_TEXT = """
SELECT coalesce(now.report_id, last.report_id), heading
FROM reporting_passage now
FULL JOIN (
    SELECT DISTINCT ON (report_id, heading) *
    FROM reporting_passagechange ORDER BY report_id, heading, revision DESC
) last USING (report_id, heading)
WHERE (now.revision, now.text, now.items) IS DISTINCT FROM (last.revision, last.text, last.items)
ORDER BY 1, 2
"""
# A reason taken back leaves no row, and an empty text as its last change.
_REASONS = """
SELECT coalesce(now.report_id, last.report_id), finding
FROM reporting_justification now
FULL JOIN (
    SELECT DISTINCT ON (report_id, finding) *
    FROM reporting_justificationchange ORDER BY report_id, finding, id DESC
) last USING (report_id, finding)
WHERE coalesce(now.text, '') <> coalesce(last.text, '')
ORDER BY 1, 2
"""


def unlike_their_history() -> list[tuple[str, int, str]]:
    """(figure, text or reason; report id; which one) of everything that its last change does not bear out, or that is
    gone though its history says that it stands."""
    found = []
    with connection.cursor() as cursor:
        for kind, query in (("figure", _FIGURES), ("text", _TEXT), ("reason", _REASONS)):
            cursor.execute(query)
            found += [(kind, report, which.strip()) for report, which in cursor.fetchall()]
    return found
