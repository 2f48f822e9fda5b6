"""The title and the text of a report, heading by heading, from what the form asks and the unit wrote. Pure."""

import re
from collections.abc import Iterable, Mapping

from tienbo.reporting.definitions.schema import Definition, Heading
from tienbo.reporting.output.snapshot import ItemGroup, Section

# What the form tells whoever fills it, in brackets at the end of a heading; the paper does not print it.
_INSTRUCTION = re.compile(r"\s*\([^()]*\)\s*$")


def title_of(definition: Definition, report: str, round_title: str, year: int) -> tuple[str, str]:
    """What the paper is ("Sơ kết 6 tháng đầu năm 2015") and what it is about ("về hoạt động bình đẳng giới ...").

    The title of a thematic round says itself what it is about.
    """
    if report not in definition.reports:
        return _without_kind(round_title), ""
    topic = "về " + _uncapital(_without_kind(definition.title.vi))
    return f"{_without_kind(definition.reports[report].title.vi)} {year}", topic


def _without_kind(text: str) -> str:
    """The kind of paper stands on a line of its own above."""
    return _capital(text.removeprefix("Báo cáo ").strip())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _uncapital(text: str) -> str:
    return text[:1].lower() + text[1:]


def sections_of(
    definition: Definition, headings: Iterable[Heading], narrative: Mapping[str, Mapping]
) -> tuple[Section, ...]:
    """The headings of a report, in the order of the form, with their text and items."""
    return tuple(_section(definition, heading, narrative.get(heading.code, {})) for heading in headings)


def _section(definition: Definition, heading: Heading, passage: Mapping) -> Section:
    return Section(
        code=heading.code,
        level=0 if not heading.num else 2 if "." in heading.num else 1,
        title=_INSTRUCTION.sub("", heading.vi),
        text=passage.get("text", ""),
        groups=_groups(definition, heading, passage.get("items", ())),
        tables=heading.tables,
        is_restricted=heading.confidentiality == "restricted",
    )


def _groups(definition: Definition, heading: Heading, items: Iterable[Mapping]) -> tuple[ItemGroup, ...]:
    """Items by type, in the form's order of types; those without a type first."""
    by_type: dict[str, list[str]] = {"": [], **{each: [] for each in heading.item_types}}
    for item in items:
        kind = item.get("type", "")
        by_type[kind if kind in by_type else ""].append(item["text"])
    return tuple(
        ItemGroup(_capital(definition.item_types[kind].vi) if kind else "", tuple(texts))
        for kind, texts in by_type.items()
        if texts
    )
