"""The cast of `tests.access.cast`, on a day of May."""

from tests.access.cast import cast, sign_in

__all__ = ["cast", "sign_in"]
