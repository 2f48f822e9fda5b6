"""docs/api.md and the help page say what is true: every code, examples that work."""

import json
import re
from pathlib import Path

import pytest

from tests.api.software import software_of
from tests.architecture.house import PACKAGE, REPOSITORY
from tienbo.access.tokens.bearer import _words

TEXT = (REPOSITORY / "docs" / "api.md").read_text()
HELP = [PACKAGE / "home" / "templates" / "home" / f"_help_{language}.html" for language in ("vi", "en")]
CODE = re.compile(
    r"""\b(?:Refused\(\d{3}|problem\(\d{3}|problem\(error\.status_code|Refusal\(|Wrong\()\s*,?\s*"([a-z_]+)\""""
)


def test_every_code_is_in_the_document():
    sources = [
        path.read_text()
        for folder in ("api", "reporting/api", "access/tokens")
        for path in (PACKAGE / folder).rglob("*.py")
    ]
    codes = {code for source in sources for code in CODE.findall(source)} | {f"token_{why}" for why in _words()}
    assert {"invalid", "too_large", "ambiguous", "no_token", "token_revoked", "state", "twice"} <= codes
    missing = [code for code in sorted(codes) if not re.search(rf"\b{code}\b", TEXT)]
    assert missing == []


def _bodies(text: str) -> list[dict]:
    return [json.loads(body) for body in re.findall(r"-d '(\{.*?\})' ?\\", text, flags=re.DOTALL)]


@pytest.mark.parametrize("path", [REPOSITORY / "docs" / "api.md", *HELP], ids=lambda path: Path(path).name)
def test_the_examples_work_as_they_stand(world, path):
    world.round()
    program = software_of(world.officers["01711"])
    bodies = _bodies(path.read_text())
    assert bodies
    for body in bodies:
        if "finding" in body:
            assert program.post("reports/2015-h1/01711/justifications", body).status_code in {200, 422}
        elif "operation" in body:
            assert program.put("reports/2015-h1/01711/figures", body).json()["saved"] == 1
        else:
            assert program.post("reports/2015-h1/01711/check", body).json()["cells"][0]["status"] == "fits"
