"""The text outline of one report: which headings it has, in what words, and what belongs under which."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from tienbo.core.vietnamese import search_key
from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.definitions.schema import Definition, Heading

# What a report looks to when the form does not say.
AHEAD = Text("thời gian tới", "the time ahead")


def headings_for(
    definition: Definition, report: str, year: int, chosen: Collection[str] | None = None
) -> list[Heading]:
    """The headings of a report of this kind for a year, in the order of the form; the annex is not one of them.

    `chosen`: codes of those that are asked (None: all); a title stays above any of them.

    What a heading calls ``{ahead}`` is the second half of the year for a half-year report, the next year for an annual
    one.
    """
    ahead = _ahead(definition, report, year)
    return [
        heading.model_copy(
            update={"vi": heading.vi.replace("{ahead}", ahead.vi), "en": heading.en.replace("{ahead}", ahead.en)}
        )
        for heading in definition.narrative
        if heading.kind != "annex"
        and report in heading.reports
        and (heading.from_year or 0) <= year
        and (chosen is None or _is_chosen(definition, heading, chosen))
    ]


def _is_chosen(definition: Definition, heading: Heading, chosen: Collection[str]) -> bool:
    if heading.kind != "heading":
        return heading.code in chosen
    return any(each.code in chosen for each in definition.narrative if each.num.startswith(f"{heading.num}."))


def _ahead(definition: Definition, report: str, year: int) -> Text:
    periodic = definition.reports.get(report)
    if periodic is None or periodic.ahead is None:
        return AHEAD
    years = {"year": year, "next_year": year + 1}
    return Text(periodic.ahead.vi.format(**years), periodic.ahead.en.format(**years))


def heading_about(definition: Definition, about: Iterable[str]) -> str:
    """The code of the heading under which a sentence about this belongs, or "": of what it is about the first that has
    words of a topic decides, and of the form's topics the first whose words it has."""
    for text in about:
        plain = search_key(text)
        for topic in definition.topics:
            if any(_pattern(words).search(plain) for words in topic.words):
                return topic.heading
    return ""


@lru_cache(maxsize=1024)
def _pattern(words: str) -> re.Pattern:
    parts = (re.escape(search_key(part.strip())) for part in words.split("…"))
    return re.compile(r"\b" + r"\b.*\b".join(parts) + r"\b")
