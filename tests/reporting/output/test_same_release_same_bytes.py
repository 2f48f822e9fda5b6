"""A version printed again by the same release, elsewhere, is the same file to the byte."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.reporting.output.conftest import dress, fill_plausibly, tell
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.reporting.exchange.actions import record_signed_paper
from tienbo.reporting.output.printing import print_version
from tienbo.reporting.output.queries import imprint_of
from tienbo.reporting.versions.models import ReportVersion

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import hashlib, json, sys, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from tienbo.reporting.output.printing import print_version
from tienbo.reporting.output.queries import imprint_of
from tienbo.reporting.output.snapshot import BLANK
from tienbo.reporting.versions.models import ReportVersion
version = ReportVersion.objects.get(digest=sys.argv[2])
releases = [print_version(version, imprint) for imprint in (BLANK, imprint_of(version))]
print(json.dumps([{form: hashlib.sha256(data).hexdigest() for form, data in files.items()} for files in releases]))
"""


@pytest.fixture
def version(transactional_db, world) -> ReportVersion:
    """A district's version over one of its two communes, in the database for others to see."""
    dress(world)
    for seed, unit in enumerate(("01711", "051")):
        fill_plausibly(world, unit, seed=seed)
        tell(world, unit)
        version = world.send(unit)
        if unit != "051":
            world.take(unit)
    return ReportVersion.objects.get(pk=version.pk)


def sums(files: dict[str, bytes]) -> dict[str, str]:
    return {form: hashlib.sha256(data).hexdigest() for form, data in files.items()}


def elsewhere(version: ReportVersion, zone: str, seed: str) -> list[dict[str, str]]:
    """The sums of the files as another process prints them: as the version was sent, and with what is recorded."""
    environment = {
        **os.environ,
        "TZ": zone,
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "tienbo.config.settings",
        "LANG": "C",
        "TIENBO_TODAY": "2031-01-02",
    }
    name = connection.settings_dict["NAME"]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, name, version.digest], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_two_processes_in_other_zones_print_the_same_bytes_before_and_after_the_signed_paper_came(version):
    here = sums(print_version(version))
    assert elsewhere(version, "America/Lima", "1") == [here, here]
    with clock.at(version.submitted_at):
        record_signed_paper(
            by=SYSTEM, version=version, number="07/BC-BVSTBCPN", signed_on=clock.today(), signer="Nông Văn A"
        )
    numbered = sums(print_version(version, imprint_of(version)))
    assert not set(numbered.values()) & set(here.values())
    assert elsewhere(version, "Pacific/Auckland", "2") == [here, numbered]
