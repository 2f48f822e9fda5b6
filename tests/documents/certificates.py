"""Certificates for tests: a root, and signers below it. Keys are drawn once per session: drawing takes its time."""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from tienbo.documents.signatures import Key, Roots, key_of_pkcs12, roots_of

PASSWORD = "mat-khau-chung-thu"
FROM, UNTIL = dt.datetime(2014, 1, 1), dt.datetime(2019, 1, 1)


@cache
def _private(name: str):
    # RSA for the signers, as tokens have it; a curve for the roots, because it is drawn at once.
    return ec.generate_private_key(ec.SECP256R1()) if name.startswith("Root") else rsa.generate_private_key(65537, 2048)


def _name(name: str, organisation: str, title: str = "") -> x509.Name:
    parts = [(NameOID.COMMON_NAME, name), (NameOID.ORGANIZATION_NAME, organisation)]
    parts += [(NameOID.TITLE, title)] if title else []
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


@dataclass(frozen=True)
class Person:
    """A signer's certificate, with the file that holds it and its key."""

    certificate: x509.Certificate
    p12: bytes

    @property
    def key(self) -> Key:
        """The key as the program takes it from the file."""
        return key_of_pkcs12(self.p12, PASSWORD)


def root(name: str = "Root CA") -> tuple[x509.Certificate, bytes]:
    """A root's certificate, as an object and in PEM."""
    return _root(name)


@cache
def _root(name: str) -> tuple[x509.Certificate, bytes]:
    subject = _name(name, "Ban Cơ yếu Chính phủ")
    made = _certificate(subject, subject, name, _private(name), is_root=True)
    return made, made.public_bytes(Encoding.PEM)


def roots(*names: str) -> Roots:
    """The roots of these names."""
    return Roots(tuple(roots_of(root(name)[1]).certificates[0] for name in names or ("Root CA",)))


@cache
def person(
    name: str = "Nông Văn A",
    *,
    root_name: str = "Root CA",
    since: dt.datetime = FROM,
    until: dt.datetime = UNTIL,
    usage: str = "digital_signature",
) -> Person:
    """Somebody with a certificate of this root, 2014 to 2018 unless told."""
    made = _certificate(
        _name(name, "UBND huyện Hòa An", "Trưởng ban"),
        root(root_name)[0].subject,
        "signer",
        _private(root_name),
        since=since,
        until=until,
        usage=usage,
    )
    p12 = pkcs12.serialize_key_and_certificates(
        b"key", _private("signer"), made, [root(root_name)[0]], BestAvailableEncryption(PASSWORD.encode())
    )
    return Person(made, p12)


def _certificate(subject, issuer, holder: str, signing, *, since=FROM, until=UNTIL, is_root=False, usage=""):
    names = [
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    ]  # fmt: skip
    wanted = {"key_cert_sign", "crl_sign"} if is_root else {usage}
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(_private(holder).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{name: name in wanted for name in names}), critical=True)
        .sign(signing, hashes.SHA256())
    )
