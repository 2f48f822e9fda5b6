"""A document gives the same bytes in another process, time zone and hash seed, and no file holds a clock's time."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.documents.samples import half_year_report, party_table
from tienbo.documents.docx import to_docx
from tienbo.documents.pdf import to_pdf
from tienbo.documents.xlsx import Sheet, to_xlsx

ROOT = Path(__file__).resolve().parents[2]
# Years are added to the clock that Python sees; Typst sees the real one, seconds later.
PROGRAM = """
import sys, time
shift = float(sys.argv[1]); real, local, utc = time.time, time.localtime, time.gmtime
time.time = lambda: real() + shift
time.localtime = lambda at=None: local(time.time() if at is None else at)
time.gmtime = lambda at=None: utc(time.time() if at is None else at)
import json
from tests.documents.test_same_bytes import fingerprints
print(json.dumps(fingerprints()))
"""


def sha256_hex(data: bytes) -> str:
    """The fingerprint of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def fingerprints() -> dict[str, str]:
    """The fingerprint of each kind of file."""
    document = half_year_report(draft=True, number=5, dated=date(2015, 6, 3))
    undated = half_year_report()
    return {
        "docx": sha256_hex(to_docx(document)),
        "docx undated": sha256_hex(to_docx(undated)),
        "pdf": sha256_hex(to_pdf(document)),
        "pdf undated": sha256_hex(to_pdf(undated)),
        "xlsx": sha256_hex(to_xlsx([Sheet("B02", party_table())], title="Phụ lục", day=date(2015, 6, 3))),
    }


def elsewhere(shift: int, zone: str, seed: str) -> dict[str, str]:
    """The fingerprints in a fresh process with another clock, zone, seed, folder and language."""
    environment = {
        **os.environ,
        "TZ": zone,
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        "LANG": "C",
        "LC_ALL": "C",
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(shift)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_another_process_zone_clock_and_hash_seed_give_the_same_bytes() -> None:
    here = fingerprints()
    assert elsewhere(3 * 365 * 86400, "Pacific/Kiritimati", "1") == here
    assert elsewhere(-5 * 365 * 86400, "Pacific/Pago_Pago", "4242") == here


@pytest.mark.parametrize(
    "write", [to_docx, lambda document: to_xlsx([Sheet("B", party_table())])], ids=["docx", "xlsx"]
)
def test_members_of_the_archives_carry_one_fixed_date_and_order(write) -> None:
    with ZipFile(BytesIO(write(half_year_report()))) as archive:
        members = archive.infolist()
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    names = [member.filename for member in members]
    assert names[0] == "[Content_Types].xml" and names[1:] == sorted(names[1:])


def test_one_changed_figure_changes_every_fingerprint() -> None:
    one, other = half_year_report(), half_year_report(number=6)
    assert sha256_hex(to_docx(one)) != sha256_hex(to_docx(other))
    assert sha256_hex(to_pdf(one)) != sha256_hex(to_pdf(other))
