"""A round goes over to another form while a report of it is sent: real connections, real locks."""

import pytest

from tests.reporting.exchange.test_races import both
from tests.reporting.formbook.test_round_goes_over import newer  # noqa: F401 (a fixture)
from tienbo.core.authorise import SYSTEM
from tienbo.reporting.exchange.actions import submit_report
from tienbo.reporting.formbook.actions import adopt_form
from tienbo.reporting.rounds.actions import FormUnfit
from tienbo.reporting.versions.models import ReportVersion


@pytest.fixture
def world(transactional_db, world):
    return world


def test_a_version_is_sealed_by_the_form_that_its_round_has(world, newer):  # noqa: F811 (the fixture)
    """Whichever comes first: who sends sends on the new version, or the round stays."""
    world.fill("01711")
    report, round = world.report("01711"), world.round()
    sent, adopted = both(
        lambda: submit_report(by=world.heads["01711"], report=report),
        lambda: adopt_form(by=SYSTEM, round=round, form=newer),
    )
    assert adopted is None or (isinstance(adopted, FormUnfit) and adopted.reason == "sent")
    round.refresh_from_db()
    assert round.form == (newer if adopted is None else world.form)
    assert sent is None
    assert ReportVersion.objects.get().header["form"] == round.form.digest
