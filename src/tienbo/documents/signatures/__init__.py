"""Signatures in a PDF: who signed, whether the file is still what was signed, whether it is a known original with
nothing but signatures added; and adding one.

Words
    examination   what a file says of its signatures, and what our own checks make of it
    intact        the bytes that a signature covers are the bytes that were signed
    trusted       the signer's certificate leads to one of the given roots, valid when it was signed. Nothing is fetched
                  from any network: whether a certificate was revoked is not known
    root          a certificate that an office has decided to believe
    addition      what a file holds beyond an original that it begins with

A signed PDF is the original's bytes with an incremental update behind them (ISO 32000-2, 12.8): signing never rewrites
what is there. So "our version with signatures added" can be decided to the byte.
"""

from tienbo.documents.signatures.comparing import Addition, addition_to
from tienbo.documents.signatures.examining import Examination, Signature, examine
from tienbo.documents.signatures.refusals import KeyRefused, NotExaminable
from tienbo.documents.signatures.roots import Roots, RootsUnreadable, roots_in, roots_of
from tienbo.documents.signatures.signing import Key, key_of_pkcs12, key_of_token, sign

__all__ = [
    "Addition",
    "Examination",
    "Key",
    "KeyRefused",
    "NotExaminable",
    "Roots",
    "RootsUnreadable",
    "Signature",
    "addition_to",
    "examine",
    "key_of_pkcs12",
    "key_of_token",
    "roots_in",
    "roots_of",
    "sign",
]
