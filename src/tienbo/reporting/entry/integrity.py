"""Whether working figures, text and reasons are what their histories say, and each change follows from the one before.
Raw SQL: both sides are compared where they lie, and only what differs is read."""

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
WHERE (now.revision, now.text, now.items, now.sources)
    IS DISTINCT FROM (last.revision, last.text, last.items, last.sources)
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
# What a change says it found, beside what the change before it left. Who made it stands nowhere else. A clock may be
# set back, in a demo at every midnight: only what lies days before the change before it is out of order.
_FIGURE_CHANGES = """
SELECT DISTINCT report_id, element.code || ' ' || breakdown.code
FROM (
    SELECT *, lag(revision, 1, 0) OVER each AS revision_before, lag(value) OVER each AS value_before,
        lag(flag, 1, '') OVER each AS flag_before, lag(at) OVER each AS at_before
    FROM reporting_entrychange
    WINDOW each AS (PARTITION BY report_id, element_id, breakdown_id ORDER BY revision)
) change
JOIN indicators_dataelement element ON element.id = element_id
JOIN indicators_breakdown breakdown ON breakdown.id = breakdown_id
WHERE (revision, old_value, old_flag) IS DISTINCT FROM (revision_before + 1, value_before, flag_before)
    OR at < at_before - interval '1 day'
ORDER BY 1, 2
"""
_TEXT_CHANGES = """
SELECT DISTINCT report_id, heading
FROM (
    SELECT *, lag(revision) OVER each AS revision_before, lag(at) OVER each AS at_before
    FROM reporting_passagechange
    WINDOW each AS (PARTITION BY report_id, heading ORDER BY revision)
) change
WHERE revision <> revision_before + 1 OR at < at_before - interval '1 day'
ORDER BY 1, 2
"""
_REASON_CHANGES = """
SELECT DISTINCT report_id, finding
FROM (
    SELECT *, lag(text, 1, '') OVER each AS text_before, lag(at) OVER each AS at_before
    FROM reporting_justificationchange
    WINDOW each AS (PARTITION BY report_id, finding ORDER BY id)
) change
WHERE old_text <> text_before OR at < at_before - interval '1 day'
ORDER BY 1, 2
"""


def unlike_their_history() -> list[tuple[str, int, str]]:
    """(figure, text or reason; report id; which one) of everything that its last change does not bear out, or that is
    gone though its history says that it stands."""
    return _found(("figure", _FIGURES), ("text", _TEXT), ("reason", _REASONS))


def out_of_order() -> list[tuple[str, int, str]]:
    """The same of everything one of whose changes does not follow from the change before it."""
    return _found(("figure", _FIGURE_CHANGES), ("text", _TEXT_CHANGES), ("reason", _REASON_CHANGES))


def _found(*queries: tuple[str, str]) -> list[tuple[str, int, str]]:
    found = []
    with connection.cursor() as cursor:
        for kind, query in queries:
            cursor.execute(query)
            found += [(kind, report, which.strip()) for report, which in cursor.fetchall()]
    return found
