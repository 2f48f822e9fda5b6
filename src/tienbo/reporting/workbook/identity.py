"""Whose a sheet is: a text in its first, hidden cell, signed so that nobody makes one up.

It stands in a cell and not in the properties of the file: LibreOffice and Excel keep cells whatever they save a file
as, and a sheet that is moved into another file takes it along.
"""

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer

PREFIX = "tienbo.so-lieu."
_SCHEME = "1"


class NotOurs(ValueError):
    """The text is no identity, or was not written by this installation as it stands."""


@dataclass(frozen=True)
class Identity:
    """What the cell says.

    `round`, `unit`: uids (hex); `form`: the beginning of the form's digest; `change`: the number of the last change of
    the report's figures that the sheet was written from, 0 for none; `scale`: how many đồng its sums of money count.
    """

    round: str
    unit: str
    form: str
    table: str
    change: int
    scale: int = 1

    @property
    def report(self) -> tuple[str, str]:
        """What names the report."""
        return self.round, self.unit

    def written(self) -> str:
        """The text for the cell."""
        said = "|".join((_SCHEME, self.round, self.unit, self.form, self.table, str(self.change), str(self.scale)))
        return PREFIX + _signer().sign(said)

    @classmethod
    def read(cls, text: str) -> "Identity":
        """The identity that a text says. NotOurs."""
        try:
            said = _signer().unsign(text.strip().removeprefix(PREFIX))
            scheme, round, unit, form, table, change, scale = said.split("|")
            if scheme != _SCHEME:
                raise NotOurs(scheme)
            return cls(round, unit, form, table, int(change), int(scale))
        except (BadSignature, ValueError) as error:
            raise NotOurs(text[:40]) from error


def is_identity(value: object) -> bool:
    """Whether a cell holds one, true or not."""
    return isinstance(value, str) and value.startswith(PREFIX)


def _signer() -> Signer:
    return Signer(salt="tienbo.reporting.workbook")
