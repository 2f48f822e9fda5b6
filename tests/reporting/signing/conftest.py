"""A district whose report is sent and printed, on a site with a public address and a root of its own."""

import datetime as dt
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from tests.documents.certificates import person, root
from tests.reporting.conftest import World, build_world
from tests.reporting.output.conftest import dress, fill_plausibly, tell
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.documents.signatures import sign
from tienbo.files.queries import content
from tienbo.indicators.queries import forget
from tienbo.reporting.exchange.actions import record_signed_paper
from tienbo.reporting.output.actions import issue_version
from tienbo.reporting.output.queries import imprint_of
from tienbo.reporting.output.snapshot import BLANK
from tienbo.reporting.versions.models import ReportVersion

UNIT = "051"
NUMBER = "45/BC-BVSTBCPN"
SITE = "https://tienbo.example.vn"
TODAY = dt.date(2015, 5, 20)


@dataclass
class Signed:
    """The world, with the district's versions."""

    world: World
    versions: list[ReportVersion] = field(default_factory=list)

    @property
    def version(self) -> ReportVersion:
        """The newest version."""
        return self.versions[-1]

    @property
    def officer(self):
        """Who records the district's papers."""
        return self.world.officers[UNIT]

    def original(self, version: ReportVersion | None = None) -> bytes:
        """The issued PDF of a version's paper as it stands."""
        version = version or self.version
        return content(issue_version(by=SYSTEM, version=version, imprint=imprint_of(version))["pdf"].file)

    def record(self, data: bytes | None = None, **more):
        """The district's officer records the paper of the newest version, signed today."""
        facts = {"number": NUMBER, "signed_on": clock.today(), "signer": "Nông Văn A"} | more
        return record_signed_paper(by=self.officer, version=self.version, name="ban-ky.pdf", data=data, **facts)

    def signed(self, *people, data: bytes | None = None) -> bytes:
        """The original, or other bytes, with the signatures of these people."""
        data = data or self.original()
        for each in people or (person(),):
            data = sign(data, each.key, now=clock.now())
        return data


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker) -> World:
    """The world with the district's report sent and printed; nothing of it stays in the database. Files of tests that
    use it are marked django_db."""
    forget()
    with django_db_blocker.unblock(), translation.override("vi"), clock.at(TODAY), transaction.atomic():
        world = build_world()
        dress(world)
        fill_plausibly(world, UNIT)
        tell(world, UNIT)
        with override_settings(PUBLIC_URL=SITE):
            issue_version(by=SYSTEM, version=world.send(UNIT), imprint=BLANK)
        yield world
        transaction.set_rollback(True)
    forget()


@pytest.fixture
def trusting(settings, tmp_path):
    """The root of the signers is in the folder that the setting names."""
    (tmp_path / "root.pem").write_bytes(root()[1])
    settings.TRUST_ROOTS = str(tmp_path)


@pytest.fixture
def house(built, settings, trusting, at) -> Signed:
    """The district's report, sent once."""
    settings.PUBLIC_URL = SITE
    at(TODAY)
    return Signed(built, [ReportVersion.objects.get(report=built.report(UNIT))])
