"""The chain above a version, and its proof."""

from dataclasses import dataclass

from tienbo.reporting.versions.models import ReportVersion, SignedPaper, VersionChild
from tienbo.reporting.versions.proof import build, closed, opened
from tienbo.reporting.versions.queries import (
    child_digests,
    digest_parts,
    signed_paper_of,
    stored_total_rows,
    version_content,
)


def chain_above(version: ReportVersion) -> list[ReportVersion]:
    """The versions that consolidate this one, the direct superior's first, as far up as it goes.

    A superior may have consolidated it in several versions: the way that leads highest is taken, and of those that lead
    as high the newest version.
    """
    levels: list[list[ReportVersion]] = []
    links: dict[int, set[int]] = {}
    these = [version.pk]
    while these:
        found = list(VersionChild.objects.filter(child__in=these).values_list("version_id", "child_id"))
        for upper, lower in found:
            links.setdefault(upper, set()).add(lower)
        above = ReportVersion.objects.filter(pk__in={upper for upper, _lower in found})
        level = list(above.select_related("report__participant", "report__unit", "report__round").order_by("-number"))
        if level:
            levels.append(level)
        these = [each.pk for each in level]
    chain: list[ReportVersion] = []
    for level in reversed(levels):
        # All of a level are versions of one report, the newest first.
        upper = chain[-1].pk if chain else None
        chain.append(next(each for each in level if upper is None or each.pk in links[upper]))
    return chain[::-1]


def proof_of(version: ReportVersion, *, with_text: bool = True) -> bytes:
    """The proof of a version, up to the highest version that consolidates it; without its text if so wished."""
    above = chain_above(version)
    return build(
        opened(version_content(version), with_text=with_text),
        [_closed(each) for each in above],
        _names([version, *above]),
    )


def proof_name(version: ReportVersion) -> str:
    """The file's name: chung-minh-2015-h1-04-v1.json."""
    report = version.report
    return f"chung-minh-{report.round.code}-{report.participant.slug}-v{version.number}.json".lower()


def _closed(version: ReportVersion) -> dict:
    children = child_digests(version)
    return closed(digest_parts(version, stored_total_rows(version), children), version.header, children)


def _names(chain: list[ReportVersion]) -> dict[str, str]:
    names = {each.header["unit"]: each.report.participant.name for each in chain}
    return names | {chain[0].header["round"]: chain[0].report.round.title}


@dataclass(frozen=True)
class Link:
    """A step of the chain for the page: the version, and the signed paper that bears its code, if it has come."""

    version: ReportVersion
    paper: SignedPaper | None

    @property
    def name(self) -> str:
        """The unit's name in the round."""
        return self.version.report.participant.name


def links_of(version: ReportVersion) -> list[Link]:
    """The chain of a version, its own first."""
    return [Link(each, signed_paper_of(each)) for each in (version, *chain_above(version))]
