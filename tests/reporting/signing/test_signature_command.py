"""`tienbo signature`: what it says of a file, with and without a database; signing by a file and by a token."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError

from tests.documents.certificates import PASSWORD, person, root
from tests.reporting.signing.conftest import UNIT
from tests.reporting.signing.test_signed_originals import with_other_page
from tienbo.core.terminal import Refusal
from tienbo.documents.signatures import examine, roots_in
from tienbo.reporting.exchange.actions import recall_report
from tienbo.reporting.management.commands import signature

pytestmark = pytest.mark.django_db


def run(capsys, *words) -> tuple[int, str]:
    """The exit code and what was printed."""
    with pytest.raises(SystemExit) as end:
        call_command("signature", *map(str, words))
    return end.value.code, capsys.readouterr().out


@pytest.fixture
def put(tmp_path):
    """put(data): a file with these bytes."""

    def write(data: bytes, name: str = "tep.pdf") -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return write


def test_a_signed_file_of_ours_is_named_and_stands(house, capsys, put):
    house.record()
    code, out = run(capsys, "check", put(house.signed()))
    assert code == 0
    for words in ("Bản số 1", "Huyện Hòa An", "chỉ thêm chữ ký số", "Nông Văn A", "Bản mới hơn: không có"):
        assert words in out


def test_the_result_as_json(house, capsys, put):
    house.record()
    code, out = run(capsys, "check", put(house.signed()), "--json")
    told = json.loads(out)
    assert (code, told["stands"], told["trusted"], told["ours"], told["newest"]) == (0, True, True, True, True)
    assert (told["version"]["unit"], told["version"]["number"]) == (UNIT, 1)
    assert told["signatures"][0]["name"] == "Nông Văn A"


def test_a_file_that_is_not_as_it_was_issued_is_a_finding(house, capsys, put):
    code, out = run(capsys, "check", put(with_other_page(house.signed())))
    assert code == 1 and "✗ Văn bản đã bị thay đổi sau khi phát hành" in out


def test_a_newer_version_is_a_finding(house, capsys, put):
    file = put(house.signed())
    recall_report(by=house.world.heads[UNIT], report=house.world.report(UNIT))
    house.world.send(UNIT)
    code, out = run(capsys, "check", file)
    assert code == 1 and "Đã có bản mới hơn: bản số 2" in out


def test_without_a_database_the_signatures_are_told(house, capsys, put, monkeypatch):
    file = put(house.signed())

    def nowhere(*arguments):
        raise OperationalError("no server")

    monkeypatch.setattr(signature, "examined", nowhere)
    code, out = run(capsys, "check", file, "--json")
    told = json.loads(out)
    assert (code, told["stands"], told["ours"], told["version"]) == (0, True, None, None)


def test_other_roots_are_named_at_the_command_line(house, capsys, put, tmp_path):
    file = put(house.signed())
    folder = tmp_path / "goc"
    folder.mkdir()
    (folder / "khac.pem").write_bytes(root("Root other")[1])
    assert "không thuộc tổ chức nào" in run(capsys, "check", file, "--roots", folder)[1]
    with pytest.raises(Refusal, match="chứng thư gốc"):
        call_command("signature", "check", str(file), "--roots", str(tmp_path / "không có"))


@pytest.mark.parametrize("data", [b"", b"khong phai pdf", b"%PDF-1.7 hong"])
def test_what_cannot_be_read_is_exit_code_2(put, data):
    with pytest.raises(Refusal) as refused:
        call_command("signature", "check", str(put(data)))
    assert refused.value.code == 2


def test_a_file_is_signed_by_a_certificate_file(house, capsys, put, tmp_path, monkeypatch):
    monkeypatch.setenv("TIENBO_KEY_PASSWORD", PASSWORD)
    key, out = put(person().p12, "ky.p12"), tmp_path / "da-ky.pdf"
    call_command("signature", "sign", str(put(house.original())), "--pkcs12", str(key), "-o", str(out))
    assert run(capsys, "check", out)[0] == 0
    monkeypatch.setenv("TIENBO_KEY_PASSWORD", "sai")
    with pytest.raises(Refusal, match="mật khẩu sai") as refused:
        call_command("signature", "sign", str(out), "--pkcs12", str(key), "-o", str(tmp_path / "khong.pdf"))
    assert refused.value.code == 1 and not (tmp_path / "khong.pdf").exists()


def test_kept_papers_are_examined_again(house, settings, capsys):
    settings.TRUST_ROOTS, folder = "", settings.TRUST_ROOTS
    house.record(house.signed())
    settings.TRUST_ROOTS = folder
    call_command("signature", "examine")
    assert "1 bản ký, ghi 1" in capsys.readouterr().err


# --- a token ----------------------------------------------------------------------------------------------------------

LIBRARIES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
)


@pytest.fixture
def token(tmp_path, monkeypatch) -> str:
    """A token in software with one signer's key and certificate; the path of its library."""
    library = next((path for path in LIBRARIES if Path(path).exists()), None)
    if library is None or not shutil.which("softhsm2-util"):
        pytest.skip("softhsm2 is not installed: no token to sign with")
    pkcs11 = pytest.importorskip("pkcs11", reason="python-pkcs11 is not installed")
    from asn1crypto import x509
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
    from pkcs11.util.rsa import decode_rsa_private_key

    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    making = ["softhsm2-util", "--init-token", "--free", "--label", "thu", "--pin", "1234", "--so-pin", "4321"]
    subprocess.run(making, check=True, capture_output=True, env=os.environ)
    key, certificate, _ = pkcs12.load_key_and_certificates(person().p12, PASSWORD.encode())
    plain = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    der = certificate.public_bytes(Encoding.DER)
    attribute = pkcs11.Attribute
    lib = pkcs11.lib(library)
    lib.reinitialize()
    with lib.get_token(token_label="thu").open(rw=True, user_pin="1234") as session:
        named = {attribute.TOKEN: True, attribute.LABEL: "van-thu", attribute.ID: b"1"}
        session.create_object(decode_rsa_private_key(plain) | named | {attribute.SIGN: True})
        session.create_object(
            named
            | {
                attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                attribute.SUBJECT: x509.Certificate.load(der).subject.dump(),
                attribute.VALUE: der,
            }
        )
    return library


def test_a_file_is_signed_by_a_token(house, token, put, tmp_path, monkeypatch):
    monkeypatch.setenv("TIENBO_TOKEN_PIN", "1234")
    words = ["sign", str(put(house.original())), "--pkcs11-lib", token, "--token-label", "thu"]
    call_command("signature", *words, "-o", str(tmp_path / "mot.pdf"))
    call_command("signature", *words, "-o", str(tmp_path / "hai.pdf"), "--key-label", "van-thu")
    for name in ("mot.pdf", "hai.pdf"):
        data = (tmp_path / name).read_bytes()
        (found,) = examine(data, roots_in(tmp_path), now=house.version.submitted_at).signatures
        assert found.name == "Nông Văn A" and found.is_trusted


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"PIN": "9999"}, "không nhận mã PIN"),
        ({"--token-label": "khac"}, "Không thấy thiết bị"),
        ({"--key-label": "khac"}, "không có chứng thư và khóa mang nhãn này"),
        ({"--pkcs11-lib": "/không/có.so"}, "Không thấy thiết bị"),
    ],
)
def test_a_token_that_does_not_sign_says_why(house, token, put, tmp_path, monkeypatch, changes, words):
    monkeypatch.setenv("TIENBO_TOKEN_PIN", changes.get("PIN", "1234"))
    options = {"--pkcs11-lib": token, "--token-label": "thu", "-o": str(tmp_path / "khong.pdf")} | changes
    pairs = [word for name, value in options.items() if name != "PIN" for word in (name, value)]
    with pytest.raises(Refusal, match=words):
        call_command("signature", "sign", str(put(house.original())), *pairs)
    assert not (tmp_path / "khong.pdf").exists()
