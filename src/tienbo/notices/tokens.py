"""What stands in links that work without signing in: signed, each for one purpose."""

from dataclasses import dataclass

from django.core import signing

PROVE_DAYS = 3
_STOP = signing.Signer(salt="notices.stop", sep=".")
_PROVE_SALT = "notices.prove"


class BadToken(ValueError):
    """The link was not made here, was cut off, or is too old."""


@dataclass(frozen=True)
class Claim:
    """A person, by uid, and the address that he says is his."""

    uid: str
    address: str


def token_to_prove(uid, address: str) -> str:
    """For the link that proves an address: whoever opens it reads mail there. It holds three days."""
    return signing.dumps({"u": str(uid), "a": address}, salt=_PROVE_SALT)


def read_proof(token: str) -> Claim:
    """Who proves which address. BadToken."""
    try:
        told = signing.loads(token, salt=_PROVE_SALT, max_age=PROVE_DAYS * 24 * 3600)
        return Claim(told["u"], told["a"])
    except (signing.BadSignature, KeyError, TypeError, ValueError) as error:
        raise BadToken from error


def token_to_stop(uid) -> str:
    """For the link that stops mail to a person: it holds for good, as the message may be read years later."""
    return _STOP.sign(str(uid))


def read_stop(token: str) -> str:
    """The uid of the person who wants no more mail. BadToken."""
    try:
        return _STOP.unsign(token)
    except signing.BadSignature as error:
        raise BadToken from error
