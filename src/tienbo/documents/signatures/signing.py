"""Adding a signature to a PDF: an update behind the bytes that are there, which stay as they are.

The format is PAdES B-B (ETSI EN 319 142-1), without a time stamp: nothing is asked of any network. The signature is
invisible; what a stamp would show stands beside the file.
"""

import datetime as dt
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from asn1crypto import keys, x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat, pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSigner, Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tienbo.documents.signatures.reading import open_pdf, readable
from tienbo.documents.signatures.refusals import KeyRefused, NotExaminable

MAX_KEY_BYTES = 100 * 1024
FIELD = "ChuKy"


@dataclass(frozen=True)
class Key:
    """A certificate with the means to sign by it."""

    signer: Signer
    certificate: x509.Certificate

    def refuse_unfit(self, now: dt.datetime) -> None:
        """KeyRefused for a certificate that is not valid at this moment or not for signing."""
        if now < self.certificate.not_valid_before:
            raise KeyRefused("not_yet")
        if now > self.certificate.not_valid_after:
            raise KeyRefused("expired")
        usage = self.certificate.key_usage_value
        if usage and not {"digital_signature", "non_repudiation"} & usage.native:
            raise KeyRefused("not_for_signing")

    def __repr__(self) -> str:
        return f"Key({self.certificate.subject.human_friendly})"


def key_of_pkcs12(data: bytes, password: str) -> Key:
    """The key of a .p12 or .pfx file. KeyRefused says what is wrong; the password is in no message."""
    if len(data) > MAX_KEY_BYTES:
        raise KeyRefused("too_large")
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, password.encode() or None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyRefused("unreadable") from error
    if key is None or certificate is None:
        raise KeyRefused("no_key")
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise KeyRefused("unknown_key")
    if _public(key) != _public(certificate):
        raise KeyRefused("other_key")
    own = x509.Certificate.load(certificate.public_bytes(Encoding.DER))
    chain = [x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in others]
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = SimpleSigner(own, keys.PrivateKeyInfo.load(plain), SimpleCertificateStore.from_certs(chain))
    return Key(signer, own)


def _public(holder) -> bytes:
    return holder.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


@contextmanager
def key_of_token(library: Path, pin: str, *, token_label: str = "", key_label: str = "") -> Iterator[Key]:
    """The key of a token (PKCS#11), while its session is open. KeyRefused says what is wrong."""
    try:
        from pkcs11.exceptions import PinIncorrect, PinInvalid, PinLenRange, PinLocked, PKCS11Error
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
    except ImportError as error:
        raise KeyRefused("no_library") from error
    wanted = TokenCriteria(label=token_label) if token_label else None
    try:
        session = open_pkcs11_session(str(library), token_criteria=wanted, user_pin=pin)
    except (PinIncorrect, PinInvalid, PinLenRange, PinLocked) as error:
        raise KeyRefused("wrong_pin") from error
    except (PKCS11Error, RuntimeError, OSError) as error:
        raise KeyRefused("no_token") from error
    with session:
        signer = PKCS11Signer(session, **_labels(session, key_label))
        try:
            certificate = signer.signing_cert
        except (PKCS11Error, ValueError, LookupError) as error:
            raise KeyRefused("no_such_key") from error
        yield Key(signer, certificate)


def _labels(session, key_label: str) -> dict:
    """By which label certificate and key are found: the one given, else that of the only private key."""
    from pkcs11 import Attribute, ObjectClass

    if key_label:
        return {"key_label": key_label, "cert_label": key_label}
    found = list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY}))
    if len(found) != 1:
        raise KeyRefused("no_such_key")
    return {"key_id": found[0][Attribute.ID], "cert_id": found[0][Attribute.ID]}


class _AtAMoment(PdfSigner):
    """A signer whose claimed moment is given, not taken from the machine."""

    moment: dt.datetime

    def init_signing_session(self, *args, **kwargs):
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.moment
        return session


def sign(data: bytes, key: Key, *, now: dt.datetime) -> bytes:
    """The file with one signature more, which claims the moment `now`. It begins with `data`.

    KeyRefused when the certificate is not fit or the file takes no signature; NotExaminable for a file that cannot be
    read.
    """
    key.refuse_unfit(now)
    reader = open_pdf(data)
    out = io.BytesIO()
    try:
        with readable():
            taken = {each.field_name for each in reader.embedded_signatures}
            number = next(each for each in range(1, len(taken) + 2) if f"{FIELD}{each}" not in taken)
            metadata = PdfSignatureMetadata(field_name=f"{FIELD}{number}", subfilter=SigSeedSubFilter.PADES)
            signer = _AtAMoment(metadata, key.signer)
            signer.moment = now
            signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), output=out)
    except NotExaminable as error:
        raise KeyRefused("not_signable") from error
    return out.getvalue()
