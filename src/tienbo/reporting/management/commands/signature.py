"""`tienbo signature check FILE`, `tienbo signature sign FILE`, `tienbo signature examine`."""

import getpass
import json
import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, OperationalError

from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.core.terminal import Refusal, both, choose, say, why
from tienbo.documents.signatures import (
    Examination,
    KeyRefused,
    NotExaminable,
    Roots,
    RootsUnreadable,
    examine,
    key_of_pkcs12,
    key_of_token,
    roots_in,
    sign,
)
from tienbo.reporting.signing.actions import examine_papers
from tienbo.reporting.signing.queries import Examined, Standing, examined, standing_of
from tienbo.reporting.signing.verdicts import Verdict, of_file, of_foreign, of_standing, shown

# Read instead of asking at the terminal, for whoever signs in a script.
PIN, PASSWORD = "TIENBO_TOKEN_PIN", "TIENBO_KEY_PASSWORD"


class Command(BaseCommand):
    """Exit 0: every signature stands and the file is ours, where that can be known; 1: a finding; 2: not readable."""

    def add_arguments(self, parser) -> None:
        commands = parser.add_subparsers(dest="command", required=True, metavar="check|sign|examine")
        check = commands.add_parser(
            "check",
            help=both(
                "ai đã ký, tệp là bản nào, còn mới nhất không", "who signed, which version, is there a newer one"
            ),
        )
        check.add_argument("file", type=Path, metavar="FILE", help=both("tệp PDF", "a PDF"))
        check.add_argument("--json", action="store_true", help=both("kết quả dạng JSON", "the result as JSON"))
        check.add_argument(
            "--roots",
            type=Path,
            metavar="DIR",
            help=both("thư mục chứng thư gốc (thay TIENBO_TRUST_ROOTS)", "root certificates, not TIENBO_TRUST_ROOTS"),
        )
        signing = commands.add_parser("sign", help=both("thêm một chữ ký vào tệp PDF", "adds a signature to a PDF"))
        signing.add_argument("file", type=Path, metavar="FILE", help=both("tệp PDF", "a PDF"))
        signing.add_argument(
            "-o", "--out", type=Path, required=True, metavar="OUT", help=both("tệp ghi ra", "the file to write")
        )
        keys = signing.add_mutually_exclusive_group(required=True)
        keys.add_argument(
            "--pkcs12", type=Path, metavar="FILE", help=both("tệp chứng thư .p12, .pfx", "a certificate file")
        )
        keys.add_argument(
            "--pkcs11-lib",
            type=Path,
            metavar="PATH",
            help=both("thư viện của thiết bị ký số", "the library of the token"),
        )
        signing.add_argument("--token-label", default="", help=both("nhãn thiết bị", "label of the token"))
        signing.add_argument("--key-label", default="", help=both("nhãn khóa", "label of the key"))
        commands.add_parser(
            "examine",
            help=both(
                "xét lại bản ký đã lưu theo chứng thư gốc hiện nay", "looks at kept papers by the roots of today"
            ),
        )

    def handle(self, *, command: str, **options) -> None:
        if command == "check":
            raise SystemExit(_check(options["file"], options["roots"], as_json=options["json"]))
        if command == "sign":
            _sign(options)
        else:
            papers, added = examine_papers(by=SYSTEM)
            say(f"Đã xem {papers} bản ký, ghi {added} lần xét mới.", f"{papers} papers, {added} new examinations.")


# --- checking ---------------------------------------------------------------------------------------------------------


def _check(path: Path, folder: Path | None, *, as_json: bool) -> int:
    data = _read(path)
    try:
        roots = roots_in(folder or settings.TRUST_ROOTS)
        found = _with_database(data, roots)
        examination = found.examination if found else examine(data, roots, now=clock.now())
    except RootsUnreadable as refusal:
        raise Refusal(refusal.vi, refusal.en) from refusal
    except NotExaminable as refusal:
        raise Refusal(f"{path}: {refusal.vi}", f"{path}: {refusal.en}") from refusal
    standing = standing_of(found.version) if found and found.version else None
    verdicts = _verdicts(found, examination, standing)
    if as_json:
        print(json.dumps(_plain(found, examination, standing, verdicts), ensure_ascii=False, indent=2))
    else:
        _tell(found, examination, verdicts)
    return int(any(verdict.kind == "error" for verdict in verdicts) or bool(standing and not standing.is_newest))


def _with_database(data: bytes, roots: Roots) -> Examined | None:
    """What the file is by the database of this machine; None where there is none."""
    try:
        return examined(data, roots)
    except (Refusal, OperationalError, DatabaseError, FileNotFoundError):
        return None


def _verdicts(found: Examined | None, examination: Examination, standing: Standing | None) -> list[Verdict]:
    if found is None:
        return [of_foreign(examination)]
    verdicts = [of_file(found)]
    if found.original is None:
        verdicts.append(of_foreign(examination))
    return [*verdicts, of_standing(standing)] if standing else verdicts


def _tell(found: Examined | None, examination: Examination, verdicts: list[Verdict]) -> None:
    if found and found.version:
        report = found.version.report
        print(
            choose(
                f"Bản số {found.version.number}: {report.round.title}, {report.participant.name}",
                f"Version {found.version.number}: {report.round.title}, {report.participant.name}",
            )
        )
    for verdict in verdicts:
        print(f"{'✗' if verdict.is_finding else '•'} {verdict.sentence}")
    for number, each in enumerate(shown(examination.signatures), start=1):
        print(f"{number}. {', '.join(filter(None, (each.name, each.office)))}")
        print(f"   {each.when}; {each.issuer} ({each.serial})")
        print(f"   {each.verdict.sentence}")
    if found is None:
        say(
            "Không có cơ sở dữ liệu ở máy này: không biết tệp là bản nào.",
            "No database on this machine: which version the file is is not known.",
        )
    say(
        "Không dùng mạng: không tra cứu chứng thư có bị thu hồi hay không.",
        "No network is used: whether a certificate was revoked is not looked up.",
    )


def _plain(
    found: Examined | None, examination: Examination, standing: Standing | None, verdicts: list[Verdict]
) -> dict:
    """{"stands", "trusted", "signatures": [...], "ours", "addition", "version", "newest", "said": [...]}; what takes a
    database is null without one."""
    version = found.version if found else None
    return {
        "stands": examination.stands,
        "trusted": examination.is_trusted,
        "signatures": examination.as_facts(),
        "ours": found.is_unchanged if found else None,
        "addition": str(found.addition) if found else None,
        "version": {
            "uid": str(version.uid),
            "unit": version.report.participant.code,
            "round": version.report.round.code,
            "number": version.number,
            "digest": version.digest,
        }
        if version
        else None,
        "newest": standing.is_newest if standing else None,
        "said": [verdict.sentence for verdict in verdicts],
    }


# --- signing ----------------------------------------------------------------------------------------------------------


def _sign(options: dict) -> None:
    data = _read(options["file"])
    try:
        if options["pkcs12"]:
            password = _secret(PASSWORD, "Mật khẩu tệp chứng thư: ", "Password of the certificate file: ")
            signed = sign(data, key_of_pkcs12(_read(options["pkcs12"]), password), now=clock.now())
        else:
            pin = _secret(PIN, "Mã PIN: ", "PIN: ")
            labels = {"token_label": options["token_label"], "key_label": options["key_label"]}
            with key_of_token(options["pkcs11_lib"], pin, **labels) as key:
                signed = sign(data, key, now=clock.now())
    except (KeyRefused, NotExaminable) as refusal:
        raise Refusal(refusal.vi, refusal.en, code=1 if isinstance(refusal, KeyRefused) else 2) from refusal
    try:
        options["out"].write_bytes(signed)
    except OSError as error:
        vi, en = why(error)
        raise Refusal(f"Không ghi được {options['out']}: {vi}.", f"{options['out']} was not written: {en}.") from error
    say(f"Đã ký, ghi vào {options['out']}.", f"Signed, written to {options['out']}.")


def _secret(variable: str, vi: str, en: str) -> str:
    """A password or PIN: from the environment, else asked at the terminal, where it does not show."""
    if variable in os.environ:
        return os.environ[variable]
    if not sys.stdin.isatty():
        raise Refusal(
            f"Cần {variable}: lệnh không chạy ở thiết bị đầu cuối nên không hỏi được.",
            f"{variable} is needed: there is no terminal to ask at.",
        )
    return getpass.getpass(choose(vi, en))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        vi, en = why(error)
        raise Refusal(f"Không mở được {path}: {vi}.", f"{path} cannot be opened: {en}.") from error
