"""A unit proves what it sent, up to the printed code of the highest report that holds it, and shows nobody else."""

import json
import re
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.test import Client

from tienbo.core.terminal import Refusal
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.exchange.actions import recall_report, reopen_report
from tienbo.reporting.proofs.queries import chain_above, proof_of
from tienbo.reporting.versions.models import ReportVersion
from tienbo.reporting.versions.proof import check

MEMBERS = Cell("committee.members", "level=commune")
# Numbers that stand nowhere else: found again in a file, they are somebody's figures.
OWN, SISTER, DISTRICT = 710017, 730031, 790079


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _sent_and_taken(world, unit: str, members: int = 0):
    world.fill(unit)
    if members:
        world.put(unit, MEMBERS, members)
    version = world.send(unit)
    world.take(unit)
    return version


@pytest.fixture
def chain(world):
    """Two communes in a district in the province: {unit: version}."""
    versions = {
        "01711": _sent_and_taken(world, "01711", OWN),
        "01708": _sent_and_taken(world, "01708", SISTER),
    }
    world.fill("051")
    world.put("051", Cell("committee.members", "level=district"), DISTRICT)
    versions["051"] = world.send("051")
    world.take("051")
    world.fill("04")
    versions["04"] = world.send("04")
    return versions


def test_a_communes_proof_ends_in_the_code_on_the_provinces_paper(chain):
    verdict = check(proof_of(chain["01711"]))
    assert verdict.is_sound
    assert [(step.name, step.digest) for step in verdict.steps] == [
        ("Xã Bình Dương", chain["01711"].digest),
        ("Huyện Hòa An", chain["051"].digest),
        ("Tỉnh Cao Bằng", chain["04"].digest),
    ]
    assert verdict.step_of(chain["04"].digest[:16]) == verdict.steps[-1]


def test_the_file_holds_the_units_figures_and_nobody_elses(chain):
    text = proof_of(chain["01711"]).decode()
    assert str(OWN) in text
    for strange in (SISTER, DISTRICT, OWN + SISTER):
        assert str(strange) not in text
    others = ReportVersion.objects.exclude(pk=chain["01711"].pk)
    nonces = {nonce for each in others for nonce in (each.nonce_figures, each.nonce_narrative, each.nonce_totals)}
    assert not any(nonce in text for nonce in nonces)
    # The sisters are there by uid and digest, without a name.
    assert chain["01708"].digest in text and "Bạch Đằng" not in text


def test_a_proof_without_text_holds_none_and_proves_as_much(chain):
    whole, without = check(proof_of(chain["051"])), check(proof_of(chain["051"], with_text=False))
    assert without.is_sound and without.steps == whole.steps
    assert whole.text_shown and not without.text_shown
    assert '"nonce":"' + chain["051"].nonce_narrative not in proof_of(chain["051"], with_text=False).decode()


def test_the_newest_version_that_leads_highest_is_the_chain(world, chain):
    reopen_report(by=world.heads["051"], report=world.report("051"), reason="Sửa")
    newer = world.send("051")
    # The district's newer version is not taken yet: the one in the province's report leads higher.
    assert chain_above(chain["01711"]) == [chain["051"], chain["04"]]
    world.take("051")
    recall_report(by=world.heads["04"], report=world.report("04"))
    province = world.send("04")
    assert chain_above(chain["01711"]) == [newer, province]


def test_what_is_consolidated_nowhere_proves_its_sending_alone(world):
    world.fill("01711")
    verdict = check(proof_of(world.send("01711")))
    assert verdict.is_sound and len(verdict.steps) == 1


def test_a_changed_row_of_the_database_makes_no_proof_that_ends_in_the_paper(chain):
    """Whoever changes the figures in the database gets a file with another code."""
    version = chain["01711"]
    version.figures[0][2] = "5"
    verdict = check(proof_of(version))
    assert not verdict.is_sound and version.digest != verdict.steps[0].digest


def test_the_page_says_where_the_chain_ends_and_gives_the_file(world, chain):
    client = client_of(world.officers["01711"])
    page = client.get("/reports/2015-h1/01711/proof/").content.decode()
    assert chain["04"].digest in page and "Tỉnh Cao Bằng" in page
    assert "Bạch Đằng" not in page and str(SISTER) not in page
    answer = client.get("/reports/2015-h1/01711/versions/1/proof/")
    assert check(answer.content).is_sound
    assert 'filename="chung-minh-2015-h1-01711-v1.json"' in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert not check(client.get("/reports/2015-h1/01711/versions/1/proof/?text=no").content).text_shown


@pytest.mark.parametrize("query", ["?version=9", "?version=x", "?version=-1", "?version=" + "9" * 30])
def test_a_version_that_is_none_is_not_found(world, chain, query):
    client = client_of(world.officers["01711"])
    assert client.get(f"/reports/2015-h1/01711/proof/{query}").status_code == 404


def test_a_sister_and_a_stranger_get_neither_page_nor_file(world, chain):
    for person in (world.officers["01708"], world.stranger):
        client = client_of(person)
        assert client.get("/reports/2015-h1/01711/proof/").status_code == 404
        assert client.get("/reports/2015-h1/01711/versions/1/proof/").status_code == 404


def test_a_report_that_was_not_sent_has_a_page_that_says_so(world):
    world.fill("01711")
    page = client_of(world.officers["01711"]).get("/reports/2015-h1/01711/proof/").content.decode()
    assert not re.search("/versions/.*/proof/", page)


# --- commands ---------------------------------------------------------------------------------------------------------


def test_what_the_command_makes_it_finds_sound_and_the_page_gives_the_same(world, chain, tmp_path, capsys):
    path = tmp_path / "p.json"
    call_command("proof", "make", "--unit", "01711", "--round", "2015-h1", "-o", str(path))
    assert path.read_bytes() == proof_of(chain["01711"])
    assert [each.name for each in tmp_path.iterdir()] == ["p.json"]
    call_command("proof", "check", str(path), "--digest", chain["04"].digest)
    assert chain["04"].digest in capsys.readouterr().out


@pytest.mark.parametrize(
    ("unit", "more", "code"),
    [("01780", [], 1), ("01711", ["--version-number", "7"], 1), ("zz", [], 2), ("01711", ["-o", "/nowhere/at/all"], 2)],
)
def test_what_cannot_be_made_is_refused(world, chain, tmp_path, unit, more, code):
    out = [] if "-o" in more else ["-o", str(tmp_path / "p.json")]
    with pytest.raises(Refusal) as refused:
        call_command("proof", "make", "--unit", unit, "--round", "2015-h1", *out, *more)
    assert refused.value.code == code
    assert list(tmp_path.iterdir()) == []


def _tienbo(*words, cwd) -> subprocess.CompletedProcess:
    """The program as an inspector has it: no settings, no database, no data directory."""
    return subprocess.run(
        [sys.executable, "-m", "tienbo", *map(str, words)], cwd=cwd, capture_output=True, text=True, encoding="utf-8",
        env={"PATH": "/usr/bin", "TIENBO_LANG": "vi", "DJANGO_SETTINGS_MODULE": "no.such.settings",
             "TIENBO_DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"},
    )  # fmt: skip


def test_an_inspector_checks_without_database_and_settings(chain, tmp_path):
    path = tmp_path / "p.json"
    path.write_bytes(proof_of(chain["01711"]))
    done = _tienbo("proof", "check", path, "--digest", chain["04"].digest[:16] + "…", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Mã đã cho là mã ở dòng 3: Tỉnh Cao Bằng" in done.stdout
    done = _tienbo("proof", "check", path, "--digest", "0" * 64, "--json", cwd=tmp_path)
    assert done.returncode == 1
    assert json.loads(done.stdout)["code"]["step"] is None and json.loads(done.stdout)["sound"]
    path.write_bytes(path.read_bytes().replace(str(OWN).encode(), b"710018"))
    done = _tienbo("proof", "check", path, cwd=tmp_path)
    assert done.returncode == 1 and "✗" in done.stdout and "KHÔNG" in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["p.json"]


@pytest.mark.parametrize(
    ("data", "more"),
    [(b"{", []), (b"[" * 99_999, []), (None, []), (b"{}", ["--digest", "xyz"]), (b"{}", ["--digest", "a" * 65])],
)
def test_what_is_no_proof_ends_with_2_and_a_sentence(tmp_path, data, more):
    path = tmp_path / "p.json"
    if data is not None:
        path.write_bytes(data)
    done = _tienbo("proof", "check", path, *more, cwd=tmp_path)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_file_cannot_steer_the_terminal(chain, tmp_path):
    from tienbo.reporting.versions.digest import canonical_json
    from tienbo.reporting.versions.proof import _sum_of

    document = json.loads(proof_of(chain["01711"]))
    uid = document["version"]["header"]["unit"]
    document["names"][uid] = "Xã\x1b[31m"
    document["sum"] = _sum_of(document)
    (tmp_path / "p.json").write_bytes(canonical_json(document) + b"\n")
    done = _tienbo("proof", "check", tmp_path / "p.json", cwd=tmp_path)
    assert done.returncode == 1 and "\x1b" not in done.stdout + done.stderr
