"""The demo's invented figures agree with one another and are of a plausible size."""

from random import Random

import pytest

from tienbo.demo.figures import invented_report
from tienbo.reporting.definitions.lines import RoundOptions
from tienbo.reporting.definitions.loading import load_builtin
from tienbo.reporting.rules.engine import check

TERMS = {"party": ("2010-2015", "2015-2020"), "council": ("2011-2016",), "assembly": ("XIII",)}
UNITS = [
    ("province", (), "full"),
    ("department", ("labour",), "full"),
    ("department", ("culture",), "full"),
    ("department", ("armed_forces",), "full"),
    ("mass_org", (), "full"),
    ("party_body", (), "full"),
    ("district", (), "full"),
    ("commune", (), "short"),
    ("sub_unit", ("health",), "short"),
]


@pytest.mark.parametrize("report", ["half_year", "annual"])
@pytest.mark.parametrize(("kind", "sectors", "variant"), UNITS)
def test_invented_reports_hold_no_error(kind, sectors, variant, report):
    definition = load_builtin("vstbcpn-2015")
    unit = {
        "kind": kind,
        "sectors": sectors,
        "variant": variant,
        "options": RoundOptions(report=report, terms=TERMS),
    }
    for seed in range(20):
        figures = invented_report(definition, Random(seed), **unit)
        found = check(definition, cells=figures, **unit)
        assert [finding.message_en for finding in found if finding.severity == "error"] == []
