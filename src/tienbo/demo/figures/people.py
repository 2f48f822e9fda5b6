"""Numbers of people as three groups that do not overlap, so that a part of each is a part of every column. Pure."""

from collections.abc import Sequence
from random import Random

# Men, women who are not of an ethnic minority, women who are. A plain number stands in the first.
Groups = tuple[int, int, int]
Range = tuple[float, float]

NOBODY: Groups = (0, 0, 0)
MINORITY: Range = (0.82, 0.97)


def number(count: int) -> Groups:
    """A count that is not of people."""
    return (count, 0, 0)


def people(rng: Random, count: int, women: Range) -> Groups:
    """So many people, of whom a share within the range are women and most of these of an ethnic minority."""
    female = _drawn(rng, count, rng.uniform(*women))
    minority = _drawn(rng, female, rng.uniform(*MINORITY))
    return (count - female, female - minority, minority)


def _drawn(rng: Random, count: int, share: float) -> int:
    """How many of a few people, each by chance; of many the share itself."""
    return round(count * share) if count > 60 else sum(rng.random() < share for _ in range(count))


def part(rng: Random, groups: Groups, share: Range) -> Groups:
    """A part of each group."""
    men, others, minority = (min(each, _drawn(rng, each, rng.uniform(*share))) for each in groups)
    return (men, others, minority)


def together(*groups: Groups) -> Groups:
    """The sum, group by group."""
    men, others, minority = (sum(each) for each in zip(*groups, strict=True)) if groups else NOBODY
    return (men, others, minority)


def women_of(groups: Groups) -> int:
    """How many of them are women."""
    return groups[1] + groups[2]


def handed_out(rng: Random, groups: Groups, weights: Sequence[float], step: int = 1) -> list[Groups]:
    """Everybody handed to one line each, about by these weights. `step`: how many go at once (money)."""
    if len(weights) == 1:
        return [groups]
    shares = [[0, 0, 0] for _ in weights]
    for group, count in enumerate(groups):
        for line in rng.choices(range(len(weights)), weights, k=count // step):
            shares[line][group] += step
    return [(men, others, minority) for men, others, minority in shares]
