"""A letter as sentences name it: the subject without its "V/v", the issuer in small letters, the whole citation.

Papers print their issuer in capitals; a sentence does not. The words are Vietnamese: they stand in official text.
"""

import re

from django.utils import translation

from tienbo.committees.queries import committee_of
from tienbo.core import clock
from tienbo.core.deadlines import official_date
from tienbo.guidance.models import Letter
from tienbo.units.queries import place_of

_ABOUT = re.compile(r"^\s*(?:v\s*/\s*v|về việc)(?!\w)[\s:.]*", re.IGNORECASE)


def plain_subject(subject: str) -> str:
    """``hướng dẫn công tác năm 2015`` of ``V/v hướng dẫn công tác năm 2015``."""
    return _ABOUT.sub("", subject)


def issuer_in_sentence(letter: Letter) -> str:
    """``Ban Vì sự tiến bộ của phụ nữ tỉnh Cao Bằng``: as printed; in place of capitals, as it is on record."""
    if letter.issuer and not letter.issuer.isupper():
        return letter.issuer
    on = letter.given_on or clock.today()
    committee = committee_of(letter.unit, on)
    return committee.name if committee else place_of(letter.unit, on).name


def cited(letter: Letter) -> str:
    """``Công văn số 31/BVSTBCPN-VP ngày 20/3/2015``: what is not given yet is left out."""
    with translation.override("vi"):
        kind = letter.get_kind_display()
    number = f" số {letter.number}" if letter.number else ""
    day = f" ngày {official_date(letter.issued_on)}" if letter.issued_on else ""
    return f"{kind}{number}{day}"


def cited_with_subject(letter: Letter) -> str:
    """``Công văn số 31/BVSTBCPN-VP ngày 20/3/2015 về việc hướng dẫn công tác năm 2015``."""
    return f"{cited(letter)}{about(letter)}"


def about(letter: Letter) -> str:
    """`` về việc hướng dẫn công tác năm 2015``; nothing without a subject."""
    subject = plain_subject(letter.subject)
    # "UBND tỉnh ..." keeps its capitals.
    inside = subject if subject[1:2].isupper() else subject[:1].lower() + subject[1:]
    return f" về việc {inside}" if inside else ""
