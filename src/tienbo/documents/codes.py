"""QR codes: the same text gives the same picture, to the byte."""

import io
from functools import lru_cache

import segno

# A sheet that was folded, stamped and copied is still read: 15 % of the squares may be lost.
ERRORS = "m"
QUIET = 4


def _code(text: str) -> segno.QRCode:
    return segno.make(text, error=ERRORS, micro=False, boost_error=False)


@lru_cache(maxsize=64)
def qr_svg(text: str) -> str:
    """The code as SVG, with its quiet border. ValueError for a text that fits no code."""
    out = io.BytesIO()
    _code(text).save(out, kind="svg", border=QUIET, xmldecl=False, nl=False, light="white")
    return out.getvalue().decode()


@lru_cache(maxsize=64)
def qr_png(text: str) -> bytes:
    """The code as PNG, eight points to a square: sharp at any printer's resolution."""
    out = io.BytesIO()
    _code(text).save(out, kind="png", border=QUIET, scale=8)
    return out.getvalue()
