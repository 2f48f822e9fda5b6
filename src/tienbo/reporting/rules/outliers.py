"""Whether a figure is unusual among others of its kind, by a robust measure that respects small counts. Pure.

*Counts.* A count whose mean is small varies as a Poisson number does: its spread grows with the root of its mean.
Anscombe (1948, Biometrika 35, 246-254) showed that ``2 * sqrt(x + 3/8)`` has a spread of nearly 1 whatever the mean
is. In that scale the middle is the median and the spread 1.4826 times the median absolute deviation (MAD), which a
few wrong figures do not move (Iglewicz and Hoaglin 1993, who call 3.5 deviations an outlier). The spread is taken as
at least 1, chance alone makes that much: with earlier figures 0, 0, 0, 0 a 1 is no surprise, and 1 -> 4 never is.

*Money and rates* differ by factors, not by chance: there the scale is the natural logarithm and the spread at least
0.1, ten percent. What is zero or below has no logarithm and is not judged.

*Floor.* What is unusual must also matter: the figure is further from the median than `floor` units (for counts) and
further than `percent` of the median.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from tienbo.reporting.definitions.schema import Outlier

# MAD times this estimates the standard deviation of a normal distribution.
_MAD_TO_DEVIATION = 1.4826
# No spread is taken to be less: chance alone for counts in Anscombe's scale, ten percent for logarithms.
_LEAST_SPREAD = {"count": 1.0, "money": 0.1, "rate": 0.1}


@dataclass(frozen=True)
class Unusual:
    """A figure far from the others: their `middle` (median), and how many robust deviations away it is."""

    middle: Decimal
    deviations: float


def unusual(value: Decimal, others: Sequence[Decimal], *, measure: str, how: Outlier) -> Unusual | None:
    """Judge a figure by others of its kind, in any order; None when it is not unusual, or they are too few to tell.

    `measure`: count, money or rate. Negative counts are not judged: another rule refuses them.
    """
    if len(others) < how.reports or value < 0:
        return None
    scaled = [_scaled(each, measure) for each in others]
    here = _scaled(value, measure)
    if here is None or any(each is None for each in scaled):
        return None
    middle = median(others)
    apart = abs(value - middle)
    if apart <= abs(middle) * how.percent / 100 or (measure == "count" and apart <= how.floor):
        return None
    centre = median(scaled)
    spread = max(_MAD_TO_DEVIATION * median(abs(each - centre) for each in scaled), _LEAST_SPREAD[measure])
    deviations = abs(here - centre) / spread
    return Unusual(middle, deviations) if deviations > float(how.beyond) else None


def _scaled(value: Decimal, measure: str) -> float | None:
    """In the scale in which equal steps are equally surprising; None where there is none."""
    if measure == "count":
        return 2 * math.sqrt(float(value) + 0.375) if value >= 0 else None
    return math.log(value) if value > 0 else None
