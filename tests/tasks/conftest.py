"""The cast of `tests.tasks.cast`, on the day of the letter."""

import pytest

from tests.kept import kept
from tests.tasks.cast import LETTER_DAY, make_cast


@pytest.fixture
def cast(db, at):
    """Units and people; the clock stands on the day of the letter."""
    made = kept(make_cast)
    at(LETTER_DAY)
    return made
